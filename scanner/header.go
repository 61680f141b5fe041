package scanner

import (
	"strings"

	"exposed/detectors"
	"exposed/scanner/mailbox"
)

// A headField is a field of a header in the text of its message.
type headField struct {
	name       string // lower case
	start, end int    // of its value
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
		out = append(out, headField{strings.ToLower(f.Name), start, len(r.body)})
		r.body = append(r.body, '\n')
	}
	return out
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
	"subject": words, "comments": words, "keywords": words, "thread-topic": words, "content-description": words,
	"received": trace, "x-received": trace,
	"date": machine, "message-id": machine, "references": machine, "in-reply-to": machine, "mime-version": machine, "content-type": machine, "content-transfer-encoding": machine, "content-id": machine, "content-disposition": machine,
	"content-length": machine, "content-language": machine, "resent-date": machine, "resent-message-id": machine, "thread-index": machine, "lines": machine, "status": machine, "x-status": machine, "x-uid": machine, "x-mailer": machine, "user-agent": machine, "x-mimeole": machine,
	"x-priority": machine, "importance": machine, "precedence": machine, "dkim-signature": machine, "domainkey-signature": machine, "authentication-results": machine, "received-spf": machine, "x-keywords": machine, "x-beenthere": machine, "x-loop": machine, "organization": machine,
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

// searchHeader finds the people in a header, each address a record of its own.
func (r *reader) searchHeader(fields []headField, dst []detectors.Finding, records []Record) ([]detectors.Finding, []Record) {
	for _, f := range fields {
		switch classOf(f.name) {
		case addresses:
			text := string(r.body[f.start:f.end])
			for _, a := range mailbox.ParseAddresses(text) {
				n := len(dst)
				dst = r.detect.Mailbox(text, detectors.Span{Start: a.NameStart, End: a.NameEnd}, detectors.Span{Start: a.EmailStart, End: a.EmailEnd}, dst)
				shift(dst[n:], f.start)
				records = addRecord(records, n, len(dst))
			}
		case words:
			dst = r.searchField(f.start, f, dst, detectors.Finding.Whole)
		case trace:
			dst = r.searchField(f.start, f, dst, func(x detectors.Finding) bool { return x.Element == detectors.Email })
		case custom:
			dst = r.searchField(f.start-len(f.name)-2, f, dst, func(x detectors.Finding) bool {
				return x.Element == detectors.Email || strings.Contains(x.Why, "label")
			})
		}
	}
	return dst, records
}

// searchField searches a field from byte start on as prose and keeps what keep takes.
func (r *reader) searchField(start int, f headField, dst []detectors.Finding, keep func(detectors.Finding) bool) []detectors.Finding {
	n := len(dst)
	dst = r.detect.Text(string(r.body[max(start, 0):f.end]), nil, dst)
	kept := n
	for i := n; i < len(dst); i++ {
		if dst[i].Start >= f.start-start && keep(dst[i]) {
			dst[kept] = dst[i]
			kept++
		}
	}
	dst = dst[:kept]
	shift(dst[n:], max(start, 0))
	return dst
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
func addRecord(records []Record, from, to int) []Record {
	if from == to {
		return records
	}
	rec := Record{}
	for i := from; i < to; i++ {
		rec.Findings = append(rec.Findings, i)
	}
	return append(records, rec)
}
