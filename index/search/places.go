package search

import (
	"math/bits"

	bleve "github.com/blevesearch/bleve_index_api"
)

// Where a word stands in a document is packed into what bleve keeps as its
// frequency, which nothing else here needs: it takes three bytes for most
// words. bleve's own locations take seven, five of which would be zeros, and
// make the index half as large again. They are used where words stand at so
// many places that these do not fit.
//
// Packed are the distances between places, each in the delta code of Elias from
// the lowest bit on, and a bit behind them.

// packedBits is what bleve leaves of a frequency, but for the bit behind the places.
const packedBits = 61

// pack packs places, which ascend. It reports false if they do not fit.
func pack(places []int32) (v uint64, ok bool) {
	n, last := 0, int32(-1)
	for _, at := range places {
		gap := uint64(int64(at) - int64(last))
		last = at
		size := bits.Len64(gap)
		zeros := bits.Len(uint(size)) - 1
		if n+2*zeros+size > packedBits {
			return 0, false
		}
		v |= (uint64(size)<<1&(2<<zeros-1) | 1) << zeros << n
		v |= gap &^ (1 << (size - 1)) << (n + 2*zeros + 1)
		n += 2*zeros + size
	}
	return v | 1<<n, true
}

// unpack appends the places that v packs.
func unpack(list []uint64, v uint64) []uint64 {
	at := -1
	for v > 1 {
		zeros := bits.TrailingZeros64(v)
		v >>= zeros + 1
		size := 1<<zeros | int(v&(1<<zeros-1))
		v >>= zeros
		at += 1<<(size-1) | int(v&(1<<(size-1)-1))
		v >>= size - 1
		list = append(list, uint64(at))
	}
	return list
}

// appendPlaces appends the places at which doc has its word.
func appendPlaces(list []uint64, doc *bleve.TermFieldDoc) []uint64 {
	if len(doc.Vectors) == 0 {
		return unpack(list, doc.Freq)
	}
	for _, v := range doc.Vectors {
		list = append(list, v.Pos)
	}
	return list
}
