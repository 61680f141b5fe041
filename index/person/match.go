package person

import (
	"math/bits"
	"slices"
	"strings"
)

// The values of a record that can agree with a row of a list.
const (
	byAccount uint8 = 1 << iota
	byPhone
	byEmail
	byAddress
	byZIP
	byName
	byPart  // a lone given or family name
	allBits = 1<<iota - 1
)

// A query is the facts of a record made ready to be compared.
type query struct {
	*Facts
	whole  []string // Names that are
	forms  []form   // of whole
	places []place
	parts  []string // lone names, folded
}

// A candidate is a person of a list that a record may speak of.
type candidate struct {
	row  int32 // the first of the person
	bits uint8
	rank uint8 // how well the name agrees
}

// better returns a positive number if c agrees in more values than d, or in as
// many and better by name; 0 if they agree alike.
func (c candidate) better(d candidate) int {
	if n := c.count() - d.count(); n != 0 {
		return n
	}
	return int(c.rank) - int(d.rank)
}

// count returns how many values of the record agree. The ZIP is part of an
// address that agrees.
func (c candidate) count() int {
	b := c.bits
	if b&byAddress != 0 {
		b &^= byZIP
	}
	return bits.OnesCount8(b)
}

// Match says who the record with the facts f speaks of.
//
// Of customers, a name must agree where the record has a whole one, together
// with an account number, phone, e-mail address, postal address or ZIP. Without
// a name, phone or e-mail decide, or an account number with a given or family
// name that fits one of its customers. The customer who agrees in most values
// is meant; if two agree alike it is a conflict. An employee is known by e-mail
// or work phone, which no whole name may contradict.
func (l *Lists) Match(f Facts) Match {
	q := newQuery(&f)
	m := Match{Accounts: f.Accounts}
	var c, e candidate
	var r row
	if l.Customers != nil {
		m.Known = l.Customers.known(f.Accounts)
		c, m.Conflict = l.Customers.match(q)
	} else if len(f.Accounts) > 0 {
		m.Known = make([]bool, len(f.Accounts))
	}
	if l.Employees != nil {
		e = l.Employees.match(q)
	}
	if e.bits != 0 && c.bits != 0 && !l.oneHuman(c, e) {
		e = candidate{}
	}
	if e.bits != 0 {
		l.Employees.rows.get(e.row, &r)
		m.EmployeeID, m.Name, m.Why = r[fieldID], r.name(), whys[e.bits]
	}
	if c.bits != 0 {
		l.Customers.rows.get(c.row, &r)
		m.CustomerID, m.Name, m.State = r[fieldID], r.name(), r[fieldState]
		m.Why = joinWhy(whys[c.bits], m.Why)
	}
	m.rest(q)
	return m
}

// rest fills in what follows from the record and from who was found.
func (m *Match) rest(q *query) {
	if m.State != "" {
		m.StateBasis = "customer list"
	}
	for i := range q.places {
		if m.State == "" && q.places[i].state != "" {
			m.State, m.StateBasis = q.places[i].state, "address"
		}
	}
	if m.Name == "" && len(q.whole) > 0 {
		m.Name = q.whole[0]
	}
	if m.CustomerID == "" && m.EmployeeID == "" {
		m.Keys = q.keys(m.Conflict)
		m.Nobody = len(m.Keys) == 0
	}
}

// newQuery makes f ready to be compared.
func newQuery(f *Facts) *query {
	q := &query{Facts: f}
	q.setNames()
	if len(f.Addresses) > 0 {
		q.places = make([]place, len(f.Addresses))
		for i, a := range f.Addresses {
			q.places[i] = parsePlace(a)
		}
	}
	return q
}

// setNames parts whole names from lone ones.
func (q *query) setNames() {
	if len(q.Names) > 0 {
		q.forms = make([]form, 0, len(q.Names))
	}
	for _, n := range q.Names {
		var f form
		switch f.set(n); f.n {
		case 0:
		case 1:
			q.addPart(n)
		default:
			q.whole, q.forms = append(q.whole, n), append(q.forms, f)
		}
	}
	for _, p := range q.Partial {
		q.addPart(p)
	}
}

// addPart notes a lone given or family name.
func (q *query) addPart(s string) {
	if s = fold(s); s != "" && !slices.Contains(q.parts, s) {
		q.parts = append(q.parts, s)
	}
}

