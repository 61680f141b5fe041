package archive

import (
	"bufio"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/pbkdf2"
	"crypto/sha1"
	"crypto/subtle"
	"encoding/binary"
	"fmt"
	"hash"
	"hash/crc32"
	"io"

	"golang.org/x/text/encoding/charmap"
)

// maxRounds is how many rounds of hashing an archive may cost in search of its
// passwords. WinZip takes 1,000 for a password, RAR 262,144, 7-Zip 524,288.
const maxRounds = 1 << 33

// A keyring tries passwords, first the one that fitted last.
type keyring struct {
	passwords []string
	last      int
	proven    bool // the last one has opened something
	rounds    int64
}

func newKeyring(passwords []string) *keyring { return &keyring{passwords: passwords} }

func (k *keyring) empty() bool { return len(k.passwords) == 0 }

var errTries = fmt.Errorf("%w: not all passwords were tried", ErrEncrypted)

// spend takes rounds from those that are left.
func (k *keyring) spend(rounds int64) bool {
	if rounds > maxRounds-k.rounds {
		return false
	}
	k.rounds += rounds
	return true
}

// find calls fits with one password after the other, of which each takes that
// many rounds, until it reports true. The error wraps ErrEncrypted if none
// fits.
func (k *keyring) find(rounds int64, fits func(password string) bool) error {
	n := len(k.passwords)
	for i := range n + 1 {
		try := i - 1 // in their order, after the last
		switch {
		case i == 0:
			try = k.last
		case try == k.last:
			continue
		}
		if try >= n {
			break
		}
		if !k.spend(rounds) {
			return errTries
		}
		if fits(k.passwords[try]) {
			k.last, k.proven = try, true
			return nil
		}
	}
	if n == 0 {
		return ErrEncrypted
	}
	return fmt.Errorf("%w: none of %d passwords fits", ErrEncrypted, n)
}

// spellings returns the password as it may have been encoded: in UTF-8, and in
// code page 437 or 1252, as programs on Windows did.
func spellings(password string) []string {
	out := []string{password}
	for _, c := range []*charmap.Charmap{charmap.CodePage437, charmap.Windows1252} {
		if s, err := c.NewEncoder().String(password); err == nil && s != password {
			out = append(out, s)
		}
	}
	return out
}

// decrypt returns the packed bytes of m in clear.
func (z *zipReader) decrypt(m *Member) (io.Reader, error) {
	if m.zip.aes != 0 {
		return z.aes(m)
	}
	if m.zip.method == methodAES {
		return nil, ErrUnsupported
	}
	return z.zipCrypto(m)
}

const (
	aesRounds = 1000
	aesMAC    = 10 // bytes of the HMAC that are kept
)

// aes returns the bytes in clear of a member that is encrypted with AES
// (WinZip AES encryption specification: AE-1, AE-2). What is read is checked
// against its authentication code at the end. The two bytes that verify a
// password let one in 65,536 pass, so the code chooses among several.
func (z *zipReader) aes(m *Member) (io.Reader, error) {
	keyBytes := 8 + 8*int64(m.zip.aes)
	saltBytes := keyBytes / 2
	head := make([]byte, saltBytes+2)
	n := m.Compressed - int64(len(head)) - aesMAC
	if n < 0 {
		return nil, fmt.Errorf("%w: too short for AES", ErrCorrupt)
	}
	if _, err := z.r.ReadAt(head, m.Data); err != nil {
		return nil, err
	}
	var weak, keys []byte
	err := z.ring.find(2*aesRounds, func(password string) bool {
		for _, s := range spellings(password) {
			k, err := pbkdf2.Key(sha1.New, s, head[:saltBytes], aesRounds, int(2*keyBytes+2))
			if err != nil || subtle.ConstantTimeCompare(k[2*keyBytes:], head[saltBytes:]) == 0 {
				continue
			}
			if len(z.ring.passwords) == 1 || z.authentic(m, k[keyBytes:2*keyBytes], int64(len(head)), n) {
				keys = k
				return true
			}
			if weak == nil {
				weak = k
			}
		}
		return false
	})
	if keys == nil {
		keys = weak // the data was changed, or cut
	}
	if keys == nil {
		return nil, err
	}
	block, err := aes.NewCipher(keys[:keyBytes])
	if err != nil {
		return nil, err
	}
	return &aesReader{
		r: bufio.NewReaderSize(io.NewSectionReader(z.r, m.Data+int64(len(head)), n+aesMAC), 32<<10), left: n,
		block: block, mac: hmac.New(sha1.New, keys[keyBytes:2*keyBytes]),
	}, nil
}

// authentic reports whether the authentication code of n bytes is right.
func (z *zipReader) authentic(m *Member, key []byte, skip, n int64) bool {
	mac := hmac.New(sha1.New, key)
	if _, err := io.Copy(mac, io.NewSectionReader(z.r, m.Data+skip, n)); err != nil {
		return false
	}
	var want [aesMAC]byte
	if _, err := z.r.ReadAt(want[:], m.Data+skip+n); err != nil && err != io.EOF {
		return false
	}
	return hmac.Equal(mac.Sum(nil)[:aesMAC], want[:])
}

