package pst

import (
	"io"

	"exposed/scanner/mailbox/mapi"
)

// maxValue is the size of a value of Properties at most; larger ones are read through a reader.
const maxValue = 1 << 20

// maxProps is the number of properties of one object at most.
const maxProps = 1 << 16

// A prop is a record of a property context (MS-PST 2.3.3.3).
type prop struct {
	tag    mapi.Tag
	inline [4]byte // the value, or the HNID of it
}

func (p *prop) hid() hid { return hid(le.Uint32(p.inline[:])) }

// small returns the value if it lies in the record itself.
func (p *prop) small() ([]byte, bool) {
	switch n := p.tag.Type().Size(); {
	case n > 0 && n <= 4:
		return p.inline[:n], true
	case p.tag.Type() <= mapi.TypeNull:
		return nil, true
	}
	return nil, false
}

// A context is a property context (MS-PST 2.3.3).
type context struct {
	*heap
	props []prop
}

// context returns the property context of the node n. With an error it may
// hold the properties that could be read.
func (s source) context(n node) (*context, error) {
	h, err := s.heap(n, clientProps)
	if err != nil {
		return nil, err
	}
	c := &context{heap: h}
	err = h.records(h.root, 2, 6, func(r []byte) bool {
		c.props = append(c.props, prop{mapi.NewTag(le.Uint16(r), mapi.Type(le.Uint16(r[2:]))), [4]byte(r[4:8])})
		return len(c.props) < maxProps
	})
	return c, err
}

// find returns the property with the identifier, or nil.
func (c *context) find(id uint16) *prop {
	for i := range c.props {
		if c.props[i].tag.ID() == id {
			return &c.props[i]
		}
	}
	return nil
}

// bytes returns the value of p, up to limit bytes of it.
func (c *context) bytes(p *prop, limit int64) ([]byte, error) {
	if b, ok := p.small(); ok {
		return b, nil
	}
	return c.valueBytes(p.hid(), limit)
}

// open returns a reader of the value of p.
func (c *context) open(p *prop) (io.Reader, error) {
	if b, ok := p.small(); ok {
		return newReader(b), nil
	}
	b, d, err := c.value(p.hid())
	switch {
	case err != nil:
		return nil, err
	case d != nil:
		return &placedReader{d.reader(), NID(p.hid())}, nil
	}
	return newReader(b), nil
}

// number returns the integer or boolean with the identifier, or 0.
func (c *context) number(id uint16) int64 {
	p := c.find(id)
	if p == nil {
		return 0
	}
	b, err := c.bytes(p, 8)
	if err != nil {
		c.note(c.node.nid, err)
	}
	return mapi.Int(p.tag.Type(), b)
}

// text returns the string with the identifier, or "".
func (c *context) text(id uint16, page int) string {
	p := c.find(id)
	if p == nil || p.tag.Type() != mapi.TypeString && p.tag.Type() != mapi.TypeString8 {
		return ""
	}
	b, err := c.bytes(p, maxValue)
	if err != nil {
		c.note(c.node.nid, err)
	}
	return mapi.String(p.tag.Type(), b, page)
}

// codepage returns the code page of the 8-bit strings of the object.
func (c *context) codepage() int {
	return mapi.StringPage(c.number(mapi.MessageCodepage), c.number(mapi.InternetCodepage), c.number(mapi.MessageLocaleID))
}

// properties returns all properties. A value of more than maxValue bytes is left out.
func (c *context) properties() mapi.Properties {
	names := c.names()
	list := make(mapi.Properties, 0, len(c.props))
	for i := range c.props {
		p := &c.props[i]
		value := mapi.Property{Tag: p.tag, Size: -1}
		if p.tag.Named() {
			value.Name = names[p.tag.ID()]
		}
		b, err := c.held(p)
		if err != nil {
			c.note(c.node.nid, err)
		}
		if b != nil || err == nil && !c.outside(p) {
			value.Value, value.Size = b, int64(len(b))
		}
		list = append(list, value)
	}
	return list
}

// outside reports whether the value of p lies in a subnode.
func (c *context) outside(p *prop) bool {
	_, small := p.small()
	return !small && p.hid()&31 != 0
}

// held returns the value of p, or nil if it is of more than maxValue bytes.
func (c *context) held(p *prop) ([]byte, error) {
	if !c.outside(p) {
		return c.bytes(p, maxValue)
	}
	_, d, err := c.value(p.hid())
	if err != nil || int64(len(d.blocks))*int64(c.maxBlock) > maxValue {
		return nil, err
	}
	return c.valueBytes(p.hid(), maxValue)
}

// A placedReader names the node in the errors of a reader.
type placedReader struct {
	io.Reader
	nid NID
}

func (r *placedReader) Read(p []byte) (int, error) {
	n, err := r.Reader.Read(p)
	if err != nil && err != io.EOF {
		err = atNode(r.nid, err)
	}
	return n, err
}
