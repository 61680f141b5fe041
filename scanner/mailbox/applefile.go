package mailbox

import (
	"encoding/binary"
	"fmt"

	"golang.org/x/text/encoding/charmap"
)

// An AppleFile is what an AppleSingle or AppleDouble file holds (RFC 1740,
// appendices A and B).
type AppleFile struct {
	Name, Comment string
	Data          []byte // the data fork; nil in AppleDouble
	Problems      []Problem
}

// Kinds of entries (RFC 1740, appendix A).
const (
	appleData     = 1
	appleResource = 2
	appleName     = 3
	appleComment  = 4
)

// ReadAppleFile reads raw, which begins as IsAppleFile says.
func ReadAppleFile(raw []byte) AppleFile {
	var f AppleFile
	if len(raw) < 26 {
		return AppleFile{Problems: []Problem{{"malformed", "header of AppleSingle is cut"}}}
	}
	entries := raw[26:]
	for range binary.BigEndian.Uint16(raw[24:]) {
		if len(entries) < 12 {
			f.problem("malformed", fmt.Sprintf("entries of AppleSingle are cut at byte %d", len(raw)))
			break
		}
		id, at, size := binary.BigEndian.Uint32(entries), int64(binary.BigEndian.Uint32(entries[4:])), int64(binary.BigEndian.Uint32(entries[8:]))
		entries = entries[12:]
		if end := int64(len(raw)); at+size > end {
			f.problem("malformed", fmt.Sprintf("entry %d of AppleSingle at byte %d has %d of %d bytes", id, at, max(end-at, 0), size))
			at = min(at, end)
			size = end - at
		}
		f.entry(id, raw[at:at+size])
	}
	return f
}

func (f *AppleFile) entry(id uint32, data []byte) {
	switch id {
	case appleData:
		f.Data = data
	case appleName:
		f.Name = macRoman(data)
	case appleComment:
		f.Comment = macRoman(data)
	case appleResource:
		if len(data) > emptyResource {
			f.problem("unsupported", fmt.Sprintf("resource fork of %d bytes is not read", len(data)))
		}
	}
}

func (f *AppleFile) problem(reason, detail string) {
	f.Problems = append(f.Problems, Problem{reason, detail})
}

func macRoman(b []byte) string {
	s, _ := charmap.Macintosh.NewDecoder().Bytes(b) // every byte has a character
	return string(s)
}
