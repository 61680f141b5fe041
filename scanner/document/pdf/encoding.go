package pdf

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// encodingRune returns the character of code in the encoding of that name; 0 if
// it has none (ISO 32000-1, annex D).
func encodingRune(name string, code byte) rune {
	switch name {
	case "WinAnsiEncoding":
		return winAnsi(code)
	case "MacRomanEncoding":
		if code < ' ' || code == 0x7F {
			return 0
		}
		return charmap.Macintosh.DecodeByte(code)
	case "Symbol":
		return rune(symbolEncoding[code])
	case "ZapfDingbats":
		return rune(dingbatsEncoding[code])
	}
	return rune(standardEncoding[code])
}

// winAnsi returns the character of code in WinAnsiEncoding. Codes that are not
// used show a bullet.
func winAnsi(code byte) rune {
	switch {
	case code < ' ':
		return 0
	case code == 0xAD:
		return '-'
	case code == 0x7F:
		return '•'
	}
	if r := charmap.Windows1252.DecodeByte(code); r != '\uFFFD' {
		return r
	}
	return '•'
}

// textString returns the text string s (ISO 32000-1, 7.9.2.2) with LF line ends.
func textString(s []byte) string {
	var runes []rune
	switch {
	case len(s) >= 2 && s[0] == 0xFE && s[1] == 0xFF:
		runes = utf16Runes(s[2:], 0)
	case len(s) >= 2 && s[0] == 0xFF && s[1] == 0xFE:
		runes = utf16Runes(s[2:], 1) // QUIRK: some writers use the other byte order
	case len(s) >= 3 && string(s[:3]) == "\xEF\xBB\xBF":
		runes = []rune(string(s[3:]))
	case utf8.Valid(s):
		runes = []rune(string(s)) // QUIRK: UTF-8 without its mark; ASCII is the same
	default:
		runes = make([]rune, len(s))
		for i, c := range s {
			if runes[i] = rune(docEncoding[c]); c < ' ' {
				runes[i] = rune(c)
			}
		}
	}
	return tidy(runes)
}

// tidy returns text with LF line ends and without control characters and the
// language codes of text strings, which stand between ESC characters.
func tidy(runes []rune) string {
	const escape = 0x1B
	var out strings.Builder
	inside := false
	for i, r := range runes {
		switch {
		case r == escape:
			inside = !inside
		case inside:
		case r == '\r':
			if i+1 == len(runes) || runes[i+1] != '\n' {
				out.WriteByte('\n')
			}
		case r == '\n':
			out.WriteByte('\n')
		case r == 0:
		case r < ' ':
			out.WriteByte(' ')
		default:
			out.WriteString(runeText(r))
		}
	}
	return strings.TrimSpace(out.String())
}

// utf16Runes returns the characters of s in UTF-16, the high byte at place high
// of each pair.
func utf16Runes(s []byte, high int) []rune {
	units := make([]uint16, len(s)/2)
	for i := range units {
		units[i] = uint16(s[2*i+high])<<8 | uint16(s[2*i+1-high])
	}
	return utf16.Decode(units)
}
