package person

import "math/bits"

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
