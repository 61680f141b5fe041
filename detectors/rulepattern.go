package detectors

import (
	"fmt"
	"maps"
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
)

// What a pattern has to hold so that it does not run on every line.
const (
	minRuleLiteral = 2 // letters, digits and signs in a row
	minRuleDigits  = 3 // digits on its line
)

// required is what all matches of a pattern have.
type required struct {
	literal  string // ""; minRuleDigits digits stand on the line
	fold     bool   // the case of literal does not matter; it is in lower case
	digits   int    // number of digits
	length   int    // number of characters
	anchored bool   // the pattern looks at the begin of the line
}

// compileRule compiles a pattern, and returns the group that is its value and
// what its matches need.
func compileRule(pattern string) (re *regexp.Regexp, group int, n required, err error) {
	if re, err = regexp.Compile(pattern); err != nil {
		return nil, 0, n, err
	}
	tree, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return nil, 0, n, err
	}
	n = needs(tree)
	group = re.NumSubexp()
	switch {
	case n.length == 0 || group == 1 && needs(captured(tree)).length == 0:
		return nil, 0, n, fmt.Errorf("%q matches nothing at all, an empty text", pattern)
	case group > 1:
		return nil, 0, n, fmt.Errorf("%q has %d groups: one at most is the value, write (?:…) for others", pattern, group)
	case strings.Contains(n.literal, "\n"):
		return nil, 0, n, fmt.Errorf("%q holds an end of line: a value stands on one line", pattern)
	case n.literal == "" && n.digits < minRuleDigits:
		return nil, 0, n, fmt.Errorf("%q would run on every line: %d characters in a row that all values have, or %d digits, are needed; the words before the value may be part of the pattern, with the value as its group", pattern, minRuleLiteral, minRuleDigits)
	}
	return re, group, n, nil
}

// captured returns the first group in t.
func captured(t *syntax.Regexp) *syntax.Regexp {
	if t.Op == syntax.OpCapture {
		return t.Sub[0]
	}
	for _, sub := range t.Sub {
		if c := captured(sub); c != nil {
			return c
		}
	}
	return nil
}

// needs returns what every match of t has.
func needs(t *syntax.Regexp) (n required) {
	switch t.Op {
	case syntax.OpLiteral:
		return literalNeeds(t)
	case syntax.OpCharClass:
		n.length, n.digits = 1, classDigits(t.Rune)
	case syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		n.length = 1
	case syntax.OpBeginLine, syntax.OpBeginText:
		n.anchored = true
	case syntax.OpCapture, syntax.OpPlus:
		return needs(t.Sub[0])
	case syntax.OpQuest, syntax.OpStar:
		n.anchored = needs(t.Sub[0]).anchored
	case syntax.OpRepeat:
		sub := needs(t.Sub[0])
		if n.anchored = sub.anchored; t.Min > 0 {
			n = sub
			n.length, n.digits = sub.length*t.Min, sub.digits*t.Min
		}
	case syntax.OpConcat:
		for _, sub := range t.Sub {
			n = n.and(needs(sub))
		}
	case syntax.OpAlternate:
		return alternateNeeds(t.Sub)
	}
	return n
}

func literalNeeds(t *syntax.Regexp) required {
	n := required{length: len(t.Rune), literal: string(t.Rune), fold: t.Flags&syntax.FoldCase != 0}
	for _, r := range t.Rune {
		if '0' <= r && r <= '9' {
			n.digits++
		}
		if r > 127 && n.fold {
			n.literal = "" // its cases differ in length
		}
	}
	if n.fold {
		n.literal = strings.ToLower(n.literal)
	}
	if len(n.literal) < minRuleLiteral {
		n.literal, n.fold = "", false
	}
	return n
}

// classDigits returns 1 if a class holds digits alone.
func classDigits(ranges []rune) int {
	for i := 0; i+1 < len(ranges); i += 2 {
		if ranges[i] < '0' || ranges[i+1] > '9' {
			return 0
		}
	}
	return 1
}

// and returns what a match of both has; the longer literal is looked for.
func (n required) and(m required) required {
	if len(m.literal) > len(n.literal) {
		n.literal, n.fold = m.literal, m.fold
	}
	n.digits += m.digits
	n.length += m.length
	n.anchored = n.anchored || m.anchored
	return n
}

