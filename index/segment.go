package index

import (
	"bufio"
	"bytes"
	"cmp"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"slices"
	"time"

	"exposed/scanner"
)

// A segment file holds the families of a shard:
//
//	header   magic, salt, settings digest
//	frames   blocks of families: the families, the values of their findings,
//	         their heads. A frame is kind, length of both parts, clear part,
//	         sealed part, CRC32C
//	index    a frame: units, with the places of their blocks; repeated strings; grades
//	trailer  offset of the index, HMAC-SHA-256 of all before the HMAC
//
// The sealed part of a frame is bound to its clear part.
const (
	segmentMagic = "exposed segment 6\n"
	headerSize   = len(segmentMagic) + saltSize + sha256.Size
	trailerSize  = 8 + sha256.Size
	maxFrame     = 1 << 30 // bytes of one part of a frame
)

// A frameKind tells what a frame holds.
type frameKind byte

// The kinds of frames.
const (
	frameFamily frameKind = 'f'
	frameValues frameKind = 'v'
	frameHeads  frameKind = 'h'
	frameIndex  frameKind = 'i'
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// A unit is one range of one source in a segment.
type unit struct {
	scanner.Range
	scanner.Tally
	items, findings, records int
	listed                   bool  // an item of it is the list of an export
	offset, end              int64 // of its frames in the segment
	blocks                   []blockAt
	segment                  string
}

// order compares units by source and place: the order of everything that a
// case prints.
func (u *unit) order(v *unit) int {
	return cmp.Or(cmp.Compare(u.Source.Path, v.Source.Path), cmp.Compare(u.Start, v.Start),
		cmp.Compare(v.End, u.End), cmp.Compare(set(v.Digest, 1), set(u.Digest, 1)))
}

// Bits of the flags of units.
const (
	unitDigest = 1 << iota
	unitIrregular
	unitListed
)

func (e *encoder) unit(u *unit) {
	e.text(u.Source.Path)
	e.text(u.Source.Custodian)
	e.int(u.Source.Size)
	e.int(u.Source.ModTime.UnixNano())
	e.int(u.Start)
	e.int(u.End)
	e.uint(set(u.Digest, unitDigest) | set(u.Source.Irregular, unitIrregular) | set(u.listed, unitListed))
	e.raw(u.SHA256[:])
	e.int(u.Content)
	e.int(u.Framing)
	e.int(u.Unreadable)
	e.uint(uint64(u.items))
	e.uint(uint64(u.findings))
	e.uint(uint64(u.records))
	e.int(u.offset)
	e.int(u.end)
	e.uint(uint64(len(u.blocks)))
	for _, b := range u.blocks {
		e.int(b.start)
		e.int(b.values)
		e.int(b.heads)
		e.int(b.end)
	}
}

func (d *decoder) unit(u *unit) {
	u.Source.Path, u.Source.Custodian = d.text(), d.text()
	u.Source.Size, u.Source.ModTime = d.int(), time.Unix(0, d.int())
	u.Start, u.End = d.int(), d.int()
	flags := d.uint()
	u.Digest, u.Source.Irregular, u.listed = flags&unitDigest != 0, flags&unitIrregular != 0, flags&unitListed != 0
	u.SHA256 = d.hash()
	u.Content, u.Framing, u.Unreadable = d.int(), d.int(), d.int()
	u.items, u.findings, u.records = int(d.uint()), int(d.uint()), int(d.uint())
	u.offset, u.end = d.int(), d.int()
	for range d.count() {
		u.blocks = append(u.blocks, blockAt{d.int(), d.int(), d.int(), d.int()})
	}
}

// A segment is a segment file that is open for reading.
type segment struct {
	name     string
	file     *os.File
	settings [sha256.Size]byte
	seal     *sealer
	units    []unit
	words    []string
	grades   []grade
	values   []value // of the block that was read last
	valuesAt int64   // where they lie; 0: nowhere
	indexAt  int64
	data     []byte // of the frame that was read last
	secret   []byte // its sealed part, open
}

// openSegment opens the segment file path and reads its index.
func openSegment(path string, v *vault) (*segment, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	s := &segment{name: filepath.Base(path), file: file}
	if err := s.readIndex(v); err != nil {
		file.Close()
		return nil, fmt.Errorf("segment %s: %w", s.name, err)
	}
	return s, nil
}

// errTorn is the error of a segment file that is not whole.
var errTorn = errors.New("file is cut off or altered")

// errVersion is the error of a segment file of another format.
var errVersion = errors.New("file was written by another version of exposed")

func (s *segment) readIndex(v *vault) error {
	info, err := s.file.Stat()
	if err != nil {
		return err
	}
	head, tail := make([]byte, headerSize), make([]byte, 8)
	at := info.Size() - int64(trailerSize)
	if at < int64(headerSize) {
		return errTorn
	}
	if _, err := s.file.ReadAt(head, 0); err != nil {
		return err
	}
	if _, err := s.file.ReadAt(tail, at); err != nil {
		return err
	}
	rest, ok := bytes.CutPrefix(head, []byte(segmentMagic))
	if !ok && bytes.HasPrefix(head, []byte(segmentMagic[:len(segmentMagic)-2])) {
		return errVersion
	}
	s.indexAt = int64(binary.LittleEndian.Uint64(tail))
	if !ok || s.indexAt < int64(headerSize) || s.indexAt > at {
		return errTorn
	}
	copy(s.settings[:], rest[saltSize:])
	if s.seal, err = v.sealer([saltSize]byte(rest)); err != nil {
		return err
	}
	f, err := s.readFrame(bufio.NewReader(io.NewSectionReader(s.file, s.indexAt, at-s.indexAt)))
	if err != nil {
		return err
	}
	d := &decoder{clear: string(f.clear)}
	s.units = make([]unit, d.count())
	for i := range s.units {
		d.unit(&s.units[i])
		s.units[i].segment = s.name
	}
	s.words = make([]string, d.count())
	for i := range s.words {
		s.words[i] = d.text()
	}
	s.grades = make([]grade, d.count())
	for i := range s.grades {
		s.grades[i] = grade{d.text(), d.float()}
	}
	return d.err
}

func (s *segment) close() error { return s.file.Close() }

// check reads the whole file and reports whether it is as it was written.
func (s *segment) check() error {
	info, err := s.file.Stat()
	if err != nil {
		return err
	}
	mac := hmac.New(sha256.New, s.seal.mac)
	want := make([]byte, sha256.Size)
	size := info.Size() - sha256.Size
	if _, err := io.Copy(mac, io.NewSectionReader(s.file, 0, size)); err != nil {
		return err
	}
	if _, err := s.file.ReadAt(want, size); err != nil {
		return err
	}
	if !hmac.Equal(mac.Sum(nil), want) {
		return fmt.Errorf("segment %s: %w", s.name, errTorn)
	}
	return nil
}

// families calls yield with each family of u, in order, with its sealed part.
func (s *segment) families(u *unit, yield func(*family) error) error {
	for i := range u.blocks {
		b := &u.blocks[i]
		if err := s.readValues(b); err != nil {
			return err
		}
		r := bufio.NewReaderSize(io.NewSectionReader(s.file, b.start, b.values-b.start), 1<<16)
		for at := b.start; at < b.values; {
			f, err := s.readFrame(r)
			if err != nil {
				return s.broken(at, err)
			}
			if err := s.family(&f, at, yield); err != nil {
				return err
			}
			at += f.size
		}
	}
	return nil
}

// broken returns an error that tells of a frame.
func (s *segment) broken(at int64, err error) error {
	return fmt.Errorf("segment %s at byte %d: %w", s.name, at, err)
}

// familyAt returns the family whose frame begins at offset.
func (s *segment) familyAt(offset int64) (fam *family, err error) {
	b := s.blockOf(offset)
	if b == nil {
		return nil, s.broken(offset, errFrame)
	}
	if err := s.readValues(b); err != nil {
		return nil, err
	}
	f, err := s.readFrame(bufio.NewReader(io.NewSectionReader(s.file, offset, b.values-offset)))
	if err != nil {
		return nil, s.broken(offset, err)
	}
	err = s.family(&f, offset, func(found *family) error {
		fam = found
		return nil
	})
	return fam, err
}

// unitAt returns the unit whose frames begin at offset, or nil.
func (s *segment) unitAt(offset int64) *unit {
	for i := range s.units {
		if u := &s.units[i]; u.offset == offset && len(u.blocks) > 0 {
			return u
		}
	}
	return nil
}

// blockOf returns the block with the family at offset, or nil.
func (s *segment) blockOf(offset int64) *blockAt {
	for i := range s.units {
		for j := range s.units[i].blocks {
			if b := &s.units[i].blocks[j]; b.start <= offset && offset < b.values {
				return b
			}
		}
	}
	return nil
}

// readValues reads the values of a block.
func (s *segment) readValues(b *blockAt) error {
	if s.valuesAt == b.values {
		return nil
	}
	s.valuesAt = 0
	f, err := s.readFrame(bufio.NewReader(io.NewSectionReader(s.file, b.values, b.heads-b.values)))
	if err == nil && f.kind != frameValues {
		err = errFrame
	}
	d := &decoder{}
	if err == nil {
		d.clear = string(f.clear)
		d.secret, err = s.open(&f)
	}
	if err == nil {
		s.values, err = d.values()
	}
	if err != nil {
		return s.broken(b.values, err)
	}
	s.valuesAt = b.values
	return nil
}

// family calls yield with the family in the frame f at offset, the values of
// whose block were read.
func (s *segment) family(f *frame, offset int64, yield func(*family) error) error {
	secret, err := s.open(f)
	if err == nil {
		d := &familyDecoder{decoder{clear: string(f.clear), secret: secret, words: s.words}, s.values, s.grades}
		fam := &family{offset: offset, items: d.family()}
		if d.err == nil && (f.kind != frameFamily || len(fam.items) == 0 || d.clear != "" || d.secret != "") {
			d.err = errFrame
		}
		if d.err == nil {
			return yield(fam)
		}
		err = d.err
	}
	return s.broken(offset, err)
}

// heads calls yield with each block of heads of u, in order, which it reads
// into b. What identifies people is left out if sealed is set.
func (s *segment) heads(u *unit, b *headBlock, sealed bool, yield func() error) error {
	for _, at := range u.blocks {
		f, err := s.readFrame(bufio.NewReader(io.NewSectionReader(s.file, at.heads, at.end-at.heads)))
		if err == nil && f.kind != frameHeads {
			err = errFrame
		}
		secret := ""
		if err == nil && !sealed {
			secret, err = s.open(&f)
		}
		if err == nil {
			err = b.read(string(f.clear), secret, sealed, s.words)
		}
		if err == nil {
			if err := yield(); err != nil {
				return err
			}
			err = b.d.err
		}
		if err != nil {
			return s.broken(at.heads, err)
		}
	}
	return nil
}

// open returns the sealed part of f, or "" if it has none.
func (s *segment) open(f *frame) (string, error) {
	if len(f.sealed) == 0 {
		return "", nil
	}
	var err error
	s.secret, err = s.seal.open(s.secret[:0], f.sealed, f.clear)
	return string(s.secret), err
}

// A frame is a frame as it lies in the file. It is good until the next is read.
type frame struct {
	kind          frameKind
	clear, sealed []byte
	size          int64
}

// readFrame reads a frame.
func (s *segment) readFrame(r *bufio.Reader) (f frame, err error) {
	kind, err := r.ReadByte()
	if err != nil {
		return f, errTorn
	}
	n, err := binary.ReadUvarint(r)
	if err != nil {
		return f, errTorn
	}
	m, err := binary.ReadUvarint(r)
	if err != nil || n > maxFrame || m > 2*maxFrame {
		return f, errTorn
	}
	if s.data, err = readN(r, s.data[:0], int(n+m)+crc32.Size); err != nil {
		return f, errTorn
	}
	body := s.data[:n+m]
	if crc32.Checksum(body, castagnoli) != binary.LittleEndian.Uint32(s.data[n+m:]) {
		return f, errTorn
	}
	return frame{frameKind(kind), body[:n], body[n:], frameSize(n, m)}, nil
}

// frameSize returns the bytes of a frame whose parts have these lengths.
func frameSize(clear, sealed uint64) int64 {
	var b [2 * binary.MaxVarintLen64]byte
	head := binary.AppendUvarint(binary.AppendUvarint(b[:0], clear), sealed)
	return int64(1 + len(head) + int(clear+sealed) + crc32.Size)
}

// readN appends n bytes of r to b. A large n takes no more memory than there
// is to read.
func readN(r io.Reader, b []byte, n int) ([]byte, error) {
	if n <= 1<<20 || n <= cap(b) {
		b = slices.Grow(b, n)[:n]
		_, err := io.ReadFull(r, b)
		return b, err
	}
	data, err := io.ReadAll(io.LimitReader(r, int64(n)))
	if err == nil && len(data) != n {
		err = io.ErrUnexpectedEOF
	}
	return data, err
}
