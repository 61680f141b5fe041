package archive

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/pbkdf2"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

var errRar = fmt.Errorf("%w header", ErrCorrupt)

// block4 reads the block at offset at of a file of version 1.5 to 4 (technote
// of RAR 4.x).
func (z *rarArchive) block4(at int64) (*rarBlock, error) {
	const fixed = 7
	var h []byte
	var size int64
	var err error
	if z.sealed {
		h, size, err = z.sealed4(at)
	} else if h, err = z.bytes(at, fixed); err == nil {
		size = int64(binary.LittleEndian.Uint16(h[5:]))
		if size < fixed {
			return nil, errRar
		}
		h, err = z.bytes(at, size)
	}
	if err != nil {
		return nil, err
	}
	b := &rarBlock{head: h, size: size, flags: uint64(binary.LittleEndian.Uint16(h[3:]))}
	summed := h[2:]
	switch h[2] {
	case 0x73:
		b.kind = rarMain
		if b.flags&2 != 0 && len(h) >= 13 {
			summed = h[2:13] // a comment follows
		}
	case 0x74:
		b.kind = rarFileBlock
	case 0x7a:
	case 0x7b:
		b.kind = rarEnd
	default:
		summed = nil // old blocks sum only a part of them
	}
	if summed != nil && uint16(crc32.ChecksumIEEE(summed)) != binary.LittleEndian.Uint16(h) && (b.kind != rarFileBlock || b.flags&8 == 0) {
		return nil, errRar
	}
	if b.flags&0x8000 != 0 || b.kind == rarFileBlock {
		if len(h) < fixed+4 {
			return nil, errRar
		}
		b.data = int64(binary.LittleEndian.Uint32(h[fixed:]))
		if (h[2] == 0x74 || h[2] == 0x7a) && b.flags&0x100 != 0 && len(h) >= 40 {
			b.data |= int64(binary.LittleEndian.Uint32(h[32:])) << 32
		}
		if b.data < 0 {
			return nil, errRar
		}
	}
	return b, nil
}

// file4 reads the header of a file into m.
func file4(b *rarBlock, m *Member) (f rarFlags, err error) {
	h, le := b.head, binary.LittleEndian
	if len(h) < 32 {
		return f, errRar
	}
	m.Size = int64(le.Uint32(h[11:]))
	at := 32
	if b.flags&0x100 != 0 {
		if len(h) < 40 {
			return f, errRar
		}
		m.Size |= int64(le.Uint32(h[36:])) << 32
		at = 40
	} else if m.Size == 1<<32-1 {
		m.Size = -1
	}
	n := int(le.Uint16(h[26:]))
	if n > len(h)-at {
		return f, errRar
	}
	m.Size = max(m.Size, -1)
	m.Name = name4(h[at:at+n], b.flags&0x200 != 0)
	m.Encrypted = b.flags&4 != 0
	m.Dir = b.flags&0xe0 == 0xe0
	f.before, f.after, f.solid = b.flags&1 != 0, b.flags&2 != 0, b.flags&0x10 != 0
	f.plain = m.Dir || m.Size == 0 || h[25] == 0x30
	return f, nil
}

