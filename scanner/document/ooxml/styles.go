package ooxml

import (
	"strconv"

	"exposed/scanner/document/markup"
	"exposed/scanner/document/numfmt"
)

// maxFormats is how many number formats of its own a workbook can have; Excel
// stops at 250.
const maxFormats = 4096

// styles are the number formats of the cells of a workbook.
type styles struct {
	ids     []int // number format of each style
	codes   map[int]string
	formats map[int]*numfmt.Format // those that were compiled
}

// format returns the number format of style i; nil is the general one.
func (s *styles) format(i int) *numfmt.Format {
	if i < 0 || i >= len(s.ids) || s.ids[i] == 0 {
		return nil
	}
	id := s.ids[i]
	f, ok := s.formats[id]
	if !ok {
		f = s.compile(id)
		s.formats[id] = f
	}
	return f
}

// compile returns the number format id.
func (s *styles) compile(id int) *numfmt.Format {
	if code, ok := s.codes[id]; ok {
		return numfmt.Compile(code)
	}
	return numfmt.BuiltIn(id)
}

// readStyles reads the part of styles.
func (b *book) readStyles(part string) {
	s := &b.styles
	s.codes, s.formats = map[int]string{}, map[int]*numfmt.Format{}
	inside := "" // the list that is open
	b.each(part, func(t *markup.Tokens) bool {
		switch t.Kind {
		case markup.Start:
			switch name := string(t.Name); name {
			case "numFmts", "cellXfs":
				inside = name
			case "numFmt":
				if inside == "numFmts" {
					b.customFormat(t)
				}
			case "xf":
				if inside == "cellXfs" {
					return b.style(t)
				}
			}
		case markup.End:
			if string(t.Name) == inside {
				inside = ""
			}
		}
		return true
	})
}

// customFormat notes a number format of the workbook's own.
func (b *book) customFormat(t *markup.Tokens) {
	id, err := strconv.Atoi(t.Attr("numFmtId"))
	code := t.Attr("formatCode")
	if err != nil {
		return
	}
	if len(code) > maxFormat || len(b.styles.codes) >= maxFormats {
		b.Trouble(manyStyles)
		return
	}
	b.styles.codes[id] = code
}

// style notes the number format of the next style of cells.
func (b *book) style(t *markup.Tokens) bool {
	if len(b.styles.ids) >= maxStyles {
		b.Trouble(manyStyles)
		return false
	}
	id, _ := strconv.Atoi(t.Attr("numFmtId"))
	b.styles.ids = append(b.styles.ids, id)
	return true
}
