package detectors

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A set is a set of elements.
type set uint64

func (s set) has(e Element) bool { return s&(1<<e) != 0 }

// A numeral is a detector with its parsed shapes.
type numeral struct {
	Detector
	forms     []form
	cells     uint64 // bit n: its digits can be n
	withLabel string // Why of a finding that has a label
}

// candidate gathers the groups of digits from token i on.
func (w *work) candidate(text string, i int, c *candidate) {
	t := &w.toks[i]
	*c = candidate{tok: i, start: int(t.start), from: int(t.start), text: text}
	if end := int(t.end); c.start > 0 && text[c.start-1] == '(' && end < len(text) && text[end] == ')' {
		c.paren = true
		c.start--
	}
	if c.start > 0 && text[c.start-1] == '+' {
		c.plus = true
		c.start--
	} else if c.start > 1 && text[c.start-1] == ' ' && text[c.start-2] == '+' && (c.start == 2 || text[c.start-3] == ' ' || text[c.start-3] == ':') {
		c.plus = true
		c.start -= 2
	}
	digits := 0
	for n := 0; ; n++ {
		t := &w.toks[i+n]
		digits += int(t.end - t.start)
		c.lens[n] = uint8(min(int(t.end-t.start), 255))
		c.ends[n] = digits
		c.sums |= 1 << min(digits, 31)
		c.n = n + 1
		if c.n == maxGroups || i+n+1 == len(w.toks) {
			break
		}
		next := &w.toks[i+n+1]
		if next.kind != number {
			break
		}
		sep := separator(text[t.end:next.start])
		if sep == 0 {
			break
		}
		c.seps[n] = sep
	}
	c.all = c.n
	if c.n < maxGroups && c.lens[0] == 4 && c.n >= 2 {
		w.nextLine(c)
	}
}

// nextLine adds the groups on the next line to those that may be the first of a card.
func (w *work) nextLine(c *candidate) {
	for c.all < maxGroups && c.tok+c.all < len(w.toks) {
		last, next := &w.toks[c.tok+c.all-1], &w.toks[c.tok+c.all]
		gap := c.text[last.end:next.start]
		if next.kind != number || c.all == c.n && (next.line != last.line+1 || strings.Trim(gap, " \r\n>|") != "") || c.all > c.n && gap != " " && gap != "-" {
			return
		}
		c.seps[c.all-1] = c.seps[0]
		if c.all > c.n {
			c.seps[c.all-1] = gap[0]
		}
		c.lens[c.all] = uint8(min(int(next.end-next.start), 255))
		c.ends[c.all] = c.ends[c.all-1] + int(next.end-next.start)
		c.all++
	}
}

// first returns the digits of the first n groups of c.
func (c *candidate) first(n int) string {
	if n == 1 {
		return c.text[c.from : c.from+c.ends[0]]
	}
	if c.joined == "" {
		var b [maxGroups * 20]byte
		d := b[:0]
		for p := c.from; len(d) < c.ends[c.all-1]; p++ {
			if classes[c.text[p]] == digit {
				d = append(d, c.text[p])
			}
		}
		c.joined = string(d)
	}
	return c.joined[:c.ends[n-1]]
}

// leads returns the first digit of c.
func (c *candidate) leads() byte { return c.text[c.from] }

// separator returns what parts two groups of digits: a blank, a dash, a dot,
// a slash, or ')' with blanks around it; 0 if they do not belong together.
func separator(g string) byte {
	switch g {
	case " ", "\u00a0", "  ", "\u202f", "\u2009":
		return ' '
	case "-", "- ", "--", " \u2013 ", "\u2010", "\u2011", "\u2012", "\u2013", "\u2212", " - ":
		return '-'
	case ".", "/":
		return g[0]
	case " . ":
		return '.'
	case "-\n", "-\r\n", "-\n> ":
		return '-'
	case ") ", ")", ")-", ")\n", ")\r\n", ").", " (", "(", "-(", ")\u00a0", ")/", " - (":
		return ')'
	}
	return 0
}

