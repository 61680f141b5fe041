package archive

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// The decoder of LZMA as the LZMA SDK has it (DOC/lzma-specification.txt). Its
// window grows with what is read: a dictionary costs what it holds, not what a
// header asks for.

var (
	errLzma     = errors.New("not LZMA data")
	errDistance = errors.New("refers to before the start")
)

// An rc is the range decoder. Past the end it reads zeros and sets err.
type rc struct {
	rng, code uint32
	in        []byte // of the buffer of src
	at        int    // bytes of in that were used
	src       *bufio.Reader
	left      int64 // bytes of src that are its; -1: all
	err       error
}

// begin starts to read, from src, at most n bytes if that is not negative.
func (d *rc) begin(src *bufio.Reader, n int64) error {
	d.src, d.left, d.in, d.at, d.err = src, n, nil, 0, nil
	d.rng, d.code = 1<<32-1, 0
	if c := d.next(); c != 0 && d.err == nil {
		return errLzma
	}
	for range 4 {
		d.code = d.code<<8 | uint32(d.next())
	}
	return d.err
}

func (d *rc) next() byte {
	if d.at == len(d.in) {
		return d.fill()
	}
	d.at++
	return d.in[d.at-1]
}

// done gives what was not used back to src.
func (d *rc) done() {
	_, _ = d.src.Discard(d.at) // it lies in the buffer
	if d.left >= 0 {
		d.left -= int64(d.at)
	}
	d.in, d.at = nil, 0
}

// fill reads on.
func (d *rc) fill() byte {
	d.done()
	b, err := d.src.Peek(1)
	if len(b) == 0 || d.left == 0 {
		if d.err == nil {
			d.err = io.ErrUnexpectedEOF
			if err != nil && err != io.EOF {
				d.err = err
			}
		}
		return 0
	}
	d.in, _ = d.src.Peek(d.src.Buffered())
	if d.left >= 0 {
		d.in = d.in[:min(int64(len(d.in)), d.left)]
	}
	d.at = 1
	return d.in[0]
}

func (d *rc) bit(p *uint16) uint32 {
	bound := d.rng >> 11 * uint32(*p)
	var b uint32
	if d.code < bound {
		d.rng = bound
		*p += (1<<11 - *p) >> 5
	} else {
		d.rng -= bound
		d.code -= bound
		*p -= *p >> 5
		b = 1
	}
	if d.rng < 1<<24 {
		d.rng <<= 8
		d.code = d.code<<8 | uint32(d.next())
	}
	return b
}

// direct returns n bits of even chance.
func (d *rc) direct(n int) uint32 {
	var v uint32
	for ; n > 0; n-- {
		d.rng >>= 1
		d.code -= d.rng
		t := 0 - d.code>>31
		d.code += d.rng & t
		v = v<<1 + t + 1
		if d.rng < 1<<24 {
			d.rng <<= 8
			d.code = d.code<<8 | uint32(d.next())
		}
	}
	return v
}

// tree returns a number of n bits, the highest first.
func (d *rc) tree(p []uint16, n int) uint32 {
	m := uint32(1)
	for range n {
		m = m<<1 | d.bit(&p[m])
	}
	return m - 1<<n
}

// reverse returns a number of n bits, the lowest first.
func (d *rc) reverse(p []uint16, n int) uint32 {
	m, v := uint32(1), uint32(0)
	for i := range n {
		b := d.bit(&p[m])
		m = m<<1 | b
		v |= b << i
	}
	return v
}

// lengths decode lengths of matches.
type lengths struct {
	choice, choice2 uint16
	low, mid        [16][8]uint16
	high            [256]uint16
}

func (l *lengths) reset() {
	l.choice, l.choice2 = 1024, 1024
	for i := range l.low {
		even(l.low[i][:])
		even(l.mid[i][:])
	}
	even(l.high[:])
}

func (l *lengths) decode(d *rc, pos uint32) int {
	if d.bit(&l.choice) == 0 {
		return int(d.tree(l.low[pos][:], 3))
	}
	if d.bit(&l.choice2) == 0 {
		return 8 + int(d.tree(l.mid[pos][:], 3))
	}
	return 16 + int(d.tree(l.high[:], 8))
}

