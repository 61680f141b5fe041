package odf

import (
	"bytes"
	"maps"
	"slices"
	"strconv"
	"strings"

	"exposed/scanner/document"
	"exposed/scanner/document/flow"
)

// tableElements are the elements of tables.
var tableElements = map[string]bool{"table": true, "sub-table": true, "table-row": true, "table-cell": true, "covered-table-cell": true}

// startTable handles the start of a table, a row or a cell.
func (x *textReader) startTable(name string) {
	if x.inBook {
		x.startSheet(name)
		return
	}
	t := x.t
	switch name {
	case "table", "sub-table":
		x.OpenTable()
	case "table-row":
		x.OpenRow()
	default:
		x.OpenCell()
		n := max(count(t.Attr("number-columns-repeated"), 1), count(t.Attr("number-columns-spanned"), 1))
		if name == "covered-table-cell" {
			x.Merged(true)
			n = count(t.Attr("number-columns-repeated"), 1)
		} else if spanned := count(t.Attr("number-columns-spanned"), 1); spanned > 1 {
			n = 1 // the cells that it covers follow
		}
		x.Span(n)
	}
}

// endTable handles the end of one.
func (x *textReader) endTable(name string) {
	if x.inBook {
		x.endSheetElement(name)
		return
	}
	switch name {
	case "table", "sub-table":
		x.CloseTable()
	case "table-row":
		x.CloseRow()
	default:
		x.CloseCell()
	}
}

// count reads how often something is repeated; other if it is not said.
func count(s string, other int) int {
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 {
		return other
	}
	return n
}

// A sheet is a table of a workbook that is read.
type sheet struct {
	*reader
	depth   int // of tables within it
	table   int // its ordinal
	name    string
	n       int // number of the row
	repeat  int // rows that the open row stands for
	inRow   bool
	col     int // column of the next cell
	cell    openCell
	inCell  bool
	row     []byte // text of the open row
	cells   []document.Cell
	until   []int            // last row that a cell of cells stands in; 0: it is the row's own
	held    map[int]heldCell // values of cells that are merged downward
	notes   [][]byte         // what follows the rows
	inNote  int
	noted   int // bytes of notes
	started bool
}

// An openCell is a cell whose end has not come.
type openCell struct {
	text    []byte
	kind    string // its type
	value   string
	columns int // that it stands for
	rows    int // that it is merged with, downward
	wide    int // columns that it is merged with
}

// A heldCell is the text that fills a column down to a row.
type heldCell struct {
	text []byte
	to   int
}

// startSheet handles the start of a sheet, a row or a cell of a workbook.
func (x *textReader) startSheet(name string) {
	t := x.t
	switch name {
	case "table", "sub-table":
		if x.sheet != nil {
			x.sheet.depth++
			return
		}
		x.End()
		x.sheet = &sheet{reader: x.reader, table: x.Tables, name: t.Attr("name"), held: map[int]heldCell{}}
		x.Tables++
	case "table-row":
		if s := x.sheet; s != nil && s.depth == 0 {
			s.endRow()
			s.repeat, s.inRow = count(t.Attr("number-rows-repeated"), 1), true
			s.n++
			s.col, s.row, s.cells, s.until = 0, s.row[:0], s.cells[:0], s.until[:0]
			maps.DeleteFunc(s.held, func(_ int, h heldCell) bool { return h.to < s.n })
		}
	default:
		if s := x.sheet; s != nil && s.depth == 0 && s.inRow {
			s.endCell()
			s.cell = openCell{text: s.cell.text[:0], kind: t.Attr("value-type"), columns: count(t.Attr("number-columns-repeated"), 1),
				rows: count(t.Attr("number-rows-spanned"), 1), wide: count(t.Attr("number-columns-spanned"), 1)}
			s.cell.value = cellValue(t.Attr, s.cell.kind)
			s.inCell = true
		}
	}
}

// endSheetElement handles the end of one.
func (x *textReader) endSheetElement(name string) {
	s := x.sheet
	if s == nil {
		return
	}
	switch name {
	case "table", "sub-table":
		if s.depth > 0 {
			s.depth--
			return
		}
		x.endSheet()
	case "table-row":
		if s.depth == 0 {
			s.endRow()
		}
	default:
		if s.depth == 0 {
			s.endCell()
		}
	}
}

