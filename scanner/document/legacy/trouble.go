package legacy

import "exposed/scanner/document"

// The kinds of trouble.
const (
	noStream = iota
	noText
	badPieces
	badRecord
	badPersist
	badObject
	locked
	lockedOther
	oldFormat
	noObject
	largeText
	largeObject
	manyFiles
	manyCells
	manyLinks
	manyRecords
	manySheets
	deepRecords
	noString
	noValue
	unreadPicture
	unreadVector
	oldObject
	lockedProperties
)

// troubleKinds says what each kind of trouble is; %d is the number of places.
var troubleKinds = [...]document.TroubleKind{
	noStream:         {"corrupt", "the stream with the text is not there or does not begin as it should (%d)"},
	noText:           {"corrupt", "where the text lies is not told in the file, or wrongly (%d)"},
	badPieces:        {"corrupt", "%d pieces of the text lie beyond the end of the file, in part or whole"},
	badRecord:        {"corrupt", "%d records are cut or longer than what they lie in, and are read as far as they go"},
	badPersist:       {"corrupt", "the directory of slides is damaged; slides are read in the order of the file, old versions too (%d)"},
	badObject:        {"corrupt", "%d embedded objects are damaged and are read as far as they can be"},
	locked:           {"encrypted", "the file has a password (%d): hand over a copy without password, or name the password in --passwords"},
	lockedOther:      {"encrypted", "the file is encrypted in a way that is not known, as by rights management (%d): hand over a copy without protection"},
	oldFormat:        {"unsupported", "the file is of a format or version that is not read (%d)"},
	noObject:         {"unsupported", "the object is a link to another file, or keeps nothing but a picture of itself (%d)"},
	largeText:        {"too-large", "more than 256 MB of text, or pieces of it that overlap; what follows is not read (%d)"},
	largeObject:      {"too-large", "the embedded files have more than 256 MB; %d are not read in full"},
	manyFiles:        {"too-many", "more than 10000 embedded files; %d are not read"},
	manyCells:        {"too-many", "more than 5000000 cells; what follows is not read (%d)"},
	manyLinks:        {"too-many", "more than 100000 links, comments or merged cells; the others are not read (%d)"},
	manyRecords:      {"too-many", "parts of the file overlap, or have more than 20000000 records; what follows is not read (%d)"},
	manySheets:       {"too-many", "more than 10000 sheets; the others are not read (%d)"},
	deepRecords:      {"too-deep", "%d records are nested deeper than 100 and are not read"},
	noString:         {"malformed", "%d cells name a shared string that is not there and are empty"},
	noValue:          {"malformed", "%d formulas have no stored value, and their cells are empty"},
	unreadPicture:    {"needs-ocr", "%d pictures are damaged or linked and are not read"},
	oldObject:        {"unsupported", "%d text boxes and buttons of a workbook of Excel 5 or before are not read"},
	lockedProperties: {"encrypted", "what the encrypted presentation says of itself, as title and author, is not read (%d)"},
	unreadVector:     {"unsupported", "%d pictures are drawings of the Macintosh (PICT) and are not read"},
}