// clean reports whether the first n groups of c stand apart from letters and
// digits around them, so that they are no part of a longer code.
func (w *work) clean(c *candidate, n int) bool {
	return c.cleanBefore(n) && w.cleanBehind(c, n) && !w.parameter(c)
}

// parameter reports whether c is the value of a parameter in the address of a
// page, and no label names it: "/?u=6175550123".
func (w *work) parameter(c *candidate) bool {
	if c.start < 3 || c.tok == 0 || c.text[c.start-1] != '=' {
		return false
	}
	t := &w.toks[c.tok-1]
	return t.start > 0 && t.flags&labelStart == 0 && (c.text[t.start-1] == '?' || c.text[t.start-1] == '&')
}

func (c *candidate) cleanBefore(n int) bool {
	p := c.start - 1
	if p < 0 {
		return true
	}
	digitBefore := p > 0 && classes[c.text[p-1]] == digit
	switch b := c.text[p]; b {
	case '-':
		return p == 0 || !wordBefore(c.text, p)
	case '.', ':':
		return !digitBefore
	case ',':
		return !digitBefore || c.lens[0] != 3 || n > 1 && c.seps[0] != ' '
	case '/':
		return p == 0 || !wordBefore(c.text, p) || digitBefore && (n > 1 || c.lens[0] >= 12)
	case '_', '@', '$':
		return false
	}
	return !wordBefore(c.text, p+1)
}

func (w *work) cleanBehind(c *candidate, n int) bool {
	last := &w.toks[c.tok+n-1]
	end := int(last.end)
	if end >= len(c.text) {
		return true
	}
	digitBehind := end+1 < len(c.text) && classes[c.text[end+1]] == digit
	switch b := c.text[end]; b {
	case '_', '@':
		return false
	case '-', '.':
		return end+1 >= len(c.text) || !wordBehind(c.text, end+1)
	case ':':
		return !digitBehind
	case ',':
		return !digitBehind || last.end-last.start > 3 && w.another(c.text, c.tok+n)
	case 'x', 'X':
		return w.extension(c.tok + n)
	case 'e', 'E':
		return w.toks[c.tok+n].hash == hashExt && c.tok+n+1 < len(w.toks) && w.toks[c.tok+n+1].kind == number
	}
	return !wordBehind(c.text, end)
}

var hashExt = hashWord("ext")

// another reports whether a number of its own begins at token i, which stands
// close behind a comma: it is long, or has a separator.
func (w *work) another(text string, i int) bool {
	t := &w.toks[i]
	if t.end-t.start >= 8 || i+1 < len(w.toks) && text[t.end] == ':' && w.toks[i+1].kind == number {
		return true
	}
	return i+1 < len(w.toks) && w.toks[i+1].kind == number && separator(text[t.end:w.toks[i+1].start]) != 0
}

// wordBefore reports whether a letter or a digit ends at byte p.
func wordBefore(text string, p int) bool {
	if classes[text[p-1]] == high {
		r, _ := utf8.DecodeLastRuneInString(text[:p])
		return unicode.IsLetter(r) || unicode.IsDigit(r)
	}
	return wordByte(text[p-1])
}

// wordBehind reports whether a letter or a digit begins at byte p.
func wordBehind(text string, p int) bool {
	if classes[text[p]] == high {
		r, _ := utf8.DecodeRuneInString(text[p:])
		return unicode.IsLetter(r) || unicode.IsDigit(r)
	}
	return wordByte(text[p])
}

// extension reports whether tokens i and i+1 are the "x" and the digits of the
// extension of a phone.
func (w *work) extension(i int) bool {
	return i+1 < len(w.toks) && w.toks[i].end-w.toks[i].start == 1 && w.toks[i+1].kind == number && w.toks[i+1].end-w.toks[i+1].start <= 6
}