// cellValue returns the value of a cell of that type (ODF 1.3 part 3, 19.385).
func cellValue(attr func(string) string, kind string) string {
	switch kind {
	case "float", "percentage", "currency":
		return attr("value")
	case "date":
		return attr("date-value")
	case "time":
		return attr("time-value")
	case "boolean":
		return attr("boolean-value")
	case "string":
		return attr("string-value")
	}
	return ""
}

// text returns the text that is open: of a note or of a cell.
func (s *sheet) text() []byte {
	if s.inNote > 0 && len(s.notes) > 0 {
		return s.notes[len(s.notes)-1]
	}
	return s.cell.text
}

// write adds to the text that is open.
func (s *sheet) write(v []byte) {
	switch {
	case s.inNote > 0 || !s.inCell:
		if s.noted += len(v); s.noted > maxNotes {
			s.Trouble(largeKept)
			return
		}
		if len(s.notes) == 0 {
			s.notes = append(s.notes, nil)
		}
		s.notes[len(s.notes)-1] = append(s.notes[len(s.notes)-1], v...)
	case len(s.cell.text)+len(v) > maxCellText:
		s.Trouble(largeCell)
	default:
		s.cell.text = append(s.cell.text, v...)
	}
}

// line starts a paragraph.
func (s *sheet) line() {
	if s.inNote > 0 || !s.inCell {
		s.notes = append(s.notes, nil)
		return
	}
	if len(s.cell.text) > 0 {
		s.cell.text = append(s.cell.text, ' ')
	}
}

func (s *sheet) openNote()     { s.inNote++ }
func (s *sheet) closeNote()    { s.inNote = max(s.inNote-1, 0) }
func (s *sheet) note(v []byte) { s.openNote(); s.line(); s.write(v); s.closeNote() }

// endCell ends the open cell and adds it to the row.
func (s *sheet) endCell() {
	if !s.inCell {
		return
	}
	s.inCell = false
	c := &s.cell
	v := flow.Clean(shown(c))
	for i, b := range v {
		if b == '\n' || b == '\t' {
			v[i] = ' '
		}
	}
	v = bytes.TrimSpace(v)
	columns := min(c.columns, max(maxColumns-s.col, 0))
	if len(v) == 0 {
		s.fill(columns)
		s.col += c.columns
		return
	}
	for range columns {
		s.add(v, s.col, 0)
		if c.rows > 1 {
			s.hold(v, s.n+c.rows-1)
		}
		s.col++
	}
}

// hold keeps the value v of the column for the rows below, down to row to.
func (s *sheet) hold(v []byte, to int) {
	if s.kept += len(v); s.kept > maxKept {
		s.Trouble(largeKept)
		return
	}
	s.held[s.col] = heldCell{bytes.Clone(v), to}
}

// fill adds the values that merged cells bring to the next columns, which have
// none of their own.
func (s *sheet) fill(columns int) {
	if columns <= len(s.held) {
		for col := s.col; col < s.col+columns; col++ {
			s.add(s.held[col].text, col, s.held[col].to)
		}
		return
	}
	for _, col := range slices.Sorted(maps.Keys(s.held)) {
		if col >= s.col && col < s.col+columns {
			s.add(s.held[col].text, col, s.held[col].to)
		}
	}
}

// add adds a cell of that text and column to the row.
func (s *sheet) add(v []byte, col, until int) {
	if len(v) == 0 || s.Full {
		return
	}
	if len(s.row)+len(v) > flow.MaxText {
		s.Large++
		s.Full = true
		return
	}
	if len(s.row) > 0 {
		s.row = append(s.row, '\t')
	}
	from := len(s.row)
	s.row = append(s.row, v...)
	s.cells = append(s.cells, document.Cell{Start: from, End: len(s.row), Col: col})
	s.until = append(s.until, until)
}

// expire leaves out of the row what merged cells bring only to the rows before n.
func (s *sheet) expire(n int) {
	if !slices.ContainsFunc(s.until, func(to int) bool { return to > 0 && to < n }) {
		return
	}
	row, cells, until := s.row, s.cells, s.until
	s.row, s.cells, s.until = nil, nil, nil
	for i, c := range cells {
		if until[i] == 0 || until[i] >= n {
			s.add(row[c.Start:c.End], c.Col, until[i])
		}
	}
}

