package pst

import (
	"hash/crc32"
	"io"
)

// Encryptions of data blocks (MS-PST 2.2.2.6, bCryptMethod).
const (
	cryptNone    = 0
	cryptPermute = 1
	cryptCyclic  = 2
)

const (
	headerSize  = 564
	fileMagic   = 0x4e444221 // "!BDN"
	offCRC      = 4
	offVersion  = 10
	partialSize = 471
	fullSize    = 516
	offCRCFull  = 524
)

// A header is what of the header is needed to read on (MS-PST 2.2.2.6).
type header struct {
	*format
	version uint16
	crypt   byte
	nbt     pageRef
	bbt     pageRef
}

// A pageRef is a BREF to a page (2.2.2.4).
type pageRef struct {
	bid    BID
	offset int64
}

// checksum returns the CRC of b (MS-PST 5.3): that of IEEE 802.3 with nothing inverted.
func checksum(b []byte) uint32 {
	return ^crc32.Update(0xffffffff, crc32.IEEETable, b)
}

// readHeader reads the header of the file. A wrong checksum goes to report.
func readHeader(r io.ReaderAt, report func(*Error)) (header, error) {
	b := make([]byte, headerSize)
	n, err := r.ReadAt(b, 0)
	if err != nil && err != io.EOF {
		return header{}, &Error{Offset: 0, Err: err}
	}
	if n < headerSize || !Is(b) {
		return header{}, &Error{Offset: 0, Err: ErrFormat}
	}
	h := header{version: le.Uint16(b[offVersion:])}
	switch {
	case h.version == 14 || h.version == 15:
		h.format, h.crypt = &ansi, b[461]
		h.nbt, h.bbt = h.ref(b[184:]), h.ref(b[192:])
	case h.version == 36 || h.version == 37:
		h.format = &unicode4k
	case h.version >= 20:
		h.format = &unicode
	default:
		return header{}, &Error{Offset: offVersion, Err: ErrFormat}
	}
	if h.wide {
		h.crypt = b[513]
		h.nbt, h.bbt = h.ref(b[216:]), h.ref(b[232:])
	}
	h.check(b, report)
	if h.crypt > cryptCyclic {
		report(&Error{Offset: 0, Err: corrupt("encryption %d", h.crypt)})
	}
	return h, nil
}

// Is reports whether a file that starts with head is a personal folder file.
func Is(head []byte) bool { return len(head) >= 4 && le.Uint32(head) == fileMagic }

// ref returns the BREF at the start of b.
func (h *header) ref(b []byte) pageRef {
	return pageRef{BID(h.uint(b)), int64(h.uint(b[h.id:]))}
}

// check reports wrong checksums of the header b.
func (h *header) check(b []byte, report func(*Error)) {
	if checksum(b[8:8+partialSize]) != le.Uint32(b[offCRC:]) {
		report(&Error{Offset: 0, Err: ErrChecksum})
	}
	if h.wide && checksum(b[8:8+fullSize]) != le.Uint32(b[offCRCFull:]) {
		report(&Error{Offset: offCRCFull, Err: ErrChecksum})
	}
}
