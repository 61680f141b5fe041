package legacy

import (
	"bytes"
	"compress/zlib"
	"errors"
	"io"

	"exposed/scanner/archive/cfb"
	"exposed/scanner/document"
	"exposed/scanner/document/flow"
	"exposed/scanner/document/ole"
)

// PPT returns what the presentation of PowerPoint 97 to 2003 raw holds: what it
// says of itself, then slide by slide its text, comments and notes, each slide
// as it was saved last; then the text of masters that is no placeholder, and
// links that no text shows. The paragraphs of a text are lines. Pictures and
// embedded objects are files.
func PPT(raw []byte, o document.Options) document.Content {
	p := &slideReader{}
	p.grid.writer, p.grid.from = &p.writer, -1
	if !p.open(raw, o) {
		p.closed(raw)
		return p.content(false)
	}
	p.properties()
	if p.doc = p.stream("PowerPoint Document"); p.doc == nil {
		if p.cfb.Root().Child("PP40") != nil {
			p.Trouble(oldFormat)
		} else {
			p.Trouble(noStream)
		}
		return p.content(false)
	}
	p.presentation()
	if !p.secret {
		p.writer.pictures(p.picturesStream())
	}
	return p.content(false)
}

// The records of a presentation (MS-PPT, 2.13.24).
const (
	pptDocument       = 0x03E8
	pptSlide          = 0x03EE
	pptSlideAtom      = 0x03EF
	pptNotes          = 0x03F0
	pptMaster         = 0x03F8
	pptSlidePersist   = 0x03F3
	pptExternals      = 0x0409
	pptDrawing        = 0x040C
	pptPlaceholder    = 0x0BC3
	pptTextRef        = 0x0F9E
	pptTextHeader     = 0x0F9F
	pptTextChars      = 0x0FA0
	pptTextBytes      = 0x0FA8
	pptString         = 0x0FBA
	pptLinkAtom       = 0x0FD3
	pptHyperlink      = 0x0FD7
	pptHeadersFooters = 0x0FD9
	pptSlideList      = 0x0FF0
	pptInteractive    = 0x0FF2
	pptInteractAtom   = 0x0FF3
	pptUserEdit       = 0x0FF5
	pptOleStorage     = 0x1011
	pptPersist        = 0x1772
	pptComment        = 0x2EE0
	artGroup          = 0xF003
	artShape          = 0xF004
	artFOPT           = 0xF00B
	artTextbox        = 0xF00D
	artChildAnchor    = 0xF00F
	artClientData     = 0xF011
	artTertiaryFOPT   = 0xF122
)

// A slideReader reads a presentation.
type slideReader struct {
	writer
	grid     grid
	doc      []byte
	persists map[uint32]uint32    // where objects lie, by their number
	order    []uint32             // their numbers
	links    map[uint32]flow.Link // by their number
	used     map[uint32]bool      // links that stand behind a text
	linkIDs  []uint32
	lists    [3][]listedSlide // slides, masters, notes
	records  int
	left     int // bytes of texts and objects that may still be read
	unfolded int // bytes of packed objects that are no files
	secret   bool
	crypt    *pptCrypt
	waiting  [][]byte // interactions of the shape that is read
}

// A listedSlide is a slide as the document lists it, with its outline.
type listedSlide struct {
	persist, id uint32
	texts       []string
	shown       []bool
}

