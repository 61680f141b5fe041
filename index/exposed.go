package index

import "encoding/binary"

// maxPending is the number of bytes of exposures that wait to be written.
const maxPending = 8 << 20

// exposed packs the exposures of each person, so that a row of the ledger
// holds many: a pair of numbers an item, the distance from the item before and
// the elements as bits.
type exposed struct {
	of   []pendingExposures // of every person
	size int                // of all
}

// pendingExposures are exposures of one person that are not written yet.
type pendingExposures struct {
	pairs       []byte
	first, last int32 // items
}

// add adds an exposure by an item that stands after those added before.
func (e *exposed) add(out *ledgerWriter, x exposing, item int) error {
	p := &e.of[x.person]
	if len(p.pairs) == 0 {
		p.first, p.last = int32(item), int32(item)
	}
	n := len(p.pairs)
	p.pairs = binary.AppendUvarint(p.pairs, uint64(int32(item)-p.last))
	p.pairs = binary.AppendUvarint(p.pairs, x.elements)
	p.last = int32(item)
	if e.size += len(p.pairs) - n; e.size > maxPending {
		return e.flush(out)
	}
	return nil
}

// flush writes what waits, in the order of people.
func (e *exposed) flush(out *ledgerWriter) error {
	for i := range e.of {
		p := &e.of[i]
		if len(p.pairs) == 0 {
			continue
		}
		if err := out.exposures(i, int(p.first), p.pairs); err != nil {
			return err
		}
		*p = pendingExposures{}
	}
	e.size = 0
	return nil
}
