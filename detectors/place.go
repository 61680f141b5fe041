package detectors

import "strings"

// maxTown is the number of words that the name of a town has at most.
const maxTown = 4

// A place is a town, a state or a country that is part of no address. It
// exposes nobody.

// placeStart is what a word must be to be looked at as the start of a place.
const placeStart = stateCode | stateWord | cityWord | countryWord

// place takes the place that begins at token i, or whose state or country stands
// there, and returns its number of tokens.
func (w *work) place(text string, i int) int {
	t := &w.toks[i]
	if t.flags.given() >= 2 && w.signs(text, run{i, i + 1}) {
		return 0
	}
	if t.kind == lowword {
		return w.lowCountry(text, i)
	}
	if t.glued || t.flags&takenFlag != 0 {
		return 0
	}
	long, info := w.longName(text, i)
	if n := w.region(text, i, long, info); n > 0 {
		if from := w.townBefore(text, i); from < i && !w.familyFirst(text, from, i) && !w.apart(text, from, i, n) && w.likeTown(text, from, i, n) {
			conf := float32(.4)
			if w.zipEnds(text, i+n) > i+n {
				conf = .85
			}
			return w.addPlace(text, from, i+n, conf, "town and state") - i
		}
		if t.kind == upper && w.tokenLen(i) == 2 {
			return 0
		}
	}
	n, info := w.longestPlace(text, i, long, info)
	if n == 0 {
		if w.placeCue(text, i) == cueVerb && !w.capitalBehind(text, i) && !(i+1 < len(w.toks) && w.toks[i+1].kind == number && w.sepAt(text, i+1) == sepBlank) && t.flags&(neverName|monthWord|weekdayWord|companyWord|inDictionary|titleWord) == 0 && t.flags.given() < 2 && w.tokenLen(i) > 3 {
			return w.addPlace(text, i, i+1, .6, "words before a place") - i
		}
		return 0
	}
	if j := i + n; j < len(w.toks) && (text[w.toks[j-1].end:w.toks[j].start] == ", " || text[w.toks[j-1].end:w.toks[j].start] == ",") {
		if m := w.regionAt(text, j); m > 0 && !w.familyFirst(text, i, j) && !w.apart(text, i, j, m) && (n > 1 || t.flags&companyWord == 0 || w.likeTown(text, i, j, m)) {
			return w.addPlace(text, i, j+m, .9, "town of the gazetteer and its state or country") - i
		}
	}
	if conf, why := w.ratePlace(text, i, n, info); conf > 0 && w.institution(i) {
		w.take(int(t.start), int(w.toks[i+n-1].end))
		return n
	} else if conf > 0 {
		w.addPlace(text, i, i+n, conf, why)
		return n
	}
	return 0
}

// addPlace adds the place in tokens from to to and the ZIP behind it, and returns to.
func (w *work) addPlace(text string, from, to int, conf float32, why string) int {
	s, e := int(w.toks[from].start), int(w.toks[to-1].end)
	w.take(s, e)
	if z := w.zipEnds(text, to); z > to && w.sepAt(text, to).only(sepBlank|sepComma) && w.toks[to-1].flags&(stateCode|stateWord) != 0 {
		e = int(w.toks[z-1].end)
		if street := w.streetBefore(text, from); street < from {
			return w.addStreet(text, street, z)
		}
	}
	w.add(Finding{Element: Place, Start: s, End: e, Value: strings.ToLower(text[s:e]), Confidence: conf, Why: why})
	return to
}

// maxNamed is the number of words of a street or a building without a number.
const maxNamed = 6

// streetBefore returns where the street or building without a number begins
// whose town is at token from: Oak Point Road, Salem, NH 03079.
func (w *work) streetBefore(text string, from int) int {
	if from == 0 || !w.sepAt(text, from).only(sepBlank|sepComma|sepLine) || w.sepAt(text, from)&(sepComma|sepLine) == 0 {
		return from
	}
	j, typed := from, false
	for ; j > 0 && from-j < maxNamed; j-- {
		t := &w.toks[j-1]
		if t.flags&takenFlag != 0 || j < from && !w.sepAt(text, j).only(sepBlank|sepHyphen) || !t.capital() && t.kind != number || t.kind == number && w.tokenLen(j-1) > 4 || t.flags&neverName != 0 && t.flags&(directional|streetSuffix) == 0 {
			break
		}
		typed = typed || t.kind != number && (t.flags&streetSuffix != 0 || buildings.has(t.hash) || highways.has(t.hash))
	}
	if !typed || w.toks[j].kind == number {
		return from
	}
	return j
}

var buildings = hashSet("building", "bldg", "airport", "terminal", "tower", "towers", "campus", "hospital", "university", "college", "complex", "courthouse", "inn", "hotel", "motel", "apartments", "apts", "condominiums", "headquarters")

