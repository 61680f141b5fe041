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

// A window holds the past output that may be referred to.
type window struct {
	b     []byte // grows up to size
	size  int
	from  int   // first byte of b that was not given out
	to    int   // of b, where the next byte is written
	total int64 // bytes written since the start or the last reset
}

const firstWindow = 64 << 10

func newWindow(size int) *window {
	size = max(size, 4096)
	return &window{b: make([]byte, min(size, firstWindow)), size: size}
}

// room returns how many bytes can be written before the next flush.
func (w *window) room() int {
	if w.to == len(w.b) {
		if len(w.b) < w.size {
			b := make([]byte, min(2*len(w.b), w.size))
			copy(b, w.b)
			w.b = b
		} else {
			w.to, w.from = 0, 0
		}
	}
	return min(len(w.b)-w.to, 64<<10)
}

// flush moves what was written to b.
func (w *window) flush(b []byte) int {
	n := copy(b, w.b[w.from:w.to])
	w.from += n
	return n
}

func (w *window) put(c byte) {
	w.b[w.to] = c
	w.to++
	w.total++
}

// back returns the byte at distance d, of which 1 is the last one.
func (w *window) back(d int) byte {
	i := w.to - d
	if i < 0 {
		i += len(w.b)
	}
	return w.b[i]
}

// has reports whether there is a byte at distance d.
func (w *window) has(d int) bool { return int64(d) <= w.total && d <= len(w.b) }

// repeat writes n bytes from distance d. There is room for them.
func (w *window) repeat(d, n int) {
	i := w.to - d
	w.total += int64(n)
	if i >= 0 && d >= n {
		w.to += copy(w.b[w.to:w.to+n], w.b[i:i+n])
		return
	}
	if i < 0 {
		i += len(w.b)
	}
	for ; n > 0; n-- {
		w.b[w.to] = w.b[i]
		w.to++
		if i++; i == len(w.b) {
			i = 0
		}
	}
}

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

func (l *lzmaReader) Read(b []byte) (int, error) {
	w := l.z.w
	for {
		if n := w.flush(b); n > 0 || len(b) == 0 {
			return n, nil
		}
		if l.err != nil {
			return 0, l.err
		}
		if l.left == 0 {
			l.err = l.finish()
			continue
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

// An lzma2Reader reads an LZMA2 stream (xz file format 1.1.0, 5.3.1).
type lzma2Reader struct {
	z    lz
	src  *bufio.Reader
	left int  // bytes of the chunk to come
	raw  bool // the chunk is not packed
	need byte // 3: dictionary, 2: properties, 1: state must be reset first
	err  error
}

// newLzma2 returns what the LZMA2 stream in r holds; b is the byte of its
// dictionary size, and size what it unfolds to, or -1.
func newLzma2(b byte, size int64, r *bufio.Reader) (io.Reader, error) {
	if b > 40 {
		return nil, errLzma
	}
	dict := lzma2Dict(b)
	if size >= 0 {
		dict = min(dict, size)
	}
	if dict > maxWindow {
		return nil, fmt.Errorf("dictionary of %d bytes: %w", dict, ErrTooLarge)
	}
	l := &lzma2Reader{src: r, need: 3}
	l.z.w = newWindow(int(dict))
	return l, nil
}

// lzma2Dict returns the size of a dictionary by its byte.
func lzma2Dict(b byte) int64 {
	if b >= 40 {
		return 1<<32 - 1
	}
	return int64(2|b&1) << (b/2 + 11)
}

func (l *lzma2Reader) Read(b []byte) (int, error) {
	w := l.z.w
	for {
		if n := w.flush(b); n > 0 || len(b) == 0 {
			return n, nil
		}
		if l.err != nil {
			return 0, l.err
		}
		if l.left == 0 {
			l.err = l.chunk()
			continue
		}
		n := min(w.room(), l.left)
		was := w.total
		if l.raw {
			n, l.err = io.ReadFull(l.src, w.b[w.to:w.to+n])
			w.to += n
			w.total += int64(n)
		} else if l.err = l.z.run(n); l.err == io.EOF {
			l.err = errLzma // LZMA2 has no end markers
		}
		if l.err == io.EOF {
			l.err = io.ErrUnexpectedEOF
		}
		l.left -= int(w.total - was)
		if l.left == 0 && !l.raw && l.err == nil {
			l.z.done()
			if l.z.rc.left != 0 || l.z.pending != 0 {
				l.err = errLzma
			}
		}
	}
}

// chunk reads the header of the next chunk.
func (l *lzma2Reader) chunk() error {
	c, err := l.src.ReadByte()
	switch {
	case err == io.EOF:
		return io.ErrUnexpectedEOF
	case err != nil || c == 0:
		return cond(err == nil, io.EOF, err)
	case c > 2 && c < 0x80:
		return errLzma
	}
	l.raw = c < 0x80
	reset := c >> 5 & 3 // of what is packed: nothing, state, properties, dictionary
	var h [5]byte
	head := h[:2]
	switch {
	case l.raw:
		reset = 0
		if c == 1 {
			reset, l.need = 3, min(l.need, 2)
		}
	case reset >= 2:
		head = h[:5]
	default:
		head = h[:4]
	}
	if _, err := io.ReadFull(l.src, head); err != nil {
		return cond(err == io.EOF, io.ErrUnexpectedEOF, err)
	}
	if reset == 3 {
		l.z.w.total = 0
	}
	l.left = int(binary.BigEndian.Uint16(h[:])) + 1
	if l.raw {
		if l.need == 3 {
			return errLzma
		}
		return nil
	}
	if reset < l.need {
		return errLzma
	}
	l.left += int(c&0x1f) << 16
	if reset >= 2 {
		if err := l.z.props(h[4]); err != nil || l.z.lc+l.z.lp > 4 {
			return errLzma
		}
	}
	if reset >= 1 {
		l.z.reset()
	}
	l.need = 0
	return l.z.begin(l.src, int64(binary.BigEndian.Uint16(h[2:]))+1)
}

// cond returns a if ok, else b.
func cond(ok bool, a, b error) error {
	if ok {
		return a
	}
	return b
}
