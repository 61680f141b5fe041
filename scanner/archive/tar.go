package archive

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// Blocks and records of tar files (POSIX.1-2017, pax, "ustar Interchange
// Format" and "pax Header Block"; GNU tar manual, "Basic Tar Format").
const (
	tarBlock   = 512
	maxPax     = 1 << 20 // bytes of an extended header, or of a long name
	maxPieces  = 1 << 18 // pieces of a sparse file
	tarBuffer  = 128 * tarBlock
	tarPadding = tarBlock - 1
)

// openTar returns the members of the tar file r. What lies between them and is
// neither a header nor zeros is skipped up to the next header: its bytes are
// Gaps, and an error says where it begins. Files that were put one after the
// other are one.
//
// archive/tar ends at the first bad header and does not tell where data lies.
func openTar(r io.ReaderAt, size int64, lim Limits) (*Archive, error) {
	t := &tarReader{r: r, size: size, lim: &lim}
	err := t.read()
	a := &t.out
	a.Framing = size - a.used() - a.Gaps
	a.total(t.lim)
	return a, err
}

// A tarReader reads the headers of a tar file.
type tarReader struct {
	r      io.ReaderAt
	size   int64
	lim    *Limits
	out    Archive
	pieces map[int][]piece // of sparse members, by their ordinals
	global map[string]string
	next   map[string]string // records of the next member
	start  int64             // of the first header of the next member; -1: none was read
	memory []byte
	buf    []byte // of memory: what lies at bufAt
	bufAt  int64
	ended  bool // a block of zeros was the last
}

func (t *tarReader) kind() string { return "tar" }

// A piece is a run of bytes of a sparse file that are in the archive.
type piece struct{ at, n int64 }

// block returns the block at offset at; less at the end of the file.
func (t *tarReader) block(at int64) ([]byte, error) {
	if end := t.bufAt + int64(len(t.buf)); at < t.bufAt || at+tarBlock > end {
		n := int64(8 * tarBlock) // headers of files lie apart
		if at == end {
			n = tarBuffer
		}
		if t.memory == nil {
			t.memory = make([]byte, tarBuffer)
		}
		k, err := t.r.ReadAt(t.memory[:min(n, max(t.size-at, 0))], at)
		if err != nil && err != io.EOF {
			return nil, err
		}
		t.buf, t.bufAt = t.memory[:k], at
	}
	b := t.buf[at-t.bufAt:]
	return b[:min(len(b), tarBlock)], nil
}

// read reads all headers.
func (t *tarReader) read() error {
	var bad error
	t.start = -1
	lost := int64(-1) // where bytes began that are no header
	for at := int64(0); at < t.size; {
		b, err := t.block(at)
		if err != nil || len(b) == 0 {
			t.out.Gaps += t.size - at
			return fmt.Errorf("tar: byte %d: %w", at, cond(err == nil, ErrCorrupt, err))
		}
		if zeros(b) {
			at += int64(len(b))
			t.ended, lost, t.next, t.start = true, -1, nil, -1
			continue
		}
		if len(b) < tarBlock || !tarSum(b) {
			if lost < 0 && bad == nil {
				bad = fmt.Errorf("tar: byte %d: %w: no header", at, ErrCorrupt)
			}
			lost, t.next, t.start = at, nil, -1
			t.out.Gaps += int64(len(b))
			at += int64(len(b))
			continue
		}
		lost, t.ended = -1, false
		if len(t.out.Members) >= t.lim.Members {
			t.out.Gaps += t.size - at
			return fmt.Errorf("tar: more than %d members: %w", t.lim.Members, ErrTooMany)
		}
		if at, err = t.header(at, b); err != nil && bad == nil {
			bad = err
		}
	}
	if bad == nil && !t.ended {
		bad = fmt.Errorf("tar: byte %d: %w: no end mark", t.size, ErrCorrupt)
	}
	return bad
}

func zeros(b []byte) bool {
	for _, c := range b {
		if c != 0 {
			return false
		}
	}
	return true
}

// tarSum reports whether the sum of a header is right, of bytes with or
// without sign (QUIRK: old programs for Sun took them with one).
func tarSum(b []byte) bool {
	want, ok := tarNumber(b[148:156])
	if !ok {
		return false
	}
	var unsigned, signed int64
	for i, c := range b {
		if i >= 148 && i < 156 {
			c = ' '
		}
		unsigned += int64(c)
		signed += int64(int8(c))
	}
	return want == unsigned || want == signed
}

// tarNumber reads a number in octal digits, or in base 256 (GNU).
func tarNumber(b []byte) (int64, bool) {
	if b[0]&0x80 != 0 {
		v := int64(b[0] & 0x3f)
		if b[0]&0x40 != 0 {
			return 0, false // negative
		}
		for _, c := range b[1:] {
			if v > 1<<54 {
				return 0, false
			}
			v = v<<8 | int64(c)
		}
		return v, true
	}
	s := strings.Trim(string(b), " \x00")
	if i := strings.IndexByte(s, 0); i >= 0 {
		s = s[:i]
	}
	if s == "" {
		return 0, true
	}
	v, err := strconv.ParseUint(s, 8, 62)
	return int64(v), err == nil
}

