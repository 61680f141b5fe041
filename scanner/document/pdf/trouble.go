package pdf

import (
	"fmt"
	"strings"

	"exposed/scanner/document"
)

// A trouble is a kind of problem that a file can have.
type trouble int

// The kinds of trouble, in the order in which they are told.
const (
	locked trouble = iota
	noPages
	rebuilt
	badStream
	badContent
	lostPages
	lostContent
	lostFont
	lostForm
	badFilter
	badPage
	unmapped
	guessed
	badFile
	lockedFiles
	scanned
	drawn
	illustrated
	manyDrawings
	manyFiles
	muchFiles
	longStream
	muchDecoded
	muchLexed
	manyObjects
	manyValues
	manyPages
	manyNodes
	muchContent
	manyOperators
	manyOperands
	manyForms
	manyFonts
	manyMappings
	manyOptions
	manyGlyphs
	manyAnnotations
	muchLayout
	muchExtra
	deepValues
	deepLoading
	deepTree
	deepForms
	deepStates
	troubles
)

// troubleTexts says what each kind is: its reason, and its detail, in which %d
// is the number of its places.
var troubleTexts = [troubles]struct{ reason, detail string }{
	locked:          {"encrypted", "the file is encrypted and does not open without a password"},
	noPages:         {"corrupt", "no page is found"},
	rebuilt:         {"malformed", "the cross-reference table is broken; objects were found by their numbers"},
	badStream:       {"corrupt", "%d streams are damaged; what was decoded is kept"},
	badContent:      {"corrupt", "the contents of %d pages or forms do not parse, and what could be read of them is kept"},
	lostPages:       {"corrupt", "%d pages are named and are not there"},
	lostContent:     {"corrupt", "%d contents of pages are named and are no streams or not there"},
	lostFont:        {"corrupt", "%d fonts or their tables are named and are not there"},
	lostForm:        {"corrupt", "%d forms or images are drawn and are not there"},
	badFilter:       {"unsupported", "%d streams of text or fonts are coded in a way that is not read"},
	badPage:         {"malformed", "%d pages are no pages"},
	unmapped:        {"malformed", "%d characters have no meaning in their fonts and are shown as U+FFFD"},
	guessed:         {"malformed", "%d characters are taken from the usual order of glyphs, as their fonts do not tell them"},
	badFile:         {"unsupported", "%d embedded files are coded in a way that is not read"},
	lockedFiles:     {"encrypted", "%d embedded files are encrypted and do not open without a password"},
	manyFiles:       {"too-many", "too many embedded files; %d were not read"},
	muchFiles:       {"too-large", "the embedded files are too large; %d were not read or were cut"},
	scanned:         {"needs-ocr", ""},
	drawn:           {"needs-ocr", ""},
	illustrated:     {"needs-ocr", ""},
	manyDrawings:    {"too-many", "too many images; %d were not looked at"},
	longStream:      {"too-large", "%d streams are too large and were cut"},
	muchDecoded:     {"too-large", "the streams are too large together; %d were not read or were cut"},
	muchLexed:       {"too-large", "the objects are too large together; %d were not read"},
	manyObjects:     {"too-many", "too many objects; %d were not read"},
	manyValues:      {"too-large", "%d objects have too many values or too long strings and were cut"},
	manyPages:       {"too-many", "too many pages; the rest was not read"},
	manyNodes:       {"too-many", "too many bookmarks, names or fields; the rest was not read"},
	muchContent:     {"too-large", "too many bytes of drawing instructions; the rest was not read"},
	manyOperators:   {"too-many", "too many drawing operators; the rest was not read"},
	manyOperands:    {"too-many", "%d drawing operators have too many operands"},
	manyForms:       {"too-many", "too many forms are drawn; %d were not"},
	manyFonts:       {"too-many", "too many fonts; %d were not loaded"},
	manyMappings:    {"too-many", "the character maps of the fonts are too long and were cut"},
	manyOptions:     {"too-many", "%d fields offer more than 1000 choices; the others are not read"},
	manyGlyphs:      {"too-many", "too many characters; the rest was not read"},
	manyAnnotations: {"too-many", "too many annotations; the rest was not read"},
	muchLayout:      {"too-large", "the characters of %d pages are too many to be put in order"},
	muchExtra:       {"too-large", "too many bytes of notes, fields and bookmarks; the rest was not read"},
	deepValues:      {"too-deep", "%d values are nested too deeply"},
	deepLoading:     {"too-deep", "%d objects depend on too many others"},
	deepTree:        {"too-deep", "%d branches of the trees of pages, names, bookmarks or fields are nested too deeply"},
	deepForms:       {"too-deep", "%d forms are nested too deeply or draw themselves"},
	deepStates:      {"too-deep", "%d graphics states are nested too deeply"},
}

