// Package flow makes the text of documents out of their paragraphs: tables of
// data keep their rows, and what stands beside the text follows it.
package flow

import (
	"strings"

	"exposed/scanner/document"
)

// The limits of a text.
const (
	MaxText  = 256 << 20 // bytes
	MaxCells = 5_000_000
	maxBoxes = 32 // text boxes that are nested deeper have no place of their own
)

// A Writer writes a text. A paragraph is a line, and an empty one an empty
// line. A paragraph with changes is followed by what it was before. The cells
// of a row are kept apart by a TAB, or by LF after a cell of several lines.
// Rows are the rows of tables that hold data: no cell holds a table or long
// text, and some row has text in two cells. In the cells of rows line ends and
// TAB are blanks.
type Writer struct {
	Out  strings.Builder
	Rows []document.Row
	Full bool // a limit of the whole text was reached

	Deleted, Inserted int // open elements of text that was deleted or inserted
	Tables            int // that have rows, so far
	Large, Many, Deep int // times that a limit was reached: of text, cells, depth

	stack   []*part // the text, and the open boxes in it; innermost last
	written int     // bytes of text so far
	fresh   bool
	deeper  int // open boxes beyond maxBoxes
}

// A part is a flow with its open paragraph.
type part struct {
	flow
	para    []byte // the open paragraph
	old     []byte // what it was before changes
	changed bool
}

// Begin starts a part of the text, with an empty line before it.
func (w *Writer) Begin() {
	w.stack = append(w.stack[:0], &part{})
	w.Deleted, w.Inserted, w.deeper = 0, 0, 0
	w.fresh = true
}

// End ends the open part.
func (w *Writer) End() {
	for len(w.stack) > 1 {
		w.deeper = 0
		w.CloseBox()
	}
	f := w.top()
	w.EndParagraph()
	for len(f.tables) > 0 {
		f.closeTable()
	}
	w.settle()
}

// top returns the innermost part.
func (w *Writer) top() *part {
	if len(w.stack) == 0 {
		w.Begin()
	}
	return w.stack[len(w.stack)-1]
}

// Write adds text to the open paragraph, as it is and as it was.
func (w *Writer) Write(v []byte) {
	if w.Full || len(v) == 0 || !w.count(len(v)) {
		return
	}
	f := w.top()
	if w.Deleted == 0 {
		f.para = append(f.para, v...)
	}
	if f.changed && w.Inserted == 0 {
		f.old = append(f.old, v...)
	}
}

// String adds text to the open paragraph.
func (w *Writer) String(s string) { w.Write([]byte(s)) }

// Line writes a paragraph of its own.
func (w *Writer) Line(s string) {
	w.EndParagraph()
	w.String(s)
	w.EndParagraph()
}

// count notes that n bytes of text follow, and reports whether they may.
func (w *Writer) count(n int) bool {
	if w.written += n; w.written > MaxText {
		w.Large++
		w.Full = true
	}
	return !w.Full
}

// Written returns the bytes that were written, whether they are final or not.
func (w *Writer) Written() int { return w.written }

// Paragraph returns the text of the open paragraph.
func (w *Writer) Paragraph() []byte { return w.top().para }

// Later adds lines that follow the paragraph or the table.
func (w *Writer) Later(v []byte) {
	if v = Clean(v); len(v) > 0 && w.count(len(v)) {
		w.top().later().paragraph(v)
	}
}

// Change notes that the open paragraph has changes from here on.
func (w *Writer) Change() {
	if f := w.top(); !f.changed {
		f.changed = true
		f.old = append(f.old[:0], f.para...)
	}
}

// EndParagraph ends the open paragraph, if it has text.
func (w *Writer) EndParagraph() {
	f := w.top()
	if f.changed {
		if string(f.old) != string(f.para) {
			w.Later(f.old)
		}
		f.changed = w.Deleted+w.Inserted > 0
		f.old = f.old[:0]
	}
	if v := Clean(f.para); len(v) > 0 {
		f.paragraph(v)
	}
	f.para = f.para[:0]
}

