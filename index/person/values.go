package person

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// phoneOf returns s in E.164, or "": ten digits are North American; others
// keep their digits.
func phoneOf(s string) string {
	s = strings.TrimSuffix(strings.ToLower(s), ".0") // a number, to a spreadsheet
	if i := strings.Index(s, "ext"); i > 0 {
		s = s[:i]
	}
	if i := strings.IndexAny(s, "x;#"); i > 0 {
		s = s[:i]
	}
	if strings.ContainsFunc(s, func(r rune) bool { return r >= 'a' && r <= 'z' }) {
		return ""
	}
	d := digits(s)
	switch {
	case len(d) == 10 && !strings.HasPrefix(strings.TrimSpace(s), "+"):
		return "+1" + d
	case len(d) < 7 || len(d) > 15:
		return ""
	}
	return "+" + d
}

// emailOf returns s in lower case, or "" if it is no address.
func emailOf(s string) string {
	s = strings.ToLower(strings.TrimPrefix(strings.TrimSpace(s), "mailto:"))
	i := strings.IndexByte(s, '@')
	if i < 1 || i == len(s)-1 || strings.IndexByte(s[i+1:], '@') >= 0 || strings.ContainsAny(s, " \t\n,<>") {
		return ""
	}
	return s
}

// maxAccount is the number of digits that an account number may have.
const maxAccount = 32

// accountOf returns the digits of an account number, or "".
func accountOf(s string) string {
	s = digits(strings.TrimSuffix(s, ".0"))
	if len(s) > maxAccount {
		return ""
	}
	return s
}

// zipOf returns the first five digits of a US ZIP, with the zeros that
// spreadsheets drop, and any other postal code folded.
func zipOf(s string) string {
	s = strings.TrimSuffix(strings.TrimSpace(s), ".0")
	head, plus, _ := strings.Cut(s, "-")
	d := digits(s)
	switch {
	case !isDigits(head, 1) || !isDigits(plus, 0):
		return strings.ReplaceAll(fold(s), " ", "")
	case plus != "" || len(d) <= 5:
		return zeros(head, 5)
	case len(d) == 8 || len(d) == 9:
		return zeros(d, 9)[:5]
	}
	return d
}

// zeros returns s with zeros before it, n digits long.
func zeros(s string, n int) string {
	if len(s) < 3 || len(s) >= n {
		return s
	}
	return strings.Repeat("0", n-len(s)) + s
}

// wordsOf returns the words of a cell in lower case and composed form.
func wordsOf(s string) []string {
	return strings.Fields(strings.ToLower(norm.NFC.String(s)))
}

// listOf returns the values of a cell that holds several.
func listOf(s string) []string {
	var out []string
	for v := range strings.FieldsFuncSeq(s, func(r rune) bool { return r == '|' || r == ';' || r == ',' }) {
		if v = strings.TrimSpace(v); v != "" {
			out = append(out, v)
		}
	}
	return out
}

// A fullName is a name as a list gives it, in parts.
type fullName struct{ given, middle, family, suffix string }

// nameOf returns the name that a row of a list holds.
func nameOf(l *layout, row []string) fullName {
	if !l.has(colGiven, colFamily) || l.get(row, colGiven) == "" && l.get(row, colFamily) == "" {
		return splitName(l.get(row, colFullName))
	}
	given := trimTitles(wordsOf(strings.ReplaceAll(l.get(row, colGiven), ".", " ")))
	family, suffix := trimSuffix(wordsOf(strings.Trim(l.get(row, colFamily)+" "+l.get(row, colFamily2), ". ")))
	for i, w := range family {
		family[i] = strings.TrimRight(w, ",")
	}
	if s := suffixes[fold(l.get(row, colSuffix))]; s != "" {
		suffix = s
	}
	n := fullName{strings.Join(given, " "), "", strings.Join(family, " "), suffix}
	n.middle = strings.Join(wordsOf(strings.ReplaceAll(l.get(row, colMiddle), ".", " ")), " ")
	if len(given) == 2 && n.middle == "" && len(given[1]) == 1 {
		n.given, n.middle = given[0], given[1] // "Emma J." in the column of given names
	}
	return n
}

// splitName returns the parts of a whole name: the family name is the last
// word with the particles before it.
func splitName(s string) fullName {
	w, suffix := normalWords(s)
	if len(w) < 2 {
		return fullName{family: strings.Join(w, " "), suffix: suffix}
	}
	i := len(w) - 1
	for i > 1 && particles[fold(w[i-1])] {
		i--
	}
	return fullName{w[0], strings.Join(w[1:i], " "), strings.Join(w[i:], " "), suffix}
}
