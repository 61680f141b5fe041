package ooxml

import (
	"encoding/binary"
	"slices"
	"strconv"

	"exposed/scanner/document/numfmt"
)

// A workbook of records (MS-XLSB) has the parts of any other workbook; their
// records are read here into what the markup of the others gives.

// binarySheets returns the sheets in the order of the workbook.
func (b *book) binarySheets(main string) []listedSheet {
	var out []listedSheet
	b.eachRecord(main, func(r record) bool {
		switch r.kind {
		case brtWbProp:
			b.from1904 = r.u32(0)&1 != 0
		case brtBundleSh:
			if len(out) >= maxSheets {
				b.Trouble(manySheets)
				return false
			}
			const start = 8 // hidden or not, and its number
			id, at := r.string(start)
			name, _ := r.string(at)
			out = append(out, listedSheet{name: b.keep(name), id: b.keep(id)})
		}
		return true
	})
	return out
}

// binaryStrings reads the part of shared strings.
func (b *book) binaryStrings(part string) {
	s := &b.strings
	b.eachRecord(part, func(r record) bool {
		if r.kind != brtSSTItem {
			return true
		}
		v, _ := r.appendString(nil, 1)
		if v = clean(b.shorten(v)); len(s.ends) >= maxStrings {
			b.Trouble(manyStrings)
			return false
		}
		if s.text.turn(); s.text.len()+len(v) > maxStringBytes {
			b.Trouble(largeStrings)
			return false
		}
		s.text.last = append(s.text.last, v...)
		s.ends = append(s.ends, uint32(s.text.len()))
		return true
	})
}

// shorten cuts the text of a cell that is too long.
func (b *book) shorten(v []byte) []byte {
	if len(v) <= maxCellText {
		return v
	}
	b.Trouble(largeCell)
	n := maxCellText
	for n > 0 && v[n]&0xC0 == 0x80 {
		n--
	}
	return v[:n]
}

// binaryStyles reads the part of styles.
func (b *book) binaryStyles(part string) {
	s := &b.styles
	s.codes, s.formats = map[int]string{}, map[int]*numfmt.Format{}
	cells := false
	b.eachRecord(part, func(r record) bool {
		switch {
		case r.kind == brtFmt:
			code, _ := r.string(2)
			if len(code) > maxFormat || len(s.codes) >= maxFormats {
				b.Trouble(manyStyles)
				return true
			}
			s.codes[r.u16(0)] = code
		case r.kind == brtBeginCellXFs:
			cells = true
		case r.kind == brtEndCellXFs:
			cells = false
		case r.kind == brtXF && cells:
			if len(s.ids) >= maxStyles {
				b.Trouble(manyStyles)
				return false
			}
			s.ids = append(s.ids, r.u16(2))
		}
		return true
	})
}

// record handles the next record of the sheet, and reports whether to go on.
func (s *sheet) record(r record) bool {
	switch r.kind {
	case brtRowHdr:
		s.closeRow()
		s.beginRow(r.u32(0) + 1)
	case brtEndSheetData:
		s.closeRow()
	case brtMergeCell:
		s.addMerge(merge{r.u32(8), r.u32(0) + 1, r.u32(4) + 1})
	case brtHLink:
		const rect = 16
		id, _ := r.string(rect)
		s.addLink(cellLink{r.u32(8), r.u32(0) + 1, s.keep(id)})
	case brtBeginHeader:
		s.closeRow()
		for at := 2; at < len(r.data); {
			s.value.reset()
			s.value.value, at = r.appendString(s.value.value, at)
			s.addMargin()
		}
	default:
		s.binaryCell(r)
	}
	return !s.full
}

// binaryCell writes the cell of a record, if it is one. What stands before its
// value is its column and its style in three bytes (MS-XLSB, 2.5.9).
func (s *sheet) binaryCell(r record) {
	const head = 8
	kind := cellKinds[r.kind]
	if kind == "" || len(r.data) <= head {
		return
	}
	s.closeCell()
	if !s.inRow {
		s.beginRow(s.n + 1)
	}
	c := openCell{col: r.u32(0), style: r.u32(4) & 0xFFFFFF, stored: true}
	if c.col <= s.cell.col || c.col >= sheetColumns {
		s.sorted = false
		s.TroubleAt(badPlace, s.n)
	}
	copy(c.kind[:], kind)
	s.cell, s.inCell = c, true
	s.value.reset()
	v, at := s.value.value, head
	switch r.kind {
	case brtCellRk:
		v = appendRK(v, uint32(r.u32(at)))
	case brtCellReal, brtFmlaNum:
		if at+8 <= len(r.data) {
			v = appendReal(v, binary.LittleEndian.Uint64(r.data[at:]))
		}
	case brtCellBool, brtFmlaBool:
		v = append(v, '0'+min(r.data[at], 1))
	case brtCellError, brtFmlaError:
		v = append(v, errorTexts[r.data[at]]...)
	case brtCellIsst:
		v = strconv.AppendInt(v, int64(r.u32(at)), 10)
	case brtCellRString:
		v, _ = r.appendString(v, at+1)
	default:
		v, _ = r.appendString(v, at)
	}
	s.value.value = s.shorten(v)
	s.closeCell()
}

// cellKinds are the types that cells of records have in markup.
var cellKinds = map[int]string{
	brtCellRk: "n", brtCellReal: "n", brtFmlaNum: "n", brtCellBool: "b", brtFmlaBool: "b", brtCellError: "e", brtFmlaError: "e",
	brtCellIsst: "s", brtCellSt: "str", brtFmlaString: "str", brtCellRString: "str",
}

// binaryComments writes the comments of a sheet.
func (s *sheet) binaryComments(part string, threads bool) {
	var authors []string
	author := ""
	s.eachRecord(part, func(r record) bool {
		switch r.kind {
		case brtCommentAuthor:
			if len(authors) == maxLinks {
				s.Trouble(manyLinks)
				return false
			}
			name, _ := r.string(0)
			authors = append(authors, s.keep(name))
		case brtBeginComment:
			if author = ""; r.u32(0) < len(authors) {
				author = authors[r.u32(0)]
			}
		case brtCommentText:
			text, _ := r.string(1)
			if !threads || !slices.Contains(authors, author) || !isThread(author) {
				s.prose(said(author, text))
			}
		}
		return !s.full
	})
}
