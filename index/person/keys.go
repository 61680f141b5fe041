package person

import (
	"slices"
	"strings"
)

// roles are names of mailboxes that many people read: they say nothing of who
// a person is.
var roles = set("info support noreply donotreply nreply reply sales contact admin administrator office help helpdesk hello service services customerservice customercare care " +
	"billing accounts accounting accountspayable invoice invoices payments orders order team hr jobs careers marketing news newsletter notifications notification alerts webmaster postmaster hostmaster " +
	"mailerdaemon abuse security privacy legal press media reception enquiries inquiries feedback mail email soporte ventas atencion atencionalcliente clientes contacto facturacion administracion ayuda informacion")

// maxRole is the length of the longest local part that is looked up among the roles.
const maxRole = 40

// role reports whether many people read the mailbox of an address.
func role(email string) bool {
	local, _, _ := strings.Cut(email, "@")
	local, _, _ = strings.Cut(local, "+")
	if len(local) > maxRole {
		return false
	}
	var buf [maxRole]byte
	n := 0
	for i := 0; i < len(local); i++ {
		if c := local[i]; c != '-' && c != '.' && c != '_' {
			buf[n] = c
			n++
		}
	}
	return roles[string(buf[:n])]
}

// keys returns the hashes that records of the same unlisted person share: each
// primary id and e-mail address, and phone, account and address together with
// the name. A mailbox of a role counts with the name only. A phone counts alone
// where the record has no name, an account where it has nothing else. A
// household that shares an e-mail address is taken for one person. In a
// conflict name and ZIP count, too, so that it is somebody.
func (q *query) keys(conflict bool) []uint64 {
	keys := make([]uint64, 0, 4)
	for _, p := range q.Primary {
		keys = append(keys, hashOf(tagPrimary, p))
	}
	for _, e := range q.Emails {
		if !role(e) {
			keys = append(keys, hashOf(tagEmail, e))
		}
	}
	names := q.nameKeys()
	for _, n := range names {
		keys = q.withName(keys, n, conflict)
	}
	if len(names) == 0 {
		for _, p := range q.Phones {
			keys = append(keys, hashOf(tagPhone, p))
		}
	}
	if len(names) == 0 && len(keys) == 0 {
		for _, a := range q.Accounts {
			keys = append(keys, hashOf(tagAccount, a))
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// withName appends the keys that the name n gives with the other values.
func (q *query) withName(keys []uint64, n string, conflict bool) []uint64 {
	for _, p := range q.Phones {
		keys = append(keys, hashOf(tagNamePhone, n, p))
	}
	for _, a := range q.Accounts {
		keys = append(keys, hashOf(tagNameAccount, n, a))
	}
	for _, e := range q.Emails {
		if role(e) {
			keys = append(keys, hashOf(tagNameEmail, n, e))
		}
	}
	for i := range q.places {
		if k, ok := q.places[i].nameKey(n); ok {
			keys = append(keys, k)
		}
	}
	if conflict {
		for _, z := range q.allZIPs() {
			keys = append(keys, hashOf(tagNameZIP, n, z))
		}
	}
	return keys
}

// nameKey returns the key of the name n at the address p, and whether p has
// house and place.
func (p *place) nameKey(n string) (uint64, bool) {
	core := p.core()
	if p.house == "" || len(core) == 0 && !p.box() {
		return 0, false
	}
	where := p.zip
	if where == "" {
		where = strings.Join(p.words[len(p.street()):p.n], " ")
	}
	street := ""
	if len(core) > 0 {
		street = core[0]
	}
	return hashOf(tagNameAddress, n, p.house, street, where), true
}

// allZIPs returns the ZIPs of the record and of its addresses.
func (q *query) allZIPs() []string {
	out := slices.Clone(q.ZIPs)
	for i := range q.places {
		if z := q.places[i].zip; z != "" {
			out = append(out, z)
		}
	}
	return out
}

// nameKeys returns what keys hold of the first name of the record, and of the
// others that agree with it: first and last word, folded and sorted, so that
// order and middle names do not matter and nicknames do.
func (q *query) nameKeys() []string {
	var out []string
	for i := range q.forms {
		f := &q.forms[i]
		if f.n == 0 || i > 0 && agree(&q.forms[0], f).level < Compatible {
			continue
		}
		a, b := f.words[0], f.words[f.n-1]
		if a > b {
			a, b = b, a
		}
		if k := a + " " + b + " " + f.suffix; !slices.Contains(out, k) {
			out = append(out, k)
		}
	}
	return out
}
