// Package scanner reads evidence: it walks sources, opens containers, takes
// the text out of items and finds the data of people in it.
package scanner

import (
	"time"

	"exposed/detectors"
	"exposed/scanner/document"
)

// A Kind tells what an item is.
type Kind uint8

// The kinds of items.
const (
	File Kind = iota
	Container
	Message
	Meeting
	Appointment
	Contact
	Task
	Note
	DistributionList
	Post
	Report
	Attachment
)

var kindNames = [...]string{
	"file", "container", "message", "meeting", "appointment", "contact", "task",
	"note", "distribution-list", "post", "report", "attachment",
}

func (k Kind) String() string { return kindNames[k] }

// A Reason tells why an item was not read in full.
type Reason uint8

// The reasons of exceptions.
const (
	Encrypted Reason = iota
	Corrupt
	Malformed
	Unsupported
	TooLarge
	TooDeep
	TooMany
	TimedOut
	NeedsOCR
	Missing
	IOError
	NotAFile
)

var reasonNames = [...]string{
	"encrypted", "corrupt", "malformed", "unsupported", "too-large", "too-deep",
	"too-many", "timed-out", "needs-ocr", "missing", "io-error", "not-a-file",
}

func (r Reason) String() string { return reasonNames[r] }

// An Exception tells why an item was not read in full, and where.
type Exception struct {
	Reason Reason
	Detail string // what is wrong and at which byte or part; never a personal value
	Bytes  int64  // bytes of evidence that it concerns; 0: unknown
}

// A Source is a file handed over as evidence.
type Source struct {
	Path      string // as given, or the given folder, "/" and the path below it
	Custodian string // whose mailbox it is
	Size      int64
	ModTime   time.Time
	Irregular bool // a link, a device or a pipe below a given folder: not opened
}

// A Record is the findings of one item that speak of one person.
type Record struct {
	Row      int   // number of the row in its table; 0: not a row
	Findings []int // indexes of Item.Findings, ascending
}

// An Item is the smallest thing that gets an id: a message, an attachment, a
// file, or the container that holds others.
type Item struct {
	Inner      string // locator below the source: ordinals, each with "!" before it; "" for the source itself
	Parent     int    // index in the family; -1: the container of the source, or nothing
	Kind       Kind
	Name       string // name of the file as the evidence gives it: sealed wherever it is kept
	Subject    string // sealed likewise
	MessageID  string // with its angle brackets; "" where there is none
	SHA256     [32]byte
	Content    [32]byte // equal in copies of the item that lie in other containers
	Sent       time.Time
	Size       int64 // bytes of the item as it lies in its parent
	Recovered  bool
	Text       document.Text
	Head       int // bytes of Text.Data that are the header of a message
	Findings   []detectors.Finding
	Candidates []detectors.Finding // names that only the rest of the evidence can settle
	Stretches  []Stretch           // of Findings, in their order; not all of these are in one
	Records    []Record
	Exceptions []Exception
	Listed     []Listed // entries of the list of an export, if the item is one
}

// A Reading is what the bytes of a part gave; copies of the part share it. A
// sink may keep what it made of the findings with it, for the same worker.
type Reading struct{ Kept any }

// A Stretch is findings of an item that one reading gave.
type Stretch struct {
	Reading  *Reading
	First, N int
}

// A Range is a part of a source: whole messages whose first byte lies in it.
type Range struct {
	Source     Source
	Start, End int64 // bytes of the source; the last range ends at Source.Size
	Digest     bool  // only take the SHA-256 of the whole source
}

// A Tally balances the bytes of a range.
type Tally struct {
	SHA256     [32]byte // of the whole source; zero where the range does not know it
	Content    int64    // bytes of items in the range, as they lie in the source
	Framing    int64    // bytes between the items: separators, headers of members
	Unreadable int64    // bytes that could not be read
}

// A Shard is work for one worker: ranges in the order of their sources.
type Shard []Range

// A Sink takes what a shard holds, range by range and family by family. What
// it is handed is reused after it returns.
type Sink interface {
	Begin(Range) error
	Family([]Item) error // the first item is the head of the family; parents stand before their children
	End(Tally) error
	Close(complete bool) error // complete: every range ended
}
