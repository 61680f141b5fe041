package detectors

import "strings"

// otherPhone takes the number of a telephone that the North American plan does
// not know: one with a calling code behind "+", "00" or "011", or in any usual
// grouping where a label says what it is. It returns the groups taken.
func (w *work) otherPhone(c *candidate) int {
	if c.plus {
		return w.plusPhone(c)
	}
	if c.leads() == '0' {
		if n := w.prefixedPhone(c); n > 0 {
			return n
		}
	}
	if n := w.trunkPhone(c); n > 0 {
		return n
	}
	n, digits := c.phoneGroups()
	if c.paren && n > 2 && digits > 9 && c.leads() != '1' && c.lens[1] > 3 && w.clean(c, n) {
		if value, free := international(c.first(n)); value != "" {
			w.addPhone(c, n, value, free, .7, "calling code and numbering plan", found{})
			return n // (852) 2345 6789
		}
	}
	if n == 0 || !w.clean(c, n) && !w.fullStop(c, n) {
		return 0
	}
	l, sure := w.phoneLabel(c, n, digits)
	if sure == 0 {
		return w.localPhone(c)
	}
	d := c.first(n)
	value, why := d, "digits; label"
	if len(d) == 10 && d[0] >= '2' || len(d) == 11 && d[0] == '1' {
		value = e164(d)
	}
	if rest, cut := strings.CutPrefix(d, "00"); cut && len(rest) >= 9 {
		value = "+" + rest
	}
	w.addPhone(c, n, value, false, sure, why, l)
	return n
}

// plusPhone takes a number behind "+" (ITU-T E.164: at most 15 digits). One
// that its country does not give out needs nine digits.
func (w *work) plusPhone(c *candidate) int {
	for n := c.n; n > 0; n-- {
		d := c.withoutTrunk(n)
		if len(d) < 6 || !w.clean(c, n) {
			continue
		}
		if value, free := international(d); value != "" {
			w.addPhone(c, n, value, free, .95, "calling code and numbering plan", found{})
			return n
		}
	}
	for n := c.n; n > 0; n-- {
		d := c.withoutTrunk(n)
		if len(d) < 9 || len(d) > 15 || d[0] == '0' || !w.clean(c, n) {
			continue
		}
		if d[0] == '1' {
			l := w.phoneLabelAt(c, n)
			if l.element != Phone {
				return 0
			}
			w.addPhone(c, n, "+"+d, false, .6, "digits; label", l)
			return n
		}
		if len(d) == 10 && nanp(d) {
			d = "1" + d
		}
		w.addPhone(c, n, "+"+d, false, .7, "calling code", found{})
		return n
	}
	return 0
}

// withoutTrunk returns the digits of the first n groups of c but for a "0" in
// brackets behind the calling code: +44 (0)20 7946 0958.
func (c *candidate) withoutTrunk(n int) string {
	d := c.first(n)
	if n > 2 && c.lens[1] == 1 && c.seps[1] == ')' && d[c.ends[0]] == '0' {
		return d[:c.ends[0]] + d[c.ends[1]:]
	}
	return d
}

// prefixedPhone takes a number behind the prefix that is dialled for another country,
// or a national one with its trunk prefix in three groups or more.
func (w *work) prefixedPhone(c *candidate) int {
	prefix := 0
	if c.follows() {
		return 0
	}
	switch d := c.first(1); {
	case strings.HasPrefix(d, "00") && !strings.HasPrefix(d, "000"):
		prefix = 2
	case strings.HasPrefix(d, "011"):
		prefix = 3
	default:
		return 0
	}
	for n := c.n; n > 0; n-- {
		d := c.first(n)
		if len(d) < prefix+9 || n == 1 && prefix == 2 || !w.clean(c, n) {
			continue
		}
		value, free := international(d[prefix:])
		if value == "" {
			continue
		}
		l := w.phoneLabelAt(c, n)
		if l.other || n == 1 && l.element != Phone {
			return 0
		}
		w.addPhone(c, n, value, free, .85, "calling code and numbering plan", l)
		return n
	}
	return 0
}

