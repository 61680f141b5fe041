package ocr

import (
	"image"
	"math"
)

// What a picture is prepared for. The values are those at which tesseract found
// most of the words of photographed receipts.
const (
	letterHeight = 24   // pixels of the usual letter, after scaling
	mostGrowth   = 3.0  // times that a picture is enlarged
	border       = 12   // white pixels around the picture
	leastSkew    = 0.15 // degrees from which a picture is turned
)

// A prepared picture is what tesseract reads.
type ready struct {
	gray   *image.Gray
	letter float64 // height of the usual letter in it, in pixels; 0: none was seen
}

// prepare makes the letters of g dark on even white, upright, and of the size
// that tesseract knows best. It returns false if nothing in g can be a letter.
func prepare(g *image.Gray, stretch float64) (ready, bool) {
	g = even(g)
	marks := marksOf(g)
	height := usualHeight(marks)
	if len(marks) == 0 {
		return ready{}, false
	}
	scale := 1.0
	if height > 0 {
		scale = letterHeight / height
	}
	sx, sy := scale, scale
	if stretch > 1 {
		sy *= stretch
	} else if stretch > 0 {
		sx /= stretch
	}
	w, h := float64(g.Rect.Dx()), float64(g.Rect.Dy())
	most := min(mostGrowth, math.Sqrt(mostReady/(w*h)))
	sx, sy = min(sx, most), min(sy, most)
	g = resampled(g, sx, sy, skew(marks, height))
	return ready{g, height * sy}, true
}

// mostReady bounds the pixels of a picture that tesseract reads.
const mostReady = 24 << 20
