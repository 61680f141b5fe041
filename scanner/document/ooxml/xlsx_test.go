package ooxml

import (
	"exposed/scanner/document"
	"exposed/testdata/samples"
	"strings"
	"testing"
)

// Each row is what the sheet data of a workbook reads as.
var sheets = []struct{ name, data, want string }{
	{"types", `<row r="1"><c r="A1" t="inlineStr"><is><t>Jane Doe</t></is></c><c r="B1"><v>42</v></c><c r="C1" t="b"><v>1</v></c>` +
		`<c r="D1" t="e"><v>#N/A</v></c><c r="E1" t="str"><f>A1</f><v>Jane Doe</v></c><c r="F1" t="d"><v>2024-03-07T00:00:00</v></c>` +
		`<c r="G1" t="d"><v>2024-03-07T14:05:00</v></c></row>`,
		"«A1:Jane Doe»\t«B1:42»\t«C1:TRUE»\t«D1:#N/A»\t«E1:Jane Doe»\t«F1:2024-03-07»\t«G1:2024-03-07 14:05:00»\n"},
	{"empty cells and rows", `<row r="1"><c r="A1"/><c r="B1" s="1"><v></v></c></row><row r="7"><c r="C7"><v>1</v></c><c r="D7" t="str"><v> </v></c></row><row r="9"/>`,
		"«C7:1»\n"},
	{"no references", `<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>`, "«A1:1»\t«B1:2»\n«A2:3»\n"},
	{"cells without rows", `<c r="B2"><v>1</v></c><c r="C2"><v>2</v></c>`, "«B2:1»\t«C2:2»\n"},
	{"rows without number", `<row><c r="A5"><v>1</v></c></row>`, "«A1:1»\n"},
	{"far away", `<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>`, "«XFD1048576:1»\n"},
	{"nonsense for a reference", `<row r="x"><c r="7"><v>1</v></c><c r="AAAAAA1"><v>2</v></c><c r="$B$1"><v>3</v></c></row>`,
		"«A1:1»\t«B1:2»\t«C1:3»\n"},
	{"lines in a cell", `<row r="1"><c r="A1" t="inlineStr"><is><t xml:space="preserve"> 12 Main St&#10;Springfield&#9;IL_x000D_&#13; </t></is></c></row>`,
		"«A1:12 Main St Springfield IL»\n"},
	{"references and sections", `<row r="1"><c r="A1" t="str"><v>A &amp; B &lt;c&gt; &#x41;&#65; &nbsp; & <![CDATA[<&amp;>]]></v></c></row>`,
		"«A1:A & B <c> AA &nbsp; & <&amp;>»\n"},
	{"escapes", `<row r="1"><c r="A1" t="str"><v>_x0041_ _x005F_x000D_ _xZZZZ_ a_x</v></c></row>`, "«A1:A _x000D_ _xZZZZ_ a_x»\n"},
	{"blanks of other kinds", "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>\u00a0John\u202fDoe\u200b\u2028\u00adJr</v></c></row>", "«A1:John Doe Jr»\n"},
	{"rich text", `<row r="1"><c r="A1" t="inlineStr"><is><r><rPr><b/></rPr><t>Ja</t></r><r><t xml:space="preserve">ne </t></r><rPh><t>x</t></rPh><r><t>Doe</t></r></is></c></row>`,
		"«A1:Jane Doe»\n"},
	{"prefixes", `<x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row>`, "«A1:1»\n"},
	{"quotes and comments", `<row r='1'><!-- <c r="Z9"><v>9</v></c> --><c r='A1' x="a>b"><v>1</v></c ></row >`, "«A1:1»\n"},
	{"formula without value", `<row r="3"><c r="A3"><f>1+1</f></c><c r="B3"><v>5</v></c></row><row r="4"><c r="A4"><f>2</f></c><c r="B4" t="str"><f>x</f><v></v></c><c r="C4"><f>B3</f><v/></c></row>`,
		"«B3:5»\n§malformed: 3 formulas have no stored value, and their cells are empty @3\n"},
	{"texts in formulas without value", `<row r="3"><c r="A3"><f>IF(B3,"Jane ""Jo"" Doe",'a"b'!C1&amp;"owes")</f></c><c r="B3"><f>"kept"&amp;1</f><v>5</v></c><c r="C3"><f/></c></row>`,
		"«B3:5»\n§Jane \"Jo\" Doe\nowes\nmalformed: 2 formulas have no stored value, and their cells are empty @3\n"},
	{"checks of cells", `<row r="1"><c r="A1"><v>5</v></c></row></sheetData><dataValidations><dataValidation type="list" promptTitle="Who" prompt="Ask Ann Clerk" error="no"><formula1>"Jane Doe,John Roe"</formula1></dataValidation></dataValidations>` +
		`<extLst><ext><x14:dataValidation prompt="Call"><x14:formula1><xm:f>"Jim,Bob"</xm:f></x14:formula1></x14:dataValidation></ext></extLst>`,
		"«A1:5»\n§Who\nAsk Ann Clerk\nno\nJane Doe,John Roe\nCall\nJim,Bob\n"},
	{"strings that are not there", `<row r="2"><c r="A2" t="s"><v>7</v></c><c r="B2" t="s"><v>-1</v></c><c r="C2" t="s"/></row>`,
		"§malformed: 2 cells name a shared string that is not there and are empty @2\n"},
	{"out of order", `<row r="5"><c r="B5"><v>1</v></c><c r="A5"><v>2</v></c><c r="A5"><v>3</v></c></row><row r="5"><c r="A5"><v>4</v></c></row>`,
		"«B5:1»\t«A5:2»\t«A5:3»\n«A5:4»\n§malformed: 3 cells or rows stand out of order or at a place twice, and are kept as they stand @5\n"},
	{"not closed", `<row r="1"><c r="A1"><v>1</v><c r="B1"><v>2</v></row><row r="2"><c r="A2"><v>3`,
		"«A1:1»\t«B1:2»\n«A2:3»\n§malformed: 1 parts are not well-formed XML\n"},
	{"hidden", `<row r="1" hidden="1"><c r="A1"><v>1</v></c></row>`, "«A1:1»\n"},

	{"merged downward", `<row r="1"><c r="A1"><v>9</v></c><c r="B1"><v>1</v></c></row><row r="2"><c r="B2"><v>2</v></c></row><row r="3"><c r="A3"/><c r="B3"><v>3</v></c></row><row r="5"><c r="B5"><v>5</v></c></row>` +
		`</sheetData><mergeCells><mergeCell ref="A1:A4"/></mergeCells>`,
		"«A1:9»\t«B1:1»\n«A2:9»\t«B2:2»\n«A3:9»\t«B3:3»\n«B5:5»\n"},
	{"merged to the right", `<row r="1"><c r="A1"><v>9</v></c><c r="C1"><v>1</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B1"/></mergeCells>`,
		"«A1:9»\t«C1:1»\n"},
	{"merged both ways", `<row r="1"><c r="B1"><v>9</v></c></row><row r="2"><c r="A2"><v>1</v></c><c r="D2"><v>2</v></c></row></sheetData><mergeCells><mergeCell ref="B1:C3"/></mergeCells>`,
		"«B1:9»\n«A2:1»\t«B2:9»\t«D2:2»\n"},
	{"merged at the end", `<row r="1"><c r="A1"><v>1</v></c><c r="Z1"><v>9</v></c></row><row r="2"><c r="A2"><v>2</v></c></row></sheetData><mergeCells><mergeCell ref="Z1:Z2"/></mergeCells>`,
		"«A1:1»\t«Z1:9»\n«A2:2»\t«Z2:9»\n"},
	{"a merged cell has its own value", `<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row></sheetData><mergeCells><mergeCell ref="A1:A2"/></mergeCells>`,
		"«A1:1»\n«A2:2»\n"},
	{"merged without a value", `<row r="2"><c r="B2"><v>2</v></c></row></sheetData><mergeCells><mergeCell ref="A1:A1048576"/><mergeCell ref="B1:B5"/><mergeCell ref="x"/></mergeCells>`,
		"«B2:2»\n"},
	{"two merges in turn", `<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="B2"><v>2</v></c></row><row r="3"><c r="A3"><v>3</v></c></row><row r="4"><c r="B4"><v>4</v></c></row></sheetData>` +
		`<mergeCells><mergeCell ref="A3:A4"/><mergeCell ref="A1:A2"/></mergeCells>`,
		"«A1:1»\n«A2:1»\t«B2:2»\n«A3:3»\n«A4:3»\t«B4:4»\n"},
}

