package person

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// fold returns s in lower case without accents and apostrophes, its words
// parted by single blanks: "O’Brien-Núñez" is "obrien nunez". A string that is
// folded is returned as it is.
func fold(s string) string {
	if folded(s) {
		return s
	}
	if !ascii(s) {
		s = norm.NFD.String(s)
	}
	b := make([]byte, 0, len(s))
	for _, r := range s {
		b = foldRune(b, r)
	}
	return string(trimBlank(b))
}

// folded reports whether fold would leave s as it is.
func folded(s string) bool {
	blank := true
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9':
			blank = false
		case c == ' ' && !blank:
			blank = true
		default:
			return false
		}
	}
	return s == "" || !blank
}

// foldRune appends what r folds to.
func foldRune(b []byte, r rune) []byte {
	if r < utf8.RuneSelf {
		return foldASCII(b, byte(r))
	}
	r = unicode.ToLower(r)
	switch {
	case unicode.Is(unicode.Mn, r), r == '’', r == '‘', r == 'ʻ', r == 'ʼ', r == '´', r == utf8.RuneError:
		return b
	case unicode.IsLetter(r), unicode.IsDigit(r):
		return append(b, plain(r)...)
	}
	return blank(b)
}

// foldASCII appends what the byte c of ASCII folds to.
func foldASCII(b []byte, c byte) []byte {
	switch {
	case 'a' <= c && c <= 'z', '0' <= c && c <= '9':
		return append(b, c)
	case 'A' <= c && c <= 'Z':
		return append(b, c|0x20)
	case c == '\'' || c == '`':
		return b
	}
	return blank(b)
}

// plain returns the ASCII spelling of the lower-case letters that do not
// decompose into a letter and an accent.
func plain(r rune) string {
	switch r {
	case 'ø':
		return "o"
	case 'đ', 'ð':
		return "d"
	case 'ł':
		return "l"
	case 'ı':
		return "i"
	case 'ß':
		return "ss"
	case 'æ':
		return "ae"
	case 'œ':
		return "oe"
	case 'þ':
		return "th"
	}
	return string(r)
}

// blank ends the word at the end of b.
func blank(b []byte) []byte {
	if n := len(b); n > 0 && b[n-1] != ' ' {
		b = append(b, ' ')
	}
	return b
}

// trimBlank returns b without the blank that may end it.
func trimBlank(b []byte) []byte {
	if n := len(b); n > 0 && b[n-1] == ' ' {
		b = b[:n-1]
	}
	return b
}

// ascii reports whether s is ASCII.
func ascii(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// bare returns s folded, but with letters that bear accents dropped, as
// programs write it that know ASCII alone: "muñoz" is "muoz". Question marks
// and replacement characters that stand for such letters go too.
func bare(s string) string {
	return fold(strings.Map(func(r rune) rune {
		if r == '?' || r >= utf8.RuneSelf {
			return -1
		}
		return r
	}, norm.NFC.String(s)))
}

// accented reports whether s has letters beyond ASCII.
func accented(s string) bool {
	for _, r := range s {
		if r >= utf8.RuneSelf && unicode.IsLetter(r) {
			return true
		}
	}
	return false
}

// isDigits reports whether s is n or more digits and nothing else.
func isDigits(s string, n int) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return len(s) >= n
}

// digits returns the digits of s.
func digits(s string) string {
	if isDigits(s, 0) {
		return s
	}
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
}
