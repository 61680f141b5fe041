package archive

import (
	"encoding/binary"
	"fmt"
)

// The records of a .7z file (7-Zip, DOC/7zFormat.txt).
const (
	szMagic  = "7z\xBC\xAF\x27\x1C"
	szStart  = 32       // bytes of the start header
	maxSz    = 64 << 20 // bytes of a header
	szCoders = 8        // in a folder
)

// Property IDs.
const (
	szEnd               = 0x00
	szHeader            = 0x01
	szArchiveProperties = 0x02
	szAdditionalStreams = 0x03
	szMainStreams       = 0x04
	szFilesInfo         = 0x05
	szPackInfo          = 0x06
	szUnpackInfo        = 0x07
	szSubStreams        = 0x08
	szSize              = 0x09
	szCRC               = 0x0a
	szFolders           = 0x0b
	szUnpackSizes       = 0x0c
	szNumUnpackStreams  = 0x0d
	szEmptyStream       = 0x0e
	szEmptyFile         = 0x0f
	szAnti              = 0x10
	szNames             = 0x11
	szEncodedHeader     = 0x17
)

var errSz = fmt.Errorf("%w header", ErrCorrupt)

// An szCoder is one step of unpacking. Its inputs are streams that are packed
// or come out of another coder.
type szCoder struct {
	method  uint64
	inputs  int
	outputs int
	props   []byte
}

// An szFolder is a chain of coders that members are packed with together.
type szFolder struct {
	coders  []szCoder
	binds   [][2]int // input that takes what comes out of an output
	packed  []int    // inputs that take packed streams
	sizes   []int64  // of what comes out of the coders
	crc     uint32
	hasCRC  bool
	first   int   // its first packed stream
	streams int   // members in it
	at      int64 // first byte of its packed streams
	bytes   int64 // of them
}

// An szStreams is what a header says of packed data.
type szStreams struct {
	at      int64 // first byte of packed streams
	sizes   []int64
	folders []szFolder
	parts   []szPart // what the folders unfold to, in order
}

// An szPart is the bytes of a member in a folder.
type szPart struct {
	size   int64
	crc    uint32
	hasCRC bool
}

// An szFile is a file as the header has it.
type szFile struct {
	name  []byte // UTF-16
	empty bool   // has no stream
	dir   bool
	anti  bool // tells of a deleted file
}

// An szReader reads a header. Past its end it reads zeros and sets bad.
type szReader struct {
	b   []byte
	bad bool
	max int // files and streams there may be
}

func (r *szReader) byte() byte {
	if len(r.b) == 0 {
		r.bad = true
		return 0
	}
	c := r.b[0]
	r.b = r.b[1:]
	return c
}

func (r *szReader) bytes(n uint64) []byte {
	if n > uint64(len(r.b)) {
		r.bad = true
		r.b = nil
		return nil
	}
	b := r.b[:n]
	r.b = r.b[n:]
	return b
}

func (r *szReader) uint32() uint32 {
	if b := r.bytes(4); b != nil {
		return binary.LittleEndian.Uint32(b)
	}
	return 0
}

// number reads a number, the first byte of which tells how many follow.
func (r *szReader) number() uint64 {
	first := r.byte()
	var v uint64
	for i, mask := 0, byte(0x80); i < 8; i, mask = i+1, mask>>1 {
		if first&mask == 0 {
			return v | uint64(first&(mask-1))<<(8*i)
		}
		v |= uint64(r.byte()) << (8 * i)
	}
	return v
}

// size reads a number of bytes.
func (r *szReader) size() int64 {
	v := r.number()
	if v > 1<<62 {
		r.bad = true
		return 0
	}
	return int64(v)
}

// count reads how many there are of something of which each takes at least
// a byte of the header.
func (r *szReader) count() int {
	v := r.number()
	if v > uint64(len(r.b)) {
		r.bad = true
		return 0
	}
	return int(v)
}

// bits reads n bits; all are set if the byte before them is.
func (r *szReader) bits(n int, all bool) []bool {
	out := make([]bool, n)
	if all && r.byte() != 0 {
		for i := range out {
			out[i] = true
		}
		return out
	}
	b := r.bytes(uint64(n+7) / 8)
	for i := range out {
		out[i] = b != nil && b[i/8]&(0x80>>(i%8)) != 0
	}
	return out
}

// want reads the ID id.
func (r *szReader) want(id byte) {
	if r.byte() != id {
		r.bad = true
	}
}

// streams reads a StreamsInfo after its ID.
func (r *szReader) streams(s *szStreams) error {
	sub := false
	for !r.bad {
		var err error
		switch r.byte() {
		case szEnd:
			if !sub {
				r.wholeFolders(s)
			}
			return cond(r.bad, errSz, nil)
		case szPackInfo:
			r.packInfo(s)
		case szUnpackInfo:
			err = r.unpackInfo(s)
		case szSubStreams:
			sub = true
			err = r.subStreams(s)
		default:
			return errSz
		}
		if err != nil {
			return err
		}
	}
	return errSz
}

func (r *szReader) packInfo(s *szStreams) {
	s.at = szStart + r.size()
	n := r.count()
	for !r.bad {
		switch r.byte() {
		case szEnd:
			if len(s.sizes) != n {
				r.bad = true
			}
			return
		case szSize:
			s.sizes = make([]int64, n)
			for i := range s.sizes {
				s.sizes[i] = r.size()
			}
		case szCRC:
			r.sums(n)
		default:
			r.bad = true
		}
	}
}

