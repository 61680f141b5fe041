// Package olm reads the items in archives of Outlook for Mac (.olm): ZIP archives
// of XML files, and of the files that messages carry. The format has no published
// standard; elements and attributes are told by the names that Outlook gives them.
package olm

import (
	"bytes"
	"fmt"
	"slices"
	"time"

	"exposed/scanner/document"
	"exposed/scanner/document/markup"
	"exposed/scanner/mailbox/outlook"
)

// Limits of one file.
const (
	MaxItems  = 200_000         // items
	MaxValues = 100_000         // elements and attributes of an item
	MaxBytes  = outlook.MaxBody // of the values of an item
)

// An Item is a message or another item of Outlook, as far as it could be read.
type Item struct {
	Kind        string          // as outlook.Class tells
	Header      []outlook.Field // as that of mail, less what is not told
	Body        string          // the other fields of its form, lines "Label: value"
	Plain       string          // body
	HTML        string          // body
	Source      string          // header that it came with
	Sent        time.Time       // in UTC
	MessageID   string
	Attachments []Attachment
	Size        int64 // bytes of its values
	Problems    []document.Problem
}

// An Attachment is a file that an item carries.
type Attachment struct {
	Name string
	URL  string // path of the file in the archive; "": see Data
	Type string // MIME type as declared
	Size int64  // as declared; 0: unknown
	Data []byte // a file that lies in the XML itself
}

// roots are the root elements of the files, with the element of their items and
// the kind of these.
var roots = map[string]struct{ item, kind string }{
	"emails":       {"email", "message"},
	"contacts":     {"contact", "contact"},
	"groups":       {"group", "distribution-list"},
	"appointments": {"appointment", "appointment"},
	"tasks":        {"task", "task"},
	"notes":        {"note", "note"},
}

// Is reports whether head begins an XML file of items.
func Is(head []byte) bool {
	var t markup.Tokens
	t.Reset(bytes.NewReader(head))
	item := ""
	for t.Next() {
		if t.Kind != markup.Start {
			continue
		}
		switch {
		case item == "":
			if item = roots[string(t.Name)].item; item == "" {
				return false
			}
		case t.Depth == 2:
			if string(t.Name) != item {
				return false
			}
		default:
			return isOutlook(string(t.Name)) || bytes.HasPrefix(t.Name, []byte("Exchange")) || bytes.Contains(head, []byte("<OPF"))
		}
	}
	return false
}

// Items returns the items of an XML file, in their order; nil if it is none. What
// is wrong with the file behind its last item is a problem of that item.
func Items(xml []byte) []Item {
	var p parser
	p.tokens.Reset(bytes.NewReader(xml))
	for p.tokens.Next() && !p.full {
		switch p.tokens.Kind {
		case markup.Start:
			if !p.start() {
				return nil
			}
		case markup.Text:
			p.text()
		case markup.End:
			p.end()
		}
	}
	p.finish()
	if n := len(p.items); n > 0 {
		last := &p.items[n-1]
		cut := slices.ContainsFunc(last.Problems, func(x document.Problem) bool { return x.Reason == "corrupt" })
		last.Problems = append(last.Problems, p.problems(cut)...)
	}
	return p.items
}

// A value is an element of an item.
type value struct {
	name  string
	in    string // the nearest element of Outlook's around it; "" for none
	up    int    // where its text belongs; its own index for most
	attrs []outlook.Field
	text  []byte
	used  bool
}

// A parser reads the items of a file.
type parser struct {
	tokens markup.Tokens
	root   string
	items  []Item
	full   bool // there are more items than the limit
	stray  bool // there is text outside of items

	open   bool    // an item is under work
	base   int     // depth of its element
	values []value // of it
	stack  []int   // values that are open, from the top; -1: one that is not kept
	count  int     // values and attributes of it
	size   int     // bytes of them
	exact  bool    // its bytes are all characters
}

// start takes a start tag. It reports false if the file is none of items.
func (p *parser) start() bool {
	name := string(p.tokens.Name)
	switch {
	case p.root == "":
		p.root = name
		return roots[name].item != ""
	case name == roots[p.root].item:
		p.finish()
		if len(p.items) == MaxItems {
			p.full = true
			return true
		}
		p.open, p.base, p.exact = true, p.tokens.Depth, true
		p.values, p.stack = p.values[:0], p.stack[:0]
		p.count, p.size = 0, 0
	case p.open:
		p.value(name)
	default:
		p.stray = true
	}
	return true
}

// value begins a value of the item under work.
func (p *parser) value(name string) {
	p.base = min(p.base, p.tokens.Depth-1)
	p.closeTo(p.tokens.Depth - 1)
	for len(p.stack) < p.tokens.Depth-1-p.base {
		p.stack = append(p.stack, -1)
	}
	if p.count++; p.count > MaxValues {
		p.stack = append(p.stack, -1)
		return
	}
	v := value{name: name, up: len(p.values)}
	up := -1
	if n := len(p.stack); n > 0 && p.stack[n-1] >= 0 {
		up = p.stack[n-1]
		if v.in = p.values[up].in; isOutlook(p.values[up].name) {
			v.in = p.values[up].name
		}
		up = p.values[up].up
	}
	p.attributes(&v)
	if up >= 0 && !isOutlook(name) && v.attrs == nil {
		v.up = up
		if t := p.values[up].text; len(t) > 0 && t[len(t)-1] > ' ' {
			p.values[up].text = append(t, '\n')
		}
	}
	p.stack = append(p.stack, len(p.values))
	p.values = append(p.values, v)
}

