package index

import (
	"database/sql"
	"errors"
	"fmt"
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
	var source, unit, first, nth int
	var offset int64
	err := w.ledger.db.QueryRow("SELECT s.n, i.unit, i.offset, i.n - i.place, i.place FROM items i JOIN sources s ON s.n = i.source WHERE s.path = ? AND i.inner = ?",
		at.Path, at.Inner).Scan(&source, &unit, &offset, &first, &nth)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, fmt.Errorf("no item %s in the case", Locator{Path: at.Path, Inner: at.Inner})
	}
	if err != nil {
		return nil, fmt.Errorf("ledger: %w", err)
	}
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
	places, err := w.places(&w.ledger.sources[source], fam, rows)
	if err != nil {
		return nil, err
	}
	return &places[nth], nil
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
		shown := ShownFinding{p.at(f.place), f.element.String(), x.shown(f.text, f.textMask), x.shown(f.value, f.valueMask), f.confidence, f.partial, f.reserved, f.why, ""}
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
