package odf

import (
	"exposed/scanner/document"
	"exposed/scanner/document/markup"
	"exposed/scanner/document/parts"
)

// The kinds of trouble.
const (
	largeFiles = iota + parts.Others
	typeDeclared
	badXML
	deepXML
	largeCell
	manyRepeats
	largeKept
	unreadDrawing
	unreadMacro
	badData
)

// troubleKinds says what each kind of trouble is; %d is the number of places.
var troubleKinds = [...]document.TroubleKind{
	parts.None:        {"corrupt", "no part of an OpenDocument file was found (%d)"},
	parts.BadZip:      {"corrupt", "the directory of the ZIP file is damaged; parts were found by their headers (%d)"},
	parts.ManyMembers: {"too-many", "more than 50000 members; the others are not read (%d)"},
	parts.Bad:         {"corrupt", "%d parts are damaged and are read as far as they can be"},
	parts.Missing:     {"corrupt", "%d parts are named and are not there"},
	parts.Encrypted:   {"encrypted", "%d parts are encrypted, and no password that was given opens them"},
	parts.Unsupported: {"unsupported", "%d parts are compressed or encrypted in a way that is not supported"},
	parts.Large:       {"too-large", "%d parts unfold to too much and are read up to the limit"},
	parts.Unfolded:    {"too-large", "the parts unfold to more than 2 GB; %d are not read in full"},
	largeFiles:        {"too-large", "the embedded files have more than 256 MB; %d are not read in full"},
	typeDeclared:      {"unsupported", "%d parts declare a document type, whose entities are not expanded"},
	badXML:            {"malformed", "%d parts are not well-formed XML"},
	deepXML:           {"too-deep", "%d elements are nested deeper than 1000 and are not read"},
	largeCell:         {"too-large", "%d texts of cells have more than 1 MB and are cut"},
	manyRepeats:       {"too-many", "%d rows stand for more than 10000 like them, which are left out"},
	largeKept:         {"too-large", "%d properties, notes or deleted texts are left out, as all are too long"},
	unreadDrawing:     {"unsupported", "%d pictures are drawings of OpenOffice (SVM) and are not read"},
	unreadMacro:       {"unsupported", "%d parts of macros are not read"},
	badData:           {"malformed", "%d embedded files are not valid base64 and are read as far as they can be"},
}

// ended notes what was wrong with the part that t has read to its end.
func (r *reader) ended(t *markup.Tokens) {
	if t.Deep > 0 {
		r.Trouble(deepXML)
	}
	if t.Declared && !r.old {
		r.Trouble(typeDeclared)
	}
	switch {
	case r.Full:
	case t.Err == markup.ErrMarkup || t.Err == nil && (t.Depth != 0 || t.Broken):
		r.Trouble(badXML)
	case t.Err != nil:
		r.Damage(t.Err)
	}
}
