package search

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"exposed/detectors"
	"exposed/index"
	"exposed/scanner"
)

// A plain is an item as the plain scan knows it: nothing here uses the index,
// its parser or its words.
type plain struct {
	*index.Entry
	data   string
	fields map[string][][]string // words of each text of a field
	day    string
}

var plainWord = regexp.MustCompile(`[\p{L}\p{M}\p{Nd}_]+`)

// plainWords returns the words of s; of the characters that differ in case only
// the least stands for all.
func plainWords(s string) []string {
	words := plainWord.FindAllString(s, -1)
	for i, w := range words {
		words[i] = strings.Map(func(r rune) rune {
			least := r
			for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
				least = min(least, f)
			}
			return least
		}, norm.NFKC.String(w))
	}
	return words
}

var plainField = regexp.MustCompile(`(?im)^(from|sender|to|cc|bcc|subject):(.*)$`)

// plainItems reads the evidence below mail once more.
func plainItems(t *testing.T, c *index.Case, mail string) []plain {
	var list []plain
	err := c.Entries(t.Context(), func(family []index.Entry) error {
		for _, e := range family {
			e.Findings = slices.Clone(e.Findings)
			list = append(list, plain{Entry: &e})
		}
		return nil
	})
	sources, err2 := scanner.Sources([]string{mail}, nil)
	if err != nil || err2 != nil {
		t.Fatal(err, err2)
	}
	n := 0
	err = scanner.New(scanner.Config{}).Walk(t.Context(), sources, func(_ scanner.Source, family []scanner.Item) error {
		first := n
		for i := range family {
			var parent *plain
			if p := list[n].Parent; p >= 0 {
				parent = &list[first+p]
			}
			list[n].read(&family[i], parent)
			n++
		}
		return nil
	})
	if err != nil || n != len(list) {
		t.Fatalf("%d items of %d, error %v", n, len(list), err)
	}
	return list
}

// read takes what is searched from an item; what it does not have is that of
// its parent.
func (p *plain) read(it *scanner.Item, parent *plain) {
	p.data = it.Text.Data
	p.fields = map[string][][]string{}
	if parent != nil {
		for _, f := range []string{"from", "to", "subject"} {
			p.fields[f] = parent.fields[f]
		}
		p.day = parent.day
	}
	if !p.Sent.IsZero() {
		p.day = p.Sent.UTC().Format("2006-01-02")
	}
	if it.Head > 0 {
		clear(p.fields)
		for _, m := range plainField.FindAllStringSubmatch(p.data[:it.Head], -1) {
			f := map[string]string{"sender": "from", "cc": "to", "bcc": "to"}[strings.ToLower(m[1])]
			if f == "" {
				f = strings.ToLower(m[1])
			}
			p.fields[f] = append(p.fields[f], plainWords(m[2]))
		}
	}
	p.fields[""] = [][]string{plainWords(p.data), plainWords(p.Name.Clear)}
	if path := p.Locator.Path; p.Locator.Inner == "" {
		p.fields[""] = append(p.fields[""], plainWords(path[strings.LastIndex(path, "/")+1:]))
	}
	p.fields["custodian"] = [][]string{plainWords(p.Custodian)}
}

// A question is a query and what it finds by a plain scan.
type question struct {
	query string
	holds func(*plain) bool
}

// hasRun reports whether a field has words in a row that the tests take.
func hasRun(f string, tests ...func(string) bool) func(*plain) bool {
	return func(p *plain) bool {
		for _, words := range p.fields[f] {
			for i := 0; i+len(tests) <= len(words); i++ {
				ok := true
				for k, is := range tests {
					ok = ok && is(words[i+k])
				}
				if ok {
					return true
				}
			}
		}
		return false
	}
}

func is(word string) func(string) bool { return func(s string) bool { return s == word } }

// like returns what takes the words that a pattern stands for.
func like(pattern string) func(string) bool {
	p := regexp.QuoteMeta(pattern)
	p = strings.NewReplacer(`\*`, `.*`, `\?`, `.`).Replace(p)
	return regexp.MustCompile("(?s)^" + p + "$").MatchString
}

