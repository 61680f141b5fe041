package index

import (
	"errors"
	"fmt"
	"slices"
	"sort"
	"strconv"
	"strings"

	"exposed/detectors"
	"exposed/scanner"
	"exposed/scanner/document"
)

// A table gives the places of spans in a text that is a table as a whole.
type table struct{ rows []document.Row }

// tableOf returns the table that the text of it is, or nil if it is prose.
func tableOf(it *scanner.Item) *table {
	rows := it.Text.Rows
	if len(rows) == 0 || it.Kind != scanner.File && it.Kind != scanner.Attachment {
		return nil
	}
	end := 0
	for i := range rows {
		if rows[i].Table != 0 {
			return nil
		}
		for _, c := range rows[i].Cells {
			if c.Start < end || hasWord(it.Text.Data[end:c.Start]) {
				return nil
			}
			end = c.End
		}
	}
	if hasWord(it.Text.Data[end:]) {
		return nil
	}
	return &table{rows}
}

// hasWord reports whether s holds more than what separates cells.
func hasWord(s string) bool {
	for i := range len(s) {
		if c := s[i] | 0x20; 'a' <= c && c <= 'z' || '0' <= s[i] && s[i] <= '9' {
			return true
		}
	}
	return false
}

// appendSpans appends the place of f in prose.
func appendSpans(b []byte, f *detectors.Finding) []byte {
	b = appendSpan(b, f.Start, f.End)
	for _, m := range f.More {
		b = appendSpan(append(b, ','), m.Start, m.End)
	}
	return b
}

func appendSpan(b []byte, start, end int) []byte {
	b = strconv.AppendInt(b, int64(start), 10)
	b = append(b, '-')
	return strconv.AppendInt(b, int64(end), 10)
}

// A cellSpan is a run of whole cells of a row, or a part of one cell.
type cellSpan struct {
	row, col, last int
	part           detectors.Span // if not whole
	whole          bool
}

// appendPlace appends the place of f in the table, or in the text if there is
// no table or f does not keep to cells.
func (t *table) appendPlace(b []byte, f *detectors.Finding) []byte {
	if t == nil {
		return appendSpans(b, f)
	}
	var room [8]cellSpan
	cells, ok := t.cells(room[:0], detectors.Span{Start: f.Start, End: f.End})
	for _, m := range f.More {
		if ok {
			cells, ok = t.cells(cells, m)
		}
	}
	if !ok {
		return appendSpans(b, f)
	}
	for i, c := range cells {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendCell(b, c.row, c.col)
		if !c.whole {
			b = appendSpan(append(b, ':'), c.part.Start, c.part.End)
		} else if c.last > c.col {
			b = appendCell(append(b, ':'), c.row, c.last)
		}
	}
	return b
}

// cells appends the cell of span to list, joined to the last if it follows it.
func (t *table) cells(list []cellSpan, span detectors.Span) ([]cellSpan, bool) {
	i, ok := slices.BinarySearchFunc(t.rows, span.Start, func(r document.Row, start int) int {
		if len(r.Cells) == 0 {
			return -1
		}
		return r.Cells[0].Start - start
	})
	if !ok {
		i--
	}
	if i < 0 {
		return nil, false
	}
	row := t.rows[i]
	for _, c := range row.Cells {
		switch {
		case span.Start == c.Start && span.End == c.End:
			return joinCells(list, cellSpan{row: row.N, col: c.Col, last: c.Col, whole: true}), true
		case c.Start <= span.Start && span.End <= c.End:
			part := detectors.Span{Start: span.Start - c.Start, End: span.End - c.Start}
			return append(list, cellSpan{row: row.N, col: c.Col, part: part}), true
		}
	}
	return nil, false
}

// joinCells appends c to list, or to the run that ends right before it.
func joinCells(list []cellSpan, c cellSpan) []cellSpan {
	if n := len(list); n > 0 {
		if p := &list[n-1]; p.whole && p.row == c.row && p.last+1 == c.col {
			p.last = c.last
			return list
		}
	}
	return append(list, c)
}

// appendCell appends the name of a cell, such as B7.
func appendCell(b []byte, row, col int) []byte {
	var letters [16]byte
	i := len(letters)
	for n := col + 1; n > 0; n = (n - 1) / 26 {
		i--
		letters[i] = byte('A' + (n-1)%26)
	}
	b = append(b, letters[i:]...)
	return strconv.AppendInt(b, int64(row), 10)
}

// parseCell returns row and column of a cell's name, and what follows it.
func parseCell(s string) (row, col int, rest string, ok bool) {
	i := 0
	for ; i < len(s) && 'A' <= s[i] && s[i] <= 'Z' && i < 7; i++ {
		col = col*26 + int(s[i]-'A') + 1
	}
	j := i
	for ; j < len(s) && '0' <= s[j] && s[j] <= '9'; j++ {
	}
	row, err := strconv.Atoi(s[i:j])
	return row, col - 1, s[j:], i > 0 && err == nil
}

