package markup

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
	value, _ := Attribute(bytes.TrimPrefix(decl, []byte("<?xml")), "encoding")
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

// Attr returns the value of an attribute of the current tag; "" if there is none.
func (t *Tokens) Attr(name string) string {
	value, ok := Attribute(t.Attrs, name)
	if !ok {
		return ""
	}
	return string(bytes.ToValidUTF8(AppendChars(nil, value), []byte("\uFFFD")))
}

// Attribute returns the value, as written, of the attribute of that name in a tag.
func Attribute(attrs []byte, name string) ([]byte, bool) {
	for i := 0; i < len(attrs); {
		var a, value []byte
		if a, value, i = NextAttribute(attrs, i); string(a) == name {
			return value, true
		}
	}
	return nil, false
}

// NextAttribute returns the name without prefix and the value of the attribute
// at attrs[i:], and where it ends.
func NextAttribute(attrs []byte, i int) (name, value []byte, end int) {
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

// AppendText appends the current text to dst.
func (t *Tokens) AppendText(dst []byte) []byte {
	if t.Raw {
		return append(dst, t.Text...)
	}
	return AppendChars(dst, t.Text)
}

// AppendChars appends s to dst with its references resolved. Those to entities
// that a document type declares stay as they are.
func AppendChars(dst, s []byte) []byte {
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