// header reads the header b at offset at, and returns where the next may be.
func (t *tarReader) header(at int64, b []byte) (int64, error) {
	if t.start < 0 {
		t.start = at
	}
	size, ok := tarNumber(b[124:136])
	data := at + tarBlock
	if !ok {
		return data, fmt.Errorf("tar: header at byte %d: %w: no size", at, ErrCorrupt)
	}
	switch b[156] {
	case 'x', 'X', 'g', 'L', 'K':
		return t.extended(at, b[156], size)
	}
	return t.member(at, bytes.Clone(b), size)
}

// padded returns n rounded up to blocks, or what is left of the file.
func (t *tarReader) padded(data, n int64) int64 {
	left := t.size - data
	if n > left {
		return left
	}
	return min((n+tarPadding)&^tarPadding, left)
}

// extended reads the records of a pax header or the long name of GNU tar.
func (t *tarReader) extended(at int64, kind byte, size int64) (int64, error) {
	data := at + tarBlock
	end := data + t.padded(data, size)
	if size > maxPax || size > t.size-data {
		return end, fmt.Errorf("tar: extended header at byte %d: %w", at, cond(size > maxPax, ErrTooLarge, ErrCorrupt))
	}
	b := make([]byte, size)
	if _, err := t.r.ReadAt(b, data); err != nil && err != io.EOF {
		return end, err
	}
	if t.next == nil {
		t.next = map[string]string{}
	}
	switch kind {
	case 'L':
		t.next["path"] = cString(b)
		return end, nil
	case 'K':
		return end, nil
	}
	records := t.next
	if kind == 'g' {
		records = map[string]string{}
	}
	if !paxRecords(string(b), records) {
		return end, fmt.Errorf("tar: extended header at byte %d: %w", at, ErrCorrupt)
	}
	if kind == 'g' {
		t.global = records
		t.start = -1
	}
	return end, nil
}

// paxRecords reads records of the form "length key=value\n".
func paxRecords(s string, out map[string]string) bool {
	var sparse []string // version 0.0 repeats its keys
	for s != "" && strings.Trim(s, "\x00") != "" {
		digits, _, ok := strings.Cut(s, " ")
		n, err := strconv.Atoi(digits)
		if !ok || err != nil || n <= len(digits)+1 || n > len(s) || s[n-1] != '\n' {
			return false
		}
		key, value, ok := strings.Cut(s[len(digits)+1:n-1], "=")
		if !ok {
			return false
		}
		if key == "GNU.sparse.offset" || key == "GNU.sparse.numbytes" {
			sparse = append(sparse, value)
		} else {
			out[key] = value
		}
		s = s[n:]
	}
	if sparse != nil {
		out["GNU.sparse.map"] = strings.Join(sparse, ",")
	}
	return true
}

func cString(b []byte) string {
	if i := bytes.IndexByte(b, 0); i >= 0 {
		b = b[:i]
	}
	return string(b)
}

// record returns the value of an extended header for the next member.
func (t *tarReader) record(key string) (string, bool) {
	if v, ok := t.next[key]; ok {
		return v, true
	}
	v, ok := t.global[key]
	return v, ok
}

// member adds the member of header b, and returns where the next header may be.
func (t *tarReader) member(at int64, b []byte, size int64) (int64, error) {
	var err error
	if s, ok := t.record("size"); ok {
		if n, perr := strconv.ParseInt(s, 10, 64); perr == nil && n >= 0 {
			size = n
		} else {
			err = fmt.Errorf("tar: header at byte %d: %w: no size", at, ErrCorrupt)
		}
	}
	kind, data := b[156], at+tarBlock
	if strings.IndexByte("123456", kind) >= 0 && (kind != '1' || size > t.size-data) {
		size = 0 // links and devices have no data, whatever their headers say
	}
	m := Member{
		Ordinal: len(t.out.Members) + 1, Name: tarName(t.name(b)), Offset: t.start,
		Size: size, Compressed: size, from: t, lim: t.lim, sealed: true,
	}
	m.Dir = kind == '5' || strings.HasSuffix(m.Name, "/") && size == 0
	m.Data = data
	if perr := t.sparse(&m, b); perr != nil {
		m.Problem = m.fail(perr)
	}
	data = m.Data
	if m.Compressed > t.size-data {
		m.Compressed = max(t.size-data, 0)
		err = fmt.Errorf("tar: cut in member %d at byte %d: %w", m.Ordinal, m.Offset, ErrCorrupt)
	}
	end := data + t.padded(data, m.Compressed)
	m.Header = end - m.Offset - m.Compressed
	m.packed = m.Compressed
	t.next, t.start = nil, -1
	if strings.IndexByte("123456", kind) < 0 || m.Dir || m.Compressed > 0 {
		t.out.Members = append(t.out.Members, m)
	} else {
		delete(t.pieces, m.Ordinal)
	}
	return end, err
}

// name returns the name of the member of header b.
func (t *tarReader) name(b []byte) string {
	for _, key := range [...]string{"GNU.sparse.name", "path"} {
		if s, ok := t.record(key); ok && s != "" {
			return s
		}
	}
	name := cString(b[:100])
	if string(b[257:263]) == "ustar\x00" {
		if prefix := cString(b[345:500]); prefix != "" {
			return prefix + "/" + name
		}
	}
	return name
}

// tarName returns a name as UTF-8; of Windows if it is not.
func tarName(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	out, err := charmap.Windows1252.NewDecoder().String(s)
	if err != nil {
		return strings.ToValidUTF8(s, "\ufffd")
	}
	return out
}
