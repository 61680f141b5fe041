package pdf

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/md5"
	"crypto/sha256"
	"fmt"
	"strings"
	"testing"

	"exposed/scanner/document"
)

// sealed returns a file of one page whose strings and streams are encrypted with
// the key of crypt c by method m, and whose dictionary is dict.
func sealed(c *crypt, m method, dict string) []byte {
	b := newBuilder()
	info := len(b.objects) + 1
	b.add(fmt.Sprintf("<</Title <%x>>>", seal(c, m, "Sealed", info)))
	contents := len(b.objects) + 1
	b.stream("", string(seal(c, m, at(72, 700, "Jane Roe"), contents)))
	b.pages = append(b.pages, b.add(fmt.Sprintf("<</Type/Page/Parent 2 0 R/Contents %d 0 R>>", contents)))
	b.trailer = fmt.Sprintf("/Info %d 0 R/ID[(0123456789abcdef)(x)]/Encrypt %d 0 R", info, b.add(dict))
	return b.bytes()
}

// seal returns s as it is encrypted in object num.
func seal(c *crypt, m method, s string, num int) []byte {
	switch m {
	case rc4Method:
		return rc4Bytes(c.objectKey(num, 0, false), []byte(s))
	case aesMethod:
		return sealCBC(c.objectKey(num, 0, true), s)
	case aes3Method:
		return sealCBC(c.key, s)
	}
	return []byte(s)
}

// sealCBC returns s, padded, after its initialisation vector.
func sealCBC(key []byte, s string) []byte {
	pad := aes.BlockSize - len(s)%aes.BlockSize
	s += strings.Repeat(string(rune(pad)), pad)
	block, err := aes.NewCipher(key)
	if err != nil {
		panic(err)
	}
	out := bytes.Repeat([]byte{7}, aes.BlockSize+len(s))
	cipher.NewCBCEncrypter(block, out[:aes.BlockSize]).CryptBlocks(out[aes.BlockSize:], []byte(s))
	return out
}

// oldKey returns the key of revisions 2 to 4 for the empty password and the
// proof that it is (ISO 32000-1, algorithms 2 to 5).
func oldKey(owner, id string, revision, n int) (key, proof []byte) {
	sum := md5.Sum([]byte(passwordPad + owner + "\xFC\xFF\xFF\xFF" + id))
	if revision == 2 {
		return sum[:n], rc4Bytes(sum[:n], []byte(passwordPad))
	}
	for range 50 {
		sum = md5.Sum(sum[:n])
	}
	key = sum[:n]
	check := md5.Sum([]byte(passwordPad + id))
	proof = check[:]
	for i := range 20 {
		k := bytes.Clone(key)
		for j := range k {
			k[j] ^= byte(i)
		}
		proof = rc4Bytes(k, proof)
	}
	return key, append(proof, make([]byte, 16)...)
}

func TestEncrypted(t *testing.T) {
	owner := strings.Repeat("o", 32)
	for _, tt := range []struct {
		name              string
		revision, version int
		bytes             int
		m                 method
		more              string
	}{
		{"RC4, 40 bits", 2, 1, 5, rc4Method, ""},
		{"RC4, 128 bits", 3, 2, 16, rc4Method, "/Length 128"},
		{"RC4, length in bytes", 3, 2, 16, rc4Method, "/Length 16"},
		{"AES, 128 bits", 4, 4, 16, aesMethod, "/CF<</StdCF<</CFM/AESV2>>>>/StmF/StdCF/StrF/StdCF"},
		{"RC4 as a filter", 4, 4, 16, rc4Method, "/CF<</StdCF<</CFM/V2>>>>/StmF/StdCF/StrF/StdCF"},
	} {
		key, proof := oldKey(owner, "0123456789abcdef", tt.revision, tt.bytes)
		dict := "<</Filter/Standard/V %d/R %d/P -4/O<%x>/U<%x>%s>>"
		good := fmt.Sprintf(dict, tt.version, tt.revision, owner, proof, tt.more)
		check(t, tt.name, sealed(&crypt{key: key}, tt.m, good), "Title: Sealed\n\nJane Roe", "")
		proof[0]++
		locked := fmt.Sprintf(dict, tt.version, tt.revision, owner, proof, tt.more)
		check(t, tt.name+" with a password", sealed(&crypt{key: key}, tt.m, locked), "", "encrypted: the file is encrypted and does not open without a password")
	}
}

