package archive

import (
	"bufio"
	"compress/bzip2"
	"compress/flate"
	"encoding/binary"
	"io"
)

// Methods of compression (APPNOTE, 4.4.5).
const (
	methodStore     = 0
	methodDeflate   = 8
	methodDeflate64 = 9
	methodBzip2     = 12
	methodLZMA      = 14
	methodZstdOld   = 20
	methodZstd      = 93
	methodXz        = 95
	methodAES       = 99 // the method proper is in the extra field
)

func supported(method uint16) bool {
	switch method {
	case methodStore, methodDeflate, methodDeflate64, methodBzip2, methodLZMA, methodZstdOld, methodZstd, methodXz:
		return true
	}
	return false
}

// open returns the bytes of m.
func (z *zipReader) open(m *Member) (io.ReadCloser, error) {
	var packed io.Reader = io.NewSectionReader(z.r, m.Data, m.Compressed)
	if m.Encrypted {
		var err error
		if packed, err = z.decrypt(m); err != nil {
			return nil, err
		}
	}
	return unpack(m, packed)
}

// unpack returns what the packed bytes of m hold.
func unpack(m *Member, packed io.Reader) (io.ReadCloser, error) {
	switch m.zip.method {
	case methodStore:
		return io.NopCloser(packed), nil
	case methodDeflate:
		return &drained{flate.NewReader(bufio.NewReader(packed)), packed}, nil
	case methodDeflate64:
		return &drained{newInflate64(bufio.NewReader(packed)), packed}, nil
	case methodBzip2:
		return &drained{bzip2.NewReader(packed), packed}, nil
	case methodLZMA:
		r, err := zipLzma(m, bufio.NewReader(packed))
		return &drained{r, packed}, err
	case methodZstd, methodZstdOld:
		r, err := newZstd(packed)
		if err != nil {
			return nil, err
		}
		return r.IOReadCloser(), nil
	case methodXz:
		return Stream("xz", packed, Limits{MemberBytes: 1 << 62}), nil
	}
	return nil, ErrUnsupported
}

// zipLzma reads the header of LZMA data in a ZIP file (APPNOTE, 5.8.8). Bit 1
// of the flags tells of an end marker.
func zipLzma(m *Member, r *bufio.Reader) (io.Reader, error) {
	var head [9]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return nil, cond(err == io.EOF, io.ErrUnexpectedEOF, err)
	}
	if binary.LittleEndian.Uint16(head[2:]) != 5 {
		return nil, ErrUnsupported
	}
	size := m.Size
	if m.zip.flags&2 != 0 {
		size = -1
	}
	return newLzmaRaw(head[4:], size, r)
}

// A drained reads the rest of packed once r ends, as a sum over all that is
// packed may follow.
type drained struct {
	r      io.Reader
	packed io.Reader
}

func (d *drained) Read(b []byte) (int, error) {
	n, err := d.r.Read(b)
	if err == io.EOF {
		if _, derr := io.Copy(io.Discard, d.packed); derr != nil {
			err = derr
		}
	}
	return n, err
}

func (d *drained) Close() error { return nil }
