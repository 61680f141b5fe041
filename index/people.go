package index

import (
	"cmp"
	"slices"

	"exposed/detectors"
)

// A Person is somebody who is exposed.
type Person struct {
	ID             string
	Kind           string // customer, employee, other
	Aliases        []string
	Elements       []detectors.Element
	Items          int
	Residency      string
	ResidencyBasis string
	Conflict       bool
	NameMask       string
	personSecret
}

// A personSecret is what the ledger seals of a person.
type personSecret struct {
	CustomerID string   `json:"c,omitempty"`
	EmployeeID string   `json:"e,omitempty"`
	Name       string   `json:"n,omitempty"`
	Accounts   []string `json:"a,omitempty"`
}

func (x *exporter) people() error {
	for _, p := range sortedPeople(x.ledger.people) {
		accounts := slices.Clone(p.Accounts)
		if !x.unmask {
			for i := range accounts {
				accounts[i] = Mask(detectors.AccountNumber, accounts[i])
			}
		}
		err := x.write([]any{
			p.ID, p.Aliases, p.Kind, orNull(p.CustomerID), orNull(p.EmployeeID), accounts, x.shown(p.Name, p.NameMask),
			names(p.Elements), int64(p.Items), []string{}, orNull(p.Residency), orNull(p.ResidencyBasis), nil, p.Conflict,
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// People returns the people who are exposed, in the order of their export.
func (c *Case) People() ([]*Person, error) {
	l, err := c.openLedger()
	if err != nil {
		return nil, err
	}
	return sortedPeople(l.people), l.close()
}

// sortedPeople returns the people who are exposed: customers by their id,
// then employees, then the others.
func sortedPeople(people []Person) []*Person {
	var list []*Person
	for i := range people {
		if len(people[i].Elements) > 0 {
			list = append(list, &people[i])
		}
	}
	rank := map[string]int{"customer": 0, "employee": 1, "other": 2}
	slices.SortFunc(list, func(a, b *Person) int {
		return cmp.Or(rank[a.Kind]-rank[b.Kind], cmp.Compare(a.CustomerID, b.CustomerID), cmp.Compare(a.EmployeeID, b.EmployeeID), cmp.Compare(a.ID, b.ID))
	})
	return list
}
