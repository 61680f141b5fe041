package archive

import (
	"encoding/binary"
	"fmt"
	"io"
)

// Filters of programs, by their numbers in .xz files (5.3.2, 5.3.3).
const (
	filterDelta = 3
	filterX86   = 4
	filterPPC   = 5
	filterARM   = 7
	filterARMT  = 8
	filterSPARC = 9
	filterARM64 = 10
)

// newFilter returns what r was before the filter.
func newFilter(id uint64, props []byte, r io.Reader) (io.Reader, error) {
	if id == filterDelta {
		if len(props) != 1 {
			return nil, errXz
		}
		return &deltaReader{r: r, distance: int(props[0]) + 1}, nil
	}
	if len(props) != 0 && (len(props) != 4 || binary.LittleEndian.Uint32(props) != 0) {
		return nil, fmt.Errorf("filter %#x with an offset: %w", id, ErrUnsupported)
	}
	f := &branchReader{r: r}
	switch id {
	case filterX86:
		f.convert = (&x86{}).convert
	case filterPPC:
		f.convert = words(func(v, pc uint32) (uint32, bool) {
			return v&0xfc000003 | (v-pc)&0x03fffffc, v&0xfc000003 == 0x48000001
		}, binary.BigEndian)
	case filterSPARC:
		f.convert = words(func(v, pc uint32) (uint32, bool) {
			d := (v<<2 - pc) >> 2
			return (0x40000000 - d&0x400000) | 0x40000000 | d&0x3fffff, v>>22 == 0x100 || v>>22 == 0x1ff
		}, binary.BigEndian)
	case filterARM:
		f.convert = words(func(v, pc uint32) (uint32, bool) {
			return v&0xff000000 | (v-(pc+8)>>2)&0xffffff, v>>24 == 0xeb
		}, binary.LittleEndian)
	case filterARM64:
		f.convert = words(arm64, binary.LittleEndian)
	default:
		return nil, fmt.Errorf("filter %#x: %w", id, ErrUnsupported)
	}
	return f, nil
}

// arm64 gives back the distance of a BL or an ADRP instruction.
func arm64(v, pc uint32) (uint32, bool) {
	if v>>26 == 0x25 {
		return 0x94000000 | (v-pc>>2)&0x03ffffff, true
	}
	if v&0x9f000000 != 0x90000000 {
		return v, false
	}
	src := v>>29&3 | v>>3&0x1ffffc
	if (src+0x20000)&0x1c0000 != 0 {
		return v, false
	}
	d := src - pc>>12
	return v&0x9000001f | (d&3)<<29 | (d&0x3fffc)<<3 | (0-(d&0x20000))&0xe00000, true
}

// words returns a converter of instructions of four bytes.
func words(f func(v, pc uint32) (uint32, bool), order binary.ByteOrder) func(b []byte, pc uint32) int {
	return func(b []byte, pc uint32) int {
		n := len(b) &^ 3
		for i := 0; i < n; i += 4 {
			if v, ok := f(order.Uint32(b[i:]), pc+uint32(i)); ok {
				order.PutUint32(b[i:], v)
			}
		}
		return n
	}
}

// A deltaReader adds to each byte the one at a distance before it.
type deltaReader struct {
	r        io.Reader
	distance int
	past     [256]byte
	at       byte
}

func (d *deltaReader) Read(b []byte) (int, error) {
	n, err := d.r.Read(b)
	for i := range b[:n] {
		b[i] += d.past[byte(int(d.at)+d.distance)]
		d.past[d.at] = b[i]
		d.at--
	}
	return n, err
}

// A branchReader converts the absolute targets of branches to distances.
type branchReader struct {
	r       io.Reader
	convert func(b []byte, pc uint32) int // returns how many bytes of b are final
	buf     [16 << 10]byte
	from    int // of buf: first byte that was not given out
	ready   int // of buf: end of what was converted
	to      int // of buf: end of what was read
	pc      uint32
	err     error
}

func (f *branchReader) Read(b []byte) (int, error) {
	for {
		if f.from < f.ready {
			n := copy(b, f.buf[f.from:f.ready])
			f.from += n
			return n, nil
		}
		if f.err != nil {
			return 0, f.err
		}
		f.to = copy(f.buf[:], f.buf[f.ready:f.to])
		f.from, f.ready = 0, 0
		var n int
		n, f.err = f.r.Read(f.buf[f.to:])
		f.to += n
		f.ready = f.convert(f.buf[:f.to], f.pc)
		if f.err != nil {
			f.ready = f.to // the last bytes are no whole instruction
		}
		f.pc += uint32(f.ready)
	}
}

// An x86 is the state of the converter of x86 code (xz-embedded, xz_dec_bcj.c).
type x86 struct {
	mask uint32
}

// x86Allowed and x86Bit tell by the mask of the last bytes that were opcodes
// whether, and from which bit on, a target is converted.
var (
	x86Allowed = [8]bool{true, true, true, false, true, false, false, false}
	x86Bit     = [8]uint{0, 1, 2, 2, 3, 3, 3, 3}
)

func topByte(c byte) bool { return c == 0 || c == 0xff }

func (x *x86) convert(b []byte, pc uint32) int {
	if len(b) <= 4 {
		return 0
	}
	size := len(b) - 4
	prev, mask := -1, x.mask
	i := 0
	for ; i < size; i++ {
		if b[i]&0xfe != 0xe8 {
			continue
		}
		prev = i - prev
		if prev > 3 {
			mask = 0
		} else {
			mask = mask << (prev - 1) & 7
			if mask != 0 {
				if !x86Allowed[mask] || topByte(b[i+4-int(x86Bit[mask])]) {
					prev = i
					mask = mask<<1 | 1
					continue
				}
			}
		}
		prev = i
		if !topByte(b[i+4]) {
			mask = mask<<1 | 1
			continue
		}
		src := binary.LittleEndian.Uint32(b[i+1:])
		var d uint32
		for {
			d = src - (pc + uint32(i) + 5)
			if mask == 0 {
				break
			}
			j := x86Bit[mask] * 8
			if !topByte(byte(d >> (24 - j))) {
				break
			}
			src = d ^ (1<<(32-j) - 1)
		}
		d &= 0x01ffffff
		d |= 0 - d&0x01000000
		binary.LittleEndian.PutUint32(b[i+1:], d)
		i += 4
	}
	prev = i - prev
	x.mask = 0
	if prev <= 3 {
		x.mask = mask << (prev - 1)
	}
	return i
}
