// Package card takes the text out of address cards (vCard 2.1; RFC 2426; RFC
// 6350) and calendars (RFC 5545).
package card

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"mime/quotedprintable"
	"strings"
	"unicode/utf8"

	"exposed/scanner/document"
)

// The limits of a file.
const (
	maxText       = 256 << 20 // bytes of text
	maxFiles      = 256 << 20 // bytes of all pictures and files
	maxDepth      = 100       // components within each other
	maxProperties = 100_000   // of a component
)

// A line is a content line (RFC 6350, 3.3): [group.]NAME;PARAM=VALUE:value.
type line struct {
	group, name string // name is in upper case
	params      []param
	value       string // decoded, with its escapes
	raw         []byte // of a value that is a file
}

// A param is a parameter; one without a name, as in vCard 2.1, has none.
type param struct{ name, value string }

// get returns the values of a parameter, parted by commas.
func (l *line) get(name string) string {
	out := ""
	for _, p := range l.params {
		if p.name == name {
			if out != "" {
				out += ","
			}
			out += p.value
		}
	}
	return out
}

// is reports whether the types of the line, in any way to give them, hold word.
func (l *line) is(word string) bool {
	for _, p := range l.params {
		if p.name == "" || p.name == "TYPE" {
			for v := range strings.SplitSeq(p.value, ",") {
				if strings.EqualFold(strings.TrimSpace(v), word) {
					return true
				}
			}
		}
	}
	return false
}

// A component is what stands between BEGIN and END.
type component struct {
	kind  string // in upper case
	lines []line
}

// A reader reads one file.
type reader struct {
	out   strings.Builder
	open  []component
	files []document.File
	size  int
	full  bool
	gap   bool // an empty line is due
	odd, unclosed, badData, large, many,
	deep int // times that there was trouble
}

// Read returns the text of cards or a calendar: a property is a line "Label:
// value", with labels as people write them, and a card, an event or another
// component is a block of them, with an empty line between. Pictures and files
// in it are files.
func Read(b []byte, _ document.Options) document.Content {
	if s, _ := document.Decode(b, ""); !utf8.Valid(b) && !bytes.Contains(bytes.ToUpper(b[:min(len(b), 1<<20)]), []byte("CHARSET=")) || bytes.IndexByte(b, 0) >= 0 {
		b = []byte(s)
	}
	b = bytes.TrimPrefix(b, []byte("\ufeff"))
	r := &reader{}
	for len(b) > 0 && !r.full {
		var text []byte
		text, b = next(b)
		r.line(text)
	}
	for len(r.open) > 0 {
		r.unclosed++
		r.end()
	}
	return document.Content{Text: document.Text{Data: r.out.String()}, Files: r.files, Problems: r.problems()}
}

// problems returns what there is to say.
func (r *reader) problems() []document.Problem {
	var out []document.Problem
	add := func(n int, reason, detail string) {
		if n > 0 {
			out = append(out, document.Problem{Reason: reason, Detail: fmt.Sprintf(detail, n)})
		}
	}
	add(r.odd, "malformed", "%d lines are no properties and are kept as they stand")
	add(r.unclosed, "corrupt", "%d cards or components have no end")
	add(r.badData, "malformed", "%d files in base64 are not valid and are read as far as they can be")
	add(r.large, "too-large", "there is more than 256 MB of text or of files; the rest is left out (%d)")
	add(r.many, "too-many", "%d properties are beyond the first 100000 of their card and stand in a block of their own")
	add(r.deep, "too-deep", "%d components are nested deeper than 100 and are read as parts of another")
	return out
}

// next returns the first line of b, unfolded (RFC 6350, 3.2), and what follows it.
func next(b []byte) (text, rest []byte) {
	text, b = cutLine(b)
	var long []byte // text that was put together
	quoted := softBreaks(text)
	for len(b) > 0 {
		switch {
		case quoted && bytes.HasSuffix(last(long, text), []byte{'='}):
			var more []byte
			more, b = cutLine(b)
			if long == nil {
				long = append([]byte(nil), text...)
			}
			long = append(long[:len(long)-1], more...)
		case b[0] == ' ' || b[0] == '\t':
			var more []byte
			more, b = cutLine(b[1:])
			if long == nil {
				long = append(make([]byte, 0, 2*len(text)+len(more)), text...)
			}
			long = append(long, more...)
		default:
			return last(long, text), b
		}
	}
	return last(long, text), b
}

// last returns long if there is any, else text.
func last(long, text []byte) []byte {
	if long != nil {
		return long
	}
	return text
}

// cutLine returns the first line of b without its end, and what follows it.
func cutLine(b []byte) (text, rest []byte) {
	i := bytes.IndexAny(b, "\r\n")
	if i < 0 {
		return b, nil
	}
	rest = b[i+1:]
	if b[i] == '\r' && len(rest) > 0 && rest[0] == '\n' {
		rest = rest[1:]
	}
	return b[:i], rest
}

// softBreaks reports whether the value of the line is quoted-printable, whose
// lines go on after "=" (vCard 2.1, 2.1.3).
func softBreaks(text []byte) bool {
	head, _, ok := bytes.Cut(text, []byte{':'})
	return ok && bytes.Contains(bytes.ToUpper(head), []byte("QUOTED-PRINTABLE"))
}

