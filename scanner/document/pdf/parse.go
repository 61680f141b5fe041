package pdf

// A parser reads the values of one object.
type parser struct {
	lexer
	f      *file
	num    int  // of the object, for decryption
	gen    int  //
	plain  bool // its strings are not encrypted
	values int  // read so far
	depth  int
	cut    bool // too many values or too deep: the rest is left out
}

// value returns the value at p.i; nil for what is none.
func (p *parser) value() any {
	return p.valueOf(p.next())
}

// valueOf returns the value that starts with t.
func (p *parser) valueOf(t token) any {
	p.values++
	switch t.kind {
	case numberToken:
		if t.whole && t.num >= 0 && p.reference() {
			return ref(toInt(t.num))
		}
		return t.num
	case stringToken:
		s := t.s
		if len(s) > maxString {
			s = s[:maxString]
			p.f.note(manyValues)
		}
		if c := p.f.crypt; c != nil && !p.plain {
			s = c.decryptString(s, p.num, p.gen)
		}
		v := text(s)
		p.buf = p.buf[:0]
		return v
	case nameToken:
		v := name(t.s)
		p.buf = p.buf[:0]
		return v
	case keywordToken:
		switch string(t.s) {
		case "true":
			return true
		case "false":
			return false
		}
	case openArray:
		return p.array()
	case openDict:
		return p.dictionary()
	}
	return nil
}

// reference reports whether the number before p.i starts a reference as in
// "12 0 R", and passes over it.
func (p *parser) reference() bool {
	b, i := p.b, p.i
	from := i
	for i < len(b) && class[b[i]] == blank {
		i++
	}
	if i == from || i == len(b) || b[i]-'0' > 9 {
		return false
	}
	for i < len(b) && b[i]-'0' <= 9 {
		i++
	}
	from = i
	for i < len(b) && class[b[i]] == blank {
		i++
	}
	if i == from || i == len(b) || b[i] != 'R' || i+1 < len(b) && class[b[i+1]] == regular {
		return false
	}
	p.i = i + 1
	return true
}

// enter reports whether there is room for another value inside of those open.
func (p *parser) enter() bool {
	if p.depth >= maxNesting {
		if !p.cut {
			p.f.note(deepValues)
		}
		p.cut = true
	}
	p.depth++
	return !p.cut
}

// full reports whether the object has all the values it may have.
func (p *parser) full() bool {
	if p.values > maxObjectSize && !p.cut {
		p.f.note(manyValues)
		p.cut = true
	}
	return p.cut
}

// array returns the values up to a "]". One that is not closed ends with its
// object.
func (p *parser) array() any {
	if !p.enter() {
		return nil
	}
	var a array
	for !p.full() {
		t := p.next()
		if t.kind == closeArray || t.kind == endToken || t.kind == keywordToken && p.ends(t) {
			break
		}
		if t.kind == closeDict {
			continue
		}
		a = append(a, p.valueOf(t))
	}
	p.depth--
	return a
}

// dictionary returns the entries up to a ">>". What stands in the place of a
// key and is no name is passed over.
func (p *parser) dictionary() any {
	if !p.enter() {
		return nil
	}
	var d dict
	for !p.full() {
		t := p.next()
		if t.kind == closeDict || t.kind == endToken || t.kind == keywordToken && p.ends(t) {
			break
		}
		if t.kind != nameToken {
			continue
		}
		key := string(t.s)
		t = p.next()
		if t.kind == closeDict || t.kind == endToken || t.kind == keywordToken && p.ends(t) {
			break
		}
		if v := p.valueOf(t); v != nil {
			d = append(d, entry{key, v})
		}
	}
	p.depth--
	p.values += len(d)
	return d.sorted()
}

// ends reports whether keyword t ends an object, and steps back before it.
func (p *parser) ends(t token) bool {
	switch string(t.s) {
	case "endobj", "stream", "endstream", "obj", "xref", "trailer", "startxref":
		p.i -= len(t.s)
		return true
	}
	return false
}
