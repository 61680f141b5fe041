package officecrypt

import (
	"bytes"
	"crypto/md5"
	"crypto/rc4"
	"crypto/sha1"
	"crypto/subtle"
)

// A Cipher decrypts the streams of a document with RC4, whose key changes with
// every block.
type Cipher struct {
	block func(n uint32) []byte // the key of a block
}

// RC4 returns the cipher that the header b tells, which begins with the version
// of the encryption (MS-OFFCRYPTO, 2.3.6.1 and 2.3.5.1), with the first of the
// passwords that fits.
func RC4(b []byte, passwords []string) (*Cipher, error) {
	if len(b) < 4 {
		return nil, ErrFormat
	}
	switch major, minor := le.Uint16(b), le.Uint16(b[2:]); {
	case major == 1 && minor == 1:
		return oldRC4(b[4:], passwords)
	case major >= 2 && major <= 4 && minor == 2:
		return cryptoAPI(b[4:], passwords)
	}
	return nil, ErrMethod
}

// oldRC4 is RC4 with keys of 40 bits (MS-OFFCRYPTO, 2.3.6).
func oldRC4(b []byte, passwords []string) (*Cipher, error) {
	const size, keySize, repeats = 16, 5, 16
	if len(b) < 3*size {
		return nil, ErrFormat
	}
	salt := b[:size]
	for _, p := range candidates(passwords) {
		h := md5.Sum(wide(p))
		h = md5.Sum(bytes.Repeat(append(h[:keySize:keySize], salt...), repeats))
		base := h[:keySize:keySize]
		c := &Cipher{func(n uint32) []byte {
			k := md5.Sum(append(base, number(n)...))
			return k[:]
		}}
		v := c.Object(b[size:3*size], 0)
		if sum := md5.Sum(v[:size]); bytes.Equal(sum[:], v[size:]) {
			return c, nil
		}
	}
	return nil, ErrPassword
}

// A header is what stands in a binary header of encryption (MS-OFFCRYPTO,
// 2.3.2 and 2.3.3).
type header struct {
	cipher, hash, bits uint32
	salt, verifier     []byte
	verifierHash       []byte // encrypted
}

// The algorithms.
const (
	algRC4    = 0x6801
	algAES128 = 0x660E
	algAES192 = 0x660F
	algAES256 = 0x6610
	algSHA1   = 0x8004
)

// readHeader reads what follows the version of an encryption.
func readHeader(b []byte) (header, error) {
	const fixed, saltSize = 32, 16
	if len(b) < 8 {
		return header{}, ErrFormat
	}
	size := int64(le.Uint32(b[4:]))
	if size < fixed || size+8 > int64(len(b)) {
		return header{}, ErrFormat
	}
	head, b := b[8:8+size], b[8+size:]
	h := header{cipher: le.Uint32(head[8:]), hash: le.Uint32(head[12:]), bits: le.Uint32(head[16:])}
	if len(b) < 4+saltSize+16+4 || le.Uint32(b) != saltSize {
		return header{}, ErrFormat
	}
	h.salt, h.verifier, h.verifierHash = b[4:20], b[20:36], b[40:]
	if h.hash != 0 && h.hash != algSHA1 {
		return header{}, ErrMethod
	}
	return h, nil
}

// cryptoAPI is RC4 as the CryptoAPI has it (MS-OFFCRYPTO, 2.3.5).
func cryptoAPI(b []byte, passwords []string) (*Cipher, error) {
	h, err := readHeader(b)
	if err != nil {
		return nil, err
	}
	if h.cipher != algRC4 && h.cipher != 0 {
		return nil, ErrMethod
	}
	if h.bits == 0 {
		h.bits = 40
	}
	if h.bits < 40 || h.bits > 128 || h.bits%8 != 0 || len(h.verifierHash) < sha1.Size {
		return nil, ErrFormat
	}
	for _, p := range candidates(passwords) {
		base := sha1.Sum(append(h.salt[:len(h.salt):len(h.salt)], wide(p)...))
		c := &Cipher{func(n uint32) []byte {
			k := sha1.Sum(append(base[:len(base):len(base)], number(n)...))
			key := k[:h.bits/8]
			if h.bits == 40 {
				key = append(key[:5:5], make([]byte, 11)...) // MS-OFFCRYPTO, 2.3.5.2
			}
			return key
		}}
		v := c.Object(append(h.verifier[:16:16], h.verifierHash[:sha1.Size]...), 0)
		if sum := sha1.Sum(v[:16]); subtle.ConstantTimeCompare(sum[:], v[16:]) == 1 {
			return c, nil
		}
	}
	return nil, ErrPassword
}

// Object returns b, which is block n or less, decrypted.
func (c *Cipher) Object(b []byte, n uint32) []byte {
	out := make([]byte, len(b))
	if r, err := rc4.NewCipher(c.block(n)); err == nil {
		r.XORKeyStream(out, b)
	}
	return out
}

// Stream returns the stream b decrypted, which has blocks of that size. The
// keys count from its start.
func (c *Cipher) Stream(b []byte, size int) []byte {
	out := make([]byte, len(b))
	for n := 0; n*size < len(b); n++ {
		end := min((n+1)*size, len(b))
		if r, err := rc4.NewCipher(c.block(uint32(n))); err == nil {
			r.XORKeyStream(out[n*size:end], b[n*size:end])
		}
	}
	return out
}
