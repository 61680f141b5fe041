package metafile

import (
	"math"
	"math/bits"
)

// The headers of WMF (MS-WMF, 2.3.2).
const (
	placeable     = "\xD7\xCD\xC6\x9A"
	placeableSize = 22
	wmfHeadSize   = 18
)

// The records of WMF that are read (MS-WMF, 2.1.1.1).
const (
	wmfEOF         = 0x0000
	wmfSave        = 0x001E
	wmfPalette     = 0x00F7
	wmfMapMode     = 0x0103
	wmfRestore     = 0x0127
	wmfSelect      = 0x012D
	wmfTextAlign   = 0x012E
	wmfDIBBrush    = 0x0142
	wmfDelete      = 0x01F0
	wmfPattern     = 0x01F9
	wmfWindowOrg   = 0x020B
	wmfWindowExt   = 0x020C
	wmfViewOrg     = 0x020D
	wmfViewExt     = 0x020E
	wmfLineTo      = 0x0213
	wmfMoveTo      = 0x0214
	wmfPen         = 0x02FA
	wmfFont        = 0x02FB
	wmfBrush       = 0x02FC
	wmfPolygon     = 0x0324
	wmfPolyline    = 0x0325
	wmfText        = 0x0521
	wmfPolyPolygon = 0x0538
	wmfRegion      = 0x06FF
	wmfDIBBlt      = 0x0940
	wmfExtText     = 0x0A32
	wmfDIBStretch  = 0x0B41
	wmfSetDIB      = 0x0D33
	wmfStretchDIB  = 0x0F43
)

// wmf reads a WMF picture.
func (r *reader) wmf(b []byte) {
	if len(b) >= placeableSize && string(b[:len(placeable)]) == placeable {
		b = b[placeableSize:]
	}
	const head = 6
	if len(b) < wmfHeadSize {
		r.Trouble(badRecord)
		return
	}
	for b = b[wmfHeadSize:]; len(b) >= head; {
		size, kind := 2*uint64(le.Uint32(b)), le.Uint16(b[4:])
		if kind == wmfEOF {
			return
		}
		if size < head || size > uint64(len(b)) {
			r.Trouble(badRecord)
			return
		}
		r.wmfRecord(kind, b[head:size])
		b = b[size:]
	}
	r.Trouble(badRecord) // the last record is not there
}

// short returns the number of two bytes at a place of a record; 0 if it is cut.
func short(b []byte, at int) int {
	if at+2 > len(b) {
		return 0
	}
	return int(int16(le.Uint16(b[at:])))
}

func (r *reader) wmfRecord(kind uint16, b []byte) {
	st := &r.state
	y, x := float64(short(b, 0)), float64(short(b, 2))
	switch kind {
	case wmfSave:
		r.save()
	case wmfRestore:
		r.restore(short(b, 0))
	case wmfMapMode:
		st.page.mode = y
	case wmfTextAlign:
		st.align = short(b, 0)
	case wmfWindowOrg:
		st.page.fromX, st.page.fromY = x, y
	case wmfWindowExt:
		st.page.fromW, st.page.fromH = x, y
	case wmfViewOrg:
		st.page.toX, st.page.toY = x, y
	case wmfViewExt:
		st.page.toW, st.page.toH = x, y
	case wmfMoveTo:
		st.x, st.y = x, y
	case wmfFont:
		const charsetAt = 13
		f := font{}
		if len(b) > charsetAt {
			f = fontOf(short(b, 0), b[charsetAt])
		}
		if n := r.freeNumber(); n >= 0 {
			r.create(n, f)
		}
	case wmfPen, wmfBrush, wmfPalette, wmfRegion, wmfPattern, wmfDIBBrush:
		r.freeNumber()
	case wmfDelete:
		if n := short(b, 0); n >= 0 && n < maxObjects {
			delete(r.objects, n)
			r.used[n/64] &^= 1 << (n % 64)
		}
	case wmfSelect:
		r.selected(short(b, 0))
	case wmfText:
		if n := short(b, 0); n > 0 {
			end := 2 + n + n%2
			r.wmfString(b, 2, n, short(b, end+2), short(b, end), 0)
		}
	case wmfExtText:
		r.extText(b)
	default:
		r.wmfPicture(kind, b)
	}
}

// freeNumber takes the lowest number that no object has (MS-WMF, 3.1.4.1); -1:
// there is none.
func (r *reader) freeNumber() int {
	for i, w := range r.used {
		if w != math.MaxUint64 {
			n := bits.TrailingZeros64(^w)
			r.used[i] |= 1 << n
			return 64*i + n
		}
	}
	return -1
}

// extText adds a text (MS-WMF, 2.3.3.5).
func (r *reader) extText(b []byte) {
	const glyphIndex, rect = 0x10, 2 | 4
	n, options, from := short(b, 4), short(b, 6), 8
	if n <= 0 {
		return
	}
	if options&rect != 0 {
		from += 8
	}
	if options&glyphIndex != 0 {
		r.unread()
		return
	}
	width := 0.0
	if dx := from + n + n%2; dx+2*n <= len(b) {
		for i := range n {
			width += float64(short(b, dx+2*i))
		}
	}
	r.wmfString(b, from, n, short(b, 2), short(b, 0), width)
}

// wmfString adds the text of n bytes at a byte of a record.
func (r *reader) wmfString(b []byte, from, n, x, y int, width float64) {
	if from+n > len(b) {
		r.Trouble(badRecord)
		return
	}
	r.text(float64(x), float64(y), width, r.decoded(b[from:from+n], false))
}

// wmfPicture adds the bitmap of a record, or notes that it draws (MS-WMF, 2.3.1).
func (r *reader) wmfPicture(kind uint16, b []byte) {
	at := 0
	switch kind {
	case wmfDIBBlt:
		at = 16
	case wmfDIBStretch:
		at = 20
	case wmfSetDIB:
		at = 18
	case wmfStretchDIB:
		at = 22
	case wmfLineTo, wmfPolygon, wmfPolyline, wmfPolyPolygon:
		r.drawn = true
		return
	default:
		return
	}
	if at < len(b) {
		r.packedBitmap(b[at:])
	}
}