// trunkPhone takes a number that begins with the trunk prefix 0, as most countries
// dial one: three groups or more of two to four digits that make nine to eleven, or
// eleven digits that some country with mobile phones behind 05, 07 or 09 gives out.
func (w *work) trunkPhone(c *candidate) int {
	if c.leads() != '0' || c.n == 1 && c.lens[0] != 11 || w.continues(c) {
		return 0
	}
	if c.n == 1 {
		d := c.first(1)
		ok := (d[1] == '5' || d[1] == '7' || d[1] == '9') && !allSame(d[2:])
		for _, code := range []string{"90", "44", "63"} {
			value, _ := international(code + d[1:])
			if ok && value != "" && w.clean(c, 1) {
				if l := w.phoneLabelAt(c, 1); l.element == Phone || !l.other && l.element == None {
					w.addPhone(c, 1, d, false, .5, "trunk prefix", l)
					return 1
				}
			}
		}
		return 0
	}
	n, digits := c.phoneGroups()
	if n < 2 || digits < 9 || digits > 11 || c.text[c.from+1] == '0' || !w.clean(c, n) {
		return 0
	}
	if n < c.n || !trunkGroups[c.lens] || !uniform(c, n) {
		return 0
	}
	l := w.phoneLabelAt(c, n)
	if l.element != Phone && (l.other || l.element != None) {
		return 0
	}
	sure := float32(.6)
	if l.element == Phone {
		sure = .8
	}
	w.addPhone(c, n, c.first(n), false, sure, "trunk prefix", l)
	return n
}

// continues reports whether c goes on behind another group of digits.
func (w *work) continues(c *candidate) bool {
	if c.tok == 0 || w.toks[c.tok-1].kind != number {
		return false
	}
	return separator(c.text[w.toks[c.tok-1].end:w.toks[c.tok].start]) != 0
}

// trunkGroups are the usual groupings of national numbers with their trunk prefix.
var trunkGroups = map[[maxGroups]uint8]bool{
	{2, 2, 2, 2, 2}: true, {3, 4, 4}: true, {4, 3, 4}: true, {4, 3, 3}: true, {5, 3, 3}: true, {5, 6}: true, {4, 3, 2, 2}: true, {1, 3, 3, 2, 2}: true, {1, 3, 3, 4}: true, {3, 3, 2, 2}: true,
}

// Numbers have six to fifteen digits; fewer only right behind "Phone:".
const shortPhone, minPhone, maxPhone = 4, 6, 15

// phoneGroups returns how many groups of c make a telephone number as people write
// it, and how many digits: brackets or a slash behind the area code only, and
// a blank ends a number that dashes or dots hold together.
func (c *candidate) phoneGroups() (n, digits int) {
	var sep byte
	for i := 0; i < c.n; i++ {
		if digits+int(c.lens[i]) > maxPhone || digits >= minPhone && c.lens[i] == 1 && i+1 == c.n {
			break
		}
		if sep == '.' && (c.lens[i] == 1 || c.lens[i-1] == 1) {
			return 0, 0 // a version
		}
		digits += int(c.lens[i])
		n = i + 1
		next := c.seps[i]
		if next == 0 || next == ')' && i > 1 || next == '/' && i > 0 {
			break
		}
		if digits > minPhone+1 && sep != 0 && next != sep && (next == ' ' || next == '/' || sep == ' ') {
			break
		}
		if next != ')' && next != '/' {
			sep = next
		}
	}
	if digits < shortPhone || digits > maxPhone {
		return 0, 0
	}
	return n, digits
}

// fullStop reports whether a sign of the text alone stands behind the first n
// groups of c: the end of a sentence or a dash before a word.
func (w *work) fullStop(c *candidate, n int) bool {
	end := int(w.toks[c.tok+n-1].end)
	return end+1 < len(c.text) && c.text[end] == '-' && c.cleanBefore(n) && w.phoneKind(c.tok+n, end)
}

// phoneLabel looks for what says that the first n groups of c are a telephone
// number, and returns how sure that makes it; 0: nothing does.
func (w *work) phoneLabel(c *candidate, n, digits int) (l found, sure float32) {
	if !w.marked.has(Phone) && (c.tok+n >= len(w.toks) || w.toks[c.tok+n].kind == number || w.toks[c.tok+n].line != w.toks[c.tok].line) {
		return found{}, 0
	}
	d := c.first(n)
	if allSame(d) || d == "1234567890" || w.measured(c) {
		return found{}, 0
	}
	j, end := w.behindExtension(c, n)
	if w.phoneKind(j, end) && (n > 1 || digits > 8) && !c.years(n) && (!c.thousands(n) || n > 2 && c.lens[0] > 1 && w.lastOnLine(j) && !strings.HasSuffix(d, "000")) {
		return found{element: Phone}, .8
	}
	if !w.marked.has(Phone) {
		return found{}, 0
	}
	l = w.label(c.text, c.tok, c.tok+n, 1<<Phone)
	switch {
	case l.element != Phone || c.years(n):
		return l, 0
	case digits < minPhone:
		return l, w.shortPhone(c, n, l.mark)
	case int(l.mark.from) >= c.tok:
		return l, .7
	case !w.callWord(l.mark):
		return l, .8
	case digits < 7 || c.lens[0] == 3 && c.lens[1] == 3 && c.n > 2 && digits > 9 || n == 1 && (d[0] != '0' || digits < 9) || c.thousands(n) && (n < 3 || !w.callWhere(l.mark) && !(int(l.mark.to) == c.tok && digits > 8 && !strings.HasSuffix(d, "000"))):
		return l, 0
	}
	return l, .7
}

