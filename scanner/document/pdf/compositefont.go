package pdf

import (
	"slices"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// A composite tells the texts and widths of the codes of a Type 0 font
// (ISO 32000-1, 9.7).
type composite struct {
	codes   *charMap          // from codes to characters; nil: codes are their numbers
	unicode *charMap          // from codes to text
	charset encoding.Encoding // of the codes; nil: unknown
	wide    int               // bytes of the codes in UTF-16 (2) or UTF-32 (4); 0: other codes
	file    *file
	below   dict         // the descendant font
	looked  bool         // whether inside and gids were looked for
	inside  []rune       // texts of the glyphs of the embedded font
	gids    []byte       // glyphs of the characters, two bytes each; nil: the same numbers
	letters bool         // private characters stand for ASCII
	widths  []widthRange // sorted
	usual   float64
	known   map[uint32]codeGlyph // texts and widths that were looked up
}

// A widthRange tells the widths of the characters from lo on.
type widthRange struct {
	lo, hi uint32
	width  float32
}

// A codeGlyph is the text and the width of a code.
type codeGlyph struct {
	text  string
	width float64
}

// compositeFont reads the Type 0 font d.
func (f *file) compositeFont(out *font, d dict) {
	c := &composite{usual: 1, known: map[uint32]codeGlyph{}}
	out.composite = c
	var below dict
	if a := f.array(d.get("DescendantFonts")); len(a) > 0 {
		f.fontPart(a[0])
		below = f.dict(a[0])
	}
	switch v := f.resolve(d.get("Encoding")).(type) {
	case name:
		out.vertical = strings.HasSuffix(string(v), "-V") || v == "V"
		c.predefined(string(v))
	case *stream:
		c.codes = f.charMap(f.decode(v))
		out.vertical = c.codes.vertical || f.int(v.get("WMode"), 0) == 1
		if len(c.codes.ranges) == 0 && c.codes.parent != "" {
			c.predefined(c.codes.parent)
		}
	}
	c.unicode = f.toUnicode(d)
	c.usual = finite(f.number(below.get("DW"), 1000)) / 1000
	c.letters = !strings.Contains(strings.ToLower(f.name(d.get("BaseFont"))), "dings")
	f.compositeWidths(c, f.array(below.get("W")))
	if out.vertical {
		c.widths, c.usual = nil, 1
	}
	system := f.dict(below.get("CIDSystemInfo"))
	if strings.HasPrefix(f.text(system.get("Ordering")), "UCS") && c.codes == nil && c.charset == nil && c.wide == 0 {
		c.wide = 2
	}
	c.file, c.below = f, below
}

// predefined takes the meaning of codes from the name of a predefined map
// (ISO 32000-1, table 118).
func (c *composite) predefined(name string) {
	has := func(parts ...string) bool {
		return slices.ContainsFunc(parts, func(p string) bool { return strings.Contains(name, p) })
	}
	switch {
	case strings.HasPrefix(name, "Identity"):
	case has("UCS2", "UTF16"):
		c.wide = 2
	case has("UTF32"):
		c.wide = 4
	case has("GBK", "GB-EUC", "GBpc", "GBT"):
		c.charset = simplifiedchinese.GB18030
	case has("B5", "ETHK"):
		c.charset = traditionalchinese.Big5
	case has("RKSJ"):
		c.charset = japanese.ShiftJIS
	case has("KSC"):
		c.charset = korean.EUCKR
	case name == "EUC-H" || name == "EUC-V":
		c.charset = japanese.EUCJP
	}
}

// compositeWidths reads the W array a (ISO 32000-1, 9.7.4.3).
func (f *file) compositeWidths(c *composite, a array) {
	for i := 0; i+1 < len(a); {
		lo := uint32(max(0, f.int(a[i], 0)))
		if list := f.array(a[i+1]); list != nil {
			for k, w := range list {
				c.addWidth(f, lo+uint32(k), lo+uint32(k), f.number(w, 0))
			}
			i += 2
		} else if i+2 < len(a) {
			c.addWidth(f, lo, uint32(max(0, f.int(a[i+1], 0))), f.number(a[i+2], 0))
			i += 3
		} else {
			break
		}
	}
	slices.SortStableFunc(c.widths, func(a, b widthRange) int { return int(int64(a.lo) - int64(b.lo)) })
}

// addWidth notes the width of the characters from lo to hi.
func (c *composite) addWidth(f *file, lo, hi uint32, width float64) {
	if f.mappings++; f.mappings > maxMappings {
		f.count[manyMappings] = 1
		return
	}
	c.widths = append(c.widths, widthRange{lo, hi, float32(finite(width) / 1000)})
}

// next returns the text, the width and the bytes of the code that b starts with.
func (c *composite) next(b []byte) (string, float64, int) {
	n := min(len(b), c.length(b))
	code := codeOf(b[:n])
	key := code ^ uint32(n-1)<<30
	if g, ok := c.known[key]; ok {
		return g.text, g.width, n
	}
	g := c.lookUp(code, b[:n])
	const most = 1 << 14
	if len(c.known) < most {
		c.known[key] = g
	}
	return g.text, g.width, n
}

// length returns the bytes of the code that b starts with.
func (c *composite) length(b []byte) int {
	if c.codes != nil && len(c.codes.spaces) > 0 {
		return c.codes.length(b)
	}
	switch first := b[0]; {
	case c.wide == 4:
		return 4
	case c.wide == 2 && first >= 0xD8 && first <= 0xDB:
		return 4
	case c.charset == nil || c.wide == 2:
		return 2
	case first < 0x80, c.charset == japanese.ShiftJIS && first >= 0xA0 && first <= 0xDF:
		return 1
	}
	return 2
}

// length returns the bytes of the code that b starts with; of codes outside of
// the code spaces, those of the shortest.
func (m *charMap) length(b []byte) int {
	shortest := 4
	for n := 1; n <= min(4, len(b)); n++ {
		code := codeOf(b[:n])
		for _, s := range m.spaces {
			shortest = min(shortest, s.n)
			if s.n == n && s.has(code) {
				return n
			}
		}
	}
	return shortest
}

// has reports whether each byte of code lies within the space.
func (s codeSpace) has(code uint32) bool {
	for shift := 0; shift < 8*s.n; shift += 8 {
		if c := byte(code >> shift); c < byte(s.lo>>shift) || c > byte(s.hi>>shift) {
			return false
		}
	}
	return true
}

// lookUp finds the text and the width of code, whose bytes are b.
func (c *composite) lookUp(code uint32, b []byte) codeGlyph {
	char := code
	if c.codes != nil {
		char, _ = c.codes.number(code)
	}
	g := codeGlyph{text: publicText(c.textOf(code, char, b), c.letters), width: c.usual}
	if c.charset != nil || c.wide > 0 {
		if len(b) == 1 || len(g.text) == 1 {
			g.width = c.usual / 2
		}
		return g
	}
	i, _ := slices.BinarySearchFunc(c.widths, char, func(w widthRange, char uint32) int {
		if w.lo <= char {
			return -1
		}
		return 1
	})
	if i > 0 && c.widths[i-1].hi >= char {
		g.width = float64(c.widths[i-1].width)
	}
	return g
}

// textOf returns the text of code, which stands for the character char and has
// the bytes b.
func (c *composite) textOf(code, char uint32, b []byte) string {
	if s, ok := c.unicode.text(code); ok && s != unmappedGlyph {
		return s
	}
	switch {
	case c.wide == 2 && len(b) >= 2:
		return cleanText(utf16Runes(b, 0))
	case c.wide == 4:
		return runeText(rune(min(code, 0x110000)))
	case c.charset != nil:
		if s, err := c.charset.NewDecoder().Bytes(b); err == nil {
			return cleanText([]rune(string(s)))
		}
	}
	return c.glyphText(int(char))
}

// glyphText returns the text that the embedded font tells of the character
// char.
func (c *composite) glyphText(char int) string {
	if !c.looked {
		c.looked = true
		c.inside = c.file.embeddedRunes(c.file.dict(c.below.get("FontDescriptor")))
		if s := c.file.stream(c.below.get("CIDToGIDMap")); s != nil && c.inside != nil {
			c.gids = c.file.decode(s)
		}
	}
	glyph := char
	if c.gids != nil {
		if glyph = 0; 2*char+1 < len(c.gids) {
			glyph = int(c.gids[2*char])<<8 | int(c.gids[2*char+1])
		}
	}
	if glyph < len(c.inside) && c.inside[glyph] != 0 {
		return runeText(c.inside[glyph])
	}
	if r := c.usualGlyph(glyph); r > 0 {
		c.file.note(guessed)
		return runeText(r)
	}
	return unmappedGlyph
}

// usualGlyph returns the character that most TrueType fonts have at the place
// glyph: that of the standard order of glyphs, which is the order of
// MacRomanEncoding. It returns 0 if the font is of another kind or tells its
// characters.
func (c *composite) usualGlyph(glyph int) rune {
	const first, upper, last = 3, 98, 225 // blank, code 80 and code FF
	system := c.file.dict(c.below.get("CIDSystemInfo"))
	if c.inside != nil || c.unicode != nil && len(c.unicode.ranges) > 0 || glyph < first || glyph > last ||
		c.file.name(c.below.get("Subtype")) != "CIDFontType2" || c.file.text(system.get("Ordering")) != "Identity" {
		return 0
	}
	if glyph < upper {
		return rune(glyph - first + ' ')
	}
	return encodingRune("MacRomanEncoding", byte(glyph-upper+0x80))
}
