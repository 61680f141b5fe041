package document

import (
	"strconv"
	"strings"
)

// The limits of tables. They bound what a cell can be and what a number of
// columns can claim; no text is lost by them.
const (
	maxTableDepth = 1000 // tables nested deeper have no rows
	maxSpan       = 1000 // columns or rows that a cell can span
	maxCellText   = 512  // bytes of a cell in a table of data
	maxCellLines  = 6    // line breaks of a cell in a table of data
)

// An htmlTable is a table whose end has not come.
type htmlTable struct {
	layout  bool // holds another table: none of its rows is data
	inRow   bool
	inCell  bool
	line    int // number of the row
	col     int // column of the next cell
	colspan int // columns of the open cell
	many    int // cells of the row that have several lines
	long    bool
	text    int      // cells of the row that have text
	split   bool     // the last cell of the row has several lines
	filled  bool     // some row has text in two cells
	until   []int    // row up to which a cell from above fills each column
	cell    cellSpan // the open cell of a table while an inner table is open
	from    int      // its first entry in rowList.rows
	cells   int      // first cell of the row in rowList.cells
}

// A rowList collects the rows of a text. Only the innermost table has rows that
// are not final.
type rowList struct {
	rows   []listedRow
	cells  []Cell
	tables int
}

// A listedRow is a row whose cells are rowList.cells[from:to].
type listedRow struct{ table, n, from, to int }

// build returns the rows with their cells.
func (l *rowList) build() []Row {
	if len(l.rows) == 0 {
		return nil
	}
	rows := make([]Row, len(l.rows))
	for i, r := range l.rows {
		rows[i] = Row{Table: r.table, N: r.n, Cells: l.cells[r.from:r.to:r.to]}
	}
	return rows
}

// table returns the innermost open table.
func (p *htmlReader) table() *htmlTable { return &p.tables[len(p.tables)-1] }

// openTable starts a table. The one around it is layout if this stands in a
// cell of it.
func (p *htmlReader) openTable() {
	p.closeLink()
	if len(p.tables) >= maxTableDepth {
		p.deeper++
		p.out.breakLine(1)
		return
	}
	t := p.table()
	if t.inCell {
		p.drop(t)
		t.layout = true
		t.cell = p.out.cell
	} else {
		p.closeRow()
		p.commit(t)
	}
	p.out.fresh = false
	p.out.tab = false
	p.out.breakLine(1)
	p.tables = append(p.tables, htmlTable{from: len(p.rows.rows), cells: len(p.rows.cells)})
}

// endTable handles </table>; one that nothing opened is a line break.
func (p *htmlReader) endTable() {
	p.closeLink()
	switch {
	case p.deeper > 0:
		p.deeper--
	case len(p.tables) > 1:
		p.closeTable()
	}
	p.out.breakLine(1)
}

// closeTable ends the innermost table.
func (p *htmlReader) closeTable() {
	p.closeRow()
	p.commit(p.table())
	p.tables = p.tables[:len(p.tables)-1]
	if len(p.tables) == 0 {
		return
	}
	if t := p.table(); t.inCell {
		p.out.cell = t.cell
		p.out.cell.lines++
	}
	p.table().from = len(p.rows.rows)
}

// commit makes the rows of t final if it holds data.
func (p *htmlReader) commit(t *htmlTable) {
	if t.layout {
		return
	}
	if len(p.rows.rows) > t.from {
		if t.filled {
			p.rows.tables++
		} else {
			p.drop(t)
		}
	}
	t.from, t.filled = len(p.rows.rows), false
}

// drop forgets the rows and cells of t, which are the last ones.
func (p *htmlReader) drop(t *htmlTable) {
	if t.layout {
		return
	}
	if len(p.rows.rows) > t.from {
		t.cells = p.rows.rows[t.from].from
		p.rows.rows = p.rows.rows[:t.from]
	}
	p.rows.cells = p.rows.cells[:t.cells]
}

// openRow starts a row.
func (p *htmlReader) openRow() {
	p.closeRow()
	t := p.table()
	t.inRow = true
	t.line++
	t.col, t.many, t.text = 0, 0, 0
	t.long, t.split = false, false
	t.cells = len(p.rows.cells)
	p.out.breakLine(1)
}

// closeRow ends the open row and lists it if it can be data.
func (p *htmlReader) closeRow() {
	p.closeCell()
	t := p.table()
	if !t.inRow {
		return
	}
	t.inRow = false
	p.out.tab = false
	p.out.breakLine(1)
	if t.layout {
		return
	}
	if n := len(p.rows.cells) - t.cells; t.long || t.many > 1 || n < 2 || t.text == 0 {
		p.rows.cells = p.rows.cells[:t.cells]
		return
	}
	t.filled = t.filled || t.text > 1
	p.rows.rows = append(p.rows.rows, listedRow{p.rows.tables, t.line, t.cells, len(p.rows.cells)})
}

// openCell starts a cell, and a row if none is open.
func (p *htmlReader) openCell() {
	p.closeCell()
	if !p.table().inRow {
		p.openRow()
	}
	t := p.table()
	for t.col < len(t.until) && t.until[t.col] >= t.line {
		t.col++
	}
	t.inCell = true
	t.colspan = p.span("colspan")
	if rows := p.span("rowspan"); rows > 1 {
		t.fill(rows)
	}
	p.out.beginCell(t.text > 0 && !t.split)
}

// trim takes the white space of <pre> off a cell of the text s.
func (c *cellSpan) trim(s string) {
	const white = " \t\n"
	for c.start < c.end && strings.IndexByte(white, s[c.start]) >= 0 {
		c.start++
	}
	for c.end > c.start && strings.IndexByte(white, s[c.end-1]) >= 0 {
		c.end--
	}
}

// fill notes that the open cell spans rows.
func (t *htmlTable) fill(rows int) {
	end := min(t.col+t.colspan, maxSpan)
	for len(t.until) < end {
		t.until = append(t.until, 0)
	}
	for c := t.col; c < end; c++ {
		t.until[c] = t.line + rows - 1
	}
}

// span returns the value of a span attribute, from 1 to maxSpan.
func (p *htmlReader) span(name string) int {
	value, ok := p.in.attr(name)
	if !ok {
		return 1
	}
	n, _ := strconv.Atoi(strings.TrimSpace(value)) // of a number too large the largest int
	return min(max(n, 1), maxSpan)
}

// closeCell ends the open cell and lists it, if its table can be data.
func (p *htmlReader) closeCell() {
	p.closeLink()
	t := p.table()
	if !t.inCell {
		return
	}
	t.inCell = false
	c := p.out.endCell()
	if c.start < 0 {
		c.start, c.end = p.out.Len(), p.out.Len()
	} else {
		c.trim(p.out.String())
		t.text++
		t.split = false
	}
	if c.lines > 0 {
		t.many++
		t.split = true
	}
	t.long = t.long || c.end-c.start > maxCellText || c.lines > maxCellLines
	if !t.layout {
		p.rows.cells = append(p.rows.cells, Cell{Start: c.start, End: c.end, Col: t.col})
	}
	t.col += t.colspan
}
