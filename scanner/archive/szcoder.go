package archive

import (
	"bufio"
	"compress/bzip2"
	"compress/flate"
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"io"
	"unicode/utf16"

	"github.com/stangelandcl/ppmd"
)

// Methods of coders (7-Zip, DOC/Methods.txt).
const (
	szCopy      = 0x00
	szLZMA2     = 0x21
	szLZMA      = 0x030101
	szPPMd      = 0x030401
	szDeflate   = 0x040108
	szDeflate64 = 0x040109
	szBzip2     = 0x040202
	szZstd      = 0x04f71101
	szAES       = 0x06f10701
)

// szFilters are the filters of programs by their methods, those of .xz files too.
var szFilters = map[uint64]uint64{
	3: filterDelta, 4: filterX86, 5: filterPPC, 7: filterARM, 9: filterSPARC, 10: filterARM64,
	0x03030103: filterX86, 0x03030205: filterPPC, 0x03030501: filterARM, 0x03030805: filterSPARC,
}

// folder returns what a folder unfolds to.
func (z *szArchive) folder(f *szFolder, s *szStreams, password string) (io.Reader, error) {
	chain, err := f.chain()
	if err != nil {
		return nil, err
	}
	memory := int64(0)
	for i := range f.coders {
		if memory += f.coders[i].memory(f.sizes[i]); memory > maxWindow+8<<20 {
			return nil, fmt.Errorf("dictionaries of %d bytes: %w", memory, ErrTooLarge)
		}
	}
	var r io.Reader = io.NewSectionReader(z.r, f.at, s.sizes[f.first])
	for i := len(chain) - 1; i >= 0; i-- {
		c, size := &f.coders[chain[i]], f.sizes[chain[i]]
		if c.method == szAES {
			r, err = z.aes(c, r, password)
		} else {
			r, err = c.decoder(r, size)
		}
		if err != nil {
			return nil, err
		}
		r = io.LimitReader(r, size)
	}
	return r, nil
}

// chain returns the coders of f in the order from what comes out to what is
// packed. A coder of several inputs, as BCJ2 is, joins no chain.
func (f *szFolder) chain() ([]int, error) {
	var out []int
	for i := f.main(); i >= 0; {
		if out = append(out, i); len(out) > len(f.coders) {
			return nil, errSz
		}
		input := 0
		for k := range i {
			input += f.coders[k].inputs
		}
		if f.coders[i].inputs != 1 {
			return nil, fmt.Errorf("method %#x: %w", f.coders[i].method, ErrUnsupported)
		}
		i = f.bound(input)
		if i < 0 && (len(f.packed) != 1 || f.packed[0] != input) {
			return nil, errSz
		}
	}
	return out, nil
}

// memory returns how much memory the coder takes for past output at most, of
// size bytes. Filters take none, and others up to 1 MB.
func (c *szCoder) memory(size int64) int64 {
	switch {
	case c.method == szPPMd && len(c.props) >= 5:
		return int64(binary.LittleEndian.Uint32(c.props[1:]))
	case c.method == szLZMA && len(c.props) >= 5:
		return min(size, int64(binary.LittleEndian.Uint32(c.props[1:])))
	case c.method == szLZMA2 && len(c.props) == 1:
		return min(size, lzma2Dict(c.props[0]))
	case c.method == szZstd:
		return min(size, maxWindow)
	}
	return 1 << 20
}

// decoder returns what the coder makes of r.
func (c *szCoder) decoder(r io.Reader, size int64) (io.Reader, error) {
	if id, ok := szFilters[c.method]; ok {
		return newFilter(id, c.props, r)
	}
	switch c.method {
	case szCopy:
		return r, nil
	case szLZMA:
		return newLzmaRaw(c.props, size, bufio.NewReaderSize(r, 32<<10))
	case szLZMA2:
		if len(c.props) != 1 {
			return nil, errSz
		}
		return newLzma2(c.props[0], size, bufio.NewReaderSize(r, 32<<10))
	case szPPMd:
		return newPPMd(c.props, size, r)
	case szDeflate:
		return flate.NewReader(bufio.NewReader(r)), nil
	case szDeflate64:
		return newInflate64(bufio.NewReader(r)), nil
	case szBzip2:
		return bzip2.NewReader(bufio.NewReader(r)), nil
	case szZstd:
		return newZstd(r)
	}
	return nil, fmt.Errorf("method %#x: %w", c.method, ErrUnsupported)
}