// addStreet adds the address without a number in tokens from to to.
func (w *work) addStreet(text string, from, to int) int {
	s, e := int(w.toks[from].start), int(w.toks[to-1].end)
	w.take(s, e)
	w.add(Finding{Element: PostalAddress, Start: s, End: e, Value: addressValue(text[s:e]), Confidence: .8, Partial: true, Why: "street without a number, city, state, ZIP"})
	return to
}

// regionAt returns how many tokens from i on name a state or a country.
func (w *work) regionAt(text string, i int) int {
	if !w.toks[i].capital() || w.tokenLen(i) == 2 && w.toks[i].kind != upper {
		return 0
	}
	if n, _ := w.stateAt(text, i); n > 0 {
		return n
	}
	return w.countryAt(text, i)
}

// familyFirst reports whether the word at token from and the state or country at
// token i are rather a surname and a given name: Keith, Virginia.
func (w *work) familyFirst(text string, from, i int) bool {
	t, f := &w.toks[i], w.toks[from].flags
	if t.flags.given() == 0 && t.flags&listGiven == 0 || from != i-1 || w.tokenLen(i) == 2 || t.hash == hashUSA || f.surname() == 0 && f&listFamily == 0 {
		return false
	}
	info := w.placeOf(from, i)
	if state := w.stateBitAt(text, i); state != 0 {
		return info&state == 0
	}
	return info.size() < city
}

// region is regionAt where the names of several words are known.
func (w *work) region(text string, i, long int, info placeInfo) int {
	if w.tokenLen(i) == 2 && w.toks[i].kind != upper {
		return 0
	}
	if n, _ := w.stateAt(text, i); n > 0 {
		if i+n < len(w.toks) && w.toks[i+n].glued {
			return 0 // MP3
		}
		return n
	}
	if info&isCountry != 0 {
		return long
	}
	return w.shortCountry(i)
}

// townBefore returns where the town before the comma before token i begins.
func (w *work) townBefore(text string, i int) int {
	if i == 0 {
		return i
	}
	if g := text[w.toks[i-1].end:w.toks[i].start]; g == " " && w.tokenLen(i) == 2 && w.toks[i].kind == upper { // Boston MA
		if from := w.cityBefore(text, 0, i); from < i && w.toks[from].capital() && (w.zipEnds(text, i+1) > i+1 || w.placeOf(from, i)&w.stateBitAt(text, i) != 0 && w.partEnds(text, i+1)) {
			return from
		}
		return i
	} else if g != ", " {
		return i
	}
	from := i
	for from > 0 && i-from < maxTown && w.town(text, from-1, i) {
		from--
	}
	return from
}

// town reports whether token j can be a word of the town before token i.
func (w *work) town(text string, j, i int) bool {
	t := &w.toks[j]
	if !t.capital() || t.flags&(takenFlag|neverName|monthWord|weekdayWord|labelStart) != 0 && t.flags&(placePrefix|takenFlag) != placePrefix || t.line != w.toks[i].line {
		return false
	}
	g := text[t.end:w.toks[j+1].start]
	return j+1 == i || g == " " || g == ". " || g == "-"
}

// longestPlace returns the number of tokens of the longest name of a place that begins at token i.
func (w *work) longestPlace(text string, i, long int, info placeInfo) (int, placeInfo) {
	t := &w.toks[i]
	if t.flags&stateWord != 0 {
		if n, _ := w.stateAt(text, i); n > 0 && (n > 1 || w.gaz.get(sameWord(t.hash)) == 0) {
			return n, isCountry
		}
	}
	if long > 0 && w.toks[i+long-1].capital() && (info&isCountry != 0 || !w.words(i, i+long)) {
		return long, info
	}
	if t.flags&stateWord != 0 {
		if n, _ := w.stateAt(text, i); n > 0 {
			return n, isCountry
		}
	}
	if t.flags&(cityWord|countryWord) != 0 {
		return 1, w.gaz.get(sameWord(t.hash))
	}
	return 0, 0
}

// words reports whether the tokens from to to are all words that no name has, or letters: No. No.
func (w *work) words(from, to int) bool {
	for j := from; j < to; j++ {
		if w.toks[j].flags&neverName == 0 && w.tokenLen(j) > 1 {
			return false
		}
	}
	return true
}

// What stands before a place.
type placeHint uint8

const (
	noHint  placeHint = iota
	cueFrom           // to, from
	cueIn             // in, near
	cueVerb           // lives in, moved from
)