func wordByte(b byte) bool {
	switch classes[b] {
	case lowLetter, capLetter, digit, high:
		return true
	}
	return false
}

// number offers the groups of digits from token i on to the detectors, and
// returns the first token that is left.
func (w *work) number(text string, i int) int {
	t := &w.toks[i]
	if t.glued {
		if n := w.behindMask(text, i); n > 0 {
			return i + n
		}
		if n := w.gluedPhone(text, i); n > 0 {
			return i + n
		}
		if before := &w.toks[i-1]; before.end-before.start <= 3 && readAs[text[before.start]] != 0 {
			w.noisyCard(text, i-1)
		}
		return i + 1
	}
	if i+1 < len(w.toks) && w.toks[i+1].glued && w.toks[i+1].end-w.toks[i+1].start <= 4 && readAs[text[w.toks[i+1].start]] != 0 {
		w.noisyCard(text, i+1)
		if t.flags&takenFlag != 0 {
			return i + 1
		}
	}
	if n := w.medicare(text, i); n > 0 {
		return i + n
	}
	if n := w.date(text, i); n > 0 {
		return i + n
	}
	if t.end-t.start == 8 && w.bornOn(text, i) {
		return i + 1
	}
	if n := w.money(text, i); n > 0 {
		return i + n
	}
	var c candidate
	w.candidate(text, i, &c)
	if n := w.address4(&c); n > 0 {
		return i + n
	}
	if n := w.partialNumber(&c); n > 0 {
		return i + n
	}
	if n := w.extensionAlone(&c); n > 0 {
		return i + n
	}
	if n := w.decide(&c); n > 0 {
		return i + n
	}
	if n := w.otherPhone(&c); n > 0 {
		return i + n
	}
	return i + w.passOver(&c)
}

// measured reports whether a unit stands behind the first group of c.
func (w *work) measured(c *candidate) bool {
	i := c.tok + 1
	return i < len(w.toks) && w.toks[i].kind != number && w.toks[i].start == w.toks[i-1].end+1 && units.has(w.toks[i].hash)
}

// units stand behind a number that counts or measures.
var units = hashSet("s", "ms", "us", "ns", "sec", "secs", "seconds", "bytes", "byte", "kb", "mb", "gb", "hits", "rows", "records", "events", "ticks", "epoch", "hz", "bps", "usec", "msec", "packets", "blocks")

// passOver tells how many groups nothing can begin in: those of a chain that dots,
// dashes or slashes hold together are one thing; blanks begin a new one.
func (w *work) passOver(c *candidate) int {
	for i := 0; i < c.n; i++ {
		if s := c.seps[i]; s != '-' && s != '.' && s != '/' {
			return i + 1
		}
	}
	return c.n
}

// A proposal is a detector that takes the first n groups of a candidate.
type proposal struct {
	d *numeral
	n int
}

// decide finds the detector that takes c: the one that the nearest label
// names, else the strictest that needs none. It returns the groups taken.
func (w *work) decide(c *candidate) int {
	var props [16]proposal
	k := 0
	var accept set
	shapes := w.byLength[min(int(c.lens[0]), maxGroup)]
	for i := range shapes {
		f := &shapes[i]
		if f.d.Label == always && f.d.Element != AccountNumber && !w.marked.has(f.d.Element) {
			continue
		}
		n := f.match(c)
		if n == 0 || k > 0 && props[k-1].d == f.d {
			continue
		}
		if f.d.Element == Phone && c.plus && c.leads() != '1' {
			continue // the calling code of another country
		}
		if f.d.passes(c, n) && w.clean(c, n) && k < len(props) {
			props[k] = proposal{f.d, n}
			accept |= 1 << f.d.Element
			k++
		}
	}
	if k == 0 {
		return 0
	}
	label := w.label(c.text, c.tok, c.tok+props[0].n, accept)
	if label.element == None && !label.other && accept.has(AccountNumber) && w.ofCustomer(c) {
		label.element = AccountNumber
	}
	if label.element == PIN && w.ofMeeting(label.mark) {
		return 0
	}
	if p, l := w.bankAccount(c, props[:k]); p != nil {
		return w.emitNumber(c, *p, l, .85)
	}
	for _, p := range props[:k] {
		if label.element == p.d.Element {
			return w.emitNumber(c, p, label, p.d.Sure)
		}
	}
	for _, p := range props[:k] {
		if w.known(c, p) {
			return w.emitNumber(c, p, label, .97)
		}
	}
	for _, p := range props[:k] {
		if p.d.bare(c, p.n, label) && !(p.d.Element == Phone && p.n == 1 && w.measured(c)) {
			return w.emitNumber(c, p, label, p.d.Bare)
		}
	}
	return 0
}

