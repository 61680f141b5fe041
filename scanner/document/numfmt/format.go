// Package numfmt shows the numbers of spreadsheets by their number formats, in
// full: dates and times by ISO 8601, no exponents, and no number is hidden.
package numfmt

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// The kinds of a section of a number format.
const (
	generalSection = iota
	numberSection
	dateSection
	autoSection // a date, a time or both, as the number has it
)

// A Format is a number format: up to four sections, for positive, negative,
// zero and text, or with conditions of their own (ISO/IEC 29500-1, 18.8.31). Nil
// is the general one.
type Format struct {
	sections    []section
	conditional bool
}

// A section is one section of a number format.
type section struct {
	kind     int
	pieces   []piece
	whole    int // places before the point
	fraction int // places behind it
	percent  int
	group    bool // thousands are kept apart
	date     bool
	time     bool
	elapsed  bool // hours may be more than a day has
	split    bool // parts of seconds are shown
	op       string
	bound    float64
}

// A piece is a literal, or one of the places "0", "#" and "?", or the point.
type piece struct {
	place byte // 0: a literal
	text  string
}

// Compile returns the format that code writes; nil if it is the general one.
func Compile(code string) *Format {
	if code == "" {
		return nil
	}
	f := compile(code)
	if len(f.sections) == 1 && f.sections[0].kind == generalSection {
		return nil
	}
	return f
}

// BuiltIn returns the number format with that number, which no workbook writes
// down; nil for those that are not known.
func BuiltIn(id int) *Format {
	if 27 <= id && id <= 36 || 50 <= id && id <= 58 {
		return &Format{sections: []section{{kind: autoSection}}} // dates of East Asia, which differ by language
	}
	return Compile(builtIn[id])
}

// compile returns the format that code writes.
func compile(code string) *Format {
	f := &Format{}
	for code != "" || len(f.sections) == 0 {
		s := section{}
		code = s.compile(code)
		f.sections = append(f.sections, s)
		f.conditional = f.conditional || s.op != ""
		const most = 4
		if len(f.sections) == most {
			break
		}
	}
	return f
}

// compile reads one section off code and returns the rest.
func (s *section) compile(code string) string {
	c := compiler{section: s}
	for i := 0; i < len(code); {
		if code[i] == ';' {
			c.done()
			return code[i+1:]
		}
		i += c.take(code[i:])
	}
	c.done()
	return ""
}

// A compiler reads a section.
type compiler struct {
	*section
	point   bool
	comma   bool // a comma followed the last place
	plain   bool // nothing but the number is meant: an exponent, a fraction, a scale
	month   bool // letters m were read, which mean a month unless seconds follow
	letters byte // the date letter before
}

// take reads what stands at the start of code and returns its length.
func (c *compiler) take(code string) int {
	switch b := code[0]; b {
	case '"':
		n := strings.IndexByte(code[1:], '"')
		if n < 0 {
			c.literal(code[1:])
			return len(code)
		}
		c.literal(code[1 : 1+n])
		return n + 2
	case '\\':
		n := runeLen(code[1:])
		c.literal(code[1 : 1+n])
		return 1 + n
	case '_', '*': // the width of a character, or as many as fit
		return 1 + runeLen(code[1:])
	case '[':
		return c.bracket(code)
	case '0', '#', '?':
		c.place(b)
	case '.':
		c.dot(code)
	case ',':
		c.comma = c.whole > 0 && !c.point
		c.plain = c.plain || c.point && c.whole+c.fraction > 0
	case '%':
		c.percent++
		c.literal("%")
	case '/':
		if c.whole > 0 && !c.date {
			c.plain = true
		}
		c.literal("/")
	case '@':
		c.plain = true
	default:
		return c.word(code)
	}
	return 1
}

// word reads a letter that means something, or a literal character.
func (c *compiler) word(code string) int {
	const general, noon, noonShort = "General", "AM/PM", "A/P"
	switch {
	case hasPrefixFold(code, general):
		c.plain = true
		return len(general)
	case hasPrefixFold(code, noon):
		c.time = true
		return len(noon)
	case hasPrefixFold(code, noonShort):
		c.time = true
		return len(noonShort)
	}
	b := code[0] | 0x20
	switch b {
	case 'e', 'y', 'm', 'd', 'h', 's', 'g':
		if c.whole+c.fraction > 0 && !c.date && !c.time {
			c.plain = c.plain || b == 'e'
			c.literal(code[:1])
			return 1
		}
		n := 1
		for n < len(code) && code[n]|0x20 == b {
			n++
		}
		c.dateLetters(b)
		return n
	}
	n := runeLen(code)
	c.literal(code[:n])
	return n
}

