package legacy

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"exposed/scanner/document"
	"exposed/scanner/document/flow"
	"exposed/scanner/document/numfmt"
)

// A sheetCell is a cell with its text.
type sheetCell struct {
	row, col   int
	start, end int // of its text in sheetReader.values
	filled     bool
}

// A sheetReader reads one sheet.
type sheetReader struct {
	*bookReader
	values  []byte
	cells   []sheetCell
	merges  []mergedCells
	links   []sheetLink
	margins []string
	notes   []sheetNote
	shapes  []string       // texts of drawings and charts
	texts   map[int]string // of objects, by their number
	object  int            // number of the last one
	waiting int            // number of the cell of the formula whose text follows, from 1; 0: none
	depth   int            // substreams within
	chart   bool           // it has no cells
}

// A mergedCells is cells that are merged downward.
type mergedCells struct{ col, from, to int }

// A sheetLink is a link of cells.
type sheetLink struct {
	row, col int
	link     flow.Link
}

// A sheetNote is a comment.
type sheetNote struct {
	object       int
	author, text string
}

// sheet reads the substream at s.at.
func (x *bookReader) sheet(table int, l listedSheet) {
	x.at = l.at
	id, data, _, ok := x.next()
	if !ok {
		x.Trouble(noStream)
		return
	}
	version, bof := isBOF(id, data)
	if !bof {
		x.Trouble(noStream)
		return
	}
	if x.version == 0 || version < x.version {
		x.version = version
	}
	const chart = 0x20
	s := &sheetReader{bookReader: x, texts: map[int]string{}, chart: le.Uint16(data[2:]) == chart}
	s.read(version < 5)
	if x.secret {
		return
	}
	if len(x.text) > 0 {
		x.text = append(x.text, '\n')
	}
	first := len(x.rows)
	s.write(table)
	x.inProse = len(x.rows) == first
	x.prose(l.name)
	s.writeNotes(first)
}

// read reads the records of the sheet, up to its end.
func (s *sheetReader) read(alone bool) {
	for {
		id, data, _, ok := s.next()
		if !ok {
			return
		}
		if _, bof := isBOF(id, data); bof {
			s.depth++
			continue
		}
		switch {
		case id == biffEOF:
			if s.depth == 0 {
				return
			}
			s.depth--
		case id == biffFilePass && !s.decrypt(data):
			s.secret = true
			return
		case s.depth > 0 || s.chart:
			s.chartRecord(id, data)
		default:
			if alone {
				s.global(id, data)
			}
			s.record(id, data)
		}
	}
}

// chartRecord reads a record of a chart: its words.
func (s *sheetReader) chartRecord(id int, data []byte) {
	switch {
	case id == biffSeriesText && len(data) > 3:
		v, _ := s.biffString(data[2:], 1)
		s.shape(v)
	case id == 0x204 && len(data) > 6:
		v, _ := s.biffString(data[6:], 2)
		s.shape(v)
	case id == biffTextObject:
		s.textObject(data)
	}
}

// shape notes a text that stands in no cell.
func (s *sheetReader) shape(v string) {
	if v = strings.TrimSpace(v); v != "" && len(s.shapes) < maxLinks {
		s.shapes = append(s.shapes, v)
	}
}

// record reads a record of the sheet.
func (s *sheetReader) record(id int, data []byte) {
	switch id {
	case biffHeader, biffFooter:
		size := 1
		if s.version == 8 {
			size = 2
		}
		v, _ := s.biffString(data, size)
		s.margins = append(s.margins, flow.MarginText(v)...)
	case biffMerged:
		s.merged(data)
	case biffLink:
		s.hyperlink(data)
	case biffNote:
		s.note(data)
	case biffObject:
		s.drawn(data)
	case biffTextObject:
		s.textObject(data)
	case biffSeriesText:
		s.chartRecord(id, data)
	case 0x207, 0x07:
		s.formulaText(id, data)
	default:
		s.cellRecord(id, data)
	}
}

