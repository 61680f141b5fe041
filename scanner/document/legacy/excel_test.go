package legacy

import (
	"bytes"
	"math"
	"testing"

	"exposed/scanner/archive/cfb"
	"exposed/scanner/document"
	"exposed/testdata/samples"
)

// rec returns a record with the numbers and texts of data: int is of two
// bytes, uint32 of four, float64 of eight, string and []byte as they are.
func rec(id int, data ...any) []byte {
	var b []byte
	for _, d := range data {
		switch v := d.(type) {
		case int:
			b = le.AppendUint16(b, uint16(v))
		case uint32:
			b = le.AppendUint32(b, v)
		case float64:
			b = le.AppendUint64(b, math.Float64bits(v))
		case string:
			b = append(b, v...)
		case []byte:
			b = append(b, v...)
		}
	}
	out := le.AppendUint16(nil, uint16(id))
	return append(le.AppendUint16(out, uint16(len(b))), b...)
}

// A sheetOf is the records of a sheet, by its name.
type sheetOf struct {
	name    string
	records []byte
}

// bookOf returns the stream of a workbook: BIFF8 with what globals has.
func bookOf(globals []byte, sheets ...sheetOf) []byte {
	bof := func(kind int) []byte { return rec(0x809, 0x600, kind, 0, 0, uint32(0), uint32(0)) }
	var list []byte
	size := len(bof(5)) + len(globals) + 4
	for _, s := range sheets {
		size += 4 + 8 + len(s.name)
	}
	var body []byte
	for _, s := range sheets {
		list = append(list, rec(biffSheetName, uint32(size+len(body)), 0, []byte{byte(len(s.name)), 0}, s.name)...)
		body = append(body, bof(0x10)...)
		body = append(append(body, s.records...), rec(biffEOF)...)
	}
	out := append(bof(5), globals...)
	out = append(append(out, list...), rec(biffEOF)...)
	return append(out, body...)
}

// inFile returns the stream as the workbook of a compound file.
func inFile(book []byte, more ...*cfb.Entry) []byte {
	return cfb.Build(append([]*cfb.Entry{cfb.Stream("Workbook", book)}, more...)...)
}

func join(parts ...[]byte) []byte { return bytes.Join(parts, nil) }

// sst is a table of strings, one of which goes on in another record as wide, and
// one of which has formats and a phonetic text.
var sst = join(
	rec(biffStrings, uint32(3), uint32(3), 8, []byte{0}, "Jane Doe", 6, []byte{0}, "Spri"),
	rec(biffContinue, []byte{1}, units("ng"), 4, []byte{0x0C}, 1, uint32(3), "Main", uint32(0), "xyz"))

