package person

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"slices"
	"strings"
)

// A Kind tells how a person is known.
type Kind uint8

// The kinds of people.
const (
	Customer Kind = iota
	Employee
	Other
)

// String returns the kind as exports print it.
func (k Kind) String() string { return [...]string{"customer", "employee", "other"}[k] }

// The limits of aliases. A record that is added later may become the lowest of a
// person; the id that the person had before is among the lowest then.
const (
	maxAliases = 1000 // that a person keeps
	maxLowest  = 64   // records of which a node keeps the ids
)

// A Person is one human, as far as records and lists tell.
type Person struct {
	ID         string // 32 hex digits; the same whatever the order of records
	Kind       Kind   // Customer if CustomerID is set, else Employee if EmployeeID is
	CustomerID string
	EmployeeID string
	Name       string     // as the list has it, else the one that most records have
	Aliases    [][16]byte // ids that parts of the person would have alone, sorted; those of the lowest records if they are many
	Accounts   []string   // account numbers of the records, sorted
	Conflict   bool       // a record agrees with several customers alike, or lists contradict each other
}

// A Resolver joins records to people. Records of one customer or employee
// share a node; of the others those with the same match do, and those that
// share a key are one person. The zero value is ready to use. It keeps nothing
// of a record but, in the nodes of the unlisted, some of the lowest ids.
type Resolver struct {
	parent    []int32
	name      []int32               // of each node: index in names
	kind      []Kind                // of each node
	own       map[uint64]int32      // nodes of the unlisted, by a hash of the match
	records   map[int32]*ownRecords // of each node of the unlisted
	keys      map[uint64]int32
	listed    [2]map[string]int32 // by id: nodes of customers, of employees
	both      map[both]int32      // records that name a customer and an employee
	names     strs
	accounts  strs
	links     map[[2]int32]struct{} // of node and account
	conflicts map[int32]struct{}
}

// ownRecords are the records of a node of somebody who is on no list.
type ownRecords struct {
	n      int
	lowest [][16]byte // ids, ascending, each once
}

// add adds a record.
func (o *ownRecords) add(id [16]byte) {
	o.n++
	if len(o.lowest) == maxLowest && compareIDs(id, o.lowest[maxLowest-1]) >= 0 {
		return
	}
	i, found := slices.BinarySearchFunc(o.lowest, id, compareIDs)
	if found {
		return
	}
	if len(o.lowest) == maxLowest {
		o.lowest = o.lowest[:maxLowest-1]
	}
	o.lowest = slices.Insert(o.lowest, i, id)
}

// A both is the node of a customer and the id of an employee in one record.
type both struct {
	customer int32
	employee string
}

// A strs holds strings, each once.
type strs struct {
	all []string
	of  map[string]int32
}

// index returns the index of s, which it adds if need be.
func (t *strs) index(s string) int32 {
	i, ok := t.of[s]
	if !ok {
		if t.of == nil {
			t.of = map[string]int32{}
		}
		i, s = int32(len(t.all)), strings.Clone(s)
		t.of[s], t.all = i, append(t.all, s)
	}
	return i
}

// Node returns the node of records that m is the match of; -1 if they point to
// nobody. It keeps no string of m. For each of the records Record is called,
// and Pair once for all.
func (r *Resolver) Node(m *Match) int32 {
	if m.Nobody {
		return -1
	}
	if r.keys == nil {
		r.keys, r.both = map[uint64]int32{}, map[both]int32{}
		r.own, r.records = map[uint64]int32{}, map[int32]*ownRecords{}
		r.links, r.conflicts = map[[2]int32]struct{}{}, map[int32]struct{}{}
		r.listed = [2]map[string]int32{{}, {}}
	}
	var n int32
	switch {
	case m.CustomerID != "":
		n = r.person(Customer, m.CustomerID, m.Name)
	case m.EmployeeID != "":
		n = r.person(Employee, m.EmployeeID, m.Name)
	default:
		n = r.other(m)
	}
	for _, a := range m.Accounts {
		r.links[[2]int32{n, r.accounts.index(a)}] = struct{}{}
	}
	if m.Conflict {
		r.conflicts[n] = struct{}{}
	}
	return n
}

// Record notes a record of a node. It may be left out for the listed.
func (r *Resolver) Record(node int32, id [16]byte) {
	if o := r.records[node]; o != nil {
		o.add(id)
	}
}

// Pair notes that the records of which m is the match are that many. It may be
// left out unless m names both a customer and an employee.
func (r *Resolver) Pair(m *Match, records int32) {
	if m.CustomerID == "" || m.EmployeeID == "" || m.Nobody {
		return
	}
	r.both[both{r.listed[Customer][m.CustomerID], strings.Clone(m.EmployeeID)}] += records
}

// node appends a node.
func (r *Resolver) node(k Kind, name string) int32 {
	i := int32(len(r.parent))
	r.parent, r.kind, r.name = append(r.parent, i), append(r.kind, k), append(r.name, r.names.index(name))
	return i
}

// person returns the node of a customer or employee.
func (r *Resolver) person(k Kind, id, name string) int32 {
	n, ok := r.listed[k][id]
	if !ok {
		n = r.node(k, name)
		r.listed[k][strings.Clone(id)] = n
	}
	return n
}

