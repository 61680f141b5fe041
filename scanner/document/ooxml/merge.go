package ooxml

import (
	"bytes"
	"math/bits"
	"slices"

	"exposed/scanner/document"
	"exposed/scanner/document/markup"
)

// sheetColumns is how many columns a sheet has.
const sheetColumns = 16384

// A merge is cells that are merged downward.
type merge struct{ col, from, to int }

// merge notes the merged cells of a tag.
func (s *sheet) merge(t *markup.Tokens) {
	v, _ := markup.Attribute(t.Attrs, "ref")
	a, b, ok := bytes.Cut(v, []byte(":"))
	if !ok {
		return
	}
	col, from := place(a)
	_, to := place(b)
	s.addMerge(merge{col, from, to})
}

// addMerge notes merged cells, if they span rows.
func (s *sheet) addMerge(m merge) {
	if m.col < 0 || m.col >= sheetColumns || m.from < 1 || m.to <= m.from {
		return
	}
	if len(s.merges) >= maxMerges {
		s.TroubleAt(manyMerges, m.from)
		return
	}
	s.merges = append(s.merges, m)
}

// flush writes the rows of the sheet into the text of the workbook. Where rows
// do not stand in order merged cells are not repeated.
func (s *sheet) flush() {
	if n := s.text.len(); s.out.Len() == 0 {
		s.out.Grow(n + n/16)
	}
	if len(s.merges) == 0 || !s.sorted {
		s.text.writeTo(s.out, 0, s.text.len())
		return
	}
	slices.SortStableFunc(s.merges, func(a, b merge) int { return a.from - b.from })
	r := repeater{sheet: s, merges: s.merges}
	for i := s.first; i < len(s.rows); i++ {
		r.row(&s.rows[i])
	}
}

// A repeater writes rows with the values of cells that are merged downward.
type repeater struct {
	*sheet
	merges []merge // those that have not begun
	held   [sheetColumns]heldCell
	open   [sheetColumns / 64]uint64 // columns of held that a merge fills
	words  int                       // of open that are in use
	added  int                       // bytes that the text grows by
}

// A heldCell is the text that fills a column down to a row.
type heldCell struct{ start, end, to int }

// row writes a row, and the values of merges that cover it.
func (r *repeater) row(row *document.Row) {
	own := row.Cells
	start, end := own[0].Start-r.base, own[len(own)-1].End-r.base
	r.begin(row)
	if !r.covered(row) {
		shift := r.out.Len() - own[0].Start
		r.text.writeTo(r.out, start, end+1)
		for i := range own {
			own[i].Start += shift
			own[i].End += shift
		}
		return
	}
	for word := range r.words {
		for w := r.open[word]; w != 0; w &= w - 1 {
			col := word*64 + bits.TrailingZeros64(w)
			for len(own) > 0 && own[0].Col <= col {
				r.write(own[0].Start-r.base, own[0].End-r.base, own[0].Col)
				own = own[1:]
			}
			if cells := r.cells.open(); len(cells) > 0 && cells[len(cells)-1].Col == col || r.full {
				continue
			}
			r.repeat(col)
		}
	}
	for _, c := range own {
		r.write(c.Start-r.base, c.End-r.base, c.Col)
	}
	r.out.WriteByte('\n')
	r.cells.n -= len(row.Cells)
	row.Cells = r.cells.row()
}

// begin starts the merges whose first row this is, and ends those that do not
// reach it.
func (r *repeater) begin(row *document.Row) {
	for word := range r.words {
		for w := r.open[word]; w != 0; w &= w - 1 {
			col := word*64 + bits.TrailingZeros64(w)
			if r.held[col].to < row.N {
				r.open[word] &^= 1 << (col % 64)
			}
		}
	}
	for len(r.merges) > 0 && r.merges[0].from <= row.N {
		m := r.merges[0]
		r.merges = r.merges[1:]
		i, ok := slices.BinarySearchFunc(row.Cells, m.col, func(c document.Cell, col int) int { return c.Col - col })
		if m.from != row.N || !ok {
			continue
		}
		r.held[m.col] = heldCell{row.Cells[i].Start - r.base, row.Cells[i].End - r.base, m.to}
		r.open[m.col/64] |= 1 << (m.col % 64)
		r.words = max(r.words, m.col/64+1)
	}
}

// covered reports whether a merge from above covers a cell of the row.
func (r *repeater) covered(row *document.Row) bool {
	if r.full {
		return false
	}
	for word := range r.words {
		if r.open[word] != 0 {
			return true
		}
	}
	return false
}

// repeat writes the value that a merge brings to a column.
func (r *repeater) repeat(col int) {
	h := r.held[col]
	if r.cells.n >= maxCells {
		r.Trouble(manyCells)
		r.full = true
		return
	}
	if r.added += h.end - h.start + 1; r.base+r.text.len()+r.added > maxText {
		r.Trouble(largeText)
		r.full = true
		return
	}
	r.write(h.start, h.end, col)
}

// write writes a cell of the sheet's text.
func (r *repeater) write(start, end, col int) {
	if len(r.cells.open()) > 0 {
		r.out.WriteByte('\t')
	}
	from := r.out.Len()
	r.out.Write(r.text.span(start, end))
	r.cells.add(document.Cell{Start: from, End: r.out.Len(), Col: col})
}
