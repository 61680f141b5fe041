package ole

// readDirectory reads the directory, and builds the tree of its entries.
func (f *File) readDirectory() {
	raw := f.chain(le.Uint32(f.raw[48:]), -1, badDirectory)
	n := len(raw) / entrySize
	if n > maxEntries {
		f.troubles.Trouble(manyEntries)
		n = maxEntries
	}
	d := directory{file: f, raw: raw, seen: make([]bool, n)}
	at := d.rootAt()
	if at < 0 {
		return
	}
	f.root = d.entry(at)
	f.root.Storage = true
	d.seen[at] = true
	d.tree(f.root, d.number(at, childAt), 0)
	d.orphans()
}

// A directory is the entries as they lie in the file (MS-CFB, 2.6).
type directory struct {
	file *File
	raw  []byte
	seen []bool // entries that have their place
}

// Where the numbers of an entry stand.
const (
	leftAt  = 68
	rightAt = 72
	childAt = 76
)

// rootAt returns the number of the root; -1 if there is none.
func (d *directory) rootAt() int {
	for i := range d.seen {
		if d.kind(i) == typeRoot {
			if i > 0 {
				d.file.troubles.Trouble(badDirectory)
			}
			return i
		}
	}
	return -1
}

func (d *directory) kind(i int) byte { return d.raw[i*entrySize+66] }

// number returns a number of entry i.
func (d *directory) number(i, at int) uint32 { return le.Uint32(d.raw[i*entrySize+at:]) }

// entry returns entry i, without what lies in it.
func (d *directory) entry(i int) *Entry {
	b := d.raw[i*entrySize : (i+1)*entrySize]
	const name = 64
	n := min(max(int(le.Uint16(b[name:]))-2, 0), name)
	e := &Entry{Name: Wide(b[:n]), Storage: b[66] != typeStream, start: le.Uint32(b[116:])}
	copy(e.Class[:], b[80:])
	// QUIRK: MS-CFB, 2.6.1: the upper half of a size may be anything in files
	// of version 3, whose sectors have 512 bytes.
	e.Size = int64(le.Uint32(b[120:]))
	if d.file.shift > 9 {
		e.Size |= int64(le.Uint32(b[124:])&0x7FFFFFFF) << 32
	}
	return e
}

// tree adds entry n, its siblings and what lies in them to the storage up. The
// order is that of the names.
func (d *directory) tree(up *Entry, n uint32, depth int) {
	type step struct {
		n    uint32
		self bool // the left sibling is done
	}
	for stack := []step{{n: n}}; len(stack) > 0; {
		s := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if s.n == noEntry {
			continue
		}
		if !s.self {
			if !d.take(s.n) {
				continue
			}
			i := int(s.n)
			stack = append(stack, step{n: d.number(i, rightAt)}, step{n: s.n, self: true}, step{n: d.number(i, leftAt)})
			continue
		}
		d.add(up, int(s.n), depth)
	}
}

// take reports whether entry n is there and has no place so far.
func (d *directory) take(n uint32) bool {
	if int64(n) >= int64(len(d.seen)) || d.seen[n] {
		d.file.troubles.Trouble(badDirectory)
		return false
	}
	switch d.kind(int(n)) {
	case typeStorage, typeStream:
		d.seen[n] = true
		return true
	}
	d.file.troubles.Trouble(badDirectory)
	return false
}

// add adds entry i to the storage up.
func (d *directory) add(up *Entry, i, depth int) {
	e := d.entry(i)
	up.Entries = append(up.Entries, e)
	if !e.Storage {
		return
	}
	child := d.number(i, childAt)
	switch {
	case child == noEntry:
	case depth >= maxDepth:
		d.file.troubles.Trouble(deepTree)
	default:
		d.tree(e, child, depth+1)
	}
}

// orphans adds streams and storages that no storage names to the root, unless
// it has one of that name.
func (d *directory) orphans() {
	for i := range d.seen {
		if k := d.kind(i); d.seen[i] || k != typeStorage && k != typeStream {
			continue
		}
		d.seen[i] = true
		if e := d.entry(i); e.Name == "" || d.file.root.Find(e.Name) != nil {
			continue
		}
		d.file.troubles.Trouble(orphanEntry)
		d.add(d.file.root, i, 0)
	}
}
