// Package outlook tells what the items of Outlook hold, whatever file they lie
// in: their bodies and attachments, and the header and text that a person sees.
package outlook

import (
	"fmt"
	"time"

	"exposed/scanner/mailbox/mapi"
)

// Limits of one item.
const (
	MaxBody        = 128 << 20 // bytes of a body
	MaxAttachments = 10_000    // attachments of an item
	MaxRecipients  = 100_000   // recipients of an item
	MaxProperties  = 1 << 16   // properties of an object
	MaxEmbedded    = 10_000    // items within an item, at all levels
	MaxLevels      = 64        // items above an item
)

// maxProblems is the number of problems that are kept of one item.
const maxProblems = 1000

// An Item is an item whose properties are in memory. It is a mapi.Object.
type Item struct {
	Values  mapi.Properties
	Page    int              // of 8-bit strings
	People  []mapi.Recipient // in the order of their table
	Carried []mapi.Attached
	Damage  []error
}

// Add keeps a problem of the item. What is over the number that is kept is one problem more.
func (m *Item) Add(err error) {
	switch n := len(m.Damage); {
	case err == nil || n > maxProblems:
	case n == maxProblems:
		m.Damage = append(m.Damage, fmt.Errorf("problems: %w", mapi.ErrTooMany))
	default:
		m.Damage = append(m.Damage, err)
	}
}

// Properties returns the properties of the item.
func (m *Item) Properties() mapi.Properties { return m.Values }

// Codepage returns the code page of the strings of 8-bit characters.
func (m *Item) Codepage() int { return m.Page }

// Text returns the string with the identifier, or "".
func (m *Item) Text(id uint16) string { return Text(m.Values, id, m.Page) }

// Int returns the integer or boolean with the identifier, or 0.
func (m *Item) Int(id uint16) int64 { return Int(m.Values, id) }

// Time returns the time with the identifier in UTC, or the zero time.
func (m *Item) Time(id uint16) time.Time {
	p := m.Values.Get(id)
	if p == nil || p.Tag.Type() != mapi.TypeTime {
		return time.Time{}
	}
	return mapi.Time(p.Value)
}

// Long returns the value with the identifier and its type; nil: there is none.
func (m *Item) Long(id uint16) (mapi.Type, []byte, error) {
	p := m.Values.Get(id)
	if p == nil {
		return 0, nil, nil
	}
	if len(p.Value) > MaxBody {
		return p.Tag.Type(), p.Value[:MaxBody], fmt.Errorf("property %v: %w", p.Tag, mapi.ErrTooLarge)
	}
	return p.Tag.Type(), p.Value, nil
}

// Subject returns the subject without the mark of its prefix.
func (m *Item) Subject() string { return Subject(m.Text(mapi.Subject)) }

// Headers returns the header that the item came with, or "".
func (m *Item) Headers() (string, error) { return Headers(m) }

// Plain returns the plain body: as it is stored, or else out of the RTF; "": there is none.
func (m *Item) Plain() (string, error) { return Plain(m) }

// HTML returns the HTML body in UTF-8: as it is stored, or else out of the RTF; "": there is none.
func (m *Item) HTML() (string, error) { return HTML(m) }

// Recipients returns the recipients in the order of their table.
func (m *Item) Recipients() []mapi.Recipient { return m.People }

// Attached returns the attachments in the order of their table.
func (m *Item) Attached() []mapi.Attached { return m.Carried }

// Problems returns what is wrong with the item.
func (m *Item) Problems() []error { return m.Damage }

// Text returns the string with the identifier, whose 8-bit characters are in the code page, or "".
func Text(ps mapi.Properties, id uint16, page int) string {
	p := ps.Get(id)
	if p == nil || p.Tag.Type() != mapi.TypeString && p.Tag.Type() != mapi.TypeString8 {
		return ""
	}
	return mapi.String(p.Tag.Type(), p.Value, page)
}

// Int returns the integer or boolean with the identifier, or 0.
func Int(ps mapi.Properties, id uint16) int64 {
	if p := ps.Get(id); p != nil {
		return mapi.Int(p.Tag.Type(), p.Value)
	}
	return 0
}

// Page returns the code page of the 8-bit strings of an item with the properties.
func Page(ps mapi.Properties) int {
	return mapi.StringPage(Int(ps, mapi.MessageCodepage), Int(ps, mapi.InternetCodepage), Int(ps, mapi.MessageLocaleID))
}

// Recipient returns the recipient with the properties.
func Recipient(ps mapi.Properties, page int) mapi.Recipient {
	return mapi.Recipient{
		Kind: Int(ps, mapi.RecipientType), Name: Text(ps, mapi.DisplayName, page), Type: Text(ps, mapi.AddressType, page),
		Address: Text(ps, mapi.EmailAddress, page), SMTP: Text(ps, mapi.SMTPAddress, page),
	}
}

// Attachment returns what the properties of an attachment tell of it.
func Attachment(ps mapi.Properties, page int) mapi.Attachment {
	a := mapi.Attachment{
		Name: Text(ps, mapi.DisplayName, page), Filename: Text(ps, mapi.AttachFilename, page), LongName: Text(ps, mapi.AttachLongFilename, page),
		Path: Text(ps, mapi.AttachLongPathname, page), Type: Text(ps, mapi.AttachMIMETag, page), ContentID: Text(ps, mapi.AttachContentID, page),
		Location: Text(ps, mapi.AttachContentLocation, page), Method: int(Int(ps, mapi.AttachMethod)), Size: Int(ps, mapi.AttachSize),
		Hidden: Int(ps, mapi.AttachmentHidden) != 0,
	}
	if a.Path == "" {
		a.Path = Text(ps, mapi.AttachPathname, page)
	}
	return a
}
