package search

import (
	"fmt"
	"strings"
	"testing"
)

// Each query is read as its second line says.
var queries = []struct{ query, want string }{
	{"jane", "jane"},
	{"Jane ROE", "(jane AND roe)"},
	{"jane AND roe", "(jane AND roe)"},
	{"jane OR roe bill", "(jane OR (roe AND bill))"},
	{"(jane OR roe) bill", "((jane OR roe) AND bill)"},
	{"NOT jane", "NOT jane"},
	{"-jane +roe", "(NOT jane AND roe)"},
	{"jane -(roe OR bill)", "(jane AND NOT (roe OR bill))"},
	{"a AND NOT b", "(a AND NOT b)"},
	{"and or not", "(and AND or AND not)"},
	{`"Jane  Roe"`, `"jane roe"`},
	{"\u201cJane Roe\u201d", `"jane roe"`},
	{`from:"jane roe"`, `from:"jane roe"`},
	{"FROM:jane", "from:jane"},
	{"from:(jane OR bill) x", "((from:jane OR from:bill) AND x)"},
	{"from:(jane to:bill)", "(from:jane AND to:bill)"},
	{"212-555-0143", `"212 555 0143"`},
	{"jane.roe@example.com", `"jane roe example com"`},
	{"snake_case", "snake_case"},
	{"jan* *ane j?ne *an?", "(jan* AND *ane AND j?ne AND *an?)"},
	{`"jane ro*"`, `"jane ro*"`},
	{`"how are you?"`, `"how are you"`},
	{"jane~ jane~1 jane~2", "(jane~1 AND jane~1 AND jane~2)"},
	{"ﬁle ＡＢＣ \u212aelvin", "(file AND abc AND kelvin)"},
	{"date:2024", "date:[2024,2024~)"},
	{"date:2024-01..2024-03", "date:[2024-01,2024-03~)"},
	{"date:2024-02-29..", "date:[2024-02-29,~)"},
	{"date:..2024", "date:[,2024~)"},
	{"date:>2024-01-31", "date:[2024-01-31~,~)"},
	{"date:>=2024-01", "date:[2024-01,~)"},
	{"date:<2024-01", "date:[,2024-01)"},
	{"date:<=2024-01", "date:[,2024-01~)"},
	{"kind:Message", "kind=message"},
	{"kind:distribution-list", "kind=distribution-list"},
	{"element:SSN", "element=ssn"},
	{`phone:"(212) 555-0143"`, "phone=+12125550143"},
	{"phone:1.212.555.0143", "phone=+12125550143"},
	{"phone:+442071838750", "phone=+442071838750"},
	{`account:"1234 5678 9"`, "account=123456789"},
	{"person:C0001", "person=C0001"},
	{`a"b c"d`, `(a AND "b c" AND d)`},
}

func TestParse(t *testing.T) {
	for _, tt := range queries {
		q, err := Parse(tt.query)
		if err != nil {
			t.Errorf("%s: %v", tt.query, err)
		} else if got := show(q.root); got != tt.want {
			t.Errorf("%s:\ngot  %s\nwant %s", tt.query, got, tt.want)
		}
	}
}

// show writes a query so that its structure is seen.
func show(n node) string {
	switch n := n.(type) {
	case and:
		return showList(n, " AND ")
	case or:
		return showList(n, " OR ")
	case not:
		return "NOT " + show(n.of)
	}
	l := n.(*leaf)
	switch {
	case l.field == date:
		return fmt.Sprintf("date:[%s,%s)", l.days.first, l.days.end)
	case !l.field.worded():
		return fmt.Sprintf("%s=%s", l.field, l.value)
	}
	var words []string
	for _, p := range l.words {
		if p.edits > 0 {
			p.word += fmt.Sprintf("~%d", p.edits)
		}
		words = append(words, p.word)
	}
	s := strings.Join(words, " ")
	if len(words) > 1 {
		s = `"` + s + `"`
	}
	if l.field != text {
		s = l.field.String() + ":" + s
	}
	return s
}

func showList(list []node, op string) string {
	var parts []string
	for _, n := range list {
		parts = append(parts, show(n))
	}
	return "(" + strings.Join(parts, op) + ")"
}

