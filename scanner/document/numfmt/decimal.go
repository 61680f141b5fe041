package numfmt

// maxDigits is how many digits a number can have and still be formatted.
const maxDigits = 40

// A decimal is the number 0.d1d2d3… times 10 to the power of point, with the
// digits that a file has for it. Digits have no zeros at their ends.
type decimal struct {
	neg    bool
	n      int // digits
	digits [maxDigits]byte
	point  int
}

// parse reads the number v as a file has it and reports whether it is one.
func (d *decimal) parse(v []byte) bool {
	*d = decimal{}
	if len(v) > 0 && (v[0] == '-' || v[0] == '+') {
		d.neg = v[0] == '-'
		v = v[1:]
	}
	seen, dot := false, false
	for len(v) > 0 {
		c := v[0]
		if c == '.' && !dot {
			dot = true
		} else if c < '0' || c > '9' {
			break
		} else {
			seen = true
			if !d.digit(c, dot) {
				return false
			}
		}
		v = v[1:]
	}
	e, ok := exponent(v)
	if !ok || !seen {
		return false
	}
	d.point += e
	d.trim()
	return true
}

// digit appends the digit c, which stands behind the point or before it.
func (d *decimal) digit(c byte, dot bool) bool {
	switch {
	case d.n == 0 && c == '0':
		if dot {
			d.point--
		}
		return true
	case d.n == maxDigits:
		return false
	}
	d.digits[d.n] = c
	d.n++
	if !dot {
		d.point++
	}
	return true
}

// exponent reads "E+14", or nothing.
func exponent(v []byte) (int, bool) {
	if len(v) == 0 {
		return 0, true
	}
	if v[0] != 'e' && v[0] != 'E' || len(v) > len("E+9999") {
		return 0, false
	}
	v = v[1:]
	neg := false
	if len(v) > 0 && (v[0] == '-' || v[0] == '+') {
		neg = v[0] == '-'
		v = v[1:]
	}
	e := 0
	for _, c := range v {
		if c < '0' || c > '9' {
			return 0, false
		}
		e = 10*e + int(c-'0')
	}
	if neg {
		e = -e
	}
	return e, len(v) > 0
}

// trim takes the zeros off the end.
func (d *decimal) trim() {
	for d.n > 0 && d.digits[d.n-1] == '0' {
		d.n--
	}
	if d.n == 0 {
		d.point, d.neg = 0, false
	}
}

// round keeps n digits behind the point; a half is rounded away from zero.
func (d *decimal) round(n int) { d.keep(d.point + n) }

// keep keeps the first n digits, rounded.
func (d *decimal) keep(n int) {
	if n >= d.n {
		return
	}
	if n < 0 {
		d.n = 0
		d.trim()
		return
	}
	up := d.digits[n] >= '5'
	d.n = n
	for up {
		if d.n == 0 {
			d.digits[0], d.n = '1', 1
			d.point++
			return
		}
		if up = d.digits[d.n-1] == '9'; up {
			d.n--
		} else {
			d.digits[d.n-1]++
		}
	}
	d.trim()
}

// significant drops the digits that a calculation left behind. A program
// writes 17 digits where a number is exact to 15; those of an integer are its
// own, which an account or a card may need.
func (d *decimal) significant() {
	const exact = 15
	if d.n > d.point {
		d.keep(max(exact, d.point))
	}
}

// at returns the digit that is worth 10 to the power of place.
func (d *decimal) at(place int) byte {
	if i := d.point - 1 - place; i >= 0 && i < d.n {
		return d.digits[i]
	}
	return '0'
}

// appendGeneral appends d as digits; with an exponent only if they would be
// more than anybody reads.
func (d *decimal) appendGeneral(dst []byte) []byte {
	const most = maxDigits
	if d.neg {
		dst = append(dst, '-')
	}
	if d.point > most || d.point < -most {
		return d.appendScientific(dst)
	}
	for place := max(d.point-1, 0); place >= 0; place-- {
		dst = append(dst, d.at(place))
	}
	if d.n > d.point {
		dst = append(dst, '.')
		for place := -1; place >= d.point-d.n; place-- {
			dst = append(dst, d.at(place))
		}
	}
	return dst
}

// appendScientific appends the digits of d with an exponent.
func (d *decimal) appendScientific(dst []byte) []byte {
	dst = append(dst, d.digits[0])
	if d.n > 1 {
		dst = append(append(dst, '.'), d.digits[1:d.n]...)
	}
	e := d.point - 1
	dst = append(dst, 'E')
	if e < 0 {
		dst, e = append(dst, '-'), -e
	} else {
		dst = append(dst, '+')
	}
	return appendInt(dst, e, 1)
}

// appendInt appends n, which is not negative, with at least width digits.
func appendInt(dst []byte, n, width int) []byte {
	var b [20]byte
	i := len(b)
	for ; n > 0 || width > 0; n, width = n/10, width-1 {
		i--
		b[i] = byte('0' + n%10)
	}
	return append(dst, b[i:]...)
}

// wholeNumber reports whether v is an integer as a reader writes it, which
// needs no work.
func wholeNumber(v []byte) bool {
	zero := 1 // digits that may begin with a zero
	if len(v) > 0 && v[0] == '-' {
		v, zero = v[1:], 0
	}
	if len(v) == 0 || v[0] == '0' && len(v) > zero {
		return false
	}
	for _, c := range v {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}