// alternateNeeds returns what the matches of all subs have.
func alternateNeeds(subs []*syntax.Regexp) required {
	n := needs(subs[0])
	for _, sub := range subs[1:] {
		m := needs(sub)
		n.digits, n.length, n.anchored = min(n.digits, m.digits), min(n.length, m.length), n.anchored || m.anchored
		if m.literal != n.literal || m.fold != n.fold {
			n.literal, n.fold = "", false
		}
	}
	return n
}

// index returns where the literal stands first in s, or -1.
func (n *required) index(s string) int {
	if !n.fold {
		return strings.Index(s, n.literal)
	}
	first := n.literal[0]
	for i := 0; i+len(n.literal) <= len(s); i++ {
		if lower[s[i]] == first && equalFolded(s[i:i+len(n.literal)], n.literal) {
			return i
		}
	}
	return -1
}

func equalFolded(s, folded string) bool {
	for i := 0; i < len(s); i++ {
		if lower[s[i]] != folded[i] {
			return false
		}
	}
	return true
}

// ruleChecks are the checks that a rule can ask for. They get the letters and
// digits of the value, letters in upper case.
var ruleChecks = map[string]func(s string) bool{
	"": nil, "none": nil,
	"luhn":     digitsOnly(2, 64, luhn),
	"verhoeff": digitsOnly(2, 64, verhoeff),
	"mod97":    mod97,
	"iban":     func(s string) bool { return len(s) > 4 && iban(s) },
	"aba":      digitsOnly(9, 9, aba),
	"card":     digitsOnly(12, 19, card),
	"ssn":      digitsOnly(9, 9, ssn),
	"itin":     digitsOnly(9, 9, itin),
	"ein":      digitsOnly(9, 9, ein),
	"imei":     digitsOnly(15, 16, imei),
	"iccid":    digitsOnly(18, 20, iccid),
	"imsi":     digitsOnly(14, 15, imsi),
	"nanp":     digitsOnly(10, 11, nanp),
}

func checkNames() []string {
	return slices.DeleteFunc(slices.Sorted(maps.Keys(ruleChecks)), func(s string) bool { return s == "" })
}

// digitsOnly returns check for values of lo to hi digits and nothing else.
func digitsOnly(lo, hi int, check func(string) bool) func(string) bool {
	return func(s string) bool { return len(s) >= lo && len(s) <= hi && onlyDigits(s) && check(s) }
}

func onlyDigits(s string) bool {
	for i := 0; i < len(s); i++ {
		if classes[s[i]] != digit {
			return false
		}
	}
	return true
}

// mod97 reports whether s, letters counting from 10, has remainder 1 (ISO 7064,
// mod 97-10, check digits at the end).
func mod97(s string) bool {
	rem := 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; classes[c] {
		case digit:
			rem = (rem*10 + int(c-'0')) % 97
		case capLetter:
			rem = (rem*100 + int(c-'A') + 10) % 97
		default:
			return false
		}
	}
	return len(s) > 2 && rem == 1
}

// The tables of Verhoeff's scheme: the group D5 and the permutation of its
// second digit (J. Verhoeff, Error Detecting Decimal Codes, 1969).
var (
	verhoeffProduct = [10][10]uint8{
		{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, {1, 2, 3, 4, 0, 6, 7, 8, 9, 5}, {2, 3, 4, 0, 1, 7, 8, 9, 5, 6}, {3, 4, 0, 1, 2, 8, 9, 5, 6, 7}, {4, 0, 1, 2, 3, 9, 5, 6, 7, 8},
		{5, 9, 8, 7, 6, 0, 4, 3, 2, 1}, {6, 5, 9, 8, 7, 1, 0, 4, 3, 2}, {7, 6, 5, 9, 8, 2, 1, 0, 4, 3}, {8, 7, 6, 5, 9, 3, 2, 1, 0, 4}, {9, 8, 7, 6, 5, 4, 3, 2, 1, 0},
	}
	verhoeffTurn = [10]uint8{1, 5, 7, 6, 2, 8, 3, 0, 9, 4}
)

// verhoeff reports whether the digits of d end in a valid check digit of
// Verhoeff's scheme.
func verhoeff(d string) bool {
	c := uint8(0)
	for i := 0; i < len(d); i++ {
		n := d[len(d)-1-i] - '0'
		for range i % 8 {
			n = verhoeffTurn[n]
		}
		c = verhoeffProduct[c][n]
	}
	return c == 0
}
