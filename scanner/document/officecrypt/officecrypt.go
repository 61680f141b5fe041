// Package officecrypt opens documents of Office that are encrypted with a
// password (MS-OFFCRYPTO): packages of Office Open XML, and the streams of older
// documents.
package officecrypt

import (
	"encoding/binary"
	"errors"
	"slices"
	"unicode/utf16"
)

var le = binary.LittleEndian

var (
	// ErrPassword says that none of the passwords opens the document.
	ErrPassword = errors.New("no password opens it")
	// ErrMethod says that the method of encryption is not known.
	ErrMethod = errors.New("unknown method of encryption")
	// ErrFormat says that what is told of the encryption is damaged.
	ErrFormat = errors.New("damaged encryption information")
	// ErrWork says that trying all passwords would be too much work.
	ErrWork = errors.New("too much work to try all passwords")
	// ErrCut says that what was decrypted ends before its size.
	ErrCut = errors.New("encrypted package is cut")
)

// The limits of what is tried.
const (
	maxSpins = 10_000_000 // MS-OFFCRYPTO, 2.3.4.10
	maxWork  = 25_000_000 // hashes for one document
)

// standard are passwords that Office uses itself: that of Excel for workbooks
// that are protected and not locked (MS-XLS, 2.2.10), and that of PowerPoint for
// presentations that are.
var standard = [...]string{"", "VelvetSweatshop", "/01Hannes Ruescher/01"}

// candidates returns the passwords to try, in their order.
func candidates(passwords []string) []string {
	out := standard[:]
	for _, p := range passwords {
		if !slices.Contains(out, p) {
			out = append(out[:len(out):len(out)], p)
		}
	}
	return out
}

// wide returns a password in UTF-16.
func wide(password string) []byte {
	var out []byte
	for _, u := range utf16.Encode([]rune(password)) {
		out = le.AppendUint16(out, u)
	}
	return out
}

// number returns n as it is hashed.
func number(n uint32) []byte { return le.AppendUint32(nil, n) }
