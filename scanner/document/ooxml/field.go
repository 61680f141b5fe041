package ooxml

import (
	"exposed/scanner/document/flow"
)

// The limits of fields and links that are open at a time; deeper ones are text.
const (
	maxFields   = 100
	maxCode     = 64 << 10 // bytes of the code of a field
	maxLinkText = 4 << 10  // bytes of text in which a target is looked for
)

// A field is an open field with its link, if it is one.
type field struct {
	link flow.Link
	at   int // where its text starts in the paragraph
}

// An openLink is a link whose end has not come.
type openLink struct {
	field
	element string
}

// fieldChar handles the marks of a field: its code stands between begin and
// separate, its result between separate and end.
func (d *wordReader) fieldChar(kind string) {
	n := len(d.fields)
	switch kind {
	case "begin":
		if n < maxFields {
			d.fields = append(d.fields, field{})
		}
		d.code = d.code[:0]
	case "separate":
		if n > 0 {
			d.fields[n-1] = field{flow.LinkOf(flow.FieldTarget(string(d.code))), len(d.Paragraph())}
		}
		d.code = d.code[:0]
	case "end":
		if n > 0 {
			d.showLink(d.fields[n-1])
			d.fields = d.fields[:n-1]
		}
	}
}

// openLink starts a link that an element holds.
func (d *wordReader) openLink(l flow.Link, element string) {
	if len(d.hyperlinks) < maxFields {
		d.hyperlinks = append(d.hyperlinks, openLink{field{l, len(d.Paragraph())}, element})
	}
}

// closeLink ends the link that the element holds.
func (d *wordReader) closeLink(element string) {
	if n := len(d.hyperlinks); n > 0 && d.hyperlinks[n-1].element == element {
		d.showLink(d.hyperlinks[n-1].field)
		d.hyperlinks = d.hyperlinks[:n-1]
	}
}

// showLink writes the target of a link behind its text, which does not show it.
func (d *wordReader) showLink(f field) {
	if f.link.Target == "" {
		return
	}
	para := d.Paragraph()
	text := string(para[min(max(f.at, len(para)-maxLinkText), len(para)):])
	if !f.link.Shown(text) {
		d.Write([]byte(" <" + f.link.Target + ">"))
	}
}
