package pdf

import (
	"math"
	"strings"
	"unicode/utf8"
)

// A word is a run of characters without a gap. It lies in a frame whose x runs
// along the text and whose y runs down the lines.
type word struct {
	x0, x1, y float32 // ends on the base line
	h, em     float32 // height and width of the font
	wide      float32 // the gap from which columns are apart
	off, n    int32   // bytes of the text of the canvas
	degrees   int16   // which way the text runs, counterclockwise
	before    bool    // a blank was shown before it
	after     bool    // a blank was shown after it
	hidden    bool    // it is invisible
}

// A canvas collects the words of a page.
type canvas struct {
	words    []word
	text     []byte
	images   int
	drawings []drawing
	fills    int // areas that were filled

	run    word // what words of the current operator have in common
	open   bool // the last word can go on
	pen    float32
	shown  string  // the last character
	shownX float32 // where it stands
	blank  bool    // a blank was shown last
	actual replacement

	waiting accent
}

// A replacement is the text that marked content stands for.
type replacement struct {
	on     bool
	text   string
	run    word
	filled bool // run has the place of the first characters
}

// reset empties the canvas.
func (c *canvas) reset() {
	*c = canvas{words: c.words[:0], text: c.text[:0], drawings: c.drawings[:0]}
}

// begin starts text that runs that way in a font of height h and width em, of
// which gap make columns.
func (c *canvas) begin(degrees int16, h, em, gap float32) {
	const least = 0.01
	h, em = max(h, least), max(em, least)
	if c.run.degrees != degrees || c.run.h > h*1.2 || h > c.run.h*1.2 {
		c.open, c.blank = false, false
	}
	c.run.degrees, c.run.h, c.run.em, c.run.wide = degrees, h, em, gap*em
}

// Gaps and overlaps, as shares of the width of the font.
const (
	wordGap  = 0.13 // between words
	overlap  = 0.3  // of kerned characters
	fakeBold = 0.1  // between copies of a character
)

// put shows a character between x0 and x1 on the base line y.
func (c *canvas) put(s string, from, to, base float64) {
	x0, x1, y := float32(from), float32(to), float32(base)
	if x1 < x0 {
		x0, x1 = x1, x0
	}
	switch {
	case c.actual.on:
		c.replace(x0, x1, y)
	case s == "":
	case s == " ":
		c.flush()
		c.space(x0, x1, y)
	case (s[0] == '`' || s[0] == 0xC2 || s[0] == 0xCB) && combining(s) != "":
		c.accent(s, x0, x1, y)
	default:
		if c.waiting.text != "" {
			s = c.accented(s, x0, x1, y)
		}
		c.add(s, x0, x1, y)
	}
}

// space shows a blank.
func (c *canvas) space(x0, x1, y float32) {
	near := c.run.em
	if c.open && x0-c.pen < near && c.pen-x0 < near {
		c.words[len(c.words)-1].after = true
	}
	c.open, c.blank = false, true
	c.pen, c.run.y = x1, y
}

// add adds a character to the last word, or begins another with it. A character
// that stands where the same was shown last, as in fake bold, is passed over.
func (c *canvas) add(s string, x0, x1, y float32) {
	near := c.run.em
	level := y-c.run.y < 0.1*c.run.h && c.run.y-y < 0.1*c.run.h
	gap, again := x0-c.pen, x0-c.shownX
	if c.open && level && s == c.shown && again < fakeBold*near && again > -fakeBold*near && again < 0.5*(x1-x0) {
		return
	}
	if c.open && level && gap < wordGap*near && gap > -overlap*near {
		w := &c.words[len(c.words)-1]
		c.text = append(c.text, s...)
		w.n += int32(len(s))
		w.x1 = max(w.x1, x1)
	} else {
		w := c.run
		w.x0, w.x1, w.y = x0, x1, y
		w.off, w.n = int32(len(c.text)), int32(len(s))
		w.before = c.blank && level && gap < near && gap > -near
		c.text = append(c.text, s...)
		c.words = append(c.words, w)
	}
	c.open, c.blank = true, false
	c.pen, c.run.y = x1, y
	c.shown, c.shownX = s, x0
}

// beginActual lets s stand for what is shown until endActual. It returns false
// if something stands for it already.
func (c *canvas) beginActual(s string) bool {
	if c.actual.on {
		return false
	}
	c.actual = replacement{on: true, text: s}
	return true
}

// replace notes the place of a character that something stands for.
func (c *canvas) replace(x0, x1, y float32) {
	w := &c.actual.run
	if !c.actual.filled {
		*w = c.run
		w.x0, w.x1, w.y = x0, x1, y
		c.actual.filled = true
	} else if abs32(float64(y-w.y)) < 0.5*w.h && w.degrees == c.run.degrees {
		w.x0, w.x1 = min(w.x0, x0), max(w.x1, x1)
	}
}

// endActual shows what stands for the characters since beginActual, its words
// side by side in their place.
func (c *canvas) endActual() {
	a := c.actual
	c.actual = replacement{}
	if !a.filled {
		return
	}
	base := c.run.y
	c.run = a.run
	c.run.y = base
	total := float32(max(1, utf8.RuneCountInString(a.text)))
	width := a.run.x1 - a.run.x0
	at := 0
	for rest := a.text; rest != ""; {
		s, more, found := strings.Cut(rest, " ")
		n := utf8.RuneCountInString(s)
		x0 := a.run.x0 + width*float32(at)/total
		x1 := a.run.x0 + width*float32(at+n)/total
		if s != "" {
			c.add(s, x0, x1, a.run.y)
		}
		if found {
			c.space(x1, x1, a.run.y)
		}
		at += n + 1
		rest = more
	}
}

// A frame is a way in which text runs.
type frame struct {
	degrees  int16
	cos, sin float64
}

// frameOf returns the frame of text that runs along (x, y). The text of scans is
// a little askew, so that its direction is known to the degree only.
func frameOf(x, y float64) frame {
	length := hypot(x, y)
	if y == 0 && x >= 0 || length == 0 || length != length || math.IsInf(length, 0) {
		return frame{0, 1, 0}
	}
	degrees := int(math.Round(math.Atan2(y, x) * 180 / math.Pi))
	return frame{int16((degrees + 360) % 360), x / length, y / length}
}

// turn returns the point (x, y), whose y runs up, in the frame.
func (f frame) turn(x, y float64) (along, down float64) {
	return x*f.cos + y*f.sin, x*f.sin - y*f.cos
}

// abs32 returns x without its sign; 0 if it is infinite or not a number.
func abs32(x float64) float32 { return float32(math.Abs(finite(x))) }

// hypot returns the length of (x, y).
func hypot(x, y float64) float64 {
	if x == 0 {
		return math.Abs(y)
	}
	if y == 0 {
		return math.Abs(x)
	}
	return math.Sqrt(x*x + y*y)
}
