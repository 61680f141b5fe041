// Package tnef reads the items of Outlook that travel in Internet mail as
// winmail.dat or application/ms-tnef (MS-OXTNEF).
package tnef

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"

	"exposed/scanner/mailbox/mapi"
	"exposed/scanner/mailbox/outlook"
)

var le = binary.LittleEndian

// Errors that callers test for.
var (
	ErrFormat   = errors.New("tnef: no TNEF stream")
	ErrCorrupt  = errors.New("corrupt TNEF")
	ErrChecksum = errors.New("wrong checksum")
)

const signature = 0x223e9f78

// Levels of attributes (MS-OXTNEF 2.1.3.1).
const (
	levelMessage    = 1
	levelAttachment = 2
)

// An attribute is the number of one, without the type that it is stored with
// (MS-OXTNEF 2.1.3.2).
type attribute uint16

// Attributes that make up an item.
const (
	attOwner           attribute = 0x0000
	attSentFor         attribute = 0x0001
	attDateStart       attribute = 0x0006
	attDateEnd         attribute = 0x0007
	attFrom            attribute = 0x8000
	attSubject         attribute = 0x8004
	attDateSent        attribute = 0x8005
	attDateRecd        attribute = 0x8006
	attMessageClass    attribute = 0x8008
	attBody            attribute = 0x800c
	attAttachData      attribute = 0x800f
	attAttachTitle     attribute = 0x8010
	attTransportName   attribute = 0x9001
	attAttachRenddata  attribute = 0x9002
	attMAPIProps       attribute = 0x9003
	attRecipTable      attribute = 0x9004
	attAttachmentProps attribute = 0x9005
	attOemCodepage     attribute = 0x9007
)

// silent are attributes that tell of an item but hold nothing of it: delegate,
// numbers, status, priority, times of attachments, their pictures in the text,
// version and original class.
var silent = []attribute{0x0002, 0x0008, 0x0009, 0x0600, 0x8007, 0x8009, 0x800a, 0x800b, 0x800d, 0x8011, 0x8012, 0x8013, 0x8020, 0x9006}

// A reader collects the attributes of a stream.
type reader struct {
	*outlook.Item
	level  int             // items above this one
	base   int64           // of its stream in the outermost one
	legacy mapi.Properties // of attributes that older programs write in their place
	page   int             // as attOemCodepage tells
	parts  []*attachment   // those begun
}

// Is reports whether head is the start of a TNEF stream.
func Is(head []byte) bool { return len(head) >= 6 && le.Uint32(head) == signature }

// Open reads the item in raw, which is kept. What is damaged is a problem of the item.
func Open(raw []byte) (mapi.Object, error) { return open(raw, 0, 0) }

// open reads an item below level others whose stream starts at the byte base.
func open(raw []byte, level int, base int64) (mapi.Object, error) {
	if !Is(raw) {
		return nil, ErrFormat
	}
	r := &reader{Item: &outlook.Item{}, level: level, base: base}
	r.attributes(raw)
	r.finish()
	return r.Item, nil
}

// headSize is the size of an attribute before its data: level, number, type and length.
const headSize = 9

// attributes reads the attributes one after the other (MS-OXTNEF 2.1.3).
func (r *reader) attributes(raw []byte) {
	for at := 6; at < len(raw); {
		level, rest := raw[at], raw[at:]
		if level != levelMessage && level != levelAttachment {
			r.damaged(at, "%d bytes after the last attribute", len(rest))
			return
		}
		if len(rest) < headSize {
			r.damaged(at, "attribute of %d bytes", len(rest))
			return
		}
		id, size := attribute(le.Uint16(rest[1:])), int64(le.Uint32(rest[5:]))
		data := rest[headSize:]
		if size+2 > int64(len(data)) {
			r.damaged(at, "attribute 0x%04x has %d bytes, and %d are left", uint16(id), size, len(data))
			r.attribute(at+headSize, level, id, data[:min(size, int64(len(data)))])
			return
		}
		if le.Uint16(data[size:]) != checksum(data[:size]) {
			r.Add(fmt.Errorf("tnef: at byte %d: attribute 0x%04x: %w", r.base+int64(at), uint16(id), ErrChecksum))
		}
		r.attribute(at+headSize, level, id, data[:size:size])
		at += headSize + int(size) + 2
	}
}

// checksum returns the sum of the bytes of b (MS-OXTNEF 2.1.3.5).
func checksum(b []byte) uint16 {
	var sum uint16
	for _, c := range b {
		sum += uint16(c)
	}
	return sum
}

// damaged keeps a problem at the byte of the stream.
func (r *reader) damaged(at int, format string, args ...any) {
	r.Add(fmt.Errorf("tnef: at byte %d: %w: %s", r.base+int64(at), ErrCorrupt, fmt.Sprintf(format, args...)))
}

// attribute takes the attribute whose data start at a byte of the stream.
func (r *reader) attribute(at int, level byte, id attribute, data []byte) {
	if level == levelAttachment {
		r.part(at, id, data)
		return
	}
	switch id {
	case attMAPIProps:
		c := &cursor{r: r, b: data, at: at}
		r.Values = append(r.Values, c.properties()...)
	case attRecipTable:
		r.recipients(at, data)
	case attOemCodepage:
		if len(data) >= 4 {
			r.page = int(le.Uint32(data))
		}
	default:
		if !r.addLegacy(id, data) && !slices.Contains(silent, id) {
			r.damaged(at, "attribute 0x%04x of a message", uint16(id))
		}
	}
}

// maxRows is the number of rows of a recipient table at most.
const maxRows = outlook.MaxRecipients

// recipients reads the table of recipients (MS-OXTNEF 2.1.3.5.1).
func (r *reader) recipients(at int, data []byte) {
	c := &cursor{r: r, b: data, at: at}
	n := c.uint32()
	for i := uint32(0); i < n && !c.failed; i++ {
		if len(r.People) >= maxRows {
			r.Add(fmt.Errorf("tnef: recipients: %w", mapi.ErrTooMany))
			return
		}
		ps := c.properties()
		if len(ps) > 0 {
			r.People = append(r.People, outlook.Recipient(ps, r.stringPage(ps)))
		}
	}
}

// stringPage returns the code page of 8-bit strings: that which the
// properties name, or else the stream (MS-OXTNEF 2.1.3.3.2).
func (r *reader) stringPage(ps mapi.Properties) int {
	for _, list := range []mapi.Properties{ps, r.Values} {
		for _, id := range []uint16{mapi.MessageCodepage, mapi.InternetCodepage, mapi.MessageLocaleID} {
			if list.Get(id) != nil && (id == mapi.MessageCodepage || r.page == 0) {
				return outlook.Page(list)
			}
		}
	}
	if mapi.Known(r.page) {
		return r.page
	}
	return mapi.Western
}

// finish makes the item out of what has been collected.
func (r *reader) finish() {
	r.Page = r.stringPage(nil)
	for _, p := range r.legacy {
		if r.Values.Get(p.Tag.ID()) == nil {
			r.Values = append(r.Values, p)
		}
	}
	for _, a := range r.parts {
		a.finish(r)
		r.Carried = append(r.Carried, a)
	}
}
