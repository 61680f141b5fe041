package pdf

import (
	"bytes"

	"exposed/scanner/document"
)

// A bilevel is what decodes images that are coded as JBIG2, and how much of that
// it did.
type bilevel struct {
	decode  func(globals, page []byte) (document.Bitmap, *document.Problem) // nil: none are decoded
	pixels  int                                                             // of images that it decoded
	shared  ref                                                             // whose data is in globals
	globals []byte
}

// A refusal is an error that tells why something decodes an image not at all.
type refusal document.Problem

func (r refusal) Error() string { return r.Detail }

// problemOf says what err, with which an image is not decoded, is.
func problemOf(err error) document.Problem {
	if r, ok := err.(refusal); ok {
		return document.Problem(r)
	}
	reason := "needs-ocr"
	switch err {
	case errImage:
		reason = "corrupt"
	case errPixels:
		reason = "too-large"
	}
	return document.Problem{Reason: reason, Detail: err.Error()}
}

// jbig2 decodes data, which is coded as JBIG2. In it 1 is black, which the filter
// turns round (ISO 32000-1, 7.4.7). What of the image is not there is white.
func (r *raster) jbig2(f *file, s *stream, data []byte, parm dict) error {
	if f.bilevel.decode == nil {
		return errJBIG2
	}
	if f.bilevel.pixels >= maxBilevel+bilevelPerByte*len(f.b) {
		return errPixels
	}
	img, problem := f.bilevel.decode(f.sharedSegments(parm), data)
	f.bilevel.pixels += cost(img, problem)
	width := (img.Width + 7) / 8
	switch {
	case len(img.Bits) == 0 && problem != nil:
		return refusal(*problem)
	case img.Width < 1 || img.Height < 1 || img.Height > maxPixels/img.Width || len(img.Bits) < width*img.Height:
		return errImage
	}
	w, h := max(r.w, img.Width), max(r.h, img.Height)
	if h > maxPixels/w {
		return errPixels
	}
	r.w, r.h, r.problem = w, h, problem
	row := (w + 7) / 8
	white := bytes.Repeat([]byte{255}, row*h)
	for y := range img.Height {
		to := white[y*row:]
		for i, v := range img.Bits[y*width:][:width] {
			to[i] = ^v
		}
		if left := img.Width % 8; left > 0 {
			to[width-1] |= 255 >> left
		}
	}
	return r.samples(f, s, white, 1)
}

// cost returns how many pixels count for an image that was decoded: many for one
// with which something was wrong, as nothing else tells how much work that was.
func cost(img document.Bitmap, problem *document.Problem) int {
	const late = 1 << 30
	switch {
	case problem == nil || problem.Reason == "needs-ocr":
		return img.Width * img.Height
	case problem.Reason == "timed-out":
		return late
	}
	return maxPixels
}

// sharedSegments returns the segments that the image with parm shares with others.
func (f *file) sharedSegments(parm dict) []byte {
	v := parm.get("JBIG2Globals")
	s := f.stream(v)
	if s == nil {
		return nil
	}
	r, _ := v.(ref)
	if r == 0 || r != f.bilevel.shared {
		f.bilevel.globals, f.bilevel.shared = f.decode(s), r
	}
	return f.bilevel.globals
}
