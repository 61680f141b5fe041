package search

import (
	"slices"
	"testing"
)

func TestPlaces(t *testing.T) {
	for _, list := range [][]int32{{0}, {1}, {2}, {0, 1, 2, 3}, {7, 8, 1 << 20}, {1<<31 - 1}, {5, 1<<31 - 1}, {100, 200, 300, 400}} {
		v, ok := pack(list)
		var got []int32
		for _, at := range unpack(nil, v) {
			got = append(got, int32(at))
		}
		if !ok || v < 2 || !slices.Equal(got, list) {
			t.Errorf("%v: %x, %v, %v", list, v, ok, got)
		}
	}
	if v, ok := pack([]int32{1000, 2000, 3000, 4000, 5000, 6000}); ok {
		t.Errorf("too many places are packed as %x", v)
	}
}

// What is packed is unpacked, and anything can be unpacked.
func FuzzPlaces(f *testing.F) {
	f.Add(uint64(3), uint16(1), uint16(2), uint16(3))
	f.Add(uint64(1<<63), uint16(0), uint16(0), uint16(9999))
	f.Fuzz(func(t *testing.T, any uint64, a, b, c uint16) {
		unpack(nil, any)
		list := []int32{int32(a), int32(a) + int32(b) + 1, int32(a) + int32(b) + int32(c) + 2}
		v, ok := pack(list)
		if !ok {
			return
		}
		got := unpack(nil, v)
		if len(got) != 3 || got[0] != uint64(list[0]) || got[1] != uint64(list[1]) || got[2] != uint64(list[2]) || v>>(packedBits+1) != 0 {
			t.Errorf("%v: %x, %v", list, v, got)
		}
	})
}
