package detectors

import "strings"

// lastFirst takes "Grimes, Alicia K." where r is the surname, and returns the
// token behind it.
func (w *work) lastFirst(text string, r run, c cue) int {
	if r.to >= len(w.toks) || !w.begins(r.to) {
		return 0
	}
	z := r.to - 1
	gap := text[w.toks[z].end:w.toks[r.to].start]
	if z > r.from && w.toks[z].flags&generation != 0 {
		gap = strings.TrimPrefix(gap, ".")
		z-- // SMITH JR., DONALD
	}
	if gap != ", " {
		return 0
	}
	for i := r.from; i < z-1; i++ {
		if w.toks[i].flags&(particleWord|placePrefix) == 0 {
			return 0
		}
	}
	whole := r
	for r.from < z && w.ordinary(&w.toks[r.from]) && w.toks[r.from].flags&particleWord == 0 {
		if unlisted(&w.toks[r.from]) && r.to+1 < len(w.toks) && w.toks[r.to+1].capital() && w.toks[r.to+1].flags.given() <= w.toks[r.to+1].flags.surname() && text[w.toks[r.to].end:w.toks[r.to+1].start] == " " {
			return 0 // "Jonty Barnes, Jason Kingsley": a list of whole names
		}
		r.from++
	}
	f, g := &w.toks[z], &w.toks[r.to]
	end := w.givenEnd(text, r.to+1)
	if g.end-g.start < 2 || g.flags&(neverName|titleWord|companyWord) != 0 && g.flags&listGiven == 0 {
		return 0
	}
	conf := float32(.85)
	if w.toks[r.from].kind != upper || w.toks[end-1].kind == upper {
		r.from = w.withParticles(text, r.from)
	}
	if w.pairs[w.joinRun(w.pairOf(run{r.to, end}), r)] {
		conf = .97
	} else if r.from > whole.from && c == noCue && like(f, listFamily, f.flags.surname()) < 2 || !w.reads(text, r, end, f, g, c) {
		return 0
	}
	w.emitName(text, r.from, end, r.to, conf, c)
	return end
}

// givenEnd returns the token behind the initial or the second given name at
// token i, else i.
func (w *work) givenEnd(text string, i int) int {
	if i >= len(w.toks) || text[w.toks[i-1].end:w.toks[i].start] != " " {
		return i
	}
	j := i
	for j < len(w.toks)-1 && w.toks[j].kind == lowword && w.toks[j].flags&particleWord != 0 && text[w.toks[j].end] == ' ' {
		j++ // María del Carmen
	}
	t := &w.toks[j]
	if t.capital() && t.end-t.start == 1 && j == i || t.kind >= title && t.flags.given() >= 2 && t.flags&(otherWord|takenFlag) == 0 && t.flags.given() >= t.flags.surname() {
		return j + 1
	}
	return i
}

// reads reports whether surname f and given name g, in this order, are one
// person rather than two on a list, or a town and its state.
func (w *work) reads(text string, r run, end int, f, g *token, c cue) bool {
	if first := &w.toks[r.from]; first != f && first.flags&particleWord == 0 && like(first, listGiven, first.flags.given()) > 0 {
		return false // a whole name, then another
	}
	fam, giv := like(f, listFamily, f.flags.surname()), like(g, listGiven, g.flags.given())
	if giv == 2 && unlisted(f) && w.inList(text, r.from, end) {
		return true // "Kirsher, Jeffrey T; Brandeburg, Jesse"
	}
	if f.flags&(noPart|countryWord|stateWord) == 0 && g.flags&(noPart|countryWord|stateWord) == 0 && w.lineOfList(text, run{r.from, end}) {
		return true // "Zorbin, Nony" between "Keller, Anna" and "Lee, Robert"
	}
	if giv >= 1 && f.flags&otherWord == 0 && g.flags&(otherWord|rareName) == 0 && w.headerLine(text, r.from, end) {
		return true // "To: Volkonsky, Dmitri"
	}
	if c >= byLine && c != byGreeting && fam >= 1 && unlisted(g) && f.flags&inDictionary == 0 {
		return true // "Name: HOWARD, RUELYN"
	}
	if giv >= 1 && c != byGreeting && (w.addressed(text, run{r.from, end}) || w.ownLine(text, run{r.from, end}) && giv == 2 && f.flags&neverName == 0 && g.flags.given() > g.flags.surname()) {
		return true
	}
	if w.firm(text, end) || fam < 2 && w.listing(text, r.from, end) {
		return false
	}
	if g.flags&(stateWord|stateCode) != 0 && giv < 2 || f.flags&neverName != 0 || f.flags&inDictionary != 0 && f.flags&listFamily == 0 && c == noCue && f.flags.surname() < 2 {
		return false
	}
	if end < len(w.toks) && w.toks[end].capital() && text[w.toks[end-1].end:w.toks[end].start] == " " && w.toks[end].flags&(listFamily|surnameMask) != 0 {
		return false // "Kate, John Smith"
	}
	if end < len(w.toks) && w.toks[end].kind == lowword && w.toks[end].flags&particleWord != 0 && w.toks[end].flags&(fillerWord|neverName) == 0 && text[w.toks[end-1].end:w.toks[end].start] == " " {
		return false // "Keller, Pieter van der Berg"
	}
	if f.flags.given() > f.flags.surname() && f.flags&listFamily == 0 {
		return false // Robert, Alice
	}
	return giv >= 2 && fam >= 1 || giv >= 1 && fam == 2 || giv >= 1 && c >= byLine && (fam >= 1 || f.flags&inDictionary == 0)
}

