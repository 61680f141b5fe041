package pdf

import (
	"slices"

	"exposed/scanner/document"
)

// lines writes lines, which are in reading order, with an empty line between
// blocks.
func (w *writer) lines(lines []line) {
	for len(lines) > 0 {
		n := 1
		for n < len(lines) && lines[n].block == lines[0].block && lines[n].y >= lines[n-1].y {
			n++
		}
		if w.out.Len() > w.pages[len(w.pages)-1] {
			w.out.WriteByte('\n')
		}
		w.block(lines[:n])
		lines = lines[n:]
	}
}

// proseGap is how much wider than between columns a gap in a line of prose is
// that stands for a TAB.
const proseGap = 1.4

// block writes lines that stand below each other.
func (w *writer) block(lines []line) {
	cut := make([][]piece, len(lines))
	for i, ln := range lines {
		cut[i] = pieces(ln, 1)
	}
	runs := tableRuns(lines, cut)
	pitch := usualPitch(lines)
	for i := 0; i < len(lines); i++ {
		if i > 0 && parted(lines, i, pitch) {
			w.out.WriteByte('\n')
		}
		if len(runs) > 0 && runs[0].from == i {
			run := lines[i:runs[0].to]
			runs = runs[1:]
			if w.table(run) {
				i += len(run) - 1
				continue
			}
		}
		w.pieces(pieces(lines[i], proseGap))
		w.out.WriteByte('\n')
	}
}

// usualPitch returns the median of the distances between lines that can be of
// one paragraph.
func usualPitch(lines []line) float32 {
	var all []float32
	for i := 1; i < len(lines); i++ {
		if gap := lines[i].y - lines[i-1].y; gap < 2.5*lines[i].h {
			all = append(all, gap)
		}
	}
	if len(all) == 0 {
		return 0
	}
	slices.Sort(all)
	return all[len(all)/2]
}

// parted reports whether the gap between line i and the one before it is
// clearly larger than those around it or than pitch.
func parted(lines []line, i int, pitch float32) bool {
	small, large := min(lines[i].h, lines[i-1].h), max(lines[i].h, lines[i-1].h)
	gap := lines[i].y - lines[i-1].y
	around := 1.35 * large
	if pitch > 0 {
		around = max(pitch, large)
	}
	if i > 1 {
		around = min(around, lines[i-1].y-lines[i-2].y)
	}
	if i+1 < len(lines) {
		around = min(around, lines[i+1].y-lines[i].y)
	}
	return gap > 1.35*max(around, 0.9*small) || gap > 3.2*large
}

// pieces writes the pieces of a line, with TAB between them.
func (w *writer) pieces(line []piece) {
	for i, p := range line {
		if i > 0 {
			w.out.WriteByte('\t')
		}
		w.words(p.words)
	}
}

// table writes lines as the rows of a table. It reports false and writes nothing
// if they have one column only.
func (w *writer) table(lines []line) bool {
	const fineGap = 0.6
	fine := make([][]piece, len(lines))
	for i, ln := range lines {
		fine[i] = pieces(ln, fineGap)
	}
	columns := columnSpans(fine)
	if len(columns) < 2 {
		return false
	}
	table, before := w.tableNumber(columns)
	for i, r := range rowsOf(lines, fine, columns) {
		cells := make([]document.Cell, 0, len(r.cells))
		for k, c := range r.cells {
			if k > 0 {
				end := byte('\t')
				if len(r.cells[k-1].lines) > 1 {
					end = '\n'
				}
				w.out.WriteByte(end)
			}
			start := w.out.Len()
			for j, words := range c.lines {
				if j > 0 {
					w.out.WriteByte('\n')
				}
				w.words(words)
			}
			cells = append(cells, document.Cell{Start: start, End: w.out.Len(), Col: c.col})
		}
		w.out.WriteByte('\n')
		w.rows = append(w.rows, document.Row{Table: table, N: before + i + 1, Cells: cells})
		w.last.rows = before + i + 1
	}
	return true
}

// A lastTable is what is known of the table that was written last.
type lastTable struct {
	page    int
	columns []span
	rows    int
}

// tableNumber returns the number of the table of those columns, and how many
// rows it has already: the first table of a page goes on with the last of the
// page before if its columns stand in the same places.
func (w *writer) tableNumber(columns []span) (table, rows int) {
	n := len(w.rows)
	if n == 0 {
		w.last = lastTable{len(w.pages), columns, 0}
		return 0, 0
	}
	table = w.rows[n-1].Table
	same := len(columns) == len(w.last.columns) && w.last.page+1 == len(w.pages)
	for i := 0; same && i < len(columns); i++ {
		a, b := columns[i], w.last.columns[i]
		same = min(a.to, b.to)-max(a.from, b.from) > 0.5*min(a.to-a.from, b.to-b.from)
	}
	if !same {
		table, w.last.rows = table+1, 0
	}
	w.last.page, w.last.columns = len(w.pages), columns
	return table, w.last.rows
}

// words writes words from left to right, or from right to left where their
// script runs that way.
func (w *writer) words(words []word) {
	for _, v := range words {
		if isRightToLeft(w.canvas.text[v.off : v.off+v.n]) {
			w.rightToLeft(words)
			return
		}
	}
	for i := range words {
		if i > 0 && spaced(words, i) {
			w.out.WriteByte(' ')
		}
		v := &words[i]
		w.out.Write(w.canvas.text[v.off : v.off+v.n])
	}
}

// spaced reports whether there is a blank between word i and the one before it.
func spaced(words []word, i int) bool {
	a, b := &words[i-1], &words[i]
	em := min(a.em, b.em)
	gap := b.x0 - a.x1
	return a.after || b.before || gap > wordGap*em || gap < -0.5*em
}
