package detectors

import "strings"

// maxStreet is the number of words in a street's name and the city behind it
// that are read in a row.
const maxStreet = 10

// minWrapped is the length from which a line may have been wrapped, in bytes.
const minWrapped = 40

// plainSuffixes are the suffixes that are hardly anything else.
var plainSuffixes = hashSet("street", "st", "avenue", "ave", "av", "road", "rd", "drive", "dr", "lane", "ln", "boulevard", "blvd", "bvd", "court", "ct", "place", "pl", "circle", "cir", "parkway", "pkwy", "terrace", "ter", "highway", "hwy", "hgwy", "way", "turnpike", "tpke", "expressway", "trl", "freeway", "fwy", "causeway",
	"plaza", "plz", "bypass", "crescent", "pike", "calle")

// routeTypes stand before a number or a letter: Highway 61, County Road B, Avenue H.
var routeTypes = hashSet("highway", "hwy", "hgwy", "route", "rte", "rt", "road", "rd", "avenue", "ave", "av", "street", "st", "loop", "fm", "sr", "cr", "us", "interstate", "i", "state", "county", "spur", "hiway", "ranch", "forest", "carr", "carretera", "km", "s", "u", "k", "n", "mile", "trail", "township", "th", "business", "bus")

// lowerCase reports whether the first word from token j on, but for ordinals and
// numbers, is written in lower case.
func (w *work) lowerCase(j int) bool {
	for k := j; k < len(w.toks) && k < j+4; k++ {
		if t := &w.toks[k]; t.kind != number && !t.glued {
			return t.kind == lowword
		}
	}
	return false
}

// wrapped reports whether token j stands on the line below one that is long
// enough to have been wrapped.
func (w *work) wrapped(text string, j int) bool {
	end := int(w.toks[j-1].end)
	return end-strings.LastIndexByte(text[:end], '\n') >= minWrapped
}

// lowStreet reports whether a suffix or a unit stands among the lower-case words from token
// j on.
func (w *work) lowStreet(text string, j int) bool {
	for k := j; k < len(w.toks) && k < j+8; k++ {
		t := &w.toks[k]
		if k > j && !w.sepAt(text, k).only(sepBlank|sepStop|sepHyphen|sepHash|sepComma|sepLine) {
			return false
		}
		if k > j+1 && t.flags&(stateCode|stateWord) != 0 && w.lowTown(text, k) {
			return true
		}
		if t.hash == hashIn || placeNear.has(t.hash) {
			return false
		}
		switch {
		case k > j && t.kind == number: // behind a street, or a unit
			before := &w.toks[k-1]
			return t.line == w.toks[j].line && w.sepAt(text, k).only(sepBlank|sepHash|sepStop) && (plainSuffixes.has(before.hash) || before.flags&unitWord != 0 || routeTypes.has(before.hash))
		case t.kind == number:
		case k == j && t.hash == hashThe:
		case k == j && avenues.has(t.hash) && k+1 < len(w.toks) && w.toks[k+1].hash == hashOf:
			return true
		case k == j && t.flags&boxStart != 0 && k+1 < len(w.toks) && fronts.has(t.hash):
			return true
		case t.flags&streetSuffix != 0 && (k > j || k+1 < len(w.toks) && w.toks[k+1].flags&directional != 0) && plainSuffixes.has(t.hash), t.flags&unitWord != 0 && k > j, t.flags&directional != 0 && w.tokenLen(k) <= 2 && k == j:
			return true
		case w.stopsAddress(k) && (k > j || t.hash != hashThe):
			return false
		}
	}
	return false
}

// lowTown reports whether the state at token k is that of the town before it and,
// if a ZIP follows, of that.
func (w *work) lowTown(text string, k int) bool {
	n, code := w.stateAt(text, k)
	if n == 0 || w.toks[k].line != w.toks[k-1].line {
		return false
	}
	if !w.townInState(k, stateBit(code)) {
		return w.zipEnds(text, k+n) > k+n && w.tokenLen(k+n) >= 5 && zipInState(text[w.toks[k+n].start:w.toks[k+n].end], code)
	}
	return w.zipEnds(text, k+n) > k+n || w.tokenLen(k) > 2 || w.partEnds(text, k+n) || w.sepAt(text, k)&sepComma != 0
}

