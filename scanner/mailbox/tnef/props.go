package tnef

import (
	"fmt"

	"exposed/scanner/mailbox/mapi"
	"exposed/scanner/mailbox/outlook"
)

// A cursor goes through the data of an attribute. After a failure it gives nothing.
type cursor struct {
	r      *reader
	b      []byte
	at     int // of b in the stream
	failed bool
}

// take returns the next n bytes, nil if there are fewer.
func (c *cursor) take(n int64) []byte {
	if c.failed || n > int64(len(c.b)) {
		if !c.failed {
			c.r.damaged(c.at, "%d bytes of properties, and %d are left", n, len(c.b))
		}
		c.failed = true
		return nil
	}
	b := c.b[:n:n]
	c.b, c.at = c.b[n:], c.at+int(n)
	return b
}

// padded returns the next n bytes, which are filled up to a multiple of four.
// The last ones may lack that.
func (c *cursor) padded(n int64) []byte {
	b := c.take(n)
	if fill := min(-n&3, int64(len(c.b))); b != nil {
		c.take(fill)
	}
	return b
}

func (c *cursor) uint32() uint32 {
	if b := c.take(4); b != nil {
		return le.Uint32(b)
	}
	return 0
}

// properties reads a list of properties (MS-OXTNEF 2.1.3.4).
func (c *cursor) properties() mapi.Properties {
	n := c.uint32()
	var list mapi.Properties
	for i := uint32(0); i < n && !c.failed; i++ {
		if len(list) == outlook.MaxProperties {
			c.r.Add(fmt.Errorf("tnef: properties: %w", mapi.ErrTooMany))
			c.failed = true
			break
		}
		if p, ok := c.property(); ok {
			list = append(list, p)
		}
	}
	return list
}

// property reads one property: type, identifier, the name of a named one, and the value.
func (c *cursor) property() (mapi.Property, bool) {
	b := c.take(4)
	if b == nil {
		return mapi.Property{}, false
	}
	const instance = 0x2000 // of one value of many
	t := mapi.Type(le.Uint16(b) &^ instance)
	p := mapi.Property{Tag: mapi.NewTag(le.Uint16(b[2:]), t)}
	if p.Tag.Named() {
		p.Name = c.name()
	}
	at := c.at
	switch size := t.Single().Size(); {
	case c.failed:
	case t.Multi():
		p.Value = c.many(t.Single())
	case t == mapi.TypeNull || t == mapi.TypeUnspecified:
	case size > 0:
		p.Value = c.padded(int64(size))
	case variable(t):
		if n := c.uint32(); n > 0 {
			p.Value = c.value()
			for range min(n-1, 1<<16) { // one has one value
				c.value()
			}
		}
	default:
		c.r.damaged(at, "property of the type 0x%04x", uint16(t))
		c.failed = true
	}
	p.Size = int64(len(p.Value))
	return p, p.Value != nil || !c.failed
}

func variable(t mapi.Type) bool {
	switch t {
	case mapi.TypeString8, mapi.TypeString, mapi.TypeBinary, mapi.TypeObject, mapi.TypeServerID:
		return true
	}
	return false
}

// name reads the name of a property (MS-OXTNEF 2.1.3.4.1).
func (c *cursor) name() *mapi.Name {
	set, kind := c.take(16), c.uint32()
	if set == nil {
		return nil
	}
	n := &mapi.Name{Set: mapi.GUID(set)}
	if kind == 0 {
		n.ID = c.uint32()
		return n
	}
	const maxName = 1 << 10
	b := c.padded(int64(c.uint32()))
	n.Text = mapi.String(mapi.TypeString, b[:min(len(b), maxName)], 0)
	return n
}

// value reads a value with its size before it. Where the data end it is what there is of it.
func (c *cursor) value() []byte {
	n := int64(c.uint32())
	if !c.failed && n > int64(len(c.b)) {
		c.r.damaged(c.at, "value of %d bytes, and %d are left", n, len(c.b))
		b := c.b
		c.b, c.failed = nil, true
		return b
	}
	b := c.padded(n)
	if b == nil && !c.failed {
		b = []byte{}
	}
	return b
}

// many reads the values of a property as mapi.Values takes them.
func (c *cursor) many(t mapi.Type) []byte {
	n := int64(c.uint32())
	size := int64(t.Size())
	if size > 0 {
		wide := max(size, 4) // QUIRK: values of two bytes are filled up to four each
		b := c.take(n * wide)
		if wide == size || b == nil {
			return b
		}
		out := make([]byte, 0, n*size)
		for ; len(b) > 0; b = b[wide:] {
			out = append(out, b[:size]...)
		}
		return out
	}
	if !variable(t) {
		c.r.damaged(c.at, "values of the type 0x%04x", uint16(t))
		c.failed = true
		return nil
	}
	var list [][]byte
	for i := int64(0); i < n && !c.failed; i++ {
		if b := c.value(); b != nil {
			list = append(list, b)
		}
	}
	return mapi.Join(list)
}
