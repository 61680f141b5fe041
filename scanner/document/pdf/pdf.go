// Package pdf reads the text layer of PDF files, whatever their bytes are. It
// imports no other PDF reader, and its time and memory have limits.
package pdf

import (
	"strings"

	"exposed/scanner/document"
)

// Read returns the text of the PDF file b (ISO 32000-1) in reading order, page
// by page, with the files that are embedded in it.
//
// Words are separated by one blank, lines by LF, paragraphs by an empty line.
// Where a gap in a line is as wide as between columns of a table, there is a
// TAB. Columns of prose are read one after the other, tables row by row; text
// that runs another way follows the upright text of its page. What a reader of
// the page sees after that is not in its text: notes, values of form fields as
// "label TAB value", and the addresses of mailto: and tel: links as
// "<address>".
//
// The title and other properties of the document, its bookmarks and the values of
// fields without a page stand before the first page. Pages has the start of
// each page; a page without text is empty. Rows are the rows of tables of three
// lines or more; a cell of several lines ends with LF instead of TAB. The words
// of pictures, which the options read, follow the text of their page. A
// character whose font does not tell its meaning is U+FFFD.
func Read(b []byte, o document.Options) document.Content {
	f, ok := open(b, o.Passwords)
	if f.count[locked] > 0 {
		f.report = report{}
		f.note(locked)
		return document.Content{Problems: f.problems(0)}
	}
	if !ok {
		f.note(noPages)
		return document.Content{Problems: f.problems(0)}
	}
	f.bilevel.decode = o.JBIG2
	w := &writer{file: f, options: o}
	n := f.eachPage(w.page)
	if n == 0 {
		f.note(noPages)
	}
	t := w.text()
	return document.Content{Text: t, Files: w.files, Problems: append(f.problems(n), w.problemsOfPictures()...)}
}

// A writer writes the pages of a file.
type writer struct {
	*file
	options document.Options
	canvas  canvas
	layout  layout
	out     strings.Builder
	rows    []document.Row
	last    lastTable
	pages   []int
	fields  map[ref]bool // form fields that were written
	extra   int          // bytes of notes, fields and bookmarks
	annots  int

	attached  map[ref]bool // embedded files that were counted
	searched  int          // bytes that were searched for addresses
	files     []document.File
	fileBytes int

	calls      int // pictures that were read
	wordsOf    map[ref]string
	shortfalls []shortfall
}

// page writes page p.
func (w *writer) page(p page) {
	w.pages = append(w.pages, w.out.Len())
	w.report.page = len(w.pages)
	w.canvas.reset()
	it := &interpreter{
		file: w.file, canvas: &w.canvas, resources: &resources{dict: p.resources},
		state: state{ctm: upright(p.rotate), scale: 1}, tm: unit, line: unit,
	}
	start := it.state
	for _, s := range w.contents(p) {
		const streamCost = 50 // operators that take as long as opening a stream
		if it.operators += streamCost; it.weary() {
			w.note(manyOperators)
			break
		}
		it.run(it.decode(s), s.num)
	}
	for len(it.marks) > 0 {
		it.unmark()
	}
	it.state, it.saved = start, nil
	annots := w.annotations(p)
	for _, a := range annots {
		w.appearance(it, a)
	}
	w.canvas.flush()
	seen := w.pictures(p)
	w.judge(it)
	w.layout.write(w, &w.canvas)
	if seen != "" && len(w.canvas.words) > 0 {
		w.out.WriteByte('\n')
	}
	w.out.WriteString(seen)
	w.notes(annots)
}

// contents returns the content streams of p.
func (w *writer) contents(p page) []*stream {
	whole := p.get("Contents")
	w.lost(whole) // it is looked for
	list := w.array(whole)
	if list == nil && whole != nil {
		list = array{whole}
	}
	var out []*stream
	for _, part := range list {
		w.lost(part)
		if s := w.stream(part); s != nil {
			out = append(out, s)
		} else if part != nil {
			r, _ := part.(ref)
			w.noteAt(lostContent, int(r))
		}
	}
	return out
}

// judge notes a page that shows images or drawings and no text.
func (w *writer) judge(it *interpreter) {
	const outlines = 200 // filled areas that can be letters
	switch {
	case len(w.canvas.words) > 0:
	case w.canvas.images > 0 && w.options.Words != nil:
	case w.canvas.images > 0:
		w.report.scanned = append(w.report.scanned, len(w.pages))
	case w.canvas.fills >= outlines:
		w.report.drawn = append(w.report.drawn, len(w.pages))
	}
}

// text returns what was written, with what stands before the pages.
func (w *writer) text() document.Text {
	pages := w.out.String()
	w.report.page = 0
	head := w.head()
	if len(head) > 0 {
		for i := range w.pages {
			w.pages[i] += len(head)
		}
		for _, r := range w.rows {
			for i := range r.Cells {
				r.Cells[i].Start += len(head)
				r.Cells[i].End += len(head)
			}
		}
	}
	return document.Text{Data: head + pages, Rows: w.rows, Pages: w.pages}
}
