package index

import (
	"bytes"
	"encoding/binary"
	"hash/maphash"
	"math/bits"

	"exposed/detectors"
)

// How many findings a cache remembers, and how many bytes text, value and what
// shows them may have. A slot takes two lines of the processor's cache.
const (
	shownSlots = 1 << 16
	maxShown   = 2*64 - 16
)

// A shownCache knows how values are shown to those who have no key: masks of
// text and normalised value, and the token; and where in the block that is
// being written they stand. It remembers some, since the same people write to
// each other again and again.
type shownCache struct {
	tokens *tokenizer
	seed   maphash.Seed
	slots  []shownSlot
	large  shownSlot // of a finding that has no room in a slot; never found again
	mask   []byte
	shown  []byte
}

// A shownSlot holds one finding. An empty one has no bytes that show it.
type shownSlot struct {
	hash               uint32
	element            detectors.Element
	text, value, shown uint8          // their lengths
	block, number      uint32         // where it was written last: number of the block, and in it
	data               [maxShown]byte // text, value, and how they are shown
}

func newShownCache(tokens *tokenizer) *shownCache {
	return &shownCache{tokens: tokens, seed: maphash.MakeSeed(), slots: make([]shownSlot, shownSlots)}
}

// An asked is a finding that a cache was asked for.
type asked struct {
	text  string
	hash  uint64
	known bool // its slot may hold it
}

// ask looks for a finding. Memory is slow where slots lie apart: to ask for all
// findings of an item before the first is used lets it answer side by side.
func (c *shownCache) ask(e detectors.Element, text, value string) asked {
	h := maphash.String(c.seed, text) ^ uint64(e)
	if value != text {
		h ^= bits.RotateLeft64(maphash.String(c.seed, value), 1)
	}
	return asked{text, h, c.slots[h%shownSlots].hash == uint32(h>>32)}
}

// of returns the number of the value of a finding that was asked for among the
// values of the block that out writes, and how it is shown; the token stands
// last. That is good until the next call.
func (c *shownCache) of(out *segmentWriter, e detectors.Element, value string, q *asked) (number uint64, shown []byte) {
	slot, block := &c.slots[q.hash%shownSlots], uint32(out.heads.block)
	if q.known && slot.holds(uint32(q.hash>>32), e, q.text, value) {
		shown = slot.data[len(q.text)+len(value):][:slot.shown]
		if slot.block == block {
			return uint64(slot.number), shown
		}
	} else {
		c.shown = c.append(c.shown[:0], e, q.text, value)
		shown = c.shown
		if !slot.set(uint32(q.hash>>32), e, q.text, value, shown) {
			slot = &c.large
		}
	}
	number = out.values.add(e, q.text, value, shown)
	slot.block, slot.number = block, uint32(number)
	return number, shown
}

// holds reports whether the slot is that of a finding.
func (s *shownSlot) holds(hash uint32, e detectors.Element, text, value string) bool {
	n, m := int(s.text), int(s.value)
	return s.hash == hash && s.element == e && s.shown > 0 && n == len(text) && m == len(value) &&
		string(s.data[:n]) == text && string(s.data[n:n+m]) == value
}

// set makes the slot that of a finding and reports whether it has room for it.
func (s *shownSlot) set(hash uint32, e detectors.Element, text, value string, shown []byte) bool {
	if len(text)+len(value)+len(shown) > maxShown {
		return false
	}
	s.hash, s.element, s.text, s.value, s.shown = hash, e, uint8(len(text)), uint8(len(value)), uint8(len(shown))
	n := copy(s.data[:], text)
	n += copy(s.data[n:], value)
	copy(s.data[n:], shown)
	return true
}

// append appends what a finding is shown by to b.
func (c *shownCache) append(b []byte, e detectors.Element, text, value string) []byte {
	c.mask = appendMask(c.mask[:0], e, text)
	n := len(c.mask)
	b = append(binary.AppendUvarint(b, uint64(n)), c.mask...)
	if value != text {
		c.mask = appendMask(c.mask, e, value)
	}
	if mask := c.mask[n:]; value == text || bytes.Equal(mask, c.mask[:n]) {
		b = append(b, 0)
	} else {
		b = append(binary.AppendUvarint(b, uint64(len(mask))+1), mask...)
	}
	token := c.tokens.token(e, value)
	return append(b, token[:]...)
}
