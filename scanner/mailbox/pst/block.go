package pst

import (
	"bytes"
	"compress/zlib"
	"io"
)

// A source reads blocks for one message, folder or table, and keeps what is
// wrong with them.
type source struct {
	*File
	log *problemLog
}

// note keeps err as a problem.
func (s source) note(nid NID, err error) { s.log.add(atNode(nid, err)) }

// internal reports whether the block holds no data of a node, but a tree (MS-PST 2.2.2.2).
func (b BID) internal() bool { return b&2 != 0 }

// A blockRef tells where a block lies.
type blockRef struct {
	bid    BID
	offset int64
	size   int
}

// locate returns the place of the block bid by the block tree.
func (f *File) locate(bid BID) (blockRef, error) {
	e, err := f.find(f.bbt, pageBBT, uint64(bid)&^1)
	if err != nil {
		if err == ErrMissing {
			err = &Error{Block: bid, Offset: -1, Err: ErrMissing}
		}
		return blockRef{}, err
	}
	ref := blockRef{bid: bid, offset: int64(f.uint(e[f.id:])), size: int(le.Uint16(e[2*f.id:]))}
	if ref.size > f.maxBlock || ref.offset < 0 {
		return ref, &Error{Block: bid, Offset: ref.offset, Err: corrupt("block of %d bytes", ref.size)}
	}
	return ref, nil
}

// block returns the decoded data of the block bid. It must not be changed.
func (s source) block(bid BID) ([]byte, error) {
	ref, err := s.locate(bid)
	if err != nil {
		return nil, err
	}
	if !bid.internal() {
		return s.load(ref)
	}
	e := s.cache.get(ref.offset)
	if e == nil {
		own := source{s.File, &problemLog{}}
		b, err := own.load(ref)
		if err != nil {
			return nil, err
		}
		e = &cached{b, own.log.list}
		s.cache.add(ref.offset, e)
	}
	for _, p := range e.problems {
		s.note(0, p)
	}
	return e.data, nil
}

// load reads a block, with its trailer if the file has it in full.
func (s source) load(ref blockRef) ([]byte, error) {
	n := s.blockSize(ref.size)
	b, err := s.bytes(ref.offset, n)
	if err != nil {
		n = ref.size
		if b, err = s.bytes(ref.offset, n); err != nil {
			return nil, &Error{Block: ref.bid, Offset: ref.offset, Err: err}
		}
		s.note(0, &Error{Block: ref.bid, Offset: ref.offset, Err: corrupt("block has no trailer")})
	}
	body := b[:ref.size]
	if n > ref.size {
		s.checkBlock(ref, body, b[n-s.blockEnd:])
		if s.large {
			if body, err = inflate(body, int(le.Uint16(b[n-s.blockEnd+18:]))); err != nil {
				return nil, &Error{Block: ref.bid, Offset: ref.offset, Err: err}
			}
		}
	}
	s.decrypt(ref.bid, body)
	return body, nil
}

// checkBlock notes what is wrong with the trailer t of a block (MS-PST 2.2.2.8.1).
func (s source) checkBlock(ref blockRef, body, t []byte) {
	bid, crc := s.trailerIDs(t)
	report := func(err error) { s.note(0, &Error{Block: ref.bid, Offset: ref.offset, Err: err}) }
	if checksum(body) != crc {
		report(ErrChecksum)
	}
	if bid&^1 != ref.bid&^1 {
		report(corrupt("trailer of block 0x%x", uint64(bid)))
	}
	if int(le.Uint16(t)) != ref.size {
		report(corrupt("trailer of a block of %d bytes", le.Uint16(t)))
	}
	if !s.large && le.Uint16(t[2:]) != signature(ref.offset, bid) {
		report(ErrSignature)
	}
}

// inflate returns the data of a block of a file of 4 kB pages, which is
// compressed if it has another size in its trailer.
func inflate(b []byte, size int) ([]byte, error) {
	if size == len(b) || size == 0 {
		return b, nil
	}
	z, err := zlib.NewReader(bytes.NewReader(b))
	if err != nil {
		return nil, corrupt("compressed block: %v", err)
	}
	out := make([]byte, size)
	n, err := io.ReadFull(z, out)
	if err != nil {
		return out[:n], corrupt("compressed block: %v", err)
	}
	return out, nil
}

// decrypt decodes b in place. Internal blocks are never encoded (MS-PST 2.2.2.8.3.1).
func (s source) decrypt(bid BID, b []byte) {
	switch {
	case bid.internal():
	case s.crypt == cryptPermute:
		permute(b)
	case s.crypt == cryptCyclic:
		cyclic(b, bid)
	}
}
