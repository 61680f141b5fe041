package index

import (
	"testing"

	"exposed/detectors"
	"exposed/scanner"
	"exposed/scanner/document"
)

func TestLocator(t *testing.T) {
	for _, tt := range []struct {
		locator Locator
		want    string
	}{
		{Locator{"in.mbox", "", ""}, "in.mbox"},
		{Locator{"mail/in.mbox", "!7!2", "120-131"}, "mail/in.mbox!7!2#120-131"},
		{Locator{"a!b#c:d%e", "!1", "row:3"}, "a%21b%23c%3Ad%25e!1#row:3"},
		{Locator{"list.csv", "", "B7:F7"}, "list.csv#B7:F7"},
		{Locator{"tab\there\n", "", ""}, "tab%09here%0A"},
		{Locator{"caf\xe9 café", "", ""}, "caf%E9 café"},
		{Locator{"list.xlsx", "", "Sheet1!B7:F7"}, "list.xlsx#Sheet1!B7:F7"},
	} {
		if got := tt.locator.String(); got != tt.want {
			t.Errorf("%+v: %q, want %q", tt.locator, got, tt.want)
		}
		if got, err := ParseLocator(tt.want); err != nil || got != tt.locator {
			t.Errorf("%q: %+v, %v, want %+v", tt.want, got, err, tt.locator)
		}
	}
	for _, s := range []string{"", "!1", "#1-2", "a!", "a!1!", "a#", "a%2", "a%zz"} {
		if l, err := ParseLocator(s); err == nil {
			t.Errorf("%q: %+v, want an error", s, l)
		}
	}
}

func FuzzLocator(f *testing.F) {
	f.Add("mail/in.mbox", "!1!2", "3-4")
	f.Add("a%!#:\n\xff", "", "")
	f.Fuzz(func(t *testing.T, path, inner, place string) {
		l := Locator{path, inner, place}
		if path == "" || !validInner(inner) || inner != "" && inner[0] != '!' {
			return
		}
		for _, c := range inner {
			if c != '!' && (c < '0' || c > '9') {
				return
			}
		}
		if got, err := ParseLocator(l.String()); err != nil || got != l {
			t.Errorf("%q: %+v, %v", l, got, err)
		}
	})
}

// csvItem is a table of two lines with three columns; the first cell of the
// second line takes two lines itself.
func csvItem() *scanner.Item {
	it := &scanner.Item{Kind: scanner.File}
	it.Text.Data = "Jane,Roe,555-0142\n\"Ann\nLee\",,ssn 078-05-1120\n"
	it.Text.Rows = []document.Row{
		{N: 1, Cells: []document.Cell{{Start: 0, End: 4, Col: 0}, {Start: 5, End: 8, Col: 1}, {Start: 9, End: 17, Col: 2}}},
		{N: 2, Cells: []document.Cell{{Start: 19, End: 26, Col: 0}, {Start: 28, End: 28, Col: 1}, {Start: 29, End: 44, Col: 2}}},
	}
	return it
}

func TestPlace(t *testing.T) {
	it := csvItem()
	tab := tableOf(it)
	if tab == nil {
		t.Fatal("not taken for a table")
	}
	for _, tt := range []struct {
		finding     detectors.Finding
		place, text string
	}{
		{detectors.Finding{Start: 0, End: 4}, "A1", "Jane"},
		{detectors.Finding{Start: 0, End: 4, More: []detectors.Span{{Start: 5, End: 8}}}, "A1:B1", "Jane Roe"},
		{detectors.Finding{Start: 0, End: 4, More: []detectors.Span{{Start: 5, End: 8}, {Start: 9, End: 17}}}, "A1:C1", "Jane Roe 555-0142"},
		{detectors.Finding{Start: 0, End: 4, More: []detectors.Span{{Start: 9, End: 17}}}, "A1,C1", "Jane 555-0142"},
		{detectors.Finding{Start: 5, End: 8, More: []detectors.Span{{Start: 0, End: 4}}}, "B1,A1", "Roe Jane"},
		{detectors.Finding{Start: 33, End: 44}, "C2:4-15", "078-05-1120"},
		{detectors.Finding{Start: 19, End: 22, More: []detectors.Span{{Start: 33, End: 44}}}, "A2:0-3,C2:4-15", "Ann 078-05-1120"},
		{detectors.Finding{Start: 0, End: 8}, "0-8", "Jane,Roe"},
	} {
		place := string(tab.appendPlace(nil, &tt.finding))
		spans, err := Spans(it.Text, place)
		if err != nil || place != tt.place || joinSpans(it.Text.Data, spans) != tt.text {
			t.Errorf("%+v: %q, %v, %v, want %q %q", tt.finding, place, spans, err, tt.place, tt.text)
		}
	}
	for _, place := range []string{"", "5", "4-1", "0-999", "Z9", "B1:9-10", "B1:", "1A", "row:9", "row:x", "tablex!row:1", "A1:C2", "A1x"} {
		if spans, err := Spans(it.Text, place); err == nil {
			t.Errorf("%q: %v, want an error", place, spans)
		}
	}
}

func TestTableOf(t *testing.T) {
	prose := csvItem()
	prose.Text.Data += "regards"
	message := csvItem()
	message.Kind = scanner.Message
	second := csvItem()
	second.Text.Rows[1].Table = 1
	for i, it := range []*scanner.Item{prose, message, second, {}} {
		if tableOf(it) != nil {
			t.Errorf("item %d is taken for a table", i)
		}
	}
}

func TestRowPlace(t *testing.T) {
	it := csvItem()
	it.Findings = []detectors.Finding{{Start: 33, End: 44}}
	row, whole := &scanner.Record{Row: 2, Findings: []int{0}}, &scanner.Record{Findings: []int{0}}
	for i, tt := range []struct {
		table  *table
		record *scanner.Record
		want   string
	}{
		{tableOf(it), row, "row:2"},
		{nil, row, "table1!row:2"},
		{nil, whole, ""},
	} {
		got := rowPlace(it, tt.table, tt.record)
		if _, err := Spans(it.Text, got); got != tt.want || err != nil && got != "" {
			t.Errorf("%d: %q, %v, want %q", i, got, err, tt.want)
		}
	}
}

// Whatever cells a finding takes, its place gives back its text.
func FuzzPlace(f *testing.F) {
	f.Add(uint8(0), uint8(4), uint8(5), uint8(3))
	f.Fuzz(func(t *testing.T, start, n, start2, n2 uint8) {
		it := csvItem()
		size := len(it.Text.Data)
		found := detectors.Finding{Start: min(int(start), size), More: []detectors.Span{{Start: min(int(start2), size)}}}
		found.End = min(found.Start+int(n), size)
		found.More[0].End = min(found.More[0].Start+int(n2), size)
		place := string(tableOf(it).appendPlace(nil, &found))
		spans, err := Spans(it.Text, place)
		if err != nil || joinSpans(it.Text.Data, spans) != found.Text(it.Text.Data) {
			t.Errorf("%+v: %q gives %v, %v", found, place, spans, err)
		}
	})
}
