package person

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
)

// Customers is a list of customers, kept compactly and indexed by account,
// phone, e-mail, name with ZIP, and address.
type Customers struct {
	list
	byAccount index
	byNameZIP index
	byHouse   index
	lengths   [maxAccount + 1]int // accounts by their number of digits
	plans     map[string]bool
	features  map[string]bool
}

// ReadCustomers reads a list of customers in CSV, with a head; name is what
// errors call the file. Columns are found by their heads in any usual English
// or Spanish spelling. The list must have an id or an account number, and a
// name; what else it lacks, and rows that cannot be used in full, are warnings.
// A row with fewer cells than the head is used as far as it goes; one with
// more is not, because nobody knows which cell is which.
func ReadCustomers(r io.Reader, name string) (*Customers, []Warning, error) {
	t, w := newTable(r), &warnings{}
	l, names, err := readHead(t, colCustomerID, []column{colCustomerID, colAccount, colStreet, colCity, colState, colZIP, colPhone, colEmail, colType, colPlan, colFeatures}, w)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", name, err)
	}
	if !l.has(colCustomerID, colAccount) {
		return nil, w.all, lacks(name, "customer_id or account_number", names)
	}
	if !l.has(colGiven, colFamily, colFullName) {
		return nil, w.all, lacks(name, "first_name and last_name, or full name", names)
	}
	c := &Customers{plans: map[string]bool{}, features: map[string]bool{}}
	err = eachRow(t, l, w, name, func(cells []string, line int) { c.add(l, cells, line, w) })
	if err != nil {
		return nil, w.all, err
	}
	if c.digest, err = t.digest(); err != nil {
		return nil, w.all, fmt.Errorf("%s: %w", name, err)
	}
	c.finish(w)
	return c, w.all, nil
}

// maxRows is the number of rows that a list may have.
const maxRows = math.MaxInt32 - 1

// eachRow calls use with each row that has cells and not too many of them.
func eachRow(t *table, l *layout, w *warnings, name string, use func(cells []string, line int)) error {
	for n := 0; ; {
		cells, line, err := t.next()
		switch {
		case err == io.EOF:
			return nil
		case err == errLine:
			w.add(line, errLine.Error(), true)
			continue
		case err != nil:
			return fmt.Errorf("%s: line %d: %w", name, line, err)
		}
		for len(cells) > l.width && cells[len(cells)-1] == "" {
			cells = cells[:len(cells)-1]
		}
		switch {
		case len(strings.Join(cells, "")) == 0:
			continue
		case len(cells) > l.width:
			w.add(line, "more cells than heads", true)
			continue
		case len(cells) < l.width:
			w.add(line, "fewer cells than heads", false)
		}
		if n++; n > maxRows {
			return fmt.Errorf("%s: line %d: more than %d rows", name, line, maxRows)
		}
		use(cells, line)
	}
}

// add adds a row of the file, or notes why it cannot be used.
func (c *Customers) add(l *layout, cells []string, line int, w *warnings) {
	var r row
	r.setName(nameOf(l, cells))
	r[fieldID], r[fieldAccount] = l.get(cells, colCustomerID), accountOf(l.get(cells, colAccount))
	switch {
	case fold(r.name()) == "":
		w.add(line, "no name", true)
		return
	case r[fieldID] == "" && r[fieldAccount] == "":
		w.add(line, "no id and no account number", true)
		return
	case r[fieldAccount] == "" && l.get(cells, colAccount) != "":
		w.add(line, "account number not valid", false)
	case r[fieldAccount] == "" && l.has(colAccount):
		w.add(line, "no account number", false)
	}
	if r[fieldID] == "" {
		if l.has(colCustomerID) {
			w.add(line, "no id; made from account number and name", false)
		}
		r[fieldID] = derivedID(r[fieldAccount], &r)
	}
	r.setContact(l, cells, line, w)
	r.setAddress(l, cells)
	c.note(l, cells, &r)
	c.rows.add(&r)
	c.lines = append(c.lines, int32(line))
}

// derivedID returns an id for a row without one: the same for the same first
// value and name, on every machine.
func derivedID(first string, r *row) string {
	d := sha256.Sum256([]byte(first + "\x00" + fold(r[fieldGiven]+" "+r[fieldMiddle]+" "+r[fieldFamily]) + "\x00" + r[fieldSuffix]))
	return hex.EncodeToString(d[:8])
}

