package detectors

import "strings"

// The make-up of a run that may be a whole name: its first and last word, an
// initial included, how many words it has but for initials, and how many of them are
// words of the language.
type makeup struct {
	first, last, n, common int
	shout                  bool // in capitals
}

// makeupOf tells what r is made of; first is -1 if a word in it is none of a name.
func (w *work) makeupOf(r run) makeup {
	m := makeup{first: -1, last: -1}
	for i := r.from; i < r.to; i++ {
		t := &w.toks[i]
		if t.flags&generation != 0 && i > r.from+1 || !t.capital() {
			continue
		}
		initial := t.end-t.start == 1
		if !initial && w.noWord(i, m.first < 0) {
			return makeup{first: -1}
		}
		if m.first < 0 {
			m.first = i
		}
		if initial {
			continue
		}
		m.last = i
		m.n++
		if usual(t) {
			m.common++
		}
	}
	if m.last > m.first {
		m.shout = w.toks[m.first].kind == upper && w.toks[m.last].kind == upper
	}
	return m
}

// noWord reports whether token i, the first of a run or not, is no word of a name.
func (w *work) noWord(i int, first bool) bool {
	t := &w.toks[i]
	switch {
	case t.flags&(listFamily|listGiven) != 0:
		return false
	case t.flags&companyWord != 0, !first && t.flags&neverName != 0 && t.flags&(givenMask|surnameMask) == 0:
		return true
	case t.flags&labelStart != 0 && t.flags&(givenMask|surnameMask) == 0 && w.toks[max(i-1, 0)].flags&particleWord == 0:
		return true
	}
	return first && (t.flags&chatCue != 0 && t.flags&givenMask == 0 || articles.has(t.hash) || ways.has(t.hash))
}

// rate gives the confidence that r is a whole name.
func (w *work) rate(text string, r run, c cue) float32 {
	m := w.makeupOf(r)
	if m.first < 0 || m.last <= m.first || m.n > 4 || w.toks[m.last].flags&monthWord != 0 && w.toks[m.last].flags&listFamily == 0 {
		return 0
	}
	a, z := &w.toks[m.first], &w.toks[m.last]
	if w.pairs[w.pairOf(r)] || w.pairs[pairHash(a, z)] {
		return .97
	}
	g, s := like(a, listGiven, a.flags.given()), like(z, listFamily, z.flags.surname())
	if s == 0 && unlisted(z) && w.familyShape(text, z) {
		s = 1
	}
	switch {
	case z.kind == mixed && z.flags&(surnameMask|givenMask) == 0 && s == 0 && c < byLine && !prefixed(text[z.start:z.end]):
		return 0 // a product: TechTracks
	case c < byTitle && firms.has(joinHash(a.hash, z.hash)) || a.hash == hashLe && s < 2:
		return 0
	case a.end-a.start == 1:
		return w.rateInitial(text, m.first, m.last, s, c)
	case w.hyphened(text, m.first, m.last):
		return 0
	case c == noCue && (a.flags&placePrefix != 0 && (g < 2 || a.flags&listGiven == 0) || placeLast.has(z.hash) || dayLast.has(z.hash)):
		return 0 // Santa Clara, Carson City, Columbus Day
	case c < byTitle && z.flags&countryWord != 0 && z.flags.surname() < 3 && z.flags&listFamily == 0:
		return 0 // Livia India
	case c < byLine && placeFirst(a) && (s == 0 || usual(z) || z.flags&rareName != 0):
		return 0 // Boston Celtics
	case z.kind == upper && a.kind == title && z.end-z.start <= 3 && s < 2:
		return 0 // Mac OS
	case m.shout && (a.end-a.start <= 3 && z.end-z.start <= 3 || z.end-z.start <= 2):
		return 0 // abbreviations
	case m.n == 2 && m.last == m.first+1 && !m.shout && a.flags.given() == 3 && a.flags&mainlyGiven != 0 && w.apposed(text, m.first):
		return .8
	case m.common == m.n && c < byTitle && g+s < 4:
		return 0
	case g >= 1 && s >= 1 && g+s >= 3:
		return .92
	case m.common == 0 && m.n <= 3 && m.n > 1 && w.descends(m.first, m.last):
		return .85
	case g == 1 && s == 1 && m.common == 0 && (a.flags&z.flags&rareName == 0 || c != noCue || !m.shout && w.inside(text, r)):
		return .85
	case c == noCue:
		return w.rateBare(text, r, m, g, s)
	}
	return w.rateCued(text, r, m, c, g, s)
}

