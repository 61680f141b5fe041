package pdf

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"hash/adler32"
	"io"
)

// A decoder undoes the filters of streams and counts what it writes.
type decoder struct {
	decoded       int // bytes of all streams
	imageBytes    int // bytes of all images
	decoding      int // object whose filters are undone; 0: it has no number
	inflater      io.ReadCloser
	objectStreams map[int]*objectStream
	keptObjects   int // bytes of them
}

// keepObjects keeps object stream num. If too much is kept, the others go.
func (d *decoder) keepObjects(num int, o *objectStream) {
	size := len(o.data) + 16*len(o.nums)
	if d.keptObjects += size; d.keptObjects > maxKeptStreams || d.objectStreams == nil {
		d.objectStreams = map[int]*objectStream{}
		d.keptObjects = size
	}
	d.objectStreams[num] = o
}

// decode returns the bytes of s as they were before the filters were applied;
// of damaged streams, those before the damage. It returns nil if there is a
// filter that is not known.
func (f *file) decode(s *stream) []byte {
	data := s.raw
	names, parms := f.filters(s.dict)
	if f.crypt != nil && !s.plain && f.name(s.get("Type")) != "XRef" {
		data = f.crypt.decryptStream(data, s, names, f)
	}
	if len(names) > maxFilters {
		f.note(badFilter)
		return nil
	}
	for i, n := range names {
		var parm dict
		if i < len(parms) {
			parm = f.dict(parms[i])
		}
		limit := min(maxStream, maxDecoded+decodedPerByte*len(f.b)-f.decoded)
		if limit <= 0 {
			f.note(muchDecoded)
			return nil
		}
		f.decoding = s.num
		out, ok := f.filter(n, data, parm, limit)
		if !ok {
			f.note(badFilter)
			return nil
		}
		if f.decoded += len(out); len(out) >= limit {
			if out = out[:limit]; limit < maxStream {
				f.note(muchDecoded)
			} else {
				f.note(longStream)
			}
		}
		data = out
	}
	return data
}

// filters returns the names of the filters of d and their parameters.
func (f *file) filters(d dict) (names []string, parms array) {
	filter, parm := f.resolve(either(d, "Filter", "F")), f.resolve(either(d, "DecodeParms", "DP"))
	switch v := filter.(type) {
	case name:
		names = []string{string(v)}
	case array:
		for _, n := range v[:min(len(v), maxFilters+1)] {
			names = append(names, f.name(n))
		}
	}
	if a, ok := parm.(array); ok {
		return names, a
	}
	return names, array{parm}
}

// either returns the value of key in d or, without one, that of its short form.
func either(d dict, key, short string) any {
	if v := d.get(key); v != nil {
		return v
	}
	return d.get(short)
}

// filter undoes the filter of that name and returns up to limit bytes. It
// reports false if it does not know the filter.
func (f *file) filter(name string, data []byte, parm dict, limit int) ([]byte, bool) {
	whole := true
	switch name {
	case "FlateDecode", "Fl":
		data, whole = f.inflate(data, limit)
		data = f.unpredict(data, parm)
	case "LZWDecode", "LZW":
		data, whole = unlzw(data, f.int(parm.get("EarlyChange"), 1), limit)
		data = f.unpredict(data, parm)
	case "ASCII85Decode", "A85":
		data = base85(data, limit)
	case "ASCIIHexDecode", "AHx":
		data = asciiHex(data, limit)
	case "RunLengthDecode", "RL":
		data = runLength(data, limit)
	case "Crypt":
	default:
		return nil, false
	}
	if !whole {
		f.noteAt(badStream, f.decoding)
	}
	return data, true
}

// inflate returns up to limit bytes of zlib data (RFC 1950). It reports false if
// the data is damaged or cut, or has another checksum than it says.
// QUIRK: some writers cut the checksum off; some writers leave out the header or put line ends before it.
func (f *file) inflate(data []byte, limit int) ([]byte, bool) {
	const deflate = 8
	body := data
	for len(body) > 0 && (body[0] == '\r' || body[0] == '\n') {
		body = body[1:]
	}
	if len(body) < 2 {
		return nil, len(body) == 0
	}
	headed := body[0]&15 == deflate
	if headed {
		body = body[2:]
	}
	out, rest, whole := f.inflateRaw(body, limit)
	if len(out) == 0 && !whole {
		if other, _, fine := f.inflateRaw(data, limit); len(other) > 0 {
			return other, fine
		}
	}
	if whole && headed && len(rest) >= adler32.Size && len(out) < limit {
		whole = adler32.Checksum(out) == binary.BigEndian.Uint32(rest)
	}
	return out, whole
}

// inflateRaw returns up to limit bytes of deflated data (RFC 1951) and what
// stands behind it.
func (f *file) inflateRaw(data []byte, limit int) (out, rest []byte, whole bool) {
	in := bytes.NewReader(data)
	if f.inflater == nil {
		f.inflater = flate.NewReader(in)
	} else if err := f.inflater.(flate.Resetter).Reset(in, nil); err != nil {
		return nil, nil, false
	}
	const usual = 5 // bytes of text in a byte of its deflated form
	out = make([]byte, 0, min(limit, max(512, usual*len(data))))
	for {
		n, err := f.inflater.Read(out[len(out):cap(out)])
		out = out[:len(out)+n]
		if err != nil {
			return out, data[len(data)-in.Len():], err == io.EOF
		}
		if len(out) == limit {
			return out, nil, true
		}
		if len(out) == cap(out) {
			grown := make([]byte, len(out), min(limit, 2*cap(out)))
			copy(grown, out)
			out = grown
		}
	}
}

// runLength undoes run-length encoding (ISO 32000-1, 7.4.5).
func runLength(data []byte, limit int) []byte {
	const end = 128
	var out []byte
	for len(data) > 1 && data[0] != end && len(out) < limit {
		n := int(data[0])
		if n < end {
			n = min(n+1, len(data)-1)
			out = append(out, data[1:1+n]...)
			data = data[1+n:]
		} else {
			out = append(out, bytes.Repeat(data[1:2], 257-n)...)
			data = data[2:]
		}
	}
	return out[:min(len(out), limit)]
}

// asciiHex undoes hexadecimal encoding (ISO 32000-1, 7.4.2).
func asciiHex(data []byte, limit int) []byte {
	if i := bytes.IndexByte(data, '<'); i == 0 {
		data = data[1:]
	}
	l := lexer{b: data, i: -1}
	out := l.hex()
	return out[:min(len(out), limit)]
}

// base85 undoes base-85 encoding (ISO 32000-1, 7.4.3).
func base85(data []byte, limit int) []byte {
	data = bytes.TrimPrefix(bytes.TrimLeft(data, " \t\r\n"), []byte("<~"))
	out := make([]byte, 0, min(limit, len(data)*4/5+8))
	var group uint32
	n := 0
	for _, c := range data {
		if c == '~' || len(out) >= limit {
			break
		}
		switch {
		case c == 'z' && n == 0:
			out = append(out, 0, 0, 0, 0)
		case '!' <= c && c <= 'u':
			group = group*85 + uint32(c-'!')
			if n++; n == 5 {
				out = append(out, byte(group>>24), byte(group>>16), byte(group>>8), byte(group))
				group, n = 0, 0
			}
		}
	}
	if n > 1 {
		for range 5 - n {
			group = group*85 + 84
		}
		for range n - 1 {
			out = append(out, byte(group>>24))
			group <<= 8
		}
	}
	return out[:min(len(out), limit)]
}
