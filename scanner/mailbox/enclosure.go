package mailbox

import (
	"bytes"
	"fmt"
)

// An Enclosure is a file that stands in a text, encoded as was usual before
// MIME: by uuencode, yEnc or BinHex. An armored key or
// message of OpenPGP is one too, as it stands.
type Enclosure struct {
	Start, End int    // the bytes of the text that it takes, from its first line to its last
	Name       string // as the encoding gives it, valid UTF-8; "" where there is none
	Data       []byte // as much of the file as the text has
	Problems   []Problem

	flaws []flaw // Problems, with places from the start of the text
}

// maxEnclosures is how many files one text is searched for.
const maxEnclosures = 1000

// maxUnfolded is how many bytes of the files in one text are unfolded: runs in
// BinHex make them larger than their text.
const maxUnfolded = 64 << 20

// An opening is how the first line of an enclosure begins, and what reads it
// from there, up to room bytes of the file where these can be more than its
// text has. The places of what it returns are those of the text it is given.
type opening struct {
	mark []byte
	read func(text []byte, room int) (encoded, bool)
}

var openings = [...]opening{
	{[]byte("begin"), uuencoded},
	{[]byte("=ybegin "), yEncoded},
	{[]byte("(This file must be converted with BinHex"), binHexed},
	{[]byte("-----BEGIN PGP PUBLIC KEY BLOCK-----"), armoredKey},
	{[]byte("-----BEGIN PGP MESSAGE-----"), armoredMessage},
}

// An encoded is what a reader of one encoding found.
type encoded struct {
	name  string
	data  []byte
	end   int // of its last line in the text
	flaws []flaw
}

// A flaw is a Problem whose place is apart.
type flaw struct {
	reason, detail string
	at             int
}

// problem is the Problem of f in a text that starts at byte base of its message.
func (f flaw) problem(base int) Problem {
	return Problem{f.reason, fmt.Sprintf("%s at byte %d", f.detail, base+f.at)}
}

func (e *encoded) flaw(reason, detail string, at int) {
	e.flaws = append(e.flaws, flaw{reason, detail, at})
}

// Enclosures returns the files that text holds, in order. What only looks like
// one is left in the text. The places in problems are those of text, shifted by base.
func Enclosures(text []byte, base int) []Enclosure {
	var out []Enclosure
	var next [len(openings)]int
	for i := range openings {
		next[i] = openings[i].find(text, 0)
	}
	for room := maxUnfolded; len(out) < maxEnclosures; {
		first := 0
		for i := range next {
			if next[i] < next[first] {
				first = i
			}
		}
		at := next[first]
		if at == len(text) {
			break
		}
		pos := at + 1
		if e, ok := openings[first].read(text[at:], room); ok {
			pos = at + e.end
			room = max(room-len(e.data), 0)
			out = append(out, e.at(at, base))
		}
		for i := range next {
			if next[i] < pos {
				next[i] = openings[i].find(text, pos)
			}
		}
	}
	return out
}

// find returns the start of the first line at pos or later that begins with
// the mark, or the length of text.
func (o *opening) find(text []byte, pos int) int {
	for pos < len(text) {
		i := bytes.Index(text[pos:], o.mark)
		if i < 0 {
			break
		}
		if pos += i; pos == 0 || text[pos-1] == '\n' || text[pos-1] == '\r' {
			return pos
		}
		pos++
	}
	return len(text)
}

// at is the enclosure of e, which starts at byte start of a text that itself
// starts at byte base of its message.
func (e *encoded) at(start, base int) Enclosure {
	x := Enclosure{Start: start, End: start + e.end, Name: e.name, Data: e.data}
	for _, f := range e.flaws {
		f.at += start
		x.flaws = append(x.flaws, f)
		x.Problems = append(x.Problems, f.problem(base))
	}
	return x
}

// Without returns text without the enclosures in it.
func Without(text []byte, enclosures []Enclosure) []byte {
	out := make([]byte, 0, len(text))
	pos := 0
	for _, e := range enclosures {
		out = append(out, text[pos:e.Start]...)
		pos = e.End
	}
	return append(out, text[pos:]...)
}

// The ends of what is armored (RFC 9580, 6.2).
var (
	keyEnd     = []byte("-----END PGP PUBLIC KEY BLOCK-----")
	messageEnd = []byte("-----END PGP MESSAGE-----")
)

func armoredKey(text []byte, _ int) (encoded, bool)     { return armored(text, keyEnd) }
func armoredMessage(text []byte, _ int) (encoded, bool) { return armored(text, messageEnd) }

// armored reads the armor that text begins with, up to its end.
func armored(text, end []byte) (encoded, bool) {
	i := bytes.Index(text, end)
	if i < 0 {
		return encoded{}, false
	}
	n := i + len(end)
	return encoded{data: text[:n], end: n}, true
}