// Each mistake stands at the mark of the second line.
var mistakes = []struct{ query, mark, message string }{
	{`from:"jane roe AND bill`, `     ^`, "unclosed quote"},
	{`(jane OR roe`, `^`, "unclosed parenthesis"},
	{`from:(jane`, `     ^`, "unclosed parenthesis"},
	{`jane) roe`, `    ^`, "closing parenthesis without an opening one"},
	{`jane OR`, `       ^`, "something to look for is missing at the end"},
	{`OR jane`, `^`, "something to look for is missing before OR"},
	{`jane AND AND roe`, `         ^`, "something to look for is missing before AND"},
	{`()`, ` ^`, "something to look for is missing before )"},
	{`jane NOT`, `        ^`, "something to look for is missing at the end"},
	{`frm:jane`, `^`, `unknown field "frm": there are from, to, subject, custodian, name, date, kind, element, phone, account, person; text with a colon goes in quotes`},
	{`Zoë re:x`, `    ^`, `unknown field "re"`},
	{`from: jane`, `     ^`, "a value is missing after from:"},
	{`jane ***`, `     ^`, "a wildcard needs a letter or a digit beside it"},
	{`jane !!`, `     ^`, "no word to look for"},
	{`""`, ` ^`, "no word to look for"},
	{`jane~3`, `    ^`, "after ~ there may be 1 or 2"},
	{`jane.roe~`, `^`, "~ is for one word without wildcards"},
	{`jan*~`, `^`, "~ is for one word without wildcards"},
	{`"jane roe"~5`, `          ^`, "~ after a phrase"},
	{`date:yesterday`, `     ^`, `no date "yesterday": a day 2024-01-31`},
	{`date:2024-02-30`, `     ^`, `no date "2024-02-30"`},
	{`date:2024..2o25`, `           ^`, `no date "2o25"`},
	{`date:2025..2024`, `     ^`, "the range has no days"},
	{`date:..`, `     ^`, "the range has no days"},
	{`date:>`, `      ^`, `no date ""`},
	{`kind:mail`, `     ^`, `no kind "mail": there are file, container, message`},
	{`element:place`, `        ^`, `no element "place": there are name, postal_address`},
	{`phone:555-0143`, `      ^`, "no telephone number"},
	{`phone:212555*`, `      ^`, "no telephone number"},
	{`account:1234*`, `        ^`, "no account number"},
	{` `, `^`, "nothing to look for"},
	{"\xff", `^`, "query is no valid UTF-8"},
	{strings.Repeat("(", 200), strings.Repeat(" ", 100) + "^", "more than 100 parentheses"},
}

func TestMistakes(t *testing.T) {
	for _, tt := range mistakes {
		_, err := Parse(tt.query)
		if err == nil {
			t.Errorf("%s: no mistake", tt.query)
			continue
		}
		lines := strings.Split(err.Error(), "\n")
		if len(lines) != 3 || lines[2] != "  "+tt.mark || !strings.HasPrefix(lines[0], "search: "+tt.message) {
			t.Errorf("%s:\ngot\n%v\nwant %s\n%s", tt.query, err, tt.mark, tt.message)
		}
	}
}

// Whatever is typed is a query or has its mistake within it.
func FuzzParse(f *testing.F) {
	for _, tt := range queries {
		f.Add(tt.query)
	}
	for _, tt := range mistakes {
		f.Add(tt.query)
	}
	f.Fuzz(func(t *testing.T, s string) {
		q, err := Parse(s)
		if err == nil {
			leaves(q.root, func(l *leaf) {
				if l.at < 0 || l.at >= len(s) || l.field.worded() && len(l.words) == 0 {
					t.Errorf("%q: leaf %+v", s, l)
				}
			})
			return
		}
		if m := err.(*Mistake); m.At < 0 || m.At > len(m.Query) {
			t.Errorf("%q: mistake at %d", s, m.At)
		} else if !strings.HasSuffix(m.Error(), "^") {
			t.Errorf("%q: %v", s, m)
		}
	})
}