// near returns what takes the words at some slips from word, found by making
// the slips one by one.
func near(word string, n int) func(string) bool {
	return func(s string) bool { return within2([]rune(word), []rune(s), n) }
}

func within2(a, b []rune, n int) bool {
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	switch {
	case n < 0 || len(a)-len(b) > n || len(b)-len(a) > n:
		return false
	case len(a) == 0 && len(b) == 0:
		return true
	case n == 0:
		return false
	}
	return len(a) > 0 && within2(a[1:], b, n-1) || len(b) > 0 && within2(a, b[1:], n-1) ||
		len(a) > 0 && len(b) > 0 && within2(a[1:], b[1:], n-1) ||
		len(a) > 1 && len(b) > 1 && a[0] == b[1] && a[1] == b[0] && within2(a[2:], b[2:], n-1)
}

// An asker makes questions out of what the items hold.
type asker struct {
	*rand.Rand
	items []plain
}

// run returns up to n words in a row of a field of some item.
func (a *asker) run(f string, n int) []string {
	for {
		texts := a.items[a.IntN(len(a.items))].fields[f]
		if len(texts) == 0 {
			continue
		}
		words := texts[a.IntN(len(texts))]
		if len(words) < n {
			continue
		}
		i := a.IntN(len(words) - n + 1)
		if run := words[i : i+n]; !slices.ContainsFunc(run, func(w string) bool { return len(w) > 60 }) {
			return run
		}
	}
}

// some returns an item that ok takes.
func (a *asker) some(ok func(*plain) bool) *plain {
	for {
		if p := &a.items[a.IntN(len(a.items))]; ok(p) {
			return p
		}
	}
}

// finding returns a finding of an element in some item.
func (a *asker) finding(e detectors.Element) *index.EntryFinding {
	for {
		p := a.some(func(p *plain) bool { return len(p.Findings) > 0 })
		if f := &p.Findings[a.IntN(len(p.Findings))]; f.Element == e {
			return f
		}
	}
}

// field returns a field of words and how it stands before a value.
func (a *asker) field() (name, before string) {
	name = []string{"", "", "", "from", "to", "subject", "custodian"}[a.IntN(7)]
	if name != "" {
		before = name + ":"
	}
	return name, before
}

// simple returns a question without operators.
func (a *asker) simple() question {
	f, before := a.field()
	switch a.IntN(11) {
	case 0, 1:
		w := a.run(f, 1)[0]
		return question{before + strings.ToLower(w), hasRun(f, is(w))} // AND would be the operator
	case 2, 3:
		return a.phrase(f, before, 2+a.IntN(3))
	case 4:
		return a.wildcard(f, before)
	case 5:
		return a.slip(f, before)
	case 6:
		return a.dates()
	case 7:
		k := a.items[a.IntN(len(a.items))].Kind
		return question{"kind:" + k.String(), func(p *plain) bool { return p.Kind == k }}
	case 8:
		return a.value()
	case 9:
		return a.name()
	}
	w := strings.ToLower(a.run("", 1)[0])
	return question{"NOT " + w, func(p *plain) bool { return !hasRun("", is(plainWords(w)[0]))(p) }}
}

func (a *asker) phrase(f, before string, n int) question {
	if f == "custodian" || f == "to" || f == "from" {
		n = 2
	}
	words := slices.Clone(a.run(f, n))
	if a.IntN(4) == 0 {
		slices.Reverse(words) // is hardly ever there
	}
	var tests []func(string) bool
	for i, w := range words {
		if r := []rune(w); len(r) > 3 && a.IntN(4) == 0 {
			words[i] = string(r[:3]) + "*"
		}
		tests = append(tests, like(words[i]))
	}
	return question{before + `"` + strings.Join(words, " ") + `"`, hasRun(f, tests...)}
}

