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
	addr := strings.ToLower(text[email.Start:max(email.Start, email.End)])
	if name.End > name.Start {
		dst = wk.displayName(text, name, addr, dst)
	}
	if addr == "" {
		return dst
	}
	if s, e := addressAround(addr, max(strings.IndexByte(addr, '@'), 0), 0); s != 0 || e != len(addr) {
		return dst
	}
	return append(dst, Finding{Element: Email, Start: email.Start, End: email.End, Value: addr, Confidence: .99, Reserved: wk.w.nobodys(addr), Why: "address in a header"})
}

// displayName appends the name in text[at.Start:at.End], which stands before
// addr, if it can be a person's.
func (wk *Worker) displayName(text string, at Span, addr string, dst []Finding) []Finding {
	at.End = at.Start + len(withoutNote(text[at.Start:at.End]))
	rr := rowReader{wk: wk, text: text, dst: dst}
	n := len(dst)
	if !rr.nameCell(Cell{Start: at.Start, End: at.End}) || !wk.cell.personal(text[at.Start:at.End], addr) {
		return dst
	}
	f := &rr.dst[n]
	f.Partial = f.Partial || strings.IndexByte(f.Value, ' ') < 0 // Sandy M.
	f.Row, f.Why, f.Confidence, f.Teaches = 0, whyDisplayName, .95, !f.Partial && teaches(f.Value, addr)
	measure(rr.dst[n:], false)
	return rr.dst
}

// withoutNote returns a display name without what a directory or its owner adds
// behind it: a word in brackets, or a number of the company: "Ann Lee (sales)",
// "Ann Lee-R58472".
func withoutNote(name string) string {
	if i := strings.LastIndex(name, " ("); i > 0 && strings.HasSuffix(strings.TrimRight(name, " \"'"), ")") {
		return name[:i]
	}
	if i := strings.LastIndexByte(name, '-'); i > 0 && digitsIn(name[i:]) >= 3 && strings.IndexByte(name[i:], ' ') < 0 {
		return name[:i]
	}
	return name
}

// mailingWords stand in the names of lists that send mail to many.
var mailingWords = hashSet("list", "lists", "devel", "talk", "announce", "announcements", "newsletter", "digest", "subscribers", "daily", "weekly")

// personal reports whether the words of the last cell, which was cut from
// text, can be the name of the person who reads addr: none names a company, the
// last is no word of the language, and a name is among them. Words that
// nobody knows may be a name from abroad, unless they stand alone, look
// otherwise than each other, or are those of a domain.
func (w *work) personal(text, addr string) bool {
	var first, last *token
	names, odd := 0, false
	for i := range w.toks {
		t := &w.toks[i]
		if t.flags&(listGiven|listFamily) == 0 && (mailingWords.has(t.hash) || t.flags&companyWord != 0 && t.flags.surname() == 0) {
			return false
		}
		if t.end-t.start < 2 || t.flags&(particleWord|generation|titleWord) != 0 && first != nil {
			continue
		}
		if first == nil {
			first = t
		}
		odd = odd || t.kind != first.kind || t.flags&(inDictionary|neverName|countryWord|cityWord) != 0
		last = t
		if w.knownName(t) {
			names++
		}
	}
	switch {
	case first == nil:
		return false
	case first == last:
		return w.personalAlone(text, first, addr)
	case names < 2 && strings.Contains(text, " - "):
		return false
	case last.flags&(inDictionary|neverName) != 0 && last.flags&(listGiven|listFamily|surnameMask) == 0 && last.flags.given() < 2:
		return first.flags.given() >= 2 && (first.flags|last.flags)&neverName == 0 && ownLocal(addr, text[last.start:last.end])
	}
	given, family := text[first.start:first.end], text[last.start:last.end]
	own := namesMailbox(addr, given, family)
	if w := text[first.start:first.end]; len(w) > 2 && allSame(w) || names == 0 && first.kind == upper && last.kind == upper {
		return false // xxxx yyyy, PLONK DEV
	}
	return names > 0 || own || !odd && (!inDomain(addr, given, family) || w.familyShape(text, last) && !inDomain(addr, given, ""))
}

// personalAlone reports whether t, the only word of text that is no initial, can
// be the name of who reads addr: it is a given name, or the mailbox is it, with
// an initial or without.
func (w *work) personalAlone(text string, t *token, addr string) bool {
	word, f := text[t.start:t.end], t.flags
	switch {
	case f&(listGiven|listFamily) != 0:
		return true
	case f&(neverName|countryWord) != 0:
		return false
	case f.given() > 0 && f&inDictionary == 0, f&inDictionary == 0 && t != &w.toks[0] && text[w.toks[0].end] == '.':
		return true // R. Vauquelin
	case f.given() >= 2:
		return len(w.toks) == 2 && w.toks[1].end-w.toks[1].start == 1 || ownLocal(addr, word)
	}
	local, domain, _ := strings.Cut(addr, "@")
	word = foldWord(word)
	if (t.kind == title || len(w.toks) == 2) && f&otherWord == 0 && f.surname() > 0 && len(word) > minTaught && !strings.Contains(domain, word) {
		return true
	}
	if len(word) <= minTaught || len(local) > len(word)+1 || !strings.Contains(local, word) || strings.Contains(domain, word) {
		return false
	}
	return t.kind == title && f&otherWord == 0 || t.kind == mixed && w.initialled(text[t.start:t.end])
}

// initialled reports whether word is an initial and a name: "CDale".
func (w *work) initialled(word string) bool {
	return len(word) > minTaught && classes[word[1]] == capLetter && w.lookUp(hashWord(word[1:]))&(givenMask|surnameMask) != 0 && !camel(word[1:])
}

// ownLocal reports whether the local part of addr has word in it, and its domain has not.
func ownLocal(addr, word string) bool {
	local, domain, _ := strings.Cut(addr, "@")
	word = foldWord(word)
	return len(word) >= minTaught && strings.Contains(local, word) && !strings.Contains(domain, word)
}

// knownName reports whether t is on a list of names and is nothing else.
func (w *work) knownName(t *token) bool {
	if t.flags&(listGiven|listFamily) != 0 || t.flags.given() >= 2 && (t.flags&countryWord == 0 || t.flags&mainlyGiven != 0) {
		return true
	}
	return t.flags&(inDictionary|neverName|countryWord) == 0 && t.flags&(givenMask|surnameMask) != 0
}

// Company reports whether domain, in lower case, is one of the company's own.
func (s *Scanner) Company(domain string) bool { return s.domains[domain] }

// HasCompany reports whether the company's domains are known.
func (s *Scanner) HasCompany() bool { return len(s.domains) > 0 }
