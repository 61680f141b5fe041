package pdf

import "encoding/binary"

// maxFontSteps is how many codes of a font program are looked at.
const maxFontSteps = 1 << 18

// sfntTable returns the table of that name of a TrueType or OpenType font; nil
// if there is none.
func sfntTable(b []byte, name string) []byte {
	const header, record, most = 12, 16, 256
	if len(b) < header {
		return nil
	}
	if string(b[:4]) == "ttcf" {
		if at := int(binary.BigEndian.Uint32(b[12:])); len(b) >= 16 && at < len(b)-header {
			return tableAt(b, at, name)
		}
		return nil
	}
	return tableAt(b, 0, name)
}

// tableAt returns the table of that name of the font at byte at.
func tableAt(b []byte, at int, name string) []byte {
	const header, record, most = 12, 16, 256
	n := min(most, int(binary.BigEndian.Uint16(b[at+4:])))
	for i := at + header; n > 0 && i+record <= len(b); i, n = i+record, n-1 {
		if string(b[i:i+4]) != name {
			continue
		}
		from, size := int(binary.BigEndian.Uint32(b[i+8:])), int(binary.BigEndian.Uint32(b[i+12:]))
		if from > len(b) {
			return nil
		}
		return b[from:min(len(b), from+size)]
	}
	return nil
}

// A subtable is one of a cmap table.
type subtable struct {
	platform, encoding int
	data               []byte
}

// unicode reports whether the codes of t are Unicode.
func (t subtable) unicode() bool {
	return t.platform == 0 || t.platform == 3 && (t.encoding == 1 || t.encoding == 10)
}

// subtables returns those of the cmap table of font b.
func subtables(b []byte) []subtable {
	const most = 32
	t := sfntTable(b, "cmap")
	var out []subtable
	if len(t) < 4 {
		return nil
	}
	n := min(most, int(binary.BigEndian.Uint16(t[2:])))
	for i := 4; n > 0 && i+8 <= len(t); i, n = i+8, n-1 {
		if at := int(binary.BigEndian.Uint32(t[i+4:])); at < len(t) {
			out = append(out, subtable{int(binary.BigEndian.Uint16(t[i:])), int(binary.BigEndian.Uint16(t[i+2:])), t[at:]})
		}
	}
	return out
}

// each calls yield with the codes of t and their glyphs (OpenType, cmap, formats
// 0, 4, 6 and 12), up to maxFontSteps of them.
func (t subtable) each(yield func(code, glyph int)) {
	if len(t.data) < 16 {
		return
	}
	b := t.data
	u16 := func(i int) int {
		if i < 0 || i+2 > len(b) {
			return 0
		}
		return int(binary.BigEndian.Uint16(b[i:]))
	}
	switch u16(0) {
	case 0:
		for code := 0; code < 256 && 6+code < len(b); code++ {
			yield(code, int(b[6+code]))
		}
	case 4:
		segments(u16, yield)
	case 6:
		first, count := u16(6), u16(8)
		for i := 0; i < count && 10+2*i < len(b); i++ {
			yield(first+i, u16(10+2*i))
		}
	case 12:
		steps := 0
		n := int(binary.BigEndian.Uint32(b[12:]))
		for i := 16; i+12 <= len(b) && n > 0 && steps < maxFontSteps; i, n = i+12, n-1 {
			lo, hi := int(binary.BigEndian.Uint32(b[i:])), int(binary.BigEndian.Uint32(b[i+4:]))
			glyph := int(binary.BigEndian.Uint32(b[i+8:]))
			for steps++; lo <= hi && lo <= 0x10FFFF && steps < maxFontSteps; lo, glyph, steps = lo+1, glyph+1, steps+1 {
				yield(lo, glyph)
			}
		}
	}
}

// segments calls yield with the codes of a subtable of format 4, whose numbers
// u16 returns.
func segments(u16 func(i int) int, yield func(code, glyph int)) {
	size := u16(6) // twice the number of segments
	const ends = 14
	starts := ends + size + 2
	deltas, offsets := starts+size, starts+2*size
	steps := 0
	for i := 0; i < size; i += 2 {
		from, to, delta, offset := u16(starts+i), u16(ends+i), u16(deltas+i), u16(offsets+i)
		for code := from; code <= to && code < 0xFFFF; code++ {
			if steps++; steps > maxFontSteps {
				return
			}
			glyph := code
			if offset > 0 {
				if glyph = u16(offsets + i + offset + 2*(code-from)); glyph == 0 {
					continue
				}
			}
			if glyph = (glyph + delta) & 0xFFFF; glyph > 0 {
				yield(code, glyph)
			}
		}
	}
}

// sfntRunes returns the characters of the glyphs of font b; nil if it does not
// tell them. Of several characters the lowest counts, except private ones.
func sfntRunes(b []byte) []rune {
	var out []rune
	for _, t := range subtables(b) {
		symbol := t.platform == 3 && t.encoding == 0
		if !t.unicode() && !symbol && t.platform != 1 {
			continue
		}
		t.each(func(code, glyph int) {
			if glyph <= 0 || glyph > 0xFFFF || code < ' ' {
				return
			}
			for glyph >= len(out) {
				out = append(out, 0)
			}
			r := rune(code)
			if t.platform == 1 {
				if code > 0xFF {
					return
				}
				r = encodingRune("MacRomanEncoding", byte(code))
			}
			if old := out[glyph]; old == 0 || old > r && r != ' ' {
				out[glyph] = r
			}
		})
	}
	return out
}

// sfntGlyphs returns the texts of the codes of a simple TrueType font
// (ISO 32000-1, 9.6.6.4).
func sfntGlyphs(b []byte) *[256]string {
	out := &[256]string{}
	var codes [256]int // glyphs
	for _, t := range subtables(b) {
		if t.unicode() {
			continue
		}
		t.each(func(code, glyph int) {
			if t.platform == 3 {
				code &= 0xFF // codes of symbol fonts start at F000
			}
			if code < 256 && codes[code] == 0 {
				codes[code] = glyph
			}
		})
	}
	runes := sfntRunes(b)
	for code, glyph := range codes {
		if glyph > 0 && glyph < len(runes) && runes[glyph] != 0 {
			out[code] = runeText(runes[glyph])
		}
	}
	return out
}
