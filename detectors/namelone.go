package detectors

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// otherWord are the flags of a word that is something else as a rule: alone, it
// is a name only where the text says so.
const otherWord = inDictionary | neverName | monthWord | weekdayWord | stateWord | companyWord | titleWord | streetSuffix | directional | unitWord | labelStart | planStart | generation | accountWord | chatCue

// noPart are those of a word that is no part of a name whatever stands around it.
const noPart = neverName | companyWord | titleWord | weekdayWord | generation | accountWord | chatCue

// Why a word alone is a name.
const (
	whyKin    = "kin"
	whyOffice = "office"
)

// loneName takes a given name or a surname alone, and returns the token behind it.
func (w *work) loneName(text string, full, r run, c cue) int {
	if r = w.oneName(text, full, r); r.to == r.from || !w.standsFree(text, r) {
		return 0
	}
	conf, why := w.rateLone(text, r, c)
	if conf == 0 || c < byLine && w.amongCountries(text, r) {
		return 0
	}
	if c == byGreeting {
		w.lesson.greeted = r.to
	}
	value := w.plainName(text, r.from, r.to)
	w.add(Finding{Element: Name, Start: int(w.toks[r.from].start), End: int(w.toks[r.to-1].end), Value: value, Confidence: conf, Partial: true, Why: why})
	if t := &w.toks[r.to-1]; (c >= byLine && c != byLabel || why == whyKin || why == whyOffice) && t.kind != upper && t.flags&otherWord == 0 {
		w.teach(r.from, r.to)
	}
	return r.to
}

// oneName narrows r to one name: what begins a sentence before it is left out,
// words joined by a hyphen and particles are one with it.
func (w *work) oneName(text string, full, r run) run {
	for r.from < r.to-1 && w.ordinary(&w.toks[r.from]) && w.toks[r.from].flags&particleWord == 0 && w.sentenceStart(text, r.from) {
		r.from++
	}
	if r.to-r.from == 2 && w.toks[r.to-1].end-w.toks[r.to-1].start == 1 && w.toks[r.from].flags.given() >= 2 {
		return run{r.from, r.from + 1} // Elizabeth B.
	}
	if r.to-r.from == 2 && w.toks[r.to-1].flags&generation != 0 && w.toks[r.to-1].kind == upper && w.toks[r.from].flags.given() >= 2 {
		return run{r.from, r.from + 1} // Julius II
	}
	for i := r.from; i < r.to-1; i++ {
		if text[w.toks[i].end] != '-' && w.toks[i].flags&particleWord == 0 {
			return run{r.from, r.from}
		}
	}
	if full.to > r.to && w.toks[r.to].flags&(companyWord|streetSuffix|unitWord) != 0 && w.toks[r.to].hash != hashIs || r.to-r.from > 3 || w.placeAround(text, full, r) {
		return run{r.from, r.from}
	}
	return r
}

// placeAround reports whether r is part of a place or of a title: "San Jose",
// "Austin, Texas", "Jack in the Box", "Murphy's Law", "the Maria".
func (w *work) placeAround(text string, full, r run) bool {
	if r.from > 0 && branded.has(w.toks[r.from-1].hash) && text[w.toks[r.from-1].end] == ' ' {
		return true
	}
	if r.from > full.from && w.toks[r.from-1].flags&placePrefix != 0 && w.toks[r.from-1].flags&titleWord == 0 || w.toks[r.from].flags&placePrefix != 0 {
		return true
	}
	if r.from > 0 && saints.has(w.toks[r.from-1].hash) {
		return true // St. Patrick's Day
	}
	if w.determined(text, r) {
		return true
	}
	if r.to >= len(w.toks) {
		return false
	}
	next := &w.toks[r.to]
	switch g := text[w.toks[r.to-1].end:next.start]; g {
	case ", ":
		return next.flags&(stateWord|stateCode) != 0 && next.capital() && next.flags.given() < 2
	case "'s ", "’s ":
		return publications.has(next.hash)
	case "'", "’":
		return w.toks[r.from].flags.given() < 3 && r.to+1 < len(w.toks) && next.end-next.start == 1 && w.toks[r.to+1].capital() && w.toks[r.to+1].flags&inDictionary != 0 && w.toks[r.to+1].line == next.line
	case " ":
		return publications.has(next.hash) || r.to+2 < len(w.toks) && next.hash == hashIn && w.toks[r.to+1].hash == hashThe && w.toks[r.to+2].capital()
	}
	return false
}

// determined reports whether an article or the like stands before r.
func (w *work) determined(text string, r run) bool {
	return r.from > 0 && determiners.has(w.toks[r.from-1].hash) && text[w.toks[r.from-1].end:w.toks[r.from].start] == " "
}

