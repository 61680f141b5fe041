package mailbox

import (
	"bytes"
	"unicode/utf8"
)

// Classes of bytes in base64 other than its 64 digits.
const (
	padByte   = 0x40
	blankByte = 0x41
	otherByte = 0x80
)

// base64Table maps a byte to its digit or class (RFC 4648, 4; the digits of 5 too).
var base64Table = func() (t [256]byte) {
	for i := range t {
		t[i] = otherByte
	}
	for i, c := range []byte("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/") {
		t[c] = byte(i)
	}
	t['='] = padByte
	for _, c := range []byte(" \t\r\n\v\f\x00") {
		t[c] = blankByte
	}
	return t
}()

// base64 decodes src. It leaves out what is no base64, goes on after padding
// where base64 follows, and stops where text does. The standard library's
// decoder ends at the first wrong byte and is slow at line ends.
func (d *decoded) base64(src []byte, text bool) {
	if text && isProse(src) {
		d.body, d.bad = src, 0
		return
	}
	size := len(src)/4*3 + 3
	if text {
		size = len(src) + 3 // room for the line ends that take the place of garbage
	}
	out := make([]byte, size)
	o, i := 0, 0
	var acc uint32
	digits := 0
	for i < len(src) {
		if digits == 0 {
			n, m := base64Run(out[o:], src[i:])
			if i, o = i+n, o+m; i == len(src) {
				break
			}
		}
		c := base64Table[src[i]]
		switch {
		case c < 64:
			acc = acc<<6 | uint32(c)
			if digits++; digits == 4 {
				out[o], out[o+1], out[o+2] = byte(acc>>16), byte(acc>>8), byte(acc)
				o, digits, acc = o+3, 0, 0
			}
		case c == blankByte:
		case c == padByte:
			whole := digits == 0
			o += flushBase64(out[o:], acc, digits)
			acc, digits = 0, 0
			n, more := afterPadding(src[i:])
			i += n
			if !more {
				d.body, d.rest = out[:o], i
				return
			}
			if whole && text {
				// Padding of nothing is garbage: what stood on both sides was never one word.
				out[o] = '\n'
				o++
			}
			continue
		default:
			if d.bad < 0 {
				d.bad = i
			}
		}
		i++
	}
	if digits > 0 && d.bad < 0 {
		d.bad, d.detail = len(src), "base64 that ends within a group"
	}
	o += flushBase64(out[o:], acc, digits)
	d.body = out[:o]
}

// undeclaredBase64 reports whether src is base64 and nothing else, as where the
// field that says so was lost: lines of one length but the last, which fills its
// groups. Text of which it is base64 must be text when decoded.
func undeclaredBase64(src []byte, text bool) bool {
	const shortest, longest = 60, 76 // of a line (RFC 2045, 6.8; RFC 1421, 4.3.2.4)
	src = bytes.TrimSpace(src)
	line, n := cutLine(src[:min(len(src), longest+2)], false)
	if size := len(line); size < shortest || size%4 != 0 || n == size || n >= len(src) || !onlyBase64(line) {
		return false
	}
	for rest := src[n:]; len(rest) > 0; {
		next, k := cutLine(rest[:min(len(rest), longest+2)], false)
		rest = rest[k:]
		if len(rest) > 0 && len(next) != len(line) || len(next) > len(line) || len(next)%4 != 0 || !onlyBase64(next) {
			return false
		}
	}
	if !text {
		return true
	}
	d := decoded{bad: -1}
	d.base64(src, false)
	return utf8.Valid(d.body) && bytes.IndexFunc(d.body, isControl) < 0
}

// onlyBase64 reports whether a line is digits of base64, with padding at most behind them.
func onlyBase64(line []byte) bool {
	for _, c := range bytes.TrimRight(line, "=") {
		if base64Table[c] >= 64 {
			return false
		}
	}
	return true
}

// isControl reports whether c stands in no text.
func isControl(c rune) bool {
	return c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f'
}

// isProse reports whether src, declared as base64, is text as it stands: its
// first lines have blanks between words. QUIRK: RFC 2045, 6.8: programs that
// build mail from templates declare what they do not do.
func isProse(src []byte) bool {
	lines, prose := 0, 0
	for i := 0; len(src) > 0 && i < 20; i++ {
		line, n := cutLine(src[:min(len(src), 1000)], false)
		src = src[n:]
		if line = bytes.TrimSpace(line); len(line) > 0 {
			lines++
			if bytes.IndexByte(line, ' ') > 0 {
				prose++
			}
		}
	}
	return prose > lines/2
}

// base64Run decodes the groups of four digits that src begins with, and
// returns how many bytes it read and wrote.
func base64Run(out, src []byte) (n, o int) {
	for len(src)-n >= 4 && len(out)-o >= 3 {
		s := src[n : n+4 : n+4]
		a, b, c, e := base64Table[s[0]], base64Table[s[1]], base64Table[s[2]], base64Table[s[3]]
		if (a|b|c|e)&^63 != 0 {
			break
		}
		w := out[o : o+3 : o+3]
		w[0], w[1], w[2] = a<<2|b>>4, b<<4|c>>2, c<<6|e
		n, o = n+4, o+3
	}
	return n, o
}

// flushBase64 writes the bytes of an open group of digits.
func flushBase64(out []byte, acc uint32, digits int) int {
	switch digits {
	case 2:
		out[0] = byte(acc >> 4)
		return 1
	case 3:
		out[0], out[1] = byte(acc>>10), byte(acc>>2)
		return 2
	}
	return 0
}

// afterPadding returns where src, which begins with "=", goes on after its
// padding, and whether base64 does. QUIRK: RFC 2045, 6.8: encoders pad each
// chunk, and mailing lists add lines of text at the end.
func afterPadding(src []byte) (n int, more bool) {
	n = len(src) - len(bytes.TrimLeft(src, "= \t\r\n\x00"))
	// Only the start of a line is looked at, or many paddings in a long one would cost its square.
	head := src[n:min(len(src), n+2*76)]
	line, used := cutLine(head, false)
	cut := used == len(head) && n+used < len(src)
	line = bytes.TrimRight(line, " \t")
	digits := 0
	for _, c := range line {
		if base64Table[c] > padByte {
			return n, false
		}
		if base64Table[c] < 64 {
			digits++
		}
	}
	return n, digits > 0 && (cut || len(line)%4 == 0)
}
