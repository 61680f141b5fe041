package msg

import (
	"bytes"
	"fmt"
	"io"

	"exposed/scanner/archive/cfb"
	"exposed/scanner/mailbox/mapi"
	"exposed/scanner/mailbox/outlook"
)

// An attachment is a file or item that a message carries (MS-OXMSG 2.2.2).
type attachment struct {
	m      *message
	e      *cfb.Entry
	values mapi.Properties
	info   mapi.Attachment
}

func (a *attachment) Info() *mapi.Attachment      { return &a.info }
func (a *attachment) Properties() mapi.Properties { return a.values }

// data returns the stream or storage of what is attached, or nil.
func (a *attachment) data() *cfb.Entry {
	for _, t := range []mapi.Type{mapi.TypeBinary, mapi.TypeObject} {
		if c := a.e.Child(valueName + digits(mapi.NewTag(mapi.AttachData, t))); c != nil {
			return c
		}
	}
	return nil
}

// Open returns a reader of the file. A storage of OLE is the file that is
// embedded in it, or else a compound file.
func (a *attachment) Open() (io.Reader, error) {
	c := a.data()
	switch {
	case c == nil:
		return nil, a.missing("no data")
	case !c.IsStorage():
		return c.Open()
	case isItem(c):
		return nil, a.missing("an item and no file")
	}
	b, err := c.Object()
	if len(b) == 0 && err != nil {
		return nil, fmt.Errorf("msg: %s: %w", place(a.e), err)
	}
	if err != nil {
		return io.MultiReader(bytes.NewReader(b), &failing{fmt.Errorf("msg: %s: %w", place(a.e), err)}), nil
	}
	return bytes.NewReader(b), nil
}

// A failing reader has nothing but an error.
type failing struct{ err error }

func (r *failing) Read([]byte) (int, error) { return 0, r.err }

// Object returns the item of an attachment that is one.
func (a *attachment) Object() (mapi.Object, error) {
	c := a.data()
	switch {
	case c == nil || !c.IsStorage() || !isItem(c):
		return nil, a.missing("no item")
	case a.m.level+1 > outlook.MaxLevels:
		return nil, fmt.Errorf("msg: %s: %w", place(a.e), mapi.ErrTooDeep)
	}
	return newMessage(c, embeddedHeader, a.m.level+1, a.m.names), nil
}

func (a *attachment) missing(what string) error {
	return fmt.Errorf("msg: %s: %s: %w", place(a.e), what, mapi.ErrMissing)
}
