// Package odf takes the text out of the documents, workbooks and presentations
// of OpenDocument (ISO/IEC 26300, OASIS ODF 1.3), in packages and in one XML
// file, and of OpenOffice 1. Time and memory are bounded by the limits below,
// whatever the bytes are.
package odf

import (
	"bytes"
	"path"
	"slices"
	"strings"

	"exposed/scanner/document"
	"exposed/scanner/document/flow"
	"exposed/scanner/document/markup"
	"exposed/scanner/document/parts"
)

// The limits of a file.
const (
	maxFiles    = 256 << 20 // bytes of all embedded files
	maxSealed   = 256 << 20 // bytes of an encrypted part
	maxCellText = 1 << 20   // bytes of a cell
	maxNotes    = 64 << 20  // bytes of what follows the rows of a sheet
	maxColumns  = 16384
	maxRepeats  = 10_000 // rows with text that one row stands for
	maxChanges  = 100_000
	maxKept     = 64 << 20 // bytes of deleted text and of properties that wait for their place
)

// A reader reads one file.
type reader struct {
	pack
	flow.Writer
	pages   []int
	props   []string // what the file says of itself
	kept    int      // bytes of props and deleted text
	book    bool     // it is a workbook
	main    bool     // the part that is read is that of the content
	written int      // cells of them
	files   []document.File
}

// Read returns the text of a file: of a text document as DOCX gives it, of a
// workbook as XLSX does, and of presentations and drawings page by page with
// their notes. Behind it stand heads and feet of the pages, embedded objects and
// the properties. Deleted text that is kept is text, and so is what is hidden.
// Pictures and objects of other programs are files of their own.
func Read(b []byte, o document.Options) document.Content {
	r := &reader{}
	if bytes.HasPrefix(b, []byte("PK")) || !isMarkup(b) {
		r.open(b, o.Passwords)
		r.parts()
	} else {
		r.flat(b)
	}
	r.properties()
	c := document.Content{Files: r.files}
	c.Text = document.Text{Data: r.Out.String(), Rows: r.Rows, Sheets: r.book, Pages: r.pages}
	c.Problems = append(r.Told(troubleKinds[:]), r.Problems()...)
	return c
}

// isMarkup reports whether b can be a file in one piece of XML.
func isMarkup(b []byte) bool {
	head := bytes.TrimLeft(bytes.TrimPrefix(b[:min(len(b), 64)], []byte("\xEF\xBB\xBF")), " \t\r\n")
	return bytes.HasPrefix(head, []byte("<")) || bytes.HasPrefix(b, []byte("\xFF\xFE")) || bytes.HasPrefix(b, []byte("\xFE\xFF"))
}

// flat reads a file that is one piece of XML (ODF 1.3 part 3, 3.1.2).
func (r *reader) flat(b []byte) {
	var t markup.Tokens
	t.Reset(bytes.NewReader(b))
	r.main = true
	r.read(&t)
	r.ended(&t)
}

// parts reads the parts of a package (ODF 1.3 part 2): the content, its styles,
// which hold heads and feet, the objects within, what it says of itself, and
// the files in it.
func (r *reader) parts() {
	if _, ok := r.members["content.xml"]; !ok && len(r.members) > 0 && !r.sealedWhole() {
		r.Trouble(parts.Missing)
	}
	r.main = true
	r.part("content.xml")
	r.main = false
	r.part("styles.xml")
	for _, name := range r.names() {
		if strings.HasSuffix(name, "/content.xml") {
			r.part(name)
		}
	}
	for _, name := range r.names() {
		if name == "meta.xml" || strings.HasSuffix(name, "/meta.xml") {
			r.part(name)
		}
	}
	r.others()
}

// part reads one part.
func (r *reader) part(name string) {
	in := r.member(name)
	if in == nil || r.Full {
		return
	}
	defer in.Close()
	r.tokens.Reset(r.Part(in))
	r.read(&r.tokens)
	r.ended(&r.tokens)
}

// others makes files of the parts that are no markup of the package.
func (r *reader) others() {
	left := maxFiles
	for _, name := range r.names() {
		base := path.Base(name)
		switch dir, _, _ := strings.Cut(name, "/"); {
		case r.done[name] || dir == "META-INF" || dir == "Configurations2" || base == "mimetype" || base == "layout-cache":
		case dir == "Basic" || dir == "Scripts" || dir == "Dialogs":
			if base != "script-lc.xml" && base != "script-lb.xml" && base != "dialog-lc.xml" && base != "dialog-lb.xml" {
				r.Trouble(unreadMacro)
			}
		case dir == "ObjectReplacements" && r.done[base+"/content.xml"]: // the picture of what was read
		case strings.HasSuffix(base, ".xml") || strings.HasSuffix(base, ".rdf"):
		default:
			r.file(name, &left)
		}
	}
}

// file makes a file of a part.
func (r *reader) file(name string, left *int) {
	in := r.member(name)
	if in == nil {
		return
	}
	defer in.Close()
	data, over := r.Bytes(in, left)
	if over {
		r.Trouble(largeFiles)
	}
	r.addFile(path.Base(name), data)
}

// addFile adds an embedded file. Drawings of OpenOffice are counted.
func (r *reader) addFile(name string, data []byte) {
	f := document.File{Name: name, Data: data}
	switch {
	case len(data) == 0:
		return
	case bytes.HasPrefix(data, []byte("VCLMTF")):
		r.Trouble(unreadDrawing)
		return
	case bytes.HasPrefix(data, []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")): // MS-CFB, 2.2
		f.Type = "application/x-ole-storage"
	}
	r.files = append(r.files, f)
}

// property keeps what the file says of itself.
func (r *reader) property(label, value string) {
	if value = strings.Join(strings.Fields(value), " "); value == "" || slices.Contains(r.props, label+": "+value) {
		return
	}
	if r.kept += len(value); r.kept <= maxKept && len(r.props) < parts.MaxMembers {
		r.props = append(r.props, label+": "+value)
		return
	}
	r.Trouble(largeKept)
}

// properties writes what the file says of itself.
func (r *reader) properties() {
	r.Begin()
	for _, p := range r.props {
		r.Line(p)
	}
	r.End()
}
