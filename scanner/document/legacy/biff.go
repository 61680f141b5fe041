package legacy

import (
	"exposed/scanner/document/ole"
	"exposed/scanner/mailbox/mapi"
)

// The records of workbooks (MS-XLS, 2.3, and the formats before it). Those
// of BIFF2 have no high byte.
const (
	biffEOF        = 0x0A
	biffHeader     = 0x14
	biffFooter     = 0x15
	biffNote       = 0x1C
	biffDateMode   = 0x22
	biffFilePass   = 0x2F
	biffContinue   = 0x3C
	biffCodePage   = 0x42
	biffCRN        = 0x5A
	biffObject     = 0x5D
	biffSheetName  = 0x85
	biffMulRK      = 0xBD
	biffPivotText  = 0xCD
	biffRichText   = 0xD6
	biffStyle      = 0xE0
	biffMerged     = 0xE5
	biffDrawings   = 0xEB
	biffStrings    = 0xFC
	biffLabelSST   = 0xFD
	biffTextObject = 0x1B6
	biffLink       = 0x1B8
	biffRK         = 0x27E
	biffFormat     = 0x41E
	biffSeriesText = 0x100D
)

// A biff reads records.
type biff struct {
	b    []byte
	at   int // of the next record
	left int // bytes of records that may still be read, of overlapping substreams too
}

// biffOf returns a reader of the records in b.
func biffOf(b []byte) biff {
	const times, spare = 8, 1 << 20
	return biff{b: b, left: times*len(b) + spare}
}

// next returns the number and the data of the next record. One that is cut is
// returned as far as it goes, and cut is set.
func (r *biff) next() (id int, data []byte, cut, ok bool) {
	const head = 4
	if r.at+head > len(r.b) {
		return 0, nil, r.at < len(r.b) && !zeros(r.b[r.at:]), false
	}
	if r.left < 0 {
		return 0, nil, false, false
	}
	id, size := int(le.Uint16(r.b[r.at:])), int(le.Uint16(r.b[r.at+2:]))
	from := r.at + head
	r.at = from + size
	if r.at > len(r.b) {
		r.at = len(r.b)
		cut = true
	}
	r.left -= r.at - from + head
	return id, r.b[from:r.at], cut, true
}

func zeros(b []byte) bool {
	for _, c := range b {
		if c != 0 {
			return false
		}
	}
	return true
}

// continued returns the data of the records that continue the last one.
func (r *biff) continued() [][]byte {
	var out [][]byte
	for r.at+4 <= len(r.b) && le.Uint16(r.b[r.at:]) == biffContinue {
		_, data, _, ok := r.next()
		if !ok {
			break
		}
		out = append(out, data)
	}
	return out
}

// isBOF reports whether a record begins a substream, and in which version
// (MS-XLS, 2.4.21).
func isBOF(id int, data []byte) (version int, ok bool) {
	switch id {
	case 0x009:
		return 2, len(data) >= 4
	case 0x209:
		return 3, len(data) >= 4
	case 0x409:
		return 4, len(data) >= 4
	case 0x809:
		if len(data) < 4 {
			return 0, false
		}
		switch v := le.Uint16(data); {
		case v < 0x300:
			return 2, true
		case v < 0x400:
			return 3, true
		case v < 0x500:
			return 4, true
		case v < 0x600:
			return 5, true
		}
		return 8, true
	}
	return 0, false
}

// A segmented text reads what lies in a record and those that continue it.
type segmented struct {
	parts [][]byte // what is left; the first is not empty, or there is none
}

func segments(data []byte, more [][]byte) *segmented {
	s := &segmented{parts: append([][]byte{data}, more...)}
	s.settle()
	return s
}

// settle drops parts that are used up.
func (s *segmented) settle() {
	for len(s.parts) > 0 && len(s.parts[0]) == 0 {
		s.parts = s.parts[1:]
	}
}

// take returns the next n bytes, from several parts if need be; fewer at the end.
func (s *segmented) take(n int) []byte {
	if len(s.parts) > 0 && n <= len(s.parts[0]) {
		out := s.parts[0][:n]
		s.parts[0] = s.parts[0][n:]
		s.settle()
		return out
	}
	var out []byte
	for n > 0 && len(s.parts) > 0 {
		k := min(n, len(s.parts[0]))
		out = append(out, s.parts[0][:k]...)
		s.parts[0] = s.parts[0][k:]
		n -= k
		s.settle()
	}
	return out
}

// uint16 returns the next number; 0 at the end.
func (s *segmented) uint16() int {
	if b := s.take(2); len(b) == 2 {
		return int(le.Uint16(b))
	}
	return 0
}

// text returns n characters, which are wide or not; where they go on in another
// part a byte tells again whether they are (MS-XLS, 2.5.293). It reports
// false if there are fewer.
func (s *segmented) text(n int, wide bool) (string, bool) {
	var units []byte
	for n > 0 && len(s.parts) > 0 {
		p := s.parts[0]
		size := 1
		if wide {
			size = 2
		}
		k := min(n, len(p)/size)
		units = appendUnits(units, p[:k*size], wide)
		n -= k
		if n == 0 {
			s.parts[0] = p[k*size:]
			s.settle()
			break
		}
		s.parts = s.parts[1:]
		s.settle()
		if len(s.parts) > 0 {
			wide = s.parts[0][0]&1 != 0
			s.parts[0] = s.parts[0][1:]
			s.settle()
		}
	}
	return ole.Wide(units), n == 0
}

// appendUnits appends characters as UTF-16.
func appendUnits(dst, b []byte, wide bool) []byte {
	if wide {
		return append(dst, b...)
	}
	for _, c := range b {
		dst = append(dst, c, 0)
	}
	return dst
}

// string returns a rich string of n characters, without its formats and its
// phonetic text (MS-XLS, 2.5.293).
func (s *segmented) string(n int) (string, bool) {
	const wide, phonetic, rich = 1, 4, 8
	flags := s.take(1)
	if len(flags) == 0 {
		return "", n == 0
	}
	skip := 0
	if flags[0]&rich != 0 {
		skip = 4 * s.uint16()
	}
	if flags[0]&phonetic != 0 {
		low := s.uint16()
		skip += low | s.uint16()<<16
	}
	v, ok := s.text(n, flags[0]&wide != 0)
	s.skip(skip)
	return v, ok
}

// skip passes over n bytes.
func (s *segmented) skip(n int) {
	for n > 0 && len(s.parts) > 0 {
		k := min(n, len(s.parts[0]))
		s.parts[0] = s.parts[0][k:]
		n -= k
		s.settle()
	}
}

// biffString returns the text at the start of b, whose length is told by a
// number of size bytes, and whether it is all there.
func (x *bookReader) biffString(b []byte, size int) (string, bool) {
	return x.biffStringOf(b, size, nil)
}

// biffStringOf returns the text at the start of b and of the records that
// continue it.
func (x *bookReader) biffStringOf(b []byte, size int, more [][]byte) (string, bool) {
	if len(b) < size {
		return "", false
	}
	n := int(b[0])
	if size == 2 {
		n = int(le.Uint16(b))
	}
	if x.version < 8 {
		v := b[size:]
		for _, m := range more {
			v = append(v[:len(v):len(v)], m...)
		}
		return mapi.Decode(x.page, v[:min(n, len(v))]), n <= len(v)
	}
	return segments(b[size:], more).string(n)
}
