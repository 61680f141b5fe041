package document

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode/utf8"
	"unsafe"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
)

// A decoder turns the bytes of one charset into UTF-8. It reports whether each
// byte has a character in the charset.
type decoder func(b []byte) (s string, exact bool)

// Decode returns b, which is declared to be in charset, as valid UTF-8 with LF
// line ends; NUL becomes a blank. A byte order mark wins over the declared
// name. Without a name (and under "unknown-8bit" and its like) b is taken for
// UTF-8, for UTF-16 if its zero bytes say so, and what is neither is read in the
// charset that the frequency of its characters tells, else as windows-1252; so are
// the bytes of declared UTF-8 or US-ASCII that are not valid. Exact is false if
// the charset is unknown, if b is not in it or a byte has no character in it.
func Decode(b []byte, charset string) (s string, exact bool) {
	if rest, d := byteOrderMark(b); d != nil {
		s, exact = d(rest)
		return lines(s), exact
	}
	name := charsetName(charset)
	switch undeclared(name) {
	case declaredUTF8:
		if s, exact = fromASCII(b); !exact {
			s, _ = guessed(b, s)
		}
		return s, exact
	case declaredNothing:
		if s, exact = fromASCII(b); !exact {
			s, exact = guessed(b, s)
		}
		return s, exact || defined1252(b)
	}
	d := decoderOf(name)
	if d == nil {
		if s, exact = fromASCII(b); !exact {
			s, _ = guessed(b, s)
		}
		return s, false
	}
	s, exact = d(b)
	return lines(s), exact
}

// charsetName is the name of a charset as it is looked up.
func charsetName(declared string) string {
	return strings.TrimPrefix(strings.ToLower(strings.Trim(declared, " \t\r\n\"'`;,")), "charset=")
}

// What a charset name says about bytes that are read as UTF-8 first.
const (
	declaredOther = iota
	declaredUTF8
	declaredNothing
)

// undeclared tells the names that promise at most ASCII or UTF-8 from the rest.
func undeclared(name string) int {
	switch name {
	case "utf-8", "utf8", "us-ascii", "usascii", "ascii", "ansi_x3.4-1968", "ansi_x3.4-1986", "iso646-us",
		"iso-ir-6", "646", "cp367", "ibm367", "us", "unicode-1-1-utf-8", "unicode-2-0-utf-8", "utf-8-sig",
		"utf8mb4", "x-unicode20utf8", "utf_8", "iso-10646-utf-8", "cp65001", "windows-65001", "csascii":
		return declaredUTF8
	case "", "unknown-8bit", "x-unknown", "unknown", "x-unknown-8bit", "8bit", "binary", "default",
		"default_charset", "default-charset", "_autodetect", "_autodetect_all", "x-user-defined":
		return declaredNothing
	}
	return declaredOther
}

// byteOrderMark returns what follows the byte order mark of b, and the decoder
// that it calls for; nil without one.
func byteOrderMark(b []byte) ([]byte, decoder) {
	switch {
	case bytes.HasPrefix(b, []byte{0xEF, 0xBB, 0xBF}):
		return b[3:], fromASCII
	case bytes.HasPrefix(b, []byte{0xFF, 0xFE, 0, 0}) && len(b)%4 == 0:
		return b[4:], utf32(binary.LittleEndian)
	case bytes.HasPrefix(b, []byte{0, 0, 0xFE, 0xFF}):
		return b[4:], utf32(binary.BigEndian)
	case bytes.HasPrefix(b, []byte{0xFF, 0xFE}):
		return b[2:], utf16(binary.LittleEndian)
	case bytes.HasPrefix(b, []byte{0xFE, 0xFF}):
		return b[2:], utf16(binary.BigEndian)
	}
	return b, nil
}

