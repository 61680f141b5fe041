package detectors

// houseFirst reads a house number at token i and the street behind it.
func (w *work) houseFirst(text string, i int, p *addressParts) bool {
	t := &w.toks[i]
	if t.end-t.start > 6 || t.glued && !w.gridPrefix(text, i, p) {
		return false
	}
	if i > 0 && w.toks[i-1].kind != number && w.toks[i-1].flags&streetSuffix != 0 && highways.has(w.toks[i-1].hash) && w.toks[i-1].flags&takenFlag == 0 && w.sepAt(text, i) == sepBlank {
		return w.highway(text, i, p)
	}
	j := w.houseEnd(text, i)
	if j == 0 || j >= len(w.toks) {
		return false
	}
	p.house = part{p.from, j}
	first := &w.toks[j]
	switch s := w.sepAt(text, j); {
	case s == 0:
		if first.kind == number {
			return false
		}
	case s.only(sepBlank|sepHalf) && w.toks[j].start-w.toks[j-1].end <= 5:
	case s == sepBlank|sepComma && first.flags&boxStart != 0 && first.kind != number: // 12, rue de la Paix
	case s.only(sepLine|sepBlank) && s&sepLine != 0 && w.wrapped(text, j):
	default:
		return false
	}
	if first.kind == number && !w.gridRoad(text, j) && !(j+1 < len(w.toks) && w.toks[j+1].glued && ordinal(text[w.toks[j+1].start:w.toks[j+1].end])) || first.flags&(monthWord|weekdayWord) != 0 && j+1 < len(w.toks) && w.toks[j+1].kind == number {
		return false // a further number, a date
	}
	if first.kind == number && w.unitEnd(text, j, sepBlank) > j {
		return false // 12, 4th floor
	}
	p.low = w.lowerCase(j)
	if p.low && !w.lowStreet(text, j) {
		return false
	}
	return w.streetAt(text, j, p)
}

// gridRoad reports whether the number at token j names a road of a grid of
// square miles, with its direction and type: 2700 N Ave, 2150 East Rd.
func (w *work) gridRoad(text string, j int) bool {
	return w.tokenLen(j) >= 3 && w.tokenLen(j) <= 4 && j+2 < len(w.toks) && w.toks[j+1].flags&directional != 0 && w.toks[j+1].kind != number && w.sepAt(text, j+1) == sepBlank && w.sepAt(text, j+2) == sepBlank &&
		w.toks[j+1].capital() && w.toks[j+2].kind != number && plainSuffixes.has(w.toks[j+2].hash)
}

// highway reads a street without a house number: Highway 59 North.
func (w *work) highway(text string, i int, p *addressParts) bool {
	p.from = i - 1
	for p.from > 0 && i-p.from < 4 && (routeTypes.has(w.toks[p.from-1].hash) || w.toks[p.from-1].hash == hashOld || w.toks[p.from-1].flags&directional != 0) && w.toks[p.from-1].flags&takenFlag == 0 && (w.toks[p.from-1].kind == lowword) == (w.toks[i-1].kind == lowword) && w.sepAt(text, p.from) == sepBlank {
		p.from--
	}
	p.low = w.toks[i-1].kind == lowword
	p.house, p.street, p.to = part{p.from, p.from}, part{p.from, i + 1}, i+1
	p.ev |= evSuffix
	w.afterType(text, p)
	return true
}

var hashOld = hashWord("old")

