package detectors

import "strings"

// coded takes the value behind the label at token i where the value is a code
// of letters and digits, or any word: licences, passports, user names,
// passwords, answers, IBANs. It returns the tokens of label and value.
func (w *work) coded(text string, i int) int {
	m := w.markFrom(i)
	if m == nil {
		return 0
	}
	e := m.role.element()
	switch e {
	case DriversLicense, Passport, HealthID, Username, Password, SecurityAnswer, IBAN, Name:
	default:
		return 0
	}
	if e == Name {
		return 0
	}
	start := w.valueStart(text, m)
	if start < 0 && (e == DriversLicense || e == Passport || e == HealthID) && int(m.end)+1 < len(text) && text[m.end] == ' ' {
		start = int(m.end) + 1 // its digits say that it is one
	}
	if start < 0 {
		return 0
	}
	end := start
	for end < len(text) && !valueEnds(text[end]) {
		end++
	}
	value := strings.TrimRight(text[start:end], ".,;:!?)\"'>]")
	if e == SecurityAnswer {
		value = strings.TrimRight(upTo(text[start:], "\n.;,"), " ")
	}
	if e == IBAN {
		value = ibanPrefix(text[start:])
	}
	norm, ok := codedValue(e, value)
	if !ok {
		return 0
	}
	end = start + len(value)
	w.add(Finding{Element: e, Start: start, End: end, Value: norm, Confidence: .9, Why: "label"})
	w.take(start, end)
	n := int(m.to) - i
	for i+n < len(w.toks) && int(w.toks[i+n].end) <= end {
		n++
	}
	m.used = int32(i + n)
	return n
}

func (w *work) markFrom(i int) *use {
	return w.markAt(w.marksBefore(i), i)
}

// valueStart returns the byte at which the value of m begins: a colon, a sign
// or "is" stands between. It returns -1 if nothing says that a value follows.
func (w *work) valueStart(text string, m *use) int {
	p := int(m.end)
	said := false
	for p < len(text) && strings.IndexByte(" :=#\t-\"'(", text[p]) >= 0 {
		said = said || text[p] == ':' || text[p] == '=' || text[p] == '#' || text[p] == '\t'
		p++
	}
	if !said && strings.HasPrefix(text[p:], "is ") {
		return p + 3
	}
	if !said || p >= len(text) || text[p] == '\n' {
		return -1
	}
	return p
}

func valueEnds(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '<' || c == '|' }

func upTo(s, stops string) string {
	if k := strings.IndexAny(s, stops); k >= 0 {
		return s[:k]
	}
	return s
}

// ibanPrefix returns the part of s that an IBAN can take: groups of letters
// and digits with single blanks.
func ibanPrefix(s string) string {
	end := 0
	for end < len(s) && end < 42 && (s[end] == ' ' || classes[s[end]] == capLetter || classes[s[end]] == digit) {
		end++
	}
	return strings.TrimRight(s[:end], " ")
}

// bareIBAN takes an IBAN that begins at token i without a label: its country, its
// length and its check digits are proof enough.
func (w *work) bareIBAN(text string, i int) int {
	t := &w.toks[i]
	if i+1 >= len(w.toks) || w.toks[i+1].kind != number || !w.toks[i+1].glued || t.glued || ibanLengths[text[t.start:t.end]] == 0 {
		return 0
	}
	start, length := int(t.start), ibanLengths[text[t.start:t.end]]
	b, end := make([]byte, 0, length), start
	for end < len(text) && len(b) < length && (text[end] == ' ' || classes[text[end]] == capLetter || classes[text[end]] == digit) {
		if text[end] != ' ' {
			b = append(b, text[end])
		}
		end++
	}
	if len(b) < length || !iban(string(b)) || end < len(text) && wordByte(text[end]) {
		return 0
	}
	w.add(Finding{Element: IBAN, Start: start, End: end, Value: string(b), Confidence: .97, Why: "country, length and check digits"})
	w.take(start, end)
	n := 1
	for i+n < len(w.toks) && int(w.toks[i+n].end) <= end {
		n++
	}
	return n
}

// codedValue reports whether v can be a value of e, and gives its normal form.
func codedValue(e Element, v string) (string, bool) {
	letters, digits := 0, 0
	for i := 0; i < len(v); i++ {
		switch classes[v[i]] {
		case lowLetter, capLetter, high:
			letters++
		case digit:
			digits++
		}
	}
	switch e {
	case DriversLicense, Passport, HealthID:
		n := letters + digits
		return strings.ToUpper(strings.NewReplacer("-", "", " ", "").Replace(v)), digits >= 4 && n >= 6 && n <= 20
	case IBAN:
		v = strings.ReplaceAll(v, " ", "")
		return v, iban(v)
	case Username:
		return strings.ToLower(v), len(v) >= 3 && len(v) <= 64 && !strings.Contains(v, "://") && letters > 0 && (digits > 0 || strings.ContainsAny(v, "._@-") || letters >= 4 && !commonWord(v))
	case Password:
		return v, len(v) >= 4 && len(v) <= 64 && !commonWord(v) && !allSame(v) && v[0] != '[' && !strings.Contains(v, "://")
	case SecurityAnswer:
		return strings.ToLower(v), letters >= 2 && len(v) <= 60
	}
	return "", false
}

// commonWord reports whether v is an English word, so no name of a user and no password.
func commonWord(v string) bool { return baseLexicon().get(hashWord(v))&(inDictionary|neverName) != 0 }
