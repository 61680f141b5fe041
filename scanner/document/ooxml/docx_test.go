package ooxml

import (
	"strings"
	"testing"

	"exposed/scanner/document"
	"exposed/scanner/document/markup"
	"exposed/testdata/samples"
)

// documentOf returns a document with the given body, and more parts.
func documentOf(t testing.TB, body string, more ...string) []byte {
	t.Helper()
	return packed(t, append([]string{
		"_rels/.rels", `<Relationships><Relationship Id="a" Type="http://x/officeDocument" Target="word/document.xml"/></Relationships>`,
		"word/document.xml", `<w:document><w:body>` + body + `<w:sectPr/></w:body></w:document>`,
	}, more...)...)
}

// para returns a paragraph of that text.
func para(text string) string { return `<w:p><w:r><w:t>` + text + `</w:t></w:r></w:p>` }

// wordTable returns a table of the given rows, with cells between "|".
func wordTableOf(rows ...string) string {
	var s strings.Builder
	s.WriteString(`<w:tbl><w:tblPr/><w:tblGrid/>`)
	for _, row := range rows {
		s.WriteString(`<w:tr>`)
		for cell := range strings.SplitSeq(row, "|") {
			s.WriteString(`<w:tc><w:tcPr/>`)
			for line := range strings.SplitSeq(cell, "/") {
				s.WriteString(para(line))
			}
			s.WriteString(`</w:tc>`)
		}
		s.WriteString(`</w:tr>`)
	}
	s.WriteString(`</w:tbl>`)
	return s.String()
}

const linkRelations = `<Relationships><Relationship Id="m" Type="x/hyperlink" Target="mailto:jane@example.com" TargetMode="External"/>` +
	`<Relationship Id="p" Type="x/hyperlink" Target="tel:+1-212-555-0100" TargetMode="External"/>` +
	`<Relationship Id="w" Type="x/hyperlink" Target="https://example.com/jane" TargetMode="External"/></Relationships>`