// placeCue tells what stands before token i.
func (w *work) placeCue(text string, i int) placeHint {
	if i == 0 || text[w.toks[i-1].end:w.toks[i].start] != " " {
		return noHint
	}
	h := w.toks[i-1].hash
	cue := noHint
	switch {
	case h == hashIn || placeNear.has(h):
		cue = cueIn
	case placeFrom.has(h):
		cue = cueFrom
	default:
		return noHint
	}
	for j := i - 2; j >= 0 && j >= i-4 && w.toks[j].kind != number; j-- {
		if g := text[w.toks[j].end:w.toks[j+1].start]; g != " " && g != ", " {
			break
		}
		if placeVerbs.has(w.toks[j].hash) {
			return cueVerb
		}
		if w.toks[j].flags&fillerWord == 0 && !placeAdverbs.has(w.toks[j].hash) {
			break
		}
	}
	return cue
}

var (
	placeNear    = hashSet("near", "outside", "throughout", "within", "around", "across", "en")
	placeFrom    = hashSet("from", "to", "at", "of", "for", "de", "desde", "a", "visit", "visiting", "through", "via", "leaving", "toward", "towards")
	placeVerbs   = hashSet("live", "lives", "lived", "living", "grew", "born", "raised", "reside", "resides", "residing", "moved", "moving", "move", "relocated", "relocating", "travel", "travels", "traveled", "travelled", "traveling", "travelling", "flew", "fly", "flying", "flies", "drove", "driving", "arrived", "arrives", "arriving", "arrive", "based", "headquartered", "located", "originally", "native", "trip", "vacation", "holiday", "town", "city", "village", "vive", "nacio")
	placeAdverbs = hashSet("up", "here", "back", "there", "down", "over", "away", "out", "originally", "just", "recently")
)

// behindIn reports whether a word stands before token i that a place may follow
// which the gazetteer does not have.
func (w *work) behindIn(i int) bool {
	if i == 0 {
		return false
	}
	t := &w.toks[i-1]
	return t.end-t.start <= 4 && (t.hash == hashIn || t.hash == hashTo || t.hash == hashAt || t.hash == hashFromWord || t.hash == hashNear)
}

var hashTo, hashFromWord, hashNear = hashWord("to"), hashWord("from"), hashWord("near")

// ratePlace gives the confidence that the n tokens from i on, which the gazetteer
// knows, are meant as a place, and why; 0 if they are not.
func (w *work) ratePlace(text string, i, n int, info placeInfo) (float32, string) {
	if w.capitalBehind(text, i+n-1) || w.capitalBefore(text, i) {
		return 0, ""
	}
	if w.behindArticle(text, i) && (info&isCountry == 0 || n == 1 && w.toks[i-1].hash == hashThe && !withThe.has(w.toks[i].hash)) {
		return 0, ""
	}
	cue := w.placeCue(text, i)
	named, common := false, false
	for j := i; j < i+n; j++ {
		f := w.toks[j].flags
		named = named || n == 1 && (f.given() > 0 || f.surname() > 1 || f&(listGiven|listFamily) != 0)
		common = common || n == 1 && f&(inDictionary|neverName|monthWord|companyWord|titleWord|planStart|labelStart) != 0
	}
	if info&isCountry != 0 {
		switch {
		case n == 1 && w.tokenLen(i) <= 3 && w.toks[i].kind != upper:
			return 0, ""
		case cue >= cueIn, w.behindRegion(text, i), !common && (!named || n == 1 && w.toks[i].flags.given() < 3 && w.toks[i].flags.surname() < 3), cue == cueFrom && !named:
			return .85, "name of a country or state"
		}
		return 0, ""
	}
	if n == 1 && (w.tokenLen(i) <= 3 || w.toks[i].kind == upper && w.tokenLen(i) <= 4) && cue < cueIn {
		return 0, ""
	}
	switch {
	case cue == cueVerb && info.size() >= town && !common:
		return .85, "town of the gazetteer; words before a place"
	case cue == cueIn && !common && (info.size() >= town && !named || info.size() >= city):
		return .8, "town of the gazetteer; in"
	case cue == cueFrom && !common && !named && info.size() >= largeTown:
		return .75, "town of the gazetteer; from or to"
	case cue == cueIn && common && !named && info.size() >= metropolis, !named && !common && info.size() >= city, n > 1 && info.size() >= largeTown:
		return .7, "town of the gazetteer"
	}
	return 0, ""
}

// behindArticle reports whether an article stands before token i.
func (w *work) behindArticle(text string, i int) bool {
	if i == 0 || w.sepAt(text, i) != sepBlank {
		return false
	}
	t := &w.toks[i-1]
	return t.hash == hashThe || t.kind == lowword && germanArticles.has(t.hash)
}

var germanArticles = hashSet("die", "das", "der", "den", "dem", "des")

// withThe are countries whose names of one word have the article.
var withThe = hashSet("bahamas", "comoros", "congo", "gambia", "maldives", "netherlands", "philippines", "seychelles", "sudan", "ukraine", "vatican")

