package ooxml

import (
	"path"
	"strconv"
	"strings"

	"exposed/scanner/document"
	"exposed/scanner/document/markup"
	"exposed/scanner/document/parts"
)

// readBook returns the cells of a workbook, one sheet after the other: cells
// are separated by TAB, rows by LF, and TAB and line ends inside of a cell are
// blanks. The table of a row is the ordinal of its sheet in the workbook, from
// 0; its number and the columns of its cells are those of the sheet. Cells
// without text are no cells, and rows without cells no rows. Behind the rows of
// a sheet stand, as prose, its name, links whose cells do not show them, heads
// and feet of the page, comments, and the text of drawings; behind the last
// sheet the data that pivot tables keep, as further tables, that of links to
// other workbooks, and the properties of the workbook. Behind a sheet stand
// also the texts in formulas without a value, what checks of cells list and
// tell, and the columns of tables whose head is hidden; behind the last one the
// texts in names, and shared strings that no cell shows.
//
// Numbers are shown by their formats, but in full: dates and times by ISO 8601,
// no exponents, and no number is hidden. The value of cells that are merged
// downward stands in each row that they cover.
func readBook(p *pack) document.Content {
	x := &book{}
	x.pack, x.out, x.isBook = *p, &strings.Builder{}, true
	x.workbook()
	x.properties()
	return x.content()
}

// A book is a workbook that is read.
type book struct {
	reader
	strings  stringTable
	styles   styles
	from1904 bool
	persons  map[string]string // who wrote threaded comments, by id
	spare    []byte            // room for the rows of a sheet
	remarks  remarks
	name     []byte // formula of the name that is read
	inName   bool
	binary   bool // its parts are of records (MS-XLSB)
}

// A listedSheet is a sheet as the workbook lists it.
type listedSheet struct {
	name string
	id   string // of the relation
	part string
}

// workbook reads the workbook part and all that it names.
func (b *book) workbook() {
	main := b.mainPart("xl/workbook.xml")
	if !b.has(main) && b.has("xl/workbook.bin") {
		main = "xl/workbook.bin"
	}
	b.binary = strings.HasSuffix(main, ".bin")
	rels := b.relations(main)
	dir, ext := path.Dir(main)+"/", path.Ext(main)
	sharedStrings, styles := b.related(rels, "sharedStrings", dir+"sharedstrings"+ext), b.related(rels, "styles", dir+"styles"+ext)
	var sheets []listedSheet
	if b.binary {
		sheets = b.binarySheets(main)
		b.binaryStrings(sharedStrings)
		b.binaryStyles(styles)
	} else {
		sheets = b.listed(main)
		b.readStrings(sharedStrings)
		b.readStyles(styles)
	}
	b.resolve(sheets, rels, ext)
	sheets = b.unlisted(sheets, path.Dir(main), ext)
	b.readPersons(rels)
	for i := range sheets {
		if b.full {
			return
		}
		b.sheet(i, &sheets[i])
	}
	b.unshown()
	b.caches(rels, len(sheets))
}

// listed returns the sheets in the order of the workbook.
func (b *book) listed(main string) []listedSheet {
	var out []listedSheet
	listed := b.each(main, func(t *markup.Tokens) bool {
		b.definedName(t)
		if t.Kind != markup.Start {
			return true
		}
		switch string(t.Name) {
		case "workbookPr":
			v := t.Attr("date1904")
			b.from1904 = v == "1" || v == "true" || v == "on"
		case "sheet":
			if len(out) >= maxSheets {
				b.Trouble(manySheets)
				return false
			}
			out = append(out, listedSheet{name: b.keep(t.Attr("name")), id: b.keep(t.Attr("id"))})
		}
		return true
	})
	if !listed && len(b.parts) > 0 {
		b.Trouble(parts.Missing)
	}
	return out
}

// resolve finds the parts of sheets: by the relations, or by the number if
// they do not know.
func (b *book) resolve(sheets []listedSheet, rels []relation, ext string) {
	byID := make(map[string]*relation, len(rels))
	for i := range rels {
		byID[rels[i].id] = &rels[i]
	}
	used := map[string]bool{}
	for i := range sheets {
		rel := byID[sheets[i].id]
		if rel == nil || !b.has(rel.part) {
			continue
		}
		if used[rel.part] {
			b.Trouble(sheetTwice)
			continue
		}
		used[rel.part], sheets[i].part = true, rel.part
	}
	for i := range sheets {
		part := "xl/worksheets/sheet" + strconv.Itoa(i+1) + ext
		if rel := byID[sheets[i].id]; sheets[i].part != "" || rel != nil && b.has(rel.part) {
			continue
		}
		b.Trouble(parts.Missing)
		if b.has(part) && !used[part] {
			used[part], sheets[i].part = true, part
		}
	}
}

// unlisted returns sheets with those appended that the workbook does not list.
func (b *book) unlisted(sheets []listedSheet, dir, ext string) []listedSheet {
	used := make(map[string]bool, len(sheets))
	for i := range sheets {
		used[sheets[i].part] = true
	}
	for _, part := range b.named(dir+"/worksheets/", ext) {
		if used[part] || strings.Contains(part, "/_rels/") || strings.Contains(part, "/binaryindex") {
			continue
		}
		if len(sheets) >= maxSheets {
			b.Trouble(manySheets)
			break
		}
		b.Trouble(unlistedSheet)
		sheets = append(sheets, listedSheet{part: part})
	}
	return sheets
}

// related returns the part of that kind, or other if the relations name none.
func (b *book) related(rels []relation, kind, other string) string {
	for i := range rels {
		if rels[i].kind == kind {
			if !b.has(rels[i].part) {
				b.Trouble(parts.Missing)
				break
			}
			return rels[i].part
		}
	}
	return other
}
