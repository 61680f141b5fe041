// Package cfb reads and writes compound files (MS-CFB): the OLE files that MSG
// files, old Office files and embedded objects are. What is damaged is read as
// far as its chains lead.
package cfb

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
)

var le = binary.LittleEndian

// Errors that callers test for. What is neither is damage.
var (
	ErrFormat  = errors.New("no compound file")
	ErrCorrupt = errors.New("corrupt compound file")
	ErrTooMany = errors.New("compound file whose streams share too many sectors")
)

// A Part is what of a compound file is damaged.
type Part uint8

// The parts of a file.
const (
	InHeader     Part = iota
	InTable           // the FAT, the DIFAT or the mini FAT
	InDirectory       // its entries, or how they are linked
	InMiniStream      // the mini stream
	InNoStorage       // entries that no storage holds
)

// A Damage is what is wrong with a compound file; it is an ErrCorrupt.
type Damage struct {
	Part Part
	N    int // times that it was found
	what string
}

func (d *Damage) Error() string { return ErrCorrupt.Error() + ": " + d.what }

// Unwrap returns ErrCorrupt.
func (d *Damage) Unwrap() error { return ErrCorrupt }

// Magic is how a compound file starts (MS-CFB 2.2).
const Magic = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"

// Sizes and places of the header (MS-CFB 2.2).
const (
	headerSize = 512
	headFATs   = 109 // sectors of the FAT that the header names
	miniShift  = 6
	miniCutoff = 4096
)

// Numbers of sectors that are none (MS-CFB 2.1).
const (
	maxSector  = 0xfffffffa
	endOfChain = 0xfffffffe
	freeSector = 0xffffffff
)

// A File is a compound file in memory. It is for one goroutine.
type File struct {
	raw     []byte
	shift   uint     // of the size of a sector
	fat     []uint32 // sectors that hold the FAT
	mini    []uint32 // sectors that hold the mini stream
	miniFAT []uint32 // sectors that hold the mini FAT
	budget  int64    // bytes that streams may still have
	entries []*Entry
	root    *Entry
	damages []*Damage
}

// Is reports whether head is the start of a compound file.
func Is(head []byte) bool { return bytes.HasPrefix(head, []byte(Magic)) }

// Open reads the directory of the compound file raw, which is kept. What is
// wrong with it is told by Problems; an error is that there is nothing to read.
func Open(raw []byte) (*File, error) {
	if !Is(raw) || len(raw) < headerSize {
		return nil, ErrFormat
	}
	f := &File{raw: raw, shift: 9, budget: 4*int64(len(raw)) + 1<<20}
	if le.Uint16(raw[26:]) == 4 || le.Uint16(raw[30:]) == 12 {
		f.shift = 12
	}
	if f.shift != uint(le.Uint16(raw[30:])) || le.Uint16(raw[32:]) != miniShift || le.Uint32(raw[56:]) != miniCutoff {
		f.damaged(InHeader, 1, "header with sizes of sectors or streams that none can have")
	}
	f.readFAT()
	if !f.readDirectory() {
		return nil, fmt.Errorf("%w: no directory", ErrCorrupt)
	}
	var err error
	if f.mini, err = f.chain(f.root.start, f.root.size); err != nil {
		f.damaged(InMiniStream, 1, "mini stream: %v", err)
	}
	f.readMiniFAT()
	f.link()
	return f, nil
}

// Root returns the storage that holds all others.
func (f *File) Root() *Entry { return f.root }

// Problems returns what is wrong with the header, the FAT and the directory.
func (f *File) Problems() []*Damage { return f.damages }

// maxDamages is the number of kinds of damage that are kept of a file.
const maxDamages = 100

// damaged notes damage of a part, n times.
func (f *File) damaged(part Part, n int, format string, args ...any) {
	what := fmt.Sprintf(format, args...)
	same := func(d *Damage) bool { return d.what == what }
	if i := slices.IndexFunc(f.damages, same); i >= 0 {
		f.damages[i].N += n
	} else if len(f.damages) < maxDamages {
		f.damages = append(f.damages, &Damage{part, n, what})
	}
}

func corrupt(format string, args ...any) error {
	return fmt.Errorf("%w: "+format, append([]any{ErrCorrupt}, args...)...)
}

// sector returns the sector n, which is shorter at the end of the file; nil: the file has none.
func (f *File) sector(n uint32) []byte {
	start := (int64(n) + 1) << f.shift
	if n > maxSector || start >= int64(len(f.raw)) {
		return nil
	}
	return f.raw[start:min(start+1<<f.shift, int64(len(f.raw)))]
}

// count returns the number of sectors of the file, that at its end too.
func (f *File) count() int { return (len(f.raw)-1)>>f.shift + 1 }

// readFAT collects the sectors of the FAT: those that the header names, and
// those that the chain of DIFAT sectors names (MS-CFB 2.5).
func (f *File) readFAT() {
	add := func(b []byte) {
		for ; len(b) >= 4 && len(f.fat) < f.count(); b = b[4:] {
			if n := le.Uint32(b); n <= maxSector {
				f.fat = append(f.fat, n)
			}
		}
	}
	add(f.raw[76 : 76+4*headFATs])
	next := le.Uint32(f.raw[68:])
	for range f.count() {
		s := f.sector(next)
		if len(s) < 1<<f.shift || len(f.fat) >= f.count() {
			break
		}
		add(s[:len(s)-4])
		next = le.Uint32(s[len(s)-4:])
	}
	if n := int64(le.Uint32(f.raw[44:])); int64(len(f.fat)) != n {
		f.damaged(InTable, 1, "%d of %d sectors of the FAT", len(f.fat), n)
	}
}

// next returns the sector that follows n by the table whose sectors are given.
func (f *File) next(table []uint32, n uint32) uint32 {
	per := uint32(1) << (f.shift - 2)
	if int64(n/per) >= int64(len(table)) {
		return freeSector
	}
	s := f.sector(table[n/per])
	if at := 4 * int(n%per); at+4 <= len(s) {
		return le.Uint32(s[at:])
	}
	return freeSector
}

// readMiniFAT collects the sectors of the mini FAT: all of their chain, or
// what there is of it.
func (f *File) readMiniFAT() {
	n := int64(le.Uint32(f.raw[64:]))
	var err error
	f.miniFAT, err = f.chain(le.Uint32(f.raw[60:]), int64(len(f.raw)))
	if int64(len(f.miniFAT)) < n {
		f.damaged(InTable, 1, "mini FAT: %v", err)
	}
}

// chain returns the sectors from start that size bytes need.
func (f *File) chain(start uint32, size int64) ([]uint32, error) {
	want := (size + 1<<f.shift - 1) >> f.shift
	most := min(want, int64(f.count()))
	list := make([]uint32, 0, most)
	for n := start; int64(len(list)) < most; n = f.next(f.fat, n) {
		if f.sector(n) == nil {
			return list, fmt.Errorf("chain ends after %d of %d sectors", len(list), want)
		}
		list = append(list, n)
	}
	if want > most {
		return list, fmt.Errorf("%d sectors in a file of %d", want, f.count())
	}
	return list, nil
}
