package document

import (
	"strings"
	"unicode/utf8"
)

// HTML returns the text of an HTML document or fragment as a reader sees it,
// whatever style sheets hide. Markup, comments, scripts and style sheets are
// left out, but for what comments hide from all but Outlook; the title, the alternative texts of images and the values of input
// fields are lines of their own. Inline elements do not split words, block
// elements break lines, white space is collapsed outside of <pre>, and
// characters without width are dropped. Lines in <blockquote> start with "> "
// for each level, up to 20. The address of a mailto: or tel: link whose text
// does not show it follows the text as " <address>".
//
// The cells of a row are kept apart by a TAB, or by LF after a cell of several
// lines. Rows are the rows of tables that hold data: no cell holds a table or
// long text, and some row has text in two cells. Time and memory are linear in
// len(s), however deep the elements are nested.
func HTML(s string) Text {
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "\uFFFD")
	}
	p := htmlReader{in: tokens{s: s}}
	p.out.Grow(len(s) / 2)
	p.tables = append(p.tables, htmlTable{cell: noCell})
	for p.in.next() {
		p.token()
	}
	p.closeLink()
	for len(p.tables) > 0 {
		p.closeTable()
	}
	return Text{Data: p.out.String(), Rows: p.rows.build()}
}

// An htmlReader writes the text of the tokens of a document.
type htmlReader struct {
	in     tokens
	out    textWriter
	tables []htmlTable // the open ones, innermost last; the first stands for the document
	deeper int         // open tables beyond maxTableDepth
	rows   rowList
	link   htmlLink
}

// token handles the current token.
func (p *htmlReader) token() {
	t := &p.in
	switch t.kind {
	case textToken:
		p.out.html(t.data)
	case startToken:
		p.start(classes(t.name()))
	case endToken:
		p.end(classes(t.name()))
	case conditionalToken:
		p.conditional(t.data)
	}
}

// conditional writes the text of markup that Outlook shows, as lines of their own:
// its tags belong to no element around it.
func (p *htmlReader) conditional(markup string) {
	text := strings.TrimSpace(HTML(markup).Data)
	if text == "" {
		return
	}
	for line := range strings.SplitSeq(text, "\n") {
		p.out.breakLine(1)
		p.out.write(strings.ReplaceAll(line, "\t", " "))
	}
	p.out.breakLine(1)
}

// start handles a start tag of class c.
func (p *htmlReader) start(c tagClass) {
	switch c {
	case inlineTag:
	case brTag:
		p.out.lineBreak()
	case blockTag, titleTag:
		p.out.breakLine(1)
	case paragraphTag:
		p.out.breakLine(p.paragraph())
	case headingTag, hrTag:
		p.out.breakLine(2)
	case quoteTag:
		p.out.breakLine(2)
		p.out.quotes++
	case preTag:
		p.out.breakLine(2)
		p.out.pre++
		p.in.skipNewline()
	case anchorTag:
		p.openLink()
	case imageTag:
		p.attribute("alt")
		p.attribute("title")
	case inputTag:
		p.attribute("value") // of hidden fields too: it is data of the document
		p.attribute("placeholder")
		p.attribute("alt")
	case tableTag:
		p.openTable()
	case rowTag:
		p.openRow()
	case cellTag:
		p.openCell()
	case spaceTag:
		p.out.blank()
	}
}

// end handles an end tag of class c.
func (p *htmlReader) end(c tagClass) {
	switch c {
	case blockTag, titleTag, paragraphTag:
		p.out.breakLine(1)
	case headingTag:
		p.out.breakLine(2)
	case quoteTag:
		p.out.breakLine(2)
		p.out.quotes = max(p.out.quotes-1, 0)
	case preTag:
		p.out.pre = max(p.out.pre-1, 0)
		p.out.breakLine(2)
	case brTag:
		p.out.lineBreak() // browsers read </br> as <br>
	case anchorTag:
		p.closeLink()
	case tableTag:
		p.endTable()
	case rowTag:
		p.closeRow()
	case cellTag:
		p.closeCell()
	case spaceTag:
		p.out.blank()
	}
}

// paragraph returns the line breaks before the paragraph that starts: an empty
// line, unless its style has no margin.
// QUIRK: Outlook writes each line as a paragraph of class MsoNormal.
func (p *htmlReader) paragraph() int {
	if class, ok := p.in.attr("class"); ok && strings.HasPrefix(class, "Mso") {
		return 1
	}
	style, _ := p.in.attr("style")
	for rest := style; ; {
		i := strings.Index(rest, "margin")
		if i < 0 {
			return 2
		}
		rest = rest[i+len("margin"):]
		rest = strings.TrimPrefix(strings.TrimPrefix(rest, "-top"), "-bottom")
		if strings.HasPrefix(strings.TrimLeft(rest, ": "), "0") {
			return 1
		}
	}
}

// attribute writes the value of an attribute of the current tag as a line.
func (p *htmlReader) attribute(name string) {
	value, _ := p.in.attr(name)
	if strings.TrimSpace(value) == "" {
		return
	}
	p.out.breakLine(1)
	p.out.html(value)
	p.out.breakLine(1)
}
