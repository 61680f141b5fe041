package index

import (
	"cmp"
	"context"
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"iter"
	"strconv"

	"exposed/scanner"
)

// What stands here is for the search index: it reads the evidence again side
// by side with what the case knows of it, and seals what it keeps.

// SearchDir is the folder of the search index, beside which those that are
// being built lie.
func (c *Case) SearchDir() string { return c.path("search") }

// SearchKey returns the key under which the words of the search index are
// hashed. It is of no use for anything else.
func (c *Case) SearchKey() ([]byte, error) {
	return hkdf.Key(sha256.New, c.vault.token, nil, "exposed 1 search words", keySize)
}

// SaltSize is the size of the salt of a Sealer.
const SaltSize = saltSize

// NewSalt returns the salt of a file that is about to be written.
func NewSalt() [SaltSize]byte { return newSalt() }

// A Sealer seals the parts of one file under the case key.
type Sealer struct{ s *sealer }

// Sealer returns the sealer of the file that has salt. A salt must not serve
// two sealers that seal.
func (c *Case) Sealer(salt [SaltSize]byte) (*Sealer, error) {
	s, err := c.vault.sealer(salt)
	return &Sealer{s}, err
}

// Seal appends plain to dst, sealed, and bound to clear, which stands beside it.
func (s *Sealer) Seal(dst, plain, clear []byte) []byte { return s.s.seal(dst, plain, clear) }

// Open appends what was sealed to dst.
func (s *Sealer) Open(dst, sealed, clear []byte) ([]byte, error) { return s.s.open(dst, sealed, clear) }

// A Finder gives the items of a case by their ordinals: items are counted from
// 0 in the order of the evidence. Several goroutines may use it.
type Finder struct {
	c      *Case
	ledger *ledger
	first  []int // of each unit of the ledger: ordinal of its first item
}

// Finder opens the ledger.
func (c *Case) Finder() (*Finder, error) {
	l, err := c.openLedger()
	if err != nil {
		return nil, err
	}
	f := &Finder{c: c, ledger: l}
	n := 0
	for i := range l.units {
		f.first = append(f.first, n)
		n += l.units[i].items
	}
	return f, nil
}

// Close closes the ledger.
func (f *Finder) Close() error { return f.ledger.close() }

