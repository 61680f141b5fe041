package ooxml

import (
	"exposed/scanner/document"
	"exposed/scanner/document/markup"
	"exposed/scanner/document/numfmt"
)

// caches writes the copies of other data that the workbook keeps: the records
// behind its pivot tables, which outlive the sheet they came from, and the
// cells of external workbooks. The records are tables behind those of the
// sheets, the first of which has the number table; other rows are lines.
func (b *book) caches(rels []relation, table int) {
	b.inProse = false
	for _, rel := range rels {
		if b.full {
			return
		}
		switch rel.kind {
		case "pivotCacheDefinition":
			b.pivot(rel.part, table)
			table++
		case "externalLink":
			b.external(rel.part)
		}
	}
}

// A pivotCache is the data behind a pivot table. A record names the values of
// its fields, or their places in the lists of the fields.
type pivotCache struct {
	*book
	items  stringTable
	used   []bool // items that a record shows
	fields []int  // first item of each field

	table  int
	n      int      // rows so far
	names  [][]byte // of the fields
	line   []byte
	cells  []document.Cell // of line
	field  int             // of the next value
	listed bool
	record bool
}

// pivot reads the cache whose definition is part.
func (b *book) pivot(part string, table int) {
	p := pivotCache{book: b, table: table}
	b.each(part, p.define)
	p.used = make([]bool, len(p.items.ends))
	for _, rel := range b.relations(part) {
		if rel.kind == "pivotCacheRecords" {
			b.each(rel.part, p.records)
		}
	}
	b.inProse = b.inProse && p.n == 0
	for i, shown := range p.used {
		if v, _ := p.items.at(i); !shown && !b.full {
			b.prose(string(v))
		}
	}
}

// define handles the next token of the definition.
func (p *pivotCache) define(t *markup.Tokens) bool {
	switch {
	case t.Kind == markup.Text:
	case string(t.Name) == "cacheField":
		if t.Kind == markup.Start {
			p.fields = append(p.fields, len(p.items.ends))
			p.names = append(p.names, clean([]byte(p.keep(t.Attr("name")))))
		}
	case string(t.Name) == "sharedItems":
		p.listed = t.Kind == markup.Start
	case t.Kind == markup.Start && p.listed:
		v, ok := p.value(t)
		if !ok {
			break
		}
		if p.items.text.turn(); len(p.items.ends) >= maxStrings || p.items.text.len()+len(v) > maxStringBytes {
			p.Trouble(largeStrings)
			return false
		}
		p.items.text.last = append(p.items.text.last, v...)
		p.items.ends = append(p.items.ends, uint32(p.items.text.len()))
	}
	return len(p.fields) <= sheetColumns
}

// value returns the value that a tag holds; false if it holds none, which the
// elements inside of a value do not.
func (p *pivotCache) value(t *markup.Tokens) ([]byte, bool) {
	if len(t.Name) != 1 {
		return nil, false
	}
	raw, _ := markup.Attribute(t.Attrs, "v")
	v := markup.AppendChars(nil, raw)
	switch t.Name[0] {
	case 's', 'e':
	case 'b':
		v = truth(v)
	case 'n':
		v = (*numfmt.Format)(nil).Append(nil, v, false)
	case 'd':
		v = isoDate(v)
	case 'm':
		v = nil
	default:
		return nil, false
	}
	return clean(v), true
}

// records handles the next token of the records.
func (p *pivotCache) records(t *markup.Tokens) bool {
	switch {
	case t.Kind == markup.Text:
	case string(t.Name) == "r":
		if t.Kind == markup.End {
			p.row()
		}
		p.field, p.record = 0, t.Kind == markup.Start
	case t.Kind == markup.Start && p.record:
		if string(t.Name) != "x" {
			if v, ok := p.value(t); ok {
				p.cell(v)
				p.field++
			}
			break
		}
		raw, _ := markup.Attribute(t.Attrs, "v")
		if n := number(raw); n >= 0 && p.field < len(p.fields) {
			if v, ok := p.items.at(p.fields[p.field] + n); ok {
				p.used[p.fields[p.field]+n] = true
				p.cell(v)
			}
		}
		p.field++
	}
	return !p.full
}

// cell adds the value v of the open field to the row.
func (p *pivotCache) cell(v []byte) {
	if len(v) == 0 || p.field >= sheetColumns {
		return
	}
	if len(p.line) > 0 {
		p.line = append(p.line, '\t')
	}
	from := len(p.line)
	p.line = append(p.line, v...)
	p.cells = append(p.cells, document.Cell{Start: from, End: len(p.line), Col: p.field})
}

// row writes the open row, and before the first one the names of the fields.
func (p *pivotCache) row() {
	if p.n == 0 && len(p.names) > 0 {
		line, cells := p.line, p.cells
		p.line, p.cells = nil, nil
		for p.field = range p.names {
			p.cell(p.names[p.field])
		}
		p.write()
		p.line, p.cells = line, cells
	}
	p.write()
}

// write writes the cells of a row.
func (p *pivotCache) write() {
	defer func() { p.line, p.cells = p.line[:0], p.cells[:0] }()
	p.n++
	if len(p.cells) == 0 || p.full {
		return
	}
	if p.out.Len()+len(p.line)+2 > maxText {
		p.Trouble(largeText)
		p.full = true
		return
	}
	if p.book.cells.n+len(p.cells) > maxCells {
		p.Trouble(manyCells)
		p.full = true
		return
	}
	if p.n == 1 && p.out.Len() > 0 {
		p.out.WriteByte('\n')
	}
	base := p.out.Len()
	p.out.Write(p.line)
	p.out.WriteByte('\n')
	for _, c := range p.cells {
		p.book.cells.add(document.Cell{Start: c.Start + base, End: c.End + base, Col: c.Col})
	}
	p.rows = append(p.rows, document.Row{Table: p.table, N: p.n, Cells: p.book.cells.row()})
}

// appendField appends a value to the line of a record. A line that is long
// enough is written.
func (b *book) appendField(line, v []byte) []byte {
	switch {
	case len(v) == 0:
		return line
	case len(line) > maxCellText:
		b.prose(string(line))
		line = line[:0]
	case len(line) > 0:
		line = append(line, " | "...)
	}
	return append(line, v...)
}

// external writes the cells of another workbook that the part keeps.
func (b *book) external(part string) {
	var line, value []byte
	inside := false
	b.each(part, func(t *markup.Tokens) bool {
		switch {
		case t.Kind == markup.Text:
			if inside {
				value = b.collect(value, t)
			}
		case string(t.Name) == "v":
			if inside = t.Kind == markup.Start; inside {
				value = value[:0]
			} else {
				line = b.appendField(line, clean(value))
			}
		case string(t.Name) == "row":
			b.prose(string(line))
			line = line[:0]
		}
		return !b.full
	})
}
