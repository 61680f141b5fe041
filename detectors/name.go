package detectors

import "strings"

// A run is capital words in a row that can be a name: tokens from to to.
type run struct{ from, to int }

// maxName is the number of words that a name has at most, particles included.
const maxName = 6

// names finds the names of people among the capital words of text.
func (w *work) names(text string) {
	w.mi, w.lesson.n, w.lesson.greeted = 0, 0, 0
	last := 0         // behind the last name
	line := int32(-1) // of the word before
	for i := 0; i < len(w.toks); {
		if t := &w.toks[i]; t.kind < title {
			first := t.line != line
			line = t.line
			switch {
			case t.kind != lowword:
				i++
			case t.flags&noPart == 0 && w.beginsLow(text, i):
				i = w.low(text, i)
			default:
				if first {
					w.signed(text, run{i, i + 1})
				}
				i++
			}
			continue
		}
		r := w.runAt(text, i)
		if r.to == r.from {
			i++
			continue
		}
		if end := w.nameIn(text, r, last); end > 0 {
			last, i = end, end
			continue
		}
		if end := w.shouted(text, r); end > 0 {
			i = end
			continue
		}
		if !w.signed(text, r) {
			w.maybeName(text, w.trim(text, r))
		}
		i = r.to
	}
}

// runAt returns the run that begins at token i, empty if none does.
func (w *work) runAt(text string, i int) run {
	if !w.begins(i) {
		return run{i, i}
	}
	j := i + 1
	for j < len(w.toks) && j < i+2*maxName && w.goesOn(text, j) {
		j++
	}
	for j > i+1 && !w.toks[j-1].capital() {
		j-- // a particle at the end
	}
	return run{i, j}
}

func (w *work) begins(i int) bool {
	t := &w.toks[i]
	return t.kind >= title && !t.glued && t.flags&takenFlag == 0
}

// goesOn reports whether token j continues the run before it.
func (w *work) goesOn(text string, j int) bool {
	t, prev := &w.toks[j], &w.toks[j-1]
	if t.flags&takenFlag != 0 || t.kind == number || t.kind >= title && (w.shifts(prev, t) || t.flags&labelStart != 0 && w.introduces(text, j)) {
		return false
	}
	g := text[prev.end:t.start]
	switch {
	case g == " " || g == "  " || g == "\u00a0" || g == "-" || g == "'" || g == "’":
	case g == ". " || g == ".":
		if prev.end-prev.start > 1 && prev.flags&(titleWord|generation) == 0 && !(prev.flags&placePrefix != 0 && prev.end-prev.start == 2) {
			return false
		}
	default:
		return t.capital() && (w.nicked(text, j) || w.wraps(text, j))
	}
	if t.capital() {
		return true
	}
	if t.hash == hashDer && !(prev.kind == lowword && prev.flags&particleWord != 0) {
		return false // "Linien der Häuser": but for "van der", an article
	}
	return t.flags&particleWord != 0 && g[len(g)-1] == ' ' && j+1 < len(w.toks) && (w.toks[j+1].capital() || w.toks[j+1].flags&particleWord != 0)
}

var hashDer = hashWord("der")

// shifts reports whether capitals begin or end between two words, where no
// name does so: "Jane Peterson PPU", "FYI Darrell Huff".
func (w *work) shifts(a, b *token) bool {
	const names = givenMask | surnameMask | listGiven | listFamily | generation
	if a.kind == upper && b.kind == title {
		return a.flags&(names|titleWord) == 0 || a.flags&labelStart != 0
	}
	return a.kind == title && b.kind == upper && b.flags&names == 0 && a.end-a.start > 1 && (a.flags.given() == 0 || b.flags&otherWord != 0 || b.end-b.start < 4)
}

// introduces reports whether a label begins at token j and its value follows.
func (w *work) introduces(text string, j int) bool {
	_, n := w.labelAt(text, j)
	if n == 0 {
		return false
	}
	end := int(w.toks[j+n-1].end)
	for end < len(text) && (text[end] == ' ' || text[end] == '.') {
		end++
	}
	return end < len(text) && (text[end] == ':' || text[end] == '#' || text[end] == '=' || classes[text[end]] == digit)
}

