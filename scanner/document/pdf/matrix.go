package pdf

import "math"

// A matrix maps (x, y) to (ax+cy+e, bx+dy+f) (ISO 32000-1, 8.3.3).
type matrix struct{ a, b, c, d, e, f float64 }

// unit maps every point to itself.
var unit = matrix{1, 0, 0, 1, 0, 0}

// times returns the matrix that maps by m first and by n then.
func (m matrix) times(n matrix) matrix {
	return matrix{
		m.a*n.a + m.b*n.c, m.a*n.b + m.b*n.d,
		m.c*n.a + m.d*n.c, m.c*n.b + m.d*n.d,
		m.e*n.a + m.f*n.c + n.e, m.e*n.b + m.f*n.d + n.f,
	}
}

// moved returns m after a translation by (x, y).
func (m matrix) moved(x, y float64) matrix {
	m.e += x*m.a + y*m.c
	m.f += x*m.b + y*m.d
	return m
}

// matrixOf returns the matrix that array v holds; unit if there is none.
func (f *file) matrixOf(v any) matrix {
	a := f.array(v)
	if len(a) < 6 {
		return unit
	}
	var n [6]float64
	for i := range n {
		n[i] = f.number(a[i], 0)
	}
	return matrix{n[0], n[1], n[2], n[3], n[4], n[5]}
}

// upright returns the matrix that turns a page by quarter turns clockwise.
func upright(quarters int) matrix {
	switch quarters {
	case 1:
		return matrix{0, -1, 1, 0, 0, 0}
	case 2:
		return matrix{-1, 0, 0, -1, 0, 0}
	case 3:
		return matrix{0, 1, -1, 0, 0, 0}
	}
	return unit
}

// finite returns x, or 0 if it is infinite or not a number.
func finite(x float64) float64 {
	if math.Abs(x) < 1e9 {
		return x
	}
	return 0
}