// even sets probabilities to one half.
func even(p []uint16) {
	for i := range p {
		p[i] = 1024
	}
}

// An lz is the state of an LZMA decoder.
type lz struct {
	rc
	w          *window
	lc, lp, pb uint
	state      uint32
	rep        [4]uint32
	pending    int // bytes of a match that found no room
	literal    []uint16
	isMatch    [12 << 4]uint16
	isRep      [12]uint16
	isG0       [12]uint16
	isG1       [12]uint16
	isG2       [12]uint16
	isLong     [12 << 4]uint16
	slot       [4][64]uint16
	special    [115]uint16
	align      [16]uint16
	length     lengths
	repeated   lengths
}

// props sets the numbers of bits from their byte.
func (z *lz) props(b byte) error {
	if b >= 9*5*5 {
		return errLzma
	}
	z.lc, z.lp, z.pb = uint(b%9), uint(b/9%5), uint(b/45)
	if n := 0x300 << (z.lc + z.lp); n != len(z.literal) {
		z.literal = make([]uint16, n)
	}
	return nil
}

// reset starts anew, but for the window.
func (z *lz) reset() {
	z.state, z.rep, z.pending = 0, [4]uint32{}, 0
	for _, p := range [][]uint16{z.literal, z.isMatch[:], z.isRep[:], z.isG0[:], z.isG1[:], z.isG2[:], z.isLong[:], z.special[:], z.align[:]} {
		even(p)
	}
	for i := range z.slot {
		even(z.slot[i][:])
	}
	z.length.reset()
	z.repeated.reset()
}

// run decodes up to n bytes, for which there is room. It returns io.EOF at an
// end marker.
func (z *lz) run(n int) error {
	w := z.w
	end := w.to + n
	if z.pending > 0 {
		z.match(min(z.pending, n))
	}
	for w.to < end && z.err == nil {
		pos := uint32(w.total) & (1<<z.pb - 1)
		if z.bit(&z.isMatch[z.state<<4+pos]) == 0 {
			z.lit()
			continue
		}
		count, err := z.distance(pos)
		switch {
		case z.err != nil:
			return z.err
		case err == io.EOF && z.code != 0:
			return errLzma
		case err != nil:
			return err
		}
		if !w.has(int(z.rep[0]) + 1) {
			return errDistance
		}
		z.pending = count
		z.match(min(count, end-w.to))
	}
	return z.err
}

// match writes n bytes of the match that is pending.
func (z *lz) match(n int) {
	z.w.repeat(int(z.rep[0])+1, n)
	z.pending -= n
}

// lit decodes a literal.
func (z *lz) lit() {
	w := z.w
	var prev byte
	if w.total > 0 {
		prev = w.back(1)
	}
	at := (uint32(w.total)&(1<<z.lp-1))<<z.lc + uint32(prev)>>(8-z.lc)
	p := z.literal[0x300*at:][:0x300]
	s := uint32(1)
	if z.state >= 7 {
		for m := uint32(w.back(int(z.rep[0]) + 1)); s < 0x100; {
			m <<= 1
			want := m >> 8 & 1
			b := z.bit(&p[(1+want)<<8+s])
			s = s<<1 | b
			if want != b {
				break
			}
		}
	}
	for s < 0x100 {
		s = s<<1 | z.bit(&p[s])
	}
	w.put(byte(s))
	switch {
	case z.state < 4:
		z.state = 0
	case z.state < 10:
		z.state -= 3
	default:
		z.state -= 6
	}
}

// after returns the next state, one for those after a literal and one for others.
func (z *lz) after(literal, other uint32) uint32 {
	if z.state < 7 {
		return literal
	}
	return other
}

