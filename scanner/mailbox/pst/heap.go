package pst

// An hid names a piece of a heap, or, if its low five bits are not 0, a
// subnode (MS-PST 2.3.1.1, 2.3.3.2).
type hid uint32

// Structures on a heap (MS-PST 2.3.1.2).
const (
	heapSignature = 0xec
	clientTable   = 0x7c
	clientBTH     = 0xb5
	clientProps   = 0xbc
)

// maxHeapBlocks is the number of blocks of one heap that are kept.
const maxHeapBlocks = 256

// A heap is a heap on the data of a node (MS-PST 2.3.1).
type heap struct {
	*data
	node  node
	root  hid
	pages map[int][]byte
	spent int64 // bytes of small values that lie outside the heap
}

// maxSpent is the number of bytes of small values outside the heap that are
// read for one object: a file can name one value many times.
const maxSpent = 64 << 20

// heap returns the heap of the node n, which holds a structure of the kind client.
func (s source) heap(n node, client byte) (*heap, error) {
	d, err := s.data(n.data)
	if err != nil {
		return nil, atNode(n.nid, err)
	}
	h := &heap{data: d, node: n, pages: make(map[int][]byte, 1)}
	b, err := h.page(0)
	if err != nil {
		return nil, atNode(n.nid, err)
	}
	if len(b) < 12 || b[2] != heapSignature {
		return nil, &Error{Node: n.nid, Block: n.data, Offset: -1, Err: corrupt("no heap")}
	}
	if b[3] != client {
		return nil, &Error{Node: n.nid, Block: n.data, Offset: -1, Err: corrupt("heap of type 0x%x", b[3])}
	}
	h.root = hid(le.Uint32(b[4:]))
	return h, nil
}

// page returns block i of the heap.
func (h *heap) page(i int) ([]byte, error) {
	if b, ok := h.pages[i]; ok {
		return b, nil
	}
	if i >= len(h.blocks) {
		return nil, corrupt("block %d of a heap of %d", i, len(h.blocks))
	}
	b, err := h.block(h.blocks[i])
	if err != nil {
		return nil, err
	}
	if len(h.pages) >= maxHeapBlocks {
		clear(h.pages)
	}
	h.pages[i] = b
	return b, nil
}

// get returns the piece id of the heap (MS-PST 2.3.1.5).
func (h *heap) get(id hid) ([]byte, error) {
	if id == 0 {
		return nil, nil
	}
	b, err := h.page(int(id >> h.rowIndex))
	if err != nil {
		return nil, atNode(h.node.nid, err)
	}
	i := int(id>>5) & (1<<(h.rowIndex-5) - 1)
	if piece, ok := piece(b, i); ok && id&31 == 0 {
		return piece, nil
	}
	return nil, &Error{Node: h.node.nid, Block: h.node.data, Offset: -1, Err: corrupt("heap item 0x%x", uint32(id))}
}

// piece returns the piece i, from 1 on, of the heap block b.
func piece(b []byte, i int) ([]byte, bool) {
	if len(b) < 2 {
		return nil, false
	}
	at := int(le.Uint16(b))
	if at+4 > len(b) || i < 1 || i > int(le.Uint16(b[at:])) || at+4+2*(i+1) > len(b) {
		return nil, false
	}
	start, end := int(le.Uint16(b[at+2+2*i:])), int(le.Uint16(b[at+4+2*i:]))
	if start > end || end > len(b) {
		return nil, false
	}
	return b[start:end], true
}

// value opens what id names: a piece of the heap or a subnode of its node.
// A piece is returned as bytes, a subnode as data.
func (h *heap) value(id hid) ([]byte, *data, error) {
	if id&31 == 0 {
		b, err := h.get(id)
		return b, nil, err
	}
	n, err := h.subnode(h.node, NID(id))
	if err != nil {
		return nil, nil, err
	}
	d, err := h.source.data(n.data)
	if err != nil {
		return nil, nil, atNode(NID(id), err)
	}
	return nil, d, nil
}

// valueBytes returns all of what id names, up to limit bytes.
func (h *heap) valueBytes(id hid, limit int64) ([]byte, error) {
	b, d, err := h.value(id)
	if err != nil || d == nil {
		return b, err
	}
	if limit <= maxValue {
		if h.spent += int64(len(d.blocks)) * int64(h.maxBlock); h.spent > maxSpent {
			return nil, &Error{Node: NID(id), Offset: -1, Err: ErrTooMany}
		}
	}
	if b, err = d.bytes(limit); err != nil {
		err = atNode(NID(id), err)
	}
	return b, err
}
