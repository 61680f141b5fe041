package archive

import (
	"bufio"
	"compress/flate"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
)

// Gzip returns what the gzip file r holds, all its members in one. Reading
// ends with io.EOF, or with an error that wraps ErrTooLarge, ErrCorrupt or
// ErrTrailing after all that could be read.
func Gzip(r io.Reader, lim Limits) io.Reader {
	g := &gzipReader{lim: lim}
	g.counter.r = r
	g.in = bufio.NewReaderSize(&g.counter, 64<<10)
	return g
}

// A counter counts the bytes that are read of r.
type counter struct {
	r io.Reader
	n int64
}

func (c *counter) Read(b []byte) (int, error) {
	n, err := c.r.Read(b)
	c.n += int64(n)
	return n, err
}

// A gzipReader reads the members of a gzip file one after the other.
type gzipReader struct {
	counter counter
	in      *bufio.Reader
	z       *gzip.Reader
	lim     Limits
	out     int64 // bytes given
	err     error
}

// at returns how many packed bytes have been used.
func (g *gzipReader) at() int64 { return g.counter.n - int64(g.in.Buffered()) }

// fail returns err with the place it was found at.
func (g *gzipReader) fail(err error) error {
	return fmt.Errorf("gzip: byte %d: %w", g.at(), err)
}

// Read reads the next bytes.
func (g *gzipReader) Read(b []byte) (int, error) {
	for g.err == nil {
		if g.z == nil {
			g.err = g.start()
			continue
		}
		left := g.lim.allowed(g.at()) - g.out
		n, err := g.z.Read(b[:min(int64(len(b)), max(left, 0)+1)])
		if int64(n) > left {
			// allowed grows with what is used, and reading has used more.
			left = g.lim.allowed(g.at()) - g.out
			if int64(n) > left {
				n, err = int(max(left, 0)), ErrTooLarge
			}
		}
		g.out += int64(n)
		switch {
		case err == io.EOF:
			g.err = g.next()
		case err != nil:
			g.err = g.fail(corrupt(err))
		}
		if n > 0 {
			return n, nil
		}
	}
	return 0, g.err
}

// start reads the header of the first member.
func (g *gzipReader) start() error {
	z, err := gzip.NewReader(g.in)
	if err != nil {
		return g.fail(corrupt(err))
	}
	z.Multistream(false)
	g.z = z
	return nil
}

// next goes on to the member after the one that has ended. QUIRK: RFC 1952,
// 2.2: tapes and block devices fill up with zeros.
func (g *gzipReader) next() error {
	for {
		head, err := g.in.Peek(2)
		switch {
		case len(head) == 0 && err == io.EOF:
			return io.EOF
		case len(head) > 0 && head[0] == 0:
			_, _ = g.in.Discard(1) // it was peeked at
			continue
		case len(head) == 2 && head[0] == 0x1f && head[1] == 0x8b:
			if err := g.z.Reset(g.in); err != nil {
				return g.fail(corrupt(err))
			}
			g.z.Multistream(false)
			return nil
		case err != nil && err != io.EOF:
			return g.fail(err)
		}
		return g.fail(ErrTrailing)
	}
}

// corrupt wraps ErrCorrupt around an error of the format; others stay as they are.
func corrupt(err error) error {
	var bad flate.CorruptInputError
	if errors.Is(err, gzip.ErrHeader) || errors.Is(err, gzip.ErrChecksum) || errors.As(err, &bad) ||
		err == io.ErrUnexpectedEOF || err == io.EOF {
		return fmt.Errorf("%w: %w", ErrCorrupt, err)
	}
	return err
}
