package document

import (
	"strings"
	"unicode/utf8"
)

// Aligned returns the rows of the tables that stand in the plain text s: lines
// whose cells are parted by "|", by TAB, or by two blanks or more where the
// columns line up. Rules of signs between the lines and quote marks before them
// belong to no cell. A table has three lines, or two of which the first is
// clearly its head. The rows cite s, which is not changed.
func Aligned(s string) []Row {
	if strings.IndexByte(s, '|') < 0 && strings.IndexByte(s, '\t') < 0 && !strings.Contains(s, "  ") {
		return nil
	}
	a := aligner{s: s}
	for at := 0; at < len(s); {
		end := len(s)
		if k := strings.IndexByte(s[at:], '\n'); k >= 0 {
			end = at + k
		}
		a.line(at, end)
		at = end + 1
	}
	a.flush()
	return a.list.build()
}

// The limits of a line that can be a row. They bound what is looked at; no
// text is lost by them.
const (
	maxAlignedLine  = 4 << 10
	maxAlignedCells = 256
	minAlignedLines = 3
)

// A style is how the cells of a line are parted.
type style uint8

const (
	noCells style = iota
	pipes
	tabs
	columns // by blanks
)

// An aligner collects lines that may be the rows of a table.
type aligner struct {
	s     string
	list  rowList
	style style // of the open table
	depth int   // of its quote marks
	from  int   // its first entry in list.rows
	cells int   // and in list.cells
	ruled int   // rows before its first rule; -1: it has none
	open  []Cell
	head  []place // of the cells of its first line
	last  []place // and of its last
}

// A place is where a cell stands in its line, in characters.
type place struct{ from, to, col int }

// line takes the line s[at:end] into a table, or ends the open one.
func (a *aligner) line(at, end int) {
	line := a.s[at:end]
	st := styleOf(line)
	if st == noCells && a.style == noCells {
		return
	}
	if isRule(line) {
		if a.style != noCells && a.ruled < 0 {
			a.ruled = len(a.list.rows) - a.from
		}
		return
	}
	if st == noCells {
		a.flush()
		return
	}
	start, depth := unquoted(line)
	start += at
	a.open = a.open[:0]
	switch st {
	case pipes:
		a.split(start, end, '|')
	case tabs:
		a.split(start, end, '\t')
	case columns:
		a.blanks(start, end)
	}
	goesOn := len(a.open) > 0 && a.style == st && a.depth == depth && a.goesOn(at)
	if !goesOn {
		a.flush()
		if a.filled() < 2 {
			return
		}
		for i := range a.open {
			a.open[i].Col = i
		}
		a.style, a.depth, a.ruled = st, depth, -1
		a.from, a.cells = len(a.list.rows), len(a.list.cells)
		a.head = a.places(a.head[:0], at)
	}
	if st == columns {
		a.last = a.places(a.last[:0], at)
	}
	from := len(a.list.cells)
	a.list.cells = append(a.list.cells, a.open...)
	a.list.rows = append(a.list.rows, listedRow{a.list.tables, len(a.list.rows) - a.from + 1, from, len(a.list.cells)})
}

// styleOf tells how the cells of a line may be parted.
func styleOf(line string) style {
	if len(line) < 3 || len(line) > maxAlignedLine {
		return noCells
	}
	switch {
	case strings.IndexByte(line, '|') >= 0:
		return pipes
	case strings.IndexByte(line, '\t') >= 0:
		return tabs
	case strings.Contains(line, "  "):
		return columns
	}
	return noCells
}

// unquoted returns where the text behind the quote marks of a line begins, and
// how many they are.
func unquoted(line string) (start, depth int) {
	for i := 0; i < len(line); i++ {
		switch line[i] {
		case '>':
			depth++
			start = i + 1
		case ' ':
		default:
			if depth > 0 && start < i && line[start] == ' ' {
				start++
			}
			return start, depth
		}
	}
	return start, depth
}

// isRule reports whether a line is made of the signs that frame tables.
func isRule(line string) bool {
	dashes := 0
	for i := 0; i < len(line); i++ {
		switch line[i] {
		case '-', '=', '_':
			dashes++
		case '+', '|', ':', ' ', '\t', '>', '*':
		default:
			return false
		}
	}
	return dashes >= 3
}

