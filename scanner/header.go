package scanner

import (
	"slices"
	"strings"

	"exposed/detectors"
	"exposed/scanner/mailbox"
)

// A headField is a field of a header in the text of its message.
type headField struct {
	name       string // lower case
	class      fieldClass
	start, end int // of its value
}

// A recipient is an address of a header: of the sender or of a receiver.
type recipient struct {
	field *headField
	mailbox.Address
}

// readPeople reads the addresses of a header.
func (r *reader) readPeople(text string, fields []headField) {
	r.people = r.people[:0]
	for i := range fields {
		f := &fields[i]
		if f.class != addresses {
			continue
		}
		for _, a := range r.addressesOf(text[f.start:f.end]) {
			r.people = append(r.people, recipient{f, a})
		}
	}
}

// maxKnown is how many values of address fields a reader remembers: the same
// few stand in most headers of a mailbox.
const maxKnown = 4096

func (r *reader) addressesOf(value string) []mailbox.Address {
	if known, ok := r.known[value]; ok {
		return known
	}
	value = strings.Clone(value)
	list := mailbox.ParseAddresses(value)
	if len(value) > headBytes {
		return list
	}
	if len(r.known) >= maxKnown {
		clear(r.known)
	}
	r.known[value] = list
	return list
}

// writeHeader appends the header of a message to the body under work, a line a
// field, and returns where each value lies.
func (r *reader) writeHeader(p *mailbox.Part) []headField {
	out := make([]headField, 0, len(p.Header))
	for _, f := range p.Header {
		if f.Name != "" {
			r.body = append(r.body, f.Name...)
			r.body = append(r.body, ": "...)
		}
		start := len(r.body)
		r.body = append(r.body, f.Value...)
		for i := start; i < len(r.body); i++ {
			if r.body[i] == '\n' || r.body[i] == '\r' {
				r.body[i] = ' '
			}
		}
		k := r.fieldOf(f.Name)
		out = append(out, headField{k.name, k.class, start, len(r.body)})
		r.body = append(r.body, '\n')
	}
	return out
}

// fieldOf returns the name of a field in lower case and its class.
func (r *reader) fieldOf(name string) headField {
	k, ok := r.fields[name]
	if !ok {
		if len(r.fields) >= maxKnown {
			clear(r.fields)
		}
		k.name = strings.ToLower(name)
		k.class = classOf(k.name)
		r.fields[strings.Clone(name)] = k
	}
	return k
}

// A fieldClass tells what the value of a field is.
type fieldClass uint8

const (
	machine   fieldClass = iota // identifiers, dates, trace: nobody's data
	addresses                   // a list of addresses
	words                       // prose
	trace                       // may name the address that a message went to
	custom                      // a field of some system: "X-Customer-Phone"
)

// fieldClasses are the fields of mail (RFC 4021), and usual ones beside them.
var fieldClasses = map[string]fieldClass{
	"from": addresses, "to": addresses, "cc": addresses, "bcc": addresses, "sender": addresses, "reply-to": addresses, "resent-from": addresses, "resent-to": addresses, "resent-cc": addresses,
	"resent-bcc": addresses, "resent-sender": addresses, "delivered-to": addresses, "x-original-to": addresses, "envelope-to": addresses, "return-path": addresses, "errors-to": addresses,
	"disposition-notification-to": addresses, "apparently-to": addresses, "mail-followup-to": addresses, "x-forwarded-to": addresses, "x-forwarded-for": addresses, "x-envelope-to": addresses, "x-envelope-from": addresses,
	"subject": words, "comments": words, "keywords": words, "thread-topic": words, "content-description": words, "organization": words, "list-id": words, "x-gmail-labels": words,
	"received": trace, "x-received": trace,
	"date": machine, "message-id": machine, "references": machine, "in-reply-to": machine, "mime-version": machine, "content-type": machine, "content-transfer-encoding": machine, "content-id": machine, "content-disposition": machine,
	"content-length": machine, "content-language": machine, "resent-date": machine, "resent-message-id": machine, "thread-index": machine, "lines": machine, "status": machine, "x-status": machine, "x-uid": machine, "x-mailer": machine, "user-agent": machine, "x-mimeole": machine,
	"x-priority": machine, "importance": machine, "precedence": machine, "dkim-signature": machine, "domainkey-signature": machine, "authentication-results": machine, "received-spf": machine, "x-keywords": machine, "x-beenthere": machine, "x-loop": machine,
	"x-newsgroups": machine, "newsgroups": machine, "path": machine, "xref": machine, "nntp-posting-host": machine, "face": machine, "x-face": machine, "autocrypt": machine, "content-location": machine, "content-base": machine, "content-class": machine,
}