func TestSheets(t *testing.T) {
	for _, tt := range sheets {
		x, problems := xlsx(workbookOf(t, `<sheetData>`+tt.data+`</sheetData>`))
		check(t, x)
		rows, trouble, _ := strings.Cut(tt.want, "§")
		want := rows
		if rows != "" {
			want += "\n"
		}
		want += "Data\n" + trouble
		got := samples.Marked(document.Content{Text: x, Problems: problems})
		if strings.Contains(tt.data, "</sheetData>") { // it ends twice
			got = strings.Replace(got, "malformed: 1 parts are not well-formed XML\n", "", 1)
		}
		if got != want {
			t.Errorf("%s:\ngot  %q\nwant %q", tt.name, got, want)
		}
	}
}

const styleSheet = `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="00000"/><numFmt numFmtId="165" formatCode="000\-00\-0000"/></numFmts>` +
	`<cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="7"/></cellXfs>` +
	`<dxfs><dxf><numFmt numFmtId="164" formatCode="0%"/></dxf></dxfs></styleSheet>`

// Each row is a workbook, given as the data of its sheet and its other parts.
var workbooks = []struct {
	name, data string
	more       []string
	want       string
}{
	{"shared strings", `<row r="1"><c r="A1" t="s"><v>1</v></c><c r="B1" t="s"><v>0</v></c></row>`,
		[]string{"xl/sharedStrings.xml", `<sst count="99"><si><t>Doe</t></si><si><r><t>Ja</t></r><r><t>ne</t></r><phoneticPr/><rPh><t>x</t></rPh></si></sst>`},
		"«A1:Jane»\t«B1:Doe»\n\nData\n"},
	{"texts that no cell shows", `<row r="1"><c r="A1" t="s"><v>1</v></c></row>`,
		[]string{"xl/sharedStrings.xml", `<sst><si><t>Gone Person</t></si><si><t>Jane</t></si><si><t/></si><si><t>078-05-1120</t></si></sst>`,
			"xl/workbook.xml", `<workbook><sheets><sheet name="Data" r:id="s1"/></sheets><definedNames><definedName name="Owner" comment="who has it">"Ann "&amp;"Clerk"</definedName><definedName name="Area">Data!$A$1</definedName></definedNames></workbook>`,
			"xl/worksheets/_rels/sheet1.xml.rels", `<Relationships><Relationship Id="t" Type="x/table" Target="../tables/table1.xml"/><Relationship Id="u" Type="x/table" Target="../tables/table2.xml"/></Relationships>`,
			"xl/tables/table1.xml", `<table headerRowCount="0" comment="owed"><tableColumns><tableColumn id="1" name="Debtor"/></tableColumns></table>`,
			"xl/tables/table2.xml", `<table><tableColumns><tableColumn id="1" name="in a cell"/></tableColumns></table>`},
		"«A1:Jane»\n\nData\nowed\nDebtor\n\nwho has it\nAnn\nClerk\nGone Person\n078-05-1120\n"},
	{"styles", `<row r="1"><c r="A1" s="1"><v>45358</v></c><c r="B1" s="2"><v>501</v></c><c r="C1" s="3"><v>78051120</v></c><c r="D1" s="4"><v>1234.5</v></c><c r="E1" s="77"><v>5</v></c></row>`,
		[]string{"xl/styles.xml", styleSheet},
		"«A1:2024-03-07»\t«B1:00501»\t«C1:078-05-1120»\t«D1:$1,234.50»\t«E1:5»\n\nData\n"},
	{"days from 1904", `<row r="1"><c r="A1" s="1"><v>43896</v></c></row>`,
		[]string{"xl/styles.xml", styleSheet, "xl/workbook.xml", `<workbook><workbookPr date1904="1"/><sheets><sheet name="Data" r:id="s1"/></sheets></workbook>`},
		"«A1:2024-03-07»\n\nData\n"},
	{"strings that no cell shows", `<row r="1"><c r="A1" t="s"><v>1</v></c></row>`,
		[]string{"xl/sharedStrings.xml", `<sst><si><t>Jane Roe</t></si><si><t>Doe</t></si><si><t>219-09-9999</t></si></sst>`},
		"«A1:Doe»\n\nData\n\nJane Roe\n219-09-9999\n"},
	{"UTF-16 with names in another case", `<row r="1"><c r="A1" t="s"><v>0</v></c></row>`,
		[]string{`XL\SharedStrings.xml`, wide(`<?xml version="1.0" encoding="UTF-16"?><sst><si><t>Jané</t></si></sst>`)},
		"«A1:Jané»\n\nData\n"},
	{"another charset", `<row r="1"><c r="A1" t="s"><v>0</v></c></row>`,
		[]string{"xl/sharedStrings.xml", "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><sst><si><t>Jan\xe9</t></si></sst>"},
		"«A1:Jané»\n\nData\n"},
	{"bytes that are no UTF-8", `<row r="1"><c r="A1" t="s"><v>0</v></c></row>`,
		[]string{"xl/sharedStrings.xml", "<sst><si><t>Jan\xe9 Doe</t></si></sst>"},
		"«A1:Jan\uFFFD Doe»\n\nData\n"},
	{"strict", `<row r="1"><c r="A1" t="d"><v>2024-03-07</v></c></row>`,
		[]string{"_rels/.rels", `<Relationships><Relationship Id="a" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" Target="/xl/workbook.xml"/></Relationships>`,
			"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="s1" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/worksheet" Target="/xl/worksheets/sheet1.xml"/></Relationships>`},
		"«A1:2024-03-07»\n\nData\n"},
	{"an order of its own, and a chart", `<row r="1"><c r="A1"><v>1</v></c></row>`,
		[]string{"xl/workbook.xml", `<workbook><sheets><sheet name="Two" r:id="s2"/><sheet name="Chart" r:id="s3"/><sheet name="One" state="veryHidden" r:id="s1"/></sheets></workbook>`,
			"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="s1" Type="x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="s2" Type="x/worksheet" Target="other/b.xml"/><Relationship Id="s3" Type="x/chartsheet" Target="chartsheets/c.xml"/></Relationships>`,
			"xl/other/b.xml", `<worksheet><sheetData><row r="2"><c r="B2"><v>2</v></c></row></sheetData></worksheet>`,
			"xl/chartsheets/c.xml", `<chartsheet><drawing r:id="x"/></chartsheet>`},
		"«B2:2»\n\nTwo\n\nChart\n\n«A1:1»\n\nOne\n"},
	{"relations that are not there", `<row r="1"><c r="A1"><v>1</v></c></row>`,
		[]string{"xl/_rels/workbook.xml.rels", `<Relation`},
		"«A1:1»\n\nData\ncorrupt: 1 parts are named and are not there\nmalformed: 1 parts are not well-formed XML\n"},
	{"a sheet that is not listed", `<row r="1"><c r="A1"><v>1</v></c></row>`,
		[]string{"xl/worksheets/sheet2.xml", `<worksheet><row r="1"><c r="A1"><v>2</v></c></row></worksheet>`},
		"«A1:1»\n\nData\n\n«A1:2»\nmalformed: 1 sheets are not listed in the workbook and follow the others\n"},
	{"a sheet that is listed twice", `<row r="1"><c r="A1"><v>1</v></c></row>`,
		[]string{"xl/workbook.xml", `<workbook><sheets><sheet name="One" r:id="s1"/><sheet name="Two" r:id="s1"/></sheets></workbook>`},
		"«A1:1»\n\nOne\n\nTwo\nmalformed: 1 sheets are the part of another sheet, which is read once\n"},
	{"a document type", `<row r="1"><c r="A1" t="s"><v>0</v></c></row>`,
		[]string{"xl/sharedStrings.xml", `<!DOCTYPE sst [<!ENTITY a "]>x"><!ENTITY b SYSTEM 'file:///etc/passwd'>]><sst><si><t>&a;&b;</t></si></sst>`},
		"«A1:&a;&b;»\n\nData\nunsupported: 1 parts declare a document type, whose entities are not expanded\n"},
	{"notes", `<row r="2"><c r="B2" t="str"><v>Jane</v></c><c r="C2" t="str"><v>j@example.com</v></c></row></sheetData><hyperlinks><hyperlink ref="B2" r:id="h1"/><hyperlink ref="C2" r:id="h2"/><hyperlink ref="B2" location="A1"/></hyperlinks>` +
		`<headerFooter><oddHeader>&amp;L&amp;"Arial,Bold"&amp;12Example &amp;&amp; Co&amp;CPage &amp;P of &amp;N&amp;R&amp;KFF0000Secret</oddHeader></headerFooter><sheetData>`,
		[]string{"xl/worksheets/_rels/sheet1.xml.rels", `<Relationships><Relationship Id="h1" Type="x/hyperlink" Target="mailto:jane%40example.com?subject=x" TargetMode="External"/><Relationship Id="h2" Type="x/hyperlink" Target="mailto:J@example.com" TargetMode="External"/>` +
			`<Relationship Id="c" Type="x/comments" Target="../comments1.xml"/><Relationship Id="t" Type="x/threadedComment" Target="../threadedComments/t.xml"/><Relationship Id="d" Type="x/drawing" Target="../drawings/drawing1.xml"/></Relationships>`,
			"xl/comments1.xml", `<comments><authors><author>Clerk</author><author>tc={1}</author></authors><commentList><comment ref="B2" authorId="0"><text><r><t>moved to</t></r><r><t xml:space="preserve"> 12 Main St
Springfield</t></r></text></comment><comment ref="B3" authorId="1"><text><t>[Threaded comment] call her</t></text></comment></commentList></comments>`,
			"xl/threadedComments/t.xml", `<ThreadedComments><threadedComment ref="B3" personId="{p}"><text>call her</text></threadedComment></ThreadedComments>`,
			"xl/persons/person.xml", `<personList><person displayName="Ann Clerk" id="{p}"/></personList>`,
			"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="s1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="p" Type="x/person" Target="persons/person.xml"/></Relationships>`,
			"xl/drawings/drawing1.xml", `<xdr:wsDr><xdr:sp><xdr:cNvPr id="1" name="Box" descr="a scan"/><xdr:txBody><a:p><a:r><a:t>in a </a:t></a:r><a:r><a:t>box</a:t></a:r></a:p><a:p><a:r><a:t>two</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:wsDr>`,
			"xl/drawings/_rels/drawing1.xml.rels", `<Relationships><Relationship Id="c" Type="x/chart" Target="../charts/chart1.xml"/></Relationships>`,
			"xl/charts/chart1.xml", `<c:chart><c:title><a:p><a:t>Owed</a:t></a:p></c:title><c:strCache><c:pt idx="0"><c:v>Jane Doe</c:v></c:pt></c:strCache><c:numCache><c:pt><c:v>7</c:v></c:pt></c:numCache></c:chart>`,
			"docProps/core.xml", `<cp:coreProperties><dc:title>List</dc:title><dc:creator>Ann Clerk</dc:creator><dcterms:created>2024</dcterms:created></cp:coreProperties>`,
			"docProps/custom.xml", `<Properties><property name="Owner"><vt:lpwstr>Bob</vt:lpwstr></property></Properties>`,
			"xl/media/image1.png", "x", "xl/embeddings/oleObject1.bin", "x", "xl/pivotCache/pivotCacheRecords1.xml", "<x/>"},
		"«B2:Jane»\t«C2:j@example.com»\n\nData\nJane <jane@example.com>\nExample & Co\nPage  of\nSecret\nClerk: moved to 12 Main St\nSpringfield\nAnn Clerk: call her\na scan\nin a box\ntwo\nOwed\nJane Doe\n\n" +
			"Title: List\nAuthor: Ann Clerk\nOwner: Bob\n" +
			"unsupported: 1 stored copies of other data (pivot tables, external workbooks) are not read\n"},
	{"data of pivot tables and of other workbooks", `<row r="1"><c r="A1"><v>1</v></c></row>`,
		[]string{"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="s1" Type="x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="p" Type="x/pivotCacheDefinition" Target="pivotCache/pivotCacheDefinition1.xml"/><Relationship Id="e" Type="x/externalLink" Target="externalLinks/externalLink1.xml"/></Relationships>`,
			"xl/pivotCache/pivotCacheDefinition1.xml", `<pivotCacheDefinition><cacheFields><cacheField name="Name"><sharedItems><s v="Jane Doe"/><s v="John &amp; Co"/><s v="Gone Person"><tpls/></s></sharedItems></cacheField><cacheField name="Owes"><sharedItems/></cacheField><cacheField name="Born"><sharedItems><d v="1979-03-07T00:00:00"/><m/></sharedItems></cacheField></cacheFields></pivotCacheDefinition>`,
			"xl/pivotCache/_rels/pivotCacheDefinition1.xml.rels", `<Relationships><Relationship Id="r" Type="x/pivotCacheRecords" Target="pivotCacheRecords1.xml"/></Relationships>`,
			"xl/pivotCache/pivotCacheRecords1.xml", `<pivotCacheRecords><r><x v="1"/><n v="12.5"/><x v="0"/></r><r><x v="0"/><m/><x v="1"/></r><r><x v="9"/><s v="free"/></r></pivotCacheRecords>`,
			"xl/externalLinks/externalLink1.xml", `<externalLink><externalBook><sheetDataSet><sheetData><row r="1"><cell r="A1" t="str"><v>Jane</v></cell><cell r="B1"><v>5</v></cell></row></sheetData></sheetDataSet></externalBook></externalLink>`},
		"«A1:1»\n\nData\n\n«A1:Name»\t«B1:Owes»\t«C1:Born»\n«A2:John & Co»\t«B2:12.5»\t«C2:1979-03-07»\n«A3:Jane Doe»\n«B4:free»\n\nGone Person\nJane | 5\n"},
}

