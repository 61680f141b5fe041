package index

import (
	"crypto/sha256"
	"encoding/binary"

	"exposed/scanner"
)

// originals are the families that there are copies of, by what copies have in
// common.
type originals struct {
	at    map[ID]uint64
	texts [][]byte // of each its shape, its source and the inner locator of its head
}

// originalChunk is the size of each of the texts of originals.
const originalChunk = 1 << 16

// add adds a family of source n.
func (o *originals) add(key ID, n int32, shape uint64, inner string) {
	var b [8 + binary.MaxVarintLen32 + binary.MaxVarintLen64]byte
	head := binary.LittleEndian.AppendUint64(b[:0], shape)
	head = binary.AppendUvarint(head, uint64(n))
	head = binary.AppendUvarint(head, uint64(len(inner)))
	last := len(o.texts) - 1
	if last < 0 || len(o.texts[last])+len(head)+len(inner) > originalChunk {
		o.texts = append(o.texts, make([]byte, 0, max(originalChunk, len(head)+len(inner))))
		last++
	}
	if o.at == nil {
		o.at = map[ID]uint64{}
	}
	o.at[key] = uint64(last)<<32 | uint64(len(o.texts[last]))
	o.texts[last] = append(append(o.texts[last], head...), inner...)
}

// get returns what was added at a place.
func (o *originals) get(at uint64) (n int32, shape uint64, inner []byte) {
	b := o.texts[at>>32][uint32(at):]
	shape, b = binary.LittleEndian.Uint64(b), b[8:]
	source, k := binary.Uvarint(b)
	size, l := binary.Uvarint(b[k:])
	return int32(source), shape, b[k+l:][:size]
}

// A sieve tells keys that may have been noted twice from those that were not.
// It takes 4 to 8 bytes a key.
type sieve struct{ once, again []uint64 }

// newSieve returns a sieve for n keys, of which it takes one of sixteen for
// noted twice that is not.
func newSieve(n int) *sieve {
	words := 1
	for words < n/4 {
		words *= 2
	}
	return &sieve{make([]uint64, words), make([]uint64, words)}
}

// bit returns where key stands.
func (s *sieve) bit(key ID) (word, bit uint64) {
	h := binary.LittleEndian.Uint64(key[:])
	return h >> 6 & uint64(len(s.once)-1), 1 << (h & 63)
}

// note notes a key.
func (s *sieve) note(key ID) {
	w, b := s.bit(key)
	s.again[w] |= s.once[w] & b
	s.once[w] |= b
}

// twice reports false if key was not noted more than once.
func (s *sieve) twice(key ID) bool {
	w, b := s.bit(key)
	return s.again[w]&b != 0
}

// A link finds the ids of the items that copies are copies of.
type link struct {
	source *source
	inner  []byte // of the head
	same   bool   // the families have the same shape
}

// id returns the id of the item at the inner locator below the head, or of
// the head if the original has no such item.
func (l *link) id(suffix string) ID {
	if !l.same {
		suffix = ""
	}
	return l.source.itemID(string(l.inner) + suffix)
}

// original sets the link to the family that fam, of source n, is a copy of. It
// reports false if fam is the first with its content.
func (m *merger) original(n int32, fam *familyHead, to *link) bool {
	if !fam.keyed || !m.keys.twice(fam.key) {
		return false
	}
	at, ok := m.seen.at[fam.key]
	if !ok {
		m.seen.add(fam.key, n, fam.shape, fam.items[0].inner)
		return false
	}
	first, shape, inner := m.seen.get(at)
	*to = link{&m.sources[first], inner, shape == fam.shape}
	return true
}

// contentKey returns what copies of the family of head have in common. What
// could not be read has no copies.
func contentKey(head *scanner.Item) (ID, bool) {
	if head.Kind == scanner.Container && head.Inner == "" {
		return ID{}, false
	}
	for _, x := range head.Exceptions {
		switch x.Reason {
		case scanner.Missing, scanner.IOError, scanner.NotAFile:
			return ID{}, false
		}
	}
	h := head.Content
	if h == [32]byte{} {
		h = head.SHA256
	}
	return ID(h[:16]), h != [32]byte{}
}

// shapeOf returns a hash of the inner locators below the head of a family.
func shapeOf(items []scanner.Item) uint64 {
	if len(items) == 1 {
		return 0
	}
	h := sha256.New()
	head := len(items[0].Inner)
	for i := range items {
		h.Write([]byte(items[i].Inner[head:]))
		h.Write([]byte{0})
	}
	return binary.BigEndian.Uint64(h.Sum(nil))
}