// maxGroup is the longest group of digits that any detector takes, plus one.
const maxGroup = 21

// ofCustomer reports whether c is the number of a customer: "customer #812000417".
func (w *work) ofCustomer(c *candidate) bool {
	return c.tok > 0 && c.start > 1 && c.text[c.start-1] == '#' && customerWords.has(w.toks[c.tok-1].hash) && c.start-int(w.toks[c.tok-1].end) <= 2
}

var customerWords = hashSet("customer", "cust", "client", "subscriber", "member", "cliente", "abonado", "suscriptor")

// ofMeeting reports whether the label m stands behind the identifier of a meeting, so that it is
// the passcode of a call and not of an account.
func (w *work) ofMeeting(m *use) bool {
	k := w.marksBefore(int(m.from)) - 1
	if k < 0 || m.line-w.marks[k].line > 2 {
		return false
	}
	return w.marks[k].role == roleOther && meetingWords.has(w.toks[w.marks[k].from].hash)
}

var meetingWords = hashSet("meeting", "webinar", "zoom", "webex", "conference", "bridge", "dial")

// bankAccount returns the proposal of a bank account if a routing number stands right
// before c and its label says "account".
func (w *work) bankAccount(c *candidate, props []proposal) (*proposal, found) {
	out := w.found()
	if len(out) == 0 || out[len(out)-1].Element != RoutingNumber || c.start-out[len(out)-1].End > 40 {
		return nil, found{}
	}
	for i := range props {
		if props[i].d.Element == BankAccount {
			if l := w.label(c.text, c.tok, c.tok+props[i].n, 1<<AccountNumber); l.element == AccountNumber {
				return &props[i], l
			}
		}
	}
	return nil, found{}
}

// lengths returns the set of how many digits fs can have.
func lengths(fs []form) (set uint64) {
	for i := range fs {
		f := &fs[i]
		if f.n > 1 {
			sum := 0
			for _, g := range f.groups[:f.n] {
				sum += int(g)
			}
			set |= 1 << sum
			continue
		}
		for n := f.min; n <= f.max; n++ {
			set |= 1 << n
		}
	}
	return set
}

// A shape is a form of a numeral.
type shape struct {
	form
	d *numeral
}

// begins reports whether f can begin with a group of n digits.
func (f *form) begins(n int) bool {
	switch f.n {
	case 0:
		return n <= int(f.min)
	case 1:
		return within(n, int(f.min), int(f.max))
	}
	return int(f.groups[0]) == n
}

// passes reports whether the first n groups of c pass the check of d.
func (d *numeral) passes(c *candidate, n int) bool { return d.Check == nil || d.Check(c.first(n)) }

// bare reports whether d takes c without a label. What stands behind a label
// of another kind of number is that number, unless its check and its grouping
// both say otherwise.
func (d *numeral) bare(c *candidate, n int, l found) bool {
	switch {
	case l.other:
		return d.Element == PaymentCard && (n > 1 && c.leads() != '1' || testCard(c.first(n)))
	case d.Label == always:
		return false
	case d.Label == unlessSet:
		return n > 1 && (c.seps[0] == '-' || c.seps[0] == ' ' && n == 3 && c.n == n && !c.follows())
	case d.Element == PaymentCard && c.leads() == '1' && c.text[c.from+1] != '8':
		return false // of an airline
	case d.Element == PaymentCard && n == 1:
		return c.lens[0] >= 15 && c.lens[0] <= 16
	}
	return true
}

