package pdf

import "bytes"

// readXrefs reads the cross-reference sections from the newest to the oldest
// (ISO 32000-1, 7.5.4 to 7.5.8).
func (f *file) readXrefs() {
	i := bytes.LastIndex(f.b, []byte("startxref"))
	if i < 0 {
		return
	}
	l := lexer{b: f.b, i: i + len("startxref")}
	todo := []int{toInt(l.next().num)}
	seen := map[int]bool{}
	for len(todo) > 0 && len(seen) < maxXrefs && !f.exhausted() {
		at := todo[0]
		todo = todo[1:]
		if seen[at] {
			continue
		}
		seen[at] = true
		d := f.xref(at)
		if d == nil && f.base > 0 {
			d = f.xref(at + f.base)
		}
		f.mergeTrailer(d)
		if n, ok := d.get("XRefStm").(float64); ok {
			todo = append(todo, toInt(n))
		}
		if n, ok := d.get("Prev").(float64); ok {
			todo = append(todo, toInt(n))
		}
	}
}

// trailerKeys are what is needed of trailers.
var trailerKeys = [...]string{"Root", "Encrypt", "ID", "Info"}

// mergeTrailer takes what trailer d adds to those that were read.
func (f *file) mergeTrailer(d dict) {
	for _, key := range trailerKeys {
		if v := d.get(key); v != nil && f.trailer.get(key) == nil {
			f.trailer = append(f.trailer, entry{key, v})
		}
	}
}

// xref reads the section at byte at and returns its trailer; nil if there is no
// section.
func (f *file) xref(at int) dict {
	if at < 0 || at >= len(f.b) {
		return nil
	}
	p := parser{lexer: lexer{b: f.b, i: at}, f: f, plain: true}
	if t := p.next(); t.kind == keywordToken && string(t.s) == "xref" {
		f.xrefTable(&p.lexer)
		d, _ := p.value().(dict)
		f.lexed += p.i - at
		return d
	}
	v, _, _ := f.parseAt(at, -1)
	s, ok := v.(*stream)
	if !ok || f.name(s.get("Type")) != "XRef" {
		return nil
	}
	s.plain = true
	f.xrefStream(s)
	return s.dict
}

// xrefTable reads the lines of a table up to its trailer.
func (f *file) xrefTable(l *lexer) {
	for {
		start := l.next()
		if start.kind != numberToken {
			return // "trailer"
		}
		first, count := toInt(start.num), toInt(l.next().num)
		for k := 0; k < count; k++ {
			before := l.i
			at, gen, word := l.next(), l.next(), l.next()
			if at.kind != numberToken || gen.kind != numberToken || word.kind != keywordToken {
				l.i = before
				break
			}
			if k == 0 && first == 1 && at.num == 0 && gen.num == 65535 {
				first = 0 // QUIRK: a table that starts at 1 with the entry of object 0
			}
			switch string(word.s) {
			case "n":
				f.put(first+k, place{kind: filePlace, at: toInt(at.num)})
			case "f":
				f.put(first+k, place{kind: freePlace})
			}
			if first+k >= maxObjects {
				return
			}
		}
	}
}

// xrefStream reads the entries of a cross-reference stream.
func (f *file) xrefStream(s *stream) {
	data := f.decode(s)
	var w [3]int
	for i, v := range f.array(s.get("W")) {
		if n := f.int(v, 0); i < len(w) && n >= 0 && n <= 8 {
			w[i] = n
		}
	}
	size := w[0] + w[1] + w[2]
	index := f.array(s.get("Index"))
	if index == nil {
		index = array{0.0, s.get("Size")}
	}
	for k := 0; k+1 < len(index) && size > 0; k += 2 {
		first, count := f.int(index[k], 0), f.int(index[k+1], 0)
		for n := first; n < first+count && len(data) >= size; n++ {
			f.put(n, xrefEntry(data[:size], w))
			data = data[size:]
			if n >= maxObjects {
				return
			}
		}
	}
}

// xrefEntry returns the place that the fields of widths w in b tell.
func xrefEntry(b []byte, w [3]int) place {
	kind := 1
	if w[0] > 0 {
		kind = bigEndian(b[:w[0]])
	}
	second, third := bigEndian(b[w[0]:w[0]+w[1]]), bigEndian(b[w[0]+w[1]:])
	switch kind {
	case 1:
		return place{kind: filePlace, at: second}
	case 2:
		return place{kind: streamPlace, at: second, index: third}
	}
	return place{kind: freePlace}
}

// bigEndian returns the number of b.
func bigEndian(b []byte) int {
	n := uint64(0)
	for _, c := range b {
		n = n<<8 | uint64(c)
	}
	return int(min(n, 1<<40))
}

// An objectStream holds objects in the order of their numbers in nums.
type objectStream struct {
	data       []byte
	nums, offs []int
}

// member returns object num of the object stream container, where index says or
// elsewhere in it.
func (f *file) member(container, index, num int) (v any, values int) {
	s := f.objectStream(container)
	if s == nil {
		return nil, 0
	}
	if index < 0 || index >= len(s.nums) || s.nums[index] != num {
		index = -1
		for i, n := range s.nums {
			if n == num {
				index = i
			}
		}
		if f.lexed += len(s.nums); index < 0 {
			return nil, 0
		}
	}
	at := s.offs[index]
	if at < 0 || at >= len(s.data) {
		return nil, 0
	}
	p := parser{lexer: lexer{b: s.data, i: at}, f: f, plain: true}
	v = p.value()
	f.lexed += p.i - at
	return v, p.values
}

// objectStream returns the decoded object stream of that number.
func (f *file) objectStream(num int) *objectStream {
	if s, ok := f.objectStreams[num]; ok {
		return s
	}
	if num < 0 || num >= len(f.places) || f.places[num].kind != filePlace {
		return nil
	}
	s := f.stream(ref(num))
	if s == nil {
		return nil
	}
	o := &objectStream{data: f.decode(s)}
	first, count := f.int(s.get("First"), 0), f.int(s.get("N"), 0)
	l := lexer{b: o.data}
	for range min(count, maxObjects) {
		n, off := l.next(), l.next()
		if n.kind != numberToken || off.kind != numberToken {
			f.noteAt(badStream, num)
			break
		}
		o.nums = append(o.nums, toInt(n.num))
		o.offs = append(o.offs, first+toInt(off.num))
	}
	f.lexed += l.i
	f.keepObjects(num, o)
	return o
}
