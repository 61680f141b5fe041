package pdf

// hex returns the bytes of the hexadecimal string at l.i. What is no digit is
// passed over.
func (l *lexer) hex() []byte {
	start := len(l.buf)
	half, odd, fine := byte(0), false, true
	for l.i++; l.i < len(l.b); l.i++ {
		c := l.b[l.i]
		if c == '>' {
			break
		}
		d := hexDigit(c)
		if d > 15 {
			fine = fine && class[c] == blank && c != 0
			continue
		}
		if odd {
			l.buf = append(l.buf, half<<4|d)
		}
		half, odd = d, !odd
	}
	if odd {
		l.buf = append(l.buf, half<<4)
	}
	if !fine || l.i == len(l.b) {
		l.bad++
	}
	l.i = min(l.i+1, len(l.b))
	return l.buf[start:]
}

// literal returns the bytes of the string in parentheses at l.i.
func (l *lexer) literal() []byte {
	b := l.b
	start := l.i + 1
	depth := 1
	for i := start; i < len(b); i++ {
		switch b[i] {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				l.i = i + 1
				return b[start:i]
			}
		case '\\', '\r':
			return l.escaped(start, i, depth)
		}
	}
	l.i = len(b)
	l.bad++
	return b[start:]
}

// escaped returns the string that starts at start, has its first escape or CR
// at i and that many parentheses open there.
func (l *lexer) escaped(start, i, depth int) []byte {
	b := l.b
	from := len(l.buf)
	l.buf = append(l.buf, b[start:i]...)
	for ; i < len(b); i++ {
		c := b[i]
		switch c {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				l.i = i + 1
				return l.buf[from:]
			}
		case '\\':
			i = l.escape(i + 1)
			continue
		case '\r':
			c = '\n'
			if i+1 < len(b) && b[i+1] == '\n' {
				i++
			}
		}
		l.buf = append(l.buf, c)
	}
	l.i = len(b)
	l.bad++
	return l.buf[from:]
}

// escape appends the byte that the escape after a backslash stands for and
// returns the place of its last byte.
func (l *lexer) escape(i int) int {
	if i >= len(l.b) {
		return i
	}
	c := l.b[i]
	switch c {
	case 'n':
		c = '\n'
	case 'r':
		c = '\r'
	case 't':
		c = '\t'
	case 'b':
		c = '\b'
	case 'f':
		c = '\f'
	case '\r':
		if i+1 < len(l.b) && l.b[i+1] == '\n' {
			return i + 1
		}
		return i
	case '\n':
		return i
	case '0', '1', '2', '3', '4', '5', '6', '7':
		c -= '0'
		for k := 0; k < 2 && i+1 < len(l.b) && l.b[i+1]-'0' < 8; k++ {
			i++
			c = c<<3 | (l.b[i] - '0')
		}
	}
	l.buf = append(l.buf, c)
	return i
}
