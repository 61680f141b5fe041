package officecrypt

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/xml"
	"hash"
)

// Package returns the package of Office Open XML that the stream
// EncryptedPackage has, by what the stream EncryptionInfo tells and with the
// first of the passwords that fits (MS-OFFCRYPTO, 2.3.4). With ErrCut comes what
// could be decrypted.
func Package(info, pack []byte, passwords []string) ([]byte, error) {
	const head = 8
	if len(info) < head || len(pack) < head {
		return nil, ErrFormat
	}
	size, body := le.Uint64(pack), pack[head:]
	var out []byte
	var err error
	switch major, minor := le.Uint16(info), le.Uint16(info[2:]); {
	case major == 4 && minor == 4:
		out, err = agilePackage(info[head:], body, passwords)
	case major >= 2 && major <= 4 && minor == 2:
		out, err = standardPackage(info[4:], body, passwords)
	default:
		return nil, ErrMethod
	}
	switch {
	case err != nil:
		return nil, err
	case size > uint64(len(out)):
		return out, ErrCut
	}
	return out[:size], nil
}

// standardPackage decrypts a package with AES in ECB mode (MS-OFFCRYPTO,
// 2.3.4.5 to 2.3.4.9).
func standardPackage(info, body []byte, passwords []string) ([]byte, error) {
	const spins = 50_000
	h, err := readHeader(info)
	if err != nil {
		return nil, err
	}
	switch h.cipher {
	case algAES128, algAES192, algAES256, 0:
	default:
		return nil, ErrMethod
	}
	if h.bits == 0 {
		h.bits = 128
	}
	if h.bits != 128 && h.bits != 192 && h.bits != 256 || len(h.verifierHash) < 32 {
		return nil, ErrFormat
	}
	list := candidates(passwords)
	for i, p := range list {
		if (i+1)*spins > maxWork {
			return nil, ErrWork
		}
		key := standardKey(spin(sha1.New(), h.salt, p, spins), int(h.bits/8))
		c, err := aes.NewCipher(key)
		if err != nil {
			return nil, ErrFormat
		}
		sum := sha1.Sum(ecb(c, h.verifier))
		if bytes.Equal(sum[:], ecb(c, h.verifierHash[:32])[:sha1.Size]) {
			return ecb(c, body), nil
		}
	}
	return nil, ErrPassword
}

// standardKey makes a key of the hash of a password (MS-OFFCRYPTO, 2.3.4.7).
func standardKey(h []byte, size int) []byte {
	h0 := sha1.Sum(append(h, number(0)...))
	var out []byte
	for _, pad := range [...]byte{0x36, 0x5C} {
		b := bytes.Repeat([]byte{pad}, sha1.BlockSize)
		for i, c := range h0 {
			b[i] ^= c
		}
		x := sha1.Sum(b)
		out = append(out, x[:]...)
	}
	return out[:size]
}

// spin returns the hash of a password after so many rounds.
func spin(h hash.Hash, salt []byte, password string, rounds int) []byte {
	h.Write(salt)
	h.Write(wide(password))
	sum := h.Sum(nil)
	var n [4]byte
	for i := range rounds {
		h.Reset()
		le.PutUint32(n[:], uint32(i))
		h.Write(n[:])
		h.Write(sum)
		sum = h.Sum(sum[:0])
	}
	return sum
}

// ecb returns the whole blocks of b decrypted.
func ecb(c cipher.Block, b []byte) []byte {
	n := c.BlockSize()
	out := make([]byte, len(b)/n*n)
	for i := 0; i < len(out); i += n {
		c.Decrypt(out[i:], b[i:])
	}
	return out
}

// An agile is what the XML of an agile encryption tells (MS-OFFCRYPTO,
// 2.3.4.10).
type agile struct {
	KeyData    agileKey `xml:"keyData"`
	Encryptors []struct {
		Key agileKey `xml:"encryptedKey"`
	} `xml:"keyEncryptors>keyEncryptor"`
}

// An agileKey is a key, or a password that leads to one.
type agileKey struct {
	Spins     int    `xml:"spinCount,attr"`
	BlockSize int    `xml:"blockSize,attr"`
	Bits      int    `xml:"keyBits,attr"`
	Cipher    string `xml:"cipherAlgorithm,attr"`
	Chaining  string `xml:"cipherChaining,attr"`
	Hash      string `xml:"hashAlgorithm,attr"`
	Salt      string `xml:"saltValue,attr"`
	Input     string `xml:"encryptedVerifierHashInput,attr"`
	InputHash string `xml:"encryptedVerifierHashValue,attr"`
	Value     string `xml:"encryptedKeyValue,attr"`
}

// The purposes of keys (MS-OFFCRYPTO, 2.3.4.13).
var (
	inputKey = []byte{0xFE, 0xA7, 0xD2, 0x76, 0x3B, 0x4B, 0x9E, 0x79}
	hashKey  = []byte{0xD7, 0xAA, 0x0F, 0x6D, 0x30, 0x61, 0x34, 0x4E}
	valueKey = []byte{0x14, 0x6E, 0x0B, 0xE7, 0xAB, 0xAC, 0xD0, 0xD6}
)

