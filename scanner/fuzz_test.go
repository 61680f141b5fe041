package scanner

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzMessage checks that whatever a message holds, its family hangs together:
// parents come first, no two items share a place, findings lie in their text,
// and records take each finding once.
func FuzzMessage(f *testing.F) {
	for _, tt := range messageTests {
		f.Add([]byte(tt.raw))
	}
	for _, tt := range recordTests {
		f.Add([]byte(tt.header + "\n" + tt.body))
	}
	f.Add([]byte(nested(30)))
	f.Add([]byte(copyOf("callback", "quoted-printable", copied, "list.csv", "First,Last\nMarisol,Vega\n")))
	s := New(Config{Detect: testCase()})
	f.Fuzz(func(t *testing.T, raw []byte) {
		fam := parse(s, string(raw))
		if len(fam) == 0 {
			t.Fatal("no item")
		}
		checkFamily(t, fam)
		for i := range fam {
			it := &fam[i]
			if !utf8.ValidString(it.Text.Data) || strings.ContainsRune(it.Text.Data, '\r') {
				t.Errorf("%s: text is not UTF-8 with LF line ends", it.Inner)
			}
			if i > 0 && !strings.HasPrefix(it.Inner, fam[it.Parent].Inner+"!") {
				t.Errorf("%q is not below its parent at %q", it.Inner, fam[it.Parent].Inner)
			}
		}
		if again := parse(s, string(raw)); !equalFamilies(again, fam) {
			t.Errorf("read again, it differs:\n%s\nand\n%s", familyText(fam), familyText(again))
		}
	})
}
