package cfb

import (
	"bytes"
	"io"
	"slices"
	"strings"
	"unicode/utf16"
)

// Types of directory entries (MS-CFB 2.6.1).
const (
	typeStorage = 1
	typeStream  = 2
	typeRoot    = 5
)

const (
	entrySize = 128
	noEntry   = 0xffffffff

	maxEntries = 1 << 20 // the others are not read
)

// An Entry is a storage, which holds other entries, or a stream of bytes.
type Entry struct {
	Name     string
	CLSID    [16]byte // of what wrote a storage
	Children []*Entry // of a storage, in the order of its tree; some of a damaged one may be lost

	kind               byte
	left, right, child uint32
	start              uint32
	size               int64
	f                  *File
	data               []byte // of a stream that lies in no file
	charged, linked    bool
	parent             *Entry
}

// Storage returns a storage that lies in no file.
func Storage(name string, children ...*Entry) *Entry {
	return &Entry{Name: name, Children: children, kind: typeStorage}
}

// Stream returns a stream that lies in no file.
func Stream(name string, data []byte) *Entry {
	return &Entry{Name: name, kind: typeStream, data: data, size: int64(len(data))}
}

// IsStorage reports whether e holds other entries.
func (e *Entry) IsStorage() bool { return e.kind == typeStorage || e.kind == typeRoot }

// Size returns the bytes of a stream, as declared.
func (e *Entry) Size() int64 { return e.size }

// Child returns the entry of that name in the storage, or nil, as of no storage.
// Case does not count (MS-CFB 2.6.4).
func (e *Entry) Child(name string) *Entry {
	if e == nil {
		return nil
	}
	for _, c := range e.Children {
		if strings.EqualFold(c.Name, name) {
			return c
		}
	}
	return nil
}

// Open returns a reader of the stream.
func (e *Entry) Open() (io.Reader, error) {
	b, err := e.Bytes()
	if err != nil {
		return &failing{b, err}, nil
	}
	return bytes.NewReader(b), nil
}

// A failing reader gives bytes and then an error.
type failing struct {
	b   []byte
	err error
}

func (r *failing) Read(p []byte) (int, error) {
	if len(r.b) == 0 {
		return 0, r.err
	}
	n := copy(p, r.b)
	r.b = r.b[n:]
	return n, nil
}

// Bytes returns the bytes of the stream, with an error those that its chain
// leads to. They may be those of the file itself and must not be written to.
func (e *Entry) Bytes() ([]byte, error) {
	if e.f == nil || e.kind != typeStream {
		return e.data, nil
	}
	if !e.charged { // sound streams share no sector
		if e.f.budget < min(e.size, int64(len(e.f.raw))) {
			return nil, ErrTooMany
		}
		e.charged = true
		e.f.budget -= min(e.size, int64(len(e.f.raw)))
	}
	if e.size < miniCutoff {
		return e.f.small(e.start, int(e.size))
	}
	return e.f.large(e.start, e.size)
}

// large returns the stream that starts at a sector: where its sectors follow
// each other without a copy.
func (f *File) large(start uint32, size int64) ([]byte, error) {
	list, err := f.chain(start, size)
	if err != nil {
		err = corrupt("stream at sector %d: %v", start, err)
	}
	size = min(size, int64(len(list))<<f.shift)
	if size == 0 {
		return nil, err
	}
	if b, ok := f.run(list, size); ok {
		return b, err
	}
	b := make([]byte, 0, size)
	for _, n := range list {
		s := f.sector(n)
		b = append(b, s[:min(int64(len(s)), size-int64(len(b)))]...)
	}
	if int64(len(b)) < size && err == nil {
		err = corrupt("stream at sector %d: %d of %d bytes", start, len(b), size)
	}
	return b, err
}

// run returns the size bytes of the sectors if these lie end to end and whole.
func (f *File) run(list []uint32, size int64) ([]byte, bool) {
	for i, n := range list {
		if n != list[0]+uint32(i) {
			return nil, false
		}
	}
	start := (int64(list[0]) + 1) << f.shift
	end := start + size
	if end > int64(len(f.raw)) {
		return nil, false
	}
	return f.raw[start:end:end], true
}

// small returns the stream that starts at a sector of the mini stream (MS-CFB 2.4).
func (f *File) small(start uint32, size int) ([]byte, error) {
	b := make([]byte, 0, size)
	for n := start; len(b) < size; n = f.next(f.miniFAT, n) {
		s := f.miniSector(n)
		if s == nil {
			return b, corrupt("stream at mini sector %d: %d of %d bytes", start, len(b), size)
		}
		b = append(b, s[:min(len(s), size-len(b))]...)
		if len(s) < 1<<miniShift && len(b) < size {
			return b, corrupt("stream at mini sector %d: %d of %d bytes", start, len(b), size)
		}
	}
	return b, nil
}

// miniSector returns the sector n of the mini stream, or nil.
func (f *File) miniSector(n uint32) []byte {
	per := uint32(1) << (f.shift - miniShift)
	if int64(n/per) >= int64(len(f.mini)) {
		return nil
	}
	s := f.sector(f.mini[n/per])
	if at := int(n%per) << miniShift; at < len(s) {
		return s[at:min(at+1<<miniShift, len(s))]
	}
	return nil
}

