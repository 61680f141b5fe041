package cms

import (
	"bytes"
	"strings"
)

// attributes are the parts of names that are written with a label (RFC 5280,
// appendix A.1; RFC 2985, 5.2.1).
var attributes = map[string]string{
	"2.5.4.3": "Name", "2.5.4.4": "Surname", "2.5.4.42": "Given name", "2.5.4.5": "Serial number", "2.5.4.6": "Country", "2.5.4.7": "City",
	"2.5.4.8": "State", "2.5.4.9": "Street", "2.5.4.10": "Organization", "2.5.4.11": "Unit", "2.5.4.12": "Title", "2.5.4.17": "Postal code",
	"2.5.4.20": "Phone", "1.2.840.113549.1.9.1": "E-mail", "0.9.2342.19200300.100.1.1": "User", "0.9.2342.19200300.100.1.3": "E-mail",
}

// Extensions that are read (RFC 5280, 4.2.1.6 and 4.2.1.9).
const (
	alternativeNames = "2.5.29.17"
	basicConstraints = "2.5.29.19"
)

// maxNames is how many parts of names of one certificate are read.
const maxNames = 200

// A certificate is who holds an X.509 certificate and who issued it.
type certificate struct {
	subject, issuer []attribute
	emails          []string // of the alternative names
	authority       bool     // it signs other certificates
}

type attribute struct{ label, value string }

// readCertificate reads the body of a certificate (RFC 5280, 4.1). It takes
// what x509.ParseCertificate refuses, such as negative serial numbers.
func readCertificate(v value, level int) (certificate, bool) {
	var c certificate
	outer := list{rest: v.body, level: level + 1}
	tbs, ok := outer.is(0, tagSeq)
	if !ok {
		return c, false
	}
	l := outer.values(tbs)
	l.is(2, 0) // version
	l.is(0, tagInteger)
	l.is(0, tagSeq) // algorithm
	issuer, ok1 := l.is(0, tagSeq)
	_, ok2 := l.is(0, tagSeq) // validity
	subject, ok3 := l.is(0, tagSeq)
	if !ok1 || !ok2 || !ok3 {
		return c, false
	}
	c.issuer, c.subject = names(issuer, l.level), names(subject, l.level)
	for {
		x, ok := l.take()
		if !ok {
			return c, l.err == nil && !tbs.cut
		}
		if x.class == 2 && x.tag == 3 {
			c.extensions(l.values(x))
		}
	}
}

// names returns the parts of a distinguished name in order.
func names(v value, level int) []attribute {
	var out []attribute
	sets := list{rest: v.body, level: level + 1}
	for len(out) < maxNames {
		set, ok := sets.take()
		if !ok {
			break
		}
		pairs := sets.values(set)
		for pair, ok := pairs.take(); ok && len(out) < maxNames; pair, ok = pairs.take() {
			l := pairs.values(pair)
			id, _ := l.take()
			if s, ok := l.take(); ok && !s.constructed {
				out = append(out, attribute{attributes[oid(id)], text(s)})
			}
		}
	}
	return out
}

// extensions takes the addresses and the kind of holder out of the extensions.
func (c *certificate) extensions(l *list) {
	seq, _ := l.take()
	all := l.values(seq)
	for x, ok := all.take(); ok; x, ok = all.take() {
		l := all.values(x)
		id, _ := l.take()
		l.is(0, 1) // critical
		octet, ok := l.is(0, tagOctets)
		if !ok {
			continue
		}
		switch oid(id) {
		case alternativeNames:
			inner := l.values(octet)
			seq, _ := inner.take()
			c.alternatives(inner.values(seq))
		case basicConstraints:
			c.authority = bytes.Contains(octet.body, []byte{1, 1, 0xff})
		}
	}
}

// alternatives takes e-mail addresses (RFC 5280, 4.2.1.6, rfc822Name).
func (c *certificate) alternatives(l *list) {
	for x, ok := l.take(); ok && len(c.emails) < maxNames; x, ok = l.take() {
		if x.class == 2 && x.tag == 1 {
			c.emails = append(c.emails, text(x))
		}
	}
}

// write appends what the certificate says of people: a line for each part of its
// holder's name, one for its issuer. Of an authority without an address it is one line.
func (c *certificate) write(b *strings.Builder) {
	subject, issuer := joined(c.subject), joined(c.issuer)
	if c.authority && len(c.emails) == 0 && !strings.Contains(subject, "@") {
		line(b, "Authority", subject)
	} else {
		for _, a := range c.subject {
			line(b, a.label, a.value)
		}
	}
	for _, e := range c.emails {
		line(b, "E-mail", e)
	}
	if issuer != subject {
		line(b, "Issuer", issuer)
	}
}

func line(b *strings.Builder, label, value string) {
	if value = strings.TrimSpace(value); value == "" {
		return
	}
	if label != "" {
		b.WriteString(label + ": ")
	}
	b.WriteString(value + "\n")
}

func joined(all []attribute) string {
	var values []string
	for _, a := range all {
		if v := strings.TrimSpace(a.value); v != "" {
			values = append(values, v)
		}
	}
	return strings.Join(values, ", ")
}
