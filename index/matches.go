package index

import (
	"bytes"
	"encoding/binary"
	"hash/maphash"

	"exposed/index/person"
	"exposed/scanner"
)

// How many matches a cache remembers, and up to how many bytes the findings of
// their records may have.
const (
	matchSlots = 1 << 14
	maxMatch   = 256
)

// A matchCache knows who records speak of, and where in the block of heads
// that is being written this is said.
type matchCache struct {
	match MatchFunc
	seed  maphash.Seed
	slots []matchSlot
	other matchSlot // of a record with too many findings to be remembered
	key   []byte
}

// A matchSlot holds one match.
type matchSlot struct {
	hash   uint64
	key    []byte // of the record
	match  packedMatch
	block  uint64 // where it was written last: number of the block, and in it
	number uint64
}

// A packedMatch is a match as heads have it.
type packedMatch struct {
	nobody, unlisted, conflict bool
	state, basis, why          string
	clear, secret              []byte
}

func newMatchCache(match MatchFunc) *matchCache {
	return &matchCache{match: match, seed: maphash.MakeSeed(), slots: make([]matchSlot, matchSlots)}
}

// of returns the number in w of the match of a record, 0 for nobody, and
// whether it is on no list.
func (c *matchCache) of(w *headWriter, it *scanner.Item, r *scanner.Record) (number uint64, unlisted bool) {
	c.setKey(it, r)
	h := maphash.Bytes(c.seed, c.key)
	slot := &c.slots[h%matchSlots]
	if len(c.key) > maxMatch {
		slot = &c.other
	}
	if slot == &c.other || slot.hash != h || !bytes.Equal(slot.key, c.key) {
		m := c.match(it, r)
		slot.match.set(&m)
		slot.hash, slot.key, slot.block = h, append(slot.key[:0], c.key...), 0
	}
	if slot.match.nobody {
		return 0, false
	}
	if slot.block != w.block {
		slot.block, slot.number = w.block, w.match(&slot.match)
	}
	return slot.number, slot.match.unlisted
}

// setKey sets the key to all that a match of r depends on.
func (c *matchCache) setKey(it *scanner.Item, r *scanner.Record) {
	k := c.key[:0]
	for _, i := range r.Findings {
		f := &it.Findings[i]
		k = append(k, byte(f.Element), byte(set(f.Partial, findingPartial)|set(f.Reserved, findingReserved)))
		k = binary.AppendUvarint(k, uint64(len(f.Value)))
		k = append(k, f.Value...)
	}
	c.key = k
}

// set packs m, and keeps none of its slices.
func (p *packedMatch) set(m *person.Match) {
	e := encoder{clear: p.clear[:0], secret: p.secret[:0]}
	e.uint(uint64(len(m.Keys)))
	e.uint(uint64(len(m.Accounts)))
	for i, a := range m.Accounts {
		e.uint(set(i < len(m.Known) && m.Known[i], 1))
		e.hidden(a)
	}
	e.hidden(m.CustomerID)
	e.hidden(m.EmployeeID)
	e.hidden(m.Name)
	for _, k := range m.Keys { // hashes without a key: a guess could be checked against them
		e.hiddenHash(k)
	}
	unlisted := m.CustomerID == "" && m.EmployeeID == ""
	*p = packedMatch{m.Nobody, unlisted, m.Conflict, m.State, m.StateBasis, m.Why, e.clear, e.secret}
}
