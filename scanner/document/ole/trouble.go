package ole

import "exposed/scanner/document"

// The kinds of trouble.
const (
	badHeader = iota
	badFAT
	badDirectory
	badStream
	orphanEntry
	manyEntries
	deepTree
	tooMuch
)

// troubleKinds says what each kind of trouble is; %d is the number of places.
var troubleKinds = [...]document.TroubleKind{
	badHeader:    {"malformed", "the header of the compound file has %d values that none can have"},
	badFAT:       {"corrupt", "%d sectors of the allocation table of the compound file are not where they are said to be"},
	badDirectory: {"corrupt", "%d entries of the directory of the compound file are missing, stand twice or are of no kind"},
	badStream:    {"corrupt", "%d streams of the compound file end before their size, and are read up to there"},
	orphanEntry:  {"corrupt", "%d streams of the compound file lie in no storage, and are read all the same"},
	manyEntries:  {"too-many", "the directory of the compound file has more than 100000 entries; the others are not read (%d)"},
	deepTree:     {"too-deep", "%d storages of the compound file lie deeper than 64 and are not read"},
	tooMuch:      {"too-large", "streams of the compound file share their sectors; %d are not read in full"},
}
