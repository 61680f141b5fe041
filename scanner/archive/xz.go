package archive

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"hash"
	"hash/crc32"
	"hash/crc64"
	"io"
)

// The container of .xz files (xz file format 1.1.0). ulikunitz/xz takes
// whatever memory a block header asks for, up to 4 GB, and knows no filters.

const (
	xzMagic  = "\xFD7zXZ\x00"
	xzFooter = "YZ"
)

var errXz = errors.New("not an xz stream")

// An xzReader reads one stream of an .xz file.
type xzReader struct {
	in      *xzCounter
	src     *bufio.Reader
	check   byte // kind of the check of blocks
	block   io.Reader
	sum     hash.Hash
	blocks  uint64
	started int64 // where the data of the block begins
	size    int64 // of the block, as its header has it; -1: unknown
	packed  int64
	n       int64 // bytes of the block that were read
}

// An xzCounter counts the bytes that are used of a buffered reader.
type xzCounter struct {
	s    *stream
	base int64
}

func (c *xzCounter) at() int64 { return c.s.at() - c.base }

// newXz returns the reader of the stream at which s stands.
func newXz(s *stream) (io.Reader, error) {
	x := &xzReader{src: s.in, in: &xzCounter{s, s.at()}}
	var h [12]byte
	if _, err := io.ReadFull(x.src, h[:]); err != nil {
		return nil, cond(err == io.EOF, io.ErrUnexpectedEOF, err)
	}
	if string(h[:6]) != xzMagic || crc32.ChecksumIEEE(h[6:8]) != binary.LittleEndian.Uint32(h[8:]) {
		return nil, errXz
	}
	if h[6] != 0 || h[7] > 15 {
		return nil, ErrUnsupported
	}
	x.check = h[7]
	return x, nil
}

// checkBytes are the sizes of the checks by their kinds (2.1.1.2).
var checkBytes = [16]int{0, 4, 4, 4, 8, 8, 8, 16, 16, 16, 32, 32, 32, 64, 64, 64}

var ecma = crc64.MakeTable(crc64.ECMA)

// newSum returns the hash of a kind of check; nil if it is none that is known.
func newSum(check byte) hash.Hash {
	switch check {
	case 1:
		return crc32.NewIEEE()
	case 4:
		return crc64.New(ecma)
	case 10:
		return sha256.New()
	}
	return nil
}

func (x *xzReader) Read(b []byte) (int, error) {
	for {
		if x.block == nil {
			if err := x.begin(); err != nil {
				return 0, err
			}
		}
		n, err := x.block.Read(b)
		x.n += int64(n)
		if x.sum != nil {
			x.sum.Write(b[:n])
		}
		if err == io.EOF {
			err = x.end()
		}
		if n > 0 || err != nil {
			return n, err
		}
	}
}

// begin reads the header of a block; io.EOF after the index.
func (x *xzReader) begin() error {
	first, err := x.src.ReadByte()
	if err != nil {
		return cond(err == io.EOF, io.ErrUnexpectedEOF, err)
	}
	if first == 0 {
		return x.index()
	}
	h := make([]byte, (int(first)+1)*4)
	h[0] = first
	if _, err := io.ReadFull(x.src, h[1:]); err != nil {
		return cond(err == io.EOF, io.ErrUnexpectedEOF, err)
	}
	body := h[:len(h)-4]
	if crc32.ChecksumIEEE(body) != binary.LittleEndian.Uint32(h[len(body):]) {
		return errXz
	}
	filters, err := x.header(body[1:])
	if err != nil {
		return err
	}
	x.started, x.n, x.sum = x.in.at(), 0, newSum(x.check)
	x.block, err = xzFilters(filters, x.src)
	return err
}

// An xzFilter is a filter of a block with its properties.
type xzFilter struct {
	id    uint64
	props []byte
}

