package index

import (
	"encoding/binary"
	"maps"
	"slices"

	"exposed/index/person"
	"exposed/scanner"
)

// The heads of families are all that the merge reads: some bytes of each item
// instead of all its findings. They stand in blocks behind the families that
// they are of, and begin with the matches of the records, each once:
//
//	clear part   number of matches, number of families, words that names prove, matches, families
//	sealed part  what identifies people in the matches

// headBytes is the size of heads from which a block is written.
const headBytes = 1 << 20

// A blockAt is where a block lies in its segment: the families from start, the
// values of their findings, and the heads, which stand before end.
type blockAt struct{ start, values, heads, end int64 }

// A headWriter collects a block of heads.
type headWriter struct {
	block    uint64 // number of the block, from 1; a worker counts on over its segments
	matches  encoder
	families encoder
	n, m     int   // families and matches in the block
	last     int64 // offset of the family before
	lessons  map[nameTokens]bool
}

// size returns the bytes that the block has so far.
func (w *headWriter) size() int {
	return len(w.matches.clear) + len(w.matches.secret) + len(w.families.clear)
}

// flush moves the block to e and begins the next one.
func (w *headWriter) flush(e *encoder) {
	e.uint(uint64(w.m))
	e.uint(uint64(w.n))
	e.uint(uint64(len(w.lessons)))
	for _, n := range slices.SortedFunc(maps.Keys(w.lessons), nameTokens.order) {
		e.clear = binary.LittleEndian.AppendUint64(e.clear, n.given)
		e.clear = binary.LittleEndian.AppendUint64(e.clear, n.family)
	}
	e.raw(w.matches.clear)
	e.raw(w.families.clear)
	e.secret = append(e.secret, w.matches.secret...)
	w.matches.reset()
	w.families.reset()
	clear(w.lessons)
	w.block, w.n, w.m, w.last = w.block+1, 0, 0, 0
}

// Bits of the flags of families and of matches in heads.
const (
	headKeyed = 1 << iota // the family has a content key
)

const (
	matchConflict = 1 << iota
	matchUnlisted // on no list: its records have their places
)

// family begins the head of the family at offset.
func (w *headWriter) family(offset int64, items []scanner.Item) {
	e := &w.families
	w.n++
	e.uint(uint64(offset - w.last))
	w.last = offset
	key, ok := contentKey(&items[0])
	e.uint(set(ok, headKeyed))
	if ok {
		e.raw(key[:])
	}
	e.uint(uint64(len(items)))
	if len(items) > 1 {
		e.clear = binary.LittleEndian.AppendUint64(e.clear, shapeOf(items))
	}
}

// item writes an item; counted of its findings expose somebody, aside do not,
// and accounts are the account numbers among those that do.
func (w *headWriter) item(it *scanner.Item, counted, aside int, accounts []uint64) {
	e := &w.families
	e.text(it.Inner)
	e.uint(uint64(it.Kind))
	e.uint(uint64(len(it.Exceptions)))
	for _, x := range it.Exceptions {
		e.uint(uint64(x.Reason))
	}
	e.uint(uint64(counted))
	e.uint(uint64(aside))
	e.uint(uint64(len(accounts)))
	for _, a := range accounts {
		e.clear = binary.LittleEndian.AppendUint64(e.clear, a)
	}
}

// match adds a match to the block and returns its number, from 1.
func (w *headWriter) match(p *packedMatch) uint64 {
	e := &w.matches
	w.m++
	e.uint(set(p.conflict, matchConflict) | set(p.unlisted, matchUnlisted))
	e.word(p.state)
	e.word(p.basis)
	e.word(p.why)
	e.raw(p.clear)
	e.secret = append(e.secret, p.secret...)
	return uint64(w.m)
}

// record writes a record: the number of its match, 0 for nobody; the elements
// that it exposes; and its place, if its match is on no list.
func (w *headWriter) record(match uint64, unlisted bool, elements uint64, place []byte) {
	e := &w.families
	e.uint(match)
	if match == 0 {
		return
	}
	e.uint(elements)
	if unlisted {
		e.uint(uint64(len(place)))
		e.raw(place)
	}
}

// A headBlock is a block of heads that is being read.
type headBlock struct {
	matches []headMatch
	family  familyHead // set by next
	lessons []nameTokens
	d       decoder
	left    int // families that are not read yet
}

// A headMatch says of whom records speak.
type headMatch struct {
	person.Match      // identifying fields are empty unless the block is open
	unlisted     bool // on no list
}

// A familyHead is what the merge knows of a family.
type familyHead struct {
	offset int64 // of its frame in the segment
	key    ID    // equal in copies
	keyed  bool
	shape  uint64 // hash of the inner locators below the head
	items  []itemHead
}

