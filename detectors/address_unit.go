package detectors

// units without a number: lower level, rear.
var (
	unitAlone = hashSet("penthouse", "ph", "lobby", "lbby", "basement", "bsmt", "rear", "upper", "lower", "ground", "main")
	levels    = hashSet("floor", "fl", "flr", "level", "lvl", "piso", "floors")
	ordinals  = hashSet("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "ground", "lower", "upper", "top", "main", "mezzanine")
	unitMore  = hashSet("file", "bin", "stop", "tower", "mc", "drawer", "pod", "gate", "dock", "bay", "stall", "wing", "pier")
	unitMarks = hashSet("no", "num", "number", "nr")
)

// unitEndAt returns the token behind the unit that begins at token j, j if none
// does (Publication 28, appendix C2): Apt 4, # 28, Suite 400-A, 3rd Floor, Lower Level.
func (w *work) unitEndAt(text string, j int) int {
	if j == 0 || j >= len(w.toks) {
		return j
	}
	s := w.sepAt(text, j)
	if s&sepOther != 0 || s == 0 && w.toks[j].kind != number {
		return j
	}
	return w.unitEnd(text, j, s)
}

// unitEnd is unitEndAt behind what s tells.
func (w *work) unitEnd(text string, j int, s sep) int {
	t := &w.toks[j]
	if s&sepHash != 0 {
		if t.flags&unitWord != 0 {
			return max(w.unitID(text, j+1), j+1)
		}
		return w.unitID(text, j)
	}
	if t.kind != number && t.flags&unitWord == 0 && !unitStart.has(t.hash) {
		return j
	}
	switch {
	case t.kind == number:
		k := j + 1
		if k < len(w.toks) && w.toks[k].glued && ordinal(text[w.toks[k].start:w.toks[k].end]) {
			k++
		}
		if k < len(w.toks) && levels.has(w.toks[k].hash) && w.sepAt(text, k) == sepBlank && !(w.toks[k].flags&stateCode != 0 && w.zipEnds(text, k+1) > k+1) {
			return k + 1
		}
		return j
	case ordinals.has(t.hash):
		if k := j + 1; k < len(w.toks) && levels.has(w.toks[k].hash) && w.sepAt(text, k) == sepBlank && w.tokenLen(k) > 2 {
			return k + 1
		}
	case unitMarks.has(t.hash) && t.flags&directional == 0:
		if e := w.unitID(text, j+1); e > j+1 && w.toks[j+1].flags&(streetSuffix|placePrefix) == 0 {
			return e
		}
	}
	if t.hash == hashMail && j+2 < len(w.toks) && (w.toks[j+1].hash == hashCode || w.toks[j+1].hash == hashStop) && w.sepAt(text, j+1) == sepBlank {
		if e := w.unitID(text, j+2); e > j+2 {
			return e
		}
	}
	if unitMore.has(t.hash) && j+1 < len(w.toks) && w.toks[j+1].kind == number && w.sepAt(text, j+1).only(sepBlank|sepHash) {
		return w.unitID(text, j+1)
	}
	if t.hash == hashM && j+2 < len(w.toks) && w.toks[j+1].hash == hashC && w.sepAt(text, j+1) == sepSlash && w.toks[j+2].kind == number {
		return j + 3 // m/c 525: mail code
	}
	if t.flags&unitWord == 0 || t.flags&stateCode != 0 && w.tokenLen(j) == 2 && w.zipEnds(text, j+1) > j+1 {
		return j
	}
	if j+1 < len(w.toks) && w.toks[j+1].kind == number {
		if e := w.unitEnd(text, j+1, sepBlank); e > j+1 {
			return e // Apt. 3rd Flr
		}
	}
	if e := w.unitID(text, j+1); e > j+1 {
		return e
	}
	if unitAlone.has(t.hash) && (w.partEnds(text, j+1) || t.kind == upper) {
		return j + 1
	}
	return j
}

// bareUnit returns the token behind the number of a unit of letters and digits
// at token j that no word for it stands before: C1S, M-9, EE. j if there is none.
func (w *work) bareUnit(text string, j int) int {
	t := &w.toks[j]
	if t.glued || t.kind == lowword || t.end-t.start > 2 || !w.sepAt(text, j).only(sepBlank|sepComma|sepStop) || t.flags&(stateCode|directional|streetSuffix|generation) != 0 {
		return j
	}
	k := j + 1
	for k < len(w.toks) && k < j+5 && (w.toks[k].glued || w.toks[k].kind == number && w.sepAt(text, k) == sepHyphen) && w.tokenLen(k) <= 4 {
		k++
	}
	if k == j+1 && (w.tokenLen(j) != 2 || t.kind != upper || text[t.start] != text[t.start+1]) {
		return j
	}
	if w.partEnds(text, k) || w.toks[k].kind == lowword && w.toks[k].flags&(fillerWord|neverName) != 0 {
		return k
	}
	return j
}

// unitStart are the words that a unit begins with, but for those of the lexicon.
var unitStart = ordinals.with(unitMarks, unitMore, newWordSet(hashMail, hashM))

// unitsBefore takes the units that stand before number and street: Suite 200, 7000 Oak Road.
func (w *work) unitsBefore(text string, p *addressParts) {
	for n := 0; n < 2; n++ {
		from := p.from
		for j := from - 1; j >= 0 && j >= from-4; j-- {
			if w.toks[j].flags&takenFlag != 0 {
				return
			}
			if w.toks[j+1].flags&takenFlag == 0 && !w.toks[j].glued && w.sepAt(text, from).only(sepBlank|sepComma|sepLine) && w.unitEnd(text, j, sepBlank) == from && (w.tokenLen(j) > 1 || w.toks[j].kind == number) && (j == 0 || w.sepAt(text, j) != 0) {
				p.from = j
				if p.unit.empty() {
					p.unit = part{j, from}
				}
			}
		}
		if p.from == from {
			return
		}
	}
}

// buildingBefore takes the name of a building that stands before number and street.
func (w *work) buildingBefore(text string, p *addressParts) {
	if p.from == 0 || !housing.has(w.toks[p.from-1].hash) {
		return
	}
	if j := w.streetBefore(text, p.from); j < p.from-1 {
		p.from = j
	}
}

var housing = hashSet("tower", "towers", "building", "bldg", "mall", "courthouse", "complex", "campus")

// unitID returns the token behind the number of a unit at token j: 4B, C, 12-C, L2.
func (w *work) unitID(text string, j int) int {
	if j >= len(w.toks) || j == 0 {
		return j
	}
	t, s := &w.toks[j], w.sepAt(text, j)
	if s&sepHash != 0 {
		s &^= sepComma | sepLine
	}
	if !s.only(sepBlank|sepStop|sepHash|sepHyphen) || s == 0 && t.kind != number {
		return j
	}
	n := w.tokenLen(j)
	switch {
	case t.kind == number && (n <= 6 || n <= 9 && (w.toks[j-1].hash == hashDept || w.toks[j-1].hash == hashMSC)):
	case t.kind != number && n == 1 && (t.flags&directional == 0 || w.partEnds(text, j+1) || !w.toks[j+1].capital() || s&sepHash != 0 || w.toks[j-1].flags&unitWord != 0):
	case t.kind == upper && n == 2 && t.flags&stateCode == 0:
	case t.kind != number && n <= 3 && j+1 < len(w.toks) && w.toks[j+1].kind == number && (w.toks[j+1].glued || w.sepAt(text, j+1) == sepHyphen):
	default:
		return j
	}
	end := j + 1
	for end < len(w.toks) && end < j+4 {
		if s := w.sepAt(text, end); s != 0 && s != sepHyphen || w.tokenLen(end) > 4 || s == 0 && w.toks[end].kind != number && w.tokenLen(end) > 2 {
			break
		}
		end++
	}
	if end == j+1 && t.kind == number && end < len(w.toks) && (w.partEnds(text, end+1) || w.toks[end+1].kind == lowword && w.toks[end+1].flags&fillerWord != 0) && end < len(w.toks) && w.toks[end].capital() && w.tokenLen(end) == 1 && w.sepAt(text, end) == sepBlank {
		end++ // 20 C
	}
	return end
}

var hashM, hashDept, hashMSC, hashMail, hashCode, hashStop = hashWord("m"), hashWord("dept"), hashWord("msc"), hashWord("mail"), hashWord("code"), hashWord("stop")
