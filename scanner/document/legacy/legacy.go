// Package legacy takes the text out of the documents of Office before 2007:
// Word (MS-DOC, and its predecessors of Word 6 and 95), Excel (MS-XLS, and the
// formats since BIFF2) and PowerPoint (MS-PPT). Time and memory are bounded by
// the size of the file and the limits below.
package legacy

import (
	"crypto/sha256"
	"encoding/binary"
	"strings"
	"unicode/utf8"

	"exposed/scanner/archive/cfb"
	"exposed/scanner/document"
	"exposed/scanner/document/ole"
)

var le = binary.LittleEndian

// The limits of a file.
const (
	maxText    = 256 << 20 // bytes of text
	maxCells   = 5_000_000
	maxFiles   = 10_000    // that lie in the document
	maxUnfold  = 256 << 20 // bytes of them, packed ones unfolded
	maxRecords = 20_000_000
	maxLinks   = 100_000
	maxDepth   = 100 // records within records
)

// A writer collects what a document holds.
type writer struct {
	document.Troubles
	text    []byte
	rows    []document.Row
	cells   int
	files   []document.File
	taken   int                        // bytes of files
	seen    map[[sha256.Size]byte]bool // pictures
	full    bool                       // a limit of the whole text was reached
	inProse bool                       // the last line of the text is prose
	options document.Options
	cfb     *ole.File
}

// open opens the compound file raw, and reports whether it is one.
func (w *writer) open(raw []byte, o document.Options) bool {
	w.options = o
	f, err := ole.Open(raw)
	if err != nil {
		return false
	}
	w.cfb = f
	if f.Root().Child("\x09DRMContent") != nil { // MS-OFFCRYPTO, 2.2.11: the rest is a notice
		w.Trouble(lockedOther)
	}
	return true
}

// closed says why raw could not be opened.
func (w *writer) closed(raw []byte) {
	if cfb.Is(raw) {
		w.Trouble(noStream)
		return
	}
	w.Trouble(oldFormat)
}

// stream returns a stream of the root, which is not to be written to.
func (w *writer) stream(name string) []byte {
	if w.cfb == nil {
		return nil
	}
	return w.cfb.Stream(w.cfb.Root(), name)
}

// content returns what was read.
func (w *writer) content(sheets bool) document.Content {
	c := document.Content{Files: w.files}
	c.Text = document.Text{Data: string(w.text), Rows: w.rows, Sheets: sheets}
	if w.cfb != nil {
		c.Problems = w.cfb.Problems()
	}
	c.Problems = append(c.Problems, w.Told(troubleKinds[:])...)
	return c
}

// prose writes text as lines, each clean. The first of a block follows an
// empty line.
func (w *writer) prose(text string) {
	for line := range strings.SplitSeq(clean(text), "\n") {
		line = strings.Trim(line, " \t")
		if line == "" || w.full {
			continue
		}
		if len(w.text)+len(line) > maxText {
			w.Trouble(largeText)
			w.full = true
			return
		}
		if !w.inProse && len(w.text) > 0 {
			w.text = append(w.text, '\n')
		}
		w.inProse = true
		w.text = append(append(w.text, line...), '\n')
	}
}

// properties writes what the document says of itself.
func (w *writer) properties() {
	if w.cfb == nil {
		return
	}
	w.inProse = false
	for _, p := range w.cfb.Properties(w.cfb.Root()) {
		w.prose(p.Label + ": " + strings.Join(strings.Fields(p.Value), " "))
	}
}

// add adds a file that lies in the document.
func (w *writer) add(f document.File) {
	if len(f.Data) == 0 {
		return
	}
	if len(w.files) >= maxFiles {
		w.Trouble(manyFiles)
		return
	}
	if w.taken += len(f.Data); w.taken > maxUnfold {
		w.Trouble(largeObject)
		return
	}
	w.files = append(w.files, f)
}

// objects adds the objects in the storages of up whose names begin with prefix.
func (w *writer) objects(up *cfb.Entry, prefix string) {
	if up == nil {
		return
	}
	for _, e := range up.Children {
		if !strings.HasPrefix(e.Name, prefix) {
			continue
		}
		if f, ok := w.cfb.Embedded(e); ok {
			w.add(f)
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

// clean returns s with the characters that stay in a text: control characters
// other than LF and TAB, and blanks of all widths, are blanks, line ends are LF,
// and characters without width are nothing.
func clean(s string) string {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c >= 0x7F {
			return string(appendClean(make([]byte, 0, len(s)), s))
		}
	}
	return s
}

// appendClean appends s to dst, as clean returns it.
func appendClean(dst []byte, s string) []byte {
	for i, r := range s {
		if r == '\r' && i+1 < len(s) && s[i+1] == '\n' {
			continue
		}
		dst = appendRune(dst, r)
	}
	return dst
}

// appendRune appends what stands for r in a text.
func appendRune(dst []byte, r rune) []byte {
	switch {
	case r == '\n' || r == '\t':
	case r == '\r' || r == 0x0B || r == 0x0C || r == 0x85 || r == 0x2028 || r == 0x2029:
		r = '\n'
	case r < ' ' || r == 0x7F || r == 0xA0 || 0x2000 <= r && r <= 0x200A || r == 0x202F || r == 0x205F || r == 0x3000:
		r = ' '
	case 0x200B <= r && r <= 0x200F || r == 0x2060 || r == 0xFEFF || r == 0xAD || r == 0x34F || r == 0xFFFE || r == 0xFFFF:
		return dst
	}
	if r < utf8.RuneSelf {
		return append(dst, byte(r))
	}
	return utf8.AppendRune(dst, r)
}

// oneLine returns s as the text of a cell, which is one line.
func oneLine(s string) string {
	s = clean(s)
	if strings.ContainsAny(s, "\n\t") {
		s = strings.NewReplacer("\n", " ", "\t", " ").Replace(s)
	}
	return strings.Trim(s, " ")
}
