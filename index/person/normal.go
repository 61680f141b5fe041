package person

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// titles stand before a name and are no part of it, in folded form.
var titles = set("mr mrs ms miss mister madam mx dr dra doctor doctora prof professor profesor profesora " +
	"sr sra srta senor senora senorita don dona rev reverend hon sir")

// suffixes tell generations apart, in folded form, with their usual spelling.
var suffixes = map[string]string{
	"jr": "jr", "junior": "jr", "hijo": "jr", "sr": "sr", "senior": "sr", "ii": "ii", "2nd": "ii", "iii": "iii", "3rd": "iii", "iv": "iv", "4th": "iv",
}

// degrees stand behind a name and are no part of it, in folded form.
var degrees = set("md phd esq cpa dds dvm jd mba rn")

// set returns the words of s as a set.
func set(s string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(s) {
		m[w] = true
	}
	return m
}

// normalWords returns the words of the normal form, middle initials included,
// and the suffix.
func normalWords(name string) (words []string, suffix string) {
	var parts [][]string
	for part := range strings.SplitSeq(plainName(name), ",") {
		w := trimTitles(strings.Fields(part))
		if len(parts) > 0 && degrees[strings.Join(w, "")] {
			continue // "M.D."
		}
		w, s := trimSuffix(w)
		if s != "" {
			suffix = s
		}
		if len(w) > 0 {
			parts = append(parts, w)
		}
	}
	if len(parts) == 0 {
		return nil, suffix
	}
	words = slices.Concat(append(parts[1:], parts[0])...)
	return trimTitles(words), suffix
}

// plainName returns name in lower case and composed form, with nicknames in
// quotes and brackets gone, plain apostrophes, and blanks for dots.
func plainName(name string) string {
	var b strings.Builder
	name = strings.ToLower(norm.NFC.String(name))
	for i := 0; i < len(name); {
		r, n := utf8.DecodeRuneInString(name[i:])
		i += n
		switch {
		case r == '"' || r == '“' || r == '(':
			if end := closing(r); strings.Contains(name[i:], end) {
				i += strings.Index(name[i:], end) + len(end)
			}
			b.WriteByte(' ')
		case r == '’' || r == '‘' || r == 'ʼ' || r == '`':
			b.WriteByte('\'')
		case r == '.' || r == ')' || r == '”' || r == ';' || unicode.IsSpace(r):
			b.WriteByte(' ')
		case unicode.IsGraphic(r):
			b.WriteRune(r)
		}
	}
	return b.String()
}

// closing returns the mark that closes what r opens.
func closing(r rune) string {
	switch r {
	case '(':
		return ")"
	case '“':
		return "”"
	}
	return string(r)
}

// trimTitles returns the words after the titles. "Don" before one word alone
// is the given name, as in "Don Johnson".
func trimTitles(w []string) []string {
	for len(w) > 0 && titles[fold(w[0])] && (w[0] != "don" || len(w) > 2) && (len(w) > 1 || suffixes[fold(w[0])] == "") {
		w = w[1:]
	}
	return w
}

// trimSuffix returns the words before suffix and degrees, and the suffix.
func trimSuffix(w []string) ([]string, string) {
	suffix := ""
	for len(w) > 0 {
		last := fold(w[len(w)-1])
		if s, ok := suffixes[last]; ok {
			suffix = s
		} else if splitDegree(w) {
			w = w[:len(w)-1]
		} else if !degrees[last] {
			break
		}
		w = w[:len(w)-1]
	}
	return w, suffix
}

// splitDegree reports whether w ends in a degree of two words, as dots leave
// it: "m d", "ph d".
func splitDegree(w []string) bool {
	n := len(w)
	return n > 3 && w[n-1] == "d" && (w[n-2] == "m" || w[n-2] == "ph")
}
