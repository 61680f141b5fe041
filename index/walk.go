package index

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"exposed/scanner"
)

// A place is an item with what the ledger knows of it.
type place struct {
	*item
	id          ID
	parentID    string // "" if it has none
	familyID    ID
	source      *source
	locator     Locator
	disposition Disposition
	duplicateOf string // "" if it is no duplicate
	message     *item  // the nearest message: the item itself or what carries it; nil if none
	persons     []int  // of each record: index in people; -1: nobody who is exposed
}

// A walker goes through the families of a case in the order of the evidence.
type walker struct {
	c      *Case
	ledger *ledger
	open   *segment
}

// newWalker opens the ledger.
func (c *Case) newWalker() (*walker, error) {
	l, err := c.openLedger()
	if err != nil {
		return nil, err
	}
	return &walker{c: c, ledger: l}, nil
}

func (w *walker) close() error {
	if w.open != nil {
		w.open.close()
	}
	return w.ledger.close()
}

// segment returns the segment of that name; it stays open for the next call.
func (w *walker) segment(name string) (*segment, error) {
	if w.open != nil && w.open.name == name {
		return w.open, nil
	}
	if w.open != nil {
		w.open.close()
		w.open = nil
	}
	s, err := openSegment(filepath.Join(w.c.path(segmentDir), name), w.c.vault)
	w.open = s
	return s, err
}

// selectItems reads what items rows have to say about the items of families.
const selectItems = "SELECT n, disposition, duplicate_of, persons, names FROM items"

// families calls yield with the items of every family.
func (w *walker) families(ctx context.Context, yield func([]place) error) error {
	rows, err := w.ledger.db.QueryContext(ctx, selectItems+" ORDER BY n")
	if err != nil {
		return fmt.Errorf("ledger: %w", err)
	}
	defer rows.Close()
	for i := range w.ledger.units {
		lu := &w.ledger.units[i]
		if lu.items == 0 {
			continue
		}
		seg, err := w.segment(lu.segment)
		if err != nil {
			return err
		}
		u := seg.unitAt(lu.offset)
		if u == nil {
			return seg.broken(lu.offset, errors.New("ledger names a range that is not there; run exposed scan again"))
		}
		err = seg.families(u, func(fam *family) error {
			places, err := w.places(&w.ledger.sources[lu.source], fam, rows)
			if err != nil {
				return err
			}
			return yield(places)
		})
		if err != nil {
			return err
		}
	}
	return rows.Err()
}

// places joins the items of fam to their rows.
func (w *walker) places(s *source, fam *family, rows *sql.Rows) ([]place, error) {
	places := make([]place, len(fam.items))
	for i := range fam.items {
		p := &places[i]
		p.item, p.source = &fam.items[i], s
		p.locator = Locator{Path: s.Path, Inner: p.inner}
		if p.inner == "" && p.sha256 == [32]byte{} {
			p.sha256 = s.SHA256 // a range need not know that of the whole
		}
		if !rows.Next() {
			return nil, errors.Join(errors.New("ledger: fewer items than the segments have; run exposed scan again"), rows.Err())
		}
		var n int
		var of, persons, names sql.RawBytes
		if err := rows.Scan(&n, &p.disposition, &of, &persons, &names); err != nil {
			return nil, fmt.Errorf("ledger: %w", err)
		}
		p.exceptions = append(p.exceptions, w.ledger.lacking[n]...)
		p.id = s.itemID(p.inner)
		if len(of) > 0 {
			p.duplicateOf = fmt.Sprintf("%x", of)
		}
		p.familyID = places[0].id
		p.persons = w.persons(persons, len(p.records))
		p.taught(names)
		switch {
		case p.parent >= 0:
			p.parentID = places[p.parent].id.String()
		case p.inner != "":
			p.parentID = s.itemID(p.inner[:strings.LastIndexByte(p.inner, '!')]).String()
		}
		if isMessage(p.kind) {
			p.message = p.item
		} else if p.parent >= 0 {
			p.message = places[p.parent].message
		}
	}
	return places, nil
}

// persons returns whom the records of an item speak of.
func (w *walker) persons(packed []byte, records int) []int {
	list := make([]int, records)
	s := string(packed)
	for i := range list {
		n, rest, ok := uvarint(s)
		if s = rest; !ok || n == 0 || n > uint64(len(w.ledger.people)) || len(w.ledger.people[n-1].Elements) == 0 {
			list[i] = -1
		} else {
			list[i] = int(n - 1)
		}
	}
	return list
}

// isMessage reports whether items of kind k have a Message-ID of their own.
func isMessage(k scanner.Kind) bool { return scanner.Message <= k && k <= scanner.Report }

// person returns the person that finding f of p belongs to, or nil.
func (w *walker) person(p *place, f *finding) *Person {
	if f.record < 0 || f.record >= len(p.persons) || p.persons[f.record] < 0 {
		return nil
	}
	return &w.ledger.people[p.persons[f.record]]
}
