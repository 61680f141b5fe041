package search

import (
	"slices"

	"exposed/detectors"
	"exposed/index"
	"exposed/scanner"
)

// foundIn returns where q has found something in the text of it, in order. What
// lies within another is left out.
func foundIn(q *Query, e *index.Entry, it *scanner.Item) ([]span, error) {
	var list []span
	var words []*leaf
	var err error
	wanted(q.root, func(l *leaf) {
		if want := wantedFindings(l); want != nil && err == nil {
			var spans []span
			spans, err = findingSpans(e, it, want)
			list = append(list, spans...)
		} else if l.field.worded() {
			words = append(words, l)
		}
	})
	if err != nil {
		return nil, err
	}
	list = append(list, wordSpans(words, it)...)
	slices.SortFunc(list, func(a, b span) int {
		if a.start != b.start {
			return a.start - b.start
		}
		return b.end - a.end
	})
	kept := list[:0]
	for _, s := range list {
		if n := len(kept); n == 0 || s.start >= kept[n-1].end {
			kept = append(kept, s)
		}
	}
	return kept, nil
}

// wantedFindings returns what tells the findings that l asks for, or nil if it
// asks for none.
func wantedFindings(l *leaf) func(*index.EntryFinding) bool {
	switch l.field {
	case name:
		return func(f *index.EntryFinding) bool { return f.Element == detectors.Name && l.names(f.Value.Clear) }
	case element:
		return func(f *index.EntryFinding) bool { return f.Counts() && f.Element.String() == l.value }
	case phone:
		return func(f *index.EntryFinding) bool { return f.Element == detectors.Phone && f.Value.Clear == l.value }
	case account:
		return func(f *index.EntryFinding) bool {
			return f.Element == detectors.AccountNumber && accountKey(f.Value.Clear) == l.value
		}
	case person:
		return func(f *index.EntryFinding) bool { return f.Person != nil && f.Person.Named(l.value) }
	}
	return nil
}

// names reports whether a name has all the words of l.
func (l *leaf) names(value string) bool {
	for i := range l.words {
		matches, ok := l.words[i].matcher(), false
		for _, word := range wordsOf(value) {
			ok = ok || matches(word)
		}
		if !ok {
			return false
		}
	}
	return true
}

// maxSpans is the number of places that are looked for in a text: more than
// extracts can show.
const maxSpans = 200

// wordSpans returns where the words of leaves stand in the text of it: those of
// the fields of a header in these fields.
func wordSpans(list []*leaf, it *scanner.Item) (found []span) {
	data := it.Text.Data
	for _, l := range list {
		switch l.field {
		case text:
			found = append(found, l.spans(data, 0, len(data))...)
		case from, to, subject:
			eachHeaderField(data[:it.Head], func(f field, start, end int) {
				if f == l.field {
					found = append(found, l.spans(data, start, end)...)
				}
			})
		}
	}
	return found
}

// spans returns where the words of l stand one after the other in a part of data.
func (l *leaf) spans(data string, start, end int) (found []span) {
	matches := make([]func([]byte) bool, len(l.words))
	for i := range l.words {
		matches[i] = l.words[i].matcher()
	}
	begun := make([]int, len(l.words)+1) // of each length: where what matches so far begins, one up
	next := make([]int, len(l.words)+1)
	for at, word := range wordsOf(data[start:end]) {
		begun[0] = at.start + 1
		next[0] = 0
		for i, m := range matches {
			next[i+1] = 0
			if begun[i] > 0 && m(word) {
				next[i+1] = begun[i]
			}
		}
		begun, next = next, begun
		if b := begun[len(l.words)]; b > 0 {
			if found = append(found, span{start + b - 1, start + at.end}); len(found) == maxSpans {
				break
			}
		}
	}
	return found
}
