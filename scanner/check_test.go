package scanner

import (
	"testing"

	"exposed/detectors"
)

// detectorsAlone know nothing of a case.
func detectorsAlone() *detectors.Scanner { return detectors.New(detectors.Settings{}) }

// checkFamily checks what holds for every family: places are its own, parents
// come first, findings lie in their text, and each is in one record at most.
func checkFamily(t *testing.T, family []Item) {
	t.Helper()
	inner := map[string]bool{}
	for i := range family {
		it := &family[i]
		if inner[it.Inner] {
			t.Errorf("two items at %q", it.Inner)
		}
		inner[it.Inner] = true
		if it.Parent >= i || it.Parent < -1 || i > 0 && it.Parent < 0 {
			t.Errorf("item %d has parent %d", i, it.Parent)
		}
		if it.Head < 0 || it.Head > len(it.Text.Data) {
			t.Errorf("%s: header of %d bytes in a text of %d", it.Inner, it.Head, len(it.Text.Data))
		}
		for _, x := range it.Exceptions {
			if x.Detail == errFailed.Error() {
				t.Errorf("%s: a reader panics on it", it.Inner)
			}
		}
		checkFindings(t, it)
		checkRecords(t, it)
	}
}

func checkFindings(t *testing.T, it *Item) {
	t.Helper()
	for _, f := range it.Findings {
		if f.Element == detectors.None || int(f.Element) >= detectors.Elements || f.Value == "" || f.Confidence <= 0 || f.Confidence > 1 {
			t.Errorf("%s: finding of %v with value %q, confidence %v", it.Inner, f.Element, f.Value, f.Confidence)
		}
		if f.Row < 0 || f.Row > len(it.Text.Rows) {
			t.Errorf("%s: finding in row %d of %d", it.Inner, f.Row, len(it.Text.Rows))
		}
		for _, s := range append([]detectors.Span{{Start: f.Start, End: f.End}}, f.More...) {
			if s.Start < 0 || s.Start >= s.End || s.End > len(it.Text.Data) {
				t.Errorf("%s: %v at %d-%d of a text of %d bytes", it.Inner, f.Element, s.Start, s.End, len(it.Text.Data))
			} else if f.Start < it.Head && s.End > it.Head {
				t.Errorf("%s: %v at %d-%d, but the header ends at %d", it.Inner, f.Element, s.Start, s.End, it.Head)
			}
		}
	}
}

func checkRecords(t *testing.T, it *Item) {
	t.Helper()
	owned := map[int]bool{}
	for _, rec := range it.Records {
		if len(rec.Findings) == 0 {
			t.Errorf("%s: record without findings", it.Inner)
		}
		last := -1
		for _, f := range rec.Findings {
			switch {
			case f < 0 || f >= len(it.Findings):
				t.Fatalf("%s: record with finding %d of %d", it.Inner, f, len(it.Findings))
			case f <= last:
				t.Errorf("%s: findings of a record do not ascend: %v", it.Inner, rec.Findings)
			case owned[f]:
				t.Errorf("%s: finding %d is in two records", it.Inner, f)
			}
			owned[f], last = true, f
		}
	}
	for i, f := range it.Findings {
		if !owned[i] && f.Start >= it.Head && !lone(it.Findings[i:i+1]) {
			t.Errorf("%s: %v at byte %d is in no record", it.Inner, f.Element, f.Start)
		}
	}
}
