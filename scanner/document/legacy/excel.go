package legacy

import (
	"exposed/scanner/archive/cfb"
	"exposed/scanner/document"
	"exposed/scanner/document/numfmt"
	"exposed/scanner/mailbox/mapi"
)

// XLS returns the cells of the workbook of Excel raw, of versions 2 to 2003, as
// the reader of XLSX lays them out: sheets one after the other, the table of a
// row is the ordinal of its sheet, its number and the columns of its cells are
// those of the sheet. Behind the rows of a sheet stand, as prose, its name,
// links whose cells do not show them, heads and feet of the page, comments, and
// the text of drawings and charts; behind the last one the shared strings that no cell shows, the data that pivot
// tables and links to other workbooks keep, and the properties. Pictures and
// embedded objects are files.
func XLS(raw []byte, o document.Options) document.Content {
	x := &bookReader{}
	var book []byte
	if x.open(raw, o) {
		root := x.cfb.Root()
		if book = x.cfb.Stream(root, "Workbook"); book == nil {
			book = x.cfb.Stream(root, "Book")
		}
	} else if len(raw) > 8 {
		if _, ok := isBOF(int(le.Uint16(raw)), raw[4:]); ok {
			book = raw
		}
	}
	if book == nil {
		x.closed(raw)
		return x.content(true)
	}
	x.workbook(book)
	x.leftovers()
	if x.cfb != nil {
		root := x.cfb.Root()
		x.pivots(root.Child("_SX_DB_CUR"))
		x.pivots(root.Child("_SX_DB"))
		x.properties()
		x.objects(root, "MBD")
	}
	return x.content(true)
}

// The limits of a workbook.
const (
	maxSheets  = 10_000
	maxStrings = 8 << 20
	maxStyles  = 100_000
	maxFormats = 4096
	maxMerges  = 200_000
)

// A bookReader reads a workbook.
type bookReader struct {
	writer
	biff
	version  int // of BIFF: 2 3 4 5 8
	page     int // code page of text before BIFF8
	from1904 bool
	sheets   []listedSheet
	strings  []string
	shown    []bool   // of strings: a cell shows it
	styles   []uint16 // number format of each
	codes    map[int]string
	formats  map[int]*numfmt.Format
	outside  []string // cells of other workbooks
	drawings []byte   // the records of pictures
	secret   bool     // a password was needed and not had
}

// A listedSheet is a sheet as the workbook lists it.
type listedSheet struct {
	at   int
	name string
}

// workbook reads the records of book.
func (x *bookReader) workbook(book []byte) {
	x.biff = biffOf(book)
	x.page, x.codes, x.formats = mapi.Western, map[int]string{}, map[int]*numfmt.Format{}
	starts := x.substreams()
	if len(starts) == 0 {
		x.Trouble(noStream)
		return
	}
	x.at = starts[0]
	id, data, _, _ := x.next()
	x.version, _ = isBOF(id, data)
	const globals, globals4 = 5, 0x100
	if kind := le.Uint16(data[2:]); kind == globals || kind == globals4 {
		x.globals()
		starts = starts[1:]
		if len(x.sheets) > 0 {
			starts = x.substreams()[1:]
		}
	}
	if x.secret {
		return
	}
	read := map[int]bool{}
	for i, s := range x.sheets {
		if s.at > 0 && !read[s.at] && !x.full {
			read[s.at] = true
			x.sheet(i, s)
		}
	}
	table := len(x.sheets)
	for _, at := range starts {
		if !read[at] && !x.full {
			x.sheet(table, listedSheet{at: at})
			table++
		}
	}
	if x.left < 0 {
		x.Trouble(manyRecords)
	}
	x.inProse = false
	for _, line := range x.outside {
		x.prose(line)
	}
	x.pictures(x.drawings)
}

// substreams returns where the substreams begin that lie in no other.
func (x *bookReader) substreams() []int {
	var out []int
	depth := 0
	x.at = 0
	for len(out) < maxSheets {
		at := x.at
		id, data, cut, ok := x.next()
		if !ok {
			if cut {
				x.Trouble(badRecord)
			}
			break
		}
		if cut {
			x.Trouble(badRecord)
		}
		if _, bof := isBOF(id, data); bof {
			if depth == 0 {
				out = append(out, at)
			}
			depth++
		} else if id == biffEOF && depth > 0 {
			depth--
		}
	}
	return out
}

// globals reads what belongs to the whole workbook.
func (x *bookReader) globals() {
	for depth := 0; ; {
		id, data, _, ok := x.next()
		if !ok {
			return
		}
		if _, bof := isBOF(id, data); bof {
			depth++
			continue
		}
		if id == biffEOF {
			if depth == 0 {
				return
			}
			depth--
		}
		if id == biffFilePass && !x.decrypt(data) {
			x.secret = true
			return
		}
		x.global(id, data)
	}
}

// global reads a record that may stand in the globals, or in the only sheet of
// old versions.
func (x *bookReader) global(id int, data []byte) {
	switch id {
	case biffCodePage:
		if len(data) >= 2 {
			x.page = codePage(int(le.Uint16(data)))
		}
	case biffDateMode:
		x.from1904 = len(data) >= 2 && le.Uint16(data) == 1
	case biffSheetName:
		x.sheetName(data)
	case biffFormat, 0x1E:
		x.format(id, data)
	case biffStyle, 0x43, 0x243, 0x443:
		x.style(id, data)
	case biffStrings:
		x.readStrings(data)
	case biffCRN:
		x.outsideCells(data)
	case biffDrawings:
		x.drawings = append(x.drawings, data...)
		for _, more := range x.continued() {
			x.drawings = append(x.drawings, more...)
		}
	}
}

