package samples

import (
	"encoding/binary"
	"image"
	"strings"
)

// JBIG2 returns g as the segments of a page of JBIG2 data (ITU-T T.88): a
// generic region that is coded as fax machines code (MMR), or arithmetically
// with template 0. Pixels darker than half are black.
func JBIG2(g *image.Gray, mmr bool) []byte {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	page := binary.BigEndian.AppendUint32(nil, uint32(w))
	page = binary.BigEndian.AppendUint32(page, uint32(h))
	page = append(page, make([]byte, 11)...)
	return append(JBIG2Segment(0, 48, page), JBIG2Segment(1, 38, JBIG2Region(g, mmr))...)
}

// JBIG2Segment returns a segment of that type of page 1, which needs others.
func JBIG2Segment(number uint32, kind byte, data []byte, refs ...byte) []byte {
	const short = 4
	b := append(binary.BigEndian.AppendUint32(nil, number), kind)
	if len(refs) > short {
		b = binary.BigEndian.AppendUint32(b, 7<<29|uint32(len(refs)))
		b = append(b, make([]byte, (len(refs)+8)/8)...)
	} else {
		b = append(b, byte(len(refs))<<5)
	}
	b = append(append(b, refs...), 1)
	return append(binary.BigEndian.AppendUint32(b, uint32(len(data))), data...)
}

// JBIG2Region returns the data of the generic region that shows g.
func JBIG2Region(g *image.Gray, mmr bool) []byte {
	b := binary.BigEndian.AppendUint32(nil, uint32(g.Rect.Dx()))
	b = binary.BigEndian.AppendUint32(b, uint32(g.Rect.Dy()))
	b = append(b, make([]byte, 9)...)
	if mmr {
		return append(append(b, 1), Fax(g)...)
	}
	return append(append(b, 0, 3, 0xFF, 0xFD, 0xFF, 2, 0xFE, 0xFE, 0xFE), arithmetic(g)...)
}

// black returns 1 if g is black at (x, y), which may be outside of it.
func black(g *image.Gray, x, y int) int {
	if image.Pt(x, y).In(g.Rect) && g.GrayAt(x, y).Y < 128 {
		return 1
	}
	return 0
}

// arithmetic codes g with template 0 of generic regions (T.88, 6.2.5.3).
func arithmetic(g *image.Gray) []byte {
	e := coder{a: 0x8000, left: 12, out: make([]byte, 1)}
	var states [1 << 16]state
	for y := range g.Rect.Dy() {
		for x := range g.Rect.Dx() {
			context := 0
			for dx := -2; dx <= 2; dx++ {
				context = context<<1 | black(g, x+dx, y-2)
			}
			for dx := -3; dx <= 3; dx++ {
				context = context<<1 | black(g, x+dx, y-1)
			}
			for dx := -4; dx <= -1; dx++ {
				context = context<<1 | black(g, x+dx, y)
			}
			e.code(&states[context], black(g, x, y))
		}
	}
	return e.end()
}

// A state is the state of a context: a row of the table, and the likelier bit.
type state struct{ row, likely int }

// A coder is an arithmetic coder (T.88, annex E).
type coder struct {
	a, c uint32
	left int
	out  []byte // after the first, which is none of the code
}

// code codes bit.
func (e *coder) code(s *state, bit int) {
	q := probabilities[s.row]
	e.a -= q.qe
	likely := bit == s.likely
	if likely == (e.a >= q.qe) {
		e.c += q.qe
	}
	switch {
	case likely && e.a&0x8000 != 0:
		return
	case likely:
		if e.a < q.qe {
			e.a = q.qe
		}
		s.row = q.next
	default:
		if e.a >= q.qe {
			e.a = q.qe
		}
		if q.turn {
			s.likely ^= 1
		}
		s.row = q.other
	}
	for ok := true; ok; ok = e.a&0x8000 == 0 {
		e.a <<= 1
		e.c <<= 1
		if e.left--; e.left == 0 {
			e.put()
		}
	}
}

// put moves a byte out of the register.
func (e *coder) put() {
	last := &e.out[len(e.out)-1]
	if *last != 0xFF && e.c >= 1<<27 {
		*last++
		e.c &= 1<<27 - 1
	}
	if *last == 0xFF {
		e.out = append(e.out, byte(e.c>>20))
		e.c &= 1<<20 - 1
		e.left = 7
		return
	}
	e.out = append(e.out, byte(e.c>>19))
	e.c &= 1<<19 - 1
	e.left = 8
}

// end ends the code and returns it.
func (e *coder) end() []byte {
	most := e.c + e.a
	if e.c |= 0xFFFF; e.c >= most {
		e.c -= 0x8000
	}
	for range 2 {
		e.c <<= e.left
		e.put()
	}
	if e.out[len(e.out)-1] != 0xFF {
		e.out = append(e.out, 0xFF)
	}
	return append(e.out, 0xAC)[1:]
}

