package detectors

import "strings"

// maxCrossing is the number of words in the name of a street that crosses another.
const maxCrossing = 4

// crossing takes two streets that meet, where token i is the type of the first:
// Main St & 5th Ave. It is less than an address.
func (w *work) crossing(text string, i int) int {
	j := i + 1
	if j+1 >= len(w.toks) {
		return 0
	}
	switch s := w.sepAt(text, j); {
	case s&sepAnd != 0 && s.only(sepAnd|sepBlank|sepStop):
	case s.only(sepBlank|sepStop) && crossWords.has(w.toks[j].hash) && w.sepAt(text, j+1) == sepBlank:
		j++
	default:
		return 0
	}
	if !plainSuffixes.has(w.toks[i].hash) {
		return 0
	}
	end := w.crossed(text, j)
	from := i
	for from > 0 && i-from < maxCrossing && w.crossWord(text, from-1) {
		from--
	}
	if end == 0 || from == i {
		return 0
	}
	s, e := int(w.toks[from].start), int(w.toks[end-1].end)
	w.add(Finding{Element: PostalAddress, Start: s, End: e, Value: addressValue(text[s:e]), Confidence: .6, Partial: true, Why: "two streets that meet"})
	w.take(s, e)
	return end - i
}

// betweenStreets takes a house number and a street without its type, where the
// streets that cross it stand behind it: 600 Example (between Pine and Oak).
func (w *work) betweenStreets(text string, i int) int {
	j := i + 1
	for j < len(w.toks) && j <= i+2 && w.toks[j].capital() && w.sepAt(text, j) == sepBlank && w.toks[j].flags&(monthWord|weekdayWord|unitWord) == 0 {
		j++
	}
	if j == i+1 || j+1 >= len(w.toks) || !w.toks[j+1].capital() || w.toks[i].glued || w.tokenLen(i) > 5 || !betweenWords.has(w.toks[j].hash) || strings.Trim(text[w.toks[j-1].end:w.toks[j].start], " ,") != "(" {
		return 0
	}
	s, e := int(w.toks[i].start), int(w.toks[j-1].end)
	w.add(Finding{Element: PostalAddress, Start: s, End: e, Value: addressValue(text[s:e]), Confidence: .8, Partial: true, Why: "number, street"})
	w.take(s, e)
	return j - i
}

var betweenWords = hashSet("between", "betw", "btwn", "bet", "at", "near", "off", "corner", "entre")

var crossWords = hashSet("and", "at", "y")

// crossed returns the token behind the street that begins at token j, 0 if none does.
func (w *work) crossed(text string, j int) int {
	for k := j; k < len(w.toks) && k <= j+maxCrossing; k++ {
		t := &w.toks[k]
		if k > j && !w.streetGap(text, k) || !t.capital() && t.kind != number && !t.glued {
			return 0
		}
		if k > j && t.kind != number && plainSuffixes.has(t.hash) && (t.capital() || t.glued) {
			if k+1 < len(w.toks) && w.toks[k+1].flags&directional != 0 && w.tokenLen(k+1) <= 2 && w.sepAt(text, k+1) == sepBlank && w.toks[k+1].capital() {
				k++
			}
			return k + 1
		}
	}
	return 0
}

// crossWord reports whether token j can be a word of a street's name before another.
func (w *work) crossWord(text string, j int) bool {
	t := &w.toks[j]
	if t.flags&takenFlag != 0 || t.flags&neverName != 0 && t.flags&(directional|streetSuffix) == 0 || !t.capital() && t.kind != number && !t.glued {
		return false
	}
	s := w.sepAt(text, j+1)
	return s.only(sepBlank) || s.only(sepBlank|sepStop) && w.abbreviation(j)
}
