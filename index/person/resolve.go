package person

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"slices"
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

// maxAliases is the number of aliases that a person keeps.
const maxAliases = 1000

// A Person is one human, as far as records and lists tell.
type Person struct {
	ID         string // 32 hex digits; the same whatever the order of records
	Kind       Kind   // Customer if CustomerID is set, else Employee if EmployeeID is
	CustomerID string
	EmployeeID string
	Name       string   // as the list has it, else the one that most records have
	Aliases    []string // ids that parts of the person would have alone, sorted; no more than 1000
	Unlisted   int      // aliases beyond those
	Accounts   []string // account numbers of the records, sorted
	Conflict   bool     // a record agrees with several customers alike, or lists contradict each other
}

// A Resolver joins records to people. Records of one customer or employee
// share a node; of the others each has its own, and those that share a key are
// one person. The zero value is ready to use. It keeps 25 bytes of an unlisted
// record and some 20 of each of its keys, and nothing of a listed one.
type Resolver struct {
	parent    []int32
	record    [][16]byte // of each node; zero for listed people
	name      []int32    // of each node: index in names
	kind      []Kind     // of each node
	keys      map[uint64]int32
	listed    [2]map[string]int32 // by id: nodes of customers, of employees
	both      map[both]int32      // records that name a customer and an employee
	names     strs
	accounts  strs
	links     map[[2]int32]struct{} // of node and account
	conflicts map[int32]struct{}
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
		i = int32(len(t.all))
		t.of[s], t.all = i, append(t.all, s)
	}
	return i
}

// Add adds the record with the given id and returns its node, which may be
// that of other records; -1 if the record points to nobody.
func (r *Resolver) Add(m Match, recordID [16]byte) int32 {
	if m.Nobody {
		return -1
	}
	if r.keys == nil {
		r.keys, r.both = map[uint64]int32{}, map[both]int32{}
		r.links, r.conflicts = map[[2]int32]struct{}{}, map[int32]struct{}{}
		r.listed = [2]map[string]int32{{}, {}}
	}
	var n int32
	switch {
	case m.CustomerID != "":
		n = r.person(Customer, m.CustomerID, m.Name)
		if m.EmployeeID != "" {
			r.both[both{n, m.EmployeeID}]++
		}
	case m.EmployeeID != "":
		n = r.person(Employee, m.EmployeeID, m.Name)
	default:
		n = r.other(&m, recordID)
	}
	for _, a := range m.Accounts {
		r.links[[2]int32{n, r.accounts.index(a)}] = struct{}{}
	}
	if m.Conflict {
		r.conflicts[n] = struct{}{}
	}
	return n
}

// node appends a node.
func (r *Resolver) node(k Kind, name string, record [16]byte) int32 {
	i := int32(len(r.parent))
	r.parent, r.kind = append(r.parent, i), append(r.kind, k)
	r.record, r.name = append(r.record, record), append(r.name, r.names.index(name))
	return i
}

// person returns the node of a customer or employee.
func (r *Resolver) person(k Kind, id, name string) int32 {
	n, ok := r.listed[k][id]
	if !ok {
		n = r.node(k, name, [16]byte{})
		r.listed[k][id] = n
	}
	return n
}

// other returns a node for an unlisted record, joined to those that share a key.
func (r *Resolver) other(m *Match, recordID [16]byte) int32 {
	n := r.node(Other, m.Name, recordID)
	for _, k := range m.Keys {
		if o, ok := r.keys[k]; ok {
			r.join(n, o)
		} else {
			r.keys[k] = n
		}
	}
	return n
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
		x.Aliases = []string{personID(Employee.String() + "\x00" + e)}
		x.Conflict = x.Conflict || t.conflict[Employee][e]
		if m, ok := r.listed[Employee][e]; ok {
			p.of[m] = p.of[n]
		}
	}
	p.List = append(p.List, x)
}

// personID returns the id that follows from s.
func personID(s string) string {
	d := sha256.Sum256([]byte(s))
	return hex.EncodeToString(d[:16])
}

// addOthers adds the people that are on no list.
func (r *Resolver) addOthers(p *People) {
	first := map[int32]int32{} // person of each root
	members := map[int32][]int32{}
	for _, n := range r.others() {
		root := r.find(n)
		i, ok := first[root]
		if !ok {
			i = int32(len(p.List))
			first[root] = i
			p.List = append(p.List, Person{Kind: Other, ID: personID(string(r.record[n][:])), Name: r.nameOf(n)})
		} else {
			members[i] = append(members[i], n)
		}
		p.of[n] = i
	}
	for i, ns := range members {
		r.describe(&p.List[i], ns)
	}
}

// others returns the nodes of unlisted records in the order of their ids.
func (r *Resolver) others() []int32 {
	var nodes []int32
	for n, k := range r.kind {
		if k == Other {
			nodes = append(nodes, int32(n))
		}
	}
	slices.SortFunc(nodes, func(a, b int32) int {
		return cmp.Or(bytes.Compare(r.record[a][:], r.record[b][:]), cmp.Compare(r.nameOf(a), r.nameOf(b)))
	})
	return nodes
}

// describe sets aliases and name of a person of which ns are the nodes after
// the first, in order.
func (r *Resolver) describe(x *Person, ns []int32) {
	votes := map[string]int{x.Name: 1}
	for _, n := range ns {
		votes[r.nameOf(n)]++
		if id := personID(string(r.record[n][:])); id != x.ID {
			x.Aliases = append(x.Aliases, id)
		}
	}
	slices.Sort(x.Aliases)
	x.Aliases = slices.Compact(x.Aliases)
	if n := len(x.Aliases); n > maxAliases {
		x.Aliases, x.Unlisted = x.Aliases[:maxAliases:maxAliases], n-maxAliases
	}
	for name, n := range votes {
		if best := votes[x.Name]; name != "" && (x.Name == "" || n > best || n == best && name < x.Name) {
			x.Name = name
		}
	}
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
