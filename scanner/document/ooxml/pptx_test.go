package ooxml

import (
	"fmt"
	"strings"
	"testing"

	"exposed/scanner/document"
	"exposed/testdata/samples"
)

// shape returns a shape with paragraphs of text.
func shape(paragraphs ...string) string {
	s := `<p:sp><p:nvSpPr><p:cNvPr id="2" name="Title 1"/><p:nvPr><p:ph type="title"/></p:nvPr></p:nvSpPr><p:txBody>`
	for _, text := range paragraphs {
		s += `<a:p><a:r><a:rPr lang="en"/><a:t>` + text + `</a:t></a:r></a:p>`
	}
	return s + `</p:txBody></p:sp>`
}

// slideTable returns a table of the given rows, with cells between "|".
func slideTable(rows ...string) string {
	s := `<p:graphicFrame><a:tbl><a:tblGrid/>`
	for _, row := range rows {
		s += `<a:tr>`
		for cell := range strings.SplitSeq(row, "|") {
			s += `<a:tc><a:txBody><a:p><a:r><a:t>` + cell + `</a:t></a:r></a:p></a:txBody></a:tc>`
		}
		s += `</a:tr>`
	}
	return s + `</a:tbl></p:graphicFrame>`
}

// slidesOf returns a presentation of slides with the given shapes, and more parts.
func slidesOf(t testing.TB, slides []string, more ...string) []byte {
	t.Helper()
	list, rels := "", ""
	var parts []string
	for i, s := range slides {
		list += fmt.Sprintf(`<p:sldId id="%d" r:id="rId%d"/>`, 256+i, i+1)
		rels += fmt.Sprintf(`<Relationship Id="rId%d" Type="x/slide" Target="slides/slide%d.xml"/>`, i+1, i+1)
		parts = append(parts, fmt.Sprintf("ppt/slides/slide%d.xml", i+1), `<p:sld><p:cSld><p:spTree>`+s+`</p:spTree></p:cSld></p:sld>`)
	}
	return packed(t, append(append([]string{
		"_rels/.rels", `<Relationships><Relationship Id="a" Type="http://x/officeDocument" Target="ppt/presentation.xml"/></Relationships>`,
		"ppt/presentation.xml", `<p:presentation><p:sldIdLst>` + list + `</p:sldIdLst></p:presentation>`,
		"ppt/_rels/presentation.xml.rels", `<Relationships>` + rels + `<Relationship Id="c" Type="x/commentAuthors" Target="commentAuthors.xml"/><Relationship Id="d" Type="x/authors" Target="authors.xml"/></Relationships>`,
	}, parts...), more...)...)
}

func TestSlides(t *testing.T) {
	link := `<p:sp><p:txBody><a:p><a:r><a:rPr><a:hlinkClick r:id="m"/></a:rPr><a:t>Jane</a:t></a:r><a:r><a:rPr/><a:t>, next</a:t></a:r></a:p></p:txBody></p:sp>`
	file := slidesOf(t, []string{
		shape("Customers", "of ours") + `<p:grpSp>` + shape("in a group") + `</p:grpSp>` + slideTable("Name|SSN", "Jane Doe|078-05-1120"),
		link + `<p:pic><p:nvPicPr><p:cNvPr id="4" name="x" descr="a scan"/></p:nvPicPr></p:pic><mc:AlternateContent><mc:Choice>` + shape("once") + `</mc:Choice><mc:Fallback>` + shape("once") + `</mc:Fallback></mc:AlternateContent>`,
	},
		"ppt/slides/_rels/slide2.xml.rels", `<Relationships><Relationship Id="m" Type="x/hyperlink" Target="mailto:jane@example.com" TargetMode="External"/>`+
			`<Relationship Id="i" Type="x/image" Target="../media/image1.png"/><Relationship Id="n" Type="x/notesSlide" Target="../notesSlides/notesSlide1.xml"/>`+
			`<Relationship Id="c" Type="x/comments" Target="../comments/comment1.xml"/><Relationship Id="d" Type="x/comments" Target="../comments/modern.xml"/><Relationship Id="g" Type="x/chart" Target="../charts/chart1.xml"/></Relationships>`,
		"ppt/notesSlides/notesSlide1.xml", `<p:notes>`+shape("call her")+`</p:notes>`,
		"ppt/commentAuthors.xml", `<p:cmAuthorLst><p:cmAuthor id="0" name="Ann Clerk"/></p:cmAuthorLst>`,
		"ppt/authors.xml", `<p188:authorLst><p188:author id="{A}" name="Bob Clerk"/></p188:authorLst>`,
		"ppt/comments/comment1.xml", `<p:cmLst><p:cm authorId="0"><p:pos x="1"/><p:text>who is it?</p:text></p:cm></p:cmLst>`,
		"ppt/comments/modern.xml", `<p188:cmLst><p188:cm authorId="{A}"><p188:replyLst><p188:reply authorId="{A}"><p188:txBody><a:p><a:r><a:t>yes</a:t></a:r></a:p></p188:txBody></p188:reply></p188:replyLst></p188:cm></p188:cmLst>`,
		"ppt/charts/chart1.xml", `<c:chart><c:cat><c:strCache><c:pt><c:v>Owed</c:v></c:pt></c:strCache></c:cat><c:val><c:numCache><c:pt><c:v>12.5</c:v></c:pt></c:numCache></c:val></c:chart>`,
		"ppt/slideMasters/slideMaster1.xml", `<p:sldMaster>`+shape("Click to edit")+`<p:sp><p:txBody><a:p><a:t>Example Inc</a:t></a:p></p:txBody></p:sp></p:sldMaster>`,
		"ppt/media/image1.png", "picture", "ppt/media/image2.emf", "drawing", "ppt/embeddings/oleObject1.bin", string(oleMagic)+"x",
	)
	c := PPTX(file, document.Options{})
	check(t, c.Text)
	want := "Customers\nof ours\nin a group\n«A1:Name»\t«B1:SSN»\n«A2:Jane Doe»\t«B2:078-05-1120»\n\n" +
		"Jane <jane@example.com>, next\na scan\nonce\n\nOwed\n12.5\n\ncall her\n\nAnn Clerk: who is it?\n\nBob Clerk: yes\n\nExample Inc\n"
	if got := samples.Marked(c); got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if len(c.Text.Pages) != 2 || !strings.HasPrefix(strings.TrimSpace(c.Text.Data[c.Text.Pages[1]:]), "Jane <") {
		t.Errorf("pages %v", c.Text.Pages)
	}
	if len(c.Files) != 3 || c.Files[0].Name != "image1.png" || c.Files[0].Page != 2 || c.Files[1].Name != "image2.emf" || c.Files[2].Type != oleType {
		t.Errorf("files %+v", c.Files)
	}
}