// shortPhone returns how sure a number of four or five digits is one of a telephone:
// as the only value of its line, as small countries have them.
func (w *work) shortPhone(c *candidate, n int, m *use) float32 {
	if int(m.to) != c.tok || !w.saysColon(m) || !w.lastOnLine(c.tok+n-1) || w.toks[m.from].flags&phoneWord == 0 || c.leads() == '0' && n > 1 {
		return 0
	}
	return .5
}

// phoneLabelAt returns the label of the first n groups of c if it is one of a telephone.
func (w *work) phoneLabelAt(c *candidate, n int) found {
	j, end := w.behindExtension(c, n)
	if w.phoneKind(j, end) {
		return found{element: Phone}
	}
	return w.label(c.text, c.tok, c.tok+n, 1<<Phone)
}

// callWords begin labels that are no noun: what stands behind them may be any number.
var callWords = hashSet("call", "calls", "dial", "ring", "text", "reach", "reached", "line", "lines", "linea", "lineas", "answering", "answer", "answers", "cb", "tn", "can", "sms", "llamar", "llame", "llamenos", "best", "reachable", "ph", "cel", "mobile", "cell", "movil", "service", "number")

func (w *work) callWord(m *use) bool {
	return callWords.has(w.toks[m.from].hash) && m.to-m.from < 3 && !w.saysColon(m)
}

// saysColon reports whether a colon or an equals sign follows the label.
func (w *work) saysColon(m *use) bool {
	return int(m.end) < len(w.text) && (w.text[m.end] == ':' || w.text[m.end] == '=')
}

// callWhere reports whether a label ends with a word that asks for a place:
// "answering at", "call me on".
func (w *work) callWhere(m *use) bool { return whereWords.has(w.toks[m.to-1].hash) }

var whereWords = hashSet("at", "on", "al", "a", "las")

// lastOnLine reports whether token i is the last on its line.
func (w *work) lastOnLine(i int) bool {
	return i+1 == len(w.toks) || w.toks[i+1].line != w.toks[i].line
}

// years reports whether c is two years with a dash or a blank between.
func (c *candidate) years(n int) bool {
	return n == 2 && c.lens[0] == 4 && c.lens[1] == 4 && yearLike(c.first(1)) && yearLike(c.first(2)[4:])
}

// yearLike reports whether the four digits d can be a year of our time.
func yearLike(d string) bool { return d[:2] == "19" || d[:2] == "20" }

// thousands reports whether blanks or dots part c as they part thousands: 12 500 000.
func (c *candidate) thousands(n int) bool {
	if c.paren || c.lens[0] > 3 || c.leads() == '0' {
		return false
	}
	for i := 1; i < n; i++ {
		if c.lens[i] != 3 || c.seps[i-1] != ' ' && c.seps[i-1] != '.' {
			return false
		}
	}
	return n > 1
}

// behindExtension returns the token behind the first n groups of c and their
// extension, and where what stands before it ends.
func (w *work) behindExtension(c *candidate, n int) (tok, end int) {
	j := c.tok + n
	if j < len(w.toks) && w.toks[j].kind != number && w.toks[j].hash == hashX && w.extension(j) {
		j += 2
	}
	return j, int(w.toks[j-1].end)
}

var hashX = hashWord("x")

// phoneKind reports whether token i, close behind byte end, says what a number
// is for: "(home)", "-Office", " fax".
func (w *work) phoneKind(i, end int) bool {
	if i >= len(w.toks) || w.toks[i].flags&phoneWord == 0 {
		return false
	}
	t := &w.toks[i]
	gap := w.text[end:t.start]
	if len(gap) > 3 || strings.Trim(gap, " -(/,[") != "" || gap == "" {
		return false
	}
	behind := int(t.end)
	return behind >= len(w.text) || w.text[behind] != ':' && w.text[behind] != '='
}

