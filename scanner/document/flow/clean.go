package flow

import (
	"bytes"
	"unicode/utf8"
)

// Clean makes the paragraph v valid UTF-8 without control characters, in place
// if that can be. Blanks of all widths are blanks, and characters without width
// are nothing, as in HTML.
func Clean(v []byte) []byte {
	ascii := true
	for i, c := range v {
		if c < ' ' && c != '\n' && c != '\t' || c == 0x7F {
			v[i] = ' '
		}
		ascii = ascii && c < utf8.RuneSelf
	}
	if !ascii {
		if !utf8.Valid(v) {
			v = bytes.ToValidUTF8(v, []byte("\uFFFD"))
		}
		v = bytes.Map(PlainRune, v)
	}
	return bytes.TrimRight(v, " \t\n")
}

// PlainRune returns the character that stands for r in a text; -1 for none.
func PlainRune(r rune) rune {
	switch {
	case r == 0xA0 || 0x2000 <= r && r <= 0x200A || r == 0x202F || r == 0x205F:
		return ' '
	case r == 0x85 || r == 0x2028 || r == 0x2029:
		return '\n'
	case 0x200B <= r && r <= 0x200F || r == 0x2060 || r == 0xFEFF || r == 0xAD || r == 0x34F:
		return -1
	}
	return r
}
