package index

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"exposed/detectors"
)

// keyPrefix begins a key file; 32 bytes in base64 follow on the same line.
const keyPrefix = "EXPOSED-KEY-1:"

const (
	keySize    = 32
	saltSize   = 32
	tokenSize  = 16
	maxKeyFile = 4096 // bytes that a key file may have
)

// A Token stands for a value where values are joined and looked up: a keyed
// hash that tells nothing without the key.
type Token [tokenSize]byte

// A vault holds the keys that follow from a key file.
type vault struct {
	id    string // tells keys apart, reveals nothing
	token []byte
	seal  []byte
}

// DefaultKeyFile returns the key file that is used unless one is given.
func DefaultKeyFile() (string, error) {
	dir, err := os.UserConfigDir()
	if err != nil {
		return "", fmt.Errorf("no folder for the key: %w; give a key file with --key", err)
	}
	return filepath.Join(dir, "exposed", "key"), nil
}

// openVault reads the key file path. An absent file is made if create is set.
func openVault(path string, create bool) (*vault, error) {
	key, err := readKey(path)
	if create && errors.Is(err, fs.ErrNotExist) {
		if err := createKey(path); err != nil && !errors.Is(err, fs.ErrExist) {
			return nil, err
		}
		key, err = readKey(path)
	}
	if err != nil {
		return nil, err
	}
	return newVault(key)
}

// newVault derives the subkeys of key (HKDF, RFC 5869).
func newVault(key []byte) (*vault, error) {
	v := &vault{}
	var id []byte
	for _, sub := range []struct {
		name string
		to   *[]byte
		size int
	}{{"token", &v.token, keySize}, {"seal", &v.seal, keySize}, {"id", &id, 8}} {
		b, err := hkdf.Key(sha256.New, key, nil, "exposed 1 "+sub.name, sub.size)
		if err != nil {
			return nil, err
		}
		*sub.to = b
	}
	v.id = hex.EncodeToString(id)
	return v, nil
}

// readKey returns the key that the file path holds.
func readKey(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("key %s: not a regular file; give a key file with --key", path)
	}
	if info.Size() > maxKeyFile {
		return nil, fmt.Errorf("key %s: not a key file: %d bytes; give another with --key", path, info.Size())
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	text, ok := bytes.CutPrefix(bytes.TrimSpace(data), []byte(keyPrefix))
	key, err := base64.StdEncoding.DecodeString(string(text))
	if !ok || err != nil || len(key) != keySize {
		return nil, fmt.Errorf("key %s: not a key file: it must be one line, %q and 32 bytes in base64; restore it from a copy or give another with --key", path, keyPrefix)
	}
	return key, nil
}

// createKey makes the key file path, whole or not at all.
func createKey(path string) error {
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	key := make([]byte, keySize)
	rand.Read(key)
	f, err := os.CreateTemp(dir, ".exposed-key-*") // mode 0600
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.WriteString(keyPrefix + base64.StdEncoding.EncodeToString(key) + "\n")
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Link(f.Name(), path); err != nil { // unlike a rename, replaces nothing
		return err
	}
	return syncDir(dir)
}

// A tokenizer makes tokens; it is for one goroutine. It has the two blocks that
// HMAC puts before what it hashes (RFC 2104): for a value of some bytes that is
// cheaper than a hash.Hash that keeps its state.
type tokenizer struct{ inner, outer []byte }

func (v *vault) tokenizer() *tokenizer {
	t := &tokenizer{bytes.Repeat([]byte{0x36}, sha256.BlockSize), bytes.Repeat([]byte{0x5c}, sha256.BlockSize)}
	for i, c := range v.token {
		t.inner[i] ^= c
		t.outer[i] ^= c
	}
	return t
}

// token returns the token of the normalised value of element e.
func (t *tokenizer) token(e detectors.Element, value string) Token {
	t.inner = append(append(append(t.inner[:sha256.BlockSize], e.String()...), 0), value...)
	sum := sha256.Sum256(t.inner)
	t.outer = append(t.outer[:sha256.BlockSize], sum[:]...)
	sum = sha256.Sum256(t.outer)
	return Token(sum[:tokenSize])
}

// A sealer seals under a key of its own. Its nonces count, so that a salt must
// not serve two sealers that seal.
type sealer struct {
	aead cipher.AEAD
	mac  []byte // key that authenticates the file around the sealed parts
	n    uint64
}

// newSalt returns the salt of a file that is about to be written.
func newSalt() [saltSize]byte {
	var salt [saltSize]byte
	rand.Read(salt[:])
	return salt
}

// sealer returns the sealer of the file that has salt.
func (v *vault) sealer(salt [saltSize]byte) (*sealer, error) {
	keys, err := hkdf.Key(sha256.New, v.seal, salt[:], "exposed 1 file", 2*keySize)
	if err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(keys[:keySize])
	if err != nil {
		return nil, err
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		return nil, err
	}
	return &sealer{aead: aead, mac: keys[keySize:]}, nil
}

// nonceSize is the counter in front of each sealed part.
const nonceSize = 8

// seal appends plain to dst, sealed, and bound to what stands in the clear
// beside it.
func (s *sealer) seal(dst, plain, clear []byte) []byte {
	var nonce [12]byte
	s.n++
	binary.BigEndian.PutUint64(nonce[4:], s.n)
	dst = append(dst, nonce[4:]...)
	return s.aead.Seal(dst, nonce[:], plain, clear)
}

// open appends what was sealed to dst.
func (s *sealer) open(dst, sealed, clear []byte) ([]byte, error) {
	if len(sealed) < nonceSize {
		return nil, errors.New("sealed part is cut off")
	}
	var nonce [12]byte
	copy(nonce[4:], sealed[:nonceSize])
	plain, err := s.aead.Open(dst, nonce[:], sealed[nonceSize:], clear)
	if err != nil {
		return nil, errors.New("sealed part does not open: it was altered")
	}
	return plain, nil
}