func (a *asker) wildcard(f, before string) question {
	w := []rune(a.run(f, 1)[0])
	for len(w) < 3 {
		w = []rune(a.run(f, 1)[0])
	}
	i := 1 + a.IntN(len(w)-2)
	p := []string{string(w[:i+1]) + "*", "*" + string(w[i-1:]), string(w[:i]) + "?" + string(w[i+1:]), string(w[:1]) + "*" + string(w[len(w)-1:]), "?" + string(w[1:i+1]) + "*"}[a.IntN(5)]
	return question{before + p, hasRun(f, like(p))}
}

func (a *asker) slip(f, before string) question {
	w := []rune(a.run(f, 1)[0])
	i := a.IntN(len(w))
	switch a.IntN(3) {
	case 0:
		w = slices.Insert(w, i, 'x')
	case 1:
		w = slices.Concat(w[:i], []rune("q"), w[i+1:])
	case 2:
		if i > 0 {
			w = slices.Clone(w)
			w[i-1], w[i] = w[i], w[i-1]
		}
	}
	n := 1 + a.IntN(2)
	word := plainWords(string(w))[0]
	return question{fmt.Sprintf("%s%s~%d", before, word, n), hasRun(f, near(word, n))}
}

func (a *asker) dates() question {
	x := a.some(func(p *plain) bool { return p.day != "" }).day
	y := a.some(func(p *plain) bool { return p.day != "" }).day
	if x > y {
		x, y = y, x
	}
	day := func(ok func(string) bool) func(*plain) bool {
		return func(p *plain) bool { return p.day != "" && ok(p.day) }
	}
	switch a.IntN(5) {
	case 0:
		return question{"date:" + x, day(is(x))}
	case 1:
		return question{"date:" + x[:7], day(func(d string) bool { return d[:7] == x[:7] })}
	case 2:
		return question{"date:" + x[:7] + ".." + y, day(func(d string) bool { return d[:7] >= x[:7] && d <= y })}
	case 3:
		return question{"date:>" + x, day(func(d string) bool { return d > x })}
	}
	return question{"date:<" + y[:7], day(func(d string) bool { return d[:7] < y[:7] })}
}

// value returns a question for what was found.
func (a *asker) value() question {
	any := func(ok func(f *index.EntryFinding) bool) func(*plain) bool {
		return func(p *plain) bool {
			for i := range p.Findings {
				if ok(&p.Findings[i]) {
					return true
				}
			}
			return false
		}
	}
	switch a.IntN(4) {
	case 0:
		e := a.finding(detectors.AccountNumber)
		return question{"account:" + e.Value.Clear, any(func(f *index.EntryFinding) bool { return f.Element == e.Element && f.Value == e.Value })}
	case 1:
		e := a.finding(detectors.Phone)
		digits := strings.TrimPrefix(e.Value.Clear, "+1")
		return question{`phone:"(` + digits[:3] + ") " + digits[3:6] + "." + digits[6:] + `"`, any(func(f *index.EntryFinding) bool { return f.Element == e.Element && f.Value.Clear == e.Value.Clear })}
	case 2:
		p := a.some(func(p *plain) bool { return any(func(f *index.EntryFinding) bool { return f.Person != nil })(p) })
		for i := range p.Findings {
			if who := p.Findings[i].Person; who != nil {
				return question{"person:" + []string{who.ID, who.CustomerID}[a.IntN(2)], any(func(f *index.EntryFinding) bool { return f.Person != nil && f.Person.ID == who.ID })}
			}
		}
	}
	p := a.some(func(p *plain) bool { return any((*index.EntryFinding).Counts)(p) })
	for i := range p.Findings {
		if e := p.Findings[i].Element; p.Findings[i].Counts() {
			return question{"element:" + e.String(), any(func(f *index.EntryFinding) bool { return f.Counts() && f.Element == e })}
		}
	}
	panic("unreachable")
}

