package report

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"exposed/detectors"
	"exposed/index"
	"exposed/index/person"
	"exposed/scanner"
)

// facts are what a report says of a case.
type facts struct {
	Options
	Summary    index.Summary
	Settings   index.Settings
	Sources    []index.SourceFile
	People     []*subject // in the order of exports
	Elements   [detectors.Elements]elementCount
	Custodians []*custodian // by name
	States     []state      // by number of people
	Exceptions []exception
	Reasons    []reason // by number
	First      time.Time
	Last       time.Time // of messages; zero if no date is known

	subjects   map[string]*subject
	custodians map[string]*custodian
	items      int
}

// A subject is somebody who is exposed, with what a notice to them needs.
type subject struct {
	*index.Person
	Contact     person.Contact
	Listed      bool // the contact is the list's; else the evidence's
	Born        string
	cited       [detectors.Elements]citation
	First, Last time.Time // of the messages
	Docs        []string  // ids of items; no more than maxDocs
	custodians  []share
	seen        [len(contactElements)]values
}

// maxDocs is the number of items that a notification list names of a person.
const maxDocs = 10

// A citation is the surest finding of an element of a person.
type citation struct {
	items      int
	last       int // item, from 1
	confidence float32
	locator    string
}

// A share is what a person is exposed with in the mailbox of a custodian.
type share struct {
	of       *custodian
	elements uint64
}

// contactElements are the elements that tell how to reach somebody.
var contactElements = [...]detectors.Element{detectors.Name, detectors.PostalAddress, detectors.Email, detectors.Phone, detectors.DateOfBirth}

// values are values of a person in the evidence, the first few of each element.
type values []struct {
	text  string
	items int
}

// maxValues is the number of values of an element that are kept of a person.
const maxValues = 4

// An elementCount counts what was found of an element.
type elementCount struct {
	Findings, Items              int // that expose somebody
	Customers, Employees, Others int
	Partial, Reserved            int
}

// People returns how many people are exposed.
func (c *elementCount) People() int { return c.Customers + c.Employees + c.Others }

// A custodian is a mailbox.
type custodian struct {
	Name     string
	Items    int
	People   int
	elements [detectors.Elements]int // people
}

// A state is where people live.
type state struct {
	Name                         string
	Customers, Employees, Others int
}

// An exception is an item that was not read in full.
type exception struct {
	scanner.Exception
	Locator   string
	ItemID    string
	Custodian string
}

// A reason counts the exceptions of one reason.
type reason struct {
	Name  string
	Items int
}

