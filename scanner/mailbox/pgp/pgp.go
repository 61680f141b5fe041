// Package pgp reads what OpenPGP files say without a key: the names in keys
// and signatures, what is signed or compressed but not encrypted, and for how many keys
// the rest is. Signatures are not checked.
package pgp

import (
	"bytes"
	"compress/bzip2"
	"compress/flate"
	"compress/zlib"
	"encoding/binary"
	"fmt"
	"io"
	"slices"
	"strings"
)

// A Message is what an OpenPGP file holds (RFC 9580).
type Message struct {
	UserIDs   []string // names and addresses in keys and signatures, each once, in order
	Photos    [][]byte // of the holders of keys
	Files     []File   // that are not encrypted
	Encrypted bool
	Keys      int // that open what is encrypted
	Problems  []Problem

	room int // bytes that may still be unpacked
}

// A File is a literal data packet (RFC 9580, 5.9).
type File struct {
	Name string // as the packet gives it, valid UTF-8
	Data []byte
}

// A Problem tells what keeps the file from being read in full.
type Problem struct{ Reason, Detail string }

const (
	maxBlocks  = 1000     // of one file
	maxPackets = 100_000  // of one block
	maxLevels  = 4        // compressed packets within each other
	maxUserIDs = 10_000   // of one file
	maxRoom    = 64 << 20 // bytes that come out of the compressed packets of one file
)

// Tags of packets (RFC 9580, 5).
const (
	tagSessionKey  = 1
	tagSignature   = 2
	tagPassword    = 3
	tagCompressed  = 8
	tagEncrypted   = 9
	tagLiteral     = 11
	tagUserID      = 13
	tagUserImage   = 17
	tagEncrypted18 = 18
	tagEncrypted20 = 20
)

// Read reads raw, armored or not.
func Read(raw []byte) Message {
	m := Message{room: maxRoom}
	all, cut := blocks(raw)
	for _, b := range all {
		m.packets(b, 0)
	}
	if cut {
		m.problem("malformed", "PGP: armor without end")
	}
	if m.Encrypted {
		word := "keys"
		if m.Keys == 1 {
			word = "key"
		}
		detail := fmt.Sprintf("PGP, encrypted for %d %s", m.Keys, word)
		if m.Keys == 0 {
			detail = "PGP, encrypted with a password"
		}
		m.problem("encrypted", detail)
	}
	return m
}

func (m *Message) problem(reason, detail string) {
	if p := (Problem{reason, detail}); !slices.Contains(m.Problems, p) {
		m.Problems = append(m.Problems, p)
	}
}

// packets reads the packets in b one after the other.
func (m *Message) packets(b []byte, level int) {
	for n := 0; len(b) > 0; n++ {
		if n == maxPackets {
			m.problem("too-many", fmt.Sprintf("PGP: more than %d packets", maxPackets))
			return
		}
		p, rest, ok := next(b)
		if !ok {
			m.problem("malformed", "PGP: no packet where one should be")
			return
		}
		if b = rest; p.cut {
			m.problem("corrupt", "PGP: a packet is cut")
		}
		m.packet(p, level)
	}
}

// A packet is one packet with its lengths taken off (RFC 9580, 4.2).
type packet struct {
	tag  byte
	body []byte
	cut  bool
}

// next cuts the first packet off b.
func next(b []byte) (p packet, rest []byte, ok bool) {
	switch c := b[0]; {
	case c&0x80 == 0:
		return p, nil, false
	case c&0x40 == 0: // the old form, 4.2.2
		p.tag = c >> 2 & 15
		n := 1 << (c & 3)
		if n == 8 || len(b) < 1+n { // to the end of the file
			p.body = b[1:]
			return p, nil, true
		}
		size := uint64(0)
		for _, c := range b[1 : 1+n] {
			size = size<<8 | uint64(c)
		}
		p.body, rest, p.cut = cut(b[1+n:], size)
		return p, rest, true
	default:
		p.tag = c & 63
	}
	b = b[1:]
	for first := true; ; first = false {
		size, n, partial := length(b)
		if n == 0 {
			p.cut = true
			return p, nil, true
		}
		var piece []byte
		piece, b, p.cut = cut(b[n:], size)
		if first && !partial {
			p.body = piece
			return p, b, true
		}
		if p.body = append(p.body, piece...); !partial || p.cut {
			return p, b, true
		}
	}
}

// length reads a length of the new form (RFC 9580, 4.2.1) and returns its bytes; 0: there is none.
func length(b []byte) (size uint64, n int, partial bool) {
	switch {
	case len(b) == 0:
		return 0, 0, false
	case b[0] < 192:
		return uint64(b[0]), 1, false
	case b[0] < 224 && len(b) >= 2:
		return uint64(b[0]-192)<<8 + uint64(b[1]) + 192, 2, false
	case b[0] == 255 && len(b) >= 5:
		return uint64(binary.BigEndian.Uint32(b[1:])), 5, false
	case b[0] >= 224 && b[0] < 255:
		return 1 << (b[0] & 31), 1, true
	}
	return 0, 0, false
}