// cellRecord reads a record of cells (MS-XLS, 2.3.2).
func (s *sheetReader) cellRecord(id int, data []byte) {
	const head, head2 = 6, 7 // row, column and style, which has three bytes in BIFF2
	if len(data) < head {
		return
	}
	row, col, style := int(le.Uint16(data)), int(le.Uint16(data[2:])), int(le.Uint16(data[4:]))
	value := data[head:]
	if id < 0x10 && (s.version == 2 || id != 0x06) {
		if len(data) < head2 {
			return
		}
		style, value = int(data[4]&0x3F), data[head2:]
	}
	switch id {
	case 0x02: // BIFF2: an integer
		if len(value) >= 2 {
			s.number(row, col, style, float64(le.Uint16(value)))
		}
	case 0x03, 0x203:
		if len(value) >= 8 {
			s.number(row, col, style, math.Float64frombits(le.Uint64(value)))
		}
	case 0x04:
		v, _ := s.biffString(value, 1)
		s.cell(row, col, v)
	case 0x204, biffRichText:
		v, ok := s.biffStringOf(value, 2, s.continued())
		if !ok {
			s.Trouble(badRecord)
		}
		s.cell(row, col, v)
	case 0x05, 0x205:
		if len(value) >= 2 {
			s.cell(row, col, truth(value[0], value[1] != 0))
		}
	case 0x06, 0x206, 0x406:
		s.formula(row, col, style, value)
	case biffRK:
		if len(value) >= 4 {
			s.number(row, col, style, rk(le.Uint32(value)))
		}
	case biffMulRK:
		s.numbers(row, col, data[4:])
	case biffLabelSST:
		if len(value) < 4 {
			return
		}
		i := le.Uint32(value)
		if int64(i) >= int64(len(s.strings)) {
			s.Trouble(noString)
			return
		}
		s.shown[i] = true
		s.cell(row, col, s.strings[i])
	}
}

// numbers reads a row of numbers, each with its style; the last column follows
// them (MS-XLS, 2.4.175).
func (s *sheetReader) numbers(row, col int, b []byte) {
	for ; len(b) >= 6+2; b, col = b[6:], col+1 {
		s.number(row, col, int(le.Uint16(b)), rk(le.Uint32(b[2:])))
	}
}

// rk returns the number that v packs (MS-XLS, 2.5.217).
func rk(v uint32) float64 {
	const hundredth, integer = 1, 2
	var f float64
	if v&integer != 0 {
		f = float64(int32(v) >> 2)
	} else {
		f = math.Float64frombits(uint64(v&^3) << 32)
	}
	if v&hundredth != 0 {
		f /= 100
	}
	return f
}

// truth returns a truth value or an error as a reader sees it (MS-XLS, 2.5.10).
func truth(v byte, isError bool) string {
	if isError {
		switch v {
		case 0x00:
			return "#NULL!"
		case 0x07:
			return "#DIV/0!"
		case 0x0F:
			return "#VALUE!"
		case 0x17:
			return "#REF!"
		case 0x1D:
			return "#NAME?"
		case 0x24:
			return "#NUM!"
		}
		return "#N/A"
	}
	if v == 0 {
		return "FALSE"
	}
	return "TRUE"
}

// formula reads the stored value of a formula (MS-XLS, 2.5.133).
func (s *sheetReader) formula(row, col, style int, value []byte) {
	s.waiting = 0
	if len(value) < 8 {
		s.Trouble(noValue)
		return
	}
	if le.Uint16(value[6:]) != 0xFFFF {
		s.number(row, col, style, math.Float64frombits(le.Uint64(value)))
		return
	}
	switch value[0] {
	case 0:
		if s.room() {
			s.cells = append(s.cells, sheetCell{row: row, col: col, start: len(s.values), end: len(s.values)})
			s.waiting = len(s.cells)
		}
	case 1, 2:
		s.cell(row, col, truth(value[2], value[0] == 2))
	}
}

// formulaText reads the text that a formula gives.
func (s *sheetReader) formulaText(id int, data []byte) {
	size := 2
	if id == 0x07 {
		size = 1
	}
	v, _ := s.biffStringOf(data, size, s.continued())
	if s.waiting == 0 {
		return
	}
	c := &s.cells[s.waiting-1]
	s.waiting = 0
	c.start = len(s.values)
	s.values = append(s.values, oneLine(v)...)
	c.end = len(s.values)
}

// number adds a cell with a number.
func (s *sheetReader) number(row, col, style int, v float64) {
	if math.IsNaN(v) || math.IsInf(v, 0) || !s.room() {
		return
	}
	start := len(s.values)
	s.values = appendFloat(s.values, math.Float64bits(v), s.numberFormat(style), s.from1904)
	if f := s.numberFormat(style); f != nil { // which may have any characters
		s.values = append(s.values[:start], oneLine(strings.ToValidUTF8(string(s.values[start:]), "\uFFFD"))...)
	}
	s.cells = append(s.cells, sheetCell{row: row, col: col, start: start, end: len(s.values)})
}

// appendFloat appends a number as the format shows it.
func appendFloat(dst []byte, bits uint64, f *numfmt.Format, from1904 bool) []byte {
	var digits [32]byte
	return f.Append(dst, strconv.AppendFloat(digits[:0], math.Float64frombits(bits), 'G', -1, 64), from1904)
}