func TestWorkbooks(t *testing.T) {
	for _, tt := range workbooks {
		x, problems := xlsx(workbookOf(t, `<sheetData>`+tt.data+`</sheetData>`, tt.more...))
		check(t, x)
		if got := samples.Marked(document.Content{Text: x, Problems: problems}); got != tt.want {
			t.Errorf("%s:\ngot  %q\nwant %q", tt.name, got, tt.want)
		}
	}
}

// The table of a row is the ordinal of its sheet, those without rows counted.
func TestOrdinals(t *testing.T) {
	x, _ := xlsx(workbookOf(t, "", "xl/workbook.xml", `<workbook><sheets><sheet r:id="none"/><sheet r:id="s1"/></sheets></workbook>`,
		"xl/worksheets/sheet1.xml", `<worksheet><row r="3"><c r="A3"><v>1</v></c></row></worksheet>`))
	if !x.Sheets || len(x.Rows) != 1 || x.Rows[0].Table != 1 || x.Rows[0].N != 3 {
		t.Errorf("rows %+v", x.Rows)
	}
}

// wide returns s as UTF-16 with a byte order mark.
func wide(s string) string {
	out := "\xFF\xFE"
	for _, r := range s {
		out += string([]byte{byte(r), byte(r >> 8)})
	}
	return out
}
