package officecrypt

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/md5"
	"crypto/rc4"
	"crypto/sha1"
	"encoding/base64"
	"errors"
	"fmt"
	"math/bits"
	"testing"
)

var (
	salt  = []byte("0123456789abcdef")
	plain = bytes.Repeat([]byte("PK\x03\x04 Jane Doe "), 700)
)

// rc4Of returns b encrypted with the key.
func rc4Of(key, b []byte) []byte {
	out := make([]byte, len(b))
	c, _ := rc4.NewCipher(key)
	c.XORKeyStream(out, b)
	return out
}

// oldHeader returns the header of RC4 with 40 bits for a password.
func oldHeader(password string) []byte {
	h := md5.Sum(wide(password))
	h = md5.Sum(bytes.Repeat(append(bytes.Clone(h[:5]), salt...), 16))
	k := md5.Sum(append(bytes.Clone(h[:5]), 0, 0, 0, 0))
	verifier := []byte("verifier 16 byte")
	sum := md5.Sum(verifier)
	return append(append([]byte{1, 0, 1, 0}, salt...), rc4Of(k[:], append(verifier, sum[:]...))...)
}

// apiHeader returns the header of RC4 of the CryptoAPI for a password.
func apiHeader(password string, keyBits uint32) []byte {
	base := sha1.Sum(append(bytes.Clone(salt), wide(password)...))
	k := sha1.Sum(append(base[:], 0, 0, 0, 0))
	key := k[:keyBits/8]
	if keyBits == 40 {
		key = append(bytes.Clone(key), make([]byte, 11)...)
	}
	verifier := []byte("verifier 16 byte")
	sum := sha1.Sum(verifier)
	secret := rc4Of(key, append(verifier, sum[:]...))
	return binaryHeader(algRC4, keyBits, secret[:16], secret[16:])
}

// binaryHeader returns a binary header of encryption.
func binaryHeader(alg, keyBits uint32, verifier, hash []byte) []byte {
	b := []byte{4, 0, 2, 0}
	for _, n := range []uint32{4, 32, 4, 0, alg, algSHA1, keyBits, 1, 0, 0, 16} {
		b = le.AppendUint32(b, n)
	}
	b = append(append(b, salt...), verifier...)
	return append(le.AppendUint32(b, sha1.Size), hash...)
}

func TestRC4(t *testing.T) {
	for _, tt := range []struct {
		name      string
		header    []byte
		passwords []string
		want      error
	}{
		{"40 bits", oldHeader("s\u00e9same"), []string{"no", "s\u00e9same"}, nil},
		{"40 bits, the usual password", oldHeader("VelvetSweatshop"), nil, nil},
		{"40 bits, no password", oldHeader("x"), []string{"y"}, ErrPassword},
		{"128 bits", apiHeader("sesame", 128), []string{"sesame"}, nil},
		{"40 bits of the CryptoAPI", apiHeader("sesame", 40), []string{"sesame"}, nil},
		{"128 bits, no password", apiHeader("x", 128), nil, ErrPassword},
		{"cut", apiHeader("x", 128)[:40], nil, ErrFormat},
		{"nothing", nil, nil, ErrFormat},
		{"another", []byte{9, 0, 9, 0}, nil, ErrMethod},
	} {
		c, err := RC4(tt.header, tt.passwords)
		if !errors.Is(err, tt.want) {
			t.Errorf("%s: %v", tt.name, err)
		}
		if err == nil && !bytes.Equal(c.Stream(c.Stream(plain, 512), 512), plain) {
			t.Errorf("%s: decrypted twice it differs", tt.name)
		}
	}
}

func TestXOR(t *testing.T) {
	for _, p := range []string{"a", "abc", "VelvetSweatshop", "fifteen letters"} {
		o, err := XOR(xorKey([]byte(p)), xorVerifier([]byte(p)), []string{"no", p})
		if err != nil {
			t.Errorf("%s: %v", p, err)
			continue
		}
		secret := bytes.Clone(plain)
		for i, c := range secret {
			secret[i] = bits.RotateLeft8(c, 5) ^ o[(7+i)%16] // MS-OFFCRYPTO, 2.3.7.3
		}
		if o.Decrypt(secret, 7); !bytes.Equal(secret, plain) {
			t.Errorf("%s: differs", p)
		}
	}
	if _, err := XOR(1, 2, []string{"abc"}); !errors.Is(err, ErrPassword) {
		t.Error(err)
	}
}

// standardOf returns the streams of a package with standard encryption.
func standardOf(password string) (info, pack []byte) {
	key := standardKey(spin(sha1.New(), salt, password, 50_000), 16)
	c, _ := aes.NewCipher(key)
	seal := func(b []byte) []byte {
		b = append(bytes.Clone(b), make([]byte, -len(b)&15)...)
		for i := 0; i < len(b); i += 16 {
			c.Encrypt(b[i:], b[i:])
		}
		return b
	}
	verifier := []byte("verifier 16 byte")
	sum := sha1.Sum(verifier)
	return binaryHeader(algAES128, 128, seal(verifier), seal(sum[:])), append(le.AppendUint64(nil, uint64(len(plain))), seal(plain)...)
}

