package ocr

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/draw"
	"image/jpeg"
	"io"
	"iter"

	"golang.org/x/image/tiff"

	"exposed/scanner/document"
)

// A tiffFile is a TIFF file (TIFF 6.0).
type tiffFile struct {
	b     []byte
	order binary.ByteOrder
}

// Tags of TIFF 6.0, sections 8, 15 and 22.
const (
	tagSubfile     = 254
	tagWidth       = 256
	tagHeight      = 257
	tagBits        = 258
	tagCompression = 259
	tagPhotometric = 262
	tagStrips      = 273
	tagOrientation = 274
	tagRows        = 278
	tagStripBytes  = 279
	tagXResolution = 282
	tagYResolution = 283
	tagTileWidth   = 322
	tagTileHeight  = 323
	tagTiles       = 324
	tagTileBytes   = 325
	tagTables      = 347
)

// A directory has the entries of an image of a TIFF file, by their tags.
type directory struct {
	f       *tiffFile
	entries map[uint16]entry
}

// An entry is the value of a tag: n values of a type, which start at byte at.
type entry struct {
	kind uint16
	n    int
	at   int
}

// openTIFF reports whether b starts as a TIFF file does.
func openTIFF(b []byte) (*tiffFile, bool) {
	const header = 8
	if len(b) < header {
		return nil, false
	}
	switch string(b[:4]) {
	case "II*\x00":
		return &tiffFile{b, binary.LittleEndian}, true
	case "MM\x00*":
		return &tiffFile{b, binary.BigEndian}, true
	}
	return nil, false
}

// first returns where the first directory stands.
func (f *tiffFile) first() int { return int(f.order.Uint32(f.b[4:])) }

// directory returns the directory at byte at, and where the next one stands; 0
// if there is none.
func (f *tiffFile) directory(at int) (d directory, next int) {
	d = directory{f, map[uint16]entry{}}
	const size = 12 // of an entry
	if at < 8 || at+2 > len(f.b) {
		return d, 0
	}
	n := int(f.order.Uint16(f.b[at:]))
	at += 2
	for ; n > 0 && at+size <= len(f.b); n-- {
		e := entry{kind: f.order.Uint16(f.b[at+2:]), n: int(f.order.Uint32(f.b[at+4:])), at: at + 8}
		if width := widthOf(e.kind); width*e.n > 4 {
			e.at = int(f.order.Uint32(f.b[at+8:]))
		}
		d.entries[f.order.Uint16(f.b[at:])] = e
		at += size
	}
	if n == 0 && at+4 <= len(f.b) {
		next = int(f.order.Uint32(f.b[at:]))
	}
	return d, next
}

// widthOf returns how many bytes a value of a type has (TIFF 6.0, section 2).
func widthOf(kind uint16) int {
	switch kind {
	case 3, 8:
		return 2
	case 4, 9, 11:
		return 4
	case 5, 10, 12:
		return 8
	}
	return 1
}

// value returns value i of a tag; otherwise if there is none.
func (d directory) value(tag uint16, i, otherwise int) int {
	e, ok := d.entries[tag]
	at := e.at + i*widthOf(e.kind)
	if !ok || i >= e.n || at < 0 || at+widthOf(e.kind) > len(d.f.b) {
		return otherwise
	}
	switch b := d.f.b[at:]; e.kind {
	case 1, 7:
		return int(b[0])
	case 3:
		return int(d.f.order.Uint16(b))
	case 4:
		return int(d.f.order.Uint32(b))
	}
	return otherwise
}

// ratio returns the value of a tag that is a fraction; 0 without one.
func (d directory) ratio(tag uint16) float64 {
	const fraction = 5
	e := d.entries[tag]
	if e.kind != fraction || e.at < 0 || e.at+8 > len(d.f.b) {
		return 0
	}
	a, b := d.f.order.Uint32(d.f.b[e.at:]), d.f.order.Uint32(d.f.b[e.at+4:])
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}

// orientation returns how the image is to be turned, as Exif counts.
func (d directory) orientation() int {
	if n := d.value(tagOrientation, 0, 1); n >= 1 && n <= 8 {
		return n
	}
	return 1
}

// stretch returns how much taller than wide a pixel is: those of fax machines
// may be twice as tall (ITU-T T.4, 2.1).
func (d directory) stretch() float64 {
	x, y := d.ratio(tagXResolution), d.ratio(tagYResolution)
	const most = 4
	if x <= 0 || y <= 0 || x/y > most || y/x > most {
		return 0
	}
	return x / y
}

