package ooxml

import (
	"path"
	"strconv"
	"strings"

	"exposed/scanner/document"
	"exposed/scanner/document/flow"
	"exposed/scanner/document/markup"
	"exposed/scanner/document/parts"
)

// readSlides returns the text of a presentation: slide by slide, in the order
// of the presentation and hidden ones too, the text of shapes and tables, of
// diagrams and charts, the notes and the comments. Each slide is a page. Behind
// the slides stand those that the presentation does not list, what layouts and
// masters show on all of them, and the properties. What they say of empty
// placeholders is no text.
func readSlides(p *pack) document.Content {
	d := &slideReader{authors: map[string]string{}}
	d.pack, d.out = *p, &d.Out
	d.shown = map[string]int{}
	d.presentation()
	d.flowed(&d.Writer)
	d.properties()
	return d.content()
}

// A slideReader reads the parts of a presentation.
type slideReader struct {
	reader
	flow.Writer
	links   map[string]string
	authors map[string]string // of comments, by id
	static  bool              // placeholders are passed over

	inText       bool
	inNote       bool      // of the text of a comment
	link         flow.Link // of the open run
	at           int       // where its text starts
	skip         int
	alternatives []int
	author       string
	piece        []byte
	shapes       []int // depths of the open shapes
}

// presentation reads the slides and what belongs to them.
func (d *slideReader) presentation() {
	main := d.mainPart("ppt/presentation.xml")
	rels := d.relations(main)
	slides := d.slides(main, rels)
	d.readAuthors(rels)
	listed := map[string]bool{}
	for _, part := range slides {
		if d.Full {
			return
		}
		if part == "" || !d.has(part) {
			d.Trouble(parts.Missing)
		}
		listed[part] = true
		d.slide(part)
	}
	dir := path.Dir(main) + "/"
	for _, part := range d.named(dir+"slides/", ".xml") {
		if !listed[part] && !strings.Contains(part, "/_rels/") {
			d.Trouble(unlistedSlide)
			d.slide(part)
		}
	}
	d.static = true
	for _, folder := range [...]string{"slidelayouts/", "slidemasters/", "notesmasters/", "handoutmasters/"} {
		for _, part := range d.named(dir+folder, ".xml") {
			if !strings.Contains(part, "/_rels/") {
				d.part(part, d.relations(part))
			}
		}
	}
}

// slides returns the parts of the slides in their order; "" for one that is not
// there.
func (d *slideReader) slides(main string, rels []relation) []string {
	byID := make(map[string]string, len(rels))
	for i := range rels {
		byID[rels[i].id] = rels[i].part
	}
	var out []string
	listed := d.each(main, func(t *markup.Tokens) bool {
		if t.Kind != markup.Start || string(t.Name) != "sldId" {
			return true
		}
		if len(out) >= maxSheets {
			d.Trouble(manySlides)
			return false
		}
		out = append(out, byID[relationID(t)])
		return true
	})
	if !listed && len(d.parts) > 0 {
		d.Trouble(parts.Missing)
	}
	return out
}

// relationID returns the id of the relation that a tag names. Its attribute has
// a prefix, and another one of that name may stand without.
func relationID(t *markup.Tokens) string {
	id := ""
	for i := 0; i < len(t.Attrs); {
		var name, v []byte
		if name, v, i = markup.NextAttribute(t.Attrs, i); string(name) == "id" {
			if _, err := strconv.Atoi(string(v)); err != nil || id == "" {
				id = string(v)
			}
		}
	}
	return id
}

// slide reads a slide and all that belongs to it.
func (d *slideReader) slide(part string) {
	page := len(d.pages) + 1
	d.pages = append(d.pages, d.Out.Len())
	if part == "" || d.read[part] {
		return
	}
	rels := d.relations(part)
	d.part(part, rels)
	d.show(rels, page)
	d.graphics(rels)
	for _, rel := range rels {
		switch rel.kind {
		case "notesSlide":
			more := d.relations(rel.part)
			d.part(rel.part, more)
			d.show(more, page)
		case "comments":
			d.part(rel.part, d.relations(rel.part))
		}
	}
}

// show notes that a slide shows the parts of the relations, and those that
// charts and diagrams among them take in.
func (d *slideReader) show(rels []relation, page int) {
	for _, rel := range rels {
		if _, ok := d.shown[rel.part]; !ok && rel.part != "" {
			d.shown[rel.part] = page
		}
	}
}

// graphics writes the text of the charts and diagrams of a slide.
func (d *slideReader) graphics(rels []relation) {
	d.inProse = false
	for _, rel := range rels {
		switch rel.kind {
		case "diagramData", "chart", "chartEx":
			d.drawing(rel.part)
			more := d.relations(rel.part)
			d.show(more, len(d.pages))
			for _, m := range more {
				if m.kind == "chartUserShapes" {
					d.drawing(m.part)
				}
			}
		}
	}
}

