package detectors

import (
	"errors"
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"
)

// memberRules are rules of a company that numbers its members NW-1234567, has
// tickets with a check digit and names a voucher before its code.
const memberRules = `[
 {"id": "member", "element": "account_number", "pattern": "NW-?[0-9]{7}", "confidence": 0.95,
  "must_find": ["Member «NW-1234567» called"], "must_not_find": ["part NW-123"]},
 {"id": "ticket", "element": "username", "pattern": "[0-9]{8}", "check": "verhoeff", "labels": ["badge", "badge no"], "confidence": 0.9,
  "must_find": ["Badge no. «12345679»"], "must_not_find": ["Badge no. 12345678", "order 12345679"]},
 {"id": "voucher", "element": "pin", "pattern": "(?i)voucher:? ([A-Z]{6})", "confidence": 0.8,
  "must_find": ["Voucher: «QWERTZ»"], "must_not_find": ["the voucher is void"]},
 {"id": "crew", "element": "health_id", "pattern": "[0-9]{3}/[0-9]{3}", "labels": ["crew"], "confidence": 0.9, "bare_confidence": 0.4,
  "must_find": ["Crew «123/456»"], "must_not_find": ["123/45"]}
]`

// Each text marks with «» what the rule must find, and nothing else may be.
var ruleTests = []struct{ id, text string }{
	{"member", "Member «NW-1234567» called"},
	{"member", "«NW1234567»,«NW-7654321»"},
	{"member", "XNW-1234567 and NW-12345678"},
	{"member", "mail NW1234567@example.com"},
	{"member", "first NW-12345678, then «NW-1234567»"},
	{"member", ""},
	{"ticket", "badge «12345679»"},
	{"ticket", "Badge:\r\n«12345679»\r\n"},
	{"ticket", "badge 87654321 or «12345679»"},
	{"ticket", "12345679"},
	{"ticket", "«12345679» is her badge"},
	{"voucher", "VOUCHER: «ABCDEF»"},
	{"voucher", "voucher ABCDEFG"},
	{"crew", "crew «123/456»"},
	{"crew", "«123/456»"},
	{"crew", "crew 1234/456"},
}