// stopsAddress reports whether token k is a lower-case word of a sentence.
func (w *work) stopsAddress(k int) bool {
	t := &w.toks[k]
	return t.kind == lowword && t.flags&(fillerWord|neverName) != 0 && t.hash != hashUS && t.flags&(directional|particleWord|streetSuffix|unitWord|placePrefix|stateCode) == 0
}

// streetAt reads the street that begins at token first.
func (w *work) streetAt(text string, first int, p *addressParts) bool {
	k, behind := w.streetRun(text, first, p)
	if k == first {
		return false
	}
	p.street = part{first, w.streetEnd(text, first, k, behind, p)}
	for j := first; j < p.street.to; j++ {
		w.noteStreet(text, j, p)
	}
	p.to = p.street.to
	w.afterType(text, p)
	return true
}

// streetRun returns the end of the words from token first on that a street and
// a city behind it can be, and whether a house number of its own ends them.
func (w *work) streetRun(text string, first int, p *addressParts) (end int, behind bool) {
	k := first
	for ; k < len(w.toks) && k < first+maxStreet; k++ {
		t := &w.toks[k]
		if k > first && !w.streetGap(text, k) {
			break
		}
		if t.kind == number && t.glued && w.routeLetter(k-1) {
			continue
		}
		if t.kind == number {
			if k > first && w.unitEndAt(text, k) > k {
				break
			}
			if k > first && !w.streetNumber(text, k, first) {
				if w.houseBehind(text, k, first) {
					if k++; k+1 < len(w.toks) && w.sepAt(text, k) == sepSlash && w.toks[k].kind == number && w.tokenLen(k) <= 3 { // 7/4
						k++
					}
					return k, true
				}
				break
			}
			continue
		}
		if k > first && (w.unitEndAt(text, k) > k || w.boxAt(k) || w.stateStops(text, first, k)) {
			break
		}
		if k > first && w.ofName(k) || k == first && p.low && t.hash == hashThe {
			continue
		}
		if !t.capital() && !(t.glued && ordinal(text[t.start:t.end])) && t.flags&(directional|particleWord) == 0 && (!p.low && !(t.flags&streetSuffix != 0 && plainSuffixes.has(t.hash) && k > first) || w.stopsAddress(k)) {
			break
		}
	}
	for k > first+1 && w.toks[k-1].flags&particleWord != 0 && w.toks[k-1].kind == lowword && w.toks[k-1].flags&streetSuffix == 0 {
		k--
	}
	return k, false
}

// routeLetter reports whether token k is the letter before the number of a highway: A1A.
func (w *work) routeLetter(k int) bool {
	return k > 0 && w.tokenLen(k) == 1 && w.toks[k].kind != number && (highways.has(w.toks[k-1].hash) || w.toks[k-1].flags&directional != 0)
}

// stateStops reports whether the state at token k, behind a street from first on, ends it:
// Ct is a court and Washington a street where nothing else says so.
func (w *work) stateStops(text string, first, k int) bool {
	n, _ := w.stateAt(text, k)
	if n == 0 || !w.stateEnds(text, k, n) {
		return false
	}
	t := &w.toks[k]
	if t.flags&directional != 0 && w.zipEnds(text, k+n) == k+n && !w.townInState(k, w.stateBitAt(text, k)) {
		return false // NE
	}
	if w.zipEnds(text, k+n) > k+n || t.flags&streetSuffix == 0 && k > first+1 && w.townInState(k, w.stateBitAt(text, k)) && w.partEnds(text, k+n) || t.flags&streetSuffix == 0 && w.tokenLen(k) == 2 {
		return true
	}
	for j := first + 1; j < k; j++ {
		if t.flags&streetSuffix == 0 && plainSuffixes.has(w.toks[j].hash) {
			return true
		}
	}
	return false
}

// ofName reports whether token k is "of" or "the" in Avenue of the Americas.
func (w *work) ofName(k int) bool {
	t := &w.toks[k]
	if t.hash == hashAnd && t.kind != number {
		return w.toks[k-1].flags&streetSuffix == 0 && k+2 < len(w.toks) && plainSuffixes.has(w.toks[k+2].hash)
	}
	return t.kind != number && (t.hash == hashOf && w.toks[k-1].flags&streetSuffix != 0 || t.hash == hashThe && w.toks[k-1].hash == hashOf) && k+1 < len(w.toks)
}