// nameIn adds the name in r, if there is one, and returns the token behind it.
func (w *work) nameIn(text string, r run, last int) int {
	full := r
	r = w.trim(text, r)
	if r.to <= r.from {
		return 0
	}
	if w.toks[r.to-1].flags&companyWord != 0 && w.toks[r.to-1].flags&(listFamily|listGiven) == 0 {
		return 0
	}
	if w.companyBehind(text, r) {
		return r.to
	}
	if w.streetBehind(text, r) || w.placeAfter(text, r, last) || w.noPerson(text, r) || w.ownCompany(text, r) {
		if end := w.shouted(text, r); end > 0 {
			return end
		}
		return r.to
	}
	c := w.cue(text, full, r)
	if end := w.lastFirst(text, r, c); end > 0 {
		return end
	}
	if conf, from, n := w.wholeName(text, r, c); conf > 0 {
		w.emitName(text, from, from+n, -1, conf, c)
		return from + n
	}
	return w.loneName(text, full, r, c)
}

// trim leaves out what stands beside a name in capitals: greetings, titles,
// days, labels.
func (w *work) trim(text string, r run) run {
	beside := neverName | titleWord | monthWord | weekdayWord
	for r.from < r.to {
		f := w.toks[r.from].flags
		if f&chatCue != 0 && f.given() == 0 && r.from < r.to-1 && text[w.toks[r.from].end] == ' ' {
			r.from++ // Officer Smith
			continue
		}
		if f&beside == 0 || f&(listGiven|listFamily) != 0 && f&(neverName|titleWord) == 0 {
			break
		}
		if f&(monthWord|neverName) != 0 && f&titleWord == 0 && f.given() >= 2 && r.to-r.from == 2 && w.toks[r.from+1].flags.surname() > 0 && w.toks[r.from+1].flags&(neverName|monthWord|inDictionary|labelStart) == 0 {
			break // April Jones, Bill Tran
		}
		if f&titleWord != 0 && f.given() >= 2 && r.to-r.from == 2 {
			break // Don Mooney
		}
		if f&monthWord != 0 && f.given() >= 2 && r.to-r.from > 2 && w.toks[r.from+1].flags.given() >= 1 && w.toks[r.from+1].flags&otherWord == 0 {
			break // Jan Willem van den Broek
		}
		if f&weekdayWord != 0 && r.to-r.from == 2 && w.toks[r.from+1].flags.surname() >= 2 && w.toks[r.from+1].flags&otherWord == 0 {
			break // Thu Nguyen
		}
		r.from++
	}
	for r.to > r.from {
		f := w.toks[r.to-1].flags
		if f&(neverName|weekdayWord) == 0 || f&listFamily != 0 && r.to-r.from == 2 {
			break
		}
		r.to--
	}
	return r
}

// like rates how much token t looks like a given name (or a surname): 0 not, 1
// weakly, 2 well.
func like(t *token, listed flags, census int) int {
	common := t.flags&(inDictionary|neverName|monthWord|stateWord) != 0
	switch {
	case t.flags&listed != 0 && !common, census >= 2 && !common, census == 3:
		return 2
	case t.flags&listed != 0, census >= 1:
		return 1
	}
	return 0
}

// wholeName finds the whole name in r: the longest from its start, else behind
// words that are no names. It returns its confidence, 0 for none, its first
// token and its number of tokens.
func (w *work) wholeName(text string, r run, c cue) (conf float32, from, n int) {
	for from := r.from; from <= r.to-2; from++ {
		if from > r.from && !w.ordinary(&w.toks[from-1]) {
			break
		}
		if !w.toks[from].capital() {
			continue
		}
		rest := run{from, r.to}
		best, size := float32(0), 0
		for n := min(r.to-from, maxName); n >= 2; n-- {
			if !w.toks[from+n-1].capital() || n < r.to-from && w.quotedAll(text, run{from, r.to}) || !w.splits(from+n, rest) {
				continue
			}
			c := c
			if c == byMail && from+n < r.to {
				c = noCue // the address is that of all the words
			}
			if c := w.rate(text, run{from, from + n}, c); c > best && (size == 0 || w.ordinaryTail(from+n, from+size)) {
				best, size = c, n
			}
		}
		if size > 0 {
			return best, from, size
		}
	}
	return 0, 0, 0
}

// quotedAll reports whether r stands in quotes: what is longer than a name is none.
func (w *work) quotedAll(text string, r run) bool {
	start, end := int(w.toks[r.from].start), int(w.toks[r.to-1].end)
	return start > 0 && end < len(text) && text[start-1] == '"' && text[end] == '"'
}

// ordinaryTail reports whether none of tokens i to j looks like a surname: no
// list has it, and it is short or a word of the language.
func (w *work) ordinaryTail(i, j int) bool {
	for ; i < j; i++ {
		if t := &w.toks[i]; !w.ordinary(t) || t.flags&(inDictionary|neverName) == 0 && t.end-t.start > 4 {
			return false
		}
	}
	return true
}