// Each row is a workbook, and what is read of it.
var bookTests = []struct {
	name string
	book []byte
	want string
}{
	{"values", bookOf(join(rec(biffFormat, 164, 5, []byte{0}, "00000"), rec(biffStyle, 0, 0, 0), rec(biffStyle, 0, 164, 0), rec(biffStyle, 0, 14, 0), sst),
		sheetOf{"Data", join(
			rec(biffLabelSST, 0, 0, 0, uint32(0)), rec(biffLabelSST, 0, 1, 0, uint32(1)), rec(biffLabelSST, 0, 2, 0, uint32(2)),
			rec(0x203, 1, 0, 0, 1234.5), rec(biffRK, 1, 1, 1, uint32(501<<2|2)), rec(0x203, 1, 2, 2, 45358.0),
			rec(biffMulRK, 2, 0, 0, uint32(100<<2|3), 0, uint32(7<<2|2), 1),
			rec(0x205, 3, 0, 0, []byte{1, 0}), rec(0x205, 3, 1, 0, []byte{0x2A, 1}),
			rec(0x06, 4, 0, 0, 3.25, 0, uint32(0)), rec(0x06, 4, 1, 0, "\x00\x00\x00\x00\x00\x00\xff\xff", 0, uint32(0)), rec(0x207, 3, []byte{0}, "abc"),
			rec(0x204, 5, 3, 0, 5, []byte{0}, " a\nb "),
		)}),
		"«A1:Jane Doe»\t«B1:Spring»\t«C1:Main»\n«A2:1234.5»\t«B2:00501»\t«C2:2024-03-07»\n«A3:1»\t«B3:7»\n«A4:TRUE»\t«B4:#N/A»\n«A5:3.25»\t«B5:abc»\n«D6:a b»\n\nData\n"},
	{"sheets, out of order, and cells that are not there", bookOf(nil,
		sheetOf{"One", join(rec(0x203, 1, 1, 0, 4.0), rec(0x203, 0, 2, 0, 2.0), rec(0x203, 0, 0, 0, 1.0), rec(biffLabelSST, 2, 0, 0, uint32(9)))},
		sheetOf{"Two", nil}, sheetOf{"Three", rec(0x203, 0, 0, 0, 9.0)}),
		"«A1:1»\t«C1:2»\n«B2:4»\n\nOne\n\nTwo\n\n«A1:9»\n\nThree\nmalformed: 1 cells name a shared string that is not there and are empty\n"},
	{"merged downward", bookOf(nil, sheetOf{"S", join(rec(0x203, 0, 0, 0, 9.0), rec(0x203, 0, 1, 0, 1.0), rec(0x203, 1, 1, 0, 2.0), rec(0x203, 4, 1, 0, 5.0),
		rec(biffMerged, 2, 0, 3, 0, 0, 0, 1, 1, 1))}),
		"«A1:9»\t«B1:1»\n«A2:9»\t«B2:2»\n«B5:5»\n\nS\n"},
	{"what stands besides", bookOf(nil, sheetOf{"S", join(
		rec(0x204, 0, 0, 0, 4, []byte{0}, "mail"),
		rec(biffHeader, 13, []byte{0}, "&L&\"Arial\"a&C"), rec(biffFooter, 4, []byte{0}, "&&&P"),
		rec(biffLink, 0, 0, 0, 0, make([]byte, 16), uint32(2), uint32(1), urlMoniker, uint32(46), units("mailto:jdoe@example.com")),
		rec(biffObject, 0x15, 18, 0x19, 7, make([]byte, 14)), rec(biffTextObject, make([]byte, 10), 5, 8, uint32(0)), rec(biffContinue, []byte{0}, "hello"), rec(biffContinue, make([]byte, 8)),
		rec(biffObject, 0x15, 18, 6, 8, make([]byte, 14)), rec(biffTextObject, make([]byte, 10), 3, 8, uint32(0)), rec(biffContinue, []byte{1}, units("box")),
		rec(biffNote, 0, 0, 0, 7, 3, []byte{0}, "Jim"),
		rec(0x809, 0x600, 0x20, 0, 0), rec(biffSeriesText, 0, []byte{5, 0}, "Chart"), rec(biffEOF),
	)}), "«A1:mail»\n\nS\nmail <jdoe@example.com>\na\n&\nJim: hello\nbox\nChart\n"},
	{"days from 1904", bookOf(join(rec(biffDateMode, 1), rec(biffStyle, 0, 14, 0)), sheetOf{"S", rec(0x203, 0, 0, 0, 43896.0)}), "«A1:2024-03-07»\n\nS\n"},
	{"locked", bookOf(rec(biffFilePass, 1, 4, 1), sheetOf{"S", nil}), "encrypted: the file is encrypted in a way that is not known, as by rights management (1): hand over a copy without protection\n"},
	{"cut string", bookOf(rec(biffStrings, uint32(2), uint32(2), 8, []byte{0}, "Jane"), sheetOf{"S", rec(biffLabelSST, 0, 0, 0, uint32(0))}),
		"«A1:Jane»\n\nS\ncorrupt: 2 records are cut or longer than what they lie in, and are read as far as they go\n"},
	{"strings that no cell shows", bookOf(sst, sheetOf{"Data", rec(biffLabelSST, 0, 0, 0, uint32(0))}), "«A1:Jane Doe»\n\nData\n\nSpring\nMain\n"},
}

