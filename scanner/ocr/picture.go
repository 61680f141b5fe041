package ocr

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"iter"

	"golang.org/x/image/bmp"
	"golang.org/x/image/webp"

	"exposed/scanner/document"
)

// A page is a page of a picture.
type page struct {
	n       int         // from 1
	gray    *image.Gray // nil: could not be decoded
	stretch float64     // how much taller than wide its pixels are; 0: they are square
	whole   []byte      // a file that tesseract decodes, of an image that is not in gray
}

// A codec decodes the pictures of one format.
type codec struct {
	size   func(io.Reader) (image.Config, error)
	decode func(io.Reader) (image.Image, error)
}

// codecs are those of pictures of one page, by the kind of file.
var codecs = map[string]codec{
	"png":  {png.DecodeConfig, png.Decode},
	"jpeg": {jpeg.DecodeConfig, jpeg.Decode},
	"gif":  {gif.DecodeConfig, gif.Decode},
	"bmp":  {bmp.DecodeConfig, bmp.Decode},
	"webp": {webp.DecodeConfig, webp.Decode},
}

// pages returns the pages of a picture, upright and over white, each with what
// kept it from being decoded.
func pages(ctx context.Context, picture []byte) iter.Seq2[page, *document.Problem] {
	kind := document.Kind(picture, "", "")
	switch kind {
	case "tiff":
		return tiffPages(picture)
	case "jp2":
		return onePage(jp2Page(picture))
	case "heic":
		return heicPages(ctx, picture)
	}
	c, ok := codecs[kind]
	if !ok {
		return onePage(page{n: 1}, &document.Problem{Reason: "unsupported", Detail: "a picture of format " + kind + " is not decoded: hand over a copy as PNG or JPEG"})
	}
	p, problem := c.page(picture)
	if p.gray != nil {
		p.gray = oriented(p.gray, orientation(kind, picture))
	}
	if n := frames(kind, picture); problem == nil && n > 1 {
		problem = &document.Problem{Reason: "unsupported", Detail: fmt.Sprintf("the picture moves: the first of its %d frames is read", n)}
	}
	return onePage(p, problem)
}

// onePage is a sequence of one page.
func onePage(p page, problem *document.Problem) iter.Seq2[page, *document.Problem] {
	return func(yield func(page, *document.Problem) bool) { yield(p, problem) }
}

// page decodes a picture.
func (c codec) page(picture []byte) (page, *document.Problem) {
	p := page{n: 1}
	size, err := c.size(bytes.NewReader(picture))
	if err != nil {
		return p, undecoded(1, err)
	}
	if problem := tooLarge(1, size.Width, size.Height); problem != nil {
		return p, problem
	}
	if min(size.Width, size.Height) < leastSide {
		return p, nil
	}
	img, err := c.decode(bytes.NewReader(picture))
	var problem *document.Problem
	if err != nil && bytes.HasPrefix(picture, []byte("\xFF\xD8")) {
		problem = &document.Problem{Reason: "corrupt", Detail: "the picture is damaged or cut off; what was decoded is kept"}
		img, err = c.decode(&padded{head: picture, tail: int64(size.Width) * int64(size.Height)})
	}
	if err != nil {
		return p, undecoded(1, err)
	}
	p.gray = grayOf(img)
	return p, problem
}

// A padded is a file that was cut off, with tail zeros and the end of a JPEG
// file behind it, so that its decoder gives what the file has.
type padded struct {
	head []byte
	tail int64

	ended bool
}

func (r *padded) Read(b []byte) (int, error) {
	if len(r.head) > 0 {
		n := copy(b, r.head)
		r.head = r.head[n:]
		return n, nil
	}
	if r.tail <= 0 && !r.ended {
		r.ended = true
		return copy(b, "\xFF\xD9"), nil
	}
	if r.tail <= 0 {
		return 0, io.ErrUnexpectedEOF
	}
	n := int(min(int64(len(b)), r.tail))
	clear(b[:n])
	r.tail -= int64(n)
	return n, nil
}

// undecoded says that page n does not decode.
func undecoded(n int, err error) *document.Problem {
	reason := "corrupt"
	var jpegs jpeg.UnsupportedError
	var pngs png.UnsupportedError
	if errors.As(err, &jpegs) || errors.As(err, &pngs) || errors.Is(err, bmp.ErrUnsupported) || unsupportedTIFF(err) {
		reason = "unsupported"
	}
	return &document.Problem{Reason: reason, Detail: fmt.Sprintf("page %d of the picture does not decode", n)}
}

// tooLarge says of page n that it has too many pixels; nil if it has not.
func tooLarge(n, width, height int) *document.Problem {
	if width >= 0 && height >= 0 && (width == 0 || height <= maxPixels/width) {
		return nil
	}
	return &document.Problem{Reason: "too-large", Detail: fmt.Sprintf("page %d of the picture has %d x %d pixels: it is not decoded", n, width, height)}
}

// frames returns how many frames a GIF file has; 1 for other kinds.
func frames(kind string, b []byte) int {
	const header, descriptor, most = 13, 10, 100_000
	if kind != "gif" || len(b) < header {
		return 1
	}
	i, n := header+colors(b[10]), 0
	for i < len(b) && n < most {
		switch b[i] {
		case 0x21: // extension
			i = afterBlocks(b, i+2)
		case 0x2C: // image
			if i+descriptor > len(b) {
				return n
			}
			n++
			i = afterBlocks(b, i+descriptor+colors(b[i+9])+1)
		default:
			return n
		}
	}
	return n
}

// colors returns how many bytes the colour table has that a descriptor's flags
// announce (GIF89a, 18 and 20).
func colors(flags byte) int {
	if flags&0x80 == 0 {
		return 0
	}
	return 3 << (flags&7 + 1)
}

// afterBlocks returns the end of the data blocks that start at byte i.
func afterBlocks(b []byte, i int) int {
	for i < len(b) && b[i] != 0 {
		i += int(b[i]) + 1
	}
	return i + 1
}
