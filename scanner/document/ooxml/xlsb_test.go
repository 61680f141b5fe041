package ooxml

import (
	"encoding/binary"
	"exposed/scanner/document"
	"exposed/testdata/samples"
	"strings"
	"testing"
	"unicode/utf16"
)

// rec returns a record of a workbook.
func rec(kind int, data ...any) string {
	var b []byte
	for _, d := range data {
		switch d := d.(type) {
		case int:
			b = binary.LittleEndian.AppendUint32(b, uint32(d))
		case byte:
			b = append(b, d)
		case uint16:
			b = binary.LittleEndian.AppendUint16(b, d)
		case float64:
			b, _ = binary.Append(b, binary.LittleEndian, d)
		case string:
			u := utf16.Encode([]rune(d))
			b = binary.LittleEndian.AppendUint32(b, uint32(len(u)))
			for _, c := range u {
				b = binary.LittleEndian.AppendUint16(b, c)
			}
		}
	}
	head := []byte{byte(kind)}
	if kind >= 0x80 {
		head = []byte{byte(kind) | 0x80, byte(kind >> 7)}
	}
	for n := len(b); ; n >>= 7 {
		if n < 0x80 {
			head = append(head, byte(n))
			break
		}
		head = append(head, byte(n)|0x80)
	}
	return string(head) + string(b)
}

// binaryBook returns a workbook of records.
func binaryBook(t testing.TB) []byte {
	sheet := rec(brtRowHdr, 0) + rec(brtCellIsst, 0, 0, 0) + rec(brtCellSt, 1, 0, "SSN") +
		rec(brtRowHdr, 4) + rec(brtCellRString, 0, 0, byte(1), "Jane 😀") + rec(brtCellRk, 1, 1, 78051120<<2|2) + rec(brtCellReal, 2, 0, 1.5) +
		rec(brtFmlaString, 3, 0, "x") + rec(brtCellBool, 4, 0, byte(1)) + rec(brtCellError, 5, 0, byte(0x2A)) + rec(brtCellRk, 6, 0, 12345<<2|3) +
		rec(brtRowHdr, 5) + rec(brtFmlaNum, 1, 1, 219099999.0) +
		rec(brtEndSheetData) + rec(brtMergeCell, 4, 5, 0, 0) + rec(brtHLink, 4, 4, 0, 0, "m", "", "", "") + rec(brtBeginHeader, uint16(0), "&CCustomers")
	return packed(t,
		"_rels/.rels", `<Relationships><Relationship Id="a" Type="http://x/officeDocument" Target="xl/workbook.bin"/></Relationships>`,
		"xl/_rels/workbook.bin.rels", `<Relationships><Relationship Id="s1" Type="x/worksheet" Target="worksheets/sheet1.bin"/></Relationships>`,
		"xl/workbook.bin", rec(brtWbProp, 0)+rec(brtBundleSh, 1, 1, "s1", "Data"),
		"xl/sharedStrings.bin", rec(brtSSTItem, byte(0), "Name"),
		"xl/styles.bin", rec(brtFmt, uint16(164), "000-00-0000")+rec(brtXF, uint16(0), uint16(9))+rec(brtBeginCellXFs, 2)+rec(brtXF, uint16(0), uint16(0))+rec(brtXF, uint16(0), uint16(164))+rec(brtEndCellXFs),
		"xl/worksheets/sheet1.bin", sheet,
		"xl/worksheets/_rels/sheet1.bin.rels", `<Relationships><Relationship Id="m" Type="x/hyperlink" Target="mailto:jane@example.com" TargetMode="External"/><Relationship Id="c" Type="x/comments" Target="../comments1.bin"/></Relationships>`,
		"xl/comments1.bin", rec(brtCommentAuthor, "Ann Clerk")+rec(brtBeginComment, 0)+rec(brtCommentText, byte(0), "call her"),
		"xl/worksheets/binaryIndex1.bin", "x",
	)
}

func TestBinaryBook(t *testing.T) {
	x, problems := xlsx(binaryBook(t))
	check(t, x)
	want := "«A1:Name»\t«B1:SSN»\n«A5:Jane 😀»\t«B5:078-05-1120»\t«C5:1.5»\t«D5:x»\t«E5:TRUE»\t«F5:#N/A»\t«G5:123.45»\n«A6:Jane 😀»\t«B6:219-09-9999»\n" +
		"\nData\nJane 😀 <jane@example.com>\nCustomers\nAnn Clerk: call her\n"
	if got := samples.Marked(document.Content{Text: x, Problems: problems}); got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

// Records that are cut or lie about their lengths give what stands before.
func TestBinaryDamage(t *testing.T) {
	whole := rec(brtRowHdr, 0) + rec(brtCellSt, 0, 0, "Jane") + rec(brtCellSt, 1, 0, strings.Repeat("x", 300))
	for n := range len(whole) {
		file := packed(t, "xl/workbook.bin", rec(brtBundleSh, 1, 1, "s1", "Data"), "xl/worksheets/sheet1.bin", whole[:n])
		x, problems := xlsx(file)
		check(t, x)
		if len(problems) == 0 {
			t.Errorf("nothing is said of %d bytes", n)
		}
	}
}

func FuzzXLSB(f *testing.F) {
	f.Add([]byte(rec(brtRowHdr, 0) + rec(brtCellSt, 0, 0, "Jane")))
	f.Fuzz(func(t *testing.T, b []byte) {
		same(t, packed(t, "xl/workbook.bin", rec(brtBundleSh, 1, 1, "s1", "Data"), "xl/worksheets/sheet1.bin", string(b), "xl/sharedStrings.bin", string(b), "xl/styles.bin", string(b)), xlsx)
	})
}