// name returns how well the best of the names of the record agrees with a row.
func (q *query) name(r *row) score {
	var f form
	r.form(&f)
	best := score{}
	for i := range q.forms {
		s := agree(&f, &q.forms[i])
		if s.level < Compatible && accented(q.whole[i]) != (r[fieldFolded] != "" && accented(r.name())) {
			s = max2(s, agreeBare(r.name(), q.whole[i]))
		}
		best = max2(best, s)
	}
	if best.level < Compatible {
		return score{}
	}
	return best
}

// fits returns how many lone names of the record the row has.
func (q *query) fits(r *row) uint8 {
	if len(q.parts) == 0 {
		return 0
	}
	var f form
	r.form(&f)
	n := uint8(0)
	given, family := fold(r[fieldGiven]), fold(r[fieldFamily])
	for _, p := range q.parts {
		if p == given || p == family || len(p) > 1 && has(f.list(), p) {
			n++
		}
	}
	return n
}

// values returns which values of the record but for names stand in a row.
func (q *query) values(r *row) uint8 {
	b := uint8(0)
	if r[fieldAccount] != "" && slices.Contains(q.Accounts, r[fieldAccount]) {
		b |= byAccount
	}
	if hasAny(r[fieldPhones], q.Phones) {
		b |= byPhone
	}
	if hasAny(r[fieldEmails], q.Emails) {
		b |= byEmail
	}
	return b | q.address(r)
}

// hasAny reports whether one of values is among the words of s.
func hasAny(s string, values []string) bool {
	for s != "" && len(values) > 0 {
		w, rest, _ := strings.Cut(s, " ")
		if slices.Contains(values, w) {
			return true
		}
		s = rest
	}
	return false
}

// address returns whether an address or a ZIP of the record is that of a row.
// A ZIP says nothing where the record has another address.
func (q *query) address(r *row) uint8 {
	zip := r[fieldZIP]
	other, same := false, zip != "" && slices.Contains(q.ZIPs, zip)
	if len(q.places) > 0 {
		p := r.place()
		for i := range q.places {
			switch q.places[i].compare(&p, r[fieldCity]) {
			case agrees:
				return byAddress
			case differ:
				other = true
			case unknown:
				same = same || zip != "" && q.places[i].zip == zip
			}
		}
	}
	if same && !other {
		return byZIP
	}
	return 0
}

// known returns which of the account numbers are on the list.
func (c *Customers) known(accounts []string) []bool {
	if len(accounts) == 0 {
		return nil
	}
	out := make([]bool, len(accounts))
	for i, a := range accounts {
		out[i] = c.HasAccount(a)
	}
	return out
}

// A contest finds the best of the candidates.
type contest struct {
	best candidate
	tie  bool                // another agrees alike
	all  map[int32]candidate // by row, where several rows are one person; else nil
	seen [8]int32            // rows looked at last, one up
	next int
}

// looked reports whether row i is one of those looked at last, and notes it.
func (t *contest) looked(i int32) bool {
	for _, s := range t.seen {
		if s == i+1 {
			return true
		}
	}
	t.seen[t.next%len(t.seen)] = i + 1
	t.next++
	return false
}

// add enters a candidate, who may have been entered before.
func (t *contest) add(c candidate) {
	if t.all != nil {
		was := t.all[c.row]
		c.bits, c.rank = c.bits|was.bits, max(c.rank, was.rank)
		t.all[c.row] = c
	}
	n := c.better(t.best)
	switch {
	case n > 0:
		t.best, t.tie = c, false
	case n == 0 && c.row != t.best.row:
		t.tie = true
	}
}

// match returns the customer that the record speaks of, and whether several
// agree alike.
func (c *Customers) match(q *query) (candidate, bool) {
	var t contest
	if c.person != nil {
		t.all = map[int32]candidate{}
	}
	enter := func(rows []int32) {
		for _, i := range rows {
			if t.looked(i) {
				continue
			}
			if x, ok := c.candidate(i, q); ok {
				t.add(x)
			}
		}
	}
	for _, a := range q.Accounts {
		if len(q.forms)+len(q.parts) == 0 {
			break // an account alone is nobody
		}
		enter(c.byAccount.find(hashOf(tagAccount, a)))
	}
	for _, p := range q.Phones {
		enter(c.byPhone.find(hashOf(tagPhone, p)))
	}
	for _, e := range q.Emails {
		enter(c.byEmail.find(hashOf(tagEmail, e)))
	}
	if len(q.forms) > 0 && t.best.count() < 3 { // by place alone no more than two values agree
		c.byPlace(q, enter)
	}
	if t.tie {
		return candidate{}, true
	}
	return t.best, false
}