// isOutlook reports whether the name is one that Outlook gives to values.
func isOutlook(name string) bool { return len(name) > 3 && name[:3] == "OPF" }

// attributes takes those of the current tag that are Outlook's.
func (p *parser) attributes(v *value) {
	attrs := p.tokens.Attrs
	for i := 0; i < len(attrs) && p.count <= MaxValues; {
		var name, s []byte
		name, s, i = markup.NextAttribute(attrs, i)
		if len(name) < 4 || string(name[:3]) != "OPF" {
			continue
		}
		if p.count++; p.take(len(s)) {
			v.attrs = append(v.attrs, outlook.Field{Name: string(name), Value: p.chars(markup.AppendChars(nil, s))})
		}
	}
}

// take reports whether n bytes more of the item may be kept.
func (p *parser) take(n int) bool {
	if p.size > MaxBytes {
		return false
	}
	p.size += n
	return p.size <= MaxBytes
}

// chars returns s as UTF-8.
func (p *parser) chars(s []byte) string {
	valid := bytes.ToValidUTF8(s, []byte("\uFFFD"))
	p.exact = p.exact && len(valid) == len(s)
	return string(valid)
}

// closeTo closes the values that are deeper than depth.
func (p *parser) closeTo(depth int) {
	p.stack = p.stack[:min(len(p.stack), max(depth-p.base, 0))]
}

// text takes a piece of text.
func (p *parser) text() {
	s := p.tokens.Text
	if !p.open {
		p.stray = p.stray || len(bytes.TrimSpace(s)) > 0
		return
	}
	p.closeTo(p.tokens.Depth)
	n := len(p.stack)
	if n == 0 {
		if len(bytes.TrimSpace(s)) == 0 || p.count >= MaxValues {
			return
		}
		p.count++
		p.values = append(p.values, value{name: "Text", up: len(p.values)})
		p.append(len(p.values) - 1)
		return
	}
	if k := p.stack[n-1]; k >= 0 {
		p.append(p.values[k].up)
	}
}

// append adds the current text to value k.
func (p *parser) append(k int) {
	if p.take(len(p.tokens.Text)) {
		p.values[k].text = p.tokens.AppendText(p.values[k].text)
	}
}

// end takes an end tag. An item ends with its own alone, whatever else is not closed.
func (p *parser) end() {
	if !p.open {
		return
	}
	p.closeTo(p.tokens.Depth)
	if string(p.tokens.Name) != roots[p.root].item && p.tokens.Depth > 0 {
		return
	}
	if p.tokens.Depth != p.base-1 {
		p.items = append(p.items, p.item(malformed("elements that are not closed, or closed twice")))
	} else {
		p.items = append(p.items, p.item())
	}
	p.open = false
}

// finish ends an item that has no end of its own.
func (p *parser) finish() {
	if p.open {
		p.items = append(p.items, p.item(document.Problem{Reason: "corrupt", Detail: "the item has no end"}))
		p.open = false
	}
}

func malformed(detail string) document.Problem {
	return document.Problem{Reason: "malformed", Detail: detail}
}

// item makes the item of its values.
func (p *parser) item(problems ...document.Problem) Item {
	f := form{p: p, values: p.values}
	f.item.Kind, f.item.Size = roots[p.root].kind, int64(p.size)
	f.read()
	if !p.exact {
		problems = append(problems, malformed("bytes that are no characters"))
	}
	if p.count > MaxValues {
		problems = append(problems, document.Problem{Reason: "too-many", Detail: fmt.Sprintf("more than %d values: the rest was not read", MaxValues)})
	}
	if p.size > MaxBytes {
		problems = append(problems, document.Problem{Reason: "too-large", Detail: fmt.Sprintf("values of more than %d bytes: the rest was not read", MaxBytes)})
	}
	for _, x := range problems {
		f.problem(x.Reason, x.Detail)
	}
	for i := range f.item.Problems {
		f.item.Problems[i].Detail = fmt.Sprintf("item %d: %s", len(p.items)+1, f.item.Problems[i].Detail)
	}
	return f.item
}

// problems returns what is wrong with the file. That it is cut is said already, if
// cut is set.
func (p *parser) problems(cut bool) (list []document.Problem) {
	t := &p.tokens
	if p.full {
		return []document.Problem{{Reason: "too-many", Detail: fmt.Sprintf("more than %d items: the rest was not read", MaxItems)}}
	}
	if t.Err != nil {
		list = append(list, document.Problem{Reason: "corrupt", Detail: "XML: " + t.Err.Error()})
	}
	if (t.Broken || t.Depth > 0) && !cut {
		list = append(list, document.Problem{Reason: "corrupt", Detail: "XML: the file ends within an element, or has tags that cannot be"})
	}
	if t.Deep > 0 {
		list = append(list, document.Problem{Reason: "too-deep", Detail: fmt.Sprintf("XML: %d elements within %d others were passed over", t.Deep, markup.MaxDepth)})
	}
	if t.Declared {
		list = append(list, malformed("XML: a document type, the entities of which are not expanded"))
	}
	if p.stray {
		list = append(list, malformed("XML: elements or text outside of the items were not read"))
	}
	return list
}
