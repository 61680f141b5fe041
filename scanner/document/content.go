package document

// A Content is what a document holds.
type Content struct {
	Text     Text
	Files    []File // that lie in the document, in the order of their places
	Problems []Problem
}

// A File is a file that lies in a document: an attachment of a PDF file, a
// picture or an embedded workbook.
type File struct {
	Name string // as the document gives it; "": it has none
	Type string // MIME type; "": not declared
	Data []byte
	Page int // that shows it, from 1; 0: none
}

// A Bitmap is an image of black and white.
type Bitmap struct {
	Width, Height int
	Bits          []byte // rows, each of whole bytes whose highest bit is left; 1 is black; nil: there is no image
}

// Options tell the readers of documents what they may need.
type Options struct {
	// Passwords are tried, after the empty one, on documents that are encrypted.
	Passwords []string

	// Words returns the words of a picture, which is a whole image file of any
	// kind: lines end with LF. With it comes what keeps it from being read. Nil:
	// pictures are not read, and their readers say needs-ocr.
	Words func(picture []byte) (string, []Problem)

	// JBIG2 decodes an image of a PDF file that is coded as JBIG2 (ITU-T T.88):
	// the segments that it shares with others, or nil, and its own. With it comes
	// what keeps it from being decoded in full. Nil: such images are not read.
	JBIG2 func(globals, page []byte) (Bitmap, *Problem)

	// Other reads files of formats that no reader knows. Nil: they are not read.
	Other func(raw []byte) (Text, []Problem)
}
