package pst

import (
	"bytes"
	"io"

	"exposed/scanner/mailbox/mapi"
)

// Streams of the map of names (MS-PST 2.4.7).
const (
	nidNames     NID    = 0x61
	streamGUID   uint16 = 0x0002
	streamEntry  uint16 = 0x0003
	streamString uint16 = 0x0004
)

// maxNames is the size of each stream of the map of names at most.
const maxNames = 16 << 20

// names returns the names of properties by identifier.
func (f *File) names() map[uint16]*mapi.Name {
	f.nameOnce.Do(func() {
		f.nameMap = map[uint16]*mapi.Name{}
		if err := f.readNames(); err != nil {
			f.report(atNode(nidNames, err))
		}
	})
	return f.nameMap
}

// readNames reads the map of names.
func (f *File) readNames() error {
	n, err := f.node(nidNames)
	if err != nil {
		return err
	}
	c, err := source{f, &f.problems}.context(n)
	if err != nil {
		return err
	}
	f.nameMap = mapi.Names(c.stream(streamGUID), c.stream(streamEntry), c.stream(streamString))
	return nil
}

// stream returns the value of the property with the identifier.
func (c *context) stream(id uint16) []byte {
	p := c.find(id)
	if p == nil {
		return nil
	}
	b, err := c.bytes(p, maxNames)
	if err != nil {
		c.note(c.node.nid, err)
	}
	return b
}

func newReader(b []byte) io.Reader { return bytes.NewReader(b) }
