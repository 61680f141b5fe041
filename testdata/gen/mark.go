package main

import (
	"fmt"
	"regexp"
	"strings"
)

// A fact is one line of the truth: an element of a person that stands in a message.
type fact struct {
	MessageID string `json:"message_id"`
	Kind      string `json:"kind"`
	Part      string `json:"part"`
	Element   string `json:"element"`
	Raw       string `json:"raw"`
	Value     string `json:"value"`
	Person    string `json:"person"`
	Weak      bool   `json:"weak,omitempty"`
}

// A decoy looks like an element and is none.
type decoy struct {
	MessageID string `json:"message_id"`
	Raw       string `json:"raw"`
	Looks     string `json:"looks"`
}

// A truth collects what the messages hold.
type truth struct {
	people map[string]*person
	facts  []fact
	decoys []decoy
	seen   map[fact]bool
}

// A place says in which message and part a text stands.
type place struct{ id, kind, part string }

func (t *truth) add(at place, element, raw, who string, weak bool) {
	f := fact{at.id, at.kind, at.part, element, raw, value(element, raw), who, weak}
	if t.seen[f] {
		return
	}
	t.seen[f] = true
	t.facts = append(t.facts, f)
}

// mark matches "{C0001 phone dots}", "{E01 ssn=841-07-3355}", "{?C0002 name}"
// for a name that points to nobody, "{+C0001 addr}" for a fact whose parts
// stand on lines of their own, and "{!ssn 370-88-6709-B}" for a decoy.
var mark = regexp.MustCompile(`\{([!?+]?)([A-Z]\d+|[a-z_]+)[ =]([^{}]*)\}`)

// expand replaces the marks of text by what they stand for, and notes the facts.
func (t *truth) expand(at place, text string) string {
	return mark.ReplaceAllStringFunc(text, func(m string) string {
		g := mark.FindStringSubmatch(m)
		if g[1] == "!" {
			t.decoys = append(t.decoys, decoy{at.id, g[3], g[2]})
			return g[3]
		}
		p := t.people[g[2]]
		if p == nil {
			panic("no person " + m)
		}
		if g[3] == "sig" {
			return t.expand(at, signature(p))
		}
		element, raw, literal := strings.Cut(g[3], "=")
		if !literal {
			element, raw = form(p, g[3])
		}
		t.add(at, element, raw, p.id, g[1] == "?")
		if g[1] == "+" {
			return ""
		}
		return raw
	})
}

// form returns the element that spec names and how it is written for p.
func form(p *person, spec string) (element, raw string) {
	what, how, _ := strings.Cut(spec, " ")
	switch what {
	case "name":
		return "name", name(p, how)
	case "phone":
		return "phone", digits(p.phone, how)
	case "email":
		return "email", p.email
	case "account":
		return "account_number", account(p.account, how)
	case "addr":
		return "postal_address", address(p, how)
	case "zip":
		return "billing_zip", p.zip
	case "plan":
		return "rate_plan", p.plan
	case "feature":
		return "plan_feature", p.feature
	case "type":
		return "account_type", p.accountType
	case "card":
		return "payment_card", group(cardNumber(p), how)
	case "imei":
		return "imei", luhn("35209" + p.phone[:3] + "0" + p.phone[5:10])
	}
	panic("no form " + spec)
}

func name(p *person, how string) string {
	switch how {
	case "mid":
		return p.first + " " + p.middle + ". " + p.last
	case "upper":
		return strings.ToUpper(p.first + " " + p.last)
	case "back":
		return p.last + ", " + p.first
	}
	return p.first + " " + p.last
}

func digits(s, how string) string {
	a, b, c := s[:3], s[3:6], s[6:]
	switch how {
	case "paren":
		return "(" + a + ") " + b + "-" + c
	case "dots":
		return a + "." + b + "." + c
	case "plain":
		return s
	case "plus":
		return "+1 " + a + " " + b + " " + c
	case "e164":
		return "+1" + s
	}
	return a + "-" + b + "-" + c
}

func account(s, how string) string {
	switch how {
	case "dash":
		return s[:4] + "-" + s[4:]
	case "blank":
		return s[:4] + " " + s[4:]
	}
	return s
}

func address(p *person, how string) string {
	street, town := p.street, p.city+", "+p.state+" "+p.zip
	if how == "lines" {
		if p.unit != "" {
			street += "\n" + p.unit
		}
		return street + "\n" + town
	}
	if p.unit != "" {
		street += " " + p.unit
	}
	return street + ", " + town
}

func group(s, how string) string {
	sep := map[string]string{"dash": "-", "blank": " "}[how]
	return s[:4] + sep + s[4:8] + sep + s[8:12] + sep + s[12:]
}

// cardNumber returns a card number of 16 digits for p that no issuer publishes.
func cardNumber(p *person) string {
	prefix := []string{"4539", "5218", "2237"}[int(p.id[4]-'0')%3]
	return luhn(prefix + p.phone[7:] + p.phone[:3] + p.account[:5])
}

// luhn appends the check digit of ISO/IEC 7812-1, annex B.
func luhn(s string) string {
	sum := 0
	for i := range len(s) {
		d := int(s[len(s)-1-i] - '0')
		if i%2 == 0 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return s + string(rune('0'+(10-sum%10)%10))
}

// signature returns what p writes below a message.
func signature(p *person) string {
	form := map[bool]string{true: "dots", false: "dash"}[p.id[2]%2 == 0]
	return fmt.Sprintf("-- \n{%[1]s name}\n%[2]s | %[3]s\n{%[1]s phone %[4]s} x%[5]s", p.id, p.title, company, form, p.ext)
}
