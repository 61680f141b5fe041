package ooxml

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"fmt"
	"io"
	"strings"
	"testing"
	"unicode/utf8"

	"exposed/scanner/document"
)

// packed returns a ZIP file of the given names and contents, in pairs.
func packed(t testing.TB, pairs ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	w.RegisterCompressor(zip.Deflate, func(out io.Writer) (io.WriteCloser, error) { return flate.NewWriter(out, flate.BestSpeed) })
	for i := 0; i < len(pairs); i += 2 {
		f, err := w.Create(pairs[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(f, pairs[i+1]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// workbookOf returns a workbook of one sheet with the given content, and more
// parts; those replace the usual ones of the same name.
func workbookOf(t testing.TB, sheet string, more ...string) []byte {
	t.Helper()
	parts := map[string]string{}
	var order []string
	add := func(name, content string) {
		if _, ok := parts[name]; !ok {
			order = append(order, name)
		}
		parts[name] = content
	}
	add("_rels/.rels", `<Relationships><Relationship Id="a" Type="http://x/officeDocument" Target="xl/workbook.xml"/></Relationships>`)
	add("xl/workbook.xml", `<workbook xmlns:r="r"><sheets><sheet name="Data" sheetId="1" r:id="s1"/></sheets></workbook>`)
	add("xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="s1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`)
	add("xl/worksheets/sheet1.xml", `<worksheet xmlns:r="r">`+sheet+`</worksheet>`)
	for i := 0; i < len(more); i += 2 {
		add(more[i], more[i+1])
	}
	var pairs []string
	for _, name := range order {
		pairs = append(pairs, name, parts[name])
	}
	return packed(t, pairs...)
}

// column returns the letters of a column.
func column(n int) string {
	s := ""
	for n++; n > 0; n = (n - 1) / 26 {
		s = string(rune('A'+(n-1)%26)) + s
	}
	return s
}

// marked returns the text with each cell marked as «B7:text», and the problems
// as lines behind it.
func marked(x document.Text, problems []document.Problem) string {
	var s strings.Builder
	at := 0
	for _, row := range x.Rows {
		for _, c := range row.Cells {
			s.WriteString(x.Data[at:c.Start])
			fmt.Fprintf(&s, "«%s%d:%s»", column(c.Col), row.N, x.Data[c.Start:c.End])
			at = c.End
		}
	}
	s.WriteString(x.Data[at:])
	for _, p := range problems {
		fmt.Fprintf(&s, "%s: %s", p.Reason, p.Detail)
		if p.Line > 0 {
			fmt.Fprintf(&s, " @%d", p.Line)
		}
		s.WriteByte('\n')
	}
	return s.String()
}

// check reports what breaks the rules of a text.
func check(t *testing.T, x document.Text) {
	t.Helper()
	if !utf8.ValidString(x.Data) {
		t.Error("text is not valid UTF-8")
	}
	if strings.ContainsRune(x.Data, '\r') {
		t.Error("CR in the text")
	}
	at, table := 0, 0
	for _, row := range x.Rows {
		if len(row.Cells) == 0 || row.N < 1 || row.Table < table {
			t.Errorf("row %d of table %d after table %d has %d cells", row.N, row.Table, table, len(row.Cells))
		}
		table = row.Table
		for _, c := range row.Cells {
			if c.Start < at || c.End < c.Start || c.End > len(x.Data) || c.Col < 0 {
				t.Fatalf("cell %d-%d of column %d after byte %d", c.Start, c.End, c.Col, at)
			}
			at = c.End
			if strings.ContainsAny(x.Data[c.Start:c.End], "\t\n") {
				t.Errorf("TAB or LF in the cell %s%d", column(c.Col), row.N)
			}
			if x.Sheets && c.Start == c.End {
				t.Errorf("empty cell %s%d", column(c.Col), row.N)
			}
		}
	}
}

// xlsx and docx return the text of a workbook and of a document.
func xlsx(b []byte) (document.Text, []document.Problem) { return textOf(XLSX(b, document.Options{})) }
func docx(b []byte) (document.Text, []document.Problem) { return textOf(DOCX(b, document.Options{})) }
func pptx(b []byte) (document.Text, []document.Problem) { return textOf(PPTX(b, document.Options{})) }

func textOf(c document.Content) (document.Text, []document.Problem) { return c.Text, c.Problems }
