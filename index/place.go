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

// A layout gives the places of spans in a text: cells of a text that is a table
// as a whole or of the sheets of a workbook, or pages. Without one the places
// are bytes of the text.
type layout struct {
	rows   []document.Row
	sheets bool
	pages  []int
}

// layoutOf returns the layout of the text of it, or nil.
func layoutOf(it *scanner.Item) *layout {
	t := &it.Text
	switch {
	case len(t.Pages) > 0:
		return &layout{pages: t.Pages}
	case len(t.Rows) == 0 || it.Kind != scanner.File && it.Kind != scanner.Attachment:
		return nil
	case (t.Sheets || oneTable(t)) && ordered(t.Rows):
		return &layout{rows: t.Rows, sheets: t.Sheets}
	}
	return nil
}

// ordered reports whether every cell has a place of its own: in damaged workbooks
// several claim one.
func ordered(rows []document.Row) bool {
	for i := range rows {
		r := &rows[i]
		if i > 0 && (r.Table < rows[i-1].Table || r.Table == rows[i-1].Table && r.N <= rows[i-1].N) {
			return false
		}
		for k := 1; k < len(r.Cells); k++ {
			if r.Cells[k].Col <= r.Cells[k-1].Col {
				return false
			}
		}
	}
	return true
}

// oneTable reports whether all words of t stand in cells of one table.
func oneTable(t *document.Text) bool {
	end := 0
	for i := range t.Rows {
		if t.Rows[i].Table != 0 {
			return false
		}
		for _, c := range t.Rows[i].Cells {
			if c.Start < end || hasWord(t.Data[end:c.Start]) {
				return false
			}
			end = c.End
		}
	}
	return !hasWord(t.Data[end:])
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
	table, row, col, last int
	part                  detectors.Span // if not whole
	whole                 bool
}