// publications are called after people.
var publications = hashSet("magazine", "newspaper", "gazette", "bazaar", "syndrome", "disease", "awards")

var branded = hashSet(strings.Fields(brands)...)

var saints = hashSet("st", "saint", "ste", "sainte", "san", "santa", "santo")

// determiners stand before things.
var determiners = hashSet("a", "an", "the", "this", "these", "those", "my", "your", "our", "its", "their", "no", "every", "each", "any", "some", "der", "die", "das", "dem", "den", "des", "ein", "eine", "einen", "einem", "einer", "kein", "keine", "mein", "meine", "meinen", "meiner", "ihr", "ihre", "sein", "seine", "vom", "zum", "zur", "le", "la", "les", "un", "une", "il", "lo", "gli", "el", "los", "las", "una", "os", "um", "uma", "new")

// standsFree reports whether r is a word of a text rather than part of a path,
// an address or an identifier.
func (w *work) standsFree(text string, r run) bool {
	start, end := int(w.toks[r.from].start), int(w.toks[r.to-1].end)
	if start > 0 && strings.IndexByte("/\\@._-=&%$#+~|", text[start-1]) >= 0 && !(start == 1 || blank(text[start-2]) && strings.IndexByte("-~_", text[start-1]) >= 0) {
		return false
	}
	if end == len(text) {
		return true
	}
	if start > 1 && text[start-2] == '=' && (text[start-1] == '"' || text[start-1] == '\'') {
		return false // class="Bob"
	}
	switch c := text[end]; {
	case c == '-':
		return end+1 == len(text) || blank(text[end+1]) // "ann- yes"
	case strings.IndexByte("/\\@_=&%$#+~|(", c) >= 0, classes[c] == digit:
		return false
	case c == '.' || c == ':':
		return end+1 == len(text) || classes[text[end+1]] == gap && text[end+1] != '/' && text[end+1] != ':' || classes[text[end+1]] == newline
	}
	return true
}

// rateLone gives the confidence that r, a name alone, is a person's, and why.
func (w *work) rateLone(text string, r run, c cue) (float32, string) {
	t := &w.toks[r.to-1]
	if t.end-t.start < 2 || t.flags&noPart != 0 && t.flags&(listGiven|listFamily) == 0 {
		return 0, ""
	}
	g, s := like(t, listGiven, t.flags.given()), like(t, listFamily, t.flags.surname())
	plain := t.flags&otherWord == 0 // its word is nothing else
	switch {
	case c == byTitle && t.end-t.start > 2 && (plain || g+s > 0):
		return .8, cueWhy[c]
	case c == byGreeting && (g > 0 || s == 2 && plain || unlisted(t) && t.kind == title && w.addressee(text, r)), c == byIntro && (g > 0 || plain && !placing.has(t.hash)), c == byLine && (g == 2 || g == 1 && plain):
		return .85, cueWhy[c]
	case c == byLabel && g+s > 0 && plain && t.flags&(rareName|countryWord) == 0,
		c == byMail && (g > 0 || s > 0 && w.ownMailbox(text, r)) && plain && t.flags&rareName == 0 && !w.mayBePlace(text, r):
		return .8, cueWhy[c]
	case c == byVerb && (plain && t.flags&(countryWord|stateWord) == 0 || g == 2 || g == 1 && t.flags.given() >= 2):
		return .9, cueWhy[c]
	case t.kind == upper && t.end-t.start < 4, t.kind == lowword:
		return 0, ""
	case w.taught(t) && (plain || w.inside(text, r) || w.acts(text, r)):
		return .93, "part of a name in the same text"
	case t.kind == upper && plain && t.flags&mainlyGiven != 0 && t.flags.given() >= 2 && w.speaks(text, r):
		return .8, "who speaks"
	case t.kind == upper:
		return w.rateShout(text, r, c, g, s)
	case t.end-t.start < 5 && accented(text, t):
		return 0, "" // more often two bytes of something else
	case plain && !w.mayBePlace(text, r) && (t.flags&mainlyGiven != 0 && t.flags.given() >= 2 && t.end-t.start > 3 || t.flags.given() == 3):
		return .9, "given name"
	}
	return w.rateInContext(text, r, c, g, s, plain)
}

// shouted adds the first name alone behind a title, an office or kin in r, where all is
// written in capitals, and returns the token behind it.
func (w *work) shouted(text string, r run) int {
	if w.toks[r.from].kind != upper || r.to-r.from < 2 {
		return 0
	}
	for k := max(r.from, 1); k < r.to; k++ {
		if w.toks[k-1].flags&(chatCue|titleWord) == 0 || w.toks[k-1].kind != upper {
			continue
		}
		one := run{k, k + 1}
		for one.to < r.to && text[w.toks[one.to-1].end] == '-' {
			one.to++
		}
		if conf, why := w.rateShout(text, one, byWord, 0, 0); conf > 0 {
			w.add(Finding{Element: Name, Start: int(w.toks[k].start), End: int(w.toks[one.to-1].end), Value: w.plainName(text, k, one.to), Confidence: conf, Partial: true, Why: why})
			return one.to
		}
	}
	return 0
}

