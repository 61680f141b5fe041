package pdf

import (
	"cmp"
	"slices"
)

// A tableCell is the words of a cell, line by line.
type tableCell struct {
	col   int
	lines [][]word
}

// A tableRow is a row of a table.
type tableRow struct {
	cells []tableCell
	y, h  float32 // of its last line
	gap   float32 // from the line before
}

// rowsOf returns the rows of lines in those columns.
func rowsOf(lines []line, fine [][]piece, columns []span) []tableRow {
	rows := make([]tableRow, len(lines))
	for i, ln := range lines {
		r := tableRow{y: ln.y, h: ln.h}
		if i > 0 {
			r.gap = ln.y - lines[i-1].y
		}
		start := 0 // word at which the last cell starts
		at := 0
		for _, p := range fine[i] {
			col := columnOf(columns, p)
			if n := len(r.cells); n > 0 && r.cells[n-1].col >= col {
				r.cells[n-1].lines[0] = ln.words[start : at+len(p.words)]
			} else {
				start = at
				r.cells = append(r.cells, tableCell{col, [][]word{p.words}})
			}
			at += len(p.words)
		}
		rows[i] = r
	}
	return mergeRows(rows)
}

// mergeRows joins lines that belong to a row of several lines: those above or
// below it that have some of its cells.
func mergeRows(rows []tableRow) []tableRow {
	usual := rowPitch(rows)
	var out []tableRow
	var above []tableRow // lines that belong to the next row
	for i, r := range rows {
		switch {
		case i+1 < len(rows) && leads(rows, i, usual):
			above = append(above, r)
		case len(out) > 0 && len(above) == 0 && continues(out[len(out)-1], r, r.gap, usual):
			last := &out[len(out)-1]
			last.join(r.cells, false)
			last.y, last.h = r.y, r.h
		default:
			for k := len(above) - 1; k >= 0; k-- {
				r.join(above[k].cells, true)
			}
			above = above[:0]
			out = append(out, r)
		}
	}
	return append(out, above...)
}

// rowPitch returns the median distance between lines of two cells or more.
func rowPitch(rows []tableRow) float32 {
	var all []float32
	for _, r := range rows[1:] {
		if len(r.cells) > 1 {
			all = append(all, r.gap)
		}
	}
	if len(all) == 0 {
		return 0
	}
	slices.Sort(all)
	return all[len(all)/2]
}

// continues reports whether the cells of r, which is gap below row, go on with
// cells of row: they are fewer, and nearer than rows usually are to each other,
// or only one, not in the first column.
func continues(row, r tableRow, gap, usual float32) bool {
	if !partOf(r, row, gap) {
		return false
	}
	return gap < 0.8*usual || len(r.cells) == 1 && r.cells[0].col > 0 && gap < 1.2*usual
}

// leads reports whether row i is the first line of row i+1: it is nearer to that
// than to the one before it.
func leads(rows []tableRow, i int, usual float32) bool {
	gap := rows[i+1].gap
	return partOf(rows[i], rows[i+1], gap) && gap < 0.8*usual && (i == 0 || gap < 0.8*rows[i].gap)
}

// partOf reports whether the cells of r, which is gap away from row, are fewer
// than those of row and stand below or above them, or between lines of row.
func partOf(r, row tableRow, gap float32) bool {
	h := max(row.h, r.h)
	if len(r.cells) == 0 || len(r.cells) >= len(row.cells) || gap > 1.6*h {
		return false
	}
	for _, c := range r.cells {
		if gap > 0.75*h && !slices.ContainsFunc(row.cells, func(o tableCell) bool { return o.col == c.col }) {
			return false
		}
	}
	return true
}

// join adds the lines of cells to those of r, before or after them.
func (r *tableRow) join(cells []tableCell, before bool) {
	for _, c := range cells {
		i, found := slices.BinarySearchFunc(r.cells, c.col, func(o tableCell, col int) int { return cmp.Compare(o.col, col) })
		switch {
		case !found:
			r.cells = slices.Insert(r.cells, i, c)
		case before:
			r.cells[i].lines = append(slices.Clone(c.lines), r.cells[i].lines...)
		default:
			r.cells[i].lines = append(r.cells[i].lines, c.lines...)
		}
	}
}