var avenues = hashSet("avenue", "ave", "boulevard", "blvd")

// streetGap reports whether what stands before token k can stand within a street.
func (w *work) streetGap(text string, k int) bool {
	s := w.sepAt(text, k)
	switch {
	case s == sepBlank, s == 0, s.only(sepBlank|sepHyphen) && s&sepHyphen != 0 && len(text[w.toks[k-1].end:w.toks[k].start]) <= 3:
		return true
	case s.only(sepBlank):
		return w.toks[k].start-w.toks[k-1].end <= 3
	case s.only(sepBlank | sepStop):
		return w.abbreviation(k-1) || w.toks[k].flags&streetSuffix != 0 && w.tokenLen(k-1) <= 4 && w.toks[k-1].kind != number
	case s == sepComma|sepBlank: // Dr, SW
		return w.toks[k].flags&directional != 0 && w.tokenLen(k) <= 2 && w.toks[k].capital() && w.toks[k-1].flags&streetSuffix != 0
	case s.only(sepLine|sepBlank) && s&sepLine != 0:
		return w.toks[k].kind != number && w.wrapped(text, k)
	case s == sepAnd|sepBlank: // Peace & Plenty Lane
		return k+1 < len(w.toks) && w.toks[k-1].flags&streetSuffix == 0 && w.toks[k].flags&streetSuffix == 0 && plainSuffixes.has(w.toks[k+1].hash)
	case s == sepBlank|sepStop && w.toks[k-1].hash == hashSo: // So. Example
		return w.toks[k].capital()
	case s == sepHalf|sepBlank:
		return w.toks[k-1].glued
	}
	return false
}

// abbreviation reports whether a stop behind token k is one of an abbreviation.
func (w *work) abbreviation(k int) bool {
	t := &w.toks[k]
	n := t.end - t.start
	return t.kind != number && (n == 1 || n <= 4 && t.flags&(streetSuffix|directional|unitWord|placePrefix|titleWord|boxStart|generation) != 0)
}

// streetNumber reports whether the number at token k is part of the name of a
// street: 42nd, Highway 61, S 400 W.
func (w *work) streetNumber(text string, k, first int) bool {
	prev := &w.toks[k-1]
	switch {
	case k+1 < len(w.toks) && w.toks[k+1].glued && w.toks[k+1].kind != number && ordinal(text[w.toks[k+1].start:w.toks[k+1].end]):
		return true
	case k+1 < len(w.toks) && w.tokenLen(k) <= 3 && prev.kind != number && prev.flags&(streetSuffix|unitWord) == 0 && (plainSuffixes.has(w.toks[k+1].hash) || w.toks[k+1].hash == hashMile) && w.sepAt(text, k) == sepBlank && w.sepAt(text, k+1) == sepBlank:
		return true // Old 41 Road, 6 Mile Cypress Parkway
	case w.tokenLen(k) > 4 || prev.kind == number || w.sepAt(text, k)&sepLine != 0:
		return false
	case prev.flags&directional != 0 && k-1 == first:
		return w.tokenLen(k-1) <= 2 || k+1 < len(w.toks) && (plainSuffixes.has(w.toks[k+1].hash) || w.toks[k+1].flags&directional != 0 && w.toks[k+1].kind != number)
	}
	return routeTypes.has(prev.hash) && (prev.flags&directional == 0 || k-1 > first)
}

// houseBehind reports whether the number at token k is that of the house in a
// street from first on: Holmevej 34.
func (w *work) houseBehind(text string, k, first int) bool {
	return w.tokenLen(k) <= 4 && k > first && w.sepAt(text, k) == sepBlank && w.toks[k-1].flags&streetSuffix == 0 && (w.partEnds(text, k+1) || w.unitEndAt(text, k+1) > k+1 || w.toks[k+1].kind != number)
}

