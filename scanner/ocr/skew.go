package ocr

import "math"

// skew returns by how many degrees counterclockwise the lines of text that the
// marks are on are to be turned to run level: the angle at which the feet of the
// marks lie in the fewest rows.
func skew(marks []mark, height float64) float64 {
	const few, most, coarse, fine = 30, 8.0, 0.5, 0.05
	if len(marks) < few || height == 0 {
		return 0
	}
	best, top := 0.0, rows(marks, height, 0)
	level := top
	search := func(from, to, step float64) {
		for i := 0; from+float64(i)*step <= to+step/2; i++ {
			angle := from + float64(i)*step
			if n := rows(marks, height, angle); n > top {
				best, top = angle, n
			}
		}
	}
	search(-most, most, coarse)
	search(best-coarse, best+coarse, fine)
	const clearly = 1.05
	if math.Abs(best) < leastSkew || top < clearly*level {
		return 0
	}
	return best
}

// rows tells how well the feet of the marks lie in rows that fall by degrees to
// the right: the sum of the squares of how many are in each.
func rows(marks []mark, height, degrees float64) float64 {
	slope := math.Tan(degrees * math.Pi / 180)
	pitch := max(1, height/6)
	const most = 4000 // marks that are enough to tell
	step := max(1, len(marks)/most)
	feet := make([]int, 0, most+step)
	least, last := math.MaxInt, math.MinInt
	for i := 0; i < len(marks); i += step {
		m := marks[i]
		y := int(math.Floor((float64(m.y1) - slope*float64(m.x0+m.x1)/2) / pitch))
		feet = append(feet, y)
		least, last = min(least, y), max(last, y)
	}
	counts := make([]float64, last-least+1)
	for _, y := range feet {
		counts[y-least]++
	}
	sum := 0.0
	for _, n := range counts {
		sum += n * n
	}
	return sum
}