// Each row is a body and what it reads as.
var documents = []struct{ name, body, want string }{
	{"paragraphs", para("one") + para("") + para("") + `<w:p/>` + para("two") + para("three"), "one\n\ntwo\nthree\n"},
	{"runs", `<w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr><w:r><w:t>Jane </w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>Doe</w:t><w:tab/><w:t>555</w:t><w:noBreakHyphen/><w:t>0100</w:t><w:br/><w:t>12 Main St</w:t></w:r></w:p>`,
		"Jane Doe\t555-0100\n12 Main St\n"},
	{"odd characters", para("Jane\u00a0Doe\u200b &amp; &#x1;co\u00ad.") + "<w:p><w:r><w:t>a\xffb</w:t></w:r></w:p>", "Jane Doe &  co.\na\uFFFDb\n"},
	{"tracked changes", `<w:p><w:r><w:t xml:space="preserve">SSN </w:t></w:r><w:del><w:r><w:delText>078-05-1120</w:delText></w:r></w:del><w:ins><w:r><w:t>219-09-9999</w:t></w:r></w:ins><w:r><w:t>.</w:t></w:r></w:p>` + para("next"),
		"SSN 219-09-9999.\nSSN 078-05-1120.\nnext\n"},
	{"who changed it", `<w:p><w:pPr><w:rPr><w:ins w:author="Ann Clerk"/></w:rPr></w:pPr><w:ins w:author="Jane Doe"><w:r><w:rPr><w:rPrChange w:author="Bob"/></w:rPr><w:t>new</w:t></w:r></w:ins><w:del w:author="Jane Doe"/></w:p>`,
		"new\n\nChanges by: Ann Clerk\nChanges by: Jane Doe\nChanges by: Bob\n"},
	{"content controls", `<w:sdt><w:sdtPr><w:alias w:val="Debtor"/><w:dropDownList><w:listItem w:displayText="Jane Doe" w:value="1"/><w:listItem w:value="John Roe"/></w:dropDownList></w:sdtPr><w:sdtContent>` + para("Jane") + `</w:sdtContent></w:sdt>`,
		"Jane\nDebtor\nJane Doe\nJohn Roe\n"},
	{"alternative texts", `<w:p><w:r><w:t>a</w:t><w:drawing><wp:docPr name="x" descr="a scan"/><pic:cNvPr name="y" descr="a scan"/><pic:cNvPr descr="another"/></w:drawing><w:pict><v:shape alt="an old scan"/></w:pict></w:r></w:p>`,
		"a\na scan\nanother\nan old scan\n"},
	{"a paragraph that is deleted", `<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>` + para("next"), "gone\nnext\n"},
	{"moved text", `<w:moveFrom><w:r><w:t>x</w:t></w:r></w:moveFrom>` + para("next"), "next\nx\n"},
	{"links", `<w:p><w:hyperlink r:id="m"><w:r><w:t>Jane</w:t></w:r></w:hyperlink><w:r><w:t>, </w:t></w:r><w:hyperlink r:id="m"><w:r><w:t>jane@example.com</w:t></w:r></w:hyperlink></w:p>` +
		`<w:p><w:hyperlink r:id="p"><w:r><w:t>(212) 555-0100</w:t></w:r></w:hyperlink> <w:hyperlink r:id="p"><w:r><w:t>call</w:t></w:r></w:hyperlink></w:p>` +
		`<w:p><w:hyperlink r:id="w"><w:r><w:t>her page</w:t></w:r></w:hyperlink></w:p><w:p><w:hyperlink r:id="w"><w:r><w:t>example.com/jane</w:t></w:r></w:hyperlink><w:hyperlink w:anchor="x"><w:r><w:t>!</w:t></w:r></w:hyperlink></w:p>`,
		"Jane <jane@example.com>, jane@example.com\n(212) 555-0100call <+1-212-555-0100>\nher page <https://example.com/jane>\nexample.com/jane!\n"},
	{"fields", `<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "mailto:jane@example.com" \h</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>Jane</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>` +
		`<w:p><w:fldSimple w:instr=" MERGEFIELD Name "><w:r><w:t>Doe</w:t></w:r></w:fldSimple><w:fldSimple w:instr="HYPERLINK tel:555-0100"><w:r><w:t>x</w:t></w:r></w:fldSimple></w:p>`,
		"Jane <jane@example.com>\nDoex <555-0100>\n"},
	{"text box", `<w:p><w:r><w:t>before</w:t></w:r><w:r><mc:AlternateContent><mc:Choice><w:drawing><wp:docPr id="1" descr="a form"/><wps:txbx><w:txbxContent>` + para("in the box") + wordTableOf("a|b") + `</w:txbxContent></wps:txbx></w:drawing></mc:Choice>` +
		`<mc:Fallback><w:pict><v:textbox><w:txbxContent>` + para("in the box") + `</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>, after</w:t></w:r></w:p>` + para("next"),
		"before, after\na form\nin the box\n«A1:a»\t«B1:b»\nnext\n"},
	{"fallback alone", `<w:p><w:r><mc:AlternateContent><mc:Choice/><mc:Fallback><w:pict><v:textbox><w:txbxContent>` + para("in the box") + `</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>`,
		"in the box\n"},
	{"content controls and ruby", `<w:sdt><w:sdtPr><w:alias w:val="x"/><w:t>no</w:t></w:sdtPr><w:sdtContent>` + para("yes") + `</w:sdtContent></w:sdt><w:p><w:ruby><w:rt><w:r><w:t>x</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>base</w:t></w:r></w:rubyBase></w:ruby></w:p>`,
		"yes\nx\nbase\n"},

	{"table", para("list") + wordTableOf("Name|Phone|", "Jane Doe|555-0100|", "John Doe||x") + para("end"),
		"list\n«A1:Name»\t«B1:Phone»«C1:»\n«A2:Jane Doe»\t«B2:555-0100»«C2:»\n«A3:John Doe»«B3:»\t«C3:x»\nend\n"},
	{"two tables", wordTableOf("a|b") + wordTableOf("c|d", "e|f"), "«A1:a»\t«B1:b»\n«A1:c»\t«B1:d»\n«A2:e»\t«B2:f»\n"},
	{"lines in a cell", wordTableOf("Jane Doe|12 Main St/Springfield|x"), "«A1:Jane Doe»\t«B1:12 Main St Springfield»\n«C1:x»\n"},
	{"lines in two cells", wordTableOf("a/b|c/d"), "a\nb\nc\nd\n"},
	{"one column", wordTableOf("a", "b"), "a\nb\n"},
	{"label and nothing", wordTableOf("a|", "b|"), "a\nb\n"},
	{"long cell", wordTableOf("a|"+strings.Repeat("b", 600), "c|d"), "a\t" + strings.Repeat("b", 600) + "\n«A2:c»\t«B2:d»\n"},
	{"layout", `<w:tbl><w:tr><w:tc>` + para("left") + `</w:tc><w:tc>` + wordTableOf("a|b", "c|d") + para("under") + `</w:tc></w:tr></w:tbl>`,
		"left\n«A1:a»\t«B1:b»\n«A2:c»\t«B2:d»\nunder\n"},
	{"spans", `<w:tbl><w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>` + para("a") + `</w:tc><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>` + para("b") + `</w:tc></w:tr>` +
		`<w:tr><w:tc>` + para("c") + `</w:tc><w:tc>` + para("d") + `</w:tc><w:tc>` + para("e") + `</w:tc><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>`,
		"«B1:a»\t«D1:b»\n«A2:c»\t«B2:d»\t«C2:e»\n"},
	{"changes and boxes in a table", `<w:tbl><w:tr><w:tc><w:p><w:ins><w:r><w:t>new</w:t></w:r></w:ins><w:del><w:r><w:delText>old</w:delText></w:r></w:del><w:r><w:txbxContent>` + para("box") + `</w:txbxContent></w:r></w:p></w:tc><w:tc>` + para("b") + `</w:tc></w:tr></w:tbl>` + para("next"),
		"«A1:new»\t«B1:b»\nbox\nold\nnext\n"},
	{"damaged table", `</w:tc></w:tr></w:tbl><w:tr><w:tc>` + para("x") + `<w:tbl><w:tc>` + para("a") + `<w:tc>` + para("b") + para("c"),
		"x\n«A1:a»\t«B1:b c»\nmalformed: 1 parts are not well-formed XML\n"},
}

