// Package rtftoken reads what follows the backslashes of Rich Text Format (RTF
// 1.9.1, "RTF syntax"), for the readers of messages and of documents.
package rtftoken

import "unicode/utf16"

// A Lexer goes through the bytes of RTF.
type Lexer struct {
	In []byte
	At int // of the next byte

	high rune // first half of a surrogate pair
}

// A Control is what follows a backslash.
type Control struct {
	Symbol byte   // 0: a word
	Word   []byte // its first 32 letters, which are those of In
	N      int    // the number of a word; the byte of the symbol \'; -1: it has none
	Given  bool   // the word has a number
}

// maxWord is the number of letters that a control word has at most.
const maxWord = 32

// Control reads what follows a backslash. At the end of the text that is a
// hyphen that is shown nowhere.
func (l *Lexer) Control() Control {
	if l.At >= len(l.In) {
		return Control{Symbol: '-'}
	}
	c := l.In[l.At]
	if letter(c) {
		return l.word()
	}
	l.At++
	if c == '\'' {
		return Control{Symbol: c, N: l.hex()}
	}
	return Control{Symbol: c}
}

// word reads a control word and its number.
func (l *Lexer) word() Control {
	in, at := l.In, l.At
	for at < len(in) && letter(in[at]) {
		at++
	}
	c := Control{Word: in[l.At:min(at, l.At+maxWord)]}
	minus := at+1 < len(in) && in[at] == '-' && '0' <= in[at+1] && in[at+1] <= '9'
	if minus {
		at++
	}
	for at < len(in) && '0' <= in[at] && in[at] <= '9' {
		c.N, c.Given = min(10*c.N+int(in[at]-'0'), 1<<31-1), true
		at++
	}
	if minus {
		c.N = -c.N
	}
	if at < len(in) && in[at] == ' ' {
		at++
	}
	l.At = at
	return c
}

func letter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// hex reads the two hexadecimal digits of a byte; -1: there are none.
func (l *Lexer) hex() int {
	if l.At+2 > len(l.In) {
		l.At = len(l.In)
		return -1
	}
	high, low := Digit(l.In[l.At]), Digit(l.In[l.At+1])
	if high < 0 || low < 0 {
		return -1
	}
	l.At += 2
	return high<<4 | low
}

// Digit returns the value of a hexadecimal digit; -1 if c is none.
func Digit(c byte) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'a' <= c|0x20 && c|0x20 <= 'f':
		return int(c|0x20-'a') + 10
	}
	return -1
}

// Unicode returns the character of the control word \u of number n. It reports
// false if that is the first half of one.
func (l *Lexer) Unicode(n int) (rune, bool) {
	c := rune(uint16(n))
	switch {
	case l.high != 0:
		if pair := utf16.DecodeRune(l.high, c); pair != '\ufffd' {
			c = pair
		}
		l.high = 0
	case 0xd800 <= c && c < 0xdc00:
		l.high = c
		return 0, false
	}
	return c, true
}

// Skip passes over n bytes and returns them, or what there is of them.
func (l *Lexer) Skip(n int) []byte {
	start := l.At
	l.At = min(start+max(n, 0), len(l.In))
	return l.In[start:l.At]
}

// Charset returns the code page of a character set of fonts (RTF 1.9.1, "Font
// table"); 0: it is not known.
func Charset(n int) int { return charsets[n] }

var charsets = map[int]int{
	77: 10000, 128: 932, 129: 949, 134: 936, 136: 950, 161: 1253, 162: 1254, 163: 1258,
	177: 1255, 178: 1256, 186: 1257, 204: 1251, 222: 874, 238: 1250, 254: 437, 255: 850,
}
