package detectors

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// whyKinds are what a part of Why can be, as docs/detection.md says.
var whyKinds = []string{"pattern", "check", "label", "list"}

// readWhys reads the table of docs/detection.md that says what each part of Why is.
func readWhys(t *testing.T) map[string]string {
	t.Helper()
	b, err := os.ReadFile("../docs/detection.md")
	if err != nil {
		t.Fatal(err)
	}
	whys := map[string]string{}
	_, rest, _ := strings.Cut(string(b), "| why | kind |")
	for line := range strings.Lines(rest) {
		cell := strings.Split(line, "|")
		if len(cell) < 4 {
			if len(whys) > 0 {
				break
			}
			continue
		}
		for _, why := range strings.Split(cell[1], "`") {
			if why = strings.TrimSpace(why); why != "" && why != "," && !strings.HasPrefix(why, "--") {
				whys[why] = strings.TrimSpace(cell[2])
			}
		}
	}
	return whys
}

// whyParts returns the parts of a reason; those of an address are joined by commas.
func whyParts(whys map[string]string, why string) []string {
	var parts []string
	for _, part := range strings.Split(why, "; ") {
		if whys[part] == "" {
			parts = append(parts, strings.Split(part, ", ")...)
		} else {
			parts = append(parts, part)
		}
	}
	return parts
}

// Every finding says which pattern, check, label or list made it, in words that
// the documentation explains.
func TestWhy(t *testing.T) {
	whys := readWhys(t)
	for why, kind := range whys {
		if !slices.Contains(whyKinds, kind) {
			t.Errorf("%q is a %q", why, kind)
		}
	}
	seen := map[string]string{}
	note := func(text string, found []Finding) {
		for i := range found {
			for _, part := range whyParts(whys, found[i].Why) {
				seen[part] = found[i].Element.String() + ": " + found[i].Text(text)
			}
		}
	}
	set := northwind().settings
	set.Candidates = true
	wk := New(set).Worker()
	for _, tt := range tests {
		note(unmark(tt.text), wk.Text(unmark(tt.text), nil, nil))
	}
	for _, tt := range tableTests {
		note(tt.text, wk.Text(tt.text, rowsOf(tt.text), nil))
	}
	for _, tt := range shapeTests {
		note(tt.text, wk.Text(tt.text, rowsOf(tt.text), nil))
	}
	for _, tt := range numberTests {
		note(unmark(tt.text), wk.Text(unmark(tt.text), nil, nil))
	}
	for _, tt := range slices.Concat(nameTests, candidateTests, addressTests, placeTests) {
		note(unmark(tt), wk.Text(unmark(tt), nil, nil))
	}
	header := "Ann Lee <ann.lee@example.com>"
	note(header, wk.Mailbox(header, Span{0, 7}, Span{9, len(header) - 1}, nil))
	for part, example := range seen {
		if whys[part] == "" {
			t.Errorf("docs/detection.md does not say what %q is: %s", part, example)
		}
	}
	for why := range whys {
		if _, ok := seen[why]; !ok {
			t.Logf("%q is made by no test", why)
		}
	}
}
