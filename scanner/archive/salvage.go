package archive

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
)

// scanBytes is how much is read at once in search of a signature.
const scanBytes = 64 << 10

// salvage lists members by their local headers, in place of the directory.
// Members that the directory gave stay if it gave more.
func (z *zipReader) salvage() error {
	known, framing := z.out.Members, z.out.Framing
	z.out.Members, z.out.Framing = nil, 0
	var err error
	for at := z.find(0, localSignature); at < z.size; {
		if len(z.out.Members) >= z.lim.Members {
			err = fmt.Errorf("zip: more than %d members: %w", z.lim.Members, ErrTooMany)
			break
		}
		at = z.find(z.local(at), localSignature)
	}
	if len(known) > 0 && len(known) >= len(z.out.Members) {
		z.out.Members, z.out.Framing = known, framing
	}
	return err
}

// local appends the member of the local header at offset at, and returns where its data ends.
func (z *zipReader) local(at int64) int64 {
	b := z.record(at, localBytes, localSignature)
	if b == nil {
		return z.size
	}
	le := binary.LittleEndian
	flags, nameLen, extraLen := le.Uint16(b[6:]), int64(le.Uint16(b[26:])), int64(le.Uint16(b[28:]))
	rest := z.record(at+localBytes, nameLen+extraLen, "")
	if rest == nil {
		rest = make([]byte, nameLen+extraLen)
	}
	m := Member{
		Ordinal: len(z.out.Members) + 1, Name: decodeName(rest[:nameLen], rest[nameLen:], flags), Encrypted: flags&flagEncrypted != 0,
		Offset: at, Compressed: int64(le.Uint32(b[18:])), Size: int64(le.Uint32(b[22:])),
		from: z, lim: z.lim, crc: le.Uint32(b[14:]), sealed: true, summed: true,
		zip: zipEntry{method: le.Uint16(b[8:]), flags: flags, time: le.Uint16(b[10:])},
	}
	m.aes(rest[nameLen:])
	sizes64(rest[nameLen:], &m.Size, &m.Compressed)
	data := at + localBytes + nameLen + extraLen
	if flags&flagDescriptor != 0 && m.Compressed == 0 {
		z.unsized(&m, data)
	}
	m.Dir = len(m.Name) > 0 && m.Name[len(m.Name)-1] == '/' && m.Size <= 0
	z.out.Members = append(z.out.Members, m)
	if m.Compressed < 0 || m.Compressed > z.size-data {
		return max(data, at+4)
	}
	return data + m.Compressed
}

// unsized gives m the sizes of the descriptor that follows its data. Without
// one the data ends at the next record at most; a decompressor knows better.
func (z *zipReader) unsized(m *Member, data int64) {
	m.Size, m.sealed, m.summed = -1, false, false
	for at := data; ; at += 4 {
		at = z.find(at, descriptorSignature, localSignature, directorySignature)
		m.Compressed = max(at-data, 0)
		b := z.record(at, 16, descriptorSignature)
		if b == nil {
			return
		}
		if le := binary.LittleEndian; int64(le.Uint32(b[8:])) == at-data {
			m.Size, m.crc, m.sealed = int64(le.Uint32(b[12:])), le.Uint32(b[4:]), true
			m.summed = m.zip.aes == 0
			return
		}
	}
}

// find returns the offset of the next of the signatures at at or later, or the size.
func (z *zipReader) find(at int64, signatures ...string) int64 {
	if z.buf == nil {
		z.buf = make([]byte, scanBytes)
	}
	for want := int64(256); at < z.size; want = min(2*want, scanBytes) {
		n, err := z.r.ReadAt(z.buf[:min(want, z.size-at)], at)
		if i := firstOf(z.buf[:n], signatures); i >= 0 {
			return at + int64(i)
		}
		if err != nil && err != io.EOF || n < len(localSignature) {
			return z.size
		}
		at += int64(n - len(localSignature) + 1)
	}
	return z.size
}

// firstOf returns where the first of the signatures, which all begin with "PK", lies in d, or -1.
func firstOf(d []byte, signatures []string) int {
	for at := 0; ; at++ {
		i := bytes.Index(d[at:], []byte("PK"))
		if i < 0 {
			return -1
		}
		at += i
		for _, s := range signatures {
			if bytes.HasPrefix(d[at:], []byte(s)) {
				return at
			}
		}
	}
}
