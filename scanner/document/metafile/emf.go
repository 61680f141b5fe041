package metafile

import (
	"cmp"
	"math"
	"unicode/utf16"

	"exposed/scanner/document"
	"exposed/scanner/mailbox/mapi"
)

// isEMF reports whether b begins with the header of an EMF picture (MS-EMF, 2.3.4.2).
func isEMF(b []byte) bool {
	const signature = 40
	return len(b) >= signature+4 && le.Uint32(b) == emfHeader && string(b[signature:signature+4]) == " EMF"
}

// The records of EMF that are read (MS-EMF, 2.1.1).
const (
	emfHeader       = 0x01
	emfPolyBezier   = 0x02
	emfPolyPolygon  = 0x08
	emfWindowExt    = 0x09
	emfWindowOrg    = 0x0A
	emfViewExt      = 0x0B
	emfViewOrg      = 0x0C
	emfEOF          = 0x0E
	emfMapMode      = 0x11
	emfTextAlign    = 0x16
	emfMoveTo       = 0x1B
	emfSave         = 0x21
	emfRestore      = 0x22
	emfWorld        = 0x23
	emfModifyWorld  = 0x24
	emfSelect       = 0x25
	emfDelete       = 0x28
	emfAngleArc     = 0x29
	emfPie          = 0x2F
	emfLineTo       = 0x36
	emfArcTo        = 0x37
	emfFillPath     = 0x3E
	emfStrokePath   = 0x40
	emfComment      = 0x46
	emfBitBlt       = 0x4C
	emfStretchBlt   = 0x4D
	emfMaskBlt      = 0x4E
	emfPlgBlt       = 0x4F
	emfSetDIBits    = 0x50
	emfStretchDI    = 0x51
	emfFont         = 0x52
	emfTextA        = 0x53
	emfTextW        = 0x54
	emfPolyBezier16 = 0x55
	emfPolyDraw16   = 0x5C
	emfPolyTextA    = 0x60
	emfPolyTextW    = 0x61
	emfSmallText    = 0x6C
	emfAlphaBlend   = 0x72
	emfTransparent  = 0x74
)

// emf reads an EMF picture.
func (r *reader) emf(b []byte) {
	const head = 8
	for len(b) >= head {
		kind, size := le.Uint32(b), uint64(le.Uint32(b[4:]))
		if size < head || size > uint64(len(b)) {
			r.Trouble(badRecord)
			return
		}
		r.emfRecord(kind, b[:size])
		b = b[size:]
		if kind == emfEOF {
			return
		}
	}
	r.Trouble(badRecord) // the last record is not there
}

// number returns the number of four bytes at a place of a record; 0 if it is cut.
func number(b []byte, at int) int {
	if at+4 > len(b) {
		return 0
	}
	return int(int32(le.Uint32(b[at:])))
}

func (r *reader) emfRecord(kind uint32, b []byte) {
	st := &r.state
	x, y := float64(number(b, 8)), float64(number(b, 12))
	switch kind {
	case emfWindowExt:
		st.page.fromW, st.page.fromH = x, y
	case emfWindowOrg:
		st.page.fromX, st.page.fromY = x, y
	case emfViewExt:
		st.page.toW, st.page.toH = x, y
	case emfViewOrg:
		st.page.toX, st.page.toY = x, y
	case emfMapMode:
		st.page.mode = x
	case emfTextAlign:
		st.align = number(b, 8)
	case emfMoveTo:
		st.x, st.y = x, y
	case emfSave:
		r.save()
	case emfRestore:
		r.restore(number(b, 8))
	case emfWorld, emfModifyWorld:
		r.world(b)
	case emfFont:
		const heightAt, charsetAt = 12, 35
		if len(b) > charsetAt {
			r.create(number(b, 8), fontOf(number(b, heightAt), b[charsetAt]))
		}
	case emfSelect:
		r.selected(number(b, 8))
	case emfDelete:
		delete(r.objects, number(b, 8))
	case emfComment:
		r.comment(b)
	case emfTextA, emfTextW:
		const textAt = 36
		r.emfText(b, textAt, kind == emfTextW)
	case emfPolyTextA, emfPolyTextW:
		r.emfTexts(b, kind == emfPolyTextW)
	case emfSmallText:
		r.smallText(b)
	default:
		r.emfPicture(kind, b)
	}
}

