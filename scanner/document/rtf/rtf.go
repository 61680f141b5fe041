// Package rtf takes the text out of documents in Rich Text Format (RTF 1.9.1).
package rtf

import (
	"bytes"
	"fmt"
	"strings"

	"exposed/scanner/document"
	"exposed/scanner/document/flow"
	"exposed/scanner/document/rtftoken"
	"exposed/scanner/mailbox/mapi"
)

// The limits of a file.
const (
	maxGroups = 10_000   // groups within each other
	maxCode   = 64 << 10 // bytes of the code of a field, of a name or a property
	maxFields = 1000     // fields within each other
	maxProps  = 1000     // properties and variables
	maxFonts  = 100_000
	maxFiles  = 256 << 20 // bytes of all embedded files
	maxList   = 100_000   // of them
)

// What the text of a group is.
type destination uint8

const (
	body destination = iota
	skipped
	fonts    // the table of fonts
	code     // of a field
	property // a value of the file
	picture
	object
	author    // who wrote the annotation that follows
	upr       // text without Unicode that is given again with it
	shapeName // name of a property of a shape
	shapeText // its value
)

// A state is what a group hands down to those within it.
type state struct {
	dest    destination
	label   string // of the property
	page    int    // code page; 0: that of the document
	uc      int    // characters that stand after \u for readers that cannot read it
	deleted bool
	revised bool
	box     bool // ends with the group
	inBox   bool
	field   bool // ends with the group
	ends    bool // the value of dest ends with the group
}

// A field is an open field.
type field struct {
	link flow.Link
	at   int // where its text starts in the paragraph
}

// A reader goes through RTF and writes text.
type reader struct {
	flow.Writer
	rtftoken.Lexer
	state
	stack  []state
	deep   int // groups open beyond maxGroups
	star   bool
	drop   int // characters to drop after \u
	page0  int
	fonts  map[int]int // code pages
	font   int         // that the table of fonts describes
	bytes  []byte      // characters of 8 bits that wait
	value  []byte      // of a destination that is no text
	name   string      // of a property of a shape or of the user
	who    string      // wrote the annotation
	fields []field
	props  []string

	inTable bool // the paragraph stands in a cell
	row     bool // a row began
	cell    bool // a cell is open

	media    media
	files    []document.File
	size     int // bytes of files
	drawings int
	large    int
	many     int
	damaged  int
}

// Read returns the text of a document as DOCX gives it: notes, heads and feet
// follow the paragraph that they stand in, deleted and hidden text is text, the
// target of a link whose text does not show it follows as " <target>", and the
// properties stand at the end. Pictures and embedded objects are files.
func Read(b []byte, _ document.Options) document.Content {
	r := &reader{Lexer: rtftoken.Lexer{In: b}, page0: mapi.Western, fonts: map[int]int{}}
	r.uc = 1
	r.Begin()
	for r.At < len(r.In) && !r.Full {
		r.step()
	}
	open := len(r.stack) + r.deep
	for len(r.stack) > 0 {
		r.pop()
	}
	r.flush()
	r.endTable()
	r.End()
	r.Begin()
	for _, p := range r.props {
		r.Line(p)
	}
	r.End()
	c := document.Content{Text: document.Text{Data: r.Out.String(), Rows: r.Rows}, Files: r.files}
	c.Problems = append(r.problems(open), r.Problems()...)
	return c
}

// problems returns what there is to say; open is the number of groups that were
// not closed.
func (r *reader) problems(open int) []document.Problem {
	var out []document.Problem
	add := func(n int, reason, detail string) {
		if n > 0 {
			out = append(out, document.Problem{Reason: reason, Detail: fmt.Sprintf(detail, n)})
		}
	}
	if !bytes.HasPrefix(bytes.TrimLeft(r.In, " \t\r\n\ufeff"), []byte(`{\rt`)) {
		add(1, "malformed", "the file does not begin as RTF does, and what can be is read (%d)")
	}
	if !r.Full {
		add(open, "corrupt", "the file ends within %d groups; the rest is missing")
	}
	add(r.damaged, "corrupt", "%d embedded pictures or objects are damaged and are kept as far as they can be")
	add(r.drawings, "unsupported", "%d pictures are drawings of the Macintosh or of OS/2 (PICT) and are not read")
	add(r.large, "too-large", "the embedded files have more than 256 MB; %d are not read")
	add(r.many, "too-many", "%d properties, links, fonts or embedded files are left out, as there are too many")
	return out
}

// step reads one token.
func (r *reader) step() {
	c := r.In[r.At]
	r.At++
	switch c {
	case '{':
		r.push()
	case '}':
		r.pop()
	case '\\':
		r.control()
	case '\r', '\n', 0:
	default:
		r.char(c)
	}
}

// push starts a group.
func (r *reader) push() {
	r.flush()
	r.drop, r.star = 0, false
	if len(r.stack) >= maxGroups {
		r.deep++
		return
	}
	r.stack = append(r.stack, r.state)
	r.box, r.field, r.ends = false, false, false
	if r.dest == property && len(r.value) > 0 { // name and value of a variable
		r.value = append(r.value, ' ')
	}
	if r.dest == upr && r.stack[len(r.stack)-1].dest == upr {
		r.dest = skipped
	}
}

