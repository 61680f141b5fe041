package pdf

import (
	"math"
	"strings"
)

// A font tells the text and the width of each code.
type font struct {
	widths    [256]float32 // for a size of 1
	glyphs    [256]string
	composite *composite // of a font whose codes have several bytes
	vertical  bool
	em        float64 // its width and height for a size of 1
	gap       float32 // from here gaps are columns, in em
}

// A fontStore keeps fonts by the numbers of their objects.
type fontStore struct {
	fonts    map[ref]*font
	loaded   int
	mappings int
}

// loadFont returns the font that v refers to. If there is none or it is broken,
// it is Helvetica.
func (f *file) loadFont(v any) *font {
	r, isRef := v.(ref)
	if known, ok := f.fonts[r]; ok && (isRef || v == nil) {
		return known
	}
	if f.loaded++; f.loaded > maxFonts {
		f.note(manyFonts)
		return &font{em: 1, gap: 1}
	}
	loaded := f.newFont(f.dict(v))
	if len(f.fonts) >= maxKeptFonts || f.fonts == nil {
		f.fonts = map[ref]*font{}
	}
	if isRef || v == nil {
		f.fonts[r] = loaded
	}
	return loaded
}

// newFont reads the font dictionary d.
func (f *file) newFont(d dict) *font {
	out := &font{em: 1, gap: 1}
	for _, key := range [...]string{"DescendantFonts", "Encoding", "FontDescriptor", "Widths"} {
		f.fontPart(d.get(key))
	}
	if f.name(d.get("Subtype")) == "Type0" {
		f.compositeFont(out, d)
		return out
	}
	f.simpleGlyphs(out, d)
	f.simpleWidths(out, d)
	space := out.widths[' ']
	if f.name(d.get("Subtype")) == "Type3" {
		f.scaleType3(out, d)
		space = out.widths[' '] / float32(max(out.em, 1e-6))
	}
	if space < 1 {
		out.gap = max(1, 2.5*space)
	}
	return out
}

// fontPart notes v, which a font names, if it is not there.
func (f *file) fontPart(v any) {
	if f.lost(v) {
		r, _ := v.(ref)
		f.noteAt(lostFont, int(r))
	}
}

// simpleWidths reads the widths of a font of single bytes.
func (f *file) simpleWidths(out *font, d dict) {
	widths := f.array(d.get("Widths"))
	descriptor := f.dict(d.get("FontDescriptor"))
	missing := f.number(descriptor.get("MissingWidth"), 0)
	if widths == nil {
		style := styleOf(f.name(d.get("BaseFont")), f.int(descriptor.get("Flags"), 0))
		for code := range out.widths {
			out.widths[code] = style.width(out.glyphs[code])
		}
		return
	}
	first := f.int(d.get("FirstChar"), 0)
	for code := range out.widths {
		w := missing
		if i := code - first; i >= 0 && i < len(widths) {
			w = f.number(widths[i], 0)
		}
		out.widths[code] = float32(finite(w) / 1000)
	}
}

// scaleType3 brings the widths of a Type 3 font from glyph space to text space.
func (f *file) scaleType3(out *font, d dict) {
	m := matrix{a: 0.001, d: 0.001}
	if f.array(d.get("FontMatrix")) != nil {
		m = f.matrixOf(d.get("FontMatrix"))
	}
	scale, widest, sum, n := math.Abs(m.a), float32(0), float32(0), float32(0)
	for code, w := range out.widths {
		w *= float32(1000 * scale)
		out.widths[code] = w
		if w > 0 {
			widest = max(widest, w)
			sum += w
			n++
		}
	}
	height := 0.0
	if box := f.array(d.get("FontBBox")); len(box) == 4 {
		height = (f.number(box[3], 0) - f.number(box[1], 0)) * math.Abs(m.d)
	}
	if average := float64(sum / max(n, 1)); height < average || height > 8*average {
		height = 2 * average
	}
	if out.em = finite(height); out.em == 0 {
		out.em = 1
	}
}

// The standard fonts whose widths are known.
const (
	helvetica = iota
	helveticaBold
	times
	timesBold
	timesItalic
	timesBoldItalic
)

// A style tells which widths a font has that does not tell them.
type style struct {
	widths int     // in standardWidths
	fixed  float32 // of all characters, if it is not 0
	usual  float32 // of characters that are not listed
}

// styleOf returns the style of the font of that name and those flags.
func styleOf(name string, flags int) style {
	const fixedPitch, serif, italic, forceBold = 1, 1 << 1, 1 << 6, 1 << 18
	name = strings.ToLower(name)
	has := func(words ...string) bool {
		for _, w := range words {
			if strings.Contains(name, w) {
				return true
			}
		}
		return false
	}
	bold := has("bold", "black", "heavy") || flags&forceBold != 0
	slanted := has("italic", "oblique") || flags&italic != 0
	switch {
	case flags&fixedPitch != 0 || has("courier", "mono", "consol", "typewriter", "fixed"):
		return style{fixed: 0.6}
	case has("symbol"):
		return style{fixed: 0.588}
	case has("dingbats"):
		return style{fixed: 0.746}
	case flags&serif != 0 && !has("helvetica", "arial") || has("times", "serif", "roman", "georgia", "garamond", "bookman", "palatino"):
		switch {
		case bold && slanted:
			return style{widths: timesBoldItalic, usual: 0.5}
		case bold:
			return style{widths: timesBold, usual: 0.5}
		case slanted:
			return style{widths: timesItalic, usual: 0.5}
		}
		return style{widths: times, usual: 0.5}
	case bold:
		return style{widths: helveticaBold, usual: 0.556}
	}
	return style{widths: helvetica, usual: 0.556}
}

// width returns the width of the glyph of that text.
func (s style) width(glyph string) float32 {
	if s.fixed > 0 {
		return s.fixed
	}
	sum := float32(0)
	for _, r := range glyph {
		switch {
		case r >= ' ' && r <= '~':
			sum += float32(standardWidths[s.widths][r-' ']) / 1000
		case r >= 0xA0 && r <= 0xFF:
			sum += float32(standardWidths[s.widths][r-0xA0+'~'+1-' ']) / 1000
		case r == '–' || r == '—':
			sum += 0.5 * float32(r-'–'+1)
		default:
			sum += s.usual
		}
	}
	return sum
}
