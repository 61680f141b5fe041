package cfb

import "bytes"

// Object returns the file that is embedded in the storage e, or else the storage
// as a compound file. Streams with the file itself are Package, CONTENTS and
// that of packages of OLE 1.0 (MS-OLEDS 2.3.6).
func (e *Entry) Object() ([]byte, error) {
	for _, name := range []string{"Package", "CONTENTS"} {
		if c := e.Child(name); c != nil && !c.IsStorage() && c.size > 0 {
			return c.Bytes()
		}
	}
	if c := e.Child("\x01Ole10Native"); c != nil && !c.IsStorage() {
		b, err := c.Bytes()
		return Native(b), err
	}
	return e.File()
}

// Native returns the file in b, the value of a stream \x01Ole10Native.
func Native(b []byte) []byte { return Unpack(b).Data }

// A Packed is a file that the Packager of Windows wrapped, or what else a
// program put down.
type Packed struct {
	Label, Path []byte // in 8-bit characters; nil: there are none
	Data        []byte
}

// Unpack returns the file in b, the value of a stream \x01Ole10Native: its size
// (MS-OLEDS 2.3.6), and what the Packager of Windows puts there: 2, label, path, two
// words, the size of another path and that path, the size of the file and the file.
// Where b holds something else, all that follows its size is the file.
func Unpack(b []byte) Packed {
	if len(b) < 4 {
		return Packed{Data: b}
	}
	body := b[4:]
	body = body[:min(int64(len(body)), int64(le.Uint32(b)))]
	rest, ok := bytes.CutPrefix(body, []byte{2, 0})
	if !ok {
		return Packed{Data: body}
	}
	var p Packed
	for _, name := range []*[]byte{&p.Label, &p.Path} {
		const longest = 1 << 10
		n := bytes.IndexByte(rest[:min(len(rest), longest)], 0)
		if n < 0 {
			return Packed{Data: body}
		}
		*name, rest = rest[:n], rest[n+1:]
	}
	if len(rest) < 8 {
		return Packed{Data: body}
	}
	n := int64(le.Uint32(rest[4:]))
	if n+12 > int64(len(rest)) {
		return Packed{Data: body}
	}
	rest = rest[8+n:]
	p.Data = rest[4:][:min(int64(le.Uint32(rest)), int64(len(rest)-4))]
	return p
}