func TestDocuments(t *testing.T) {
	for _, tt := range documents {
		x, problems := docx(documentOf(t, tt.body, "word/_rels/document.xml.rels", linkRelations))
		check(t, x)
		if got := samples.Marked(document.Content{Text: x, Problems: problems}); got != tt.want {
			t.Errorf("%s:\ngot  %q\nwant %q", tt.name, got, tt.want)
		}
	}
}

func TestDocumentParts(t *testing.T) {
	x, problems := docx(documentOf(t, para("body")+wordTableOf("a|b"),
		"word/_rels/document.xml.rels", `<Relationships><Relationship Id="1" Type="x/comments" Target="comments.xml"/><Relationship Id="2" Type="x/header" Target="header1.xml"/><Relationship Id="3" Type="x/header" Target="header9.xml"/><Relationship Id="4" Type="x/diagramData" Target="diagrams/data1.xml"/></Relationships>`,
		"word/header1.xml", `<w:hdr>`+para("head")+wordTableOf("c|d")+`</w:hdr>`,
		"word/footer2.xml", `<w:ftr>`+para("foot")+`</w:ftr>`,
		"word/footnotes.xml", `<w:footnotes><w:footnote w:type="separator"><w:p><w:r><w:separator/></w:r></w:p></w:footnote><w:footnote>`+`<w:p><w:hyperlink r:id="m"><w:r><w:t>note</w:t></w:r></w:hyperlink></w:p>`+`</w:footnote></w:footnotes>`,
		"word/_rels/footnotes.xml.rels", linkRelations,
		"word/comments.xml", `<w:comments><w:comment w:author="Ann Clerk">`+para("call her")+para("today")+`</w:comment></w:comments>`,
		"word/diagrams/data1.xml", `<dgm:dataModel><dgm:t><a:p><a:r><a:t>chart of people</a:t></a:r></a:p></dgm:t></dgm:dataModel>`,
		"docProps/core.xml", `<x><dc:title>Letter</dc:title><dc:creator>Ann Clerk</dc:creator></x>`,
		"word/media/image1.jpeg", "x",
	))
	check(t, x)
	want := "body\n«A1:a»\t«B1:b»\n\nhead\n«A1:c»\t«B1:d»\n\nfoot\n\nnote <jane@example.com>\n\nAnn Clerk: call her\ntoday\n\nchart of people\n\nTitle: Letter\nAuthor: Ann Clerk\n" +
		"corrupt: 1 parts are named and are not there\n"
	if got := samples.Marked(document.Content{Text: x, Problems: problems}); got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if x.Rows[1].Table != 1 {
		t.Errorf("tables %+v", x.Rows)
	}
}