// rateBare rates a whole name that nothing but its words speaks for.
func (w *work) rateBare(text string, r run, m makeup, g, s int) float32 {
	a := &w.toks[m.first]
	switch {
	case m.shout && unlisted(&w.toks[m.last]) && w.toks[m.last].end-w.toks[m.last].start > 4 && a.flags.given() == 3 && a.flags&mainlyGiven != 0 && m.n <= 3 && m.common == 0:
		return .75
	case m.shout && g >= 1 && m.common == 0 && m.n == 2 && m.last == m.first+1 && w.amid(text, r):
		return .7
	case m.shout:
		return 0
	case g == 2 && (m.common == 0 || m.common == 1 && usual(a)) && m.n <= 3:
		return .75
	case m.common > 0:
		return 0
	case s == 2 && a.flags&cityWord == 0 && !w.sentenceStart(text, m.first):
		return .65
	case w.foreign(text, m.first, m.last, s):
		return .7
	case s == 2 && unlisted(a) && m.last == m.first+1 && w.ownLine(text, r):
		return .75
	}
	return 0
}

// rateCued rates a whole name that the cue c speaks for.
func (w *work) rateCued(text string, r run, m makeup, c cue, g, s int) float32 {
	a, z := &w.toks[m.first], &w.toks[m.last]
	switch {
	case c == byMail && m.common < m.n && (g >= 1 || s >= 1 && !usual(z) || w.ownMailbox(text, r)):
		return .9
	case g == 2 && (m.common == 0 || m.common == 1 && usual(a)) && m.n <= 3:
		return .75
	case s == 2 && m.common == 1 && usual(z) && m.n <= 3 && !m.shout && a.flags&cityWord == 0:
		return .8
	case s == 2 && m.common == 0 && a.flags&cityWord == 0 && !w.sentenceStart(text, m.first):
		return .65
	case c == byMail:
		return 0
	case (c == byWord || c == byEnd) && m.common == 0, c == byEnd && g+s > 0 && m.common < m.n, c >= byLine && m.common < m.n && !(m.shout && usual(z)):
		return .7
	case c >= byTitle && m.n <= 3 && c == byTitle && !m.shout:
		return .6
	}
	return 0
}

// amid reports whether r, in capitals, stands amid words in lower case.
func (w *work) amid(text string, r run) bool {
	if r.from == 0 || w.toks[r.from-1].kind != lowword || text[w.toks[r.from-1].end:w.toks[r.from].start] != " " || w.toks[r.to-1].end-w.toks[r.to-1].start < 5 {
		return false
	}
	return r.to < len(w.toks) && w.toks[r.to].kind == lowword && w.toks[r.to].line == w.toks[r.to-1].line
}

// apposed reports whether what stands around token i, a given name, and the word behind
// it tells that they are a person: "by Mark Twain", "Steve Jobs's", "Mark Stone, the maker".
func (w *work) apposed(text string, i int) bool {
	z := &w.toks[i+1]
	if z.kind != title || z.flags&(noPart|cityWord|countryWord|stateWord|labelStart) != 0 || text[w.toks[i].end:z.start] != " " || w.placeBehind(text, i+2) {
		return false
	}
	for _, s := range []string{"'s ", "’s ", ", the ", ", a ", ", an ", ", who ", ", whose "} {
		if strings.HasPrefix(text[z.end:], s) {
			return true
		}
	}
	return i > 0 && (w.toks[i-1].hash == hashBy || w.toks[i-1].hash == hashWith) && w.toks[i-1].kind == lowword && (i+2 >= len(w.toks) || !w.toks[i+2].capital() || text[z.end] != ' ')
}

var hashBy, hashWith = hashWord("by"), hashWord("with")

// descends reports whether "van", and what may stand behind it, joins the words from
// first to last, neither of which is a place: "Heleen van den Zorbergh".
func (w *work) descends(first, last int) bool {
	if first+1 >= last || w.toks[first+1].hash != hashVan {
		return false
	}
	for i := first + 1; i < last; i++ {
		if w.toks[i].kind != lowword {
			return false
		}
	}
	a, z := &w.toks[first], &w.toks[last]
	return a.kind == title && z.kind == title && (a.flags|z.flags)&(cityWord|countryWord|stateWord|companyWord) == 0
}

