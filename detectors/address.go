package detectors

import "strings"

// An address is read by its parts, one after another (USPS Publication 28,
// section 2): number, street, unit, city, state, ZIP. Line breaks and quote
// marks may stand between any two. What it proves adds up, see evidence.

// A part is the tokens from to to; it is empty if they are equal.
type part struct{ from, to int }

func (p part) empty() bool { return p.from >= p.to }

// An address is the tokens of an address and what they prove.
type addressParts struct {
	from, to int // all of it
	house    part
	street   part
	unit     part // the first unit; others stand between it and the city
	city     part
	state    part
	zip      part
	country  part
	code     string // of the state
	ev       evidence
	low      bool // written in lower case
	box      bool // a box or general delivery in place of number and street
}

// evidence are the things that make words behind a number an address.
type evidence uint32

const (
	evPlain     evidence = 1 << iota // a suffix that is hardly anything else: Street
	evSuffix                         // any suffix: Mill
	evDirection                      // N, SW
	evSide                           // North, written out
	evOrdinal                        // 42nd
	evUnit                           // Apt 4
	evBehind                         // a house number behind the street
	evFront                          // a type before the name: Calle, Via
	evCue                            // "address", "lives at" before it
	evAt                             // "at", "to" before it
	evLine                           // begins a line
	evLineEnd                        // ends a line
	evTown                           // a town of the gazetteer
	evTownState                      // in that state
	evState                          //
	evZIP                            //
	evPostal                         // code of another country, with a town
	evCountry                        //
	evApart                          // a comma, a line break or a unit before the city
	evBox                            // PO Box 12
)

// points are what evidence weighs.
var points = []struct {
	ev evidence
	n  int
}{
	{evPlain, 4}, {evSuffix, 2}, {evDirection, 2}, {evSide, 1}, {evOrdinal, 2}, {evUnit, 3}, {evBehind, 1}, {evFront, 3}, {evCue, 3}, {evAt, 1}, {evLine, 1}, {evLineEnd, 1},
	{evTown, 2}, {evTownState, 2}, {evState, 2}, {evZIP, 3}, {evPostal, 3}, {evCountry, 3}, {evBox, 4},
}

// enough is the sum from which words are an address.
const enough = 4

func (e evidence) sum() (n int) {
	for _, p := range points {
		if e&p.ev != 0 {
			n += p.n
		}
	}
	return n
}

// address takes the postal address that begins at token i, or that has its
// house number there, and returns how many tokens from i on belong to it.
func (w *work) address(text string, i int) int {
	p := &w.parts
	if w.toks[i].kind == number {
		if n := w.betweenStreets(text, i); n > 0 {
			return n
		}
		if !w.houseFirst(text, i, p.reset(i)) && !w.houseLast(text, i, p.reset(i)) {
			return 0
		}
		return w.finish(text, i, p)
	}
	if !w.mayBegin(i) {
		return 0
	}
	switch t := &w.toks[i]; {
	case houseWords.has(t.hash) && (t.capital() || w.toks[i+1].flags&directional != 0):
		if !w.houseWord(text, i, p.reset(i)) {
			return 0
		}
	case !w.boxAddress(text, i, p.reset(i)) && !w.typeFirst(text, i, p.reset(i)):
		return 0
	}
	return w.finish(text, i, p)
}

// reset empties p for an address that begins at token i.
func (p *addressParts) reset(i int) *addressParts {
	*p = addressParts{from: i}
	return p
}

// mayBegin reports whether what follows the word at token i can go on an address:
// the words that begin one are usual ones too.
func (w *work) mayBegin(i int) bool {
	if i+1 >= len(w.toks) {
		return false
	}
	t, next := &w.toks[i], &w.toks[i+1]
	return t.capital() || t.end-t.start < 3 || next.kind != lowword || next.flags&boxStart != 0 || next.flags&directional != 0 || next.flags&particleWord != 0
}

