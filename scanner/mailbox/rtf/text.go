package rtf

import (
	"bytes"
	"strings"

	"exposed/scanner/document/rtftoken"
	"exposed/scanner/mailbox/mapi"
)

// A source tells what an RTF was made from (MS-OXRTFEX 2.1.3.1).
type source int

const (
	fromRTF source = iota
	fromText
	fromHTML
)

// headSize is the number of bytes at the start that tell the source.
const headSize = 4096

// origin returns what b was made from.
func origin(b []byte) source {
	head := b[:min(len(b), headSize)]
	switch {
	case bytes.Contains(head, []byte(`\fromhtml1`)):
		return fromHTML
	case bytes.Contains(head, []byte(`\fromtext`)):
		return fromText
	}
	return fromRTF
}

// HTML returns the HTML that b was made from, in UTF-8 (MS-OXRTFEX 3.1). It
// reports false if b was not made from HTML.
func HTML(b []byte) (string, bool) {
	if origin(b) != fromHTML {
		return "", false
	}
	return convert(b, true), true
}

// Text returns the text of b, or "" if it was made from HTML.
func Text(b []byte) string {
	if len(b) == 0 || origin(b) == fromHTML {
		return ""
	}
	return strings.TrimRight(convert(b, false), "\r\n")
}

// A state is what a group hands down to those within it.
type state struct {
	skip    bool // a destination that holds no text
	tag     bool // an htmltag destination: text is HTML as it stands
	rtf     bool // between htmlrtf and htmlrtf0: not of the HTML
	inFonts bool // the table of fonts
	page    int  // code page; 0: that of the document
	uc      int  // characters that stand after \u for readers that cannot read it
}

// maxGroups is the number of groups within each other at most.
const maxGroups = 10_000

// A reader goes through RTF and writes text.
type reader struct {
	rtftoken.Lexer
	state
	html    bool
	stack   []state
	deep    int // groups open beyond maxGroups
	star    bool
	drop    int // characters to drop after \u
	page0   int
	fonts   map[int]int // code pages
	font    int         // that the table of fonts describes
	pending []byte      // characters of 8 bits
	out     strings.Builder
}

func convert(b []byte, html bool) string {
	r := reader{Lexer: rtftoken.Lexer{In: b}, html: html, page0: mapi.Western, fonts: map[int]int{}}
	r.uc = 1
	r.out.Grow(len(b) / 2)
	for r.At < len(r.In) {
		r.step()
	}
	r.flush()
	return r.out.String()
}

// step reads one token.
func (r *reader) step() {
	c := r.In[r.At]
	r.At++
	switch c {
	case '{':
		r.push()
	case '}':
		r.pop()
	case '\\':
		r.control()
	case '\r', '\n':
	default:
		r.char(c)
	}
}

func (r *reader) push() {
	r.flush()
	r.drop, r.star = 0, false
	if len(r.stack) >= maxGroups {
		r.deep++
		return
	}
	r.stack = append(r.stack, r.state)
}

func (r *reader) pop() {
	r.flush()
	r.drop, r.star = 0, false
	if r.deep > 0 {
		r.deep--
		return
	}
	if n := len(r.stack); n > 0 {
		r.state, r.stack = r.stack[n-1], r.stack[:n-1]
	}
}

// silent reports whether text is not written.
func (r *reader) silent() bool { return r.skip || r.html && r.rtf && !r.tag }

// char takes a character of 8 bits.
func (r *reader) char(c byte) {
	r.star = false
	if r.drop > 0 {
		r.drop--
		return
	}
	if r.silent() {
		return
	}
	if c < 0x80 && (len(r.pending) == 0 || !half(r.pending, r.codepage())) {
		r.flush()
		r.out.WriteByte(c)
		return
	}
	r.pending = append(r.pending, c)
}

func (r *reader) codepage() int {
	if r.page != 0 {
		return r.page
	}
	return r.page0
}

// half reports whether b ends in the first byte of a character of two.
func half(b []byte, page int) bool {
	switch page {
	case 932, 936, 949, 950:
	default:
		return false
	}
	for i := 0; ; i++ {
		if i >= len(b) {
			return false
		}
		if c := b[i]; c < 0x81 || page == 932 && c >= 0xa0 && c <= 0xdf {
			continue
		}
		if i++; i == len(b) {
			return true
		}
	}
}

// flush writes the pending characters.
func (r *reader) flush() {
	if len(r.pending) > 0 {
		r.out.WriteString(mapi.Decode(r.codepage(), r.pending))
		r.pending = r.pending[:0]
	}
}

// write writes text that the document holds as a control word.
func (r *reader) write(s string) {
	r.flush()
	if r.drop > 0 {
		r.drop--
		return
	}
	if !r.silent() {
		r.out.WriteString(s)
	}
}