// agilePackage decrypts a package whose encryption an XML tells.
func agilePackage(info, body []byte, passwords []string) ([]byte, error) {
	const maxInfo = 1 << 20
	var a agile
	if err := xml.NewDecoder(bytes.NewReader(info[:min(len(info), maxInfo)])).Decode(&a); err != nil {
		return nil, ErrFormat
	}
	if err := a.KeyData.check(); err != nil {
		return nil, err
	}
	err := ErrMethod // no password: a certificate
	for _, e := range a.Encryptors {
		if e.Key.Value == "" || e.Key.Spins < 0 {
			continue
		}
		if err = e.Key.check(); err != nil {
			continue
		}
		var key []byte
		if key, err = e.Key.open(passwords); err == nil {
			return a.KeyData.segments(key, body)
		}
	}
	return nil, err
}

// check reports whether the method is known and its numbers make sense.
func (k *agileKey) check() error {
	switch {
	case k.hash() == nil || k.Cipher != "AES" || k.Chaining != "ChainingModeCBC" && k.Chaining != "ChainingModeCFB":
		return ErrMethod
	case k.Bits != 128 && k.Bits != 192 && k.Bits != 256 || k.BlockSize != aes.BlockSize || k.Spins > maxSpins:
		return ErrFormat
	}
	return nil
}

// hash returns the hash function; nil if it is not known.
func (k *agileKey) hash() hash.Hash {
	switch k.Hash {
	case "SHA1", "SHA-1":
		return sha1.New()
	case "SHA256", "SHA-256":
		return sha256.New()
	case "SHA384", "SHA-384":
		return sha512.New384()
	case "SHA512", "SHA-512":
		return sha512.New()
	}
	return nil
}

// open returns the key of the package, with the first of the passwords that fits.
func (k *agileKey) open(passwords []string) ([]byte, error) {
	salt, err := base64.StdEncoding.DecodeString(k.Salt)
	if err != nil {
		return nil, ErrFormat
	}
	work := 0
	for _, p := range candidates(passwords) {
		if work += k.Spins; work > maxWork {
			return nil, ErrWork
		}
		h := spin(k.hash(), salt, p, k.Spins)
		get := func(purpose []byte, value string) []byte {
			b, err := base64.StdEncoding.DecodeString(value)
			if err != nil {
				return nil
			}
			return k.decrypt(fit(k.sum(h, purpose), k.Bits/8), fit(salt, k.BlockSize), b)
		}
		input, sum := get(inputKey, k.Input), get(hashKey, k.InputHash)
		want := k.sum(input)
		if len(input) == 0 || len(sum) < len(want) || !bytes.Equal(sum[:len(want)], want) {
			continue
		}
		return get(valueKey, k.Value), nil
	}
	return nil, ErrPassword
}

// segments decrypts the package, whose parts of 4096 bytes have vectors of their
// own (MS-OFFCRYPTO, 2.3.4.15).
func (k *agileKey) segments(key, body []byte) ([]byte, error) {
	const size = 4096
	salt, err := base64.StdEncoding.DecodeString(k.Salt)
	if err != nil || len(key) < k.Bits/8 {
		return nil, ErrFormat
	}
	key = key[:k.Bits/8]
	out := make([]byte, 0, len(body))
	for i := 0; len(body) > 0; i++ {
		n := min(size, len(body))
		iv := fit(k.sum(salt, number(uint32(i))), k.BlockSize)
		out = append(out, k.decrypt(key, iv, body[:n])...)
		body = body[n:]
	}
	return out, nil
}

// sum returns the hash of what the parts say one after the other.
func (k *agileKey) sum(parts ...[]byte) []byte {
	h := k.hash()
	for _, p := range parts {
		h.Write(p)
	}
	return h.Sum(nil)
}

// decrypt returns the whole blocks of b decrypted.
func (k *agileKey) decrypt(key, iv, b []byte) []byte {
	c, err := aes.NewCipher(key)
	if err != nil {
		return nil
	}
	out := make([]byte, len(b)/aes.BlockSize*aes.BlockSize)
	if k.Chaining == "ChainingModeCFB" {
		for i := 0; i < len(out); i += aes.BlockSize {
			c.Encrypt(out[i:], iv)
			for j := range aes.BlockSize {
				out[i+j] ^= b[i+j]
			}
			iv = b[i : i+aes.BlockSize]
		}
		return out
	}
	cipher.NewCBCDecrypter(c, iv).CryptBlocks(out, b[:len(out)])
	return out
}

// fit returns b cut or filled to size (MS-OFFCRYPTO, 2.3.4.11).
func fit(b []byte, size int) []byte {
	for len(b) < size {
		b = append(b[:len(b):len(b)], 0x36)
	}
	return b[:size]
}