// machinePrefixes begin the fields that mail systems add for each other.
var machinePrefixes = []string{"list-", "arc-", "x-ms-", "x-google-", "x-gm-", "x-spam", "x-forefront", "x-proofpoint", "x-mimecast", "x-virus", "x-microsoft", "x-exchange", "x-originator", "x-authentication", "x-sg-", "x-mailman", "x-list", "x-pm-", "x-amp-", "x-yahoo", "x-ironport", "x-barracuda", "x-hashcash", "x-evolution", "x-mozilla", "x-apple", "x-ses-", "x-mg-", "x-csa-", "x-campaign", "x-report", "x-abuse", "feedback-id", "dkim"}

func classOf(name string) fieldClass {
	if c, ok := fieldClasses[name]; ok {
		return c
	}
	for _, p := range machinePrefixes {
		if strings.HasPrefix(name, p) {
			return machine
		}
	}
	return custom
}

// searchHeader finds the people in the header that text begins with, each
// address a record of its own.
func (r *reader) searchHeader(text string, fields []headField, dst []detectors.Finding, records []Record) ([]detectors.Finding, []Record) {
	next := 0
	for i := range fields {
		f := &fields[i]
		switch f.class {
		case addresses:
			for ; next < len(r.people) && r.people[next].field == f; next++ {
				p, n := &r.people[next], len(dst)
				dst = r.detect.Mailbox(text, detectors.Span{Start: f.start + p.NameStart, End: f.start + p.NameEnd}, detectors.Span{Start: f.start + p.EmailStart, End: f.start + p.EmailEnd}, dst)
				records = r.lists.addRecord(records, n, len(dst))
			}
		case words:
			dst = r.searchWords(text[f.start:f.end], f.start, dst)
		case trace:
			n := len(dst)
			dst = r.detect.Emails(text[f.start:f.end], dst)
			shift(dst[n:], f.start)
		case custom:
			dst = r.searchCustom(text, *f, dst)
		}
	}
	return dst, records
}

// searchCustom searches a field that is not known as prose, its name standing
// as the label: "X-Customer-Phone: …". What has no label is left out,
// but for what rules of the user's own find.
func (r *reader) searchCustom(text string, f headField, dst []detectors.Finding) []detectors.Finding {
	if v := text[f.start:f.end]; strings.IndexByte(v, '@') < 0 && !manyDigits(v) {
		return dst
	}
	start, n, doubtful := max(f.start-len(f.name)-2, 0), len(dst), len(r.doubtful)
	dst = r.searchWords(text[start:f.end], start, dst)
	r.doubtful = r.doubtful[:doubtful]
	kept := n
	for i := n; i < len(dst); i++ {
		if x := &dst[i]; x.Start >= f.start && (x.Element == detectors.Email || strings.Contains(x.Why, "label") || x.ByRule()) {
			dst[kept] = *x
			kept++
		}
	}
	return dst[:kept]
}

// searchWords searches the value of a field, which stands at byte at of its
// message, as prose. Subjects and the fields of a mail system come again and again.
func (r *reader) searchWords(value string, at int, dst []detectors.Finding) []detectors.Finding {
	found, ok := r.words[value]
	if !ok {
		value = strings.Clone(value)
		found = cut(r.detect.Text(value, nil, nil))
		if len(r.words) >= maxKnown {
			clear(r.words)
		}
		if len(value) <= headBytes {
			r.words[value] = found
		}
	}
	for _, f := range found.candidates {
		f.Start += at
		f.End += at
		r.doubtful = append(r.doubtful, f)
	}
	for _, f := range found.findings {
		f.Start += at
		f.End += at
		f.More = shifted(f.More, at)
		dst = append(dst, f)
	}
	return dst
}

// shifted returns spans that lie further on, in memory of their own.
func shifted(spans []detectors.Span, by int) []detectors.Span {
	spans = slices.Clone(spans)
	for i := range spans {
		spans[i].Start += by
		spans[i].End += by
	}
	return spans
}

// fewDigits is fewer than any value has that needs no letters, but for PINs and ZIPs.
const fewDigits = 4

func manyDigits(s string) bool {
	n := 0
	for i := 0; i < len(s); i++ {
		if '0' <= s[i] && s[i] <= '9' {
			n++
		}
	}
	return n >= fewDigits
}

func shift(fs []detectors.Finding, by int) {
	for i := range fs {
		fs[i].Start += by
		fs[i].End += by
		for k := range fs[i].More {
			fs[i].More[k].Start += by
			fs[i].More[k].End += by
		}
	}
}

// addRecord adds the record of findings from to to, if there are any.
func (l *lists) addRecord(records []Record, from, to int) []Record {
	if from == to {
		return records
	}
	rec := Record{Findings: l.make(to - from)}
	for i := range rec.Findings {
		rec.Findings[i] = from + i
	}
	return append(records, rec)
}
