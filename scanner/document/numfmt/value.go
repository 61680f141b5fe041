package numfmt

import (
	"math"
	"strconv"
)

// Append appends the number v, written in digits, as the format f shows it; as
// it stands if it is no number. Dates count from 1904 or from 1900.
func (f *Format) Append(dst, v []byte, from1904 bool) []byte {
	if f == nil && wholeNumber(v) {
		return append(dst, v...)
	}
	var d decimal
	if !d.parse(v) {
		return append(dst, v...)
	}
	d.significant()
	if f == nil {
		return d.appendGeneral(dst)
	}
	s, signed := f.section(&d, v)
	switch s.kind {
	case dateSection, autoSection:
		serial, err := strconv.ParseFloat(string(v), 64)
		if err == nil {
			if out, ok := s.appendDate(dst, serial, from1904); ok {
				return out
			}
		}
	case numberSection:
		if d.point < maxDigits && d.n < maxDigits {
			return s.appendDecimal(dst, d, signed)
		}
	}
	return d.appendGeneral(dst)
}

// section returns the section of f for the number d, which is written v, and
// whether a minus is shown before it.
func (f *Format) section(d *decimal, v []byte) (s *section, signed bool) {
	n := len(f.sections)
	if f.conditional {
		x, err := strconv.ParseFloat(string(v), 64)
		for i := range f.sections {
			if s := &f.sections[i]; s.op == "" || err == nil && s.holds(x) {
				return s, true
			}
		}
		return &f.sections[n-1], true
	}
	switch {
	case n > 1 && d.neg:
		return &f.sections[1], false
	case n > 2 && d.n == 0:
		return &f.sections[2], false
	}
	return &f.sections[0], true
}

// holds reports whether x meets the condition of the section.
func (s *section) holds(x float64) bool {
	switch s.op {
	case "<":
		return x < s.bound
	case "<=":
		return x <= s.bound
	case ">":
		return x > s.bound
	case ">=":
		return x >= s.bound
	case "=":
		return x == s.bound
	case "<>":
		return x != s.bound
	}
	return false
}

// appendDecimal appends d in the places of the section, with its literals.
func (s *section) appendDecimal(dst []byte, d decimal, signed bool) []byte {
	d.point += 2 * s.percent
	d.trim()
	d.round(s.fraction)
	if d.neg && signed {
		dst = append(dst, '-')
	}
	place, zeros, point := s.whole, false, false
	for i := range s.pieces {
		p := &s.pieces[i]
		switch {
		case p.place == 0:
			dst = append(dst, p.text...)
		case p.place == '.':
			if s.whole == 0 {
				dst = s.appendWhole(dst, &d, 0)
			}
			point = true
		case place > 0:
			if place == s.whole {
				dst = s.appendWhole(dst, &d, place)
			}
			place--
			if zeros = zeros || p.place == '0'; zeros || d.point > place {
				dst = s.appendPlace(dst, &d, place)
			}
		default:
			place--
			if p.place == '0' || d.n-d.point >= -place {
				if point {
					dst, point = append(dst, '.'), false
				}
				dst = append(dst, d.at(place))
			}
		}
	}
	return dst
}

// appendWhole appends the digits of d that are worth 10 to the power of place
// and more.
func (s *section) appendWhole(dst []byte, d *decimal, place int) []byte {
	for k := d.point - 1; k >= place; k-- {
		dst = s.appendPlace(dst, d, k)
	}
	return dst
}

// appendPlace appends one digit before the point.
func (s *section) appendPlace(dst []byte, d *decimal, place int) []byte {
	dst = append(dst, d.at(place))
	if s.group && place > 0 && place%3 == 0 {
		dst = append(dst, ',')
	}
	return dst
}

// The numbers of days.
const (
	lastDay  = 2958465 // 9999-12-31
	leapDay  = 60      // 1900-02-29, which Excel has and the calendar has not
	days1900 = 25568   // from 1899-12-31 to 1970-01-01
	days1904 = 24107   // from 1904-01-01
)

// appendDate appends the day, the time or both that serial means (ISO 8601).
// It reports false if it means none.
func (s *section) appendDate(dst []byte, serial float64, from1904 bool) ([]byte, bool) {
	if !(serial >= 0 && serial < lastDay+1) {
		return dst, false
	}
	const day = 24 * 3600 * 1000
	unit := 1000.0
	if s.split {
		unit = 1
	}
	ms := int(math.Round(serial*day/unit) * unit)
	days := ms / day
	date, time := s.date, s.time
	switch {
	case s.kind == autoSection:
		date, time = days > 0, days == 0 || ms%day != 0
	case s.elapsed && !date:
		return appendTime(dst, ms), true
	case !date:
		date = days > 0
	case days == 0 && !from1904:
		if date, time = false, time || ms > 0; !time {
			return dst, false // the day before the first
		}
	}
	if date {
		dst = appendDay(dst, days, from1904)
	}
	if date && time {
		dst = append(dst, ' ')
	}
	if time {
		dst = appendTime(dst, ms%day)
	}
	return dst, true
}

// appendTime appends a time of ms milliseconds as "14:05:00".
func appendTime(dst []byte, ms int) []byte {
	dst = appendInt(dst, ms/3_600_000, 2)
	dst = appendInt(append(dst, ':'), ms/60_000%60, 2)
	dst = appendInt(append(dst, ':'), ms/1000%60, 2)
	if ms %= 1000; ms > 0 {
		dst = appendInt(append(dst, '.'), ms, 3)
	}
	return dst
}

// appendDay appends the day with that number as "2024-03-07".
func appendDay(dst []byte, days int, from1904 bool) []byte {
	switch {
	case from1904:
		days -= days1904
	case days == leapDay:
		return append(dst, "1900-02-29"...)
	case days > leapDay:
		days -= days1900 + 1
	default:
		days -= days1900
	}
	y, m, d := civil(days)
	dst = appendInt(dst, y, 4)
	dst = appendInt(append(dst, '-'), m, 2)
	return appendInt(append(dst, '-'), d, 2)
}

// civil returns the date that is days after 1970-01-01, by the Gregorian
// calendar in years that begin in March.
func civil(days int) (year, month, day int) {
	const era = 146097 // days of 400 years
	days += 719468     // from 0000-03-01
	n := days % era
	y := (n - n/1460 + n/36524 - n/146096) / 365
	yd := n - (365*y + y/4 - y/100)
	m := (5*yd + 2) / 153
	year, month, day = y+days/era*400, m+3, yd-(153*m+2)/5+1
	if month > 12 {
		month -= 12
		year++
	}
	return year, month, day
}
