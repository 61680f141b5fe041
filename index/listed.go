package index

import (
	"context"
	"encoding/binary"
	"fmt"
	"slices"

	"exposed/scanner"
)

// A list that a program wrote of what it exported is held against all that was
// read, which only the merge knows. The segments hold its entries, sealed, as keys:
// hashes of what an item is told by. Items have no keys in the segments; in a case
// with lists the merge reads the families for them once more.

// maxLacking is how many rows of a list are exceptions of their own.
const maxLacking = 1000

// Bits of the flags of a packed entry; those of its keys stand from listedKeys on.
const (
	listedFailed = 1 << iota
	listedKeys
)

// appendListed appends the entries of a list to b.
func appendListed(b []byte, list []scanner.Listed) []byte {
	e := encoder{clear: b}
	row := 0
	for i := range list {
		l := &list[i]
		flags := set(l.Failed, listedFailed)
		for k, key := range l.Keys {
			flags |= set(key != 0, listedKeys<<k)
		}
		e.int(int64(l.Row - row))
		e.uint(flags)
		for _, key := range l.Keys {
			if key != 0 {
				e.raw(binary.LittleEndian.AppendUint64(nil, uint64(key)))
			}
		}
		row = l.Row
	}
	return e.clear
}

// eachListed calls yield with the entries of a list, in their order.
func eachListed(packed string, yield func(*scanner.Listed)) error {
	d := decoder{clear: packed}
	var l scanner.Listed
	for d.clear != "" {
		l.Row += int(d.int())
		flags := d.uint()
		l.Failed = flags&listedFailed != 0
		for k := range l.Keys {
			l.Keys[k] = 0
			if flags&(listedKeys<<k) != 0 {
				l.Keys[k] = scanner.Key(d.uint64())
			}
		}
		if d.err == nil {
			yield(&l)
		}
	}
	return d.err
}

// A listing is a list and the item that it is.
type listing struct {
	unit    int
	offset  int64  // of the family in the segment
	place   int    // of the item in the family
	entries string // as appendListed writes them
}

// is reports whether the listing is item place of the family at offset of a unit.
func (l *listing) is(unit int, offset int64, place int) bool {
	return l.unit == unit && l.offset == offset && l.place == place
}

// wanted are the keys that lists name, and how many items have them.
type wanted struct {
	keys []scanner.Key // ascending
	have []int32       // of each key
}

// want adds the keys of a list.
func (w *wanted) want(entries string) error {
	return eachListed(entries, func(l *scanner.Listed) {
		for _, k := range l.Keys {
			if k != 0 {
				w.keys = append(w.keys, k)
			}
		}
	})
}

// sort makes the keys ready for note.
func (w *wanted) sort() {
	slices.Sort(w.keys)
	w.keys = slices.Compact(w.keys)
	w.have = make([]int32, len(w.keys))
}

// note notes that an item has a key.
func (w *wanted) note(k scanner.Key) {
	if i, ok := slices.BinarySearch(w.keys, k); ok && k != 0 {
		w.have[i]++
	}
}

// has reports whether an item is that of an entry. A Message-ID or the bytes of an
// item stand for all copies; of the items with a name or a subject each is that of one
// entry of a list. taken are those that entries before have.
func (w *wanted) has(l *scanner.Listed, taken map[scanner.Key]int32) bool {
	found := false
	for by, k := range l.Keys {
		i, ok := slices.BinarySearch(w.keys, k)
		if !ok || k == 0 || w.have[i] == taken[k] {
			continue
		}
		found = true
		if by == scanner.ByName || by == scanner.BySubject {
			taken[k]++
		}
	}
	return found
}

// hold holds the lists of the evidence against all items.
func (m *merger) hold(ctx context.Context) error {
	listed := func(u *unit) bool { return u.listed }
	err := m.families(ctx, listed, func(unit int, _ *source, fam *family) error {
		for i := range fam.items {
			if it := &fam.items[i]; it.listed != "" {
				m.listings = append(m.listings, listing{unit, fam.offset, i, it.listed})
				if err := m.wanted.want(it.listed); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil || len(m.listings) == 0 {
		return err
	}
	m.wanted.sort()
	return m.families(ctx, func(*unit) bool { return true }, func(_ int, s *source, fam *family) error {
		for i := range fam.items {
			m.wanted.item(s, &fam.items[i])
		}
		return nil
	})
}

// item notes the keys of an item of s.
func (w *wanted) item(s *source, it *item) {
	name := it.name
	if it.inner == "" {
		name = s.Path
		w.note(scanner.SumKey(s.SHA256))
	}
	if it.mih != [16]byte{} {
		w.note(scanner.MessageKey(it.mih))
	}
	if name != "" {
		w.note(scanner.NameKey(name))
	}
	if it.subject != "" {
		w.note(scanner.SubjectKey(it.subject))
	}
	if it.sha256 != [32]byte{} {
		w.note(scanner.SumKey(it.sha256))
	}
}

// families calls yield with the families of some units in the order of the evidence.
func (m *merger) families(ctx context.Context, some func(*unit) bool, yield func(unit int, s *source, fam *family) error) error {
	for i := range m.units {
		if err := ctx.Err(); err != nil {
			return err
		}
		u := &m.units[i]
		if len(u.blocks) == 0 || !some(u) {
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

// lack writes to the ledger, as exceptions of the item that is place i of the
// family at offset, what a list has and the case has not; and notes their reasons.
func (m *merger) lack(unit int, offset int64, i int, it *itemHead) error {
	if len(m.listings) == 0 || !m.listings[0].is(unit, offset, i) {
		return nil
	}
	list := m.lacking(m.listings[0].entries)
	m.listings = m.listings[1:]
	for _, x := range list {
		it.reasons = append(it.reasons, x.Reason)
		if err := m.out.insert(insertException, m.item, int(x.Reason), x.Detail); err != nil {
			return err
		}
	}
	return nil
}

// lacking returns the exceptions of a list: one a row, up to a bound, and one for
// the rest of each sort.
func (m *merger) lacking(entries string) (list []scanner.Exception) {
	except := func(format string, args ...any) {
		list = append(list, scanner.Exception{Reason: scanner.Missing, Detail: fmt.Sprintf(format, args...)})
	}
	failed, missing, taken := 0, 0, map[scanner.Key]int32{}
	eachListed(entries, func(l *scanner.Listed) { // want has read it: it is whole
		switch full := len(list) == maxLacking; {
		case l.Failed && full:
			failed++
		case l.Failed:
			except("the export program says that it did not export row %d of the list, or not in full: see the list, and export it again", l.Row)
		case m.wanted.has(l, taken):
		case full:
			missing++
		default:
			except("row %d of the list names an item that was not read: hand over the whole export", l.Row)
		}
	})
	if failed > 0 {
		except("the export program says of %d more rows of the list that it did not export them, or not in full", failed)
	}
	if missing > 0 {
		except("%d more rows of the list name items that were not read", missing)
	}
	return list
}
