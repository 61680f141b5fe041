package person

import (
	"cmp"
	"slices"
)

// The tags keep values of different kinds apart in one space of hashes.
const (
	tagAccount     = 'a'
	tagEmail       = 'e'
	tagPhone       = 'p'
	tagID          = 'i'
	tagPrimary     = 'r'
	tagNameZIP     = 'z'
	tagHouse       = 'h'
	tagNamePhone   = 'P'
	tagNameAccount = 'A'
	tagNameAddress = 'D'
	tagNameEmail   = 'E'
	tagMatch       = 'm'
)

// hashOf returns a 64-bit hash of the tag and the parts: FNV-1a with a final
// mix, the same on every machine.
func hashOf(tag byte, parts ...string) uint64 {
	const offset, prime = 14695981039346656037, 1099511628211
	h := (uint64(offset) ^ uint64(tag)) * prime
	for _, p := range parts {
		for i := 0; i < len(p); i++ {
			h = (h ^ uint64(p[i])) * prime
		}
		h = (h ^ 0xff) * prime // no byte of UTF-8: "ab","c" is not "a","bc"
	}
	h = (h ^ h>>33) * 0xff51afd7ed558ccd
	h = (h ^ h>>33) * 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}

// An entry is one row under one key.
type entry struct {
	key uint64
	row int32
}

// An index finds rows by key: keys in order, and a table of where the keys of
// each leading bit pattern start. 12 bytes an entry and 1 to 2 for the table.
type index struct {
	keys  []uint64
	rows  []int32
	start []int32
	shift uint
}

// newIndex returns an index of the entries, which it puts in order.
func newIndex(entries []entry) index {
	slices.SortFunc(entries, func(a, b entry) int {
		return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.row, b.row))
	})
	entries = slices.Compact(entries)
	bits := uint(0)
	for len(entries)>>(bits+2) > 0 {
		bits++
	}
	x := index{make([]uint64, len(entries)), make([]int32, len(entries)), make([]int32, 1<<bits+1), 64 - bits}
	for i, e := range entries {
		x.keys[i], x.rows[i] = e.key, e.row
		x.start[e.key>>x.shift+1] = int32(i + 1)
	}
	for i := 1; i < len(x.start); i++ {
		x.start[i] = max(x.start[i], x.start[i-1])
	}
	return x
}

// find returns the rows under key, ascending.
func (x *index) find(key uint64) []int32 {
	if len(x.keys) == 0 {
		return nil
	}
	b := key >> x.shift
	i, end := x.start[b], x.start[b+1]
	for i < end && x.keys[i] < key {
		i++
	}
	j := i
	for j < end && x.keys[j] == key {
		j++
	}
	return x.rows[i:j]
}
