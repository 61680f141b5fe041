package legacy

import (
	"bytes"
	"slices"

	"exposed/scanner/document"
	"exposed/scanner/document/flow"
)

// The limits of tables of data: rows of others are lines of text and no rows.
const (
	maxCell      = 512 // bytes of a cell
	maxCellLines = 6   // line breaks of a cell
)

// A grid writes the tables of a text that runs on. The cells of a row are kept
// apart by a TAB, or by LF after a cell of several lines; in the cells of rows
// line ends and TAB are blanks.
type grid struct {
	*writer
	open   bool
	layout bool // it holds another table: none of its rows is data
	line   int  // number of the row
	first  int  // its first row in rows
	tables int  // that have rows

	row    []document.Cell
	col    int
	from   int // where the text of the open cell starts; -1: it has none
	lines  int // line breaks in it
	many   int // cells of the row that have several lines
	filled int // cells of the row that have text
	split  bool
	long   bool
	data   bool // some row has text in two cells
}

// begin starts a table, unless one is open.
func (g *grid) begin() {
	if g.open {
		return
	}
	g.breakLine()
	*g = grid{writer: g.writer, tables: g.tables, open: true, first: len(g.rows), from: -1}
}

// cellText writes a paragraph of the open cell.
func (g *grid) cellText(v []byte) {
	g.begin()
	v = bytes.Trim(v, " \t\n")
	switch {
	case len(v) == 0:
		return
	case g.from >= 0:
		g.breakLine()
		g.lines++
	case g.filled > 0 && !g.split && !bytes.HasSuffix(g.text, []byte{'\n'}):
		g.text = append(g.text, '\t')
	default:
		g.breakLine()
	}
	if g.from < 0 {
		g.from, g.lines = len(g.text), 0
	}
	g.lines += bytes.Count(v, []byte{'\n'})
	g.text = append(g.text, v...)
}

// endCell ends a cell.
func (g *grid) endCell() {
	g.begin()
	start, end := g.from, len(g.text)
	if start < 0 {
		start = end
	} else {
		g.filled++
		if g.split = g.lines > 0; g.split {
			g.many++
		}
		g.long = g.long || end-start > maxCell || g.lines > maxCellLines
	}
	g.row = append(g.row, document.Cell{Start: start, End: end, Col: g.col})
	g.col++
	g.from = -1
}

// endRow ends a row, and lists it if it can be data.
func (g *grid) endRow() {
	g.begin()
	g.line++
	if g.from >= 0 {
		g.endCell()
	}
	g.breakLine()
	if !g.long && g.many <= 1 && len(g.row) > 1 && g.filled > 0 && g.cells+len(g.row) <= maxCells {
		g.data = g.data || g.filled > 1
		g.cells += len(g.row)
		g.rows = append(g.rows, document.Row{Table: g.tables, N: g.line, Cells: slices.Clone(g.row)})
	}
	g.row, g.col, g.many, g.filled, g.split, g.long = g.row[:0], 0, 0, 0, false, false
}

// end ends the table. Its rows are final if it holds data.
func (g *grid) end() {
	if !g.open {
		return
	}
	if g.from >= 0 || len(g.row) > 0 {
		g.endRow()
	}
	g.open = false
	if g.layout || !g.data {
		g.rows = g.rows[:g.first]
		return
	}
	flow.JoinLines(g.text, g.rows[g.first:])
	if len(g.rows) > g.first {
		g.tables++
	}
}

// breakLine ends the line, if there is anything on it.
func (w *writer) breakLine() {
	if n := len(w.text); n > 0 && w.text[n-1] != '\n' {
		w.text = append(w.text, '\n')
	}
}
