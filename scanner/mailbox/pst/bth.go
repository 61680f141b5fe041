package pst

// maxTreeNodes is the number of pieces of one BTree-on-heap at most.
const maxTreeNodes = 1 << 12

// A bth is a BTree-on-heap (MS-PST 2.3.2).
type bth struct {
	*heap
	key   int // bytes of a key
	entry int // bytes of a value
	left  int // pieces that may still be read
}

// records yields the records of the tree at root, whose keys have key bytes
// and whose values have at least entry bytes. What cannot be read ends it.
func (h *heap) records(root hid, key, entry int, yield func(record []byte) bool) error {
	b, err := h.get(root)
	if err != nil {
		return err
	}
	if len(b) < 8 || b[0] != clientBTH || int(b[1]) != key || int(b[2]) < entry || b[3] > 8 {
		return &Error{Node: h.node.nid, Block: h.node.data, Offset: -1, Err: corrupt("no tree on the heap")}
	}
	t := bth{heap: h, key: key, entry: int(b[2]), left: maxTreeNodes}
	_, err = t.walk(hid(le.Uint32(b[4:])), int(b[3]), yield)
	return err
}

// walk yields the records below the piece id (MS-PST 2.3.2.2, 2.3.2.3).
func (t *bth) walk(id hid, level int, yield func([]byte) bool) (bool, error) {
	if t.left--; t.left < 0 {
		return false, &Error{Node: t.node.nid, Block: t.node.data, Offset: -1, Err: corrupt("tree on the heap is too large")}
	}
	b, err := t.get(id)
	if err != nil {
		return true, err
	}
	if level == 0 {
		for n := t.key + t.entry; len(b) >= n; b = b[n:] {
			if !yield(b[:n]) {
				return false, nil
			}
		}
		return true, nil
	}
	var first error
	for n := t.key + 4; len(b) >= n; b = b[n:] {
		more, err := t.walk(hid(le.Uint32(b[t.key:])), level-1, yield)
		if first == nil {
			first = err
		}
		if !more {
			return false, first
		}
	}
	return true, first
}