// An aesReader decrypts in the counter mode of WinZip: little endian, from 1.
type aesReader struct {
	r     *bufio.Reader
	left  int64
	block cipher.Block
	mac   hash.Hash
	ctr   uint64
	pad   [aes.BlockSize]byte
	used  int // bytes of pad; 0: a new one is needed
	err   error
}

func (a *aesReader) Read(b []byte) (int, error) {
	if a.err != nil {
		return 0, a.err
	}
	if a.left == 0 {
		a.err = a.check()
		return 0, a.err
	}
	n, err := a.r.Read(b[:min(int64(len(b)), a.left)])
	b = b[:n]
	a.mac.Write(b)
	a.left -= int64(n)
	for i := range b {
		if a.used == 0 {
			a.ctr++
			clear(a.pad[:])
			binary.LittleEndian.PutUint64(a.pad[:], a.ctr)
			a.block.Encrypt(a.pad[:], a.pad[:])
		}
		b[i] ^= a.pad[a.used]
		a.used = (a.used + 1) & (aes.BlockSize - 1)
	}
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	a.err = err
	return n, err
}

// check returns io.EOF if the authentication code is right.
func (a *aesReader) check() error {
	var want [aesMAC]byte
	if _, err := io.ReadFull(a.r, want[:]); err != nil {
		return cond(err == io.EOF, io.ErrUnexpectedEOF, err)
	}
	if !hmac.Equal(a.mac.Sum(nil)[:aesMAC], want[:]) {
		return fmt.Errorf("%w: wrong authentication code", ErrCorrupt)
	}
	return io.EOF
}

// zipKeys are the keys of the traditional encryption (APPNOTE, 6.1).
type zipKeys [3]uint32

func newZipKeys(password string) zipKeys {
	k := zipKeys{0x12345678, 0x23456789, 0x34567890}
	for i := range len(password) {
		k.update(password[i])
	}
	return k
}

func (k *zipKeys) update(c byte) {
	k[0] = crc32.IEEETable[byte(k[0])^c] ^ k[0]>>8
	k[1] = (k[1]+k[0]&0xff)*134775813 + 1
	k[2] = crc32.IEEETable[byte(k[2])^byte(k[1]>>24)] ^ k[2]>>8
}

func (k *zipKeys) decrypt(b []byte) {
	for i, c := range b {
		t := uint16(k[2]) | 2
		c ^= byte(uint32(t) * uint32(t^1) >> 8)
		b[i] = c
		k.update(c)
	}
}

// A zipCryptoReader decrypts the traditional encryption.
type zipCryptoReader struct {
	r    io.Reader
	keys zipKeys
}

func (z *zipCryptoReader) Read(b []byte) (int, error) {
	n, err := z.r.Read(b)
	z.keys.decrypt(b[:n])
	return n, err
}

const zipCryptoHeader = 12

// zipCrypto returns the bytes of m in clear (APPNOTE, 6.1.6). The last byte of
// the header is of the sum, or of the time if the sum was not known; it lets
// one password in 256 pass, so with several passwords the data decides.
func (z *zipReader) zipCrypto(m *Member) (io.Reader, error) {
	var head [zipCryptoHeader]byte
	if m.Compressed < zipCryptoHeader {
		return nil, fmt.Errorf("%w: too short for its encryption", ErrCorrupt)
	}
	if _, err := z.r.ReadAt(head[:], m.Data); err != nil {
		return nil, err
	}
	check := byte(m.crc >> 24)
	if m.zip.flags&flagDescriptor != 0 {
		check = byte(m.zip.time >> 8)
	}
	open := func(k zipKeys) io.Reader {
		return &zipCryptoReader{io.NewSectionReader(z.r, m.Data+zipCryptoHeader, m.Compressed-zipCryptoHeader), k}
	}
	var weak, keys *zipKeys
	err := z.ring.find(16, func(password string) bool {
		for _, s := range spellings(password) {
			h, k := head, newZipKeys(s)
			if k.decrypt(h[:]); h[zipCryptoHeader-1] != check {
				continue
			}
			if z.right(m, open(k)) {
				keys = &k
				return true
			}
			if weak == nil {
				weak = &k
			}
		}
		return false
	})
	if keys == nil && z.ring.proven {
		keys = weak // the password is right elsewhere: the data was changed, or cut
	}
	if keys == nil {
		return nil, err
	}
	return open(*keys), nil
}

// maxProbe is how many bytes are unpacked to tell whether a password is right.
const maxProbe = 64 << 20

// right reports whether the packed bytes in clear unfold to what m declares.
func (z *zipReader) right(m *Member, packed io.Reader) bool {
	in, err := guard(func() (io.ReadCloser, error) { return unpack(m, packed) })
	if err != nil {
		return false
	}
	r := &memberReader{m: m, r: in, left: m.lim.allowed(m.packed)}
	defer r.Close()
	n, err := io.Copy(io.Discard, io.LimitReader(r, maxProbe))
	return err == nil && (m.summed || n > 0 || m.Size == 0)
}