// byPlace calls enter with the rows that share a name and a ZIP, or house and
// street, with the record.
func (c *Customers) byPlace(q *query, enter func([]int32)) {
	for i := range q.places {
		if key, ok := q.places[i].key(); ok {
			enter(c.byHouse.find(key))
		}
		if z := q.places[i].zip; z != "" {
			c.byZIP(q, z, enter)
		}
	}
	for _, z := range q.ZIPs {
		c.byZIP(q, z, enter)
	}
}

// byZIP calls enter with the rows that share a name and the ZIP.
func (c *Customers) byZIP(q *query, zip string, enter func([]int32)) {
	for i := range q.forms {
		f := &q.forms[i]
		for j, w := range f.list() {
			enter(c.byNameZIP.find(hashOf(tagNameZIP, w, zip)))
			if j > 0 && j < f.n-1 {
				enter(c.byNameZIP.find(hashOf(tagNameZIP, strings.Join(f.list()[j:], ""), zip)))
			}
		}
	}
}

// candidate returns row i as a candidate, and whether enough agrees for it to
// be one.
func (c *Customers) candidate(i int32, q *query) (candidate, bool) {
	var r row
	c.rows.get(i, &r)
	x := candidate{row: c.root(i)}
	if len(q.forms) > 0 {
		s := q.name(&r)
		x.bits, x.rank = q.values(&r), s.rank
		ok := s.level >= Compatible && x.bits != 0
		x.bits |= byName
		return x, ok
	}
	x.rank = q.fits(&r)
	x.bits = q.values(&r)
	ok := x.bits&(byPhone|byEmail) != 0 || x.bits&byAccount != 0 && x.rank > 0
	if x.rank > 0 {
		x.bits |= byPart
	}
	return x, ok
}

// match returns the employee that the record speaks of; if several agree
// alike, nobody.
func (e *Employees) match(q *query) candidate {
	var t contest
	if e.person != nil {
		t.all = map[int32]candidate{}
	}
	enter := func(rows []int32) {
		for _, i := range rows {
			if x, ok := e.candidate(i, q); ok {
				t.add(x)
			}
		}
	}
	for _, m := range q.Emails {
		enter(e.byEmail.find(hashOf(tagEmail, m)))
	}
	for _, p := range q.Phones {
		enter(e.byPhone.find(hashOf(tagPhone, p)))
	}
	if t.tie {
		return candidate{}
	}
	return t.best
}

// candidate returns row i as a candidate, and whether it is one.
func (e *Employees) candidate(i int32, q *query) (candidate, bool) {
	var r row
	e.rows.get(i, &r)
	x := candidate{row: e.root(i), bits: q.values(&r) & (byPhone | byEmail)}
	if len(q.forms) == 0 {
		return x, true
	}
	s := q.name(&r)
	if s.level >= Compatible {
		x.bits |= byName
		x.rank = s.rank
		return x, true
	}
	return x, q.addressOnly() && x.bits&byEmail != 0
}

// addressOnly reports whether the record is one e-mail address with names, as
// in the head of a message: the name shown there may be a department's.
func (q *query) addressOnly() bool {
	return len(q.Emails) == 1 && len(q.Phones)+len(q.Accounts)+len(q.Addresses)+len(q.ZIPs)+len(q.Primary) == 0
}

// oneHuman reports whether customer c and employee e, both found in one
// record, can be the same human: their names on the lists agree.
func (l *Lists) oneHuman(c, e candidate) bool {
	var r, s row
	var f, g form
	l.Customers.rows.get(c.row, &r)
	l.Employees.rows.get(e.row, &s)
	r.form(&f)
	s.form(&g)
	return agree(&f, &g).level >= Compatible
}

// whys says which values agree, for each set of them.
var whys = allWhys()

// allWhys returns the words for each set of values.
func allWhys() (out [allBits + 1]string) {
	words := [...]string{"account", "phone", "email", "address", "zip", "name", "part of the name"}
	for b := range out {
		for i, w := range words {
			if b>>i&1 == 0 {
				continue
			}
			if out[b] != "" {
				out[b] += " and "
			}
			out[b] += w
		}
	}
	return out
}

// joinWhy joins the reasons of a customer and of an employee.
func joinWhy(c, e string) string {
	if e == "" {
		return c
	}
	return c + "; employee: " + e
}
