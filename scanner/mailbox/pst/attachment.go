package pst

import (
	"io"

	"exposed/scanner/mailbox/mapi"
)

// An Attachment is an attachment of a message (MS-PST 2.4.6).
type Attachment struct {
	NID NID
	mapi.Attachment
	m *Message
	c *context // nil: its properties cannot be read
}

// Attachments returns the attachments in the order of their table, and where
// it is damaged those that lie below the message.
func (m *Message) Attachments() []*Attachment {
	var list []*Attachment
	seen := map[NID]bool{}
	add := func(n node, err error) bool {
		if m.family.attachments++; m.family.attachments > MaxAttachments {
			m.c.note(nidAttachments, ErrTooMany)
			return false
		}
		seen[n.nid] = true
		list = append(list, m.attachment(n, err))
		return true
	}
	err := m.rowsOf(nidAttachments, func(r row) bool {
		n, err := m.c.subnode(m.c.node, r.nid())
		if n.nid = r.nid(); seen[n.nid] {
			return true
		}
		return add(n, err)
	})
	if err == nil {
		return list
	}
	m.c.note(nidAttachments, err)
	err = m.c.subnodes(m.c.node, 0, 1<<32-1, func(n node) bool {
		return n.nid.kind() != typeAttachment || seen[n.nid] || add(n, nil)
	})
	if err != nil {
		m.c.note(m.NID, err)
	}
	return list
}

// attachment reads the properties of the attachment n, which could not be found if err is set.
func (m *Message) attachment(n node, err error) *Attachment {
	a := &Attachment{NID: n.nid, m: m}
	if err == nil {
		a.c, err = m.c.source.context(n)
	}
	if err != nil {
		m.c.note(n.nid, err)
	}
	if a.c == nil {
		return a
	}
	a.Name = a.c.text(mapi.DisplayName, m.page)
	a.Filename = a.c.text(mapi.AttachFilename, m.page)
	a.LongName = a.c.text(mapi.AttachLongFilename, m.page)
	if a.Path = a.c.text(mapi.AttachLongPathname, m.page); a.Path == "" {
		a.Path = a.c.text(mapi.AttachPathname, m.page)
	}
	a.Type = a.c.text(mapi.AttachMIMETag, m.page)
	a.ContentID = a.c.text(mapi.AttachContentID, m.page)
	a.Location = a.c.text(mapi.AttachContentLocation, m.page)
	a.Method = int(a.c.number(mapi.AttachMethod))
	a.Size = a.c.number(mapi.AttachSize)
	a.Hidden = a.c.number(mapi.AttachmentHidden) != 0
	return a
}

// Info returns what the properties of the attachment say of it.
func (a *Attachment) Info() *mapi.Attachment { return &a.Attachment }

// Attached returns the attachments as Attachments does.
func (m *Message) Attached() []mapi.Attached {
	var list []mapi.Attached
	for _, a := range m.Attachments() {
		list = append(list, a)
	}
	return list
}

// Object returns the item of an attachment as Embedded does.
func (a *Attachment) Object() (mapi.Object, error) {
	m, err := a.Embedded()
	if err != nil {
		return nil, err
	}
	return m, nil
}

// Properties returns the properties of the attachment.
func (a *Attachment) Properties() mapi.Properties {
	if a.c == nil {
		return nil
	}
	return a.c.properties()
}

// Open returns a reader of the bytes of the attachment: the file, or the OLE
// storage. An embedded message and a file that is elsewhere have none, which
// is an error that wraps ErrMissing.
func (a *Attachment) Open() (io.Reader, error) {
	p, err := a.content()
	if err != nil {
		return nil, err
	}
	if p.tag.Type() != mapi.TypeObject {
		return a.c.open(p)
	}
	if a.Method == mapi.AttachEmbedded {
		return nil, atNode(a.NID, ErrMissing)
	}
	n, err := a.object(p)
	if err != nil {
		return nil, err
	}
	d, err := a.c.source.data(n.data)
	if err != nil {
		return nil, atNode(n.nid, err)
	}
	return &placedReader{d.reader(), n.nid}, nil
}

// Embedded returns the message of an attachment with the method
// mapi.AttachEmbedded. Its subnodes are those of its own node, not of a's.
func (a *Attachment) Embedded() (*Message, error) {
	p, err := a.content()
	if err != nil {
		return nil, err
	}
	if a.Method != mapi.AttachEmbedded || p.tag.Type() != mapi.TypeObject {
		return nil, atNode(a.NID, ErrMissing)
	}
	if a.m.level+1 > MaxLevels {
		return nil, atNode(a.NID, ErrTooDeep)
	}
	if a.m.family.embedded++; a.m.family.embedded > MaxEmbedded {
		return nil, atNode(a.NID, ErrTooMany)
	}
	n, err := a.object(p)
	if err != nil {
		return nil, err
	}
	m, err := source{a.c.File, &problemLog{}}.message(n)
	if err != nil {
		return nil, err
	}
	m.level, m.family, m.Recovered = a.m.level+1, a.m.family, a.m.Recovered
	return m, nil
}

// content returns the property that holds the bytes.
func (a *Attachment) content() (*prop, error) {
	if a.c != nil {
		if p := a.c.find(mapi.AttachData); p != nil {
			return p, nil
		}
	}
	return nil, atNode(a.NID, ErrMissing)
}

// object returns the node that the object p stands for (MS-PST 2.3.3.5).
func (a *Attachment) object(p *prop) (node, error) {
	b, err := a.c.valueBytes(p.hid(), maxValue)
	if err != nil {
		return node{}, err
	}
	if len(b) < 4 {
		return node{}, atNode(a.NID, corrupt("object of %d bytes", len(b)))
	}
	return a.c.subnode(a.c.node, NID(le.Uint32(b)))
}
