package ooxml

import "exposed/scanner/document/markup"

// A stringTable is the shared strings of a workbook.
type stringTable struct {
	text blocks
	ends []uint32 // where each string ends in text

	shown []bool // by a cell; nil: none is
}

// show notes that a cell shows string i.
func (s *stringTable) show(i int) {
	if s.shown == nil {
		s.shown = make([]bool, len(s.ends))
	}
	if i >= 0 && i < len(s.shown) {
		s.shown[i] = true
	}
}

// isShown reports whether a cell shows string i.
func (s *stringTable) isShown(i int) bool { return i < len(s.shown) && s.shown[i] }

// at returns string i and whether there is one.
func (s *stringTable) at(i int) ([]byte, bool) {
	if i < 0 || i >= len(s.ends) {
		return nil, false
	}
	from := uint32(0)
	if i > 0 {
		from = s.ends[i-1]
	}
	return s.text.span(int(from), int(s.ends[i])), true
}

// readStrings reads the part of shared strings, without their phonetic runs.
func (b *book) readStrings(part string) {
	s := &b.strings
	var text richText
	open := false
	b.each(part, func(t *markup.Tokens) bool {
		switch {
		case open:
			if !text.token(&b.pack, t, "si") {
				break
			}
			open = false
			v := clean(text.value)
			if s.text.turn(); s.text.len()+len(v) > maxStringBytes {
				b.Trouble(largeStrings)
				return false
			}
			s.text.last = append(s.text.last, v...)
			s.ends = append(s.ends, uint32(s.text.len()))
		case t.Kind == markup.Start && string(t.Name) == "si":
			if len(s.ends) >= maxStrings {
				b.Trouble(manyStrings)
				return false
			}
			open = true
			text.reset()
		}
		return true
	})
}

// richText collects the text of an element that has it in runs.
type richText struct {
	value    []byte
	inside   bool // of <t>
	phonetic int  // open <rPh>
}

// reset starts a text.
func (x *richText) reset() {
	x.value, x.inside, x.phonetic = x.value[:0], false, 0
}

// token takes a token, and reports whether it ends the element of that name.
func (x *richText) token(p *pack, t *markup.Tokens, name string) bool {
	switch t.Kind {
	case markup.Text:
		if x.inside && x.phonetic == 0 {
			x.value = p.collect(x.value, t)
		}
	case markup.Start:
		switch string(t.Name) {
		case "t":
			x.inside = true
		case "rPh":
			x.phonetic++
		}
	case markup.End:
		switch string(t.Name) {
		case "t":
			x.inside = false
		case "rPh":
			x.phonetic = max(x.phonetic-1, 0)
		case name:
			return true
		}
	}
	return false
}
