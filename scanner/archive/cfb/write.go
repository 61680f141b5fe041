package cfb

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"unicode/utf16"
)

// File returns a compound file whose root is the storage e, and the first
// error of its streams, of which what could be read is in the file. Names of
// more than 31 characters are cut.
func (e *Entry) File() ([]byte, error) {
	w := &writer{}
	w.add(e, typeRoot, 0)
	w.place()
	return w.bytes(), w.err
}

// Build returns a compound file whose root holds the entries, which lie in no file.
func Build(entries ...*Entry) []byte {
	b, _ := Storage("", entries...).File()
	return b
}

// maxLevels is the number of storages within each other at most.
const maxLevels = 64

// A writer lays out a compound file of version 3: the header, the streams of
// many sectors, the mini stream, the mini FAT, the directory, the FAT and the DIFAT.
type writer struct {
	dir     []byte
	kinds   []byte
	streams [][]byte // by entry
	mini    bytes.Buffer
	miniFAT []uint32
	body    bytes.Buffer // the sectors
	fat     []uint32
	err     error
}

// add writes the entry e and those below it to the directory and returns its number.
func (w *writer) add(e *Entry, kind byte, level int) uint32 {
	n := uint32(len(w.kinds))
	w.kinds = append(w.kinds, kind)
	w.streams = append(w.streams, nil)
	b := make([]byte, entrySize)
	name := utf16.Encode([]rune(e.Name))
	if kind == typeRoot {
		name = utf16.Encode([]rune("Root Entry"))
	}
	name = name[:min(len(name), 31)]
	for i, c := range name {
		le.PutUint16(b[2*i:], c)
	}
	le.PutUint16(b[64:], uint16(2*len(name)+2))
	b[66], b[67] = kind, 1
	for _, at := range []int{68, 72, 76} {
		le.PutUint32(b[at:], noEntry)
	}
	copy(b[80:], e.CLSID[:])
	w.dir = append(w.dir, b...)
	if kind == typeStream {
		w.stream(n, e)
	} else if level < maxLevels {
		child := w.children(e, level)
		le.PutUint32(w.dir[n*entrySize+76:], child)
	} else {
		w.err = cmp.Or(w.err, corrupt("%d storages within each other", level))
	}
	return n
}

func (w *writer) stream(n uint32, e *Entry) {
	b, err := e.Bytes()
	w.err = cmp.Or(w.err, err)
	w.streams[n] = b
}

// children adds the entries of a storage and returns the number of the one at
// the top of their tree, whose order is that of MS-CFB 2.6.4.
func (w *writer) children(e *Entry, level int) uint32 {
	list := slices.Clone(e.Children)
	slices.SortStableFunc(list, func(a, b *Entry) int {
		return cmp.Or(cmp.Compare(len(utf16.Encode([]rune(a.Name))), len(utf16.Encode([]rune(b.Name)))),
			cmp.Compare(strings.ToUpper(a.Name), strings.ToUpper(b.Name)))
	})
	numbers := make([]uint32, len(list))
	for i, c := range list {
		numbers[i] = w.add(c, c.kind, level+1)
	}
	return w.tree(numbers)
}

// tree links the entries into a balanced tree and returns the one at its top.
func (w *writer) tree(list []uint32) uint32 {
	if len(list) == 0 {
		return noEntry
	}
	at := len(list) / 2
	top := list[at] * entrySize
	left, right := w.tree(list[:at]), w.tree(list[at+1:])
	le.PutUint32(w.dir[top+68:], left)
	le.PutUint32(w.dir[top+72:], right)
	return list[at]
}

// place gives the streams their sectors.
func (w *writer) place() {
	for n, b := range w.streams {
		if w.kinds[n] != typeStream {
			continue
		}
		start := uint32(endOfChain)
		if len(b) >= miniCutoff {
			start = w.sectors(b)
		} else if len(b) > 0 {
			start = uint32(len(w.miniFAT))
			w.miniFAT = link(w.miniFAT, (len(b)+1<<miniShift-1)>>miniShift)
			w.mini.Write(b)
			w.mini.Write(make([]byte, -len(b)&(1<<miniShift-1)))
		}
		w.setStream(n, start, len(b))
	}
	w.setStream(0, w.sectors(w.mini.Bytes()), w.mini.Len())
}

