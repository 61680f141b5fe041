package report

import (
	"cmp"
	"slices"
	"strings"

	"exposed/detectors"
	"exposed/index/person"
)

// finish sums up what was gathered.
func (f *facts) finish() {
	states := map[string]*state{}
	for _, s := range f.People {
		for _, e := range s.Elements {
			f.Elements[e].person(s.Kind)
		}
		for _, x := range s.custodians {
			x.of.People++
			for e := range x.of.elements {
				if x.elements&(1<<e) != 0 {
					x.of.elements[e]++
				}
			}
		}
		name := cmp.Or(s.Residency, "not known")
		if states[name] == nil {
			states[name] = &state{Name: name}
		}
		states[name].person(s.Kind)
		s.reach(&f.Contacts)
	}
	for _, s := range states {
		f.States = append(f.States, *s)
	}
	slices.SortFunc(f.States, func(a, b state) int {
		return cmp.Or(len(a.Name)-len(b.Name), b.People()-a.People(), cmp.Compare(a.Name, b.Name)) // "not known" last
	})
	slices.SortFunc(f.Custodians, func(a, b *custodian) int { return cmp.Compare(a.Name, b.Name) })
	for name, n := range f.Summary.Exceptions {
		f.Reasons = append(f.Reasons, reason{name, n})
	}
	slices.SortFunc(f.Reasons, func(a, b reason) int { return cmp.Or(b.Items-a.Items, cmp.Compare(a.Name, b.Name)) })
}

// person counts a person of a kind.
func (c *elementCount) person(kind string) { countKind(kind, &c.Customers, &c.Employees, &c.Others) }

// person counts a person of a kind.
func (s *state) person(kind string) { countKind(kind, &s.Customers, &s.Employees, &s.Others) }

// People returns how many people live there.
func (s *state) People() int { return s.Customers + s.Employees + s.Others }

func countKind(kind string, customers, employees, others *int) {
	switch kind {
	case "customer":
		*customers++
	case "employee":
		*employees++
	default:
		*others++
	}
}

// reach sets how to reach s: as the list says, else as the evidence does.
func (s *subject) reach(c *Contacts) {
	s.Born = s.seen[4].best()
	listed := c.Customers[s.CustomerID]
	if s.CustomerID == "" || listed == nil {
		listed = c.Employees[s.EmployeeID]
	}
	if listed != nil {
		s.Contact, s.Listed = *listed, true
		return
	}
	s.Contact = person.Contact{Family: s.seen[0].best(), Address1: s.seen[1].best()}
	if given, family, ok := cutName(s.Contact.Family); ok {
		s.Contact.Given, s.Contact.Family = given, family
	}
	for _, v := range s.seen[2] {
		s.Contact.Emails = append(s.Contact.Emails, v.text)
	}
	for _, v := range s.seen[3] {
		s.Contact.Phones = append(s.Contact.Phones, v.text)
	}
}

// cutName cuts a name of two words, "Given Family" or "Family, Given".
func cutName(s string) (given, family string, ok bool) {
	if family, given, ok := strings.Cut(s, ", "); ok && !strings.Contains(given, ",") {
		return given, family, true
	}
	given, family, ok = strings.Cut(s, " ")
	return given, family, ok && !strings.Contains(family, " ")
}

// found returns the elements that were found, the ones most people are exposed
// with first; missing returns those that were looked for and not found.
func (f *facts) found() (found, missing []detectors.Element) {
	for e := detectors.None + 1; int(e) < detectors.Elements; e++ {
		switch {
		case !e.Exposes():
		case f.Elements[e].Findings > 0:
			found = append(found, e)
		default:
			missing = append(missing, e)
		}
	}
	slices.SortStableFunc(found, func(a, b detectors.Element) int {
		return cmp.Or(f.Elements[b].People()-f.Elements[a].People(), f.Elements[b].Findings-f.Elements[a].Findings)
	})
	return found, missing
}
