// Package document turns the bytes of documents into text that keeps its
// cells, so that every finding can be cited at its place.
package document

// A Text is the text of one item. Data is valid UTF-8 with LF line ends.
type Text struct {
	Data   string
	Rows   []Row // rows of the tables in Data, in order of their place; nil for prose
	Sheets bool  // each table is a sheet of a workbook
	Pages  []int // bytes of Data at which pages begin, if the document has any
}

// A Row is one row of a table. Its cells lie in Data in order and do not overlap.
type Row struct {
	Table int // ordinal of the table in the text, from 0
	N     int // number of the row in its table or, in a CSV file, of the line it starts at, from 1
	Cells []Cell
}

// A Cell is a span of Text.Data.
type Cell struct {
	Start, End int
	Col        int // column, from 0
}
