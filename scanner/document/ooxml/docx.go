package ooxml

import (
	"path"
	"strings"

	"exposed/scanner/document"
)

// DOCX returns the text of the document b: a paragraph is a line, and an empty
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
func DOCX(b []byte) (document.Text, []document.Problem) {
	d := &wordReader{}
	d.open(b)
	d.document()
	d.unread()
	d.properties()
	return d.text(false)
}

// A wordReader reads the parts of a document.
type wordReader struct {
	reader
	flows   []*flow // the part, and the open text boxes in it; innermost last
	links   map[string]string
	written int // bytes of text so far
	tables  int // tables of the text so far
	fresh   bool

	skip         int // depth of an element that is passed over
	inText       bool
	inCode       bool // of a field
	deleted      int  // open elements of deleted text
	inserted     int  // open elements of inserted text
	code         []byte
	fields       []field
	hyperlinks   []openLink
	alternatives []int  // what was written before each
	prefix       string // who wrote the comment that starts
	piece        []byte
	deeper       int // open text boxes beyond maxBoxes
}

// document reads the body and what belongs to it.
func (d *wordReader) document() {
	main := d.mainPart("word/document.xml")
	if strings.HasSuffix(main, ".bin") {
		d.trouble(otherFormat, 0)
		return
	}
	if !d.has(main) && len(d.parts) > 0 {
		d.trouble(missingPart, 0)
	}
	rels := d.relations(main)
	d.part(main, rels)
	dir := path.Dir(main) + "/"
	for _, kind := range [...]string{"header", "footer", "footnotes", "endnotes", "comments"} {
		for _, rel := range rels {
			if rel.kind != kind {
				continue
			}
			if !d.has(rel.part) {
				d.trouble(missingPart, 0)
			}
			d.part(rel.part, d.relations(rel.part))
		}
		for _, part := range d.named(dir+kind, ".xml") {
			if strings.Trim(part[len(dir+kind):], "0123456789") == ".xml" {
				d.part(part, d.relations(part))
			}
		}
	}
	d.inProse = false
	for _, rel := range rels {
		switch rel.kind {
		case "diagramData", "chart", "chartEx":
			d.drawing(rel.part)
		}
	}
}

// part reads one part with paragraphs.
func (d *wordReader) part(part string, rels []relation) {
	if d.full {
		return
	}
	d.links = map[string]string{}
	for _, rel := range rels {
		if rel.part == "" {
			d.links[rel.id] = rel.target
		}
	}
	d.flows = append(d.flows[:0], &flow{})
	d.skip, d.inText, d.inCode, d.deleted, d.inserted, d.prefix, d.deeper = 0, false, false, 0, 0, "", 0
	d.fields, d.hyperlinks, d.alternatives = d.fields[:0], d.hyperlinks[:0], d.alternatives[:0]
	d.fresh = true
	d.each(part, d.token)
	for len(d.flows) > 1 {
		d.closeBox()
	}
	f := d.flows[0]
	d.endParagraph()
	for len(f.tables) > 0 {
		f.closeTable()
	}
	d.settle()
}

// token handles the next token of the part, and reports whether to go on.
func (d *wordReader) token(t *tokens) bool {
	switch {
	case d.skip > 0:
		if t.kind == endToken && t.depth < d.skip {
			d.skip = 0
		}
	case t.kind == startToken:
		d.start(t)
	case t.kind == endToken:
		d.end(string(t.name))
	case d.inText:
		d.piece = t.appendText(d.piece[:0])
		d.write(d.piece)
	case d.inCode && len(d.code) < maxCode:
		d.code = t.appendText(d.code)
	}
	return !d.full
}

// start handles a start tag.
func (d *wordReader) start(t *tokens) {
	f := d.flow()
	switch string(t.name) {
	case "p":
		d.endParagraph()
		d.piece = append(d.piece[:0], d.prefix...)
		d.write(d.piece)
		d.prefix = ""
	case "t":
		d.inText = true
	case "delText":
		d.change()
		d.deleted++
		d.inText = true
	case "del", "moveFrom":
		d.change()
		d.deleted++
	case "ins", "moveTo":
		d.change()
		d.inserted++
	case "instrText":
		d.inCode = true
	case "fldChar":
		d.fieldChar(t.attr("fldCharType"))
	case "fldSimple":
		d.openLink(linkOf(fieldTarget(t.attr("instr"))), "fldSimple")
	case "hyperlink":
		d.openLink(linkOf(d.links[t.attr("id")]), "hyperlink")
	case "tab", "ptab":
		d.write([]byte{'\t'})
	case "br", "cr":
		d.write([]byte{'\n'})
	case "noBreakHyphen":
		d.write([]byte{'-'})
	case "pPr", "rPr", "tblPr", "sectPr", "sdtPr", "tblGrid", "rt", "tblPrEx":
		d.skip = t.depth
	case "tbl":
		d.endParagraph()
		if !f.openTable() {
			d.trouble(deepTables, 0)
		}
	case "tr":
		d.endParagraph()
		f.openRow()
	case "tc":
		d.endParagraph()
		f.openCell()
	case "gridSpan", "gridBefore", "vMerge":
		f.span(string(t.name), t.attr("val"))
	case "txbxContent":
		d.openBox()
	case "AlternateContent":
		d.alternatives = append(d.alternatives, d.written)
	case "Fallback":
		if n := len(d.alternatives); n > 0 && d.written > d.alternatives[n-1] {
			d.skip = t.depth
		}
	case "docPr":
		d.later([]byte(t.attr("descr")))
	case "comment":
		if d.prefix = t.attr("author"); d.prefix != "" {
			d.prefix += ": "
		}
	case "altChunk":
		d.trouble(unreadChunk, 0)
	}
}

