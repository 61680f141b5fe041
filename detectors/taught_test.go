package detectors

import "testing"

// What teaches: the words before the address, and what the local part has of them.
func TestTeaches(t *testing.T) {
	for _, tt := range []struct {
		name, why, addr string
		want            bool
	}{
		{"ann vauquelin", "display name", "avauquelin@example.com", true},
		{"ann vauquelin", "display name", "ann.v@example.com", true},
		{"zoé muñoz", "display name", "zoe@example.com", true},
		{"ann vauquelin", "display name", "crumpet77@example.com", false},
		{"ann vauquelin", "display name", "", false},
		{"plonk list", "display name", "list@plonk.example", false},
		{"plonk announcements", "display name", "plonk@example.com", false},
		{"plonk", "display name", "plonk@example.com", false},
		{"al vauquelin", "display name", "al@example.com", false},
		{"ann vauquelin", "name lists", "ann@example.com", false},
		{"ann vauquelin", "line of its own", "", true},
	} {
		f := Finding{Element: Name, Value: tt.name, Why: tt.why}
		var next *Finding
		if tt.addr != "" {
			next = &Finding{Element: Email, Value: tt.addr}
		}
		if got := f.Teaches(next); got != tt.want {
			t.Errorf("%s <%s>, %s: %v", tt.name, tt.addr, tt.why, got)
		}
	}
}
