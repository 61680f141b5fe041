package document

import "strings"

// The limits of CSV files.
const (
	maxQuotedBytes = 64 << 10 // a quoted field longer than this is not closed
	maxQuotedLines = 100      // nor is one with more line ends
	maxReread      = 4        // bytes read in vain before quotes mean nothing, as a multiple of the file
)

// CSV returns the cells of the file b, separated by TAB, its rows by LF; TAB
// and line ends inside of a cell are blanks. Charset, separator (comma,
// semicolon, TAB or "|"), single quotes and a first line "sep=;" are recognised. The number of
// a row is that of the line it starts at; lines that are empty are no rows.
// A field that a quote opens and none closes within 64 kB and 100 lines is read
// again as it stands. Table tells whether most rows have two columns or more.
func CSV(b []byte) (t Text, problems []Problem, table bool) {
	s, exact := Decode(b, "")
	r := csvReader{s: s, line: 1}
	r.sep, r.i = separator(s)
	r.quote = quoteOf(s[r.i:])
	r.seps = string(r.sep)
	if r.i > 0 {
		r.line = 2
	}
	r.reserve()
	for r.i < len(r.s) {
		r.row()
	}
	if !exact {
		r.TroubleAt(undecoded, 1)
	}
	return Text{Data: r.out.String(), Rows: r.build()}, r.problems(), r.wide*2 > len(r.rows)
}

// A csvReader reads a CSV file row by row in one pass.
type csvReader struct {
	s      string
	sep    byte
	seps   string // sep
	quote  byte
	i      int // next byte
	line   int // its line
	out    strings.Builder
	cells  []Cell
	rows   []listedRow
	wide   int // rows of two columns or more
	reread int // bytes read in vain
	Troubles
	widths
}

// reserve makes room for the text and for the cells that its head lets expect.
func (r *csvReader) reserve() {
	const head = 32 << 10
	s := r.s[r.i:]
	r.out.Grow(len(s))
	sample := s[:min(len(s), head)]
	if sample == "" {
		return
	}
	lines := strings.Count(sample, "\n") + 1
	cells := strings.Count(sample, r.seps) + lines
	times := len(s)/len(sample) + 1
	r.cells = make([]Cell, 0, cells*times+cells*times/16)
	r.rows = make([]listedRow, 0, lines*times+lines*times/16)
}

// row reads the row at r.i, or passes over an empty line.
func (r *csvReader) row() {
	if n := blankLine(r.s[r.i:], r.sep); n > 0 {
		r.i += n
		r.line++
		return
	}
	if len(r.rows) > 0 {
		r.out.WriteByte('\n')
	}
	from, line := len(r.cells), r.line
	for more := true; more; {
		col := len(r.cells) - from
		if col > 0 {
			r.out.WriteByte('\t')
		}
		start := r.out.Len()
		if !r.quoted() {
			r.plain()
		}
		r.cells = append(r.cells, Cell{Start: start, End: r.out.Len(), Col: col})
		more = r.delimiter()
	}
	r.rows = append(r.rows, listedRow{0, line, from, len(r.cells)})
	width := len(r.cells) - from
	if width > 1 {
		r.wide++
	}
	r.widths.count(width, line)
}

// blankLine returns the length of the line that s starts with, with its end, if
// it has nothing but blanks; else 0.
func blankLine(s string, sep byte) int {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\n':
			return i + 1
		case c == sep || c != ' ' && c != '\t':
			return 0
		}
	}
	return len(s)
}

// delimiter passes over what ends the field at r.i. It reports whether another
// field of the row follows.
func (r *csvReader) delimiter() bool {
	if r.i == len(r.s) {
		return false
	}
	c := r.s[r.i]
	r.i++
	if c == '\n' {
		r.line++
		return false
	}
	return true
}

// plain reads a field without quotes.
func (r *csvReader) plain() {
	s, start := r.s, r.i
	i := start
	for ; i < len(s); i++ {
		c := s[i]
		if c == r.sep || c == '\n' {
			break
		}
		if c == '\t' {
			r.out.WriteString(s[start:i])
			r.out.WriteByte(' ')
			start = i + 1
		}
	}
	r.out.WriteString(s[start:i])
	r.i = i
}

// quoted reads a field in quotes. It returns false and reads nothing if there
// is none, or none that ends.
func (r *csvReader) quoted() bool {
	open := r.i
	for open < len(r.s) && r.s[open] == ' ' {
		open++
	}
	if open == len(r.s) || r.s[open] != r.quote || r.reread > maxReread*len(r.s) {
		return false
	}
	f := quotedEnd(r.s, open+1, r.seps, r.quote)
	if f.end < 0 {
		r.reread += f.read
		r.TroubleAt(unclosed, r.line)
		if r.reread > maxReread*len(r.s) {
			r.TroubleAt(givenUp, r.line)
		}
		return false
	}
	if f.bare {
		r.TroubleAt(bareQuote, r.line)
	}
	if text := r.s[open+1 : f.end]; f.changes {
		r.unquote(text)
	} else {
		r.out.WriteString(text)
	}
	r.i = f.next
	r.line += f.lines
	return true
}

// unquote writes the text of a quoted field.
func (r *csvReader) unquote(s string) {
	start := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case r.quote:
			r.out.WriteString(s[start : i+1])
			if i+1 < len(s) && s[i+1] == r.quote {
				i++
			}
			start = i + 1
		case '\t', '\n':
			r.out.WriteString(s[start:i])
			r.out.WriteByte(' ')
			start = i + 1
		}
	}
	r.out.WriteString(s[start:])
}

// build returns the rows with their cells.
func (r *csvReader) build() []Row {
	if len(r.rows) == 0 {
		return nil
	}
	rows := make([]Row, len(r.rows))
	for i, l := range r.rows {
		rows[i] = Row{N: l.n, Cells: r.cells[l.from:l.to:l.to]}
	}
	return rows
}
