package odf

import (
	"encoding/base64"
	"strconv"
	"strings"

	"exposed/scanner/document/flow"
	"exposed/scanner/document/markup"
)

// A textReader reads the tokens of one part.
type textReader struct {
	*reader
	t     *markup.Tokens
	open  []string // names of the open elements
	names map[string]string

	skip    int // depth of an element that is passed over
	para    int // open paragraphs
	value   []byte
	label   string // of the property whose value is read
	prop    int    // its depth
	links   []openLink
	changes map[string]*change // tracked changes by their id
	deleted *change            // that is being read
	who     string             // wrote the annotation that starts
	sheet   *sheet             // the open table of a workbook
	picture []byte             // an embedded file, in base64
	inData  bool
	blank   bool // the last character of the paragraph is a blank that others join
	inBook  bool // tables are sheets
}

// An openLink is a link whose end has not come.
type openLink struct {
	link  flow.Link
	at    int // where its text starts in the paragraph
	depth int
}

// A change is a tracked change: a deletion with its text, or an insertion.
type change struct {
	inserted bool
	text     []byte
}

// read reads the tokens of a part.
func (r *reader) read(t *markup.Tokens) {
	x := textReader{reader: r, t: t, names: map[string]string{}, changes: map[string]*change{}}
	r.Begin()
	for !r.Full && t.Next() {
		x.token()
	}
	x.endSheet()
	r.End()
}

// name returns the name of the tag, without allocating one for each tag.
func (x *textReader) name() string {
	name, ok := x.names[string(x.t.Name)]
	if !ok {
		name = string(x.t.Name)
		if len(x.names) < 1024 {
			x.names[name] = name
		}
	}
	return name
}

// parent returns the name of the element around the innermost one.
func (x *textReader) parent() string {
	if n := len(x.open); n > 1 {
		return x.open[n-2]
	}
	return ""
}

// token handles a token.
func (x *textReader) token() {
	t := x.t
	switch t.Kind {
	case markup.Start:
		x.open = append(x.open[:min(len(x.open), t.Depth-1)], x.name())
		if x.skip == 0 {
			x.start(x.open[len(x.open)-1])
		}
	case markup.End:
		if x.skip > 0 {
			if t.Depth < x.skip {
				x.skip = 0
			}
		} else {
			x.end(x.name())
		}
		x.open = x.open[:min(len(x.open), t.Depth)]
	case markup.Text:
		if x.skip == 0 {
			x.chars()
		}
	}
}

// chars takes a piece of text.
func (x *textReader) chars() {
	switch {
	case x.inData:
		if len(x.picture) < maxFiles {
			x.picture = append(x.picture, x.t.Text...)
		}
	case x.prop > 0:
		if len(x.value) < maxCellText {
			x.value = x.t.AppendText(x.value)
		}
	case x.para > 0:
		x.value = x.t.AppendText(x.value[:0])
		x.write(x.collapse(x.value))
	}
}

// collapse makes one blank of several (ODF 1.3 part 3, 6.1.2), in place.
func (x *textReader) collapse(v []byte) []byte {
	out := v[:0]
	for _, c := range v {
		if c == ' ' || c == '\t' || c == '\n' || c == '\r' {
			if x.blank {
				continue
			}
			c = ' '
		}
		x.blank = c == ' '
		out = append(out, c)
	}
	return out
}

// write adds text to the open paragraph.
func (x *textReader) write(v []byte) {
	switch {
	case x.deleted != nil:
		if x.kept += len(v); x.kept > maxKept {
			x.Trouble(largeKept)
			return
		}
		x.deleted.text = append(x.deleted.text, v...)
	case x.sheet != nil:
		x.sheet.write(v)
	default:
		x.Write(v)
	}
}

// start handles a start tag.
func (x *textReader) start(name string) {
	t := x.t
	switch name {
	case "styles", "automatic-styles", "font-face-decls", "settings", "script", "event-listeners", "note-citation", "ruby-text",
		"creator-initials", "sender-initials", "tracked-changes-view-settings", "calculation-settings":
		x.skip = t.Depth
	case "p", "h":
		x.startParagraph()
	case "s":
		n, _ := strconv.Atoi(t.Attr("c"))
		x.write([]byte(strings.Repeat(" ", min(max(n, 1), 64))))
	case "tab", "tab-stop":
		x.write([]byte{'\t'})
	case "line-break":
		x.write([]byte{'\n'})
		x.blank = true
	case "a":
		x.links = append(x.links, openLink{flow.LinkOf(t.Attr("href")), x.length(), t.Depth})
	case "hidden-text":
		x.write([]byte(t.Attr("string-value")))
	case "user-field-decl", "variable-decl":
		x.property(t.Attr("name"), t.Attr("string-value"))
	case "page":
		if x.sheet == nil {
			x.End()
			x.Begin()
			x.pages = append(x.pages, x.Out.Len())
		}
	case "annotation":
		x.openNote()
		x.who = ""
	case "note-body":
		x.openNote()
	case "binary-data":
		x.inData, x.picture = true, x.picture[:0]
	case "spreadsheet":
		x.inBook = x.main
		x.book = x.book || x.main
	case "deletion", "insertion", "changed-region", "change", "change-start", "change-end":
		x.changed(name)
	case "text", "textarea", "formatted-text", "combobox", "fixed-text", "button", "checkbox", "radio", "hidden", "password", "date", "number":
		x.startForm(name)
	default:
		x.startMore(name)
	}
}