// header reads the header of a block after its first byte (3.1).
func (x *xzReader) header(h []byte) ([]xzFilter, error) {
	flags := h[0]
	b := bytes.NewReader(h[1:])
	x.packed, x.size = -1, -1
	for i, p := range []*int64{&x.packed, &x.size} {
		if flags&(0x40<<i) == 0 {
			continue
		}
		v, err := binary.ReadUvarint(b)
		if err != nil || v > 1<<62 {
			return nil, errXz
		}
		*p = int64(v)
	}
	var out []xzFilter
	for range int(flags&3) + 1 {
		id, err := binary.ReadUvarint(b)
		n, err2 := binary.ReadUvarint(b)
		if err != nil || err2 != nil || n > uint64(b.Len()) {
			return nil, errXz
		}
		f := xzFilter{id, make([]byte, n)}
		_, _ = b.Read(f.props) // its length was checked
		out = append(out, f)
	}
	return out, nil
}

// xzFilters returns what the filters make of r. The last is nearest to it.
func xzFilters(filters []xzFilter, r *bufio.Reader) (io.Reader, error) {
	last := filters[len(filters)-1]
	if last.id != 0x21 || len(last.props) != 1 {
		return nil, fmt.Errorf("filter %#x: %w", last.id, ErrUnsupported)
	}
	z, err := newLzma2(last.props[0], -1, r)
	for i := len(filters) - 2; i >= 0 && err == nil; i-- {
		z, err = newFilter(filters[i].id, filters[i].props, z)
	}
	return z, err
}

// end reads what follows the data of a block (3.3, 3.4).
func (x *xzReader) end() error {
	packed := x.in.at() - x.started
	if x.packed >= 0 && x.packed != packed || x.size >= 0 && x.size != x.n {
		return fmt.Errorf("%w: wrong size of a block", ErrCorrupt)
	}
	b := make([]byte, int(-packed&3)+checkBytes[x.check])
	if _, err := io.ReadFull(x.src, b); err != nil {
		return cond(err == io.EOF, io.ErrUnexpectedEOF, err)
	}
	want := b[int(-packed&3):]
	if x.sum != nil {
		got := x.sum.Sum(nil)
		if x.check != 10 {
			reverse(got)
		}
		if !bytes.Equal(got, want) {
			return fmt.Errorf("%w: wrong sum", ErrCorrupt)
		}
	}
	x.block = nil
	x.blocks++
	return nil
}

func reverse(b []byte) {
	for i, j := 0, len(b)-1; i < j; i, j = i+1, j-1 {
		b[i], b[j] = b[j], b[i]
	}
}

// index reads the index after its first byte and the footer (4, 2.1.2).
func (x *xzReader) index() error {
	start := x.in.at() - 1
	sum := crc32.NewIEEE()
	sum.Write([]byte{0})
	in := &summed{x.src, sum}
	n, err := binary.ReadUvarint(in)
	if err == nil && n != x.blocks {
		err = errXz
	}
	for i := uint64(0); i < 2*n && err == nil; i++ {
		_, err = binary.ReadUvarint(in)
	}
	for err == nil && (x.in.at()-start)&3 != 0 {
		_, err = in.ReadByte()
	}
	var b [16]byte
	if err == nil {
		_, err = io.ReadFull(x.src, b[:])
	}
	switch {
	case err != nil:
		return cond(err == io.EOF, io.ErrUnexpectedEOF, err)
	case binary.LittleEndian.Uint32(b[:]) != sum.Sum32(), crc32.ChecksumIEEE(b[8:14]) != binary.LittleEndian.Uint32(b[4:]), string(b[14:]) != xzFooter:
		return errXz
	}
	return io.EOF
}

// A summed reads bytes of r and sums them.
type summed struct {
	r   io.ByteReader
	sum hash.Hash
}

func (s *summed) ReadByte() (byte, error) {
	c, err := s.r.ReadByte()
	if err == nil {
		s.sum.Write([]byte{c})
	}
	return c, err
}
