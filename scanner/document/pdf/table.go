package pdf

import (
	"cmp"
	"slices"
)

// tableLines is how many lines make a table.
const tableLines = 3

// A piece is words of a line that no wide gap parts.
type piece struct {
	words []word
	span
}

// pieces cuts the words of ln at gaps that are wider than share of those between
// columns.
func pieces(ln line, share float32) []piece {
	var out []piece
	start, end := 0, ln.words[0].x1
	for i := 1; i <= len(ln.words); i++ {
		if i < len(ln.words) && ln.words[i].x0-end <= share*wideGap(ln.words[i-1], ln.words[i]) {
			end = max(end, ln.words[i].x1)
			continue
		}
		out = append(out, piece{ln.words[start:i], span{ln.words[start].x0, end}})
		if i < len(ln.words) {
			start, end = i, ln.words[i].x1
		}
	}
	return out
}

// wideGap returns the gap from which a and b stand in different columns.
func wideGap(a, b word) float32 { return min(a.wide, b.wide) }

// A tableRun is the lines of a table in a block.
type tableRun struct{ from, to int }

// tableRuns finds the tables in lines, whose pieces are cut.
func tableRuns(lines []line, cut [][]piece) []tableRun {
	var out []tableRun
	for i := 0; i < len(lines); {
		r, rows := runAt(lines, cut, i)
		if rows < tableLines {
			i++
			continue
		}
		if from := r.from - 1; from >= 0 && (len(out) == 0 || out[len(out)-1].to <= from) && heads(lines, cut, from) {
			r.from = from
		}
		out = append(out, r)
		i = r.to
	}
	return out
}

// runAt returns the lines from line i on that can be a table, and how many of
// them have two pieces or more.
func runAt(lines []line, cut [][]piece, i int) (r tableRun, rows int) {
	r = tableRun{i, i}
	if len(cut[i]) < 2 {
		return r, 0
	}
	r.to, rows = i+1, 1
	for last := i; r.to < len(lines); {
		k := r.to
		for k < len(lines) && k < r.to+3 && follows(lines, k, 2.5) && len(cut[k]) == 1 && underOne(cut[last], cut[k][0]) {
			k++
		}
		if k < len(lines) && len(cut[k]) > 1 && follows(lines, k, 3.5) && alignedToAny(cut[i:k], cut[k]) {
			last, r.to = k, k+1
			rows++
			continue
		}
		for r.to < k && hangs(cut[last], cut[r.to][0], lines[r.to].h) && follows(lines, r.to, 1.5) {
			r.to++
		}
		break
	}
	return r, rows
}

// follows reports whether line k is less than that many heights below the one
// before it.
func follows(lines []line, k int, heights float32) bool {
	return k > 0 && lines[k].y-lines[k-1].y < heights*max(lines[k].h, lines[k-1].h)
}

// underOne reports whether p overlaps at most one of the pieces above it.
func underOne(above []piece, p piece) bool {
	n := 0
	for _, a := range above {
		if a.from < p.to && p.from < a.to {
			n++
		}
	}
	return n <= 1
}

// hangs reports whether p begins as one of the pieces above it does, except the
// first.
func hangs(above []piece, p piece, h float32) bool {
	return slices.ContainsFunc(above[1:], func(a piece) bool { return near(a.from, p.from, h) })
}

// near reports whether a and b are the same place in text of height h.
func near(a, b, h float32) bool { return a-b < 0.35*h && b-a < 0.35*h }

// alignedToAny reports whether pieces b are aligned to those of one of the last
// lines.
func alignedToAny(lines [][]piece, b []piece) bool {
	const most = 4
	for k := len(lines) - 1; k >= max(0, len(lines)-most); k-- {
		if len(lines[k]) > 1 && aligned(lines[k], b) {
			return true
		}
	}
	return false
}

// aligned reports whether a piece after the first of each line begins, ends or
// has its middle at the same place; of lines with many, two.
func aligned(a, b []piece) bool {
	n := 0
	for i, p := range b[1:] {
		h := b[i+1].words[0].h
		for _, q := range a[1:] {
			if near(p.from, q.from, h) || near(p.to, q.to, h) || near(p.middle(), q.middle(), h) {
				n++
				break
			}
		}
	}
	return n > 1 || n == 1 && min(len(a), len(b)) < 5
}

// heads reports whether line i is the head of the table that starts below it:
// each of its pieces stands above one column.
func heads(lines []line, cut [][]piece, i int) bool {
	if len(cut[i]) < 2 || !follows(lines, i+1, 3) {
		return false
	}
	for _, p := range cut[i] {
		if !underOne(cut[i+1], p) {
			return false
		}
	}
	return true
}

// columnSpans returns the columns of the table lines, from left to right. Between
// them is room in nearly all lines.
func columnSpans(lines [][]piece) []span {
	type edge struct {
		x  float32
		by int
	}
	var edges []edge
	em := float32(0)
	for _, ln := range lines {
		for _, p := range ln {
			edges = append(edges, edge{p.from, 1}, edge{max(p.from, p.to), -1})
			em = max(em, p.words[0].em)
		}
	}
	slices.SortFunc(edges, func(a, b edge) int { return cmp.Or(cmp.Compare(a.x, b.x), cmp.Compare(b.by, a.by)) })
	most := 0 // lines that may cross the room between columns
	if len(lines) > tableLines+1 {
		most = max(1, len(lines)/12)
	}
	var out []span
	depth, open := 0, false
	for _, e := range edges {
		depth += e.by
		switch {
		case depth > most && !open:
			open = true
			if n := len(out); n > 0 && e.x-out[n-1].to < 0.3*em {
				break // too little room
			}
			out = append(out, span{e.x, e.x})
		case depth <= most && open:
			open = false
			out[len(out)-1].to = e.x
		}
	}
	return loneColumns(lines, out)
}

// loneColumns adds columns for the pieces that stand in none.
func loneColumns(lines [][]piece, columns []span) []span {
	for _, ln := range lines {
		for _, p := range ln {
			i, _ := slices.BinarySearchFunc(columns, p.to, func(c span, x float32) int { return cmp.Compare(c.from, x) })
			if i == 0 || columns[i-1].to <= p.from {
				columns = slices.Insert(columns, i, p.span)
			}
		}
	}
	return columns
}

// columnOf returns the column in which p begins, or else the first that it
// reaches.
func columnOf(columns []span, p piece) int {
	i, _ := slices.BinarySearchFunc(columns, p.from, func(c span, x float32) int { return cmp.Compare(c.to, x) })
	if i < len(columns) && columns[i].to == p.from && i+1 < len(columns) && columns[i+1].from < p.to {
		i++
	}
	return min(i, len(columns)-1)
}
