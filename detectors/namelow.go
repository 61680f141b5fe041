package detectors

import "strings"

// maxLow is the number of words that a name in lower case has at most.
const maxLow = 4

// low adds the name in lower case that begins at token i, if one does, and returns
// the token to go on with.
func (w *work) low(text string, i int) int {
	end := w.lowName(text, i)
	if end == 0 {
		w.signed(text, run{i, i + 1})
	}
	return max(end, i+1)
}

// beginsLow reports at little cost whether a name in lower case may begin at
// token i: a word of the language may be one if it is a frequent given name,
// one that no list has behind a colon.
func (w *work) beginsLow(text string, i int) bool {
	f := w.toks[i].flags
	if f&(givenMask|surnameMask|listGiven|listFamily) == 0 {
		return f == 0 && w.given(text, i)
	}
	return f&inDictionary == 0 || f.given() == 3
}

// lowName takes a name in lower case that begins at token i, and returns the
// token behind it, 0 if there is none.
func (w *work) lowName(text string, i int) int {
	r := w.lowRun(text, i)
	if r.to == r.from || !w.standsFree(text, r) {
		return 0
	}
	c := w.lowCue(text, r)
	for ; r.to > r.from; r.to-- {
		conf := w.rateLow(text, r, c)
		if conf == 0 || w.article(r, c) {
			continue
		}
		if r.to-r.from > 1 {
			w.emitName(text, r.from, r.to, -1, conf, c)
		} else {
			w.add(Finding{Element: Name, Start: int(w.toks[i].start), End: int(w.toks[i].end), Value: w.plainName(text, i, i+1), Confidence: conf, Partial: true, Why: cueWhy[c]})
		}
		return r.to
	}
	return 0
}

// article reports whether the second word of r is "a" or "i", and no cue or
// preposition says that it is an initial.
func (w *work) article(r run, c cue) bool {
	if r.to-r.from != 3 || c != noCue {
		return false
	}
	h := w.toks[r.from+1].hash
	return (h == hashA || h == hashI) && !hearing.has(w.before(r).hash) && !tells.has(w.before(r).hash)
}

// lowRun returns the words from token i on that can be a name in lower case.
func (w *work) lowRun(text string, i int) run {
	j := i
	for ; j < len(w.toks) && j < i+maxLow; j++ {
		t := &w.toks[j]
		if t.kind != lowword || t.glued || t.flags&takenFlag != 0 {
			break
		}
		if j > i && !w.lowJoint(text, j) {
			break
		}
		initial := t.end-t.start == 1 && j > i
		if !initial && camel(text[t.start:t.end]) {
			break
		}
		if !initial && t.flags&(otherWord&^inDictionary) != 0 || t.flags&inDictionary != 0 && t.flags.surname()+t.flags.given() < 3 && !initial {
			break
		}
	}
	for j > i+1 && w.toks[j-1].end-w.toks[j-1].start == 1 {
		j--
	}
	return run{i, j}
}

// camel reports whether s has a capital letter inside: a trade mark, not a name in lower case.
func camel(s string) bool {
	for i := 1; i < len(s); i++ {
		if classes[s[i]] == capLetter {
			return true
		}
	}
	return false
}

// lowJoint reports whether token j is one with the word before it.
func (w *work) lowJoint(text string, j int) bool {
	g := text[w.toks[j-1].end:w.toks[j].start]
	return g == " " || g == "-" || g == ". " && w.toks[j-1].end-w.toks[j-1].start == 1
}

// lowCue looks for what says that r, in lower case, is a person.
func (w *work) lowCue(text string, r run) cue {
	if r.from > 0 && w.toks[r.from-1].line == w.toks[r.from].line {
		p := &w.toks[r.from-1]
		g := text[p.end:w.toks[r.from].start]
		switch {
		case p.flags&titleWord != 0 && p.flags&(particleWord|stateCode) == 0 && (g == " " || g == ". "):
			return byTitle
		case (g == " " || g == ": ") && w.introduced(r.from), g == " " && p.hash == hashIm:
			return byIntro
		case greetings.has(p.hash) && g == " ":
			return byGreeting
		case p.flags&chatCue != 0 && g == " ":
			return byWord
		}
	}
	if l := w.label(text, r.from, r.to, 1<<Name); l.element == Name && w.labelsLow(text, l.mark, r) {
		return byLabel
	}
	if w.ownLine(text, r) && w.signedOff(text, r) {
		return byLine
	}
	if w.addressed(text, r) {
		return byMail
	}
	return noCue
}

// endsLow reports whether a name in lower case ends before token i: nothing
// but a verb or a word such as "about" goes on with it.
func (w *work) endsLow(text string, i int) bool {
	if i >= len(w.toks) || text[w.toks[i-1].end:w.toks[i].start] != " " {
		return true
	}
	t := &w.toks[i]
	return t.end-t.start > 1 && (t.flags&(neverName|fillerWord) != 0 || actions.has(t.hash) || tells.has(t.hash) || living.has(t.hash))
}

