package detectors

import "strings"

// medicare takes a Medicare beneficiary identifier that begins at token i without
// a label: its pattern is proof enough.
func (w *work) medicare(text string, i int) int {
	t := &w.toks[i]
	if t.end-t.start != 1 || i+1 >= len(w.toks) || !w.toks[i+1].glued || w.toks[i+1].end-w.toks[i+1].start > 2 {
		return 0
	}
	start := int(t.start)
	end := medicareEnd(text, start)
	if end == 0 || start > 0 && (wordBefore(text, start) || strings.IndexByte("-_/.@=", text[start-1]) >= 0) || end < len(text) && (wordBehind(text, end) || text[end] == '-' && end+1 < len(text) && wordByte(text[end+1])) {
		return 0
	}
	value, _ := codedValue(HealthID, text[start:end])
	w.add(Finding{Element: HealthID, Start: start, End: end, Value: value, Confidence: .8, Why: "pattern of a Medicare number"})
	w.take(start, end)
	n := 1
	for i+n < len(w.toks) && int(w.toks[i+n].end) <= end {
		n++
	}
	return n
}

// medicarePattern is the pattern of a Medicare beneficiary identifier: C a digit but 0,
// A a letter, N a digit, X a letter or a digit; letters but S, L, O, I, B, Z
// (CMS, "Understanding the MBI").
const medicarePattern = "CAXNAXNAANN"

// medicareEnd returns where the identifier that begins at byte s ends, or 0.
// It is written without separators in upper case, or with two dashes.
func medicareEnd(text string, s int) int {
	dashes, p := 0, s
	for i := 0; i < len(medicarePattern); i++ {
		if (i == 4 || i == 7) && p < len(text) && text[p] == '-' {
			dashes++
			p++
		}
		if p >= len(text) || !medicareChar(medicarePattern[i], text[p]) {
			return 0
		}
		p++
	}
	if dashes == 1 || dashes == 0 && text[s:p] != strings.ToUpper(text[s:p]) {
		return 0
	}
	return p
}

func medicareChar(kind, c byte) bool {
	isDigit := classes[c] == digit
	isLetter := (classes[c] == lowLetter || classes[c] == capLetter) && strings.IndexByte("SLOIBZ", c&^0x20) < 0
	switch kind {
	case 'C':
		return isDigit && c != '0'
	case 'N':
		return isDigit
	case 'A':
		return isLetter
	}
	return isDigit || isLetter
}
