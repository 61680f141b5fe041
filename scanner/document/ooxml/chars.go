package ooxml

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
)

// headBytes is how much of a part tells its encoding.
const headBytes = 128

// encodingOf returns the encoding of a part that starts with head; nil if it
// is UTF-8 (XML 1.0, appendix F).
func encodingOf(head []byte) encoding.Encoding {
	switch {
	case bytes.HasPrefix(head, []byte("\xFF\xFE")), bytes.HasPrefix(head, []byte("<\x00")):
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	case bytes.HasPrefix(head, []byte("\xFE\xFF")), bytes.HasPrefix(head, []byte("\x00<")):
		return unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	case !bytes.HasPrefix(head, []byte("<?xml")):
		return nil
	}
	decl, _, _ := bytes.Cut(head, []byte("?>"))
	value, _ := attribute(bytes.TrimPrefix(decl, []byte("<?xml")), "encoding")
	name := strings.ToLower(string(value))
	if name == "" || strings.HasPrefix(name, "utf") || name == "us-ascii" {
		return nil
	}
	e, err := htmlindex.Get(name)
	if err != nil {
		return nil
	}
	return e
}

// attr returns the value of an attribute of the current tag; "" if there is none.
func (t *tokens) attr(name string) string {
	value, ok := attribute(t.attrs, name)
	if !ok {
		return ""
	}
	return string(bytes.ToValidUTF8(appendChars(nil, value), []byte("\uFFFD")))
}

// attribute returns the value, as written, of the attribute of that name in a tag.
func attribute(attrs []byte, name string) ([]byte, bool) {
	for i := 0; i < len(attrs); {
		var a, value []byte
		if a, value, i = nextAttribute(attrs, i); string(a) == name {
			return value, true
		}
	}
	return nil, false
}

// nextAttribute returns the name without prefix and the value of the attribute
// at attrs[i:], and where it ends.
func nextAttribute(attrs []byte, i int) (name, value []byte, end int) {
	for i < len(attrs) && attrs[i] <= ' ' {
		i++
	}
	from := i
	for ; i < len(attrs) && attrs[i] != '=' && attrs[i] > ' '; i++ {
		if attrs[i] == ':' {
			from = i + 1
		}
	}
	name = attrs[from:i]
	for i < len(attrs) && attrs[i] != '"' && attrs[i] != '\'' {
		i++
	}
	if i == len(attrs) {
		return name, nil, i
	}
	n := bytes.IndexByte(attrs[i+1:], attrs[i])
	if n < 0 {
		return name, attrs[i+1:], len(attrs)
	}
	return name, attrs[i+1 : i+1+n], i + n + 2
}

// appendText appends the current text to dst.
func (t *tokens) appendText(dst []byte) []byte {
	if t.raw {
		return append(dst, t.text...)
	}
	return appendChars(dst, t.text)
}

// appendChars appends s to dst with its references resolved. Those to entities
// that a document type declares stay as they are.
func appendChars(dst, s []byte) []byte {
	for {
		i := bytes.IndexByte(s, '&')
		if i < 0 {
			return append(dst, s...)
		}
		dst = append(dst, s[:i]...)
		s = s[i:]
		r, n := reference(s)
		if n == 0 {
			dst, s = append(dst, '&'), s[1:]
			continue
		}
		dst, s = utf8.AppendRune(dst, r), s[n:]
	}
}

// reference returns the character that the reference at the start of s means,
// and its length; 0 if it is none.
func reference(s []byte) (rune, int) {
	const longest = len("&#x0010FFFF;")
	n := bytes.IndexByte(s[:min(len(s), longest)], ';')
	if n < 0 {
		return 0, 0
	}
	switch name := string(s[1:n]); name {
	case "lt":
		return '<', n + 1
	case "gt":
		return '>', n + 1
	case "amp":
		return '&', n + 1
	case "quot":
		return '"', n + 1
	case "apos":
		return '\'', n + 1
	default:
		if r := numbered(name); r >= 0 {
			return r, n + 1
		}
	}
	return 0, 0
}

// numbered returns the character of the reference "#65" or "#x41", or -1.
func numbered(name string) rune {
	digits, ok := strings.CutPrefix(name, "#")
	if !ok {
		return -1
	}
	base := 10
	if hex, ok := strings.CutPrefix(digits, "x"); ok {
		digits, base = hex, 16
	}
	n, err := strconv.ParseUint(digits, base, 32)
	if err != nil || !utf8.ValidRune(rune(n)) {
		return -1
	}
	return rune(n)
}

// clean makes the text v of a cell one line of valid UTF-8, in place if that
// can be: escapes are resolved, control characters and blanks of all widths are
// blanks, and characters without width are nothing.
func clean(v []byte) []byte {
	v = unescape(v)
	odd := false // some character may be none that stays
	for i, c := range v {
		if c < ' ' || c == 0x7F {
			v[i] = ' '
		}
		odd = odd || oddLead[c]
	}
	if !utf8.Valid(v) {
		v = bytes.ToValidUTF8(v, []byte("\uFFFD"))
	}
	if odd {
		v = bytes.Map(func(r rune) rune {
			if r = plainRune(r); r == '\n' {
				return ' '
			}
			return r
		}, v)
	}
	for len(v) > 0 && v[0] == ' ' {
		v = v[1:]
	}
	for len(v) > 0 && v[len(v)-1] == ' ' {
		v = v[:len(v)-1]
	}
	return v
}

// oddLead are the first bytes of the characters that plainRune changes.
var oddLead = [256]bool{0xC2: true, 0xCD: true, 0xE2: true, 0xEF: true}

// plainRune returns the character that stands for r in a text; -1 for none.
func plainRune(r rune) rune {
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

// unescape resolves the escapes of v, as _x000D_, in place (ISO/IEC 29500-1,
// 22.9.2.19).
func unescape(v []byte) []byte {
	i := bytes.Index(v, []byte("_x"))
	if i < 0 {
		return v
	}
	const length = len("_x000D_")
	out := v[:i]
	for i < len(v) {
		if v[i] == '_' && i+length <= len(v) && v[i+1] == 'x' && v[i+length-1] == '_' {
			if n, err := strconv.ParseUint(string(v[i+2:i+length-1]), 16, 16); err == nil && utf8.ValidRune(rune(n)) {
				out = utf8.AppendRune(out, rune(n)) // at most 3 bytes for 7
				i += length
				continue
			}
		}
		out = append(out, v[i])
		i++
	}
	return out
}
