package ooxml

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// people returns a workbook of that many rows of 12 columns.
func people(t testing.TB, rows int) []byte {
	t.Helper()
	f := excelize.NewFile()
	zip, err := f.NewStyle(&excelize.Style{CustomNumFmt: ptr("00000")})
	if err != nil {
		t.Fatal(err)
	}
	date, err := f.NewStyle(&excelize.Style{NumFmt: 14})
	if err != nil {
		t.Fatal(err)
	}
	w, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		t.Fatal(err)
	}
	for i := range rows {
		row := []any{
			i + 1, fmt.Sprintf("Given%d", i), "Example", fmt.Sprintf("%d Main Street", i), "Springfield", "IL",
			excelize.Cell{StyleID: zip, Value: 501 + i%90000}, "555-0100", fmt.Sprintf("p%d@example.com", i),
			excelize.Cell{StyleID: date, Value: 30000 + i%9000}, 12.5 * float64(i%1000), 100000000 + i,
		}
		if err := w.SetRow(fmt.Sprintf("A%d", i+1), row); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func BenchmarkDOCX(b *testing.B) {
	row := `<w:tr w:rsidR="00A77B3E"><w:trPr/>` + strings.Repeat(`<w:tc><w:tcPr><w:tcW w:w="100"/></w:tcPr><w:p w:rsidR="00A77B3E"><w:pPr><w:pStyle w:val="x"/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>Jane Doe 555-0100</w:t></w:r></w:p></w:tc>`, 5) + `</w:tr>`
	body := strings.Repeat(para(strings.Repeat("word and ", 30)), 20_000) + `<w:tbl>` + strings.Repeat(row, 20_000) + `</w:tbl>`
	file := documentOf(b, body)
	b.ReportAllocs()
	b.SetBytes(int64(len(body)))
	for b.Loop() {
		if x, problems := docx(file); len(x.Rows) != 20_000 || len(problems) != 0 {
			b.Fatal(len(x.Rows), problems)
		}
	}
}

func ptr[T any](v T) *T { return &v }

func BenchmarkXLSX(b *testing.B) {
	file := people(b, 50_000)
	b.ReportAllocs()
	b.SetBytes(int64(len(file)))
	for b.Loop() {
		if x, problems := xlsx(file); len(x.Rows) != 50_000 || len(problems) != 0 {
			b.Fatal(len(x.Rows), problems)
		}
	}
}