// presentation reads the document.
func (p *slideReader) presentation() {
	const times, spare = 8, 1 << 20
	p.left = times*len(p.doc) + spare
	p.links, p.used = map[uint32]flow.Link{}, map[uint32]bool{}
	root, ok := p.readPersists()
	if p.secret {
		return
	}
	var doc art
	if ok {
		doc, ok = p.object(root)
	}
	if !ok || doc.kind != pptDocument {
		p.Trouble(badPersist)
		p.linear()
		return
	}
	p.document(doc.body)
	notes := map[uint32]int{} // by the number that slides know them by
	for i, n := range p.lists[2] {
		notes[n.id] = i
	}
	for i := range p.lists[0] {
		p.slide(&p.lists[0][i], notes)
	}
	for i := range p.lists[2] {
		if _, left := notes[p.lists[2][i].id]; left {
			p.notes(&p.lists[2][i])
		}
	}
	for i := range p.lists[1] {
		p.master(&p.lists[1][i])
	}
	p.inProse = false
	for _, id := range p.linkIDs {
		if l := p.links[id]; !p.used[id] && !l.Shown(string(p.text)) {
			p.prose("<" + l.Target + ">")
		}
	}
	for _, id := range p.order {
		if a, ok := p.object(id); ok && a.kind == pptOleStorage {
			p.storage(a)
		}
	}
}

// readPersists reads the directories of objects, the last one first, and
// returns the number of the document (MS-PPT, 2.1.2).
func (p *slideReader) readPersists() (root uint32, ok bool) {
	const editAt = 16
	p.persists = map[uint32]uint32{}
	user := p.stream("Current User")
	if len(user) < editAt+4 {
		return 0, false
	}
	seen := map[uint32]bool{}
	for at := le.Uint32(user[editAt:]); at != 0 && !seen[at]; {
		seen[at] = true
		edit, _, is := nextArt(p.from(at))
		if !is || edit.kind != pptUserEdit || len(edit.body) < 20 {
			p.Trouble(badPersist)
			break
		}
		if !ok {
			root, ok = le.Uint32(edit.body[16:]), true
		}
		if dir, _, is := nextArt(p.from(le.Uint32(edit.body[12:]))); is && dir.kind == pptPersist {
			p.readDirectory(dir.body)
		} else {
			p.Trouble(badPersist)
		}
		if len(edit.body) >= 32 && p.crypt == nil && !p.decrypt(le.Uint32(edit.body[28:])) {
			p.secret = true
			return 0, false
		}
		at = le.Uint32(edit.body[8:])
	}
	return root, ok
}

// from returns the document from a place on.
func (p *slideReader) from(at uint32) []byte {
	return p.doc[min(int64(at), int64(len(p.doc))):]
}

// readDirectory notes where objects lie, unless a later directory told
// (MS-PPT, 2.3.4).
func (p *slideReader) readDirectory(b []byte) {
	for len(b) >= 4 {
		v := le.Uint32(b)
		b = b[4:]
		for id, n := v&0xFFFFF, v>>20; n > 0 && len(b) >= 4; id, n = id+1, n-1 {
			if _, have := p.persists[id]; !have {
				p.persists[id] = le.Uint32(b)
				p.order = append(p.order, id)
			}
			b = b[4:]
		}
	}
}

// object returns the record of an object.
func (p *slideReader) object(id uint32) (art, bool) {
	at, ok := p.persists[id]
	if !ok {
		return art{}, false
	}
	b := p.from(at)
	if p.crypt != nil {
		b = p.crypt.object(b[:max(min(len(b), p.left), 0)], id)
		p.left -= len(b)
	}
	a, _, ok := nextArt(b)
	return a, ok
}

// each calls f with the records of b.
func (p *slideReader) each(b []byte, f func(a art)) {
	for !p.full {
		if p.records++; p.records > maxRecords {
			p.Trouble(manyRecords)
			p.full = true
			return
		}
		a, rest, ok := nextArt(b)
		if !ok {
			return
		}
		f(a)
		b = rest
	}
}

// document reads the lists of the document.
func (p *slideReader) document(b []byte) {
	p.each(b, func(a art) {
		switch a.kind {
		case pptSlideList:
			if a.instance < len(p.lists) {
				p.list(&p.lists[a.instance], a.body)
			}
		case pptExternals:
			p.each(a.body, func(a art) {
				if a.kind == pptHyperlink {
					p.hyperlink(a.body)
				}
			})
		case pptHeadersFooters:
			p.headersFooters(a.body)
		}
	})
}

