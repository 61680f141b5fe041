// Package msg reads the items that Outlook saves as files: MSG and OFT (MS-OXMSG).
package msg

import (
	"errors"
	"fmt"
	"strings"

	"exposed/scanner/archive/cfb"
	"exposed/scanner/mailbox/mapi"
	"exposed/scanner/mailbox/outlook"
)

// Errors that callers test for.
var (
	ErrFormat  = errors.New("msg: no item of Outlook")
	ErrCorrupt = errors.New("corrupt item")
)

// Names of storages and streams (MS-OXMSG 2.2). The last three are followed by numbers.
const (
	propertiesName = "__properties_version1.0"
	namesName      = "__nameid_version1.0"
	recipientName  = "__recip_version1.0_#"
	attachmentName = "__attach_version1.0_#"
	valueName      = "__substg1.0_"
)

// Sizes of the header of a stream of properties (MS-OXMSG 2.4.1).
const (
	messageHeader  = 32
	embeddedHeader = 24
	partHeader     = 8 // of recipients and attachments
)

// Is reports whether the compound file raw holds an item of Outlook. It reads
// the directory only.
func Is(raw []byte) bool {
	f, err := cfb.Open(raw)
	return err == nil && isItem(f.Root())
}

// isItem reports whether e is the storage of an item: it has properties, or of a damaged one values.
func isItem(e *cfb.Entry) bool {
	for _, c := range e.Children {
		if c.Name == propertiesName && !c.IsStorage() || c.Name == namesName || strings.HasPrefix(c.Name, valueName) {
			return true
		}
	}
	return false
}

// Open reads the item in raw, which is kept. What is damaged is a problem of the item.
func Open(raw []byte) (mapi.Object, error) {
	f, err := cfb.Open(raw)
	if err != nil {
		return nil, fmt.Errorf("msg: %w", err)
	}
	if !isItem(f.Root()) {
		return nil, fmt.Errorf("%w: no %s", ErrFormat, propertiesName)
	}
	names := map[uint16]*mapi.Name{}
	if e := f.Root().Child(namesName); e != nil {
		names = readNames(e)
	}
	m := newMessage(f.Root(), messageHeader, 0, names)
	for _, err := range f.Problems() {
		m.Add(fmt.Errorf("msg: %w", err))
	}
	return m, nil
}

// readNames reads the storage of the names of properties (MS-OXMSG 2.2.3).
func readNames(e *cfb.Entry) map[uint16]*mapi.Name {
	var streams [3][]byte
	for i, name := range []string{"00020102", "00030102", "00040102"} { // GUIDs, entries, strings
		if c := e.Child(valueName + name); c != nil {
			streams[i], _ = c.Bytes() // names that are lost leave numbers
		}
	}
	return mapi.Names(streams[0], streams[1], streams[2])
}

// A message is an item and the storage that holds it.
type message struct {
	outlook.Item
	names map[uint16]*mapi.Name
	level int
}

// newMessage reads the item in the storage e, below level others.
func newMessage(e *cfb.Entry, header, level int, names map[uint16]*mapi.Name) *message {
	m := &message{names: names, level: level}
	m.Values = m.properties(e, header)
	m.Page = outlook.Page(m.Values)
	for _, c := range e.Children {
		switch {
		case !c.IsStorage():
		case strings.HasPrefix(c.Name, recipientName):
			m.recipient(c)
		case strings.HasPrefix(c.Name, attachmentName):
			m.attachment(c)
		case c.Name != namesName && !strings.HasPrefix(c.Name, valueName) && strings.HasPrefix(c.Name, "__"):
			m.damaged(e, "a storage of no known name")
		}
	}
	return m
}

func (m *message) recipient(e *cfb.Entry) {
	if len(m.People) >= outlook.MaxRecipients {
		m.Add(fmt.Errorf("msg: recipients: %w", mapi.ErrTooMany))
		return
	}
	m.People = append(m.People, outlook.Recipient(m.properties(e, partHeader), m.Page))
}

func (m *message) attachment(e *cfb.Entry) {
	if len(m.Carried) >= outlook.MaxAttachments {
		m.Add(fmt.Errorf("msg: attachments: %w", mapi.ErrTooMany))
		return
	}
	ps := m.properties(e, partHeader)
	m.Carried = append(m.Carried, &attachment{m: m, e: e, values: ps, info: outlook.Attachment(ps, m.Page)})
}

// damaged keeps a problem of the storage e.
func (m *message) damaged(e *cfb.Entry, format string, args ...any) {
	m.Add(fmt.Errorf("msg: %s: %w: %s", place(e), ErrCorrupt, fmt.Sprintf(format, args...)))
}

// place names a storage without what a file may say of itself.
func place(e *cfb.Entry) string {
	for _, prefix := range []string{recipientName, attachmentName, valueName} {
		if number, ok := strings.CutPrefix(e.Name, prefix); ok && len(number) == 8 && strings.Trim(number, "0123456789ABCDEFabcdef") == "" {
			return e.Name
		}
	}
	return "item"
}
