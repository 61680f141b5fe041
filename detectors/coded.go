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
	case RatePlan, PlanFeature:
		return w.labelledPlan(text, i, m)
	case DriversLicense, Passport, HealthID, Username, Password, SecurityAnswer, IBAN, IMEI:
	default:
		return 0
	}
	start, sure := w.valueStart(text, m), float32(.9)
	if start < 0 && (e == DriversLicense || e == Passport || e == HealthID || e == IMEI) && int(m.end)+1 < len(text) && text[m.end] == ' ' {
		start = int(m.end) + 1 // its digits say that it is one
	}
	if start < 0 && e == Password && int(m.end)+1 < len(text) && text[m.end] == ' ' && strong(upTo(head(text[m.end+1:], maxCoded), " \n\t<|")) {
		start = int(m.end) + 1
	}
	below := start < 0
	if below {
		start, sure = w.valueBelow(text, m, e), .8
	}
	if start < 0 || e == SecurityAnswer && !w.answers(m) {
		return 0
	}
	end := start
	for end < min(len(text), start+maxCoded) && !valueEnds(text[end]) {
		end++
	}
	value := trimValue(text[start:end], e)
	if e == SecurityAnswer {
		value = strings.TrimRight(upTo(head(text[start:], maxCoded), "\n.;,"), " ")
	}
	if e == IBAN {
		value = ibanPrefix(text[start:])
	}
	if e == Password {
		start, value = w.pair(text, m, start, value)
	}
	norm, ok := codedValue(e, value)
	if !ok || below && !aloneOnLine(text, start+len(value)) {
		return 0
	}
	end = start + len(value)
	w.add(Finding{Element: e, Start: start, End: end, Value: norm, Confidence: sure, Why: "label"})
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

// strong reports whether s looks like a password whatever stands before it: it has
// a letter, a digit and a sign or a capital letter within.
func strong(s string) bool {
	letters, digits, signs := 0, 0, 0
	for i := 0; i < len(s); i++ {
		switch classes[s[i]] {
		case lowLetter:
			letters++
		case digit:
			digits++
		case capLetter:
			if letters++; i > 0 {
				signs++
			}
		default:
			if i+1 < len(s) && strings.IndexByte("!@#$%^&*_+", s[i]) >= 0 {
				signs++
			}
		}
	}
	return len(s) >= 6 && len(s) <= 32 && letters >= 2 && digits > 0 && signs > 0 && !strings.ContainsAny(s, "/:=()<>")
}

// valueStart returns the byte at which the value of m begins: a colon, a sign
// or "is" stands between. It returns -1 if nothing says that a value follows.
func (w *work) valueStart(text string, m *use) int {
	p := int(m.end)
	said := false
	if t := int(m.to); t < len(w.toks) && numberNouns.has(w.toks[t].hash) && text[p:w.toks[t].start] == " " {
		p, said = int(w.toks[t].end), true // "passport number", "licencia número"
	}
	if strings.HasPrefix(text[p:], " - ") {
		said = true
	}
	p = w.behindState(text, p)
	if last := &w.toks[m.to-1]; p < len(text) && text[p] == '.' && (abbreviated.has(last.hash)) {
		said = true // "License No. D1234567"
		p++
	}
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
	if m.role.element() == DriversLicense && p+3 < len(text) && text[p+2] == ' ' && w.codeOfState(p) {
		p += 3 // "DL: TX 12345678"
	}
	return p
}

// behindState returns the byte behind a state in brackets at byte p, or p: "License (TX): 1234567".
func (w *work) behindState(text string, p int) int {
	if p+4 < len(text) && text[p:p+2] == " (" && text[p+4] == ')' && w.codeOfState(p+2) {
		return p + 5
	}
	return p
}

// codeOfState reports whether the code of a state begins at byte p.
func (w *work) codeOfState(p int) bool {
	i := w.tokenAt(p)
	return i < len(w.toks) && int(w.toks[i].start) == p && w.toks[i].end-w.toks[i].start == 2 && w.toks[i].flags&stateCode != 0
}

// pair returns the password of the value behind "username/password: jdoe77/S3cret!x", and
// adds the name of the user.
func (w *work) pair(text string, m *use, start int, value string) (int, string) {
	k := w.marksBefore(int(m.from)) - 1
	name, word, ok := strings.Cut(value, "/")
	if !ok || k < 0 || w.marks[k].role != elementRole(Username) || text[w.marks[k].end:m.start] != "/" {
		return start, value
	}
	if norm, ok := codedValue(Username, name); ok {
		w.add(Finding{Element: Username, Start: start, End: start + len(name), Value: norm, Confidence: .9, Why: "label"})
		return start + len(name) + 1, word
	}
	return start, value
}

