package person

import (
	"slices"
	"strings"
)

// A query is the facts of a record made ready to be compared.
type query struct {
	*Facts
	whole  []string // Names that are
	forms  []form   // of whole
	places []place
	parts  []string // lone names, folded
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