// end handles an end tag.
func (d *wordReader) end(name string) {
	f := d.flow()
	switch name {
	case "p":
		if len(f.para) == 0 && !f.changed {
			f.paragraph(nil)
		}
		d.endParagraph()
		d.settle()
	case "t":
		d.inText = false
	case "delText":
		d.inText = false
		d.deleted = max(d.deleted-1, 0)
	case "del", "moveFrom":
		d.deleted = max(d.deleted-1, 0)
	case "ins", "moveTo":
		d.inserted = max(d.inserted-1, 0)
	case "instrText":
		d.inCode = false
	case "fldSimple", "hyperlink":
		d.closeLink(name)
	case "tbl":
		d.endParagraph()
		f.endTable()
		d.settle()
	case "tr":
		d.endParagraph()
		f.closeRow()
		if f.cells > maxCells {
			d.trouble(manyCells, 0)
			d.full = true
		}
	case "tc":
		d.endParagraph()
		f.closeCell()
	case "txbxContent":
		d.closeBox()
	case "AlternateContent":
		d.alternatives = d.alternatives[:max(len(d.alternatives)-1, 0)]
	case "comment":
		d.prefix = ""
	}
}

// flow returns the innermost flow.
func (d *wordReader) flow() *flow { return d.flows[len(d.flows)-1] }

// write adds text to the open paragraph, as it is and as it was.
func (d *wordReader) write(v []byte) {
	if d.full || len(v) == 0 {
		return
	}
	if !d.count(len(v)) {
		return
	}
	f := d.flow()
	if d.deleted == 0 {
		f.para = append(f.para, v...)
	}
	if f.changed && d.inserted == 0 {
		f.old = append(f.old, v...)
	}
}

// count notes that n bytes of text follow, and reports whether they may.
func (d *wordReader) count(n int) bool {
	if d.written += n; d.written > maxText {
		d.trouble(largeText, 0)
		d.full = true
	}
	return !d.full
}

// later adds lines that follow the paragraph or the table.
func (d *wordReader) later(v []byte) {
	if v = cleanParagraph(v); len(v) > 0 && d.count(len(v)) {
		d.flow().later().paragraph(v)
	}
}

// change notes that the open paragraph has changes from here on.
func (d *wordReader) change() {
	if f := d.flow(); !f.changed {
		f.changed = true
		f.old = append(f.old[:0], f.para...)
	}
}

// endParagraph ends the open paragraph.
func (d *wordReader) endParagraph() {
	f := d.flow()
	if f.changed {
		if string(f.old) != string(f.para) {
			d.later(f.old)
		}
		f.changed = d.deleted+d.inserted > 0
		f.old = f.old[:0]
	}
	if v := cleanParagraph(f.para); len(v) > 0 {
		f.paragraph(v)
	}
	f.para = f.para[:0]
}

// maxBoxes is how deep text boxes can be nested and still have a place of their own.
const maxBoxes = 32

// openBox starts a text box.
func (d *wordReader) openBox() {
	if len(d.flows) > maxBoxes {
		d.trouble(deepTables, 0)
		d.deeper++
		return
	}
	d.flows = append(d.flows, &flow{})
}

// closeBox ends the innermost text box.
func (d *wordReader) closeBox() {
	if d.deeper > 0 {
		d.deeper--
		return
	}
	if len(d.flows) < 2 {
		return
	}
	d.endParagraph()
	f := d.flow()
	for len(f.tables) > 0 {
		f.closeTable()
	}
	f.takeAside()
	d.flows = d.flows[:len(d.flows)-1]
	if len(f.text) > 0 {
		d.flow().later().join(f)
		d.flow().cells += f.cells
	}
}

// settle writes what is final into the text: all, if no table is open.
func (d *wordReader) settle() {
	f := d.flow()
	if len(f.tables) > 0 {
		return
	}
	f.takeAside()
	if len(d.flows) > 1 || len(f.text) == 0 {
		return
	}
	if d.fresh && d.out.Len() > 0 {
		d.out.WriteByte('\n')
	}
	d.fresh = false
	base := d.out.Len()
	d.out.Write(f.text)
	for _, row := range f.rows {
		row.Table += d.tables
		for i := range row.Cells {
			row.Cells[i].Start += base
			row.Cells[i].End += base
		}
		d.rows = append(d.rows, row)
	}
	d.tables += f.n
	f.text, f.rows, f.n = f.text[:0], f.rows[:0], 0
}
