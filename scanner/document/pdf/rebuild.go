package pdf

import "bytes"

// rebuild finds the objects of the file by their heads ("12 0 obj"), wherever
// they stand; of those with the same number the last counts.
func (f *file) rebuild() {
	if f.rebuilt {
		return
	}
	f.rebuilt = true
	f.note(rebuilt)
	f.places, f.trailer, f.crypt = nil, nil, nil
	clear(f.cache)
	clear(f.objectStreams)
	f.cached, f.keptObjects = 0, 0
	heads := f.scanHeads()
	f.scanTrailers(heads)
	f.unlock()
	f.scanObjectStreams(heads)
	if f.catalog() == nil {
		f.findCatalog()
	}
}

// A head is the place of an object that a scan found.
type head struct{ num, at int }

// scanHeads finds the heads of all objects and notes their places.
func (f *file) scanHeads() []head {
	var heads []head
	b := f.b
	for i := 0; ; {
		n := bytes.Index(b[i:], []byte("obj"))
		if n < 0 {
			return heads
		}
		at := i + n
		i = at + len("obj")
		num, start, ok := headBefore(b, at)
		if !ok {
			continue
		}
		if num >= maxObjects || len(heads) >= maxObjects {
			f.note(manyObjects)
			continue
		}
		heads = append(heads, head{num, start})
		if num < len(f.places) {
			f.places[num] = place{}
		}
		f.put(num, place{kind: filePlace, at: start})
	}
}

// headBefore returns the number before the "obj" at byte i and where it starts.
func headBefore(b []byte, i int) (num, start int, ok bool) {
	end := skipBack(b, i, blank)
	gen := end
	for gen > 0 && b[gen-1]-'0' < 10 {
		gen--
	}
	if gen == end {
		return 0, 0, false
	}
	end = skipBack(b, gen, blank)
	start = end
	for start > 0 && b[start-1]-'0' < 10 && end-start < 10 {
		start--
	}
	if start == end || end == gen {
		return 0, 0, false
	}
	for _, c := range b[start:end] {
		num = num*10 + int(c-'0')
	}
	return num, start, true
}

// skipBack returns the start of the characters of a class before byte i.
func skipBack(b []byte, i int, c uint8) int {
	const far = 64
	for stop := max(0, i-far); i > stop && class[b[i-1]] == c; {
		i--
	}
	return i
}

// scanTrailers takes what trailers and cross-reference streams say, the last of
// the file first.
func (f *file) scanTrailers(heads []head) {
	const maxTrailers = 1000
	word := []byte("trailer")
	end := len(f.b)
	for range maxTrailers {
		i := bytes.LastIndex(f.b[:end], word)
		if i < 0 || f.exhausted() {
			break
		}
		p := parser{lexer: lexer{b: f.b, i: i + len(word)}, f: f, plain: true}
		d, _ := p.value().(dict)
		f.mergeTrailer(d)
		f.lexed += p.i - i
		end = i
	}
	count := 0
	for i := len(heads) - 1; i >= 0 && count < maxTrailers; i-- {
		if f.says(heads, i, "/XRef") {
			v, _, _ := f.parseAt(heads[i].at, heads[i].num)
			f.mergeTrailer(f.dict(v))
			count++
		}
	}
}

// says reports whether the first bytes of the object at heads[i] have word.
func (f *file) says(heads []head, i int, word string) bool {
	const far = 1024
	end := min(len(f.b), heads[i].at+far)
	if i+1 < len(heads) {
		end = min(end, heads[i+1].at)
	}
	return bytes.Contains(f.b[heads[i].at:end], []byte(word))
}

// scanObjectStreams notes the places of the objects in object streams. Those
// that stand in the file behind the stream count more.
func (f *file) scanObjectStreams(heads []head) {
	for i, h := range heads {
		if !f.says(heads, i, "/ObjStm") || f.places[h.num].at != h.at {
			continue
		}
		s := f.objectStream(h.num)
		if s == nil {
			continue
		}
		for k, num := range s.nums {
			if num < 0 || num >= maxObjects || num == h.num {
				continue
			}
			if num < len(f.places) {
				if old := f.places[num]; old.kind == filePlace && old.at > h.at {
					continue
				}
				f.places[num] = place{}
			}
			f.put(num, place{kind: streamPlace, at: h.num, index: k})
			delete(f.cache, num)
		}
	}
}

// findCatalog looks for a catalog among all objects, and for a root of pages if
// there is none.
func (f *file) findCatalog() {
	var root, pages any
	for num := range f.places {
		d, _ := f.object(num).(dict)
		switch kind := f.name(d.get("Type")); {
		case kind == "Catalog" && f.dict(d.get("Pages")) != nil:
			root = ref(num)
		case kind == "Pages" && d.get("Parent") == nil && pages == nil:
			pages = ref(num)
		}
	}
	if root == nil && pages != nil {
		root = dict{{"Pages", pages}}
	}
	if root != nil {
		f.trailer = append(f.trailer, entry{"Root", root})
	}
}
