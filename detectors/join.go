package detectors

import "strings"

// join makes findings of the parts that were gathered.
func (rr *rowReader) join() {
	rr.joinName()
	rr.joinAddress()
}

// namePart takes a part of a name. One that is there already begins another name.
func (rr *rowReader) namePart(part int, c Cell) {
	if byValue := rr.byValue; rr.names[part].End > 0 {
		rr.joinName()
		rr.byValue = byValue
	}
	rr.names[part] = c
	rr.guessed.name = rr.guessed.name || rr.byValue
}

// placePart does the same for a part of an address; a further unit or state is
// none of it.
func (rr *rowReader) placePart(part int, c Cell) {
	if byValue := rr.byValue; rr.place[part].End > 0 {
		if part == unitPart || part == statePart {
			rr.free(c)
			return
		}
		rr.joinAddress()
		rr.byValue = byValue
	}
	rr.place[part] = c
	rr.guessed.place = rr.guessed.place || rr.byValue
}

// joinName makes one finding of the cells of a name.
func (rr *rowReader) joinName() {
	names := rr.names
	if rr.names = [nameParts]Cell{}; names == rr.names {
		return
	}
	rr.byValue, rr.guessed.name = rr.guessed.name, false
	g, f := names[givenPart], names[familyPart]
	if f.End == 0 {
		f, names[familyPart], names[family2Part] = names[family2Part], names[family2Part], Cell{}
	}
	if g.End == 0 && f.End == 0 {
		return
	}
	var room [nameParts]Cell
	cells := appendFilled(room[:0], names[:])
	fd := rr.spanOf(cells)
	fd.Element = Name
	b := rr.lowered(g, f)
	if s := names[family2Part]; s.End > 0 && g.End > 0 && f.End > 0 {
		b = appendLower(append(b, ' '), rr.cellText(s))
	}
	fd.Value = rr.wk.values.keep(b)
	if g.End == 0 || f.End == 0 {
		if fd.Partial = !strings.Contains(fd.Value, " "); !fd.Partial && !rr.nameCell(cells[0]) {
			return
		} else if !fd.Partial {
			return
		}
	}
	rr.add(fd)
}

// lowered is the texts of two cells, either of which may be missing, in lower case.
func (rr *rowReader) lowered(a, b Cell) []byte {
	buf := appendLower(rr.wk.buf[:0], rr.cellText(a))
	if a.End > 0 && b.End > 0 {
		buf = append(buf, ' ')
	}
	rr.wk.buf = appendLower(buf, rr.cellText(b))
	return rr.wk.buf
}

func (rr *rowReader) cellText(c Cell) string { return rr.text[c.Start:c.End] }

// appendFilled appends the cells that are not empty to dst.
func appendFilled(dst, cells []Cell) []Cell {
	for _, c := range cells {
		if c.End > c.Start {
			dst = append(dst, c)
		}
	}
	return dst
}

// spanOf is a finding that spans cells.
func (rr *rowReader) spanOf(cells []Cell) Finding {
	f := Finding{Start: cells[0].Start, End: cells[0].End}
	if n := len(cells) - 1; n > 0 {
		f.More = rr.wk.values.spans(n)
	}
	for i, c := range cells[1:] {
		f.More[i] = Span{c.Start, c.End}
	}
	return f
}

// joinAddress makes one finding of the cells of an address. A ZIP without a
// street is a billing ZIP; a city or a state alone is a place.
func (rr *rowReader) joinAddress() {
	place := rr.place
	if rr.place = [placeParts]Cell{}; place == rr.place {
		return
	}
	rr.byValue, rr.guessed.place = rr.guessed.place, false
	if place[streetPart].End > 0 {
		var room [placeParts]Cell
		f := rr.spanOf(appendFilled(room[:0], place[:]))
		f.Element, f.Value = PostalAddress, rr.addressValue(&place)
		if f.Partial = digitsIn(f.Value) == 0; strings.IndexByte(f.Value, ' ') > 0 {
			rr.add(f)
		}
		return
	}
	if zip := place[zipPart]; zip.End > 0 {
		if z, ok := rr.wk.digitsOf(rr.cellText(zip)); ok && (len(z) == 5 || len(z) == 9) {
			rr.add(Finding{Element: BillingZIP, Start: zip.Start, End: zip.End, Value: z[:5]})
		}
	}
	if c := place[cityPart]; c.End > 0 {
		rr.add(Finding{Element: Place, Start: c.Start, End: c.End, Value: strings.ToLower(rr.cellText(c))})
	}
}

// addressValue is the normal form of an address in cells.
func (rr *rowReader) addressValue(place *[placeParts]Cell) string {
	w := &rr.wk.cell
	w.skip = w.skip[:0]
	b := w.buf[:0]
	for i, c := range place {
		s := rr.cellText(c)
		if !hasWords(s) {
			continue
		}
		switch i {
		case streetPart:
			w.tokens(s)
			b = w.appendLine(b, s, place)
		case unitPart:
			w.tokens(s)
			b = w.appendUnit(b, s, part{0, len(w.toks)})
		case statePart:
			b = w.appendState(append(b, ", "...), s)
		case zipPart:
			if place[statePart].End == 0 {
				b = append(b, ',')
			}
			b = appendPlain(append(b, ' '), s)
		case cityPart:
			b = appendPlain(append(b, ", "...), s)
		default:
			b = appendPlain(b, s)
		}
	}
	w.buf = b
	return rr.wk.values.keep(b)
}

// appendState appends the code of a state.
func (w *work) appendState(b []byte, s string) []byte {
	if len(s) > 2 {
		w.tokens(s)
		if len(w.toks) == 0 {
			return b
		}
		if n, code := w.stateAt(s, 0); n > 0 && n == len(w.toks) {
			s = code
		}
	}
	return appendPlain(b, s)
}

// appendPlain appends s in lower case without stops.
func appendPlain(b []byte, s string) []byte {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= 0x80:
			return append(b, strings.ToLower(s[i:])...)
		case c != '.':
			b = append(b, lower[c])
		}
	}
	return b
}

// appendLine appends the cell s of a street, which was cut into tokens: number,
// street and unit where it stands alone or begins with a number, else as it is.
func (w *work) appendLine(b []byte, s string, place *[placeParts]Cell) []byte {
	n := len(w.toks)
	if n == 0 {
		return b
	}
	p := w.parts.reset(0)
	switch alone := place[cityPart].End+place[statePart].End+place[zipPart].End == 0; {
	case alone && len(b) == 0 && (w.toks[0].kind == number && w.houseFirst(s, 0, p) || w.toks[0].flags&boxStart != 0 && w.boxAddress(s, 0, p)):
		if w.tail(s, p); p.to == n {
			return append(b, w.addressText(s, p)...)
		}
	case place[housePart].End > 0 || w.toks[0].kind == number:
		j := 0
		if w.toks[0].kind == number {
			j = w.houseEnd(s, 0)
		}
		end := max(j, 1)
		for end < n && w.unitEndAt(s, end) == end {
			end++
		}
		b = w.appendPart(b, "", s, part{0, j}, true)
		b = w.appendStreet(b, s, part{j, end})
		return w.appendUnit(b, s, part{end, n})
	}
	return append(b, addressValue(s)...)
}
