package archive

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"io"
)

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

func (l *lzma2Reader) Read(b []byte) (int, error) { return l.z.w.read(b, &l.err, l.more) }

// more unpacks into the window, or goes on to the next chunk.
func (l *lzma2Reader) more() {
	w := l.z.w
	if l.left == 0 {
		l.err = l.chunk()
		return
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
