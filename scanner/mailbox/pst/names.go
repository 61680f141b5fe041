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

// readNames reads the map of names: its NAMEID records (MS-PST 2.4.7.1).
func (f *File) readNames() error {
	n, err := f.node(nidNames)
	if err != nil {
		return err
	}
	c, err := source{f, &f.problems}.context(n)
	if err != nil {
		return err
	}
	guids, entries, texts := c.stream(streamGUID), c.stream(streamEntry), c.stream(streamString)
	for ; len(entries) >= 8; entries = entries[8:] {
		id, guid, index := le.Uint32(entries), le.Uint16(entries[4:]), le.Uint16(entries[6:])
		name := &mapi.Name{Set: propertySet(guids, int(guid>>1)), ID: id}
		if guid&1 != 0 {
			name.ID, name.Text = 0, nameText(texts, int64(id))
		}
		if index < 0x8000 {
			f.nameMap[0x8000+index] = name
		}
	}
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

// propertySet returns the property set with the index (MS-PST 2.4.7.2).
func propertySet(guids []byte, index int) mapi.GUID {
	switch at := 16 * (index - 3); {
	case index == 1:
		return mapi.PSMAPI
	case index == 2:
		return mapi.PSPublicStrings
	case at >= 0 && at+16 <= len(guids):
		return mapi.GUID(guids[at:])
	}
	return mapi.GUID{}
}

// nameText returns the string at the offset (MS-PST 2.4.7.4).
func nameText(texts []byte, at int64) string {
	if at+4 > int64(len(texts)) {
		return ""
	}
	b := texts[at+4:]
	return mapi.String(mapi.TypeString, b[:min(int64(le.Uint32(texts[at:])), int64(len(b)), 1<<10)], 0)
}

func newReader(b []byte) io.Reader { return bytes.NewReader(b) }
