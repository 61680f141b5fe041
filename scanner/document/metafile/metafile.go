// Package metafile takes the text out of pictures that are lists of commands of
// Windows: EMF (MS-EMF, with the commands of MS-EMFPLUS within) and WMF (MS-WMF).
// Bitmaps in them are files of their own. What is drawn of lines alone is not read.
package metafile

import (
	"cmp"
	"encoding/binary"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"exposed/scanner/document"
	"exposed/scanner/document/rtftoken"
	"exposed/scanner/mailbox/mapi"
)

var le = binary.LittleEndian

// The limits of a picture.
const (
	maxRuns    = 200_000
	maxText    = 16 << 20 // bytes
	maxBitmaps = 200
	maxObjects = 4096
	maxStates  = 1000 // that are saved in each other
)

// The kinds of trouble.
const (
	badRecord = iota
	glyphText
	noText
	manyRuns
	manyBitmaps
)

var troubleKinds = [...]document.TroubleKind{
	badRecord:   {"corrupt", "%d records of the picture are cut or longer than what they lie in, and are read as far as they go"},
	glyphText:   {"unsupported", "%d pieces of text are drawn by the numbers of their glyphs and are not read"},
	noText:      {"unsupported", "the picture is drawn of lines, without text; what they show is not read (%d)"},
	manyRuns:    {"too-many", "the picture has more than 200000 pieces of text, or more than 16 MB; %d are not read"},
	manyBitmaps: {"too-many", "the picture has more than 200 bitmaps; %d are not read"},
}

// Read reads a picture.
func Read(raw []byte, _ document.Options) document.Content {
	r := &reader{}
	if isEMF(raw) {
		r.emf(raw)
	} else {
		r.wmf(raw)
	}
	return r.content()
}

// A reader collects what a picture holds.
type reader struct {
	document.Troubles
	runs    []run
	size    int // bytes of text
	files   []document.File
	drawn   bool // there are lines, or text that is not read
	glyphs  bool // there is text that is not read
	state   state
	saved   []state
	objects map[int]font
	used    [maxObjects / 64]uint64 // a bit for each number of objects of WMF
	plain   bool                    // each record of EMF+ has a twin of EMF
}

// A state is what text is drawn with.
type state struct {
	font  font
	align int
	x, y  float64 // where the last line or text ended
	at    matrix
	page  page
}

// A font is what matters of one.
type font struct {
	height float64 // 0: not told
	page   int     // code page of texts of bytes
	symbol bool
}

// A run is text drawn at once.
type run struct {
	x, y   float64 // where its line begins, in units of the picture; y grows downwards
	width  float64
	height float64
	known  bool // the width is told
	text   string
}

// Alignments of text (MS-WMF, 2.1.2.3): the bits of those that are not at the left.
const (
	alignUpdate = 1
	alignRight  = 2
	alignCenter = 6
)

// text adds text that stands at x, y, of that width; 0: not told.
func (r *reader) text(x, y, width float64, s string) {
	s = clean(s)
	if strings.TrimSpace(s) == "" {
		return
	}
	st := &r.state
	height := st.font.height
	if height == 0 {
		height = 12
	}
	known := width > 0
	if !known {
		const narrow = 0.5 // of the height, a letter on the average
		width = narrow * height * float64(utf8.RuneCountInString(s))
	}
	if st.align&alignUpdate != 0 {
		x, y = st.x, st.y
		st.x += width
	}
	switch st.align & alignCenter {
	case alignCenter:
		x -= width / 2
	case alignRight:
		x -= width
	}
	r.put(run{x, y, width, height, known, s})
}

// put adds a run, moved to where the transformations of the state put it.
func (r *reader) put(v run) {
	if r.size += len(v.text); len(r.runs) >= maxRuns || r.size > maxText {
		r.Trouble(manyRuns)
		return
	}
	m := r.state.page.matrix().after(r.state.at)
	v.x, v.y, v.width, v.height = m.a*v.x+m.c*v.y+m.e, m.b*v.x+m.d*v.y+m.f, v.width*math.Hypot(m.a, m.b), v.height*math.Hypot(m.c, m.d)
	for _, n := range [...]*float64{&v.x, &v.y, &v.width, &v.height} {
		const most = 1e9
		if *n = max(-most, min(*n, most)); *n != *n {
			*n = 0
		}
	}
	r.runs = append(r.runs, v)
}

// fontOf returns the font of that height and charset (MS-WMF, 2.1.1.5).
func fontOf(height int, charset byte) font {
	const symbol = 2
	p := rtftoken.Charset(int(charset))
	if p == 0 {
		p = mapi.Western
	}
	return font{height: math.Abs(float64(height)), page: p, symbol: charset == symbol}
}

