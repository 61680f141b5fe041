// Package pst reads the personal folder files of Outlook (MS-PST): PST and OST
// files of 32 and 64 bits, with pages of 512 bytes and of 4 kB.
package pst

import (
	"io"
	"sync"

	"exposed/scanner/mailbox/mapi"
)

// cacheBytes is half the size of the cache of a file.
const cacheBytes = 4 << 20

// Nodes that every file has (MS-PST 2.4.1).
const (
	nidStore NID = 0x21
	nidRoot  NID = 0x122
)

// A File is an open file. Goroutines may use it side by side.
type File struct {
	header
	r        io.ReaderAt
	size     int64
	cache    cache
	problems problemLog

	nameOnce sync.Once
	nameMap  map[uint16]*mapi.Name

	belowOnce sync.Once
	below     map[NID][]NID // messages by folder, for folders whose table is damaged
}

// Open reads the header of the file r of size bytes, and the message store.
// It fails with ErrFormat if r is no personal folder file.
func Open(r io.ReaderAt, size int64) (*File, error) {
	f := &File{r: r, size: size, cache: cache{limit: cacheBytes}}
	h, err := readHeader(r, f.report)
	if err != nil {
		return nil, err
	}
	f.header = h
	f.checkStore()
	return f, nil
}

// report keeps e as a problem of the file.
func (f *File) report(e *Error) { f.problems.add(e) }

// Problems returns what is wrong with the file as such, as far as it has been read.
// A password (MS-PST 4.3.1) keeps nobody from reading it, and is a problem of its own.
func (f *File) Problems() []*Error { return f.problems.sorted() }

// Version returns the version of the format: 14 and 15 of 32 bits, 23 of 64, 36 and 37 with pages of 4 kB.
func (f *File) Version() int { return int(f.version) }

// checkStore reports a store that cannot be read or that has a password.
func (f *File) checkStore() {
	c, err := f.storeContext()
	if err != nil {
		f.report(atNode(nidStore, err))
	}
	if c != nil && c.number(mapi.Password) != 0 {
		f.report(&Error{Node: nidStore, Offset: -1, Err: ErrPassword})
	}
}

func (f *File) storeContext() (*context, error) {
	n, err := f.node(nidStore)
	if err != nil {
		return nil, err
	}
	return source{f, &f.problems}.context(n)
}

// Properties returns the properties of the message store (MS-PST 2.4.3).
func (f *File) Properties() mapi.Properties {
	c, err := f.storeContext()
	if err != nil || c == nil {
		return nil
	}
	return c.properties()
}
