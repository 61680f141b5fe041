package detectors

import "strings"

// Words that belong to no part stand between a street and its city too: a
// desk, an account, somebody's attention. Two parts that each begin as an
// address does are one: a box and a street, a building and its street.

// Bounds of the words between a street and its city.
const (
	maxBridge      = 14 // tokens
	maxBridgeLines = 2
)

var bridgeWords = hashSet("ms", "of", "and", "attn", "attention", "code", "client", "mail", "customer", "account", "acct", "no", "number", "box", "lock", "office", "order", "ref", "reference", "desk", "center", "services", "service", "billing", "accounting", "finance", "legal", "operations", "co", "support", "care", "third", "second", "first", "north", "south", "east", "west")

// bridge takes city, state and ZIP that stand some words behind p, if the town
// is one of that state and the ZIP too.
func (w *work) bridge(text string, p *addressParts) {
	lines := 0
	for j := p.to; j < len(w.toks) && j < p.to+maxBridge; j++ {
		t := &w.toks[j]
		if t.line != w.toks[j-1].line {
			lines++
		}
		if t.flags&takenFlag != 0 || lines > maxBridgeLines || !w.bridgeGap(text, j) {
			return
		}
		if t.flags&(stateCode|stateWord) != 0 && j > p.to && w.bridged(text, j, p) {
			return
		}
		if t.kind != number && (w.bridgeEnds(j) || j > p.to && t.kind != number && plainSuffixes.has(t.hash) && t.hash != hashSt) {
			return
		}
	}
}

// bridgeGap reports whether what stands before token j can stand between a street and its city.
func (w *work) bridgeGap(text string, j int) bool {
	s := w.sepAt(text, j)
	switch {
	case s&sepLines != 0:
		return false
	case s&sepOther != 0:
		return text[w.toks[j-1].end:w.toks[j].start] == ": "
	case s&sepStop != 0 && s&(sepComma|sepLine) == 0 && s&sepBlank != 0:
		return w.tokenLen(j-1) <= 4 && w.toks[j-1].kind != number
	}
	return true
}

// bridgeEnds reports whether token j is a word of a sentence.
func (w *work) bridgeEnds(j int) bool {
	t := &w.toks[j]
	return t.end-t.start > 1 && t.flags&(fillerWord|neverName) != 0 && t.flags&(directional|streetSuffix|unitWord|placePrefix) == 0 && !bridgeWords.has(t.hash)
}

// bridged takes the city before token j, the state there and its ZIP.
func (w *work) bridged(text string, j int, p *addressParts) bool {
	n, code := w.stateAt(text, j)
	z := w.zipEnds(text, j+n)
	if n == 0 || z == j+n || w.tokenLen(j+n) < 5 || !zipInState(text[w.toks[j+n].start:w.toks[j+n].end], code) {
		return false
	}
	for c := max(p.to, j-maxTown); c < j; c++ {
		if w.placeOf(c, j)&stateBit(code) != 0 && w.joined(text, c, j-c) {
			p.city, p.state, p.zip, p.code, p.to = part{c, j}, part{j, j + n}, part{j + n, z}, code, z
			p.ev |= evState | evZIP | evTown | evTownState | evApart
			return true
		}
	}
	return false
}

// sites are the types of buildings that have a number and a name like a street
// and stand in another.
var sites = hashSet("plaza", "square", "sq", "center", "centre", "ctr", "tower", "towers", "building", "bldg", "complex", "mall", "campus")

// siteEnd returns the token behind the building that begins with the number at
// token j: 400 Example Square. j if none does.
func (w *work) siteEnd(text string, j int) int {
	for k := j + 1; k < len(w.toks) && k < j+4 && !w.toks[k].glued && w.toks[k].kind != number && w.sepAt(text, k) == sepBlank; k++ {
		if k > j+1 && sites.has(w.toks[k].hash) {
			return k + 1
		}
	}
	return j
}

// join makes p and the finding right before it one, if that is a box or a
// building without a city.
func (w *work) join(text string, p *addressParts) {
	if len(w.out) == 0 || p.from == 0 || w.toks[p.from-1].flags&takenFlag == 0 {
		return
	}
	last := &w.out[len(w.out)-1]
	if last.Element != PostalAddress || !last.Partial || last.End > int(w.toks[p.from].start) || int(w.toks[p.from-1].end) != last.End {
		return
	}
	if s := w.sepAt(text, p.from); !s.only(sepBlank|sepComma|sepLine|sepStop) || s&sepStop != 0 && s&sepComma == 0 {
		return
	}
	from := w.tokenAt(last.Start)
	box := strings.HasPrefix(last.Why, "box") && p.ev&evState != 0
	if !box && !w.siteIn(from, p.from) {
		return
	}
	p.from = from
	w.out = w.out[:len(w.out)-1]
}

// siteIn reports whether a type of buildings is among the tokens from to to.
func (w *work) siteIn(from, to int) bool {
	for j := from + 1; j < to; j++ {
		if w.toks[j].kind != number && sites.has(w.toks[j].hash) {
			return true
		}
	}
	return false
}
