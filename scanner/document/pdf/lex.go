package pdf

// A tokenKind is what a token is.
type tokenKind uint8

// The kinds of token (ISO 32000-1, 7.2).
const (
	endToken tokenKind = iota
	numberToken
	stringToken
	nameToken
	keywordToken
	openArray
	closeArray
	openDict
	closeDict
)

// A token is a piece of PDF syntax. Its bytes are valid until the buffer of the
// lexer is emptied.
type token struct {
	kind  tokenKind
	whole bool // a number without a point
	num   float64
	s     []byte // bytes of a string, name or keyword
}

// A lexer cuts b into tokens.
type lexer struct {
	b   []byte
	i   int
	buf []byte // strings that have escapes
	bad int    // strings that are not closed or have what they cannot have, and NUL
}

// The classes of characters (ISO 32000-1, 7.2.2).
const (
	regular = iota
	blank
	delimiter
)

// class tells the class of each byte.
var class = [256]uint8{
	0: blank, '\t': blank, '\n': blank, '\f': blank, '\r': blank, ' ': blank,
	'(': delimiter, ')': delimiter, '<': delimiter, '>': delimiter, '[': delimiter, ']': delimiter,
	'{': delimiter, '}': delimiter, '/': delimiter, '%': delimiter,
}

// skip passes over white space and comments.
func (l *lexer) skip() {
	b, i := l.b, l.i
	for i < len(b) {
		if c := b[i]; class[c] == blank {
			if i++; c == 0 {
				l.bad++
			}
		} else if c == '%' {
			for i < len(b) && b[i] != '\n' && b[i] != '\r' {
				i++
			}
		} else {
			break
		}
	}
	l.i = i
}

// next returns the token at l.i or after it.
func (l *lexer) next() token {
	l.skip()
	if l.i >= len(l.b) {
		return token{}
	}
	switch c := l.b[l.i]; c {
	case '(':
		return token{kind: stringToken, s: l.literal()}
	case '<':
		if l.i+1 < len(l.b) && l.b[l.i+1] == '<' {
			l.i += 2
			return token{kind: openDict}
		}
		return token{kind: stringToken, s: l.hex()}
	case '>':
		l.i++
		if l.i < len(l.b) && l.b[l.i] == '>' {
			l.i++
		}
		return token{kind: closeDict}
	case '[':
		l.i++
		return token{kind: openArray}
	case ']':
		l.i++
		return token{kind: closeArray}
	case '/':
		return token{kind: nameToken, s: l.name()}
	case '{', '}', ')':
		l.i++
		return token{kind: keywordToken, s: l.b[l.i-1 : l.i]}
	case '+', '-', '.', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
		return l.number()
	}
	return token{kind: keywordToken, s: l.regular()}
}

// regular returns the regular characters at l.i.
func (l *lexer) regular() []byte {
	start := l.i
	for l.i < len(l.b) && class[l.b[l.i]] == regular {
		l.i++
	}
	return l.b[start:l.i]
}

// powers are those of ten by which digits after a point are divided.
var powers = [...]float64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17}

// number returns the number at l.i. It has 15 digits that count, and numbers
// that are too large are all the same.
// QUIRK: writers print "--5", "5-" and "1.2.3"; signs after the first digit and
// all after a second point are passed over. A sign without a digit is 0.
func (l *lexer) number() token {
	const most = 1e15
	b, i := l.b, l.i
	negative, whole := false, true
	for i < len(b) && (b[i] == '-' || b[i] == '+') {
		negative = negative || b[i] == '-'
		i++
	}
	n, places := uint64(0), 0
	for ; i < len(b) && b[i]-'0' < 10; i++ {
		if n < most {
			n = n*10 + uint64(b[i]-'0')
		}
	}
	if i < len(b) && b[i] == '.' {
		whole = false
		for i++; i < len(b) && b[i]-'0' < 10; i++ {
			if n < most && places < len(powers)-1 {
				n = n*10 + uint64(b[i]-'0')
				places++
			}
		}
	}
	for i < len(b) && (b[i] == '.' || b[i] == '-' || b[i]-'0' < 10) {
		i++
	}
	l.i = i
	x := float64(n) / powers[places]
	if negative {
		x = -x
	}
	return token{kind: numberToken, num: x, whole: whole}
}

// name returns the name at l.i, without its slash (ISO 32000-1, 7.3.5).
func (l *lexer) name() []byte {
	l.i++
	s := l.regular()
	for i, c := range s {
		if c == '#' && i+2 < len(s) && hexDigit(s[i+1]) < 16 && hexDigit(s[i+2]) < 16 {
			return l.unescapeName(s, i)
		}
	}
	return s
}

// unescapeName returns the name s, in which a "#" stands at i.
func (l *lexer) unescapeName(s []byte, i int) []byte {
	start := len(l.buf)
	l.buf = append(l.buf, s[:i]...)
	for ; i < len(s); i++ {
		c := s[i]
		if c == '#' && i+2 < len(s) && hexDigit(s[i+1]) < 16 && hexDigit(s[i+2]) < 16 {
			c = hexDigit(s[i+1])<<4 | hexDigit(s[i+2])
			i += 2
		}
		l.buf = append(l.buf, c)
	}
	return l.buf[start:]
}

// hexDigit returns the value of a hexadecimal digit; 16 or more for other bytes.
func hexDigit(c byte) byte {
	switch {
	case c-'0' < 10:
		return c - '0'
	case c|0x20 >= 'a' && c|0x20 <= 'f':
		return c | 0x20 - 'a' + 10
	}
	return 16
}