// A report counts the places of each kind of trouble.
type report struct {
	count   [troubles]int
	first   [troubles]site
	sites   map[siteOf]bool
	page    int // that is read, from 1; 0: none
	scanned []int
	drawn   []int // pages, from 1

	illustrated []int // pages with pictures beside their text that were not read
}

// note counts one more place of trouble t.
func (r *report) note(t trouble) { r.count[t]++ }

// A site is where trouble was met: a page, from 1, and the number of an object;
// 0 for what is not known.
type site struct{ page, object int }

// A siteOf is an object that has trouble of a kind.
type siteOf struct {
	t      trouble
	object int
}

// noteAt counts one more place of trouble t, in the object of that number and
// on the page that is read; an object counts once.
func (r *report) noteAt(t trouble, object int) {
	if object > 0 {
		at := siteOf{t, object}
		if r.sites[at] {
			return
		}
		if r.sites == nil {
			r.sites = map[siteOf]bool{}
		}
		r.sites[at] = true
	}
	if r.note(t); r.count[t] == 1 {
		r.first[t] = site{r.page, object}
	}
}

// String returns s as details end with it.
func (s site) String() string {
	switch {
	case s.page > 0 && s.object > 0:
		return fmt.Sprintf("; first on page %d, in object %d", s.page, s.object)
	case s.page > 0:
		return fmt.Sprintf("; first on page %d", s.page)
	case s.object > 0:
		return fmt.Sprintf("; first in object %d", s.object)
	}
	return ""
}

// problems returns what there is to say of a file of that many pages.
func (r *report) problems(pages int) []document.Problem {
	var out []document.Problem
	for t := range troubles {
		detail := troubleTexts[t].detail
		switch {
		case t == scanned && len(r.scanned) > 0:
			detail = pageList(r.scanned, pages, "images")
		case t == drawn && len(r.drawn) > 0:
			detail = pageList(r.drawn, pages, "drawings")
		case t == illustrated && len(r.illustrated) > 0:
			detail = fmt.Sprintf("%s of %d: pictures beside the text are not read", ranges(r.illustrated), pages)
		case r.count[t] == 0:
			continue
		case strings.Contains(detail, "%d"):
			detail = fmt.Sprintf(detail, r.count[t]) + r.first[t].String()
		}
		out = append(out, document.Problem{Reason: troubleTexts[t].reason, Detail: detail})
	}
	return out
}

// pageList says which pages show what without text, as "pages 1-3, 7 of 9 are
// images without text".
func pageList(list []int, pages int, what string) string {
	verb := "are"
	if len(list) == 1 {
		verb = "shows"
	}
	return fmt.Sprintf("%s of %d %s %s without text", ranges(list), pages, verb, what)
}

// ranges returns pages, in order, as "page 7" or "pages 1-3, 7".
func ranges(list []int) string {
	const maxRanges = 20
	var s strings.Builder
	s.WriteString("pages ")
	if len(list) == 1 {
		s.Reset()
		s.WriteString("page ")
	}
	for i, ranges := 0, 0; i < len(list); ranges++ {
		k := i
		for k+1 < len(list) && list[k+1] == list[k]+1 {
			k++
		}
		if ranges == maxRanges {
			fmt.Fprintf(&s, " and %d more", len(list)-i)
			break
		}
		if i > 0 {
			s.WriteString(", ")
		}
		fmt.Fprint(&s, list[i])
		if k > i {
			fmt.Fprintf(&s, "-%d", list[k])
		}
		i = k + 1
	}
	return s.String()
}
