package detectors

import (
	"slices"
	"unicode"
	"unicode/utf8"
)

// A plainText is a text whose digits, letters and separators are written in
// ASCII where they are only another shape of it, and the places of its bytes in
// the text as it was.
type plainText struct {
	text       []byte
	start, end []int32 // of the characters that the bytes stand for
}

// plain scans text as it reads without what only changes its looks: full-width
// letters and digits, digits of other scripts, invisible characters within a
// word or a number, letters of other alphabets that look like Latin ones.
func (wk *Worker) plain(text string, rows []Row, dst []Finding) []Finding {
	p := plainOf(text)
	moved := make([]Row, len(rows))
	for i, r := range rows {
		moved[i] = r
		moved[i].Cells = slices.Clone(r.Cells)
		for k := range r.Cells {
			c := &moved[i].Cells[k]
			c.Start, c.End = p.to(c.Start), p.to(c.End)
		}
	}
	from := len(dst)
	dst = wk.scanText(string(p.text), moved, dst)
	for i := range dst[from:] {
		f := &dst[from+i]
		f.Start, f.End = p.from(f.Start, f.End)
		for k := range f.More {
			f.More[k].Start, f.More[k].End = p.from(f.More[k].Start, f.More[k].End)
		}
	}
	return dst
}

// from returns the place of p.text[start:end] in the text as it was.
func (p *plainText) from(start, end int) (int, int) {
	return int(p.start[start]), int(p.end[end-1])
}

// to returns the place of byte i of the text as it was.
func (p *plainText) to(i int) int {
	n, _ := slices.BinarySearch(p.start, int32(i))
	return n
}

func plainOf(text string) *plainText {
	p := &plainText{text: make([]byte, 0, len(text))}
	for i := 0; i < len(text); {
		if text[i] < utf8.RuneSelf && classes[text[i]] != lowLetter && classes[text[i]] != capLetter {
			p.keep(text, i, i+1)
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		switch a := asciiOf(r); {
		case invisible(r):
		case a != 0:
			p.put(a, i, i+n)
		case unicode.IsLetter(r):
			n = p.word(text, i)
		default:
			p.keep(text, i, i+n)
		}
		i += n
	}
	return p
}

// word copies the word at byte i and returns its length. Letters that look like
// Latin ones are written as such if others in the word are Latin.
func (p *plainText) word(text string, i int) int {
	end, latin, alike := i, false, true
	for end < len(text) {
		r, n := utf8.DecodeRuneInString(text[end:])
		if !unicode.IsLetter(r) && !invisible(r) {
			break
		}
		latin = latin || r < utf8.RuneSelf || asciiOf(r) != 0
		alike = alike && (r < 0x370 || r >= 0x530 || lookAlikes[r] != 0)
		end += n
	}
	for at := i; at < end; {
		r, n := utf8.DecodeRuneInString(text[at:])
		a := asciiOf(r)
		if a == 0 && latin && alike {
			a = lookAlikes[r]
		}
		switch {
		case a != 0:
			p.put(a, at, at+n)
		case !invisible(r):
			p.keep(text, at, at+n)
		}
		at += n
	}
	return end - i
}

func (p *plainText) put(b byte, start, end int) {
	p.text, p.start, p.end = append(p.text, b), append(p.start, int32(start)), append(p.end, int32(end))
}

func (p *plainText) keep(text string, start, end int) {
	for ; start < end; start++ {
		p.put(text[start], start, start+1)
	}
}

// invisible reports whether nothing is seen of r: soft hyphen, zero-width blank,
// joiners, word joiner, byte order mark.
func invisible(r rune) bool {
	switch r {
	case 0xAD, 0x180E, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF:
		return true
	}
	return false
}

// asciiOf returns the ASCII character that r is another shape of, or 0.
func asciiOf(r rune) byte {
	switch {
	case r < utf8.RuneSelf:
		return 0
	case r >= 0xFF01 && r <= 0xFF5E:
		return byte(r - 0xFF01 + '!')
	case r == 0x3000 || r == 0xA0 || r >= 0x2000 && r <= 0x200A || r == 0x202F || r == 0x205F:
		return ' '
	case r >= 0x2010 && r <= 0x2013 || r == 0x2212 || r == 0xFE58 || r == 0xFE63:
		return '-'
	case unicode.IsDigit(r):
		return byte('0' + digitOf(r))
	}
	return 0
}

// digitOf returns the value of the decimal digit r: digits of a script follow
// each other from zero on.
func digitOf(r rune) rune {
	n := rune(0)
	for n < 9 && unicode.IsDigit(r-n-1) {
		n++
	}
	if r >= 0x1D7CE && r <= 0x1D7FF {
		n = (r - 0x1D7CE) % 10 // five sets of mathematical digits in a row
	}
	return n
}

// lookAlikes are Greek and Cyrillic letters in the shape of Latin ones.
var lookAlikes = func() map[rune]byte {
	m := map[rune]byte{}
	for _, s := range []string{
		"aаα", "cсϲ", "dԁ", "eе", "gԍ", "hһ", "iіι", "jјϳ", "oоο", "pрρ", "qԛ", "sѕ", "vνѵ", "wԝ", "xх", "yу", "uυ",
		"AАΑ", "BВΒ", "CСϹ", "EЕΕ", "GԌ", "HНΗ", "IІΙ", "JЈ", "KКΚ", "MМΜ", "NΝ", "OОΟ", "PРΡ", "SЅ", "TТΤ", "WԜ", "XХΧ", "YУΥ", "ZΖ",
	} {
		for _, r := range s[1:] {
			m[r] = s[0]
		}
	}
	return m
}()

// odd reports whether the character r at byte i, which is n bytes long and no
// letter, hides a digit or parts what belongs together.
func odd(text string, i, n int, r rune) bool {
	if r == 0xFF20 || unicode.IsDigit(r) {
		return true
	}
	return invisible(r) && i > 0 && i+n < len(text) && graphic(text[i-1]) && graphic(text[i+n])
}

// graphic reports whether c is a sign of ASCII, a letter or part of one, but no blank.
func graphic(c byte) bool { return c > ' ' && c < 0x7F }
