// Package ole reads compound files (MS-CFB), which old Office documents,
// messages of Outlook and encrypted packages are, and what lies in them for all
// of these alike: their properties and embedded objects.
//
// A damaged file gives what can be read of it. Time and memory are bounded by
// the size of the file and the limits below.
package ole

import (
	"encoding/binary"
	"errors"
	"strings"
	"unicode/utf16"

	"exposed/scanner/document"
)

var le = binary.LittleEndian

// Magic is how a compound file starts (MS-CFB, 2.2).
const Magic = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"

// ErrFormat says that bytes are no compound file.
var ErrFormat = errors.New("no compound file")

// The limits of a file.
const (
	maxEntries = 100_000 // of the directory
	maxDepth   = 64      // storages within storages
	maxTimes   = 4       // how often the size of the file is read out of it
	spareBytes = 16 << 20
)

// The numbers of sectors that mean something else (MS-CFB, 2.1).
const (
	lastSector = 0xFFFFFFFA
	noEntry    = 0xFFFFFFFF
)

// The sizes of what stands in a file.
const (
	headerSize = 512
	entrySize  = 128
	inHeader   = 109 // numbers of FAT sectors in the header
)

// The types of objects of the directory (MS-CFB, 2.6.1).
const (
	typeStorage = 1
	typeStream  = 2
	typeRoot    = 5
)

// A File is a compound file.
type File struct {
	raw      []byte
	shift    uint // of the size of a sector
	mini     uint // of that of a sector in the mini stream
	cutoff   int64
	fat      []uint32
	miniFAT  []uint32
	small    []byte // the mini stream
	root     *Entry
	budget   int // bytes that may still be read
	troubles document.Troubles
}

// An Entry is a storage or a stream.
type Entry struct {
	Name    string // as the directory has it
	Storage bool
	Class   [16]byte // of the object that a storage holds
	Size    int64    // of a stream, as the directory has it
	Entries []*Entry // of a storage
	start   uint32
}

// Open reads the directory of the compound file raw. The error is ErrFormat if
// there is none; what is damaged else is told by Problems.
func Open(raw []byte) (*File, error) {
	if len(raw) < headerSize || string(raw[:len(Magic)]) != Magic {
		return nil, ErrFormat
	}
	f := &File{raw: raw, shift: uint(le.Uint16(raw[30:])), mini: uint(le.Uint16(raw[32:])), cutoff: int64(le.Uint32(raw[56:]))}
	if f.shift != 9 && f.shift != 12 { // MS-CFB, 2.2
		f.troubles.Trouble(badHeader)
		f.shift = 9
	}
	const miniShift, cutoff = 6, 4096
	if f.mini != miniShift || f.cutoff != cutoff {
		f.troubles.Trouble(badHeader)
		f.mini, f.cutoff = miniShift, cutoff
	}
	f.budget = maxTimes*len(raw) + spareBytes
	f.readFAT()
	f.readDirectory()
	if f.root == nil {
		return nil, ErrFormat
	}
	f.miniFAT = numbers(f.chain(le.Uint32(raw[60:]), -1, badFAT))
	f.small = f.chain(f.root.start, f.root.Size, badStream)
	return f, nil
}

// Root returns the storage that holds all others.
func (f *File) Root() *Entry { return f.root }

// Problems tells what was found damaged so far.
func (f *File) Problems() []document.Problem { return f.troubles.Told(troubleKinds[:]) }

// Find returns the entry of that name, in any case of letters; nil if there is none.
func (e *Entry) Find(name string) *Entry {
	if e == nil {
		return nil
	}
	for _, c := range e.Entries {
		if strings.EqualFold(c.Name, name) {
			return c
		}
	}
	return nil
}

// Stream returns the bytes of the stream of that name in the storage e; nil if
// there is none. They are not to be written to.
func (f *File) Stream(e *Entry, name string) []byte {
	if c := e.Find(name); c != nil && !c.Storage {
		return f.Read(c)
	}
	return nil
}

// Read returns the bytes of the stream e, as far as they can be found. They are
// not to be written to.
func (f *File) Read(e *Entry) []byte {
	if e == nil || e.Storage || e.Size == 0 {
		return nil
	}
	if f.budget < 0 {
		f.troubles.Trouble(tooMuch)
		return nil
	}
	if e.Size < f.cutoff {
		return f.smallChain(e.start, int(e.Size))
	}
	f.budget -= int(min(e.Size, int64(len(f.raw))))
	return f.chain(e.start, e.Size, badStream)
}

// sectors returns how many sectors the file has, the last of which may be cut.
func (f *File) sectors() int {
	return (len(f.raw) - 1) >> f.shift
}

