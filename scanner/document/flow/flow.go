package flow

import (
	"bytes"
	"slices"

	"exposed/scanner/document"
)

// The limits of tables. They bound what a cell can be and what a number of
// columns can claim; no text is lost by them.
const (
	maxTableDepth = 100  // tables nested deeper have no rows
	maxSpan       = 1000 // columns that a cell can span
	maxWordCell   = 512  // bytes of a cell in a table of data
	maxCellLines  = 6    // line breaks of a cell in a table of data
)

// A flow is text that runs on: the body, a header, a note, a text box.
type flow struct {
	text   []byte
	rows   []document.Row // their cells count from the start of text
	n      int            // tables that have rows
	cells  int            // cells of rows, those of tables without data too
	tables []table        // the open ones, innermost last
	deeper int            // open tables beyond maxTableDepth
	aside  *flow          // what follows when no table is open; nil: nothing

	begun bool // there was text
	gap   bool // an empty line is due
}

// A table is a table whose end has not come.
type table struct {
	layout  bool // holds another table: none of its rows is data
	inRow   bool
	inCell  bool
	line    int // number of the row
	col     int // column of the next cell
	colspan int
	below   bool // the open cell is merged with the one above
	from    int  // where the text of the open cell starts; -1: it has none
	lines   int  // line breaks in it
	many    int  // cells of the row that have several lines
	text    int  // cells of the row that have text
	split   bool // the last cell with text has several lines
	long    bool
	filled  bool // some row has text in two cells
	first   int  // its first row in flow.rows
	cells   []document.Cell
}

// paragraph writes a paragraph: as a line, or into the open cell. Of several
// empty ones between others one is kept.
func (f *flow) paragraph(v []byte) {
	switch {
	case len(f.tables) > 0:
		f.cellText(v)
	case len(v) == 0:
		f.gap = f.begun
	default:
		f.openGap()
		f.text = append(append(f.text, v...), '\n')
	}
}

// openGap writes the empty line that is due.
func (f *flow) openGap() {
	if f.gap {
		f.text = append(f.text, '\n')
	}
	f.gap, f.begun = false, true
}

// cellText writes a paragraph of the open cell.
func (f *flow) cellText(v []byte) {
	t := f.open()
	v = bytes.Trim(v, " \t\n")
	switch {
	case len(v) == 0:
		return
	case !t.inCell || t.from >= 0:
		f.breakLine()
		t.lines++
	case t.text > 0 && !t.split && !bytes.HasSuffix(f.text, []byte{'\n'}):
		f.text = append(f.text, '\t')
	default:
		f.breakLine()
	}
	if t.from < 0 {
		t.from, t.lines = len(f.text), 0
	}
	t.lines += bytes.Count(v, []byte{'\n'})
	f.text = append(f.text, v...)
}

// breakLine ends the line, if there is anything on it.
func (f *flow) breakLine() {
	if n := len(f.text); n > 0 && f.text[n-1] != '\n' {
		f.text = append(f.text, '\n')
	}
}

// open returns the innermost open table.
func (f *flow) open() *table { return &f.tables[len(f.tables)-1] }

// openTable starts a table, and reports false if it is too deep. The one around
// it is layout.
func (f *flow) openTable() bool {
	if len(f.tables) >= maxTableDepth {
		f.deeper++
		return false
	}
	if len(f.tables) > 0 {
		t := f.open()
		if !t.layout {
			f.rows = f.rows[:t.first]
		}
		t.layout, t.cells = true, nil
	}
	f.breakLine()
	f.openGap()
	f.tables = append(f.tables, table{first: len(f.rows), from: -1})
	return true
}

// endTable handles the end of a table.
func (f *flow) endTable() {
	switch {
	case f.deeper > 0:
		f.deeper--
	case len(f.tables) > 0:
		f.closeTable()
	}
}

