package pst

import "encoding/binary"

var le = binary.LittleEndian

// A format holds the sizes in which the kinds of file differ.
type format struct {
	pageSize int  // bytes of a page
	trailer  int  // bytes of the trailer of a page (MS-PST 2.2.2.7.1)
	meta     int  // where the counts of a BTPAGE start (2.2.2.7.7.1)
	id       int  // bytes of a BID, of a key and of an offset
	block    int  // bytes that blocks are aligned to (2.2.2.8)
	blockEnd int  // bytes of the trailer of a block (2.2.2.8.1)
	maxBlock int  // bytes of data of a block at most
	rowIndex uint // bits of a HID below its block index (2.3.1.1)
	wide     bool // 64-bit: Unicode
	large    bool // pages of 4 kB, blocks that may be compressed
}

var (
	ansi    = format{pageSize: 512, trailer: 12, meta: 496, id: 4, block: 64, blockEnd: 12, maxBlock: 8180, rowIndex: 16}
	unicode = format{pageSize: 512, trailer: 16, meta: 488, id: 8, block: 64, blockEnd: 16, maxBlock: 8176, rowIndex: 16, wide: true}
	// QUIRK: MS-PST does not describe pages of 4 kB; Outlook 2013 and later write them in OST files.
	unicode4k = format{pageSize: 4096, trailer: 24, meta: 4056, id: 8, block: 512, blockEnd: 24, maxBlock: 65535, rowIndex: 19, wide: true, large: true}
)

// uint returns the BID, key or offset at the start of b.
func (ft *format) uint(b []byte) uint64 {
	if ft.wide {
		return le.Uint64(b)
	}
	return uint64(le.Uint32(b))
}

// btEntry is the size of an entry of an intermediate BTPAGE (2.2.2.7.7.2).
func (ft *format) btEntry() int { return 3 * ft.id }

// nbtEntry is the size of an entry of a leaf of the node tree (2.2.2.7.7.4).
func (ft *format) nbtEntry() int { return 4 * ft.id }

// bbtEntry is the size of an entry of a leaf of the block tree (2.2.2.7.7.3).
func (ft *format) bbtEntry() int {
	if ft.wide {
		return 24
	}
	return 12
}

// blockSize returns the bytes that a block with n bytes of data takes in the file.
func (ft *format) blockSize(n int) int {
	return (n + ft.blockEnd + ft.block - 1) / ft.block * ft.block
}

// signature returns the signature of what lies at offset (MS-PST 5.5).
func signature(offset int64, bid BID) uint16 {
	x := uint32(offset) ^ uint32(bid)
	return uint16(x>>16) ^ uint16(x)
}

// trailerIDs returns the BID and the checksum of the trailer t of a page or a
// block. They lie in one order in the one kind, and in the other in the other.
func (ft *format) trailerIDs(t []byte) (BID, uint32) {
	if ft.wide {
		return BID(le.Uint64(t[8:])), le.Uint32(t[4:])
	}
	return BID(le.Uint32(t[4:])), le.Uint32(t[8:])
}
