package pdf

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/md5"
	"crypto/rc4"
	"crypto/sha256"
	"crypto/sha512"
)

// passwordPad stands for the empty password (ISO 32000-1, 7.6.3.3).
const passwordPad = "\x28\xBF\x4E\x5E\x4E\x75\x8A\x41\x64\x00\x4E\x56\xFF\xFA\x01\x08" +
	"\x2E\x2E\x00\xB6\xD0\x68\x3E\x80\x2F\x0C\xA9\xFE\x64\x53\x69\x7A"

// open finds the key of encryption dictionary d. It reports false if neither the
// empty password nor one of those of f is that of the user or of the owner.
func (c *crypt) open(f *file, d dict) bool {
	if c.strings == identity && c.streams == identity && c.files == identity {
		return true
	}
	const most = 1000 // passwords: each costs some thousand hashes
	for _, p := range append([]string{""}, f.passwords[:min(len(f.passwords), most)]...) {
		if c.openWith(f, d, p) {
			return true
		}
	}
	if c.strings == identity && c.streams == identity {
		c.filesLocked = true
		return true
	}
	return false
}

// openWith is open with a password.
func (c *crypt) openWith(f *file, d dict, password string) bool {
	if revision := f.int(d.get("R"), 0); revision >= 5 {
		return c.openAES(f, d, password, revision)
	}
	for _, p := range legacyBytes(password) {
		if c.openUser(f, d, p) || c.openUser(f, d, c.userPassword(f, d, p)) {
			return true
		}
	}
	return false
}

// legacyBytes returns the bytes that password can have: those of
// PDFDocEncoding, which are as in Latin-1 for the letters of its languages, and
// those of UTF-8, which some writers take.
func legacyBytes(password string) [][]byte {
	out := [][]byte{[]byte(password)}
	var latin []byte
	for _, r := range password {
		if r > 0xFF {
			return out
		}
		latin = append(latin, byte(r))
	}
	if string(latin) != password {
		out = append(out, latin)
	}
	return out
}

// padded returns password with the length that all have (ISO 32000-1, algorithm
// 2, step a).
func padded(password []byte) []byte {
	return append(bytes.Clone(password[:min(len(password), len(passwordPad))]), passwordPad...)[:len(passwordPad)]
}

// openUser finds the key for the password of the user (ISO 32000-1, algorithms 2
// and 6). It reports false if that is not the one.
func (c *crypt) openUser(f *file, d dict, password []byte) bool {
	revision := f.int(d.get("R"), 0)
	user, owner := []byte(f.text(d.get("U"))), []byte(f.text(d.get("O")))
	if len(user) < 16 || len(owner) < 32 {
		return false
	}
	var id []byte
	if ids := f.array(f.trailer.get("ID")); len(ids) > 0 {
		id = []byte(f.text(ids[0]))
	}
	hash := md5.New()
	hash.Write(padded(password))
	hash.Write(owner[:32])
	hash.Write(f.permissions(d))
	hash.Write(id)
	if visible, ok := f.resolve(d.get("EncryptMetadata")).(bool); ok && !visible && revision >= 4 {
		hash.Write([]byte{0xFF, 0xFF, 0xFF, 0xFF})
	}
	n := keyLength(f, d, revision)
	key := hash.Sum(nil)
	if revision >= 3 {
		for range 50 {
			sum := md5.Sum(key[:n])
			copy(key, sum[:])
		}
	}
	c.key = key[:n]
	return c.isUser(user, id, revision)
}

// userPassword returns the password of the user that the owner's seals
// (ISO 32000-1, algorithm 7).
func (c *crypt) userPassword(f *file, d dict, password []byte) []byte {
	revision := f.int(d.get("R"), 0)
	owner := []byte(f.text(d.get("O")))
	if len(owner) < 32 {
		return nil
	}
	n := keyLength(f, d, revision)
	sum := md5.Sum(padded(password))
	if revision >= 3 {
		for range 50 {
			sum = md5.Sum(sum[:])
		}
	}
	out := owner[:32]
	if revision < 3 {
		return rc4Bytes(sum[:n], out)
	}
	key := make([]byte, n)
	for i := 19; i >= 0; i-- {
		for k := range key {
			key[k] = sum[k] ^ byte(i)
		}
		out = rc4Bytes(key, out)
	}
	return out
}

