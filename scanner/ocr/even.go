package ocr

import "image"

// even returns g with dark letters on white: what is light around a pixel
// becomes white and what is dark around it black, so that shadows, faded print
// and light letters on a dark page do not matter.
func even(g *image.Gray) *image.Gray {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	t := tilesOf(g)
	out := image.NewGray(g.Rect)
	flip := byte(0)
	if t.dark() {
		flip = 255
		t.flip()
	}
	t.smooth()
	const leastContrast = 48 // of what is no noise
	low, high := make([]int32, w), make([]int32, w)
	for y := range h {
		t.line(y, w, low, high)
		from, to := g.Pix[y*g.Stride:][:w], out.Pix[y*out.Stride:][:w]
		for x, p := range from {
			span := max(high[x]-low[x], leastContrast)
			v := 255 - (high[x]-int32(p^flip))*255/span
			to[x] = byte(max(0, min(v, 255)))
		}
	}
	return out
}

// tiles are the squares of a picture, with the levels of light and dark in each.
type tiles struct {
	size, w, h int
	low, high  []int32
}

// tilesOf measures the squares of g.
func tilesOf(g *image.Gray) *tiles {
	const least, across = 24, 16
	w, h := g.Rect.Dx(), g.Rect.Dy()
	t := &tiles{size: max(least, min(w, h)/across)}
	t.w, t.h = (w+t.size-1)/t.size, (h+t.size-1)/t.size
	t.low, t.high = make([]int32, t.w*t.h), make([]int32, t.w*t.h)
	for ty := range t.h {
		for tx := range t.w {
			var counts [256]int32
			x0, x1 := tx*t.size, min((tx+1)*t.size, w)
			for y := ty * t.size; y < min((ty+1)*t.size, h); y++ {
				for _, p := range g.Pix[y*g.Stride+x0 : y*g.Stride+x1] {
					counts[p]++
				}
			}
			n := int32((x1 - x0) * (min((ty+1)*t.size, h) - ty*t.size))
			t.low[ty*t.w+tx], t.high[ty*t.w+tx] = level(&counts, n/10), level(&counts, n*85/100)
		}
	}
	return t
}

// level returns the brightness that is above more than n pixels.
func level(counts *[256]int32, n int32) int32 {
	for v, c := range counts {
		if n -= c; n < 0 {
			return int32(v)
		}
	}
	return 255
}

// dark reports whether the page is dark: most squares are, where they are
// lightest but for letters.
func (t *tiles) dark() bool {
	const middle = 100
	n := 0
	for i := range t.high {
		if (t.high[i]+t.low[i])/2 < middle && t.high[i] < 200 || t.high[i] < middle {
			n++
		}
	}
	return 2*n > len(t.high)
}

// flip makes light of dark.
func (t *tiles) flip() {
	for i := range t.low {
		t.low[i], t.high[i] = 255-t.high[i], 255-t.low[i]
	}
}

// smooth lets each square have the mean light and the deepest dark of those
// around it.
func (t *tiles) smooth() {
	low, high := make([]int32, len(t.low)), make([]int32, len(t.high))
	for y := range t.h {
		for x := range t.w {
			sum, n, deep := int32(0), int32(0), int32(255)
			for v := max(0, y-1); v <= min(t.h-1, y+1); v++ {
				for u := max(0, x-1); u <= min(t.w-1, x+1); u++ {
					sum += t.high[v*t.w+u]
					n++
					deep = min(deep, t.low[v*t.w+u])
				}
			}
			high[y*t.w+x], low[y*t.w+x] = sum/n, deep
		}
	}
	t.low, t.high = low, high
}

// line fills low and high with the levels of the pixels of line y, between
// those of the middles of the squares.
func (t *tiles) line(y, w int, low, high []int32) {
	top, below, fy := t.between(y, t.h)
	for x := range w {
		left, right, fx := t.between(x, t.w)
		mix := func(v []int32) int32 {
			a := v[top*t.w+left]*(256-fx) + v[top*t.w+right]*fx
			b := v[below*t.w+left]*(256-fx) + v[below*t.w+right]*fx
			return (a*(256-fy) + b*fy) >> 16
		}
		low[x], high[x] = mix(t.low), mix(t.high)
	}
}

// between returns the squares of n between whose middles pixel i lies, and how
// far it is from the first, in 256ths.
func (t *tiles) between(i, n int) (first, second int, part int32) {
	at := i - t.size/2
	if at < 0 {
		return 0, 0, 0
	}
	first = at / t.size
	return min(first, n-1), min(first+1, n-1), int32(at % t.size * 256 / t.size)
}
