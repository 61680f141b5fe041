package document

import (
	"encoding/binary"
	"strings"
	"unicode"
	"unicode/utf8"

	stdutf16 "unicode/utf16"

	"golang.org/x/text/encoding/charmap"
)

// unicodeDecoder returns the decoder of the UTF whose name, without
// punctuation, is key; nil for other names.
func unicodeDecoder(key string) decoder {
	switch key {
	case "utf16", "ucs2", "iso10646ucs2", "unicode", "utf16bom":
		return utf16Any
	case "utf16le", "unicodelittle", "unicodefffe", "ucs2le", "cp1200":
		return utf16(binary.LittleEndian)
	case "utf16be", "unicodebig", "unicodefeff", "ucs2be", "cp1201":
		return utf16(binary.BigEndian)
	case "utf32", "ucs4", "iso10646ucs4":
		return utf32Any
	case "utf32le", "ucs4le", "cp12000":
		return utf32(binary.LittleEndian)
	case "utf32be", "ucs4be", "cp12001":
		return utf32(binary.BigEndian)
	case "utf7", "unicode11utf7", "unicode20utf7", "cp65000":
		return fromUTF7
	}
	return nil
}

// zeroOrder returns the byte order of UTF-16 without byte order mark, which
// the zero bytes of its Latin letters give away; nil if b is not like that.
func zeroOrder(b []byte) binary.ByteOrder {
	const head = 4096
	b = b[:min(len(b), head)&^1]
	var zero [2]int
	for i, c := range b {
		if c == 0 {
			zero[i&1]++
		}
	}
	most := len(b) / 2 * 2 / 5
	switch {
	case len(b) < 4:
		return nil
	case zero[1] > most && zero[0]*20 <= zero[1]:
		return binary.LittleEndian
	case zero[0] > most && zero[1]*20 <= zero[0]:
		return binary.BigEndian
	}
	return nil
}

// utf16Any decodes UTF-16 of unknown byte order.
func utf16Any(b []byte) (string, bool) {
	if order := zeroOrder(b); order != nil {
		return utf16(order)(b)
	}
	if isASCII(b) && !strings.Contains(string(b[:min(len(b), 4096)]), "\x00") {
		return string(b), len(b) == 0 // QUIRK: programs that copy the name of the source into text they have re-encoded
	}
	return utf16(binary.LittleEndian)(b)
}

// utf16 decodes UTF-16 of a given byte order; lone surrogates have no
// character.
func utf16(order binary.ByteOrder) decoder {
	return func(b []byte) (string, bool) {
		var s strings.Builder
		s.Grow(len(b)/2 + len(b)/8)
		exact := len(b)%2 == 0
		for ; len(b) >= 2; b = b[2:] {
			r := rune(order.Uint16(b))
			if stdutf16.IsSurrogate(r) {
				if len(b) >= 4 {
					r = stdutf16.DecodeRune(r, rune(order.Uint16(b[2:])))
				} else {
					r = unicode.ReplacementChar
				}
				if r == unicode.ReplacementChar {
					exact = false
				} else {
					b = b[2:]
				}
			}
			s.WriteRune(r)
		}
		return strings.TrimPrefix(s.String(), "\uFEFF"), exact
	}
}

// utf32Any decodes UTF-32 of unknown byte order.
func utf32Any(b []byte) (string, bool) {
	if len(b) >= 4 && b[3] == 0 {
		return utf32(binary.LittleEndian)(b)
	}
	return utf32(binary.BigEndian)(b)
}

// utf32 decodes UTF-32 of a given byte order.
func utf32(order binary.ByteOrder) decoder {
	return func(b []byte) (string, bool) {
		var s strings.Builder
		s.Grow(len(b) / 4)
		exact := len(b)%4 == 0
		for ; len(b) >= 4; b = b[4:] {
			r := rune(order.Uint32(b))
			if !utf8.ValidRune(r) {
				r, exact = unicode.ReplacementChar, false
			}
			s.WriteRune(r)
		}
		return strings.TrimPrefix(s.String(), "\uFEFF"), exact
	}
}

// fromUTF7 decodes UTF-7 (RFC 2152). A "+" that starts no base64 is itself, and
// a byte above 127 is read as windows-1252.
func fromUTF7(b []byte) (string, bool) {
	var s strings.Builder
	s.Grow(len(b))
	exact := true
	for i := 0; i < len(b); {
		switch c := b[i]; {
		case c == '+' && i+1 < len(b) && b[i+1] == '-':
			s.WriteByte('+')
			i += 2
		case c == '+' && i+1 < len(b) && base64Digit(b[i+1]) >= 0:
			n, ok := shiftedUTF7(&s, b[i+1:])
			exact = exact && ok
			i += 1 + n
		case c < utf8.RuneSelf:
			s.WriteByte(c)
			i++
		default:
			s.WriteRune(charmap.Windows1252.DecodeByte(c))
			exact = false
			i++
		}
	}
	return strings.TrimPrefix(s.String(), "\uFEFF"), exact
}

// shiftedUTF7 writes the UTF-16 that b starts with in base64. It returns the
// bytes it took, with the "-" that ends them.
func shiftedUTF7(s *strings.Builder, b []byte) (n int, exact bool) {
	var bits uint32
	var have uint
	var high rune // first half of a surrogate pair
	exact = true
	for ; n < len(b) && base64Digit(b[n]) >= 0; n++ {
		bits, have = bits<<6|uint32(base64Digit(b[n])), have+6
		if have < 16 {
			continue
		}
		have -= 16
		r := rune(bits >> have & 0xFFFF)
		bits &= 1<<have - 1
		switch {
		case high != 0:
			r = stdutf16.DecodeRune(high, r)
			high = 0
		case 0xD800 <= r && r < 0xDC00:
			high = r
			continue
		case stdutf16.IsSurrogate(r):
			r = unicode.ReplacementChar
		}
		exact = exact && r != unicode.ReplacementChar
		s.WriteRune(r)
	}
	if high != 0 {
		s.WriteRune(unicode.ReplacementChar)
	}
	exact = exact && high == 0 && have < 6 && bits == 0
	if n < len(b) && b[n] == '-' {
		n++
	}
	return n, exact
}

// base64Digit returns the value of the base64 digit c, or -1.
func base64Digit(c byte) int {
	switch {
	case 'A' <= c && c <= 'Z':
		return int(c - 'A')
	case 'a' <= c && c <= 'z':
		return int(c-'a') + 26
	case '0' <= c && c <= '9':
		return int(c-'0') + 52
	case c == '+':
		return 62
	case c == '/':
		return 63
	}
	return -1
}
