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
	"strings"
	"unicode/utf16"

	"github.com/stangelandcl/ppmd"
)

// openSevenZip returns the members of the .7z file r. Members that are packed
// together are read in their order at the cost of reading the folder once.
//
// bodgit/sevenzip reads these files as well, but gives whatever memory a header
// asks for, and does not tell where the data of members lies.
func openSevenZip(r io.ReaderAt, size int64, o Options) (*Archive, error) {
	z := &szArchive{r: r, size: size, lim: &o.Limits, ring: newKeyring(o.Passwords), keys: map[string][]byte{}}
	_, err := guard(func() (struct{}, error) { return struct{}{}, z.header() })
	a := &z.out
	var used int64
	for i := range a.Members {
		used += a.Members[i].Compressed
	}
	a.Framing = min(z.framing, size-used)
	a.Gaps = size - used - a.Framing
	a.total(z.lim)
	return a, err
}

// An szArchive is a .7z file.
type szArchive struct {
	r       io.ReaderAt
	size    int64
	lim     *Limits
	ring    *keyring
	out     Archive
	framing int64
	sum     uint32 // of the header
	streams szStreams
	places  []szPlace
	state   []szState
	keys    map[string][]byte // by their properties and passwords
	cursor  *szCursor         // where the last member was left
}

// An szPlace is where a member lies; folder is -1 if it is empty.
type szPlace struct {
	folder int
	at     int64 // in what the folder unfolds to
}

// An szState is what is known of a folder since members of it were read.
type szState struct {
	password string
	known    bool  // the password
	failed   error // why it cannot be read from byte from on
	from     int64
}

// An szCursor is a folder that was read up to a byte.
type szCursor struct {
	folder int
	in     io.Reader
	at     int64
	broken bool
}

func (z *szArchive) kind() string { return "7z" }

// place sets where the packed streams of folders lie.
func (z *szArchive) place(s *szStreams) error {
	at := s.at
	offsets := make([]int64, len(s.sizes)+1)
	offsets[0] = at
	for i, n := range s.sizes {
		if at < szStart || n > z.size-at {
			return errSz
		}
		at += n
		offsets[i+1] = at
	}
	for i := range s.folders {
		f := &s.folders[i]
		if f.first+len(f.packed) > len(s.sizes) || f.main() < 0 {
			return errSz
		}
		f.at = offsets[f.first]
		f.bytes = offsets[f.first+len(f.packed)] - f.at
	}
	return nil
}

// members makes members of the files of the header.
func (z *szArchive) members(files []szFile) error {
	s := &z.streams
	if err := z.place(s); err != nil {
		return fmt.Errorf("7z: %w", err)
	}
	z.state = make([]szState, len(s.folders))
	folder, k, part := 0, 0, 0
	var at int64
	for i := range files {
		f := &files[i]
		if f.anti {
			continue
		}
		m := Member{Ordinal: len(z.out.Members) + 1, Name: szName(f.name), from: z, lim: z.lim, sealed: true}
		p := szPlace{folder: -1}
		if f.empty {
			m.Dir = f.dir
		} else {
			for folder < len(s.folders) && k == s.folders[folder].streams {
				folder, k, at = folder+1, 0, 0
			}
			if part == len(s.parts) || folder == len(s.folders) {
				return fmt.Errorf("7z: %w", errSz)
			}
			p = szPlace{folder, at}
			z.fill(&m, folder, k == 0, s.parts[part])
			at += m.Size
			k, part = k+1, part+1
		}
		z.out.Members = append(z.out.Members, m)
		z.places = append(z.places, p)
	}
	return nil
}

// fill sets what m has of its folder; the packed bytes count for the first.
func (z *szArchive) fill(m *Member, folder int, first bool, p szPart) {
	f := &z.streams.folders[folder]
	m.Offset, m.Data, m.Size, m.packed = f.at, f.at, p.size, f.bytes
	m.crc, m.summed = p.crc, p.hasCRC
	if first {
		m.Compressed = f.bytes
	}
	m.Encrypted = f.encrypted() != nil
	if m.Encrypted && z.ring.empty() {
		m.Problem = m.fail(ErrEncrypted)
	}
}

