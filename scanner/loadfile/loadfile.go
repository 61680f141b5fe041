// Package loadfile reads what review platforms exchange of a matter that was
// processed elsewhere: Concordance load files (DAT), a row a document, and Opticon
// lists of images (OPT), a line a page.
package loadfile

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// A Table is a load file: what its columns are called, and its rows.
type Table struct {
	Heads    []string // as written; empty if the file has none
	Rows     []Row
	Problems []Problem
	roles    []Role // of the columns
}

// A Row is one row. Its fields stand in the order of the heads; there may be fewer or more.
type Row struct {
	N      int      // number of the row, the heads being row 1
	Fields []string // breaks of lines within a field are LF
	Size   int64    // bytes of the file
}

// A Problem tells what keeps a load file from being read as it was meant.
type Problem struct{ Reason, Detail string }

// Bounds of one load file.
const (
	maxRows   = 5_000_000
	maxFields = 2000 // of a row
)

// A dialect is the characters that a load file is written with. Those of
// Concordance are DC4, thorn and the registered sign (Concordance, Delimiter characters).
type dialect struct {
	comma, quote, newline rune // quote 0: none
}

var concordance = dialect{0x14, 'þ', '®'}

// IsDAT reports whether head, the first bytes of a file, begins a load file:
// its fields are quoted and parted as Concordance does, or its first row has heads that
// only load files have.
func IsDAT(head []byte) bool {
	s, _ := decode(head)
	d, ok := dialectOf(s)
	if !ok {
		return false
	}
	if d.quote == concordance.quote {
		return true
	}
	p := parser{s: s, d: d}
	heads := p.row()
	begin, other := false, 0
	for _, h := range heads {
		switch role := roleOf(h); role {
		case BegDoc:
			begin = true
		case EndDoc, BegAttach, EndAttach, ParentID, TextPath, NativePath:
			other++
		}
	}
	return begin && other >= 2
}

// decode returns the text in b: UTF-16 or UTF-8 by its byte order mark, else
// UTF-8 if it is valid, else windows-1252. Size tells how many bytes of b a part
// of the text stands for.
func decode(b []byte) (text string, size func(string) int64) {
	bytesOf := func(s string) int64 { return int64(len(s)) }
	switch {
	case bytes.HasPrefix(b, []byte("\xff\xfe")), bytes.HasPrefix(b, []byte("\xfe\xff")) && len(b) > 2 && b[2] == 0:
		out, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Bytes(b[:len(b)&^1])
		if err == nil {
			return string(out), func(s string) int64 {
				n := int64(0)
				for _, c := range s {
					n += 2 * int64(utf16.RuneLen(c))
				}
				return n
			}
		}
	case bytes.HasPrefix(b, []byte("\xef\xbb\xbf")):
		return strings.ToValidUTF8(string(b[3:]), "\ufffd"), bytesOf
	}
	if validStart(b) {
		return strings.ToValidUTF8(string(b), "\ufffd"), bytesOf
	}
	out, _ := charmap.Windows1252.NewDecoder().Bytes(b) // every byte has a character
	return string(out), func(s string) int64 { return int64(utf8.RuneCountInString(s)) }
}

// validStart reports whether b is UTF-8; its last character may be cut.
func validStart(b []byte) bool {
	for n := 0; n < utf8.UTFMax && n < len(b); n++ {
		if utf8.Valid(b[:len(b)-n]) {
			return true
		}
	}
	return len(b) == 0
}

// dialectOf tells the characters of a load file from its first row.
func dialectOf(s string) (dialect, bool) {
	first, size := utf8.DecodeRuneInString(s)
	line, _, _ := strings.Cut(s, "\n")
	switch first {
	case 'þ', '^', '"', '|', '~':
		i := strings.IndexRune(line[min(size, len(line)):], first)
		if i < 0 {
			return dialect{}, false
		}
		after := strings.TrimRight(line[size+i+size:], "\r")
		comma, n := utf8.DecodeRuneInString(after)
		if n == 0 {
			return dialect{concordance.comma, first, '®'}, first == 'þ'
		}
		return dialect{comma, first, '®'}, comma == concordance.comma || strings.HasPrefix(after[n:], string(first))
	}
	best, count := rune(0), 0
	for _, c := range []rune{0x14, '\t', '|', ',', ';', '¶'} {
		if n := strings.Count(line, string(c)); n > count {
			best, count = c, n
		}
	}
	return dialect{best, 0, '®'}, count > 0
}

// Parse reads the load file dat. Every row is taken, whatever is wrong with it.
func Parse(dat []byte) Table {
	var t Table
	s, size := decode(dat)
	d, ok := dialectOf(s)
	if !ok {
		d = concordance
	}
	p := parser{s: s, d: d}
	for n := 1; p.pos < len(s); n++ {
		start := p.pos
		fields := p.row()
		switch {
		case len(fields) == 1 && strings.TrimSpace(fields[0]) == "":
			n-- // an empty line is no row
		case n == 1 && isHead(fields):
			t.Heads = fields
			for _, h := range fields {
				t.roles = append(t.roles, roleOf(h))
			}
		case len(t.Rows) == maxRows:
			t.Problems = append(t.Problems, Problem{"too-many", fmt.Sprintf("more than %d rows: the rest was not read", maxRows)})
			return t
		default:
			t.Rows = append(t.Rows, Row{n, fields, size(s[start:p.pos])})
		}
	}
	t.check(&p)
	return t
}