// startMore handles the start tags of tables, shapes and properties.
func (x *textReader) startMore(name string) {
	switch {
	case tableElements[name]:
		x.startTable(name)
	case boxes[name]:
		x.openNote()
	}
	x.startProperty(name)
}

// boxes are shapes whose text stands beside the text that they are anchored in.
var boxes = map[string]bool{
	"text-box": true, "custom-shape": true, "rect": true, "ellipse": true, "circle": true, "line": true, "connector": true, "caption": true,
	"path": true, "polygon": true, "polyline": true, "regular-polygon": true, "measure": true,
}

// startParagraph starts a paragraph.
func (x *textReader) startParagraph() {
	x.para++
	x.blank = true
	switch {
	case x.deleted != nil:
		if len(x.deleted.text) > 0 {
			x.write([]byte{'\n'})
		}
	case x.sheet != nil:
		x.sheet.line()
	default:
		x.EndParagraph()
	}
	if x.who != "" && x.deleted == nil {
		x.write([]byte(x.who + ": "))
		x.who = ""
	}
}

// openNote starts text that follows what it stands in.
func (x *textReader) openNote() {
	if x.sheet != nil {
		x.sheet.openNote()
		return
	}
	x.OpenBox()
}

// closeNote ends it.
func (x *textReader) closeNote() {
	if x.sheet != nil {
		x.sheet.closeNote()
		return
	}
	x.CloseBox()
}

// length returns the bytes of the open paragraph.
func (x *textReader) length() int {
	if x.sheet != nil {
		return len(x.sheet.text())
	}
	return len(x.Paragraph())
}

// end handles an end tag.
func (x *textReader) end(name string) {
	switch name {
	case "p", "h":
		x.endParagraph()
	case "a":
		if n := len(x.links); n > 0 {
			x.showLink(x.links[n-1])
			x.links = x.links[:n-1]
		}
	case "annotation", "note-body":
		x.closeNote()
	case "binary-data":
		x.endData()
	case "deletion", "changed-region":
		x.deleted = nil
	default:
		switch {
		case tableElements[name]:
			x.endTable(name)
		case boxes[name]:
			x.closeNote()
		}
	}
	x.endProperty(name)
}

// endParagraph ends a paragraph.
func (x *textReader) endParagraph() {
	x.para = max(x.para-1, 0)
	switch {
	case x.deleted != nil || x.sheet != nil:
	case x.para > 0: // of a shape within a paragraph
		x.EndParagraph()
	default:
		x.CloseParagraph()
	}
}

// showLink writes the target of a link behind its text, which does not show it.
func (x *textReader) showLink(l openLink) {
	if l.link.Target == "" {
		return
	}
	const most = 4 << 10 // bytes of text in which a target is looked for
	text := x.Paragraph
	if x.sheet != nil {
		text = x.sheet.text
	}
	v := text()
	if !l.link.Shown(string(v[min(max(l.at, len(v)-most), len(v)):])) {
		x.write([]byte(" <" + l.link.Target + ">"))
	}
}

// changed handles the elements of tracked changes (ODF 1.3 part 3, 5.5). What
// was deleted stands before the text, and a mark at its place.
func (x *textReader) changed(name string) {
	t := x.t
	switch name {
	case "changed-region":
		if len(x.changes) >= maxChanges {
			x.Trouble(largeKept)
			return
		}
		c := &change{}
		x.changes[t.Attr("id")], x.deleted = c, c
	case "insertion":
		if x.deleted != nil {
			x.deleted.inserted = true
		}
	case "change":
		if c := x.changes[t.Attr("change-id")]; c != nil && x.sheet == nil {
			x.Change()
			x.Deleted++
			x.Write(c.text)
			x.Deleted--
		}
	case "change-start", "change-end":
		c := x.changes[t.Attr("change-id")]
		if c == nil || !c.inserted || x.sheet != nil {
			return
		}
		if name == "change-end" {
			x.Inserted = max(x.Inserted-1, 0)
			return
		}
		x.Change()
		x.Inserted++
	}
}

// endData ends an embedded file of a file in one piece of XML.
func (x *textReader) endData() {
	x.inData = false
	b := make([]byte, 0, len(x.picture))
	for _, c := range x.picture {
		if c > ' ' {
			b = append(b, c)
		}
	}
	n, err := base64.StdEncoding.Decode(b, b)
	if err != nil {
		x.Trouble(badData)
	}
	size := 0
	for _, f := range x.files {
		size += len(f.Data)
	}
	if size+n > maxFiles {
		x.Trouble(largeFiles)
		return
	}
	x.addFile("", b[:n])
}
