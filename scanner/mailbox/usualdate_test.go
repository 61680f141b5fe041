package mailbox

import (
	"fmt"
	"testing"
	"time"
)

// TestUsualDate holds the short way of reading a date to the long one.
func TestUsualDate(t *testing.T) {
	for i := range 2000 {
		at := time.Date(1995, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(i) * 131_071 * time.Second * 7)
		zone := (i%27 - 13) * 1800
		s := at.In(time.FixedZone("", zone)).Format("Mon, 2 Jan 2006 15:04:05 -0700")
		got, ok := usualDate(s)
		if !ok || !got.Equal(at) {
			t.Errorf("%s: %v, %v", s, got, ok)
		}
		long, ok := ParseDate(s + " (at " + fmt.Sprint(i) + ")")
		if !ok || !long.Equal(got) {
			t.Errorf("%s: %v the long way", s, long)
		}
	}
	for _, s := range []string{"31 Feb 2020 09:00:00 +0000", "12 Mrz 2020 09:00:00 +0000", "12 Mar 2020 25:00:00 +0000", "12 Mar 2020 09:00:00 GMT", ""} {
		if got, ok := usualDate(s); ok {
			t.Errorf("%s: %v", s, got)
		}
	}
}
