package index

import (
	"context"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"exposed/detectors"
	"exposed/index/person"
	"exposed/scanner"
)

// A merger rebuilds the ledger from the segments, in two passes over all
// families in the order of the evidence.
type merger struct {
	c        *Case
	sources  []source
	units    []unit
	sourceOf []int32 // of each unit
	open     *segment

	resolver *person.Resolver
	nodes    []int32 // of every record, in order
	homes    map[int32]home

	people   *person.People
	elements []uint64 // of every person
	counts   []int32  // items of every person
	out      *ledgerWriter
	seen     map[ID]original
	accounts map[Token]struct{}
	item     int // ordinal of the item
	record   int // ordinal of the record
	sum      Summary
}

// An original is the head of a family that copies are linked to.
type original struct {
	item  int32
	shape uint64 // hash of the inner locators below it
}

// A home is where a person lives, by the first record that tells.
type home struct{ state, basis string }

// Merge rebuilds the ledger and evidence.jsonl from the segments.
func (c *Case) Merge(ctx context.Context) (Summary, error) {
	sources, err := c.evidence()
	if err != nil {
		return Summary{}, err
	}
	return c.merge(ctx, sources)
}

// merge rebuilds the ledger from the segments of these sources under the
// settings of the case, and removes the segments that are out of date.
func (c *Case) merge(ctx context.Context, sources []scanner.Source) (Summary, error) {
	units, stale, err := c.units(sources)
	if err != nil {
		return Summary{}, err
	}
	units, whole := tile(units)
	for _, s := range sources {
		if !whole[s.Path] {
			return Summary{}, notScanned(s.Path)
		}
	}
	m := &merger{c: c, units: units, seen: map[ID]original{}, accounts: map[Token]struct{}{}, resolver: &person.Resolver{}, homes: map[int32]home{}}
	defer m.closeSegment()
	m.balance()
	if err := m.each(ctx, m.collect); err != nil {
		return Summary{}, err
	}
	if err := m.write(ctx); err != nil {
		return Summary{}, err
	}
	for _, name := range stale {
		if err := os.Remove(filepath.Join(c.path(segmentDir), name)); err != nil {
			return Summary{}, err
		}
	}
	return m.sum, nil
}

// balance sums up the ranges of each source.
func (m *merger) balance() {
	known := map[[32]byte]bool{{}: true}
	for i := range m.units {
		u := &m.units[i]
		n := len(m.sources) - 1
		if n < 0 || m.sources[n].Path != u.Source.Path {
			m.sources = append(m.sources, source{Path: u.Source.Path, Custodian: u.Source.Custodian, Size: u.Source.Size, Modified: u.Source.ModTime.UnixNano()})
			n++
		}
		s := &m.sources[n]
		if u.SHA256 != [32]byte{} {
			s.SHA256 = u.SHA256
		}
		s.Content, s.Framing, s.Unreadable = s.Content+u.Content, s.Framing+u.Framing, s.Unreadable+u.Unreadable
		m.sourceOf = append(m.sourceOf, int32(n))
	}
	for i := range m.sources {
		s := &m.sources[i]
		s.copied = known[s.SHA256]
		known[s.SHA256] = true
	}
}

func notScanned(path string) error {
	return fmt.Errorf("%s is not scanned in full: run exposed scan again", path)
}

// each calls yield with every family in the order of the evidence.
func (m *merger) each(ctx context.Context, yield func(unit int, s *source, fam *family) error) error {
	for i := range m.units {
		if err := ctx.Err(); err != nil {
			return err
		}
		u := &m.units[i]
		if u.offset == u.end {
			continue
		}
		if err := m.openSegment(u.segment); err != nil {
			return err
		}
		s := &m.sources[m.sourceOf[i]]
		if err := m.open.families(u, func(fam *family) error { return yield(i, s, fam) }); err != nil {
			return fmt.Errorf("%w; run exposed scan again", err)
		}
	}
	return nil
}

// openSegment makes name the open segment: units of one lie together.
func (m *merger) openSegment(name string) (err error) {
	if m.open != nil && m.open.name == name {
		return nil
	}
	m.closeSegment()
	m.open, err = openSegment(filepath.Join(m.c.path(segmentDir), name), m.c.vault)
	return err
}

func (m *merger) closeSegment() {
	if m.open != nil {
		m.open.close()
		m.open = nil
	}
}

// collect hands the records of a family to the resolver.
func (m *merger) collect(_ int, s *source, fam *family) error {
	for i := range fam.items {
		it := &fam.items[i]
		if len(it.records) == 0 {
			continue
		}
		id := s.itemID(it.inner)
		for j := range it.records {
			r := &it.records[j]
			m.nodes = append(m.nodes, m.resolver.Add(owned(&r.match), recordID(id, r.place)))
		}
	}
	return nil
}

