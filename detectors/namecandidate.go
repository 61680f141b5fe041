package detectors

// maxCandidate is the number of words that a candidate has at most.
const maxCandidate = 3

// candidateConfidence is that of a name of which nothing but the shape of its
// words speaks.
const candidateConfidence = .3

// maybeName adds r as a candidate if its words look like a name that no list
// and no cue settles.
func (w *work) maybeName(text string, r run) {
	if !w.settings.Candidates {
		return
	}
	for r.from < r.to-1 && w.toks[r.from].flags&(inDictionary|neverName) != 0 && w.ordinary(&w.toks[r.from]) && w.sentenceStart(text, r.from) {
		r.from++ // "So Alvir"
	}
	if r.to <= r.from || r.to-r.from > maxCandidate || w.determined(text, r) || r.from > 0 && (saints.has(w.toks[r.from-1].hash) || branded.has(w.toks[r.from-1].hash)) || w.noPerson(text, r) || !w.standsFree(text, r) {
		return
	}
	rare := 0
	for i := r.from; i < r.to; i++ {
		ok, unusual := w.maybePart(text, i, r)
		if !ok {
			return
		}
		if unusual {
			rare++
		}
	}
	if rare == 0 && !w.maybeLone(text, r) {
		return
	}
	w.add(Finding{Element: Name, Start: int(w.toks[r.from].start), End: int(w.toks[r.to-1].end), Value: w.plainName(text, r.from, r.to), Confidence: candidateConfidence, Partial: r.to-r.from == 1, Candidate: true, Why: "shape of its words"})
}

// maybePart reports whether token i can be a word of the candidate r, and
// whether it is no word of the language.
func (w *work) maybePart(text string, i int, r run) (ok, unusual bool) {
	t := &w.toks[i]
	size := t.end - t.start
	switch {
	case !t.capital():
		return t.flags&particleWord != 0, false
	case size == 1:
		return i > r.from && i < r.to-1, false
	case t.glued || i+1 < len(w.toks) && w.toks[i+1].glued,
		t.flags&(companyWord|weekdayWord|neverName|titleWord|labelStart|monthWord|countryWord) != 0,
		t.kind == mixed && !prefixed(text[t.start:t.end]),
		t.kind == upper && (size <= 3 || r.to-r.from == 1),
		size < 3, size < 5 && accented(text, t):
		return false, false
	}
	return true, t.flags&inDictionary == 0
}

// maybeLone reports whether r is a word of the language that is a name too,
// with a capital letter inside a sentence.
func (w *work) maybeLone(text string, r run) bool {
	t := &w.toks[r.from]
	return r.to-r.from == 1 && t.kind == title && t.flags&(givenMask|surnameMask) != 0 && t.flags&otherWord == inDictionary && w.inside(text, r)
}
