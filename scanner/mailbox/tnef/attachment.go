package tnef

import (
	"bytes"
	"fmt"
	"io"
	"slices"

	"exposed/scanner/archive/cfb"
	"exposed/scanner/mailbox/mapi"
	"exposed/scanner/mailbox/outlook"
)

// An attachment is a file or item that a message carries: the attributes from
// attAttachRenddata to the next one (MS-OXTNEF 2.1.3.3.11).
type attachment struct {
	at     int64 // in the outermost stream
	info   mapi.Attachment
	values mapi.Properties
	data   []byte
	title  []byte
	name   []byte // attAttachTransportFilename
	place  int64  // of data
	level  int    // of the item that carries it
	mac    bool   // data are a MacBinary file
}

// part takes an attribute of an attachment.
func (r *reader) part(at int, id attribute, data []byte) {
	if id == attAttachRenddata || len(r.parts) == 0 {
		if len(r.parts) >= outlook.MaxAttachments {
			if id == attAttachRenddata {
				r.Add(fmt.Errorf("tnef: attachments: %w", mapi.ErrTooMany))
			}
			return
		}
		r.parts = append(r.parts, &attachment{at: r.base + int64(at), level: r.level})
	}
	a := r.parts[len(r.parts)-1]
	switch id {
	case attAttachRenddata:
		const macBinary = 1
		a.mac = len(data) >= 14 && le.Uint32(data[10:]) == macBinary
	case attAttachTitle:
		a.title = data
	case attTransportName:
		a.name = data
	case attAttachData:
		a.data, a.place = data, r.base+int64(at)
	case attAttachmentProps:
		c := &cursor{r: r, b: data, at: at}
		a.values = append(a.values, c.properties()...)
		a.object(r.base + int64(at))
	default:
		if !slices.Contains(silent, id) {
			r.damaged(at, "attribute 0x%04x of an attachment", uint16(id))
		}
	}
}

// object takes the data out of the properties where they hold them: an object
// is preceded by the identifier of its interface (MS-OXTNEF 2.1.3.4).
func (a *attachment) object(at int64) {
	p := a.values.Get(mapi.AttachData)
	if p == nil || len(p.Value) == 0 {
		return
	}
	b := p.Value
	if p.Tag.Type() == mapi.TypeObject && len(b) >= 16 {
		b = b[16:]
	}
	if a.data == nil || p.Tag.Type() == mapi.TypeObject {
		a.data, a.place = b, at
	}
	p.Value = nil
}

// finish gathers what tells of the attachment.
func (a *attachment) finish(r *reader) {
	a.info = outlook.Attachment(a.values, r.Page)
	if a.info.LongName == "" {
		a.info.LongName = mapi.String(mapi.TypeString8, a.name, r.Page)
	}
	if a.info.Name == "" {
		a.info.Name = mapi.String(mapi.TypeString8, a.title, r.Page)
	}
	if a.info.Size == 0 {
		a.info.Size = int64(len(a.data))
	}
	if a.info.Method == mapi.AttachNone && a.data != nil {
		a.info.Method = mapi.AttachByValue
	}
}

func (a *attachment) Info() *mapi.Attachment      { return &a.info }
func (a *attachment) Properties() mapi.Properties { return a.values }

// isItem reports whether the data are an item and not a file.
func (a *attachment) isItem() bool {
	return Is(a.data) && a.info.Method == mapi.AttachEmbedded
}

// Open returns a reader of the file. A storage of OLE is the file that is
// embedded in it, or else a compound file.
func (a *attachment) Open() (io.Reader, error) {
	switch {
	case a.data == nil:
		return nil, a.missing("no data")
	case a.isItem():
		return nil, a.missing("an item and no file")
	case a.info.Method == mapi.AttachOLE && cfb.Is(a.data):
		return a.storage()
	case a.mac:
		return bytes.NewReader(dataFork(a.data)), nil
	}
	return bytes.NewReader(a.data), nil
}

// storage returns a reader of the file that is embedded in a storage of OLE.
// What cannot be taken out is given as it is.
func (a *attachment) storage() (io.Reader, error) {
	f, err := cfb.Open(a.data)
	if err != nil {
		return bytes.NewReader(a.data), nil
	}
	b, err := f.Root().Object()
	if err != nil {
		return bytes.NewReader(a.data), nil
	}
	return bytes.NewReader(b), nil
}

// dataFork returns the file in b, which the Macintosh wrote: a header of 128
// bytes, at 83 of which stands the size of the data fork, and the fork (MacBinary III).
func dataFork(b []byte) []byte {
	if len(b) < 128 || b[0] != 0 || b[74] != 0 {
		return b
	}
	n := int64(b[83])<<24 | int64(b[84])<<16 | int64(b[85])<<8 | int64(b[86])
	if n == 0 || n > int64(len(b)-128) {
		return b
	}
	return b[128 : 128+n]
}

// Object returns the item of an attachment that is one.
func (a *attachment) Object() (mapi.Object, error) {
	switch {
	case !a.isItem():
		return nil, a.missing("no item")
	case a.level+1 > outlook.MaxLevels:
		return nil, fmt.Errorf("tnef: attachment at byte %d: %w", a.at, mapi.ErrTooDeep)
	}
	return open(a.data, a.level+1, a.place)
}

func (a *attachment) missing(what string) error {
	return fmt.Errorf("tnef: attachment at byte %d: %s: %w", a.at, what, mapi.ErrMissing)
}
