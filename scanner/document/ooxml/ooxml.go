// Package ooxml takes the text out of the documents, workbooks and presentations
// of Office Open XML (ISO/IEC 29500, transitional and strict; MS-XLSB). Time and
// memory are bounded by the limits below, whatever the bytes are.
package ooxml

import (
	"strings"

	"exposed/scanner/document"
)

// The limits of a file.
const (
	maxRelations   = 100_000
	maxText        = 256 << 20 // bytes of text
	maxCells       = 5_000_000
	maxCellText    = 1 << 20 // bytes of a cell; Excel stops at 32,767 characters
	maxStrings     = 8 << 20 // shared strings
	maxStringBytes = 256 << 20
	maxMerges      = 200_000
	maxLinks       = 100_000 // links of a sheet
	maxStyles      = 100_000
	maxFormat      = 1024 // bytes of a number format; Excel stops at 255 characters
	maxSheets      = 10_000
	maxNames       = 256 << 20 // bytes of targets, authors and other names that wait for their use
	maxFiles       = 256 << 20 // bytes of all embedded files
	maxMargins     = 1 << 20   // bytes of the heads and feet of a sheet's pages
)

// A reader reads one file and collects its text.
type reader struct {
	pack
	out      *strings.Builder
	rows     []document.Row
	cells    cellStore
	isBook   bool            // the file is a workbook
	pages    []int           // where slides begin
	shown    map[string]int  // the first slide that shows a part
	imported map[string]bool // parts in other formats that the text takes in
	full     bool            // a limit of the whole text was reached
	inProse  bool            // the last line of the text is prose
}

// content returns what was read, and the files that lie in this one.
func (r *reader) content() document.Content {
	text := document.Text{Data: r.out.String(), Rows: r.rows, Sheets: r.isBook, Pages: r.pages}
	files := r.files()
	return document.Content{Text: text, Files: files, Problems: r.Told(troubleKinds[:])}
}

// A cellStore keeps cells in blocks, so that no block moves once it is full.
type cellStore struct {
	block []document.Cell
	from  int // first cell of the open row in block
	n     int // cells of all rows
}

// cellBlock is how many cells a block has.
const cellBlock = 16 << 10

// add appends a cell to the open row.
func (s *cellStore) add(c document.Cell) {
	if len(s.block) == cap(s.block) {
		row := s.block[s.from:]
		size := max(min(cellBlock, 2*len(s.block)), 2*len(row), 64)
		s.block = append(make([]document.Cell, 0, size), row...)
		s.from = 0
	}
	s.block = append(s.block, c)
	s.n++
}

// open returns the cells of the open row.
func (s *cellStore) open() []document.Cell { return s.block[s.from:] }

// row ends the open row and returns its cells.
func (s *cellStore) row() []document.Cell {
	cells := s.block[s.from:len(s.block):len(s.block)]
	s.from = len(s.block)
	return cells
}