// other returns the node of the unlisted of whom m tells, joined to those that
// share a key.
func (r *Resolver) other(m *Match) int32 {
	same := sameMatch(m)
	if n, ok := r.own[same]; ok {
		return n
	}
	n := r.node(Other, m.Name)
	r.own[same], r.records[n] = n, &ownRecords{}
	for _, k := range m.Keys {
		if o, ok := r.keys[k]; ok {
			r.join(n, o)
		} else {
			r.keys[k] = n
		}
	}
	return n
}

// sameMatch returns what matches of the unlisted have in common if they join
// their records alike.
func sameMatch(m *Match) uint64 {
	h := hashOf(tagMatch, m.Name)
	for _, k := range m.Keys {
		h = (h ^ k) * 0x9e3779b97f4a7c15
		h ^= h >> 29
	}
	return h
}

// nameOf returns the name of a node.
func (r *Resolver) nameOf(n int32) string { return r.names.all[r.name[n]] }

// join makes one set of those of a and b.
func (r *Resolver) join(a, b int32) {
	a, b = r.find(a), r.find(b)
	r.parent[max(a, b)] = min(a, b)
}

// find returns the root of the set of n, and halves the way to it.
func (r *Resolver) find(n int32) int32 {
	for r.parent[n] != n {
		r.parent[n] = r.parent[r.parent[n]]
		n = r.parent[n]
	}
	return n
}

// People are the people of a case: customers by id, employees by id, others by
// their lowest record.
type People struct {
	List []Person
	of   []int32
}

// Of returns the index in List of the person of a node; -1 for node -1.
func (p *People) Of(node int32) int32 {
	if node < 0 {
		return -1
	}
	return p.of[node]
}

// Resolve returns the people that the records added so far speak of. The
// result does not depend on the order in which they were added.
func (r *Resolver) Resolve() *People {
	p := &People{of: make([]int32, len(r.parent))}
	for i := range p.of {
		p.of[i] = -1
	}
	t := r.pairs()
	for _, k := range []Kind{Customer, Employee} {
		ids := slices.Sorted(maps.Keys(r.listed[k]))
		for _, id := range ids {
			r.addListed(p, k, id, &t)
		}
	}
	r.addOthers(p)
	r.addAccounts(p)
	for n := range r.conflicts {
		p.List[p.of[n]].Conflict = true
	}
	return p
}

// A pair is a customer and an employee that records take for one human.
type pair struct {
	customer, employee string
	records            int32
}

// partners says which employee a customer is, and whom records pair with
// several.
type partners struct {
	employee map[string]string // by customer
	customer map[string]string // by employee
	conflict [2]map[string]bool
}

// pairs joins customers and employees, those that most records name together
// first; a customer has one employee at most, and the reverse.
func (r *Resolver) pairs() partners {
	ids := map[int32]string{}
	for id, n := range r.listed[Customer] {
		ids[n] = id
	}
	all := make([]pair, 0, len(r.both))
	for b, records := range r.both {
		all = append(all, pair{ids[b.customer], b.employee, records})
	}
	slices.SortFunc(all, func(a, b pair) int {
		return cmp.Or(cmp.Compare(b.records, a.records), cmp.Compare(a.customer, b.customer), cmp.Compare(a.employee, b.employee))
	})
	t := partners{map[string]string{}, map[string]string{}, [2]map[string]bool{{}, {}}}
	for _, x := range all {
		_, c := t.employee[x.customer]
		_, e := t.customer[x.employee]
		if c || e {
			t.conflict[Customer][x.customer], t.conflict[Employee][x.employee] = true, true
			continue
		}
		t.employee[x.customer], t.customer[x.employee] = x.employee, x.customer
	}
	return t
}

// addListed adds the customer or employee with that id, unless the customer
// that an employee is was added before.
func (r *Resolver) addListed(p *People, k Kind, id string, t *partners) {
	n := r.listed[k][id]
	if p.of[n] >= 0 {
		return
	}
	p.of[n] = int32(len(p.List))
	x := Person{ID: personID(k.String() + "\x00" + id), Kind: k, Name: r.nameOf(n), Conflict: t.conflict[k][id]}
	if k == Employee {
		x.EmployeeID = id
		p.List = append(p.List, x)
		return
	}
	x.CustomerID = id
	if e, ok := t.employee[id]; ok {
		x.EmployeeID = e
		x.Aliases = [][16]byte{idOf(Employee.String() + "\x00" + e)}
		x.Conflict = x.Conflict || t.conflict[Employee][e]
		if m, ok := r.listed[Employee][e]; ok {
			p.of[m] = p.of[n]
		}
	}
	p.List = append(p.List, x)
}

// idOf returns the id that follows from s.
func idOf(s string) [16]byte {
	d := sha256.Sum256([]byte(s))
	return [16]byte(d[:16])
}

// personID returns the id that follows from s, in hex digits.
func personID(s string) string {
	d := idOf(s)
	return hex.EncodeToString(d[:])
}

// addAccounts adds the account numbers of the records to their people.
func (r *Resolver) addAccounts(p *People) {
	for l := range r.links {
		x := &p.List[p.of[l[0]]]
		x.Accounts = append(x.Accounts, r.accounts.all[l[1]])
	}
	for i := range p.List {
		slices.Sort(p.List[i].Accounts)
		p.List[i].Accounts = slices.Compact(p.List[i].Accounts)
	}
}
