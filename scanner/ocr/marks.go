package ocr

import (
	"image"
	"slices"
)

// A mark is a dark spot of a picture that may be a letter.
type mark struct{ x0, y0, x1, y1 int }

// Sizes of marks in pixels.
const (
	leastMark = 5
	mostMark  = 160
	mostMarks = 60_000 // that are looked at
)

// marksOf returns the dark spots of g that have the size of letters.
func marksOf(g *image.Gray) []mark {
	const dark = 128
	w, h := g.Rect.Dx(), g.Rect.Dy()
	var f forest
	var above, runs []run
	for y := range h {
		runs = runs[:0]
		row := g.Pix[y*g.Stride:][:w]
		for x := 0; x < w; x++ {
			if row[x] >= dark {
				continue
			}
			x0 := x
			for x < w && row[x] < dark {
				x++
			}
			runs = append(runs, run{x0, x, f.add(mark{x0, y, x, y + 1})})
		}
		f.join(above, runs)
		above, runs = runs, above
	}
	return f.marks()
}

// A run is dark pixels of a line side by side.
type run struct{ x0, x1, id int }

// A forest joins runs to spots.
type forest struct {
	parent []int32
	spots  []mark
}

func (f *forest) add(m mark) int {
	f.parent = append(f.parent, int32(len(f.parent)))
	f.spots = append(f.spots, m)
	return len(f.parent) - 1
}

// root returns the first run of the spot that has run i.
func (f *forest) root(i int) int {
	for int(f.parent[i]) != i {
		f.parent[i] = f.parent[f.parent[i]]
		i = int(f.parent[i])
	}
	return i
}

// join joins the runs of a line to those above that they touch.
func (f *forest) join(above, runs []run) {
	k := 0
	for _, r := range runs {
		for k < len(above) && above[k].x1 < r.x0 {
			k++
		}
		for j := k; j < len(above) && above[j].x0 <= r.x1; j++ {
			a, b := f.root(above[j].id), f.root(r.id)
			if a == b {
				continue
			}
			if a > b {
				a, b = b, a
			}
			f.parent[b] = int32(a)
			s, o := &f.spots[a], f.spots[b]
			s.x0, s.y0, s.x1, s.y1 = min(s.x0, o.x0), min(s.y0, o.y0), max(s.x1, o.x1), max(s.y1, o.y1)
		}
	}
}

// marks returns the spots that have the size of letters, from the top.
func (f *forest) marks() []mark {
	var out []mark
	for i, s := range f.spots {
		w, h := s.x1-s.x0, s.y1-s.y0
		if int(f.parent[i]) == i && h >= leastMark && h <= mostMark && w >= 2 && w <= 4*h && len(out) < mostMarks {
			out = append(out, s)
		}
	}
	return out
}

// usualHeight returns the height of most letters in pixels; 0 if there are too
// few to tell. Large spots count more, as there is more dirt than letters.
func usualHeight(marks []mark) float64 {
	const few = 12
	if len(marks) < few {
		return 0
	}
	heights := make([]int, 0, len(marks))
	for _, m := range marks {
		heights = append(heights, m.y1-m.y0)
	}
	slices.Sort(heights)
	total, sum := 0, 0
	for _, h := range heights {
		total += h
	}
	for _, h := range heights {
		if sum += h; 2*sum >= total {
			return float64(h)
		}
	}
	return 0
}
