package pdf

import (
	"slices"
	"strings"
	"unicode/utf16"
)

// A charMap maps codes to texts or to the numbers of characters
// (ISO 32000-1, 9.7.5 and 9.10.3).
type charMap struct {
	spaces   []codeSpace
	ranges   []codeRange // sorted
	vertical bool
	parent   string // name of the map that it adds to
}

// A codeSpace holds codes of n bytes, each of which lies between those of lo and
// hi.
type codeSpace struct {
	n      int
	lo, hi uint32
}

// A codeRange maps the codes from lo to hi.
type codeRange struct {
	lo, hi uint32
	to     uint32 // number, or the last character, of lo
	before string // characters before it
	isText bool
	empty  bool // nothing is shown
}

// textRange returns the range of the codes from lo to hi, of which lo is mapped
// to the text of t.
func textRange(lo, hi uint32, t token) codeRange {
	c := codeRange{lo: lo, hi: hi, isText: true}
	to := destination(t)
	if len(to) == 0 {
		c.empty = true
		return c
	}
	c.to = uint32(to[len(to)-1])
	if len(to) > 1 {
		c.before = string(to[:len(to)-1])
	}
	return c
}

// charMap reads the map in data.
func (f *file) charMap(data []byte) *charMap {
	r := mapReader{f: f, l: lexer{b: data}, m: &charMap{}}
	var section string
	var args []token
	for {
		t := r.l.next()
		switch t.kind {
		case endToken:
			slices.SortStableFunc(r.m.ranges, func(a, b codeRange) int { return int(int64(a.lo) - int64(b.lo)) })
			return r.m
		case keywordToken:
			switch word := string(t.s); word {
			case "begincodespacerange", "beginbfchar", "beginbfrange", "begincidchar", "begincidrange":
				section = word
			case "endcodespacerange", "endbfchar", "endbfrange", "endcidchar", "endcidrange":
				section = ""
			case "usecmap":
				if n := len(args); n > 0 && args[n-1].kind == nameToken {
					r.m.parent = string(args[n-1].s)
				}
			case "def":
				if n := len(args); n > 1 && args[n-2].kind == nameToken && string(args[n-2].s) == "WMode" {
					r.m.vertical = args[n-1].num == 1
				}
			}
			args = args[:0]
			r.l.buf = nil
		case openArray:
			if section == "beginbfrange" && len(args) == 2 {
				r.list(args[0], args[1])
				args = args[:0]
			}
		case numberToken, stringToken, nameToken:
			if len(args) > 8 {
				args = args[:0]
			}
			args = append(args, t)
			if section != "" && r.entry(section, args) {
				args = args[:0]
				r.l.buf = r.l.buf[:0]
			}
		}
	}
}

// A mapReader reads a charMap.
type mapReader struct {
	f *file
	l lexer
	m *charMap
}

// identityMap maps codes to the characters of the same numbers.
func identityMap() *charMap {
	return &charMap{ranges: []codeRange{{lo: ' ', hi: 0x10FFFF, to: ' ', isText: true}}}
}

// toUnicode returns the ToUnicode map of font d; nil if it has none.
func (f *file) toUnicode(d dict) *charMap {
	f.fontPart(d.get("ToUnicode"))
	switch v := f.resolve(d.get("ToUnicode")).(type) {
	case *stream:
		m := f.charMap(f.decode(v))
		m.ranges = slices.DeleteFunc(m.ranges, func(r codeRange) bool { return !r.isText }) // QUIRK: maps of numbers
		return m
	case name:
		if strings.HasPrefix(string(v), "Identity") {
			return identityMap() // QUIRK: the name of a map that is none of Unicode
		}
	}
	return nil
}

// add adds a range unless the fonts have too many.
func (r *mapReader) add(c codeRange) {
	if c.hi < c.lo {
		return
	}
	if r.f.mappings++; r.f.mappings > maxMappings || len(r.m.ranges) >= maxMap {
		r.f.count[manyMappings] = 1
		return
	}
	r.m.ranges = append(r.m.ranges, c)
}

// entry takes an entry of a section and reports whether args have all of it.
func (r *mapReader) entry(section string, args []token) bool {
	n := 3
	if section == "begincodespacerange" || section == "beginbfchar" || section == "begincidchar" {
		n = 2
	}
	if len(args) < n {
		return false
	}
	lo := codeOf(args[0].s)
	hi := lo
	if n == 3 {
		hi = codeOf(args[1].s)
	}
	last := args[n-1]
	switch section {
	case "begincodespacerange":
		if size := len(args[0].s); size >= 1 && size <= 4 && len(r.m.spaces) < 256 {
			r.m.spaces = append(r.m.spaces, codeSpace{size, lo, codeOf(args[1].s)})
		}
	case "beginbfchar", "beginbfrange":
		r.add(textRange(lo, hi, last))
	default:
		r.add(codeRange{lo: lo, hi: hi, to: uint32(max(0, toInt(last.num)))})
	}
	return true
}

// list takes the texts of the codes from lo on, up to a "]".
func (r *mapReader) list(lo, hi token) {
	code, last := codeOf(lo.s), codeOf(hi.s)
	for {
		t := r.l.next()
		if t.kind != stringToken && t.kind != nameToken {
			return
		}
		if code <= last {
			r.add(textRange(code, code, t))
		}
		r.l.buf = r.l.buf[:0]
		code++
	}
}

// codeOf returns the number that the bytes of s make, at most four.
func codeOf(s []byte) uint32 {
	n := uint32(0)
	for _, c := range s[:min(len(s), 4)] {
		n = n<<8 | uint32(c)
	}
	return n
}

// destination returns the characters that a code is mapped to.
func destination(t token) []rune {
	const most = 64
	if t.kind == nameToken {
		return []rune(glyphText(string(t.s)))
	}
	s := t.s[:min(len(t.s), 2*most)]
	if len(s) == 1 {
		return []rune{rune(s[0])}
	}
	return utf16Runes(s, 0)
}

// find returns the range of code, of several the last.
func (m *charMap) find(code uint32) *codeRange {
	const most = 8 // ranges that start before code and may reach it
	if m == nil {
		return nil
	}
	i, _ := slices.BinarySearchFunc(m.ranges, code, func(c codeRange, code uint32) int {
		if c.lo <= code {
			return -1
		}
		return 1
	})
	for k := i - 1; k >= max(0, i-most); k-- {
		if m.ranges[k].hi >= code {
			return &m.ranges[k]
		}
	}
	return nil
}

// text returns the text of code. It reports false if it has none.
func (m *charMap) text(code uint32) (string, bool) {
	r := m.find(code)
	if r == nil || !r.isText {
		return "", false
	}
	if r.empty {
		return "", true
	}
	last := rune(min(uint64(r.to)+uint64(code-r.lo), 0x110000))
	if len(r.before) == 0 {
		if last < ' ' && last != '\t' {
			return unmappedGlyph, true
		}
		return runeText(last), true
	}
	if utf16.IsSurrogate(last) {
		last = '\uFFFD'
	}
	return cleanText(append([]rune(r.before), last)), true
}

// number returns the number of code. It reports false if it has none.
func (m *charMap) number(code uint32) (uint32, bool) {
	r := m.find(code)
	if r == nil || r.isText {
		return 0, false
	}
	return r.to + code - r.lo, true
}
