package ocr

import (
	"image"
	"math"
)

// resampled returns g scaled and then turned by degrees counterclockwise, with
// a white border.
func resampled(g *image.Gray, sx, sy, degrees float64) *image.Gray {
	for min(sx, sy) <= 0.5 {
		g = halved(g)
		sx, sy = 2*sx, 2*sy
	}
	w, h := g.Rect.Dx(), g.Rect.Dy()
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	ow := int(math.Ceil(float64(w)*sx*math.Abs(cos)+float64(h)*sy*math.Abs(sin))) + 2*border
	oh := int(math.Ceil(float64(w)*sx*math.Abs(sin)+float64(h)*sy*math.Abs(cos))) + 2*border
	out := image.NewGray(image.Rect(0, 0, ow, oh))
	dx, dy := cos/sx, sin/sy // in g, of a step to the right
	ex, ey := -sin/sx, cos/sy
	for y := range oh {
		u, v := 0.5-float64(ow)/2, float64(y)+0.5-float64(oh)/2
		s := sampler{g: g, x: float64(w)/2 + u*dx + v*ex - 0.5, y: float64(h)/2 + u*dy + v*ey - 0.5, dx: dx, dy: dy}
		if degrees == 0 {
			s.level(out.Pix[y*out.Stride:][:ow])
		} else {
			s.fill(out.Pix[y*out.Stride:][:ow])
		}
	}
	return out
}

// A sampler reads pixels of g along a line, from (x, y) on in steps.
type sampler struct {
	g            *image.Gray
	x, y, dx, dy float64
}

// fill fills to with the pixels of the line.
func (s *sampler) fill(to []byte) {
	for i := range to {
		x, y := math.Floor(s.x), math.Floor(s.y)
		to[i] = s.at(int(x), int(y), int32(256*(s.x-x)), int32(256*(s.y-y)))
		s.x += s.dx
		s.y += s.dy
	}
}

// level is fill of a line that runs level.
func (s *sampler) level(to []byte) {
	y := math.Floor(s.y)
	fy := int32(256 * (s.y - y))
	for i := range to {
		x := math.Floor(s.x)
		to[i] = s.at(int(x), int(y), int32(256*(s.x-x)), fy)
		s.x += s.dx
	}
}

// at returns the brightness between four pixels, of which (x, y) is the first.
// Outside of the picture is white.
func (s *sampler) at(x, y int, fx, fy int32) byte {
	w, h := s.g.Rect.Dx(), s.g.Rect.Dy()
	if x < -1 || y < -1 || x >= w || y >= h {
		return 255
	}
	var a, b, c, d int32 = 255, 255, 255, 255
	i := y*s.g.Stride + x
	if y >= 0 {
		if x >= 0 {
			a = int32(s.g.Pix[i])
		}
		if x+1 < w {
			b = int32(s.g.Pix[i+1])
		}
	}
	if y+1 < h {
		i += s.g.Stride
		if x >= 0 {
			c = int32(s.g.Pix[i])
		}
		if x+1 < w {
			d = int32(s.g.Pix[i+1])
		}
	}
	return byte(((a*(256-fx)+b*fx)*(256-fy) + (c*(256-fx)+d*fx)*fy + 1<<15) >> 16)
}

// halved returns g at half its size.
func halved(g *image.Gray) *image.Gray {
	w, h := g.Rect.Dx()/2, g.Rect.Dy()/2
	out := image.NewGray(image.Rect(0, 0, max(1, w), max(1, h)))
	for y := range h {
		a, b := g.Pix[2*y*g.Stride:], g.Pix[(2*y+1)*g.Stride:]
		for x := range w {
			out.Pix[y*out.Stride+x] = byte((int(a[2*x]) + int(a[2*x+1]) + int(b[2*x]) + int(b[2*x+1]) + 2) / 4)
		}
	}
	return out
}
