package main

import (
	"cmp"
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"exposed/detectors"
)

// A fact is an element that stands in a message, as the truth of a case says.
type fact struct {
	Message string `json:"message_id"`
	Element string `json:"element"`
	Raw     string `json:"raw"`
	Value   string `json:"value"`
}

// An exported finding, as export --unmask findings writes it.
type exported struct {
	Item       string  `json:"item_id"`
	Locator    string  `json:"locator"`
	Message    string  `json:"message_id"`
	Element    string  `json:"element"`
	Text       string  `json:"text"`
	Value      string  `json:"value"`
	Confidence float32 `json:"confidence"`
	Partial    bool    `json:"partial"`
	Reserved   bool    `json:"reserved"`
	Why        string  `json:"why"`
}

// A place is one element in one message.
type place struct{ message, element string }

// scoreTruth scores the findings of a case against its truth. A finding is right
// if the truth has a fact of that element in that message with the same value, or
// the same text without case, blanks and punctuation. Messages without truth,
// and findings that are partial or reserved, are left out.
func scoreTruth(r *result, dir, findings string, unmask bool) error {
	facts, err := readJSONL[fact](dir + "/truth.jsonl")
	if err != nil {
		return err
	}
	found, err := readJSONL[exported](findings)
	if err != nil {
		return err
	}
	t := truth{facts: map[place][]fact{}, found: map[place][]exported{}, unmask: unmask}
	messages := map[string]bool{}
	for _, f := range facts {
		p := place{messageID(f.Message), f.Element}
		messages[p.message] = true
		t.facts[p] = append(t.facts[p], f)
	}
	for _, f := range found {
		if p := (place{messageID(f.Message), f.Element}); messages[p.message] && !f.Partial && !f.Reserved {
			t.found[p] = append(t.found[p], f)
		}
	}
	t.score(r)
	return nil
}

// messageID drops the mark of a message that was forwarded inside another.
func messageID(id string) string { return strings.Replace(id, "<n.", "<", 1) }

func readJSONL[T any](path string) (list []T, err error) {
	err = lines(path, func(line string) error {
		if strings.TrimSpace(line) == "" {
			return nil
		}
		var x T
		if err := json.Unmarshal([]byte(line), &x); err != nil {
			return err
		}
		list = append(list, x)
		return nil
	})
	return list, err
}

// A truth is the facts and findings of a case.
type truth struct {
	facts  map[place][]fact
	found  map[place][]exported
	unmask bool
}

func (t *truth) score(r *result) {
	for e := range detectors.Elements {
		rw := row{Set: "truth", Element: detectors.Element(e).String()}
		t.recall(r, &rw)
		if rw.Wanted == 0 {
			continue
		}
		t.precision(r, &rw)
		rw.rate()
		r.rows = append(r.rows, rw)
	}
}

func (t *truth) recall(r *result, rw *row) {
	for _, p := range places(t.facts, rw.Element) {
		facts := t.facts[p]
		for i := range facts {
			hit := slices.ContainsFunc(t.found[p], func(f exported) bool { return agree(&facts[i], &f) })
			rw.Wanted++
			rw.Found += one(hit)
			if !hit {
				r.missed = append(r.missed, miss{set: p.message, element: p.element, context: t.print(facts[i].Raw)})
			}
		}
	}
}

// places returns the places of an element, by message.
func places[T any](m map[place][]T, element string) []place {
	list := only(slices.Collect(maps.Keys(m)), func(p place) bool { return p.element == element })
	slices.SortFunc(list, func(a, b place) int { return cmp.Compare(a.message, b.message) })
	return list
}

// precision counts each value once a message.
func (t *truth) precision(r *result, rw *row) {
	for _, p := range places(t.found, rw.Element) {
		found := t.found[p]
		seen := map[string]bool{}
		for i := range found {
			f := &found[i]
			v := f.Value
			if v == "" {
				v = f.Text
			}
			if v = squash(v); seen[v] {
				continue
			}
			seen[v] = true
			right := slices.ContainsFunc(t.facts[p], func(x fact) bool { return agree(&x, f) })
			rw.Findings++
			rw.Right += one(right)
			r.judged = append(r.judged, judgement{p.element, f.Confidence, f.Partial, f.Why, right})
			if !right {
				r.false = append(r.false, miss{p.message, p.element, t.print(f.Text), f.Confidence, f.Why})
			}
		}
	}
}

// print returns s, masked unless values may be seen.
func (t *truth) print(s string) string {
	if t.unmask {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsDigit(r):
			return '9'
		case unicode.IsUpper(r):
			return 'A'
		case unicode.IsLetter(r):
			return 'a'
		}
		return r
	}, s)
}

// agree reports whether f says what the truth t says.
func agree(t *fact, f *exported) bool {
	raw, want, value, text := squash(t.Raw), squash(t.Value), squash(f.Value), squash(f.Text)
	if want != "" && (want == value || want == text) || raw == text || raw == value {
		return true
	}
	switch t.Element {
	case "name":
		return in(nameKey(t.Raw), nameKey(f.Text), nameKey(f.Value)) || in(nameKey(t.Value), nameKey(f.Text), nameKey(f.Value))
	case "postal_address":
		head, zip, _ := strings.Cut(t.Value, "|")
		return sameAddress(f.Text, squash(head), zip) || sameAddress(f.Value, squash(head), zip)
	case "billing":
		cents := func(s string) string { return squash(strings.TrimRight(strings.TrimRight(s, "0"), ".")) }
		return in(cents(t.Value), cents(f.Value), text)
	case "rate_plan", "plan_feature", "account_type":
		return longer(text, want) || longer(value, want)
	}
	return false
}

func in(s string, list ...string) bool { return slices.Contains(list, s) }

// maxAddress is the length of the longest text that counts as one address.
const maxAddress = 160

func sameAddress(s, head, zip string) bool {
	return len([]rune(s)) <= maxAddress && strings.Contains(squash(s), head) && strings.Contains(s, zip)
}

// longer reports whether s holds want and little besides.
func longer(s, want string) bool {
	return strings.Contains(s, want) && len([]rune(s)) <= len([]rune(want))+12
}

// squash drops case, blanks and punctuation.
func squash(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

var title = regexp.MustCompile(`(?i)^(mr|mrs|ms|dr|señora?|sra?)\.?\s+`)

// nameKey returns the words of a name in order of the alphabet, without title and initials.
func nameKey(s string) string {
	words := strings.FieldsFunc(strings.ToLower(title.ReplaceAllString(s, "")), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
	words = only(words, func(w string) bool { return len([]rune(w)) > 1 })
	slices.Sort(words)
	return strings.Join(words, "")
}