var hashVan = hashWord("van")

// usual reports whether t is a word of the language, a month, a day or a state.
func usual(t *token) bool {
	return t.flags&(inDictionary|neverName|monthWord|weekdayWord|stateWord|countryWord) != 0 && t.flags&(listGiven|listFamily) == 0
}

// prefixed reports whether a word with a capital inside begins as surnames do: McCoy, O'Hara, LeCun.
func prefixed(s string) bool {
	for _, p := range []string{"Mc", "Mac", "O'", "O’", "D'", "D’", "De", "Di", "Da", "Du", "La", "Le", "Lo", "Van", "Von", "Fitz", "St", "El", "Al"} {
		if len(s) > len(p) && strings.HasPrefix(s, p) && classes[s[len(p)]] == capLetter {
			return true
		}
	}
	return false
}

// placeFirst reports whether t is a place rather than a given name.
func placeFirst(t *token) bool {
	return t.flags&stateWord != 0 || t.flags&(cityWord|countryWord) != 0 && t.flags&mainlyGiven == 0 && t.flags.given() < 3
}

// dayLast end the names of days and times of the year.
var dayLast = hashSet("day", "eve", "night", "week", "month", "season", "award", "awards", "prize", "cup", "bowl", "festival", "syndrome", "disease", "law", "act")

// placeLast are words that end the names of places more often than those of people.
var placeLast = hashSet("city", "county", "beach", "springs", "falls", "heights", "valley", "island", "park", "township", "district", "university", "airport")

// rateInitial rates a name that begins with an initial.
func (w *work) rateInitial(text string, first, last, s int, c cue) float32 {
	t := &w.toks[last]
	if words := text[w.toks[first].end] == ' ' && (w.toks[first].hash == hashA || w.toks[first].hash == hashI); words && (usual(t) || t.kind == upper) && c < byTitle || c == noCue && w.hyphened(text, first, last) {
		return 0 // "A DAY"
	}
	second := &w.toks[first+1]
	if second == t && text[w.toks[first].end:t.start] == "." && degrees.has(t.hash) {
		return 0 // M.Eng
	}
	switch {
	case s == 2, !usual(t) && t.kind == title && second.end-second.start == 1 && (text[w.toks[first].end:second.start] == ". " || text[w.toks[first].end:second.start] == "." && t.flags.surname() > 0) && text[second.end] == '.':
		return .8
	case c != noCue && !usual(t):
		return .7
	}
	return 0
}

var hashA, hashI, hashLe = hashWord("a"), hashWord("i"), hashWord("le")

var (
	// degrees are the subjects of degrees as they are written behind "M." or "B.".
	degrees = hashSet("eng", "sc", "ed", "phil", "tech", "com", "arch", "div", "litt", "mus", "pharm", "des")
	// firms are large companies and brands that bear the names of their founders.
	firms = pairSet("merrill lynch", "morgan stanley", "goldman sachs", "lehman brothers", "charles schwab", "edward jones", "raymond james", "wells fargo", "dow jones", "bear stearns", "arthur andersen", "ernst young", "smith barney", "hewlett packard", "johnson johnson", "procter gamble",
		"eli lilly", "estee lauder", "ralph lauren", "calvin klein", "tommy hilfiger", "liz claiborne", "eddie bauer", "abercrombie fitch", "neiman marcus", "harley davidson", "rolls royce", "aston martin", "alfa romeo", "mary kay", "jack daniels", "jim beam", "johnnie walker", "baskin robbins",
		"walt disney", "warner brothers", "mcgraw hill", "john deere", "john hancock", "philip morris", "black decker", "dun bradstreet", "jenny craig", "oscar mayer", "sara lee", "papa john", "trader joe",
		"fannie mae", "freddie mac", "sallie mae", "ginnie mae", "marks spencer", "price waterhouse", "booz allen", "barnes noble", "harman kardon", "al jazeera", "louis vuitton", "hugo boss", "levi strauss", "kate spade", "michael kors", "betty crocker", "aunt jemima",
		"ben jerry", "jimmy john", "uncle ben", "famous amos", "dolce gabbana", "ray ban", "dr martens", "dr pepper", "ann taylor", "laura ashley", "jack wills", "peter pauper", "bang olufsen", "max factor", "franklin templeton", "legg mason", "paine webber", "dean witter", "prudential bache")
)
