package scanner

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"hash"
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
	h := sha256.New()
	writeStrings(h, slices.Compact(from))
	var sent [8]byte
	if !it.Sent.IsZero() {
		binary.BigEndian.PutUint64(sent[:], uint64(it.Sent.Unix()))
	}
	h.Write(sent[:])
	writeStrings(h, slices.Compact(to))
	r.writeLetters(h, it.Subject)
	for _, rd := range r.shown {
		h.Write(rd.letters[:])
	}
	var files []string
	for i := k + 1; i < len(r.family); i++ {
		if f := &r.family[i]; f.Parent == k {
			files = append(files, f.Name+"\x00"+string(f.SHA256[:]))
		}
	}
	slices.SortFunc(files, cmp.Compare[string])
	writeStrings(h, files)
	var sum [32]byte
	h.Sum(sum[:0])
	return sum
}

func writeStrings(h hash.Hash, list []string) {
	for _, s := range list {
		h.Write([]byte(s))
		h.Write([]byte{0})
	}
	h.Write([]byte{1})
}

// letterSum is the SHA-256 of the letters and digits of s.
func (r *reader) letterSum(s string) (sum [32]byte) {
	h := sha256.New()
	r.writeLetters(h, s)
	h.Sum(sum[:0])
	return sum
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

// writeLetters writes the letters and digits of s in lower case.
func (r *reader) writeLetters(h hash.Hash, s string) {
	buf, n := &r.letters, 0
	for i := 0; i < len(s); {
		c := s[i]
		if c >= utf8.RuneSelf {
			c, size := utf8.DecodeRuneInString(s[i:])
			i += size
			if unicode.IsLetter(c) || unicode.IsDigit(c) {
				n += utf8.EncodeRune(buf[n:], unicode.ToLower(c))
			}
		} else {
			i++
			buf[n] = alnum[c]
			n += int(min(alnum[c], 1))
		}
		if n > len(buf)-utf8.UTFMax {
			h.Write(buf[:n])
			n = 0
		}
	}
	h.Write(buf[:n])
	h.Write([]byte{1})
}
