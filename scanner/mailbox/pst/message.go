package pst

import (
	"bytes"
	"io"
	"strings"
	"time"

	"exposed/scanner/mailbox/mapi"
	"exposed/scanner/mailbox/rtf"
)

// Tables of a message (MS-PST 2.4.5).
const (
	nidAttachments NID = 0x671
	nidRecipients  NID = 0x692
)

// Limits of one message.
const (
	MaxBody        = 128 << 20 // bytes of a body
	MaxAttachments = 10_000    // attachments of a message, and of those within it
	MaxRecipients  = 100_000   // recipients of a message
	MaxEmbedded    = 10_000    // messages within a message, at all levels
	MaxLevels      = 64        // messages above a message
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
func (m *Message) Subject() string {
	s := m.Text(mapi.Subject)
	if strings.HasPrefix(s, "\x01") {
		_, n, _ := decodeTwo(s)
		return s[n:]
	}
	return s
}

// decodeTwo returns the first two characters of s and their bytes.
func decodeTwo(s string) (string, int, bool) {
	seen := 0
	for i := range s {
		if seen == 2 {
			return s[:i], i, true
		}
		seen++
	}
	return s, len(s), seen == 2
}

// Headers returns the header that the message came with, or "".
func (m *Message) Headers() (string, error) { return m.long(mapi.TransportMessageHeaders) }

// Plain returns the plain body: as it is stored, or else out of the RTF; "": there is none.
func (m *Message) Plain() (string, error) {
	s, err := m.long(mapi.Body)
	if s != "" || err != nil {
		return s, err
	}
	b, err := m.RTF()
	return rtf.Text(b), err
}

// HTML returns the HTML body in UTF-8: as it is stored, or else out of the RTF; "": there is none.
func (m *Message) HTML() (string, error) {
	p := m.c.find(mapi.HTML)
	if p == nil {
		return m.rtfHTML()
	}
	if p.tag.Type() != mapi.TypeBinary {
		return m.long(mapi.HTML)
	}
	b, err := m.c.bytes(p, MaxBody)
	if len(b) == 0 && err == nil {
		return m.rtfHTML()
	}
	return decodeHTML(b, int(m.c.number(mapi.InternetCodepage)), m.page), err
}

// decodeHTML returns the HTML b in UTF-8.
// QUIRK: PidTagInternetCodepage may be missing or name a page that the body is not in.
func decodeHTML(b []byte, page, other int) string {
	switch {
	case bytes.HasPrefix(b, []byte("\xff\xfe")):
		page = 1200
	case bytes.HasPrefix(b, []byte("\xfe\xff")):
		page = 1201
	case page == 1200 || page == 1201 || !mapi.Known(page):
		page = 0
	}
	if page == 0 {
		if s := mapi.Decode(65001, b); !strings.ContainsRune(s, '\ufffd') {
			return s
		}
		page = other
	}
	return mapi.Decode(page, b)
}

func (m *Message) rtfHTML() (string, error) {
	b, err := m.RTF()
	s, _ := rtf.HTML(b)
	return s, err
}

// RTF returns the RTF body, decompressed; nil: there is none.
func (m *Message) RTF() ([]byte, error) {
	p := m.c.find(mapi.RTFCompressed)
	if p == nil || p.tag.Type() != mapi.TypeBinary {
		return nil, nil
	}
	b, err := m.c.bytes(p, MaxBody)
	if err != nil || len(b) == 0 {
		return nil, err
	}
	out, err := rtf.Decompress(b, MaxBody)
	if err != nil {
		err = atNode(m.NID, err)
	}
	return out, err
}

// long returns a string that may be as long as a body.
func (m *Message) long(id uint16) (string, error) {
	p := m.c.find(id)
	if p == nil || p.tag.Type() != mapi.TypeString && p.tag.Type() != mapi.TypeString8 {
		return "", nil
	}
	b, err := m.c.bytes(p, MaxBody)
	return mapi.String(p.tag.Type(), b, m.page), err
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