// Identity tells what the ledger says apart from what it says after another
// scan: it is a hash of the evidence, of the segments that hold what was found,
// and of the people.
func (f *Finder) Identity() string {
	h := sha256.New()
	add := func(parts ...string) {
		for _, p := range parts {
			h.Write([]byte(strconv.Itoa(len(p)) + ":" + p))
		}
		h.Write([]byte{'\n'})
	}
	for i := range f.ledger.sources {
		s := &f.ledger.sources[i]
		add(s.Path, s.Custodian, strconv.FormatInt(s.Size, 10), string(s.SHA256[:]), strconv.FormatBool(s.copied))
	}
	for i := range f.ledger.units {
		u := &f.ledger.units[i]
		add(u.segment, strconv.Itoa(u.source), strconv.FormatInt(u.offset, 10), strconv.Itoa(u.items))
	}
	for i := range f.ledger.people {
		p := &f.ledger.people[i]
		add(p.ID, p.Kind, strconv.Itoa(p.Items), fmt.Sprint(p.Elements, p.Aliases), p.CustomerID, p.EmployeeID)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// A Unit is a range of a source that was scanned in one piece.
type Unit struct {
	scanner.Range
	First, Items int    // ordinal of its first item, and their number
	Segment      string // that holds what was found
	n            int    // in the ledger
}

// walker returns a walker that shares the ledger.
func (f *Finder) walker() *walker { return &walker{c: f.c, ledger: f.ledger} }

// done lets go of the segment that w has open.
func (w *walker) done() {
	if w.open != nil {
		w.open.close()
		w.open = nil
	}
}

// Units returns the ranges that have items, in the order of the evidence.
func (f *Finder) Units() ([]Unit, error) {
	w := f.walker()
	defer w.done()
	var units []Unit
	for n := range f.ledger.units {
		lu := &f.ledger.units[n]
		if lu.items == 0 {
			continue
		}
		u, err := w.unit(lu)
		if err != nil {
			return nil, err
		}
		units = append(units, Unit{Range: u.Range, First: f.first[n], Items: lu.items, Segment: lu.segment, n: n})
	}
	return units, nil
}

// unit returns the unit that the ledger has as lu.
func (w *walker) unit(lu *ledgerUnit) (*unit, error) {
	seg, err := w.segment(lu.segment)
	if err != nil {
		return nil, err
	}
	u := seg.unitAt(lu.offset)
	if u == nil {
		return nil, seg.broken(lu.offset, errors.New("ledger names a range that is not there; run exposed scan again"))
	}
	return u, nil
}

// A UnitReader reads the families of units. It is for one goroutine, and fast
// for units that follow each other in a segment.
type UnitReader struct {
	f *Finder
	w *walker
}

// UnitReader returns a reader, which must be closed.
func (f *Finder) UnitReader() *UnitReader { return &UnitReader{f, f.walker()} }

// Close lets go of what the reader has open.
func (r *UnitReader) Close() { r.w.done() }

// Families returns the items of every family of a unit, in order. They are
// used until the next is asked for. An error ends the sequence.
func (r *UnitReader) Families(ctx context.Context, u Unit) iter.Seq2[[]Entry, error] {
	return func(yield func([]Entry, error) bool) {
		enough := errors.New("enough")
		err := r.families(ctx, u, func(family []Entry) error {
			if !yield(family, nil) {
				return enough
			}
			return ctx.Err()
		})
		if err != nil && !errors.Is(err, enough) {
			yield(nil, err)
		}
	}
}

func (r *UnitReader) families(ctx context.Context, u Unit, yield func([]Entry) error) error {
	lu := &r.f.ledger.units[u.n]
	at, err := r.w.unit(lu)
	if err != nil {
		return err
	}
	rows, err := r.f.ledger.db.QueryContext(ctx, selectItems+" WHERE n >= ? AND n < ? ORDER BY n", u.First, u.First+u.Items)
	if err != nil {
		return fmt.Errorf("ledger: %w", err)
	}
	defer rows.Close()
	var entries []Entry
	err = r.w.open.families(at, func(fam *family) error {
		places, err := r.w.places(&r.f.ledger.sources[lu.source], fam, rows)
		if err != nil {
			return err
		}
		entries = entries[:0]
		for i := range places {
			entries = append(entries, r.w.entry(&places[i]))
		}
		return yield(entries)
	})
	return cmp.Or(err, rows.Err())
}

// Entries calls yield with the items of the given ordinals, in their order.
// An item is used until the next call.
func (f *Finder) Entries(ctx context.Context, ordinals []int, yield func(*Entry) error) error {
	w := f.walker()
	defer w.done()
	for _, n := range ordinals {
		if err := ctx.Err(); err != nil {
			return err
		}
		p, err := f.place(w, n)
		if err != nil {
			return err
		}
		e := w.entry(p)
		if err := yield(&e); err != nil {
			return err
		}
	}
	return nil
}

// place returns the item with ordinal n.
func (f *Finder) place(w *walker, n int) (*place, error) {
	var unit, nth int
	var offset int64
	err := f.ledger.db.QueryRow("SELECT unit, offset, place FROM items WHERE n = ?", n).Scan(&unit, &offset, &nth)
	if err != nil {
		return nil, fmt.Errorf("ledger: item %d: %w", n, err)
	}
	if unit < 0 || unit >= len(f.ledger.units) {
		return nil, fmt.Errorf("ledger: item %d has no range; run exposed scan again", n)
	}
	s := &f.ledger.sources[f.ledger.units[unit].source]
	family, err := w.familyAt(s, unit, offset, n-nth)
	if err != nil {
		return nil, err
	}
	if nth >= len(family) {
		return nil, fmt.Errorf("ledger: item %d is not in its family; run exposed scan again", n)
	}
	return &family[nth], nil
}

// Duplicates returns how many of the items with the given ordinals, which
// ascend, are duplicates.
func (f *Finder) Duplicates(ctx context.Context, ordinals []int) (count int, err error) {
	if len(ordinals) == 0 {
		return 0, nil
	}
	rows, err := f.ledger.db.QueryContext(ctx, "SELECT n FROM items WHERE disposition = ? AND n BETWEEN ? AND ? ORDER BY n", Duplicate, ordinals[0], ordinals[len(ordinals)-1])
	if err != nil {
		return 0, fmt.Errorf("ledger: %w", err)
	}
	defer rows.Close()
	i := 0
	for rows.Next() {
		var n int
		if err := rows.Scan(&n); err != nil {
			return 0, fmt.Errorf("ledger: %w", err)
		}
		for i < len(ordinals) && ordinals[i] < n {
			i++
		}
		if i < len(ordinals) && ordinals[i] == n {
			count++
		}
	}
	return count, rows.Err()
}

// PersonIDs returns the ids of the people whom id names: theirs, one that they
// have absorbed, or that of a list of customers or employees.
func (f *Finder) PersonIDs(id string) (ids []string) {
	for i := range f.ledger.people {
		p := &f.ledger.people[i]
		if len(p.Elements) > 0 && p.Named(id) {
			ids = append(ids, p.ID)
		}
	}
	return ids
}

// Named reports whether id is one of the ids of p: that of the case, one that
// it has absorbed, or that of a list of customers or employees.
func (p *Person) Named(id string) bool {
	for _, a := range p.Aliases {
		if a == id {
			return true
		}
	}
	return id != "" && (p.ID == id || p.CustomerID == id || p.EmployeeID == id)
}
