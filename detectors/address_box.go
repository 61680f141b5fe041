package detectors

// Boxes take the place of number and street: post office boxes, rural routes,
// highway contracts, general delivery, and units of the armed forces
// (Publication 28, sections 24 to 29).

// The words that a box is written in. After one of boxNouns stands its number.
var (
	boxWords  = hashSet("po", "pob", "p", "o", "post", "office", "postal", "box", "bx", "pobox", "drawer", "lockbox", "lbx", "lock", "rr", "r", "rural", "route", "rte", "rt", "rfd", "rd", "star", "hc", "hcr", "highway", "hwy", "contract", "psc", "cmr", "unit", "no", "num", "number", "nr", "caller", "firm", "apartado", "postfach", "casilla", "postbus", "boite", "postale", "caixa", "de", "correos", "correo")
	boxNouns  = hashSet("box", "pob", "bx", "pobox", "drawer", "lockbox", "lbx", "apartado", "postfach", "casilla", "postbus", "postale", "postal", "correos")
	routeBox  = hashSet("rr", "r", "rural", "hc", "hcr", "star", "highway", "rfd", "route", "rt", "rte", "rd")
	military  = hashSet("psc", "cmr", "unit")
	posts     = hashSet("apo", "fpo", "dpo")
	shipWords = hashSet("uss", "usns", "uscgc", "usnv", "usav")
)

// boxAt reports whether a post office box begins at token k, so that a street ends there.
func (w *work) boxAt(k int) bool {
	t := &w.toks[k]
	return t.flags&boxStart != 0 && (t.hash == hashPO || t.hash == hashPOB || t.hash == hashP && k+1 < len(w.toks) && w.toks[k+1].hash == hashO || t.hash == hashBox || t.hash == hashPOBox)
}

var hashPO, hashPOB, hashP, hashO, hashBox, hashPOBox, hashLBX, hashGeneral, hashDelivery = hashWord("po"), hashWord("pob"), hashWord("p"), hashWord("o"), hashWord("box"), hashWord("pobox"), hashWord("lbx"), hashWord("general"), hashWord("delivery")

// boxAddress reads a box at token i.
func (w *work) boxAddress(text string, i int, p *addressParts) bool {
	t := &w.toks[i]
	p.low = t.kind == lowword
	switch {
	case t.hash == hashGeneral:
		if i+1 >= len(w.toks) || w.toks[i+1].hash != hashDelivery || w.sepAt(text, i+1) != sepBlank {
			return false
		}
		p.box, p.to = true, i+2
		p.house, p.street = part{i, i}, part{i, i + 2}
		return true
	case shipWords.has(t.hash) && t.capital():
		return w.ship(text, i, p)
	case !boxWords.has(t.hash) || t.flags&boxStart == 0:
		return false
	}
	boxed, end := w.boxEnd(text, i)
	if end == 0 || t.hash == hashLBX && w.toks[i+1].glued {
		return false
	}
	p.box, p.to, p.street, p.house = true, end, part{i, end}, part{i, i}
	if routeBox.has(t.hash) || t.hash == hashBox {
		p.from = w.routeBefore(text, i)
	}
	switch {
	case boxed && t.hash != hashBox:
		p.ev |= evBox
	case boxed, military.has(t.hash), routeBox.has(t.hash):
		p.ev |= evUnit // proves nothing without a city
	}
	if military.has(t.hash) && !(boxed && t.hash != hashUnit) {
		return w.postFollows(text, end)
	}
	if !boxed || t.hash == hashBox {
		return w.zipNear(text, end)
	}
	return true
}

var hashUnit = hashWord("unit")

