package archive

import (
	"errors"
	"io"
)

// Deflate64, as PKWARE has it (APPNOTE, 5.5): deflate with a window of 64 kB,
// two more distance codes, and a last length code with 16 more bits. Windows
// packs files from 2 GB with it.

var errInflate = errors.New("not deflate64 data")

// Bases and extra bits of the codes of lengths, from 257, and of distances.
var (
	lengthBase = [29]int{3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 3}
	lengthBits = [29]uint{0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 16}
	codeOrder  = [19]int{16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15}
)

// A huffman decodes canonical codes of up to 15 bits (RFC 1951, 3.2.2).
type huffman struct {
	count  [16]uint16
	symbol [288]uint16
	fast   [512]uint16 // of the next 9 bits: symbol<<4 | length; 0: longer
}

// build sets the codes by their lengths, and reports whether they make sense.
func (h *huffman) build(lengths []byte) bool {
	clear(h.count[:])
	clear(h.fast[:])
	for _, n := range lengths {
		h.count[n]++
	}
	h.count[0] = 0
	var offset, code [17]uint16
	left := 1
	for n := 1; n < 16; n++ {
		left = left<<1 - int(h.count[n])
		if left < 0 {
			return false
		}
		offset[n+1] = offset[n] + h.count[n]
		code[n+1] = (code[n] + h.count[n]) << 1
	}
	for s, n := range lengths {
		if n == 0 {
			continue
		}
		h.symbol[offset[n]] = uint16(s)
		offset[n]++
		if n <= 9 {
			c := 0
			for i := range n {
				c |= int(code[n]>>i&1) << (n - 1 - i)
			}
			for ; c < len(h.fast); c += 1 << n {
				h.fast[c] = uint16(s)<<4 | uint16(n)
			}
		}
		code[n]++
	}
	return true
}

// An inflate64 reads deflate64 data.
type inflate64 struct {
	r        io.ByteReader
	w        *window
	bits     uint32
	have     uint
	err      error
	last     bool
	block    int // 0: a header comes; 1: stored; 2: packed
	stored   int // bytes of a stored block to come
	pending  int // bytes of a match that found no room
	distance int
	literals huffman
	dists    huffman
}

func newInflate64(r io.ByteReader) io.Reader {
	return &inflate64{r: r, w: newWindow(64 << 10)}
}

// need reads bits until there are n; past the end they are 0.
func (z *inflate64) need(n uint) {
	for z.have < n {
		c, err := z.r.ReadByte()
		if err != nil && z.err == nil {
			z.err = cond(err == io.EOF, io.ErrUnexpectedEOF, err)
		}
		z.bits |= uint32(c) << z.have
		z.have += 8
	}
}

func (z *inflate64) take(n uint) int {
	z.need(n)
	v := z.bits & (1<<n - 1)
	z.bits >>= n
	z.have -= n
	return int(v)
}

// decode returns the next symbol of h, or -1.
func (z *inflate64) decode(h *huffman) int {
	// As few bits are read as a code may have: what follows is not deflate64.
	for n := uint(1); n <= 9; n++ {
		z.need(n)
		if f := h.fast[z.bits&511]; f != 0 && uint(f&15) <= z.have {
			z.bits >>= f & 15
			z.have -= uint(f & 15)
			return int(f >> 4)
		}
		n = max(n, z.have)
	}
	code, first, index := 0, 0, 0
	for n := uint(1); n < 16; n++ {
		z.need(n)
		code |= int(z.bits >> (n - 1) & 1)
		count := int(h.count[n])
		if code-count < first {
			z.bits >>= n
			z.have -= n
			return int(h.symbol[index+code-first])
		}
		index += count
		first = (first + count) << 1
		code <<= 1
	}
	return -1
}

func (z *inflate64) Read(b []byte) (int, error) {
	for {
		if n := z.w.flush(b); n > 0 || len(b) == 0 {
			return n, nil
		}
		if z.err != nil {
			return 0, z.err
		}
		n := z.w.room()
		z.run(z.w.to + n)
	}
}

// run decodes until the window is written up to end.
func (z *inflate64) run(end int) {
	for z.w.to < end && z.err == nil {
		switch {
		case z.pending > 0:
			n := min(z.pending, end-z.w.to)
			z.w.repeat(z.distance, n)
			z.pending -= n
		case z.block == 0 && z.last:
			z.err = io.EOF
		case z.block == 0:
			z.fail(z.header())
		case z.block == 1:
			if z.stored == 0 {
				z.block = 0
				continue
			}
			c := byte(z.take(8))
			if z.err == nil {
				z.w.put(c)
				z.stored--
			}
		default:
			z.fail(z.symbol())
		}
	}
}

// fail ends the data unless it is ok so far.
func (z *inflate64) fail(ok bool) {
	if !ok && z.err == nil {
		z.err = errInflate
	}
}

// symbol decodes a literal, a match or the end of a block.
func (z *inflate64) symbol() bool {
	s := z.decode(&z.literals)
	switch {
	case z.err != nil || s < 0 || s > 285:
		return false
	case s < 256:
		z.w.put(byte(s))
		return true
	case s == 256:
		z.block = 0
		return true
	}
	n := lengthBase[s-257] + z.take(lengthBits[s-257])
	s = z.decode(&z.dists)
	if s < 0 || s > 31 {
		return false
	}
	d := s + 1
	if s >= 4 {
		extra := uint(s/2 - 1)
		d = (2+s&1)<<extra + z.take(extra) + 1
	}
	if z.err != nil || !z.w.has(d) {
		return false
	}
	z.distance, z.pending = d, n
	return true
}

// header reads the header of a block.
func (z *inflate64) header() bool {
	z.last = z.take(1) == 1
	switch z.take(2) {
	case 0:
		z.take(z.have & 7)
		n := z.take(16)
		z.block, z.stored = 1, n
		return z.take(16) == ^n&0xffff
	case 1:
		var l [288 + 32]byte
		for i := range 288 {
			l[i] = 8
			if i >= 144 && i < 256 {
				l[i] = 9
			} else if i >= 256 && i < 280 {
				l[i] = 7
			}
		}
		for i := 288; i < len(l); i++ {
			l[i] = 5
		}
		z.block = 2
		return z.literals.build(l[:288]) && z.dists.build(l[288:])
	case 2:
		z.block = 2
		return z.codes()
	}
	return false
}

// codes reads the lengths of the codes of a block (RFC 1951, 3.2.7).
func (z *inflate64) codes() bool {
	nlit, ndist, ncode := z.take(5)+257, z.take(5)+1, z.take(4)+4
	var l [288 + 32]byte
	for _, i := range codeOrder[:ncode] {
		l[i] = byte(z.take(3))
	}
	if nlit > 286 || !z.literals.build(l[:19]) {
		return false
	}
	clear(l[:])
	for i := 0; i < nlit+ndist; {
		s := z.decode(&z.literals)
		var n int
		var v byte
		switch {
		case s < 0 || z.err != nil:
			return false
		case s < 16:
			n, v = 1, byte(s)
		case s == 16 && i > 0:
			n, v = 3+z.take(2), l[i-1]
		case s == 17:
			n = 3 + z.take(3)
		case s == 18:
			n = 11 + z.take(7)
		}
		if n == 0 || i+n > nlit+ndist {
			return false
		}
		for range n {
			l[i] = v
			i++
		}
	}
	return z.literals.build(l[:nlit]) && z.dists.build(l[nlit:nlit+ndist])
}
