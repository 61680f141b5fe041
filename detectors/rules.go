package detectors

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
)

// The limits of a file of rules.
const (
	maxRulesFile = 1 << 20
	maxRules     = 1000
	maxRuleID    = 64
)

// A RuleSpec is a rule as its file writes it.
type RuleSpec struct {
	ID             string   `json:"id"`
	Element        string   `json:"element"`
	Pattern        string   `json:"pattern"`         // RE2; its group, if it has one, is the value
	Check          string   `json:"check"`           // a name of ruleChecks; "" or none: no check
	Labels         []string `json:"labels"`          // words, one of which stands near
	Confidence     float32  `json:"confidence"`      // with a label, where there are labels
	BareConfidence float32  `json:"bare_confidence"` // without; 0: a label is needed
	MustFind       []string `json:"must_find"`       // the value may stand between « and »
	MustNotFind    []string `json:"must_not_find"`
}

// Rules are patterns that the user of the program adds to its own. They are
// immutable.
type Rules struct {
	list   []rule
	digest [sha256.Size]byte
}

// Digest returns the SHA-256 of the file that the rules were read from.
func (r *Rules) Digest() [sha256.Size]byte { return r.digest }

// A rule is one that was read and holds.
type rule struct {
	spec    RuleSpec
	element Element
	re      *regexp.Regexp
	group   int // of the pattern that is the value; 0: all of it
	needs   required
	check   func(s string) bool
	labels  []string // folded, a blank before and behind
	why     string
	labeled string // why of a finding with a label
}

// A RuleError says why a file of rules is refused.
type RuleError struct {
	ID  string // "": the file as a whole
	Err error
}

func (e *RuleError) Error() string {
	if e.ID == "" {
		return e.Err.Error()
	}
	return "rule " + e.ID + ": " + e.Err.Error()
}

func (e *RuleError) Unwrap() error { return e.Err }

// ReadRules reads a list of rules in JSON. Each rule has to find what its
// must_find texts show and nothing in those of must_not_find, beside all other
// detectors; else the file is refused with a RuleError.
func ReadRules(r io.Reader) (*Rules, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxRulesFile+1))
	if err != nil {
		return nil, err
	}
	if len(data) > maxRulesFile {
		return nil, &RuleError{"", fmt.Errorf("more than %d bytes", maxRulesFile)}
	}
	specs, err := parseRules(bytes.TrimPrefix(data, []byte("\ufeff")))
	if err != nil {
		return nil, &RuleError{"", err}
	}
	rules := &Rules{digest: sha256.Sum256(data)}
	for i := range specs {
		made, err := makeRule(&specs[i])
		if err == nil && slices.ContainsFunc(rules.list, func(x rule) bool { return x.spec.ID == made.spec.ID }) {
			err = errors.New("another rule has this id")
		}
		if err != nil {
			return nil, &RuleError{ruleName(&specs[i], i), err}
		}
		rules.list = append(rules.list, made)
	}
	if err := rules.prove(); err != nil {
		return nil, err
	}
	return rules, nil
}

// ruleName names a rule that has no id by its number.
func ruleName(s *RuleSpec, i int) string {
	if validID(s.ID) {
		return s.ID
	}
	return fmt.Sprintf("number %d", i+1)
}

func parseRules(data []byte) ([]RuleSpec, error) {
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	var specs []RuleSpec
	if err := dec.Decode(&specs); err != nil {
		return nil, fmt.Errorf("not a list of rules in JSON: %w", err)
	}
	if _, err := dec.Token(); err != io.EOF {
		return nil, errors.New("something follows the list of rules")
	}
	switch {
	case len(specs) == 0:
		return nil, errors.New("no rules")
	case len(specs) > maxRules:
		return nil, fmt.Errorf("more than %d rules", maxRules)
	}
	return specs, nil
}

// validID reports whether id is made of letters, digits, dots and dashes.
func validID(id string) bool {
	for i := 0; i < len(id); i++ {
		if c := classes[id[i]]; c != lowLetter && c != capLetter && c != digit && strings.IndexByte(".-_", id[i]) < 0 {
			return false
		}
	}
	return id != "" && len(id) <= maxRuleID
}