// follows reports whether digits stand a blank before c.
func (c *candidate) follows() bool {
	return c.start > 1 && c.text[c.start-1] == ' ' && classes[c.text[c.start-2]] == digit
}

// known reports whether the value of c stands on a list of the case.
func (w *work) known(c *candidate, p proposal) bool {
	switch p.d.Element {
	case AccountNumber:
		return w.settings.HasAccount != nil && w.settings.HasAccount(c.first(p.n))
	case Phone:
		return w.settings.HasPhone != nil && w.settings.HasPhone(e164(c.first(p.n)))
	}
	return false
}

// emitNumber adds the finding of proposal p, and returns the groups it takes.
func (w *work) emitNumber(c *candidate, p proposal, l found, sure float32) int {
	digits := c.first(p.n)
	f := Finding{Element: p.d.Element, Start: int(w.toks[c.tok].start), End: int(w.toks[c.tok+p.n-1].end), Value: digits, Confidence: sure, Why: w.why(p.d, l)}
	if p.d.Reserved != nil && p.d.Reserved(digits) {
		f.Reserved = true
	}
	if p.d.Element == Phone {
		f.Value = e164(digits)
		if c.paren || c.plus {
			f.Start = c.start
		}
	}
	if l.mark != nil && l.element == p.d.Element {
		l.mark.used, l.mark.digits = int32(c.tok+p.n), int32(len(digits))
	}
	w.add(f)
	return p.n
}

// e164 writes ten or eleven digits of the numbering plan as E.164.
func e164(d string) string {
	if len(d) == 10 {
		return "+1" + d
	}
	return "+" + d
}

func (w *work) why(d *numeral, l found) string {
	if l.element == d.Element {
		return d.withLabel
	}
	return d.Why
}

// partialElements are what the last digits of a value can be given of.
const partialElements = set(1<<AccountNumber | 1<<PaymentCard | 1<<SSN | 1<<Phone | 1<<BankAccount | 1<<IMEI | 1<<ICCID)

// partialNumber takes the last digits of a value that is masked or said to
// end so: "***-**-6789", "card ending in 4242".
func (w *work) partialNumber(c *candidate) int {
	if c.n > 1 || c.lens[0] < 2 || c.lens[0] > 6 {
		return 0
	}
	if e := w.anotherPartial(c); e != None {
		return w.addPartial(c, found{element: e})
	}
	stars := w.maskBefore(c)
	ending := stars < 2 && w.endingBefore(c)
	if stars == 0 && !ending {
		return 0
	}
	l := w.label(c.text, c.tok, c.tok+1, partialElements)
	switch {
	case l.element == None && ending && w.endingOf(c, numberWords):
		l.element = Phone
	case l.element == None && stars > 0 && c.start >= 7 && ssnMask(c.text[c.start-7:c.start]):
		l.element = SSN
	case stars == 1 && (l.element != PaymentCard && l.element != AccountNumber || c.text[c.start-1] != '*' && c.text[c.start-1]&^0x20 != 'X'):
		return 0
	}
	if l.element == None || stars == 0 && !w.clean(c, 1) {
		return 0
	}
	return w.addPartial(c, l)
}

func (w *work) addPartial(c *candidate, l found) int {
	w.add(Finding{Element: l.element, Start: int(w.toks[c.tok].start), End: int(w.toks[c.tok].end), Value: c.first(1), Confidence: .9, Partial: true, Why: "last digits; label"})
	if l.mark != nil {
		l.mark.used = int32(c.tok + 1)
	}
	return 1
}

