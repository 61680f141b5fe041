package metafile

import "math"

// A matrix maps x, y to a*x+c*y+e, b*x+d*y+f (MS-EMF, 2.2.28).
type matrix struct{ a, b, c, d, e, f float64 }

var unchanged = matrix{a: 1, d: 1}

// after returns the matrix that applies n first.
func (m matrix) after(n matrix) matrix {
	if n == (matrix{}) {
		return m
	}
	return matrix{
		n.a*m.a + n.b*m.c, n.a*m.b + n.b*m.d,
		n.c*m.a + n.d*m.c, n.c*m.b + n.d*m.d,
		n.e*m.a + n.f*m.c + m.e, n.e*m.b + n.f*m.d + m.f,
	}
}

// matrixOf reads a matrix of six numbers of four bytes.
func matrixOf(b []byte) matrix {
	var v [6]float64
	for i := range v {
		v[i] = float64(math.Float32frombits(le.Uint32(b[4*i:])))
	}
	return matrix{v[0], v[1], v[2], v[3], v[4], v[5]}
}

// A page maps the units of the commands to those of the device (MS-WMF, 2.1.1.16).
// Extents of 0 are not told.
type page struct{ mode, fromX, fromY, fromW, fromH, toX, toY, toW, toH float64 }

// Modes of mapping: those between the two have units of length, and y grows upwards.
const (
	modeText      = 1
	modeIsotropic = 7
)

func (p page) matrix() matrix {
	m := unchanged
	switch {
	case p.mode > modeText && p.mode < modeIsotropic:
		m.d = -1
	case p.mode >= modeIsotropic && p.fromW != 0 && p.toW != 0 && p.fromH != 0 && p.toH != 0:
		m.a, m.d = p.toW/p.fromW, p.toH/p.fromH
	case p.mode >= modeIsotropic && p.fromH < 0:
		m.d = -1
	}
	m.e, m.f = p.toX-m.a*p.fromX, p.toY-m.d*p.fromY
	return m
}