// localPhone takes an exchange and a line without area code, 555-0123, where no
// label says that it is something else.
func (w *work) localPhone(c *candidate) int {
	if c.n != 2 || c.paren || strings.HasSuffix(strings.TrimRight(c.text[:c.start], " "), ")") || c.lens[0] != 3 || c.lens[1] != 4 || c.seps[0] != '-' && !(c.seps[0] == ' ' && w.afterPhone(c)) || c.follows() || !w.clean(c, 2) {
		return 0
	}
	if d := c.first(2); d[0] < '2' || d[1:3] == "11" {
		return 0
	}
	if l := w.label(c.text, c.tok, c.tok+2, 1<<Phone); l.other || l.element != None {
		return 0
	}
	w.add(Finding{Element: Phone, Start: int(w.toks[c.tok].start), End: int(w.toks[c.tok+1].end), Value: c.first(2), Confidence: .8, Partial: true, Why: "numbering plan; no area code"})
	return 2
}

// extensionAlone takes the extension of a company's own exchange, where no
// number stands before it: "at extension 3-1816".
func (w *work) extensionAlone(c *candidate) int {
	if c.tok == 0 || c.paren || c.plus || !extensionWords.has(w.toks[c.tok-1].hash) || w.toks[c.tok-1].kind == number {
		return 0
	}
	if k := c.tok - 2; k >= 0 && w.toks[k].capital() && w.sepAt(c.text, k+1) == sepBlank {
		return 0 // the extension of a town
	}
	if found := w.found(); len(found) > 0 {
		if f := &found[len(found)-1]; f.Element == Phone && int(w.toks[c.tok-1].start)-f.End <= 4 {
			return 0 // it belongs to that number
		}
	}
	n := 1
	switch {
	case c.n == 2 && c.lens[0] == 1 && c.lens[1] == 4 && c.seps[0] == '-':
		n = 2
	case c.n != 1 || c.lens[0] < 4 || c.lens[0] > 5:
		return 0
	}
	if gap := strings.TrimSpace(c.text[w.toks[c.tok-1].end:c.start]); gap != "" && gap != "." && gap != ":" && gap != "#" || !w.clean(c, n) {
		return 0
	}
	w.add(Finding{Element: Phone, Start: int(w.toks[c.tok].start), End: int(w.toks[c.tok+n-1].end), Value: c.first(n), Confidence: .8, Partial: true, Why: "extension"})
	return n
}

var extensionWords = hashSet("extension", "ext", "extn", "interno", "anexo", "durchwahl")

// gluedPhone takes a number of the North American plan to which a word of the
// language before it sticks: "call415-555-0132".
func (w *work) gluedPhone(text string, i int) int {
	if before := &w.toks[i-1]; before.kind != lowword || before.flags&inDictionary == 0 || before.end-before.start < 2 || before.glued || w.toks[i].end-w.toks[i].start != 3 {
		return 0
	}
	var c candidate
	w.candidate(text, i, &c)
	if c.n != 3 || c.lens[1] != 3 || c.lens[2] != 4 || c.seps[0] != '-' || c.seps[1] != '-' || !nanp(c.first(3)) || !w.cleanBehind(&c, 3) {
		return 0
	}
	w.addPhone(&c, 3, e164(c.first(3)), tollFree(c.first(3)), .7, "numbering plan", found{})
	return 3
}

// afterPhone reports whether c goes on a list of telephone numbers.
func (w *work) afterPhone(c *candidate) bool {
	if len(w.out) == w.base || w.out[len(w.out)-1].Element != Phone {
		return false
	}
	end := w.out[len(w.out)-1].End
	if end > c.start || c.start-end > 5 {
		return false
	}
	switch strings.TrimSpace(c.text[end:c.start]) {
	case ",", "/", ";", "or", "and", "&":
		return true
	}
	return false
}

func (w *work) addPhone(c *candidate, n int, value string, free bool, sure float32, why string, l found) {
	start := int(w.toks[c.tok].start)
	if c.paren || c.plus {
		start = c.start
	}
	w.add(Finding{Element: Phone, Start: start, End: int(w.toks[c.tok+n-1].end), Value: value, Confidence: sure, Reserved: free, Why: why})
	if l.mark != nil {
		l.mark.used, l.mark.digits = int32(c.tok+n), int32(c.ends[n-1])
	}
}
