package tree

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"exposed/scanner/document"
	"exposed/scanner/document/markup"
)

// XML returns the text of a file of XML. The label of a value is the path of
// names to it, without that of the root; attributes are values as well, but for
// declarations of name spaces. Elements that repeat are records. Property lists
// of Apple have their keys as names, and the cells of SpreadsheetML 2003 are
// cells. Entities that the file declares are not expanded.
func XML(b []byte, _ document.Options) document.Content {
	x := xmlReader{}
	x.t.Reset(bytes.NewReader(b))
	for !x.full && x.t.Next() {
		x.token()
	}
	for len(x.open) > 0 && !x.full {
		x.end()
	}
	var problems []document.Problem
	add := func(is bool, reason, detail string) {
		if is {
			problems = append(problems, document.Problem{Reason: reason, Detail: detail})
		}
	}
	add(x.t.Declared && bytes.Contains(b[:min(len(b), 64<<10)], []byte("<!ENTITY")), "unsupported", "entities that the file declares are not expanded")
	add(!x.full && (x.t.Broken || x.t.Depth != 0 || x.t.Err != nil), "malformed", "not well-formed XML; what can be is read")
	x.deep += x.t.Deep
	return x.content(problems...)
}

// An xmlReader reads the elements of a file.
type xmlReader struct {
	writer
	t     markup.Tokens
	open  []element
	text  []byte
	names map[string]string
}

// An element is an open one.
type element struct {
	node
	streamed bool // its kids were written as they came
	mixed    bool // there is text before an element
	value    []byte
}

// token handles a token.
func (x *xmlReader) token() {
	switch x.t.Kind {
	case markup.Start:
		e := element{node: node{name: x.name(x.t.Name), size: 1}}
		for i := 0; i < len(x.t.Attrs); {
			start := i
			var name, v []byte
			name, v, i = markup.NextAttribute(x.t.Attrs, i)
			if len(v) > 0 && !bytes.HasPrefix(bytes.TrimLeft(x.t.Attrs[start:i], " \t\r\n"), []byte("xmlns")) && !bytes.HasPrefix(bytes.TrimLeft(x.t.Attrs[start:i], " \t\r\n"), []byte("xsi:")) {
				e.kids = append(e.kids, node{name: x.name(name), text: tidy(markup.AppendChars(nil, v)), size: 1, attr: true})
				e.size++
			}
		}
		x.piece()
		x.open = append(x.open, e)
	case markup.End:
		x.end()
	case markup.Text:
		n := len(x.open)
		if n == 0 {
			break
		}
		x.text = x.t.AppendText(x.text[:0])
		e := &x.open[n-1]
		if e.value = append(e.value, x.text...); len(e.value) > 1<<20 { // long texts are written in pieces
			x.piece()
			e.mixed = false
			e.size += maxNodes
			x.flush()
		}
	}
}

// piece makes a kid of the text before an element, which is part of the running
// text that is mixed with elements.
func (x *xmlReader) piece() {
	n := len(x.open)
	if n == 0 {
		return
	}
	e := &x.open[n-1]
	if len(bytes.TrimSpace(e.value)) > 0 {
		e.kids = append(e.kids, node{text: strings.ToValidUTF8(string(e.value), "\uFFFD"), size: 1})
		e.size++
		e.mixed = true
	}
	e.value = e.value[:0]
}

// name returns the name of an element or an attribute as a label.
func (x *xmlReader) name(b []byte) string {
	if s, ok := x.names[string(b)]; ok {
		return s
	}
	if x.names == nil {
		x.names = map[string]string{}
	}
	s := spaced(strings.ToValidUTF8(string(b[:min(len(b), maxPath)]), "\uFFFD"))
	if len(x.names) < 10_000 {
		x.names[string(b)] = s
	}
	return s
}

// tidy returns a text without the blanks of its indentation.
func tidy(b []byte) string {
	s := strings.ToValidUTF8(string(b), "\uFFFD")
	if strings.ContainsAny(s, "\r\x00") {
		s = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\x00", " ").Replace(s)
	}
	return strings.TrimSpace(s)
}

// end ends the innermost element.
func (x *xmlReader) end() {
	n := len(x.open)
	if n == 0 {
		return
	}
	e := &x.open[n-1]
	if text := tidy(e.value); text != "" || e.mixed {
		if e.streamed || !e.mixed && onlyAttributes(e) {
			e.text = text
		} else {
			x.piece()
			e.text, e.kids = running(e.kids)
		}
	}
	if e.name == "dict" {
		e.kids = keyed(e.kids)
	}
	if n == 1 || e.streamed {
		x.flushAt(n - 1)
		x.open = x.open[:n-1]
		x.settle()
		return
	}
	x.open = x.open[:n-1]
	parent := &x.open[n-2]
	if e.name == "Row" && parent.name == "Table" {
		x.sheetRow(e.kids)
		return
	}
	parent.kids = append(parent.kids, e.node)
	if parent.size += e.size; parent.size > maxNodes {
		x.flush()
	}
}

