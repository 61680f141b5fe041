package mapi

import (
	"errors"
	"io"
	"time"
)

// Errors that the readers of Outlook's formats share. What is neither is damage.
var (
	ErrMissing  = errors.New("missing")
	ErrTooLarge = errors.New("too large")
	ErrTooDeep  = errors.New("too deep")
	ErrTooMany  = errors.New("too many")
	ErrPassword = errors.New("password set") // it keeps nobody from reading
)

// An Object is a message, contact, appointment or another item of Outlook, out
// of a PST, MSG or TNEF file. It is for one goroutine. What is damaged comes as far
// as it can be read, together with an error.
type Object interface {
	Properties() Properties
	Text(id uint16) string    // "": there is none
	Int(id uint16) int64      // of an integer or boolean; 0: there is none
	Time(id uint16) time.Time // in UTC; zero: there is none
	Codepage() int            // of its strings of 8-bit characters

	Subject() string          // without the mark of its prefix
	Headers() (string, error) // that it came with; "": none
	Plain() (string, error)   // its body; "": none
	HTML() (string, error)    // its body in UTF-8; "": none
	Recipients() []Recipient  // in the order of their table
	Attached() []Attached     // in the order of their table
	Problems() []error        // as far as it has been read
}

// A Recipient is somebody whom a message goes to (MS-OXCMSG 2.2.3.1).
type Recipient struct {
	Kind    int64 // 1: To, 2: Cc, 3: Bcc; 0: the sender of an appointment
	Name    string
	Type    string // of Address, such as SMTP or EX
	Address string
	SMTP    string
}

// An Attachment tells of a file or item that a message carries (MS-OXCMSG 2.2.2).
type Attachment struct {
	Name      string // for display
	Filename  string // of eight characters and three
	LongName  string
	Path      string // of the file, if it is attached by reference
	Type      string // MIME
	ContentID string
	Location  string // content location
	Method    int    // AttachByValue and others
	Size      int64  // as declared
	Hidden    bool   // shown within the body
}

// An Attached is what a message carries.
type Attached interface {
	Info() *Attachment
	Properties() Properties

	// Open returns a reader of the file or OLE storage. An embedded item and a
	// file that is elsewhere have none, which is an error that wraps ErrMissing.
	Open() (io.Reader, error)

	// Object returns the item of an attachment with the method AttachEmbedded;
	// others have none, which is an error that wraps ErrMissing.
	Object() (Object, error)
}