// bitmap adds the bitmap with that head and colours, and those samples.
func (r *reader) bitmap(info, samples []byte) {
	const head, least = 14, 40
	if len(info) < least || len(samples) == 0 {
		return
	}
	if len(r.files) >= maxBitmaps {
		r.Trouble(manyBitmaps)
		return
	}
	out := append(make([]byte, 0, head+len(info)+len(samples)), "BM"...)
	out = le.AppendUint32(out, uint32(head+len(info)+len(samples)))
	out = le.AppendUint32(out, 0)
	out = le.AppendUint32(out, uint32(head+len(info)))
	r.files = append(r.files, document.File{Type: "image/bmp", Data: append(append(out, info...), samples...)})
}

// packedBitmap adds a bitmap whose samples follow its colours (MS-WMF, 2.2.2.9).
func (r *reader) packedBitmap(b []byte) {
	const least = 40
	if len(b) < least {
		return
	}
	size, bits, used := le.Uint32(b), le.Uint16(b[14:]), le.Uint32(b[32:])
	if used == 0 && bits <= 8 {
		used = 1 << bits
	}
	n := uint64(size) + 4*uint64(min(used, 256))
	if le.Uint32(b[16:]) == 3 && size == least { // masks of bit fields
		n += 12
	}
	if n < uint64(len(b)) {
		r.bitmap(b[:n], b[n:])
	}
}

// save keeps the state, restore goes back to the n-th that is kept; n below 0 counts
// from the end.
func (r *reader) save() {
	if len(r.saved) < maxStates {
		r.saved = append(r.saved, r.state)
	}
}

func (r *reader) restore(n int) {
	if n < 0 {
		n += len(r.saved)
	} else {
		n--
	}
	if n >= 0 && n < len(r.saved) {
		r.state, r.saved = r.saved[n], r.saved[:n]
	}
}

// unread notes text that cannot be read.
func (r *reader) unread() {
	r.glyphs = true
	r.Trouble(glyphText)
}

// create keeps a font under a number.
func (r *reader) create(n int, f font) {
	if r.objects == nil {
		r.objects = map[int]font{}
	}
	if len(r.objects) < maxObjects {
		r.objects[n] = f
	}
}

// selected makes an object what is drawn with, if it is a font.
func (r *reader) selected(n int) {
	if f, ok := r.objects[n]; ok {
		r.state.font = f
	}
}

// content returns what was read: lines from the top down, what stands in one from
// the left, with a tab where there is a gap.
func (r *reader) content() document.Content {
	slices.SortStableFunc(r.runs, func(a, b run) int {
		return cmp.Compare(a.y, b.y)
	})
	var out strings.Builder
	for i := 0; i < len(r.runs); {
		n := i + 1
		for n < len(r.runs) && r.runs[n].y-r.runs[i].y <= min(r.runs[i].height, r.runs[n].height)/2 {
			n++
		}
		writeLine(&out, r.runs[i:n])
		i = n
	}
	if len(r.runs) == 0 && len(r.files) == 0 && r.drawn && !r.glyphs {
		r.Trouble(noText)
	}
	return document.Content{Text: document.Text{Data: out.String()}, Files: r.files, Problems: r.Told(troubleKinds[:])}
}

// writeLine writes the runs of a line.
func writeLine(out *strings.Builder, line []run) {
	slices.SortStableFunc(line, func(a, b run) int { return cmp.Compare(a.x, b.x) })
	const gap = 1.0 // of the height
	for i, v := range line {
		if i > 0 {
			last, blank := &line[i-1], 0.22
			if !last.known {
				blank = 0.4
			}
			switch space := v.x - last.x - last.width; {
			case space > gap*v.height:
				out.WriteByte('\t')
			case space > blank*v.height && !strings.HasSuffix(last.text, " "):
				out.WriteByte(' ')
			case v.text == last.text && math.Abs(v.x-last.x) < blank*v.height:
				continue // the shadow of the other
			}
		}
		out.WriteString(v.text)
	}
	out.WriteByte('\n')
}

// clean returns s with blanks for control characters, without what stands for
// no character.
func clean(s string) string {
	return strings.Map(func(c rune) rune {
		switch {
		case c == 0 || c == utf8.RuneError || c == 0xFEFF || c == 0xAD || 0x200B <= c && c <= 0x200F:
			return -1
		case c < ' ' || c == 0x7F || c == 0xA0:
			return ' '
		}
		return c
	}, s)
}
