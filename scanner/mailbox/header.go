package mailbox

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// malformedLines is how many lines that are no fields may stand together in a header.
const malformedLines = 8

// A header is the fields of a part, and the values that describe its body, not decoded.
type header struct {
	fields                       []Field
	ctype, disposition, encoding string
	hasType                      bool
	tooLarge                     bool
	end                          int // where the body starts
}

// A headerReader collects the fields of one header. Names and values are
// parts of one string, so that a header costs two allocations.
type headerReader struct {
	text   strings.Builder
	fields []Field
	start  int // of the open value in text
}

// header splits the header at pos. root: it is a message's, before which a
// byte order mark, a From_ line and empty lines may stand.
func (p *parser) header(pos int, root bool) header {
	start, body := pos, p.headerEnd(pos, root)
	var r headerReader
	block := p.raw[start:body.lines]
	if root {
		block = bytes.TrimPrefix(block, []byte("\ufeff"))
	}
	r.text.Grow(len(block))
	r.fields = make([]Field, 0, min(countFields(block), 1024))
	for len(block) > 0 {
		line, n := cutLine(block, p.lone)
		block = block[n:]
		if len(line) > 0 {
			r.line(line)
		}
	}
	r.close()
	h := header{fields: r.fields, end: body.end, tooLarge: body.tooLarge}
	h.decode()
	return h
}

// countFields returns about how many fields block has.
func countFields(block []byte) int {
	return bytes.Count(block, []byte("\n")) - bytes.Count(block, []byte("\n ")) - bytes.Count(block, []byte("\n\t")) + 1
}

// line takes one line that is not empty.
func (r *headerReader) line(line []byte) {
	if c := line[0]; c == ' ' || c == '\t' {
		line = bytes.TrimLeft(line, " \t")
		if len(r.fields) > 0 {
			if r.text.Len() > r.start {
				r.text.WriteByte(' ')
			}
			r.text.Write(bytes.TrimRight(line, " \t"))
			return
		}
	}
	r.close()
	name := fieldName(line)
	value := line
	if name != nil {
		value = line[bytes.IndexByte(line, ':')+1:]
	}
	at := r.text.Len()
	r.text.Write(name)
	r.fields = append(r.fields, Field{Name: r.text.String()[at:]})
	r.start = r.text.Len()
	r.text.Write(bytes.Trim(value, " \t"))
}

// close ends the open value.
func (r *headerReader) close() {
	if n := len(r.fields); n > 0 {
		r.fields[n-1].Value = r.text.String()[r.start:]
	}
}

// decode takes the values that describe the body, and decodes all others.
func (h *header) decode() {
	for i := range h.fields {
		f := &h.fields[i]
		switch {
		case !h.hasType && equalFold(f.Name, "content-type"):
			h.ctype, h.hasType = f.Value, true
		case h.disposition == "" && equalFold(f.Name, "content-disposition"):
			h.disposition = f.Value
		case h.encoding == "" && equalFold(f.Name, "content-transfer-encoding"):
			h.encoding = f.Value
		}
	}
	charset := ""
	for i := range h.fields {
		f := &h.fields[i]
		if !utf8.ValidString(f.Value) {
			if charset == "" && h.hasType {
				_, params := parseParams(h.ctype)
				charset = params["charset"]
			}
			f.Value = toUTF8(charset, []byte(f.Value))
		}
		if strings.Contains(f.Value, "=?") {
			f.Value = decodeWords(f.Value, addressField(f.Name))
		}
	}
}

// addressField reports whether the field name holds addresses.
func addressField(name string) bool {
	for _, f := range [...]string{
		"from", "to", "cc", "bcc", "sender", "reply-to", "resent-from", "resent-to",
		"resent-cc", "resent-bcc", "resent-sender", "return-path", "delivered-to",
		"envelope-to", "apparently-to", "x-original-to", "x-envelope-to", "errors-to",
		"mail-followup-to", "disposition-notification-to", "return-receipt-to",
	} {
		if equalFold(name, f) {
			return true
		}
	}
	return false
}

// An extent is where the lines of a header end and where the body starts.
type extent struct {
	lines, end int
	tooLarge   bool
}

// headerEnd finds the end of the header at pos: an empty line, a boundary, or a line that can only be body.
func (p *parser) headerEnd(pos int, root bool) extent {
	start, fields := pos, 0
	if root {
		pos = p.skipLead(pos)
	}
	for pos < len(p.raw) {
		if int64(pos-start) > p.lim.Header {
			return extent{pos, pos, true}
		}
		line, n := cutLine(p.raw[pos:], p.lone)
		next := pos + n
		switch {
		case len(line) == 0:
			return extent{pos, next, false}
		case line[0] == '-' && p.atBoundary(pos):
			return extent{pos, pos, false}
		case line[0] == ' ' || line[0] == '\t':
			if len(bytes.TrimSpace(line)) == 0 && !p.goesOn(next, 0) {
				return extent{pos, next, false}
			}
			if fields == 0 && fieldName(bytes.TrimLeft(line, " \t")) == nil {
				return extent{pos, pos, false}
			}
			fields++
		case fieldName(line) != nil:
			fields++
		case bytes.HasPrefix(line, []byte(">From ")) && fields == 0 && root:
		case !p.goesOn(next, fields):
			return extent{pos, pos, false}
		}
		pos = next
	}
	return extent{pos, pos, false}
}

// skipLead returns where the first field of the message at pos may start. A
// From_ line stays in the header, as a line that is no field.
// QUIRK: RFC 5322, 2.2: exports begin with a byte order mark, empty lines or a From_ line.
func (p *parser) skipLead(pos int) int {
	d := p.raw[pos:]
	i := len(d) - len(bytes.TrimLeft(bytes.TrimPrefix(d, []byte("\ufeff")), "\r\n"))
	line, n := cutLine(d[i:], p.lone)
	if bytes.HasPrefix(line, []byte("From ")) {
		return pos + i + n
	}
	if i > 0 && fieldName(line) == nil {
		return pos
	}
	return pos + i
}

// goesOn reports whether the header goes on at pos, after a line that is no
// field; fields have been seen before it.
func (p *parser) goesOn(pos, fields int) bool {
	for i := 0; i < malformedLines && pos < len(p.raw); i++ {
		line, n := cutLine(p.raw[pos:], p.lone)
		if len(line) == 0 {
			return fields > 0 && i == 0
		}
		if p.atBoundary(pos) {
			return false
		}
		if name := fieldName(line); name != nil {
			return fields > 0 || mailField(name)
		}
		pos += n
	}
	return false
}
