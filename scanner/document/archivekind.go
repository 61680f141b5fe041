package document

import (
	"bytes"
	"encoding/binary"
	"strconv"
	"strings"
)

// archiveKind returns the kind of an archive that no few bytes tell by
// themselves; "" if it is none.
func archiveKind(head []byte) string {
	switch {
	case isBzip2(head):
		return "bzip2"
	case isLzh(head):
		return "lzh"
	case isArj(head):
		return "arj"
	case isSkippable(head):
		return "zstd"
	case isTar(head):
		return "tar"
	case isLzma(head):
		return "lzma"
	}
	return ""
}

// isBzip2 reports whether head begins a bzip2 file: the size of its blocks is a
// digit, and a block or the end follows.
func isBzip2(head []byte) bool {
	if len(head) < 4 || string(head[:3]) != "BZh" || head[3] < '1' || head[3] > '9' {
		return false
	}
	next := head[4:min(len(head), 10)]
	return strings.HasPrefix("1AY&SY", string(next)) || strings.HasPrefix("\x17rE8P\x90", string(next))
}

// isLzh reports whether head begins an LZH file: the method of its first
// member stands after two bytes, as in "-lh5-".
func isLzh(head []byte) bool {
	return len(head) > 21 && head[2] == '-' && head[3] == 'l' && (head[4] == 'h' || head[4] == 'z') && head[6] == '-' && head[20] <= 3
}

// isArj reports whether head begins an ARJ file: two bytes, then the size of
// the first header and its fixed part of at least 30 bytes, and file type 2.
func isArj(head []byte) bool {
	if len(head) < 11 || head[0] != 0x60 || head[1] != 0xea {
		return false
	}
	n := binary.LittleEndian.Uint16(head[2:])
	return n > 0 && n <= 2600 && head[4] >= 30 && int(head[4]) <= int(n) && head[10] == 2
}

// isSkippable reports whether head begins with a frame that Zstandard skips
// (RFC 8878, 3.1.2) and one that it reads.
func isSkippable(head []byte) bool {
	if len(head) < 8 || head[0]&0xf0 != 0x50 || string(head[1:4]) != "\x2A\x4D\x18" {
		return false
	}
	next := 8 + int64(binary.LittleEndian.Uint32(head[4:]))
	return next+4 > int64(len(head)) || string(head[next:next+4]) == "\x28\xB5\x2F\xFD"
}

// isTar reports whether head begins a tar file: its first header has the right
// sum (POSIX.1-2017, pax, "ustar Interchange Format"), which files from before
// the word ustar was written have too.
func isTar(head []byte) bool {
	const block, sumAt, sumEnd = 512, 148, 156
	if len(head) < block || head[0] == 0 {
		return false
	}
	digits := strings.Trim(string(bytes.TrimRight(head[sumAt:sumEnd], " \x00")), " ")
	want, err := strconv.ParseUint(digits, 8, 32)
	if err != nil {
		return false
	}
	sum := uint64(sumEnd-sumAt) * ' '
	for i, c := range head[:block] {
		if i < sumAt || i >= sumEnd {
			sum += uint64(c)
		}
	}
	return sum == want
}

// isLzma reports whether head begins a .lzma file, which has no magic: the
// byte of its properties is the usual one, its dictionary a power of two or
// that and half of it, its size unknown or below 256 GB (as file(1) and xz
// have it), and the first byte of its data 0 (LZMA specification, 1).
func isLzma(head []byte) bool {
	if len(head) < 14 || head[0] != 0x5d || head[13] != 0 {
		return false
	}
	dict := binary.LittleEndian.Uint32(head[1:])
	if dict < 1<<12 {
		return false
	}
	for dict&1 == 0 {
		dict >>= 1
	}
	size := binary.LittleEndian.Uint64(head[5:])
	return (dict == 1 || dict == 3) && (size == 1<<64-1 || size < 1<<38)
}
