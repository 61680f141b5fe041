package pst

import (
	"unicode/utf16"

	"exposed/scanner/mailbox/mapi"
)

// A heapWriter builds a heap: pieces in blocks of at most limit bytes.
type heapWriter struct {
	*writer
	limit int
	pages [][][]byte
	size  int
}

// add puts a piece on the heap.
func (h *heapWriter) add(b []byte) hid {
	if n := len(h.pages); n == 0 || h.size+len(b)+2 > h.limit {
		h.pages, h.size = append(h.pages, nil), 20
	}
	last := len(h.pages) - 1
	h.pages[last] = append(h.pages[last], b)
	h.size += len(b) + 2
	return hid(last<<h.rowIndex | len(h.pages[last])<<5)
}

// blocks returns the blocks of the heap.
func (h *heapWriter) blocks(client byte, root hid) [][]byte {
	var list [][]byte
	for i, pieces := range h.pages {
		b := make([]byte, 2)
		if i == 0 {
			b = le.AppendUint32(append(b, heapSignature, client), uint32(root))
			b = append(b, 0, 0, 0, 0)
		}
		ends := []uint16{uint16(len(b))}
		for _, p := range pieces {
			b = append(b, p...)
			ends = append(ends, uint16(len(b)))
		}
		le.PutUint16(b, uint16(len(b)))
		b = append(b, byte(len(pieces)), byte(len(pieces)>>8), 0, 0)
		for _, e := range ends {
			b = le.AppendUint16(b, e)
		}
		list = append(list, b)
	}
	return list
}

// A value is a property of an object to be written.
type value struct {
	tag mapi.Tag
	b   []byte
}

// props writes a property context of the values, in the order of their
// identifiers. Values of more than 3,000 bytes become subnodes, beside subs.
func (w *writer) props(values []value, subs ...node) node {
	h := &heapWriter{writer: w, limit: 3500}
	tree := h.add(make([]byte, 8))
	var records []byte
	for i, v := range values {
		r := le.AppendUint16(le.AppendUint16(nil, v.tag.ID()), uint16(v.tag.Type()))
		switch n := v.tag.Type().Size(); {
		case n > 0 && n <= 4:
			r = append(append(r, v.b...), make([]byte, 4-len(v.b))...)
		case len(v.b) > 3000:
			nid := NID(0x1000 + i<<5 | 0x1f)
			subs = append(subs, node{nid: nid, data: w.data(v.b)})
			r = le.AppendUint32(r, uint32(nid))
		default:
			r = le.AppendUint32(r, uint32(h.add(v.b)))
		}
		records = append(records, r...)
	}
	leaf := h.add(records)
	copy(h.pages[0][0], le.AppendUint32([]byte{clientBTH, 2, 6, 0}, uint32(leaf)))
	return node{data: w.data(h.blocks(clientProps, tree)...), sub: w.subnodes(subs)}
}

// table writes a table context with a row for each of rows, whose cells all
// have the tags of the first.
func (w *writer) table(rows map[NID][]value, order []NID) node {
	h := &heapWriter{writer: w, limit: 3500}
	info := h.add(nil)
	var columns, matrix []byte
	var width int
	for i, nid := range order {
		r := le.AppendUint32(nil, uint32(nid))
		for j, v := range rows[nid] {
			if i == 0 {
				columns = le.AppendUint32(columns, uint32(v.tag))
				columns = append(columns, byte(4+4*j), 0, 4, byte(j))
			}
			if v.tag.Type() == mapi.TypeInt32 {
				r = append(r, v.b...)
			} else {
				r = le.AppendUint32(r, uint32(h.add(v.b)))
			}
		}
		width = len(r)
		matrix = append(append(matrix, r...), 0xff)
	}
	b := []byte{clientTable, byte(len(columns) / 8)}
	for _, end := range []int{width, width, width, width + 1} {
		b = le.AppendUint16(b, uint16(end))
	}
	b = le.AppendUint32(b, 0)
	sub := []node{}
	switch {
	case len(matrix) == 0:
		b[8], matrix = 5, nil
		b = le.AppendUint32(b, 0)
	case len(matrix) > 3000: // whole rows to a block
		sub = append(sub, node{nid: 0x3f, data: w.data(chunks(matrix, w.maxBlock/(width+1)*(width+1))...)})
		b = le.AppendUint32(b, 0x3f)
	default:
		b = le.AppendUint32(b, uint32(h.add(matrix)))
	}
	h.pages[0][0] = append(le.AppendUint32(b, 0), columns...)
	return node{data: w.data(h.blocks(clientTable, info)...), sub: w.subnodes(sub)}
}

func chunks(b []byte, n int) [][]byte {
	var list [][]byte
	for len(b) > 0 {
		list = append(list, b[:min(n, len(b))])
		b = b[min(n, len(b)):]
	}
	return list
}

// node adds n to the file as nid.
func (w *writer) node(nid, parent NID, n node) {
	n.nid, n.parent = nid, parent
	w.nodes = append(w.nodes, n)
}

// str returns a string property: in ISO 8859-1 in files of 32 bits.
func (w *writer) str(id uint16, s string) value {
	var b []byte
	if !w.wide {
		for _, c := range s {
			b = append(b, byte(c))
		}
		return value{mapi.NewTag(id, mapi.TypeString8), b}
	}
	for _, c := range utf16.Encode([]rune(s)) {
		b = le.AppendUint16(b, c)
	}
	return value{mapi.NewTag(id, mapi.TypeString), b}
}

func num(id uint16, n uint32) value {
	return value{mapi.NewTag(id, mapi.TypeInt32), le.AppendUint32(nil, n)}
}

func bin(id uint16, b string) value {
	return value{mapi.NewTag(id, mapi.TypeBinary), []byte(b)}
}

// folder adds a folder with its tables.
func (w *writer) folder(nid, parent NID, name string, folders, messages []NID) {
	w.node(nid, parent, w.props([]value{w.str(mapi.DisplayName, name)}))
	for i, list := range [][]NID{folders, messages} {
		rows := map[NID][]value{}
		for _, n := range list {
			rows[n] = []value{w.str(mapi.DisplayName, "row")}
		}
		w.node(nid.of(typeHierarchy+i), 0, w.table(rows, list))
	}
}