// finish reads what follows the street of p, and adds the finding if it is an address.
func (w *work) finish(text string, i int, p *addressParts) int {
	w.tail(text, p)
	if p.ev&(evState|evZIP|evPostal|evCountry) == 0 && p.ev&(evPlain|evUnit|evBox|evFront|evDirection) != 0 {
		w.bridge(text, p)
	}
	if !w.proved(text, p) {
		w.surroundings(text, p)
		if p.ev&evDirection != 0 && p.from > 0 && !p.low && !p.house.empty() {
			if from := p.from; p.ev&evUnit == 0 {
				if w.unitsBefore(text, p); p.from < from {
					p.ev |= evUnit
				}
			}
		}
		if !w.proved(text, p) {
			return 0
		}
	}
	w.unitsBefore(text, p)
	if p.ev&evZIP != 0 {
		w.buildingBefore(text, p)
	}
	w.join(text, p)
	f := Finding{Element: PostalAddress, Start: int(w.toks[p.from].start), End: int(w.toks[p.to-1].end)}
	if f.Start > 0 && strings.IndexByte("$.-/€£", text[f.Start-1]) >= 0 || f.Start > 1 && text[f.Start-1] == ':' && classes[text[f.Start-2]] == digit {
		return 0
	}
	f.Confidence, f.Why, f.Partial = w.rateAddress(text, p)
	f.Value = w.addressText(text, p)
	w.add(f)
	w.take(f.Start, f.End)
	return p.to - i
}

// proved reports whether the evidence of p is enough.
func (w *work) proved(text string, p *addressParts) bool {
	e, least := p.ev, enough
	if p.low && !p.box {
		least += 3
	}
	if p.low && !p.house.empty() && w.toks[p.house.from].kind == lowword && e&(evState|evZIP|evUnit) == 0 {
		return false
	}
	street := evPlain | evSuffix | evDirection | evOrdinal | evUnit | evFront | evBox | evBehind
	if e&(street|evSide|evCue) == 0 && w.personFirst(text, p) {
		return false
	}
	if e&street == 0 && e&evTownState != 0 && (!p.low || e&evZIP != 0 || w.tokenLen(p.house.from) > 2) && !p.city.empty() && !p.house.empty() && w.tokenLen(p.house.to-1) < 6 && !w.hardlyStreet(p) && !w.year(text, p) {
		return true
	}
	if e&street == 0 && !p.house.empty() && !w.year(text, p) && (w.sideLine(p) || w.zipHolds(text, p)) {
		return true
	}
	if e&(street|evCue) == 0 && (e&evApart == 0 || e&(evZIP|evState) != evZIP|evState) {
		return false // "In 2020 Boston, MA 02108 saw snow"
	}
	if p.house.empty() && !p.box && e&(evState|evZIP|evPostal|evCountry) == 0 {
		return false
	}
	if e&(evUnit|evState|evZIP|evPostal|evCountry|evBox|evTown|evBehind) == 0 && w.entangled(text, p) {
		return false
	}
	if e&street == 0 && w.hardlyStreet(p) {
		return false
	}
	if e&(evPlain|evSuffix|evFront|evBox|evUnit|evState|evZIP|evCue|evPostal|evCountry) == 0 {
		return e&evDirection != 0 && w.tokenLen(p.house.from) > 2 && e&(evOrdinal|evLine|evLineEnd|evAt) != 0 && !p.low
	}
	if p.house.empty() || w.tokenLen(p.house.from) > 1 {
		return e.sum() >= least
	}
	if p.low && e&(evState|evZIP|evPostal|evCountry|evCue|evUnit) == 0 {
		return false // a 2 way street
	}
	return e.sum() >= least && e&(evPlain|evUnit|evState|evZIP|evPostal|evCountry|evCue|evFront) != 0
}

// sideLine reports whether number, direction and a name fill a line: 500 South Example.
func (w *work) sideLine(p *addressParts) bool {
	n := p.street.to - p.street.from
	return p.ev&(evSide|evLine|evLineEnd) == evSide|evLine|evLineEnd && !p.low && within(w.tokenLen(p.house.from), 2, 5) && within(n, 2, 3) && w.toks[p.street.from].flags&directional != 0 && w.toks[p.street.from+1].flags&inDictionary == 0 && w.toks[p.street.to-1].flags&(stateWord|companyWord|monthWord|inDictionary) == 0 && w.placeOf(p.street.from, p.street.to) == 0
}

// personFirst reports whether the words of p behind its number are rather somebody's
// name, whose number it is, before a town on the same line: 2231 Ann Lee, Houston, TX 77002.
func (w *work) personFirst(text string, p *addressParts) bool {
	end := p.street.to
	if p.house.empty() || end >= len(w.toks) || w.toks[end].line != w.toks[end-1].line || !within(end-p.street.from, 2, 3) {
		return false
	}
	given, family := &w.toks[p.street.from], &w.toks[end-1]
	if given.flags.given() == 0 && given.flags&listGiven == 0 || family.flags.surname() == 0 && family.flags&listFamily == 0 || given.flags&(inDictionary|directional|placePrefix|titleWord) != 0 {
		return false
	}
	if middle := &w.toks[end-2]; middle != given && w.tokenLen(end-2) > 1 && middle.flags.given() == 0 {
		return false
	}
	return given.flags&mainlyGiven != 0 && w.placeOf(p.street.from, end) == 0
}

