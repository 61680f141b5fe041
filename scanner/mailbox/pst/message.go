package pst

import (
	"io"
	"time"

	"exposed/scanner/mailbox/mapi"
	"exposed/scanner/mailbox/outlook"
)

// Tables of a message (MS-PST 2.4.5).
const (
	nidAttachments NID = 0x671
	nidRecipients  NID = 0x692
)

// Limits of one message.
const (
	MaxBody        = outlook.MaxBody        // bytes of a body
	MaxAttachments = outlook.MaxAttachments // attachments of a message, and of those within it
	MaxRecipients  = outlook.MaxRecipients  // recipients of a message
	MaxEmbedded    = outlook.MaxEmbedded    // messages within a message, at all levels
	MaxLevels      = outlook.MaxLevels      // messages above a message
)

// A Message is a message, contact, appointment or another item (MS-PST 2.4.5).
// It is for one goroutine.
type Message struct {
	NID       NID    // of an embedded message: below its attachment
	Folder    NID    // that holds it by the node tree; 0: it is embedded
	Class     string // such as IPM.Note
	Recovered bool   // no folder holds it
	c         *context
	page      int // of its 8-bit strings
	level     int
	family    *family
}

var _ mapi.Object = (*Message)(nil)

// A family is a message with all that is within it. It counts what was listed
// and opened: a file can hold itself.
type family struct {
	attachments int
	embedded    int
}

// Message returns the message nid.
func (f *File) Message(nid NID) (*Message, error) {
	n, err := f.node(nid)
	if err != nil {
		return nil, err
	}
	m, err := source{f, &problemLog{}}.message(n)
	if m != nil {
		m.Folder = n.parent
	}
	return m, err
}

// message reads the message n. What of its properties cannot be read is a problem of it.
func (s source) message(n node) (*Message, error) {
	c, err := s.context(n)
	if c == nil {
		return nil, atNode(n.nid, err)
	}
	if err != nil {
		s.note(n.nid, err)
	}
	m := &Message{NID: n.nid, c: c, page: c.codepage(), family: new(family)}
	m.Class = m.Text(mapi.MessageClass)
	return m, nil
}

// Problems returns what is wrong with the message, as far as it has been read.
// Each is an *Error.
func (m *Message) Problems() []error {
	var list []error
	for _, e := range m.c.log.sorted() {
		list = append(list, e)
	}
	return list
}

// Properties returns the properties of the message.
func (m *Message) Properties() mapi.Properties { return m.c.properties() }

// Codepage returns the code page of the strings of 8-bit characters.
func (m *Message) Codepage() int { return m.page }

// Text returns the string with the identifier, or "".
func (m *Message) Text(id uint16) string { return m.c.text(id, m.page) }

// Int returns the integer or boolean with the identifier, or 0.
func (m *Message) Int(id uint16) int64 { return m.c.number(id) }

// Time returns the time with the identifier in UTC, or the zero time.
func (m *Message) Time(id uint16) time.Time {
	p := m.c.find(id)
	if p == nil || p.tag.Type() != mapi.TypeTime {
		return time.Time{}
	}
	b, err := m.c.bytes(p, 8)
	if err != nil {
		m.c.note(m.NID, err)
	}
	return mapi.Time(b)
}

// Open returns a reader of the value with the identifier, as it is stored.
func (m *Message) Open(id uint16) (io.Reader, error) {
	p := m.c.find(id)
	if p == nil {
		return nil, atNode(m.NID, ErrMissing)
	}
	return m.c.open(p)
}

// Subject returns the subject without the mark of its prefix (MS-PST 2.5.3.1.1.1).
func (m *Message) Subject() string { return outlook.Subject(m.Text(mapi.Subject)) }

// Headers returns the header that the message came with, or "".
func (m *Message) Headers() (string, error) {
	s, err := outlook.Headers(m)
	return s, m.placed(err)
}

// Plain returns the plain body: as it is stored, or else out of the RTF; "": there is none.
func (m *Message) Plain() (string, error) {
	s, err := outlook.Plain(m)
	return s, m.placed(err)
}

// HTML returns the HTML body in UTF-8: as it is stored, or else out of the RTF; "": there is none.
func (m *Message) HTML() (string, error) {
	s, err := outlook.HTML(m)
	return s, m.placed(err)
}

// RTF returns the RTF body, decompressed; nil: there is none.
func (m *Message) RTF() ([]byte, error) {
	b, err := outlook.RTF(m)
	return b, m.placed(err)
}

// placed returns err as an error that names the message; nil stays nil.
func (m *Message) placed(err error) error {
	if err == nil {
		return nil
	}
	return atNode(m.NID, err)
}

// Long returns the value with the identifier and its type, up to MaxBody bytes; nil: there is none.
func (m *Message) Long(id uint16) (mapi.Type, []byte, error) {
	p := m.c.find(id)
	if p == nil {
		return 0, nil, nil
	}
	b, err := m.c.bytes(p, MaxBody)
	return p.tag.Type(), b, err
}

// Recipients returns the recipients in the order of their table.
func (m *Message) Recipients() []mapi.Recipient {
	var list []mapi.Recipient
	size := 0
	err := m.rowsOf(nidRecipients, func(r row) bool {
		if len(list) == MaxRecipients || size > MaxBody {
			m.c.note(nidRecipients, ErrTooMany)
			return false
		}
		p := mapi.Recipient{Kind: r.number(mapi.RecipientType), Name: r.text(mapi.DisplayName, m.page), Type: r.text(mapi.AddressType, m.page),
			Address: r.text(mapi.EmailAddress, m.page), SMTP: r.text(mapi.SMTPAddress, m.page)}
		size += len(p.Name) + len(p.Type) + len(p.Address) + len(p.SMTP)
		list = append(list, p)
		return true
	})
	if err != nil {
		m.c.note(nidRecipients, err)
	}
	return list
}

// rowsOf yields the rows of the table nid below the message. No table is no error.
func (m *Message) rowsOf(nid NID, yield func(row) bool) error {
	var found node
	err := m.c.subnodes(m.c.node, nid, nid, func(n node) bool {
		found = n
		return false
	})
	if err != nil || found.nid == 0 {
		return err
	}
	t, err := m.c.source.table(found)
	if err != nil {
		return err
	}
	return t.each(yield)
}
