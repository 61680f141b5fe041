// Package rtf decompresses the RTF bodies of Outlook (MS-OXRTFCP) and takes
// out of RTF the HTML or text that it was made from (MS-OXRTFEX).
package rtf

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
)

// Errors of compressed RTF.
var (
	ErrCorrupt  = errors.New("corrupt compressed RTF")
	ErrTooLarge = errors.New("RTF too large")
)

// Kinds of compression (MS-OXRTFCP 2.1.3.1.1).
const (
	compressed   = 0x75465a4c // "LZFu"
	uncompressed = 0x414c454d // "MELA"
)

// preload is what the dictionary holds at the start (MS-OXRTFCP 2.1.3.2).
const preload = `{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0` +
	"\r\n" + `\par \pard\plain\f0\fs20\b\i\u\tab\tx`

const (
	headerSize = 16
	dictSize   = 4096
)

// Decompress returns the RTF in b, the value of PidTagRtfCompressed, of which
// no more than limit bytes are wanted. With an error it returns what could be read.
func Decompress(b []byte, limit int) ([]byte, error) {
	if len(b) < headerSize {
		return nil, fmt.Errorf("%w: %d bytes", ErrCorrupt, len(b))
	}
	le := binary.LittleEndian
	size, raw, kind, crc := int64(le.Uint32(b)), int64(le.Uint32(b[4:])), le.Uint32(b[8:]), le.Uint32(b[12:])
	in := b[headerSize:]
	if n := size - (headerSize - 4); n >= 0 && n < int64(len(in)) {
		in = in[:n]
	}
	switch kind {
	case uncompressed:
		if raw == size { // QUIRK: MS-OXRTFCP 2.1.3.1.1; Aspose.Email counts three fields of the header too
			raw = int64(len(in))
		}
		return cut(in[:min(raw, int64(len(in)))], limit, raw)
	case compressed:
		out, err := expand(in, limit)
		if err == nil && ^crc32.Update(0xffffffff, crc32.IEEETable, in) != crc {
			err = fmt.Errorf("%w: wrong checksum", ErrCorrupt)
		}
		if err != nil {
			return out, err
		}
		return cut(out, limit, raw)
	}
	return nil, fmt.Errorf("%w: kind 0x%08x", ErrCorrupt, kind)
}

// cut returns at most limit bytes of b, which should have want bytes.
func cut(b []byte, limit int, want int64) ([]byte, error) {
	if len(b) > limit {
		return b[:limit], ErrTooLarge
	}
	if int64(len(b)) != want {
		return b, fmt.Errorf("%w: %d bytes of %d", ErrCorrupt, len(b), want)
	}
	return b, nil
}

// expand decompresses in (MS-OXRTFCP 2.2.2). The output is the dictionary too:
// what it refers to is in the last 4,096 bytes, or in the preload before them.
func expand(in []byte, limit int) ([]byte, error) {
	out := make([]byte, 0, len(preload)+min(4*len(in), limit))
	out = append(out, preload...)
	text := func() []byte { return out[len(preload):] }
	for at := 0; at < len(in); {
		control := in[at]
		at++
		for bit := 0; bit < 8; bit++ {
			if control>>bit&1 == 0 {
				if at >= len(in) {
					return text(), fmt.Errorf("%w: no end at byte %d", ErrCorrupt, at)
				}
				out = append(out, in[at])
				at++
				continue
			}
			if at+2 > len(in) {
				return text(), fmt.Errorf("%w: no end at byte %d", ErrCorrupt, at)
			}
			ref := int(in[at])<<8 | int(in[at+1])
			at += 2
			if ref>>4 == len(out)%dictSize {
				return text(), nil
			}
			out = refer(out, ref>>4, ref&15+2)
		}
		if len(out)-len(preload) > limit {
			return text()[:limit], ErrTooLarge
		}
	}
	return text(), fmt.Errorf("%w: no end at byte %d", ErrCorrupt, len(in))
}

// refer appends n bytes from the place of the dictionary. What has not been
// written yet is zero.
func refer(out []byte, place, n int) []byte {
	back := (len(out) - place) & (dictSize - 1)
	if back == 0 {
		back = dictSize
	}
	for range n {
		c := byte(0)
		if i := len(out) - back; i >= 0 {
			c = out[i]
		}
		out = append(out, c)
	}
	return out
}