// list reads a list of slides with their outlines (MS-PPT, 2.4.14.3).
func (p *slideReader) list(out *[]listedSlide, b []byte) {
	p.each(b, func(a art) {
		switch n := len(*out); a.kind {
		case pptSlidePersist:
			if len(a.body) >= 16 {
				*out = append(*out, listedSlide{persist: le.Uint32(a.body), id: le.Uint32(a.body[12:])})
			}
		case pptTextHeader:
			if n > 0 {
				(*out)[n-1].texts = append((*out)[n-1].texts, "")
			}
		case pptTextChars, pptTextBytes:
			if n > 0 && len((*out)[n-1].texts) > 0 {
				texts := (*out)[n-1].texts
				texts[len(texts)-1] = p.slideText(a)
			}
		case pptInteractive:
			if n > 0 && len((*out)[n-1].texts) > 0 {
				texts := (*out)[n-1].texts
				texts[len(texts)-1] = p.linked(texts[len(texts)-1], a.body)
			}
		}
	})
}

// slideText returns the text of an atom: UTF-16, or its low bytes.
func (p *slideReader) slideText(a art) string {
	if p.left -= len(a.body); p.left < 0 {
		if !p.full {
			p.Trouble(manyRecords)
		}
		p.full = true
		return ""
	}
	if a.kind == pptTextBytes {
		return ole.Wide(appendUnits(nil, a.body, false))
	}
	return ole.Wide(a.body)
}

// hyperlink notes a link (MS-PPT, 2.10.16).
func (p *slideReader) hyperlink(b []byte) {
	id, target := uint32(0), ""
	p.each(b, func(a art) {
		switch {
		case a.kind == pptLinkAtom && len(a.body) >= 4:
			id = le.Uint32(a.body)
		case a.kind == pptString && a.instance == 1:
			target = p.slideText(a)
		}
	})
	if l := linkOf(target); l.Target != "" && len(p.links) < maxLinks {
		p.links[id] = l
		p.linkIDs = append(p.linkIDs, id)
	}
}

// linked returns text with the target of the link that an interaction names
// behind it, unless it is shown (MS-PPT, 2.6.3).
func (p *slideReader) linked(text string, b []byte) string {
	p.each(b, func(a art) {
		if a.kind != pptInteractAtom || len(a.body) < 8 {
			return
		}
		id := le.Uint32(a.body[4:])
		if l := p.links[id]; l.Target != "" {
			p.used[id] = true
			if !l.Shown(text) && len(text) < maxText {
				text += " <" + l.Target + ">"
			}
		}
	})
	return text
}

// headersFooters writes the heads and feet of slides (MS-PPT, 2.4.15.1).
func (p *slideReader) headersFooters(b []byte) {
	p.each(b, func(a art) {
		if a.kind == pptString {
			p.prose(p.slideText(a))
		}
	})
}

// slide writes a slide, its comments and its notes.
func (p *slideReader) slide(s *listedSlide, notes map[uint32]int) {
	p.inProse = false
	a, ok := p.object(s.persist)
	if !ok || a.kind != pptSlide {
		p.Trouble(badPersist)
		p.outline(s)
		return
	}
	note := uint32(0)
	p.each(a.body, func(a art) {
		const notesAt = 16
		if a.kind == pptSlideAtom && len(a.body) >= notesAt+4 {
			note = le.Uint32(a.body[notesAt:])
		}
	})
	p.body(s, a.body, false)
	p.outline(s)
	if i, ok := notes[note]; ok && note != 0 {
		delete(notes, note)
		p.notes(&p.lists[2][i])
	}
}

