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
	enclosure // as files stand in a text: uuencode, yEnc
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
		{"x-uuencode", enclosure}, {"uuencode", enclosure}, {"x-uue", enclosure}, {"uue", enclosure}, {"x-yencode", enclosure}, {"x-yenc", enclosure},
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
	name           string // of the file, as its encoding gives it
	lead           int    // bytes of text before the encoding
	rest           int    // where text starts that is not of the encoding; the length of the source: there is none
	bad            int    // first byte that could not be decoded; -1: none
	reason, detail string // why not
	flaws          []flaw // what else is wrong
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
	case enclosure:
		d.reason, d.detail = "malformed", "uuencode"
		d.enclosed(src)
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

// enclosed takes the first file in src that stands there as in a text. Without one all is text.
func (d *decoded) enclosed(src []byte) {
	all := Enclosures(src, 0)
	if len(all) == 0 {
		d.body, d.bad = src, 0
		return
	}
	e := &all[0]
	d.body, d.name, d.lead, d.rest = e.Data, e.Name, e.Start, e.End
	d.flaws = e.flaws
}

// Unquote returns text with the mark ">" taken off where it stands before
// "From " at the start of a line, once: programs that write mbox files add it, and leave
// it in what they hand on (RFC 4155, 2 and appendix A). It returns text itself if there is none.
func Unquote(text []byte) []byte {
	quoted := []byte(">From ")
	i := bytes.Index(text, quoted)
	if i < 0 {
		return text
	}
	out := make([]byte, 0, len(text))
	for ; i >= 0; i = bytes.Index(text, quoted) {
		start := i
		for start > 0 && text[start-1] == '>' {
			start--
		}
		cut := len(text[:i]) // bytes that stay
		if start > 0 && text[start-1] != '\n' && text[start-1] != '\r' || start == 0 && len(out) > 0 {
			cut++
		}
		out = append(append(out, text[:cut]...), quoted[1:]...)
		text = text[i+len(quoted):]
	}
	return append(out, text...)
}
