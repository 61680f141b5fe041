package detectors

import "strings"

// A run is capital words in a row that can be a name: tokens from to to.
type run struct{ from, to int }

// maxName is the number of words that a name has at most, particles included.
const maxName = 6

// names finds the names of people among the capital words of text.
func (w *work) names(text string) {
	w.mi = 0
	w.lesson.clear()
	eastern := w.lesson.eastern
	last := 0         // behind the last name
	line := int32(-1) // of the word before
	for i := 0; i < len(w.toks); {
		if eastern {
			if end := w.east(text, i); end > i {
				i = end
				continue
			}
		}
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
			w.waits(r)
		}
		i = r.to
	}
	w.recall(text)
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
		if a.flags&mainlyGiven != 0 && a.end-a.start > 2 && b.flags&(neverName|inDictionary) != 0 {
			return true // a play: MARLA So what
		}
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
	if conf > .7 || conf == .7 && c != noCue {
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
