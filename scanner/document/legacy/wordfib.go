package legacy

// A fib is what the head of the stream WordDocument tells (MS-DOC, 2.5).
type fib struct {
	old       bool // Word 6 or 95
	encrypted bool
	xored     bool // by a simple method
	key       uint32
	table     string // the stream that the places below lie in
	lcid      int    // language
	min, mac  uint32 // of the text, in versions without pieces
	complex   bool
	stories   [storyCount]uint32 // characters of each
	clx       place
	chpx      place
	papx      place
	authors   place // of comments
	notes     place // where comments refer to
	texts     place // where the text of comments begins
}

// A place is bytes of a stream.
type place struct{ at, size uint32 }

// of returns the bytes of b at the place; nil if they are not all there.
func (p place) of(b []byte) []byte {
	if end := uint64(p.at) + uint64(p.size); p.size == 0 || end > uint64(len(b)) {
		return nil
	}
	return b[p.at : p.at+p.size]
}

// The stories of a document, in their order (MS-DOC, 2.4.1).
const (
	mainStory = iota
	footnoteStory
	headerStory
	macroStory
	commentStory
	endnoteStory
	boxStory
	headerBoxStory
	storyCount
)

// The first words of the stream.
const (
	wordMagic  = 0xA5EC
	oldMagic   = 0xA5DC
	word2Magic = 0xA5DB
)

// isWord2 reports whether raw is a document of Word 2, which is no compound file.
func isWord2(raw []byte) bool { return len(raw) > 2 && le.Uint16(raw) == word2Magic }

// readFIB reads the head of the stream b, and reports whether it is one.
func readFIB(b []byte) (fib, bool) {
	const shortest = 0x60
	if len(b) < shortest {
		return fib{}, false
	}
	flags := le.Uint16(b[10:])
	f := fib{encrypted: flags&0x100 != 0, xored: flags&0x8000 != 0, complex: flags&4 != 0, key: le.Uint32(b[14:]), lcid: int(le.Uint16(b[6:]))}
	f.min, f.mac = le.Uint32(b[0x18:]), le.Uint32(b[0x1C:])
	f.table = "0Table"
	if flags&0x200 != 0 {
		f.table = "1Table"
	}
	number := func(at int) uint32 {
		if at+4 > len(b) {
			return 0
		}
		return le.Uint32(b[at:])
	}
	pair := func(at int) place { return place{number(at), number(at + 4)} }
	switch magic := le.Uint16(b); {
	case magic == word2Magic:
		f.old = true
	case magic == oldMagic || magic == wordMagic && le.Uint16(b[2:]) < 0xC1 && le.Uint16(b[2:]) > 0:
		f.old = true
		for i := range f.stories {
			f.stories[i] = number(0x34 + 4*i)
		}
		f.clx = pair(0x160)
	case magic == wordMagic:
		for i := range f.stories {
			f.stories[i] = number(0x4C + 4*i)
		}
		const first = 0x9A // of the places, by their index in FibRgFcLcb97
		f.clx, f.chpx, f.papx = pair(first+8*33), pair(first+8*12), pair(first+8*13)
		f.authors, f.notes, f.texts = pair(first+8*36), pair(first+8*4), pair(first+8*5)
	default:
		return fib{}, false
	}
	return f, true
}