// endRow ends the open row and writes it as often as it stands.
func (s *sheet) endRow() {
	s.endCell()
	if !s.inRow {
		return
	}
	s.inRow = false
	last := s.n + s.repeat - 1
	if len(s.cells) == 0 {
		s.n = last
		return
	}
	times := s.repeat
	if times > maxRepeats {
		s.Trouble(manyRepeats)
		times = maxRepeats
	}
	for i := range times {
		if s.expire(s.n + i); len(s.cells) == 0 || !s.writeRow(s.n+i) {
			break
		}
	}
	s.n = last
}

// writeRow writes the row with that number, and reports whether it may.
func (s *sheet) writeRow(n int) bool {
	if s.Out.Len()+len(s.row)+2 > flow.MaxText {
		s.Large++
		s.Full = true
		return false
	}
	if s.written += len(s.cells); s.written > flow.MaxCells {
		s.Many++
		s.Full = true
		return false
	}
	if !s.started && s.Out.Len() > 0 {
		s.Out.WriteByte('\n')
	}
	s.started = true
	base := s.Out.Len()
	s.Out.Write(s.row)
	s.Out.WriteByte('\n')
	cells := make([]document.Cell, len(s.cells))
	for i, c := range s.cells {
		cells[i] = document.Cell{Start: c.Start + base, End: c.End + base, Col: c.Col}
	}
	s.Rows = append(s.Rows, document.Row{Table: s.table, N: n, Cells: cells})
	return true
}

// endSheet ends the open sheet: behind its rows stand its name and its notes.
func (x *textReader) endSheet() {
	s := x.sheet
	if s == nil {
		return
	}
	s.endRow()
	x.sheet = nil
	x.Begin()
	x.Line(s.name)
	for _, v := range s.notes {
		x.Line(string(bytes.TrimSpace(v)))
	}
	x.End()
	x.Begin()
}

// shown returns the text of a cell. Dates and times are those of the value, by
// ISO 8601; a number is what the cell shows, if it shows it in full.
func shown(c *openCell) []byte {
	switch c.kind {
	case "date":
		if day, time, ok := strings.Cut(c.value, "T"); ok {
			if time, _, _ = strings.Cut(time, "."); time == "00:00:00" {
				return []byte(day)
			}
			return []byte(day + " " + time)
		}
	case "time":
		if v := clock(c.value); v != "" {
			return []byte(v)
		}
	case "float", "currency", "percentage":
		if c.value != "" && !inFull(string(c.text), c.value) {
			return []byte(c.value)
		}
		return c.text
	}
	if c.value != "" && (len(c.text) == 0 || c.kind == "date") {
		return []byte(c.value)
	}
	return c.text
}

// inFull reports whether the text of a cell shows the digits of its value,
// apart from those behind the point.
func inFull(text, value string) bool {
	if strings.Contains(text, "##") || strings.Contains(text, "E+") || strings.Contains(text, "E-") {
		return false
	}
	if strings.Contains(value, ".") {
		return strings.ContainsAny(text, "0123456789")
	}
	want := strings.Trim(digits(value), "0")
	return want == "" || strings.Contains(digits(text), want)
}

// digits returns the digits of s.
func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if '0' <= r && r <= '9' {
			return r
		}
		return -1
	}, s)
}

// clock returns the duration PT14H05M00S as 14:05:00; "" if v is none.
func clock(v string) string {
	rest, ok := strings.CutPrefix(v, "PT")
	h, rest, hours := strings.Cut(rest, "H")
	m, rest, minutes := strings.Cut(rest, "M")
	sec, _, _ := strings.Cut(rest, "S")
	if !ok || !hours || !minutes {
		return ""
	}
	sec, fraction, _ := strings.Cut(sec, ".")
	if fraction = strings.TrimRight(fraction, "0"); fraction != "" {
		sec += "." + fraction
	}
	return pad(h) + ":" + pad(m) + ":" + pad(sec)
}

func pad(s string) string {
	if len(s) < 2 {
		return strings.Repeat("0", 2-len(s)) + s
	}
	return s
}