// readAuthors reads who wrote comments.
func (d *slideReader) readAuthors(rels []relation) {
	for _, rel := range rels {
		if rel.kind != "commentAuthors" && rel.kind != "authors" {
			continue
		}
		d.each(rel.part, func(t *markup.Tokens) bool {
			if name := string(t.Name); t.Kind == markup.Start && (name == "cmAuthor" || name == "author") {
				if len(d.authors) == maxLinks {
					d.Trouble(manyLinks)
					return false
				}
				d.authors[d.keep(t.Attr("id"))] = d.keep(t.Attr("name"))
			}
			return true
		})
	}
}

// part reads one part with shapes or comments.
func (d *slideReader) part(part string, rels []relation) {
	if d.Full {
		return
	}
	d.links = targets(rels)
	d.inText, d.inNote, d.skip, d.author, d.link = false, false, 0, "", flow.Link{}
	d.alternatives, d.shapes = d.alternatives[:0], d.shapes[:0]
	d.Begin()
	d.each(part, d.token)
	d.End()
}

// token handles the next token of the part, and reports whether to go on.
func (d *slideReader) token(t *markup.Tokens) bool {
	switch {
	case d.skip > 0:
		if t.Kind == markup.End && t.Depth < d.skip {
			d.skip = 0
		}
	case t.Kind == markup.Start:
		d.start(t)
	case t.Kind == markup.End:
		d.end(t)
	case d.inText || d.inNote:
		d.piece = t.AppendText(d.piece[:0])
		d.Write(d.piece)
	}
	return !d.Full
}

// start handles a start tag.
func (d *slideReader) start(t *markup.Tokens) {
	switch string(t.Name) {
	case "p":
		d.EndParagraph()
		d.who()
	case "t":
		d.inText, d.at = true, len(d.Paragraph())
	case "text": // of a comment of old
		d.EndParagraph()
		d.who()
		d.inNote = true
	case "br":
		d.Write([]byte{'\n'})
	case "rPr":
		d.link = flow.Link{}
	case "hlinkClick":
		d.link = flow.LinkOf(d.links[t.Attr("id")])
	case "tbl":
		d.OpenTable()
	case "tr":
		d.OpenRow()
	case "tc":
		if t.Attr("hMerge") == "" {
			d.OpenCell()
			d.Span(number([]byte(t.Attr("gridSpan"))))
			d.Merged(t.Attr("vMerge") != "")
		}
	case "sp", "graphicFrame", "pic", "cxnSp":
		d.shapes = append(d.shapes, t.Depth)
	case "ph":
		if n := len(d.shapes); d.static && n > 0 {
			d.skip = d.shapes[n-1]
			d.shapes = d.shapes[:n-1]
		}
	case "cNvPr":
		d.alternative(t)
	case "AlternateContent":
		d.alternatives = append(d.alternatives, d.Written())
	case "Fallback":
		if n := len(d.alternatives); n > 0 && d.Written() > d.alternatives[n-1] {
			d.skip = t.Depth
		}
	case "cm", "reply":
		d.author = d.authors[t.Attr("authorId")]
	}
}

// who writes who wrote the comment whose text starts.
func (d *slideReader) who() {
	if d.author != "" {
		d.String(d.author + ": ")
		d.author = ""
	}
}

// alternative writes what a shape says for those who do not see it.
func (d *slideReader) alternative(t *markup.Tokens) {
	for _, name := range [...]string{"title", "descr"} {
		if v := t.Attr(name); v != "" {
			d.Line(v)
		}
	}
}

// end handles an end tag.
func (d *slideReader) end(t *markup.Tokens) {
	switch string(t.Name) {
	case "p":
		d.CloseParagraph()
	case "t":
		d.inText = false
		d.showLink()
	case "text":
		d.inNote = false
		d.EndParagraph()
	case "tbl":
		d.CloseTable()
	case "tr":
		d.CloseRow()
	case "tc":
		d.CloseCell()
	case "cNvPr", "endParaRPr":
		d.showLink()
	case "sp", "graphicFrame", "pic", "cxnSp":
		d.shapes = d.shapes[:max(len(d.shapes)-1, 0)]
	case "AlternateContent":
		d.alternatives = d.alternatives[:max(len(d.alternatives)-1, 0)]
	}
}

// showLink writes the target of the link of a run or a shape behind its text,
// which does not show it.
func (d *slideReader) showLink() {
	if d.link.Target == "" {
		return
	}
	para := d.Paragraph()
	if !d.link.Shown(string(para[min(max(d.at, len(para)-maxLinkText), len(para)):])) {
		d.String(" <" + d.link.Target + ">")
	}
	d.link = flow.Link{}
}