// codePage returns the code page that a workbook means by a number (MS-XLS,
// 2.4.52).
func codePage(n int) int {
	switch n {
	case 0x8000:
		return 10000
	case 0x8001, 0, 0x4B0:
		return mapi.Western
	}
	return n
}

// sheetName notes a sheet (MS-XLS, 2.4.28).
func (x *bookReader) sheetName(data []byte) {
	const head = 6
	if len(data) < head+1 || x.version < 5 {
		return
	}
	if len(x.sheets) >= maxSheets {
		x.Trouble(manySheets)
		return
	}
	name, _ := x.biffString(data[head:], 1)
	x.sheets = append(x.sheets, listedSheet{at: int(le.Uint32(data)), name: oneLine(name)})
}

// format notes a number format (MS-XLS, 2.4.126). Those of BIFF2 to BIFF4 are
// known by their order.
func (x *bookReader) format(id int, data []byte) {
	n, size := len(x.codes), 1
	switch {
	case x.version >= 5:
		if len(data) < 3 {
			return
		}
		n, data = int(le.Uint16(data)), data[2:]
		if x.version == 8 {
			size = 2
		}
	case id == biffFormat && len(data) > 2:
		data = data[2:]
	}
	if len(x.codes) >= maxFormats {
		return
	}
	code, _ := x.biffString(data, size)
	x.codes[n] = code
}

// style notes the number format of a style (MS-XLS, 2.4.353).
func (x *bookReader) style(id int, data []byte) {
	if len(x.styles) >= maxStyles || len(data) < 4 {
		return
	}
	var n uint16
	switch id {
	case 0x43: // BIFF2
		n = uint16(data[2] & 0x3F)
	case 0x243, 0x443:
		n = uint16(data[1])
	default:
		n = le.Uint16(data[2:])
	}
	x.styles = append(x.styles, n)
}

// numberFormat returns the number format of style i; nil is the general one.
func (x *bookReader) numberFormat(i int) *numfmt.Format {
	if i < 0 || i >= len(x.styles) {
		return nil
	}
	id := int(x.styles[i])
	f, ok := x.formats[id]
	if !ok {
		if code, own := x.codes[id]; own {
			f = numfmt.Compile(code)
		} else if x.version >= 5 {
			f = numfmt.BuiltIn(id)
		}
		x.formats[id] = f
	}
	return f
}

// leftovers writes the shared strings that no cell shows: those of cells that were
// deleted, or that are damaged.
func (x *bookReader) leftovers() {
	x.inProse = false
	for i, v := range x.strings {
		if !x.shown[i] {
			x.prose(v)
		}
	}
}

// readStrings reads the table of shared strings (MS-XLS, 2.4.265).
func (x *bookReader) readStrings(data []byte) {
	const head = 8
	if len(data) < head {
		return
	}
	n := int(min(le.Uint32(data[4:]), maxStrings))
	s := segments(data[head:], x.continued())
	for range n {
		if len(s.parts) == 0 {
			x.Trouble(badRecord)
			return
		}
		v, ok := s.string(s.uint16())
		if !ok {
			x.Trouble(badRecord)
		}
		x.strings, x.shown = append(x.strings, oneLine(v)), append(x.shown, false)
	}
}

// outsideCells notes cells of another workbook (MS-XLS, 2.4.66) as a line.
func (x *bookReader) outsideCells(data []byte) {
	const head, value = 4, 9
	if len(data) < head || len(x.outside) >= maxLinks {
		return
	}
	line := ""
	for data = data[head:]; len(data) >= value; {
		v := ""
		switch kind := data[0]; kind {
		case 2:
			s := segments(data[1:], nil)
			size := s.uint16()
			if x.version < 8 {
				v, _ = x.biffString(data[1:], 1)
				data = data[min(2+int(data[1]), len(data)):]
				break
			}
			v, _ = s.string(size)
			data = nil
			if len(s.parts) > 0 {
				data = s.parts[0]
			}
		case 1:
			v = string(appendFloat(nil, le.Uint64(data[1:]), nil, false))
			data = data[value:]
		default:
			data = data[value:]
		}
		if v = oneLine(v); v != "" {
			line += v + "\t"
		}
	}
	if line != "" {
		x.outside = append(x.outside, line)
	}
}

// pivots writes the words of the records behind pivot tables, which outlive the
// sheet they came from (MS-XLS, 2.1.7.22).
func (x *bookReader) pivots(up *cfb.Entry) {
	if up == nil || !up.IsStorage() || x.secret {
		return
	}
	x.inProse = false
	for _, e := range up.Children {
		x.biff = biffOf(x.cfb.Read(e))
		for !x.full {
			id, data, _, ok := x.next()
			if !ok {
				break
			}
			if id == biffPivotText {
				v, _ := x.biffStringOf(data, 2, x.continued())
				x.prose(oneLine(v))
			}
		}
	}
}
