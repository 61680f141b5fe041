package legacy

import (
	"sort"
	"strings"

	"exposed/scanner/document"
	"exposed/scanner/document/flow"
	"exposed/scanner/document/ole"
	"exposed/scanner/mailbox/mapi"
)

// DOC returns what the document of Word raw holds: what it says of itself, the
// text, foot- and endnotes, heads and feet of the pages, comments and text
// boxes. A paragraph is a line, and an empty one an empty line. One with
// tracked changes is followed by what it was before them; hidden text is text;
// the target of a link whose text does not show it follows as " <target>".
// Tables are laid out as those of DOCX. Pictures and embedded objects are files.
func DOC(raw []byte, o document.Options) document.Content {
	d := &wordReader{}
	d.grid.writer, d.grid.from = &d.writer, -1
	if !d.writer.open(raw, o) {
		if d.main = raw; !isWord2(raw) {
			d.closed(raw)
			return d.content(false)
		}
	}
	d.properties()
	d.inProse = false
	d.document()
	d.grid.end()
	if d.cfb != nil {
		d.objects(d.cfb.Root().Child("ObjectPool"), "")
	}
	return d.content(false)
}

// A wordReader reads a document of Word.
type wordReader struct {
	writer
	fib
	grid               grid
	main, tables, data []byte // streams
	pieces             []piece
	runs               []run
	paragraphs         []paragraphRun
	left               int // characters that may still be read

	para      []byte // the open paragraph
	was       []byte // what it was before changes
	changed   bool
	gap       bool // an empty line is due
	begun     bool // the story has text
	fields    []wordField
	pictures  map[uint32]bool
	narrow    []byte            // characters of one byte in a row, in a code page
	prefixes  map[uint32]string // who wrote the comment that begins at a character
	page      int
	highUnit  uint16 // the first half of a surrogate pair
	cellMarks bool   // the character before was the end of a cell
}

// A wordField is an open field (MS-DOC, 2.8.25).
type wordField struct {
	code   []byte
	result bool // its code has ended
	at     int  // where its result starts in the paragraph
}

// The limits of fields and links; what is beyond them is text.
const (
	maxFields   = 100
	maxCode     = 64 << 10
	maxLinkText = 4 << 10 // bytes of text in which a target is looked for
)

// document reads the text.
func (d *wordReader) document() {
	if d.cfb != nil {
		d.main = d.stream("WordDocument")
	}
	var ok bool
	if d.fib, ok = readFIB(d.main); !ok {
		d.Trouble(noStream)
		return
	}
	d.tables, d.data = d.stream(d.table), d.stream("Data")
	if d.encrypted && !d.decrypt() {
		return
	}
	d.page = mapi.Western
	if d.old {
		d.page = pageOf(d.lcid)
		d.tables = d.main
	}
	d.pieces = readPieces(d.clx.of(d.tables), d.old)
	if len(d.pieces) == 0 {
		d.guessPieces()
	}
	if !d.old {
		d.runs = readRuns(d.chpx.of(d.tables), d.main)
		d.paragraphs = readParagraphs(d.papx.of(d.tables), d.main)
	}
	d.readPrefixes()
	d.pictures = map[uint32]bool{}
	d.left = 2*len(d.main) + 1<<10
	cp := uint32(0)
	for i, n := range d.stories {
		end := cp + n
		if end < cp || i == storyCount-1 {
			end = max(end, cp)
		}
		d.story(cp, end)
		cp = end
	}
	if n := len(d.pieces); n > 0 {
		if p := d.pieces[n-1]; p.cp+p.chars > cp+1 {
			d.story(cp, p.cp+p.chars) // no story tells of it
		}
	}
}

// guessPieces makes one piece of the text of a file that tells of none.
func (d *wordReader) guessPieces() {
	if d.min >= d.mac || int64(d.min) >= int64(len(d.main)) || d.old && d.complex {
		d.Trouble(noText)
		return
	}
	mac := uint32(min(int64(d.mac), int64(len(d.main))))
	d.pieces = []piece{{at: d.min, chars: mac - d.min}}
	if !d.old {
		d.Trouble(noText)
		total := uint64(0)
		for _, n := range d.stories {
			total += uint64(n)
		}
		if total*2 <= uint64(mac-d.min) {
			d.pieces[0].wide, d.pieces[0].chars = true, (mac-d.min)/2
		}
	}
}

// story reads the characters from one to another.
func (d *wordReader) story(from, to uint32) {
	if from >= to || d.full {
		return
	}
	d.gap, d.begun, d.fields = false, false, d.fields[:0]
	i := sort.Search(len(d.pieces), func(i int) bool { return d.pieces[i].cp+d.pieces[i].chars > from })
	for ; i < len(d.pieces) && d.pieces[i].cp < to && !d.full; i++ {
		p := d.pieces[i]
		skip := max(from, p.cp) - p.cp
		d.piece(p, skip, min(p.chars, to-p.cp))
	}
	d.endParagraph()
	d.grid.end()
}

