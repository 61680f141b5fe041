package ooxml

import (
	"path"
	"slices"
	"strings"

	"exposed/scanner/document"
	"exposed/scanner/document/flow"
	"exposed/scanner/document/markup"
	"exposed/scanner/document/parts"
)

// readWords returns the text of a document: a paragraph is a line, and an empty
// one an empty line. What tracked changes delete and what is hidden is text; a
// paragraph with changes is followed by what it was before. Text boxes and
// alternative texts follow the paragraph or the table that they stand in, and
// the target of a link whose text does not show it follows as " <target>".
// Behind the body stand headers, footers, notes, comments, diagrams, and the
// properties of the document.
//
// The cells of a row are kept apart by a TAB, or by LF after a cell of several
// lines. Rows are the rows of tables that hold data: no cell holds a table or
// long text, and some row has text in two cells. In the cells of rows line
// ends and TAB are blanks.
func readWords(p *pack) document.Content {
	d := &wordReader{}
	d.pack, d.out = *p, &d.Out
	d.document()
	d.properties()
	return d.content()
}

// A wordReader reads the parts of a document.
type wordReader struct {
	reader
	flow.Writer
	links map[string]string

	skip         int // depth of an element that is passed over
	inText       bool
	inCode       bool // of a field
	code         []byte
	fields       []field
	hyperlinks   []openLink
	alternatives []int  // what was written before each
	prefix       string // who wrote the comment that starts
	piece        []byte
	choice       []string // entries of a list to choose from
	chosen       int      // of them
	inChoice     bool
	described    string // alternative text that was read last
	reviewers    []string
}

// document reads the body and what belongs to it.
func (d *wordReader) document() {
	main := d.mainPart("word/document.xml")
	if strings.HasSuffix(main, ".bin") {
		d.Trouble(otherFormat)
		return
	}
	if !d.has(main) && len(d.parts) > 0 {
		d.Trouble(parts.Missing)
	}
	rels := d.relations(main)
	d.imports(rels)
	d.part(main, rels)
	dir := path.Dir(main) + "/"
	for _, kind := range [...]string{"header", "footer", "footnotes", "endnotes", "comments"} {
		for _, rel := range rels {
			if rel.kind != kind {
				continue
			}
			if !d.has(rel.part) {
				d.Trouble(parts.Missing)
			}
			d.part(rel.part, d.relations(rel.part))
		}
		for _, part := range d.named(dir+kind, ".xml") {
			if strings.Trim(part[len(dir+kind):], "0123456789") == ".xml" {
				d.part(part, d.relations(part))
			}
		}
	}
	for _, part := range d.named(dir+"glossary/document", ".xml") {
		d.part(part, d.relations(part))
	}
	d.flowed(&d.Writer)
	for _, name := range d.reviewers {
		d.prose("Changes by: " + name)
	}
	d.data(dir)
	for _, rel := range rels {
		switch rel.kind {
		case "diagramData", "chart", "chartEx":
			d.drawing(rel.part)
		}
	}
}

// describe writes the alternative texts of a shape, each once where the shape
// and its picture have the same.
func (d *wordReader) describe(texts ...string) {
	for _, text := range texts {
		if text != "" && text != d.described {
			d.Later([]byte(text))
			d.described = text
		}
	}
}

// skipped reads what counts of elements that are passed over: the title of a
// content control, what it offers to choose from (ISO/IEC 29500-1, 17.5.2.1,
// 17.5.2.21), and who changed properties.
func (d *wordReader) skipped(t *markup.Tokens) {
	switch string(t.Name) {
	case "alias":
		d.Later([]byte(t.Attr("val")))
	case "listItem":
		text := t.Attr("displayText")
		if text == "" {
			text = t.Attr("value")
		}
		d.Later([]byte(text))
	case "ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblGridChange", "tblPrExChange", "trPrChange", "tcPrChange":
		d.reviewer(t)
	}
}

// reviewer notes who made a change (ISO/IEC 29500-1, 17.13.5).
func (d *wordReader) reviewer(t *markup.Tokens) {
	const most = 1000
	name := t.Attr("author")
	if name == "" || slices.Contains(d.reviewers, name) {
		return
	}
	if len(d.reviewers) == most {
		d.Trouble(manyLinks)
		return
	}
	d.reviewers = append(d.reviewers, d.keep(name))
}

// part reads one part with paragraphs.
func (d *wordReader) part(part string, rels []relation) {
	if d.Full {
		return
	}
	d.links = targets(rels)
	d.Begin()
	d.skip, d.inText, d.inCode, d.prefix = 0, false, false, ""
	d.fields, d.hyperlinks, d.alternatives = d.fields[:0], d.hyperlinks[:0], d.alternatives[:0]
	d.each(part, d.token)
	d.End()
}

// token handles the next token of the part, and reports whether to go on.
func (d *wordReader) token(t *markup.Tokens) bool {
	switch {
	case d.skip > 0:
		if t.Kind == markup.End && t.Depth < d.skip {
			d.skip = 0
		} else if t.Kind == markup.Start {
			d.skipped(t)
		}
	case t.Kind == markup.Start:
		d.start(t)
	case t.Kind == markup.End:
		d.end(string(t.Name))
	case d.inText:
		d.piece = t.AppendText(d.piece[:0])
		d.Write(d.piece)
	case d.inCode && len(d.code) < maxCode:
		d.code = t.AppendText(d.code)
	}
	return !d.Full
}

