package detectors

import "time"

// months maps the hash of a month's name to its number, 1 to 12.
var months = func() map[uint64]int {
	m := map[uint64]int{}
	for i, names := range []string{
		"january jan enero ene", "february feb febrero", "march mar marzo", "april apr abril abr", "may mayo", "june jun junio",
		"july jul julio", "august aug agosto ago", "september sep sept septiembre", "october oct octubre", "november nov noviembre", "december dec diciembre dic",
	} {
		words(names, func(s string) { m[hashWord(s)] = i + 1 })
	}
	return m
}()

// A day is a date of the calendar and the tokens that make it.
type day struct {
	y, m, d int
	n       int // tokens
}

// date takes the date that begins at token i. It is a finding where a label
// says that somebody was born on it; any other date is passed over, so that its
// digits are taken for nothing else. It returns the tokens taken.
func (w *work) date(text string, i int) int {
	d := w.dayAt(text, i)
	if d.n == 0 {
		return 0
	}
	l := w.label(text, i, i+d.n, 1<<DateOfBirth)
	if l.element != DateOfBirth {
		w.call(text, i, d)
		return d.n
	}
	s, e := w.toks[i].start, w.toks[i+d.n-1].end
	w.add(Finding{Element: DateOfBirth, Start: int(s), End: int(e), Value: d.iso(), Confidence: .97, Why: "date; label"})
	l.mark.used = int32(i + d.n)
	return d.n
}

func (d day) iso() string {
	return twoDigits(d.y/100) + twoDigits(d.y%100) + "-" + twoDigits(d.m) + "-" + twoDigits(d.d)
}

// dayAt reads a date at token i: 03/12/1970, 1970-03-12, 12 Mar 1970, 12 de marzo de 1970.
func (w *work) dayAt(text string, i int) day {
	if i+2 >= len(w.toks) {
		return day{}
	}
	a, b, c := &w.toks[i], &w.toks[i+1], &w.toks[i+2]
	if a.kind == number && b.kind == number && c.kind == number {
		g1, g2 := text[a.end:b.start], text[b.end:c.start]
		if g1 == g2 && (g1 == "/" || g1 == "-" || g1 == "." || g1 == " / ") {
			return numericDay(text[a.start:a.end], text[b.start:b.end], text[c.start:c.end], g1)
		}
		return day{}
	}
	if a.kind == number && a.end-a.start <= 2 {
		return w.dayFirst(text, i)
	}
	if a.flags&monthWord != 0 && b.kind == number {
		return w.monthFirst(text, i)
	}
	return day{}
}

// numericDay reads three groups of digits: year first, or month first as in
// the United States; a first group over 12 is the day.
func numericDay(a, b, c, sep string) day {
	switch {
	case len(a) == 4 && len(b) <= 2 && len(c) <= 2:
		return checkDay(atoi(a), atoi(b), atoi(c), 3)
	case len(a) <= 2 && len(b) <= 2 && (len(c) == 4 || len(c) == 2 && sep != "."):
		y := atoi(c)
		if len(c) == 2 {
			y = fullYear(c)
		}
		m, d := atoi(a), atoi(b)
		if m > 12 || sep == "." && d <= 12 {
			m, d = d, m
		}
		return checkDay(y, m, d, 3)
	}
	return day{}
}

func checkDay(y, m, d, n int) day {
	if y < 1850 || y > 2100 || m < 1 || m > 12 || d < 1 || d > 31 {
		return day{}
	}
	if d > 28 && time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC).Day() != d {
		return day{} // 30 February
	}
	return day{y, m, d, n}
}

var hashDay, hashOf = hashWord("day"), hashWord("of")

// dayFirst reads "12 Mar 1970", "12th of March, 1970", "12 de marzo de 1970".
func (w *work) dayFirst(text string, i int) day {
	j := i + 1
	for j < len(w.toks) && j < i+4 && w.toks[j].flags&monthWord == 0 {
		if w.toks[j].kind == number || w.toks[j].end-w.toks[j].start > 2 && w.toks[j].hash != hashDay {
			return day{}
		}
		j++
	}
	if j >= len(w.toks) || !nearGap(text[w.toks[j-1].end:w.toks[j].start]) {
		return day{}
	}
	m := months[w.toks[j].hash]
	for j++; j < len(w.toks) && w.toks[j].kind != number && (w.toks[j].flags&particleWord != 0 || w.toks[j].hash == hashOf); j++ {
	}
	if m == 0 || j >= len(w.toks) || !nearGap(text[w.toks[j-1].end:w.toks[j].start]) {
		return day{}
	}
	return checkDay(w.yearAt(text, j), m, atoi(text[w.toks[i].start:w.toks[i].end]), j-i+1)
}

// monthFirst reads "March 12, 1970", "Mar 12th 1970".
func (w *work) monthFirst(text string, i int) day {
	d := &w.toks[i+1]
	if d.end-d.start > 2 || !nearGap(text[w.toks[i].end:d.start]) {
		return day{}
	}
	j := i + 2
	if j < len(w.toks) && w.toks[j].glued && w.toks[j].kind != number {
		j++ // th, st
	}
	if j >= len(w.toks) || !nearGap(text[w.toks[j-1].end:w.toks[j].start]) {
		return day{}
	}
	return checkDay(w.yearAt(text, j), months[w.toks[i].hash], atoi(text[d.start:d.end]), j-i+1)
}

// yearAt returns the year that token j is, or 0. Two digits are one where the text asks
// for a date of birth.
func (w *work) yearAt(text string, j int) int {
	t := &w.toks[j]
	switch n := t.end - t.start; {
	case t.kind != number:
		return 0
	case n == 4:
		return atoi(text[t.start:t.end])
	case n == 2 && w.marked.has(DateOfBirth):
		return fullYear(text[t.start:t.end])
	}
	return 0
}

// fullYear returns the year of which yy are the last digits: 1930 to 2029.
func fullYear(yy string) int {
	if y := atoi(yy); y < 30 {
		return 2000 + y
	}
	return 1900 + atoi(yy)
}

// bornOn takes the eight digits of token i as a date where a label says that somebody
// was born on it: year, month and day, else month or day and year.
func (w *work) bornOn(text string, i int) bool {
	if !w.marked.has(DateOfBirth) {
		return false
	}
	t := &w.toks[i]
	s := text[t.start:t.end]
	d := checkDay(atoi(s[:4]), atoi(s[4:6]), atoi(s[6:]), 1)
	if d.n == 0 {
		if d = checkDay(atoi(s[4:]), atoi(s[:2]), atoi(s[2:4]), 1); d.n == 0 {
			d = checkDay(atoi(s[4:]), atoi(s[2:4]), atoi(s[:2]), 1)
		}
	}
	if d.n == 0 {
		return false
	}
	l := w.label(text, i, i+1, 1<<DateOfBirth)
	if l.element != DateOfBirth {
		return false
	}
	w.add(Finding{Element: DateOfBirth, Start: int(t.start), End: int(t.end), Value: d.iso(), Confidence: .95, Why: "date; label"})
	l.mark.used = int32(i + 1)
	return true
}

// nearGap reports whether the parts of a date may be g apart.
func nearGap(g string) bool {
	switch g {
	case " ", "-", ", ", ",", ". ", "/", ".", "  ", " '", " ’", ", '":
		return true
	}
	return false
}
