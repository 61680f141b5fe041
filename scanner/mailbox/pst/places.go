package pst

import (
	"cmp"
	"slices"
)

// A Place tells where a message lies in the file.
type Place struct {
	NID       NID
	Offset    int64 // of the block that its data starts with; 0: that cannot be told
	Recovered bool  // no folder holds it, or none that a folder names
}

// Places returns all messages in the order of their offsets, and what is wrong
// with the folders. A message is in it once.
func (f *File) Places() ([]Place, []*Error) {
	var list []Place
	var held nidSet
	log := &problemLog{}
	add := func(nid NID, recovered bool) {
		if held.add(nid) {
			list = append(list, Place{nid, f.offset(nid), recovered})
		}
	}
	for d, err := range f.Folders() {
		if err != nil {
			log.add(atNode(d.NID, err))
		}
		d.held(func(nid NID, _ error) bool {
			add(nid, d.Recovered)
			return true
		})
		for _, p := range d.Problems() {
			log.add(p)
		}
	}
	f.walk(f.nbt, pageNBT, func(e []byte) bool {
		if nid := NID(le.Uint32(e)); nid.kind() == typeMessage {
			add(nid, true)
		}
		return true
	})
	slices.SortFunc(list, func(a, b Place) int {
		return cmp.Or(cmp.Compare(a.Offset, b.Offset), cmp.Compare(a.NID, b.NID))
	})
	return list, log.sorted()
}

// offset returns where the data of the node nid starts, or 0.
func (f *File) offset(nid NID) int64 {
	n, err := f.node(nid)
	if err != nil {
		return 0
	}
	ref, err := f.locate(n.data)
	if err != nil || ref.offset >= f.size {
		return 0
	}
	return ref.offset
}

// Stored returns the bytes of the blocks that hold the message and all that is
// in it, as far as they can be found.
func (m *Message) Stored() int64 {
	w := weigher{source: source{m.c.File, &problemLog{}}, seen: map[BID]bool{}}
	w.node(m.c.node, MaxLevels)
	return w.sum
}

// A weigher adds up the sizes of blocks, each once.
type weigher struct {
	source
	seen map[BID]bool
	sum  int64
}

// node adds the blocks of n and of the nodes below it, down to that many levels.
func (w *weigher) node(n node, levels int) {
	w.data(n.data, 2)
	if levels == 0 || !w.block(n.sub) {
		return
	}
	w.tree(n.sub)
	_ = w.subnodes(n, 0, 1<<32-1, func(c node) bool { // what cannot be read adds nothing
		w.node(c, levels-1)
		return true
	})
}

// tree adds the blocks of the SIBLOCK bid.
func (w *weigher) tree(bid BID) {
	b, err := w.source.block(bid)
	if err != nil || len(b) < 8 || b[1] != 1 {
		return
	}
	for _, next := range w.entries(b, 2*w.id, w.id) {
		w.block(next)
	}
}

// data adds the blocks of the data that start at bid, with that many levels of
// trees.
func (w *weigher) data(bid BID, levels int) {
	if !w.block(bid) || !bid.internal() || levels == 0 {
		return
	}
	b, err := w.source.block(bid)
	if err != nil || len(b) < 8 || b[0] != blockData {
		return
	}
	for _, next := range w.entries(b, w.id, 0) {
		w.data(next, levels-1)
	}
}

// entries returns the numbers of blocks that the internal block b lists, each
// at byte at of stride bytes.
func (w *weigher) entries(b []byte, stride, at int) []BID {
	head := 8
	if !w.wide && b[0] == blockSub {
		head = 4
	}
	n := min(int(le.Uint16(b[2:])), (len(b)-head)/stride)
	list := make([]BID, n)
	for i := range list {
		list[i] = BID(w.uint(b[head+i*stride+at:]))
	}
	return list
}

// block adds the block bid. It reports whether it had not been added yet.
func (w *weigher) block(bid BID) bool {
	if bid == 0 || w.seen[bid] {
		return false
	}
	w.seen[bid] = true
	ref, err := w.locate(bid)
	if err != nil || ref.offset >= w.size {
		return false
	}
	w.sum += min(int64(w.blockSize(ref.size)), w.size-ref.offset)
	return true
}
