package search

import (
	"strings"
	"time"
)

// days are those from first on that lie before end, as they stand in the vocabulary.
type days struct{ first, end string }

// has reports whether day is one of d.
func (d days) has(day string) bool { return d.first <= day && day < d.end }

// endOfDays stands behind every day, and behind the days of the month or year
// that it is appended to.
const endOfDays = "~"

// dateFormats are how days, months and years are written.
var dateFormats = []string{dayFormat, "2006-01", "2006"}

// days reads what the field date is asked for: a day, month or year, two of
// them with ".." between, or one with <, <=, > or >= before it. Days are those
// of UTC.
func (p *parser) days(s string, at int) days {
	for _, op := range []string{">=", "<=", ">", "<"} {
		if v, ok := strings.CutPrefix(s, op); ok {
			return p.bound(op, p.date(v, at+len(op)))
		}
	}
	if from, to, ok := strings.Cut(s, ".."); ok {
		d := days{"", endOfDays}
		if from != "" {
			d.first = p.date(from, at)
		}
		if to != "" {
			d.end = p.date(to, at+len(from)+2) + endOfDays
		}
		if from == "" && to == "" || d.first >= d.end {
			p.fail(at, "the range has no days: its end lies before its start")
		}
		return d
	}
	v := p.date(s, at)
	return days{v, v + endOfDays}
}

// bound returns the days on one side of a date.
func (p *parser) bound(op, v string) days {
	switch op {
	case ">":
		return days{v + endOfDays, endOfDays}
	case ">=":
		return days{v, endOfDays}
	case "<":
		return days{"", v}
	}
	return days{"", v + endOfDays}
}

// date wants s to be a day, a month or a year.
func (p *parser) date(s string, at int) string {
	for _, format := range dateFormats {
		if _, err := time.Parse(format, s); err == nil && len(s) == len(format) {
			return s
		}
	}
	p.fail(at, "no date %q: a day 2024-01-31, a month 2024-01 or a year 2024 is meant, or a range 2024-01..2024-03, >2024-01-31", s)
	return ""
}