func (w *writer) setStream(n int, start uint32, size int) {
	le.PutUint32(w.dir[n*entrySize+116:], start)
	le.PutUint32(w.dir[n*entrySize+120:], uint32(size))
}

// link appends a chain of n sectors to the table.
func link(table []uint32, n int) []uint32 {
	for range n {
		table = append(table, uint32(len(table)+1))
	}
	table[len(table)-1] = endOfChain
	return table
}

const sectorSize = 512

// sectors writes b to sectors of its own and returns the first.
func (w *writer) sectors(b []byte) uint32 {
	if len(b) == 0 {
		return endOfChain
	}
	start := uint32(len(w.fat))
	w.fat = link(w.fat, (len(b)+sectorSize-1)/sectorSize)
	w.body.Write(b)
	w.body.Write(make([]byte, -len(b)&(sectorSize-1)))
	return start
}

// bytes writes the tables and the header.
func (w *writer) bytes() []byte {
	head := make([]byte, headerSize)
	copy(head, Magic)
	for at, v := range map[int]uint16{24: 0x3e, 26: 3, 28: 0xfffe, 30: 9, 32: miniShift} {
		le.PutUint16(head[at:], v)
	}
	le.PutUint32(head[56:], miniCutoff)
	le.PutUint32(head[60:], w.sectors(wholeWords(w.miniFAT)))
	le.PutUint32(head[64:], uint32((4*len(w.miniFAT)+sectorSize-1)/sectorSize))
	for len(w.dir)%sectorSize != 0 {
		free := make([]byte, entrySize)
		for _, at := range []int{68, 72, 76} {
			le.PutUint32(free[at:], noEntry)
		}
		w.dir = append(w.dir, free...)
	}
	le.PutUint32(head[48:], w.sectors(w.dir))
	w.tables(head)
	return append(head, w.body.Bytes()...)
}

// tables writes the FAT and the DIFAT, which hold sectors of their own (MS-CFB 2.3, 2.5).
func (w *writer) tables(head []byte) {
	const per, difatPer = sectorSize / 4, sectorSize/4 - 1
	fats, difats := 0, 0
	for {
		f := (len(w.fat) + fats + difats + per - 1) / per
		d := (max(f-headFATs, 0) + difatPer - 1) / difatPer
		if f == fats && d == difats {
			break
		}
		fats, difats = f, d
	}
	first := len(w.fat)
	for range fats {
		w.fat = append(w.fat, 0xfffffffd)
	}
	for range difats {
		w.fat = append(w.fat, 0xfffffffc)
	}
	w.body.Write(wholeWords(w.fat))
	at := make([]uint32, 0, fats)
	for i := range fats {
		at = append(at, uint32(first+i))
	}
	copy(head[76:], bytes.Repeat([]byte{0xff}, 4*headFATs))
	copy(head[76:], words(at[:min(fats, headFATs)]))
	le.PutUint32(head[44:], uint32(fats))
	le.PutUint32(head[68:], endOfChain)
	le.PutUint32(head[72:], uint32(difats))
	if difats > 0 {
		le.PutUint32(head[68:], uint32(first+fats))
	}
	rest := at[min(fats, headFATs):]
	for i := range difats {
		part := rest[:min(len(rest), difatPer)]
		rest = rest[len(part):]
		sector := append(words(part), bytes.Repeat([]byte{0xff}, 4*(difatPer-len(part)))...)
		next := uint32(endOfChain)
		if i+1 < difats {
			next = uint32(first + fats + i + 1)
		}
		w.body.Write(le.AppendUint32(sector, next))
	}
}

func words(list []uint32) []byte {
	b := make([]byte, 0, 4*len(list))
	for _, n := range list {
		b = le.AppendUint32(b, n)
	}
	return b
}

// wholeWords returns the list in whole sectors, the last filled up with free ones.
func wholeWords(list []uint32) []byte {
	b := words(list)
	return append(b, bytes.Repeat([]byte{0xff}, -len(b)&(sectorSize-1))...)
}
