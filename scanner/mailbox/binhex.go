package mailbox

import (
	"bytes"
	"encoding/binary"
	"fmt"
)

// binHexDigits are the digits of BinHex 4.0 (RFC 1741, 4).
const binHexDigits = "!\"#$%&'()*+,-012345689@ABCDEFGHIJKLMNPQRSTUVXYZ[`abcdefhijklmpqr"

// binHexTable maps a byte to its digit; otherByte for what is none.
var binHexTable = func() (t [256]byte) {
	for i := range t {
		t[i] = otherByte
	}
	for i := range len(binHexDigits) {
		t[binHexDigits[i]] = byte(i)
	}
	return t
}()

// binHexed reads the file that text begins with in BinHex 4.0 (RFC 1741): a
// line of words, then the digits between two colons.
func binHexed(text []byte, room int) (encoded, bool) {
	start := bytes.IndexByte(text[:min(len(text), 256)], ':')
	if start < 0 || text[start-1] != '\n' && text[start-1] != '\r' {
		return encoded{}, false
	}
	e := encoded{}
	digits, ended := text[start+1:], false
	if i := bytes.IndexByte(digits, ':'); i >= 0 {
		digits, ended = digits[:i], true
	}
	raw, used, large := unBinHex(digits, room)
	if ended = ended && used == len(digits); ended {
		used++
	}
	e.end = start + 1 + used
	if !e.forks(raw) {
		return encoded{}, false
	}
	switch {
	case large:
		e.flaw("too-large", "BinHex: larger than what is unpacked of one text", e.end)
	case !ended:
		e.flaw("malformed", "BinHex without end", e.end)
	}
	return e, true
}

// unBinHex decodes digits and unfolds runs: 0x90 and a count repeat the byte
// before them, 0x90 and zero is the byte itself (RFC 1741, 4). It ends at what is no digit.
func unBinHex(digits []byte, room int) (out []byte, used int, large bool) {
	var acc uint32
	bits, run := 0, false
	for i, c := range digits {
		d := binHexTable[c]
		if d == otherByte {
			if c == '\n' || c == '\r' || c == ' ' || c == '\t' {
				continue
			}
			return out, i, false
		}
		acc, bits = acc<<6|uint32(d), bits+6
		if bits < 8 {
			continue
		}
		bits -= 8
		b := byte(acc >> bits)
		switch {
		case run && b == 0:
			out, run = append(out, 0x90), false
		case run && len(out) > 0:
			out, run = append(out, bytes.Repeat(out[len(out)-1:], int(b)-1)...), false
		case b == 0x90:
			run = true
		default:
			out, run = append(out, b), false
		}
		if len(out) > room {
			return out, len(digits), true
		}
	}
	return out, len(digits), false
}

// forks takes the name and the data fork out of raw: a header with the lengths
// of both forks, then these, each with a CRC (RFC 1741, 4).
func (e *encoded) forks(raw []byte) bool {
	if len(raw) == 0 || int(raw[0]) == 0 || len(raw) < int(raw[0])+22 {
		return false
	}
	n := int(raw[0])
	e.name = macRoman(raw[1 : 1+n])
	head := raw[n+2:]
	data, resource := int(binary.BigEndian.Uint32(head[10:])), int(binary.BigEndian.Uint32(head[14:]))
	if crc16(raw[:n+20]) != binary.BigEndian.Uint16(head[18:]) {
		e.flaw("corrupt", "BinHex: the checksum of the header differs", 0)
	}
	rest := head[20:]
	e.data = rest[:min(data, len(rest))]
	switch rest = rest[len(e.data):]; {
	case len(e.data) < data:
		e.flaw("malformed", fmt.Sprintf("BinHex: %d bytes of %d", len(e.data), data), 0)
	case len(rest) >= 2 && crc16(e.data) != binary.BigEndian.Uint16(rest):
		e.flaw("corrupt", "BinHex: the checksum differs", 0)
	}
	if resource > emptyResource {
		e.flaw("unsupported", fmt.Sprintf("resource fork of %d bytes is not read", resource), 0)
	}
	return true
}

// emptyResource is the size of a resource fork that holds none: its header and
// an empty map (Inside Macintosh: More Macintosh Toolbox, 1-121).
const emptyResource = 286

// crc16 is the CRC of CCITT that BinHex uses (RFC 1741, 4).
func crc16(b []byte) uint16 {
	var crc uint16
	for _, c := range b {
		crc ^= uint16(c) << 8
		for range 8 {
			if crc&0x8000 != 0 {
				crc = crc<<1 ^ 0x1021
			} else {
				crc <<= 1
			}
		}
	}
	return crc
}
