package pdf

import (
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// An accent is one that was shown by itself and may belong to the next letter.
type accent struct {
	text   string
	x0, x1 float32
	y      float32
	run    word
}

// combining returns the mark that does to a letter what the accent s, which
// stands by itself, shows; "" if s is no accent.
func combining(s string) string {
	switch s {
	case "`":
		return "\u0300"
	case "´":
		return "\u0301"
	case "ˆ":
		return "\u0302"
	case "˜":
		return "\u0303"
	case "¯":
		return "\u0304"
	case "˘":
		return "\u0306"
	case "˙":
		return "\u0307"
	case "¨":
		return "\u0308"
	case "˚":
		return "\u030A"
	case "˝":
		return "\u030B"
	case "ˇ":
		return "\u030C"
	case "¸":
		return "\u0327"
	case "˛":
		return "\u0328"
	}
	return ""
}

// over reports whether two characters stand above each other.
func (c *canvas) over(x0, x1, y, otherX0, otherX1, otherY float32) bool {
	d, dy := (x0+x1-otherX0-otherX1)/2, y-otherY
	near, high := 0.2*c.run.em, 0.8*c.run.h
	return d < near && d > -near && dy < high && dy > -high
}

// accent takes the accent s: it joins the letter that was shown last, if it
// stands over it, or else waits for the next.
func (c *canvas) accent(s string, x0, x1, y float32) {
	c.flush()
	if c.open && c.over(x0, x1, y, c.shownX, c.pen, c.run.y) {
		w := &c.words[len(c.words)-1]
		last := c.text[w.off : w.off+w.n]
		_, size := utf8.DecodeLastRune(last)
		letter := string(last[len(last)-size:])
		if both := norm.NFC.String(letter + combining(s)); utf8.RuneCountInString(both) == 1 {
			c.text = append(c.text[:len(c.text)-size], both...)
			w.n += int32(len(both) - size)
			c.shown = both
			return
		}
	}
	c.waiting = accent{s, x0, x1, y, c.run}
}

// accented returns s with the accent that waits, if that stands over it.
func (c *canvas) accented(s string, x0, x1, y float32) string {
	a := c.waiting
	if c.over(a.x0, a.x1, a.y, x0, x1, y) {
		if both := norm.NFC.String(s + combining(a.text)); utf8.RuneCountInString(both) == 1 {
			c.waiting = accent{}
			return both
		}
	}
	c.flush()
	return s
}

// flush shows the accent that waits by itself.
func (c *canvas) flush() {
	if a := c.waiting; a.text != "" {
		c.waiting = accent{}
		run := c.run
		y := run.y
		c.run = a.run
		c.run.y = y
		c.add(a.text, a.x0, a.x1, a.y)
		run.y = c.run.y
		c.run = run
	}
}
