package archive

import (
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

var errSparse = errors.New("map of a sparse file")

// sparse reads the map of a sparse member, in any of its four forms (GNU tar
// manual, "Storing Sparse Files").
func (t *tarReader) sparse(m *Member, b []byte) error {
	var numbers []int64
	var err error
	version, _ := t.record("GNU.sparse.major")
	list, hasList := t.record("GNU.sparse.map")
	switch {
	case b[156] == 'S':
		numbers, err = t.oldSparse(m, b)
	case version == "1":
		numbers, err = t.newSparse(m)
	case hasList:
		for s := range strings.SplitSeq(list, ",") {
			v, perr := strconv.ParseInt(s, 10, 64)
			if perr != nil {
				return fmt.Errorf("%w: %w", ErrCorrupt, errSparse)
			}
			numbers = append(numbers, v)
		}
	default:
		return nil
	}
	if err != nil {
		return err
	}
	for _, key := range [...]string{"GNU.sparse.realsize", "GNU.sparse.size"} {
		if s, ok := t.record(key); ok {
			if m.Size, err = strconv.ParseInt(s, 10, 64); err != nil || m.Size < 0 {
				m.Size = 0
				return fmt.Errorf("%w: %w", ErrCorrupt, errSparse)
			}
		}
	}
	return t.setPieces(m, numbers)
}

// setPieces checks the map of m.
func (t *tarReader) setPieces(m *Member, numbers []int64) error {
	var end, packed int64
	var out []piece
	for ; len(numbers) >= 2; numbers = numbers[2:] {
		p := piece{numbers[0], numbers[1]}
		if p.at < end || p.n < 0 || p.n > m.Size-p.at || p.at > m.Size {
			return fmt.Errorf("%w: %w", ErrCorrupt, errSparse)
		}
		end, packed = p.at+p.n, packed+p.n
		if p.n > 0 {
			out = append(out, p)
		}
	}
	if packed > m.Compressed {
		return fmt.Errorf("%w: %w", ErrCorrupt, errSparse)
	}
	if t.pieces == nil {
		t.pieces = map[int][]piece{}
	}
	t.pieces[m.Ordinal] = out
	return nil
}

// oldSparse reads the map in a header of GNU tar and the blocks that follow.
func (t *tarReader) oldSparse(m *Member, b []byte) ([]int64, error) {
	var ok bool
	if m.Size, ok = tarNumber(b[483:495]); !ok {
		m.Size = 0
		return nil, fmt.Errorf("%w: %w", ErrCorrupt, errSparse)
	}
	var numbers []int64
	entries, more := b[386:482], b[482] != 0
	for {
		for ; len(entries) >= 24; entries = entries[24:] {
			if entries[0] == 0 {
				break
			}
			at, ok := tarNumber(entries[:12])
			n, ok2 := tarNumber(entries[12:24])
			if !ok || !ok2 {
				return nil, fmt.Errorf("%w: %w", ErrCorrupt, errSparse)
			}
			numbers = append(numbers, at, n)
		}
		if !more {
			return numbers, nil
		}
		x, err := t.block(m.Data)
		if err != nil || len(x) < tarBlock || len(numbers) > 2*maxPieces {
			return nil, fmt.Errorf("%w: %w", ErrCorrupt, errSparse)
		}
		m.Data += tarBlock
		entries, more = x[:504], x[504] != 0
	}
}

// newSparse reads the map of version 1.0, lines of numbers before the data.
func (t *tarReader) newSparse(m *Member) ([]int64, error) {
	var numbers []int64
	want := int64(1) // how many numbers
	at := m.Data
	for line := []byte{}; int64(len(numbers)) < want; {
		b, err := t.block(at)
		if err != nil || len(b) < tarBlock || at-m.Data >= m.Compressed {
			return nil, fmt.Errorf("%w: %w", ErrCorrupt, errSparse)
		}
		at += tarBlock
		for _, c := range b {
			if c != '\n' {
				line = append(line, c)
				continue
			}
			v, err := strconv.ParseInt(string(line), 10, 62)
			line = line[:0]
			if err != nil || v < 0 || len(numbers) == 0 && v > maxPieces {
				return nil, fmt.Errorf("%w: %w", ErrCorrupt, errSparse)
			}
			if numbers = append(numbers, v); len(numbers) == 1 {
				want = 2*v + 1
			}
			if int64(len(numbers)) == want {
				break
			}
		}
		if len(line) > 32 {
			return nil, fmt.Errorf("%w: %w", ErrCorrupt, errSparse)
		}
	}
	m.Compressed -= at - m.Data
	m.Data = at
	if m.Compressed < 0 {
		m.Compressed = 0
		return nil, fmt.Errorf("%w: %w", ErrCorrupt, errSparse)
	}
	return numbers[1:], nil
}

// open returns the bytes of m.
func (t *tarReader) open(m *Member) (io.ReadCloser, error) {
	in := io.NewSectionReader(t.r, m.Data, m.Compressed)
	pieces, ok := t.pieces[m.Ordinal]
	if !ok {
		return io.NopCloser(in), nil
	}
	return &sparseReader{in: in, pieces: pieces, size: m.Size}, nil
}

// A sparseReader puts zeros between the pieces of a sparse file.
type sparseReader struct {
	in     io.Reader
	pieces []piece
	at     int64
	size   int64
}

func (s *sparseReader) Close() error { return nil }

func (s *sparseReader) Read(b []byte) (int, error) {
	for len(s.pieces) > 0 && s.at == s.pieces[0].at+s.pieces[0].n {
		s.pieces = s.pieces[1:]
	}
	if s.at >= s.size {
		return 0, io.EOF
	}
	hole := s.size - s.at
	if len(s.pieces) > 0 {
		p := s.pieces[0]
		hole = p.at - s.at
		if hole <= 0 {
			n, err := s.in.Read(b[:min(int64(len(b)), p.at+p.n-s.at)])
			s.at += int64(n)
			return n, err
		}
	}
	n := int(min(int64(len(b)), hole))
	clear(b[:n])
	s.at += int64(n)
	return n, nil
}