// fromASCII reads b as UTF-8, or as UTF-16 where its zero bytes say so. Bytes
// that are not valid are read as windows-1252 and make it inexact.
func fromASCII(b []byte) (string, bool) {
	if utf8.Valid(b) {
		if bytes.IndexByte(b, 0) < 0 {
			if bytes.IndexByte(b, '\r') < 0 {
				return string(b), true
			}
			view := unsafe.String(unsafe.SliceData(b), len(b)) // lineEnds copies what it keeps
			return lineEnds(view), true
		}
	}
	if order := zeroOrder(b); order != nil {
		s, exact := utf16(order)(b)
		return lines(s), exact
	}
	if utf8.Valid(b) {
		return lines(string(b)), true
	}
	return lines(repair(b)), false
}

// repair returns b with its invalid bytes read as windows-1252.
func repair(b []byte) string {
	var s strings.Builder
	s.Grow(len(b) + len(b)/8)
	for len(b) > 0 {
		n := validPrefix(b)
		s.Write(b[:n])
		if b = b[n:]; len(b) > 0 {
			s.WriteRune(charmap.Windows1252.DecodeByte(b[0]))
			b = b[1:]
		}
	}
	return s.String()
}

// validPrefix returns how many bytes of b are valid UTF-8 before the first that
// is not.
func validPrefix(b []byte) int {
	i := 0
	for i < len(b) {
		if b[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return i
}

// defined1252 reports whether windows-1252 has a character for every byte of b.
func defined1252(b []byte) bool {
	for _, c := range b {
		switch c {
		case 0x81, 0x8D, 0x8F, 0x90, 0x9D:
			return false
		}
	}
	return true
}

// lines returns s with LF line ends and blanks for NUL.
func lines(s string) string {
	if strings.IndexByte(s, 0) >= 0 {
		s = strings.ReplaceAll(s, "\x00", " ")
	}
	if strings.IndexByte(s, '\r') < 0 {
		return s
	}
	return lineEnds(s)
}

// lineEnds returns s with LF for CRLF and CR.
func lineEnds(s string) string {
	var out strings.Builder
	out.Grow(len(s))
	for {
		i := strings.IndexByte(s, '\r')
		if i < 0 {
			out.WriteString(s)
			return out.String()
		}
		out.WriteString(s[:i])
		out.WriteByte('\n')
		s = strings.TrimPrefix(s[i+1:], "\n")
	}
}

// charmapDecoder decodes a charset of one byte a character.
func charmapDecoder(c *charmap.Charmap) decoder {
	if c.DecodeByte('A') != 'A' {
		return encodingDecoder(c) // EBCDIC
	}
	return func(b []byte) (string, bool) {
		if isASCII(b) {
			return fromASCII(b)
		}
		var s strings.Builder
		s.Grow(len(b) + len(b)/8)
		exact := true
		for i := 0; i < len(b); {
			start := i
			for i < len(b) && b[i] < utf8.RuneSelf {
				i++
			}
			s.Write(b[start:i])
			for ; i < len(b) && b[i] >= utf8.RuneSelf; i++ {
				r := c.DecodeByte(b[i])
				exact = exact && r != utf8.RuneError
				s.WriteRune(r)
			}
		}
		return s.String(), exact
	}
}

// multibyte decodes a charset in which ASCII bytes stand for themselves.
func multibyte(e encoding.Encoding) decoder {
	d := encodingDecoder(e)
	return func(b []byte) (string, bool) {
		if isASCII(b) {
			return fromASCII(b)
		}
		return d(b)
	}
}

// encodingDecoder decodes any charset of golang.org/x/text.
func encodingDecoder(e encoding.Encoding) decoder {
	return func(b []byte) (string, bool) {
		out, err := e.NewDecoder().Bytes(b)
		if err != nil {
			return repair(b), false
		}
		return strings.ToValidUTF8(string(out), "\uFFFD"), !bytes.Contains(out, []byte("\uFFFD"))
	}
}

// isASCII reports whether b has no byte above 127.
func isASCII(b []byte) bool {
	i := 0
	for ; i+8 <= len(b); i += 8 {
		if binary.LittleEndian.Uint64(b[i:])&0x8080808080808080 != 0 {
			return false
		}
	}
	for ; i < len(b); i++ {
		if b[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
