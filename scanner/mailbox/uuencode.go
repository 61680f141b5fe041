package mailbox

import "bytes"

// uuencoded reads the file that text begins with in the form of uuencode
// (POSIX.1-2017, uuencode): a line "begin MODE NAME", lines that each begin with the
// number of their bytes, and "end". A file without its end ends where its lines do.
func uuencoded(text []byte, _ int) (encoded, bool) {
	lone := loneCR(text)
	first, pos := cutLine(text, lone)
	if rest, ok := bytes.CutPrefix(first, []byte("begin-base64 ")); ok {
		return base64Encoded(text, rest, pos, lone)
	}
	name, ok := beginName(first)
	if !ok {
		return encoded{}, false
	}
	second, _ := cutLine(text[pos:], lone)
	if k := uuKind(second); k == uuOther || k == uuEmpty && !endsAfter(text[pos:], lone) {
		return encoded{}, false
	}
	e := encoded{name: toUTF8("", name), data: make([]byte, 0, min(len(text), 64<<10))}
	for pos < len(text) {
		line, n := cutLine(text[pos:], lone)
		kind := uuKind(line)
		if string(bytes.TrimRight(line, " \t")) == "end" {
			e.end = pos + n
			return e, true
		}
		if kind == uuOther || kind != uuWhole && !uuGoesOn(line, text[pos+n:], lone) {
			if kind == uuEmpty && len(line) > 0 {
				pos += n
			}
			break
		}
		e.data = appendUU(e.data, line)
		pos += n
	}
	e.end = pos
	e.flaw("malformed", "uuencode without end", pos)
	return e, true
}

// beginName returns the name in the line "begin MODE NAME".
func beginName(line []byte) ([]byte, bool) {
	rest, ok := bytes.CutPrefix(line, []byte("begin "))
	if !ok {
		return nil, false
	}
	mode, name, ok := bytes.Cut(rest, []byte(" "))
	name = bytes.TrimSpace(name)
	return name, ok && len(name) > 0 && (shaped(mode, "ddd") || shaped(mode, "dddd"))
}

// Kinds of lines of uuencode.
const (
	uuOther = iota
	uuEmpty // no bytes: the line before "end"
	uuShort // fewer characters than its bytes take: blanks at its end were lost on the way
	uuWhole
)

// fullUU begins the lines of 45 bytes, which all are but the last.
const fullUU = 'M'

// uuKind tells what line is. A character more than its bytes take is a
// checksum that some encoders add.
func uuKind(line []byte) int {
	if len(bytes.TrimRight(line, " `")) == 0 {
		return uuEmpty
	}
	n := int(line[0]-' ') & 63
	if line[0] > '`' || n == 0 {
		return uuOther
	}
	for _, c := range line {
		if c < ' ' || c > '`' {
			return uuOther
		}
	}
	least, most := (n*8+5)/6, (n+2)/3*4+1
	switch chars := len(line) - 1; {
	case chars > most:
		return uuOther
	case chars < least:
		return uuShort
	}
	return uuWhole
}

// uuGoesOn reports whether a line that is empty or short is of the file:
// it is of full length, or the file ends or goes on after it.
func uuGoesOn(line, rest []byte, lone bool) bool {
	if len(line) > 0 && line[0] == fullUU || endsAfter(rest, lone) {
		return true
	}
	next, n := cutLine(rest, lone)
	switch uuKind(next) {
	case uuEmpty:
		return len(line) > 0 && endsAfter(rest[n:], lone)
	case uuWhole:
		return len(line) == 0 && next[0] == fullUU
	}
	return false
}

// endsAfter reports whether rest begins with the line "end", perhaps after one without bytes.
func endsAfter(rest []byte, lone bool) bool {
	for range 2 {
		line, n := cutLine(rest, lone)
		if string(bytes.TrimRight(line, " \t")) == "end" {
			return true
		}
		if uuKind(line) != uuEmpty {
			return false
		}
		rest = rest[n:]
	}
	return false
}

// appendUU appends the bytes of one line. What is missing of it is blanks.
func appendUU(dst, line []byte) []byte {
	if len(line) == 0 {
		return dst
	}
	n := int(line[0]-' ') & 63
	for line = line[1:]; n > 0; n -= 3 {
		var q [4]byte
		for i := range q {
			if i < len(line) {
				q[i] = (line[i] - ' ') & 63
			}
		}
		b := [3]byte{q[0]<<2 | q[1]>>4, q[1]<<4 | q[2]>>2, q[2]<<6 | q[3]}
		dst = append(dst, b[:min(n, 3)]...)
		line = line[min(len(line), 4):]
	}
	return dst
}

// base64Encoded reads the lines after "begin-base64 MODE NAME" at pos up to
// one of four equals signs (POSIX.1-2017, uuencode -m); args is what follows the first word.
func base64Encoded(text, args []byte, pos int, lone bool) (encoded, bool) {
	name, ok := beginName(append([]byte("begin "), args...))
	if !ok {
		return encoded{}, false
	}
	e := encoded{name: toUTF8("", name)}
	start, ended := pos, false
	end := pos
	for pos < len(text) && !ended {
		line, n := cutLine(text[pos:], lone)
		if ended = string(bytes.TrimSpace(line)) == "===="; !ended {
			if !isBase64(line) {
				break
			}
			end = pos + n
		}
		pos += n
	}
	if end == start && !ended {
		return encoded{}, false
	}
	var d decoded
	d.base64(text[start:end], false)
	e.data, e.end = d.body, pos
	if !ended {
		e.flaw("malformed", "uuencode without end", pos)
	}
	return e, true
}

// isBase64 reports whether line is digits of base64 and padding, and not empty.
func isBase64(line []byte) bool {
	line = bytes.TrimSpace(line)
	for _, c := range line {
		if base64Table[c] > padByte {
			return false
		}
	}
	return len(line) > 0
}
