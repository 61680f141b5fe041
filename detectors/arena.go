package detectors

import "strings"

// arenaBytes is how many bytes values share: a value keeps that many in memory.
const arenaBytes = 1 << 10

// An arena makes the strings of values, many of them in one piece of memory.
type arena struct {
	room  strings.Builder
	cells []Span
}

// arenaSpans is the same for spans.
const arenaSpans = 64

// spans returns n spans.
func (a *arena) spans(n int) []Span {
	if len(a.cells) < n {
		a.cells = make([]Span, max(arenaSpans, n))
	}
	s := a.cells[:n:n]
	a.cells = a.cells[n:]
	return s
}

// keep returns s as a string of its own.
func (a *arena) keep(s []byte) string {
	if a.room.Cap()-a.room.Len() < len(s) {
		a.room = strings.Builder{}
		a.room.Grow(max(arenaBytes, len(s)))
	}
	n := a.room.Len()
	a.room.Write(s)
	return a.room.String()[n:]
}

// appendLower appends s in lower case to b.
func appendLower(b []byte, s string) []byte {
	for i := 0; i < len(s); i++ {
		if classes[s[i]] == high {
			return append(b, strings.ToLower(s[i:])...)
		}
		b = append(b, lower[s[i]])
	}
	return b
}