// inList reports whether tokens i to j stand in a list parted by semicolons, or in quotes.
func (w *work) inList(text string, i, j int) bool {
	start, end := int(w.toks[i].start), int(w.toks[j-1].end)
	return end < len(text) && (text[end] == ';' || text[end] == '"') || start > 1 && text[start-2:start] == "; "
}

// lineOfList reports whether r is alone on its line, and the line above or below
// is a surname, a comma and a given name.
func (w *work) lineOfList(text string, r run) bool {
	if !w.ownLine(text, r) {
		return false
	}
	return r.from > 0 && w.reversed(text, int(w.toks[r.from].line)-1) || r.to < len(w.toks) && w.reversed(text, int(w.toks[r.from].line)+1)
}

// reversed reports whether a line is a surname, a comma and a frequent given name.
func (w *work) reversed(text string, line int) bool {
	if line < 0 || line >= len(w.lines) {
		return false
	}
	i := w.tokenAt(int(w.lines[line]))
	if i+1 >= len(w.toks) || int(w.toks[i].line) != line || int(w.toks[i+1].line) != line || text[w.toks[i].end:w.toks[i+1].start] != ", " {
		return false
	}
	a, b := &w.toks[i], &w.toks[i+1]
	if i+3 < len(w.toks) && int(w.toks[i+3].line) == line {
		return false
	}
	return a.capital() && b.capital() && a.flags&noPart == 0 && b.flags.given() >= 2 && b.flags&(otherWord|countryWord|stateWord) == 0
}

// headerLine reports whether tokens i to j, and no more capital words beside
// them, follow the head of a line of a quoted header: "From:", "To:".
func (w *work) headerLine(text string, i, j int) bool {
	if i > 0 && text[w.toks[i-1].end:w.toks[i].start] == " " || j < len(w.toks) && w.toks[j].capital() && text[w.toks[j-1].end:w.toks[j].start] == " " {
		return false
	}
	h := w.tokenAt(int(w.lines[w.toks[i].line]))
	return h < i && headers.has(w.toks[h].hash) && strings.HasPrefix(strings.TrimLeft(text[w.toks[h].end:], " *"), ":")
}

var headers = hashSet("from", "to", "cc", "bcc", "de", "para", "von", "an", "kopie", "organizer", "attendees", "required", "optional")

// listing reports whether a comma or "&" joins tokens i to j to more words in
// capitals: a list of single words.
func (w *work) listing(text string, i, j int) bool {
	if i > 0 && w.toks[i-1].capital() {
		if g := text[w.toks[i-1].end:w.toks[i].start]; g == ", " || g == " & " {
			return true
		}
	}
	return j < len(w.toks) && w.toks[j].capital() && text[w.toks[j-1].end:w.toks[j].start] == ", "
}

// firm reports whether "and" and one more surname stand at token i, as in the
// name of a firm: "Rose, Turner and Thompson".
func (w *work) firm(text string, i int) bool {
	if i < len(w.toks) && text[w.toks[i-1].end:w.toks[i].start] == " & " {
		return true
	}
	if i+1 >= len(w.toks) || w.toks[i].hash != hashAnd || !w.toks[i+1].capital() {
		return false
	}
	return i+2 == len(w.toks) || !strings.HasPrefix(text[w.toks[i+1].end:], ", ")
}

var hashAnd = hashWord("and")
