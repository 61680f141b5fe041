package person

import (
	"crypto/sha256"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// recordID returns the id of record i.
func recordID(i int) [16]byte {
	d := sha256.Sum256(fmt.Append(nil, i))
	return [16]byte(d[:16])
}

// resolve joins the records and returns the people and the person of each record.
func resolve(l *Lists, records []string, order []int) (*People, []int32) {
	var r Resolver
	nodes := make([]int32, len(records))
	for _, i := range order {
		nodes[i] = r.add(l.Match(facts(records[i])), recordID(i))
	}
	p := r.Resolve()
	for i, n := range nodes {
		nodes[i] = p.Of(n)
	}
	return p, nodes
}

// upTo returns 0 to n-1.
func upTo(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

func TestResolve(t *testing.T) {
	l := testLists(t)
	// Each line is one person's records; after the arrow, what they are.
	tests := []struct{ records, want string }{
		{"Emma Kant; 100000001 | +12125550101 | emma@example.com | E Kant; +12125550101", "customer C1 emma kant [100000001]"},
		{"Bob Fox; +12125550150 | bob.fox@carrier.example", "employee E1 robert fox []"},
		{"Sue Marsh; 700000007; sue.marsh@carrier.example | sue.marsh@carrier.example | +12125550111", "customer C11 E4 sue marsh [700000007]"},
		{"Bill Smith; b@example.com | SMITH, BILL; +12125550199; b@example.com | Bill Smith; +12125550199; 999999999 | William Smith; b@example.com", "other bill smith [999999999]"},
		{"Otto Noll; 100000001 | Otto Noll; 100000001; ssn:078051120 | ssn:078051120", "other otto noll [100000001]"},
		{"E Kant; 100000001", "other e kant [100000001] conflict"},
		{"999999998", "other  [999999998]"},
	}
	var records, want []string
	var person []int
	for i, tt := range tests {
		for r := range strings.SplitSeq(tt.records, " | ") {
			records, person = append(records, r), append(person, i)
		}
		want = append(want, tt.want)
	}
	p, of := resolve(l, records, upTo(len(records)))
	if len(p.List) != len(tests) {
		t.Errorf("%d people, want %d", len(p.List), len(tests))
	}
	for i, x := range of {
		if got := describe(p.List[x]); got != want[person[i]] {
			t.Errorf("%s: got %s, want %s", records[i], got, want[person[i]])
		}
	}
}

// describe returns a person in one line.
func describe(p Person) string {
	s := p.Kind.String()
	for _, id := range []string{p.CustomerID, p.EmployeeID} {
		if id != "" {
			s += " " + id
		}
	}
	s += fmt.Sprintf(" %s %v", p.Name, p.Accounts)
	if p.Conflict {
		s += " conflict"
	}
	return s
}

// TestOrder: the order of records changes nothing.
func TestOrder(t *testing.T) {
	l := testLists(t)
	rnd := rand.New(rand.NewPCG(1, 2))
	pick := func(s ...string) string { return s[rnd.IntN(len(s))] }
	records := make([]string, 400)
	for i := range records {
		records[i] = strings.Join([]string{
			pick("", "Bill Smith", "Ann Smith", "Emma Kant", "Sue Marsh", "Bob Fox"),
			pick("", "", fmt.Sprintf("+121255501%02d", 80+rnd.IntN(20)), "+12125550101"),
			pick("", "", fmt.Sprintf("u%d@example.com", rnd.IntN(40)), "sue.marsh@carrier.example"),
			pick("", "", "999999999", "700000007", "100000001"),
			pick("", "", "", fmt.Sprintf("ssn:%d", rnd.IntN(30))),
		}, ";")
	}
	p, of := resolve(l, records, upTo(len(records)))
	for range 20 {
		q, oq := resolve(l, records, rnd.Perm(len(records)))
		if !reflect.DeepEqual(p.List, q.List) || !slices.Equal(of, oq) {
			t.Fatal("another order gives other people")
		}
	}
}

// TestIDs: an id follows from the list, or from the lowest record, and the ids
// that other records would give stay as aliases.
func TestIDs(t *testing.T) {
	l := testLists(t)
	p, of := resolve(l, []string{"+12125550101"}, upTo(1))
	if x := p.List[of[0]]; x.ID != personID("customer\x00C1") || len(x.ID) != 32 || x.Aliases != nil {
		t.Errorf("customer: %+v", x)
	}
	p, of = resolve(l, []string{"Sue Marsh; 700000007; sue.marsh@carrier.example"}, upTo(1))
	if x := p.List[of[0]]; x.ID != personID("customer\x00C11") || !slices.Equal(x.Aliases, [][16]byte{idOf("employee\x00E4")}) {
		t.Errorf("both: %+v", x)
	}
	var all []string
	var ids [][16]byte
	for i := range 5 {
		all = append(all, "b@example.com")
		ids = append(ids, recordID(i))
	}
	slices.SortFunc(ids, func(a, b [16]byte) int { return strings.Compare(string(a[:]), string(b[:])) })
	p, of = resolve(l, all, upTo(5))
	var aliases [][16]byte
	for _, id := range ids[1:] {
		aliases = append(aliases, idOf(string(id[:])))
	}
	slices.SortFunc(aliases, compareIDs)
	if x := p.List[of[0]]; x.ID != personID(string(ids[0][:])) || !slices.Equal(x.Aliases, aliases) {
		t.Errorf("other: %+v", x)
	}
	const many = maxLowest + 11
	all, ids = slices.Repeat([]string{"b@example.com"}, many), nil
	for i := range many {
		ids = append(ids, recordID(i))
	}
	slices.SortFunc(ids, compareIDs)
	p, of = resolve(l, all, upTo(many))
	if x := p.List[of[0]]; len(x.Aliases) != maxLowest-1 || !slices.Contains(x.Aliases, idOf(string(ids[maxLowest-1][:]))) {
		t.Errorf("%d aliases, without that of record %d", len(x.Aliases), maxLowest)
	}
}

// TestOneEmployee: a customer is one employee at most, the one that most
// records say.
func TestOneEmployee(t *testing.T) {
	m := func(c, e string) Match { return Match{CustomerID: c, EmployeeID: e, Name: c + e} }
	var r Resolver
	a := r.add(m("C1", "E2"), recordID(1))
	r.add(m("C1", "E1"), recordID(2))
	r.add(m("C1", "E1"), recordID(3))
	e1, e2 := r.add(m("", "E1"), recordID(4)), r.add(m("", "E2"), recordID(5))
	p := r.Resolve()
	if p.Of(a) != p.Of(e1) || p.Of(a) == p.Of(e2) {
		t.Errorf("people %+v", p.List)
	}
	if x := p.List[p.Of(a)]; x.EmployeeID != "E1" || !x.Conflict || !p.List[p.Of(e2)].Conflict {
		t.Errorf("people %+v", p.List)
	}
}

func TestNobody(t *testing.T) {
	var r Resolver
	n := r.add(Match{Nobody: true}, recordID(1))
	if p := r.Resolve(); n != -1 || p.Of(n) != -1 || len(p.List) != 0 {
		t.Errorf("node %d, people %v", n, p.List)
	}
}

func BenchmarkAdd(b *testing.B) {
	b.ReportAllocs()
	var r Resolver
	i := 0
	for b.Loop() {
		r.add(Match{Keys: []uint64{uint64(i / 3), uint64(i) << 32}, Name: "x"}, [16]byte{byte(i), byte(i >> 8), byte(i >> 16)})
		i++
	}
}

// add adds the record with the given id and returns its node, which may be
// that of other records; -1 if the record points to nobody.
func (r *Resolver) add(m Match, recordID [16]byte) int32 {
	n := r.Node(&m)
	if n >= 0 {
		r.Pair(&m, 1)
		r.Record(n, recordID)
	}
	return n
}
