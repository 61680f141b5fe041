package ooxml

import (
	"exposed/scanner/document"
	"exposed/scanner/document/parts"
)

// The kinds of trouble.
const (
	manyRelations = iota + parts.Others
	twiceNamed
	badRecord
	otherFormat
	typeDeclared
	badXML
	deepXML
	unlistedSheet
	sheetTwice
	unlistedSlide
	manySlides
	manySheets
	manyStrings
	largeStrings
	largeCell
	manyCells
	largeText
	noString
	noValue
	badPlace
	manyMerges
	manyLinks
	manyStyles
	manyNames
	deepTables
	manyRemarks
	unreadCache
	unreadMacro
	largeFiles
)

// troubleKinds says what each kind of trouble is; %d is the number of places.
var troubleKinds = [...]document.TroubleKind{
	parts.None:        {"corrupt", "no part of an Office file was found (%d)"},
	parts.BadZip:      {"corrupt", "the directory of the ZIP file is damaged; parts were found by their headers (%d)"},
	parts.ManyMembers: {"too-many", "more than 50000 members; the others are not read (%d)"},
	parts.Bad:         {"corrupt", "%d parts are damaged and are read as far as they can be"},
	parts.Missing:     {"corrupt", "%d parts are named and are not there"},
	parts.Encrypted:   {"encrypted", "%d parts are encrypted"},
	parts.Unsupported: {"unsupported", "%d parts are compressed in a way that is not supported"},
	parts.Large:       {"too-large", "%d parts unfold to too much and are read up to the limit"},
	parts.Unfolded:    {"too-large", "the parts unfold to more than 2 GB; %d are not read in full"},
	manyRelations:     {"too-many", "a part names more than 100000 others (%d)"},
	twiceNamed:        {"malformed", "%d parts have the name of another, and the first of each is read"},
	badRecord:         {"corrupt", "%d parts of records are damaged and are read as far as they can be"},
	otherFormat:       {"unsupported", "%d main parts are not XML and are not read"},
	typeDeclared:      {"unsupported", "%d parts declare a document type, whose entities are not expanded"},
	badXML:            {"malformed", "%d parts are not well-formed XML"},
	deepXML:           {"too-deep", "%d elements are nested deeper than 1000 and are not read"},
	unlistedSheet:     {"malformed", "%d sheets are not listed in the workbook and follow the others"},
	sheetTwice:        {"malformed", "%d sheets are the part of another sheet, which is read once"},
	unlistedSlide:     {"malformed", "%d slides are not listed in the presentation and follow the others"},
	manySlides:        {"too-many", "more than 10000 slides; the others are read behind them (%d)"},
	manySheets:        {"too-many", "more than 10000 sheets; the others are not read (%d)"},
	manyStrings:       {"too-many", "more than 8388608 shared strings; the others are not read (%d)"},
	largeStrings:      {"too-large", "the shared strings have more than 256 MB; the others are not read (%d)"},
	largeCell:         {"too-large", "%d texts, of cells or others, have more than 1 MB and are cut"},
	manyCells:         {"too-many", "more than 5000000 cells; what follows is not read (%d)"},
	largeText:         {"too-large", "more than 256 MB of text; what follows is not read (%d)"},
	noString:          {"malformed", "%d cells name a shared string that is not there and are empty"},
	noValue:           {"malformed", "%d formulas have no stored value, and their cells are empty"},
	badPlace:          {"malformed", "%d cells or rows stand out of order or at a place twice, and are kept as they stand"},
	manyMerges:        {"too-many", "a sheet has more than 200000 merged cells; the others are not repeated (%d)"},
	manyLinks:         {"too-many", "more than 100000 links or authors; the others are not read (%d)"},
	manyStyles:        {"too-many", "%d styles or number formats are beyond the limits, and numbers in them are shown without format"},
	manyNames:         {"too-large", "%d names or targets are left out, as all are too long"},
	deepTables:        {"too-deep", "%d tables or text boxes are nested too deep and are read as text"},
	manyRemarks:       {"too-large", "%d texts of formulas, checks or names are left out, as all are too long"},
	unreadCache:       {"unsupported", "%d stored copies of other data (pivot tables, external workbooks) are not read"},
	unreadMacro:       {"unsupported", "%d parts of macros or controls are not read"},
	largeFiles:        {"too-large", "the embedded files have more than 256 MB; %d are not read in full"},
}
