package detectors

import "strings"

// maxCorrespondents is how many addresses a worker remembers: the same few
// stand in most headers of a mailbox.
const maxCorrespondents = 4096

// Mailbox appends the findings of one address of a header to dst: the e-mail
// address, and the display name if it is a person's. Either span may be empty.
func (wk *Worker) Mailbox(text string, name, email Span, dst []Finding) []Finding {
	start, end := name.Start, email.End
	if name.End <= name.Start || email.End <= email.Start || end <= start {
		return wk.mailbox(text, name, email, dst)
	}
	known, ok := wk.correspondents[text[start:end]]
	if !ok {
		known = wk.mailbox(strings.Clone(text[start:end]), Span{0, name.End - start}, Span{email.Start - start, end - start}, nil)
		if len(wk.correspondents) >= maxCorrespondents {
			clear(wk.correspondents)
		}
		wk.correspondents[strings.Clone(text[start:end])] = known
	}
	for _, f := range known {
		f.Start += start
		f.End += start
		dst = append(dst, f)
	}
	return dst
}

func (wk *Worker) mailbox(text string, name, email Span, dst []Finding) []Finding {
	if name.End > name.Start {
		dst = wk.displayName(text, name, dst)
	}
	if email.End <= email.Start {
		return dst
	}
	addr := strings.ToLower(text[email.Start:email.End])
	if s, e := addressAround(addr, max(strings.IndexByte(addr, '@'), 0), 0); s != 0 || e != len(addr) {
		return dst
	}
	return append(dst, Finding{Element: Email, Start: email.Start, End: email.End, Value: addr, Confidence: .99, Reserved: wk.w.nobodys(addr), Why: "address in a header"})
}

// displayName appends the name in text[at.Start:at.End] if it can be a person's.
func (wk *Worker) displayName(text string, at Span, dst []Finding) []Finding {
	rr := rowReader{wk: wk, text: text, dst: dst}
	n := len(dst)
	if !rr.nameCell(Cell{Start: at.Start, End: at.End}) || !wk.cell.personal() {
		return dst
	}
	f := &rr.dst[n]
	f.Row, f.Why, f.Confidence = 0, whyDisplayName, .95
	return rr.dst
}

// personal reports whether the words of the last cell can be a person's name:
// none of them names a company, and not all are words of the language.
func (w *work) personal() bool {
	names, common := 0, 0
	for i := range w.toks {
		t := &w.toks[i]
		usual := t.flags&(inDictionary|neverName) != 0
		switch {
		case t.flags&companyWord != 0 && t.flags&(listGiven|listFamily) == 0 && t.flags.surname() == 0:
			return false
		case t.flags.given() >= 2, !usual && (t.flags&(listGiven|listFamily) != 0 || t.flags.given()+t.flags.surname() > 0):
			names++
		case usual:
			common++
		}
	}
	return names > 0 || common == 0
}

// Company reports whether domain, in lower case, is one of the company's own.
func (s *Scanner) Company(domain string) bool { return s.domains[domain] }

// HasCompany reports whether the company's domains are known.
func (s *Scanner) HasCompany() bool { return len(s.domains) > 0 }
