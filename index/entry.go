package index

import (
	"context"
	"errors"
	"time"

	"exposed/detectors"
	"exposed/scanner"
)

// A Secret is a value and its mask, which is all of it that may be shown by default.
type Secret struct{ Clear, Mask string }

// Shown returns the value if unmask is set, else its mask.
func (s Secret) Shown(unmask bool) string {
	if unmask {
		return s.Clear
	}
	return s.Mask
}

// An Entry is an item of a case with all that is known of it.
type Entry struct {
	ID          ID
	Parent      int    // index in the family; -1: none
	ParentID    string // "" if it has none
	FamilyID    ID
	Source      string
	Custodian   string
	Locator     Locator
	Kind        scanner.Kind
	Name        Secret // of the file
	Subject     Secret
	MessageID   string    // of the message that it is or belongs to
	Sent        time.Time // zero if unknown
	Size        int64
	SHA256      [32]byte // zero if unknown
	Disposition Disposition
	DuplicateOf string // "" if it is no duplicate
	Exceptions  []scanner.Exception
	Findings    []EntryFinding
}

// An EntryFinding is a finding of an Entry.
type EntryFinding struct {
	Element    detectors.Element
	Text       Secret
	Value      Secret
	Confidence float32
	Partial    bool
	Reserved   bool
	Why        string
	Place      string  // of the locator
	Person     *Person // nil: nobody who is exposed
}

// Counts reports whether the finding exposes somebody.
func (f *EntryFinding) Counts() bool { return !f.Partial && !f.Reserved && f.Element.Exposes() }

// Entries calls yield with the items of every family, in the order of the
// evidence. They are used until the next call.
func (c *Case) Entries(ctx context.Context, yield func(family []Entry) error) error {
	w, err := c.newWalker()
	if err != nil {
		return err
	}
	var entries []Entry
	err = w.families(ctx, func(family []place) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		entries = entries[:0]
		for i := range family {
			entries = append(entries, w.entry(&family[i]))
		}
		return yield(entries)
	})
	return errors.Join(err, w.close())
}

// entry returns p as others see it.
func (w *walker) entry(p *place) Entry {
	e := Entry{
		ID: p.id, Parent: p.parent, ParentID: p.parentID, FamilyID: p.familyID, Source: p.source.Path, Custodian: p.source.Custodian, Locator: p.locator,
		Kind: p.kind, Name: Secret{p.name, p.nameMask}, Subject: Secret{p.subject, p.subjectMask}, Size: p.size, SHA256: p.sha256,
		Disposition: p.disposition, DuplicateOf: p.duplicateOf, Exceptions: p.exceptions, Findings: make([]EntryFinding, len(p.findings)),
	}
	if p.message != nil {
		e.MessageID = p.message.messageID
	}
	if p.sent != noTime {
		e.Sent = time.Unix(p.sent, 0).UTC()
	}
	for i := range p.findings {
		f := &p.findings[i]
		e.Findings[i] = EntryFinding{f.element, Secret{f.text, f.textMask}, Secret{f.normal, f.normalMask}, f.confidence, f.partial, f.reserved, f.why, f.place, w.person(p, f)}
	}
	return e
}

// A SourceFile is a file of evidence as the case knows it.
type SourceFile struct {
	Path, Custodian string
	Size            int64
	SHA256          [32]byte // zero if it could not be read
}

// SourceFiles returns the evidence in its order.
func (c *Case) SourceFiles() ([]SourceFile, error) {
	l, err := c.openLedger()
	if err != nil {
		return nil, err
	}
	list := make([]SourceFile, len(l.sources))
	for i, s := range l.sources {
		list[i] = SourceFile{s.Path, s.Custodian, s.Size, s.SHA256}
	}
	return list, l.close()
}
