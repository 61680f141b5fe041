package detectors

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
			if from > r.from && w.toks[from-1].flags&chatCue != 0 {
				c = max(c, byWord) // News Reporter Andy Zorblin
			}
			if c == byMail && from+n < r.to {
				c = noCue // the address is that of all the words
			}
			if c := w.rate(text, run{from, from + n}, c); c > best && (size == 0 || w.ordinaryTail(from+n, from+size)) {
				best, size = c, n
			}
		}
		if size > 0 {
			if c < byTitle && (w.placeBehind(text, from+size) || w.placeName(from, from+size)) {
				return 0, 0, 0
			}
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