// appendPlace appends the place of f: cells if it keeps to them, spans of pages
// if there are any, else spans of the text.
func (l *layout) appendPlace(b []byte, f *detectors.Finding) []byte {
	switch {
	case l == nil:
		return appendSpans(b, f)
	case l.pages != nil:
		return l.appendPages(b, f)
	}
	var room [8]cellSpan
	cells, ok := l.cells(room[:0], detectors.Span{Start: f.Start, End: f.End})
	for _, m := range f.More {
		if ok {
			cells, ok = l.cells(cells, m)
		}
	}
	if !ok {
		return appendSpans(b, f)
	}
	if l.sheets {
		b = appendSheet(b, cells[0].table)
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

// appendSheet appends what places in a sheet begin with. Sheets go by their
// number: a name may be a person's.
func appendSheet(b []byte, sheet int) []byte {
	return append(strconv.AppendInt(append(b, sheetPrefix...), int64(sheet+1), 10), '!')
}

// What stands before the number of a sheet, and of a table among others.
const (
	sheetPrefix = "Sheet"
	tablePrefix = "table"
)

// appendPages appends the spans of f, each with its page and counted from the
// start of that; what stands before the first page has none.
func (l *layout) appendPages(b []byte, f *detectors.Finding) []byte {
	b = l.appendPage(b, f.Start, f.End)
	for _, m := range f.More {
		b = l.appendPage(append(b, ','), m.Start, m.End)
	}
	return b
}

func (l *layout) appendPage(b []byte, start, end int) []byte {
	n := sort.SearchInts(l.pages, start+1) // of the page, from 1
	if n == 0 {
		return appendSpan(b, start, end)
	}
	first := l.pages[n-1]
	b = strconv.AppendInt(append(b, 'p'), int64(n), 10)
	return appendSpan(append(b, ':'), start-first, end-first)
}

// cells appends the cell of span to list, joined to the last if it follows it.
func (l *layout) cells(list []cellSpan, span detectors.Span) ([]cellSpan, bool) {
	i, ok := slices.BinarySearchFunc(l.rows, span.Start, func(r document.Row, start int) int {
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
	row := l.rows[i]
	for _, c := range row.Cells {
		at := cellSpan{table: row.Table, row: row.N, col: c.Col, last: c.Col}
		switch {
		case span.Start == c.Start && span.End == c.End:
			at.whole = true
			return joinCells(list, at), true
		case c.Start <= span.Start && span.End <= c.End:
			at.part = detectors.Span{Start: span.Start - c.Start, End: span.End - c.Start}
			return append(list, at), true
		}
	}
	return nil, false
}

// joinCells appends c to list, or to the run that ends right before it.
func joinCells(list []cellSpan, c cellSpan) []cellSpan {
	if n := len(list); n > 0 {
		if p := &list[n-1]; p.whole && p.table == c.table && p.row == c.row && p.last+1 == c.col {
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
	table, rest, err := cutTable(place)
	if err != nil {
		return nil, err
	}
	if n, ok := strings.CutPrefix(rest, "row:"); ok {
		return rowSpans(text, table, n)
	}
	var spans []detectors.Span
	for part := range strings.SplitSeq(rest, ",") {
		switch {
		case part != "" && part[0] == 'p':
			spans, err = appendPageSpan(spans, text, part)
		case part != "" && part[0] >= 'A':
			spans, err = appendCellSpans(spans, text, table, part)
		default:
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

// notPlace is the error of a place that is not written as places are.
func notPlace(s string) error { return fmt.Errorf("not a place: %q", s) }

// cutTable cuts the ordinal of the table off that a place may begin with.
func cutTable(place string) (table int, rest string, err error) {
	before, after, ok := strings.Cut(place, "!")
	if !ok {
		return 0, place, nil
	}
	n, err := strconv.Atoi(strings.TrimPrefix(strings.TrimPrefix(before, sheetPrefix), tablePrefix))
	if err != nil {
		return 0, "", notPlace(place)
	}
	return n - 1, after, nil
}

// appendPageSpan appends a span of a page.
func appendPageSpan(spans []detectors.Span, text document.Text, s string) ([]detectors.Span, error) {
	page, at, _ := strings.Cut(s[1:], ":")
	n, err := strconv.Atoi(page)
	span, err2 := parseSpan(at)
	if err != nil || err2 != nil {
		return nil, notPlace(s)
	}
	if n < 1 || n > len(text.Pages) {
		return nil, errPlace
	}
	first := text.Pages[n-1]
	return append(spans, detectors.Span{Start: first + span.Start, End: first + span.End}), nil
}

// parseSpan returns the span that s writes as two offsets.
func parseSpan(s string) (detectors.Span, error) {
	from, to, _ := strings.Cut(s, "-")
	start, err := strconv.ParseUint(from, 10, 31)
	end, err2 := strconv.ParseUint(to, 10, 31)
	if err != nil || err2 != nil {
		return detectors.Span{}, notPlace(s)
	}
	return detectors.Span{Start: int(start), End: int(end)}, nil
}

// appendCellSpans appends the spans of a cell of a table, of a part of it, or of
// several cells of a row.
func appendCellSpans(spans []detectors.Span, text document.Text, table int, s string) ([]detectors.Span, error) {
	n, col, rest, ok := parseCell(s)
	if !ok {
		return nil, notPlace(s)
	}
	last := col
	var part *detectors.Span
	if rest != "" {
		if n2, l, end, ok := parseCell(rest[1:]); ok && end == "" && n2 == n {
			last = l
		} else if p, err := parseSpan(rest[1:]); err == nil {
			part = &p
		} else {
			return nil, notPlace(s)
		}
	}
	found := len(spans)
	for i := range text.Rows {
		if row := &text.Rows[i]; row.N == n && row.Table == table {
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

// rowSpans returns the spans of the cells of row n of a table.
func rowSpans(text document.Text, table int, n string) ([]detectors.Span, error) {
	row, err := strconv.Atoi(n)
	if err != nil {
		return nil, notPlace(n)
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
func rowPlace(it *scanner.Item, l *layout, r *scanner.Record) string {
	row := "row:" + strconv.Itoa(r.Row)
	cells := l != nil && l.rows != nil
	switch {
	case len(r.Findings) == 0 || r.Row > 0 && cells && !l.sheets:
		return row
	case r.Row == 0:
		return ""
	}
	table := tableAt(it.Text.Rows, it.Findings[r.Findings[0]].Start, r.Row)
	switch {
	case table < 0:
		return ""
	case cells:
		return string(append(appendSheet(nil, table), row...))
	}
	return tablePrefix + strconv.Itoa(table+1) + "!" + row
}

// tableAt returns the table whose row of the given number has the byte at, or -1.
func tableAt(rows []document.Row, at, number int) int {
	from := sort.Search(len(rows), func(i int) bool { return len(rows[i].Cells) > 0 && rows[i].Cells[0].Start > at })
	for i := from - 1; i >= 0; i-- {
		row := &rows[i]
		n := len(row.Cells)
		if n == 0 {
			continue
		}
		if row.N == number && row.Cells[0].Start <= at && at <= row.Cells[n-1].End {
			return row.Table
		}
		break
	}
	return -1
}
