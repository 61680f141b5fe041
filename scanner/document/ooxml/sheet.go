package ooxml

import (
	"bytes"

	"exposed/scanner/document"
	"exposed/scanner/document/flow"
	"exposed/scanner/document/markup"
)

// A sheet is a worksheet that is read. Its rows wait in text until the merged
// cells are known, which stand behind them.
type sheet struct {
	*book
	table int
	base  int // where text will stand in the text of the workbook
	first int // its first row in rows
	text  blocks

	n           int // number of the row
	inRow       bool
	inCell      bool
	sorted      bool // rows and cells stand in order
	cell        openCell
	value       richText
	code        []byte // of a formula
	inCode      bool
	remarks     remarks
	merges      []merge
	links       []cellLink
	margins     []string // heads and feet of the page
	margin      bool     // one of them is open
	marginBytes int
}

// An openCell is a cell whose end has not come.
type openCell struct {
	col     int
	style   int
	kind    [12]byte // its type, as "inlineStr"
	formula bool
	stored  bool // there is a value, if only an empty one
	inValue bool
}

// textResult is the type of cells whose formula gives a text.
var textResult = [12]byte{'s', 't', 'r'}

// sheet reads the sheet with that ordinal.
func (b *book) sheet(table int, l *listedSheet) {
	if b.out.Len() > 0 {
		b.out.WriteByte('\n')
	}
	s := sheet{book: b, table: table, base: b.out.Len(), first: len(b.rows), text: blocks{last: b.spare[:0]}, sorted: true}
	if l.part != "" {
		if b.binary {
			b.eachRecord(l.part, s.record)
		} else {
			b.each(l.part, s.token)
		}
		s.closeRow()
	}
	s.flush()
	b.spare = s.text.last
	s.notes(l)
}

// token handles the next token of the part, and reports whether to go on.
func (s *sheet) token(t *markup.Tokens) bool {
	switch t.Kind {
	case markup.Start:
		s.start(t)
	case markup.Text:
		if s.inCode {
			s.code = s.collect(s.code, t)
		} else if s.cell.inValue && s.inCell || s.margin {
			s.value.value = s.collect(s.value.value, t)
		} else if s.inCell {
			s.value.token(&s.pack, t, "")
		}
	case markup.End:
		s.end(t)
	}
	return !s.full
}

// start handles a start tag.
func (s *sheet) start(t *markup.Tokens) {
	switch string(t.Name) {
	case "row":
		s.openRow(t)
	case "c":
		s.openCell(t)
	case "v":
		s.cell.inValue, s.cell.stored = true, true
	case "f":
		s.cell.formula = true
		s.formula()
	case "formula1", "formula2":
		s.formula()
	case "dataValidation":
		s.validation(t)
	case "is":
		s.cell.stored = true
	case "t", "rPh":
		if s.inCell {
			s.value.token(&s.pack, t, "")
		}
	case "mergeCell":
		s.merge(t)
	case "hyperlink":
		s.hyperlink(t)
	case "oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter":
		s.closeRow()
		s.margin = true
		s.value.reset()
	}
}

// end handles an end tag.
func (s *sheet) end(t *markup.Tokens) {
	switch string(t.Name) {
	case "row", "sheetData":
		s.closeRow()
	case "c":
		s.closeCell()
	case "v":
		s.cell.inValue = false
	case "f", "formula1", "formula2":
		s.endFormula()
	case "t", "rPh":
		if s.inCell {
			s.value.token(&s.pack, t, "")
		}
	case "oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter":
		if s.margin {
			s.margin = false
			s.addMargin()
		}
	}
}

// addMargin notes the head or foot of the page that was read.
func (s *sheet) addMargin() {
	if s.marginBytes += len(s.value.value); s.marginBytes > maxMargins {
		s.Trouble(largeCell)
		return
	}
	s.margins = append(s.margins, flow.MarginText(string(s.value.value))...)
}

// openRow starts a row.
func (s *sheet) openRow(t *markup.Tokens) {
	s.closeRow()
	n := s.n + 1
	if v, ok := markup.Attribute(t.Attrs, "r"); ok {
		if k := number(v); k > 0 {
			n = k
		}
	}
	s.beginRow(n)
}

// beginRow starts the row with that number.
func (s *sheet) beginRow(n int) {
	if n <= s.n {
		s.sorted = false
		s.TroubleAt(badPlace, n)
	}
	s.n, s.inRow = n, true
	s.cell.col = -1
}

// closeRow ends the open row.
func (s *sheet) closeRow() {
	s.closeCell()
	if !s.inRow {
		return
	}
	s.inRow = false
	if len(s.cells.open()) > 0 {
		s.text.last = append(s.text.last, '\n')
		s.rows = append(s.rows, document.Row{Table: s.table, N: s.n, Cells: s.cells.row()})
	}
}

