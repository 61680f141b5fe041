package pdf

// The limits of one file. They count work and memory, so that the same bytes
// give the same text everywhere.
const (
	maxObjects     = 1 << 20 // objects of the cross-reference table
	maxXrefs       = 1 << 10 // cross-reference sections
	maxNesting     = 64      // arrays and dictionaries inside of each other
	maxLoading     = 24      // objects that are needed to load one object
	maxObjectSize  = 1 << 19 // values of one object
	maxString      = 1 << 20 // bytes of one string
	maxCached      = 1 << 19 // values of the objects that are kept
	maxFilters     = 8       // filters of one stream
	maxStream      = 32 << 20
	maxKeptStreams = 8 << 20 // bytes of the decoded streams that are kept
	maxPages       = 20_000
	maxTreeDepth   = 48      // nodes above a page, a bookmark or a field
	maxTreeNodes   = 200_000 // nodes of the trees of pages, names, bookmarks and fields
	maxOperands    = 1 << 15 // of one operator
	maxStates      = 256     // saved graphics states
	maxForms       = 50_000  // form XObjects that are drawn
	maxFormDepth   = 16      // form XObjects inside of each other
	maxFonts       = 20_000  // fonts that are loaded
	maxKeptFonts   = 256     // fonts that are kept
	maxMap         = 1 << 17 // entries of one character map
	maxMappings    = 1_000_000
	maxPageWords   = 200_000
	maxPageLayout  = 5_000_000 // comparisons that find the lines and columns of a page
	maxAnnotations = 200_000
	maxExtraText   = 8 << 20 // bytes of notes, fields and bookmarks
	maxPixels      = 64 << 20
	maxSheet       = 24 << 20  // pixels of the images of a page together
	maxFiles       = 10_000    // that are embedded
	maxFile        = 128 << 20 // bytes of an embedded file
	maxFileBytes   = 256 << 20 // bytes of embedded files
	maxDrawings    = 5_000     // images of a page
	maxPictures    = 2_000     // that are read
)

// The limits of the work as a whole, which grow with the file: a number, and
// what each of its bytes adds to it.
const (
	maxLexed         = 128 << 20 // bytes read as objects
	lexedPerByte     = 4
	maxDecoded       = 64 << 20 // bytes of decoded streams
	decodedPerByte   = 12
	maxImages        = 1 << 30 // bytes of decoded images
	imagesPerByte    = 50
	maxBilevel       = 4 << 30 // pixels of images coded as JBIG2
	bilevelPerByte   = 5000
	maxContent       = 128 << 20 // bytes of drawing instructions
	contentPerByte   = 16
	maxOperators     = 4_000_000 // drawing operators
	operatorsPerByte = 1
	maxTokens        = 30_000_000 // operators, operands and the values in them
	tokensPerByte    = 4
	maxGlyphs        = 8_000_000 // characters
	glyphsPerByte    = 2
	maxLayout        = 200_000_000 // comparisons that find lines and columns
	layoutPerByte    = 50
)