// errPlace is the error of a place that the text does not have.
var errPlace = errors.New("no such place in the text")

// Spans returns the spans of text that stand at place: the inverse of what
// exports print. A row gives all its cells.
func Spans(text document.Text, place string) ([]detectors.Span, error) {
	if _, n, ok := strings.Cut(place, "row:"); ok {
		return rowSpans(text, place, n)
	}
	var spans []detectors.Span
	for part := range strings.SplitSeq(place, ",") {
		var err error
		if part != "" && part[0] >= 'A' {
			spans, err = appendCellSpans(spans, text, part)
		} else {
			var s detectors.Span
			s, err = parseSpan(part)
			spans = append(spans, s)
		}
		if err != nil {
			return nil, err
		}
	}
	for _, s := range spans {
		if s.Start > s.End || s.End > len(text.Data) {
			return nil, errPlace
		}
	}
	return spans, nil
}

// parseSpan returns the span that s writes as two offsets.
func parseSpan(s string) (detectors.Span, error) {
	from, to, _ := strings.Cut(s, "-")
	start, err := strconv.ParseUint(from, 10, 31)
	end, err2 := strconv.ParseUint(to, 10, 31)
	if err != nil || err2 != nil {
		return detectors.Span{}, fmt.Errorf("not a place: %q", s)
	}
	return detectors.Span{Start: int(start), End: int(end)}, nil
}

// appendCellSpans appends the spans of a cell, of a part of it, or of several
// cells of a row.
func appendCellSpans(spans []detectors.Span, text document.Text, s string) ([]detectors.Span, error) {
	n, col, rest, ok := parseCell(s)
	if !ok {
		return nil, fmt.Errorf("not a place: %q", s)
	}
	last := col
	var part *detectors.Span
	if rest != "" {
		if n2, l, end, ok := parseCell(rest[1:]); ok && end == "" && n2 == n {
			last = l
		} else if p, err := parseSpan(rest[1:]); err == nil {
			part = &p
		} else {
			return nil, fmt.Errorf("not a place: %q", s)
		}
	}
	found := len(spans)
	for i := range text.Rows {
		if row := &text.Rows[i]; row.N == n && row.Table == 0 {
			for _, c := range row.Cells {
				if col <= c.Col && c.Col <= last {
					spans = append(spans, detectors.Span{Start: c.Start, End: c.End})
				}
			}
		}
	}
	if len(spans) == found {
		return nil, errPlace
	}
	if part != nil {
		s := &spans[found]
		if part.Start > part.End || s.Start+part.End > s.End {
			return nil, errPlace
		}
		s.Start, s.End = s.Start+part.Start, s.Start+part.End
	}
	return spans, nil
}

// rowSpans returns the spans of the cells of the row n of the table before "row:".
func rowSpans(text document.Text, place, n string) ([]detectors.Span, error) {
	row, err := strconv.Atoi(n)
	if err != nil {
		return nil, fmt.Errorf("not a place: %q", place)
	}
	table := 0
	if sheet, _, ok := strings.Cut(place, "!"); ok {
		t, err := strconv.Atoi(strings.TrimPrefix(sheet, "table"))
		if err != nil {
			return nil, fmt.Errorf("not a place: %q", place)
		}
		table = t - 1
	}
	var spans []detectors.Span
	for i := range text.Rows {
		if r := &text.Rows[i]; r.N == row && r.Table == table {
			for _, c := range r.Cells {
				spans = append(spans, detectors.Span{Start: c.Start, End: c.End})
			}
		}
	}
	if spans == nil {
		return nil, errPlace
	}
	return spans, nil
}

// joinSpans returns the text of spans, joined by one blank, as findings write it.
func joinSpans(text string, spans []detectors.Span) string {
	parts := make([]string, len(spans))
	for i, s := range spans {
		parts[i] = text[s.Start:s.End]
	}
	return strings.Join(parts, " ")
}

// rowPlace returns the place of record r of it if it is a row of a table, and
// else "": the record stands where its first finding does.
func rowPlace(it *scanner.Item, t *table, r *scanner.Record) string {
	if r.Row > 0 && t != nil || len(r.Findings) == 0 {
		return "row:" + strconv.Itoa(r.Row)
	}
	if r.Row == 0 {
		return ""
	}
	at := it.Findings[r.Findings[0]].Start
	rows := it.Text.Rows
	from := sort.Search(len(rows), func(i int) bool { return len(rows[i].Cells) > 0 && rows[i].Cells[0].Start > at })
	for i := from - 1; i >= 0; i-- {
		row := &rows[i]
		if len(row.Cells) == 0 {
			continue
		}
		if n := len(row.Cells); row.N == r.Row && n > 0 && row.Cells[0].Start <= at && at <= row.Cells[n-1].End {
			return "table" + strconv.Itoa(row.Table+1) + "!row:" + strconv.Itoa(r.Row)
		}
		break
	}
	return ""
}
