package mailbox

import (
	"bytes"
	"encoding/base64"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/emersion/go-message/charset"
	"golang.org/x/text/encoding/htmlindex"
)

// toUTF8 returns b, which is in the charset name, as valid UTF-8. Bytes of no
// or of an unknown charset that are not UTF-8 are taken for windows-1252.
func toUTF8(name string, b []byte) string {
	s, ok := fromCharset(name, b)
	if ok {
		return s
	}
	if utf8.Valid(b) {
		return string(b)
	}
	s, _ = fromCharset("windows-1252", b)
	return strings.ToValidUTF8(s, "\ufffd")
}

// fromCharset returns b as valid UTF-8 if the charset name is known and b is not misnamed UTF-8.
func fromCharset(name string, b []byte) (string, bool) {
	name = strings.ToLower(strings.TrimSpace(name))
	switch name {
	case "", "utf-8", "utf8", "us-ascii", "ascii":
		return string(b), utf8.Valid(b)
	}
	// Web names come first: they take ISO 8859-1 for windows-1252, as mail does.
	if e, err := htmlindex.Get(name); err == nil {
		out, err := e.NewDecoder().Bytes(b)
		return strings.ToValidUTF8(string(out), "\ufffd"), err == nil
	}
	r, err := charset.Reader(name, bytes.NewReader(b))
	if err != nil {
		return "", false
	}
	out, err := io.ReadAll(r)
	return strings.ToValidUTF8(string(out), "\ufffd"), err == nil
}

// A wordDecoder decodes the encoded words of a header field (RFC 2047).
type wordDecoder struct {
	s       string
	out     strings.Builder
	address bool   // the field holds addresses: decoded words must not act as their punctuation
	quoted  bool   // out ends inside a quoted string
	end     int    // next "?=" in s, as far as it is known
	charset string // of the pending words
	pending []byte // bytes of words that stand together; a character may be split between them
	from    int    // where the pending words start in s
	to      int    // where they end
}

// decodeWords returns s with its encoded words decoded. A word that cannot be
// decoded is kept as written. In a field of addresses a word that holds
// punctuation becomes a quoted string. mime.WordDecoder decodes each word
// alone and gives up at the first bad one.
func decodeWords(s string, address bool) string {
	d := wordDecoder{s: s, address: address}
	d.out.Grow(len(s))
	pos := 0 // text from here on has not been written
	for at := 0; ; {
		i := strings.Index(s[at:], "=?")
		if i < 0 {
			break
		}
		i += at
		w, n, ok := d.word(i)
		if !ok {
			at = i + 2
			continue
		}
		if d.pending != nil && (strings.TrimLeft(s[pos:i], " \t") != "" || !strings.EqualFold(w.charset, d.charset)) {
			blank := strings.TrimLeft(s[pos:i], " \t") == ""
			d.flush()
			if blank {
				pos = i
			}
		}
		if d.pending == nil {
			d.literal(s[pos:i])
			d.charset, d.from = w.charset, i
		}
		d.pending = append(d.pending, w.content...)
		at = i + n
		pos, d.to = at, at
	}
	d.flush()
	d.literal(s[pos:])
	return d.out.String()
}

// literal writes text that is no encoded word.
func (d *wordDecoder) literal(s string) {
	d.out.WriteString(s)
	if !d.address {
		return
	}
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '"':
			d.quoted = !d.quoted
		}
	}
}

// flush writes the pending words.
func (d *wordDecoder) flush() {
	if d.pending == nil {
		return
	}
	s, ok := fromCharset(d.charset, d.pending)
	if !ok && isUnicode(d.charset) {
		s, ok = toUTF8("", d.pending), true
	}
	d.pending = nil
	if !ok {
		d.out.WriteString(d.s[d.from:d.to])
		return
	}
	s = lineEnds.Replace(s)
	switch {
	case d.address && d.quoted:
		s = quoteEscapes.Replace(s)
	case d.address && strings.ContainsAny(s, `()<>[]:;@\,"`):
		s = `"` + quoteEscapes.Replace(s) + `"`
	}
	d.out.WriteString(s)
}

var (
	lineEnds     = strings.NewReplacer("\r\n", " ", "\n", " ", "\r", " ")
	quoteEscapes = strings.NewReplacer(`"`, `\"`, `\`, `\\`)
)

// isUnicode reports whether the words of charset decode to something in any case.
func isUnicode(charset string) bool {
	switch strings.ToLower(charset) {
	case "", "utf-8", "utf8", "us-ascii", "ascii":
		return true
	}
	return false
}

// An encodedWord is the content of one encoded word.
type encodedWord struct {
	charset string
	content []byte
}

// maxCharset is the longest name of a charset with its language (RFC 2231, 5).
const maxCharset = 64

// word returns the encoded word at s[i:] and its length. QUIRK: RFC 2047, 2:
// words are longer than 75 characters, hold blanks, and lack base64 padding.
func (d *wordDecoder) word(i int) (encodedWord, int, bool) {
	s := d.s[i+2:]
	n := strings.IndexByte(s[:min(len(s), maxCharset)], '?')
	if n < 0 || len(s) < n+3 || s[n+2] != '?' || strings.ContainsAny(s[:n], " \t=") {
		return encodedWord{}, 0, false
	}
	name, _, _ := strings.Cut(s[:n], "*")
	start := i + 2 + n + 3
	if d.end < start {
		e := strings.Index(d.s[start:], "?=")
		if e < 0 {
			d.end = len(d.s)
		} else {
			d.end = start + e
		}
	}
	if d.end >= len(d.s) {
		return encodedWord{}, 0, false
	}
	text := d.s[start:d.end]
	if j := strings.Index(text, "=?"); j >= 0 && j+2 < len(text) && strings.IndexByte(text[j+2:], '?') >= 0 {
		return encodedWord{}, 0, false
	}
	w := encodedWord{charset: name}
	ok := false
	switch s[n+1] {
	case 'q', 'Q':
		w.content, ok = decodeQ(text), true
	case 'b', 'B':
		w.content, ok = decodeB(text)
	}
	return w, d.end + 2 - i, ok
}

// decodeQ decodes the Q encoding (RFC 2047, 4.2).
func decodeQ(s string) []byte {
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '_':
			b = append(b, ' ')
		case c == '=' && i+2 < len(s) && hexDigit(s[i+1]) < 16 && hexDigit(s[i+2]) < 16:
			b = append(b, hexDigit(s[i+1])<<4|hexDigit(s[i+2]))
			i += 2
		default:
			b = append(b, c)
		}
	}
	return b
}

// decodeB decodes the B encoding, with or without its padding.
func decodeB(s string) ([]byte, bool) {
	s = strings.ReplaceAll(s, " ", "")
	s = strings.TrimRight(s, "=")
	if len(s)%4 == 1 && len(s) > 1 {
		s = s[:len(s)-1] // a digit too many
	}
	b, err := base64.RawStdEncoding.DecodeString(s)
	return b, err == nil
}
