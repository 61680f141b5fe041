package ooxml

import (
	"strings"

	"exposed/scanner/document/flow"
	"exposed/scanner/document/markup"
)

// prose writes text behind the rows, or at the end, as lines. The first of a
// block follows an empty line.
func (r *reader) prose(text string) {
	for line := range strings.SplitSeq(text, "\n") {
		v := clean([]byte(line))
		if len(v) == 0 {
			continue
		}
		if r.out.Len()+len(v)+2 > maxText {
			if !r.full {
				r.Trouble(largeText)
			}
			r.full = true
			return
		}
		if !r.inProse && r.out.Len() > 0 {
			r.out.WriteByte('\n')
		}
		r.inProse = true
		r.out.Write(v)
		r.out.WriteByte('\n')
	}
}

// flowed takes over the text that w wrote; prose follows it.
func (r *reader) flowed(w *flow.Writer) {
	r.rows, r.full, r.inProse = w.Rows, w.Full, false
	for kind, n := range map[int]int{largeText: w.Large, manyCells: w.Many, deepTables: w.Deep} {
		for range n {
			r.Trouble(kind)
		}
	}
}

// said returns what somebody said, after the name unless it starts with it.
func said(who, what string) string {
	if who == "" || strings.HasPrefix(what, who) || what == "" {
		return what
	}
	return who + ": " + what
}

// drawing writes the text of a drawing, a chart or a diagram: its paragraphs,
// alternative texts and the words that a chart keeps of its data; outside of workbooks, which have
// them in their cells, also the numbers.
func (r *reader) drawing(part string) {
	d := drawingText{reader: r, numbers: !r.isBook}
	r.each(part, d.token)
	d.flush()
}

// A drawingText reads a drawing.
type drawingText struct {
	*reader
	line    []byte
	numbers bool // those that a chart keeps are text
	inside  bool // of <t> or of the text of a VML shape
	cache   int  // open <strCache>
	box     int  // open <textbox>
}

// token handles the next token of the part, and reports whether to go on.
func (d *drawingText) token(t *markup.Tokens) bool {
	switch t.Kind {
	case markup.Text:
		if d.inside || d.box > 0 {
			d.line = d.collect(d.line, t)
		}
	case markup.Start:
		d.start(t)
	case markup.End:
		d.end(t)
	}
	return !d.full
}

// start handles a start tag.
func (d *drawingText) start(t *markup.Tokens) {
	switch string(t.Name) {
	case "p", "br", "div":
		d.flush()
	case "t":
		d.inside = true
	case "v":
		d.inside = d.cache > 0
	case "strCache", "strLit", "strDim":
		d.cache++
	case "numCache", "numLit", "numDim":
		if d.numbers {
			d.cache++
		}
	case "pt":
		d.flush()
		d.inside = d.cache > 0
	case "textbox":
		d.box++
	case "cNvPr", "docPr":
		d.flush()
		d.prose(t.Attr("title"))
		d.prose(t.Attr("descr"))
	case "shape", "group", "rect", "roundrect", "oval", "line", "polyline", "arc", "curve": // of VML
		if alt := t.Attr("alt"); alt != "" {
			d.flush()
			d.prose(alt)
		}
	case "textpath":
		d.prose(t.Attr("string"))
	}
}

// end handles an end tag.
func (d *drawingText) end(t *markup.Tokens) {
	switch string(t.Name) {
	case "p":
		d.flush()
	case "t", "v":
		d.inside = false
	case "pt":
		d.inside = false
		d.flush()
	case "strCache", "strLit", "strDim":
		d.cache = max(d.cache-1, 0)
	case "numCache", "numLit", "numDim":
		if d.numbers {
			d.cache = max(d.cache-1, 0)
		}
	case "textbox":
		d.flush()
		d.box = max(d.box-1, 0)
	}
}

// flush ends a line.
func (d *drawingText) flush() {
	if len(d.line) > 0 {
		d.prose(string(d.line))
		d.line = d.line[:0]
	}
}

// drawings writes the text of a drawing and of the charts and diagrams in it.
func (r *reader) drawings(part string) {
	r.drawing(part)
	for _, rel := range r.relations(part) {
		switch rel.kind {
		case "chart", "chartEx", "diagramData", "chartUserShapes":
			r.drawing(rel.part)
		}
	}
}

// properties writes what the file says of itself.
func (r *reader) properties() {
	r.inProse = false
	for _, part := range [...]string{"docprops/core.xml", "docprops/app.xml", "docprops/custom.xml"} {
		label := ""
		var value []byte
		r.each(part, func(t *markup.Tokens) bool {
			switch t.Kind {
			case markup.Start:
				if l := propertyLabel(t); l != "" {
					label, value = l, value[:0]
				}
			case markup.Text:
				if label != "" {
					value = r.collect(value, t)
				}
			case markup.End:
				if label != "" {
					if v := clean(value); len(v) > 0 {
						r.prose(label + ": " + string(v))
					}
					label = ""
				}
			}
			return !r.full
		})
	}
}

// propertyLabel returns how Office calls the property that the tag starts; ""
// for those that say nothing of anybody.
func propertyLabel(t *markup.Tokens) string {
	switch string(t.Name) {
	case "title":
		return "Title"
	case "subject":
		return "Subject"
	case "creator":
		return "Author"
	case "keywords":
		return "Keywords"
	case "description":
		return "Comments"
	case "lastModifiedBy":
		return "Last saved by"
	case "category":
		return "Category"
	case "Company":
		return "Company"
	case "Manager":
		return "Manager"
	case "property":
		return t.Attr("name")
	}
	return ""
}