// inRow reports whether token i stands beside other given names in lower case,
// "anna, peter and paul", or begins a line as who speaks: "anna: hello".
func (w *work) inRow(text string, i int) bool {
	if !w.lowGiven(i) || w.mayBePlace(text, run{i, i + 1}) {
		return false
	}
	if end := int(w.toks[i].end); i == 0 || w.toks[i-1].line != w.toks[i].line {
		if end < len(text) && text[end] == ':' && (end+1 == len(text) || blank(text[end+1])) {
			return true
		}
	}
	return i > 0 && w.lowGiven(i-1) && w.andBetween(text, i-1, i) ||
		i > 1 && w.toks[i-1].hash == hashAnd && w.lowGiven(i-2) && w.andBetween(text, i-2, i) ||
		i+1 < len(w.toks) && w.lowGiven(i+1) && w.andBetween(text, i, i+1) ||
		i+2 < len(w.toks) && w.toks[i+1].hash == hashAnd && w.lowGiven(i+2) && w.andBetween(text, i, i+2)
}

// lowGiven reports whether token i is a given name and no word of the language, in lower case.
func (w *work) lowGiven(i int) bool {
	t := &w.toks[i]
	if t.glued || i+1 < len(w.toks) && w.toks[i+1].glued || short.has(t.hash) {
		return false
	}
	return t.kind == lowword && t.flags.given() >= 2 && t.flags&mainlyGiven != 0 && t.flags&(otherWord|takenFlag|countryWord) == 0
}

// andBetween reports whether a comma or "and" alone stands between tokens i and j.
func (w *work) andBetween(text string, i, j int) bool {
	switch text[w.toks[i].end:w.toks[j].start] {
	case ", ", " and ", ", and ":
		return true
	}
	return false
}

// before returns the token before r, an empty one if there is none.
func (w *work) before(r run) *token {
	if r.from == 0 {
		return &token{}
	}
	return &w.toks[r.from-1]
}

var hashIm = hashWord("im")

// labelsLow reports whether the label m and a colon stand before r, and
// nothing behind it.
func (w *work) labelsLow(text string, m *use, r run) bool {
	if m.line != w.toks[r.from].line || int(m.from) >= r.from {
		return false
	}
	g := strings.TrimSpace(text[m.end:w.toks[r.from].start])
	return g == ":" || g == "="
}

// rateLow gives the confidence that r, in lower case, is a name.
func (w *work) rateLow(text string, r run, c cue) float32 {
	first, last := &w.toks[r.from], &w.toks[r.to-1]
	g, s := first.flags.given(), last.flags.surname()
	plain := first.flags&inDictionary == 0
	if r.to-r.from == 1 {
		if c <= byWord && w.inRow(text, r.from) {
			return .85
		}
		if p := w.before(r); w.lowGiven(r.from) && !w.mayBePlace(text, r) && (c == byWord || (tells.has(p.hash) || addressing.has(p.hash) || first.flags.given() == 3 && (hearing.has(p.hash) || p.hash == hashAt)) && p.kind == lowword) && text[p.end] == ' ' && w.endsLow(text, r.to) {
			return .8
		}
		if g > 0 && w.attributed(text, r) {
			return .85
		}
		if w.lowGiven(r.from) && g == 3 && r.to < len(w.toks) && did.has(w.toks[r.to].hash) && text[w.toks[r.from].end:w.toks[r.to].start] == " " {
			return .8
		}
		free := c == byGreeting || c == byIntro || c == byTitle && first.end-first.start > 2 || c == byLine
		if free && plain && (g >= 2 || c == byTitle && s >= 2) {
			return .8
		}
		return 0
	}
	switch {
	case last.end-last.start < 2 || last.flags&particleWord != 0 || w.toks[r.from+1].flags&inDictionary != 0 && s < 2:
		return 0
	case plain && g >= 2 && first.flags&mainlyGiven != 0 && (s >= 1 && last.flags&(rareName|inDictionary) == 0 || s == 3 && g == 3):
		return .9
	case c == noCue && (hearing.has(w.before(r).hash) && w.before(r).kind == lowword || w.ownLine(text, r)) && plain && g == 3 && first.flags&mainlyGiven != 0 && last.flags&inDictionary == 0 && last.end-last.start > 4:
		return .8
	case c >= byLine && (g >= 1 && s >= 1 || plain && g >= 1 && last.flags&inDictionary == 0), c == byLabel && plain && last.flags&inDictionary == 0 && (g+s > 0 || w.familyShape(text, last)):
		return .85
	case c == byWord && plain && g >= 2 && last.flags&inDictionary == 0:
		return .75
	}
	return 0
}

// short are abbreviations that look like given names in lower case.
var short = hashSet("max", "sid", "dom", "pam", "lex", "ant", "cal", "del", "reg")

// did are verbs in the past of which people are the subject as a rule, those of the strong and irregular ones
// that are used most.
var did = hashSet("brought", "took", "gave", "made", "went", "saw", "knew", "thought", "kept", "felt", "ran", "spoke", "bought", "taught", "found", "heard", "told", "said", "wrote", "came", "met", "left", "tried", "wanted", "asked", "worked", "looked", "pointed", "mentioned", "suggested", "noticed", "posted", "fixed", "decided", "agreed", "called", "says", "thinks", "wants", "knows", "likes")
