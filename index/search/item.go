package search

import (
	"path"
	"strings"
	"time"

	"exposed/detectors"
	"exposed/index"
)

// A header is what the header of a message tells of it and of what it carries:
// an attachment is found by sender, recipients, subject and date of the message
// that it came with.
type header struct {
	from, to, subject []string
	sent              time.Time
}

// headerFields are the fields of a header that queries may name.
var headerFields = map[string]field{"from": from, "sender": from, "to": to, "cc": to, "bcc": to, "subject": subject}

// eachHeaderField calls use with the fields of head, the text of a header, that
// queries may name, and where their values stand.
func eachHeaderField(head string, use func(f field, start, end int)) {
	for at := 0; at < len(head); {
		end := at + strings.IndexByte(head[at:], '\n')
		if end < at {
			end = len(head)
		}
		if colon := strings.IndexByte(head[at:end], ':'); colon > 0 && colon < 10 {
			if f, ok := headerFields[strings.ToLower(head[at:at+colon])]; ok {
				use(f, at+colon+1, end)
			}
		}
		at = end + 1
	}
}

// readHeader returns what the text of a header tells.
func readHeader(head string, sent time.Time) *header {
	h := &header{sent: sent}
	eachHeaderField(head, func(f field, start, end int) {
		switch v := head[start:end]; f {
		case from:
			h.from = append(h.from, v)
		case to:
			h.to = append(h.to, v)
		case subject:
			h.subject = append(h.subject, v)
		}
	})
	return h
}

// dayFormat is how days stand in the vocabulary; their order is that of time.
const dayFormat = "2006-01-02"

// item adds the fields of an item to the document that was begun. Data is its
// text; h is the header of its message, or nil.
func (x *indexer) item(e *index.Entry, data string, h *header) {
	x.start(text)
	at := x.text(data, 1)
	for _, s := range fileNames(e) {
		at = x.text(s, at+gap)
	}
	x.end()
	sent := e.Sent
	if h != nil {
		x.texts(from, h.from)
		x.texts(to, h.to)
		x.texts(subject, h.subject)
		if sent.IsZero() {
			sent = h.sent
		}
	}
	x.texts(custodian, []string{e.Custodian})
	x.whole(kind, e.Kind.String())
	if !sent.IsZero() {
		x.whole(date, sent.UTC().Format(dayFormat))
	}
	x.findings(e)
}

// fileNames returns the names of files of an item: that of the source, or that
// which the evidence gives.
func fileNames(e *index.Entry) (names []string) {
	if e.Locator.Inner == "" {
		names = append(names, path.Base(e.Locator.Path))
	}
	if e.Name.Clear != "" && (len(names) == 0 || names[0] != e.Name.Clear) {
		names = append(names, e.Name.Clear)
	}
	return names
}

// texts adds a field of words that hold several texts.
func (x *indexer) texts(f field, list []string) {
	x.start(f)
	at := 1
	for _, s := range list {
		at = x.text(s, at) + gap
	}
	x.end()
}

// findings adds the fields that tell of findings. The words of the name with
// number i stand from i*gap on.
func (x *indexer) findings(e *index.Entry) {
	x.start(name)
	n := 0
	for i := range e.Findings {
		if f := &e.Findings[i]; f.Element == detectors.Name {
			x.text(f.Value.Clear, n*gap)
			n++
		}
	}
	x.end()
	var has [detectors.Elements]bool
	var elements, phones, accounts, people []string
	for i := range e.Findings {
		f := &e.Findings[i]
		if f.Counts() && !has[f.Element] {
			has[f.Element] = true
			elements = append(elements, f.Element.String())
		}
		switch f.Element {
		case detectors.Phone:
			phones = append(phones, f.Value.Clear)
		case detectors.AccountNumber:
			accounts = append(accounts, accountKey(f.Value.Clear))
		}
		if f.Person != nil {
			people = append(people, f.Person.ID)
		}
	}
	x.whole(element, elements...)
	x.whole(phone, phones...)
	x.whole(account, accounts...)
	x.whole(person, people...)
}
