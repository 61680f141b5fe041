package mailbox

import (
	"strings"
	"time"
)

// ParseDate returns the time that the value of a Date field names, in UTC. It
// takes the words of a date in any order that mailers write: RFC 5322, its
// obsolete forms, asctime, and ISO 8601. ok is false if day, month or year is missing.
//
// QUIRK: RFC 5322, 3.3: years of two digits, names of time zones, dots and
// dashes between the words, no seconds, no zone (taken for UTC).
func ParseDate(value string) (t time.Time, ok bool) {
	if t, ok := usualDate(value); ok {
		return t, true
	}
	var d dateParts
	d.year, d.day = -1, 0
	for s := value; s != ""; {
		s = strings.TrimLeft(s, " \t\r\n,;")
		if strings.HasPrefix(s, "(") {
			_, s, _ = strings.Cut(s, ")")
			continue
		}
		n := strings.IndexAny(s, " \t\r\n,;(")
		if n < 0 {
			n = len(s)
		}
		if !d.word(s[:n]) {
			return time.Time{}, false
		}
		s = s[n:]
	}
	return d.time()
}

// usualDate reads "Thu, 12 Mar 2020 09:00:00 +0100" and the same with one digit
// of the day, as most mailers write it; anything else is left to ParseDate.
func usualDate(s string) (time.Time, bool) {
	if len(s) > 5 && s[3] == ',' && s[4] == ' ' {
		s = s[5:]
	}
	if len(s) > 1 && s[1] == ' ' {
		s = "0" + s
	}
	if len(s) != 26 || s[2] != ' ' || s[6] != ' ' || s[11] != ' ' || s[14] != ':' || s[17] != ':' || s[20] != ' ' || s[21] != '+' && s[21] != '-' {
		return time.Time{}, false
	}
	day, year, hour, minute, sec := plainNumber(s[:2]), plainNumber(s[7:11]), plainNumber(s[12:14]), plainNumber(s[15:17]), plainNumber(s[18:20])
	zh, zm := plainNumber(s[22:24]), plainNumber(s[24:26])
	month := strings.Index("JanFebMarAprMayJunJulAugSepOctNovDec", s[3:6])
	if day < 1 || day > 31 || month < 0 || month%3 != 0 || year < 1900 || hour < 0 || hour > 23 || minute < 0 || minute > 59 || sec < 0 || sec > 59 || zh < 0 || zh > 14 || zm < 0 || zm > 59 {
		return time.Time{}, false
	}
	zone := (zh*60 + zm) * 60
	if s[21] == '-' {
		zone = -zone
	}
	t := time.Date(year, time.Month(month/3+1), day, hour, minute, sec, 0, time.UTC)
	return t.Add(-time.Duration(zone) * time.Second), t.Day() == day
}

// plainNumber returns the number that s stands for, -1 if it is not digits alone.
func plainNumber(s string) int {
	n := 0
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return -1
		}
		n = n*10 + int(s[i]-'0')
	}
	return n
}

// dateParts are the parts of a date as far as they are read.
type dateParts struct {
	year, day         int
	month             time.Month
	hour, minute, sec int
	clock             bool
	zone              int // seconds east of UTC
	pm                int // hours to add: 0 or 12; -12 for a.m.
}

// word takes one word and reports whether it can be part of a date.
func (d *dateParts) word(w string) bool {
	switch {
	case w == "":
		return true
	case strings.Count(w, ":") >= 1 && w[0] >= '0' && w[0] <= '9':
		return d.clockWord(w)
	case w[0] == '+' || w[0] == '-':
		return d.offset(w)
	case w[0] >= '0' && w[0] <= '9':
		return d.number(w)
	}
	return d.name(w)
}

// clockWord takes "9:00", "09:00:00.5", "09:00:00+0100", "2020-03-12T09:00:00Z" or "09:00PM".
func (d *dateParts) clockWord(w string) bool {
	if date, rest, ok := strings.Cut(w, "T"); ok && strings.Count(date, "-") == 2 {
		if !d.number(date) {
			return false
		}
		w = rest
	}
	if d.clock {
		return false
	}
	d.clock = true
	var v [3]int
	for i := range v {
		n, rest := digits(w)
		if n < 0 {
			return false
		}
		v[i], w = n, rest
		if !strings.HasPrefix(w, ":") {
			break
		}
		w = w[1:]
	}
	d.hour, d.minute, d.sec = v[0], v[1], v[2]
	if strings.HasPrefix(w, ".") {
		_, w = digits(w[1:])
	}
	return w == "" || d.word(w)
}

// number takes a day, a year, or a date of numbers.
func (d *dateParts) number(w string) bool {
	n, rest := digits(w)
	long := len(w)-len(rest) == 4
	switch {
	case rest == "":
		return d.dayOrYear(n, long, len(w))
	case rest == "." || rest == "th" || rest == "st" || rest == "nd" || rest == "rd":
		return d.dayOrYear(n, false, 1)
	}
	sep := rest[0]
	if sep != '-' && sep != '/' && sep != '.' {
		return false
	}
	a := strings.Split(rest[1:], string(sep))
	if len(a) != 2 {
		return false
	}
	if long { // 2020-03-12
		m, x := digits(a[0])
		day, y := digits(a[1])
		d.month, d.day, d.year = time.Month(m), day, n
		return x == "" && y == ""
	}
	if a[0] != "" && (a[0][0] < '0' || a[0][0] > '9') { // 12-Mar-2020
		return d.dayOrYear(n, false, 1) && d.name(a[0]) && d.number(a[1])
	}
	m, x := digits(a[0])
	year, y := digits(a[1])
	if x != "" || y != "" {
		return false
	}
	if sep == '/' { // 3/12/2020, as the United States write it
		n, m = m, n
	}
	d.day, d.month = n, time.Month(m)
	d.year = fullYear(year, len(a[1]))
	return true
}