// zipHolds reports whether state and ZIP of p, which agree, make words without
// any type a street: three words and more, or one behind a direction.
func (w *work) zipHolds(text string, p *addressParts) bool {
	if p.ev&(evState|evZIP) != evState|evZIP || w.tokenLen(p.zip.from) < 5 || p.state.from-p.street.from < 3 || w.tokenLen(p.house.from) < 2 {
		return false
	}
	return zipInState(text[w.toks[p.zip.from].start:w.toks[p.zip.from].end], p.code) && (p.ev&evSide != 0 || !p.low && w.tokenLen(p.house.from) > 2)
}

// year reports whether the house number of p can be a year of our time.
func (w *work) year(text string, p *addressParts) bool {
	return w.tokenLen(p.house.from) == 4 && p.house.to-p.house.from == 1 && within(atoi(text[w.toks[p.house.from].start:w.toks[p.house.from].end]), 1900, 2099)
}

// entangled reports whether number and street of p, which nothing follows, are
// rather part of a longer name: Top 10 Best Buy Court, 12 Court Street School.
func (w *work) entangled(text string, p *addressParts) bool {
	if p.ev&evCue == 0 && p.to < len(w.toks) && w.toks[p.to].kind >= title && w.tokenLen(p.to) > 1 && text[w.toks[p.to-1].end:w.toks[p.to].start] == " " {
		return p.ev&evLine == 0 && w.placeOf(p.to, p.to+1) == 0
	}
	if p.from == 0 || text[w.toks[p.from-1].end:w.toks[p.from].start] != " " {
		return false
	}
	before := &w.toks[p.from-1]
	if before.flags&takenFlag != 0 {
		return false
	}
	if p.ev&evCue == 0 && before.kind >= title && before.flags&(neverName|fillerWord) == 0 {
		return true
	}
	return !p.house.empty() && w.year(text, p) && (before.hash == hashIn || before.hash == hashThe || before.hash == hashOf)
}

// usualStreets are words that stand for streets without a type.
var usualStreets = hashSet("main", "broadway", "market", "church", "park", "center")

// hardlyStreet reports whether the words of a street without any type look like
// something else: a unit of measure, a company.
func (w *work) hardlyStreet(p *addressParts) bool {
	if f := &w.toks[p.street.from]; p.street.to-p.street.from == 1 && (p.low && f.flags&inDictionary != 0 && !usualStreets.has(f.hash) || f.flags&inDictionary != 0 && p.ev&evTownState == 0 && (p.ev&(evApart|evState|evZIP) != evApart|evState|evZIP) || f.kind == upper && f.end-f.start <= 3 || f.end-f.start < 3) {
		return true
	}
	for j := p.street.from; j < p.street.to; j++ {
		if w.toks[j].flags&companyWord != 0 && w.toks[j].flags&surnameMask == 0 {
			return true
		}
	}
	return false
}

// rateAddress gives confidence and reason, and whether p is less than an address.
func (w *work) rateAddress(text string, p *addressParts) (conf float32, why string, partial bool) {
	e := p.ev
	what := "number, street"
	switch {
	case p.box:
		what = "box"
	case p.house.empty():
		what = "street without a number"
	}
	switch {
	case e&(evState|evZIP) == evState|evZIP:
		conf, why, partial = .96, what+", city, state, ZIP", p.house.empty() && !p.box
		zip := text[w.toks[p.zip.from].start:w.toks[p.zip.to-1].end]
		if len(zip) == 4 {
			zip = "0" + zip
		}
		if !zipInState(zip, p.code) {
			return .8, why + " of another state", partial
		}
		if e&(evTown|evTownState) == evTown {
			return .9, why + "; no such town in the state", partial
		}
		return conf, why, partial
	case e&(evPostal|evCountry) == evPostal|evCountry:
		return .9, what + ", postal code, city, country", p.house.empty() && !p.box
	case e&evPostal != 0:
		return .85, what + ", postal code, city", p.house.empty() && !p.box
	case e&evCountry != 0:
		return .85, what + ", country", p.house.empty() && !p.box
	case e&evZIP != 0:
		return .85, what + ", ZIP", p.house.empty() && !p.box
	case e&evState != 0:
		return .85, what + ", city, state", p.house.empty() && !p.box
	case e&evTown != 0 && e&(evPlain|evFront|evUnit|evBox) != 0:
		return .8, what + ", city", true
	}
	return .6, what, true
}