// world changes the transformation of all that follows (MS-EMF, 2.3.12).
func (r *reader) world(b []byte) {
	const at, modeAt = 8, 32
	const identity, left, right, set = 1, 2, 3, 4
	if len(b) < at+24 {
		return
	}
	m, st := matrixOf(b[at:]), &r.state
	if st.at == (matrix{}) {
		st.at = unchanged
	}
	mode := set
	if len(b) >= modeAt+4 {
		mode = number(b, modeAt)
	}
	switch mode {
	case identity:
		st.at = unchanged
	case left:
		st.at = st.at.after(m)
	case right:
		st.at = m.after(st.at)
	case set:
		st.at = m
	}
}

// emfText adds the text that stands at a byte of a record (MS-EMF, 2.2.5).
func (r *reader) emfText(b []byte, at int, wide bool) {
	const glyphIndex = 0x10
	if len(b) < at+20 {
		r.Trouble(badRecord)
		return
	}
	n, from := uint64(le.Uint32(b[at+8:])), uint64(le.Uint32(b[at+12:]))
	if n == 0 {
		return
	}
	size := n
	if wide {
		size *= 2
	}
	if from > uint64(len(b)) || size > uint64(len(b))-from {
		r.Trouble(badRecord)
		return
	}
	if number(b, at+16)&glyphIndex != 0 {
		r.unread()
		return
	}
	width := 0.0
	if dx := uint64(uint32(number(b, at+36))); dx > 0 && dx+4*n <= uint64(len(b)) {
		for i := range n {
			width += float64(number(b, int(dx+4*i)))
		}
	}
	r.text(float64(number(b, at)), float64(number(b, at+4)), width, r.decoded(b[from:from+size], wide))
}

// emfTexts adds several texts (MS-EMF, 2.3.5.32).
func (r *reader) emfTexts(b []byte, wide bool) {
	const countAt, first, each = 36, 40, 40
	for i := range number(b, countAt) {
		at := first + each*i
		if at+each > len(b) {
			r.Trouble(badRecord)
			return
		}
		r.emfText(b, at, wide)
	}
}

// smallText adds a text without distances (MS-EMF, 2.3.5.37).
func (r *reader) smallText(b []byte) {
	const glyphIndex, noRect, small = 0x10, 0x100, 0x200
	n, options, from := number(b, 16), number(b, 20), 36
	if options&noRect == 0 {
		from += 16
	}
	wide := options&small == 0
	size := n
	if wide {
		size *= 2
	}
	switch {
	case n < 0 || n > len(b) || from+size > len(b):
		r.Trouble(badRecord)
	case options&glyphIndex != 0:
		r.unread()
	default:
		r.text(float64(number(b, 8)), float64(number(b, 12)), 0, r.decoded(b[from:from+size], wide))
	}
}

// decoded returns the text of b.
func (r *reader) decoded(b []byte, wide bool) string {
	if !wide {
		return mapi.Decode(cmp.Or(r.state.font.page, mapi.Western), b)
	}
	u := make([]uint16, len(b)/2)
	for i := range u {
		u[i] = le.Uint16(b[2*i:])
		if r.state.font.symbol && u[i]>>8 == 0xF0 {
			u[i] &= 0xFF
		}
	}
	return string(utf16.Decode(u))
}