func TestEncryptedAES256(t *testing.T) {
	key := []byte(strings.Repeat("k", 32))
	const salt, keySalt = "saltsalt", "keysaltk"
	for revision := 5; revision <= 6; revision++ {
		proof := saltedHash(nil, []byte(salt), nil, revision)
		if plain := sha256.Sum256([]byte(salt)); revision == 5 && !bytes.Equal(proof, plain[:]) {
			t.Errorf("hash of revision 5 is %x", proof)
		}
		block, _ := aes.NewCipher(saltedHash(nil, []byte(keySalt), nil, revision))
		wrapped := make([]byte, 32)
		cipher.NewCBCEncrypter(block, make([]byte, 16)).CryptBlocks(wrapped, key)
		dict := fmt.Sprintf("<</Filter/Standard/V 5/R %d/U<%x>/UE<%x>/CF<</StdCF<</CFM/AESV3>>>>/StmF/StdCF/StrF/StdCF>>",
			revision, append(proof, salt+keySalt...), wrapped)
		check(t, fmt.Sprint(revision), sealed(&crypt{key: key}, aes3Method, dict), "Title: Sealed\n\nJane Roe", "")
	}
	other := "<</Filter/Adobe.PubSec/V 4>>"
	check(t, "certificate", sealed(&crypt{key: key}, aes3Method, other), "", "encrypted: the file is encrypted and does not open without a password")
	attachments := "<</Filter/Standard/V 5/R 6/CF<</StdCF<</CFM/AESV3>>>>/StmF/Identity/StrF/Identity/EFF/StdCF>>"
	check(t, "attachments only", sealed(&crypt{}, identity, attachments), "Title: Sealed\n\nJane Roe", "")
}

// TestHashR6 wants the hash of revision 6 that another implementation gives.
func TestHashR6(t *testing.T) {
	if got := fmt.Sprintf("%x", saltedHash(nil, []byte("saltsalt"), nil, 6)); got != "f383e1cdcd8e7e67f45a599473d3f5a7bd181c381364391074cafe0713e3331d" {
		t.Errorf("got %s", got)
	}
}

// TestPasswords opens files with the password of the user and of the owner.
func TestPasswords(t *testing.T) {
	const id = "0123456789abcdef"
	for revision := 2; revision <= 6; revision++ {
		dict, key, m := withPasswords("Päss", "owner", id, revision)
		b := sealed(&crypt{key: key}, m, dict)
		for _, tt := range []struct{ password, want string }{
			{"Päss", "Title: Sealed\n\nJane Roe\n"}, {"owner", "Title: Sealed\n\nJane Roe\n"}, {"other", ""},
		} {
			c := Read(b, document.Options{Passwords: []string{"no", tt.password}})
			if c.Text.Data != tt.want {
				t.Errorf("revision %d, %s: got %q %s", revision, tt.password, c.Text.Data, told(c.Problems))
			}
		}
	}
}

// withPasswords returns an encryption dictionary with those passwords, and the
// key and the method of the file.
func withPasswords(user, owner, id string, revision int) (dict string, key []byte, m method) {
	if revision >= 5 {
		key = []byte(strings.Repeat("k", 32))
		u, ue := proofOf(user, nil, key, revision)
		o, oe := proofOf(owner, u, key, revision)
		return fmt.Sprintf("<</Filter/Standard/V 5/R %d/U<%x>/UE<%x>/O<%x>/OE<%x>/CF<</StdCF<</CFM/AESV3>>>>/StmF/StdCF/StrF/StdCF>>", revision, u, ue, o, oe), key, aes3Method
	}
	n, more := 16, "/Length 128"
	m = rc4Method
	switch revision {
	case 2:
		n, more = 5, ""
	case 4:
		m, more = aesMethod, "/CF<</StdCF<</CFM/AESV2>>>>/StmF/StdCF/StrF/StdCF"
	}
	latin := []byte(strings.ReplaceAll(user, "ä", "\xE4"))
	sum := md5.Sum(padded([]byte(owner)))
	o := padded(latin)
	rounds := 1
	if revision > 2 {
		rounds = 20
		for range 50 {
			sum = md5.Sum(sum[:])
		}
	}
	for i := range rounds {
		o = rc4Bytes(xored(sum[:n], i), o)
	}
	whole := md5.Sum(bytes.Join([][]byte{padded(latin), o, []byte("\xFC\xFF\xFF\xFF"), []byte(id)}, nil))
	key = whole[:n]
	proof := rc4Bytes(key, []byte(passwordPad))
	if revision > 2 {
		for range 50 {
			whole = md5.Sum(whole[:n])
		}
		key = whole[:n]
		start := md5.Sum([]byte(passwordPad + id))
		proof = start[:]
		for i := range 20 {
			proof = rc4Bytes(xored(key, i), proof)
		}
		proof = append(proof, make([]byte, 16)...)
	}
	version := map[int]int{2: 1, 3: 2, 4: 4}[revision]
	return fmt.Sprintf("<</Filter/Standard/V %d/R %d/P -4/O<%x>/U<%x>%s>>", version, revision, o, proof, more), key, m
}

// xored returns key with each byte changed by i.
func xored(key []byte, i int) []byte {
	out := bytes.Clone(key)
	for k := range out {
		out[k] ^= byte(i)
	}
	return out
}

// proofOf returns the proof of a password and the key that it seals.
func proofOf(password string, more, key []byte, revision int) (proof, wrapped []byte) {
	const salt, keySalt = "saltsalt", "keysaltk"
	proof = append(saltedHash([]byte(password), []byte(salt), more, revision), salt+keySalt...)
	block, err := aes.NewCipher(saltedHash([]byte(password), []byte(keySalt), more, revision))
	if err != nil {
		panic(err)
	}
	wrapped = make([]byte, 32)
	cipher.NewCBCEncrypter(block, make([]byte, aes.BlockSize)).CryptBlocks(wrapped, key)
	return proof, wrapped
}
