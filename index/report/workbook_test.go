package report

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"exposed/detectors"
	"exposed/index"
	"exposed/scanner"
)

// inert are cells that a spreadsheet may take for more than text.
var inert = []string{"=1+1", "+12125550143", "-2+3", "@SUM(A1)", "\t=1", "\r=1", `=HYPERLINK("http://example.com","x")`, "'=1", "1e5", "01970", "2024-03-01"}

// Text of the evidence is text in the workbook, whatever it begins with.
func TestInert(t *testing.T) {
	f := &facts{Options: Options{Unmask: true}}
	for _, s := range inert {
		f.Exceptions = append(f.Exceptions, exception{scanner.Exception{Detail: s}, s, s, s})
	}
	var out bytes.Buffer
	if err := writeWorkbook(&out, f, t.TempDir()); err != nil {
		t.Fatal(err)
	}
	x, err := excelize.OpenReader(bytes.NewReader(out.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	for i, want := range inert {
		for _, column := range []string{"A", "C", "E"} {
			at := column + count(i+2)
			got, _ := x.GetCellValue("Exceptions", at)
			formula, _ := x.GetCellFormula("Exceptions", at)
			kind, _ := x.GetCellType("Exceptions", at)
			if strings.TrimSpace(got) != strings.TrimSpace(want) || formula != "" || kind != excelize.CellTypeInlineString && kind != excelize.CellTypeSharedString {
				t.Errorf("%s: %q of type %v with formula %q, want the text %q", at, got, kind, formula, want)
			}
		}
	}
}

// A table that has more rows than a sheet goes on in the next.
func TestSheets(t *testing.T) {
	file := excelize.NewFile()
	defer file.Close()
	b := &workbook{facts: &facts{}, file: file}
	const more = 3
	err := b.write(&table{name: "List", heads: []string{"n"}, widths: []float64{5}, rows: func(row func([]any) error) error {
		for i := range maxSheetRows - 1 + more {
			if err := row([]any{i}); err != nil {
				return err
			}
		}
		return nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(file.GetSheetList(), ", "); got != "List, List 2" {
		t.Fatalf("sheets %s", got)
	}
	last, err := file.GetRows("List 2")
	if err != nil || len(last) != more+1 || last[0][0] != "n" || last[1][0] != "1048575" {
		t.Errorf("%v, %v", last, err)
	}
}

func TestNames(t *testing.T) {
	for _, tt := range []struct{ name, given, family string }{
		{"Jane Roe", "Jane", "Roe"}, {"ROE, Jane", "Jane", "ROE"}, {"Roe, Jane, Dr", "", ""}, {"Jane Q Roe", "", ""}, {"Jane", "", ""},
	} {
		if given, family, ok := cutName(tt.name); ok != (tt.family != "") || ok && (given != tt.given || family != tt.family) {
			t.Errorf("%q: %q %q %v", tt.name, given, family, ok)
		}
	}
	for _, tt := range [][3]string{{"01970", "01970", ""}, {"01970-1234", "01970", "1234"}, {"019701234", "01970", "1234"}, {"", "", ""}} {
		if zip, plus4 := cutZIP(tt[0]); zip != tt[1] || plus4 != tt[2] {
			t.Errorf("%q: %q %q", tt[0], zip, plus4)
		}
	}
	last := time.Date(2019, 10, 24, 0, 0, 0, 0, time.UTC)
	for born, want := range map[string]string{"": "", "1990-02-29": "", "2001-10-24": "N", "2001-10-25": "Y", "1950-01-01": "N"} {
		if got := minor(born, last); got != want {
			t.Errorf("born %s: minor %q, want %q", born, got, want)
		}
	}
	if len(noticeHeads) != len(noticeWidths) {
		t.Errorf("%d heads, %d widths", len(noticeHeads), len(noticeWidths))
	}
	for e := detectors.None + 1; int(e) < detectors.Elements; e++ {
		if title(e) == "" {
			t.Errorf("%v has no title", e)
		}
	}
	for r := scanner.Encrypted; r <= scanner.NotAFile; r++ {
		if reasons[r.String()] == "" {
			t.Errorf("%v is not explained", r)
		}
	}
}

// The name of others who have a contact on no list is that of most findings.
func TestReach(t *testing.T) {
	s := &subject{Person: &index.Person{Kind: "other"}}
	for _, v := range []string{"Jane Roe", "J. Roe", "J. Roe"} {
		s.seen[0].add(v)
	}
	s.seen[3].add("+12125550143")
	s.reach(&Contacts{})
	if c := s.Contact; c.Given != "J." || c.Family != "Roe" || len(c.Phones) != 1 || s.Listed {
		t.Errorf("%+v", c)
	}
}
