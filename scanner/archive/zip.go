package archive

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// Signatures and lengths of records (APPNOTE 6.3.10, 4.3).
const (
	localSignature      = "PK\x03\x04"
	directorySignature  = "PK\x01\x02"
	descriptorSignature = "PK\x07\x08"
	endSignature        = "PK\x05\x06"
	end64Signature      = "PK\x06\x06"
	locatorSignature    = "PK\x06\x07"

	localBytes     = 30
	directoryBytes = 46
	endBytes       = 22
	locatorBytes   = 20
	end64Bytes     = 56
)

// Bits of the general purpose flag (APPNOTE, 4.4.4).
const (
	flagEncrypted  = 1 << 0
	flagDescriptor = 1 << 3
	flagStrong     = 1 << 6
	flagUTF8       = 1 << 11
)

// Zip returns the members of the ZIP file r of size bytes. With an error it
// returns what could be read: a file without directory is read by the headers
// of its members.
//
// archive/zip refuses a whole directory for one bad entry and does not tell
// where headers lie, so records are read here; only the decompressors are the library's.
func Zip(r io.ReaderAt, size int64, lim Limits) (*Archive, error) {
	return Open("zip", r, size, Options{Limits: lim})
}

// openZip returns the members of the ZIP file r.
func openZip(r io.ReaderAt, size int64, o Options) (*Archive, error) {
	z := &zipReader{r: r, size: size, lim: &o.Limits, ring: newKeyring(o.Passwords)}
	err := z.directory()
	if err != nil && !errors.Is(err, ErrTooMany) {
		if salvaged := z.salvage(); salvaged != nil {
			err = salvaged
		}
	}
	for i := range z.out.Members {
		z.locate(&z.out.Members[i])
	}
	z.account()
	z.out.total(z.lim)
	return &z.out, err
}

// A zipReader reads the records of a ZIP file.
type zipReader struct {
	r    io.ReaderAt
	size int64
	lim  *Limits
	out  Archive
	base int64 // bytes before the archive, such as a program that unpacks it
	buf  []byte
	ring *keyring
}

// A zipEntry is what the directory tells of a member besides.
type zipEntry struct {
	method uint16
	flags  uint16
	time   uint16 // of the last change, as MS-DOS has it
	aes    byte   // 1 to 3: bits of the key are 128, 192, 256; 0: not AES
}

func (z *zipReader) kind() string { return "zip" }

// record reads the record of n bytes at offset if it has the signature, else nil.
func (z *zipReader) record(offset, n int64, signature string) []byte {
	if offset < 0 || n > z.size || offset > z.size-n {
		return nil
	}
	b := make([]byte, n)
	if _, err := z.r.ReadAt(b, offset); err != nil && err != io.EOF || !bytes.HasPrefix(b, []byte(signature)) {
		return nil
	}
	return b
}

// An endRecord tells where the directory lies.
type endRecord struct {
	at      int64 // of the record
	start   int64 // of the directory, as the record has it
	length  int64
	entries uint64
	framing int64 // bytes of the end records
}

// end finds the end record, the last signature in the last 64 kB (APPNOTE, 4.3.16).
func (z *zipReader) end() (endRecord, bool) {
	n := min(z.size, endBytes+65535)
	tail := make([]byte, n)
	if _, err := z.r.ReadAt(tail, z.size-n); err != nil && err != io.EOF {
		return endRecord{}, false
	}
	for i := len(tail); ; {
		i = bytes.LastIndex(tail[:i], []byte(endSignature))
		if i < 0 {
			return endRecord{}, false
		}
		b := tail[i:]
		if len(b) < endBytes || int(binary.LittleEndian.Uint16(b[20:])) > len(b)-endBytes {
			continue
		}
		e := endRecord{
			at:      z.size - n + int64(i),
			entries: uint64(binary.LittleEndian.Uint16(b[10:])),
			length:  int64(binary.LittleEndian.Uint32(b[12:])),
			start:   int64(binary.LittleEndian.Uint32(b[16:])),
			framing: endBytes + int64(binary.LittleEndian.Uint16(b[20:])),
		}
		z.end64(&e)
		return e, true
	}
}

