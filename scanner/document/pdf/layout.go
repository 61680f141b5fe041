package pdf

import (
	"cmp"
	"slices"
)

// A layout puts the words of a page in reading order.
type layout struct {
	canvas *canvas
	steps  int // comparisons so far
	most   int // of them that may be
	words  []word
	lines  []line
	out    []line // in reading order
	blocks int    // numbers of blocks given
}

// A line is the words of a line, from left to right.
type line struct {
	words []word
	y, h  float32 // base line and height of the font
	block int     // lines of different blocks do not belong together
}

// A span is an interval.
type span struct{ from, to float32 }

// write writes the words of the canvas to w: those that are upright first, then
// those that run another way.
func (l *layout) write(w *writer, c *canvas) {
	l.canvas = c
	l.most = min(maxLayout+layoutPerByte*len(w.b), l.steps+maxPageLayout)
	if len(c.words) == 0 {
		return
	}
	byDegrees := func(a, b word) int { return cmp.Compare(a.degrees, b.degrees) }
	if !slices.IsSortedFunc(c.words, byDegrees) {
		slices.SortStableFunc(c.words, byDegrees)
	}
	for words := c.words; len(words) > 0; {
		n := 1
		for n < len(words) && words[n].degrees == words[0].degrees {
			n++
		}
		l.group(w, words[:n])
		words = words[n:]
	}
}

// group writes words that run the same way.
func (l *layout) group(w *writer, words []word) {
	l.out = l.out[:0]
	l.order(l.split(words), 0)
	if l.steps > l.most {
		w.note(muchLayout)
	}
	w.lines(l.out)
}

// split groups words by their base lines, from the top to the bottom.
func (l *layout) split(words []word) []line {
	byLine := func(a, b word) int { return cmp.Compare(a.y, b.y) }
	if !slices.IsSortedFunc(words, byLine) {
		slices.SortStableFunc(words, byLine)
	}
	const open = 4 // lines that can get another word
	l.lines = l.lines[:0]
	owner := make([]int32, len(words))
	for i := range words {
		w := &words[i]
		best, nearest := -1, float32(0)
		for k := len(l.lines) - 1; k >= max(0, len(l.lines)-open); k-- {
			dy := w.y - l.lines[k].y
			if dy < 0 {
				dy = -dy
			}
			if (best < 0 || dy < nearest) && l.fits(w, k, dy, words, owner[:i]) {
				best, nearest = k, dy
			}
		}
		if best < 0 {
			best = len(l.lines)
			l.lines = append(l.lines, line{y: w.y, h: w.h})
		} else if ln := &l.lines[best]; w.h > 1.1*ln.h {
			ln.y, ln.h = w.y, w.h
		}
		owner[i] = int32(best)
	}
	l.fill(words, owner)
	return l.lines
}

// fits reports whether w belongs to line k, from whose base line it is dy away.
// A word that is raised or lowered does, unless there is another above or below
// it.
func (l *layout) fits(w *word, k int, dy float32, words []word, owner []int32) bool {
	ln := &l.lines[k]
	small, large := min(w.h, ln.h), max(w.h, ln.h)
	if dy <= 0.12*small {
		return true
	}
	if large > 1.9*small && dy > 0.25*small {
		return false
	}
	const up, down = 0.75, 0.2 // of the height of the font
	top := max(w.y-up*w.h, ln.y-up*ln.h)
	bottom := min(w.y+down*w.h, ln.y+down*ln.h)
	if bottom-top < 0.5*(up+down)*small {
		return false
	}
	const near = 200 // words that are compared
	for i := len(owner) - 1; i >= max(0, len(owner)-near); i-- {
		if l.steps++; int(owner[i]) != k {
			continue
		}
		if o := &words[i]; min(o.x1, w.x1)-max(o.x0, w.x0) > 0.2*small && (o.y-w.y > 0.12*small || w.y-o.y > 0.12*small) {
			return false
		}
	}
	return true
}

// fill gives each line its words from left to right, without copies.
func (l *layout) fill(words []word, owner []int32) {
	counts := make([]int, len(l.lines)+1)
	for _, k := range owner {
		counts[k+1]++
	}
	for k := range l.lines {
		counts[k+1] += counts[k]
	}
	if cap(l.words) < len(words) {
		l.words = make([]word, len(words))
	}
	l.words = l.words[:len(words)]
	next := slices.Clone(counts)
	for i, k := range owner {
		l.words[next[k]] = words[i]
		next[k]++
	}
	for k := range l.lines {
		own := l.words[counts[k]:counts[k+1]:counts[k+1]]
		byPlace := func(a, b word) int { return cmp.Compare(a.x0, b.x0) }
		if !slices.IsSortedFunc(own, byPlace) {
			slices.SortStableFunc(own, byPlace)
		}
		l.lines[k].words = l.once(own)
	}
	slices.SortStableFunc(l.lines, func(a, b line) int { return cmp.Compare(a.y, b.y) })
}

// once returns words without those that stand twice in the same place, as fake
// bold letters and shadows do.
func (l *layout) once(words []word) []word {
	const near = 0.2
	out := words[:0]
next:
	for i, w := range words {
		for k := len(out) - 1; k >= max(0, len(out)-3); k-- {
			o := &out[k]
			d := w.x0 - o.x0
			if d < near*w.em && d < 0.5*(w.x1-w.x0) && o.n == w.n && l.canvas.of(*o) == l.canvas.of(w) {
				o.before, o.after = o.before || w.before, o.after || w.after
				continue next
			}
		}
		out = append(out, words[i])
	}
	return out
}

// of returns the text of w.
func (c *canvas) of(w word) string { return string(c.text[w.off : w.off+w.n]) }
