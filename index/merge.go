package index

import (
	"context"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"exposed/index/person"
	"exposed/scanner"
)

// A merger rebuilds the ledger from the segments, in two passes over the heads
// of all families in the order of the evidence.
type merger struct {
	c        *Case
	sources  []source
	units    []unit
	sourceOf []int32 // of each unit
	open     *segment
	block    headBlock

	resolver *person.Resolver
	nodes    [][]byte // of the matches of every block: numbers one up, 0 for nobody
	keys     *sieve   // of all families

	people   *person.People
	elements []uint64 // of every person
	counts   []int32  // items of every person
	homes    []home   // those that people have, each once
	homeOf   []int32  // of every person: index in homes, one up; 0: not known
	exposed  exposed
	out      *ledgerWriter
	seen     originals
	accounts map[uint64]struct{}
	lessons  lessons
	listings []listing // in the order of the evidence; those that are entered are gone
	wanted   wanted
	item     int // ordinal of the item
	sum      Summary

	persons  []int32    // of each match of the block; nodes while they are collected
	pairs    []int32    // records of each match of the block
	list     []exposing // of the item
	slot     []int32    // of every person: index in list, if it is there
	packed   []byte
	accepted []byte // candidates of the item
}

// An exposing is a person and the elements that an item exposes of them.
type exposing struct {
	person   int32
	elements uint64
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
	m := &merger{c: c, units: units, accounts: map[uint64]struct{}{}, resolver: &person.Resolver{}}
	defer m.closeSegment()
	m.balance()
	if err := m.hold(ctx); err != nil {
		return Summary{}, err
	}
	if err := m.each(ctx, false, m.collect); err != nil {
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

// balance sums up the ranges of each source and makes room for keys.
func (m *merger) balance() {
	known, items := map[[32]byte]bool{{}: true}, 0
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
		items += u.items
	}
	m.keys = newSieve(items)
	for i := range m.sources {
		s := &m.sources[i]
		s.copied = known[s.SHA256]
		known[s.SHA256] = true
	}
}

func notScanned(path string) error {
	return fmt.Errorf("%s is not scanned in full: run exposed scan again", path)
}

// each calls yield with every block of heads in the order of the evidence.
// What identifies people is left out if sealed is set.
func (m *merger) each(ctx context.Context, sealed bool, yield func(unit int, s *source, b *headBlock) error) error {
	for i := range m.units {
		if err := ctx.Err(); err != nil {
			return err
		}
		u := &m.units[i]
		if len(u.blocks) == 0 {
			continue
		}
		if err := m.openSegment(u.segment); err != nil {
			return err
		}
		s := &m.sources[m.sourceOf[i]]
		if err := m.open.heads(u, &m.block, sealed, func() error { return yield(i, s, &m.block) }); err != nil {
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

// collect hands the records of a block to the resolver.
func (m *merger) collect(_ int, s *source, b *headBlock) error {
	m.persons, m.packed = m.persons[:0], m.packed[:0]
	for i := range b.matches {
		n := m.resolver.Node(&b.matches[i].Match)
		m.persons = append(m.persons, n)
		m.packed = binary.AppendUvarint(m.packed, uint64(n+1))
	}
	m.nodes = append(m.nodes, slices.Clone(m.packed))
	for _, n := range b.lessons {
		m.lessons.learn(n)
	}
	m.pairs = append(m.pairs[:0], make([]int32, len(b.matches))...)
	for b.next() {
		if b.family.keyed {
			m.keys.note(b.family.key)
		}
		for i := range b.family.items {
			m.collectItem(s, b, &b.family.items[i], m.persons)
		}
	}
	for i := range b.matches {
		m.resolver.Pair(&b.matches[i].Match, m.pairs[i])
	}
	return nil
}

func (m *merger) collectItem(s *source, b *headBlock, it *itemHead, nodes []int32) {
	var id ID
	for i := range it.records {
		r := &it.records[i]
		if r.match < 0 {
			continue
		}
		m.pairs[r.match]++
		if !b.matches[r.match].unlisted {
			continue
		}
		if id == (ID{}) {
			id = s.itemID(it.inner)
		}
		m.resolver.Record(nodes[r.match], recordID(id, r.place))
	}
}

// recordID returns the id of the record of an item at place.
func recordID(item ID, place string) ID { return idOf(item[:], place) }

// write writes the ledger and evidence.jsonl.
func (m *merger) write(ctx context.Context) (err error) {
	m.people = m.resolver.Resolve()
	m.resolver = nil
	n := len(m.people.List)
	m.elements, m.counts, m.homeOf, m.slot = make([]uint64, n), make([]int32, n), make([]int32, n), make([]int32, n)
	m.exposed.of = make([]pendingExposures, n)
	m.sum.Exceptions = map[string]int{}
	if m.out, err = newLedger(ctx, m.c.dir); err != nil {
		return err
	}
	defer m.out.abort() // of no effect once it is finished
	if err := m.writeSources(); err != nil {
		return err
	}
	if err := m.each(ctx, true, m.enter); err != nil {
		return err
	}
	if err := m.exposed.flush(m.out); err != nil {
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
		if err := m.out.insert(insertUnit, i, int(m.sourceOf[i]), u.segment, u.offset, u.items); err != nil {
			return err
		}
	}
	return nil
}

// enter writes the items of a block to the ledger and counts them.
func (m *merger) enter(unit int, s *source, b *headBlock) error {
	m.persons = m.persons[:0]
	nodes := m.nodes[0]
	m.nodes = m.nodes[1:]
	for range b.matches {
		n, size := binary.Uvarint(nodes)
		nodes = nodes[size:]
		m.persons = append(m.persons, m.people.Of(int32(n)-1))
	}
	for b.next() {
		if err := m.enterFamily(unit, s, b); err != nil {
			return err
		}
	}
	return nil
}

func (m *merger) enterFamily(unit int, s *source, b *headBlock) error {
	fam := &b.family
	var first link
	copied := m.original(m.sourceOf[unit], fam, &first)
	for i := range fam.items {
		it := &fam.items[i]
		if err := m.lack(unit, fam.offset, i, it); err != nil {
			return err
		}
		disposition := Read
		var of []byte
		switch {
		case copied:
			disposition = Duplicate
			id := first.id(it.inner[len(fam.items[0].inner):])
			of = id[:]
		case len(it.reasons) > 0:
			disposition = Excepted
		}
		m.count(it, disposition)
		if err := m.expose(b, it); err != nil {
			return err
		}
		id := s.itemID(it.inner)
		if err := m.out.item(m.item, id.key(), unit, fam.offset, i, disposition, of, m.packed, m.settle(it)); err != nil {
			return err
		}
		m.item++
	}
	return nil
}

// count adds an item to the summary.
func (m *merger) count(it *itemHead, d Disposition) {
	m.sum.Items++
	if it.kind == scanner.Message {
		m.sum.Messages++
	}
	switch d {
	case Read:
		m.sum.Read++
	case Duplicate:
		m.sum.Duplicates++
	case Excepted:
		m.sum.Excepted++
	}
	for _, r := range it.reasons {
		m.sum.Exceptions[r.String()]++
	}
	m.sum.Findings += it.counted
	m.sum.Aside += it.aside
	for _, a := range it.accounts {
		m.accounts[a] = struct{}{}
	}
}

// expose notes who is exposed by an item, and sets packed to the person of
// each of its records: a number a record, 0 for nobody, else the person's plus 1.
func (m *merger) expose(b *headBlock, it *itemHead) error {
	m.packed, m.list = m.packed[:0], m.list[:0]
	for i := range it.records {
		r := &it.records[i]
		p := int32(-1)
		if r.match >= 0 {
			p = m.persons[r.match]
		}
		m.packed = binary.AppendUvarint(m.packed, uint64(p+1))
		if p < 0 || r.elements == 0 {
			continue
		}
		at := m.slot[p]
		if int(at) >= len(m.list) || m.list[at].person != p {
			at = int32(len(m.list))
			m.slot[p], m.list = at, append(m.list, exposing{person: p})
		}
		m.list[at].elements |= r.elements
		m.home(p, &b.matches[r.match].Match)
	}
	for _, x := range m.list {
		m.elements[x.person] |= x.elements
		m.counts[x.person]++
		if err := m.exposed.add(m.out, x, m.item); err != nil {
			return err
		}
	}
	return nil
}

// home keeps the first residency of a person.
func (m *merger) home(p int32, match *person.Match) {
	if m.homeOf[p] != 0 || match.State == "" {
		return
	}
	h := home{match.State, match.StateBasis}
	i := slices.Index(m.homes, h)
	if i < 0 {
		i = len(m.homes)
		m.homes = append(m.homes, home{strings.Clone(h.state), strings.Clone(h.basis)})
	}
	m.homeOf[p] = int32(i + 1)
}

// homeOfPerson returns the residency of a person.
func (m *merger) homeOfPerson(i int) home {
	if n := m.homeOf[i]; n > 0 {
		return m.homes[n-1]
	}
	return home{}
}
