package detectors

// maxCandidate is the number of words that a candidate has at most.
const maxCandidate = 3

// candidateConfidence is that of a name of which nothing but the shape of its
// words speaks.
const candidateConfidence = .3

// maybeName adds r as a candidate if its words look like a name that no list
// and no cue settles.
func (w *work) maybeName(text string, r run) {
	if !w.settings.Candidates || r.to <= r.from || r.to-r.from > maxCandidate {
		return
	}
	rare := 0
	for i := r.from; i < r.to; i++ {
		t := &w.toks[i]
		switch {
		case t.flags&(companyWord|weekdayWord|takenFlag|neverName|titleWord|labelStart|monthWord) != 0, t.kind == upper && t.end-t.start <= 3:
			return
		case t.capital() && t.flags&inDictionary == 0:
			rare++
		}
	}
	if rare == 0 && !w.maybeLone(text, r) || w.noPerson(text, r) {
		return
	}
	w.add(Finding{Element: Name, Start: int(w.toks[r.from].start), End: int(w.toks[r.to-1].end), Value: w.plainName(text, r.from, r.to), Confidence: candidateConfidence, Partial: r.to-r.from == 1, Candidate: true, Why: "shape of its words"})
}

// maybeLone reports whether r is a word of the language that is a name too,
// with a capital letter inside a sentence.
func (w *work) maybeLone(text string, r run) bool {
	t := &w.toks[r.from]
	return r.to-r.from == 1 && t.kind == title && t.flags&(givenMask|surnameMask) != 0 && t.flags&otherWord == inDictionary && w.inside(text, r)
}
