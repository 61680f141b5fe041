package detectors

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// apply adds the findings of rules in text to dst, from which those of other
// detectors that they overlap are dropped; of two rules the first in the file counts.
func (r *Rules) apply(text string, rows []Row, dst []Finding, from int) []Finding {
	s := search{text: text, rows: rows}
	for i := range r.list {
		r.list[i].find(&s)
		slices.SortFunc(s.found, func(a, b Finding) int { return a.Start - b.Start })
		s.settled = len(s.found)
	}
	if len(s.found) == 0 {
		return dst
	}
	kept := dst[:from]
	for _, f := range dst[from:] {
		if !s.overlaps(f.Start, f.End) && !slices.ContainsFunc(f.More, func(m Span) bool { return s.overlaps(m.Start, m.End) }) {
			kept = append(kept, f)
		}
	}
	return append(kept, s.found...)
}

// A search is a text that rules look through.
type search struct {
	text    string
	rows    []Row
	digits  []digitLine // those with minRuleDigits digits or more; nil: not looked for yet
	cells   []rowCell   // of rows, in the order of the text; nil: not listed yet
	found   []Finding   // of rules so far; none overlaps another
	settled int         // of found, those of earlier rules, in the order of the text
}

// overlaps reports whether a finding of an earlier rule has a byte of text[start:end].
func (s *search) overlaps(start, end int) bool {
	n, _ := slices.BinarySearchFunc(s.found[:s.settled], start, func(f Finding, p int) int { return f.End - 1 - p })
	return n < s.settled && s.found[n].Start < end
}

// find adds the findings of r. The pattern runs on lines that hold what all its
// matches have.
func (r *rule) find(s *search) {
	if r.needs.literal == "" {
		for _, line := range s.digitLines() {
			if line.digits >= r.needs.digits {
				r.line(s, line.Span)
			}
		}
		return
	}
	for at := 0; at < len(s.text); {
		n := r.needs.index(s.text[at:])
		if n < 0 {
			break
		}
		line := lineAround(s.text, at+n)
		r.line(s, line)
		at = line.End + 1
	}
}

// lineAround returns the line of byte p.
func lineAround(text string, p int) Span {
	start, end := strings.LastIndexByte(text[:p], '\n')+1, len(text)
	if n := strings.IndexByte(text[p:], '\n'); n >= 0 {
		end = p + n
	}
	return Span{start, end}
}

// A digitLine is a line with the number of its digits.
type digitLine struct {
	Span
	digits int
}

// digitLines returns the lines with minRuleDigits digits or more.
func (s *search) digitLines() []digitLine {
	if s.digits != nil {
		return s.digits
	}
	s.digits = []digitLine{}
	start, n := 0, 0
	for i := 0; i < len(s.text); i++ {
		switch c := s.text[i]; {
		case c-'0' <= 9:
			n++
		case c == '\n':
			if n >= minRuleDigits {
				s.digits = append(s.digits, digitLine{Span{start, i}, n})
			}
			start, n = i+1, 0
		}
	}
	if n >= minRuleDigits {
		s.digits = append(s.digits, digitLine{Span{start, len(s.text)}, n})
	}
	return s.digits
}

// line adds the findings of r on a line. What is no finding is tried again from
// its next word.
func (r *rule) line(s *search, line Span) {
	if line.End > line.Start && s.text[line.End-1] == '\r' {
		line.End--
	}
	for at := line.Start; at < line.End; {
		m := r.re.FindStringSubmatchIndex(s.text[at:line.End])
		if m == nil {
			return
		}
		start, end := at+m[2*r.group], at+m[2*r.group+1]
		if f, ok := r.finding(s, line, start, end); ok && !s.overlaps(start, end) {
			s.found = append(s.found, f)
			at = max(end, at+m[1])
		} else {
			at = nextWord(s.text, at+m[0], line.End)
		}
		if r.needs.anchored {
			return
		}
	}
}

// nextWord returns where the word behind the one at byte p begins.
func nextWord(text string, p, end int) int {
	p += runeLen(text[p:])
	for p < end && wordBehind(text, p) {
		p += runeLen(text[p:])
	}
	for p < end && !wordBehind(text, p) {
		p += runeLen(text[p:])
	}
	return min(p, end)
}

func runeLen(s string) int {
	_, n := utf8.DecodeRuneInString(s)
	return n
}

// finding returns the finding in text[start:end], if it stands apart from other
// words, its check holds and it has the label that it needs.
func (r *rule) finding(s *search, line Span, start, end int) (f Finding, ok bool) {
	if start < 0 || start == end || !standsApart(s.text, start, end) {
		return f, false
	}
	value := s.text[start:end]
	if r.check != nil && !r.check(code(value)) {
		return f, false
	}
	f = Finding{Element: r.element, Start: start, End: end, Value: ruleValue(r.element, value), Confidence: r.spec.Confidence, Row: s.row(start), Why: r.labeled}
	f.Reserved = reservedValue(r.element, f.Value)
	if len(r.labels) == 0 {
		f.Why = r.why
	} else if !s.labelled(r.labels, line, start, end) {
		f.Why, f.Confidence = r.why, r.spec.BareConfidence
	}
	return f, f.Confidence > 0 && f.Value != ""
}