// The content type of the main part decides what a file is.
func TestRead(t *testing.T) {
	types := func(kind string) string {
		return `<Types><Override PartName="/word/document.xml" ContentType="` + kind + `"/></Types>`
	}
	for _, tt := range []struct {
		file []byte
		want string
	}{
		{documentOf(t, para("Jane"), "[Content_Types].xml", types("application/vnd.ms-word.template.macroEnabledTemplate.main+xml")), "Jane\n"},
		{documentOf(t, para("Jane"), "[Content_Types].xml", types("application/vnd.ms-powerpoint.slideshow.macroEnabled.main+xml")), ""},
		{documentOf(t, para("Jane")), "Jane\n"},
		{workbookOf(t, `<sheetData><c><v>7</v></c></sheetData>`), "7\n\nData\n"},
		{slidesOf(t, []string{shape("Jane")}), "Jane\n"},
		{nil, ""},
	} {
		if got := Read(tt.file, document.Options{}); got.Text.Data != tt.want {
			t.Errorf("got %q, want %q", got.Text.Data, tt.want)
		}
	}
}

// Files that lie in a document are handed out once, and what the text takes in too.
func TestFiles(t *testing.T) {
	c := DOCX(documentOf(t, para("x"),
		"word/_rels/document.xml.rels", `<Relationships><Relationship Id="1" Type="x/aFChunk" Target="part1.htm"/><Relationship Id="2" Type="x/aFChunk" Target="part2.xml"/></Relationships>`,
		"word/part1.htm", "<p>Jane</p>", "word/part2.xml", "<x/>", "word/embeddings/Book1.xlsx", "PK", "word/media/Image1.jpeg", "y",
		"word/fonts/font1.odttf", "z", "word/vbaProject.bin", "m", "docProps/thumbnail.jpeg", "t", "word/media/empty.png", "",
		"customXml/item1.xml", "<a><b>Jane Doe</b></a>", "word/settings.xml", `<w:settings><w:docVar w:name="owner" w:val="Ann"/></w:settings>`,
		"word/glossary/document.xml", `<w:glossaryDocument>`+para("stored")+`</w:glossaryDocument>`,
	), document.Options{})
	var names []string
	for _, f := range c.Files {
		names = append(names, f.Name+"="+string(f.Data))
	}
	if got, want := strings.Join(names, " "), "part1.htm=<p>Jane</p> part2.xml=<x/> Image1.jpeg=y thumbnail.jpeg=t Book1.xlsx=PK"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if want := "x\n\nstored\n\nowner: Ann\nJane Doe\n"; c.Text.Data != want || reasons(c.Problems) != "unsupported" {
		t.Errorf("got %q, %v", c.Text.Data, c.Problems)
	}
}