// name4 returns a name as UTF-8. With Unicode, what cannot be told from the
// first spelling follows it after a zero.
func name4(b []byte, unicode bool) string {
	plain, code, ok := bytes.Cut(b, []byte{0})
	var s string
	switch {
	case unicode && ok && len(code) >= 1:
		s = string(utf16.Decode(wide4(plain, code)))
	case utf8.Valid(plain):
		s = string(plain)
	default:
		d, err := charmap.CodePage437.NewDecoder().Bytes(plain)
		if err != nil {
			d = bytes.ToValidUTF8(plain, []byte("\ufffd"))
		}
		s = string(d)
	}
	return strings.ReplaceAll(s, `\`, "/")
}

// wide4 decodes the UTF-16 of a name: pairs of bits tell whether a character is
// one byte, one with the common high byte, two, or a run of the first spelling.
func wide4(plain, code []byte) []uint16 {
	high := uint16(code[0]) << 8
	var out []uint16
	var flags byte
	i, bits := 1, 0
	next := func() uint16 {
		if i == len(code) {
			return 0
		}
		i++
		return uint16(code[i-1])
	}
	for i < len(code) && len(out) <= len(plain)+len(code) {
		if bits == 0 {
			if flags, bits = byte(next()), 8; i == len(code) {
				break
			}
		}
		bits -= 2
		switch flags >> bits & 3 {
		case 0:
			out = append(out, next())
		case 1:
			out = append(out, next()|high)
		case 2:
			low := next()
			out = append(out, low|next()<<8)
		case 3:
			n := next()
			shift, set := uint16(0), uint16(0)
			if n&0x80 != 0 {
				shift, set = next(), high
			}
			for n = n&0x7f + 2; n > 0 && len(out) < len(plain); n-- {
				out = append(out, (uint16(plain[len(out)])+shift)&0xff|set)
			}
		}
	}
	return out
}

// block5 reads the block at offset at of a file of version 5 (technote of RAR
// 5.0, "General archive block format").
func (z *rarArchive) block5(at int64) (*rarBlock, error) {
	var h []byte // from the sum on
	var size int64
	var err error
	if z.sealed {
		h, size, err = z.sealed5(at)
	} else {
		h, err = z.bytes(at, min(4+3, max(z.size-at, 0)))
		if err == nil {
			size, err = size5(h)
		}
		if err == nil {
			h, err = z.bytes(at, size)
		}
	}
	if err != nil {
		return nil, err
	}
	if crc32.ChecksumIEEE(h[4:]) != binary.LittleEndian.Uint32(h) {
		return nil, errRar
	}
	b := &rarBlock{head: h, size: size, body: h[4:]}
	b.uvarint()
	kind := b.uvarint()
	b.flags = b.uvarint()
	var extra, data uint64
	if b.flags&1 != 0 {
		extra = b.uvarint()
	}
	if b.flags&2 != 0 {
		data = b.uvarint()
	}
	if extra > uint64(len(b.body)) || data > 1<<62 {
		return nil, errRar
	}
	b.data = int64(data)
	n := len(b.body) - int(extra)
	b.body, b.extra = b.body[:n], b.body[n:]
	b.kind = map[uint64]rarKind{1: rarMain, 2: rarFileBlock, 4: rarCrypt, 5: rarEnd}[kind]
	return b, nil
}

// size5 returns the size of a header with its sum, from its first 7 bytes.
func size5(h []byte) (int64, error) {
	if len(h) < 6 {
		return 0, fmt.Errorf("%w: the file is cut", ErrCorrupt)
	}
	v, n := binary.Uvarint(h[4:])
	if n <= 0 || v == 0 || v > maxRarHead {
		return 0, errRar
	}
	return 4 + int64(n) + int64(v), nil
}

// uvarint reads a number of the body; past its end it is 0.
func (b *rarBlock) uvarint() uint64 {
	v, n := binary.Uvarint(b.body)
	if n <= 0 {
		b.body = nil
		return 0
	}
	b.body = b.body[n:]
	return v
}

// skip drops n bytes of the body.
func (b *rarBlock) skip(n int) { b.body = b.body[min(n, len(b.body)):] }

// file5 reads the header of a file into m.
func file5(b *rarBlock, m *Member) (f rarFlags, err error) {
	flags := b.uvarint()
	size := b.uvarint()
	b.uvarint() // attributes
	if flags&2 != 0 {
		b.skip(4) // time
	}
	if flags&4 != 0 {
		b.skip(4) // sum
	}
	pack := b.uvarint()
	b.uvarint() // host
	n := b.uvarint()
	if n > uint64(len(b.body)) || size > 1<<62 && flags&8 == 0 {
		return f, errRar
	}
	m.Name = strings.ToValidUTF8(string(b.body[:n]), "\ufffd")
	m.Size = int64(size)
	if flags&8 != 0 {
		m.Size = -1
	}
	m.Dir = flags&1 != 0
	f.before, f.after, f.solid = b.flags&8 != 0, b.flags&16 != 0, pack&0x40 != 0
	f.plain = m.Dir || m.Size == 0 || pack>>7&7 == 0
	if !f.plain {
		f.window = 128 << 10 << (pack >> 10 & 31)
		if pack&63 == 1 {
			f.window += f.window / 32 * int64(pack>>15&31)
		}
		if !f.solid && m.Size >= 0 {
			f.window = min(f.window, m.Size)
		}
	}
	extra := rarBlock{body: b.extra}
	for len(extra.body) > 0 {
		n := extra.uvarint()
		if n > uint64(len(extra.body)) {
			return f, errRar
		}
		record := rarBlock{body: extra.body[:n]}
		extra.skip(int(n))
		switch record.uvarint() {
		case 1:
			m.Encrypted = true
			record.uvarint() // version
			f.check = record.uvarint()&1 != 0
		case 5:
			if b.data == 0 {
				m.Size = 0 // a link, of the size of what it leads to
			}
		}
	}
	return f, nil
}

// A rarKey is what a password makes: of version 5 the key and its check value,
// before that the key and the first block.
type rarKey struct{ key, iv []byte }

// maxKDF is the highest power of two of rounds in files of version 5.
const maxKDF = 24

// unseal finds the password that the headers from offset next on are encrypted
// with.
func (z *rarArchive) unseal(b *rarBlock, next int64) error {
	version, flags := b.uvarint(), b.uvarint()
	if version != 0 {
		return ErrUnsupported
	}
	if len(b.body) < 17 || b.body[0] > maxKDF || flags&1 != 0 && len(b.body) < 17+12 {
		return errRar
	}
	rounds, salt := 1<<b.body[0], b.body[1:17]
	var check []byte
	if flags&1 != 0 {
		check = b.body[17 : 17+8]
	}
	z.sealed = true
	return z.ring.find(int64(2*rounds), func(password string) bool {
		k, err := key5(password, salt, rounds)
		if err != nil || check != nil && !bytes.Equal(k.iv, check) {
			return false
		}
		z.blockKey, z.password = k, password
		if check == nil {
			_, err = z.block5(next)
		}
		return err == nil
	})
}

// key5 returns the key of a password and, as its iv, the value that tells
// whether the password is right (unrar, crypt5.cpp).
func key5(password string, salt []byte, rounds int) (rarKey, error) {
	key, err := pbkdf2.Key(sha256.New, password, salt, rounds, 32)
	if err != nil {
		return rarKey{}, err
	}
	value, err := pbkdf2.Key(sha256.New, password, salt, rounds+32, 32)
	if err != nil {
		return rarKey{}, err
	}
	for i := 8; i < len(value); i++ {
		value[i&7] ^= value[i]
	}
	return rarKey{key, value[:8]}, nil
}

// sealed5 reads the encrypted header at offset at: its first block, then it.
func (z *rarArchive) sealed5(at int64) ([]byte, int64, error) {
	iv, err := z.bytes(at, aes.BlockSize)
	if err != nil {
		return nil, 0, err
	}
	h, n, err := z.decrypt(at+aes.BlockSize, rarKey{z.blockKey.key, iv}, size5)
	return h, aes.BlockSize + n, err
}

// decrypt reads the header at offset at, the size of which is told by its
// first bytes. It returns the bytes that it takes in the file too.
func (z *rarArchive) decrypt(at int64, k rarKey, size func([]byte) (int64, error)) ([]byte, int64, error) {
	block, err := aes.NewCipher(k.key)
	if err != nil {
		return nil, 0, err
	}
	mode := cipher.NewCBCDecrypter(block, k.iv)
	h, err := z.bytes(at, aes.BlockSize)
	if err != nil {
		return nil, 0, err
	}
	mode.CryptBlocks(h, h)
	n, err := size(h)
	if err != nil {
		return nil, 0, err
	}
	whole := (n + aes.BlockSize - 1) &^ (aes.BlockSize - 1)
	rest, err := z.bytes(at+aes.BlockSize, whole-aes.BlockSize)
	if err != nil {
		return nil, 0, err
	}
	mode.CryptBlocks(rest, rest)
	return append(h, rest...)[:n], whole, nil
}

const salt4 = 8

// sealed4 reads the encrypted header at offset at.
func (z *rarArchive) sealed4(at int64) ([]byte, int64, error) {
	salt, err := z.bytes(at, salt4)
	if err != nil {
		return nil, 0, err
	}
	size := func(h []byte) (int64, error) {
		if n := int64(binary.LittleEndian.Uint16(h[5:])); n >= 7 {
			return n, nil
		}
		return 0, errRar
	}
	open := func(password string) ([]byte, int64, error) {
		k, err := z.key4(password, salt)
		if err != nil {
			return nil, 0, err
		}
		return z.decrypt(at+salt4, k, size)
	}
	if z.password == "" {
		err := z.ring.find(0, func(password string) bool {
			h, _, err := open(password)
			if err != nil || uint16(crc32.ChecksumIEEE(h[2:])) != binary.LittleEndian.Uint16(h) {
				return false
			}
			z.password = password
			return true
		})
		if err != nil {
			return nil, 0, err
		}
	}
	h, n, err := open(z.password)
	return h, salt4 + n, err
}

// key4 returns the key of a password (unrar, crypt3.cpp).
func (z *rarArchive) key4(password string, salt []byte) (rarKey, error) {
	name := string(salt) + password
	if k, ok := z.keys[name]; ok {
		return k, nil
	}
	const rounds = 1 << 18
	if !z.ring.spend(rounds) {
		return rarKey{}, errTries
	}
	var seed []byte
	for _, u := range utf16.Encode([]rune(password)) {
		seed = binary.LittleEndian.AppendUint16(seed, u)
	}
	seed = append(seed, salt...)
	h := sha1.New()
	k := rarKey{iv: make([]byte, 0, aes.BlockSize)}
	b := make([]byte, 0, 64*(len(seed)+3))
	for i := range rounds {
		b = append(append(b, seed...), byte(i), byte(i>>8), byte(i>>16))
		if i%(rounds/16) == 0 {
			h.Write(b)
			b = b[:0]
			k.iv = append(k.iv, h.Sum(nil)[19])
		} else if len(b) == cap(b) {
			h.Write(b)
			b = b[:0]
		}
	}
	h.Write(b)
	sum := h.Sum(nil)
	for i := 0; i < 16; i += 4 {
		k.key = binary.LittleEndian.AppendUint32(k.key, binary.BigEndian.Uint32(sum[i:]))
	}
	z.keys[name] = k
	return k, nil
}
