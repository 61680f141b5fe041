package archive

import (
	"bufio"
	"compress/bzip2"
	"compress/gzip"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/zstd"
)

// maxWindow is the most memory for the past output that a decompressor may
// refer to, as its data asks for it.
const maxWindow = 256 << 20

// Stream returns what the compressed file r holds, all that were put one after
// the other in one. The kinds are gzip, bzip2, xz, lzma and zstd. Reading ends
// with io.EOF, or with an error that wraps one of this package after all that
// could be read.
func Stream(kind string, r io.Reader, lim Limits) io.ReadCloser {
	s := &stream{kind: kind, lim: lim}
	s.counter.r = r
	s.in = bufio.NewReaderSize(&s.counter, 64<<10)
	return s
}

// Gzip is Stream of the kind gzip.
func Gzip(r io.Reader, lim Limits) io.Reader { return Stream("gzip", r, lim) }

// A counter counts the bytes that are read of r, and marks its errors.
type counter struct {
	r io.Reader
	n int64
}

func (c *counter) Read(b []byte) (int, error) {
	n, err := c.r.Read(b)
	c.n += int64(n)
	if err != nil && err != io.EOF {
		err = diskError{err}
	}
	return n, err
}

// A stream reads a compressed file.
type stream struct {
	kind    string
	counter counter
	in      *bufio.Reader
	z       io.Reader
	close   func()
	lim     Limits
	out     int64 // bytes given
	err     error
}

// at returns how many packed bytes have been used.
func (s *stream) at() int64 { return s.counter.n - int64(s.in.Buffered()) }

// fail returns err with the place it was found at.
func (s *stream) fail(err error) error {
	return fmt.Errorf("%s: byte %d: %w", s.kind, s.at(), corrupt(err))
}

// Read reads the next bytes.
func (s *stream) Read(b []byte) (int, error) {
	for s.err == nil {
		if s.z == nil {
			if s.err = s.start(); s.err != nil {
				break
			}
		}
		left := s.lim.allowed(s.at()) - s.out
		n, err := guard(func() (int, error) { return s.z.Read(b[:min(int64(len(b)), max(left, 0)+1)]) })
		if int64(n) > left {
			// allowed grows with what is used, and reading has used more.
			left = s.lim.allowed(s.at()) - s.out
			if int64(n) > left {
				n, err = int(max(left, 0)), ErrTooLarge
			}
		}
		s.out += int64(n)
		switch {
		case err == io.EOF:
			s.err = s.next()
		case err != nil:
			s.err = s.fail(s.trailing(err))
		}
		if n > 0 {
			return n, nil
		}
	}
	return 0, s.err
}

// Close frees what the decompressor holds.
func (s *stream) Close() error {
	if s.close != nil {
		s.close()
	}
	s.err, s.close = errClosed, nil
	return nil
}

// start begins the first part.
func (s *stream) start() error {
	z, err := guard(s.decoder)
	if err != nil {
		return s.fail(err)
	}
	s.z = z
	return nil
}

// decoder returns the decompressor of the file.
func (s *stream) decoder() (io.Reader, error) {
	switch s.kind {
	case "gzip":
		z, err := gzip.NewReader(s.in)
		if err == nil {
			z.Multistream(false)
		}
		return z, err
	case "bzip2":
		return bzip2.NewReader(s.in), nil
	case "xz":
		return newXz(s)
	case "lzma":
		return newLzma(s.in)
	case "zstd":
		z, err := newZstd(s.in)
		if err == nil {
			s.close = z.Close
		}
		return z, err
	}
	return nil, ErrUnsupported
}

// newZstd returns what the Zstandard frames in r hold (RFC 8878).
func newZstd(r io.Reader) (*zstd.Decoder, error) {
	return zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(maxWindow))
}

// magics are how a further part of a file begins. The decoders of other kinds
// read all parts.
var magics = map[string]string{"gzip": "\x1f\x8b", "xz": xzMagic}

// next goes on to the part after the one that has ended.
//
// QUIRK: RFC 1952, 2.2, and xz file format, 2.2: tapes and block devices fill
// up with zeros.
func (s *stream) next() error {
	magic := magics[s.kind]
	for {
		head, err := s.in.Peek(max(len(magic), 1))
		switch {
		case len(head) == 0 && err == io.EOF:
			return io.EOF
		case magic != "" && len(head) > 0 && head[0] == 0:
			_, _ = s.in.Discard(1) // it was peeked at
			continue
		case magic != "" && string(head) == magic:
			if z, ok := s.z.(*gzip.Reader); ok {
				if err := z.Reset(s.in); err != nil {
					return s.fail(err)
				}
				z.Multistream(false)
				return nil
			}
			s.z = nil
			return nil
		case err != nil && err != io.EOF:
			return s.fail(err)
		}
		return s.fail(ErrTrailing)
	}
}

// trailing tells data after the end from data that is corrupt, where the
// decoder reads all parts of a file.
func (s *stream) trailing(err error) error {
	var bad bzip2.StructuralError
	if errors.As(err, &bad) && bad == "bad magic value in continuation file" {
		return ErrTrailing
	}
	if s.out > 0 && errors.Is(err, zstd.ErrMagicMismatch) {
		return ErrTrailing
	}
	if errors.Is(err, zstd.ErrWindowSizeExceeded) || errors.Is(err, zstd.ErrDecoderSizeExceeded) {
		return fmt.Errorf("%w: %w", ErrTooLarge, err)
	}
	return err
}
