package detectors

import (
	"slices"
	"sort"
	"strings"
)

// Bounds of what a label alone makes an address.
const (
	minLabelled = 3   // words
	maxLabelled = 160 // bytes
)

// labelledAddresses takes what stands behind the label of an address and a colon
// up to the end of the line, where nothing but places was found in it: forms that
// nobody lists, in any language. Words in lower case are none.
func (w *work) labelledAddresses(text string) {
	if !w.marked.has(PostalAddress) {
		return
	}
	var spans []Span          // in order; they do not overlap: none has a colon in it
	line, end := int32(-1), 0 // the line of the label before, and where its words end
	for k := range w.marks {
		m := &w.marks[k]
		if m.role != elementRole(PostalAddress) || m.used != 0 {
			continue
		}
		n := colonLen(text[m.end:])
		if n == 0 {
			continue
		}
		if m.line != line {
			line = m.line
			at := int(w.lines[line])
			end = at + len(strings.TrimRight(text[at:w.lineEnd(text, int(line))], wideBlanks))
		}
		from := int(m.end) + n
		start := max(from, end) - len(strings.TrimLeft(text[from:max(from, end)], wideBlanks))
		if end-start <= maxLabelled && end > start && w.likeAddress(text, int(m.to), end) && !w.taken(start) {
			spans = append(spans, Span{start, end})
		}
	}
	if len(spans) == 0 {
		return
	}
	spans = w.withPlacesAlone(spans)
	for _, s := range spans {
		w.add(Finding{Element: PostalAddress, Start: s.Start, End: s.End, Value: strings.ToLower(strings.Join(strings.Fields(text[s.Start:s.End]), " ")), Confidence: .8, Partial: true, Why: "label"})
		w.take(s.Start, s.End)
	}
}

// wideBlanks are the blanks of lines, with the ideographic one and that which does not break.
const wideBlanks = " \t\r\v\f\u00a0\u3000"

// colonLen returns the length of the colon that s begins with, 0 if there is none.
// Chinese and Japanese have one of their own width.
func colonLen(s string) int {
	switch {
	case strings.HasPrefix(s, ":"):
		return 1
	case strings.HasPrefix(s, "："):
		return len("：")
	}
	return 0
}

// taken reports whether the token at byte p is part of a finding, or of a form.
func (w *work) taken(p int) bool {
	i := w.tokenAt(p)
	return i < len(w.toks) && w.toks[i].flags&takenFlag != 0
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
	return signs && 3*low <= words && (words >= minLabelled || words > 0 && classes[s[0]] == high && len(s) > 12) && !strings.ContainsAny(s, "@:：=<>[]{}|") && !strings.Contains(s, "www.")
}

// withPlacesAlone returns those of spans, which are in order and apart, that no
// finding but of places touches, and leaves those places out: they are part of
// the address.
func (w *work) withPlacesAlone(spans []Span) []Span {
	touched := make([]bool, len(spans))
	for _, f := range w.found() {
		for k := firstBehind(spans, f.Start); k < len(spans) && spans[k].Start < f.End; k++ {
			touched[k] = touched[k] || f.Element != Place
		}
	}
	alone := spans[:0]
	for k, s := range spans {
		if !touched[k] {
			alone = append(alone, s)
		}
	}
	w.out = append(w.out[:w.base], slices.DeleteFunc(w.found(), func(f Finding) bool {
		k := firstBehind(alone, f.Start)
		return k < len(alone) && alone[k].Start < f.End
	})...)
	return alone
}

// firstBehind returns the first of spans that ends behind byte p.
func firstBehind(spans []Span, p int) int {
	return sort.Search(len(spans), func(k int) bool { return spans[k].End > p })
}