func TestExcel(t *testing.T) {
	for _, tt := range bookTests {
		c := XLS(inFile(tt.book), document.Options{})
		samples.Check(t, tt.name, c)
		if got := marked(c); got != tt.want {
			t.Errorf("%s:\ngot  %q\nwant %q", tt.name, got, tt.want)
		}
		if !c.Text.Sheets {
			t.Error("no sheets")
		}
	}
}

// The table of a row is the ordinal of its sheet.
func TestSheetOrdinal(t *testing.T) {
	c := XLS(inFile(bookTests[1].book), document.Options{})
	if n := len(c.Text.Rows); n != 3 || c.Text.Rows[2].Table != 2 {
		t.Errorf("rows %+v", c.Text.Rows)
	}
}

// Sheets of BIFF2 to BIFF5 are files of their own, or streams named Book.
func TestOldExcel(t *testing.T) {
	for _, tt := range []struct {
		name string
		raw  []byte
		want string
	}{
		{"BIFF2", join(rec(0x009, 2, 0x10), rec(0x1E, []byte{7}, "General"), rec(0x1E, []byte{5}, "00000"), rec(0x43, []byte{0, 0, 1, 0}),
			rec(0x02, 0, 0, []byte{0, 0, 0}, 501), rec(0x03, 0, 1, []byte{1, 0, 0}, 1.5), rec(0x04, 1, 0, []byte{0, 0, 0, 4}, "B\xe4r "), rec(biffEOF)),
			"«A1:00501»\t«B1:1.5»\n«A2:Bär»\n"},
		{"BIFF3", join(rec(0x209, 0, 0x10, 0), rec(0x203, 0, 0, 0, 7.0), rec(0x206, 0, 1, 0, "\x00\x00\x00\x00\x00\x00\xff\xff", 0, 0), rec(0x207, 2, "ab"), rec(biffEOF)),
			"«A1:7»\t«B1:ab»\n"},
		{"BIFF5", cfb.Build(cfb.Stream("BOOK", join(
			rec(0x809, 0x500, 5, 0, 0), rec(biffCodePage, 1251), rec(biffSheetName, uint32(0), 0, []byte{1}, "S"), rec(biffEOF),
			rec(0x809, 0x500, 0x10, 0, 0), rec(0x204, 0, 0, 0, 4, "\xc8\xe2\xe0\xed"), rec(biffNote, 0, 0, 5, "hello"), rec(biffEOF)))),
			"«A1:Иван»\n\nhello\n"},
		{"BIFF5 with a line and a text box", cfb.Build(cfb.Stream("BOOK", join(
			rec(0x809, 0x500, 5, 0, 0), rec(biffSheetName, uint32(0), 0, []byte{1}, "S"), rec(biffEOF),
			rec(0x809, 0x500, 0x10, 0, 0), rec(biffObject, uint32(1), 1, 1, make([]byte, 28)), rec(biffObject, uint32(1), 6, 2, make([]byte, 28)), rec(biffEOF)))),
			"unsupported: 1 text boxes and buttons of a workbook of Excel 5 or before are not read\n"},
	} {
		c := XLS(tt.raw, document.Options{})
		samples.Check(t, tt.name, c)
		if got := marked(c); got != tt.want {
			t.Errorf("%s:\ngot  %q\nwant %q", tt.name, got, tt.want)
		}
	}
}

// A workbook cut anywhere, or with a wrong byte, ends.
func TestExcelDamage(t *testing.T) {
	for _, tt := range bookTests {
		for n := range tt.book {
			samples.Check(t, "cut", XLS(inFile(tt.book[:n]), document.Options{}))
			b := bytes.Clone(tt.book)
			b[n] ^= 0xFF
			samples.Check(t, "flipped", XLS(inFile(b), document.Options{}))
		}
	}
}
