package pdf

// addresses reports whether there is a postal address in the lines on one side
// of the gutter, and no table: a line that ends in a ZIP code below one that
// starts with a number.
func addresses(c *canvas, lines []line, gutter span) bool {
	if len(lines) < 2 || len(lines) > addressLines {
		return false
	}
	left, right := cut(lines, gutter.middle())
	if len(left) < 2 || len(right) < 1 {
		return false
	}
	return c.address(left) || c.address(right)
}

// address reports whether lines have one postal address, whose lines begin at
// the same place and have no wide gap.
func (c *canvas) address(lines []line) bool {
	codes, found := 0, false
	for i, ln := range lines {
		if !c.endsAddress(ln) {
			continue
		}
		codes++
		if i == 0 || !c.startsAddress(lines[i-1]) {
			continue
		}
		street := lines[i-1]
		if near(street.words[0].x0, ln.words[0].x0, ln.h) && len(pieces(street, 1)) == 1 && len(pieces(ln, 1)) == 1 {
			found = true
		}
	}
	return found && codes == 1
}

// endsAddress reports whether ln ends as a postal address does, in a ZIP code
// after a name.
func (c *canvas) endsAddress(ln line) bool {
	n := len(ln.words)
	if n < 2 || !isZIP(c.text, ln.words[n-1]) {
		return false
	}
	first, before := c.text[ln.words[0].off], c.text[ln.words[n-2].off]
	return first >= 'A' && before >= 'A' && before <= 'Z'
}

// isZIP reports whether w is a ZIP code.
func isZIP(text []byte, w word) bool {
	s := text[w.off : w.off+w.n]
	if len(s) != 5 && (len(s) != 10 || s[5] != '-') {
		return false
	}
	for i, c := range s {
		if c-'0' > 9 && i != 5 {
			return false
		}
	}
	return true
}

// startsAddress reports whether ln starts as a street address or a post office
// box does.
func (c *canvas) startsAddress(ln line) bool {
	first := ln.words[0]
	if first.n == 0 || len(ln.words) < 2 {
		return false
	}
	b := c.text[first.off]
	return b-'0' < 10 || b == 'P' && (c.of(first) == "PO" || c.of(first) == "P.O." || c.of(first) == "P.O") || b == '#'
}