// owned returns m with strings of its own, which do not hold on to its family.
func owned(m *person.Match) person.Match {
	c := *m
	c.CustomerID, c.EmployeeID, c.Name = strings.Clone(m.CustomerID), strings.Clone(m.EmployeeID), strings.Clone(m.Name)
	c.Accounts = slices.Clone(m.Accounts)
	for i := range c.Accounts {
		c.Accounts[i] = strings.Clone(c.Accounts[i])
	}
	return c
}

// recordID returns the id of the record of an item at place.
func recordID(item ID, place string) ID { return idOf(string(item[:]), place) }

// write writes the ledger and evidence.jsonl.
func (m *merger) write(ctx context.Context) (err error) {
	m.people = m.resolver.Resolve()
	m.resolver = nil
	m.elements, m.counts = make([]uint64, len(m.people.List)), make([]int32, len(m.people.List))
	m.sum.Exceptions = map[string]int{}
	if m.out, err = newLedger(ctx, m.c.dir); err != nil {
		return err
	}
	defer m.out.abort() // of no effect once it is finished
	if err := m.writeSources(); err != nil {
		return err
	}
	if err := m.each(ctx, m.enter); err != nil {
		return err
	}
	if err := m.writePeople(); err != nil {
		return err
	}
	if err := m.writeMeta(); err != nil {
		return err
	}
	if err := m.c.writeEvidence(m.sources); err != nil {
		return err
	}
	return m.out.finish(m.c.path(ledgerFile))
}

func (m *merger) writeSources() error {
	for i := range m.sources {
		s := &m.sources[i]
		m.sum.Bytes += s.Size
		err := m.out.insert(insertSource, i, s.Path, s.Custodian, s.Size, s.Modified, s.SHA256[:], s.Content, s.Framing, s.Unreadable, s.copied)
		if err != nil {
			return err
		}
	}
	m.sum.Sources = len(m.sources)
	for i := range m.units {
		u := &m.units[i]
		if err := m.out.insert(insertUnit, i, m.sourceOf[i], u.segment, u.offset, u.end, u.items); err != nil {
			return err
		}
	}
	return nil
}

// enter writes the items of a family to the ledger and counts them.
func (m *merger) enter(unit int, s *source, fam *family) error {
	first, err := m.original(fam)
	if err != nil {
		return err
	}
	for i := range fam.items {
		it := &fam.items[i]
		var of any
		disposition := Read
		switch {
		case first != nil:
			disposition = Duplicate
			id := first.id(it.inner[len(fam.items[0].inner):])
			of = id[:]
		case len(it.exceptions) > 0:
			disposition = Excepted
		}
		m.count(it, disposition)
		persons, err := m.exposures(it)
		if err != nil {
			return err
		}
		id := s.itemID(it.inner)
		if err := m.out.insert(insertItem, m.item, id[:], m.sourceOf[unit], unit, fam.offset, it.inner, i, int(disposition), of, persons); err != nil {
			return err
		}
		m.item++
	}
	return nil
}

// count adds an item to the summary.
func (m *merger) count(it *item, d Disposition) {
	m.sum.Items++
	switch d {
	case Read:
		m.sum.Read++
	case Duplicate:
		m.sum.Duplicates++
	case Excepted:
		m.sum.Excepted++
	}
	for _, x := range it.exceptions {
		m.sum.Exceptions[x.Reason.String()]++
	}
	for i := range it.findings {
		f := &it.findings[i]
		if !f.counts() {
			m.sum.Aside++
			continue
		}
		m.sum.Findings++
		if f.element == detectors.AccountNumber {
			m.accounts[f.token] = struct{}{}
		}
	}
}

// exposures writes who is exposed by an item, and returns the person of each
// of its records: a number a record, 0 for nobody, else the person's plus 1.
func (m *merger) exposures(it *item) ([]byte, error) {
	var persons []byte
	type exposure struct {
		person int32
		mask   uint64
	}
	var list []exposure
	for i := range it.records {
		p := m.people.Of(m.nodes[m.record])
		m.record++
		persons = binary.AppendUvarint(persons, uint64(p+1))
		var mask uint64
		for _, f := range it.records[i].findings {
			if it.findings[f].counts() {
				mask |= 1 << it.findings[f].element
			}
		}
		if p < 0 || mask == 0 {
			continue
		}
		at := slices.IndexFunc(list, func(x exposure) bool { return x.person == p })
		if at < 0 {
			at = len(list)
			list = append(list, exposure{person: p})
		}
		list[at].mask |= mask
		m.home(p, &it.records[i].match)
	}
	for _, x := range list {
		m.elements[x.person] |= x.mask
		m.counts[x.person]++
		if err := m.out.insert(insertExposure, x.person, m.item, int64(x.mask)); err != nil {
			return nil, err
		}
	}
	return persons, nil
}

// home keeps the first residency of a person.
func (m *merger) home(p int32, match *person.Match) {
	if _, ok := m.homes[p]; !ok && match.State != "" {
		m.homes[p] = home{strings.Clone(match.State), strings.Clone(match.StateBasis)}
	}
}