// gather goes through the case once.
func gather(ctx context.Context, c *index.Case, o *Options) (*facts, error) {
	f := &facts{Options: *o, Settings: c.Settings(), subjects: map[string]*subject{}, custodians: map[string]*custodian{}}
	var err error
	if f.Summary, err = c.Summary(); err != nil {
		return nil, err
	}
	if f.Sources, err = c.SourceFiles(); err != nil {
		return nil, err
	}
	people, err := c.People()
	if err != nil {
		return nil, err
	}
	for _, p := range people {
		s := &subject{Person: p}
		f.People = append(f.People, s)
		f.subjects[p.ID] = s
	}
	err = c.Entries(ctx, func(family []index.Entry) error {
		for i := range family {
			f.add(family, i)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	f.finish()
	return f, nil
}

// add takes in item i of a family.
func (f *facts) add(family []index.Entry, i int) {
	e := &family[i]
	f.items++
	c := f.custodian(e.Custodian)
	c.Items++
	at := e.Locator.String()
	for _, x := range e.Exceptions {
		f.Exceptions = append(f.Exceptions, exception{x, at, e.ID.String(), c.Name})
	}
	sent := sentOf(family, i)
	f.date(sent)
	var seen uint64
	for k := range e.Findings {
		x := &e.Findings[k]
		f.count(x, &seen)
		if s := f.subjectOf(x); s != nil {
			at := e.Locator
			at.Place = x.Place
			s.add(f.items, e, x, at.String, sent, c)
		}
	}
}

// sentOf returns when the message was sent that item i is or belongs to.
func sentOf(family []index.Entry, i int) time.Time {
	for ; i >= 0; i = family[i].Parent {
		if !family[i].Sent.IsZero() {
			return family[i].Sent
		}
	}
	return time.Time{}
}

// date widens the time that messages span. Dates that nobody can have written
// are left out.
func (f *facts) date(t time.Time) {
	if t.Year() < 1980 || t.Year() > 2100 {
		return
	}
	if f.First.IsZero() || t.Before(f.First) {
		f.First = t
	}
	if t.After(f.Last) {
		f.Last = t
	}
}

// custodian returns the custodian of that name.
func (f *facts) custodian(name string) *custodian {
	name = cmp.Or(name, "not known")
	c := f.custodians[name]
	if c == nil {
		c = &custodian{Name: name}
		f.custodians[name] = c
		f.Custodians = append(f.Custodians, c)
	}
	return c
}

// count counts a finding; seen are the elements of the item so far.
func (f *facts) count(x *index.EntryFinding, seen *uint64) {
	n := &f.Elements[x.Element]
	switch {
	case x.Reserved:
		n.Reserved++
	case x.Partial:
		n.Partial++
	case x.Counts():
		n.Findings++
		if *seen&(1<<x.Element) == 0 {
			*seen |= 1 << x.Element
			n.Items++
		}
	}
}

// subjectOf returns whom a finding exposes, or nil.
func (f *facts) subjectOf(x *index.EntryFinding) *subject {
	if x.Person == nil || !x.Counts() {
		return nil
	}
	return f.subjects[x.Person.ID]
}

// add takes in a finding of item e.
func (s *subject) add(item int, e *index.Entry, x *index.EntryFinding, at func() string, sent time.Time, c *custodian) {
	id := e.ID.String()
	if len(s.Docs) == 0 || s.Docs[len(s.Docs)-1] != id && len(s.Docs) < maxDocs {
		s.Docs = append(s.Docs, id)
	}
	n := &s.cited[x.Element]
	if n.items == 0 || x.Confidence > n.confidence {
		n.confidence, n.locator = x.Confidence, at()
	}
	if n.last != item {
		n.last = item
		n.items++
	}
	if y := sent.Year(); y >= 1980 && y <= 2100 {
		if s.First.IsZero() || sent.Before(s.First) {
			s.First = sent
		}
		if sent.After(s.Last) {
			s.Last = sent
		}
	}
	s.share(c, x.Element)
	if i := slices.Index(contactElements[:], x.Element); i >= 0 {
		s.seen[i].add(valueShown(x))
	}
}

// valueShown returns the value that a notice uses: text for people, and what
// is one value in many spellings as its normal form.
func valueShown(x *index.EntryFinding) string {
	switch x.Element {
	case detectors.Name, detectors.PostalAddress:
		return strings.Join(strings.Fields(x.Text.Clear), " ")
	}
	return x.Value.Clear
}

// add counts a value.
func (v *values) add(text string) {
	for i := range *v {
		if (*v)[i].text == text {
			(*v)[i].items++
			return
		}
	}
	if len(*v) < maxValues {
		*v = append(*v, struct {
			text  string
			items int
		}{text, 1})
	}
}

// best returns the value that most items have, the first of equals.
func (v values) best() string {
	best := -1
	for i := range v {
		if best < 0 || v[i].items > v[best].items {
			best = i
		}
	}
	if best < 0 {
		return ""
	}
	return v[best].text
}

// share notes an element in the mailbox of c.
func (s *subject) share(c *custodian, e detectors.Element) {
	i := slices.IndexFunc(s.custodians, func(x share) bool { return x.of == c })
	if i < 0 {
		i = len(s.custodians)
		s.custodians = append(s.custodians, share{of: c})
	}
	s.custodians[i].elements |= 1 << e
}
