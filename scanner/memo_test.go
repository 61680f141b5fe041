package scanner

import "testing"

// TestMemoKey: what the fields of a message say cannot make two parts look alike.
func TestMemoKey(t *testing.T) {
	m := newMemo(1)
	keys := map[memoKey]string{}
	for _, tt := range []struct {
		raw string
		how []string
	}{
		{"text", []string{"text/plain", "utf-8"}},
		{"text", []string{"text/plain\x00utf-8", ""}},
		{"text", []string{"", "text/plain\x00utf-8"}},
		{"text\x00text/plain", []string{"utf-8", ""}},
		{"text\x00text/plain\x00utf-8", []string{"", ""}},
		{"", []string{"text", "text/plain\x00utf-8"}},
	} {
		k := m.key([]byte(tt.raw), tt.how...)
		if other, ok := keys[k]; ok {
			t.Errorf("%q %q has the key of %q", tt.raw, tt.how, other)
		}
		keys[k] = tt.raw
		if m.key([]byte(tt.raw), tt.how...) != k {
			t.Errorf("%q %q: another key the second time", tt.raw, tt.how)
		}
	}
}