// An itemHead is what the merge knows of an item.
type itemHead struct {
	inner      string
	kind       scanner.Kind
	reasons    []scanner.Reason // of its exceptions
	counted    int              // findings that expose somebody
	aside      int              // findings that do not
	accounts   []uint64
	records    []recordHead
	candidates []candidateHead
}

// A recordHead is what the merge knows of a record.
type recordHead struct {
	match    int    // index in the matches of the block; -1: nobody
	elements uint64 // that it exposes
	place    string // of the locator; "" for the listed
}

// read begins to read a block. The sealed part is left out if sealed is set.
func (b *headBlock) read(clear, secret string, sealed bool, words []string) error {
	b.d = decoder{clear: clear, secret: secret, sealed: sealed, words: words}
	n := b.d.count()
	b.left = b.d.count()
	b.lessons = b.lessons[:0]
	for range b.d.count() {
		b.lessons = append(b.lessons, nameTokens{given: b.d.uint64(), family: b.d.uint64()})
	}
	b.matches = b.matches[:0]
	for i := 0; i < n && b.d.err == nil; i++ {
		if i == cap(b.matches) {
			b.matches = append(b.matches, headMatch{})
		}
		b.matches = b.matches[:i+1]
		b.d.match(&b.matches[i])
	}
	if b.d.err == nil && b.d.secret != "" {
		b.d.fail()
	}
	b.family.offset = 0
	return b.d.err
}

// match reads a match into m, whose slices it uses again.
func (d *decoder) match(m *headMatch) {
	m.Accounts, m.Known, m.Keys = m.Accounts[:0], m.Known[:0], m.Keys[:0]
	flags := d.uint()
	m.Conflict, m.unlisted = flags&matchConflict != 0, flags&matchUnlisted != 0
	m.State, m.StateBasis, m.Why = d.word(), d.word(), d.word()
	keys := d.uint()
	for range d.count() {
		m.Known = append(m.Known, d.uint() != 0)
		m.Accounts = append(m.Accounts, d.hidden())
	}
	m.CustomerID, m.EmployeeID, m.Name = d.hidden(), d.hidden(), d.hidden()
	if !d.sealed && keys > uint64(len(d.secret)/8) {
		d.fail()
	}
	for i := uint64(0); i < keys && !d.sealed && d.err == nil; i++ {
		m.Keys = append(m.Keys, d.hiddenHash())
	}
}

// next reads the next family and reports whether there was one.
func (b *headBlock) next() bool {
	d, f := &b.d, &b.family
	if b.left == 0 {
		if d.clear != "" {
			d.fail()
		}
		return false
	}
	b.left--
	f.offset += int64(d.uint())
	f.keyed, f.key, f.shape = d.uint()&headKeyed != 0, ID{}, 0
	if f.keyed {
		copy(f.key[:], d.raw(len(f.key)))
	}
	n := d.count()
	if n > 1 {
		f.shape = d.uint64()
	}
	f.items = f.items[:0]
	if n == 0 {
		d.fail()
	}
	for i := 0; i < n && d.err == nil; i++ {
		if i == cap(f.items) {
			f.items = append(f.items[:i], itemHead{})
		}
		f.items = f.items[:i+1]
		b.item(&f.items[i])
	}
	return d.err == nil
}

// item reads an item into it, whose slices it uses again.
func (b *headBlock) item(it *itemHead) {
	d := &b.d
	it.inner, it.kind = d.text(), scanner.Kind(d.ordinal(kinds))
	it.reasons, it.accounts, it.records, it.candidates = it.reasons[:0], it.accounts[:0], it.records[:0], it.candidates[:0]
	for range d.count() {
		it.reasons = append(it.reasons, scanner.Reason(d.ordinal(reasons)))
	}
	it.counted, it.aside = int(d.uint()), int(d.uint())
	for range d.count() {
		it.accounts = append(it.accounts, d.uint64())
	}
	for range d.count() {
		it.candidates = append(it.candidates, d.candidate())
	}
	for range d.count() {
		it.records = append(it.records, b.record())
	}
}

// kinds is the number of kinds of items.
const kinds = int(scanner.Attachment) + 1

// reasons is the number of reasons of exceptions.
const reasons = int(scanner.NotAFile) + 1

func (b *headBlock) record() recordHead {
	r := recordHead{match: b.d.ordinal(len(b.matches)+1) - 1}
	if r.match < 0 {
		return r
	}
	r.elements = b.d.uint()
	if b.matches[r.match].unlisted {
		r.place = b.d.text()
	}
	return r
}