// dateLetters reads letters of a date. Those of a month mean minutes behind
// hours and before seconds.
func (c *compiler) dateLetters(b byte) {
	switch b {
	case 'm':
		if c.letters == 'h' {
			c.time = true
		} else {
			c.month = true
		}
	case 'h', 's':
		c.time = true
		if b == 's' && c.letters == 'm' {
			c.month = false
		}
	default:
		c.date = true
	}
	if c.month && b != 'm' {
		c.date, c.month = true, false
	}
	c.letters = b
}

// bracket reads "[...]": a condition, a currency, hours without end, or a colour.
func (c *compiler) bracket(code string) int {
	n := strings.IndexByte(code, ']')
	if n < 0 {
		return len(code)
	}
	in := code[1:n]
	switch {
	case in == "":
	case in[0] == '$':
		sign, _, _ := strings.Cut(in[1:], "-")
		c.literal(sign)
	case in[0] == '<' || in[0] == '>' || in[0] == '=':
		k := 1
		for k < len(in) && (in[k] == '=' || in[k] == '>') {
			k++
		}
		if bound, err := strconv.ParseFloat(strings.TrimSpace(in[k:]), 64); err == nil {
			c.op, c.bound = in[:k], bound
		}
	case repeated(in, 'h') || repeated(in, 'm') || repeated(in, 's'):
		c.time, c.elapsed, c.letters = true, true, in[0]|0x20
	}
	return n + 1
}

// repeated reports whether s is the letter c alone, in any case, once or more.
func repeated(s string, c byte) bool {
	for i := range len(s) {
		if s[i]|0x20 != c {
			return false
		}
	}
	return s != ""
}

// place reads one place for a digit.
func (c *compiler) place(b byte) {
	if c.comma {
		c.group, c.comma = true, false
	}
	if c.point {
		c.fraction++
	} else {
		c.whole++
	}
	c.pieces = append(c.pieces, piece{place: b})
}

// dot reads the point, which may stand before parts of a second or be a
// literal of a date.
func (c *compiler) dot(code string) {
	switch {
	case c.letters == 's' && len(code) > 1 && code[1] == '0':
		c.split = true
	case c.point || c.date || c.month || c.time:
		c.literal(".")
	default:
		c.point = true
		c.pieces = append(c.pieces, piece{place: '.'})
	}
}

// literal adds text that is shown as it stands.
func (c *compiler) literal(text string) {
	if text != "" {
		c.pieces = append(c.pieces, piece{text: text})
	}
}

// done finds the kind of the section. One without places hides the number,
// which is data all the same.
func (c *compiler) done() {
	c.date = c.date || c.month
	switch {
	case c.date || c.time:
		c.kind = dateSection
	case c.plain || c.comma || c.whole+c.fraction == 0:
		c.kind = generalSection
	default:
		c.kind = numberSection
	}
}

// runeLen returns the length of the first character of s.
func runeLen(s string) int {
	if s == "" {
		return 0
	}
	_, n := utf8.DecodeRuneInString(s)
	return n
}

// hasPrefixFold reports whether s begins with prefix, in any case of letters.
func hasPrefixFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}

// builtIn are the number formats that no workbook writes down (ISO/IEC 29500-1,
// 18.8.30).
var builtIn = map[int]string{
	1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00",
	5: `"$"#,##0_);\("$"#,##0\)`, 6: `"$"#,##0_);\("$"#,##0\)`,
	7: `"$"#,##0.00_);\("$"#,##0.00\)`, 8: `"$"#,##0.00_);\("$"#,##0.00\)`,
	9: "0%", 10: "0.00%",
	14: "mm-dd-yy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy",
	18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "m/d/yy h:mm",
	37: "#,##0_);(#,##0)", 38: "#,##0_);(#,##0)", 39: "#,##0.00_);(#,##0.00)", 40: "#,##0.00_);(#,##0.00)",
	41: `_(* #,##0_);_(* \(#,##0\);_(* "-"_);_(@_)`, 42: `_("$"* #,##0_);_("$"* \(#,##0\);_("$"* "-"_);_(@_)`,
	43: `_(* #,##0.00_);_(* \(#,##0.00\);_(* "-"??_);_(@_)`, 44: `_("$"* #,##0.00_);_("$"* \(#,##0.00\);_("$"* "-"??_);_(@_)`,
	45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0",
}
