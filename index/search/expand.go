package search

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// maxExpansions is the number of words that a word with wildcards or slips may
// stand for. A query that wants more is refused.
const maxExpansions = 10000

// An expansion is what a pattern stands for among the words of a field.
type expansion struct {
	*pattern
	matches func(word []byte) bool
	words   map[string]bool // up to maxExpansions of them
	more    map[string]bool // the others
}

// expand returns the words that the patterns of leaf l stand for, one list a
// pattern.
func (x *Index) expand(q *Query, l *leaf) ([][]string, error) {
	lists := make([][]string, len(l.words))
	var open []*expansion
	for i := range l.words {
		p := &l.words[i]
		if p.exact() {
			lists[i] = []string{p.word}
		} else {
			open = append(open, &expansion{p, p.matcher(), map[string]bool{}, map[string]bool{}})
		}
	}
	if open == nil {
		return lists, nil
	}
	err := x.vocabulary.each(l.field, func(word []byte) {
		for _, e := range open {
			e.take(word)
		}
	})
	if err != nil {
		return nil, err
	}
	for i := range l.words {
		if l.words[i].exact() {
			continue
		}
		e := open[0]
		open = open[1:]
		if n := len(e.words) + len(e.more); n > maxExpansions {
			return nil, &Mistake{q.text, l.words[i].at, fmt.Sprintf("stands for %d words, and may for %d: add letters", n, maxExpansions)}
		}
		for word := range e.words {
			lists[i] = append(lists[i], word)
		}
		slices.Sort(lists[i])
	}
	return lists, nil
}

// take notes word if the pattern stands for it.
func (e *expansion) take(word []byte) {
	if !e.matches(word) || e.words[string(word)] {
		return
	}
	if len(e.words) < maxExpansions {
		e.words[string(word)] = true
	} else {
		e.more[string(word)] = true
	}
}

// matcher returns what tells whether p stands for a word.
func (p *pattern) matcher() func(word []byte) bool {
	switch {
	case p.wild:
		parts := strings.Split(p.word, "*")
		return func(word []byte) bool { return glob(parts, word) }
	case p.edits > 0:
		want := []rune(p.word)
		return func(word []byte) bool {
			n := utf8.RuneCount(word)
			return n-len(want) <= p.edits && len(want)-n <= p.edits && slips(want, []rune(string(word))) <= p.edits
		}
	}
	want := []byte(p.word)
	return func(word []byte) bool { return bytes.Equal(word, want) }
}

// glob reports whether word consists of parts, in which ? stands for one
// character, with anything between them.
func glob(parts []string, word []byte) bool {
	first, last := parts[0], parts[len(parts)-1]
	n, ok := prefix(first, word)
	if !ok {
		return false
	}
	word = word[n:]
	if len(parts) == 1 {
		return len(word) == 0
	}
	for _, part := range parts[1 : len(parts)-1] {
		for {
			n, ok := prefix(part, word)
			if ok {
				word = word[n:]
				break
			}
			if len(word) == 0 {
				return false
			}
			_, size := utf8.DecodeRune(word)
			word = word[size:]
		}
	}
	size := 0
	for range utf8.RuneCountInString(last) {
		_, n := utf8.DecodeLastRune(word[:len(word)-size])
		size += n
	}
	n, ok = prefix(last, word[len(word)-size:])
	return ok && n == size
}

// prefix returns the bytes with which word begins as part says.
func prefix(part string, word []byte) (n int, ok bool) {
	for _, want := range part {
		if n == len(word) {
			return 0, false
		}
		r, size := utf8.DecodeRune(word[n:])
		if r != want && want != '?' {
			return 0, false
		}
		n += size
	}
	return n, true
}

// slips returns by how many slips b differs from a: a character too many, one
// missing, another one, or two neighbours in the wrong order (optimal string
// alignment).
func slips(a, b []rune) int {
	before, row, next := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		next[0] = i + 1
		for j := range b {
			change := row[j]
			if a[i] != b[j] {
				change++
			}
			next[j+1] = min(change, row[j+1]+1, next[j]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				next[j+1] = min(next[j+1], before[j-1]+1)
			}
		}
		before, row, next = row, next, before
	}
	return row[len(b)]
}