// pop ends a group.
func (r *reader) pop() {
	r.flush()
	r.drop, r.star = 0, false
	if r.deep > 0 {
		r.deep--
		return
	}
	n := len(r.stack)
	if n == 0 {
		return
	}
	if r.ends {
		r.endValue()
	}
	if r.field {
		r.endField()
	}
	if r.box {
		r.EndParagraph()
		r.CloseBox()
	}
	r.state, r.stack = r.stack[n-1], r.stack[:n-1]
}

// char takes a character of 8 bits.
func (r *reader) char(c byte) {
	r.star = false
	if r.drop > 0 {
		r.drop--
		return
	}
	switch r.dest {
	case skipped, upr:
	case picture, object:
		r.media.hex(c)
	default:
		r.bytes = append(r.bytes, c)
		const batch = 4 << 10
		if len(r.bytes) >= batch && c == ' ' {
			r.flush()
		}
	}
}

// flush writes the characters of 8 bits that wait.
func (r *reader) flush() {
	if len(r.bytes) == 0 {
		return
	}
	page := r.page
	if page == 0 {
		page = r.page0
	}
	s := r.bytes
	r.bytes = r.bytes[:0]
	for _, c := range s {
		if c >= 0x80 {
			r.write(mapi.Decode(page, s))
			return
		}
	}
	r.writeBytes(s)
}

func (r *reader) write(s string) { r.writeBytes([]byte(s)) }

// writeBytes adds text to what the group is for.
func (r *reader) writeBytes(v []byte) {
	switch r.dest {
	case body:
		r.enter()
		r.text(v)
	case code, property, author, shapeName, shapeText:
		if len(r.value)+len(v) <= maxCode {
			r.value = append(r.value, v...)
		}
	}
}

// text adds v to the paragraph. Runs that were deleted or inserted are so by
// their own properties (RTF 1.9.1, "Track changes").
func (r *reader) text(v []byte) {
	r.Deleted, r.Inserted = 0, 0
	if r.deleted || r.revised {
		r.Change()
	}
	if r.deleted {
		r.Deleted = 1
	} else if r.revised {
		r.Inserted = 1
	}
	r.Write(v)
	r.Deleted, r.Inserted = 0, 0
}

// enter opens or ends a table before text, as the paragraph says. Boxes have no
// tables of their own here.
func (r *reader) enter() {
	if r.inBox {
		return
	}
	if !r.inTable && !r.row {
		r.endTable()
		return
	}
	if !r.InTable() {
		r.OpenTable()
		r.OpenRow()
	}
	if !r.cell {
		if len(r.Paragraph()) > 0 {
			r.EndParagraph()
		}
		r.OpenCell()
		r.cell = true
	}
}

// endTable ends the open table.
func (r *reader) endTable() {
	if r.InTable() {
		r.CloseTable()
	}
	r.cell = false
}

// endCell ends a cell.
func (r *reader) endCell() {
	if r.inBox {
		r.text([]byte{'\t'})
		return
	}
	r.row = true
	r.enter()
	r.CloseCell()
	r.cell = false
}

// endRow ends a row.
func (r *reader) endRow() {
	if r.inBox {
		r.EndParagraph()
		return
	}
	if r.InTable() {
		r.CloseRow()
		r.cell = false
	}
	r.row = false
}

// paragraph ends a paragraph.
func (r *reader) paragraph() {
	if r.dest == body {
		r.enter()
		r.CloseParagraph()
	}
}

// endField ends the innermost field, and writes the target of a link behind its
// text, which does not show it.
func (r *reader) endField() {
	n := len(r.fields)
	if n == 0 {
		return
	}
	f := r.fields[n-1]
	r.fields = r.fields[:n-1]
	if f.link.Target == "" {
		return
	}
	const most = 4 << 10 // bytes of text in which a target is looked for
	para := r.Paragraph()
	if !f.link.Shown(string(para[min(max(f.at, len(para)-most), len(para)):])) {
		r.text([]byte(" <" + f.link.Target + ">"))
	}
}

// endValue ends the text of a destination that is none of the document.
func (r *reader) endValue() {
	value := strings.Join(strings.Fields(strings.ToValidUTF8(string(r.value), "\uFFFD")), " ")
	switch r.dest {
	case picture, object:
		r.endMedia()
	case code:
		if n := len(r.fields); n > 0 {
			r.fields[n-1] = field{flow.LinkOf(flow.FieldTarget(value)), len(r.Paragraph())}
		}
	case property:
		switch {
		case value == "":
		case r.label == "propname":
			r.name = value
		case r.label == "staticval":
			r.property(r.name, value)
		default:
			r.property(r.label, value)
		}
	case author:
		r.who = value
	case shapeName:
		r.name = value
	case shapeText:
		switch r.name { // of Escher: alternative text, words as a picture
		case "wzDescription", "gtextUNICODE":
			r.Later([]byte(value))
		}
	}
	r.value = r.value[:0]
}

// property keeps what the file says of itself.
func (r *reader) property(label, value string) {
	if len(r.props) >= maxProps {
		r.many++
		return
	}
	if label != "" {
		value = label + ": " + value
	}
	r.props = append(r.props, value)
}
