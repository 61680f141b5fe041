package index

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"time"
)

// A Shown is an item of the evidence with its findings at one place.
type Shown struct {
	ID          string
	Locator     Locator
	Kind        string
	Name        string
	Subject     string
	MessageID   string
	Custodian   string
	Sent        time.Time // zero if unknown
	Size        int64
	SHA256      [32]byte
	Disposition string
	DuplicateOf string
	Findings    []ShownFinding
}

// A ShownFinding is a finding as Show gives it.
type ShownFinding struct {
	Locator    string
	Element    string
	Text       string
	Value      string
	Confidence float32
	Partial    bool
	Reserved   bool
	Why        string
	PersonID   string // "" if it speaks of nobody who is exposed
}

// Show returns the findings that locator names: one finding, those of a
// record, or all of an item. Values are masked unless unmask is set, which is
// written to the audit log.
func (c *Case) Show(locator string, unmask bool) (*Shown, error) {
	at, err := ParseLocator(locator)
	if err != nil {
		return nil, err
	}
	w, err := c.newWalker()
	if err != nil {
		return nil, err
	}
	p, err := w.find(at)
	if err == nil && unmask {
		err = c.Audit("show", map[string]any{"locator": at.String(), "unmask": true})
	}
	var s *Shown
	if err == nil {
		s, err = w.show(p, at, unmask)
	}
	return s, errors.Join(err, w.close())
}

// find returns the item at the path and inner locator of at.
func (w *walker) find(at Locator) (*place, error) {
	none := fmt.Errorf("no item %s in the case", Locator{Path: at.Path, Inner: at.Inner})
	n := slices.IndexFunc(w.ledger.sources, func(s source) bool { return s.Path == at.Path })
	if n < 0 {
		return nil, none
	}
	s := &w.ledger.sources[n]
	id := s.itemID(at.Inner)
	rows, err := w.ledger.db.Query("SELECT unit, offset, n - place, place FROM items WHERE key = ? ORDER BY n", id.key())
	if err != nil {
		return nil, fmt.Errorf("ledger: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var unit, first, nth int
		var offset int64
		if err := rows.Scan(&unit, &offset, &first, &nth); err != nil {
			return nil, fmt.Errorf("ledger: %w", err)
		}
		family, err := w.familyAt(s, unit, offset, first)
		if err != nil {
			return nil, err
		}
		if nth < len(family) && family[nth].id == id { // two ids may have one key
			return &family[nth], nil
		}
	}
	return nil, cmp.Or(rows.Err(), none)
}

// familyAt returns the family at offset of a unit of s, whose first item has
// the given ordinal.
func (w *walker) familyAt(s *source, unit int, offset int64, first int) ([]place, error) {
	seg, err := w.segment(w.ledger.units[unit].segment)
	if err != nil {
		return nil, err
	}
	fam, err := seg.familyAt(offset)
	if err != nil {
		return nil, err
	}
	rows, err := w.ledger.db.Query(selectItems+" WHERE n >= ? AND n < ? ORDER BY n", first, first+len(fam.items))
	if err != nil {
		return nil, fmt.Errorf("ledger: %w", err)
	}
	defer rows.Close()
	return w.places(s, fam, rows)
}

// show returns what is known of p and of its findings at the place of at.
func (w *walker) show(p *place, at Locator, unmask bool) (*Shown, error) {
	x := &exporter{walker: w, unmask: unmask}
	s := &Shown{
		ID: p.id.String(), Locator: at, Kind: p.kind.String(), Name: x.shown(p.name, p.nameMask), Subject: x.shown(p.subject, p.subjectMask),
		Custodian: p.source.Custodian, Size: p.size, SHA256: p.sha256, Disposition: p.disposition.String(), DuplicateOf: p.duplicateOf,
	}
	if p.message != nil {
		s.MessageID = p.message.messageID
	}
	if p.sent != noTime {
		s.Sent = time.Unix(p.sent, 0).UTC()
	}
	for _, f := range p.findingsAt(at.Place) {
		shown := ShownFinding{p.at(f.place), f.element.String(), x.shown(f.text, f.textMask), x.shown(f.normal, f.normalMask), f.confidence, f.partial, f.reserved, f.why, ""}
		if who := w.person(p, f); who != nil {
			shown.PersonID = who.ID
		}
		s.Findings = append(s.Findings, shown)
	}
	if at.Place != "" && s.Findings == nil {
		return nil, fmt.Errorf("no finding at %s", at)
	}
	return s, nil
}

// findingsAt returns the findings that stand at the place in; if there are
// none, those of the record there. All findings stand at the empty place.
func (p *place) findingsAt(in string) []*finding {
	var exact, record []*finding
	for i := range p.findings {
		f := &p.findings[i]
		if in == "" || f.place == in {
			exact = append(exact, f)
		} else if 0 <= f.record && f.record < len(p.item.records) && p.item.records[f.record].place == in {
			record = append(record, f)
		}
	}
	if exact != nil {
		return exact
	}
	return record
}
