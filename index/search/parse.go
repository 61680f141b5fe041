package search

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// What a query may have.
const (
	maxQuery = 1 << 16 // bytes
	maxDepth = 100     // parentheses and NOT within each other
)

// Parse reads a query:
//
//	query  = terms { OR terms }
//	terms  = term { [AND] term }
//	term   = (NOT | - | +) term | ( query ) | [field:] value | field:( query )
//	value  = word | "words in a row"
//
// Operators are in capitals. In words * stands for any characters and ? for
// one; word~ and word~2 allow one or two slips.
func Parse(s string) (*Query, error) {
	p := &parser{text: s}
	root, err := p.query()
	if err != nil {
		return nil, err
	}
	return &Query{s, root}, nil
}

// A parser reads a query. Once it has a mistake it reads no further.
type parser struct {
	text  string
	at    int
	depth int
	wrong *Mistake
}

// fail notes a mistake at a byte of the query.
func (p *parser) fail(at int, format string, args ...any) node {
	if p.wrong == nil {
		p.wrong = &Mistake{p.text, at, fmt.Sprintf(format, args...)}
	}
	p.at = len(p.text)
	return nil
}

func (p *parser) query() (node, error) {
	var root node
	switch {
	case len(p.text) > maxQuery:
		p.text = p.text[:40]
		p.fail(0, "query has more than %d bytes", maxQuery)
	case !utf8.ValidString(p.text):
		p.text = strings.ToValidUTF8(p.text, "\ufffd")
		p.fail(strings.Index(p.text, "\ufffd"), "query is no valid UTF-8")
	case strings.TrimSpace(p.text) == "":
		p.fail(0, "nothing to look for")
	default:
		root = p.either(text)
		if p.peek() == ")" {
			p.fail(p.at, "closing parenthesis without an opening one")
		}
	}
	if p.wrong != nil {
		return nil, p.wrong
	}
	return root, nil
}

// peek skips blanks and returns the operator or parenthesis that is next, or
// " " for anything else, or "" at the end.
func (p *parser) peek() string {
	p.at += len(p.text[p.at:]) - len(strings.TrimLeft(p.text[p.at:], " \t\r\n\u00a0"))
	rest := p.text[p.at:]
	if rest == "" {
		return ""
	}
	for _, op := range []string{"(", ")", "-", "+"} {
		if strings.HasPrefix(rest, op) {
			return op
		}
	}
	for _, op := range []string{"AND", "OR", "NOT"} {
		if after, ok := strings.CutPrefix(rest, op); ok && (after == "" || strings.ContainsAny(after[:1], " \t\r\n()\"")) {
			return op
		}
	}
	return " "
}

// either reads terms with OR between them. Words without a field of their own
// are of field f.
func (p *parser) either(f field) node {
	list := or{p.all(f)}
	for p.peek() == "OR" {
		p.at += len("OR")
		list = append(list, p.all(f))
	}
	if len(list) == 1 {
		return list[0]
	}
	return list
}

// all reads terms with AND or nothing between them.
func (p *parser) all(f field) node {
	list := and{p.term(f)}
	for {
		switch p.peek() {
		case "", ")", "OR":
			if len(list) == 1 {
				return list[0]
			}
			return list
		case "AND":
			p.at += len("AND")
		}
		list = append(list, p.term(f))
	}
}

// term reads one term.
func (p *parser) term(f field) node {
	if p.depth++; p.depth > maxDepth {
		return p.fail(p.at, "more than %d parentheses or NOT within each other", maxDepth)
	}
	defer func() { p.depth-- }()
	op, at := p.peek(), p.at
	p.at += len(op)
	switch op {
	case "":
		return p.fail(at, "something to look for is missing at the end")
	case ")", "AND", "OR":
		return p.fail(at, "something to look for is missing before %s", op)
	case "NOT", "-":
		return not{p.term(f)}
	case "+":
		return p.term(f)
	case "(":
		return p.group(f, at)
	}
	p.at = at
	return p.value(f)
}

// group reads a query up to the parenthesis that closes the one at a byte.
func (p *parser) group(f field, at int) node {
	n := p.either(f)
	if p.peek() != ")" {
		return p.fail(at, "unclosed parenthesis")
	}
	p.at++
	return n
}

// value reads words or a phrase, with the field before it.
func (p *parser) value(f field) node {
	if named, n, ok := p.fieldName(); ok {
		f = named
		p.at += n
		rest := p.text[p.at:]
		switch {
		case rest == "" || strings.ContainsAny(rest[:1], " \t\r\n)"):
			return p.fail(p.at, "a value is missing after %s:", f)
		case rest[0] == '(':
			p.at++
			return p.group(f, p.at-1)
		}
	}
	at := p.at
	if s, ok := p.quoted(); ok {
		return p.leaf(f, s, at, true)
	}
	n := strings.IndexAny(p.text[at:], " \t\r\n()\"\u00a0\u201c\u201d")
	if n < 0 {
		n = len(p.text) - at
	}
	p.at += n
	if p.wrong != nil {
		return nil
	}
	return p.leaf(f, p.text[at:p.at], at, false)
}

// fieldName returns the field that the next value is asked of, and the bytes
// that name it.
func (p *parser) fieldName() (f field, n int, ok bool) {
	rest := p.text[p.at:]
	for n < len(rest) && ('a' <= rest[n]|0x20 && rest[n]|0x20 <= 'z' || rest[n] == '_') {
		n++
	}
	if n == 0 || n == len(rest) || rest[n] != ':' {
		return 0, 0, false
	}
	f, ok = fieldOf(rest[:n])
	if !ok {
		p.fail(p.at, "unknown field %q: there are %s; text with a colon goes in quotes", rest[:n], strings.Join(FieldNames(), ", "))
	}
	return f, n + 1, ok
}

// quotes may stand around a phrase, as keyboards and word processors have them.
const quotes = "\"\u201c\u201d"

// quoted reads a phrase in quotes.
func (p *parser) quoted() (string, bool) {
	r, n := utf8.DecodeRuneInString(p.text[p.at:])
	if p.wrong != nil || !strings.ContainsRune(quotes, r) || n == 0 {
		return "", false
	}
	start := p.at + n
	end := strings.IndexAny(p.text[start:], quotes)
	if end < 0 {
		p.fail(p.at, "unclosed quote")
		return "", true
	}
	s := p.text[start : start+end]
	_, n = utf8.DecodeRuneInString(p.text[start+end:])
	p.at = start + end + n
	if strings.HasPrefix(p.text[p.at:], "~") {
		p.fail(p.at, "~ after a phrase: words near each other cannot be looked for; ask for both with AND")
	}
	return s, true
}