// end64 completes e from the ZIP64 records before it, if there are any.
func (z *zipReader) end64(e *endRecord) {
	loc := z.record(e.at-locatorBytes, locatorBytes, locatorSignature)
	if loc == nil {
		return
	}
	at := int64(binary.LittleEndian.Uint64(loc[8:]))
	b := z.record(at, end64Bytes, end64Signature)
	if b == nil {
		at = e.at - locatorBytes - end64Bytes
		if b = z.record(at, end64Bytes, end64Signature); b == nil {
			return
		}
	}
	e.framing += e.at - at
	e.at = at
	e.entries = binary.LittleEndian.Uint64(b[32:])
	e.length = int64(binary.LittleEndian.Uint64(b[40:]))
	e.start = int64(binary.LittleEndian.Uint64(b[48:]))
}

// directory reads the central directory.
func (z *zipReader) directory() error {
	e, ok := z.end()
	if !ok {
		return fmt.Errorf("zip: no directory: %w", ErrCorrupt)
	}
	if e.start < 0 || e.length < 0 || e.start > e.at || e.length > e.at-e.start {
		// The lengths are wrong, or the file was cut before its start.
		return fmt.Errorf("zip: directory at byte %d: %w", e.start, ErrCorrupt)
	}
	z.base = e.at - e.length - e.start
	if z.base > 0 && z.record(e.start, directoryBytes, directorySignature) != nil {
		z.base = 0
	}
	z.out.Framing = e.framing
	return z.entries(z.base+e.start, e)
}

// entries reads the entries of the directory at offset at.
func (z *zipReader) entries(at int64, e endRecord) error {
	for n := uint64(0); n < e.entries || at < e.at; n++ {
		b := z.record(at, directoryBytes, directorySignature)
		if b == nil {
			if n >= e.entries {
				return nil // a digital signature may follow (APPNOTE, 4.3.13)
			}
			return fmt.Errorf("zip: directory entry %d at byte %d: %w", n+1, at, ErrCorrupt)
		}
		if len(z.out.Members) >= z.lim.Members {
			return fmt.Errorf("zip: more than %d members: %w", z.lim.Members, ErrTooMany)
		}
		le := binary.LittleEndian
		nameLen, extraLen, noteLen := int64(le.Uint16(b[28:])), int64(le.Uint16(b[30:])), int64(le.Uint16(b[32:]))
		rest := z.record(at+directoryBytes, nameLen+extraLen, "")
		if rest == nil {
			return fmt.Errorf("zip: directory entry %d at byte %d: %w", n+1, at, ErrCorrupt)
		}
		z.add(b, rest[:nameLen], rest[nameLen:])
		z.out.Framing += directoryBytes + nameLen + extraLen + noteLen
		at += directoryBytes + nameLen + extraLen + noteLen
	}
	return nil
}

// add appends the member of the directory entry b.
func (z *zipReader) add(b, name, extra []byte) {
	le := binary.LittleEndian
	flags := le.Uint16(b[8:])
	m := Member{
		Ordinal: len(z.out.Members) + 1, Name: decodeName(name, extra, flags), Encrypted: flags&flagEncrypted != 0,
		Offset: int64(le.Uint32(b[42:])), Compressed: int64(le.Uint32(b[20:])), Size: int64(le.Uint32(b[24:])),
		from: z, lim: z.lim, crc: le.Uint32(b[16:]), sealed: true, summed: true,
		zip: zipEntry{method: le.Uint16(b[10:]), flags: flags, time: le.Uint16(b[12:])},
	}
	m.aes(extra)
	sizes64(extra, &m.Size, &m.Compressed, &m.Offset)
	m.Dir = strings.HasSuffix(m.Name, "/") && m.Size == 0
	m.Offset += z.base
	z.out.Members = append(z.out.Members, m)
}

// fields calls f for each extra field (APPNOTE, 4.5.1).
func fields(extra []byte, f func(id uint16, field []byte)) {
	for len(extra) >= 4 {
		id, n := binary.LittleEndian.Uint16(extra), int(binary.LittleEndian.Uint16(extra[2:]))
		extra = extra[4:]
		if n > len(extra) {
			return
		}
		f(id, extra[:n])
		extra = extra[n:]
	}
}

// sizes64 takes the values that are all ones from the ZIP64 extra field, in
// its order (APPNOTE, 4.5.3).
func sizes64(extra []byte, values ...*int64) {
	done := false
	fields(extra, func(id uint16, field []byte) {
		if id != 1 || done {
			return
		}
		done = true
		for _, v := range values {
			if *v == 0xffffffff && len(field) >= 8 {
				*v = int64(binary.LittleEndian.Uint64(field))
				field = field[8:]
			}
		}
	})
}

