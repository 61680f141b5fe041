package main

import (
	"cmp"
	"slices"
	"strings"

	"exposed/detectors"
)

// A mark is an element that stands in a text, as its set says.
type mark struct {
	element    detectors.Element
	start, end int // bytes
}

// A sample is a text with all marks of the elements that its set knows.
type sample struct {
	text  string
	marks []mark
	parts []string // of the set, scored apart as well
}

// A set is labelled texts.
type set struct {
	name    string
	samples []sample
	knows   []detectors.Element // findings of other elements are left out
	places  bool                // addresses and places are one element
	natural bool                // texts were not made around the marks: confidence can be held against them
	whole   bool                // a mark is found if a finding covers it, else if one touches it
}

// A row is the score of one element in one set.
type row struct {
	Set       string  `json:"set"`
	Element   string  `json:"element"`
	Wanted    int     `json:"wanted"`
	Found     int     `json:"found"`
	Findings  int     `json:"findings"`
	Right     int     `json:"right"`
	Recall    float64 `json:"recall"`
	Precision float64 `json:"precision"`
	F1        float64 `json:"f1"`
}

// rate computes the rates of r from its counts.
func (r *row) rate() {
	r.Recall, r.Precision, r.F1 = 0, 0, 0
	if r.Wanted > 0 {
		r.Recall = float64(r.Found) / float64(r.Wanted)
	}
	if r.Findings > 0 {
		r.Precision = float64(r.Right) / float64(r.Findings)
	}
	if r.Recall+r.Precision > 0 {
		r.F1 = 2 * r.Recall * r.Precision / (r.Recall + r.Precision)
	}
}

// A miss is a mark that was not found, or a finding that is not right.
type miss struct {
	set, element string
	context      string
	confidence   float32 // of a finding
	why          string
}

// A judgement is a finding and whether it is right.
type judgement struct {
	element    string
	confidence float32
	partial    bool
	why        string
	right      bool
}

// A result is what was measured.
type result struct {
	rows          []row
	missed, false []miss
	judged        []judgement
}

// score scores a set as a whole and in its parts.
func (r *result) score(wk *detectors.Worker, s *set) {
	t := tally{set: s, rows: map[key]*row{}, sets: map[string]int{}}
	var found []detectors.Finding
	for i := range s.samples {
		found = wk.Text(s.samples[i].text, nil, found[:0])
		t.sample(r, &s.samples[i], t.marks(found))
	}
	slices.SortStableFunc(t.order, func(a, b key) int {
		return cmp.Or(cmp.Compare(t.sets[a.set], t.sets[b.set]), cmp.Compare(a.element, b.element))
	})
	for _, k := range t.order {
		if row := t.rows[k]; row.Wanted > 0 || row.Findings > 0 {
			row.rate()
			r.rows = append(r.rows, *row)
		}
	}
}

type key struct {
	set     string
	element detectors.Element
}

// A tally counts one set.
type tally struct {
	set   *set
	rows  map[key]*row
	order []key
	sets  map[string]int // parts by the order in which they come
}

func (t *tally) row(set string, e detectors.Element) *row {
	k := key{set, e}
	if t.rows[k] == nil {
		t.rows[k] = &row{Set: set, Element: e.String()}
		t.order = append(t.order, k)
		if _, ok := t.sets[set]; !ok {
			t.sets[set] = len(t.sets)
		}
	}
	return t.rows[k]
}

// A guess is a finding as a mark.
type guess struct {
	mark
	kind       detectors.Element // of the finding
	partial    bool
	confidence float32
	why        string
}

// marks returns the findings of elements that the set knows.
func (t *tally) marks(found []detectors.Finding) []guess {
	var out []guess
	for i := range found {
		f := &found[i]
		end := f.End
		if n := len(f.More); n > 0 {
			end = f.More[n-1].End
		}
		if e := t.group(f.Element); t.knows(e) {
			out = append(out, guess{mark{e, f.Start, end}, f.Element, f.Partial, f.Confidence, f.Why})
		}
	}
	return out
}

func (t *tally) group(e detectors.Element) detectors.Element {
	if t.set.places && e == detectors.PostalAddress {
		return detectors.Place
	}
	return e
}

func (t *tally) knows(e detectors.Element) bool {
	for _, k := range t.set.knows {
		if t.group(k) == e {
			return true
		}
	}
	return false
}

// same reports whether finding g is what m marks.
func (t *tally) same(m mark, g mark) bool {
	if t.group(m.element) != g.element {
		return false
	}
	if t.set.whole {
		return g.start <= m.start && m.end <= g.end
	}
	return touch(m, g)
}

func touch(a, b mark) bool { return a.start < b.end && b.start < a.end }

// sample counts one text.
func (t *tally) sample(r *result, s *sample, guesses []guess) {
	names := append([]string{t.set.name}, s.parts...)
	for _, m := range s.marks {
		hit := slices.ContainsFunc(guesses, func(g guess) bool { return t.same(m, g.mark) })
		e := t.group(m.element)
		t.count(names, e, func(r *row) { r.Wanted++; r.Found += one(hit) })
		if !hit {
			r.missed = append(r.missed, miss{set: last(names), element: e.String(), context: around(s.text, m.start, m.end)})
		}
	}
	for i := range guesses {
		g := &guesses[i]
		right := slices.ContainsFunc(s.marks, func(m mark) bool { return t.same(m, g.mark) })
		t.count(names, g.element, func(r *row) { r.Findings++; r.Right += one(right) })
		if t.set.natural {
			r.judged = append(r.judged, judgement{g.kind.String(), g.confidence, g.partial, g.why, right})
		}
		if !right {
			r.false = append(r.false, miss{last(names), g.element.String(), around(s.text, g.start, g.end), g.confidence, g.why})
		}
	}
}

func (t *tally) count(names []string, e detectors.Element, add func(*row)) {
	for _, n := range names {
		add(t.row(n, e))
	}
}

func last(names []string) string { return names[len(names)-1] }

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

// The bytes of text before and behind a finding that are printed.
const (
	before = 60
	behind = 40
)

// around returns text[start:end] between « and », with what stands around it.
func around(text string, start, end int) string {
	s := text[max(0, start-before):start] + "«" + text[start:end] + "»" + text[end:min(len(text), end+behind)]
	return strings.ToValidUTF8(s, "")
}

// keep drops what is not of the element; "" keeps all.
func (r *result) keep(element string) {
	if element == "" {
		return
	}
	r.rows = only(r.rows, func(x row) bool { return x.Element == element })
	r.missed = only(r.missed, func(x miss) bool { return x.element == element })
	r.false = only(r.false, func(x miss) bool { return x.element == element })
	r.judged = only(r.judged, func(x judgement) bool { return x.element == element })
}

func only[T any](list []T, ok func(T) bool) []T {
	var out []T
	for _, x := range list {
		if ok(x) {
			out = append(out, x)
		}
	}
	return out
}
