package detectors

import "strings"

// maxTown is the number of words that the name of a town has at most.
const maxTown = 3

// place takes the town before the state at token i: "Bismarck, ND". A state
// alone is a place if its name is no given name. A place exposes nobody.
func (w *work) place(text string, i int) {
	n, _ := w.stateAt(text, i)
	if n == 0 {
		return
	}
	from := i
	if i > 0 && text[w.toks[i-1].end:w.toks[i].start] == ", " {
		for from > 0 && i-from < maxTown && w.town(text, from-1, i) {
			from--
		}
	}
	alone := from == i
	if alone && (w.toks[i].flags&stateCode != 0 && w.toks[i].end-w.toks[i].start == 2 || w.toks[i].flags.given() > 1 || !w.toks[i].capital()) {
		return
	}
	s, e := int(w.toks[from].start), int(w.toks[i+n-1].end)
	why, conf := "town and state", float32(.85)
	if alone {
		why, conf = "name of a state", .7
	}
	w.add(Finding{Element: Place, Start: s, End: e, Value: strings.ToLower(text[s:e]), Confidence: conf, Why: why})
}

// town reports whether token j can be a word of the town before token i.
func (w *work) town(text string, j, i int) bool {
	t := &w.toks[j]
	if !t.capital() || t.flags&(takenFlag|neverName|monthWord|weekdayWord|labelStart) != 0 && t.flags&placePrefix == 0 || t.line != w.toks[i].line {
		return false
	}
	g := text[t.end:w.toks[j+1].start]
	return j+1 == i || g == " " || g == ". "
}