// keyLength returns how many bytes the key has.
// QUIRK: Length is in bits, but some writers count bytes.
func keyLength(f *file, d dict, revision int) int {
	const shortest, longest = 5, 16
	if f.int(d.get("V"), 0) == 4 {
		return longest
	}
	n := f.int(d.get("Length"), 40)
	if n >= 40 {
		n /= 8
	}
	if revision < 3 {
		n = shortest
	}
	return max(shortest, min(n, longest))
}

// isUser reports whether the key is that of the user, whose proof is user
// (ISO 32000-1, algorithm 6).
func (c *crypt) isUser(user, id []byte, revision int) bool {
	if revision < 3 {
		proof := rc4Bytes(c.key, []byte(passwordPad))
		return bytes.Equal(proof[:16], user[:16])
	}
	sum := md5.Sum(append([]byte(passwordPad), id...))
	proof := sum[:]
	key := make([]byte, len(c.key))
	for i := range 20 {
		for k := range key {
			key[k] = c.key[k] ^ byte(i)
		}
		proof = rc4Bytes(key, proof)
	}
	return bytes.Equal(proof, user[:16])
}

// rc4Bytes returns data encrypted with key.
func rc4Bytes(key, data []byte) []byte {
	out := make([]byte, len(data))
	if cipher, err := rc4.NewCipher(key); err == nil {
		cipher.XORKeyStream(out, data)
	}
	return out
}

// openAES finds the key of revisions 5 and 6 for the password of the user or of
// the owner (ISO 32000-2, algorithm 2.A). Passwords are taken as they are
// written, without SASLprep, which leaves most as they are.
func (c *crypt) openAES(f *file, d dict, password string, revision int) bool {
	const longest, whole = 127, 48
	pass := []byte(password[:min(len(password), longest)])
	user := []byte(f.text(d.get("U")))
	if len(user) < whole {
		return false
	}
	for _, by := range [...]struct {
		proof, sealed string
		more          []byte
	}{{"U", "UE", nil}, {"O", "OE", user[:whole]}} {
		proof, sealed := []byte(f.text(d.get(by.proof))), []byte(f.text(d.get(by.sealed)))
		if len(proof) < whole || len(sealed) < 32 || !bytes.Equal(saltedHash(pass, proof[32:40], by.more, revision), proof[:32]) {
			continue
		}
		block, err := aes.NewCipher(saltedHash(pass, proof[40:48], by.more, revision))
		if err != nil {
			return false
		}
		c.key = make([]byte, 32)
		cipher.NewCBCDecrypter(block, make([]byte, aes.BlockSize)).CryptBlocks(c.key, sealed[:32])
		return true
	}
	return false
}

// saltedHash returns the hash of password with salt and, for the owner's, with
// more (ISO 32000-2, algorithm 2.B).
func saltedHash(password, salt, more []byte, revision int) []byte {
	sum := sha256.Sum256(bytes.Join([][]byte{password, salt, more}, nil))
	key := sum[:]
	if revision < 6 {
		return key
	}
	const rounds, longest = 64, 64 + 256
	for i := 0; i < longest; i++ {
		data := bytes.Repeat(bytes.Join([][]byte{password, key, more}, nil), 64)
		block, err := aes.NewCipher(key[:16])
		if err != nil {
			return nil
		}
		cipher.NewCBCEncrypter(block, key[16:32]).CryptBlocks(data, data)
		rest := 0
		for _, c := range data[:16] {
			rest += int(c)
		}
		switch rest % 3 {
		case 0:
			sum := sha256.Sum256(data)
			key = sum[:]
		case 1:
			sum := sha512.Sum384(data)
			key = sum[:]
		default:
			sum := sha512.Sum512(data)
			key = sum[:]
		}
		if i >= rounds-1 && int(data[len(data)-1]) <= i+1-32 {
			break
		}
	}
	return key[:32]
}