// readDirectory reads the entries (MS-CFB 2.6). It reports false if there is no root.
func (f *File) readDirectory() bool {
	seen := map[uint32]bool{}
	for n := le.Uint32(f.raw[48:]); n != endOfChain; n = f.next(f.fat, n) {
		s := f.sector(n)
		if s == nil || seen[n] {
			f.damaged(InDirectory, 1, "directory ends after %d sectors", len(seen))
			break
		}
		if len(f.entries) >= maxEntries {
			f.damaged(InDirectory, 1, "more than %d entries", maxEntries)
			break
		}
		seen[n] = true
		for ; len(s) >= entrySize; s = s[entrySize:] {
			f.entries = append(f.entries, f.entry(s))
		}
	}
	if len(f.entries) == 0 {
		return false
	}
	f.root = f.entries[0]
	if i := slices.IndexFunc(f.entries, func(e *Entry) bool { return e.kind == typeRoot }); i > 0 {
		f.root = f.entries[i]
	}
	if f.entries[0].kind != typeRoot {
		f.damaged(InDirectory, 1, "first entry of type %d", f.entries[0].kind)
		f.root.kind = typeRoot
	}
	return true
}

// entry reads one entry (MS-CFB 2.6.1).
func (f *File) entry(b []byte) *Entry {
	e := &Entry{CLSID: [16]byte(b[80:]), kind: b[66], f: f, left: le.Uint32(b[68:]), right: le.Uint32(b[72:]),
		child: le.Uint32(b[76:]), start: le.Uint32(b[116:]), size: int64(le.Uint32(b[120:]))}
	if high := le.Uint32(b[124:]); f.shift == 12 && high < 1<<31 { // QUIRK: MS-CFB 2.6.1, in version 3 it may be anything
		e.size |= int64(high) << 32
	}
	name := make([]uint16, min(int(le.Uint16(b[64:]))/2, 32))
	for i := range name {
		name[i] = le.Uint16(b[2*i:])
	}
	for len(name) > 0 && name[len(name)-1] == 0 {
		name = name[:len(name)-1]
	}
	e.Name = string(utf16.Decode(name))
	return e
}

// link gives the storages their children.
func (f *File) link() {
	f.root.linked = true
	f.grow(f.root)
	lost := 0
	for _, e := range f.entries {
		if !e.linked && e.kind == typeStorage {
			e.linked = true
			f.grow(e)
			e.linked = false
		}
	}
	for i, e := range f.entries {
		if !e.linked && (e.kind == typeStorage || e.kind == typeStream) {
			lost++
			f.adopt(e, i, lost)
		}
	}
	if lost > 0 {
		f.damaged(InNoStorage, lost, "%d entries that no storage holds", lost)
	}
}

// maxLost is the number of lost entries that are given a storage at most.
const maxLost = 1000

// adopt gives the entry, the n-th lost one, to the storage that holds the one
// before it in the directory: writers put down a storage's entries one after the
// other. A name that the storage has already is no lost entry of it.
func (f *File) adopt(e *Entry, at, n int) {
	before := f.entries[max(at-1, 0)]
	parent := before.parent
	switch {
	case before.kind == typeRoot:
		parent = before
	case before.kind == typeStorage && at+1 < len(f.entries) && f.entries[at+1].parent == before:
		parent = before
	}
	if n <= maxLost && parent != nil && e.Name != "" && parent.Child(e.Name) == nil {
		e.linked, e.parent = true, parent
		parent.Children = append(parent.Children, e)
	}
}

// grow gives the storage e its children, and those that are storages theirs.
func (f *File) grow(e *Entry) {
	stack := []*Entry{e}
	for len(stack) > 0 {
		e := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		e.Children = f.siblings(e.child)
		for _, c := range e.Children {
			c.parent = e
			if c.kind == typeStorage {
				stack = append(stack, c)
			}
		}
	}
}

// siblings returns the entries of the tree below the entry n, from left to right.
func (f *File) siblings(n uint32) []*Entry {
	var list, path []*Entry
	for {
		for e := f.take(n); e != nil; e = f.take(n) {
			path = append(path, e)
			n = e.left
		}
		if len(path) == 0 {
			return list
		}
		e := path[len(path)-1]
		path = path[:len(path)-1]
		if e.kind == typeStorage || e.kind == typeStream {
			list = append(list, e)
		} else {
			f.damaged(InDirectory, 1, "entry of type %d", e.kind)
		}
		n = e.right
	}
}

// take returns the entry n, which then is no other's; nil: it is already, or there is none.
func (f *File) take(n uint32) *Entry {
	if n == noEntry {
		return nil
	}
	if int64(n) >= int64(len(f.entries)) {
		f.damaged(InDirectory, 1, "entry %d of %d", n, len(f.entries))
		return nil
	}
	e := f.entries[n]
	if e.linked {
		f.damaged(InDirectory, 1, "entry %d is held twice", n)
		return nil
	}
	e.linked = true
	return e
}