// newPPMd returns what r holds, packed with PPMd, variant H.
func newPPMd(props []byte, size int64, r io.Reader) (io.Reader, error) {
	if len(props) < 5 {
		return nil, errSz
	}
	order, memory := int(props[0]), int64(binary.LittleEndian.Uint32(props[1:]))
	if memory > maxWindow {
		return nil, fmt.Errorf("memory of %d bytes: %w", memory, ErrTooLarge)
	}
	p, err := ppmd.NewH7zReader(bufio.NewReader(r), order, int(memory), int(size))
	return &p, err
}

// aes returns r in clear.
func (z *szArchive) aes(c *szCoder, r io.Reader, password string) (io.Reader, error) {
	p := c.props
	if len(p) < 1 {
		return nil, errSz
	}
	var salt, iv []byte
	if p[0]&0xc0 != 0 {
		if len(p) < 2 {
			return nil, errSz
		}
		ns, ni := int(p[0]>>7&1+p[1]>>4), int(p[0]>>6&1+p[1]&15)
		if len(p) < 2+ns+ni {
			return nil, errSz
		}
		salt, iv = p[2:2+ns], p[2+ns:2+ns+ni]
	}
	key, err := z.key(p[0]&0x3f, salt, password)
	if err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	var v [aes.BlockSize]byte
	copy(v[:], iv)
	return &cbcReader{r: r, mode: cipher.NewCBCDecrypter(block, v[:])}, nil
}

// maxPower is the power of two of rounds that 7-Zip takes itself at most.
const maxPower = 24

// key returns the key of the password.
func (z *szArchive) key(power byte, salt []byte, password string) ([]byte, error) {
	name := fmt.Sprintf("%d %x %s", power, salt, password)
	if k, ok := z.keys[name]; ok {
		return k, nil
	}
	wide := append([]byte{}, salt...)
	for _, u := range utf16.Encode([]rune(password)) {
		wide = binary.LittleEndian.AppendUint16(wide, u)
	}
	k := make([]byte, 32)
	switch {
	case power == 0x3f:
		copy(k, wide)
	case power > maxPower:
		return nil, fmt.Errorf("2^%d rounds: %w", power, ErrUnsupported)
	default:
		if !z.ring.spend(1 << power) {
			return nil, errTries
		}
		k = szKey(wide, 1<<power)
	}
	z.keys[name] = k
	return k, nil
}

// szKey hashes the password with the number of each round.
func szKey(password []byte, rounds uint64) []byte {
	h := sha256.New()
	// Many rounds are hashed at once: a call costs more than the bytes.
	const at = 64
	one := len(password) + 8
	b := make([]byte, 0, at*one)
	for i := uint64(0); i < rounds; i++ {
		b = append(b, password...)
		b = binary.LittleEndian.AppendUint64(b, i)
		if len(b) == at*one || i == rounds-1 {
			h.Write(b)
			b = b[:0]
		}
	}
	return h.Sum(nil)
}

// A cbcReader decrypts whole blocks; what is left at the end is dropped.
type cbcReader struct {
	r    io.Reader
	mode cipher.BlockMode
	buf  [16 << 10]byte
	have []byte
	err  error
}

func (c *cbcReader) Read(b []byte) (int, error) {
	for len(c.have) == 0 {
		if c.err != nil {
			return 0, c.err
		}
		var n int
		n, c.err = io.ReadFull(c.r, c.buf[:])
		if c.err == io.ErrUnexpectedEOF {
			c.err = io.EOF
		}
		c.have = c.buf[:n&^(aes.BlockSize-1)]
		c.mode.CryptBlocks(c.have, c.have)
	}
	n := copy(b, c.have)
	c.have = c.have[n:]
	return n, nil
}
