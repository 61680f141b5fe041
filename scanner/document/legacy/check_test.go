package legacy

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"exposed/scanner/document"
)

// check checks what holds for whatever is read: text in UTF-8 with LF, cells in
// order within it, and problems that say something.
func check(t testing.TB, name string, c document.Content) {
	t.Helper()
	data := c.Text.Data
	if !utf8.ValidString(data) || strings.ContainsAny(data, "\x00\r") {
		i := strings.IndexFunc(data, func(r rune) bool { return r == utf8.RuneError || r == 0 || r == 0x0D })
		t.Errorf("%s: text with other characters at %d: %q", name, i, data[max(i-20, 0):min(max(i, 0)+20, len(data))])
	}
	at := 0
	for _, r := range c.Text.Rows {
		col := -1
		for _, k := range r.Cells {
			if k.Start < at || k.End < k.Start || k.End > len(data) || k.Col < col || r.N < 1 {
				t.Errorf("%s: row %+v", name, r)
				return
			}
			if strings.ContainsAny(data[k.Start:k.End], "\n\t") {
				t.Errorf("%s: cell of several lines in row %d", name, r.N)
			}
			at, col = k.End, k.Col
		}
	}
	for _, p := range c.Problems {
		if p.Reason == "" || p.Detail == "" {
			t.Errorf("%s: problem %+v", name, p)
		}
	}
}

// marked returns the text of c with its cells as «B7:text», its files and its
// problems.
func marked(c document.Content) string {
	var b strings.Builder
	at := 0
	for _, r := range c.Text.Rows {
		for _, k := range r.Cells {
			b.WriteString(c.Text.Data[at:k.Start])
			fmt.Fprintf(&b, "«%c%d:%s»", 'A'+k.Col, r.N, c.Text.Data[k.Start:k.End])
			at = k.End
		}
	}
	b.WriteString(c.Text.Data[at:])
	for _, f := range c.Files {
		fmt.Fprintf(&b, "file %q %s %q\n", f.Name, f.Type, f.Data[:min(len(f.Data), 16)])
	}
	for _, p := range c.Problems {
		fmt.Fprintf(&b, "%s: %s\n", p.Reason, p.Detail)
	}
	return b.String()
}