// piece reads the characters of p from one to another.
func (d *wordReader) piece(p piece, from, to uint32) {
	size := uint32(1)
	if p.wide {
		size = 2
	}
	if int64(p.at)+int64(to)*int64(size) > int64(len(d.main)) {
		d.Trouble(badPieces)
		most := max(int64(len(d.main))-int64(p.at), 0) / int64(size)
		to = uint32(min(int64(to), most))
	}
	if from >= to {
		return
	}
	if d.left -= int(to - from); d.left < 0 {
		d.Trouble(largeText)
		d.full = true
		return
	}
	fc := p.at + from*size
	next := sort.Search(len(d.runs), func(i int) bool { return d.runs[i].to > fc })
	for cp := p.cp + from; cp < p.cp+to; cp, fc = cp+1, fc+size {
		for next < len(d.runs) && d.runs[next].to <= fc {
			next++
		}
		var r run
		if next < len(d.runs) && d.runs[next].from <= fc {
			r = d.runs[next]
		}
		if len(d.prefixes) > 0 && d.prefixes[cp] != "" {
			d.write(appendClean(nil, d.prefixes[cp]+": "), run{})
		}
		if p.wide {
			d.unit(le.Uint16(d.main[fc:]), fc, r)
		} else {
			d.byte(d.main[fc], fc, r)
		}
		if len(d.text) > maxText {
			d.Trouble(largeText)
			d.full = true
			return
		}
	}
	d.flushNarrow(run{})
}

// unit reads a unit of UTF-16.
func (d *wordReader) unit(u uint16, fc uint32, r run) {
	if d.highUnit != 0 {
		high := d.highUnit
		d.highUnit = 0
		if 0xDC00 <= u && u < 0xE000 {
			d.write(appendRune(nil, (rune(high)-0xD800)<<10|(rune(u)-0xDC00)+0x10000), r)
			return
		}
		d.write([]byte("\uFFFD"), r)
	}
	switch {
	case 0xD800 <= u && u < 0xDC00:
		d.highUnit = u
	case 0xDC00 <= u && u < 0xE000:
		d.write([]byte("\uFFFD"), r)
	default:
		d.char(rune(u), fc, r)
	}
}

// byte reads a character of one byte, or a byte of one in old versions.
func (d *wordReader) byte(c byte, fc uint32, r run) {
	if c < 0x80 && len(d.narrow) == 0 {
		d.char(rune(c), fc, r)
		return
	}
	if c < ' ' {
		d.flushNarrow(r)
		d.char(rune(c), fc, r)
		return
	}
	d.narrow = append(d.narrow, c)
	if d.page == mapi.Western || len(d.narrow) > 1<<10 {
		d.flushNarrow(r)
	}
}

// flushNarrow writes the bytes that wait for the rest of their characters.
func (d *wordReader) flushNarrow(r run) {
	if len(d.narrow) > 0 {
		d.write(appendClean(nil, mapi.Decode(d.page, d.narrow)), r)
		d.narrow = d.narrow[:0]
	}
}

// The characters that mean something (MS-DOC, 2.4.1).
const (
	pictureMark   = 0x01
	footnoteMark  = 0x02
	commentMark   = 0x05
	cellMark      = 0x07
	drawnMark     = 0x08
	pageMark      = 0x0C
	paragraphMark = 0x0D
	columnMark    = 0x0E
	fieldBegin    = 0x13
	fieldMiddle   = 0x14
	fieldEnd      = 0x15
	hardHyphen    = 0x1E
	softHyphen    = 0x1F
)

// char reads the character c, which lies at fc.
func (d *wordReader) char(c rune, fc uint32, r run) {
	if c >= ' ' {
		if r.flags&symbolRun != 0 && c == '(' {
			return // a character of a font of symbols
		}
		if c < 0x7F && len(d.fields) == 0 && !d.changed && r.flags&(deletedRun|insertedRun) == 0 {
			d.para = append(d.para, byte(c)) // most text
			return
		}
		d.write(appendRune(nil, c), r)
		return
	}
	switch c {
	case pictureMark:
		d.picture(r)
	case cellMark:
		d.cell(fc)
	case paragraphMark:
		d.mark(fc)
	case pageMark, columnMark:
		d.endParagraph()
	case fieldBegin:
		if len(d.fields) < maxFields {
			d.fields = append(d.fields, wordField{at: len(d.para)})
		}
	case fieldMiddle:
		if n := len(d.fields); n > 0 {
			d.fields[n-1].result, d.fields[n-1].at = true, len(d.para)
		}
	case fieldEnd:
		d.endField()
	case hardHyphen:
		d.write([]byte{'-'}, r)
	case '\t', 0x0B:
		d.write(appendRune(nil, c), r)
	}
}

