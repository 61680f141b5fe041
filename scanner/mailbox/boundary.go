package mailbox

import "bytes"

// guessBytes is how much of a multipart's body is looked at for a boundary
// that its header does not give.
const guessBytes = 64 << 10

// nextBoundary returns the next line at pos or later that is a boundary of an
// open multipart: where it starts, where the next line starts, its frame, and
// whether it is an end boundary. The frame is -1 if there is none.
func (p *parser) nextBoundary(pos int) (line, next, frame int, end bool) {
	if !p.inMultipart() {
		return 0, 0, -1, false
	}
	for line = pos; ; line = next {
		if line = p.nextDashes(line, pos); line < 0 {
			return 0, 0, -1, false
		}
		text, n := cutLine(p.raw[line:], p.lone)
		next = line + n
		if frame, end = p.match(text); frame >= 0 {
			return line, next, frame, end
		}
	}
}

// inMultipart reports whether a multipart is open.
func (p *parser) inMultipart() bool {
	for i := range p.open {
		if p.open[i].boundary != "" {
			return true
		}
	}
	return false
}

var dashLine = []byte("\n--")

// nextDashes returns the start of the first line at from or later that begins
// with two dashes, or -1; a line starts at pos.
func (p *parser) nextDashes(from, pos int) int {
	if from == pos && bytes.HasPrefix(p.raw[from:], dashLine[1:]) {
		return from
	}
	if !p.lone {
		i := bytes.Index(p.raw[max(from-1, 0):], dashLine)
		if i < 0 {
			return -1
		}
		return max(from-1, 0) + i + 1
	}
	for i := from; ; i++ {
		n := bytes.Index(p.raw[i:], dashLine[1:])
		if n < 0 {
			return -1
		}
		if i += n; i > 0 && (p.raw[i-1] == '\n' || p.raw[i-1] == '\r') {
			return i
		}
	}
}

// match returns the innermost open frame that line is a boundary of, or -1,
// and whether it ends the frame. A boundary whose end was seen serves again
// if no other matches: QUIRK: RFC 2046, 5.1.1; mailing lists and broken
// encoders write parts after the end.
func (p *parser) match(line []byte) (frame int, end bool) {
	if len(line) < 2 || line[0] != '-' || line[1] != '-' {
		return -1, false
	}
	line = bytes.TrimRight(line[2:], " \t")
	inner := bytes.TrimSuffix(line, []byte("--"))
	frame = -1
	for i := len(p.open) - 1; i >= 0; i-- {
		f := &p.open[i]
		if f.boundary == "" || len(line)-len(f.boundary) != 0 && len(inner) != len(f.boundary) || f.closed && frame >= 0 {
			continue
		}
		switch {
		case string(line) == f.boundary:
			end = false
		case len(inner) < len(line) && string(inner) == f.boundary:
			end = true
		default:
			continue
		}
		if !f.closed {
			return i, end
		}
		frame = i
	}
	return frame, end
}

// atBoundary reports whether a boundary line starts at pos.
func (p *parser) atBoundary(pos int) bool {
	if !bytes.HasPrefix(p.raw[pos:], dashLine[1:]) {
		return false
	}
	line, _ := cutLine(p.raw[pos:], p.lone)
	f, _ := p.match(line)
	return f >= 0
}

// contentEnd returns where content ends that began at pos before a boundary
// line: the line end before the boundary belongs to it (RFC 2046, 5.1.1).
func (p *parser) contentEnd(pos, line int) int {
	end := line
	if end > pos && (p.raw[end-1] == '\n' || p.raw[end-1] == '\r') {
		end--
		if end > pos && p.raw[end] == '\n' && p.raw[end-1] == '\r' {
			end--
		}
	}
	return end
}

// near reports whether a line near the start of the body at pos begins as the
// boundary does.
func (p *parser) near(pos int, boundary string) bool {
	d := p.raw[pos:min(len(p.raw), pos+guessBytes)]
	for at := 0; ; at++ {
		i := bytes.Index(d[at:], dashLine[1:])
		if i < 0 {
			return false
		}
		if at += i; bytes.HasPrefix(d[at+2:], []byte(boundary)) && (at == 0 || d[at-1] == '\n' || d[at-1] == '\r') {
			return true
		}
	}
}

// guessBoundary returns the boundary that the body at pos uses, or "": its
// first line of two dashes that stands before a Content- field.
func (p *parser) guessBoundary(pos int) string {
	d := p.raw[pos:min(len(p.raw), pos+guessBytes)]
	for len(d) > 0 {
		line, n := cutLine(d, p.lone)
		d = d[n:]
		if len(line) < 3 || line[0] != '-' || line[1] != '-' {
			continue
		}
		if name := fieldName(d[:min(len(d), fieldNameBytes)]); len(name) > 8 && equalFold(name[:8], "content-") {
			if f, _ := p.match(line); f >= 0 {
				return ""
			}
			return string(bytes.TrimRight(line[2:], " \t"))
		}
	}
	return ""
}
