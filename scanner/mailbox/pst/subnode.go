package pst

// A node is a node of the file (MS-PST 2.2.2.7.7.4) or below another (2.2.2.8.3.3.1.1).
type node struct {
	nid    NID
	data   BID
	sub    BID // of the tree of its subnodes; 0: it has none
	parent NID // of a node of the file
}

// maxSubnodes is the number of subnodes of a node that are looked through at most.
const maxSubnodes = 100_000

// node returns the node nid of the file.
func (f *File) node(nid NID) (node, error) {
	e, err := f.find(f.nbt, pageNBT, uint64(nid))
	if err != nil {
		return node{}, atNode(nid, err)
	}
	return f.parseNode(e), nil
}

func (f *File) parseNode(e []byte) node {
	return node{
		nid:    NID(le.Uint32(e)),
		data:   BID(f.uint(e[f.id:])),
		sub:    BID(f.uint(e[2*f.id:])),
		parent: NID(le.Uint32(e[3*f.id:])),
	}
}

// subnode returns the node nid below n.
func (s source) subnode(n node, nid NID) (node, error) {
	found := node{}
	err := s.subnodes(n, nid, nid, func(c node) bool {
		found = c
		return false
	})
	if err == nil && found.nid == 0 {
		err = ErrMissing
	}
	if err != nil {
		return node{}, atNode(nid, err)
	}
	return found, nil
}

// subnodes yields the nodes below n from first to last, in the order in which they lie.
func (s source) subnodes(n node, first, last NID, yield func(node) bool) error {
	if n.sub == 0 {
		return nil
	}
	left := maxSubnodes
	_, err := s.subtree(n.sub, 1, first, last, &left, yield)
	return err
}

// subtree yields the entries of the SLBLOCK or SIBLOCK bid of at most that
// level. It reports whether to go on.
func (s source) subtree(bid BID, level int, first, last NID, left *int, yield func(node) bool) (bool, error) {
	b, err := s.block(bid)
	if err != nil {
		return true, err
	}
	at := 8
	if !s.wide {
		at = 4
	}
	if len(b) < at || b[0] != blockSub || int(b[1]) > level {
		return true, &Error{Block: bid, Offset: -1, Err: corrupt("no tree of subnodes")}
	}
	level = int(b[1])
	stride := (3 - level) * s.id
	n := min(int(le.Uint16(b[2:])), (len(b)-at)/stride)
	entry := func(i int) []byte { return b[at+i*stride:][:stride] }
	for i := range n {
		e := entry(i)
		nid := NID(le.Uint32(e))
		if nid > last {
			break
		}
		if level == 1 && i+1 < n && NID(le.Uint32(entry(i+1))) <= first || level == 0 && nid < first {
			continue
		}
		if *left--; *left < 0 {
			return false, ErrTooMany
		}
		more := true
		if level == 1 {
			more, err = s.subtree(BID(s.uint(e[s.id:])), 0, first, last, left, yield)
		} else {
			more = yield(node{nid: nid, data: BID(s.uint(e[s.id:])), sub: BID(s.uint(e[2*s.id:]))})
		}
		if !more || err != nil {
			return more, err
		}
	}
	return true, nil
}
