package scanner

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// contentHash is the identity of message k that its copies in other containers
// share: sender, time to the second, sorted recipients, subject, letters and
// digits of the body, names and hashes of what is attached.
func (r *reader) contentHash(k int) [32]byte {
	it := &r.family[k]
	var from, to []string
	for _, p := range r.people {
		if p.Email == "" {
			continue
		}
		switch p.field.name {
		case "from", "sender":
			from = append(from, strings.ToLower(p.Email))
		case "to", "cc", "bcc":
			to = append(to, strings.ToLower(p.Email))
		}
	}
	slices.Sort(from)
	slices.Sort(to)
	b := appendStrings(r.letters[:0], slices.Compact(from))
	sent := int64(0)
	if !it.Sent.IsZero() {
		sent = it.Sent.Unix()
	}
	b = binary.BigEndian.AppendUint64(b, uint64(sent))
	b = appendStrings(b, slices.Compact(to))
	b = append(appendLetters(b, it.Subject), 1)
	for _, rd := range r.shown {
		b = append(b, rd.letters[:]...)
	}
	var files []string
	for i := k + 1; i < len(r.family); i++ {
		if f := &r.family[i]; f.Parent == k {
			files = append(files, f.Name+"\x00"+string(f.SHA256[:]))
		}
	}
	slices.SortFunc(files, cmp.Compare[string])
	r.letters = appendStrings(b, files)
	return sha256.Sum256(r.letters)
}

func appendStrings(b []byte, list []string) []byte {
	for _, s := range list {
		b = append(append(b, s...), 0)
	}
	return append(b, 1)
}

// letterSum is the SHA-256 of the letters and digits of s.
func (r *reader) letterSum(s string) (sum [32]byte) {
	h := sha256.New()
	for len(s) > 0 {
		n := runeStart(s, letterBytes)
		r.letters = appendLetters(r.letters[:0], s[:n])
		h.Write(r.letters)
		s = s[n:]
	}
	h.Write([]byte{1})
	h.Sum(sum[:0])
	return sum
}

// letterBytes is how many bytes of a text are taken at once.
const letterBytes = 32 << 10

// runeStart returns at, moved back to where a character of s starts, or the length of s if that is less.
func runeStart(s string, at int) int {
	if at >= len(s) {
		return len(s)
	}
	for n := at; n > at-utf8.UTFMax; n-- {
		if utf8.RuneStart(s[n]) {
			return n
		}
	}
	return at
}

// alnum maps letters to lower case and digits to themselves, all else to 0.
var alnum = func() (t [utf8.RuneSelf]byte) {
	for c := byte('0'); c <= '9'; c++ {
		t[c] = c
	}
	for c := byte('a'); c <= 'z'; c++ {
		t[c], t[c-'a'+'A'] = c, c
	}
	return t
}()

// appendLetters appends the letters and digits of s in lower case to b.
func appendLetters(b []byte, s string) []byte {
	b = slices.Grow(b, len(s))
	for i := 0; i < len(s); {
		if c := s[i]; c < utf8.RuneSelf {
			i++
			if c = alnum[c]; c != 0 {
				b = append(b, c)
			}
			continue
		}
		c, size := utf8.DecodeRuneInString(s[i:])
		i += size
		if unicode.IsLetter(c) || unicode.IsDigit(c) {
			b = utf8.AppendRune(b, unicode.ToLower(c))
		}
	}
	return b
}
