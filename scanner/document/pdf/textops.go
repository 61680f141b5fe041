package pdf

// textOperator runs a text operator (ISO 32000-1, 9.3 and 9.4).
func (it *interpreter) textOperator(op string) {
	switch op {
	case "BT":
		it.tm, it.line = unit, unit
	case "Tf":
		it.size = it.number()
		it.font = it.fontNamed(it.named())
	case "Tc":
		it.char = it.number()
	case "Tw":
		it.word = it.number()
	case "Tz":
		it.scale = it.number() / 100
	case "TL":
		it.lead = it.number()
	case "Tr":
		it.mode = toInt(it.number())
	case "Ts":
		it.rise = it.number()
	case "Td", "TD":
		v := it.numbers(2)
		if op == "TD" {
			it.lead = -v[1]
		}
		it.nextLine(v[0], v[1])
	case "Tm":
		v := it.numbers(6)
		it.tm = matrix{v[0], v[1], v[2], v[3], v[4], v[5]}
		it.line = it.tm
	case "T*":
		it.nextLine(0, -it.lead)
	case "Tj", "TJ":
		it.showAll()
	case "'":
		it.nextLine(0, -it.lead)
		it.showAll()
	case "\"":
		if n := len(it.operands); n >= 3 {
			it.word, it.char = it.operands[n-3].num, it.operands[n-2].num
			it.operands = it.operands[n-1:]
		}
		it.nextLine(0, -it.lead)
		it.showAll()
	case "ET", "w", "J", "j", "M", "d", "ri", "i", "m", "l", "c", "v", "y", "h", "re", "S", "s", "n", "W", "W*", "d0", "d1",
		"CS", "cs", "SC", "SCN", "sc", "scn", "G", "g", "RG", "rg", "K", "k", "sh", "MP", "DP", "ID", "EI":
	default:
		it.unknown([]byte(op))
	}
}

// nextLine starts a line at (x, y) from the start of the last one.
func (it *interpreter) nextLine(x, y float64) {
	it.line = it.line.moved(x, y)
	it.tm = it.line
}

// fontNamed returns the font of that name in the resources.
func (it *interpreter) fontNamed(name string) *font {
	if f, ok := it.resources.fonts[name]; ok {
		return f
	}
	v := it.dict(it.resources.get("Font")).get(name)
	if it.dict(v) == nil {
		r, _ := v.(ref)
		it.noteAt(lostFont, int(r))
	}
	f := it.loadFont(v)
	if it.resources.fonts == nil {
		it.resources.fonts = map[string]*font{}
	}
	it.resources.fonts[name] = f
	return f
}

// showAll shows the strings among the operands, moved by the numbers.
func (it *interpreter) showAll() {
	if it.font == nil {
		it.font = it.loadFont(nil)
	}
	it.shows++
	s := newShow(it)
	for _, t := range it.operands {
		switch t.kind {
		case numberToken:
			if move := t.num / 1000 * it.size; it.font.vertical {
				s.at += move
			} else {
				s.at -= move * it.scale
			}
		case stringToken:
			if it.glyphs += len(t.s); it.full() {
				it.note(manyGlyphs)
				return
			}
			s.string(t.s)
		}
	}
	if it.font.vertical {
		it.tm = it.tm.moved(0, -s.at)
	} else {
		it.tm = it.tm.moved(s.at, 0)
	}
}

// full reports whether no more characters may be shown.
func (it *interpreter) full() bool {
	return it.glyphs > maxGlyphs+glyphsPerByte*len(it.b) || len(it.canvas.words) > maxPageWords
}

// A show places the glyphs of an operator in a frame whose x runs along the
// text and whose y runs down its lines.
type show struct {
	it       *interpreter
	at       float64 // how far the pen is, in text space
	x, y     float64 // where it started
	dx, dy   float64 // for a step of 1
	char, sp float64 // spacing after a glyph, and more after a blank
	size     float64 // of the font along the text, in text space
}

// newShow starts at the pen of it.
func newShow(it *interpreter) show {
	s := show{it: it, char: it.char, sp: it.word, size: it.size}
	m := it.tm.times(it.ctm)
	ux, uy := m.a, m.b
	height := hypot(m.c, m.d) * it.size
	if it.font.vertical {
		ux, uy = -m.c, -m.d
		height = hypot(m.a, m.b) * it.size
	} else {
		s.char *= it.scale
		s.sp *= it.scale
		s.size *= it.scale
	}
	sign := 1.0
	if s.size < 0 {
		sign = -1
	}
	fr := frameOf(ux*sign, uy*sign)
	s.dx, s.dy = fr.turn(ux, uy)
	s.x, s.y = fr.turn(finite(m.e+it.rise*m.c), finite(m.f+it.rise*m.d))
	s.dx, s.dy = finite(s.dx), finite(s.dy)
	em := s.size * s.dx * it.font.em
	it.canvas.begin(fr.degrees, abs32(height*it.font.em), abs32(em), it.font.gap)
	const invisible, clipping = 3, 7
	it.canvas.run.hidden = it.mode == invisible || it.mode == clipping
	return s
}

// string shows the codes of b.
func (s *show) string(b []byte) {
	f, c := s.it.font, s.it.canvas
	for len(b) > 0 {
		var w float64
		var glyph string
		n := 1
		if f.composite == nil {
			code := b[0]
			w, glyph = float64(f.widths[code]), f.glyphs[code]
		} else {
			glyph, w, n = f.composite.next(b)
		}
		w *= s.size
		if glyph == unmappedGlyph {
			s.it.note(unmapped)
		}
		x := s.x + s.at*s.dx
		c.put(glyph, x, x+w*s.dx, s.y+s.at*s.dy)
		if s.at += w + s.char; s.char != 0 {
			c.pen += float32(s.char * s.dx)
		}
		if n == 1 && b[0] == ' ' {
			s.at += s.sp
		}
		b = b[n:]
	}
}
