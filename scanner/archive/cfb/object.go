package cfb

import (
	"bytes"
)

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

// Native returns the file in b, the value of a stream \x01Ole10Native: its size
// (MS-OLEDS 2.3.6), and what the Packager of Windows puts there: 2, label, name, two
// words, the size of the path and the path, the size of the file and the file.
// Where b holds something else, all that follows its size is returned.
func Native(b []byte) []byte {
	if len(b) < 4 {
		return b
	}
	b = b[4:]
	rest, ok := bytes.CutPrefix(b, []byte{2, 0})
	for range 2 {
		_, after, found := bytes.Cut(rest, []byte{0})
		rest, ok = after, ok && found
	}
	if !ok || len(rest) < 8 {
		return b
	}
	size := int64(le.Uint32(rest[4:]))
	rest = rest[8:]
	if size+4 > int64(len(rest)) {
		return b
	}
	rest = rest[size:]
	if size = int64(le.Uint32(rest)); size > int64(len(rest)-4) {
		return b
	}
	return rest[4 : 4+size]
}
