package ole

import (
	"exposed/scanner/archive/cfb"
	"exposed/scanner/document"
)

// The kinds of trouble.
const (
	badHeader = iota
	badFAT
	badDirectory
	badStream
	lostEntry
	tooMuch
)

// troubleKinds says what each kind of trouble is.
var troubleKinds = [...]document.TroubleKind{
	badHeader:    {"malformed", "the header of the compound file has sizes of sectors or streams that none can have (%d)"},
	badFAT:       {"corrupt", "%d parts of the allocation table of the compound file are not where they are said to be"},
	badDirectory: {"corrupt", "%d entries of the directory of the compound file are missing, stand twice or are of no kind"},
	badStream:    {"corrupt", "%d streams of the compound file end before their size, and are read up to there"},
	lostEntry:    {"corrupt", "%d streams of the compound file lie in no storage, and are read with those that they stand next to"},
	tooMuch:      {"too-large", "streams of the compound file share their sectors; %d are not read"},
}

// damages are the kinds of trouble by the parts of a file.
var damages = [...]int{
	cfb.InHeader: badHeader, cfb.InTable: badFAT, cfb.InDirectory: badDirectory, cfb.InMiniStream: badStream, cfb.InNoStorage: lostEntry,
}
