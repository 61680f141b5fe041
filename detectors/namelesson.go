package detectors

// A lesson is the words of the names that a text has shown so far.
type lesson struct {
	words   [64]uint64
	n       int
	greeted int   // token behind a given name in a greeting
	waiting []run // words alone that a name further down may explain
	eastern bool  // the text has letters of Japan, Korea or China
}

func (l *lesson) clear() { l.n, l.greeted, l.waiting = 0, 0, l.waiting[:0] }

// teach notes the words of a name: alone, they mean the same person.
func (w *work) teach(from, to int) {
	for i := from; i < to; i++ {
		t := &w.toks[i]
		if t.end-t.start > 2 && t.flags&(generation|particleWord|titleWord|countryWord|stateWord) == 0 && (t.kind != mixed || t.flags&(givenMask|surnameMask) != 0) {
			w.lesson.words[w.lesson.n%len(w.lesson.words)] = t.hash
			w.lesson.n++
		}
	}
}

// taught reports whether t is a word of a name further up.
func (w *work) taught(t *token) bool {
	for _, h := range w.lesson.words[:min(w.lesson.n, len(w.lesson.words))] {
		if h == t.hash {
			return true
		}
	}
	return false
}

// waits notes r, in which no name was found, if its last word may be a surname:
// what stands further down may tell.
func (w *work) waits(r run) {
	if t := &w.toks[r.to-1]; t.kind == title && t.end-t.start > 3 && t.flags&(otherWord|takenFlag) == 0 {
		w.lesson.waiting = append(w.lesson.waiting, r)
	}
}

// recall takes the words alone that only the names behind them explain:
// "Pittman leaves ... Bob Pittman said".
func (w *work) recall(text string) {
	if w.lesson.n == 0 {
		return
	}
	for _, full := range w.lesson.waiting {
		if !w.taught(&w.toks[full.to-1]) {
			continue
		}
		r := w.trim(text, full)
		if r.to-r.from > 1 && w.toks[r.to-2].flags&chatCue != 0 {
			r.from = r.to - 1 // Plonk CEO Keller
		}
		if r.to == full.to && r.from < r.to && !w.noPerson(text, r) && !w.companyBehind(text, r) && !w.streetBehind(text, r) {
			w.loneName(text, full, r, noCue)
		}
	}
}
