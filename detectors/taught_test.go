package detectors

import "testing"

// What teaches: the words before the address, and what the local part has of them.
func TestTeaches(t *testing.T) {
	wk := New(Settings{Candidates: true}).Worker()
	for _, tt := range []struct {
		name, addr string
		want       bool
	}{
		{"Ann Vauquelin", "avauquelin@example.com", true},
		{"Ann Vauquelin", "ann.v@example.com", true},
		{"Zoé Muñoz", "zoe@example.com", true},
		{"Ann Vauquelin", "ann@vauquelin.example", true},
		{"Ann Vauquelin", "crumpet77@example.com", false},
		{"Plonk List", "list@plonk.example", false},
		{"Plonk Announcements", "plonk@example.com", false},
		{"Plonk", "plonk@example.com", false},
		{"Al Vauquelin", "al@example.com", false},
	} {
		text := tt.name + " <" + tt.addr + ">"
		got := false
		for _, f := range wk.Mailbox(text, Span{0, len(tt.name)}, Span{len(tt.name) + 2, len(text) - 1}, nil) {
			got = got || f.Teaches
		}
		if got != tt.want {
			t.Errorf("%s: %v", text, got)
		}
	}
	for text, want := range map[string]bool{"It is done.\n\nRegards,\nAnn Vauquelin\n": true, "Ann Vauquelin called.\n": false, "Regards,\nAnn\n": false} {
		got := false
		for _, f := range wk.Text(text, nil, nil) {
			got = got || f.Teaches
		}
		if got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}
