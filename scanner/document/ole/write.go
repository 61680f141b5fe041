package ole

import (
	"slices"
	"strings"
	"unicode/utf16"
)

// Extract returns the storage e of f as a compound file of its own, for those
// who read such files: an embedded document is one. It is not written back the
// way that it was: the order and the rest of the sectors are ours.
func (f *File) Extract(e *Entry) []byte { return Build(f.node(e)) }

// A Node is a storage or a stream that is to be written.
type Node struct {
	Name  string
	Class [16]byte // of a storage
	Data  []byte   // of a stream
	Nodes []Node   // of a storage; nil: a stream
}

// node returns the entry e with all that lies in it.
func (f *File) node(e *Entry) Node {
	n := Node{Name: e.Name, Class: e.Class}
	if !e.Storage {
		n.Data = f.Read(e)
		return n
	}
	n.Nodes = []Node{}
	for _, c := range e.Entries {
		n.Nodes = append(n.Nodes, f.node(c))
	}
	return n
}

// Build returns a compound file of version 3 with the root n.
func Build(n Node) []byte {
	w := writer{}
	n.Name = "Root Entry"
	w.enter(n, typeRoot)
	w.siblings()
	return w.file()
}

// A writer builds a compound file.
type writer struct {
	nodes    []Node
	dir      []byte
	children [][]int // of each entry
	body     []byte  // sectors of streams
	small    []byte  // the mini stream
	fat      []uint32
	miniFAT  []uint32
}

const sectorSize, miniSize = 512, 64

// enter adds an entry to the directory and returns its number.
func (w *writer) enter(n Node, kind byte) int {
	at := len(w.children)
	b := make([]byte, entrySize)
	units := utf16.Encode([]rune(n.Name))
	units = units[:min(len(units), 31)]
	for i, u := range units {
		le.PutUint16(b[2*i:], u)
	}
	le.PutUint16(b[64:], uint16(2*len(units)+2))
	b[66], b[67] = kind, 1
	for _, k := range [...]int{leftAt, rightAt, childAt} {
		le.PutUint32(b[k:], noEntry)
	}
	copy(b[80:], n.Class[:])
	if kind == typeStream {
		le.PutUint32(b[116:], w.stream(n.Data))
		le.PutUint32(b[120:], uint32(len(n.Data)))
	}
	w.dir = append(w.dir, b...)
	w.children = append(w.children, nil)
	w.nodes = append(w.nodes, n)
	nodes := slices.Clone(n.Nodes)
	slices.SortStableFunc(nodes, func(a, b Node) int { // MS-CFB, 2.6.4
		if len(a.Name) != len(b.Name) {
			return len(a.Name) - len(b.Name)
		}
		return strings.Compare(strings.ToUpper(a.Name), strings.ToUpper(b.Name))
	})
	for _, c := range nodes {
		kind := byte(typeStream)
		if c.Nodes != nil {
			kind = typeStorage
		}
		k := w.enter(c, kind)
		w.children[at] = append(w.children[at], k)
	}
	return at
}

// siblings links the entries of each storage as a balanced tree.
func (w *writer) siblings() {
	for i, list := range w.children {
		w.put(i, childAt, w.middle(list))
	}
}

// middle links the entries of list and returns the one on top.
func (w *writer) middle(list []int) uint32 {
	if len(list) == 0 {
		return noEntry
	}
	m := len(list) / 2
	w.put(list[m], leftAt, w.middle(list[:m]))
	w.put(list[m], rightAt, w.middle(list[m+1:]))
	return uint32(list[m])
}

func (w *writer) put(i, at int, v uint32) { le.PutUint32(w.dir[i*entrySize+at:], v) }

// stream writes data and returns its first sector.
func (w *writer) stream(data []byte) uint32 {
	const cutoff, end = 4096, 0xFFFFFFFE
	switch {
	case len(data) == 0:
		return end
	case len(data) < cutoff:
		return chained(&w.small, &w.miniFAT, data, miniSize)
	}
	return chained(&w.body, &w.fat, data, sectorSize)
}

// chained appends data to the sectors in body, lists them in fat and returns
// the first.
func chained(body *[]byte, fat *[]uint32, data []byte, size int) uint32 {
	const end = 0xFFFFFFFE
	first := uint32(len(*fat))
	*body = append(*body, data...)
	*body = append(*body, make([]byte, -len(data)&(size-1))...)
	for n := first + 1; len(*fat)*size < len(*body); n++ {
		*fat = append(*fat, n)
	}
	(*fat)[len(*fat)-1] = end
	return first
}

// file puts the parts together: the streams, the mini stream, its table, the
// directory, the allocation table and the list of its sectors.
func (w *writer) file() []byte {
	const end, isFAT, isList = 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFC
	h := make([]byte, headerSize)
	copy(h, Magic)
	for at, v := range map[int]uint16{24: 0x3E, 26: 3, 28: 0xFFFE, 30: 9, 32: 6} {
		le.PutUint16(h[at:], v)
	}
	le.PutUint32(h[56:], 4096)
	le.PutUint32(h[60:], end)
	if len(w.small) > 0 {
		le.PutUint32(w.dir[116:], chained(&w.body, &w.fat, w.small, sectorSize))
		le.PutUint32(w.dir[120:], uint32(len(w.small)))
		table := sectorsOf(w.miniFAT, -len(w.miniFAT)&(sectorSize/4-1))
		le.PutUint32(h[60:], chained(&w.body, &w.fat, table, sectorSize))
		le.PutUint32(h[64:], uint32(len(table)/sectorSize))
	} else {
		le.PutUint32(w.dir[116:], end)
	}
	le.PutUint32(h[48:], chained(&w.body, &w.fat, w.dir, sectorSize))
	const perSector, perList = sectorSize / 4, sectorSize/4 - 1
	tables, lists := 0, 0
	for {
		t := (len(w.fat) + tables + lists + perSector - 1) / perSector
		l := (max(t-inHeader, 0) + perList - 1) / perList
		if t == tables && l == lists {
			break
		}
		tables, lists = t, l
	}
	first := len(w.fat)
	for range tables {
		w.fat = append(w.fat, isFAT)
	}
	for range lists {
		w.fat = append(w.fat, isList)
	}
	le.PutUint32(h[44:], uint32(tables))
	out := append(h, w.body...)
	out = append(out, sectorsOf(w.fat, tables*perSector-len(w.fat))...)
	le.PutUint32(h[68:], end)
	list := make([]uint32, 0, inHeader+lists*(perList+1))
	for i := range tables {
		list = append(list, uint32(first+i))
		if n := len(list) - inHeader; n > 0 && n%(perList+1) == perList {
			list = append(list, uint32(first+tables+n/(perList+1)+1))
		}
	}
	for len(list) < inHeader+lists*(perList+1) {
		list = append(list, noEntry)
	}
	if lists > 0 {
		list[len(list)-1] = end
		le.PutUint32(out[68:], uint32(first+tables))
		le.PutUint32(out[72:], uint32(lists))
	} else {
		le.PutUint32(out[68:], end)
	}
	for i, n := range list[:inHeader] {
		le.PutUint32(out[76+4*i:], n)
	}
	return append(out, sectorsOf(list[inHeader:], 0)...)
}

// sectorsOf returns the numbers of list, and so many more that mean nothing.
func sectorsOf(list []uint32, more int) []byte {
	out := make([]byte, 0, 4*(len(list)+more))
	for _, n := range list {
		out = le.AppendUint32(out, n)
	}
	for range more {
		out = le.AppendUint32(out, noEntry)
	}
	return out
}