// Each row is a document at which a limit ends or changes the reading.
func TestDocumentLimits(t *testing.T) {
	box := `<w:txbxContent>` + para("x") + `</w:txbxContent>`
	for _, tt := range []struct{ name, body, why string }{
		{"tables in tables", strings.Repeat(`<w:tbl><w:tr><w:tc>`, 200) + para("x") + strings.Repeat(`</w:tc></w:tr></w:tbl>`, 200), "too-deep"},
		{"boxes in boxes", strings.Repeat(`<w:p><w:txbxContent>`, 100) + para("x") + strings.Repeat(`</w:txbxContent></w:p>`, 100), "too-deep"},
		{"elements in elements", strings.Repeat(`<w:sdt>`, 2*markup.MaxDepth) + para("gone") + strings.Repeat(`</w:sdt>`, 2*markup.MaxDepth) + para("x"), "too-deep"},
		{"many boxes", `<w:tbl><w:tr><w:tc>` + strings.Repeat(box, 100_000) + `</w:tc></w:tr></w:tbl>`, ""},
		{"many links", `<w:p>` + strings.Repeat(`<w:hyperlink r:id="m"><w:t>x</w:t>`, 300) + strings.Repeat(`</w:hyperlink>`, 300) + `</w:p>`, ""},
		{"many fields", `<w:p>` + strings.Repeat(`<w:fldChar w:fldCharType="begin"/><w:instrText>HYPERLINK tel:1</w:instrText><w:fldChar w:fldCharType="separate"/><w:t>x</w:t>`, 100_000) + strings.Repeat(`<w:fldChar w:fldCharType="end"/>`, 100_000) + `</w:p>`, ""},
		{"many changes", strings.Repeat(`<w:p><w:ins><w:t>x</w:t></w:ins><w:del/>`, 100_000) + strings.Repeat(`</w:p>`, 100_000), "too-deep"},
		{"many rows", `<w:tbl>` + strings.Repeat(`<w:tr><w:tc><w:t>x</w:t></w:tc><w:tc><w:t>y</w:t></w:tc>`+strings.Repeat(`<w:tc/>`, 998)+`</w:tr>`, maxCells/1000+1) + `</w:tbl>`, "too-many"},
	} {
		x, problems := docx(documentOf(t, tt.body, "word/_rels/document.xml.rels", linkRelations))
		check(t, x)
		if reasons(problems) != tt.why || !strings.Contains(x.Data, "x") || strings.Contains(x.Data, "gone") {
			t.Errorf("%s: %d bytes, %v", tt.name, len(x.Data), problems)
		}
	}
}
