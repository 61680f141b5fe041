package detectors

import "strings"

// nicked reports whether token j is a nickname in quotes or brackets inside a
// name, or the word behind one: Edward "Duke" Ellis, William (Bill) Ellis.
func (w *work) nicked(text string, j int) bool {
	a, b := &w.toks[j-1], &w.toks[j]
	switch text[a.end:b.start] {
	case ` "`, " “", " (", " '", `. "`, ". “", ". (":
		return j+1 < len(w.toks) && b.kind == title && w.toks[j+1].capital() && w.closed(text, j) && w.named(j-1)
	case `" `, "” ", ") ", "' ":
		return nickOpen(text, int(a.start)) && j > 1 && w.named(j-2)
	}
	return false
}

// closed reports whether the sign that opens before token j closes behind it,
// and a blank follows.
func (w *work) closed(text string, j int) bool {
	switch open, g := text[w.toks[j].start-1], text[w.toks[j].end:w.toks[j+1].start]; open {
	case '"', '\'':
		return g[0] == open && g[1:] == " "
	case '(':
		return g == ") "
	}
	return text[w.toks[j].end:w.toks[j+1].start] == "” "
}

// nickOpen reports whether the sign before byte i opens a nickname.
func nickOpen(text string, i int) bool {
	if i < 2 {
		return false
	}
	return text[i-2] == ' ' && strings.IndexByte("\"('", text[i-1]) >= 0 || i > 3 && text[i-4:i] == " “"
}

// named reports whether token i is a given name or an initial in a name.
func (w *work) named(i int) bool {
	t := &w.toks[i]
	return t.kind >= title && (t.flags&listGiven != 0 || t.flags.given() >= 2) || t.capital() && t.end-t.start == 1 && i > 0 && w.toks[i-1].flags.given() >= 2 && w.toks[i-1].kind >= title
}

// minLongLine is the length of the shortest line that a program breaks inside a name.
const minLongLine = 50

// wraps reports whether a long line breaks before token j, a surname, behind a given name.
func (w *work) wraps(text string, j int) bool {
	a, b := &w.toks[j-1], &w.toks[j]
	if b.line != a.line+1 || strings.Trim(text[a.end:b.start], " \r\n\t>") != "" || a.kind != title || b.flags&otherWord != 0 || b.kind != title && !(b.kind == mixed && prefixed(text[b.start:b.end])) {
		return false
	}
	if a.flags&(otherWord|takenFlag|cityWord) != 0 || a.flags.given() < 2 && !((a.flags.given() == 1 || unlisted(a)) && unlisted(b)) {
		return false
	}
	if j < 2 || w.toks[j-2].line != a.line {
		return j < 2 && a.end-int32(w.lines[a.line]) >= minLongLine
	}
	before := &w.toks[j-2]
	if before.hash == hashOf && text[before.end] == ' ' && j > 2 && w.toks[j-3].hash == hashBehalf {
		return true
	}
	return a.end-int32(w.lines[a.line]) >= minLongLine && (before.kind == lowword || before.flags&titleWord != 0)
}

var hashBehalf = hashWord("behalf")