// ordinary reports whether t is a word rather than part of a name.
func (w *work) ordinary(t *token) bool {
	if t.flags&chatCue != 0 && t.flags&(listGiven|listFamily|givenMask) == 0 {
		return true
	}
	return t.flags&(listGiven|listFamily|givenMask) == 0 && (t.flags&(inDictionary|neverName|labelStart) != 0 || t.flags&surnameMask == 0)
}

// splits reports whether a name may end before token j of r: what is left must
// not look like the rest of the same name.
func (w *work) splits(j int, r run) bool {
	return j == r.to || w.ordinary(&w.toks[j])
}

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
	case c < byLine && placeFirst(a) && (s == 0 || usual(z) || z.flags&rareName != 0):
		return 0 // Boston Celtics
	case z.kind == upper && a.kind == title && z.end-z.start <= 3 && s < 2:
		return 0 // Mac OS
	case m.shout && (a.end-a.start <= 3 && z.end-z.start <= 3 || z.end-z.start <= 2):
		return 0 // abbreviations
	case m.common == m.n && c < byTitle && g+s < 4:
		return 0
	case g >= 1 && s >= 1 && g+s >= 3:
		return .92
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
	case s == 2, !usual(t) && t.kind == title && second.end-second.start == 1 && text[w.toks[first].end:second.start] == ". " && text[second.end] == '.':
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
		"walt disney", "warner brothers", "mcgraw hill", "john deere", "john hancock", "philip morris", "black decker", "dun bradstreet", "jenny craig", "oscar mayer", "sara lee", "papa john", "trader joe")
)

// hyphened reports whether hyphens alone join tokens i to j: one word, not a name.
func (w *work) hyphened(text string, i, j int) bool {
	for ; i < j; i++ {
		if text[w.toks[i].end] != '-' {
			return false
		}
	}
	return true
}

// withParticles moves the start of a surname back over the particles before
// it: "de León, Vanessa".
func (w *work) withParticles(text string, from int) int {
	for from > 0 && w.toks[from-1].flags&particleWord != 0 && w.toks[from-1].kind == lowword && text[w.toks[from-1].end:w.toks[from].start] == " " && w.toks[from-1].flags&takenFlag == 0 {
		from--
	}
	return from
}

// pairOf hashes the words of r but for initials.
func (w *work) pairOf(r run) uint64 { return w.joinRun(hashSeed, r) }

func (w *work) joinRun(h uint64, r run) uint64 {
	for i := r.from; i < r.to; i++ {
		if t := &w.toks[i]; t.end-t.start > 1 && t.flags&generation == 0 {
			h = joinHash(h, t.hash)
		}
	}
	return h
}

func pairHash(a, b *token) uint64 { return joinHash(joinHash(hashSeed, a.hash), b.hash) }

// sentenceStart reports whether token i begins a sentence or a line.
func (w *work) sentenceStart(text string, i int) bool {
	return i == 0 || w.toks[i-1].line != w.toks[i].line || w.sentenceEnds(text, i-1)
}

// emitName adds the name in tokens from to to; comma is the token of the given
// name behind a surname, or -1.
func (w *work) emitName(text string, from, to, comma int, conf float32, c cue) {
	f := Finding{Element: Name, Start: int(w.toks[from].start), End: int(w.toks[to-1].end), Confidence: conf, Why: cueWhy[c]}
	if comma > 0 {
		f.Value = joinNames(w.plainName(text, comma, to), w.plainName(text, from, comma))
	} else {
		f.Value = w.plainName(text, from, to)
	}
	if conf >= .85 {
		w.teach(from, to)
	}
	f.Teaches = (c == byLine || c == byVerb) && w.settings.Candidates && teachable(f.Value)
	w.add(f)
}

func joinNames(given, family string) string { return given + " " + family }

// plainName is the words of a name in lower case, without initials in the
// middle and without generation.
func (w *work) plainName(text string, from, to int) string {
	var b []byte
	for i := from; i < to; i++ {
		t := &w.toks[i]
		if t.flags&generation != 0 && i > from || t.end-t.start == 1 && i > from || i > from && nickOpen(text, int(t.start)) {
			continue
		}
		if len(b) > 0 {
			if text[w.toks[i-1].end:t.start] == "-" {
				b = append(b, '-')
			} else {
				b = append(b, ' ')
			}
		}
		b = append(b, strings.ToLower(text[t.start:t.end])...)
	}
	return string(b)
}