// dayOrYear takes a number: the day comes before the year, unless the number is too large for one.
func (d *dateParts) dayOrYear(n int, long bool, width int) bool {
	switch {
	case d.day == 0 && !long && n >= 1 && n <= 31:
		d.day = n
	case d.year < 0 && width >= 2:
		d.year = fullYear(n, width)
	default:
		return false
	}
	return true
}

// fullYear returns the year that n in width digits means (RFC 5322, 4.3).
func fullYear(n, width int) int {
	switch {
	case width >= 4:
		return n
	case width == 3 || n >= 50:
		return n + 1900
	}
	return n + 2000
}

// offset takes a zone such as "-0700" or "+01:00".
func (d *dateParts) offset(w string) bool {
	n, rest := digits(w[1:])
	width := len(w) - 1 - len(rest)
	if n < 0 {
		return strings.Trim(w, "-+") == ""
	}
	if strings.HasPrefix(rest, ":") {
		m, _ := digits(rest[1:])
		n, width = n*100+max(m, 0), 4
	}
	if width <= 2 {
		n *= 100
	}
	if n%100 >= 60 || n > 2400 {
		return true // a zone that is none says nothing
	}
	d.zone = n/100*3600 + n%100*60
	if w[0] == '-' {
		d.zone = -d.zone
	}
	return true
}

// name takes a month, a weekday, a zone, or a.m. and p.m.
func (d *dateParts) name(w string) bool {
	w = strings.TrimRight(w, ".")
	if len(w) >= 3 {
		if i := indexFold(months, w[:3]); i >= 0 && w[0] >= 'A' && d.month == 0 && alpha(w) {
			d.month = time.Month(i/3 + 1)
			return true
		}
		if indexFold(weekdays, w[:3]) >= 0 && alpha(w) {
			return true
		}
	}
	for _, z := range zones {
		if strings.EqualFold(z.name, w) {
			d.zone = z.hours * 3600
			return true
		}
	}
	switch {
	case strings.EqualFold(w, "am"):
		d.pm = -12
	case strings.EqualFold(w, "pm"):
		d.pm = 12
	case len(w) > 3 && (strings.EqualFold(w[:3], "GMT") || strings.EqualFold(w[:3], "UTC")) && (w[3] == '+' || w[3] == '-'):
		return d.offset(w[3:])
	default:
		return d.clock && d.day > 0 // an unknown zone, after the rest
	}
	return true
}

// zones are the names of RFC 5322, 4.3, and those of Europe and Asia that mailers write.
var zones = [...]struct {
	name  string
	hours int
}{
	{"GMT", 0}, {"UTC", 0}, {"UT", 0}, {"Z", 0}, {"EST", -5}, {"EDT", -4}, {"CST", -6}, {"CDT", -5},
	{"MST", -7}, {"MDT", -6}, {"PST", -8}, {"PDT", -7}, {"BST", 1}, {"WET", 0}, {"WEST", 1}, {"CET", 1},
	{"CEST", 2}, {"MET", 1}, {"MEST", 2}, {"EET", 2}, {"EEST", 3}, {"MSK", 3}, {"JST", 9}, {"KST", 9},
	{"HST", -10}, {"AKST", -9}, {"AKDT", -8}, {"AST", -4}, {"ADT", -3},
}

// indexFold returns where the name of three letters that w is stands in names, or -1.
func indexFold(names, w string) int {
	for i := 0; i < len(names); i += 3 {
		if strings.EqualFold(names[i:i+3], w) {
			return i
		}
	}
	return -1
}

func alpha(s string) bool {
	for i := range len(s) {
		if c := s[i] | 0x20; c < 'a' || c > 'z' {
			return false
		}
	}
	return true
}

// digits cuts the number off s that it begins with; -1: there is none.
func digits(s string) (n int, rest string) {
	i := 0
	for i < len(s) && s[i] >= '0' && s[i] <= '9' {
		if n < 1e8 {
			n = n*10 + int(s[i]-'0')
		}
		i++
	}
	if i == 0 {
		return -1, s
	}
	return n, s[i:]
}

// time returns the time if the parts make one.
func (d *dateParts) time() (time.Time, bool) {
	switch {
	case d.pm == 12 && d.hour < 12:
		d.hour += 12
	case d.pm == -12 && d.hour == 12:
		d.hour = 0
	}
	if d.year < 0 || d.year > 9999 || d.month < 1 || d.month > 12 || d.day < 1 ||
		d.hour > 24 || d.minute > 59 || d.sec > 60 {
		return time.Time{}, false
	}
	t := time.Date(d.year, d.month, d.day, d.hour, d.minute, d.sec, 0, time.UTC)
	if time.Date(d.year, d.month, d.day, 0, 0, 0, 0, time.UTC).Day() != d.day {
		return time.Time{}, false
	}
	return t.Add(-time.Duration(d.zone) * time.Second), true
}
