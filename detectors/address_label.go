package detectors

import "strings"

// Bounds of what a label alone makes an address.
const (
	minLabelled = 3   // words
	maxLabelled = 160 // bytes
)

// labelledAddresses takes what stands behind the label of an address and a colon
// up to the end of the line, where no address was found in it: forms that
// nobody lists, in any language. Words in lower case are none.
func (w *work) labelledAddresses(text string) {
	if !w.marked.has(PostalAddress) {
		return
	}
	for k := range w.marks {
		m := &w.marks[k]
		if m.role != elementRole(PostalAddress) || m.used != 0 || int(m.end) >= len(text) || text[m.end] != ':' {
			continue
		}
		start, end := trimSpan(text, int(m.end)+1, w.lineEnd(text, int(m.line)))
		if i := int(m.to); end-start > maxLabelled || end <= start || !w.likeAddress(text, i, end) || !w.placesAlone(start, end) {
			continue
		}
		w.add(Finding{Element: PostalAddress, Start: start, End: end, Value: strings.ToLower(strings.Join(strings.Fields(text[start:end]), " ")), Confidence: .8, Partial: true, Why: "label"})
		w.take(start, end)
	}
}

// likeAddress reports whether the tokens from i on, which end at byte end, are
// words of an address: with a number, a comma or letters of another script, and
// none of a sentence, of an address of mail or of a site.
func (w *work) likeAddress(text string, i, end int) bool {
	words, low, signs := 0, 0, false
	start := end
	for ; i < len(w.toks) && int(w.toks[i].end) <= end; i++ {
		t := &w.toks[i]
		start = min(start, int(t.start))
		words++
		signs = signs || t.kind == number || t.end-t.start > 6 && classes[text[t.start]] == high
		if t.kind == lowword && t.flags&particleWord == 0 && classes[text[t.start]] != high {
			low++
		}
	}
	s := text[start:end]
	signs = signs || strings.IndexByte(s, ',') >= 0
	return signs && 3*low <= words && (words >= minLabelled || words > 0 && classes[s[0]] == high && len(s) > 12) && !strings.ContainsAny(s, "@:=<>[]{}|") && !strings.Contains(s, "www.")
}

// placesAlone reports whether no finding but of places touches text[start:end],
// and leaves those out: they are part of the address.
func (w *work) placesAlone(start, end int) bool {
	if i := w.tokenAt(start); i < len(w.toks) && w.toks[i].flags&takenFlag != 0 {
		return false // by a form
	}
	kept := w.found()[:0]
	for _, f := range w.found() {
		if f.Start < end && start < f.End && f.Element != Place {
			return false
		}
	}
	for _, f := range w.found() {
		if f.Start >= end || start >= f.End {
			kept = append(kept, f)
		}
	}
	w.out = w.out[:w.base+len(kept)]
	return true
}
