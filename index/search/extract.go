package search

import (
	"errors"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"exposed/index"
	"exposed/scanner"
)

// How much is shown of an item.
const (
	maxExtracts = 3
	extractSize = 160 // bytes of text
	extractLead = 50  // of them before the first word that was found
)

// Extracts returns up to three extracts of it, which is the item e read again,
// with what q has found in brackets. Unless unmask is set, the letters and
// digits of all findings in them are stars.
func Extracts(q *Query, e *index.Entry, it *scanner.Item, unmask bool) ([]string, error) {
	if differs(e, it) {
		return nil, errMoved
	}
	found, err := foundIn(q, e, it)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	data := it.Text.Data
	var hidden []span
	if !unmask {
		if hidden, err = findingSpans(e, it, func(*index.EntryFinding) bool { return true }); err != nil {
			return nil, err
		}
	}
	var list []string
	for len(found) > 0 && len(list) < maxExtracts {
		w := window(data, found[0])
		n := 0
		for n < len(found) && (n == 0 || found[n].end <= w.end) {
			n++
		}
		list = append(list, render(data, w, found[:n], hidden))
		found = found[n:]
		for len(found) > 0 && found[0].start < w.end {
			found = found[1:]
		}
	}
	return list, nil
}

// window returns the part of data that is shown around at.
func window(data string, at span) span {
	w := span{max(0, at.start-extractLead), min(len(data), max(at.end, at.start-extractLead+extractSize))}
	for w.start > 0 && !utf8.RuneStart(data[w.start]) {
		w.start--
	}
	for w.end < len(data) && !utf8.RuneStart(data[w.end]) {
		w.end++
	}
	if n := strings.IndexAny(data[w.start:at.start], " \t\n"); w.start > 0 && n >= 0 {
		w.start += n + 1
	}
	if n := strings.LastIndexAny(data[at.end:w.end], " \t\n"); w.end < len(data) && n >= 0 {
		w.end = at.end + n
	}
	return w
}

// render returns the part w of data, on one line.
func render(data string, w span, found, hidden []span) string {
	var b strings.Builder
	if w.start > 0 {
		b.WriteString("… ")
	}
	blank := true // what stands before is one
	for i, r := range data[w.start:w.end] {
		at := w.start + i
		if starts(found, at) {
			b.WriteByte('[')
		}
		switch {
		case unicode.IsSpace(r) || unicode.IsControl(r):
			if !blank {
				b.WriteByte(' ')
			}
			blank = true
		case within(hidden, at) && masked(r):
			b.WriteByte('*')
			blank = false
		case unicode.IsPrint(r):
			b.WriteRune(r)
			blank = false
		}
		if ends(found, at+utf8.RuneLen(r)) {
			b.WriteByte(']')
		}
	}
	s := strings.TrimRight(b.String(), " ")
	if w.end < len(data) {
		s += " …"
	}
	return s
}

// masked reports whether r, which stands in a finding, is hidden. What stands
// between groups of digits and the parts of an address is not.
func masked(r rune) bool { return !strings.ContainsRune("-.@(),", r) }

func starts(list []span, at int) bool {
	return slices.ContainsFunc(list, func(s span) bool { return s.start == at })
}

func ends(list []span, at int) bool {
	return slices.ContainsFunc(list, func(s span) bool { return s.end == at })
}

func within(list []span, at int) bool {
	return slices.ContainsFunc(list, func(s span) bool { return s.start <= at && at < s.end })
}

// errMoved is the error of an item in which findings stand elsewhere than the
// case says: what would be masked is not what has to be.
var errMoved = errors.New("the evidence is not as it was scanned; run exposed scan again")

// findingSpans returns where the findings of e that are wanted stand in it.
func findingSpans(e *index.Entry, it *scanner.Item, want func(*index.EntryFinding) bool) ([]span, error) {
	var list []span
	for i := range e.Findings {
		f := &e.Findings[i]
		if !want(f) {
			continue
		}
		spans, err := index.Spans(it.Text, f.Place)
		if err != nil {
			return nil, errMoved
		}
		text := make([]string, len(spans))
		for k, s := range spans {
			text[k] = it.Text.Data[s.Start:s.End]
			list = append(list, span{s.Start, s.End})
		}
		if strings.Join(text, " ") != f.Text.Clear {
			return nil, errMoved
		}
	}
	return list, nil
}

// Line returns s without what a terminal would act on, on one line.
func Line(s string) string { return render(s, span{0, len(s)}, nil, nil) }