// rateShout rates a name alone in capitals, behind an office or kin in capitals.
func (w *work) rateShout(text string, r run, c cue, g, s int) (float32, string) {
	t := &w.toks[r.to-1]
	if t.kind != upper || t.flags&(otherWord|takenFlag) != 0 || g+s == 0 && t.flags&(givenMask|surnameMask) == 0 && !unlisted(t) && !w.kinBefore(text, r) || r.from == 0 || w.toks[r.from-1].kind != upper {
		return 0, ""
	}
	p := &w.toks[r.from-1]
	switch g := text[p.end:w.toks[r.from].start]; {
	case p.flags&titleWord != 0 && (g == " " || g == ". " || g == ".  ") && !w.millisecond(text, r.from):
		return .8, cueWhy[byTitle]
	case c == byWord && g == " " && offices.has(p.hash) && t.flags&(countryWord|stateWord) == 0:
		return .85, whyOffice
	case w.kinBefore(text, r):
		return .8, whyKin
	}
	return 0, ""
}

// kinBefore reports whether a word for kin, or it and a bracket, stand before r.
func (w *work) kinBefore(text string, r run) bool {
	if r.from == 0 || !kin.has(w.toks[r.from-1].hash) {
		return false
	}
	g := strings.TrimLeft(text[w.toks[r.from-1].end:w.toks[r.from].start], " \r\n")
	return g == "" || g == "("
}

// addressee reports whether a comma or the end of a line stands behind r, as
// behind who is greeted.
func (w *work) addressee(text string, r run) bool {
	end := int(w.toks[r.to-1].end)
	return end == len(text) || strings.IndexByte(",!:\n", text[end]) >= 0
}

// mayBePlace reports whether r, one word, is a country or a large town as well,
// or a small one behind a word such as "in".
func (w *work) mayBePlace(text string, r run) bool {
	t := &w.toks[r.to-1]
	least := largeTown
	switch {
	case t.flags&(countryWord|stateWord) != 0:
		return true
	case t.flags&cityWord == 0:
		return false
	case t.flags&mainlyGiven != 0 && t.flags.given() == 3:
		least = metropolis
	}
	if r.from > 1 && facing.has(w.toks[r.from-2].hash) {
		return false
	}
	if r.from > 0 && placing.has(w.toks[r.from-1].hash) && text[w.toks[r.from-1].end:w.toks[r.from].start] == " " {
		return true
	}
	return places().get(sameWord(t.hash)).size() >= least
}

// rateInContext rates a name alone that only what stands around it makes one.
func (w *work) rateInContext(text string, r run, c cue, g, s int, plain bool) (float32, string) {
	t := &w.toks[r.to-1]
	a := w.around(text, r)
	if t.flags&(countryWord|stateWord) != 0 {
		g, s = 0, 0
	}
	if a == alive && (plain || g == 2) {
		return .8, "what people do"
	}
	if a == called && givenLike(t, g) {
		return .8, "called by name"
	}
	if c == byWord && r.from == 0 {
		c = noCue
	}
	if c == byWord && plain && r.from > 0 && kin.has(w.toks[r.from-1].hash) {
		return .8, whyKin
	}
	if !plain && (g < 2 || t.flags&otherWord != inDictionary || !w.inside(text, r)) {
		return 0, ""
	}
	switch {
	case !plain && t.flags&mainlyGiven != 0 && hearing.has(w.toks[r.from-1].hash):
		return .8, "given name; context"
	case a == quoted && (t.kind == title || g+s > 0):
		return .85, "said"
	case c == byWord && plain && g+s > 0 && t.flags&(countryWord|stateWord) == 0 && w.converses(text, r):
		return .8, "spoken with"
	case plain && t.flags&(rareName|countryWord|stateWord) == 0 && g+s > 0 && !w.mayBePlace(text, r) && w.paired(text, r):
		return .8, "beside a name"
	case unlisted(t) && t.flags&cityWord == 0 && w.inside(text, r) && w.plainlyFamily(text, t):
		return .75, "shape of its words"
	case a == presented && g > 0 && plain && t.flags&rareName == 0 && !w.mayBePlace(text, r):
		return .85, cueWhy[byIntro]
	case a == spoken && (givenLike(t, g) || g == 0 && s > 0 && t.flags&rareName == 0):
		return .8, "name lists; context"
	case c == byWord && offices.has(w.toks[r.from-1].hash) && w.toks[r.from-1].capital() && (g > 0 || s > 0 && plain || unlisted(t)):
		return .85, whyOffice
	case g > 0 && plain && t.flags&rareName == 0 && w.ownLine(text, r) && w.closes(text, r) && !w.mayBePlace(text, r):
		return .85, "line of its own"
	case c == byEnd && plain && g+s > 0 && t.flags&(rareName|countryWord|stateWord) == 0 && w.credited(text, r):
		return .8, cueWhy[c]
	case a == owner && givenLike(t, g), c == byWord && givenLike(t, g) && (r.to == len(w.toks) || w.toks[r.to].hash != hashAnd && (!being.has(w.toks[r.to].hash) || !w.mayBePlace(text, r))):
		return .8, "name lists; context"
	}
	return 0, ""
}

