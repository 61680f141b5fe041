package person

import (
	"bufio"
	"crypto/sha256"
	"errors"
	"hash"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

const (
	maxLine    = 1 << 20 // bytes of a line; what is longer is not a row
	maxQuoted  = 20      // lines that a quoted cell may span
	sniffBytes = 1024    // bytes that tell UTF-16 by its zeros
)

// errLine is the reason of a row that is longer than any row of a list.
var errLine = errors.New("line too long")

// A table reads the rows of a CSV file: cells parted by comma, semicolon or
// tab, in UTF-8, UTF-16 or windows-1252.
type table struct {
	r       *bufio.Reader
	sum     hash.Hash // of the bytes as they lie in the file
	raw     io.Reader
	comma   byte
	read    int    // lines read from r
	pending []line // lines that were read ahead
	cells   []string
}

// A line is a line of the file without its end, or why it could not be read.
type line struct {
	text string
	n    int // its number, from 1
	err  error
}

// newTable returns a table that reads r and stands at its first line.
func newTable(r io.Reader) *table {
	t := &table{sum: sha256.New()}
	t.raw = io.TeeReader(r, t.sum)
	t.r = bufio.NewReaderSize(t.raw, 1<<16)
	head, _ := t.r.Peek(sniffBytes)
	switch {
	case len(head) >= 2 && (head[0] == 0xff && head[1] == 0xfe || head[0] == 0xfe && head[1] == 0xff):
		t.decode(unicode.BigEndian, unicode.ExpectBOM)
	case len(head) >= 4 && head[0] != 0 && head[1] == 0 && head[3] == 0:
		t.decode(unicode.LittleEndian, unicode.IgnoreBOM)
	case len(head) >= 4 && head[0] == 0 && head[1] != 0 && head[2] == 0:
		t.decode(unicode.BigEndian, unicode.IgnoreBOM)
	case strings.HasPrefix(string(head), "\ufeff"):
		t.r.Discard(len("\ufeff"))
	}
	return t
}

// decode makes t read UTF-16.
func (t *table) decode(e unicode.Endianness, b unicode.BOMPolicy) {
	t.r = bufio.NewReaderSize(transform.NewReader(t.r, unicode.UTF16(e, b).NewDecoder()), 1<<16)
}

// head reads the first row that is not blank, and learns from it what parts
// the cells. A line "sep=;" before it, which spreadsheets write, says so too.
func (t *table) head() (cells []string, n int, err error) {
	for {
		l := t.line()
		if l.err != nil {
			return nil, l.n, l.err
		}
		if sep, ok := strings.CutPrefix(strings.ToLower(l.text), "sep="); ok && len(sep) == 1 {
			t.comma = sep[0]
			continue
		}
		if t.comma == 0 {
			t.comma = separator(l.text)
		}
		if strings.Trim(l.text, ` "`+string(t.comma)) == "" {
			continue
		}
		t.pending = append([]line{l}, t.pending...)
		return t.next()
	}
}

// separator returns the one of comma, semicolon and tab that is most frequent in s.
func separator(s string) byte {
	best, most := byte(','), 0
	for _, c := range []byte{',', ';', '\t'} {
		if n := strings.Count(s, string(c)); n > most {
			best, most = c, n
		}
	}
	return best
}

// next reads a row and returns its cells, which stay valid until the next
// call, and the number of its first line.
func (t *table) next() (cells []string, n int, err error) {
	first := t.line()
	if first.err != nil {
		return nil, first.n, first.err
	}
	if strings.IndexByte(first.text, '"') < 0 {
		return t.split(first.text), first.n, nil
	}
	s, ahead := first.text, []line(nil)
	for {
		if cells, ok := t.unquote(s); ok {
			return cells, first.n, nil
		}
		more := t.line()
		if more.err != io.EOF {
			ahead = append(ahead, more)
			s += "\n" + more.text
		}
		if more.err != nil || len(ahead) == maxQuoted {
			t.pending = append(ahead, t.pending...)
			return t.split(first.text), first.n, nil // the quote is a mark of the text
		}
	}
}

// line returns the next line.
func (t *table) line() line {
	if len(t.pending) > 0 {
		l := t.pending[0]
		t.pending = t.pending[1:]
		return l
	}
	b, err := t.r.ReadSlice('\n')
	if err == bufio.ErrBufferFull {
		b, err = t.long(b)
	}
	if len(b) == 0 && err != nil {
		return line{n: t.read + 1, err: err}
	}
	t.read++
	if err != nil && err != io.EOF {
		return line{n: t.read, err: err}
	}
	return line{text: decodeLine(b), n: t.read}
}

// long reads on in a line that begins with b and is longer than the buffer.
func (t *table) long(b []byte) ([]byte, error) {
	line := append([]byte(nil), b...)
	for {
		b, err := t.r.ReadSlice('\n')
		if len(line) <= maxLine {
			line = append(line, b...)
		}
		if err == bufio.ErrBufferFull {
			continue
		}
		if len(line) > maxLine && (err == nil || err == io.EOF) {
			err = errLine
		}
		return line, err
	}
}

// decodeLine returns the line b without its end, in UTF-8: what is not UTF-8
// is windows-1252.
func decodeLine(b []byte) string {
	for len(b) > 0 && (b[len(b)-1] == '\n' || b[len(b)-1] == '\r') {
		b = b[:len(b)-1]
	}
	if utf8.Valid(b) {
		return string(b)
	}
	s, _ := charmap.Windows1252.NewDecoder().Bytes(b)
	return string(s)
}

// split returns the cells of a row without quotes.
func (t *table) split(s string) []string {
	t.cells = t.cells[:0]
	for {
		i := strings.IndexByte(s, t.comma)
		if i < 0 {
			t.cells = append(t.cells, strings.TrimSpace(s))
			return t.cells
		}
		t.cells = append(t.cells, strings.TrimSpace(s[:i]))
		s = s[i+1:]
	}
}

// unquote returns the cells of a row with quotes (RFC 4180), and whether the
// last quote is closed. A quote inside a cell that is not quoted is text.
func (t *table) unquote(s string) ([]string, bool) {
	t.cells = t.cells[:0]
	for {
		s = strings.TrimLeft(s, " ")
		if !strings.HasPrefix(s, `"`) {
			i := strings.IndexByte(s, t.comma)
			if i < 0 {
				t.cells = append(t.cells, strings.TrimSpace(s))
				return t.cells, true
			}
			t.cells = append(t.cells, strings.TrimSpace(s[:i]))
			s = s[i+1:]
			continue
		}
		cell, rest, ok := quoted(s[1:])
		if !ok {
			return nil, false
		}
		i := strings.IndexByte(rest, t.comma)
		if i < 0 {
			t.cells = append(t.cells, strings.TrimSpace(cell+rest))
			return t.cells, true
		}
		t.cells = append(t.cells, strings.TrimSpace(cell+rest[:i]))
		s = rest[i+1:]
	}
}

// quoted returns the text up to the closing quote and what follows it.
func quoted(s string) (cell, rest string, ok bool) {
	for {
		i := strings.IndexByte(s, '"')
		if i < 0 {
			return "", "", false
		}
		if !strings.HasPrefix(s[i+1:], `"`) {
			return cell + s[:i], s[i+1:], true
		}
		cell += s[:i+1]
		s = s[i+2:]
	}
}

// digest returns the SHA-256 of the whole file, and reads what is left of it.
func (t *table) digest() (d [32]byte, err error) {
	if _, err = io.Copy(io.Discard, t.raw); err != nil {
		return d, err
	}
	t.sum.Sum(d[:0])
	return d, nil
}
