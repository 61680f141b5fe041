package odf

import (
	"bytes"
	"compress/flate"
	"crypto/aes"
	"crypto/cipher"
	"crypto/pbkdf2"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base64"
	"io"
	"strconv"
	"strings"

	"golang.org/x/crypto/blowfish" //lint:ignore SA1019 OpenOffice encrypts with it

	"exposed/scanner/document/markup"
	"exposed/scanner/document/parts"
)

// A seal tells how a part is encrypted (ODF 1.3 part 2, 4.8).
type seal struct {
	algorithm, derivation, startKey, checksumType string

	checksum, iv, salt []byte
	rounds, keySize    int
}

// The limits of what a key may cost.
const (
	maxRounds = 1 << 20
	maxKeys   = 1000 // passwords tried on the parts of a file
)

// manifest reads which parts are encrypted, and how.
func (p *pack) manifest() {
	p.sealed = map[string]*seal{}
	in := p.member("META-INF/manifest.xml")
	if in == nil {
		return
	}
	defer in.Close()
	t := &p.tokens
	t.Reset(p.Part(in))
	name := ""
	for t.Next() {
		if t.Kind != markup.Start {
			continue
		}
		s := p.sealed[name]
		switch string(t.Name) {
		case "file-entry":
			name = t.Attr("full-path")
		case "encryption-data":
			p.sealed[name] = &seal{checksumType: t.Attr("checksum-type"), checksum: base64Of(t.Attr("checksum")), startKey: "SHA1", keySize: 16}
		case "algorithm":
			if s != nil {
				s.algorithm, s.iv = t.Attr("algorithm-name"), base64Of(t.Attr("initialisation-vector"))
			}
		case "start-key-generation":
			if s != nil {
				s.startKey = t.Attr("start-key-generation-name")
			}
		case "key-derivation":
			if s == nil {
				break
			}
			s.derivation, s.salt = t.Attr("key-derivation-name"), base64Of(t.Attr("salt"))
			s.rounds, _ = strconv.Atoi(t.Attr("iteration-count"))
			if n, err := strconv.Atoi(t.Attr("key-size")); err == nil {
				s.keySize = n
			}
		}
	}
}

func base64Of(s string) []byte {
	b, _ := base64.StdEncoding.DecodeString(strings.TrimSpace(s))
	return b
}

// sealedWhole reports whether the package is one encrypted part.
func (p *pack) sealedWhole() bool {
	_, ok := p.members["encrypted-package"]
	if ok {
		p.done["encrypted-package"] = true
		p.Trouble(parts.Encrypted)
	}
	return ok
}

// unseal returns the bytes of the encrypted part in, which is deflated; nil if
// no password opens it.
func (p *pack) unseal(in io.Reader, s *seal) io.ReadCloser {
	b, err := io.ReadAll(io.LimitReader(p.Part(in), maxSealed+1))
	switch {
	case len(b) > maxSealed:
		p.Trouble(parts.Large)
		return nil
	case err != nil:
		p.Damage(err)
	}
	if !s.known() {
		p.Trouble(parts.Encrypted)
		return nil
	}
	for i, password := range p.passwords[:min(len(p.passwords), maxKeys)] {
		plain := s.decrypt(b, password)
		if plain == nil || !s.proves(plain) {
			continue
		}
		p.passwords[0], p.passwords[i] = p.passwords[i], p.passwords[0] // opens the others most likely
		return flate.NewReader(bytes.NewReader(plain))
	}
	p.Trouble(parts.Encrypted)
	return nil
}

// known reports whether the algorithms of the seal are those that ODF 1.2 names.
func (s *seal) known() bool {
	return lastWord(s.derivation) == "pbkdf2" && s.rounds > 0 && s.rounds <= maxRounds && len(s.salt) > 0 &&
		(s.keySize == 16 || s.keySize == 24 || s.keySize == 32)
}

// lastWord returns the last word of the name of an algorithm, which may be a
// URI, in lower case.
func lastWord(name string) string {
	if i := strings.LastIndexAny(name, "#/"); i >= 0 {
		name = name[i+1:]
	}
	return strings.ToLower(name)
}

// decrypt returns b decrypted with the password; nil if that cannot be.
func (s *seal) decrypt(b []byte, password string) []byte {
	start := sha1.Sum([]byte(password))
	startKey := start[:]
	if lastWord(s.startKey) == "sha256" {
		start := sha256.Sum256([]byte(password))
		startKey = start[:]
	}
	key, err := pbkdf2.Key(sha1.New, string(startKey), s.salt, s.rounds, s.keySize)
	if err != nil {
		return nil
	}
	switch name := lastWord(s.algorithm); {
	case strings.HasPrefix(name, "blowfish"):
		block, err := blowfish.NewCipher(key)
		if err != nil || len(s.iv) != block.BlockSize() {
			return nil
		}
		out := make([]byte, len(b))
		cipher.NewCFBDecrypter(block, s.iv).XORKeyStream(out, b) //lint:ignore SA1019 ODF 1.2 says CFB
		return out
	case strings.HasPrefix(name, "aes") && strings.HasSuffix(name, "-cbc"):
		block, err := aes.NewCipher(key)
		if err != nil || len(s.iv) != block.BlockSize() || len(b)%block.BlockSize() != 0 {
			return nil
		}
		out := make([]byte, len(b))
		cipher.NewCBCDecrypter(block, s.iv).CryptBlocks(out, b)
		return out
	}
	return nil
}

// proves reports whether the checksum shows that the password is right.
func (s *seal) proves(plain []byte) bool {
	// A checksum of all that was deflated leaves out what fills the last block
	// (XML Encryption, 5.2).
	if n := len(plain); n > 0 && int(plain[n-1]) <= min(n, aes.BlockSize) && s.sums(plain[:n-int(plain[n-1])]) {
		return true
	}
	return s.sums(plain)
}

// sums reports whether b has the checksum of the seal.
func (s *seal) sums(b []byte) bool {
	head := b
	kind := strings.ToLower(s.checksumType)
	if strings.HasSuffix(kind, "1k") {
		head = b[:min(len(b), 1024)]
	}
	switch {
	case strings.Contains(kind, "sha256"):
		sum := sha256.Sum256(head)
		return bytes.Equal(sum[:], s.checksum)
	case strings.Contains(kind, "sha1"):
		sum := sha1.Sum(head)
		return bytes.Equal(sum[:], s.checksum)
	}
	// Without a checksum a stream that inflates is proof enough.
	const sample = 512
	n, err := io.CopyN(io.Discard, flate.NewReader(bytes.NewReader(b)), sample)
	return n == sample || err == io.EOF
}