// givenLike reports whether t, whose likeness to a given name is g, is no mere
// chance on the list of given names.
func givenLike(t *token, g int) bool {
	return g > 0 && t.flags&rareName == 0 && (g == 2 || t.flags.given() > t.flags.surname())
}

// closes reports whether r, on a line of its own, stands between empty lines.
func (w *work) closes(text string, r run) bool {
	line := int(w.toks[r.from].line)
	return line > 0 && w.blankLine(text, line-1) && (line+1 >= len(w.lines) || w.blankLine(text, line+1))
}

func (w *work) blankLine(text string, line int) bool {
	return strings.Trim(text[w.lines[line]:w.lineEnd(text, line)], " >\t\r") == ""
}

// inside reports whether r stands inside a sentence in lower case, where a
// capital letter means something.
func (w *work) inside(text string, r run) bool {
	if r.from == 0 || w.toks[r.from].kind == upper || w.sentenceStart(text, r.from) {
		return false
	}
	p := &w.toks[r.from-1]
	if p.kind != lowword || text[p.end:w.toks[r.from].start] != " " || p.end-p.start == 1 && p.start > 0 && text[p.start-1] == '\'' {
		return false
	}
	return r.to == len(w.toks) || !w.toks[r.to].capital() || w.sentenceEnds(text, r.to-1)
}

// unlisted reports whether neither the census nor the dictionary has t.
func unlisted(t *token) bool {
	return t.flags&(givenMask|surnameMask|otherWord|listGiven|listFamily|particleWord) == 0 && t.kind >= title && t.end-t.start > 2
}

// accented reports whether t has a letter that English does not use.
func accented(text string, t *token) bool {
	for _, r := range text[t.start:t.end] {
		if r >= utf8.RuneSelf && unicode.IsLetter(r) {
			return true
		}
	}
	return false
}

// familyEndings end surnames and few other words: patronymics and words for
// descent or origin in the Slavic, Nordic, Baltic, Greek, Armenian, Georgian, Turkish and
// Iberian languages.
var familyEndings = []string{"ovic", "evic", "vich", "ovich", "evich", "owicz", "ewicz", "owski", "ewski", "inski", "ynski", "ovsky", "evsky", "insky", "owska", "ewska", "inska", "ovska", "skaya", "skiy", "ov", "ev", "ova", "eva", "enko", "chuk", "czyk", "czak", "ovas", "aitis", "sson", "sdottir", "dottir", "sen", "strom", "qvist", "quist",
	"gren", "lund", "berg", "nen", "escu", "poulos", "opoulou", "idis", "akis", "shvili", "adze", "idze", "yan", "oglu", "ez", "ini", "elli", "etti", "ucci", "mann", "stein", "meyer", "wala"}

// plainlyFamily reports whether t, which no list has, ends as few words but surnames do.
func (w *work) plainlyFamily(text string, t *token) bool {
	if t.kind != title || t.end-t.start < 6 {
		return false
	}
	s := strings.ToLower(text[t.start:t.end])
	for _, e := range plainEndings {
		if strings.HasSuffix(s, e) {
			return true
		}
	}
	return false
}

var plainEndings = []string{"ov", "ev", "ovic", "evic", "ovich", "evich", "owicz", "ewicz", "owski", "ewski", "ovsky", "evsky", "enko", "chuk", "czyk", "sson", "dottir", "qvist", "escu", "poulos", "shvili", "oglu"}

// familyShape reports whether t ends as surnames do.
func (w *work) familyShape(text string, t *token) bool {
	w.buf = w.buf[:0]
	for _, r := range text[t.start:t.end] {
		w.buf = append(w.buf, foldRune(r)...)
	}
	for _, e := range familyEndings {
		if n := len(w.buf) - len(e); n > 2 && string(w.buf[n:]) == e {
			return true
		}
	}
	return false
}
