package ooxml

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"exposed/scanner/document"
	"exposed/scanner/document/markup"
	"exposed/scanner/document/parts"
	"exposed/testdata/samples"
)

// reasons returns the problems in short.
func reasons(problems []document.Problem) string {
	var out []string
	for _, p := range problems {
		out = append(out, p.Reason)
	}
	return strings.Join(out, " ")
}

// Each row harms a workbook of one sheet with the cell A1 and shared strings.
var harms = []struct {
	name string
	harm func(b []byte) []byte
	want string // its cell
	why  string
}{
	{"none", func(b []byte) []byte { return b }, "Jane", ""},
	{"no directory", func(b []byte) []byte { return b[:bytes.Index(b, []byte("PK\x01\x02"))] }, "Jane", "corrupt"},
	{"cut in the strings", func(b []byte) []byte { return b[:bytes.Index(b, []byte("xl/sharedStrings.xml"))+30] }, "", "corrupt corrupt malformed"},
	{"nothing", func([]byte) []byte { return nil }, "", "corrupt"},
	{"no ZIP file", func([]byte) []byte { return []byte("Jane Doe") }, "", "corrupt"},
	{"encrypted", func(b []byte) []byte { return flag(b, 1) }, "", "encrypted malformed"},
	{"wrong sum", func(b []byte) []byte {
		for i := range b {
			if bytes.HasPrefix(b[i:], []byte("PK\x01\x02")) {
				b[i+16] ^= 0xFF
			}
		}
		return b
	}, "Jane", "corrupt"},
}

// flag sets bits of the flags of all members.
func flag(b []byte, bits byte) []byte {
	for i := range b {
		if bytes.HasPrefix(b[i:], []byte("PK\x01\x02")) {
			b[i+8] |= bits
		}
	}
	return b
}

func TestDamage(t *testing.T) {
	for _, tt := range harms {
		file := workbookOf(t, `<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData>`,
			"xl/sharedStrings.xml", `<sst><si><t>Jane</t></si></sst>`)
		x, problems := xlsx(tt.harm(file))
		check(t, x)
		got := ""
		if len(x.Rows) > 0 {
			c := x.Rows[0].Cells[0]
			got = x.Data[c.Start:c.End]
		}
		if got != tt.want || reasons(problems) != tt.why {
			t.Errorf("%s: got %q and %s, want %q and %s", tt.name, got, reasons(problems), tt.want, tt.why)
		}
	}
}

// Whatever is cut off, what stands before is read.
func TestCut(t *testing.T) {
	book := workbookOf(t, `<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>`)
	letter := documentOf(t, para("one")+wordTableOf("a|b"))
	for n := range max(len(book), len(letter)) {
		x, problems := xlsx(book[:min(n, len(book))])
		check(t, x)
		if n < len(book) && len(problems) == 0 {
			t.Errorf("nothing is said of %d bytes of %d", n, len(book))
		}
		x, problems = docx(letter[:min(n, len(letter))])
		check(t, x)
		if n < len(letter) && len(problems) == 0 {
			t.Errorf("nothing is said of %d bytes of %d", n, len(letter))
		}
	}
}

// Each row is a workbook at which a limit ends the reading.
func TestLimits(t *testing.T) {
	cells := func(n int, cell string) string {
		return `<sheetData><row r="1">` + strings.Repeat(cell, n) + `</row></sheetData>`
	}
	for _, tt := range []struct {
		name  string
		file  []byte
		why   string
		cells int // at least
	}{
		{"a string that is shown too often", workbookOf(t, cells(20_000, `<c t="s"><v>0</v></c>`), "xl/sharedStrings.xml", `<sst><si><t>`+strings.Repeat("x", 32<<10)+`</t></si></sst>`), "too-large", 8000},
		{"too many cells", workbookOf(t, cells(maxCells+1, `<c><v>1</v></c>`)), "too-many", maxCells},
		{"a long string", workbookOf(t, cells(1, `<c t="s"><v>0</v></c>`), "xl/sharedStrings.xml", `<sst><si><t>`+strings.Repeat("é", maxCellText)+`</t></si></sst>`), "too-large", 1},
		{"a long value", workbookOf(t, cells(1, `<c><v>`+strings.Repeat("1", 3*maxCellText)+`</v></c>`)), "too-large", 1},
		{"deep", workbookOf(t, strings.Repeat("<a>", 2*markup.MaxDepth)+`<row><c><v>1</v></c></row>`+strings.Repeat("</a>", 2*markup.MaxDepth)+cells(1, `<c><v>1</v></c>`)), "too-deep", 1},
		{"a tag without end", workbookOf(t, cells(1, `<c><v>1</v></c>`)+`<a b="`+strings.Repeat("x", 2*markup.MaxTag)), "malformed", 1},
		{"a part that unfolds to too much", workbookOf(t, cells(1, `<c><v>1</v></c>`)+strings.Repeat(" ", parts.RatioFrom+1)), "too-large", 1},
		{"merges", workbookOf(t, cells(1, `<c><v>1</v></c>`)+strings.Repeat(`<mergeCell ref="A1:A1048576"/>`, maxMerges+1)), "too-many", 1},
		{"sheets", workbookOf(t, cells(1, `<c><v>1</v></c>`), "xl/workbook.xml", `<workbook><sheet r:id="s1"/>`+strings.Repeat(`<sheet r:id="s1"/>`, maxSheets)+`</workbook>`), "malformed too-many", 1},
	} {
		x, problems := xlsx(tt.file)
		check(t, x)
		n := 0
		for _, row := range x.Rows {
			n += len(row.Cells)
		}
		if reasons(problems) != tt.why || n < tt.cells || n > maxCells || len(x.Data) > maxText+maxText/8 {
			t.Errorf("%s: %d cells, %d bytes, %v", tt.name, n, len(x.Data), problems)
		}
	}
}

// Merged cells that cover each other cost no more than the cells they fill.
func TestMergesRepeat(t *testing.T) {
	var s strings.Builder
	s.WriteString(`<sheetData><row>` + strings.Repeat(`<c><v>1</v></c>`, 1000) + `</row>`)
	s.WriteString(strings.Repeat(`<row><c r="ALN1"><v>2</v></c></row>`, 6000) + `</sheetData>`)
	for col := range 1000 {
		s.WriteString(strings.Repeat(`<mergeCell ref="`+samples.Column(col)+`1:`+samples.Column(col)+`1048576"/>`, 20))
	}
	x, problems := xlsx(workbookOf(t, s.String()))
	check(t, x)
	if reasons(problems) != "too-many" || len(x.Rows) != 6001 || len(x.Rows[100].Cells) != 1001 {
		t.Errorf("%d rows, %v", len(x.Rows), problems)
	}
}

// The files that others found to break readers end, with what is in them.
func TestHostile(t *testing.T) {
	dir := os.Getenv("EXPOSED_SHARED")
	if dir == "" {
		dir = "../../../../shared"
	}
	var files []string
	for _, pattern := range []string{"hostile/ooxml/*", "corpora/docs-*/*.???x", "corpora/docs-*/*/*.???x"} {
		found, _ := filepath.Glob(filepath.Join(dir, pattern))
		files = append(files, found...)
	}
	if len(files) == 0 {
		t.Skip("shared files not present")
	}
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		read := xlsx
		if filepath.Ext(name) == ".docx" {
			read = docx
		}
		x, problems := read(b)
		check(t, x)
		if x.Data == "" && len(problems) == 0 {
			t.Errorf("%s: no text and no problem", filepath.Base(name))
		}
	}
}