// standsApart reports whether text[start:end] is no part of a longer word or address.
func standsApart(text string, start, end int) bool {
	if start > 0 && (wordBefore(text, start) || text[start-1] == '_' || text[start-1] == '@') && wordBehind(text, start) {
		return false
	}
	return end == len(text) || !(wordBehind(text, end) || text[end] == '_' || text[end] == '@') || !wordBefore(text, end)
}

// code returns the letters and digits of s, in upper case.
func code(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToUpper(r)
		}
		return -1
	}, s)
}

// ruleValue returns the normal form of a value of e.
func ruleValue(e Element, s string) string {
	switch e {
	case Phone:
		d := code(s)
		if len(d) >= 10 && len(d) <= 11 && onlyDigits(d) && nanp(d) {
			return e164(d)
		}
		if strings.Contains(s, "+") {
			return "+" + d
		}
		return d
	case Email, Username, SecurityAnswer:
		return strings.ToLower(s)
	case Password, RatePlan, PlanFeature, AccountType, IPAddress:
		return s
	}
	return code(s)
}

// reservedValue reports whether the value of a rule exposes nobody, as that of
// the program's own detectors.
func reservedValue(e Element, v string) bool {
	switch e {
	case PaymentCard:
		return testCard(v)
	case SSN:
		return specimenSSN(v)
	case Phone:
		return len(v) == 12 && strings.HasPrefix(v, "+1") && tollFree(v[1:])
	}
	return false
}

// A rowCell is a cell with the places of its row and of the first row of its
// table among the rows of the text.
type rowCell struct {
	Cell
	row, first int
}

// cell returns the cell that holds byte p.
func (s *search) cell(p int) (c rowCell, ok bool) {
	if len(s.rows) == 0 {
		return c, false
	}
	if s.cells == nil {
		first := 0
		for i := range s.rows {
			if s.rows[i].Table != s.rows[first].Table {
				first = i
			}
			for _, c := range s.rows[i].Cells {
				s.cells = append(s.cells, rowCell{c, i, first})
			}
		}
		slices.SortStableFunc(s.cells, func(a, b rowCell) int { return a.Start - b.Start })
	}
	n, _ := slices.BinarySearchFunc(s.cells, p+1, func(c rowCell, p int) int { return c.Start - p })
	if n == 0 || p >= s.cells[n-1].End {
		return c, false
	}
	return s.cells[n-1], true
}

// row returns the number of the row that holds byte p, from 1; 0: none does.
func (s *search) row(p int) int {
	if c, ok := s.cell(p); ok {
		return c.row + 1
	}
	return 0
}

// The bytes before, behind and above a value in which a label of a rule may stand.
const (
	labelBefore = 60
	labelBehind = 30
	labelAbove  = 1000
)

// labelled reports whether one of labels stands near text[start:end]: before it
// or behind it on its line, in the line above where nothing stands before it, or
// at the head of its column.
func (s *search) labelled(labels []string, line Span, start, end int) bool {
	before := s.text[max(line.Start, start-labelBefore):start]
	near := foldWords(before) + foldWords(s.text[end:min(line.End, end+labelBehind)])
	if foldWords(before) == " " && line.Start > 0 {
		above := s.text[max(0, line.Start-1-labelAbove) : line.Start-1]
		near += foldWords(above[strings.LastIndexByte(above, '\n')+1:])
	}
	near += s.head(start)
	return slices.ContainsFunc(labels, func(l string) bool { return strings.Contains(near, l) })
}

// head returns the words over byte p, in its column and the first rows of the
// table that it stands in.
func (s *search) head(p int) string {
	at, ok := s.cell(p)
	head := ""
	for k := at.first; ok && k < min(at.row, at.first+looseRows); k++ {
		cells := s.rows[k].Cells
		n, _ := slices.BinarySearchFunc(cells, at.Col, func(c Cell, col int) int { return c.Col - col })
		for ; n < len(cells) && cells[n].Col == at.Col; n++ {
			head += foldWords(s.text[cells[n].Start:cells[n].End])
		}
	}
	return head
}

// foldWords returns the words of s in lower case and without accents, with a
// blank before, between and behind them.
func foldWords(s string) string {
	var b strings.Builder
	b.WriteByte(' ')
	gap := true
	for _, r := range s {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r) {
			if !gap && r != '\'' && r != '’' {
				b.WriteByte(' ')
				gap = true
			}
			continue
		}
		b.WriteString(foldRune(r))
		gap = false
	}
	if !gap {
		b.WriteByte(' ')
	}
	return b.String()
}
