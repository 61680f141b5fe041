package pst

import (
	"errors"
	"io"
	"sort"
)

// Types of pages (MS-PST 2.2.2.7.1).
const (
	pageBBT = 0x80
	pageNBT = 0x81
)

// maxLevel is the number of levels of a tree of pages at most.
const maxLevel = 16

// A page is a BTPAGE (MS-PST 2.2.2.7.7.1).
type page struct {
	offset  int64
	level   int
	n       int // entries
	stride  int // bytes from one to the next
	entries []byte
}

func (p *page) entry(i int) []byte { return p.entries[i*p.stride : (i+1)*p.stride] }

// page returns the BTPAGE at ref, which has the type kind. What is wrong with
// it but can be read is a problem of the file.
func (f *File) page(ref pageRef, kind byte) (page, error) {
	e := f.cache.get(ref.offset)
	if e == nil {
		b, err := f.bytes(ref.offset, f.pageSize)
		if err != nil {
			return page{}, &Error{Block: ref.bid, Offset: ref.offset, Err: err}
		}
		f.checkPage(ref, b)
		e = &cached{data: b}
		f.cache.add(ref.offset, e)
	}
	if len(e.data) != f.pageSize || e.data[f.pageSize-f.trailer] != kind {
		return page{}, &Error{Block: ref.bid, Offset: ref.offset, Err: corrupt("no page of type 0x%x", kind)}
	}
	p, err := f.parsePage(e.data, kind)
	if err != nil {
		return page{}, &Error{Block: ref.bid, Offset: ref.offset, Err: err}
	}
	p.offset = ref.offset
	return p, nil
}

// checkPage reports what is wrong with the trailer of the page b (MS-PST 2.2.2.7.1).
func (f *File) checkPage(ref pageRef, b []byte) {
	body, t := b[:len(b)-f.trailer], b[len(b)-f.trailer:]
	bid, crc := f.trailerIDs(t)
	report := func(err error) { f.report(&Error{Block: ref.bid, Offset: ref.offset, Err: err}) }
	if checksum(body) != crc {
		report(ErrChecksum)
	}
	if bid != ref.bid {
		report(corrupt("page belongs to block 0x%x", uint64(bid)))
	}
	if !f.large && le.Uint16(t[2:]) != signature(ref.offset, ref.bid) {
		report(ErrSignature)
	}
}

// parsePage reads the counts of the page b.
func (f *File) parsePage(b []byte, kind byte) (page, error) {
	m := b[f.meta:]
	p := page{n: int(m[0]), stride: int(m[2]), level: int(m[3]), entries: b[:f.meta]}
	if f.large {
		p.n, p.stride, p.level = int(le.Uint16(m)), int(m[4]), int(m[5])
	}
	least := f.btEntry()
	switch {
	case p.level == 0 && kind == pageNBT:
		least = f.nbtEntry()
	case p.level == 0:
		least = f.bbtEntry()
	}
	if p.stride < least || p.n*p.stride > len(p.entries) || p.level > maxLevel {
		return page{}, corrupt("%d entries of %d bytes at level %d", p.n, p.stride, p.level)
	}
	return p, nil
}

// child returns the page that entry i of p leads to (MS-PST 2.2.2.7.7.2).
func (f *File) child(p *page, i int, kind byte) (page, error) {
	e := p.entry(i)
	ref := pageRef{BID(f.uint(e[f.id:])), int64(f.uint(e[2*f.id:]))}
	c, err := f.page(ref, kind)
	if err == nil && c.level != p.level-1 {
		err = &Error{Block: ref.bid, Offset: ref.offset, Err: corrupt("level %d below level %d", c.level, p.level)}
	}
	return c, err
}

// key returns the key of an entry of a tree.
func (f *File) key(e []byte, kind byte) uint64 {
	k := f.uint(e)
	if kind == pageBBT {
		return k &^ 1 // the lowest bit of a BID is of no meaning (MS-PST 2.2.2.2)
	}
	return k & 0xffffffff
}

// find returns the leaf entry of the tree at root that has the key, or an
// error that wraps ErrMissing.
func (f *File) find(root pageRef, kind byte, key uint64) ([]byte, error) {
	p, err := f.page(root, kind)
	for err == nil {
		i := sort.Search(p.n, func(i int) bool { return f.key(p.entry(i), kind) > key }) - 1
		if i < 0 || p.level == 0 && f.key(p.entry(i), kind) != key {
			return nil, ErrMissing
		}
		if p.level == 0 {
			return p.entry(i), nil
		}
		p, err = f.child(&p, i, kind)
	}
	return nil, err
}

// A walker goes through the leaves of a tree. Each page bounds the keys of
// those below it, and no more pages are read than fit in the file, so that no
// entry comes twice and every walk ends.
type walker struct {
	*File
	kind  byte
	pages int64
	yield func(entry []byte) bool
}

// walk yields the leaf entries of the tree at root in the order of their keys.
// What cannot be read is a problem of the file.
func (f *File) walk(root pageRef, kind byte, yield func([]byte) bool) {
	w := walker{File: f, kind: kind, pages: f.size/int64(f.pageSize) + 1, yield: yield}
	p, err := f.page(root, kind)
	if err != nil {
		f.report(atNode(0, err))
		return
	}
	w.page(&p, 0, 1<<64-1)
}

// page walks p, whose keys lie from lo to hi. It reports whether to go on.
func (w *walker) page(p *page, lo, hi uint64) bool {
	w.pages--
	if w.pages < 0 {
		w.report(&Error{Offset: p.offset, Err: corrupt("more pages than the file can hold")})
		return false
	}
	for i := range p.n {
		key := w.key(p.entry(i), w.kind)
		if key < lo || key > hi {
			w.report(&Error{Offset: p.offset, Err: corrupt("entry %d out of order", i)})
			continue
		}
		lo = key + 1
		if p.level == 0 {
			if !w.yield(p.entry(i)) {
				return false
			}
			continue
		}
		last := hi
		if i+1 < p.n {
			if next := w.key(p.entry(i+1), w.kind); next > key {
				last = min(hi, next-1)
			}
		}
		if !w.below(p, i, key, last) {
			return false
		}
	}
	return true
}

func (w *walker) below(p *page, i int, lo, hi uint64) bool {
	c, err := w.child(p, i, w.kind)
	if err != nil {
		w.report(atNode(0, err))
		return true
	}
	return w.page(&c, lo, hi)
}

// bytes reads n bytes at offset.
func (f *File) bytes(offset int64, n int) ([]byte, error) {
	if offset < 0 || offset > f.size-int64(n) {
		return nil, corrupt("%d bytes outside the file of %d bytes", n, f.size)
	}
	b := make([]byte, n)
	m, err := f.r.ReadAt(b, offset)
	if m == n {
		return b, nil
	}
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	return nil, err
}