// check notes what is wrong with the table as a whole.
func (t *Table) check(p *parser) {
	add := func(format string, args ...any) {
		t.Problems = append(t.Problems, Problem{"malformed", fmt.Sprintf(format, args...)})
	}
	if p.unclosed > 0 {
		add("%d quoted fields are not closed and end with their line; the first is in row %d", p.unclosed, p.firstUnclosed)
	}
	if p.many {
		add("rows of more than %d fields: the rest of them was not read", maxFields)
	}
	if len(t.Heads) == 0 {
		if len(t.Rows) > 0 {
			add("the first row has no heads that are known: columns have no names")
		}
		return
	}
	odd, first := 0, 0
	for _, r := range t.Rows {
		if len(r.Fields) != len(t.Heads) {
			if odd++; first == 0 {
				first = r.N
			}
		}
	}
	if odd > 0 {
		add("%d rows have not the %d fields that the heads have; the first is row %d", odd, len(t.Heads), first)
	}
}

// A parser cuts a load file into rows.
type parser struct {
	s             string
	d             dialect
	pos, rows     int
	unclosed      int
	firstUnclosed int
	many          bool
	dead          int // up to here no quote closes a field
	eol           int // end of a line, if pos is not beyond it
}

// row takes the next row.
func (p *parser) row() []string {
	var out []string
	p.rows++
	for {
		field, last := p.field()
		if len(out) < maxFields {
			out = append(out, field)
		} else {
			p.many = true
		}
		if last {
			return out
		}
	}
}

// field takes the next field; last: the row ends with it.
func (p *parser) field() (field string, last bool) {
	rest := p.s[p.pos:]
	q := string(p.d.quote)
	if p.d.quote == 0 || !strings.HasPrefix(rest, q) {
		return p.plain(rest)
	}
	n := p.closing(rest, len(q))
	if n < 0 { // it ends with its line
		if p.unclosed++; p.firstUnclosed == 0 {
			p.firstUnclosed = p.rows
		}
		field, last = p.plain(rest)
		return strings.TrimPrefix(field, q), last
	}
	field = p.text(rest[len(q):n])
	p.pos += n + len(q)
	rest = rest[n+len(q):]
	if c := string(p.d.comma); strings.HasPrefix(rest, c) {
		p.pos += len(c)
		return field, false
	}
	p.pos += lineEnd(rest)
	return field, true
}

// plain takes a field without quotes.
func (p *parser) plain(rest string) (field string, last bool) {
	c := string(p.d.comma)
	if p.pos > p.eol || p.eol == 0 {
		p.eol = len(p.s)
		if i := strings.IndexByte(rest, '\n'); i >= 0 {
			p.eol = p.pos + i
		}
	}
	end := p.eol - p.pos
	if i := strings.Index(rest[:end], c); i >= 0 {
		p.pos += i + len(c)
		return p.text(rest[:i]), false
	}
	p.pos += min(end+1, len(rest))
	return p.text(strings.TrimSuffix(rest[:end], "\r")), true
}

// closing returns where the quote is that ends the field which rest begins
// with: the next field or the end of the row follows it. A field does not go on in a line
// that begins with a quote: there begins another row. -1: it is not closed.
func (p *parser) closing(rest string, from int) int {
	q := string(p.d.quote)
	if p.pos < p.dead {
		return -1
	}
	for i := from; ; {
		n := strings.Index(rest[i:], q)
		if n < 0 {
			p.dead = len(p.s)
			return -1
		}
		at := i + n
		after := rest[at+len(q):]
		switch {
		case at > from && rest[at-1] == '\n' && !strings.HasPrefix(after, string(p.d.comma)):
			p.dead = p.pos + at
			return -1
		case after == "", strings.HasPrefix(after, string(p.d.comma)), lineEnd(after) > 0:
			return at
		case p.d.quote == '"' && strings.HasPrefix(after, q):
			i = at + 2*len(q)
		default:
			i = at + len(q)
		}
	}
}

// lineEnd returns the length of the line end that s begins with, or 0.
func lineEnd(s string) int {
	switch {
	case strings.HasPrefix(s, "\r\n"):
		return 2
	case strings.HasPrefix(s, "\n"), strings.HasPrefix(s, "\r"):
		return 1
	}
	return 0
}

// text returns a field with LF for the breaks of lines in it.
func (p *parser) text(s string) string {
	if p.d.quote == '"' {
		s = strings.ReplaceAll(s, `""`, `"`)
	}
	if p.d.quote == 'þ' || p.d.comma == concordance.comma {
		s = strings.ReplaceAll(s, string(p.d.newline), "\n")
	}
	if strings.IndexByte(s, '\r') >= 0 {
		s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	}
	return strings.TrimSpace(s)
}
