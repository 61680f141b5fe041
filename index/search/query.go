package search

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// A Query is what is looked for.
type Query struct {
	text string
	root node
}

// A node is a part of a query: and, or, not, *leaf.
type node any

type (
	and []node
	or  []node
	not struct{ of node }
)

// A leaf is what one field is asked for: words in a row, or a value.
type leaf struct {
	field field
	words []pattern // of fields of words
	value string    // of the others, as it stands in the index
	days  days      // of date
	at    int       // byte of the query at which it begins
}

// A pattern is a word of a query.
type pattern struct {
	word  string // in the form in which words are compared; * and ? are wildcards
	wild  bool
	edits int // by which a word may differ
	at    int // byte of the query
}

// exact reports whether p stands for itself alone.
func (p *pattern) exact() bool { return !p.wild && p.edits == 0 }

// A Mistake is what is wrong with a query, and at which byte.
type Mistake struct {
	Query   string
	At      int
	Message string
}

// Error returns the message and, below it, the query with a mark.
func (m *Mistake) Error() string {
	shown := strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, m.Query)
	return fmt.Sprintf("search: %s\n  %s\n  %*s", m.Message, shown, utf8.RuneCountInString(m.Query[:m.At])+1, "^")
}

// wanted calls use with the leaves of n that speak for an item: those that are
// not below a NOT.
func wanted(n node, use func(*leaf)) { walk(n, false, use) }

// leaves calls use with all leaves of n.
func leaves(n node, use func(*leaf)) { walk(n, true, use) }

// walk calls use with the leaves of n, with those below a NOT if below is set.
func walk(n node, below bool, use func(*leaf)) {
	switch n := n.(type) {
	case not:
		if below {
			walk(n.of, below, use)
		}
	case and:
		for _, x := range n {
			walk(x, below, use)
		}
	case or:
		for _, x := range n {
			walk(x, below, use)
		}
	case *leaf:
		use(n)
	}
}