// valueBelow returns the byte at which the value of m begins in the line below:
// m ends its line or asks for it, and nothing but a quote mark or a speaker
// stands before the value. It returns -1 if there is none.
func (w *work) valueBelow(text string, m *use, e Element) int {
	for p := int(m.end); p < len(text) && text[p] != '\n'; p++ {
		if strings.IndexByte(" \r\t:?=.)", text[p]) < 0 {
			return -1
		}
	}
	t := int(m.to)
	if t >= len(w.toks) || w.toks[t].line-m.line > 2 {
		return -1
	}
	line := int(w.toks[t].line)
	if k := w.markAt(w.marksBefore(t), t); k != nil && e != SecurityAnswer {
		return -1 // the next label of an empty form
	}
	p := int(w.lines[line])
	if said := w.speaker(text, t, len(w.toks)); said > t && said < len(w.toks) {
		p = int(w.toks[said-1].end)
	}
	for p < len(text) && strings.IndexByte(" >\t:\"'", text[p]) >= 0 {
		p++
	}
	return p
}

// aloneOnLine reports whether the line of byte p ends there.
func aloneOnLine(text string, p int) bool {
	for ; p < len(text) && text[p] != '\n'; p++ {
		if strings.IndexByte(" \r\t.,;!?)\"", text[p]) < 0 {
			return false
		}
	}
	return true
}

// answers reports whether the label m of an answer is one of a security question:
// the bare word "answer" needs the question before it.
func (w *work) answers(m *use) bool {
	if m.to-m.from > 1 || !answerWords.has(w.toks[m.from].hash) {
		return true
	}
	for i := int(m.from) - 1; i > 0 && i >= int(m.from)-20 && m.line-w.toks[i].line <= 2; i-- {
		if questionWords.has(w.toks[i].hash) && (secretWords.has(w.toks[i-1].hash) || i+1 < len(w.toks) && secretWords.has(w.toks[i+1].hash) || i+2 < len(w.toks) && secretWords.has(w.toks[i+2].hash)) {
			return true
		}
	}
	return false
}

var (
	answerWords   = hashSet("answer", "answers", "respuesta", "respuestas")
	questionWords = hashSet("question", "pregunta")
	secretWords   = hashSet("security", "secret", "challenge", "secreta", "seguridad")
)

// trimValue leaves out the signs behind a value that belong to the text. One "!" or
// "?" stays behind a password of letters and digits, which asks for a sign.
func trimValue(s string, e Element) string {
	v := strings.TrimRight(s, ".,;:!?)\"'>]")
	if e == Password && len(v) < len(s) && (s[len(v)] == '!' || s[len(v)] == '?') && lettersAndDigits(v) {
		v = s[:len(v)+1]
	}
	return v
}

// lettersAndDigits reports whether s has both and nothing else.
func lettersAndDigits(s string) bool {
	letters, digits := 0, 0
	for i := 0; i < len(s); i++ {
		switch classes[s[i]] {
		case lowLetter, capLetter:
			letters++
		case digit:
			digits++
		}
	}
	return letters > 0 && digits > 0 && letters+digits == len(s)
}

var numberNouns = hashSet("number", "numero", "num", "no", "nro", "nbr")

var abbreviated = hashSet("no", "num", "nr", "nbr", "lic")

func valueEnds(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '<' || c == '|' }

// maxCoded is more than the longest value has, in bytes.
const maxCoded = 128

// head returns the first n bytes of s, or all if there are fewer.
func head(s string, n int) string { return s[:min(len(s), n)] }

func upTo(s, stops string) string {
	if k := strings.IndexAny(s, stops); k >= 0 {
		return s[:k]
	}
	return s
}

// ibanPrefix returns the part of s that an IBAN takes: as many letters and
// digits as its country has, with single blanks or dashes.
func ibanPrefix(s string) string {
	if len(s) < 15 {
		return ""
	}
	left := ibanLengths[strings.ToUpper(s[:2])]
	end := 0
	for ; end < len(s) && left > 0; end++ {
		switch {
		case classes[s[end]] >= lowLetter && classes[s[end]] <= digit:
			left--
		case s[end] != ' ' && s[end] != '-' || end == 0:
			return ""
		}
	}
	if left > 0 || end < len(s) && wordByte(s[end]) {
		return ""
	}
	return s[:end]
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
	case IMEI:
		return strings.ToUpper(v), letters > 0 && meid(v)
	case IBAN:
		v = strings.ToUpper(strings.NewReplacer("-", "", " ", "").Replace(v))
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
