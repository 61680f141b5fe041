package detectors

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// candidate gathers the groups of digits from token i on.
func (w *work) candidate(text string, i int, c *candidate) {
	t := &w.toks[i]
	*c = candidate{tok: i, start: int(t.start), from: int(t.start), text: text}
	if end := int(t.end); c.start > 0 && text[c.start-1] == '(' && end < len(text) && text[end] == ')' {
		c.paren = true
		c.start--
	}
	if c.start > 0 && text[c.start-1] == '+' {
		c.plus = true
		c.start--
	} else if c.start > 1 && text[c.start-1] == ' ' && text[c.start-2] == '+' && (c.start == 2 || text[c.start-3] == ' ' || text[c.start-3] == ':') {
		c.plus = true
		c.start -= 2
	}
	digits := 0
	for n := 0; ; n++ {
		t := &w.toks[i+n]
		digits += int(t.end - t.start)
		c.lens[n] = uint8(min(int(t.end-t.start), 255))
		c.ends[n] = digits
		c.sums |= 1 << min(digits, 31)
		c.n = n + 1
		if c.n == maxGroups || i+n+1 == len(w.toks) {
			break
		}
		next := &w.toks[i+n+1]
		if next.kind != number {
			break
		}
		sep := separator(text[t.end:next.start])
		if sep == 0 {
			break
		}
		c.seps[n] = sep
	}
	c.all = c.n
	if c.n < maxGroups && c.lens[0] == 4 && c.n >= 2 {
		w.nextLine(c)
	}
}

// nextLine adds the groups on the next line to those that may be the first of a card.
func (w *work) nextLine(c *candidate) {
	for c.all < maxGroups && c.tok+c.all < len(w.toks) {
		last, next := &w.toks[c.tok+c.all-1], &w.toks[c.tok+c.all]
		gap := c.text[last.end:next.start]
		if next.kind != number || c.all == c.n && (next.line != last.line+1 || strings.Trim(gap, " \r\n>|") != "") || c.all > c.n && gap != " " && gap != "-" {
			return
		}
		c.seps[c.all-1] = c.seps[0]
		if c.all > c.n {
			c.seps[c.all-1] = gap[0]
		}
		c.lens[c.all] = uint8(min(int(next.end-next.start), 255))
		c.ends[c.all] = c.ends[c.all-1] + int(next.end-next.start)
		c.all++
	}
}

// first returns the digits of the first n groups of c.
func (c *candidate) first(n int) string {
	if n == 1 {
		return c.text[c.from : c.from+c.ends[0]]
	}
	if c.joined == "" {
		var b [maxGroups * 20]byte
		d := b[:0]
		for p := c.from; len(d) < c.ends[c.all-1]; p++ {
			if classes[c.text[p]] == digit {
				d = append(d, c.text[p])
			}
		}
		c.joined = string(d)
	}
	return c.joined[:c.ends[n-1]]
}

// leads returns the first digit of c.
func (c *candidate) leads() byte { return c.text[c.from] }

// follows reports whether digits stand a blank before c.
func (c *candidate) follows() bool {
	return c.start > 1 && c.text[c.start-1] == ' ' && classes[c.text[c.start-2]] == digit
}

// separator returns what parts two groups of digits: a blank, a dash, a dot,
// a slash, or ')' with blanks around it; 0 if they do not belong together.
func separator(g string) byte {
	switch g {
	case " ", "\u00a0", "  ", "\u202f", "\u2009":
		return ' '
	case "-", "- ", "--", " \u2013 ", "\u2010", "\u2011", "\u2012", "\u2013", "\u2212", " - ":
		return '-'
	case ".", "/":
		return g[0]
	case " . ":
		return '.'
	case "-\n", "-\r\n", "-\n> ":
		return '-'
	case ") ", ")", ")-", ")\n", ")\r\n", ").", " (", "(", "-(", ")\u00a0", ")/", " - (":
		return ')'
	}
	return 0
}