func rulesOf(t testing.TB, file string) *Rules {
	t.Helper()
	r, err := ReadRules(strings.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestRules(t *testing.T) {
	wk := New(Settings{Rules: rulesOf(t, memberRules)}).Worker()
	for _, tt := range ruleTests {
		text, got := unmark(tt.text), ""
		at := 0
		for _, f := range wk.Text(text, nil, nil) {
			if strings.HasPrefix(f.Why, "rule "+tt.id+":") {
				got += text[at:f.Start] + "«" + text[f.Start:f.End] + "»"
				at = f.End
			}
		}
		if got += text[at:]; got != tt.text {
			t.Errorf("%s:\ngot  %s\nwant %s", tt.id, got, tt.text)
		}
	}
}

// A finding of a rule says what made it, and takes the place of what it overlaps.
func TestRuleFinding(t *testing.T) {
	text := "Member NW-1234567, crew 123/456, crew\n303-555-0142"
	want := []string{
		"account_number NW1234567 0.95 rule member: pattern",
		"health_id 123456 0.90 rule crew: pattern; label",
		"phone +13035550142 0.98 numbering plan",
	}
	var got []string
	for _, f := range New(Settings{Rules: rulesOf(t, memberRules)}).Worker().Text(text, nil, nil) {
		got = append(got, fmt.Sprintf("%s %s %.2f %s", f.Element, f.Value, f.Confidence, f.Why))
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	rules := rulesOf(t, `[{"id": "line", "element": "username", "pattern": "303-555-[0-9]{4}", "confidence": 1, "must_find": ["«303-555-0142»"], "must_not_find": ["303-555"]}]`)
	found := New(Settings{Rules: rules}).Worker().Text("call 303-555-0142", nil, nil)
	if len(found) != 1 || found[0].Element != Username {
		t.Errorf("a phone that a rule takes for a user name: %v", found)
	}
}

// A value in a table stands in its row, and the head of its column is a label.
func TestRuleRows(t *testing.T) {
	text := "Crew\tTown\n123/456\tReno\n"
	rows := []Row{{1, 1, []Cell{{0, 4, 0}, {5, 9, 1}}}, {1, 2, []Cell{{10, 17, 0}, {18, 22, 1}}}}
	for _, f := range New(Settings{Rules: rulesOf(t, memberRules)}).Worker().Text(text, rows, nil) {
		if f.Element == HealthID {
			if f.Row != 2 || f.Why != "rule crew: pattern; label" {
				t.Errorf("row %d, %s", f.Row, f.Why)
			}
			return
		}
	}
	t.Error("not found")
}

// Each file is refused with an error that says so.
var badRules = []struct{ file, want string }{
	{``, "not a list of rules in JSON"},
	{`{}`, "not a list of rules in JSON"},
	{`[]`, "no rules"},
	{`[] []`, "something follows"},
	{`[{"id": "a", "colour": "red"}]`, `unknown field "colour"`},
	{`[{"id": ""}]`, `rule number 1: id ""`},
	{`[{"id": "a b"}]`, `rule number 1: id "a b"`},
	{`[{"id": "a", "element": "shoe_size"}]`, `rule a: element "shoe_size": no such element`},
	{`[{"id": "a", "element": "name"}]`, `rule a: element "name": a pattern does not tell the parts`},
	{`[{"id": "a", "element": "pin", "check": "crc"}]`, `rule a: check "crc": no such check; there are aba card`},
	{`[{"id": "a", "element": "pin", "confidence": 1.1}]`, "rule a: confidence"},
	{`[{"id": "a", "element": "pin", "confidence": 1, "bare_confidence": 0.5}]`, "rule a: bare_confidence: there are no labels"},
	{`[{"id": "a", "element": "pin", "confidence": 1, "must_find": ["x"]}]`, "rule a: one text at least is needed"},
	{rule1(`[0-9`, "x", "y"), "rule a: pattern: error parsing regexp"},
	{rule1(`[0-9]*`, "x", "y"), "matches nothing at all"},
	{rule1(`id ([0-9]*)`, "x", "y"), "matches nothing at all"},
	{rule1(`\\b`, "x", "y"), "matches nothing at all"},
	{rule1(`[a-z]+`, "x", "y"), "would run on every line"},
	{rule1(`ab|cd`, "x", "y"), "would run on every line"},
	{rule1(`(ab)(cd)`, "x", "y"), "has 2 groups"},
	{rule1(`ab\\ncd`, "x", "y"), "holds an end of line"},
	{rule1(`AB[0-9]{4}`, "AB12345", "y"), `rule a: must_find "AB12345": is not found; nothing else is found there`},
	{rule1(`AB[0-9]{4}`, "AB 4242, call 303-555-0142", "y"), `must_find "AB 4242, call 303-555-0142": is not found; found there: phone "303-555-0142" (numbering plan`},
	{rule1(`AB[0-9]{4}`, "«AB1234», AB4321", "no AB4444"), `rule a: must_not_find "no AB4444": finds "AB4444"`},
	{rule1(`AB[0-9]{4}`, "AB1234, «x»", "y"), `must_find "AB1234, «x»": is not found; found there: pin "AB1234" (rule a: pattern)`},
	{"[" + strings.Trim(rule1(`AB[0-9]{4}`, "AB1234", "y"), "[]") + "," + strings.Trim(rule1(`AB[0-9]{4}`, "AB1234", "y"), "[]") + "]", "rule a: another rule has this id"},
	{strings.Repeat(" ", maxRulesFile+1), "more than 1048576 bytes"},
}

// rule1 returns a file with one rule.
func rule1(pattern, find, notFind string) string {
	return fmt.Sprintf(`[{"id": "a", "element": "pin", "pattern": %q, "confidence": 1, "must_find": [%q], "must_not_find": [%q]}]`, strings.ReplaceAll(pattern, `\\`, `\`), find, notFind)
}

func TestBadRules(t *testing.T) {
	for _, tt := range badRules {
		_, err := ReadRules(strings.NewReader(tt.file))
		var refused *RuleError
		if !errors.As(err, &refused) || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%.200s:\ngot  %v\nwant %s", tt.file, err, tt.want)
		}
	}
}

// What every match of a pattern has, as far as it is looked at.
func TestNeeds(t *testing.T) {
	for _, tt := range []struct {
		pattern, literal string
		fold             bool
		digits           int
	}{
		{`NW-?[0-9]{7}`, "NW", false, 7},
		{`(?i)Card (\d{4})`, "card ", true, 4},
		{`(?:ab|ac)\d\d`, "", false, 2},
		{`x+12(?:34)?`, "12", false, 2},
		{`(abcd){2,3}`, "abcd", false, 0},
		{`a{3}[0-9a-f]{5}`, "", false, 0},
		{`\d{2,}-[0-9]+|\d{4}`, "", false, 3},
	} {
		_, _, n, _ := compileRule(tt.pattern)
		if n.literal != tt.literal || n.fold != tt.fold || n.digits != tt.digits {
			t.Errorf("%s: literal %q, fold %v, %d digits", tt.pattern, n.literal, n.fold, n.digits)
		}
	}
}

func TestRuleChecks(t *testing.T) {
	for _, tt := range []struct {
		check, good, bad string
	}{
		{"luhn", "79927398713", "79927398710"},
		{"verhoeff", "123451", "123452"},
		{"mod97", "79444", "79443"},
		{"iban", "GB82WEST12345698765432", "GB82WEST12345698765431"},
		{"aba", "011000015", "011000016"},
		{"card", "4111111111111111", "4111111111111112"},
		{"imei", "490154203237518", "490154203237519"},
	} {
		if c := ruleChecks[tt.check]; !c(tt.good) || c(tt.bad) {
			t.Errorf("%s: %s %v, %s %v", tt.check, tt.good, c(tt.good), tt.bad, c(tt.bad))
		}
	}
	for name, c := range ruleChecks {
		if c != nil && (c("") || c("A") || c("1")) {
			t.Errorf("%s: takes next to nothing", name)
		}
	}
}

// FuzzRules reads any file of rules. What is taken finds values that stand in
// the text, whatever the text.
func FuzzRules(f *testing.F) {
	for _, tt := range badRules[:len(badRules)-1] {
		f.Add(tt.file, "AB1234")
	}
	f.Add(memberRules, "badge 12345679, NW-1234567\ncrew\n123/456")
	f.Fuzz(func(t *testing.T, file, text string) {
		rules, err := ReadRules(strings.NewReader(file))
		if err != nil {
			return
		}
		wk := New(Settings{Rules: rules}).Worker()
		rows := rowsOf(text)
		found := wk.Text(text, rows, nil)
		for i, x := range found {
			if x.Start >= x.End || x.End > len(text) || x.Confidence <= 0 || x.Confidence > 1 || x.Row > len(rows) {
				t.Errorf("%q in %q: %+v", file, text, x)
			}
			if i > 0 && strings.HasPrefix(x.Why, "rule ") && found[i-1].End > x.Start {
				t.Errorf("%q in %q: %+v overlaps %+v", file, text, x, found[i-1])
			}
		}
	})
}

// The example in the documentation holds.
func TestRulesExample(t *testing.T) {
	b, err := os.ReadFile("../docs/rules.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(b), "```json\n")
	example, _, _ := strings.Cut(rest, "```")
	rulesOf(t, example)
}
