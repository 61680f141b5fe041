package mailbox

import "bytes"

// sniffLines is how many lines at the start of a file are looked at.
const sniffLines = 40

// IsMbox reports whether head, the first 4 kB of a file, begins an mbox file.
// A file of one message that begins with a From_ line is one too.
func IsMbox(head []byte) bool {
	_, n, _ := lead(head, true)
	return n > 0
}

// IsMessage reports whether head, the first 4 kB of a file, begins a message:
// it has a field of mail among its first lines, and only fields, continuations
// and a few malformed lines before it. A From_ line, a byte order mark, empty
// lines and the first line of an EMLX file may lead.
func IsMessage(head []byte) bool {
	_, n, _ := lead(head, true)
	if start, _, ok := emlxLine(head); ok {
		n = start
	}
	head = bytes.TrimLeft(bytes.TrimPrefix(head[n:], []byte("\ufeff")), "\r\n")
	lone := loneCR(head)
	mail, fields, bad := 0, 0, 0
	for i := 0; i < sniffLines && len(head) > 0; i++ {
		line, n := cutLine(head, lone)
		cut := n == len(head)
		head = head[n:]
		if len(line) == 0 {
			break
		}
		name := fieldName(line)
		switch {
		case name != nil && mailField(name):
			mail++
		case name != nil:
			fields++
		case line[0] == ' ' || line[0] == '\t' || cut || bytes.HasPrefix(line, []byte(">From ")):
		default:
			bad++
		}
	}
	return mail >= 2 && bad <= 2 || mail == 1 && bad == 0 || mail >= 4 && bad <= mail
}

// loneCR reports whether the lines of d end in CR alone, as its first does.
func loneCR(d []byte) bool {
	i := bytes.IndexAny(d[:min(len(d), 4096)], "\r\n")
	return i >= 0 && d[i] == '\r' && i+1 < len(d) && d[i+1] != '\n'
}

// cutLine returns the first line of d without its end, and its length with it.
func cutLine(d []byte, lone bool) (line []byte, n int) {
	i := bytes.IndexByte(d, '\n')
	if lone {
		i = bytes.IndexAny(d, "\r\n")
	}
	if i < 0 {
		return d, len(d)
	}
	if d[i] == '\r' {
		if i+1 < len(d) && d[i+1] == '\n' {
			return d[:i], i + 2
		}
		return d[:i], i + 1
	}
	if i > 0 && d[i-1] == '\r' {
		return d[:i-1], i + 1
	}
	return d[:i], i + 1
}
