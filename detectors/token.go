package detectors

import (
	"unicode"
	"unicode/utf8"
)

// A token is a run of letters or of digits. What lies between two tokens is
// read from the text when it matters.
type token struct {
	hash       uint64 // of the folded word
	start, end int32
	line       int32
	flags      flags
	kind       kind
	glued      bool // letters and digits follow each other without a gap
}

type kind uint8

const (
	number  kind = iota
	lowword      // written in lower case
	title        // first letter in upper case
	upper        // two letters or more, all in upper case
	mixed        // McDonald, iPhone
)

// class is what a byte does to the tokenizer.
type class uint8

const (
	gap class = iota
	lowLetter
	capLetter
	digit
	newline
	at
	colon
	high // part of a rune outside ASCII
)

var classes = func() (t [256]class) {
	for i := range t {
		switch c := byte(i); {
		case 'a' <= c && c <= 'z':
			t[i] = lowLetter
		case 'A' <= c && c <= 'Z':
			t[i] = capLetter
		case '0' <= c && c <= '9':
			t[i] = digit
		case c == '\n':
			t[i] = newline
		case c == '@':
			t[i] = at
		case c == ':':
			t[i] = colon
		case c >= utf8.RuneSelf:
			t[i] = high
		}
	}
	return t
}()

// tokens cuts text into tokens, and notes where its lines start and its "@" and the
// colons of IPv6 addresses stand.
func (w *work) tokens(text string) {
	w.toks, w.ats, w.colons, w.lines = w.toks[:0], w.ats[:0], w.colons[:0], append(w.lines[:0], 0)
	w.lesson.eastern = false
	skip := 0
	for i := 0; i < len(text); {
		if skip < len(w.skip) && i >= w.skip[skip].Start {
			i = w.jump(text, i, w.skip[skip].End)
			skip++
			continue
		}
		switch classes[text[i]] {
		case gap:
			i++
		case newline:
			i++
			w.lines = append(w.lines, int32(i))
		case at:
			w.ats = append(w.ats, int32(i))
			i++
		case colon:
			w.colon(text, i)
			i++
		case digit:
			i = w.digits(text, i)
		case lowLetter, capLetter:
			i = w.word(text, i)
		default:
			r, n := utf8.DecodeRuneInString(text[i:])
			if unicode.IsLetter(r) {
				i = w.word(text, i)
			} else {
				w.odd = w.odd || odd(text, i, n, r)
				i += n
			}
		}
	}
}

// jump passes over text[i:end], noting its lines.
func (w *work) jump(text string, i, end int) int {
	for ; i < end; i++ {
		if text[i] == '\n' {
			w.lines = append(w.lines, int32(i+1))
		}
	}
	return i
}

func (w *work) glued(start int) bool {
	n := len(w.toks)
	return n > 0 && int(w.toks[n-1].end) == start
}

func (w *work) digits(text string, i int) int {
	start := i
	for i < len(text) && classes[text[i]] == digit {
		i++
	}
	w.toks = append(w.toks, token{start: int32(start), end: int32(i), line: int32(len(w.lines) - 1), kind: number, glued: w.glued(start)})
	return i
}

// word reads a word from i on. An apostrophe between letters belongs to it
// (O'Brien), but for the "'s" of a possessive.
func (w *work) word(text string, i int) int {
	start, h := i, uint64(hashSeed)
	letters, caps, firstCap := 0, 0, false
	other, latin := 0, true // letters beyond ASCII; whether all of them are Latin
loop:
	for i < len(text) {
		c := text[i]
		switch classes[c] {
		case lowLetter:
			h = (h ^ uint64(c)) * hashPrime
			letters++
			i++
		case capLetter:
			h = (h ^ uint64(c+'a'-'A')) * hashPrime
			firstCap = firstCap || i == start
			letters++
			caps++
			i++
		case high:
			r, n := utf8.DecodeRuneInString(text[i:])
			if r == '’' && wordGoesOn(text, i+n) {
				i += n
				continue
			}
			if !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r) {
				break loop
			}
			if unicode.IsUpper(r) {
				firstCap = firstCap || i == start
				caps++
			}
			letters++
			other++
			w.lesson.eastern = w.lesson.eastern || r >= firstEast
			latin = latin && !(r >= 0x370 && r < 0x530 || r >= 0xFF21 && r <= 0xFF5A)
			h = hashRune(h, r)
			i += n
		default:
			if c != '\'' || !wordGoesOn(text, i+1) {
				break loop
			}
			i++
		}
	}
	if !latin && (other < letters || text[start] == 0xEF) {
		w.odd = true
	}
	t := token{hash: finish(h), start: int32(start), end: int32(i), line: int32(len(w.lines) - 1), kind: kindOf(letters, caps, firstCap), glued: w.glued(start)}
	t.flags = w.lookUp(t.hash)
	if other > 0 && firstCap {
		t.flags &^= inDictionary // Bašić is not "basic"
	}
	w.toks = append(w.toks, t)
	return i
}

// wordGoesOn reports whether the apostrophe before i is one inside a word.
func wordGoesOn(text string, i int) bool {
	if i >= len(text) {
		return false
	}
	switch classes[text[i]] {
	case capLetter, high:
		return true
	case lowLetter:
		return !(text[i] == 's' && (i+1 == len(text) || classes[text[i+1]] != lowLetter))
	}
	return false
}

func kindOf(letters, caps int, firstCap bool) kind {
	switch {
	case caps == 0 || !firstCap:
		return lowword
	case caps == letters && letters > 1:
		return upper
	case caps == 1 && firstCap:
		return title
	}
	return mixed
}

// capital reports whether t is a word that begins with an upper-case letter.
func (t *token) capital() bool { return t.kind >= title }
