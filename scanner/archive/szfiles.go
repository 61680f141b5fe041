package archive

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"unicode/utf16"
)

// files reads a FilesInfo after its ID.
func (r *szReader) files() ([]szFile, error) {
	n := r.number()
	if n > uint64(r.max) {
		return nil, ErrTooMany
	}
	files := make([]szFile, n)
	var empty []int
	for !r.bad {
		id := r.number()
		if id == szEnd {
			return files, nil
		}
		p := &szReader{b: r.bytes(r.number())}
		switch id {
		case szEmptyStream:
			for i, b := range p.bits(len(files), false) {
				if b {
					files[i].empty, files[i].dir = true, true
					empty = append(empty, i)
				}
			}
		case szEmptyFile:
			for i, b := range p.bits(len(empty), false) {
				files[empty[i]].dir = !b
			}
		case szAnti:
			for i, b := range p.bits(len(empty), false) {
				files[empty[i]].anti = b
			}
		case szNames:
			p.names(files)
		}
		if p.bad {
			return files, errSz
		}
	}
	return files, errSz
}

// names reads the names of files, which end in zeros.
func (r *szReader) names(files []szFile) {
	if r.byte() != 0 {
		r.bad = true // they lie elsewhere, which nothing writes
		return
	}
	for i := range files {
		end := 0
		for end+1 < len(r.b) && (r.b[end] != 0 || r.b[end+1] != 0) {
			end += 2
		}
		if end+1 >= len(r.b) {
			r.bad = true
			return
		}
		files[i].name = r.b[:end]
		r.b = r.b[end+2:]
	}
}

// szName returns a name as UTF-8.
func szName(b []byte) string {
	u := make([]uint16, len(b)/2)
	for i := range u {
		u[i] = binary.LittleEndian.Uint16(b[2*i:])
	}
	return string(utf16.Decode(u))
}

// startHeader returns where the header of the archive lies.
func (z *szArchive) startHeader() (at, n int64, err error) {
	var b [szStart]byte
	if _, err := z.r.ReadAt(b[:], 0); err != nil {
		return 0, 0, cond(err == io.EOF, fmt.Errorf("7z: %w: cut", ErrCorrupt), err)
	}
	if string(b[:6]) != szMagic {
		return 0, 0, fmt.Errorf("7z: %w: no signature", ErrCorrupt)
	}
	le := binary.LittleEndian
	off, size := le.Uint64(b[12:]), le.Uint64(b[20:])
	switch left := uint64(z.size - szStart); {
	case crc32.ChecksumIEEE(b[12:]) != le.Uint32(b[8:]):
		return 0, 0, fmt.Errorf("7z: %w: start header", ErrCorrupt)
	case off > left || size > left-off:
		return 0, 0, fmt.Errorf("7z: header at byte %d: %w: the file is cut", szStart+off, ErrCorrupt)
	case size > maxSz:
		return 0, 0, fmt.Errorf("7z: header of %d bytes: %w", size, ErrTooLarge)
	}
	z.sum = le.Uint32(b[28:])
	return szStart + int64(off), int64(size), nil
}

// header reads the header, which may be packed itself, to z.
func (z *szArchive) header() error {
	at, n, err := z.startHeader()
	if err != nil || n == 0 {
		return err
	}
	b := make([]byte, n)
	if _, err := z.r.ReadAt(b, at); err != nil && err != io.EOF {
		return err
	}
	if crc32.ChecksumIEEE(b) != z.sum {
		return fmt.Errorf("7z: header at byte %d: %w", at, ErrCorrupt)
	}
	z.framing = szStart + n
	for range 4 { // a packed header may hold a packed one
		r := &szReader{b: b, max: z.lim.Members}
		switch r.byte() {
		case szHeader:
			return z.read(r)
		case szEncodedHeader:
			if b, err = z.unpackHeader(r); err != nil {
				return fmt.Errorf("7z: header at byte %d: %w", at, err)
			}
		default:
			return fmt.Errorf("7z: header at byte %d: %w", at, ErrCorrupt)
		}
	}
	return fmt.Errorf("7z: header at byte %d: %w", at, ErrUnsupported)
}

// unpackHeader returns the header that r packs.
func (z *szArchive) unpackHeader(r *szReader) ([]byte, error) {
	var s szStreams
	if err := r.streams(&s); err != nil {
		return nil, err
	}
	if len(s.folders) != 1 || z.place(&s) != nil {
		return nil, ErrCorrupt
	}
	f := &s.folders[0]
	if f.size() > maxSz {
		return nil, ErrTooLarge
	}
	z.framing += f.bytes
	var b []byte
	err := z.withPassword(f, func(password string) error {
		in, err := z.folder(f, &s, password)
		if err != nil {
			return err
		}
		var buf bytes.Buffer
		if _, err := io.Copy(&buf, io.LimitReader(in, f.size())); err != nil {
			return err
		}
		b = buf.Bytes()
		if f.hasCRC && crc32.ChecksumIEEE(b) != f.crc || len(b) == 0 {
			return ErrCorrupt
		}
		return nil
	})
	return b, err
}

// read reads a header that is not packed.
func (z *szArchive) read(r *szReader) error {
	var files []szFile
	for !r.bad {
		var err error
		switch r.number() {
		case szEnd:
			return z.members(files)
		case szArchiveProperties:
			for r.number() != szEnd && !r.bad {
				r.bytes(r.number())
			}
		case szAdditionalStreams:
			err = r.streams(&szStreams{})
		case szMainStreams:
			err = r.streams(&z.streams)
		case szFilesInfo:
			files, err = r.files()
		default:
			err = errSz
		}
		if err != nil {
			return fmt.Errorf("7z: %w", err)
		}
	}
	return fmt.Errorf("7z: %w", errSz)
}