// encrypted returns the coder of the folder that decrypts, or nil.
func (f *szFolder) encrypted() *szCoder {
	for i := range f.coders {
		if f.coders[i].method == szAES {
			return &f.coders[i]
		}
	}
	return nil
}

// open returns the bytes of m.
func (z *szArchive) open(m *Member) (io.ReadCloser, error) {
	p := z.places[m.Ordinal-1]
	if p.folder < 0 || m.Size == 0 {
		return io.NopCloser(strings.NewReader("")), nil
	}
	st := &z.state[p.folder]
	if st.failed != nil && p.at >= st.from {
		return nil, st.failed
	}
	c := z.cursor
	z.cursor = nil
	if c == nil || c.folder != p.folder || c.at > p.at {
		in, err := z.start(p.folder, m)
		if err != nil {
			st.failed, st.from = err, 0
			return nil, err
		}
		c = &szCursor{folder: p.folder, in: in}
	}
	r := &szMember{z: z, c: c, left: p.at - c.at}
	if _, err := io.Copy(io.Discard, r); err != nil {
		return nil, err
	}
	r.left = m.Size
	return r, nil
}

// start returns a reader of a folder, with the password that fits.
func (z *szArchive) start(folder int, m *Member) (io.Reader, error) {
	f, st := &z.streams.folders[folder], &z.state[folder]
	if !st.known {
		err := z.withPassword(f, func(password string) error {
			st.password = password
			if f.encrypted() == nil {
				return nil
			}
			return z.probe(folder, password)
		})
		if err != nil && z.ring.proven {
			st.password, err = z.ring.passwords[z.ring.last], nil // the folder is damaged
		}
		if err != nil {
			return nil, err
		}
		st.known = true
	}
	in, err := z.folder(f, &z.streams, st.password)
	if err != nil {
		return nil, err
	}
	return &bounded{r: in, left: z.lim.unfolds(f.bytes, z.lim.TotalBytes)}, nil
}

// probe reads the first member of a folder to see whether the password is
// right.
func (z *szArchive) probe(folder int, password string) error {
	in, err := z.folder(&z.streams.folders[folder], &z.streams, password)
	if err != nil {
		return err
	}
	for i := range z.places {
		m := &z.out.Members[i]
		if z.places[i].folder != folder || m.Size == 0 {
			continue
		}
		r := &memberReader{m: m, r: io.NopCloser(io.LimitReader(in, m.Size)), left: m.lim.allowed(m.packed)}
		_, err := io.Copy(io.Discard, io.LimitReader(r, maxProbe))
		return err
	}
	return nil
}

// withPassword calls try with the passwords until one fits, or once if the
// folder is not encrypted.
func (z *szArchive) withPassword(f *szFolder, try func(password string) error) error {
	if f.encrypted() == nil {
		return try("")
	}
	return z.ring.find(0, func(password string) bool {
		_, err := guard(func() (struct{}, error) { return struct{}{}, try(password) })
		return err == nil
	})
}

// An szMember reads left bytes of a folder.
type szMember struct {
	z    *szArchive
	c    *szCursor
	left int64
}

func (r *szMember) Read(b []byte) (int, error) {
	if r.left == 0 {
		return 0, io.EOF
	}
	r.c.broken = true // if the decoder panics
	n, err := r.c.in.Read(b[:min(int64(len(b)), r.left)])
	r.c.at += int64(n)
	r.left -= int64(n)
	r.c.broken = err != nil && r.left > 0
	if !r.c.broken {
		return n, nil
	}
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	st := &r.z.state[r.c.folder]
	st.failed, st.from = corrupt(err), r.c.at
	return n, err
}

// Close leaves the folder for the next member.
func (r *szMember) Close() error {
	if !r.c.broken && r.z.cursor == nil {
		r.z.cursor = r.c
	}
	return nil
}

// bounded reads up to left bytes; more is ErrTooLarge.
type bounded struct {
	r    io.Reader
	left int64
}

func (b *bounded) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, ErrTooLarge
	}
	n, err := b.r.Read(p[:min(int64(len(p)), b.left)])
	b.left -= int64(n)
	return n, err
}

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
