package pdf

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/md5"
	"crypto/rc4"
	"encoding/binary"
)

// A crypt decrypts the strings and streams of a file that the standard security
// handler encrypted (ISO 32000-2, 7.6).
type crypt struct {
	key     []byte
	strings method
	streams method
	files   method

	filesLocked bool // embedded files alone are encrypted, and their key is not known
}

// A method is a way of encryption.
type method uint8

// The methods of encryption.
const (
	identity method = iota
	rc4Method
	aesMethod  // AES-128 in CBC mode, a key for each object
	aes3Method // AES-256 in CBC mode
)

// unlock sets up decryption with the empty password, or else with one of those
// given, if the file is encrypted.
func (f *file) unlock() {
	v := f.trailer.get("Encrypt")
	if v == nil || f.crypt != nil {
		return
	}
	d := f.dict(v)
	if d == nil {
		return
	}
	if name := f.name(d.get("Filter")); name != "Standard" && name != "" {
		f.note(locked)
		return
	}
	c := &crypt{}
	if !c.methods(f, d) || !c.open(f, d) {
		f.note(locked)
		return
	}
	f.crypt = c
	clear(f.cache)
	clear(f.objectStreams)
}

// methods reads the methods of strings and streams. It reports false if one is
// not known.
func (c *crypt) methods(f *file, d dict) bool {
	version := f.int(d.get("V"), 0)
	if version < 4 {
		c.strings, c.streams, c.files = rc4Method, rc4Method, rc4Method
		return version > 0 && version != 3
	}
	filters := f.dict(d.get("CF"))
	var known [3]bool
	for i, key := range [...]string{"StmF", "StrF", "EFF"} {
		m := identity
		n := f.name(d.get(key))
		if n == "" && key == "EFF" {
			c.files, known[i] = c.streams, true
			continue
		}
		known[i] = n == "" || n == "Identity"
		if !known[i] {
			m, known[i] = methodOf(f.name(f.dict(filters.get(n)).get("CFM")))
		}
		switch i {
		case 0:
			c.streams = m
		case 1:
			c.strings = m
		default:
			c.files = m
		}
	}
	return known[0] && known[1] && known[2]
}

// methodOf returns the method of that name.
func methodOf(name string) (method, bool) {
	switch name {
	case "V2":
		return rc4Method, true
	case "AESV2":
		return aesMethod, true
	case "AESV3":
		return aes3Method, true
	case "None":
		return identity, true
	}
	return identity, false
}

// decryptString returns the string s of the object num gen.
func (c *crypt) decryptString(s []byte, num, gen int) []byte {
	return c.decrypt(s, c.strings, num, gen)
}

// decryptStream returns the bytes data of s, whose filters have those names.
func (c *crypt) decryptStream(data []byte, s *stream, names []string, f *file) []byte {
	return c.decryptBy(c.streams, data, s, names, f)
}

// decryptFile is decryptStream of an embedded file.
func (c *crypt) decryptFile(data []byte, s *stream, names []string, f *file) []byte {
	return c.decryptBy(c.files, data, s, names, f)
}

// decryptBy is decryptStream with method m, unless s tells another.
func (c *crypt) decryptBy(m method, data []byte, s *stream, names []string, f *file) []byte {
	for i, n := range names {
		if n != "Crypt" {
			continue
		}
		_, parms := f.filters(s.dict)
		if i >= len(parms) {
			return data
		}
		if n := f.name(f.dict(parms[i]).get("Name")); n == "Identity" || n == "" {
			return data
		}
	}
	f.decoded += len(data)
	return c.decrypt(data, m, s.num, s.gen)
}

// decrypt returns data of the object num gen as it was before method m.
func (c *crypt) decrypt(data []byte, m method, num, gen int) []byte {
	switch m {
	case rc4Method:
		cipher, err := rc4.NewCipher(c.objectKey(num, gen, false))
		if err != nil {
			return data
		}
		out := make([]byte, len(data))
		cipher.XORKeyStream(out, data)
		return out
	case aesMethod:
		return decryptCBC(c.objectKey(num, gen, true), data)
	case aes3Method:
		return decryptCBC(c.key, data)
	}
	return data
}

// objectKey returns the key of an object (ISO 32000-1, algorithm 1).
func (c *crypt) objectKey(num, gen int, salted bool) []byte {
	b := append(make([]byte, 0, len(c.key)+9), c.key...)
	b = append(b, byte(num), byte(num>>8), byte(num>>16), byte(gen), byte(gen>>8))
	if salted {
		b = append(b, "sAlT"...)
	}
	sum := md5.Sum(b)
	return sum[:min(len(c.key)+5, len(sum))]
}

// decryptCBC returns data, which starts with its initialisation vector, without
// its padding. A cut block at the end is left out.
func decryptCBC(key, data []byte) []byte {
	block, err := aes.NewCipher(key)
	if err != nil || len(data) < 2*aes.BlockSize {
		return nil
	}
	iv, body := data[:aes.BlockSize], data[aes.BlockSize:]
	out := make([]byte, len(body)/aes.BlockSize*aes.BlockSize)
	cipher.NewCBCDecrypter(block, iv).CryptBlocks(out, body[:len(out)])
	if pad := int(out[len(out)-1]); pad > 0 && pad <= aes.BlockSize {
		out = out[:len(out)-pad]
	}
	return out
}

// permissions returns the bytes of the P entry of d, lowest first.
func (f *file) permissions(d dict) []byte {
	p := int64(f.number(d.get("P"), 0))
	return binary.LittleEndian.AppendUint32(nil, uint32(p))
}