// likeTown reports whether the words from token from to i, before the state or country
// in the n tokens from i on, can be the name of a town that the gazetteer does not have
// there: no organisation, degree or code, and no usual words where no ZIP follows.
func (w *work) likeTown(text string, from, i, n int) bool {
	if w.zipEnds(text, i+n) > i+n || w.placeOf(from, i)&(w.stateBitAt(text, i)&statesMask) != 0 {
		return true
	}
	if k := i + n; k < len(w.toks) && w.placeOf(i, k)&(w.stateBitAt(text, k)&statesMask) != 0 && w.sepAt(text, k)&sepComma != 0 {
		return false // Union Station, Washington, DC
	}
	if w.toks[i].hash == hashAA || w.toks[i].hash == hashAE || w.toks[i].hash == hashAP || i == from+1 && w.tokenLen(from) < 3 {
		return false // PDAs, WA
	}
	usual := true
	for j := from; j < i; j++ {
		t := &w.toks[j]
		if t.flags&(companyWord|generation) != 0 || t.kind == number || t.kind == mixed && w.tokenLen(j) <= 4 || t.kind == upper && w.tokenLen(j) <= 3 && t.flags&placePrefix == 0 {
			return false
		}
		usual = usual && t.flags&inDictionary != 0 && t.flags&(streetSuffix|placePrefix|directional) == 0
	}
	return !usual && !w.capitalBehind(text, i+n-1)
}

var hashAA, hashAE, hashAP, hashDe = hashWord("aa"), hashWord("ae"), hashWord("ap"), hashWord("de")

// institution reports whether what stands before token i is an institution and "of": University of Texas.
func (w *work) institution(i int) bool {
	if i < 2 || w.toks[i-1].hash != hashOf && w.toks[i-1].hash != hashDe {
		return false
	}
	t := &w.toks[i-2]
	return t.capital() && (t.flags&companyWord != 0 && t.flags&surnameMask == 0 || institutions.has(t.hash) || w.toks[i-1].hash == hashDe && t.flags&(fillerWord|neverName) == 0)
}

var institutions = hashSet("univ", "institute", "academy", "archdiocese", "diocese", "universite", "universidad", "universitat", "universidade", "universita", "federation", "commission", "museum", "library", "institution", "senate", "parliament")

// behindRegion reports whether a state or a country and a comma stand before token i.
func (w *work) behindRegion(text string, i int) bool {
	return i > 0 && w.toks[i-1].flags&(stateWord|countryWord) != 0 && w.toks[i-1].capital() && text[w.toks[i-1].end:w.toks[i].start] == ", "
}

// capitalBehind reports whether a capital word goes on behind token j.
func (w *work) capitalBehind(text string, j int) bool {
	if j+1 >= len(w.toks) {
		return false
	}
	t := &w.toks[j+1]
	s := w.sepAt(text, j+1)
	return t.glued || t.capital() && (s == sepBlank || s&(sepHyphen|sepAnd) != 0) || s.only(sepHyphen|sepSlash|sepStop) && s&sepBlank == 0 || s == sepOther && strings.IndexByte("@_=:/\\", text[w.toks[j].end]) >= 0
}

// capitalBefore reports whether a capital word that is none of a sentence's usual ones stands before token i.
func (w *work) capitalBefore(text string, i int) bool {
	if i == 0 {
		return false
	}
	t := &w.toks[i-1]
	s := w.sepAt(text, i)
	if s == 0 || s&(sepHyphen|sepAnd|sepSlash) != 0 || s == sepStop || s == sepOther && strings.IndexByte("@_=/\\.-", text[w.toks[i].start-1]) >= 0 {
		return true
	}
	if s == sepStop|sepBlank && t.capital() && w.tokenLen(i-1) == 1 {
		return true // Barry A. Warsaw
	}
	return s == sepBlank && t.capital() && (t.flags&(neverName|particleWord|fillerWord) == 0 || t.kind != title)
}

// lowCountry takes a country that is written in lower case, if its name is nothing else.
func (w *work) lowCountry(text string, i int) int {
	t := &w.toks[i]
	if t.flags&countryWord == 0 || t.flags&(inDictionary|neverName|givenMask|surnameMask|takenFlag) != 0 || t.glued || w.tokenLen(i) < 5 || w.capitalBehind(text, i) {
		return 0
	}
	if s := i > 0; s && w.sepAt(text, i)&^(sepBlank|sepComma|sepLine|sepLines|sepStop|sepBracket) != 0 || i > 0 && (w.sepAt(text, i) == 0 || w.sepAt(text, i) == sepStop) {
		return 0
	}
	return w.addPlace(text, i, i+1, .7, "name of a country") - i
}