// streetEnd returns where the street in the words first to k ends: behind its
// last suffix, where a city may follow.
func (w *work) streetEnd(text string, first, k int, behind bool, p *addressParts) int {
	if behind {
		p.ev |= evBehind
		return k
	}
	plain, weak := 0, 0
	for j := first + 1; j < k; j++ {
		t := &w.toks[j]
		if t.flags&streetSuffix == 0 || t.kind == number || w.sepAt(text, j) == 0 {
			continue
		}
		if !plainSuffixes.has(t.hash) {
			weak = j
			continue
		}
		if saint := t.hash == hashSt && j+1 < k && w.toks[j+1].flags&(directional|streetSuffix) == 0 && w.toks[j+1].kind != number && w.sepAt(text, j+1).only(sepBlank|sepStop); saint && (plain > 0 || w.toks[j-1].flags&directional != 0) {
			continue
		}
		if p.low && t.kind != lowword {
			continue
		}
		plain = j
		if j+1 < k && w.sepAt(text, j+1) == sepBlank|sepStop && !w.follows(text, j+1, k) {
			return j + 1 // the stop ends the sentence
		}
	}
	switch {
	case plain > 0:
		return plain + 1
	case weak > 0 && w.toks[weak].capital():
		if weak+1 == k || w.partEnds(text, weak+1) {
			return weak + 1
		}
		if c := w.cityBefore(text, first+1, k); c >= weak && c < k {
			return c
		}
	}
	if c := w.cityBefore(text, first+1, k); c > first && k < len(w.toks) && w.stateEndsAt(text, k) {
		return c
	}
	return k
}

// follows reports whether a direction or a city and state stand in tokens j to k.
func (w *work) follows(text string, j, k int) bool {
	if w.toks[j-1].hash == hashSt && w.toks[j].flags&neverName == 0 {
		for m := j; m < k && m < j+3; m++ {
			if w.toks[m].kind != number && plainSuffixes.has(w.toks[m].hash) && w.toks[m].kind == w.toks[j-1].kind {
				return true // St. Georges Lane, St. Ct.
			}
		}
	}
	return w.toks[j].flags&(directional|unitWord) != 0 || k < len(w.toks) && w.stateEndsAt(text, k)
}

// cityBefore returns where the longest name of a town that ends before token k
// begins, not before first; k if there is none.
func (w *work) cityBefore(text string, first, k int) int {
	for j := max(first, k-maxTown); j < k; j++ {
		if w.placeOf(j, k) != 0 {
			return j
		}
	}
	return k
}

// placeOf returns what the words of tokens from to to are the name of.
func (w *work) placeOf(from, to int) placeInfo {
	if from >= to || w.toks[from].kind == number {
		return 0
	}
	h := sameWord(w.toks[from].hash)
	for j := from + 1; j < to; j++ {
		if w.toks[j].kind == number {
			return 0
		}
		h = joinHash(h, sameWord(w.toks[j].hash))
	}
	return w.gaz.get(h)
}

// noteStreet notes what token j, a word of the street, proves.
func (w *work) noteStreet(text string, j int, p *addressParts) {
	t := &w.toks[j]
	switch first := p.street.from; {
	case t.kind == number:
		if j > first && routeTypes.has(w.toks[j-1].hash) {
			p.ev |= evSuffix
		}
	case t.glued:
		p.ev |= evOrdinal
	case t.flags&directional != 0 && (j == first || j == p.street.to-1):
		if w.tokenLen(j) <= 2 && (t.capital() || p.low) {
			p.ev |= evDirection
		} else {
			p.ev |= evSide
		}
	case j == first && t.hash == hashSo && t.capital() && j+1 < p.street.to && w.toks[j+1].capital():
		p.ev |= evDirection
	case t.flags&streetSuffix != 0 && j > first:
		p.ev |= evSuffix
		if plainSuffixes.has(t.hash) && (t.capital() || p.low || j == p.street.to-1) {
			p.ev |= evPlain
		}
	case j == first && t.flags&boxStart != 0 && j+1 < p.street.to && fronts.has(t.hash):
		p.ev |= evFront
	case j == first && routeTypes.has(t.hash) && t.flags&streetSuffix != 0 && j+1 < p.street.to && (w.toks[j+1].kind == number || w.tokenLen(j+1) == 1):
		p.ev |= evPlain
	case j == first && plainSuffixes.has(t.hash) && j+1 < p.street.to && (avenues.has(t.hash) && (w.toks[j+1].hash == hashOf || w.toks[j+1].capital()) || w.toks[j+1].flags&directional != 0):
		p.ev |= evPlain
	case w.compound(text, j):
		p.ev |= evFront
	}
}

