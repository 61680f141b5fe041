package legacy

import (
	"bytes"
	"slices"
	"strings"

	"exposed/scanner/document"
	"exposed/scanner/document/ole"
	"exposed/scanner/mailbox/mapi"
)

// writeNotes writes what belongs to the sheet besides its cells; its rows are
// those from first on.
func (s *sheetReader) writeNotes(first int) {
	for _, l := range s.links {
		text := s.textAt(s.rows[first:], l.row+1, l.col)
		if !l.link.Shown(text) {
			s.prose(strings.TrimSpace(text + " <" + l.link.Target + ">"))
		}
	}
	for _, v := range s.margins {
		s.prose(v)
	}
	for _, n := range s.notes {
		if v, ok := s.texts[n.object]; ok {
			n.text = v
			delete(s.texts, n.object)
		}
		s.prose(said(n.author, n.text))
	}
	objects := make([]int, 0, len(s.texts))
	for n := range s.texts {
		objects = append(objects, n)
	}
	slices.Sort(objects)
	for _, n := range objects {
		s.prose(s.texts[n])
	}
	for _, v := range s.shapes {
		s.prose(v)
	}
}

// textAt returns the text of a cell; "" if it is long.
func (s *sheetReader) textAt(rows []document.Row, n, col int) string {
	const long = 1024
	i, ok := slices.BinarySearchFunc(rows, n, func(r document.Row, n int) int { return r.N - n })
	if !ok {
		return ""
	}
	for _, c := range rows[i].Cells {
		if c.Col == col && c.End-c.Start <= long {
			return string(s.text[c.Start:c.End])
		}
	}
	return ""
}

// note reads a comment (MS-XLS, 2.4.179). That of BIFF5 and before has its text,
// in several records if it is long.
func (s *sheetReader) note(data []byte) {
	const head = 6
	if len(data) < head {
		return
	}
	if len(s.notes) >= maxLinks {
		s.Trouble(manyLinks)
		return
	}
	if s.version < 8 {
		const more = 0xFFFF
		text := mapi.Decode(s.page, data[head:])
		if n := len(s.notes); le.Uint16(data) == more && n > 0 {
			s.notes[n-1].text += text
			return
		}
		if total := int(le.Uint16(data[4:])); total < len(data)-head {
			text = mapi.Decode(s.page, data[head:head+total])
		}
		s.notes = append(s.notes, sheetNote{text: text})
		return
	}
	if len(data) < head+2 {
		return
	}
	author, _ := s.biffString(data[head+2:], 2)
	s.notes = append(s.notes, sheetNote{object: int(le.Uint16(data[head:])), author: oneLine(author)})
}

// textObject reads the text of an object, which lies in the records that
// continue this one (MS-XLS, 2.4.329).
func (s *sheetReader) textObject(data []byte) {
	const lengthAt = 10
	more := s.continued()
	if len(data) < lengthAt+2 || len(more) == 0 {
		return
	}
	n := int(le.Uint16(data[lengthAt:]))
	if n == 0 || len(more[0]) == 0 {
		return
	}
	text := segments(more[0][1:], more[1:])
	v, _ := text.text(n, more[0][0]&1 != 0)
	switch _, taken := s.texts[s.object]; {
	case s.object == 0 || taken || s.depth > 0 || s.chart:
		s.shape(v)
	default:
		s.texts[s.object] = v
	}
}

// urlMoniker is the class of a target that is an address (MS-OSHARED, 2.3.7.6).
var urlMoniker = []byte{0xE0, 0xC9, 0xEA, 0x79, 0xF9, 0xBA, 0xCE, 0x11, 0x8C, 0x82, 0x00, 0xAA, 0x00, 0x4B, 0xA9, 0x0B}

// hyperlink notes a link (MS-XLS, 2.4.140; MS-OSHARED, 2.3.7.1).
func (s *sheetReader) hyperlink(data []byte) {
	const head, class = 8 + 16 + 8, 16
	const hasMoniker, hasName, hasFrame, asText = 1, 0x10, 0x80, 0x100
	if len(data) < head {
		return
	}
	if len(s.links) >= maxLinks {
		s.Trouble(manyLinks)
		return
	}
	flags := le.Uint32(data[head-4:])
	b := data[head:]
	text := func() string {
		if len(b) < 4 {
			b = nil
			return ""
		}
		n := int(min(2*uint64(le.Uint32(b)), uint64(len(b)-4)))
		v := ole.Wide(b[4 : 4+n])
		b = b[4+n:]
		return v
	}
	if flags&hasName != 0 {
		text()
	}
	if flags&hasFrame != 0 {
		text()
	}
	target := ""
	switch {
	case flags&hasMoniker == 0:
	case flags&asText != 0:
		target = text()
	case len(b) > class+4 && bytes.Equal(b[:class], urlMoniker):
		n := int(min(uint64(le.Uint32(b[class:])), uint64(len(b)-class-4)))
		target = ole.Wide(b[class+4 : class+4+n])
	}
	target, _, _ = strings.Cut(target, "\x00")
	if l := linkOf(target); l.Target != "" {
		s.links = append(s.links, sheetLink{int(le.Uint16(data)), int(le.Uint16(data[4:])), l})
	}
}