// body writes what a slide, a master or a page of notes holds.
func (p *slideReader) body(s *listedSlide, b []byte, master bool) {
	p.each(b, func(a art) {
		switch a.kind {
		case pptDrawing:
			w := shapeWalk{slideReader: p, slide: s, master: master}
			w.walk(a.body, 0)
		case pptHeadersFooters:
			p.headersFooters(a.body)
		}
	})
	p.comments(b, 0)
}

// outline writes texts of the outline that no shape has shown.
func (p *slideReader) outline(s *listedSlide) {
	for i, v := range s.texts {
		if i >= len(s.shown) || !s.shown[i] {
			p.prose(v)
		}
	}
}

// notes writes a page of notes.
func (p *slideReader) notes(s *listedSlide) {
	if a, ok := p.object(s.persist); ok && a.kind == pptNotes {
		p.body(s, a.body, false)
	} else {
		p.Trouble(badPersist)
	}
	p.outline(s)
}

// master writes the text of a master that is no placeholder.
func (p *slideReader) master(s *listedSlide) {
	p.inProse = false
	if a, ok := p.object(s.persist); ok {
		p.body(s, a.body, true)
	}
}

// comments writes the comments among the tags of a slide (MS-PPT, 2.5.24).
func (p *slideReader) comments(b []byte, depth int) {
	p.each(b, func(a art) {
		if a.kind == pptComment {
			author, text := "", ""
			p.each(a.body, func(a art) {
				switch {
				case a.kind != pptString:
				case a.instance == 0:
					author = oneLine(p.slideText(a))
				case a.instance == 1:
					text = p.slideText(a)
				}
			})
			p.prose(said(author, text))
			return
		}
		if a.version == artContainer && a.kind != pptDrawing && depth < 8 {
			p.comments(a.body, depth+1)
		} else if a.kind == 0x138B && depth < 8 { // the binary part of a tag
			p.comments(a.body, depth+1)
		}
	})
}

// linear writes all texts of a document whose directory is damaged.
func (p *slideReader) linear() {
	p.inProse = false
	p.allTexts(p.doc, 0)
}

func (p *slideReader) allTexts(b []byte, depth int) {
	p.each(b, func(a art) {
		switch {
		case a.kind == pptTextChars || a.kind == pptTextBytes || a.kind == pptString:
			p.prose(p.slideText(a))
		case a.kind == pptOleStorage:
			p.storage(a)
		case a.version == artContainer && depth >= maxDepth:
			p.Trouble(deepRecords)
		case a.version == artContainer:
			p.allTexts(a.body, depth+1)
		}
	})
}

// storage adds the embedded object in a (MS-PPT, 2.10.34): a compound file,
// packed or not. Those with macros alone are left out.
func (p *slideReader) storage(a art) {
	b := a.body
	if a.instance == 1 && len(b) > 4 {
		left := int64(max(maxUnfold-p.taken-p.unfolded, 0))
		r, err := zlib.NewReader(bytes.NewReader(b[4:]))
		if err != nil {
			p.Trouble(badObject)
			return
		}
		b, err = io.ReadAll(io.LimitReader(r, left+1))
		if int64(len(b)) > left {
			p.Trouble(largeObject)
			b = b[:left]
		} else if err != nil && !errors.Is(err, zlib.ErrChecksum) {
			p.Trouble(badObject)
		}
	}
	f, err := ole.Open(b)
	if err != nil {
		if len(b) > 0 {
			p.Trouble(badObject)
			p.add(document.File{Data: b})
		}
		return
	}
	root := f.Root()
	if root.Child("VBA") != nil && root.Child("PROJECT") != nil {
		p.unfolded += len(b)
		return
	}
	if file, ok := f.Embedded(root); ok {
		if string(file.Data[:min(len(file.Data), len(cfb.Magic))]) == cfb.Magic && file.Name == "" {
			file.Data = b // as it lies
		}
		p.add(file)
	}
	for _, x := range f.Problems() {
		if x.Reason == "corrupt" {
			p.Trouble(badObject)
			break
		}
	}
}