// afterType reads what may stand behind the type of a street: a number or
// letter, directions, "Ext".
func (w *work) afterType(text string, p *addressParts) {
	j := p.to
	for j < len(w.toks) && j < p.street.to+4 {
		t := &w.toks[j]
		s := w.sepAt(text, j)
		if !(s == 0 || s.only(sepBlank|sepStop) && (s&sepStop == 0 || w.abbreviation(j-1) || w.toks[j-1].hash == hashNo || w.dottedSide(text, j)) || s&sepComma != 0 && s.only(sepComma|sepBlank|sepStop) && (s&sepStop == 0 || w.abbreviation(j-1)) && t.flags&directional != 0 && w.tokenLen(j) <= 2) {
			break
		}
		short := t.kind != number && t.flags&directional != 0 && w.tokenLen(j) <= 2 && (t.capital() || p.low || s == 0) && !(t.flags&stateCode != 0 && w.stateEndsAt(text, j))
		switch {
		case short:
			p.ev |= evDirection
		case t.flags&directional != 0 && t.kind != number && (t.capital() || p.low) && (w.partEnds(text, j+1) || w.unitEndAt(text, j+1) > j+1 || w.toks[j+1].kind == number || w.placeOf(j, min(j+2, len(w.toks))) == 0 && w.placeOf(j, min(j+3, len(w.toks))) == 0):
			p.ev |= evSide
		case extensions.has(t.hash) && (t.capital() || p.low):
		case t.kind == number && j == p.street.to && s == sepBlank && w.tokenLen(j) <= 4 && w.toks[j-1].flags&streetSuffix != 0 && routeTypes.has(w.toks[j-1].hash) && !w.street(j-1) && w.unitEndAt(text, j) == j && !(j+1 < len(w.toks) && w.toks[j+1].glued && w.tokenLen(j+1) > 1):
		case t.glued && t.kind == number && j > p.street.from+1 && w.tokenLen(j-1) == 1 && highways.has(w.toks[j-2].hash): // A1A
		case t.hash == hashNo && t.kind != number && j > p.street.from && highways.has(w.toks[j-1].hash) && j+1 < len(w.toks) && w.toks[j+1].kind == number:
		case t.kind == number && j > p.street.from && (highways.has(w.toks[j-1].hash) || w.toks[j-1].hash == hashNo && w.toks[j-1].kind != number) && w.tokenLen(j) <= 4 && s.only(sepBlank|sepStop):
		case highways.has(t.hash) && extensions.has(w.toks[j-1].hash) && (t.capital() || p.low):
		case highways.has(t.hash) && (t.capital() || p.low) && j+1 < len(w.toks) && w.toks[j+1].kind == number && w.tokenLen(j+1) <= 4 && s == sepBlank:
		case t.kind != number && s == 0 && w.toks[j-1].kind == number && w.tokenLen(j) == 1:
		case t.kind >= title && (w.tokenLen(j) == 1 || w.tokenLen(j) == 2 && t.kind == upper && t.hash != hashNo && t.flags&(stateCode|directional|unitWord|streetSuffix) == 0) && j == p.street.to && routeTypes.has(w.toks[j-1].hash) && s == sepBlank && w.toks[j-1].flags&streetSuffix != 0 && t.flags&unitWord == 0 && t.hash != hashNo && (highways.has(w.toks[j-1].hash) || j+1 >= len(w.toks) || !w.toks[j+1].glued):
		default:
			p.street.to, p.to = j, j
			return
		}
		j++
	}
	p.street.to, p.to = j, j
}

// dottedSide reports whether a direction in two letters with stops is at token j: S.E.
func (w *work) dottedSide(text string, j int) bool {
	return j+1 < len(w.toks) && w.tokenLen(j) == 1 && w.tokenLen(j+1) == 1 && w.toks[j].flags&w.toks[j+1].flags&directional != 0 && w.toks[j].kind != number && text[w.toks[j].end:w.toks[j+1].start] == "."
}

// street reports whether token j is a suffix behind which a number is a unit's.
func (w *work) street(j int) bool { return w.toks[j].hash == hashStreet }

var hashStreet, hashMile, hashSo = hashWord("street"), hashWord("mile"), hashWord("so")

// highways stand before their number, behind a street's name too.
var highways = hashSet("highway", "hwy", "hgwy", "hghwy", "hiway", "route", "rte", "rt")

var extensions = hashSet("bsnss", "bus", "ext", "extension", "extended", "bypass", "byp", "business", "alternate", "alt", "spur", "loop")
