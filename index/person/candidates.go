package person

import "strings"

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