// setContact sets phones and e-mail addresses, and notes those that are none.
func (r *row) setContact(l *layout, cells []string, line int, w *warnings) {
	r[fieldPhones] = several(l, cells, colPhone, phoneOf, "phone not valid", line, w)
	r[fieldEmails] = several(l, cells, colEmail, emailOf, "email not valid", line, w)
}

// several returns the values of all columns of c, parted by blanks.
func several(l *layout, cells []string, c column, valueOf func(string) string, reason string, line int, w *warnings) string {
	var out []string
	for _, i := range l.cells[c] {
		if i >= len(cells) {
			continue
		}
		for s := range strings.FieldsFuncSeq(cells[i], func(r rune) bool { return r == '|' || r == ';' || r == ',' || r == '/' }) {
			v := valueOf(s)
			if v == "" && strings.TrimSpace(s) != "" {
				w.add(line, reason, false)
			} else if v != "" && !slices.Contains(out, v) {
				out = append(out, v)
			}
		}
	}
	return strings.Join(out, " ")
}

// setAddress sets the fields of the address.
func (r *row) setAddress(l *layout, cells []string) {
	street := strings.TrimSpace(l.get(cells, colHouse) + " " + l.get(cells, colStreet))
	p := parsePlace(street)
	if unit := l.get(cells, colUnit); p.house == "" && unit != "" {
		if q := parsePlace(unit); q.house != "" && len(q.street()) > 1 {
			street, p = unit, q // the name of a firm or of a building stood first
		}
	}
	r[fieldStreet] = fold(strings.ReplaceAll(street, ",", " "))
	r[fieldCity], r[fieldState], r[fieldZIP] = fold(l.get(cells, colCity)), stateOf(fold(l.get(cells, colState))), zipOf(l.get(cells, colZIP))
	if !l.has(colZIP) {
		r[fieldZIP] = p.zip
	}
	if !l.has(colState) {
		r[fieldState] = p.state
	}
}

// note counts what the list as a whole tells.
func (c *Customers) note(l *layout, cells []string, r *row) {
	if n := len(r[fieldAccount]); n > 0 {
		c.lengths[n]++
	}
	if s := l.get(cells, colPlan); s != "" {
		for _, p := range splitCell(s) {
			c.plans[p] = true
		}
	}
	for _, i := range l.cells[colFeatures] {
		if i < len(cells) {
			for _, f := range listOf(cells[i]) {
				c.features[f] = true
			}
		}
	}
}

// splitCell returns the values of a cell of plans: a comma may be part of one.
func splitCell(s string) []string {
	if strings.ContainsAny(s, "|;") {
		return listOf(strings.ReplaceAll(s, ",", "\x00"))
	}
	return []string{s}
}

// finish makes the indexes.
func (c *Customers) finish(w *warnings) {
	c.list.finish(w)
	c.byAccount = c.indexOf(func(r *row, add func(uint64)) {
		if r[fieldAccount] != "" {
			add(hashOf(tagAccount, r[fieldAccount]))
		}
	})
	c.byNameZIP = c.indexOf(func(r *row, add func(uint64)) {
		if r[fieldZIP] == "" {
			return
		}
		var f form
		r.form(&f)
		for _, w := range f.list()[min(1, max(0, f.n-1)):] {
			add(hashOf(tagNameZIP, w, r[fieldZIP]))
		}
	})
	c.byHouse = c.indexOf(func(r *row, add func(uint64)) {
		p := r.place()
		if key, ok := p.key(); ok {
			add(key)
		}
	})
}

// HasAccount reports whether an account number, as digits, is on the list.
func (c *Customers) HasAccount(digits string) bool {
	return len(c.byAccount.find(hashOf(tagAccount, digits))) > 0
}

// AccountFormat returns the lengths, in digits, that at least one in a hundred
// of the account numbers have, ascending.
func (c *Customers) AccountFormat() []int {
	all := 0
	for _, n := range c.lengths {
		all += n
	}
	var out []int
	for i, n := range c.lengths {
		if n > 0 && n*100 >= all {
			out = append(out, i)
		}
	}
	return out
}

// Plans returns the rate plans that customers have, sorted.
func (c *Customers) Plans() []string { return sorted(c.plans) }

// Features returns the plan features that customers have, sorted.
func (c *Customers) Features() []string { return sorted(c.features) }

// sorted returns the members of m in order.
func sorted(m map[string]bool) []string {
	out := make([]string, 0, len(m))
	for s := range m {
		out = append(out, s)
	}
	slices.Sort(out)
	return out
}