// onlyAttributes reports whether the kids of an element are its attributes.
func onlyAttributes(e *element) bool {
	for i := range e.kids {
		if !e.kids[i].attr {
			return false
		}
	}
	return true
}

// running returns the text that elements are mixed with, in one piece, and the
// attributes of these. An element that holds others stands apart, and so do two
// beside each other that have not the same name.
func running(kids []node) (string, []node) {
	var out strings.Builder
	var attrs []node
	var walk func(kids []node)
	walk = func(kids []node) {
		last := ""
		for i := range kids {
			kid := &kids[i]
			if kid.attr {
				attrs = append(attrs, *kid)
				continue
			}
			holds := slices.ContainsFunc(kid.kids, func(n node) bool { return !n.attr && n.name != "" })
			if holds || kid.name != "" && last != "" && kid.name != last {
				out.WriteByte('\n')
			}
			out.WriteString(kid.text)
			walk(kid.kids)
			if last = kid.name; holds {
				out.WriteByte('\n')
			}
		}
	}
	walk(kids)
	return tidy([]byte(out.String())), attrs
}

// flush writes the elements that are complete, from the root down.
func (x *xmlReader) flush() {
	for i := range x.open {
		x.flushAt(i)
	}
}

// flushAt writes what waits of the open element i. The last of elements that
// repeat goes on with those that follow.
func (x *xmlReader) flushAt(i int) {
	e := &x.open[i]
	first := !e.streamed
	e.streamed = true
	path := ""
	for k := 1; k <= i; k++ {
		path = join(path, x.open[k].name)
	}
	for k := range e.kids {
		kid := &e.kids[k]
		alone := (k == 0 || e.kids[k-1].name != kid.name) && (k+1 == len(e.kids) || e.kids[k+1].name != kid.name)
		if len(kid.kids) == 0 || alone && (first || len(e.kids) > 1) && !x.continues(join(path, kid.name)) {
			x.value(join(path, kid.name), kid)
		} else {
			x.item(join(path, kid.name), kid)
		}
	}
	e.kids, e.size = e.kids[:0], 1
	if e.text != "" {
		x.line(path, e.text)
		e.text = ""
	}
}

// continues reports whether a record of that path stands or waits before.
func (x *xmlReader) continues(path string) bool {
	return x.column != nil && x.writer.open == path || x.waits && x.path == path
}

// keyed gives the values of a property list the names that stand before them.
func keyed(kids []node) []node {
	out := kids[:0:0]
	for i := 0; i < len(kids); i++ {
		if kids[i].name == "key" && i+1 < len(kids) && kids[i+1].name != "key" {
			v := kids[i+1]
			v.name = spaced(kids[i].text)
			out = append(out, v)
			i++
			continue
		}
		out = append(out, kids[i])
	}
	return out
}

// sheetRow writes a row of SpreadsheetML 2003, in which a cell may say its
// column.
func (x *xmlReader) sheetRow(kids []node) {
	x.flush()
	var values []string
	for i := range kids {
		if kids[i].name != "Cell" {
			continue
		}
		text := ""
		for k := range kids[i].kids {
			switch kid := &kids[i].kids[k]; kid.name {
			case "Index":
				if n, err := strconv.Atoi(kid.text); err == nil && n > len(values)+1 && n <= maxColumns {
					values = append(values, make([]string, n-1-len(values))...)
				}
			case "Data", "Comment":
				text = strings.TrimSpace(text + " " + strings.Join(texts(kid), " "))
			}
		}
		values = append(values, strings.Join(strings.Fields(text), " "))
	}
	if x.column == nil || x.writer.open != "Row" {
		x.settle()
		if len(x.rows) > 0 {
			x.table++
		}
		x.writer.open, x.column, x.n, x.gap = "Row", map[string]int{}, 0, true
	}
	if len(values) > 0 {
		x.values(values)
	}
}

// texts returns the texts of a node, without its attributes.
func texts(n *node) []string {
	var out []string
	if n.text != "" {
		out = append(out, n.text)
	}
	for i := range n.kids {
		if k := &n.kids[i]; k.name != "Type" && k.name != "Ticked" {
			out = append(out, texts(k)...)
		}
	}
	return out
}
