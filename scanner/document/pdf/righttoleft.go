package pdf

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// isRightToLeft reports whether text has Hebrew or Arabic letters.
func isRightToLeft(text []byte) bool {
	const hebrew = 0xD6 // first byte of the lowest letter
	for i, c := range text {
		if c < hebrew || c > 0xDD && c != 0xEF {
			continue
		}
		if r, _ := utf8.DecodeRune(text[i:]); isRTL(r) {
			return true
		}
	}
	return false
}

// isRTL reports whether r is a letter of a script that runs from right to left.
func isRTL(r rune) bool {
	return r >= 0x590 && r < 0x7C0 && !(r >= 0x660 && r <= 0x669) || r >= 0xFB1D && r < 0xFE00 || r >= 0xFE70 && r < 0xFEFF
}

// rightToLeft writes words, which stand as they are seen, in the order in which
// they are read. Words of other scripts keep their order among each other.
func (w *writer) rightToLeft(words []word) {
	var parts []string // with the blanks before them
	for i := range words {
		if s := w.canvas.of(words[i]); i > 0 && !spaced(words, i) {
			parts[len(parts)-1] += s
		} else {
			parts = append(parts, s)
		}
	}
	for end := len(parts); end > 0; {
		start := end - 1
		for start > 0 && !isRightToLeft([]byte(parts[end-1])) && !isRightToLeft([]byte(parts[start-1])) {
			start--
		}
		if end < len(parts) {
			w.out.WriteByte(' ')
		}
		if start == end-1 && isRightToLeft([]byte(parts[start])) {
			w.out.WriteString(logical(parts[start]))
		} else {
			w.out.WriteString(strings.Join(parts[start:end], " "))
		}
		end = start
	}
}

// mirrored has the characters that are seen the other way round in text from
// right to left, in pairs.
const mirrored = "()[]{}<>"

// logical returns s, whose characters stand as they are seen, in the order in
// which they are read. Marks follow their letter; digits and letters of other
// scripts keep their order.
func logical(s string) string {
	runes := []rune(s)
	out := make([]rune, 0, len(runes))
	for end := len(runes); end > 0; {
		start := end - 1
		if isLeftToRight(runes[start]) {
			for start > 0 && !isRTL(runes[start-1]) && !unicode.IsSpace(runes[start-1]) {
				start--
			}
			for start < end-1 && !isLeftToRight(runes[start]) {
				start++
			}
		}
		for start > 0 && unicode.Is(unicode.Mn, runes[start]) {
			start--
		}
		for _, r := range runes[start:end] {
			if i := strings.IndexRune(mirrored, r); i >= 0 && end-start == 1 {
				r = rune(mirrored[i^1])
			}
			out = append(out, r)
		}
		end = start
	}
	return string(out)
}

// asSeen returns s, which one glyph shows, from left to right if it is read from
// right to left, as glyphs stand. Marks follow their letters.
func asSeen(s []rune) string {
	out := make([]rune, 0, len(s))
	for end := len(s); end > 0; {
		start := end - 1
		for start > 0 && unicode.Is(unicode.Mn, s[start]) {
			start--
		}
		out = append(out, s[start:end]...)
		end = start
	}
	return strings.ToValidUTF8(strings.Trim(string(out), " \t\r\n"), unmappedGlyph)
}

// isLeftToRight reports whether r is a letter or digit of a script that runs from
// left to right.
func isLeftToRight(r rune) bool { return !isRTL(r) && (unicode.IsLetter(r) || unicode.IsDigit(r)) }
