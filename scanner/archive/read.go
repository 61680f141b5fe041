package archive

import (
	"errors"
	"fmt"
	"hash/crc32"
	"io"
)

// A disk marks the errors of reading the evidence, to tell them from those of
// the data.
type disk struct{ r io.ReaderAt }

func (d disk) ReadAt(b []byte, at int64) (int, error) {
	n, err := d.r.ReadAt(b, at)
	if err != nil && err != io.EOF {
		err = diskError{err}
	}
	return n, err
}

// A diskError is an error of reading the evidence.
type diskError struct{ error }

func (e diskError) Unwrap() error { return e.error }

// named are the errors of this package.
var named = []error{ErrTooLarge, ErrTooMany, ErrCorrupt, ErrOverlap, ErrEncrypted, ErrUnsupported, ErrTrailing}

// corrupt wraps ErrCorrupt around err unless it has a name already or is one
// of the disk. What is left comes from a decompressor.
func corrupt(err error) error {
	for _, e := range named {
		if errors.Is(err, e) {
			return err
		}
	}
	if d := (diskError{}); errors.As(err, &d) {
		return err
	}
	return fmt.Errorf("%w: %w", ErrCorrupt, err)
}

// guard calls f. A panic of a decompressor is an error that wraps ErrCorrupt.
func guard[T any](f func() (T, error)) (v T, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%w: decoder failed", ErrCorrupt)
		}
	}()
	return f()
}

// reader returns a reader of m that keeps the limits.
func (m *Member) reader() (io.ReadCloser, error) {
	in, err := guard(func() (io.ReadCloser, error) { return m.from.open(m) })
	if err != nil {
		return nil, m.fail(corrupt(err))
	}
	r := &memberReader{m: m, r: in, left: m.lim.allowed(m.packed)}
	if m.Size >= 0 {
		// What lies beyond a size that lies is read as well, but not without end.
		r.left = min(r.left, max(m.Size, m.lim.RatioFrom))
	}
	return r, nil
}

// A memberReader reads a member up to its limit and checks size and sum.
type memberReader struct {
	m    *Member
	r    io.ReadCloser
	crc  uint32
	left int64 // bytes that may still unfold
	n    int64 // bytes read
	err  error
}

// Read reads the next bytes of the member.
func (r *memberReader) Read(b []byte) (int, error) {
	if r.err != nil {
		return 0, r.err
	}
	// One byte more tells a member that ends at the limit from one that goes on.
	b = b[:min(int64(len(b)), r.left+1)]
	n, err := guard(func() (int, error) { return r.r.Read(b) })
	if int64(n) > r.left {
		n = int(r.left)
		r.err = r.m.fail(ErrTooLarge)
	} else if err != nil && err != io.EOF {
		if r.m.partial {
			err = fmt.Errorf("goes on in another volume: %w", ErrUnsupported)
		}
		r.err = r.m.fail(corrupt(err))
	}
	r.left -= int64(n)
	r.n += int64(n)
	if r.m.summed {
		r.crc = crc32.Update(r.crc, crc32.IEEETable, b[:n])
	}
	if err == io.EOF && r.err == nil {
		r.err = r.check()
	}
	if n > 0 {
		return n, nil
	}
	return 0, r.err
}

// check returns io.EOF if size and sum of what was read are those declared.
func (r *memberReader) check() error {
	switch {
	case r.m.partial:
		return r.m.fail(fmt.Errorf("goes on in another volume: %w", ErrUnsupported))
	case r.m.sealed && r.n != r.m.Size:
		return r.m.fail(fmt.Errorf("%w: %d bytes of %d", ErrCorrupt, r.n, r.m.Size))
	case r.m.summed && r.crc != r.m.crc:
		return r.m.fail(fmt.Errorf("%w: wrong sum", ErrCorrupt))
	}
	return io.EOF
}

// Close ends the reading.
func (r *memberReader) Close() error {
	if r.err != errClosed {
		r.err = errClosed
		return r.r.Close()
	}
	return nil
}

var errClosed = errors.New("archive: member closed")