// openCell starts a cell. One that does not tell its column follows the one before.
func (s *sheet) openCell(t *markup.Tokens) {
	s.closeCell()
	c := openCell{col: s.cell.col + 1}
	if !s.inRow {
		c.col = 0
	}
	for i := 0; i < len(t.Attrs); {
		var name, v []byte
		name, v, i = markup.NextAttribute(t.Attrs, i)
		if len(name) != 1 {
			continue
		}
		switch name[0] {
		case 'r':
			col, row := place(v)
			if !s.inRow && row > 0 {
				s.beginRow(row)
			}
			if col >= 0 {
				c.col = col
			}
		case 's':
			c.style = max(number(v), 0)
		case 't':
			copy(c.kind[:], v)
		}
	}
	if !s.inRow {
		s.beginRow(s.n + 1)
	}
	if c.col <= s.cell.col {
		s.sorted = false
		s.TroubleAt(badPlace, s.n)
	}
	s.cell, s.inCell, s.inCode = c, true, false
	s.value.reset()
}

// closeCell ends the open cell and writes its text.
func (s *sheet) closeCell() {
	if !s.inCell {
		return
	}
	s.inCell, s.cell.inValue = false, false
	// A formula that gives an empty text has the type "str" (18.18.11); any other
	// one with an empty value was never worked out.
	if s.cell.formula && (!s.cell.stored || len(s.value.value) == 0 && s.cell.kind != textResult) {
		s.TroubleAt(noValue, s.n)
		s.literals(&s.remarks, s.code)
		return
	}
	s.text.turn()
	start := len(s.text.last)
	if len(s.cells.open()) > 0 {
		s.text.last = append(s.text.last, '\t')
	}
	from := len(s.text.last)
	s.text.last = s.appendValue(s.text.last)
	end := s.base + s.text.len()
	switch n := len(s.text.last) - from; {
	case n == 0:
		s.text.last = s.text.last[:start]
	case end > maxText:
		s.TroubleAt(largeText, s.n)
		s.full, s.text.last = true, s.text.last[:start]
	case s.cells.n >= maxCells:
		s.TroubleAt(manyCells, s.n)
		s.full, s.text.last = true, s.text.last[:start]
	default:
		s.cells.add(document.Cell{Start: end - n, End: end, Col: s.cell.col})
	}
}

// appendValue appends the text of the open cell by its type (ISO/IEC 29500-1,
// 18.18.11).
func (s *sheet) appendValue(dst []byte) []byte {
	v := s.value.value
	switch kind, _, _ := bytes.Cut(s.cell.kind[:], []byte{0}); string(kind) {
	case "s":
		if len(v) == 0 {
			return dst
		}
		i := number(bytes.TrimSpace(v))
		s.strings.show(i)
		shared, ok := s.strings.at(i)
		if !ok {
			s.TroubleAt(noString, s.n)
		}
		return append(dst, shared...)
	case "b":
		return append(dst, truth(v)...)
	case "", "n":
		if v = bytes.TrimSpace(v); len(v) == 0 {
			return dst
		}
		out := s.styles.format(s.cell.style).Append(dst, v, s.from1904)
		return append(out[:len(dst)], clean(out[len(dst):])...)
	case "d":
		v = isoDate(v)
	}
	return append(dst, clean(v)...) // str, inlineStr, e
}

// truth returns a truth value as a reader sees it.
func truth(v []byte) []byte {
	switch v = clean(v); string(v) {
	case "1", "true":
		return []byte("TRUE")
	case "0", "false":
		return []byte("FALSE")
	}
	return v
}

// isoDate returns the date v as the sheets of others show it: a blank before
// the time, and no time that is midnight.
func isoDate(v []byte) []byte {
	v = bytes.TrimSuffix(bytes.TrimSpace(v), []byte("Z"))
	day, time, ok := bytes.Cut(v, []byte("T"))
	time, _, _ = bytes.Cut(time, []byte(".000"))
	if !ok || string(time) == "00:00:00" {
		return day
	}
	return append(append(bytes.Clone(day), ' '), time...)
}

// number reads an integer without sign; -1 if it is none or too large.
func number(v []byte) int {
	const most = 9 // digits
	if len(v) == 0 || len(v) > most {
		return -1
	}
	n := 0
	for _, c := range v {
		if c < '0' || c > '9' {
			return -1
		}
		n = 10*n + int(c-'0')
	}
	return n
}

// place reads a place such as B7: its column, from 0, and its row; -1 for
// what it does not tell.
func place(v []byte) (col, row int) {
	const letters = 3
	i := 0
	for i < len(v) && i <= letters && 'A' <= v[i]&^0x20 && v[i]&^0x20 <= 'Z' {
		col = 26*col + int(v[i]&^0x20-'A') + 1
		i++
	}
	if i > letters {
		return -1, -1
	}
	return col - 1, number(v[i:])
}