// emfPicture adds the bitmap of a record, or notes that it draws (MS-EMF, 2.3.1).
func (r *reader) emfPicture(kind uint32, b []byte) {
	at := 0
	switch kind {
	case emfBitBlt, emfStretchBlt, emfMaskBlt, emfAlphaBlend, emfTransparent:
		at = 84
	case emfPlgBlt:
		at = 96
	case emfSetDIBits, emfStretchDI:
		at = 48
	default:
		r.drawn = r.drawn || emfDraws(kind)
		return
	}
	info, infoSize, bits, bitsSize := uint32(number(b, at)), uint32(number(b, at+4)), uint32(number(b, at+8)), uint32(number(b, at+12))
	within := func(from, size uint32) bool { return uint64(from)+uint64(size) <= uint64(len(b)) }
	switch {
	case infoSize == 0 || bitsSize == 0:
	case !within(info, infoSize) || !within(bits, bitsSize):
		r.Trouble(badRecord)
	default:
		r.bitmap(b[info:info+infoSize], b[bits:bits+bitsSize])
	}
}

// emfDraws reports whether records of the kind draw lines.
func emfDraws(kind uint32) bool {
	between := func(first, last uint32) bool { return first <= kind && kind <= last }
	return between(emfPolyBezier, emfPolyPolygon) || between(emfAngleArc, emfPie) || between(emfLineTo, emfArcTo) ||
		between(emfFillPath, emfStrokePath) || between(emfPolyBezier16, emfPolyDraw16)
}

// The records of EMF+ that are read (MS-EMFPLUS, 2.1.1.1).
const (
	plusHeader    = 0x4001
	plusObject    = 0x4008
	plusFillFirst = 0x400A
	plusDrawLast  = 0x4019
	plusString    = 0x401C
	plusDriver    = 0x4036
	plusImage     = 0x05
)

// comment reads the records of EMF+ in a comment (MS-EMFPLUS, 2.3). Where each has
// a twin of EMF, the twin is read.
func (r *reader) comment(b []byte) {
	const from, head = 16, 12
	if len(b) < from || string(b[12:from]) != "EMF+" {
		return
	}
	b = b[from:max(from, min(uint64(len(b)), 12+uint64(uint32(number(b, 8)))))]
	for len(b) >= head {
		kind, flags, size, data := le.Uint16(b), le.Uint16(b[2:]), uint64(le.Uint32(b[4:])), uint64(le.Uint32(b[8:]))
		if size < head || size > uint64(len(b)) || data > size-head {
			r.Trouble(badRecord)
			return
		}
		if kind == plusHeader {
			r.plain = flags&1 != 0
		} else if !r.plain {
			r.plusRecord(kind, flags, b[head:head+data])
		}
		b = b[size:]
	}
}

func (r *reader) plusRecord(kind, flags uint16, b []byte) {
	float := func(at int) float64 { return float64(math.Float32frombits(le.Uint32(b[at:]))) }
	switch {
	case kind == plusString && len(b) >= 28:
		n := min(uint64(le.Uint32(b[8:])), uint64(len(b)-28)/2)
		r.put(run{float(12), float(16), 0, 12, false, clean(r.decoded(b[28:28+2*n], true))})
	case kind == plusDriver && len(b) >= 16:
		const unicode = 1
		n := min(uint64(le.Uint32(b[12:])), uint64(len(b)-16)/10)
		if b[4]&unicode == 0 {
			r.unread()
		} else if n > 0 {
			places := b[16+2*n:]
			at := func(i uint64) float64 { return float64(math.Float32frombits(le.Uint32(places[8*i:]))) }
			last := float64(math.Float32frombits(le.Uint32(places[4:])))
			r.put(run{at(0), last, max(at(n-1)-at(0), 0), 12, false, clean(r.decoded(b[16:16+2*n], true))})
		}
	case kind == plusObject && flags>>8&0x7F == plusImage && len(b) > 28 && le.Uint32(b[4:]) == 1 && le.Uint32(b[24:]) == 1:
		r.file(b[28:])
	case plusFillFirst <= kind && kind <= plusDrawLast:
		r.drawn = true
	}
}

// file adds a picture that is a file.
func (r *reader) file(b []byte) {
	if len(r.files) >= maxBitmaps {
		r.Trouble(manyBitmaps)
		return
	}
	r.files = append(r.files, document.File{Data: b})
}
