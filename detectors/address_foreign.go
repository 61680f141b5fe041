package detectors

import "strings"

// In most languages the house number stands behind the street, and the type of
// the street before its name or in one word with it.

// fronts are types of streets that stand before the name.
var fronts = hashSet("calle", "c", "cl", "cll", "via", "viale", "rue", "rua", "avenida", "avda", "av", "carrer", "plaza", "pza", "piazza", "praca", "place", "largo", "ul", "ulica", "paseo", "camino", "strada", "corso", "vicolo", "chemin", "allee", "quai", "boulevard", "impasse", "travessa", "estrada", "alameda",
	"urb", "urbanizacion", "carr", "carretera", "residencial", "condominio", "barrio", "colonia", "ronda", "rambla", "calzada", "prolongacion", "carrera", "jalan", "jl", "largo", "cours", "route", "passage", "square")

// foreignTypes stand behind the name, as words of their own.
var foreignTypes = hashSet("strasse", "str", "weg", "platz", "gasse", "allee", "ring", "ufer", "damm", "straat", "laan", "plein", "gata", "gatan", "gate", "gaten", "vei", "veien", "veg", "vegen", "vag", "vagen", "vej", "gade", "alle", "katu", "tie", "kuja", "polku", "utca", "u", "ut", "utja", "ter", "korut", "rakpart", "tee", "tanav",
	"ulica", "cesta", "trg", "namesti", "ulice", "sokak", "caddesi", "prospekt", "dori", "dong")

// endings of compounds that name a street.
var endings = [...]string{"strasse", "straße", "straat", "gasse", "platz", "allee", "str", "weg", "ufer", "damm", "steig", "laan", "plein", "gracht", "kade", "dijk", "singel", "gatan", "gata", "gaten", "gate", "vägen", "vagen", "väg", "veien", "vegen", "vej", "gade", "stræde", "katu", "kuja", "tie", "polku", "stien", "utca", "bakken"}

// compound reports whether token j is the name of a street in one word: Musterstraße.
func (w *work) compound(text string, j int) bool {
	t := &w.toks[j]
	if t.kind == number || t.end-t.start < 6 || t.flags&(inDictionary|neverName) != 0 {
		return false
	}
	s := text[t.start:t.end]
	for _, e := range endings {
		if n := len(s) - len(e); n >= 3 && strings.EqualFold(s[n:], e) {
			return len(e) > 3 || t.flags&surnameMask == 0
		}
	}
	return false
}

// houseLast reads the street before the house number at token i: Musterstraße 12.
func (w *work) houseLast(text string, i int, p *addressParts) bool {
	if i == 0 || w.toks[i].glued || w.tokenLen(i) > 4 {
		return false
	}
	a := i - 1
	t := &w.toks[a]
	if t.kind == number || !t.capital() && (a == 0 || !w.toks[a-1].capital() || !foreignTypes.has(t.hash)) || t.flags&takenFlag != 0 || !w.sepAt(text, i).only(sepBlank|sepComma|sepStop) {
		return false
	}
	switch {
	case w.compound(text, a):
		if s := w.sepAt(text, i); s != sepBlank && s != sepStop|sepBlank {
			return false
		}
	case foreignTypes.has(t.hash) && w.sepAt(text, i)&sepComma == 0:
		for a > 0 && i-a < 4 && w.nameWord(text, a-1) {
			a--
		}
		if a == i-1 || !w.toks[a].capital() {
			return false
		}
	default:
		return false
	}
	p.from, p.street = a, part{a, i}
	p.ev |= evFront | evBehind
	w.setHouse(text, i, p)
	return true
}

// nameWord reports whether token j, before another, is a word of a street's name.
func (w *work) nameWord(text string, j int) bool {
	t := &w.toks[j]
	s := w.sepAt(text, j+1)
	return t.kind != number && t.flags&takenFlag == 0 && (t.capital() || t.flags&(fillerWord|neverName|inDictionary) == 0) && (s == sepBlank || s == sepHyphen)
}