// start handles a start tag.
func (d *wordReader) start(t *markup.Tokens) {
	switch string(t.Name) {
	case "p":
		d.EndParagraph()
		d.piece = append(d.piece[:0], d.prefix...)
		d.Write(d.piece)
		d.prefix = ""
	case "t":
		d.inText = true
	case "delText":
		d.Change()
		d.Deleted++
		d.inText = true
	case "del", "moveFrom":
		d.reviewer(t)
		d.Change()
		d.Deleted++
	case "ins", "moveTo":
		d.reviewer(t)
		d.Change()
		d.Inserted++
	case "instrText":
		d.inCode = true
	case "fldChar":
		d.fieldChar(t.Attr("fldCharType"))
	case "fldSimple":
		d.openLink(flow.LinkOf(flow.FieldTarget(t.Attr("instr"))), "fldSimple")
	case "hyperlink":
		d.openLink(flow.LinkOf(d.links[t.Attr("id")]), "hyperlink")
	case "tab", "ptab":
		d.Write([]byte{'\t'})
	case "br", "cr":
		d.Write([]byte{'\n'})
	case "noBreakHyphen":
		d.Write([]byte{'-'})
	case "pPr", "rPr", "tblPr", "sectPr", "sdtPr", "tblGrid", "rt", "tblPrEx":
		d.skip = t.Depth
	case "tbl":
		d.OpenTable()
	case "tr":
		d.OpenRow()
	case "tc":
		d.OpenCell()
	case "gridSpan":
		d.Span(number([]byte(t.Attr("val"))))
	case "gridBefore":
		d.Before(max(number([]byte(t.Attr("val"))), 1))
	case "vMerge":
		d.Merged(t.Attr("val") != "restart")
	case "txbxContent":
		d.OpenBox()
	case "AlternateContent":
		d.alternatives = append(d.alternatives, d.Written())
	case "Fallback":
		if n := len(d.alternatives); n > 0 && d.Written() > d.alternatives[n-1] {
			d.skip = t.Depth
		}
	default:
		d.startOther(t)
	}
}

// startOther handles a start tag of what stands beside the text, as names of
// shapes, lists of choices and comments.
func (d *wordReader) startOther(t *markup.Tokens) {
	switch string(t.Name) {
	case "docPr", "cNvPr":
		d.describe(t.Attr("title"), t.Attr("descr"))
	case "shape", "group", "rect", "roundrect", "oval", "line", "polyline", "arc", "curve": // of VML
		d.describe(t.Attr("alt"))
	case "alias", "listItem": // of a content control whose properties are not closed
		d.skipped(t)
	case "textpath": // of VML: words as a picture
		d.Later([]byte(t.Attr("string")))
	case "ddList":
		d.choice, d.chosen, d.inChoice = d.choice[:0], 0, true
	case "result":
		if d.inChoice {
			d.chosen = max(number([]byte(t.Attr("val"))), 0)
		}
	case "listEntry":
		if d.inChoice && len(d.choice) < maxFields {
			d.choice = append(d.choice, t.Attr("val"))
		}
	case "comment":
		if d.prefix = t.Attr("author"); d.prefix != "" {
			d.prefix += ": "
		}
	}
}

// end handles an end tag.
func (d *wordReader) end(name string) {
	switch name {
	case "p":
		d.CloseParagraph()
	case "t":
		d.inText = false
	case "delText":
		d.inText = false
		d.Deleted = max(d.Deleted-1, 0)
	case "del", "moveFrom":
		d.Deleted = max(d.Deleted-1, 0)
	case "ins", "moveTo":
		d.Inserted = max(d.Inserted-1, 0)
	case "instrText":
		d.inCode = false
	case "fldSimple", "hyperlink":
		d.closeLink(name)
	case "tbl":
		d.CloseTable()
	case "tr":
		d.CloseRow()
	case "tc":
		d.CloseCell()
	case "ddList":
		if d.inChoice = false; d.chosen < len(d.choice) {
			d.String(d.choice[d.chosen])
		}
	case "txbxContent":
		d.CloseBox()
	case "AlternateContent":
		d.alternatives = d.alternatives[:max(len(d.alternatives)-1, 0)]
	case "comment":
		d.prefix = ""
	}
}

// data writes the variables of the document, and the data that its content
// controls are bound to (ISO/IEC 29500-1, 17.15.1.31; 15.2.5).
func (d *wordReader) data(dir string) {
	d.each(dir+"settings.xml", func(t *markup.Tokens) bool {
		if t.Kind == markup.Start && string(t.Name) == "docVar" {
			d.prose(said(t.Attr("name"), t.Attr("val")))
		}
		return !d.full
	})
	for _, part := range d.named("customxml/item", ".xml") {
		if strings.Trim(part[len("customxml/item"):], "0123456789") == ".xml" {
			d.values(part)
		}
	}
}

// values writes the texts of the elements of a part.
func (d *wordReader) values(part string) {
	var value []byte
	d.each(part, func(t *markup.Tokens) bool {
		if t.Kind == markup.Text {
			value = d.collect(value, t)
			return true
		}
		if len(value) > 0 {
			d.prose(string(value))
			value = value[:0]
		}
		return !d.full
	})
}
