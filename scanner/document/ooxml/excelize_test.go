package ooxml

import (
	"bytes"
	"exposed/scanner/document"
	"exposed/testdata/samples"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

// What a program of others writes is read as it was meant.
func TestExcelize(t *testing.T) {
	f := excelize.NewFile()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	style := func(s excelize.Style) int {
		id, err := f.NewStyle(&s)
		must(err)
		return id
	}
	rows := [][]any{
		{"Name", "SSN", "ZIP", "Phone", "Born", "Owes", "Seen", "Share", "Account", "Active"},
		{"Jane Doe", 78051120, 501, 2125550100, time.Date(1979, 3, 7, 0, 0, 0, 0, time.UTC), 1234.5, time.Date(2024, 3, 7, 14, 5, 0, 0, time.UTC), 0.125, 123456789012, true},
		{"John\nDoe", 219099999, 62701, 5550101, time.Date(1904, 2, 29, 0, 0, 0, 0, time.UTC), -3.1, time.Date(2000, 2, 29, 23, 59, 59, 0, time.UTC), 1, int64(123456789012345), false},
	}
	styles := map[string]int{
		"B": style(excelize.Style{CustomNumFmt: ptr("000-00-0000")}), "C": style(excelize.Style{CustomNumFmt: ptr("00000")}),
		"D": style(excelize.Style{CustomNumFmt: ptr("[<=9999999]###-####;(###) ###-####")}), "E": style(excelize.Style{NumFmt: 14}),
		"F": style(excelize.Style{CustomNumFmt: ptr(`"$"#,##0.00;[Red]-"$"#,##0.00`)}), "G": style(excelize.Style{CustomNumFmt: ptr("m/d/yyyy h:mm")}),
		"H": style(excelize.Style{NumFmt: 10}), "I": style(excelize.Style{NumFmt: 0}),
	}
	for i, row := range rows {
		cell, err := excelize.CoordinatesToCellName(1, i+1)
		must(err)
		must(f.SetSheetRow("Sheet1", cell, &row))
	}
	for col, id := range styles {
		must(f.SetCellStyle("Sheet1", col+"2", col+"3", id))
	}
	must(f.SetRowVisible("Sheet1", 3, false))
	must(f.SetCellFormula("Sheet1", "K2", "=1+1"))
	must(f.AddComment("Sheet1", excelize.Comment{Cell: "A2", Author: "Ann Clerk", Text: "moved"}))
	must(f.SetCellHyperLink("Sheet1", "A2", "mailto:jane@example.com", "External"))
	must(f.SetHeaderFooter("Sheet1", &excelize.HeaderFooterOptions{OddHeader: `&C&"Arial"Customers`}))
	_, err := f.NewSheet("Hidden one")
	must(err)
	must(f.SetSheetRow("Hidden one", "B2", &[]any{"Plan", "Name"}))
	must(f.SetSheetRow("Hidden one", "C3", &[]any{"Jane"}))
	must(f.SetSheetRow("Hidden one", "C4", &[]any{"John"}))
	must(f.SetCellValue("Hidden one", "B3", "Gold"))
	must(f.MergeCell("Hidden one", "B3", "B4"))
	must(f.SetSheetVisible("Hidden one", false))
	must(f.SetDocProps(&excelize.DocProperties{Creator: "Ann Clerk", Title: "List"}))
	var b bytes.Buffer
	must(f.Write(&b))

	want := "«A1:Name»\t«B1:SSN»\t«C1:ZIP»\t«D1:Phone»\t«E1:Born»\t«F1:Owes»\t«G1:Seen»\t«H1:Share»\t«I1:Account»\t«J1:Active»\n" +
		"«A2:Jane Doe»\t«B2:078-05-1120»\t«C2:00501»\t«D2:(212) 555-0100»\t«E2:1979-03-07»\t«F2:$1,234.50»\t«G2:2024-03-07 14:05:00»\t«H2:12.50%»\t«I2:123456789012»\t«J2:TRUE»\n" +
		"«A3:John Doe»\t«B3:219-09-9999»\t«C3:62701»\t«D3:555-0101»\t«E3:1904-02-29»\t«F3:-$3.10»\t«G3:2000-02-29 23:59:59»\t«H3:100.00%»\t«I3:123456789012345»\t«J3:FALSE»\n" +
		"\nSheet1\nJane Doe <jane@example.com>\nCustomers\nAnn Clerk: moved\n\n" +
		"«B2:Plan»\t«C2:Name»\n«B3:Gold»\t«C3:Jane»\n«B4:Gold»\t«C4:John»\n\nHidden one\n\n" +
		"Title: List\nAuthor: Ann Clerk\nmalformed: 1 formulas have no stored value, and their cells are empty @2\n"
	x, problems := xlsx(b.Bytes())
	check(t, x)
	if got := samples.Marked(document.Content{Text: x, Problems: problems}); got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}
