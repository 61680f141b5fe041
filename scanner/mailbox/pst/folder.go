package pst

import (
	"fmt"
	"iter"
	"slices"

	"exposed/scanner/mailbox/mapi"
)

// Types of nodes (MS-PST 2.2.2.1).
const (
	typeFolder     = 0x02
	typeMessage    = 0x04
	typeAttachment = 0x05
	typeHierarchy  = 0x0d
	typeContents   = 0x0e
)

// kind returns the type of the node.
func (n NID) kind() int { return int(n & 31) }

// of returns the node of another type that belongs to n.
func (n NID) of(kind int) NID { return n&^31 | NID(kind) }

// maxDepth is the number of folders above a folder at most; deeper ones are
// yielded as if they had none above them.
const maxDepth = 256

// maxForeign is the number of rows that are read of a table though they are of
// other folders or come twice: tables that share rows must not cost their product.
const maxForeign = 100

// A Folder is a folder of the file (MS-PST 2.4.4).
type Folder struct {
	NID       NID
	Name      string
	Path      []string // names from the folder below the root down to it; empty: the root itself
	Class     string   // of what it holds, such as IPF.Note; "": notes
	Recovered bool     // no folder names it
	s         source
	node      node
}

// folders is what the node tree tells of the folders. Search folders are not
// among them: what they hold lies in other folders.
type folders struct {
	nodes    map[NID]node
	children map[NID][]NID
	order    []NID
	seen     map[NID]bool
}

func (f *File) folderNodes() *folders {
	t := &folders{nodes: map[NID]node{}, children: map[NID][]NID{}, seen: map[NID]bool{}}
	f.walk(f.nbt, pageNBT, func(e []byte) bool {
		if NID(le.Uint32(e)).kind() == typeFolder {
			n := f.parseNode(e)
			t.nodes[n.nid] = n
			t.children[n.parent] = append(t.children[n.parent], n.nid)
			t.order = append(t.order, n.nid)
		}
		return true
	})
	return t
}

// A branch is a folder that is still to be yielded.
type branch struct {
	nid       NID
	above     []string
	recovered bool
}

// Folders yields all folders, each after the one that holds it and in the
// order of its table; then those that hang on no other. The root comes first.
// A folder whose properties cannot be read comes with an error, and its
// messages can be read all the same.
func (f *File) Folders() iter.Seq2[*Folder, error] {
	return func(yield func(*Folder, error) bool) {
		t := f.folderNodes()
		if !f.tree(t, branch{nid: nidRoot}, yield) {
			return
		}
		for _, nid := range t.order {
			if _, ok := t.nodes[t.nodes[nid].parent]; !ok && !f.tree(t, branch{nid: nid, recovered: true}, yield) {
				return
			}
		}
		for _, nid := range t.order { // those in a ring
			if !f.tree(t, branch{nid: nid, recovered: true}, yield) {
				return
			}
		}
	}
}

// tree yields the folder of b and those below it, as far as they have not been yielded.
func (f *File) tree(t *folders, b branch, yield func(*Folder, error) bool) bool {
	stack := []branch{b}
	for len(stack) > 0 {
		b := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		n, ok := t.nodes[b.nid]
		if !ok || t.seen[b.nid] {
			continue
		}
		t.seen[b.nid] = true
		d, err := f.folder(n, b)
		if !yield(d, err) {
			return false
		}
		below := d.below(t)
		slices.Reverse(below)
		stack = append(stack, below...)
	}
	return true
}

// folder reads the properties of the folder n.
func (f *File) folder(n node, b branch) (*Folder, error) {
	d := &Folder{NID: n.nid, Recovered: b.recovered, node: n, s: source{f, &problemLog{}}}
	c, err := d.s.context(n)
	if c != nil {
		page := c.codepage()
		d.Name = c.text(mapi.DisplayName, page)
		d.Class = c.text(mapi.ContainerClass, page)
	}
	if n.nid != nidRoot {
		name := d.Name
		if name == "" {
			name = fmt.Sprintf("0x%x", uint32(n.nid))
		}
		d.Path = append(slices.Clip(b.above), name)
	}
	return d, err
}

// below returns the folders in d: those of its table, and then those that the
// node tree alone puts there.
func (d *Folder) below(t *folders) []branch {
	above := d.Path
	if len(above) >= maxDepth {
		d.s.report(&Error{Node: d.NID, Offset: -1, Err: ErrTooDeep})
		above = nil
	}
	var list []branch
	listed := map[NID]bool{}
	foreign := 0
	err := d.s.rows(d.NID.of(typeHierarchy), func(nid NID) bool {
		if nid.kind() != typeFolder {
			return true
		}
		if n, ok := t.nodes[nid]; !ok || n.parent != d.NID || listed[nid] {
			d.s.note(nid, corrupt("not in folder 0x%x by its node", uint32(d.NID)))
			foreign++
			return foreign < maxForeign
		}
		listed[nid] = true
		list = append(list, branch{nid, above, false})
		return true
	})
	if err != nil {
		d.s.report(atNode(d.NID.of(typeHierarchy), err))
	}
	for _, nid := range t.children[d.NID] {
		if !listed[nid] && nid != d.NID {
			list = append(list, branch{nid, above, err == nil})
		}
	}
	return list
}

