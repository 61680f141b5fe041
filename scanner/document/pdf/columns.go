package pdf

// What makes columns of prose.
const (
	gutter       = 0.9 // least width between columns, in em
	columnLines  = 4   // least lines of a column
	columnDepth  = 4   // columns inside of columns
	addressLines = 8   // most lines of addresses side by side
)

// order appends lines to l.out, each column of prose from its top to its end
// before the next.
func (l *layout) order(lines []line, depth int) {
	for len(lines) > 0 {
		from, to, mid := l.columns(lines, depth)
		if from == to {
			l.out = append(l.out, lines...)
			return
		}
		l.out = append(l.out, lines[:from]...)
		left, right := cut(lines[from:to], mid)
		for _, side := range [...][]line{left, right} {
			start := len(l.out)
			l.order(side, depth+1)
			l.blocks++
			for i := start; i < len(l.out); i++ {
				if l.out[i].block == 0 {
					l.out[i].block = l.blocks
				}
			}
		}
		lines = lines[to:]
	}
}

// cut cuts each line at x and leaves out the sides without words.
func cut(lines []line, x float32) (left, right []line) {
	left, right = make([]line, 0, len(lines)), make([]line, 0, len(lines))
	for _, ln := range lines {
		k := 0
		for k < len(ln.words) && ln.words[k].x0 < x {
			k++
		}
		if k > 0 {
			left = append(left, part(ln, ln.words[:k]))
		}
		if k < len(ln.words) {
			right = append(right, part(ln, ln.words[k:]))
		}
	}
	return left, right
}

// part returns the line of some words of ln.
func part(ln line, words []word) line {
	tallest := words[0]
	for _, w := range words {
		if w.h > tallest.h {
			tallest = w
		}
	}
	return line{words: words, y: tallest.y, h: tallest.h, block: ln.block}
}

// columns returns the first lines that stand in two columns, and an x between
// them; from equals to if there are none.
func (l *layout) columns(lines []line, depth int) (from, to int, mid float32) {
	if depth >= columnDepth {
		return 0, 0, 0
	}
	var failed []region
	for i := range lines {
		for _, g := range l.candidates(lines, i) {
			if l.steps > l.most {
				return 0, 0, 0
			}
			if to := l.extend(lines, i, g, addressLines); to > 0 {
				if r := l.narrow(lines[i:to], g); addresses(l.canvas, lines[i:to], r) {
					return i, to, r.middle()
				}
			}
			if tried(failed, i, g) {
				continue
			}
			to := l.extend(lines, i, g, len(lines))
			r := l.narrow(lines[i:to], g)
			if to-i >= columnLines && l.prose(lines[i:to], r.middle(), depth) {
				return i, to, r.middle()
			}
			failed = append(failed, region{to, r})
		}
	}
	return 0, 0, 0
}

// A region is a gutter and the line at which it ends.
type region struct {
	to     int
	gutter span
}

// tried reports whether gutter g of line i is part of a region that failed.
func tried(failed []region, i int, g span) bool {
	for k := len(failed) - 1; k >= max(0, len(failed)-64); k-- {
		if f := failed[k]; i < f.to && g.from <= f.gutter.from && g.to >= f.gutter.to {
			return true
		}
	}
	return false
}

// middle returns the middle of s.
func (s span) middle() float32 { return (s.from + s.to) / 2 }

// candidates returns the gaps of line i that can be between columns: those in
// it, or that between it and the next if the two do not overlap.
func (l *layout) candidates(lines []line, i int) []span {
	var gaps []span
	words := lines[i].words
	end := words[0].x1
	for _, w := range words[1:] {
		if w.x0-end > gutter*w.em {
			gaps = append(gaps, span{end, w.x0})
		}
		end = max(end, w.x1)
	}
	l.steps += len(words)
	if len(gaps) > 0 || i+1 == len(lines) {
		return gaps
	}
	next := lines[i+1].words
	nextEnd := extent(next).to
	switch {
	case next[0].x0-end > gutter*next[0].em:
		gaps = append(gaps, span{end, next[0].x0})
	case words[0].x0-nextEnd > gutter*words[0].em:
		gaps = append(gaps, span{nextEnd, words[0].x0})
	}
	return gaps
}

// extent returns where words begin and end.
func extent(words []word) span {
	s := span{words[0].x0, words[0].x1}
	for _, w := range words[1:] {
		s.to = max(s.to, w.x1)
	}
	return s
}

// extend returns the line at which the gutter g of line i ends, at most that
// many lines on. With a limit, an empty line ends it too, and 0 is returned if
// there are more lines.
func (l *layout) extend(lines []line, i int, g span, limit int) int {
	block := limit < len(lines)-i || limit == addressLines
	for k := i + 1; k < len(lines); k++ {
		if block && lines[k].y-lines[k-1].y > 1.8*max(lines[k].h, lines[k-1].h) {
			return k
		}
		g = l.narrowed(lines[k].words, g)
		if g.to-g.from < gutter*lines[k].words[0].em {
			return k
		}
		if k-i >= limit {
			return 0
		}
	}
	return len(lines)
}

// narrow returns what lines leave of gutter g.
func (l *layout) narrow(lines []line, g span) span {
	for _, ln := range lines {
		g = l.narrowed(ln.words, g)
	}
	return g
}

// narrowed returns the widest part of g that words leave free.
func (l *layout) narrowed(words []word, g span) span {
	best := span{}
	end := g.from
	for i := range words {
		w := &words[i]
		l.steps++
		if w.x1 <= g.from {
			continue
		}
		if w.x0 >= g.to {
			break
		}
		if w.x0-end > best.to-best.from {
			best = span{end, w.x0}
		}
		end = max(end, w.x1)
	}
	if g.to-end > best.to-best.from {
		best = span{end, g.to}
	}
	return best
}

// prose reports whether lines are prose on both sides of x.
func (l *layout) prose(lines []line, x float32, depth int) bool {
	left, right := cut(lines, x)
	return l.column(left, depth) && l.column(right, depth)
}

// column reports whether lines are a column of prose, or several: most lines
// reach the right edge, have no wide gap and are made of words.
func (l *layout) column(lines []line, depth int) bool {
	if len(lines) < columnLines {
		return false
	}
	edge, left := lines[0].words[0].x1, lines[0].words[0].x0
	for _, ln := range lines {
		s := extent(ln.words)
		edge, left = max(edge, s.to), min(left, s.from)
	}
	full, gaps, words, letters, chars := 0, 0, 0, 0, 0
	for _, ln := range lines {
		if extent(ln.words).to > edge-0.2*(edge-left) {
			full++
		}
		for i, w := range ln.words {
			if words++; i > 0 && w.x0-ln.words[i-1].x1 > 1.2*w.em {
				gaps++
			}
			for _, c := range l.canvas.text[w.off : w.off+w.n] {
				if chars++; c >= 'A' && c != '_' {
					letters++
				}
			}
		}
	}
	l.steps += chars
	n := len(lines)
	if 2*full < n || words < 3*n || chars < 14*n || 10*letters < 7*chars {
		return false
	}
	if 4*gaps <= n {
		return true
	}
	from, to, _ := l.columns(lines, depth+1)
	return 10*(to-from) >= 6*n
}
