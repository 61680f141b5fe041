package pst

import (
	"bytes"
	"cmp"
	"compress/zlib"
	"slices"
)

// A writer builds a file for tests: its blocks, and the trees over them.
type writer struct {
	*format
	version  uint16
	crypt    byte
	compress bool
	fan      int // entries of an internal block or page at most; 0: as many as fit
	buf      []byte
	bid      BID
	blocks   []blockRef
	nodes    []node
}

func newWriter(version uint16, crypt byte) *writer {
	w := &writer{format: &unicode, version: version, crypt: crypt, bid: 4, buf: make([]byte, 4096)}
	switch version {
	case 14, 15:
		w.format = &ansi
	case 36:
		w.format = &unicode4k
	}
	return w
}

// appendUint appends a BID, key or offset.
func (w *writer) appendUint(b []byte, n uint64) []byte {
	if w.wide {
		return le.AppendUint64(b, n)
	}
	return le.AppendUint32(b, uint32(n))
}

// block writes a block.
func (w *writer) block(internal bool, b []byte) BID {
	bid := w.bid
	w.bid += 4
	if internal {
		bid |= 2
	}
	b, size := bytes.Clone(b), len(b)
	switch {
	case internal:
	case w.crypt == cryptPermute:
		for i, c := range b {
			b[i] = encode[c]
		}
	case w.crypt == cryptCyclic:
		cyclic(b, bid)
	}
	if w.compress && size > 0 {
		var z bytes.Buffer
		zw := zlib.NewWriter(&z)
		zw.Write(b)
		zw.Close()
		if z.Len() < size {
			b = z.Bytes()
		}
	}
	w.align(w.format.block)
	w.blocks = append(w.blocks, blockRef{bid, int64(len(w.buf)), len(b)})
	t := make([]byte, w.blockEnd)
	le.PutUint16(t, uint16(len(b)))
	w.trailer(t, bid, b)
	if w.large {
		le.PutUint16(t[18:], uint16(size))
	}
	pad := make([]byte, w.blockSize(len(b))-len(b)-len(t))
	w.buf = append(append(append(w.buf, b...), pad...), t...)
	return bid
}

// trailer fills the signature, checksum and BID of the trailer t of b.
func (w *writer) trailer(t []byte, bid BID, b []byte) {
	le.PutUint16(t[2:], signature(int64(len(w.buf)), bid))
	if w.wide {
		le.PutUint32(t[4:], checksum(b))
		le.PutUint64(t[8:], uint64(bid))
		return
	}
	le.PutUint32(t[4:], uint32(bid))
	le.PutUint32(t[8:], checksum(b))
}

func (w *writer) align(n int) {
	w.buf = append(w.buf, make([]byte, (n-len(w.buf)%n)%n)...)
}

// data writes the data of a node: pieces, or one piece that is cut.
func (w *writer) data(pieces ...[]byte) BID {
	if len(pieces) == 1 {
		pieces = slices.Collect(slices.Chunk(pieces[0], w.maxBlock))
	}
	var bids []BID
	for _, b := range pieces {
		bids = append(bids, w.block(false, b))
	}
	for level := 1; len(bids) > 1; level++ {
		var next []BID
		for group := range slices.Chunk(bids, cmp.Or(w.fan, 500)) {
			b := le.AppendUint32([]byte{blockData, byte(level), byte(len(group)), byte(len(group) >> 8)}, 0)
			for _, bid := range group {
				b = w.appendUint(b, uint64(bid))
			}
			next = append(next, w.block(true, b))
		}
		bids = next
	}
	if len(bids) == 0 {
		return 0
	}
	return bids[0]
}