// houseWords are house numbers that are written out.
var houseWords = hashSet("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "twenty", "fifty", "hundred")

// houseWord reads a street behind such a number: One Example Way.
func (w *work) houseWord(text string, i int, p *addressParts) bool {
	t := &w.toks[i]
	if i+2 >= len(w.toks) || w.sepAt(text, i+1) != sepBlank || w.toks[i+1].kind == number || t.capital() != w.toks[i+1].capital() {
		return false
	}
	if p.low = !t.capital(); p.low && !w.lowStreet(text, i+1) {
		return false
	}
	p.house = part{i, i + 1}
	return w.streetAt(text, i+1, p) && p.ev&evPlain != 0
}

// gridPrefix reports whether token i belongs to a house number such as
// N6W23001 or W210, and sets where it begins.
func (w *work) gridPrefix(text string, i int, p *addressParts) bool {
	a := i - 1
	if w.tokenLen(a) != 1 || w.toks[a].flags&directional == 0 {
		return false
	}
	if a >= 2 && w.toks[a].glued && w.toks[a-1].kind == number && w.toks[a-1].glued && w.toks[a-2].flags&directional != 0 && w.tokenLen(a-2) == 1 {
		a -= 2
	}
	if w.toks[a].glued || a == i-1 && !w.gridNumber(text, i+1) && !(i+1 < len(w.toks) && w.toks[i+1].glued && w.gridNumber(text, i+2)) {
		return false
	}
	p.from = a
	return true
}

// houseEnd returns the token behind the house number that begins at token i: a
// letter, a range or a fraction may belong to it. 0 if it is none.
func (w *work) houseEnd(text string, i int) int {
	j := i + 1
	if j >= len(w.toks) {
		return 0
	}
	if t := &w.toks[j]; t.glued && t.kind != number { // 221B, 10GB, 5th, N6W23001
		if ordinal(text[t.start:t.end]) {
			return i
		}
		if w.tokenLen(j) > 1 || !houseLetter(text[t.start]) {
			return 0
		}
		if j++; j < len(w.toks) && w.toks[j].glued {
			return 0
		}
		if j < len(w.toks) && w.toks[i].glued && w.gridNumber(text, j) {
			j += 2 // W206N W16282
		}
	} else if s := w.sepAt(text, j); s == sepHyphen && w.tokenLen(j) <= 4 && (w.toks[j].kind == number || w.tokenLen(j) == 1) { // 12-34, 1200-B
		if j++; j < len(w.toks) && w.toks[j].kind == number && w.sepAt(text, j)&(sepHyphen|sepSlash|sepStop) != 0 {
			return 0 // a phone, a date
		}
	} else if s == sepHyphen|sepBlank && w.toks[j].kind == number && !w.toks[j].glued && within(w.tokenLen(j), 1, 4) && w.tokenLen(i) <= 4 && j+1 < len(w.toks) && w.toks[j+1].capital() && !w.toks[j+1].glued {
		j++ // 32 - 233
	} else if s == sepBlank && j+1 < len(w.toks) && w.toks[j].kind == number && w.tokenLen(j) == 1 && w.sepAt(text, j+1) == sepSlash && w.toks[j+1].kind == number && w.tokenLen(j+1) == 1 {
		j += 2 // 123 1/2
	} else if s == sepBlank && w.toks[j].flags&directional != 0 && j+2 < len(w.toks) && w.tokenLen(j+1) == 1 && w.toks[j+1].kind == number && w.sepAt(text, j+2) == sepSlash && w.toks[j+2].kind == number && w.tokenLen(j+2) == 1 {
		j += 3 // 123 South 1/2
	} else if s == sepBlank && w.gridNumber(text, j) {
		j += 2 // W210 N16570
	}
	if j+1 < len(w.toks) && w.toks[j].kind == title && w.tokenLen(j) == 1 && w.toks[j].flags&directional == 0 && w.sepAt(text, j) == sepBlank && w.sepAt(text, j+1).only(sepBlank|sepHyphen) && w.toks[j+1].capital() && w.tokenLen(j+1) > 1 && !routeTypes.has(w.toks[j+1].hash) && !plainSuffixes.has(w.toks[j+1].hash) {
		j++ // 400 A South Boulevard
	}
	return j
}

// houseLetter reports whether c may stand behind a house number: 8x, 10K and 3d
// have other meanings.
func houseLetter(c byte) bool {
	return 'a' <= c && c <= 'c' || 'A' <= c && c <= 'Z' && c != 'X' && c != 'K' && c != 'G' && c != 'M'
}

// gridNumber reports whether tokens j and j+1 are a direction and a number in one word.
func (w *work) gridNumber(text string, j int) bool {
	return j+1 < len(w.toks) && w.toks[j].flags&directional != 0 && w.tokenLen(j) == 1 && w.toks[j].kind != number && w.toks[j+1].glued && w.toks[j+1].kind == number && w.tokenLen(j+1) > 2
}

func ordinal(s string) bool {
	switch len(s) {
	case 2:
		switch [2]byte{lower[s[0]], lower[s[1]]} {
		case [2]byte{'s', 't'}, [2]byte{'n', 'd'}, [2]byte{'r', 'd'}, [2]byte{'t', 'h'}:
			return true
		}
	}
	return false
}
