package search

import (
	"strings"
	"unicode/utf8"

	"exposed/detectors"
	"exposed/scanner"
)

// leaf returns what asks field f for s, which stands at a byte of the query.
func (p *parser) leaf(f field, s string, at int, quoted bool) node {
	if p.wrong != nil {
		return nil
	}
	l := &leaf{field: f, at: at}
	if f.worded() {
		if quoted {
			at++ // for the mark: close enough to a quote of several bytes
		}
		l.words = p.patterns(s, at, quoted)
		return l
	}
	s = strings.TrimSpace(s)
	switch f {
	case date:
		l.days = p.days(s, at)
	case kind:
		l.value = p.oneOf("kind", s, at, kindNames())
	case element:
		l.value = p.oneOf("element", s, at, elementNames())
	case phone:
		number, ok := phoneKey(s)
		if !ok {
			p.fail(at, "no telephone number: ten digits are needed, or + and the code of the country; for a part of one look for its digits as words")
		}
		l.value = number
	case account:
		if l.value = accountKey(s); l.value == "" || strings.ContainsAny(s, "*?~") {
			p.fail(at, "no account number: all its digits are needed; for a part of one look for it as a word")
		}
	case person:
		l.value = s
	}
	return l
}

// patterns returns the words of s with their wildcards.
func (p *parser) patterns(s string, at int, quoted bool) []pattern {
	edits := 0
	if !quoted {
		s, edits = p.slips(s, at)
	}
	var list []pattern
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if !inWord(r) && r != '*' && r != '?' {
			i += n
			continue
		}
		start := i
		for i < len(s) && (inWord(r) || r == '*' || r == '?') {
			i += n
			r, n = utf8.DecodeRuneInString(s[i:])
		}
		run := s[start:i]
		if quoted {
			run = strings.TrimRight(run, "?") // it ends a question
		}
		if run != "" {
			list = append(list, p.pattern(run, at+start))
		}
	}
	switch {
	case len(list) == 0:
		p.fail(at, "no word to look for: letters or digits are needed")
	case edits > 0 && (len(list) > 1 || list[0].wild):
		p.fail(at, "~ is for one word without wildcards")
	case edits > 0:
		list[0].edits = edits
	}
	return list
}

// slips cuts ~ and a number off the end of s.
func (p *parser) slips(s string, at int) (word string, edits int) {
	word, count, ok := strings.Cut(s, "~")
	if !ok {
		return s, 0
	}
	switch count {
	case "", "1":
		return word, 1
	case "2":
		return word, 2
	}
	p.fail(at+len(word), "after ~ there may be 1 or 2, the slips that are allowed")
	return word, 0
}

// pattern returns a run of word characters and wildcards.
func (p *parser) pattern(run string, at int) pattern {
	if !strings.ContainsAny(run, "*?") {
		return pattern{word: folded(run), at: at}
	}
	if strings.Trim(run, "*?") == "" {
		p.fail(at, "a wildcard needs a letter or a digit beside it")
	}
	var b []byte
	for run != "" {
		n := strings.IndexAny(run, "*?")
		if n < 0 {
			n = len(run)
		}
		b = appendFolded(b, run[:n], false)
		if n < len(run) {
			b = append(b, run[n])
			n++
		}
		run = run[n:]
	}
	return pattern{word: string(b), wild: true, at: at}
}

// oneOf wants s to be one of names.
func (p *parser) oneOf(what, s string, at int, names []string) string {
	for _, name := range names {
		if strings.EqualFold(s, name) {
			return name
		}
	}
	p.fail(at, "no %s %q: there are %s", what, s, strings.Join(names, ", "))
	return ""
}

func kindNames() (names []string) {
	for k := scanner.File; k <= scanner.Attachment; k++ {
		names = append(names, k.String())
	}
	return names
}

// elementNames returns the elements that count.
func elementNames() (names []string) {
	for e := detectors.None; int(e) < detectors.Elements; e++ {
		if e.Exposes() {
			names = append(names, e.String())
		}
	}
	return names
}