// closeTable ends the innermost table. Its rows are final if it holds data.
func (f *flow) closeTable() {
	f.closeRow()
	t := f.open()
	f.tables = f.tables[:len(f.tables)-1]
	switch {
	case t.layout:
	case !t.filled:
		f.rows = f.rows[:t.first]
	default:
		JoinLines(f.text, f.rows[t.first:])
		f.n++
	}
	if len(f.tables) > 0 {
		f.open().first = len(f.rows)
	}
}

// JoinLines makes each cell of rows one line, in text: line ends and TAB are blanks.
func JoinLines(text []byte, rows []document.Row) {
	for _, row := range rows {
		for _, c := range row.Cells {
			v := text[c.Start:c.End]
			for i, b := range v {
				if b == '\n' || b == '\t' {
					v[i] = ' '
				}
			}
		}
	}
}

// openRow starts a row.
func (f *flow) openRow() {
	if len(f.tables) == 0 {
		return
	}
	f.closeRow()
	t := f.open()
	t.inRow = true
	t.line++
	t.col, t.many, t.text = 0, 0, 0
	t.split, t.long = false, false
	t.cells = t.cells[:0]
	f.breakLine()
}

// closeRow ends the open row and lists it if it can be data.
func (f *flow) closeRow() {
	if len(f.tables) == 0 {
		return
	}
	f.closeCell()
	t := f.open()
	if !t.inRow {
		return
	}
	t.inRow = false
	f.breakLine()
	if t.layout || t.long || t.many > 1 || len(t.cells) < 2 || t.text == 0 {
		return
	}
	t.filled = t.filled || t.text > 1
	f.cells += len(t.cells)
	f.rows = append(f.rows, document.Row{Table: f.n, N: t.line, Cells: slices.Clone(t.cells)})
}

// openCell starts a cell, and a row if none is open.
func (f *flow) openCell() {
	if len(f.tables) == 0 {
		return
	}
	f.closeCell()
	if !f.open().inRow {
		f.openRow()
	}
	t := f.open()
	t.inCell, t.below = true, false
	t.colspan, t.from, t.lines = 1, -1, 0
}

// closeCell ends the open cell and lists it, if its table can be data.
func (f *flow) closeCell() {
	if len(f.tables) == 0 || !f.open().inCell {
		return
	}
	t := f.open()
	t.inCell = false
	start, end := t.from, len(f.text)
	if start < 0 {
		start = end
	} else {
		t.text++
		if t.split = t.lines > 0; t.split {
			t.many++
		}
		t.long = t.long || end-start > maxWordCell || t.lines > maxCellLines
	}
	if !t.layout && (t.from >= 0 || !t.below) {
		t.cells = append(t.cells, document.Cell{Start: start, End: end, Col: t.col})
	}
	t.col += t.colspan
	t.from = -1
}

// before moves the first cell of the row that is open by n columns.
func (f *flow) before(n int) {
	if len(f.tables) > 0 && f.open().inRow && !f.open().inCell {
		f.open().col += min(max(n, 0), maxSpan)
	}
}

// span tells how many columns the open cell takes.
func (f *flow) span(n int) {
	if len(f.tables) > 0 && f.open().inCell {
		f.open().colspan = min(max(n, 1), maxSpan)
	}
}

// merged tells whether the open cell is merged with the one above.
func (f *flow) merged(below bool) {
	if len(f.tables) > 0 && f.open().inCell {
		f.open().below = below
	}
}

// join appends the text of g, which has no open tables.
func (f *flow) join(g *flow) {
	f.breakLine()
	base := len(f.text)
	f.text = append(f.text, g.text...)
	for _, row := range g.rows {
		row.Table += f.n
		for i := range row.Cells {
			row.Cells[i].Start += base
			row.Cells[i].End += base
		}
		f.rows = append(f.rows, row)
	}
	f.n += g.n
}

// later returns the flow of what follows when no table is open.
func (f *flow) later() *flow {
	if f.aside == nil {
		f.aside = &flow{}
	}
	return f.aside
}

// takeAside appends what waited for the end of the table.
func (f *flow) takeAside() {
	if f.aside != nil {
		f.join(f.aside)
		f.aside = nil
	}
}