// surroundings notes what stands before and behind p.
func (w *work) surroundings(text string, p *addressParts) {
	start, end := int(w.toks[p.from].start), int(w.toks[p.to-1].end)
	for start > 0 && strings.IndexByte(" \t>", text[start-1]) >= 0 {
		start--
	}
	if start == 0 || text[start-1] == '\n' {
		p.ev |= evLine
	}
	for end < len(text) && strings.IndexByte(" \t\r,.", text[end]) >= 0 {
		end++
	}
	if end == len(text) || text[end] == '\n' {
		p.ev |= evLineEnd
	}
	p.ev |= w.addressCue(text, p.from)
}

// maxCue is the number of words before an address among which its cue stands.
const maxCue = 5

// addressCue looks for words before token i that an address follows.
func (w *work) addressCue(text string, i int) (e evidence) {
	for j := i - 1; j >= 0 && j >= i-maxCue; j-- {
		t := &w.toks[j]
		if g := text[t.end:w.toks[j+1].start]; len(g) > 12 || strings.IndexByte(g, '.') >= 0 {
			return e
		}
		if t.kind == number {
			return e
		}
		if addressCues.has(t.hash) {
			return e | evCue
		}
		if j == i-1 && addressAt.has(t.hash) {
			e |= evAt
		}
		if t.flags&(fillerWord|neverName) == 0 && !addressAt.has(t.hash) {
			return e
		}
	}
	return e
}

var (
	addressCues = hashSet("address", "addresses", "addr", "adress", "live", "lives", "lived", "living", "reside", "resides", "resided", "residing", "residence", "located", "location", "deliver", "delivered", "delivery",
		"ship", "ships", "shipped", "shipping", "return", "returned", "mail", "mailed", "mailing", "send", "sent", "sends", "move", "moved", "moving", "moves", "premises", "headquarters", "headquartered", "offices", "residing",
		"direccion", "domicilio", "vive", "adresse", "anschrift", "indirizzo", "endereco", "wohnhaft", "wohnt", "habite", "ubicado", "ubicada")
	addressAt = hashSet("at", "to", "in", "on", "near", "from", "of", "en", "is")
)

// A sep tells what stands between two tokens.
type sep uint16

const (
	sepBlank sep = 1 << iota
	sepStop
	sepComma // also a semicolon, a tab, a bar
	sepLine
	sepLines // an empty line
	sepHash
	sepHyphen
	sepSlash
	sepAnd
	sepHalf // a fraction: ½
	sepBracket
	sepOther
)

// maxSep is the length of what may stand between parts, in bytes.
const maxSep = 24

// sepAt returns what stands before token j, which is not the first.
func (w *work) sepAt(text string, j int) sep {
	g := text[w.toks[j-1].end:w.toks[j].start]
	switch g {
	case "":
		return 0
	case " ":
		return sepBlank
	}
	if len(g) > maxSep {
		return sepOther
	}
	return readSep(g)
}

func readSep(g string) (s sep) {
	for i := 0; i < len(g); i++ {
		switch g[i] {
		case ' ', '\r':
			s |= sepBlank
		case ',', ';', '\t', '|':
			s |= sepComma
		case '.':
			s |= sepStop
		case '\n':
			if s&sepLine != 0 {
				s |= sepLines
			}
			s |= sepLine
		case '>':
			if s&sepLine == 0 {
				return sepOther
			}
		case '#':
			s |= sepHash
		case '-', '\'':
			s |= sepHyphen
		case '/':
			s |= sepSlash
		case '&':
			s |= sepAnd
		case '(', ')', '"':
			s |= sepBracket
		case 0xC2:
			if i+1 >= len(g) {
				return sepOther
			}
			switch i++; g[i] {
			case 0xA0: // no-break space
				s |= sepBlank
			case 0xB7: // middle dot
				s |= sepComma
			case 0xBC, 0xBD, 0xBE:
				s |= sepHalf
			case 0xBA, 0xAA: // nº
				s |= sepStop
			default:
				return sepOther
			}
		case 0xE2: // ’ – —
			if !strings.HasPrefix(g[i:], "’") {
				return sepOther
			}
			s |= sepHyphen
			i += 2
		default:
			return sepOther
		}
	}
	return s
}

// within reports whether s has nothing but what is in allowed.
func (s sep) only(allowed sep) bool { return s&^allowed == 0 }

// tokenLen returns the length of token j in bytes.
func (w *work) tokenLen(j int) int { return int(w.toks[j].end - w.toks[j].start) }

// ends reports whether nothing follows token j-1 on its line, or a comma.
func (w *work) partEnds(text string, j int) bool {
	return j >= len(w.toks) || w.sepAt(text, j)&(sepComma|sepLine|sepHash|sepBracket|sepOther) != 0
}