// cut returns the first size bytes of b, or all with short set, and the rest.
func cut(b []byte, size uint64) (piece, rest []byte, short bool) {
	if size > uint64(len(b)) {
		return b, nil, true
	}
	return b[:size], b[size:], false
}

func (m *Message) packet(p packet, level int) {
	switch p.tag {
	case tagSessionKey:
		m.Keys++
	case tagPassword:
	case tagEncrypted, tagEncrypted18, tagEncrypted20:
		m.Encrypted = true
	case tagUserID:
		m.userID(p.body)
	case tagUserImage:
		m.images(p.body)
	case tagSignature:
		m.signature(p.body)
	case tagLiteral:
		m.literal(p.body)
	case tagCompressed:
		m.compressed(p.body, level)
	}
}

func (m *Message) userID(b []byte) {
	s := strings.TrimSpace(strings.Map(func(c rune) rune {
		if c < ' ' || c == 0x7f {
			return ' '
		}
		return c
	}, strings.ToValidUTF8(string(b), "\ufffd")))
	switch {
	case s == "" || slices.Contains(m.UserIDs[max(len(m.UserIDs)-100, 0):], s):
	case len(m.UserIDs) == maxUserIDs:
		m.problem("too-many", fmt.Sprintf("PGP: more than %d user IDs", maxUserIDs))
	default:
		m.UserIDs = append(m.UserIDs, s)
	}
}

// images takes the pictures out of a user attribute packet (RFC 9580, 5.12.1).
func (m *Message) images(b []byte) {
	const header, image = 16, 1
	for len(b) > 0 && len(m.Photos) < maxBlocks {
		size, n, partial := length(b)
		if n == 0 || partial || size == 0 || size > uint64(len(b)-n) {
			m.problem("malformed", "PGP: attributes of a key are cut")
			return
		}
		if sub := b[n : n+int(size)]; sub[0] == image && len(sub) > 1+header {
			m.Photos = append(m.Photos, sub[1+header:])
		}
		b = b[n+int(size):]
	}
}

// signature takes the signer's user ID out of a signature of version 4 or 6 (RFC 9580, 5.2.3.30).
func (m *Message) signature(b []byte) {
	const signer = 28
	size := 0
	switch {
	case len(b) >= 6 && b[0] == 4:
		size, b = int(binary.BigEndian.Uint16(b[4:])), b[6:]
	case len(b) >= 8 && b[0] == 6:
		size, b = int(min(binary.BigEndian.Uint32(b[4:]), 1<<20)), b[8:]
	default:
		return
	}
	b = b[:min(size, len(b))]
	for len(b) > 0 {
		size, n, partial := length(b)
		if partial { // subpackets have lengths of up to 254 times 256 in two bytes
			size, n = uint64(b[0]-192)<<8+192, 2
			if len(b) > 1 {
				size += uint64(b[1])
			}
		}
		if n == 0 || size == 0 || uint64(len(b)) < uint64(n)+size {
			return
		}
		if b[n]&0x7f == signer {
			m.userID(b[n+1 : n+int(size)])
		}
		b = b[n+int(size):]
	}
}

func (m *Message) literal(b []byte) {
	if len(b) < 2 || len(b) < int(b[1])+6 {
		m.problem("malformed", "PGP: literal data is cut")
		return
	}
	n := int(b[1])
	m.Files = append(m.Files, File{strings.ToValidUTF8(string(b[2:2+n]), "\ufffd"), b[n+6:]})
}

// compressed unpacks a compressed data packet (RFC 9580, 5.6).
func (m *Message) compressed(b []byte, level int) {
	if len(b) == 0 || level >= maxLevels {
		m.problem("too-deep", "PGP: compressed data within itself is not opened")
		return
	}
	var r io.Reader
	var err error
	in := bytes.NewReader(b[1:])
	switch b[0] {
	case 0:
		r = in
	case 1:
		r = flate.NewReader(in)
	case 2:
		r, err = zlib.NewReader(in)
	case 3:
		r = bzip2.NewReader(in)
	default:
		m.problem("unsupported", "PGP: compressed by a method that is not known")
		return
	}
	var data []byte
	if err == nil {
		data, err = io.ReadAll(io.LimitReader(r, int64(m.room)+1))
	}
	if err != nil {
		m.problem("corrupt", "PGP: what is compressed is broken or cut")
	}
	if len(data) > m.room {
		data = data[:m.room]
		m.problem("too-large", fmt.Sprintf("PGP: more than %d bytes are compressed", maxRoom))
	}
	m.room -= len(data)
	m.packets(data, level+1)
}