// agileOf returns the streams of a package with agile encryption.
func agileOf(password, hash string, spins int) (info, pack []byte) {
	k := agileKey{Spins: spins, BlockSize: 16, Bits: 256, Cipher: "AES", Chaining: "ChainingModeCBC", Hash: hash}
	seal := func(key, iv, b []byte) []byte {
		b = append(bytes.Clone(b), make([]byte, -len(b)&15)...)
		c, _ := aes.NewCipher(key)
		cipher.NewCBCEncrypter(c, iv).CryptBlocks(b, b)
		return b
	}
	h := spin(k.hash(), salt, password, spins)
	text := func(purpose, b []byte) string {
		return base64.StdEncoding.EncodeToString(seal(fit(k.sum(h, purpose), 32), salt, b))
	}
	secret, input := []byte("the key of the package, 32 bytes"), []byte("verifier 16 byte")
	attrs := fmt.Sprintf(`blockSize="16" keyBits="256" hashSize="64" cipherAlgorithm="AES" cipherChaining="ChainingModeCBC" hashAlgorithm="%s" saltValue="%s" saltSize="16"`, hash, base64.StdEncoding.EncodeToString(salt))
	xml := fmt.Sprintf(`<?xml version="1.0"?><encryption xmlns="http://schemas.microsoft.com/office/2006/encryption" xmlns:p="http://schemas.microsoft.com/office/2006/keyEncryptor/password"><keyData %s/>`+
		`<keyEncryptors><keyEncryptor uri="http://schemas.microsoft.com/office/2006/keyEncryptor/password"><p:encryptedKey spinCount="%d" %s encryptedVerifierHashInput="%s" encryptedVerifierHashValue="%s" encryptedKeyValue="%s"/></keyEncryptor></keyEncryptors></encryption>`,
		attrs, spins, attrs, text(inputKey, input), text(hashKey, k.sum(input)), text(valueKey, secret))
	pack = le.AppendUint64(nil, uint64(len(plain)))
	for i, rest := 0, plain; len(rest) > 0; i++ {
		n := min(4096, len(rest))
		pack = append(pack, seal(secret, fit(k.sum(salt, number(uint32(i))), 16), rest[:n])...)
		rest = rest[n:]
	}
	return append([]byte{4, 0, 4, 0, 0x40, 0, 0, 0}, xml...), pack
}

func TestPackage(t *testing.T) {
	standard, standardPack := standardOf("sesame")
	agile, agilePack := agileOf("sesame", "SHA512", 1000)
	usual, usualPack := agileOf("VelvetSweatshop", "SHA1", 1000)
	costly, costlyPack := agileOf("sesame", "SHA1", 10)
	costly = bytes.Replace(costly, []byte(`spinCount="10"`), []byte(`spinCount="10000001"`), 1)
	for _, tt := range []struct {
		name       string
		info, pack []byte
		passwords  []string
		want       error
	}{
		{"standard", standard, standardPack, []string{"no", "sesame"}, nil},
		{"standard, no password", standard, standardPack, nil, ErrPassword},
		{"agile", agile, agilePack, []string{"no", "sesame"}, nil},
		{"agile, the usual password", usual, usualPack, nil, nil},
		{"agile, no password", agile, agilePack, []string{"Sesame"}, ErrPassword},
		{"cut", agile, agilePack[:8000], []string{"sesame"}, ErrCut},
		{"too many rounds", costly, costlyPack, []string{"sesame"}, ErrFormat},
		{"no XML", agile[:200], agilePack, nil, ErrFormat},
		{"extensible", []byte{4, 0, 3, 0, 0, 0, 0, 0}, agilePack, nil, ErrMethod},
		{"nothing", nil, nil, nil, ErrFormat},
	} {
		out, err := Package(tt.info, tt.pack, tt.passwords)
		if !errors.Is(err, tt.want) {
			t.Errorf("%s: %v", tt.name, err)
		}
		if err == nil && !bytes.Equal(out, plain) || errors.Is(err, ErrCut) && !bytes.HasPrefix(plain, out) {
			t.Errorf("%s: %d bytes differ", tt.name, len(out))
		}
	}
}

func FuzzPackage(f *testing.F) {
	info, pack := agileOf("VelvetSweatshop", "SHA256", 2)
	f.Add(info, pack)
	f.Add(binaryHeader(algAES128, 128, salt, append(salt, salt...)), pack)
	f.Fuzz(func(t *testing.T, info, pack []byte) {
		if bytes.Contains(info, []byte("spinCount")) && !bytes.Contains(info, []byte(`spinCount="2"`)) {
			return // the work is what is asked for
		}
		out, err := Package(info, pack, nil)
		if len(out) > len(pack) || err == nil && out == nil && len(pack) > 8 && pack[0] > 0 {
			t.Errorf("%d bytes of %d, %v", len(out), len(pack), err)
		}
		RC4(info, nil)
	})
}