// clean reports whether the first n groups of c stand apart from letters and
// digits around them, so that they are no part of a longer code.
func (w *work) clean(c *candidate, n int) bool {
	return c.cleanBefore(n) && w.cleanBehind(c, n) && !w.parameter(c)
}

// parameter reports whether c is the value of a parameter in the address of a
// page, and no label names it: "/?u=6175550123".
func (w *work) parameter(c *candidate) bool {
	if c.start < 3 || c.tok == 0 || c.text[c.start-1] != '=' {
		return false
	}
	t := &w.toks[c.tok-1]
	return t.start > 0 && t.flags&labelStart == 0 && (c.text[t.start-1] == '?' || c.text[t.start-1] == '&')
}

func (c *candidate) cleanBefore(n int) bool {
	p := c.start - 1
	if p < 0 {
		return true
	}
	digitBefore := p > 0 && classes[c.text[p-1]] == digit
	switch b := c.text[p]; b {
	case '-':
		return p == 0 || !wordBefore(c.text, p)
	case '.', ':':
		return !digitBefore
	case ',':
		return !digitBefore || c.lens[0] != 3 || n > 1 && c.seps[0] != ' '
	case '/':
		return p == 0 || !wordBefore(c.text, p) || digitBefore && (n > 1 || c.lens[0] >= 12)
	case '_', '@', '$':
		return false
	}
	return !wordBefore(c.text, p+1)
}

func (w *work) cleanBehind(c *candidate, n int) bool {
	last := &w.toks[c.tok+n-1]
	end := int(last.end)
	if end >= len(c.text) {
		return true
	}
	digitBehind := end+1 < len(c.text) && classes[c.text[end+1]] == digit
	switch b := c.text[end]; b {
	case '_', '@':
		return false
	case '-', '.':
		return end+1 >= len(c.text) || !wordBehind(c.text, end+1)
	case ':':
		return !digitBehind
	case ',':
		return !digitBehind || last.end-last.start > 3 && w.another(c.text, c.tok+n)
	case 'x', 'X':
		return w.extension(c.tok + n)
	case 'e', 'E':
		return w.toks[c.tok+n].hash == hashExt && c.tok+n+1 < len(w.toks) && w.toks[c.tok+n+1].kind == number
	}
	return !wordBehind(c.text, end)
}

var hashExt = hashWord("ext")

// another reports whether a number of its own begins at token i, which stands
// close behind a comma: it is long, or has a separator.
func (w *work) another(text string, i int) bool {
	t := &w.toks[i]
	if t.end-t.start >= 8 || i+1 < len(w.toks) && text[t.end] == ':' && w.toks[i+1].kind == number {
		return true
	}
	return i+1 < len(w.toks) && w.toks[i+1].kind == number && separator(text[t.end:w.toks[i+1].start]) != 0
}

// extension reports whether tokens i and i+1 are the "x" and the digits of the
// extension of a phone.
func (w *work) extension(i int) bool {
	return i+1 < len(w.toks) && w.toks[i].end-w.toks[i].start == 1 && w.toks[i+1].kind == number && w.toks[i+1].end-w.toks[i+1].start <= 6
}

// wordBefore reports whether a letter or a digit ends at byte p.
func wordBefore(text string, p int) bool {
	if classes[text[p-1]] == high {
		r, _ := utf8.DecodeLastRuneInString(text[:p])
		return unicode.IsLetter(r) || unicode.IsDigit(r)
	}
	return wordByte(text[p-1])
}

// wordBehind reports whether a letter or a digit begins at byte p.
func wordBehind(text string, p int) bool {
	if classes[text[p]] == high {
		r, _ := utf8.DecodeRuneInString(text[p:])
		return unicode.IsLetter(r) || unicode.IsDigit(r)
	}
	return wordByte(text[p])
}

func wordByte(b byte) bool {
	switch classes[b] {
	case lowLetter, capLetter, digit, high:
		return true
	}
	return false
}