// probabilities is table E.1 of T.88.
var probabilities = [...]struct {
	qe          uint32
	next, other int
	turn        bool
}{
	{0x5601, 1, 1, true}, {0x3401, 2, 6, false}, {0x1801, 3, 9, false}, {0x0AC1, 4, 12, false}, {0x0521, 5, 29, false}, {0x0221, 38, 33, false},
	{0x5601, 7, 6, true}, {0x5401, 8, 14, false}, {0x4801, 9, 14, false}, {0x3801, 10, 14, false}, {0x3001, 11, 17, false}, {0x2401, 12, 18, false},
	{0x1C01, 13, 20, false}, {0x1601, 29, 21, false}, {0x5601, 15, 14, true}, {0x5401, 16, 14, false}, {0x5101, 17, 15, false}, {0x4801, 18, 16, false},
	{0x3801, 19, 17, false}, {0x3401, 20, 18, false}, {0x3001, 21, 19, false}, {0x2801, 22, 19, false}, {0x2401, 23, 20, false}, {0x2201, 24, 21, false},
	{0x1C01, 25, 22, false}, {0x1801, 26, 23, false}, {0x1601, 27, 24, false}, {0x1401, 28, 25, false}, {0x1201, 29, 26, false}, {0x1101, 30, 27, false},
	{0x0AC1, 31, 28, false}, {0x09C1, 32, 29, false}, {0x08A1, 33, 30, false}, {0x0521, 34, 31, false}, {0x0441, 35, 32, false}, {0x02A1, 36, 33, false},
	{0x0221, 37, 34, false}, {0x0141, 38, 35, false}, {0x0111, 39, 36, false}, {0x0085, 40, 37, false}, {0x0049, 41, 38, false}, {0x0025, 42, 39, false},
	{0x0015, 43, 40, false}, {0x0009, 44, 41, false}, {0x0005, 45, 42, false}, {0x0001, 45, 43, false}, {0x5601, 46, 46, false},
}

// Fax returns g in the code of Group 4 (ITU-T T.6), with its end.
func Fax(g *image.Gray) []byte {
	var bits strings.Builder
	for y := range g.Rect.Dy() {
		faxLine(&bits, g, y)
	}
	bits.WriteString("000000000001000000000001")
	var out []byte
	for i, bit := range bits.String() {
		if i%8 == 0 {
			out = append(out, 0)
		}
		out[i/8] |= byte(bit-'0') << (7 - i%8)
	}
	return out
}

// faxLine codes line y of g after the line above it (T.6, 2.2).
func faxLine(bits *strings.Builder, g *image.Gray, y int) {
	w := g.Rect.Dx()
	change := func(x, y, color int) int { // first after x to the other colour
		for x++; x < w && (black(g, x, y) == color || black(g, x-1, y) != color); x++ {
		}
		return min(x, w)
	}
	run := func(from, color int) int { // where a run of color ends
		for from < w && black(g, from, y) == color {
			from++
		}
		return from
	}
	vertical := [...]string{"0000010", "000010", "010", "1", "011", "000011", "0000011"}
	for at, color := -1, 0; at < w; {
		b1 := change(at, y-1, color)
		b2 := change(b1, y-1, 1-color)
		a1 := run(max(at, 0), color)
		switch {
		case b2 < a1:
			bits.WriteString("0001")
			at = b2
		case a1-b1 >= -3 && a1-b1 <= 3:
			bits.WriteString(vertical[a1-b1+3])
			at, color = a1, 1-color
		default:
			a2 := run(a1, 1-color)
			bits.WriteString("001")
			faxRun(bits, a1-max(at, 0), color)
			faxRun(bits, a2-a1, 1-color)
			at = a2
		}
	}
}

// faxRun codes a run of n pixels (ITU-T T.4, 4.1.1), up to 1791.
func faxRun(bits *strings.Builder, n, color int) {
	runs := whiteRuns
	if color == 1 {
		runs = blackRuns
	}
	if n >= 64 {
		bits.WriteString(runs[63+n/64])
	}
	bits.WriteString(runs[n%64])
}

// The codes of runs of 0 to 63 pixels, and then of 64 to 1728 in steps of 64
// (T.4, tables 2 and 3a).
var (
	whiteRuns = strings.Fields("" +
		"00110101 000111 0111 1000 1011 1100 1110 1111 10011 10100 00111 01000 001000 000011 110100 110101 101010 101011 0100111 0001100 0001000 0010111 " +
		"0000011 0000100 0101000 0101011 0010011 0100100 0011000 00000010 00000011 00011010 00011011 00010010 00010011 00010100 00010101 00010110 00010111 " +
		"00101000 00101001 00101010 00101011 00101100 00101101 00000100 00000101 00001010 00001011 01010010 01010011 01010100 01010101 00100100 00100101 " +
		"01011000 01011001 01011010 01011011 01001010 01001011 00110010 00110011 00110100 11011 10010 010111 0110111 00110110 00110111 01100100 01100101 " +
		"01101000 01100111 011001100 011001101 011010010 011010011 011010100 011010101 011010110 011010111 011011000 011011001 011011010 011011011 010011000 " +
		"010011001 010011010 011000 010011011 ")
	blackRuns = strings.Fields("" +
		"0000110111 010 11 10 011 0011 0010 00011 000101 000100 0000100 0000101 0000111 00000100 00000111 000011000 0000010111 0000011000 0000001000 " +
		"00001100111 00001101000 00001101100 00000110111 00000101000 00000010111 00000011000 000011001010 000011001011 000011001100 000011001101 000001101000 " +
		"000001101001 000001101010 000001101011 000011010010 000011010011 000011010100 000011010101 000011010110 000011010111 000001101100 000001101101 " +
		"000011011010 000011011011 000001010100 000001010101 000001010110 000001010111 000001100100 000001100101 000001010010 000001010011 000000100100 " +
		"000000110111 000000111000 000000100111 000000101000 000001011000 000001011001 000000101011 000000101100 000001011010 000001100110 000001100111 " +
		"0000001111 000011001000 000011001001 000001011011 000000110011 000000110100 000000110101 0000001101100 0000001101101 0000001001010 0000001001011 " +
		"0000001001100 0000001001101 0000001110010 0000001110011 0000001110100 0000001110101 0000001110110 0000001110111 0000001010010 0000001010011 " +
		"0000001010100 0000001010101 0000001011010 0000001011011 0000001100100 0000001100101 ")
)
