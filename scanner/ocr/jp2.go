package ocr

import (
	"bytes"
	"encoding/binary"

	"exposed/scanner/document"
)

// jp2Page returns the page of a JPEG 2000 file, which tesseract decodes. Its
// size stands in the marker SIZ (ISO/IEC 15444-1, A.5.1), which follows the
// start of the codestream.
func jp2Page(b []byte) (page, *document.Problem) {
	p := page{n: 1}
	i := bytes.Index(b, []byte("\xFF\x4F\xFF\x51"))
	const size = 4 + 2 + 2 + 8*4
	if i < 0 || i+size > len(b) {
		return p, undecoded(1, nil)
	}
	var v [4]uint32 // right and lower end of the image, its left and upper offset
	for k := range v {
		v[k] = binary.BigEndian.Uint32(b[i+8+4*k:])
	}
	if v[2] >= v[0] || v[3] >= v[1] {
		return p, undecoded(1, nil)
	}
	w, h := int(v[0]-v[2]), int(v[1]-v[3])
	if problem := tooLarge(1, w, h); problem != nil {
		return p, problem
	}
	p.whole = b
	return p, nil
}
