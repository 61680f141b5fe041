package search

import "strings"

// digits returns the digits of s.
func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if '0' <= r && r <= '9' {
			return r
		}
		return -1
	}, s)
}

// accountKey returns an account number without what it may be written with.
func accountKey(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case '0' <= r && r <= '9', 'A' <= r && r <= 'Z':
			return r
		case 'a' <= r && r <= 'z':
			return r - 'a' + 'A'
		}
		return -1
	}, s)
}

// phoneKey returns the E.164 form of a telephone number, however it is
// written: ten digits are of the North American plan, as are eleven that begin
// with 1. It reports false if s is no whole number.
func phoneKey(s string) (string, bool) {
	for _, r := range s {
		if !('0' <= r && r <= '9' || strings.ContainsRune(" +-.()/\u00a0\u2010\u2011\u2013", r)) {
			return "", false
		}
	}
	d := digits(s)
	foreign := strings.HasPrefix(strings.TrimSpace(s), "+")
	switch {
	case foreign && len(d) >= 8 && len(d) <= 15, len(d) == 11 && d[0] == '1':
		return "+" + d, true
	case !foreign && len(d) == 10:
		return "+1" + d, true
	}
	return "", false
}
