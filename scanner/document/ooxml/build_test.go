package ooxml

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"io"
	"testing"

	"exposed/scanner/document"
	"exposed/testdata/samples"
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

// check reports what breaks the rules of a text; sheets have no empty cells.
func check(t *testing.T, x document.Text) {
	t.Helper()
	samples.Check(t, "", document.Content{Text: x})
	for _, row := range x.Rows {
		for _, c := range row.Cells {
			if x.Sheets && c.Start == c.End {
				t.Errorf("empty cell %s%d", samples.Column(c.Col), row.N)
			}
		}
	}
}

// xlsx and docx return the text of a workbook and of a document.
func xlsx(b []byte) (document.Text, []document.Problem) { return textOf(XLSX(b, document.Options{})) }
func docx(b []byte) (document.Text, []document.Problem) { return textOf(DOCX(b, document.Options{})) }
func pptx(b []byte) (document.Text, []document.Problem) { return textOf(PPTX(b, document.Options{})) }

func textOf(c document.Content) (document.Text, []document.Problem) { return c.Text, c.Problems }