// aes takes the method from the extra field of members that are encrypted with
// AES (APPNOTE 4.4.5, method 99; WinZip AES, III). AE-2 stores no sum.
func (m *Member) aes(extra []byte) {
	if m.zip.method != methodAES {
		return
	}
	fields(extra, func(id uint16, field []byte) {
		if id != 0x9901 || len(field) < 7 || field[4] < 1 || field[4] > 3 {
			return
		}
		m.zip.aes = field[4]
		m.zip.method = binary.LittleEndian.Uint16(field[5:])
		m.summed = m.summed && binary.LittleEndian.Uint16(field) != 2
	})
}

// decodeName returns a name as UTF-8: from the field that has it as Unicode
// (APPNOTE, 4.6.9), else of code page 437 if it is neither flagged as UTF-8 nor
// valid UTF-8, which many programs write without the flag.
func decodeName(name, extra []byte, flags uint16) string {
	var unicode string
	fields(extra, func(id uint16, field []byte) {
		// The sum tells that no program has changed only the other name.
		if id == 0x7075 && len(field) > 5 && field[0] == 1 && binary.LittleEndian.Uint32(field[1:]) == crc32.ChecksumIEEE(name) && utf8.Valid(field[5:]) {
			unicode = string(field[5:])
		}
	})
	switch {
	case unicode != "":
		return unicode
	case flags&flagUTF8 != 0 || utf8.Valid(name):
		return strings.ToValidUTF8(string(name), "\ufffd")
	}
	s, err := charmap.CodePage437.NewDecoder().Bytes(name)
	if err != nil {
		return strings.ToValidUTF8(string(name), "\ufffd")
	}
	return string(s)
}

// locate reads the local header of m for where its data lies.
func (z *zipReader) locate(m *Member) {
	b := z.record(m.Offset, localBytes, localSignature)
	if b == nil || m.Compressed < 0 || m.Size < -1 {
		m.Problem, m.Compressed = m.fail(ErrCorrupt), 0
		return
	}
	le := binary.LittleEndian
	m.Header = localBytes + int64(le.Uint16(b[26:])) + int64(le.Uint16(b[28:]))
	m.Data = m.Offset + m.Header
	switch {
	case m.Data > z.size:
		m.Problem, m.Compressed, m.Header = m.fail(ErrCorrupt), 0, z.size-m.Offset
	case m.Compressed > z.size-m.Data:
		m.Compressed = z.size - m.Data // cut off: its reader says so
	}
	if le.Uint16(b[6:])&flagDescriptor != 0 {
		m.Header += z.descriptor(m.Data + m.Compressed)
	}
	m.packed = m.Compressed
	switch {
	case m.Problem != nil:
	case m.zip.flags&flagStrong != 0:
		m.Problem = m.fail(ErrEncrypted)
	case m.Encrypted && z.ring.empty():
		m.Problem = m.fail(ErrEncrypted)
	case !supported(m.zip.method):
		m.Problem = m.fail(fmt.Errorf("method %d: %w", m.zip.method, ErrUnsupported))
	}
}

// descriptor returns the bytes of the data descriptor at offset at, or 0 (APPNOTE, 4.3.9).
func (z *zipReader) descriptor(at int64) int64 {
	if b := z.record(at, 16, descriptorSignature); b != nil {
		for _, s := range [...]string{localSignature, directorySignature} {
			if z.record(at+24, 4, s) != nil && z.record(at+16, 4, s) == nil {
				return 24
			}
		}
		return 16
	}
	return 0
}

// account finds members that overlap, those past the total that may unfold,
// and the bytes that belong to nothing.
func (z *zipReader) account() {
	order := make([]*Member, len(z.out.Members))
	for i := range order {
		order[i] = &z.out.Members[i]
	}
	slices.SortStableFunc(order, func(a, b *Member) int { return cmp.Compare(a.Offset, b.Offset) })
	var end, used int64
	for _, m := range order {
		if m.Header == 0 {
			continue // no header there
		}
		if m.Offset < end {
			m.Problem = m.fail(ErrOverlap)
			continue
		}
		end = m.Offset + m.Header + m.Compressed
		used += m.Compressed
		z.out.Framing += m.Header
	}
	z.out.Framing = min(z.out.Framing, z.size-used)
	z.out.Gaps = z.size - used - z.out.Framing
}
