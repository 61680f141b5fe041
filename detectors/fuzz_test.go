package detectors

import (
	"cmp"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzDetect holds any text to what callers rely on: findings lie in the text
// and between its runes, say what they are, come in order, depend on nothing
// but the text, and stay as they are when the text gets a further line.
func FuzzDetect(f *testing.F) {
	for _, tt := range tests {
		f.Add(unmark(tt.text))
	}
	for _, text := range addressTests {
		f.Add(unmark(text))
	}
	used := northwind().Worker()
	f.Fuzz(func(t *testing.T, text string) {
		found := used.Text(text, nil, nil)
		checkFindings(t, text, found)
		if fresh := northwind().Worker().Text(text, nil, nil); !reflect.DeepEqual(found, fresh) {
			t.Errorf("%q: a used worker finds\n%v\na fresh one\n%v", text, found, fresh)
		}
		if appended := used.Text(text, nil, slices.Clone(found)); !reflect.DeepEqual(appended, slices.Concat(found, found)) {
			t.Errorf("%q: findings are not appended: %v", text, appended)
		}
		if longer := used.Text(text+"\n", nil, nil); !reflect.DeepEqual(found, longer) {
			t.Errorf("%q: finds\n%v\nwith a line end\n%v", text, found, longer)
		}
	})
}

// FuzzRows does the same for texts with tables, and looks for the finding of a
// row in the cells of a row of that table: a form is a record of many rows.
func FuzzRows(f *testing.F) {
	for _, tt := range tableTests {
		f.Add(tt.text)
	}
	used := northwind().Worker()
	f.Fuzz(func(t *testing.T, text string) {
		rows := rowsOf(text)
		found := used.Text(text, rows, nil)
		checkFindings(t, text, found)
		for _, fd := range found {
			if fd.Row < 0 || fd.Row > len(rows) {
				t.Fatalf("%q: row %d of %d", text, fd.Row, len(rows))
			}
			if fd.Row > 0 && !inTable(rows, rows[fd.Row-1].Table, append([]Span{{fd.Start, fd.End}}, fd.More...)) {
				t.Errorf("%q: %v is not in the cells of the table of row %d", text, fd, fd.Row)
			}
		}
		if fresh := northwind().Worker().Text(text, rows, nil); !reflect.DeepEqual(found, fresh) {
			t.Errorf("%q: a used worker finds\n%v\na fresh one\n%v", text, found, fresh)
		}
	})
}

// checkFindings reports findings that cannot be shown in text.
func checkFindings(t *testing.T, text string, found []Finding) {
	t.Helper()
	valid := utf8.ValidString(text)
	for _, fd := range found {
		for _, s := range append([]Span{{fd.Start, fd.End}}, fd.More...) {
			if s.Start < 0 || s.End <= s.Start || s.End > len(text) {
				t.Fatalf("%q: %v is not in the text", text, fd)
			}
			if valid && !utf8.ValidString(text[s.Start:s.End]) {
				t.Errorf("%q: %v cuts a rune", text, fd)
			}
		}
		if fd.Element == None || fd.Element >= elements || fd.Value == "" || fd.Why == "" || fd.Confidence <= 0 || fd.Confidence > 1 {
			t.Errorf("%q: %+v lacks something", text, fd)
		}
		if valid && !utf8.ValidString(fd.Value) || strings.TrimSpace(fd.Value) != fd.Value {
			t.Errorf("%q: value %q", text, fd.Value)
		}
	}
	if !slices.IsSortedFunc(found, func(a, b Finding) int { return cmp.Compare(a.Start, b.Start) }) {
		t.Errorf("%q: not in order: %v", text, found)
	}
}

// inTable reports whether each of spans lies in a cell of the table.
func inTable(rows []Row, table int, spans []Span) bool {
	for _, s := range spans {
		in := func(c Cell) bool { return c.Start <= s.Start && s.End <= c.End }
		if !slices.ContainsFunc(rows, func(r Row) bool { return r.Table == table && slices.ContainsFunc(r.Cells, in) }) {
			return false
		}
	}
	return true
}
