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

	"exposed/scanner/mailbox"
)

// contentHash is the identity of message k that its copies in other containers
// share: sender, time to the second, sorted recipients, subject, letters and
// digits of the body, names and hashes of what is attached.
func (r *reader) contentHash(k int, fields []headField) [32]byte {
	it := &r.family[k]
	var from, to []string
	for _, f := range fields {
		switch f.name {
		case "from", "sender":
			from = append(from, emailsOf(it.Text.Data[f.start:f.end])...)
		case "to", "cc", "bcc":
			to = append(to, emailsOf(it.Text.Data[f.start:f.end])...)
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
	writeLetters(h, it.Subject)
	writeLetters(h, it.Text.Data[it.Head:])
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

func emailsOf(value string) (out []string) {
	for _, a := range mailbox.ParseAddresses(value) {
		if a.Email != "" {
			out = append(out, strings.ToLower(a.Email))
		}
	}
	return out
}

func writeStrings(h hash.Hash, list []string) {
	for _, s := range list {
		h.Write([]byte(s))
		h.Write([]byte{0})
	}
	h.Write([]byte{1})
}

// writeLetters writes the letters and digits of s in lower case.
func writeLetters(h hash.Hash, s string) {
	var buf [512]byte
	n := 0
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
			if 'A' <= c && c <= 'Z' {
				c += 'a' - 'A'
			}
			if 'a' <= c && c <= 'z' || '0' <= c && c <= '9' {
				buf[n] = c
				n++
			}
		}
		if n > len(buf)-utf8.UTFMax {
			h.Write(buf[:n])
			n = 0
		}
	}
	h.Write(buf[:n])
	h.Write([]byte{1})
}
