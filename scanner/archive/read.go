package archive

import (
	"bufio"
	"compress/bzip2"
	"compress/flate"
	"errors"
	"fmt"
	"hash"
	"hash/crc32"
	"io"
)

// Methods of compression (APPNOTE, 4.4.5).
const (
	methodStore   = 0
	methodDeflate = 8
	methodBzip2   = 12
)

func supported(method uint16) bool {
	return method == methodStore || method == methodDeflate || method == methodBzip2
}

// open returns the reader of m.
func (m *Member) open() (io.ReadCloser, error) {
	packed := io.NewSectionReader(m.r, m.Data, m.Compressed)
	r := &memberReader{m: m, crc: crc32.NewIEEE(), left: m.lim.allowed(m.Compressed)}
	switch m.method {
	case methodStore:
		r.r = packed
	case methodDeflate:
		r.r = flate.NewReader(bufio.NewReader(packed))
	case methodBzip2:
		r.r = bzip2.NewReader(packed)
	default:
		return nil, m.fail(ErrUnsupported)
	}
	if m.Size >= 0 {
		// What lies beyond a size that lies is read as well, but not without end.
		r.left = min(r.left, max(m.Size, m.lim.RatioFrom))
	}
	return r, nil
}

// A memberReader reads a member up to its limit and checks size and sum.
type memberReader struct {
	m    *Member
	r    io.Reader
	crc  hash.Hash32
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
	n, err := r.r.Read(b[:min(int64(len(b)), r.left+1)])
	if int64(n) > r.left {
		n = int(r.left)
		r.err = r.m.fail(ErrTooLarge)
	} else if err != nil {
		r.err = r.ended(err)
	}
	r.left -= int64(n)
	r.n += int64(n)
	r.crc.Write(b[:n])
	if r.err == io.EOF {
		r.err = r.check()
	}
	if n > 0 {
		return n, nil
	}
	return 0, r.err
}

// ended returns the error of the end of the data.
func (r *memberReader) ended(err error) error {
	if err == io.EOF {
		return io.EOF
	}
	var corrupt flate.CorruptInputError
	var structural bzip2.StructuralError
	if errors.As(err, &corrupt) || errors.As(err, &structural) || errors.Is(err, io.ErrUnexpectedEOF) {
		return fmt.Errorf("zip: member %d at byte %d: %w: %w", r.m.Ordinal, r.m.Offset, ErrCorrupt, err)
	}
	return r.m.fail(err)
}

// check returns io.EOF if size and sum of what was read are those declared.
func (r *memberReader) check() error {
	if r.m.sealed && (r.n != r.m.Size || r.crc.Sum32() != r.m.crc) {
		return r.m.fail(ErrCorrupt)
	}
	return io.EOF
}

// Close ends the reading.
func (r *memberReader) Close() error {
	r.err = errors.New("zip: member closed")
	return nil
}
