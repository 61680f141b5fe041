// Package search finds the items of a case that words, phrases and what was
// found in them tell. Its index holds keyed tokens of words, a sealed
// vocabulary, and no text.
package search

import (
	"iter"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A word is a run of letters, marks, decimal digits and "_" (\w of Unicode
// Technical Standard 18, without joiners). Two words are the same if they are
// equal after compatibility composition (NFKC), which is done word by word, and
// simple case folding: "ﬁle", "File" and "FILE" are one word, "naïve" and
// "naive" are two. There are no stems and no stop words.

// inWord reports whether r is part of a word.
func inWord(r rune) bool {
	if r < utf8.RuneSelf {
		c := byte(r) | 0x20
		return 'a' <= c && c <= 'z' || '0' <= r && r <= '9' || r == '_'
	}
	return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r)
}

// asciiWord has the bytes that are part of a word, each in lower case.
var asciiWord = func() (t [utf8.RuneSelf]byte) {
	for c := range t {
		if inWord(rune(c)) {
			t[c] = byte(unicode.ToLower(rune(c)))
		}
	}
	return t
}()

// nextWord returns where the first word of s at or after from stands; start is
// len(s) if there is none. Ascii says that the word has no other characters.
func nextWord(s string, from int) (start, end int, ascii bool) {
	i := from
	for i < len(s) {
		if c := s[i]; c < utf8.RuneSelf {
			if asciiWord[c] != 0 {
				break
			}
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if inWord(r) {
			break
		}
		i += n
	}
	start, ascii = i, true
	for i < len(s) {
		if c := s[i]; c < utf8.RuneSelf {
			if asciiWord[c] == 0 {
				break
			}
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if !inWord(r) {
			break
		}
		ascii = false
		i += n
	}
	return start, i, ascii
}

// A span is a run of bytes of a text.
type span struct{ start, end int }

// wordsOf returns the words of s, in the form in which they are compared, each
// with its place. A word is used until the next.
func wordsOf(s string) iter.Seq2[span, []byte] {
	return func(yield func(span, []byte) bool) {
		var buf []byte
		for i := 0; ; {
			start, end, ascii := nextWord(s, i)
			if start == end {
				return
			}
			buf = appendFolded(buf[:0], s[start:end], ascii)
			if !yield(span{start, end}, buf) {
				return
			}
			i = end
		}
	}
}

// appendFolded appends word in the form in which words are compared.
func appendFolded(b []byte, word string, ascii bool) []byte {
	if ascii {
		for i := range len(word) {
			b = append(b, asciiWord[word[i]])
		}
		return b
	}
	for _, r := range norm.NFKC.String(word) {
		b = utf8.AppendRune(b, fold(r))
	}
	return b
}

// folded returns word in the form in which words are compared.
func folded(word string) string { return string(appendFolded(nil, word, false)) }

// fold returns the character that stands for all that differ from r in case
// only: the lower-case form of the least of them.
func fold(r rune) rune {
	if r < utf8.RuneSelf {
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		return r
	}
	least := r
	for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
		least = min(least, f)
	}
	if least == r && unicode.SimpleFold(r) == r {
		return r // no other: U+0130 has a lower-case form that is no folding
	}
	return unicode.ToLower(least)
}