// line takes a line.
func (r *reader) line(text []byte) {
	if len(bytes.TrimSpace(text)) == 0 {
		return
	}
	l, ok := r.parse(text)
	switch {
	case ok && l.name == "BEGIN":
		if len(r.open) >= maxDepth {
			r.deep++
			return
		}
		r.open = append(r.open, component{kind: strings.ToUpper(strings.TrimSpace(l.value))})
	case ok && l.name == "END":
		r.end()
	case !ok || len(r.open) == 0:
		if !ok {
			r.odd++
		}
		s, _ := document.Decode(text, "")
		r.write(s)
	default:
		c := &r.open[len(r.open)-1]
		if len(c.lines) >= maxProperties {
			r.many++
			r.block(c)
			c.lines = c.lines[:0]
		}
		c.lines = append(c.lines, l)
	}
}

// parse reads a content line; false if it is none.
func (r *reader) parse(text []byte) (line, bool) {
	head, value, ok := cutHead(text)
	if !ok {
		return line{}, false
	}
	var l line
	parts := split(head, ';')
	name := strings.TrimSpace(parts[0])
	if i := strings.LastIndexByte(name, '.'); i >= 0 {
		l.group, name = name[:i], name[i+1:]
	}
	if l.name = strings.ToUpper(name); l.name == "" || strings.ContainsAny(l.name, " \t\"/") {
		return line{}, false
	}
	for _, p := range parts[1:] {
		name, v, named := strings.Cut(p, "=")
		if !named {
			name, v = "", p
		}
		l.params = append(l.params, param{strings.ToUpper(strings.TrimSpace(name)), caret(strings.Trim(v, `"`))})
	}
	r.decode(&l, value)
	return l, true
}

// cutHead parts a line at the first colon outside of quotes.
func cutHead(text []byte) (head string, value []byte, ok bool) {
	quoted := false
	for i, c := range text {
		switch {
		case c == '"':
			quoted = !quoted
		case c == ':' && !quoted:
			return string(bytes.ToValidUTF8(text[:i], []byte("\uFFFD"))), text[i+1:], true
		}
	}
	if head, value, ok := bytes.Cut(text, []byte{':'}); ok { // a quote that nothing closes
		return string(bytes.ToValidUTF8(head, []byte("\uFFFD"))), value, true
	}
	return "", nil, false
}

// split parts s at sep outside of quotes.
func split(s string, sep byte) []string {
	var out []string
	start, quoted := 0, false
	for i := range len(s) {
		switch {
		case s[i] == '"':
			quoted = !quoted
		case s[i] == sep && !quoted:
			out = append(out, s[start:i])
			start = i + 1
		}
	}
	return append(out, s[start:])
}

// caret resolves the escapes of parameters (RFC 6868).
func caret(s string) string {
	if !strings.Contains(s, "^") {
		return s
	}
	return strings.NewReplacer("^n", " ", "^'", `"`, "^^", "^").Replace(s)
}

// decode sets the value of the line by its encoding and charset.
func (r *reader) decode(l *line, value []byte) {
	encoding := strings.ToUpper(l.get("ENCODING"))
	if encoding == "" {
		encoding = strings.ToUpper(l.get(""))
	}
	switch {
	case strings.Contains(encoding, "QUOTED-PRINTABLE"):
		if plain, err := io.ReadAll(quotedprintable.NewReader(bytes.NewReader(value))); err == nil {
			value = plain
		}
	case encoding == "B" || strings.Contains(encoding, "BASE64"):
		l.raw = r.base64(value)
		return
	case bytes.HasPrefix(value, []byte("data:")):
		kind, data, ok := strings.Cut(string(value[len("data:"):]), ",")
		if kind, ok2 := strings.CutSuffix(kind, ";base64"); ok && ok2 {
			l.params = append(l.params, param{"MEDIATYPE", kind})
			l.raw = r.base64([]byte(data))
			return
		}
	}
	l.value, _ = document.Decode(value, l.get("CHARSET"))
}

// base64 returns the data that value encodes.
func (r *reader) base64(value []byte) []byte {
	value = bytes.Map(func(c rune) rune {
		if c <= ' ' || c == '\\' {
			return -1
		}
		return c
	}, value)
	value = bytes.TrimRight(value, "=")
	out := make([]byte, base64.RawStdEncoding.DecodedLen(len(value)))
	n, err := base64.RawStdEncoding.Decode(out, value)
	if err != nil {
		r.badData++
	}
	return out[:n]
}

// write writes a line of text, without the end of it.
func (r *reader) write(s string) {
	if r.out.Len()+len(s)+2 > maxText {
		if !r.full {
			r.large++
		}
		r.full = true
		return
	}
	if r.gap && r.out.Len() > 0 {
		r.out.WriteByte('\n')
	}
	r.gap = false
	r.out.WriteString(s)
	r.out.WriteByte('\n')
}

// file adds an embedded file.
func (r *reader) file(l *line) {
	if r.size += len(l.raw); r.size > maxFiles {
		r.large++
		return
	}
	f := document.File{Data: l.raw, Name: l.get("X-FILENAME")}
	if f.Name == "" {
		f.Name = l.get("FILENAME")
	}
	for _, name := range [...]string{"MEDIATYPE", "FMTTYPE"} {
		if v := l.get(name); v != "" {
			f.Type = v
		}
	}
	r.files = append(r.files, f)
}
