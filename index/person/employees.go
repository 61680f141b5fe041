package person

import (
	"fmt"
	"io"
	"strings"
)

// Employees is a list of employees, indexed by phone and e-mail.
type Employees struct{ list }

// ReadEmployees reads a list of employees as ReadCustomers reads one of
// customers. It must have a name, and an e-mail address or a phone.
func ReadEmployees(r io.Reader, name string) (*Employees, []Warning, error) {
	t, w := newTable(r), &warnings{}
	l, names, err := readHead(t, colEmployeeID, []column{colEmployeeID, colPhone, colEmail, colExtension}, w)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", name, err)
	}
	if !l.has(colGiven, colFamily, colFullName) {
		return nil, w.all, lacks(name, "first_name and last_name, or full name", names)
	}
	if !l.has(colEmail, colPhone) {
		return nil, w.all, lacks(name, "email or phone", names)
	}
	e := &Employees{}
	err = eachRow(t, l, w, name, func(cells []string, line int) { e.add(l, cells, line, w) })
	if err != nil {
		return nil, w.all, err
	}
	if e.digest, err = t.digest(); err != nil {
		return nil, w.all, fmt.Errorf("%s: %w", name, err)
	}
	e.finish(w)
	return e, w.all, nil
}

// add adds a row of the file, or notes why it cannot be used.
func (e *Employees) add(l *layout, cells []string, line int, w *warnings) {
	var r row
	r.setName(nameOf(l, cells))
	if fold(r.name()) == "" {
		w.add(line, "no name", true)
		return
	}
	r.setContact(l, cells, line, w)
	r[fieldID], r[fieldExtension] = l.get(cells, colEmployeeID), l.get(cells, colExtension)
	if r[fieldID] == "" {
		if l.has(colEmployeeID) {
			w.add(line, "no id; made from contact and name", false)
		}
		r[fieldID] = derivedID(r[fieldEmails]+"\x00"+r[fieldPhones], &r)
	}
	if r[fieldPhones] == "" && r[fieldEmails] == "" {
		w.add(line, "no email and no phone: never found", false)
	}
	e.rows.add(&r)
	e.lines = append(e.lines, int32(line))
}

// values returns the distinct words of a field.
func (e *Employees) values(f field) map[string]bool {
	m := map[string]bool{}
	var r row
	for i := range e.rows.start {
		e.rows.get(int32(i), &r)
		for v := range strings.FieldsSeq(r[f]) {
			m[v] = true
		}
	}
	return m
}

// publicDomains are those where anybody may have an e-mail address: an
// employee's private address does not make them the company's.
var publicDomains = set("gmail.com googlemail.com yahoo.com ymail.com rocketmail.com hotmail.com outlook.com live.com msn.com aol.com icloud.com me.com mac.com " +
	"comcast.net verizon.net att.net sbcglobal.net bellsouth.net cox.net charter.net earthlink.net optonline.net frontier.com windstream.net " +
	"proton.me protonmail.com gmx.com gmx.net mail.com zoho.com yandex.com yahoo.es hotmail.es outlook.es yahoo.com.mx hotmail.com.mx prodigy.net.mx fastmail.com tutanota.com hey.com juno.com")

// Domains returns the mail domains of the company: those of the employees'
// addresses that are not open to everybody, sorted.
func (e *Employees) Domains() []string {
	m := map[string]bool{}
	for email := range e.values(fieldEmails) {
		if d := email[strings.IndexByte(email, '@')+1:]; !publicDomains[d] {
			m[d] = true
		}
	}
	return sorted(m)
}