// setHouse takes the number at token i, with a letter behind it, as the house number.
func (w *work) setHouse(text string, i int, p *addressParts) {
	end := i + 1
	if end < len(w.toks) && w.tokenLen(end) == 1 && w.toks[end].kind != number && (w.toks[end].glued || w.sepAt(text, end) == sepBlank && w.toks[end].capital() && w.partEnds(text, end+1)) {
		end++
	} else if end < len(w.toks) && w.toks[end].kind == number && w.sepAt(text, end)&^(sepHyphen|sepSlash) == 0 && w.tokenLen(end) <= 4 && w.sepAt(text, end) != 0 {
		end++
	}
	p.house, p.to = part{i, end}, end
}

// typeFirst reads a street whose type stands before its name: Calle Luna 12,
// Via Roma, 3. Without a number the city must follow.
func (w *work) typeFirst(text string, i int, p *addressParts) bool {
	t := &w.toks[i]
	if !fronts.has(t.hash) || t.glued || i+1 >= len(w.toks) || t.hash == hashC && w.sepAt(text, i+1)&sepSlash == 0 {
		return false
	}
	p.low = t.kind == lowword
	j := i + 1
	for ; j < len(w.toks) && j < i+7; j++ {
		v, s := &w.toks[j], w.sepAt(text, j)
		if v.kind == number {
			if j == i+1 && w.tokenLen(j) <= 2 && j+1 < len(w.toks) && w.toks[j+1].capital() && w.sepAt(text, j) == sepBlank && w.sepAt(text, j+1) == sepBlank {
				continue // Via 25 Aprile
			}
			break
		}
		first := j == i+1 && (s.only(sepBlank|sepStop) || s == sepSlash || s == sepSlash|sepBlank)
		if !first && s != sepBlank && s != sepHyphen && !(s.only(sepBlank|sepStop) && w.abbreviation(j-1)) || w.stopsAddress(j) {
			break
		}
		if !v.capital() && v.flags&particleWord == 0 && !p.low || p.low && t.hash == hashVia {
			break
		}
	}
	p.street = part{i, j}
	if j == i+1 || !w.toks[j-1].capital() && !p.low {
		return false
	}
	p.to = j
	if j < len(w.toks) && w.toks[j].kind == number && w.tokenLen(j) <= 4 && !w.toks[j].glued && w.sepAt(text, j).only(sepBlank|sepComma|sepStop|sepHash) && w.sepAt(text, j) != sepComma && !strings.Contains(text[w.toks[j-1].end:w.toks[j].start], ". ") {
		w.setHouse(text, j, p)
		p.ev |= evFront | evBehind
		return true
	}
	p.house = part{i, i}
	p.ev |= evApart
	return w.toks[i].capital()
}

var hashVia, hashC = hashWord("via"), hashWord("c")

// postcode returns the end of the postal code that begins at token j, j if there
// is none: of Canada (A1A 1A1), the United Kingdom (SW1A 1AA), the Netherlands (1012 AB),
// Australia (NSW 2000), India (110 001).
func (w *work) postcode(text string, j int) int {
	t := &w.toks[j]
	if australian.has(t.hash) && t.kind == upper && j+1 < len(w.toks) && w.toks[j+1].kind == number && w.tokenLen(j+1) == 4 && !w.toks[j+1].glued && w.sepAt(text, j+1) == sepBlank {
		return j + 2
	}
	if t.kind == number {
		if n := w.indianCode(text, j); n > 0 {
			return j + n
		}
		if w.tokenLen(j) == 4 && j+1 < len(w.toks) && w.toks[j+1].kind == upper && w.tokenLen(j+1) == 2 && w.sepAt(text, j+1) == sepBlank && !t.glued && w.toks[j+1].flags&stateCode == 0 {
			return j + 2
		}
		return j
	}
	if t.end-t.start > 2 || t.glued || j+3 >= len(w.toks) || !w.toks[j+1].glued || w.toks[j+1].kind != number || w.tokenLen(j+1) > 2 || !t.capital() {
		return j
	}
	k := j + 2
	if w.toks[k].glued && w.tokenLen(k) == 1 && w.toks[k].kind != number { // SW1A, K1A
		k++
	}
	if k+1 >= len(w.toks) || w.toks[k].kind != number || w.tokenLen(k) != 1 || !w.sepAt(text, k).only(sepBlank|sepHyphen) || !w.toks[k+1].glued || w.toks[k+1].kind == number {
		return j
	}
	switch n := w.tokenLen(k + 1); {
	case n == 2:
		return k + 2
	case n == 1 && k == j+3 && k+2 < len(w.toks) && w.toks[k+2].glued && w.toks[k+2].kind == number && w.tokenLen(k+2) == 1:
		return k + 3
	}
	return j
}