// makeRule checks a rule and makes it ready.
func makeRule(s *RuleSpec) (r rule, err error) {
	r = rule{spec: *s, element: ElementOf(s.Element)}
	check, known := ruleChecks[s.Check]
	switch {
	case !validID(s.ID):
		return r, fmt.Errorf("id %q: 1 to %d letters, digits, dots, dashes and underscores are needed", s.ID, maxRuleID)
	case r.element == None:
		return r, fmt.Errorf("element %q: no such element", s.Element)
	case !plain(r.element):
		return r, fmt.Errorf("element %q: a pattern does not tell the parts of its value", s.Element)
	case !known:
		return r, fmt.Errorf("check %q: no such check; there are %s", s.Check, strings.Join(checkNames(), " "))
	case !(s.Confidence > 0 && s.Confidence <= 1) || !(s.BareConfidence >= 0 && s.BareConfidence <= 1):
		return r, errors.New("confidence: a number over 0, up to 1, is needed")
	case s.BareConfidence > 0 && len(s.Labels) == 0:
		return r, errors.New("bare_confidence: there are no labels")
	case len(s.MustFind) == 0 || len(s.MustNotFind) == 0:
		return r, errors.New("one text at least is needed in must_find, and one in must_not_find")
	}
	r.check = check
	if r.re, r.group, r.needs, err = compileRule(s.Pattern); err != nil {
		return r, fmt.Errorf("pattern: %w", err)
	}
	for _, l := range s.Labels {
		f := foldWords(l)
		if strings.TrimSpace(f) == "" {
			return r, fmt.Errorf("label %q: has no word", l)
		}
		r.labels = append(r.labels, f)
	}
	r.why = byRule + s.ID + ": pattern"
	if check != nil {
		r.why += "; check " + s.Check
	}
	r.labeled = r.why + "; label"
	return r, nil
}

// plain reports whether a value of e is one code, so that a pattern can tell it.
func plain(e Element) bool {
	switch e {
	case None, Name, PostalAddress, Place, CallDetail, Billing, DateOfBirth:
		return false
	}
	return true
}

// prove runs the texts of all rules.
func (r *Rules) prove() error {
	wk := New(Settings{Rules: r}).Worker()
	for i := range r.list {
		rl := &r.list[i]
		for _, marked := range rl.spec.MustFind {
			if err := rl.finds(wk, marked); err != nil {
				return &RuleError{rl.spec.ID, err}
			}
		}
		for _, text := range rl.spec.MustNotFind {
			for _, f := range wk.Text(text, nil, nil) {
				if rl.made(&f) {
					return &RuleError{rl.spec.ID, fmt.Errorf("must_not_find %q: finds %q", text, f.Text(text))}
				}
			}
		}
	}
	return nil
}

// byRule begins Why of the findings of rules.
const byRule = "rule "

// ByRule reports whether a rule of the user's own made f.
func (f *Finding) ByRule() bool { return strings.HasPrefix(f.Why, byRule) }

// made reports whether f is a finding of the rule.
func (r *rule) made(f *Finding) bool { return f.Why == r.why || f.Why == r.labeled }

// finds returns an error unless the rule finds what is marked, or something if
// nothing is.
func (r *rule) finds(wk *Worker, marked string) error {
	before, rest, _ := strings.Cut(marked, "«")
	value, behind, whole := strings.Cut(rest, "»")
	text := marked
	if whole {
		text = before + value + behind
	}
	found := wk.Text(text, nil, nil)
	for i := range found {
		f := &found[i]
		if r.made(f) && (!whole || f.Start == len(before) && f.End == len(before)+len(value)) {
			return nil
		}
	}
	return fmt.Errorf("must_find %q: is not found; %s", marked, instead(text, found))
}

// instead says what was found in text.
func instead(text string, found []Finding) string {
	if len(found) == 0 {
		return "nothing else is found there"
	}
	var parts []string
	for i := range found {
		f := &found[i]
		parts = append(parts, fmt.Sprintf("%s %q (%s)", f.Element, f.Text(text), f.Why))
	}
	return "found there: " + strings.Join(parts, ", ")
}
