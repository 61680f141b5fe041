package ooxml

import (
	"reflect"
	"testing"

	"exposed/scanner/document"
)

// same reports whether reading b twice gives the same, which holds to the rules.
func same(t *testing.T, b []byte, read func([]byte) (document.Text, []document.Problem)) {
	x, problems := read(b)
	check(t, x)
	again, problemsAgain := read(b)
	if !reflect.DeepEqual(x, again) || !reflect.DeepEqual(problems, problemsAgain) {
		t.Error("read again, it differs")
	}
	for _, p := range problems {
		if p.Reason == "" || p.Detail == "" {
			t.Errorf("problem %+v", p)
		}
	}
}

// The bytes of a whole file.
func FuzzFile(f *testing.F) {
	f.Add(people(f, 3))
	for _, tt := range workbooks {
		f.Add(workbookOf(f, `<sheetData>`+tt.data+`</sheetData>`, tt.more...))
	}
	for _, tt := range documents {
		f.Add(documentOf(f, tt.body))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		same(t, b, xlsx)
		same(t, b, docx)
		same(t, b, pptx)
	})
}

// The parts of a workbook.
func FuzzXLSX(f *testing.F) {
	for _, tt := range sheets {
		f.Add(tt.data, "<sst><si><t>x</t></si></sst>", styleSheet)
	}
	for _, tt := range workbooks {
		f.Add(tt.data, "<sst><si><r><t>x</t></r></si></sst>", styleSheet)
	}
	f.Fuzz(func(t *testing.T, data, shared, styles string) {
		same(t, workbookOf(t, `<sheetData>`+data+`</sheetData>`, "xl/sharedStrings.xml", shared, "xl/styles.xml", styles,
			"xl/worksheets/_rels/sheet1.xml.rels", linkRelations), xlsx)
	})
}

// The body of a document.
func FuzzDOCX(f *testing.F) {
	for _, tt := range documents {
		f.Add(tt.body)
	}
	f.Fuzz(func(t *testing.T, body string) {
		same(t, documentOf(t, body, "word/_rels/document.xml.rels", linkRelations), docx)
	})
}