// routeBefore returns where the words for a route before the box at token i
// begin: Highway Contract Route 12, FM 170 Box 7.
func (w *work) routeBefore(text string, i int) int {
	from := i
	if from > 1 && w.toks[i].hash == hashBox && w.toks[from-1].kind == number && w.tokenLen(from-1) <= 4 && routeTypes.has(w.toks[from-2].hash) && w.tokenLen(from-2) > 1 && w.sepAt(text, from) == sepBlank && w.sepAt(text, from-1) == sepBlank {
		return from - 2
	}
	for from > 0 && i-from < 2 && contracts.has(w.toks[from-1].hash) && w.toks[from-1].flags&takenFlag == 0 && w.sepAt(text, from) == sepBlank {
		from--
	}
	return from
}

var contracts = hashSet("contract", "highway", "hwy", "star", "rural")

// maxBox is the number of tokens that a box is written in, at most.
const maxBox = 12

// boxEnd returns the token behind the last number of the box that begins at
// token i, and whether it is that of a box rather than of a route.
func (w *work) boxEnd(text string, i int) (boxed bool, end int) {
	for j := i; j < len(w.toks) && j < i+maxBox; j++ {
		t := &w.toks[j]
		s := sepBlank
		if j > i {
			if s = w.sepAt(text, j); !s.only(sepBlank|sepStop|sepHash|sepComma|sepHyphen|sepLine) || s&sepLine != 0 && !(end == j && t.hash == hashBox) {
				break
			}
		}
		switch {
		case t.kind != number && boxWords.has(t.hash) && !t.glued:
			if end > 0 && t.hash != hashBox && t.hash != hashPO && t.hash != hashP && t.hash != hashO && !routeBox.has(t.hash) {
				return boxed, end
			}
			continue
		case j == i:
			return false, 0
		case t.kind == number && (t.end-t.start <= 7) && (end < j || s == sepHyphen):
			boxed = boxed || boxNouns.has(w.toks[j-1].hash) || j > i+1 && boxNouns.has(w.toks[j-2].hash)
			end = j + 1
			continue
		case t.glued && end == j && w.tokenLen(j) <= 2 && t.kind != number:
			end = j + 1
			continue
		case end == j && t.kind != number && w.tokenLen(j) == 1 && s == sepBlank && (w.partEnds(text, j+1) || w.zipNear(text, j+1) && t.flags&directional == 0):
			return boxed, j + 1 // Box 164 A
		case t.kind != number && within(w.tokenLen(j), 1, 2) && boxNouns.has(w.toks[j-1].hash) && j+1 < len(w.toks) && w.toks[j+1].kind == number && w.tokenLen(j+1) > 2 && w.sepAt(text, j+1) == sepBlank && w.tokenLen(j-1) > 2 && t.flags&(stateCode|directional) == 0:
			continue // Drawer CS 1984
		case t.kind >= title && w.tokenLen(j) == 1 && boxNouns.has(w.toks[j-1].hash) && w.partEnds(text, j+1):
			boxed, end = true, j+1
		}
		break
	}
	return boxed, end
}

// postFollows reports whether a military post office follows token j.
func (w *work) postFollows(text string, j int) bool {
	return j < len(w.toks) && posts.has(w.toks[j].hash) && w.sepAt(text, j).only(sepBlank|sepComma|sepLine|sepStop)
}

// zipNear reports whether a state and its ZIP stand among the next words.
func (w *work) zipNear(text string, j int) bool {
	for k := j; k < len(w.toks) && k < j+8; k++ {
		if w.sepAt(text, k)&(sepOther|sepLines) != 0 {
			return false
		}
		if n, _ := w.stateAt(text, k); n > 0 && k+n < len(w.toks) && w.toks[k+n].kind == number && w.tokenLen(k+n) >= 5 {
			return true
		}
	}
	return false
}

// ship reads "USS Example" before a fleet post office.
func (w *work) ship(text string, i int, p *addressParts) bool {
	j := i + 1
	for j < len(w.toks) && j < i+4 && w.toks[j].capital() && w.sepAt(text, j) == sepBlank {
		j++
	}
	if j == i+1 || !w.postFollows(text, j) {
		return false
	}
	p.box, p.to, p.street, p.house = true, j, part{i, j}, part{i, i}
	p.ev |= evBox
	return true
}
