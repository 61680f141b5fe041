package msg

import (
	"encoding/binary"
	"fmt"
	"strconv"
	"strings"

	"exposed/scanner/archive/cfb"
	"exposed/scanner/mailbox/mapi"
	"exposed/scanner/mailbox/outlook"
)

var le = binary.LittleEndian

// A values is what a storage holds of values, by the digits of their names.
type values map[string]*cfb.Entry

// properties reads the properties of the storage e, whose stream of properties
// has a header of that size (MS-OXMSG 2.4).
// QUIRK: some writers leave properties out of that stream which have a value in a stream of its own.
func (m *message) properties(e *cfb.Entry, header int) mapi.Properties {
	streams, order := m.streams(e)
	var list mapi.Properties
	lost := 0
	seen := map[mapi.Tag]bool{}
	add := func(p mapi.Property) {
		if seen[p.Tag] {
			return
		}
		if seen[p.Tag] = true; len(list) == outlook.MaxProperties {
			m.Add(fmt.Errorf("msg: %s: properties: %w", place(e), mapi.ErrTooMany))
		}
		if p.Tag.Named() {
			p.Name = m.names[p.Tag.ID()]
		}
		list = append(list, p)
	}
	for b := m.records(e, header); len(b) >= 16 && len(list) <= outlook.MaxProperties; b = b[16:] {
		p, ok := m.property(e, streams, b[:16])
		if add(p); !ok {
			lost++
		}
	}
	if lost > 0 {
		m.damaged(e, "%d properties have no value", lost)
	}
	for _, tag := range order {
		if len(list) <= outlook.MaxProperties && !seen[tag] {
			p := mapi.Property{Tag: tag}
			m.load(e, streams, &p)
			add(p)
		}
	}
	return list
}

// streams returns the values of the storage, and their tags in the order of the directory.
func (m *message) streams(e *cfb.Entry) (values, []mapi.Tag) {
	list := values{}
	var order []mapi.Tag
	unknown := 0
	for _, c := range e.Children {
		digits, ok := strings.CutPrefix(c.Name, valueName)
		tag, err := strconv.ParseUint(digits, 16, 32)
		switch {
		case ok && len(digits) == 8 && err == nil:
			order = append(order, mapi.Tag(tag))
			fallthrough
		case ok && len(digits) == 17 && digits[8] == '-':
			list[strings.ToUpper(digits)] = c
		case !c.IsStorage() && c.Name != propertiesName && strings.HasPrefix(c.Name, "__"):
			unknown++ // streams of other names, such as \x05SummaryInformation, are no part of an item
		}
	}
	if unknown > 0 {
		m.damaged(e, "%d streams of no known name", unknown)
	}
	return list, order
}

// records returns the records of the stream of properties.
func (m *message) records(e *cfb.Entry, header int) []byte {
	c := e.Child(propertiesName)
	if c == nil {
		m.damaged(e, "no stream of properties")
		return nil
	}
	b, err := c.Bytes()
	if err != nil {
		m.Add(fmt.Errorf("msg: %s: properties: %w", place(e), err))
	}
	if len(b) < header {
		m.damaged(e, "stream of properties of %d bytes", len(b))
		return nil
	}
	return b[header:]
}

// property reads the record of a property (MS-OXMSG 2.4.2). It reports false if
// there is no value of it.
func (m *message) property(e *cfb.Entry, streams values, b []byte) (mapi.Property, bool) {
	p := mapi.Property{Tag: mapi.Tag(le.Uint32(b))}
	t := p.Tag.Type()
	if n := t.Size(); n > 0 && n <= 8 && !t.Multi() {
		p.Value, p.Size = b[8:8+n], int64(n)
		return p, true
	}
	if t <= mapi.TypeNull || m.load(e, streams, &p) {
		return p, true
	}
	return p, le.Uint32(b[8:]) <= terminator(t)
}

// load reads the value of a property out of its stream, if it has one. That of
// an attachment is read when it is opened.
func (m *message) load(e *cfb.Entry, streams values, p *mapi.Property) bool {
	c := streams[digits(p.Tag)]
	switch {
	case c == nil:
		return false
	case c.IsStorage() || p.Tag.ID() == mapi.AttachData:
		p.Size = -1
		return true
	}
	b, err := c.Bytes()
	if err != nil {
		m.Add(fmt.Errorf("msg: %s: property %v: %w", place(e), p.Tag, err))
	}
	p.Value, p.Size = b, int64(len(b))
	if t := p.Tag.Type(); t.Multi() && t.Single().Size() == 0 {
		m.many(e, streams, p)
	}
	return true
}

// terminator returns the size that a string has which is empty (MS-OXMSG 2.4.2.2).
func terminator(t mapi.Type) uint32 {
	switch t {
	case mapi.TypeString8:
		return 1
	case mapi.TypeString:
		return 2
	}
	return 0
}

func digits(t mapi.Tag) string { return fmt.Sprintf("%08X", uint32(t)) }

// many replaces the value of p, the sizes of its values, by these, as
// mapi.Values takes them (MS-OXMSG 2.1.4.2).
func (m *message) many(e *cfb.Entry, streams values, p *mapi.Property) {
	width := 4
	if p.Tag.Type().Single() == mapi.TypeBinary {
		width = 8
	}
	n := len(p.Value) / width
	var list [][]byte
	for i := range n {
		c := streams[fmt.Sprintf("%s-%08X", digits(p.Tag), i)]
		if c == nil {
			m.damaged(e, "property %v has %d values of %d", p.Tag, i, n)
			break
		}
		b, err := c.Bytes()
		if err != nil {
			m.Add(fmt.Errorf("msg: %s: property %v: %w", place(e), p.Tag, err))
		}
		list = append(list, b)
	}
	p.Value = mapi.Join(list)
	p.Size = int64(len(p.Value))
}
