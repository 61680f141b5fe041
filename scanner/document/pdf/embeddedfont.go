package pdf

import "bytes"

// fontFiles notes the font programs that descriptor names and that are not there.
func (f *file) fontFiles(descriptor dict) {
	for _, key := range [...]string{"FontFile", "FontFile2", "FontFile3"} {
		f.fontPart(descriptor.get(key))
	}
}

// embeddedGlyphs returns the texts of the codes that the font program of a font
// of single bytes tells; nil if there is none.
func (f *file) embeddedGlyphs(descriptor dict, subtype string) *[256]string {
	f.fontFiles(descriptor)
	if s := f.stream(descriptor.get("FontFile")); s != nil {
		return type1Glyphs(f.decode(s))
	}
	if s := f.stream(descriptor.get("FontFile2")); s != nil {
		return sfntGlyphs(f.decode(s))
	}
	s := f.stream(descriptor.get("FontFile3"))
	if s == nil {
		return nil
	}
	data := f.decode(s)
	if t := sfntTable(data, "CFF "); t != nil {
		data = t
	}
	if subtype == "TrueType" && sfntTable(data, "cmap") != nil {
		return sfntGlyphs(data)
	}
	return cffGlyphs(data)
}

// embeddedRunes returns the characters of the glyphs of the font program of a
// Type 0 font; nil if it does not tell them.
func (f *file) embeddedRunes(descriptor dict) []rune {
	f.fontFiles(descriptor)
	s := f.stream(descriptor.get("FontFile2"))
	if s == nil {
		s = f.stream(descriptor.get("FontFile3"))
	}
	if s == nil {
		return nil
	}
	data := f.decode(s)
	if runes := sfntRunes(data); runes != nil {
		return runes
	}
	if t := sfntTable(data, "CFF "); t != nil {
		data = t
	}
	return cffRunes(data)
}

// type1Glyphs returns the texts of the codes in the clear part of a Type 1 font
// program (Adobe Type 1 Font Format, 2.2).
func type1Glyphs(data []byte) *[256]string {
	out := &[256]string{}
	if i := bytes.Index(data, []byte("eexec")); i >= 0 {
		data = data[:i]
	}
	i := bytes.Index(data, []byte("/Encoding"))
	if i < 0 {
		return out
	}
	l := lexer{b: data, i: i + len("/Encoding")}
	var last token
	for {
		t := l.next()
		switch {
		case t.kind == endToken:
			return out
		case t.kind == keywordToken && string(t.s) == "StandardEncoding":
			for code := range out {
				out[code] = mappedRune(rune(standardEncoding[code]))
			}
			return out
		case t.kind == keywordToken && (string(t.s) == "def" || string(t.s) == "readonly"):
			return out
		case t.kind == nameToken && last.kind == numberToken && last.num >= 0 && last.num < 256:
			out[int(last.num)] = glyphText(string(t.s))
		}
		last = t
	}
}