// distance decodes a match: its distance goes to rep, its length is returned.
func (z *lz) distance(pos uint32) (int, error) {
	if z.bit(&z.isRep[z.state]) == 0 {
		z.rep[3], z.rep[2], z.rep[1] = z.rep[2], z.rep[1], z.rep[0]
		n := z.length.decode(&z.rc, pos)
		z.state = z.after(7, 10)
		z.rep[0] = z.far(n)
		if z.rep[0] == 1<<32-1 {
			return 0, io.EOF
		}
		return n + 2, nil
	}
	if z.w.total == 0 {
		return 0, errDistance
	}
	if z.bit(&z.isG0[z.state]) == 0 {
		if z.bit(&z.isLong[z.state<<4+pos]) == 0 {
			z.state = z.after(9, 11)
			return 1, nil
		}
	} else {
		d := z.rep[1]
		if z.bit(&z.isG1[z.state]) != 0 {
			d = z.rep[2]
			if z.bit(&z.isG2[z.state]) != 0 {
				d, z.rep[3] = z.rep[3], z.rep[2]
			}
			z.rep[2] = z.rep[1]
		}
		z.rep[1], z.rep[0] = z.rep[0], d
	}
	n := z.repeated.decode(&z.rc, pos)
	z.state = z.after(8, 11)
	return n + 2, nil
}

// far decodes the distance of a match of length n.
func (z *lz) far(n int) uint32 {
	slot := z.tree(z.slot[min(n, 3)][:], 6)
	if slot < 4 {
		return slot
	}
	bits := int(slot>>1) - 1
	d := (2 | slot&1) << bits
	if slot < 14 {
		return d + z.reverse(z.special[d-slot:], bits)
	}
	d += z.direct(bits-4) << 4
	return d + z.reverse(z.align[:], 4)
}

// An lzmaReader reads an LZMA stream.
type lzmaReader struct {
	z    lz
	left int64 // bytes to come; -1: an end marker tells
	err  error
}

// newLzmaRaw returns what the LZMA stream of these properties (5 bytes) in r
// holds; size -1 is unknown.
func newLzmaRaw(props []byte, size int64, r *bufio.Reader) (io.Reader, error) {
	if len(props) < 5 {
		return nil, errLzma
	}
	dict := int64(binary.LittleEndian.Uint32(props[1:]))
	if size >= 0 {
		dict = min(dict, size)
	}
	if dict > maxWindow {
		return nil, fmt.Errorf("dictionary of %d bytes: %w", dict, ErrTooLarge)
	}
	l := &lzmaReader{left: size}
	if err := l.z.props(props[0]); err != nil {
		return nil, err
	}
	l.z.w = newWindow(int(dict))
	l.z.reset()
	return l, l.z.begin(r, -1)
}

// newLzma returns what the .lzma file r holds.
func newLzma(r *bufio.Reader) (io.Reader, error) {
	var head [13]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return nil, err
	}
	size := int64(binary.LittleEndian.Uint64(head[5:]))
	if size < -1 {
		return nil, errLzma
	}
	return newLzmaRaw(head[:5], size, r)
}

func (l *lzmaReader) Read(b []byte) (int, error) { return l.z.w.read(b, &l.err, l.more) }

// more unpacks into the window, or ends.
func (l *lzmaReader) more() {
	w := l.z.w
	if l.left == 0 {
		l.err = l.finish()
		return
	}
	n := w.room()
	if l.left > 0 {
		n = int(min(int64(n), l.left))
	}
	was := w.total
	err := l.z.run(n)
	if l.left > 0 {
		l.left -= w.total - was
	}
	if err == io.EOF && l.left > 0 {
		err = io.ErrUnexpectedEOF
	}
	if l.err = err; err != nil {
		l.z.done()
	}
}

// finish reads the end marker that may follow a stream of known size.
func (l *lzmaReader) finish() error {
	z := &l.z
	if z.pending == 0 && z.code != 0 {
		// Without a marker the code is 0 at the end (5.4 of the specification).
		pos := uint32(z.w.total) & (1<<z.pb - 1)
		if z.bit(&z.isMatch[z.state<<4+pos]) != 0 {
			_, _ = z.distance(pos) // the data is whole, marker or not
		}
	}
	z.done()
	return io.EOF
}