// behindMask takes the last digits that a mask of x stands close before: "xxxx4242".
func (w *work) behindMask(text string, i int) int {
	t := &w.toks[i-1]
	if t.kind == number || t.end-t.start > 16 || text[t.start]&^0x20 != 'X' || strings.Trim(text[t.start:t.end], "xX") != "" || t.glued {
		return 0
	}
	var c candidate
	w.candidate(text, i, &c)
	return w.partialNumber(&c)
}

// anotherPartial returns the element of the last digits that stand before c with
// a conjunction between: "cards ending in 4242 and 1881".
func (w *work) anotherPartial(c *candidate) Element {
	out := w.found()
	if len(out) == 0 || c.tok == 0 {
		return None
	}
	last := &out[len(out)-1]
	if !last.Partial || last.End-last.Start != int(c.lens[0]) || c.start-last.End > 6 || c.start < last.End || !w.clean(c, 1) {
		return None
	}
	switch strings.TrimSpace(c.text[last.End:c.start]) {
	case "and", "&", ",", ", and", "y", "or", "/", "o":
		return last.Element
	}
	return None
}

// numberWords are what ends in digits where nothing else is named.
var numberWords = hashSet("number", "line", "numero", "linea")

// endingOf reports whether one of words stands right before what says that a value ends so.
func (w *work) endingOf(c *candidate, words wordSet) bool {
	for i := c.tok - 1; i >= 0 && i >= c.tok-4; i-- {
		if words.has(w.toks[i].hash) && w.toks[i].kind != number {
			return true
		}
		if !endingWords.has(w.toks[i].hash) && w.toks[i].flags&fillerWord == 0 {
			return false
		}
	}
	return false
}

// ssnMask reports whether s hides the first five digits of a social security number.
func ssnMask(s string) bool {
	return s[3] == '-' && s[6] == '-' && strings.Trim(s, "*xX#-") == ""
}

// hidingSigns stand in place of digits, besides those of ASCII.
const hidingSigns = "•●∙·×✕✗∗＊⁎■█▪▮□○◦…Хх"

// maskBefore counts the signs that hide digits before c, three dots as two.
func (w *work) maskBefore(c *candidate) int {
	p, stars, dots := c.start-1, 0, 0
	for ; p >= 0 && c.start-p < 24; p-- {
		switch c.text[p] {
		case '*', 'x', 'X', '#', '_':
			stars++
		case '.':
			if dots++; dots == 3 {
				stars += 2
			}
		case '-', ' ', '(', ')':
		default:
			if c.text[p] >= utf8.RuneSelf {
				if c.text[p] < 0xC0 {
					continue // within a character
				}
				r, _ := utf8.DecodeRuneInString(c.text[p:])
				switch {
				case strings.ContainsRune(hidingSigns, r):
					stars += 2
				case !unicode.IsSpace(r) && r != '–' && r != '‑':
					return stars
				}
				continue
			}
			if stars > 0 && wordByte(c.text[p]) && c.text[p+1]&^0x20 == 'X' {
				return 0 // the end of a word
			}
			return stars
		}
	}
	return stars
}

// endingWords stand between a label and the last digits of its value.
var (
	endingWords = hashSet("ending", "ends", "digits", "terminada", "terminado", "termina", "finishing")
	lastWords   = hashSet("last", "ultimos", "final")
	fourWords   = hashSet("four", "cuatro", "digits", "digitos", "five", "cinco")
)

// endingBefore reports whether the words before c say that it is the end of a
// value: "ending in", "last 4 of the card".
func (w *work) endingBefore(c *candidate) bool {
	few := false
	for i := c.tok - 1; i >= 0 && i >= c.tok-6; i-- {
		t := &w.toks[i]
		switch {
		case t.kind == number:
			if t.end-t.start > 1 {
				return false
			}
			few = true
		case endingWords.has(t.hash), lastWords.has(t.hash) && few:
			return true
		case fourWords.has(t.hash):
			few = true
		case t.flags&(fillerWord|labelStart) == 0:
			return false
		}
	}
	return false
}
