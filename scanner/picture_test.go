package scanner

import (
	"fmt"
	"strings"
	"testing"

	"exposed/scanner/document"
)

// TestPictures wants the words of pictures to be searched, page by page.
func TestPictures(t *testing.T) {
	for _, tt := range []struct{ words, text, pages string }{
		{"SSN 219-09-9999\n", "SSN 219-09-9999\n", "[]"},
		{"one\n\ftwo\n\f", "one\n\ntwo\n\n", "[0 5 10]"},
		{"", "", "[]"},
	} {
		s := New(Config{Detect: detectorsAlone(), Documents: document.Options{Words: func(p []byte) (string, []document.Problem) {
			if !strings.HasPrefix(string(p), "\x89PNG") {
				t.Errorf("picture %q", p)
			}
			return tt.words, []document.Problem{{Reason: "timed-out", Detail: "x"}}
		}}})
		it := parse(s, withFiles("a.png", "\x89PNG\r\n\x1a\n\x00\x00"))[1]
		if it.Text.Data != tt.text || fmt.Sprint(it.Text.Pages) != tt.pages {
			t.Errorf("%q: got %q with pages at %v", tt.words, it.Text.Data, it.Text.Pages)
		}
		if len(it.Exceptions) != 1 || it.Exceptions[0].Reason != TimedOut {
			t.Errorf("%q: %v", tt.words, it.Exceptions)
		}
	}
}
