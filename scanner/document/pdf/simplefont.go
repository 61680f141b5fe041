package pdf

import "strings"

// A simpleFont is a font of single bytes that is being read.
type simpleFont struct {
	*file
	out        *font
	d          dict
	descriptor dict
	kind       string // Type1, TrueType or Type3
	family     string // in lower case
	base       string // name of the encoding; "" if there is none
	names      map[byte]string
	unicode    *charMap
	program    *[256]string // what the font program tells; nil: nothing
	looked     bool         // whether it was read
}

// simpleGlyphs finds the texts of the codes of a font of single bytes
// (ISO 32000-1, 9.6.6 and 9.10.2).
func (f *file) simpleGlyphs(out *font, d dict) {
	s := simpleFont{file: f, out: out, d: d, descriptor: f.dict(d.get("FontDescriptor")), kind: f.name(d.get("Subtype"))}
	s.family = strings.ToLower(f.name(d.get("BaseFont")))
	s.base, s.names = f.simpleEncoding(d)
	s.unicode = f.toUnicode(d)
	if s.base == "" && !s.covered() {
		s.read()
	}
	for code := range out.glyphs {
		out.glyphs[code] = s.encoded(byte(code))
	}
	s.nameGlyphs()
	s.overrideGlyphs()
	letters := !strings.Contains(s.family, "dings")
	for code, t := range out.glyphs {
		out.glyphs[code] = publicText(t, letters)
	}
}

// embedded reports whether the font has a program of its own.
func (s *simpleFont) embedded() bool {
	return s.kind == "Type3" || s.descriptor.get("FontFile") != nil || s.descriptor.get("FontFile2") != nil || s.descriptor.get("FontFile3") != nil
}

// covered reports whether the dictionaries tell the meaning of all codes that
// have a width.
func (s *simpleFont) covered() bool {
	first := s.int(s.d.get("FirstChar"), 0)
	for i, w := range s.array(s.d.get("Widths")) {
		code := first + i
		if code < 0 || code > 255 || s.number(w, 0) == 0 {
			continue
		}
		if _, named := s.names[byte(code)]; !named && s.unicode.find(uint32(code)) == nil {
			return false
		}
	}
	return s.d.get("Widths") != nil
}

// read reads the font program.
func (s *simpleFont) read() {
	if !s.looked {
		s.looked = true
		s.program = s.embeddedGlyphs(s.descriptor, s.kind)
	}
}

// encoded returns the text of code in the encoding of the font.
func (s *simpleFont) encoded(code byte) (t string) {
	const symbolic = 4
	special := ""
	switch {
	case strings.Contains(s.family, "dingbats") && s.kind != "TrueType":
		special = "ZapfDingbats"
	case s.base == "" && (strings.HasSuffix(s.family, "symbol") || strings.HasPrefix(s.family, "symbol")):
		special = "Symbol"
	}
	switch {
	case special != "":
		t = mappedRune(encodingRune(special, code))
	case s.base != "":
		t = mappedRune(encodingRune(s.base, code))
	case s.program != nil && s.program[code] != "":
		t = s.program[code]
	case s.program != nil && code < ' ' && s.int(s.descriptor.get("Flags"), 0)&symbolic != 0:
	case s.kind == "TrueType":
		t = mappedRune(winAnsi(code))
	case s.kind != "Type3":
		t = mappedRune(encodingRune("StandardEncoding", code))
	}
	if t == "" && s.embedded() {
		return unmappedGlyph
	}
	return t
}

// mappedRune returns the text of r; "" for 0.
func mappedRune(r rune) string {
	if r == 0 {
		return ""
	}
	return runeText(r)
}

// simpleEncoding returns the name of the encoding of font d, "" if it does not
// have one, and the glyph names that differ from it.
func (f *file) simpleEncoding(d dict) (base string, names map[byte]string) {
	switch v := f.resolve(d.get("Encoding")).(type) {
	case name:
		base = string(v)
	case dict:
		base = f.name(v.get("BaseEncoding"))
		names = f.differences(f.array(v.get("Differences")))
	}
	switch base {
	case "WinAnsiEncoding", "MacRomanEncoding", "StandardEncoding":
	default:
		base = ""
	}
	return base, names
}

// differences returns the glyph names of a Differences array.
func (f *file) differences(a array) map[byte]string {
	names := map[byte]string{}
	code := 0
	for _, v := range a {
		switch v := f.resolve(v).(type) {
		case float64:
			code = toInt(v)
		case name:
			if code >= 0 && code < 256 {
				names[byte(code)] = string(v)
			}
			code++
		}
	}
	return names
}

// nameGlyphs gives codes the texts of the glyphs of their names. Names that are
// numbers stand for characters if most of them are codes of letters and digits.
func (s *simpleFont) nameGlyphs() {
	numbered, ascii := 0, 0
	for _, n := range s.names {
		if k := numberedGlyph(n); k > 0 && glyphRune(n) == 0 {
			numbered++
			if k > ' ' && k < 0x7F {
				ascii++
			}
		}
	}
	byNumber := numbered > 0 && ascii*4 >= numbered*3
	scattered := scattered(s.names)
	for code, n := range s.names {
		t := glyphText(n)
		switch {
		case t != "":
		case n == ".notdef":
			continue
		case byNumber && numberedGlyph(n) > 0:
			t = mappedRune(winAnsi(byte(min(numberedGlyph(n), 255))))
		case s.unicode.find(uint32(code)) != nil:
		default:
			if s.read(); s.program != nil {
				t = s.program[code]
			}
			if t == "" && scattered {
				s.note(guessed)
				t = runeText(rune(code))
			}
		}
		if t == "" {
			t = unmappedGlyph
		}
		s.out.glyphs[code] = t
	}
}

// scattered reports whether names say nothing, but stand at the codes of
// characters of ASCII with gaps between them, as those of a text do: fonts that
// number their glyphs leave no gaps.
func scattered(names map[byte]string) bool {
	gaps := 0
	for code, n := range names {
		if code <= ' ' || code > '~' || glyphText(n) != "" {
			return false
		}
		if _, ok := names[code-1]; !ok {
			gaps++
		}
	}
	return gaps > 3 && 4*gaps >= len(names)
}

// overrideGlyphs gives codes the texts of the ToUnicode map.
func (s *simpleFont) overrideGlyphs() {
	if s.unicode == nil {
		return
	}
	for code := range s.out.glyphs {
		t, ok := s.unicode.text(uint32(code))
		if !ok {
			continue
		}
		old := s.out.glyphs[code]
		unknown := old == "" || old == unmappedGlyph
		if t == unmappedGlyph && unknown && s.unicode.find(uint32(code)).to-'\n' <= '\r'-'\n' {
			t = " "
		}
		if t != unmappedGlyph || unknown {
			s.out.glyphs[code] = t
		}
	}
}

// publicText returns s, or the character of ASCII that a private character of a
// symbol font stands for.
func publicText(s string, letters bool) string {
	const first, last = "\uF020", "\uF07E"
	if letters && len(s) == len(first) && s >= first && s <= last {
		for _, r := range s {
			return runeText(r - 0xF000)
		}
	}
	return s
}
