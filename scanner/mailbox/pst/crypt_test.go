package pst

import (
	"bytes"
	"testing"
)

// TestTables compares the tables with lines of those of MS-PST 5.1, and checks
// what they must be to each other.
func TestTables(t *testing.T) {
	for _, tt := range []struct {
		name      string
		got, want []byte
	}{
		{"mpbbR", encode[:8], []byte{65, 54, 19, 98, 168, 33, 110, 187}},
		{"mpbbS", mix[:8], []byte{20, 83, 15, 86, 179, 200, 122, 156}},
		{"mpbbI", decode[:8], []byte{71, 241, 180, 230, 11, 106, 114, 72}},
		{"end of mpbbI", decode[248:], []byte{237, 154, 100, 63, 193, 108, 249, 236}},
	} {
		if !bytes.Equal(tt.got, tt.want) {
			t.Errorf("%s: got %v, want %v", tt.name, tt.got, tt.want)
		}
	}
	for i, b := range mix {
		if mix[b] != byte(i) {
			t.Errorf("mix is not its own inverse at %d", i)
		}
	}
}

func TestCyclic(t *testing.T) {
	want := []byte("The cyclic encoding is its own inverse.")
	b := bytes.Clone(want)
	cyclic(b, 0x12345)
	if bytes.Equal(b, want) {
		t.Error("nothing is encoded")
	}
	if cyclic(b, 0x12345); !bytes.Equal(b, want) {
		t.Errorf("got %q", b)
	}
}

// TestChecksum compares with the CRC-32 of ZIP, which is inverted before and after.
func TestChecksum(t *testing.T) {
	if got := checksum([]byte{0, 0, 0, 0}); got != 0 {
		t.Errorf("checksum of zeros: 0x%08x", got)
	}
	if got := checksum([]byte{0x80}); got != 0xedb88320 {
		t.Errorf("checksum of the highest bit: 0x%08x", got)
	}
}