// tiffPages returns the pages of a TIFF file. Small copies and masks of pages
// are left out (TIFF 6.0, NewSubfileType).
func tiffPages(b []byte) iter.Seq2[page, *document.Problem] {
	return func(yield func(page, *document.Problem) bool) {
		f, ok := openTIFF(b)
		if !ok {
			yield(page{n: 1}, &document.Problem{Reason: "unsupported", Detail: "a TIFF file of 64 bits is not decoded: hand over a copy as PDF or PNG"})
			return
		}
		seen := map[int]bool{}
		n := 0
		for at := f.first(); at != 0 && !seen[at]; {
			seen[at] = true
			d, next := f.directory(at)
			const reduced, mask = 1, 4
			if d.value(tagSubfile, 0, 0)&(reduced|mask) == 0 || n == 0 && next == 0 {
				n++
				if n > maxPages {
					yield(page{n: n}, &document.Problem{Reason: "too-many", Detail: fmt.Sprintf("the picture has more than %d pages; the rest was not read", maxPages)})
					return
				}
				if !yield(d.page(n, at)) {
					return
				}
			}
			at = next
		}
		if n == 0 {
			yield(page{n: 1}, undecoded(1, io.ErrUnexpectedEOF))
		}
	}
}

// page decodes page n, whose directory stands at byte at.
func (d directory) page(n, at int) (page, *document.Problem) {
	p := page{n: n, stretch: d.stretch()}
	w, h := d.value(tagWidth, 0, 0), d.value(tagHeight, 0, 0)
	if problem := tooLarge(n, w, h); problem != nil {
		return p, problem
	}
	if min(w, h) < leastSide && w > 0 && h > 0 {
		return p, nil
	}
	img, err := d.decode(at, w, h)
	if err != nil {
		return p, undecoded(n, err)
	}
	p.gray = oriented(grayOf(img), d.orientation())
	if d.orientation() >= 5 && p.stretch > 0 {
		p.stretch = 1 / p.stretch
	}
	return p, nil
}

// decode decodes the image of w x h pixels whose directory stands at byte at.
func (d directory) decode(at, w, h int) (image.Image, error) {
	const jpegCompression = 7
	if d.value(tagCompression, 0, 1) == jpegCompression {
		return d.jpegs(w, h)
	}
	head := make([]byte, 8)
	copy(head, d.f.b)
	d.f.order.PutUint32(head[4:], uint32(at))
	return tiff.Decode(&spliced{head: head, b: d.f.b})
}

// jpegs joins the strips or tiles of an image that are JPEG each (TIFF
// Technical Note 2).
func (d directory) jpegs(w, h int) (image.Image, error) {
	out := image.NewGray(image.Rect(0, 0, w, h))
	tw, th := w, d.value(tagRows, 0, h)
	offsets, sizes := uint16(tagStrips), uint16(tagStripBytes)
	if _, tiled := d.entries[tagTiles]; tiled {
		tw, th = d.value(tagTileWidth, 0, 0), d.value(tagTileHeight, 0, 0)
		offsets, sizes = tagTiles, tagTileBytes
	}
	const mostParts = 1 << 16
	if tw < 1 || th < 1 || (w+tw-1)/tw*((h+th-1)/th) > mostParts {
		return nil, errors.New("parts without a size")
	}
	tables := d.tables()
	for i, y := 0, 0; y < h; y += th {
		for x := 0; x < w; x += tw {
			part, err := d.jpeg(tables, d.value(offsets, i, 0), d.value(sizes, i, 0))
			if err != nil {
				return nil, err
			}
			draw.Draw(out, image.Rect(x, y, x+tw, y+th), part, image.Point{}, draw.Src)
			i++
		}
	}
	return out, nil
}

// tables returns the JPEG tables that the parts of the image share, from their
// start on without their end.
func (d directory) tables() []byte {
	e, ok := d.entries[tagTables]
	const least = 4
	if !ok || e.n < least || e.at < 0 || e.at+e.n > len(d.f.b) {
		return []byte{0xFF, 0xD8}
	}
	return d.f.b[e.at : e.at+e.n-2]
}

// jpeg decodes the part of size bytes at byte at.
func (d directory) jpeg(tables []byte, at, size int) (image.Image, error) {
	if at < 0 || size < 2 || at+size > len(d.f.b) {
		return nil, io.ErrUnexpectedEOF
	}
	b := append(bytes.Clone(tables), d.f.b[at+2:at+size]...)
	c, err := jpeg.DecodeConfig(bytes.NewReader(b))
	if err != nil {
		return nil, err
	}
	if tooLarge(1, c.Width, c.Height) != nil {
		return nil, errors.New("a part is too large")
	}
	img, err := jpeg.Decode(bytes.NewReader(b))
	if err != nil {
		return nil, err
	}
	return grayOf(img), nil
}

// A spliced is b with another start.
type spliced struct {
	head, b []byte
	at      int64
}

// ReadAt reads from byte at on.
func (s *spliced) ReadAt(p []byte, at int64) (int, error) {
	if at < 0 || at >= int64(len(s.b)) {
		return 0, io.EOF
	}
	n := copy(p, s.b[at:])
	if at < int64(len(s.head)) {
		copy(p[:n], s.head[at:])
	}
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

// Read reads on.
func (s *spliced) Read(p []byte) (int, error) {
	n, err := s.ReadAt(p, s.at)
	s.at += int64(n)
	if n > 0 {
		err = nil
	}
	return n, err
}

// unsupportedTIFF reports whether err says that a TIFF file is coded in a way
// that is not known.
func unsupportedTIFF(err error) bool {
	var u tiff.UnsupportedError
	return errors.As(err, &u)
}
