package index

import (
	"encoding/json"
	"errors"

	"exposed/detectors"
	"exposed/index/person"
)

// A Summary says what a case comes to.
type Summary struct {
	Customers  int            `json:"customers"`
	Employees  int            `json:"employees"`
	Others     int            `json:"others"`
	Conflicts  int            `json:"conflicts"` // people whom several customers fit alike
	Accounts   int            `json:"accounts"`  // account numbers that are exposed
	Sources    int            `json:"sources"`
	Bytes      int64          `json:"bytes"`
	Items      int            `json:"items"` // read + duplicates + excepted
	Messages   int            `json:"messages"`
	Read       int            `json:"read"`
	Duplicates int            `json:"duplicates"`
	Excepted   int            `json:"excepted"`
	Exceptions map[string]int `json:"exceptions"` // by reason, those of duplicates included
	Findings   int            `json:"findings"`
	Aside      int            `json:"aside"` // findings that are partial or reserved, or a place alone
}

// writePeople writes the people who are exposed. Their numbers stay those of
// the resolver.
func (m *merger) writePeople() error {
	salt := newSalt()
	seal, err := m.c.vault.sealer(salt)
	if err != nil {
		return err
	}
	if err := m.out.insert("INSERT INTO meta VALUES('salt', ?)", salt[:]); err != nil {
		return err
	}
	for i := range m.elements {
		p, home := &m.people.List[i], m.homeOfPerson(i)
		if m.elements[i] != 0 {
			m.countPerson(p)
		}
		secret, err := json.Marshal(personSecret{p.CustomerID, p.EmployeeID, p.Name, p.Accounts})
		if err != nil {
			return err
		}
		m.packed = m.packed[:0]
		for _, id := range p.Aliases {
			m.packed = append(m.packed, id[:]...)
		}
		err = m.out.insert(insertPerson, i, p.ID, p.Kind.String(), m.packed, int64(m.elements[i]), m.counts[i], home.state, home.basis,
			p.Conflict, Mask(detectors.Name, p.Name), seal.seal(nil, secret, []byte(p.ID)))
		if err != nil {
			return err
		}
	}
	return nil
}

func (m *merger) countPerson(p *person.Person) {
	switch p.Kind {
	case person.Customer:
		m.sum.Customers++
	case person.Employee:
		m.sum.Employees++
	default:
		m.sum.Others++
	}
	if p.Conflict {
		m.sum.Conflicts++
	}
}

func (m *merger) writeMeta() error {
	m.sum.Accounts = len(m.accounts)
	data, err := json.Marshal(m.sum)
	if err != nil {
		return err
	}
	return m.out.insert("INSERT INTO meta VALUES('summary', ?)", data)
}

// Summary returns what the last merge came to.
func (c *Case) Summary() (Summary, error) {
	var sum Summary
	l, err := c.openLedger()
	if err != nil {
		return sum, err
	}
	var data []byte
	err = l.db.QueryRow("SELECT value FROM meta WHERE key='summary'").Scan(&data)
	if err == nil {
		err = json.Unmarshal(data, &sum)
	}
	return sum, errors.Join(err, l.close())
}