// sector returns sector n; nil if it is not there.
func (f *File) sector(n uint32) []byte {
	if int64(n) >= int64(f.sectors()) {
		return nil
	}
	at := (int(n) + 1) << f.shift
	return f.raw[at:min(at+1<<f.shift, len(f.raw))]
}

// readFAT reads the allocation table, whose sectors the header and the chain
// of further sectors name (MS-CFB, 2.3 and 2.5).
func (f *File) readFAT() {
	list := f.raw[76:headerSize]
	next, seen := le.Uint32(f.raw[68:]), 0
	for {
		for ; len(list) >= 4; list = list[4:] {
			n := le.Uint32(list)
			if n >= lastSector || len(f.fat) >= f.sectors() { // the rest tells of no sector
				continue
			}
			s := f.sector(n)
			if s == nil {
				f.troubles.Trouble(badFAT)
				continue
			}
			for ; len(s) >= 4; s = s[4:] {
				f.fat = append(f.fat, le.Uint32(s))
			}
		}
		s := f.sector(next)
		if next >= lastSector || len(s) < 8 {
			return
		}
		if seen++; seen > f.sectors() {
			f.troubles.Trouble(badFAT)
			return
		}
		next, list = le.Uint32(s[len(s)-4:]), s[:len(s)-4]
	}
}

// chain returns what lies in the sectors from start on, up to size bytes, or
// all if size is negative. Sectors in a row are not copied.
func (f *File) chain(start uint32, size int64, kind int) []byte {
	if start >= lastSector || size == 0 {
		if size > 0 {
			f.troubles.Trouble(kind)
		}
		return nil
	}
	run := 1 // sectors in a row
	n := start
	most := f.sectors()
	if size >= 0 {
		most = int(min(int64(most), (size+1<<f.shift-1)>>f.shift))
	}
	for run < most && f.next(n) == n+1 {
		n++
		run++
	}
	first := f.sector(start)
	if first == nil {
		f.troubles.Trouble(kind)
		return nil
	}
	at := (int(start) + 1) << f.shift
	out := f.raw[at:min(at+run<<f.shift, len(f.raw))]
	n = f.next(n)
	if n < lastSector && run < most {
		out = f.scattered(out, n, most-run)
	}
	return f.sized(out, size, kind)
}

// scattered returns a copy of out with up to most sectors from n on.
func (f *File) scattered(out []byte, n uint32, most int) []byte {
	out = append(make([]byte, 0, len(out)+min(most, 64)<<f.shift), out...)
	f.budget -= len(out)
	for ; most > 0 && n < lastSector; most-- {
		s := f.sector(n)
		if s == nil {
			break
		}
		if f.budget -= len(s); f.budget < 0 {
			f.troubles.Trouble(tooMuch)
			break
		}
		out = append(out, s...)
		n = f.next(n)
	}
	return out
}

// next returns the sector that follows n.
func (f *File) next(n uint32) uint32 {
	if int64(n) >= int64(len(f.fat)) {
		return noEntry
	}
	return f.fat[n]
}

// sized returns out cut to size, if that is known.
func (f *File) sized(out []byte, size int64, kind int) []byte {
	switch {
	case size < 0:
	case int64(len(out)) < size:
		f.troubles.Trouble(kind)
	default:
		out = out[:size:size]
	}
	return out[:len(out):len(out)]
}

// smallChain returns size bytes of the mini stream, from sector n on.
func (f *File) smallChain(n uint32, size int) []byte {
	out := make([]byte, 0, size)
	f.budget -= size
	for len(out) < size && n < lastSector && f.budget >= 0 {
		at := int64(n) << f.mini
		if at >= int64(len(f.small)) {
			break
		}
		out = append(out, f.small[at:min(at+1<<f.mini, int64(len(f.small)))]...)
		if int64(n) >= int64(len(f.miniFAT)) {
			break
		}
		n = f.miniFAT[n]
	}
	if f.budget < 0 {
		f.troubles.Trouble(tooMuch)
	}
	return f.sized(out, int64(size), badStream)
}

// numbers returns the numbers in b.
func numbers(b []byte) []uint32 {
	out := make([]uint32, 0, len(b)/4)
	for ; len(b) >= 4; b = b[4:] {
		out = append(out, le.Uint32(b))
	}
	return out
}

// Wide returns the text of the UTF-16 b. An odd last byte is dropped.
func Wide(b []byte) string {
	units := make([]uint16, len(b)/2)
	for i := range units {
		units[i] = le.Uint16(b[2*i:])
	}
	return string(utf16.Decode(units))
}
