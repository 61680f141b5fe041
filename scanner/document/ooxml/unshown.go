package ooxml

import (
	"strings"

	"exposed/scanner/document/markup"
)

// Remarks are texts of a part that no cell shows, up to maxMargins bytes.
type remarks struct {
	list  []string
	bytes int
}

// remark notes a text that no cell shows.
func (p *pack) remark(to *remarks, text string) {
	if text == "" {
		return
	}
	if to.bytes += len(text); to.bytes > maxMargins {
		p.Trouble(manyRemarks)
		return
	}
	to.list = append(to.list, text)
}

// literals notes the texts that stand in the formula code: those between
// quotes, in which two quotes are one (ISO/IEC 29500-1, 18.17.2.2). Names of
// sheets stand between apostrophes.
func (p *pack) literals(to *remarks, code []byte) {
	for i := 0; i < len(code); i++ {
		quote := code[i]
		if quote != '"' && quote != '\'' {
			continue
		}
		var text []byte
		for i++; i < len(code); i++ {
			if code[i] == quote {
				if i+1 == len(code) || code[i+1] != quote {
					break
				}
				i++
			}
			text = append(text, code[i])
		}
		if quote == '"' {
			p.remark(to, string(text))
		}
	}
}

// formula handles the start of a formula of a cell or of a check of cells.
func (s *sheet) formula() {
	s.inCode, s.code = true, s.code[:0]
}

// endFormula handles the end of a formula. That of a cell counts if there is no
// value (closeCell); that of a check may list what its cells may hold.
func (s *sheet) endFormula() {
	if s.inCode = false; !s.inCell {
		s.literals(&s.remarks, s.code)
		s.code = s.code[:0]
	}
}

// validation notes what a check of cells tells those who fill them in
// (ISO/IEC 29500-1, 18.3.1.32).
func (s *sheet) validation(t *markup.Tokens) {
	for _, name := range [...]string{"promptTitle", "prompt", "errorTitle", "error"} {
		s.remark(&s.remarks, t.Attr(name))
	}
}

// tableHeads writes the names of the columns of a table whose head is hidden,
// so that no cell has them, and its comment (ISO/IEC 29500-1, 18.5.1.2).
func (s *sheet) tableHeads(part string) {
	hidden := false
	s.each(part, func(t *markup.Tokens) bool {
		if t.Kind != markup.Start {
			return true
		}
		switch string(t.Name) {
		case "table":
			hidden = t.Attr("headerRowCount") == "0"
			s.prose(t.Attr("comment"))
		case "tableColumn":
			if hidden {
				s.prose(t.Attr("name"))
			}
		}
		return !s.full
	})
}

// definedName handles the tokens of a name that the workbook defines: its
// comment, and the texts in its formula (ISO/IEC 29500-1, 18.2.5).
func (b *book) definedName(t *markup.Tokens) {
	switch {
	case t.Kind == markup.Text:
		if b.inName {
			b.name = b.collect(b.name, t)
		}
	case string(t.Name) != "definedName":
	case t.Kind == markup.Start:
		b.inName, b.name = true, b.name[:0]
		b.remark(&b.remarks, t.Attr("comment"))
	case b.inName:
		b.inName = false
		b.literals(&b.remarks, b.name)
	}
}

// unshown writes what the workbook has and no sheet shows: texts of names, and
// shared strings, which outlive the cells they came from.
func (b *book) unshown() {
	b.inProse = false
	for _, text := range b.remarks.list {
		b.prose(text)
	}
	for i := range b.strings.ends {
		if b.full {
			return
		}
		if v, _ := b.strings.at(i); len(v) > 0 && !b.strings.isShown(i) {
			b.prose(strings.TrimSpace(string(v)))
		}
	}
}
