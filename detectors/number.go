package detectors

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
