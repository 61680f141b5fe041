package person

import (
	"fmt"
	"io"
	"slices"
	"strings"
)

// A Contact is what a list says of how to reach somebody, as it is written
// there. Rows of one id are one contact; the first that has a value gives it.
type Contact struct {
	Given, Middle, Family, Suffix string
	Address1, Address2            string
	City, State, ZIP              string
	Phones, Emails                []string // normalised, each once
}

// ReadContacts reads the contacts of those customers or employees on a list
// whose ids are wanted, and the SHA-256 of the list; name is what errors call
// the file. Ids are those that ReadCustomers and ReadEmployees give.
func ReadContacts(r io.Reader, name string, kind Kind, want func(id string) bool) (map[string]*Contact, [32]byte, error) {
	t, w := newTable(r), &warnings{}
	id := colCustomerID
	if kind == Employee {
		id = colEmployeeID
	}
	l, _, err := readHead(t, id, nil, w)
	if err != nil {
		return nil, [32]byte{}, fmt.Errorf("%s: %w", name, err)
	}
	list := map[string]*Contact{}
	err = eachRow(t, l, w, name, func(cells []string, line int) {
		var r row
		r.setName(nameOf(l, cells))
		r.setContact(l, cells, line, w)
		id := r.idIn(l, cells, kind)
		if !want(id) {
			return
		}
		if list[id] == nil {
			list[id] = &Contact{}
		}
		list[id].add(l, cells, &r)
	})
	if err != nil {
		return nil, [32]byte{}, err
	}
	digest, err := t.digest()
	return list, digest, err
}

// idIn returns the id of the row in cells.
func (r *row) idIn(l *layout, cells []string, kind Kind) string {
	if kind == Employee {
		if id := l.get(cells, colEmployeeID); id != "" {
			return id
		}
		return derivedID(r[fieldEmails]+"\x00"+r[fieldPhones], r)
	}
	if id := l.get(cells, colCustomerID); id != "" {
		return id
	}
	return derivedID(accountOf(l.get(cells, colAccount)), r)
}

// add adds what a row says.
func (c *Contact) add(l *layout, cells []string, r *row) {
	if c.Given+c.Family == "" {
		c.setName(l, cells)
	}
	if c.Address1 == "" {
		c.Address1 = strings.TrimSpace(l.get(cells, colHouse) + " " + l.get(cells, colStreet))
		c.Address2, c.City, c.State = l.get(cells, colUnit), l.get(cells, colCity), l.get(cells, colState)
		c.ZIP = l.get(cells, colZIP)
		if z := zipOf(c.ZIP); len(digits(c.ZIP)) < 5 {
			c.ZIP = z // with the zeros that spreadsheets drop
		}
	}
	c.Phones = union(c.Phones, strings.Fields(r[fieldPhones]))
	c.Emails = union(c.Emails, strings.Fields(r[fieldEmails]))
}

// setName sets the name as it is written in cells.
func (c *Contact) setName(l *layout, cells []string) {
	n := nameOf(l, cells)
	all := strings.Join(cells, "\t")
	c.Given, c.Middle, c.Family, c.Suffix = written(all, n.given), written(all, n.middle), written(all, n.family), written(all, n.suffix)
}

// written returns the words of a name, which are in lower case, as all has them.
func written(all, words string) string {
	lower := strings.ToLower(all)
	for at := 0; words != "" && len(lower) == len(all); at++ {
		i := strings.Index(lower[at:], words)
		if i < 0 {
			break
		}
		at += i
		if end := at + len(words); !letterAt(all, at-1) && !letterAt(all, end) {
			return all[at:end]
		}
	}
	return words
}

// letterAt reports whether byte i of s belongs to a letter.
func letterAt(s string, i int) bool {
	if i < 0 || i >= len(s) {
		return false
	}
	c := s[i] | 0x20
	return 'a' <= c && c <= 'z' || s[i] >= 0x80
}

// union appends to a what of b it does not have.
func union(a, b []string) []string {
	for _, s := range b {
		if !slices.Contains(a, s) {
			a = append(a, s)
		}
	}
	return a
}