// subnodes writes the tree of subnodes.
func (w *writer) subnodes(list []node) BID {
	if len(list) == 0 {
		return 0
	}
	slices.SortFunc(list, func(a, b node) int { return cmp.Compare(a.nid, b.nid) })
	head := func(level, n int) []byte {
		b := []byte{blockSub, byte(level), byte(n), byte(n >> 8)}
		if w.wide {
			b = append(b, 0, 0, 0, 0)
		}
		return b
	}
	var groups [][]node
	var leaves []BID
	for group := range slices.Chunk(list, cmp.Or(w.fan, 300)) {
		b := head(0, len(group))
		for _, n := range group {
			b = w.appendUint(w.appendUint(w.appendUint(b, uint64(n.nid)), uint64(n.data)), uint64(n.sub))
		}
		groups, leaves = append(groups, group), append(leaves, w.block(true, b))
	}
	if len(leaves) == 1 {
		return leaves[0]
	}
	b := head(1, len(leaves))
	for i, bid := range leaves {
		b = w.appendUint(w.appendUint(b, uint64(groups[i][0].nid)), uint64(bid))
	}
	return w.block(true, b)
}

// tree writes the pages of a tree, whose leaf entries are given in order.
func (w *writer) tree(kind byte, entries [][]byte) pageRef {
	for level := 0; ; level++ {
		var up [][]byte
		var ref pageRef
		for group := range slices.Chunk(entries, cmp.Or(w.fan, w.meta/32)) {
			ref = w.page(kind, level, group)
			e := w.appendUint(bytes.Clone(group[0][:w.id]), uint64(ref.bid))
			up = append(up, w.appendUint(e, uint64(ref.offset)))
		}
		if len(up) <= 1 {
			return ref
		}
		entries = up
	}
}

func (w *writer) page(kind byte, level int, entries [][]byte) pageRef {
	w.align(w.pageSize)
	ref := pageRef{w.bid, int64(len(w.buf))}
	w.bid += 4
	b := make([]byte, w.pageSize)
	copy(b, bytes.Join(entries, nil))
	m := b[w.meta:]
	if w.large {
		le.PutUint16(m, uint16(len(entries)))
		m[4], m[5] = byte(len(entries[0])), byte(level)
	} else {
		m[0], m[2], m[3] = byte(len(entries)), byte(len(entries[0])), byte(level)
	}
	t := b[w.pageSize-w.format.trailer:]
	t[0], t[1] = kind, kind
	w.trailer(t, ref.bid, b[:w.pageSize-w.format.trailer])
	w.buf = append(w.buf, b...)
	return ref
}

// bytes returns the file.
func (w *writer) bytes() []byte {
	slices.SortFunc(w.nodes, func(a, b node) int { return cmp.Compare(a.nid, b.nid) })
	slices.SortFunc(w.blocks, func(a, b blockRef) int { return cmp.Compare(a.bid, b.bid) })
	var nbt, bbt [][]byte
	for _, n := range w.nodes {
		e := w.appendUint(w.appendUint(w.appendUint(nil, uint64(n.nid)), uint64(n.data)), uint64(n.sub))
		nbt = append(nbt, w.appendUint(e, uint64(n.parent)))
	}
	for _, b := range w.blocks {
		e := w.appendUint(w.appendUint(nil, uint64(b.bid)), uint64(b.offset))
		e = append(e, byte(b.size), byte(b.size>>8), 1, 0)
		bbt = append(bbt, append(e, make([]byte, w.bbtEntry()-len(e))...))
	}
	nodes, blocks := w.tree(pageNBT, nbt), w.tree(pageBBT, bbt)
	h := w.buf
	le.PutUint32(h, fileMagic)
	copy(h[8:], "SM")
	le.PutUint16(h[offVersion:], w.version)
	root, crypt := h[216:216], 513
	if !w.wide {
		root, crypt = h[184:184], 461
	}
	for _, ref := range []pageRef{nodes, blocks} {
		root = w.appendUint(w.appendUint(root, uint64(ref.bid)), uint64(ref.offset))
	}
	h[crypt] = w.crypt
	le.PutUint32(h[offCRC:], checksum(h[8:8+partialSize]))
	if w.wide {
		le.PutUint32(h[offCRCFull:], checksum(h[8:8+fullSize]))
	}
	return w.buf
}
