package pdf

import "bytes"

// A file is an open PDF file.
type file struct {
	b       []byte
	base    int     // bytes before the header, which offsets may not count
	places  []place // of the objects, by number
	trailer dict
	crypt   *crypt
	rebuilt bool // places come from a scan

	passwords []string // that are tried on encryption

	cache   map[int]any // objects that were loaded
	cached  int         // values of them
	loading int         // objects being loaded
	lexed   int         // bytes read as objects
	ends    []int       // bytes at which "endstream" stands; nil: not looked for

	bilevel bilevel

	decoder
	fontStore
	contentWork
	report
}

// A place is where an object stands.
type place struct {
	kind  placeKind
	at    int // byte of the file, or the number of the object stream
	index int // in the object stream
}

// A placeKind tells what the cross-reference table says of an object.
type placeKind uint8

// The kinds of place.
const (
	unknownPlace placeKind = iota
	freePlace
	filePlace
	streamPlace
)

// lost reports whether v refers to an object that is not there, even if all
// objects are looked for.
func (f *file) lost(v any) bool {
	r, ok := v.(ref)
	if !ok || f.object(int(r)) != nil {
		return false
	}
	if !f.rebuilt {
		f.rebuild()
	}
	return f.object(int(r)) == nil
}

// open finds the objects of b, which one of the passwords or none opens. It reports false if there is no catalog.
func open(b []byte, passwords []string) (*file, bool) {
	f := &file{b: b, cache: map[int]any{}, passwords: passwords}
	const head = 1024 // QUIRK: ISO 32000-1, annex H.3.4.1
	f.base = max(0, bytes.Index(b[:min(len(b), head)], []byte("%PDF-")))
	f.readXrefs()
	f.unlock()
	if f.count[locked] == 0 && f.catalog() == nil {
		f.rebuild()
	}
	return f, f.count[locked] == 0 && f.catalog() != nil
}

// catalog returns the root of the document, if it has pages.
func (f *file) catalog() dict {
	root := f.dict(f.trailer.get("Root"))
	if f.dict(root.get("Pages")) == nil {
		return nil
	}
	return root
}

// put notes where object num stands, unless that is known.
func (f *file) put(num int, p place) {
	if num < 0 || num >= maxObjects {
		f.note(manyObjects)
		return
	}
	for num >= len(f.places) {
		f.places = append(f.places, place{})
	}
	if f.places[num].kind == unknownPlace {
		f.places[num] = p
	}
}

// object returns the object of that number; nil if there is none.
func (f *file) object(num int) any {
	if v, ok := f.cache[num]; ok {
		return v
	}
	if num < 0 || num >= len(f.places) {
		return nil
	}
	if f.loading >= maxLoading {
		f.note(deepLoading)
		return nil
	}
	if f.exhausted() {
		f.note(muchLexed)
		return nil
	}
	f.loading++
	v, values := f.load(num)
	f.loading--
	if f.cached += values + 2; f.cached > maxCached {
		clear(f.cache)
		f.cached = values
	}
	f.cache[num] = v
	return v
}

// exhausted reports whether no more bytes may be read as objects.
func (f *file) exhausted() bool { return f.lexed > maxLexed+lexedPerByte*len(f.b) }

// load reads object num and tells how many values it has. If it does not stand
// where it should, all objects are looked for.
func (f *file) load(num int) (v any, values int) {
	p := f.places[num]
	switch p.kind {
	case filePlace:
		v, values, ok := f.parseAt(p.at, num)
		if !ok && f.base > 0 {
			v, values, ok = f.parseAt(p.at+f.base, num)
		}
		if !ok && !f.rebuilt {
			f.rebuild()
			if num < len(f.places) && f.places[num].kind == filePlace {
				v, values, _ = f.parseAt(f.places[num].at, num)
			}
		}
		return v, values
	case streamPlace:
		return f.member(p.at, p.index, num)
	}
	return nil, 0
}

// parseAt returns the object num that starts at byte at. It reports false if
// there is none.
func (f *file) parseAt(at, num int) (v any, values int, ok bool) {
	if at < 0 || at >= len(f.b) {
		return nil, 0, false
	}
	p := parser{lexer: lexer{b: f.b, i: at}, f: f}
	n, gen, word := p.next(), p.next(), p.next()
	if n.kind != numberToken || gen.kind != numberToken || word.kind != keywordToken || string(word.s) != "obj" {
		return nil, 0, false
	}
	if num >= 0 && toInt(n.num) != num {
		return nil, 0, false
	}
	p.num, p.gen = toInt(n.num), toInt(gen.num)
	v = p.value()
	if d, isDict := v.(dict); isDict {
		after := p.i
		if t := p.next(); t.kind == keywordToken && string(t.s) == "stream" {
			v = &stream{dict: d, raw: f.extent(p.i, d, p.num), num: p.num, gen: p.gen}
		} else {
			p.i = after
		}
	}
	f.lexed += p.i - at
	return v, p.values, true
}

// extent returns the bytes of the stream of dictionary d, which is object num,
// after the keyword "stream" that ends at byte i. If its length is wrong, it
// ends at the next "endstream", or with the file.
func (f *file) extent(i int, d dict, num int) []byte {
	b := f.b
	for i < len(b) && (b[i] == ' ' || b[i] == '\t') {
		i++
	}
	if i < len(b) && b[i] == '\r' {
		i++
	}
	if i < len(b) && b[i] == '\n' {
		i++
	}
	if n := f.int(d.get("Length"), -1); n >= 0 && n <= len(b)-i {
		l := lexer{b: b[:min(len(b), i+n+64)], i: i + n}
		for l.i < len(l.b) && class[l.b[l.i]] == blank {
			l.i++
		}
		if rest := l.b[l.i:]; bytes.HasPrefix(rest, []byte("endstream")) || bytes.HasPrefix(rest, []byte("endobj")) {
			return b[i : i+n : i+n]
		}
	}
	end := f.streamEnd(i)
	if end == len(b) {
		f.noteAt(badStream, num)
	}
	if end > i && b[end-1] == '\n' {
		end--
	}
	if end > i && b[end-1] == '\r' {
		end--
	}
	return b[i:end:end]
}

// streamEnd returns where the first "endstream" at byte i or after it stands;
// the end of the file if there is none.
func (f *file) streamEnd(i int) int {
	word := []byte("endstream")
	if f.ends == nil {
		f.ends = []int{}
		for k := 0; ; {
			n := bytes.Index(f.b[k:], word)
			if n < 0 {
				break
			}
			f.ends = append(f.ends, k+n)
			k += n + len(word)
		}
	}
	lo, hi := 0, len(f.ends)
	for lo < hi {
		if mid := (lo + hi) / 2; f.ends[mid] < i {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < len(f.ends) {
		return f.ends[lo]
	}
	return len(f.b)
}
