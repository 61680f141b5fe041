package scanner

import (
	"strings"
	"testing"
)

// TestReusedStarts shows that the records of a file do not depend on where the
// parts of the message before it began.
func TestReusedStarts(t *testing.T) {
	s := New(Config{Detect: testCase()})
	r := s.reader(t.Context(), 1, func(int64) {})
	file := strings.Repeat("filler text\n", 20) + "Marisol Vega\nwrites here that\nher SSN is 219-09-9999, her phone\n202-555-0143 and her e-mail m.vega@example.com\n"
	alone := keep(s.reader(t.Context(), 1, func(int64) {}).item([]byte(file), "note.txt", ""))
	for n := range 120 {
		first := strings.Repeat("x", n) + "\n"
		r.item([]byte("Subject: a\n"+multipart("mixed", "text/plain\n\n"+first, "text/plain\n\nb\n", "text/plain\n\nc\n")), "in.eml", "")
		r.memo = newMemo(1)
		if got := r.item([]byte(file), "note.txt", ""); !equalFamilies(got, alone) {
			t.Fatalf("behind parts of %d bytes:\n%s\nwant\n%s", n, recordText(&got[0]), recordText(&alone[0]))
		}
	}
}
