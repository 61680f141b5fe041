package detectors

import (
	"iter"
	"strings"
)

// A Cell is a span of a text in a column of its table, from 0.
type Cell struct{ Start, End, Col int }

// A Row is one row of a table: one record of one person.
type Row struct {
	Table int // rows of one table have the same number
	N     int // its number in the table; empty rows make gaps; 0: unknown
	Cells []Cell
}

// tables reads the tables among rows that have heads, that are forms with their
// labels in a column, or whose values say what they are, and notes them in
// w.skip. What it leaves is read as prose.
func (wk *Worker) tables(text string, rows []Row, dst []Finding) []Finding {
	for i := 0; i < len(rows); {
		j := i + 1
		for j < len(rows) && rows[j].Table == rows[i].Table {
			j++
		}
		t := tableReader{wk: wk, text: text, rows: rows, from: i, to: j, dst: dst}
		t.read()
		dst = t.dst
		i = j
	}
	return dst
}

// A tableReader reads the rows from to to of one table, block by block: rows
// that stand under the same heads, or under none.
type tableReader struct {
	wk       *Worker
	text     string
	rows     []Row
	from, to int
	dst      []Finding
	formless int // no form begins before this row but those that were read
}

// The rows in which the first heads of a table are looked for.
const (
	looseRows = 5  // any row with two known heads will do
	titleRows = 20 // titles and notes stand before heads that are clearly some
)

func (t *tableReader) read() {
	for at := t.from; at < t.to; {
		first := at
		for first < t.to && t.filled(first, 2) < 2 { // empty rows and titles
			first++
		}
		if first >= t.formless {
			f := t.form(first, t.to)
			if f.person {
				t.readForm(&f)
				at = f.to
				continue
			}
			t.formless = f.to
		}
		h, ok := t.nextHead(at)
		if !ok {
			t.plain(at, t.to)
			return
		}
		t.plain(at, h.first)
		at = t.under(&h)
	}
}

// under reads the rows under heads, and returns where the next block begins.
func (t *tableReader) under(h *blockHead) int {
	end := h.data
	for end < t.to {
		if t.repeats(end, h.first) {
			break
		}
		if next, ok := t.headAt(end); ok {
			if next.exact < h.known && 2*next.exact < h.known && !t.apart(end) {
				end++
				continue
			}
			break
		}
		end++
	}
	last := end
	for last > h.data && t.blank(last-1) {
		last--
	}
	if last == end && end < t.to { // a title of what follows
		for last > h.data && t.single(last-1) {
			last--
		}
	}
	t.decide(h.data, last, h.cols, false)
	from := h.first
	if h.valued { // which are read as prose
		from = h.data
	}
	t.skip(from, last)
	for k := h.data; k < last; k++ {
		t.row(k, h.cols)
	}
	return max(last, h.data)
}

// repeats reports whether row k has the same cells as the heads in row first.
func (t *tableReader) repeats(k, first int) bool {
	a, b := t.rows[k].Cells, t.rows[first].Cells
	if len(a) != len(b) || len(a) < 2 {
		return false
	}
	for i := range a {
		if a[i].Col != b[i].Col || t.text[a[i].Start:a[i].End] != t.text[b[i].Start:b[i].End] {
			return false
		}
	}
	return true
}

// row reads row k, unless it sums up others.
func (t *tableReader) row(k int, cols []column) {
	r := &t.rows[k]
	if t.total(r) || t.note(r) {
		return
	}
	if n := len(r.Cells); n > 0 && n != len(cols) {
		if t.odd(r, k, cols) {
			return
		}
	}
	t.dst = t.wk.row(t.text, r, k+1, cols, t.dst)
}

// What begins a row that sums up others: words that do so whatever follows, and
// those that do so alone.
var (
	totals = hashSet("total", "totals", "subtotal", "subtotals", "totales", "subtotales")
	sums   = hashSet("sum", "average", "avg", "mean", "count", "overall", "suma", "promedio", "media")
)

// total reports whether r sums up rows: its first cell says so, and it has no
// value but numbers.
func (t *tableReader) total(r *Row) bool {
	first := true
	for s := range t.texts(r) {
		if first {
			if first = false; !t.sums(s) {
				return false
			}
			continue
		}
		if digitsIn(s) == 0 || digitsIn(s) > 9 && strings.IndexByte(s, '.') < 0 || strings.IndexByte(s, '@') >= 0 {
			return false
		}
	}
	return !first
}

// sums reports whether a cell says that its row sums up others.
func (t *tableReader) sums(s string) bool {
	if c := lower[s[0]]; strings.IndexByte("tsamcgop", c) < 0 || len(s) > maxHead {
		return false
	}
	w := &t.wk.cell
	w.skip = w.skip[:0]
	w.tokens(s)
	n := len(w.toks)
	switch {
	case n == 0:
		return false
	case totals.has(w.toks[0].hash), n > 1 && totals.has(w.toks[1].hash): // Grand Total, Sub-total
		return true
	}
	return n == 1 && sums.has(w.toks[0].hash)
}

// note reports whether all cells of r stand in brackets: units under the heads.
func (t *tableReader) note(r *Row) bool {
	filled := false
	for s := range t.texts(r) {
		if filled = true; s[0] != '(' || s[len(s)-1] != ')' || digitsIn(s) > maxDigits {
			return false
		}
	}
	return filled
}

func (t *tableReader) blank(k int) bool { return t.filled(k, 1) == 0 }

// apart reports whether an empty row stands before row k.
func (t *tableReader) apart(k int) bool {
	return t.blank(k-1) || t.rows[k-1].N > 0 && t.rows[k].N > t.rows[k-1].N+1
}

// single reports whether row k has one cell that is not empty.
func (t *tableReader) single(k int) bool { return t.filled(k, 2) == 1 }

// filled counts the cells of row k that are not empty, up to limit.
func (t *tableReader) filled(k, limit int) int {
	n := 0
	for _, c := range t.rows[k].Cells {
		if s, e := trimSpan(t.text, c.Start, c.End); s < e {
			if n++; n == limit {
				break
			}
		}
	}
	return n
}

// skip notes that rows first to last are read, but for text between them that
// no cell has.
func (t *tableReader) skip(first, last int) {
	w := &t.wk.w
	open := false
	for k := first; k < last; k++ {
		for _, c := range t.rows[k].Cells {
			n := len(w.skip)
			if open && c.Start >= w.skip[n-1].End && !hasWords(t.text[w.skip[n-1].End:c.Start]) {
				w.skip[n-1].End = c.End
				continue
			}
			w.skip = append(w.skip, Span{c.Start, c.End})
			open = true
		}
	}
}

// hasWords reports whether s holds letters or digits.
func hasWords(s string) bool {
	for i := 0; i < len(s); i++ {
		switch classes[s[i]] {
		case lowLetter, capLetter, digit, high:
			return true
		}
	}
	return false
}

// plain reads rows that have no heads: forms, and columns whose values say what
// they are. The others are left to be read as prose.
func (t *tableReader) plain(from, to int) {
	at := from
	for k := from; k < to; {
		f := t.form(k, to)
		if f.person {
			t.byValues(at, f.from)
			t.readForm(&f)
			at = f.to
		}
		k = max(f.to, k+1)
	}
	t.byValues(at, to)
}

// texts returns the texts of the cells of r that are not empty.
func (t *tableReader) texts(r *Row) iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, c := range r.Cells {
			if s := trimmed(t.text, c); s != "" && !yield(s) {
				return
			}
		}
	}
}