// australian are the states of Australia by their codes, but for those that are states of the US too.
var australian = hashSet("nsw", "vic", "qld", "tas", "act", "nt")

// indianCode returns the number of tokens of the six digits at token j behind a town of
// India, 0 if there are none.
func (w *work) indianCode(text string, j int) int {
	if j == 0 || !w.toks[j-1].capital() || w.toks[j].glued || w.toks[j].line != w.toks[j-1].line || !w.sepAt(text, j).only(sepBlank|sepHyphen|sepComma) || text[w.toks[j].start] == '0' {
		return 0
	}
	switch w.tokenLen(j) {
	case 6:
		return 1
	case 3:
		if j+1 < len(w.toks) && w.toks[j+1].kind == number && w.tokenLen(j+1) == 3 && !w.toks[j+1].glued && w.sepAt(text, j+1) == sepBlank {
			return 2
		}
	}
	return 0
}

// countryAt returns how many tokens from j on name a country.
func (w *work) countryAt(text string, j int) int {
	t := &w.toks[j]
	if t.kind == number {
		return 0
	}
	if n, info := w.longName(text, j); n > 0 && info&isCountry != 0 {
		return n
	}
	return w.shortCountry(j)
}

// shortCountry returns 1 if token j by itself names a country.
func (w *work) shortCountry(j int) int {
	t := &w.toks[j]
	if t.flags&countryWord != 0 || t.kind == upper && (t.hash == hashUS || t.hash == hashUK) || t.hash == hashUSA {
		return 1
	}
	return 0
}

var hashUS, hashUSA, hashUK = hashWord("us"), hashWord("usa"), hashWord("uk")

// longName returns the number of words, two or more, of the longest name in the
// gazetteer that begins at token j, and what it names.
func (w *work) longName(text string, j int) (n int, info placeInfo) {
	if !w.gaz.begins(w.toks[j].hash) {
		return 0, 0
	}
	h := sameWord(w.toks[j].hash)
	for k := j + 1; k < len(w.toks) && k < j+maxName && w.toks[k].kind != number; k++ {
		if t := &w.toks[k]; t.kind == lowword && t.flags&(particleWord|fillerWord|neverName) == 0 && w.toks[j].kind != lowword {
			break
		}
		if g := text[w.toks[k-1].end:w.toks[k].start]; g != " " && (g == "" || !readSep(g).only(sepBlank|sepStop|sepHyphen)) {
			break
		}
		h = joinHash(h, sameWord(w.toks[k].hash))
		if i := w.gaz.get(h); i != 0 {
			n, info = k+1-j, i
		}
	}
	return n, info
}

// joined reports whether the n tokens from j on are words that blanks part.
func (w *work) joined(text string, j, n int) bool {
	for k := j + 1; k < j+n; k++ {
		if s := w.sepAt(text, k); w.toks[k].kind == number || s == 0 || !s.only(sepBlank|sepStop|sepHyphen) {
			return false
		}
	}
	return true
}
