// Package ole tells what compound files (MS-CFB) hold for those who read
// documents, which old ones of Office and encrypted packages are: their kind,
// properties and embedded objects.
//
// A damaged file gives what can be read of it. Time and memory are bounded by
// the size of the file and the limits below.
package ole

import (
	"encoding/binary"
	"errors"
	"unicode/utf16"

	"exposed/scanner/archive/cfb"
	"exposed/scanner/document"
)

var le = binary.LittleEndian

// A File is a compound file.
type File struct {
	file     *cfb.File
	troubles document.Troubles
}

// Open reads the directory of the compound file raw. The error says that there
// is none; what is damaged else is told by Problems.
func Open(raw []byte) (*File, error) {
	file, err := cfb.Open(raw)
	if err != nil {
		return nil, err
	}
	f := &File{file: file}
	for _, d := range file.Problems() {
		for range d.N {
			f.troubles.Trouble(damages[d.Part])
		}
	}
	return f, nil
}

// Root returns the storage that holds all others.
func (f *File) Root() *cfb.Entry { return f.file.Root() }

// Problems tells what was found damaged so far.
func (f *File) Problems() []document.Problem { return f.troubles.Told(troubleKinds[:]) }

// Stream returns the bytes of the stream of that name in the storage e; nil if
// there is none. They are not to be written to.
func (f *File) Stream(e *cfb.Entry, name string) []byte { return f.Read(e.Child(name)) }

// Read returns the bytes of the stream e, as far as they can be found; nil if
// there are none. They are not to be written to.
func (f *File) Read(e *cfb.Entry) []byte {
	if e == nil || e.IsStorage() || e.Size() == 0 {
		return nil
	}
	b, err := e.Bytes()
	f.failed(err)
	return b
}

// failed notes the error of a stream.
func (f *File) failed(err error) {
	switch {
	case err == nil:
	case errors.Is(err, cfb.ErrTooMany):
		f.troubles.Trouble(tooMuch)
	default:
		f.troubles.Trouble(badStream)
	}
}

// Wide returns the text of the UTF-16 b. An odd last byte is dropped.
func Wide(b []byte) string {
	units := make([]uint16, len(b)/2)
	for i := range units {
		units[i] = le.Uint16(b[2*i:])
	}
	return string(utf16.Decode(units))
}