// rows yields the row numbers of the table nid.
func (s source) rows(nid NID, yield func(NID) bool) error {
	n, err := s.node(nid)
	if err != nil {
		return err
	}
	t, err := s.table(n)
	if err != nil {
		return err
	}
	return t.each(func(r row) bool { return yield(r.nid()) })
}

// Problems returns what is wrong with the folder and its tables.
func (d *Folder) Problems() []*Error { return d.s.log.sorted() }

// Properties returns the properties of the folder.
func (d *Folder) Properties() mapi.Properties {
	c, err := d.s.context(d.node)
	if c == nil || err != nil {
		return nil
	}
	return c.properties()
}

// Messages yields the messages of the folder in the order of its table, but
// not those that are associated with it. A message that cannot be read is nil
// and comes with an error.
func (d *Folder) Messages() iter.Seq2[*Message, error] {
	return func(yield func(*Message, error) bool) {
		d.held(func(nid NID, err error) bool {
			if err != nil {
				return yield(nil, err)
			}
			return yield(d.s.Message(nid))
		})
	}
}

// held yields the messages that the folder holds: those of its table that the
// node tree puts there too, so that none is in two folders; and where the table
// is damaged, those of the node tree.
func (d *Folder) held(yield func(NID, error) bool) {
	var seen nidSet
	more, foreign := true, 0
	own := source{d.s.File, &problemLog{}} // tells whether the table is whole
	err := own.rows(d.NID.of(typeContents), func(nid NID) bool {
		if nid.kind() != typeMessage {
			return true
		}
		n, err := d.s.node(nid)
		if err == nil && n.parent != d.NID || !seen.add(nid) {
			own.note(nid, corrupt("not in folder 0x%x by its node", uint32(d.NID)))
			foreign++
			return foreign < maxForeign
		}
		more = yield(nid, err)
		return more
	})
	if err != nil {
		own.note(d.NID.of(typeContents), err)
	}
	damage := own.log.sorted()
	for _, p := range damage {
		d.s.log.add(p)
	}
	if len(damage) == 0 || !more {
		return
	}
	for _, nid := range d.s.messagesBelow(d.NID) {
		if seen.add(nid) && !yield(nid, nil) {
			return
		}
	}
}

// messagesBelow returns the messages that the node tree puts in the folder.
func (f *File) messagesBelow(folder NID) []NID {
	f.belowOnce.Do(func() {
		f.below = map[NID][]NID{}
		f.walk(f.nbt, pageNBT, func(e []byte) bool {
			if n := f.parseNode(e); n.nid.kind() == typeMessage {
				f.below[n.parent] = append(f.below[n.parent], n.nid)
			}
			return true
		})
	})
	return f.below[folder]
}

// Recovered yields the messages of the node tree that no folder holds, in the
// order of their numbers.
func (f *File) Recovered() iter.Seq2[*Message, error] {
	return func(yield func(*Message, error) bool) {
		var held nidSet
		for _, n := range f.folderNodes().nodes {
			d := &Folder{NID: n.nid, node: n, s: source{f, &problemLog{}}}
			d.held(func(nid NID, _ error) bool {
				held.add(nid)
				return true
			})
		}
		f.walk(f.nbt, pageNBT, func(e []byte) bool {
			nid := NID(le.Uint32(e))
			if nid.kind() != typeMessage || !held.add(nid) {
				return true
			}
			m, err := f.Message(nid)
			if m != nil {
				m.Recovered = true
			}
			return yield(m, err)
		})
	}
}

// A nidSet is a set of nodes, in pieces of 2,048 nodes of one type.
type nidSet struct {
	pieces map[NID]*[32]uint64
}

// add adds nid, and reports whether it was not there. The type is not kept.
func (s *nidSet) add(nid NID) bool {
	i := nid >> 5
	piece := s.pieces[i>>11]
	if piece == nil {
		if s.pieces == nil {
			s.pieces = map[NID]*[32]uint64{}
		}
		piece = new([32]uint64)
		s.pieces[i>>11] = piece
	}
	word, bit := &piece[i>>6&31], uint64(1)<<(i&63)
	if *word&bit != 0 {
		return false
	}
	*word |= bit
	return true
}