// cell adds a cell with a text.
func (s *sheetReader) cell(row, col int, v string) {
	if v = oneLine(v); v == "" || !s.room() {
		return
	}
	start := len(s.values)
	s.values = append(s.values, v...)
	s.cells = append(s.cells, sheetCell{row: row, col: col, start: start, end: len(s.values)})
}

// room reports whether another cell may be added.
func (s *sheetReader) room() bool {
	switch {
	case s.full:
	case s.writer.cells+len(s.cells) >= maxCells:
		s.Trouble(manyCells)
		s.full = true
	case len(s.text)+len(s.values) >= maxText:
		s.Trouble(largeText)
		s.full = true
	}
	return !s.full
}

// merged notes merged cells that span rows (MS-XLS, 2.4.168).
func (s *sheetReader) merged(data []byte) {
	const entry = 8
	if len(data) < 2 {
		return
	}
	for data = data[2:]; len(data) >= entry; data = data[entry:] {
		m := mergedCells{from: int(le.Uint16(data)), to: int(le.Uint16(data[2:])), col: int(le.Uint16(data[4:]))}
		if m.to <= m.from {
			continue
		}
		if len(s.merges) >= maxMerges {
			s.Trouble(manyLinks)
			return
		}
		s.merges = append(s.merges, m)
	}
}

func byPlace(a, b sheetCell) int {
	if a.row != b.row {
		return a.row - b.row
	}
	return a.col - b.col
}

// write writes the cells of the sheet as rows.
func (s *sheetReader) write(table int) {
	s.cells = slices.DeleteFunc(s.cells, func(c sheetCell) bool { return c.start == c.end })
	if !slices.IsSortedFunc(s.cells, byPlace) {
		slices.SortStableFunc(s.cells, byPlace)
	}
	s.repeat()
	for i := 0; i < len(s.cells); {
		n := i
		for n < len(s.cells) && s.cells[n].row == s.cells[i].row {
			n++
		}
		row := document.Row{Table: table, N: s.cells[i].row + 1}
		for _, c := range s.cells[i:n] {
			if len(row.Cells) > 0 {
				if c.filled && c.col == row.Cells[len(row.Cells)-1].Col {
					continue
				}
				s.text = append(s.text, '\t')
			}
			start := len(s.text)
			s.text = append(s.text, s.values[c.start:c.end]...)
			row.Cells = append(row.Cells, document.Cell{Start: start, End: len(s.text), Col: c.col})
		}
		s.text = append(s.text, '\n')
		s.rows = append(s.rows, row)
		i = n
	}
	s.writer.cells += len(s.cells)
}

// repeat adds the value of cells that are merged downward to each row with
// cells that they cover.
func (s *sheetReader) repeat() {
	if len(s.merges) == 0 || len(s.cells) == 0 {
		return
	}
	have := s.cells[:len(s.cells):len(s.cells)]
	added, bytes := 0, len(s.text)+len(s.values)
	for _, m := range s.merges {
		i, ok := slices.BinarySearchFunc(have, sheetCell{row: m.from, col: m.col}, byPlace)
		if !ok {
			continue
		}
		c := have[i]
		c.filled = true
		for i < len(have) && have[i].row <= m.to {
			k, _ := slices.BinarySearchFunc(have[i:], have[i].row+1, func(c sheetCell, row int) int { return c.row - row })
			i += k
			if i == len(have) || have[i].row > m.to {
				break
			}
			c.row = have[i].row
			if added++; s.writer.cells+len(have)+added > maxCells {
				s.Trouble(manyCells)
				s.full = true
				return
			}
			if bytes += c.end - c.start; bytes > maxText {
				s.Trouble(largeText)
				s.full = true
				return
			}
			s.cells = append(s.cells, c)
		}
	}
	slices.SortStableFunc(s.cells, byPlace)
}

// drawn reads the head of an object that is drawn on the sheet (MS-XLS, 2.4.181).
// Before BIFF8 its text is in the same record, and is not read.
func (s *sheetReader) drawn(data []byte) {
	const kindAt, numberAt = 4, 6
	const textBox, button, dialog = 6, 7, 11 // those from dialog on are parts of dialogs
	if s.object = 0; len(data) < numberAt+2 {
		return
	}
	if s.version == 8 {
		s.object = int(le.Uint16(data[numberAt:]))
		return
	}
	if kind := le.Uint16(data[kindAt:]); kind == textBox || kind == button || kind >= dialog {
		s.Trouble(oldObject)
	}
}