// sums reads sums, some of which may be absent.
func (r *szReader) sums(n int) []szPart {
	has := r.bits(n, true)
	out := make([]szPart, n)
	for i := range out {
		if has[i] {
			out[i].hasCRC, out[i].crc = true, r.uint32()
		}
	}
	return out
}

// unpackInfo reads the folders.
func (r *szReader) unpackInfo(s *szStreams) error {
	r.want(szFolders)
	n := r.count()
	if n > r.max {
		return ErrTooMany
	}
	if r.byte() != 0 {
		return fmt.Errorf("external folders: %w", ErrUnsupported)
	}
	next := 0
	s.folders = make([]szFolder, 0, min(n, 1024))
	for range n {
		f := szFolder{first: next, streams: 1}
		r.folder(&f)
		if r.bad {
			return errSz
		}
		next += len(f.packed)
		s.folders = append(s.folders, f)
	}
	r.want(szUnpackSizes)
	for i := range s.folders {
		f := &s.folders[i]
		for _, c := range f.coders {
			for range c.outputs {
				f.sizes = append(f.sizes, r.size())
			}
		}
	}
	for !r.bad {
		switch r.byte() {
		case szEnd:
			return nil
		case szCRC:
			for i, p := range r.sums(n) {
				s.folders[i].hasCRC, s.folders[i].crc = p.hasCRC, p.crc
			}
		default:
			r.bad = true
		}
	}
	return errSz
}

// folder reads the coders of a folder and how they are joined.
func (r *szReader) folder(f *szFolder) {
	n := r.count()
	if n < 1 || n > szCoders {
		r.bad = true
		return
	}
	inputs, outputs := 0, 0
	for range n {
		flags := r.byte()
		c := szCoder{inputs: 1, outputs: 1}
		for _, b := range r.bytes(uint64(flags & 15)) {
			c.method = c.method<<8 | uint64(b)
		}
		if flags&0x10 != 0 {
			c.inputs, c.outputs = r.count(), r.count()
		}
		if flags&0x20 != 0 {
			c.props = r.bytes(r.number())
		}
		if flags&0x80 != 0 || c.inputs < 1 || c.inputs > 4 || c.outputs != 1 {
			r.bad = true
			return
		}
		inputs += c.inputs
		outputs += c.outputs
		f.coders = append(f.coders, c)
	}
	for range outputs - 1 {
		b := [2]int{int(r.number()), int(r.number())}
		if b[0] < 0 || b[0] >= inputs || b[1] < 0 || b[1] >= outputs {
			r.bad = true
			return
		}
		f.binds = append(f.binds, b)
	}
	n = inputs - len(f.binds)
	if n < 1 {
		r.bad = true
		return
	}
	if n == 1 {
		for i := range inputs {
			if f.bound(i) < 0 {
				f.packed = append(f.packed, i)
			}
		}
	} else {
		for range n {
			f.packed = append(f.packed, int(r.number()))
		}
	}
	if len(f.packed) != n {
		r.bad = true
	}
}

// bound returns the output that input i takes, or -1.
func (f *szFolder) bound(i int) int {
	for _, b := range f.binds {
		if b[0] == i {
			return b[1]
		}
	}
	return -1
}

// main returns the coder of which nothing takes what comes out, or -1.
func (f *szFolder) main() int {
	for i := range f.coders {
		taken := false
		for _, b := range f.binds {
			taken = taken || b[1] == i
		}
		if !taken {
			return i
		}
	}
	return -1
}

// size returns how many bytes the folder unfolds to.
func (f *szFolder) size() int64 {
	if i := f.main(); i >= 0 {
		return f.sizes[i]
	}
	return 0
}

// wholeFolders makes each folder one part.
func (r *szReader) wholeFolders(s *szStreams) {
	for i := range s.folders {
		f := &s.folders[i]
		s.parts = append(s.parts, szPart{f.size(), f.crc, f.hasCRC})
	}
}

// subStreams reads what the folders are parted into.
func (r *szReader) subStreams(s *szStreams) error {
	id := r.byte()
	total := 0
	for i := range s.folders {
		f := &s.folders[i]
		if id == szNumUnpackStreams {
			v := r.number()
			if v > uint64(r.max) {
				return ErrTooMany
			}
			f.streams = int(v)
		}
		if total += f.streams; total > r.max {
			return ErrTooMany
		}
	}
	if id == szNumUnpackStreams {
		id = r.byte()
	}
	for i := range s.folders {
		f := &s.folders[i]
		left := f.size()
		for k := range f.streams {
			p := szPart{size: left}
			if k < f.streams-1 && id == szSize {
				p.size = r.size()
			}
			if p.size > left || r.bad {
				return errSz
			}
			left -= p.size
			if f.streams == 1 && f.hasCRC {
				p.crc, p.hasCRC = f.crc, true
			}
			s.parts = append(s.parts, p)
		}
	}
	if id == szSize {
		id = r.byte()
	}
	for ; id != szEnd; id = r.byte() {
		if id != szCRC || r.bad {
			return errSz
		}
		var without []*szPart
		for i := range s.parts {
			if !s.parts[i].hasCRC {
				without = append(without, &s.parts[i])
			}
		}
		for i, p := range r.sums(len(without)) {
			without[i].crc, without[i].hasCRC = p.crc, p.hasCRC
		}
	}
	return cond(r.bad, errSz, nil)
}
