package samples

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"exposed/scanner/document"
)

// Marked returns the text of c with each cell marked as «B7:text», and its
// problems as lines behind it.
func Marked(c document.Content) string { return Cells(c.Text) + Told(c.Problems) }

// Cells returns the text x with each cell marked as «B7:text».
func Cells(x document.Text) string {
	var s strings.Builder
	at := 0
	for _, row := range x.Rows {
		for _, c := range row.Cells {
			s.WriteString(x.Data[at:c.Start])
			fmt.Fprintf(&s, "«%s%d:%s»", Column(c.Col), row.N, x.Data[c.Start:c.End])
			at = c.End
		}
	}
	s.WriteString(x.Data[at:])
	return s.String()
}

// Column returns the letters of a column.
func Column(n int) string {
	s := ""
	for n++; n > 0; n = (n - 1) / 26 {
		s = string(rune('A'+(n-1)%26)) + s
	}
	return s
}

// Told returns problems as lines, with " @" and the line that they tell.
func Told(problems []document.Problem) string {
	var s strings.Builder
	for _, p := range problems {
		fmt.Fprintf(&s, "%s: %s", p.Reason, p.Detail)
		if p.Line > 0 {
			fmt.Fprintf(&s, " @%d", p.Line)
		}
		s.WriteByte('\n')
	}
	return s.String()
}

// Check reports what breaks the rules of what is read of the file of that name:
// text is UTF-8 with LF, rows and cells are in order within it and each cell is
// one line, and problems say something.
func Check(t testing.TB, name string, c document.Content) {
	t.Helper()
	x := c.Text
	if !utf8.ValidString(x.Data) || strings.ContainsAny(x.Data, "\x00\r") {
		t.Errorf("%s: text is not valid UTF-8 with LF", name)
	}
	at, table := 0, 0
	for _, row := range x.Rows {
		if len(row.Cells) == 0 || row.N < 1 || row.Table < table {
			t.Errorf("%s: row %d of table %d after table %d has %d cells", name, row.N, row.Table, table, len(row.Cells))
		}
		table = row.Table
		for _, c := range row.Cells {
			if c.Start < at || c.End < c.Start || c.End > len(x.Data) || c.Col < 0 {
				t.Fatalf("%s: cell %d-%d of column %d after byte %d", name, c.Start, c.End, c.Col, at)
			}
			at = c.End
			if strings.ContainsAny(x.Data[c.Start:c.End], "\t\n") {
				t.Errorf("%s: TAB or LF in the cell %s%d", name, Column(c.Col), row.N)
			}
		}
	}
	for _, p := range c.Problems {
		if p.Reason == "" || p.Detail == "" {
			t.Errorf("%s: problem %+v", name, p)
		}
	}
}