// write adds text to the open paragraph, as it is and as it was, or to the code
// of a field.
func (d *wordReader) write(v []byte, r run) {
	for i := len(d.fields) - 1; i >= 0; i-- {
		if f := &d.fields[i]; !f.result {
			if len(f.code) < maxCode {
				f.code = append(f.code, v...)
			}
			return
		}
	}
	if r.flags&(deletedRun|insertedRun) != 0 && !d.changed {
		d.changed = true
		d.was = append(d.was[:0], d.para...)
	}
	if r.flags&deletedRun == 0 {
		d.para = append(d.para, v...)
	}
	if d.changed && r.flags&insertedRun == 0 {
		d.was = append(d.was, v...)
	}
}

// endField ends the innermost field: the target of a link follows its text.
func (d *wordReader) endField() {
	n := len(d.fields)
	if n == 0 {
		return
	}
	f := d.fields[n-1]
	d.fields = d.fields[:n-1]
	if !f.result {
		d.write(shownCode(f.code), run{})
		f.at = len(d.para)
	}
	l := linkOf(flow.FieldTarget(string(f.code)))
	if l.Target == "" || len(d.para) < f.at {
		return
	}
	if text := string(d.para[max(f.at, len(d.para)-maxLinkText):]); !l.Shown(text) {
		d.write([]byte(" <"+l.Target+">"), run{})
	}
}

// cell ends a cell, or a row.
func (d *wordReader) cell(fc uint32) {
	p, known := paragraphAt(d.paragraphs, fc)
	d.grid.begin()
	rowEnd := p.rowEnd
	if !known { // a row ends with a cell mark of its own
		rowEnd = d.cellMarks && len(d.para) == 0
	}
	if rowEnd {
		d.settle()
		d.grid.endRow()
		d.cellMarks = false
		return
	}
	d.settle()
	d.grid.endCell()
	d.cellMarks = true
}

// mark ends a paragraph.
func (d *wordReader) mark(fc uint32) {
	p, known := paragraphAt(d.paragraphs, fc)
	switch {
	case p.inTable:
		d.grid.begin()
		d.grid.layout = d.grid.layout || p.inner
		d.settle()
	case !known && d.grid.open && len(d.grid.row)+len(d.para) > 0 && !d.rowBegins():
		d.settle()
	default:
		d.grid.end()
		d.endParagraph()
	}
	d.cellMarks = false
}

// rowBegins reports whether no cell of the open row has ended.
func (d *wordReader) rowBegins() bool { return len(d.grid.row) == 0 }

// settle writes the open paragraph into the open cell.
func (d *wordReader) settle() {
	d.flushNarrow(run{})
	d.grid.cellText(d.para)
	if d.changed && string(d.was) != string(d.para) {
		d.grid.cellText(d.was)
	}
	d.para, d.was, d.changed = d.para[:0], d.was[:0], false
	d.gap, d.begun = false, true
}

// endParagraph writes the open paragraph as a line, or as an empty one.
func (d *wordReader) endParagraph() {
	d.flushNarrow(run{})
	if d.grid.open && len(d.grid.row) == 0 && d.grid.from < 0 {
		d.grid.end()
	}
	if d.grid.open {
		d.settle()
		return
	}
	d.line(d.para)
	if d.changed && string(d.was) != string(d.para) {
		d.line(d.was)
	}
	d.para, d.was, d.changed = d.para[:0], d.was[:0], false
	for i := range d.fields {
		d.fields[i].at = 0
	}
}

// line writes a paragraph. Of several empty ones one is kept.
func (d *wordReader) line(v []byte) {
	s := strings.Trim(string(v), " \t\n")
	if s == "" {
		d.gap = d.begun
		return
	}
	d.breakLine()
	if d.gap || !d.begun && len(d.text) > 0 {
		d.text = append(d.text, '\n')
	}
	d.gap, d.begun = false, true
	d.text = append(append(d.text, s...), '\n')
}

// readPrefixes notes who wrote the comments (MS-DOC, 2.8.6 and 2.9.5): a comment
// names its author by number.
func (d *wordReader) readPrefixes() {
	const entry, initials = 30, 20
	refs, texts, names := d.notes.of(d.tables), d.texts.of(d.tables), d.authors.of(d.tables)
	n := (len(refs) - 4) / (4 + entry)
	if d.old || n <= 0 || len(texts) < 4*n {
		return
	}
	var authors []string
	for len(names) >= 2 {
		size := 2 + 2*int(le.Uint16(names))
		if size > len(names) {
			break
		}
		authors = append(authors, oneLine(ole.Wide(names[2:size])))
		names = names[size:]
	}
	start := uint32(0)
	for _, n := range d.stories[:commentStory] {
		start += n
	}
	d.prefixes = map[uint32]string{}
	for i := range n {
		k := int(le.Uint16(refs[4*(n+1)+entry*i+initials:]))
		if k < len(authors) {
			d.prefixes[start+le.Uint32(texts[4*i:])] = authors[k]
		}
	}
}
