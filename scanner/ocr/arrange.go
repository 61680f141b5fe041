package ocr

import (
	"cmp"
	"image"
	"slices"
	"strings"
)

// A line is words from left to right.
type line struct {
	words  []Word
	box    image.Rectangle
	height int // of the usual word
}

// A block is lines from the top to the bottom.
type block struct {
	lines []line
	box   image.Rectangle
}

// arrange returns the text of words, in which blocks and lines follow each
// other in reading order. Blocks that stand side by side and are no columns of
// prose are the columns of a table: they are read row by row.
func arrange(words []Word) string {
	var out strings.Builder
	for i, b := range joined(blocksOf(words)) {
		if i > 0 {
			out.WriteByte('\n')
		}
		for _, ln := range b.lines {
			ln.write(&out)
		}
	}
	return out.String()
}

// blocksOf returns words as the blocks and lines that they are numbered by.
func blocksOf(words []Word) []block {
	var out []block
	for i, w := range words {
		if i == 0 || w.block != words[i-1].block {
			out = append(out, block{})
		}
		b := &out[len(out)-1]
		if len(b.lines) == 0 || w.line != words[i-1].line {
			b.lines = append(b.lines, line{})
		}
		ln := &b.lines[len(b.lines)-1]
		ln.words = append(ln.words, w)
	}
	for i := range out {
		for k := range out[i].lines {
			out[i].lines[k].measure()
			out[i].box = out[i].box.Union(out[i].lines[k].box)
		}
	}
	return out
}

// measure puts the words of ln in order and takes its size.
func (ln *line) measure() {
	slices.SortStableFunc(ln.words, func(a, b Word) int { return cmp.Compare(a.Box.Min.X, b.Box.Min.X) })
	heights := make([]int, len(ln.words))
	for i, w := range ln.words {
		ln.box = ln.box.Union(w.Box)
		heights[i] = w.Box.Dy()
	}
	slices.Sort(heights)
	ln.height = heights[len(heights)/2]
}

// write writes ln, with a TAB where a gap is as wide as between columns.
func (ln *line) write(out *strings.Builder) {
	const wide = 1.6 // times the height of a word
	for i, w := range ln.words {
		if i > 0 {
			gap := w.Box.Min.X - ln.words[i-1].Box.Max.X
			if float64(gap) > wide*float64(ln.height) {
				out.WriteByte('\t')
			} else {
				out.WriteByte(' ')
			}
		}
		out.WriteString(w.Text)
	}
	out.WriteByte('\n')
}

// joined returns blocks with the columns of each table joined to one block.
func joined(blocks []block) []block {
	var out []block
next:
	for _, b := range blocks {
		for i := range out {
			if o := &out[i]; o.beside(&b) && (o.cells() || b.cells()) {
				o.join(&b)
				continue next
			}
		}
		out = append(out, b)
	}
	return out
}

// beside reports whether o stands at the side of b: their lines are level and
// have no column in common.
func (b *block) beside(o *block) bool {
	level := min(b.box.Max.Y, o.box.Max.Y) - max(b.box.Min.Y, o.box.Min.Y)
	if 2*level < min(b.box.Dy(), o.box.Dy()) {
		return false
	}
	if min(b.box.Max.X, o.box.Max.X) <= max(b.box.Min.X, o.box.Min.X) {
		return true
	}
	for _, x := range b.lines {
		for _, y := range o.lines {
			if x.level(&y) && min(x.box.Max.X, y.box.Max.X) > max(x.box.Min.X, y.box.Min.X) {
				return false
			}
		}
	}
	return true
}

// cells reports whether the lines of b are as short as the cells of a table.
func (b *block) cells() bool {
	const few = 3 // words
	short := 0
	for _, ln := range b.lines {
		if len(ln.words) <= few {
			short++
		}
	}
	return 2*short >= len(b.lines)
}

// level reports whether ln and o stand in one row.
func (ln *line) level(o *line) bool {
	a, b := ln.box.Min.Y+ln.box.Max.Y, o.box.Min.Y+o.box.Max.Y
	d := a - b
	if d < 0 {
		d = -d
	}
	return d < max(1, min(ln.height, o.height))
}

// join adds the lines of o to the rows of b.
func (b *block) join(o *block) {
	b.box = b.box.Union(o.box)
next:
	for _, ln := range o.lines {
		for i := range b.lines {
			if b.lines[i].level(&ln) {
				b.lines[i].words = append(b.lines[i].words, ln.words...)
				b.lines[i].measure()
				continue next
			}
		}
		b.lines = append(b.lines, ln)
	}
	slices.SortStableFunc(b.lines, func(x, y line) int {
		return cmp.Compare(x.box.Min.Y+x.box.Max.Y, y.box.Min.Y+y.box.Max.Y)
	})
}
