package pst

import (
	"errors"
	"io"
)

// Types of internal blocks (MS-PST 2.2.2.8.3.2, 2.2.2.8.3.3).
const (
	blockData = 1 // XBLOCK at level 1, XXBLOCK at level 2
	blockSub  = 2 // SLBLOCK at level 0, SIBLOCK at level 1
)

// A data is the data of a node: a run of blocks.
type data struct {
	source
	blocks []BID
}

// data returns the data that starts at the block bid; 0: no data.
func (s source) data(bid BID) (*data, error) {
	d := &data{source: s}
	switch {
	case bid == 0:
		return d, nil
	case !bid.internal():
		d.blocks = []BID{bid}
		return d, nil
	}
	return d, d.expand(bid, 2)
}

// expand appends the blocks of the XBLOCK or XXBLOCK bid of at most that level.
func (d *data) expand(bid BID, level int) error {
	b, err := d.block(bid)
	if err != nil {
		return err
	}
	if len(b) < 8 || b[0] != blockData || b[1] == 0 || int(b[1]) > level {
		return &Error{Block: bid, Offset: -1, Err: corrupt("no data tree")}
	}
	n, entries := int(le.Uint16(b[2:])), b[8:]
	if n*d.id > len(entries) {
		d.note(0, &Error{Block: bid, Offset: -1, Err: corrupt("%d entries in %d bytes", n, len(entries))})
		n = len(entries) / d.id
	}
	for i := range n {
		next := BID(d.uint(entries[i*d.id:]))
		if b[1] == 1 {
			d.blocks = append(d.blocks, next)
		} else if err := d.expand(next, 1); err != nil {
			return err
		}
		if int64(len(d.blocks)) > d.size/int64(d.format.block) {
			return &Error{Block: bid, Offset: -1, Err: corrupt("more blocks than the file can hold")}
		}
	}
	return nil
}

// maxBytes is the size of data at most: what the blocks of the file can hold.
func (d *data) maxBytes() int64 {
	if d.large {
		return d.size / int64(d.format.block) * int64(d.maxBlock)
	}
	return d.size
}

// bytes returns all of the data, of which no more than limit bytes are wanted.
// With an error it returns what could be read.
func (d *data) bytes(limit int64) ([]byte, error) {
	if len(d.blocks) == 1 && limit >= int64(d.maxBlock) {
		return d.block(d.blocks[0])
	}
	limit = min(limit, d.maxBytes())
	r := io.LimitReader(d.reader(), limit+1)
	b, err := io.ReadAll(r)
	if int64(len(b)) > limit {
		return b[:limit], errors.Join(ErrTooLarge, err)
	}
	return b, err
}

// reader returns a reader of the data. It ends at the first block that cannot be read.
func (d *data) reader() io.Reader { return &dataReader{d: d, left: d.maxBytes()} }

// A dataReader reads the blocks of data one after the other.
type dataReader struct {
	d    *data
	next int
	rest []byte
	left int64
	err  error
}

func (r *dataReader) Read(p []byte) (int, error) {
	for len(r.rest) == 0 && r.err == nil {
		r.fill()
	}
	if len(r.rest) == 0 {
		return 0, r.err
	}
	n := copy(p, r.rest)
	r.rest = r.rest[n:]
	return n, nil
}

func (r *dataReader) fill() {
	if r.next == len(r.d.blocks) {
		r.err = io.EOF
		return
	}
	r.rest, r.err = r.d.block(r.d.blocks[r.next])
	r.next++
	r.left -= int64(len(r.rest))
	if r.left < 0 {
		r.rest, r.err = nil, corrupt("more data than the file can hold")
	}
}
