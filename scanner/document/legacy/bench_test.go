package legacy

import (
	"strings"
	"testing"

	"exposed/scanner/document"
)

func BenchmarkDOC(b *testing.B) {
	raw := wordText{stories: [8]string{strings.Repeat("Jane Doe 555-0100 12 Main St Springfield ", 50_000) + "\r"}}.file()
	b.SetBytes(int64(len(raw)))
	for b.Loop() {
		DOC(raw, document.Options{})
	}
}

func BenchmarkXLS(b *testing.B) {
	var records []byte
	for i := range 60_000 {
		records = append(records, rec(biffLabelSST, i, 0, 0, uint32(0))...)
		records = append(records, rec(0x203, i, 1, 0, 1234.5)...)
	}
	raw := inFile(bookOf(sst, sheetOf{"S", records}))
	b.SetBytes(int64(len(raw)))
	for b.Loop() {
		XLS(raw, document.Options{})
	}
}
