package scanner

import (
	"slices"
	"strings"

	"exposed/detectors"
)

// mergeSame joins the records of an item that bear the same whole name: those
// of its header first. Two that both have identifiers stay apart, as two
// people may share a name, unless one of them is the address of an outsider.
func (l *lists) mergeSame(it *Item, recs []Record, company func(string) bool) []Record {
	s := sameNames{it: it, company: company, out: recs[:0], few: l.few[:0], grown: l.grown[:0]}
	if len(recs) > fewRecords {
		s.byFamily = map[string][]int{}
	}
	for k := range recs {
		s.add(recs[k])
	}
	for _, k := range sortedSet(s.grown) {
		slices.Sort(s.out[k].Findings)
	}
	l.few, l.grown = s.few, s.grown
	return s.out
}

// A sameNames joins records by name.
type sameNames struct {
	it       *Item
	company  func(string) bool
	out      []Record
	byFamily map[string][]int // records by family name; nil: there are few
	few      []int            // records with a name, where there are few
	grown    []int
}

func (s *sameNames) add(rec Record) {
	name := ""
	if rec.Row == 0 {
		name = nameOf(s.it, &rec)
	}
	if name == "" {
		s.out = append(s.out, rec)
		return
	}
	family := ""
	if s.byFamily != nil {
		_, family = cutName(name)
		family = strings.ToLower(family)
	}
	into := s.like(family, name, &rec, strings.EqualFold)
	if into < 0 {
		into = s.like(family, name, &rec, sameName)
	}
	if into < 0 {
		if s.byFamily == nil {
			s.few = append(s.few, len(s.out))
		} else {
			s.byFamily[family] = append(s.byFamily[family], len(s.out))
		}
		s.out = append(s.out, rec)
		return
	}
	s.out[into].Findings = append(s.out[into].Findings, rec.Findings...)
	s.grown = append(s.grown, into)
}

// fewRecords is how many records of an item are compared each with each.
const fewRecords = 24

// maxNamesakes is how many records of one family name a record is compared with.
const maxNamesakes = 200

// like returns the record that bears a name like that of rec and is one with it, or -1.
func (s *sameNames) like(family, name string, rec *Record, like func(a, b string) bool) int {
	known := s.few
	if s.byFamily != nil {
		known = s.byFamily[family]
	}
	for _, k := range known[:min(len(known), maxNamesakes)] {
		other := &s.out[k]
		if like(nameOf(s.it, other), name) && (onlyName(s.it, rec) || onlyName(s.it, other) || share(s.it, rec, other) || foreign(s.it, rec, s.company) || foreign(s.it, other, s.company)) {
			return k
		}
	}
	return -1
}

func nameOf(it *Item, rec *Record) string {
	for _, i := range rec.Findings {
		if f := &it.Findings[i]; f.Element == detectors.Name && !f.Partial {
			return f.Value
		}
	}
	return ""
}

func onlyName(it *Item, rec *Record) bool {
	for _, i := range rec.Findings {
		if it.Findings[i].Element != detectors.Name {
			return false
		}
	}
	return true
}

// share reports whether two records have a value in common that is no name.
func share(it *Item, a, b *Record) bool {
	for _, i := range a.Findings[:min(len(a.Findings), maxLookBack)] {
		for _, j := range b.Findings[:min(len(b.Findings), maxLookBack)] {
			f, g := &it.Findings[i], &it.Findings[j]
			if f.Element == g.Element && f.Element != detectors.Name && f.Value == g.Value {
				return true
			}
		}
	}
	return false
}

// maxLooked is how many findings of a record are searched for an address.
const maxLooked = 256

// foreign reports whether rec has an e-mail address that is not the company's.
func foreign(it *Item, rec *Record, company func(string) bool) bool {
	for _, i := range rec.Findings[:min(len(rec.Findings), maxLooked)] {
		if f := &it.Findings[i]; f.Element == detectors.Email && !f.Reserved && !company(domainOf(f.Value)) {
			return true
		}
	}
	return false
}