// split cuts the line a.s[start:end] at each sep. The frame around a line of
// pipes makes no cells.
func (a *aligner) split(start, end int, sep byte) {
	for start < end && a.s[start] == ' ' {
		start++
	}
	for end > start && (a.s[end-1] == ' ' || a.s[end-1] == '\r') {
		end--
	}
	if sep == '|' {
		if start < end && a.s[start] == sep {
			start++
		}
		if end > start && a.s[end-1] == sep {
			end--
		}
	}
	col := 0
	for at := start; col < maxAlignedCells; col++ {
		to, last := end, true
		if k := strings.IndexByte(a.s[at:end], sep); k >= 0 {
			to, last = at+k, false
		}
		a.add(at, to, col)
		if last {
			return
		}
		at = to + 1
	}
	a.open = a.open[:0]
}

// blanks cuts the line a.s[start:end] where two blanks or more stand.
func (a *aligner) blanks(start, end int) {
	for start < end && a.s[start] == ' ' {
		start++
	}
	col := 0
	for at := start; at < end && col < maxAlignedCells; col++ {
		to := end
		if k := strings.Index(a.s[at:end], "  "); k >= 0 {
			to = at + k
		}
		a.add(at, to, col)
		for at = to; at < end && a.s[at] == ' '; at++ {
		}
	}
}

// add adds the cell a.s[start:end] without the blanks around it.
func (a *aligner) add(start, end, col int) {
	for start < end && a.s[start] == ' ' {
		start++
	}
	for end > start && (a.s[end-1] == ' ' || a.s[end-1] == '\r') {
		end--
	}
	a.open = append(a.open, Cell{Start: start, End: end, Col: col})
}

// filled counts the cells of the open line that are not empty.
func (a *aligner) filled() int {
	n := 0
	for _, c := range a.open {
		if c.Start < c.End {
			n++
		}
	}
	return n
}

// goesOn reports whether the open line, which starts at byte at, belongs to the
// open table: it has as many cells as its first line, and columns of blanks line up.
func (a *aligner) goesOn(at int) bool {
	n := a.list.rows[a.from].to - a.list.rows[a.from].from
	switch {
	case a.style == columns:
		return a.lineUp(at)
	case a.style == tabs && n > 2:
		return len(a.open) <= n
	}
	return len(a.open) == n
}

// lineUp gives each cell of the open line the column that it stands in: that of
// the cell of the first line, or of the last, that begins or ends where it does.
func (a *aligner) lineUp(at int) bool {
	if len(a.open) > len(a.head) {
		return false
	}
	var room [16]place
	prev := -1
	for i, p := range a.places(room[:0], at) {
		col := columnOf(p, a.head, prev)
		if col < 0 {
			col = columnOf(p, a.last, prev)
		}
		if col < 0 {
			return false
		}
		a.open[i].Col, prev = col, col
	}
	return true
}

// columnOf returns the column right of prev that p stands in, or -1.
func columnOf(p place, cells []place, prev int) int {
	for _, c := range cells {
		if c.col > prev && (c.from == p.from || c.to == p.to) {
			return c.col
		}
	}
	return -1
}

// places appends where the cells of the open line stand, which starts at byte at.
func (a *aligner) places(out []place, at int) []place {
	n := 0
	for _, c := range a.open {
		n += utf8.RuneCountInString(a.s[at:c.Start])
		from := n
		n += utf8.RuneCountInString(a.s[c.Start:c.End])
		out = append(out, place{from, n, c.Col})
		at = c.End
	}
	return out
}

// flush ends the open table, and forgets it if it is none.
func (a *aligner) flush() {
	if a.style == noCells {
		return
	}
	if a.isTable() {
		a.list.tables++
	} else {
		a.list.rows, a.list.cells = a.list.rows[:a.from], a.list.cells[:a.cells]
	}
	a.style = noCells
}

// isTable reports whether the open lines are a table: enough of them, or a
// head and a line, and no list of labels with their values.
func (a *aligner) isTable() bool {
	rows := a.list.rows[a.from:]
	if len(rows) < 2 || len(rows) < minAlignedLines && a.ruled != 1 && !a.headed(rows) {
		return false
	}
	labels := 0
	for _, r := range rows {
		if c := a.list.cells[r.from]; c.End > c.Start && a.s[c.End-1] == ':' {
			labels++
		}
	}
	return labels*2 < len(rows)
}

// headed reports whether the first of rows is clearly a head: words alone, three
// at least, over a row with digits.
func (a *aligner) headed(rows []listedRow) bool {
	head := a.list.cells[rows[0].from:rows[0].to]
	if len(head) < 3 {
		return false
	}
	for _, c := range head {
		if s := a.s[c.Start:c.End]; s == "" || strings.ContainsAny(s, "0123456789@$.!?") {
			return false
		}
	}
	for _, c := range a.list.cells[rows[1].from:rows[1].to] {
		if strings.ContainsAny(a.s[c.Start:c.End], "0123456789@") {
			return true
		}
	}
	return false
}
