package mailbox

import (
	"bytes"
	"strings"
)

// An encoding is a transfer encoding.
type encoding uint8

const (
	identity encoding = iota
	base64Encoding
	quotedPrintable
	uuencode
	unknownEncoding
)

// encodes reports whether a body of the encoding differs from its content.
func (e encoding) encodes() bool { return e != identity && e != unknownEncoding }

// transferEncoding returns the encoding that the value of the field names.
// QUIRK: RFC 2045, 6.1: some write comments, semicolons, "8-bit" or a charset.
func transferEncoding(value string) encoding {
	value = strings.TrimLeft(value, " \t\"'")
	value = value[:tokenEnd(value)]
	for _, e := range [...]struct {
		name string
		encoding
	}{
		{"", identity}, {"7bit", identity}, {"8bit", identity}, {"binary", identity},
		{"base64", base64Encoding}, {"quoted-printable", quotedPrintable},
		{"7-bit", identity}, {"8-bit", identity}, {"7bits", identity}, {"8bits", identity},
		{"plain", identity}, {"none", identity}, {"us-ascii", identity},
		{"x-uuencode", uuencode}, {"uuencode", uuencode}, {"x-uue", uuencode}, {"uue", uuencode},
		{"x-base64", base64Encoding}, {"base-64", base64Encoding}, {"quotedprintable", quotedPrintable}, {"qp", quotedPrintable},
	} {
		if equalFold(value, e.name) {
			return e.encoding
		}
	}
	return unknownEncoding
}

// A decoded is what a transfer encoding held.
type decoded struct {
	body           []byte
	name           string // of the file, as uuencode gives it
	rest           int    // where text starts that is not of the encoding; the length of the source: there is none
	bad            int    // first byte that could not be decoded; -1: none
	reason, detail string // why not
}

// decode decodes src; text tells that the content is text. Content that needs
// no decoding is src itself.
func decode(e encoding, src []byte, text bool) decoded {
	d := decoded{rest: len(src), bad: -1}
	switch e {
	case base64Encoding:
		d.reason, d.detail = "malformed", "base64"
		d.base64(src, text)
	case quotedPrintable:
		d.body = decodeQuotedPrintable(src)
	case uuencode:
		d.reason, d.detail = "malformed", "uuencode"
		d.uuencode(src)
	case unknownEncoding:
		d.reason, d.detail = "unsupported", "transfer encoding"
		d.body, d.bad = src, 0
	default:
		d.body = src
	}
	return d
}

// decodeQuotedPrintable decodes src. What is no escape stands for itself.
// The standard library's reader and go-message's end at a bad one.
func decodeQuotedPrintable(src []byte) []byte {
	i := bytes.IndexByte(src, '=')
	if i < 0 {
		return src
	}
	out := make([]byte, 0, len(src))
	for ; i >= 0; i = bytes.IndexByte(src, '=') {
		out = append(out, src[:i]...)
		src = src[i:]
		if len(src) > 2 {
			if hi, lo := hexDigit(src[1]), hexDigit(src[2]); hi < 16 && lo < 16 {
				out = append(out, hi<<4|lo)
				src = src[3:]
				continue
			}
		}
		n := softBreak(src)
		if n == 0 {
			out, n = append(out, '='), 1
		}
		src = src[n:]
	}
	return append(out, src...)
}

// softBreak returns the length of the soft line break that src, which begins
// with "=", begins with, or 0. Blanks before the line end were added on the way (RFC 2045, 6.7).
func softBreak(src []byte) int {
	i := 1
	for i < len(src) && (src[i] == ' ' || src[i] == '\t') {
		i++
	}
	switch {
	case i == len(src):
		return i
	case src[i] == '\n':
		return i + 1
	case src[i] == '\r' && i+1 < len(src) && src[i+1] == '\n':
		return i + 2
	case src[i] == '\r':
		return i + 1
	}
	return 0
}

// uuencode decodes the first file in src (POSIX, uuencode). Text before its
// "begin" line is lost to nobody: without such a line all is text.
func (d *decoded) uuencode(src []byte) {
	begin, pos := beginLine(src)
	if begin == nil {
		d.body, d.bad = src, 0
		return
	}
	d.name = toUTF8("", begin)
	d.body = make([]byte, 0, (len(src)-pos)*3/4)
	for pos < len(src) {
		line, n := cutLine(src[pos:], false)
		if string(bytes.TrimSpace(line)) == "end" {
			d.rest = pos + n
			return
		}
		if !d.uuLine(line) && d.bad < 0 {
			d.bad = pos
		}
		pos += n
	}
	if d.bad < 0 {
		d.bad = len(src)
	}
}

// beginLine returns the file's name of the first "begin MODE NAME" line, and where the next line starts.
func beginLine(src []byte) (name []byte, next int) {
	for pos := 0; pos < len(src); {
		line, n := cutLine(src[pos:], false)
		pos += n
		rest, ok := bytes.CutPrefix(line, []byte("begin "))
		if !ok {
			continue
		}
		mode, name, ok := bytes.Cut(rest, []byte(" "))
		if ok && (shaped(mode, "ddd") || shaped(mode, "dddd")) {
			return bytes.TrimSpace(name), pos
		}
	}
	return nil, 0
}

// uuLine decodes one line and reports whether it was whole.
func (d *decoded) uuLine(line []byte) bool {
	if len(line) == 0 {
		return true
	}
	n := int(line[0]-' ') & 63
	line = line[1:]
	for n > 0 {
		if len(line) == 0 {
			return false
		}
		var q [4]byte
		copy(q[:], line)
		for i := range q {
			q[i] = (q[i] - ' ') & 63
			if i >= len(line) {
				q[i] = 0 // blanks at the end of a line are lost on the way
			}
		}
		b := [3]byte{q[0]<<2 | q[1]>>4, q[1]<<4 | q[2]>>2, q[2]<<6 | q[3]}
		d.body = append(d.body, b[:min(n, 3)]...)
		n -= 3
		line = line[min(len(line), 4):]
	}
	return true
}