// name returns a question for a name, its words in any order.
func (a *asker) name() question {
	words := plainWords(a.finding(detectors.Name).Value.Clear)
	a.Shuffle(len(words), func(i, j int) { words[i], words[j] = words[j], words[i] })
	words = words[:1+a.IntN(len(words))]
	return question{`name:"` + strings.Join(words, " ") + `"`, func(p *plain) bool {
		for i := range p.Findings {
			if f := &p.Findings[i]; f.Element == detectors.Name {
				all := plainWords(f.Value.Clear)
				if !slices.ContainsFunc(words, func(w string) bool { return !slices.Contains(all, w) }) {
					return true
				}
			}
		}
		return false
	}}
}

// question returns a question with up to depth operators within each other.
func (a *asker) question(depth int) question {
	if depth == 0 || a.IntN(3) == 0 {
		return a.simple()
	}
	x, y := a.question(depth-1), a.question(depth-1)
	switch a.IntN(4) {
	case 0:
		return question{"(" + x.query + " OR " + y.query + ")", func(p *plain) bool { return x.holds(p) || y.holds(p) }}
	case 1:
		return question{"(" + x.query + " NOT (" + y.query + "))", func(p *plain) bool { return x.holds(p) && !y.holds(p) }}
	case 2:
		return question{"(" + x.query + " AND " + y.query + ")", func(p *plain) bool { return x.holds(p) && y.holds(p) }}
	}
	return question{x.query + " " + y.query, func(p *plain) bool { return x.holds(p) && y.holds(p) }}
}

// TestPlainScan asks what was made out of the evidence, and finds what a scan
// of all texts finds.
func TestPlainScan(t *testing.T) {
	dir := t.TempDir()
	evidence(t, dir)
	mail := dir + "/mail"
	scanCase(t, dir, mail, "test")
	c := openCase(t, dir)
	buildIndex(t, c, ScopeAll)
	compareScan(t, c, open(t, c), mail, 300)
}

// TestPlainScanShared does it with the shared evidence.
func TestPlainScanShared(t *testing.T) {
	mail := sharedDir() + "/case/mail"
	if _, err := os.Stat(mail); err != nil || testing.Short() {
		t.Skip("shared evidence not present")
	}
	dir := t.TempDir()
	scanCase(t, dir, mail, "test")
	c := openCase(t, dir)
	buildIndex(t, c, ScopeAll)
	compareScan(t, c, open(t, c), mail, 300)
}

// sharedDir returns where the shared evidence lies, if it does.
func sharedDir() string {
	if dir := os.Getenv("EXPOSED_SHARED"); dir != "" {
		return dir
	}
	return "../../../shared"
}

func compareScan(t *testing.T, c *index.Case, x *Index, mail string, n int) {
	t.Helper()
	a := &asker{rand.New(rand.NewPCG(1, 2)), plainItems(t, c, mail)}
	found := 0
	for range n {
		q := a.question(a.IntN(3))
		var want []int
		for i := range a.items {
			if q.holds(&a.items[i]) {
				want = append(want, i)
			}
		}
		if got := ask(t, x, q.query); !slices.Equal(got, want) {
			t.Errorf("%s\ngot  %v\nwant %v", q.query, got, want)
		}
		if len(want) > 0 {
			found++
		}
	}
	if found < n/2 {
		t.Errorf("only %d of %d questions find something", found, n)
	}
}

// TestDuplicates counts duplicates as the ledger does.
func TestDuplicates(t *testing.T) {
	c, x := demo(t)
	q, err := Parse("kind:message OR NOT kind:message")
	if err != nil {
		t.Fatal(err)
	}
	h, err := x.Search(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	items, duplicates := 0, 0
	err = c.Entries(context.Background(), func(family []index.Entry) error {
		for i := range family {
			items++
			if family[i].DuplicateOf != "" {
				duplicates++
			}
		}
		return nil
	})
	if err != nil || len(h.Ordinals) != items || x.Items != items || h.Duplicates != duplicates || duplicates == 0 {
		t.Errorf("%d items, %d duplicates, error %v; want %d, %d", len(h.Ordinals), h.Duplicates, err, items, duplicates)
	}
}