// CloseParagraph ends the open paragraph, which is an empty line if it has no
// text, and settles what is final.
func (w *Writer) CloseParagraph() {
	if f := w.top(); len(f.para) == 0 && !f.changed {
		f.paragraph(nil)
	}
	w.EndParagraph()
	w.settle()
}

// OpenTable starts a table. The one around it is layout.
func (w *Writer) OpenTable() {
	w.EndParagraph()
	if !w.top().openTable() {
		w.Deep++
	}
}

// CloseTable ends the innermost table.
func (w *Writer) CloseTable() {
	w.EndParagraph()
	w.top().endTable()
	w.settle()
}

// InTable reports whether a table is open.
func (w *Writer) InTable() bool { return len(w.top().tables) > 0 }

// OpenRow starts a row of the open table.
func (w *Writer) OpenRow() {
	w.EndParagraph()
	w.top().openRow()
}

// CloseRow ends the open row.
func (w *Writer) CloseRow() {
	w.EndParagraph()
	f := w.top()
	f.closeRow()
	if f.cells > MaxCells {
		w.Many++
		w.Full = true
	}
}

// OpenCell starts a cell of the open row.
func (w *Writer) OpenCell() {
	w.EndParagraph()
	w.top().openCell()
}

// CloseCell ends the open cell.
func (w *Writer) CloseCell() {
	w.EndParagraph()
	w.top().closeCell()
}

// Span tells how many columns the open cell takes.
func (w *Writer) Span(n int) { w.top().span(n) }

// Before tells how many columns stand free before the first cell of the row.
func (w *Writer) Before(n int) { w.top().before(n) }

// Merged tells whether the open cell is merged with the one above.
func (w *Writer) Merged(below bool) { w.top().merged(below) }

// OpenBox starts text that follows the paragraph or the table it stands in.
func (w *Writer) OpenBox() {
	w.top()
	if len(w.stack) > maxBoxes {
		w.Deep++
		w.deeper++
		return
	}
	w.stack = append(w.stack, &part{})
}

// CloseBox ends the innermost box.
func (w *Writer) CloseBox() {
	if w.deeper > 0 {
		w.deeper--
		return
	}
	if len(w.stack) < 2 {
		return
	}
	w.EndParagraph()
	f := w.top()
	for len(f.tables) > 0 {
		f.closeTable()
	}
	f.takeAside()
	w.stack = w.stack[:len(w.stack)-1]
	if len(f.text) > 0 {
		w.top().later().join(&f.flow)
		w.top().cells += f.cells
	}
}

// settle writes what is final into the text: all, if no table is open.
func (w *Writer) settle() {
	f := w.top()
	if len(f.tables) > 0 {
		return
	}
	f.takeAside()
	if len(w.stack) > 1 || len(f.text) == 0 {
		return
	}
	if w.fresh && w.Out.Len() > 0 {
		w.Out.WriteByte('\n')
	}
	w.fresh = false
	base := w.Out.Len()
	w.Out.Write(f.text)
	for _, row := range f.rows {
		row.Table += w.Tables
		for i := range row.Cells {
			row.Cells[i].Start += base
			row.Cells[i].End += base
		}
		w.Rows = append(w.Rows, row)
	}
	w.Tables += f.n
	f.text, f.rows, f.n = f.text[:0], f.rows[:0], 0
}

// Problems returns what there is to say of the limits.
func (w *Writer) Problems() []document.Problem {
	var out []document.Problem
	add := func(n int, reason, detail string) {
		if n > 0 {
			out = append(out, document.Problem{Reason: reason, Detail: detail})
		}
	}
	add(w.Large, "too-large", "more than 256 MB of text; what follows is not read")
	add(w.Many, "too-many", "more than 5000000 cells; what follows is not read")
	add(w.Deep, "too-deep", "tables or text boxes are nested too deep and are read as text")
	return out
}
