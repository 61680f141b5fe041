package pdf

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"strings"
	"testing"

	"exposed/scanner/document"
)

// A builder makes a PDF file of objects, of which the first is the catalog and
// the second the root of the pages.
type builder struct {
	objects []string
	trailer string // more entries
	pages   []int
	fonts   string // entries of the fonts of all pages
	more    string // entries of all pages
}

// newBuilder returns a builder whose pages have the font /F, Helvetica.
func newBuilder() *builder {
	b := &builder{objects: []string{"<</Type/Catalog/Pages 2 0 R>>", ""}}
	b.font("F", "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>")
	return b
}

// add adds an object and returns its number.
func (b *builder) add(body string) int {
	b.objects = append(b.objects, body)
	return len(b.objects)
}

// stream adds a stream and returns its number.
func (b *builder) stream(dict, data string) int { return b.add(streamOf(dict, data)) }

// streamOf returns a stream object.
func streamOf(dict, data string) string {
	return fmt.Sprintf("<<%s/Length %d>>\nstream\n%s\nendstream", dict, len(data), data)
}

// font gives the pages a font.
func (b *builder) font(name, dict string) { b.fonts += fmt.Sprintf("/%s %d 0 R", name, b.add(dict)) }

// page adds a page with that content and more entries.
func (b *builder) page(content, more string) {
	contents := b.stream("", content)
	b.pages = append(b.pages, b.add(fmt.Sprintf("<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents %d 0 R%s>>", contents, more)))
}

// finish returns the bodies of the objects.
func (b *builder) finish() []string {
	var kids strings.Builder
	for _, n := range b.pages {
		fmt.Fprintf(&kids, "%d 0 R ", n)
	}
	b.objects[1] = fmt.Sprintf("<</Type/Pages/Count %d/Kids[%s]/Resources<</Font<<%s>>%s>>>>", len(b.pages), kids.String(), b.fonts, b.more)
	return b.objects
}

// bytes returns the file, with a cross-reference table.
func (b *builder) bytes() []byte {
	var out bytes.Buffer
	out.WriteString("%PDF-1.7\n")
	var table strings.Builder
	for i, body := range b.finish() {
		fmt.Fprintf(&table, "%010d 00000 n \n", out.Len())
		fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", i+1, body)
	}
	at := out.Len()
	n := len(b.objects) + 1
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n", n, table.String(), n, b.trailer, at)
	return out.Bytes()
}

// onePage returns a file of one page with that content.
func onePage(content string) []byte {
	b := newBuilder()
	b.page(content, "")
	return b.bytes()
}

// deflated returns s as zlib data.
func deflated(s string) string {
	var out bytes.Buffer
	w := zlib.NewWriter(&out)
	_, _ = w.Write([]byte(s))
	_ = w.Close()
	return out.String()
}

// Text returns the text of file b without its pictures.
func Text(b []byte) (document.Text, []document.Problem) {
	c := Read(b, document.Options{})
	return c.Text, c.Problems
}

// marked returns the text with «» around its cells and ¶ where pages begin.
func marked(t document.Text) string {
	at := make(map[int]string)
	for _, r := range t.Rows {
		for _, c := range r.Cells {
			at[c.Start] += "«"
			at[c.End] = "»" + at[c.End]
		}
	}
	for i, p := range t.Pages {
		if i > 0 {
			at[p] += "¶"
		}
	}
	var out strings.Builder
	for i := 0; i <= len(t.Data); i++ {
		out.WriteString(at[i])
		if i < len(t.Data) {
			out.WriteByte(t.Data[i])
		}
	}
	return out.String()
}

// told returns the problems, one a line.
func told(problems []document.Problem) string {
	var out []string
	for _, p := range problems {
		out = append(out, p.Reason+": "+p.Detail)
	}
	return strings.Join(out, "\n")
}

// check compares the text of file b, without the line end of its last page, and
// its problems with what they should be.
func check(t *testing.T, name string, b []byte, want, problems string) {
	t.Helper()
	text, found := Text(b)
	if got := strings.TrimSuffix(marked(text), "\n"); got != want {
		t.Errorf("%s:\ngot  %q\nwant %q", name, got, want)
	}
	if got := told(found); got != problems {
		t.Errorf("%s: problems\ngot  %s\nwant %s", name, got, problems)
	}
}

// at returns instructions that show s at (x, y) in the font /F of size 10.
func at(x, y float64, s string) string {
	return fmt.Sprintf("BT /F 10 Tf %g %g Td (%s) Tj ET\n", x, y, s)
}

// rows returns instructions that show cells at those places, a row every pitch
// points; a cell that starts with ">" ends at its place. Its font is Helvetica.
func rows(top, pitch float64, places []float64, table ...[]string) string {
	var out strings.Builder
	for i, r := range table {
		for k, cell := range r {
			if cell == "" {
				continue
			}
			x := places[k]
			if right, ok := strings.CutPrefix(cell, ">"); ok {
				cell = right
				x -= 10 * float64(style{widths: helvetica}.width(cell))
			}
			out.WriteString(at(x, top-pitch*float64(i), cell))
		}
	}
	return out.String()
}
