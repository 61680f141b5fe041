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

// sheetsItem is a workbook of two sheets, with a note behind the first.
func sheetsItem() *scanner.Item {
	it := csvItem()
	it.Text.Data += "see Ann\nSue\tFox\n"
	it.Text.Sheets = true
	it.Text.Rows = append(it.Text.Rows, document.Row{Table: 1, N: 7, Cells: []document.Cell{{Start: 53, End: 56, Col: 1}, {Start: 57, End: 60, Col: 2}}})
	return it
}

// twiceItem is a damaged workbook, in which two rows claim a place.
func twiceItem() *scanner.Item {
	it := csvItem()
	it.Text.Sheets, it.Text.Rows[1].N = true, 1
	return it
}

// pagesItem is a document of three pages, of which the second has no text; its
// title stands before them.
func pagesItem() *scanner.Item {
	it := &scanner.Item{Kind: scanner.Attachment}
	it.Text.Data = "Ann Lee\n\nDear Sue,\nBob Fox\n"
	it.Text.Pages = []int{9, 19, 19}
	return it
}

func TestPlace(t *testing.T) {
	for _, tt := range []struct {
		item        *scanner.Item
		finding     detectors.Finding
		place, text string
	}{
		{csvItem(), detectors.Finding{Start: 0, End: 4}, "A1", "Jane"},
		{csvItem(), detectors.Finding{Start: 0, End: 4, More: []detectors.Span{{Start: 5, End: 8}}}, "A1:B1", "Jane Roe"},
		{csvItem(), detectors.Finding{Start: 0, End: 4, More: []detectors.Span{{Start: 5, End: 8}, {Start: 9, End: 17}}}, "A1:C1", "Jane Roe 555-0142"},
		{csvItem(), detectors.Finding{Start: 0, End: 4, More: []detectors.Span{{Start: 9, End: 17}}}, "A1,C1", "Jane 555-0142"},
		{csvItem(), detectors.Finding{Start: 5, End: 8, More: []detectors.Span{{Start: 0, End: 4}}}, "B1,A1", "Roe Jane"},
		{csvItem(), detectors.Finding{Start: 33, End: 44}, "C2:4-15", "078-05-1120"},
		{csvItem(), detectors.Finding{Start: 19, End: 22, More: []detectors.Span{{Start: 33, End: 44}}}, "A2:0-3,C2:4-15", "Ann 078-05-1120"},
		{csvItem(), detectors.Finding{Start: 0, End: 8}, "0-8", "Jane,Roe"},
		{sheetsItem(), detectors.Finding{Start: 0, End: 4}, "Sheet1!A1", "Jane"},
		{sheetsItem(), detectors.Finding{Start: 53, End: 56, More: []detectors.Span{{Start: 57, End: 60}}}, "Sheet2!B7:C7", "Sue Fox"},
		{sheetsItem(), detectors.Finding{Start: 19, End: 22, More: []detectors.Span{{Start: 33, End: 44}}}, "Sheet1!A2:0-3,C2:4-15", "Ann 078-05-1120"},
		{sheetsItem(), detectors.Finding{Start: 49, End: 52}, "49-52", "Ann"},
		{pagesItem(), detectors.Finding{Start: 14, End: 17}, "p1:5-8", "Sue"},
		{pagesItem(), detectors.Finding{Start: 19, End: 26}, "p3:0-7", "Bob Fox"},
		{pagesItem(), detectors.Finding{Start: 14, End: 17, More: []detectors.Span{{Start: 23, End: 26}}}, "p1:5-8,p3:4-7", "Sue Fox"},
		{pagesItem(), detectors.Finding{Start: 0, End: 7}, "0-7", "Ann Lee"},
	} {
		l := layoutOf(tt.item)
		if l == nil {
			t.Fatalf("%q has no layout", tt.item.Text.Data)
		}
		place := string(l.appendPlace(nil, &tt.finding))
		spans, err := Spans(tt.item.Text, place)
		if err != nil || place != tt.place || joinSpans(tt.item.Text.Data, spans) != tt.text {
			t.Errorf("%+v: %q, %v, %v, want %q %q", tt.finding, place, spans, err, tt.place, tt.text)
		}
	}
	it := sheetsItem()
	it.Text.Pages = []int{0}
	for _, place := range []string{"", "5", "4-1", "0-999", "Z9", "B1:9-10", "B1:", "1A", "row:9", "row:x", "tablex!row:1", "A1:C2", "A1x", "Sheet1!B7", "Sheet3!A1", "p0:0-1", "p2:0-1", "p:0-1", "p1:", "p1:0-999"} {
		if spans, err := Spans(it.Text, place); err == nil {
			t.Errorf("%q: %v, want an error", place, spans)
		}
	}
}

func TestLayoutOf(t *testing.T) {
	prose := csvItem()
	prose.Text.Data += "regards"
	message := csvItem()
	message.Kind = scanner.Message
	second := csvItem()
	second.Text.Rows[1].Table = 1
	for i, it := range []*scanner.Item{prose, message, second, twiceItem(), {}} {
		if layoutOf(it) != nil {
			t.Errorf("item %d is taken for a table", i)
		}
	}
}

func TestRowPlace(t *testing.T) {
	lone := csvItem()
	lone.Kind = scanner.Message
	for _, tt := range []struct {
		item       *scanner.Item
		start, row int
		want       string
	}{
		{csvItem(), 33, 2, "row:2"},
		{lone, 33, 2, "table1!row:2"},
		{csvItem(), 33, 0, ""},
		{sheetsItem(), 57, 7, "Sheet2!row:7"},
		{sheetsItem(), 33, 2, "Sheet1!row:2"},
	} {
		tt.item.Findings = []detectors.Finding{{Start: tt.start, End: tt.start + 1}}
		got := rowPlace(tt.item, layoutOf(tt.item), &scanner.Record{Row: tt.row, Findings: []int{0}})
		if _, err := Spans(tt.item.Text, got); got != tt.want || err != nil && got != "" {
			t.Errorf("%q, %v, want %q", got, err, tt.want)
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
		place := string(layoutOf(it).appendPlace(nil, &found))
		spans, err := Spans(it.Text, place)
		if err != nil || joinSpans(it.Text.Data, spans) != found.Text(it.Text.Data) {
			t.Errorf("%+v: %q gives %v, %v", found, place, spans, err)
		}
	})
}
