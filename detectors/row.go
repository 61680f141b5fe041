package detectors

import "strings"

// A rowReader gathers what the cells of one row say.
type rowReader struct {
	wk      *Worker
	text    string
	n       int
	dst     []Finding
	byValue bool // the values of the column say what the cell is, not its head
	several bool // it is one of several columns that say the same
	names   [nameParts]Cell
	place   [placeParts]Cell
	guessed struct{ name, place bool } // some part was told by its value
}

// The parts of a name.
const (
	givenPart = iota
	middlePart
	familyPart
	family2Part
	nameParts
)

// The parts of an address.
const (
	housePart = iota
	streetPart
	unitPart
	cityPart
	statePart
	zipPart
	placeParts
)

// row reads one row by the roles of its columns. What belongs to the agent who
// serves the customer stands apart from the row.
func (wk *Worker) row(text string, r *Row, n int, cols []column, dst []Finding) []Finding {
	rr := rowReader{wk: wk, text: text, n: n, dst: dst}
	staff := false
	for _, c := range r.Cells {
		if c.Start, c.End = trimSpan(text, c.Start, c.End); c.Start == c.End {
			continue
		}
		var col column
		if c.Col < len(cols) {
			col = cols[c.Col]
		}
		if col.staff {
			staff = true
			continue
		}
		rr.byValue, rr.several = col.byValue, col.several
		rr.cell(c, col.role)
	}
	rr.join()
	if staff {
		rr.staff(r, cols)
	}
	return rr.dst
}

// staff reads the cells of a row that are an agent's.
func (rr *rowReader) staff(r *Row, cols []column) {
	rr.n, rr.byValue, rr.several = 0, false, false
	for _, c := range r.Cells {
		if c.Col >= len(cols) || !cols[c.Col].staff {
			continue
		}
		if c.Start, c.End = trimSpan(rr.text, c.Start, c.End); c.Start < c.End {
			rr.cell(c, cols[c.Col].role)
		}
	}
	rr.join()
}

func (rr *rowReader) cell(c Cell, r role) {
	if r != elementRole(Username) && strings.IndexByte(rr.cellText(c), '@') > 0 {
		rr.free(c) // an address of mail, whatever the head says
		return
	}
	switch r {
	case roleGiven:
		rr.namePart(givenPart, c)
	case roleMiddle:
		rr.namePart(middlePart, c)
	case roleFamily:
		rr.namePart(familyPart, c)
	case roleFamily2:
		rr.namePart(family2Part, c)
	case roleHouse:
		rr.placePart(housePart, c)
	case roleStreet, elementRole(PostalAddress):
		rr.placePart(streetPart, c)
	case roleUnit:
		rr.placePart(unitPart, c)
	case roleCity:
		rr.placePart(cityPart, c)
	case roleState:
		rr.placePart(statePart, c)
	case roleZIP, elementRole(BillingZIP):
		rr.placePart(zipPart, c)
	case roleCustomerID, roleExtension, roleCardOther:
	case roleOther:
		if _, digits := rr.wk.digitsOf(rr.cellText(c)); !digits {
			rr.free(c)
		}
	case roleNone, roleNeutral:
		rr.free(c)
	default:
		if !rr.value(c, r.element()) {
			rr.free(c)
		}
	}
}

// free scans a cell as prose.
func (rr *rowReader) free(c Cell) {
	w := &rr.wk.cell
	from := len(rr.dst)
	w.skip = w.skip[:0]
	w.prepare(rr.text[c.Start:c.End])
	rr.dst = w.prose(rr.text[c.Start:c.End], rr.dst)
	for i := from; i < len(rr.dst); i++ {
		f := &rr.dst[i]
		f.Start += c.Start
		f.End += c.Start
		f.Row = rr.n
	}
}

// Why cells of a table are findings.
const (
	headWhy    = "head of the column"
	severalWhy = "head of the column; one of several alike"
)

func (rr *rowReader) add(f Finding) {
	f.Row = rr.n
	if f.Confidence == 0 {
		f.Confidence = .97
	}
	if f.Why == "" {
		f.Why = headWhy
		if rr.byValue {
			f.Why = "values of the column"
		}
	}
	if rr.several && strings.HasSuffix(f.Why, headWhy) {
		f.Why = strings.TrimSuffix(f.Why, headWhy) + severalWhy
	}
	if rr.byValue {
		f.Confidence = min(f.Confidence, .85)
	}
	rr.dst = append(rr.dst, f)
}

// value reads a cell whose head names element e; false if it holds none.
func (rr *rowReader) value(c Cell, e Element) bool {
	s := rr.text[c.Start:c.End]
	f := Finding{Element: e, Start: c.Start, End: c.End}
	switch e {
	case Name:
		return !rr.sentence(c) && rr.nameCell(c)
	case Email:
		return false // the address is found as such, wherever it stands
	case RatePlan:
		f.Value = rr.planValue(s, RatePlan)
	case PlanFeature:
		return rr.features(c)
	case AccountType:
		f.Value = accountTypes[hashWord(strings.ReplaceAll(s, "-", ""))]
	case Billing:
		f.Value = amountValue(s)
	case DateOfBirth:
		f.Value = rr.dateValue(s)
	case CallDetail:
		if d, clean := rr.wk.digitsOf(s); clean && nanp(d) {
			rr.add(Finding{Element: CallDetail, Start: c.Start, End: c.End, Value: e164(d)})
		}
		return false // the number is found as such
	case DriversLicense, Passport, HealthID, Username, Password, SecurityAnswer, IBAN:
		v, ok := codedValue(e, s)
		if !ok {
			return false
		}
		f.Value = v
	case IPAddress:
		return false
	default:
		return rr.digitsCells(f, s)
	}
	if f.Value == "" {
		return false
	}
	rr.add(f)
	return true
}

// digitsCells reads a cell that has one value, or several between commas,
// semicolons and slashes.
func (rr *rowReader) digitsCells(f Finding, s string) bool {
	if rr.digitsCell(f, s) {
		return true
	}
	found, start := false, 0
	for i := 0; i <= len(s); i++ {
		if i < len(s) && strings.IndexByte(",;/|&", s[i]) < 0 {
			continue
		}
		from, to := trimSpan(s, start, i)
		if (start > 0 || i < len(s)) && to > from {
			g := f
			g.Start, g.End = f.Start+from, f.Start+to
			found = rr.digitsCell(g, s[from:to]) || found
		}
		start = i + 1
	}
	return found
}

// digitsCell reads a cell of digits under the detector of its element.
func (rr *rowReader) digitsCell(f Finding, s string) bool {
	d, clean := rr.wk.digitsOf(s)
	if !clean {
		return false
	}
	if f.Element == Phone && s[0] == '+' {
		return rr.plusCell(f, d)
	}
	for i := range rr.wk.w.numerals {
		n := &rr.wk.w.numerals[i]
		if n.Element != f.Element || !n.fitsCell(d) {
			continue
		}
		if f.Value = d; f.Element == Phone {
			f.Value = e164(d)
		}
		f.Reserved = n.Reserved != nil && n.Reserved(d)
		f.Why = n.Why + "; " + headWhy
		if rr.byValue {
			f.Why = n.Why + "; values of the column"
		}
		rr.add(f)
		return true
	}
	if partialElements.has(f.Element) && !rr.byValue && len(d) == 4 && !allSame(d) {
		f.Value, f.Partial, f.Confidence, f.Why = d, true, .85, "last digits; "+headWhy
		rr.add(f)
		return true
	}
	if f.Element == Phone && !rr.byValue && len(d) >= localPhone && len(d) < maxPhone && d[0] != '1' && !allSame(d) && len(d) != 10 && strings.IndexByte(s, '/') < 0 && rr.dateValue(s) == "" {
		f.Value, f.Confidence, f.Why = d, .8, "digits; "+headWhy
		rr.add(f)
		return true
	}
	return false
}

// localPhone is the number of digits of a telephone number without its area.
const localPhone = 7

// plusCell reads a cell whose digits d stand behind a "+".
func (rr *rowReader) plusCell(f Finding, d string) bool {
	if f.Value, f.Reserved = international(d); f.Value == "" {
		if len(d) < 9 || len(d) > maxPhone {
			return false
		}
		f.Value, f.Confidence = "+"+d, .7
	}
	f.Why = "calling code; " + headWhy
	if rr.byValue {
		f.Why = "calling code; values of the column"
	}
	rr.add(f)
	return true
}

// fitsCell reports whether a cell whose digits are d holds a value of n.
func (n *numeral) fitsCell(d string) bool {
	return len(d) < 64 && n.cells&(1<<len(d)) != 0 && (n.Check == nil || n.Check(d))
}

// digitsOf returns the digits of s, and whether nothing but the usual
// separators stands between them.
func (wk *Worker) digitsOf(s string) (string, bool) {
	b := wk.buf[:0]
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case classes[c] == digit:
			b = append(b, c)
		case strings.IndexByte(" -.()+/'\"=", c) >= 0:
		case c == 0xC2 || c == 0xA0: // no-break space
		default:
			return "", false
		}
	}
	wk.buf = b
	return wk.values.keep(b), len(b) > 0
}

func (rr *rowReader) planValue(s string, e Element) string {
	w := &rr.wk.cell
	from := len(rr.dst)
	w.skip = w.skip[:0]
	w.tokens(s)
	w.out, w.marks, w.mi = rr.dst, w.marks[:0], 0
	n := 0
	if len(w.toks) > 0 {
		n = w.plan(s, 0)
	}
	out := w.out
	w.out = nil
	if n == len(w.toks) && n > 0 && out[from].Element == e {
		return out[from].Value
	}
	if len(s) > maxHead || len(w.toks) == 0 {
		return ""
	}
	return s
}

// features reads a cell that lists features.
func (rr *rowReader) features(c Cell) bool {
	start := c.Start
	for i := c.Start; i <= c.End; i++ {
		if i < c.End && strings.IndexByte("|,;", rr.text[i]) < 0 {
			continue
		}
		s, e := trimSpan(rr.text, start, i)
		if e > s {
			if v := rr.planValue(rr.text[s:e], PlanFeature); v != "" {
				rr.add(Finding{Element: PlanFeature, Start: s, End: e, Value: v})
			}
		}
		start = i + 1
	}
	return true
}

// blanks stand around the text of a cell.
const blanks = " \t\r\n\f\v"

func trimSpan(text string, s, e int) (int, int) {
	for s < e && blank(text[s]) {
		s++
	}
	for e > s && blank(text[e-1]) {
		e--
	}
	return s, e
}

// blank reports whether c is one of blanks.
func blank(c byte) bool { return c == ' ' || '\t' <= c && c <= '\r' }

// trimmed returns the text of a cell without the blanks around it.
func trimmed(text string, c Cell) string {
	s, e := trimSpan(text, c.Start, c.End)
	return text[s:e]
}

// maxWhole is the number of digits of the greatest amount that has neither sign
// nor decimals.
const maxWhole = 6

// amountValue reads a cell that is an amount.
func amountValue(s string) string {
	t := strings.Trim(s, " $€£USD()-+")
	digits, dots := 0, 0
	for i := 0; i < len(t); i++ {
		switch {
		case classes[t[i]] == digit:
			digits++
		case t[i] == '.':
			dots++
		case t[i] != ',':
			return ""
		}
	}
	if digits == 0 || dots > 1 || dots == 0 && len(t) > maxWhole && t == s {
		return ""
	}
	return decimal(t)
}

func (rr *rowReader) dateValue(s string) string {
	w := &rr.wk.cell
	w.skip = w.skip[:0]
	w.tokens(s)
	if len(w.toks) == 0 {
		return ""
	}
	if d := w.dayAt(s, 0); d.n > 0 {
		return d.iso()
	}
	if len(w.toks) == 1 && len(s) == 8 && digitsIn(s) == 8 { // 19700312, 03121970
		d := checkDay(atoi(s[:4]), atoi(s[4:6]), atoi(s[6:]), 1)
		if d.n == 0 {
			d = checkDay(atoi(s[4:]), atoi(s[:2]), atoi(s[2:4]), 1)
		}
		if d.n > 0 {
			return d.iso()
		}
	}
	return ""
}

// sentence reports whether a cell holds words in lower case beside others, so
// that it is no name but a remark.
func (rr *rowReader) sentence(c Cell) bool {
	w := &rr.wk.cell
	w.skip = w.skip[:0]
	w.tokens(rr.cellText(c))
	low, capital := 0, 0
	for i := range w.toks {
		switch t := &w.toks[i]; {
		case t.capital():
			capital++
		case t.kind == lowword && t.flags&particleWord == 0 && t.flags&inDictionary != 0:
			low++
		}
	}
	return low > 0 && capital > 0
}

// nameCell reads a cell that holds a whole name.
func (rr *rowReader) nameCell(c Cell) bool {
	w := &rr.wk.cell
	w.skip = w.skip[:0]
	s := rr.text[c.Start:c.End]
	w.tokens(s)
	n := len(w.toks)
	if n == 0 || n > maxName+1 || digitsIn(s) > 0 || strings.ContainsAny(s, "@/:") {
		return false
	}
	from, comma := 0, -1
	for i := range w.toks {
		if i > 0 && strings.Contains(s[w.toks[i-1].end:w.toks[i].start], ",") {
			comma = i
		}
	}
	for from < n-1 && w.toks[from].flags&titleWord != 0 {
		from++
	}
	if w.toks[n-1].flags&companyWord != 0 && w.toks[n-1].flags&listFamily == 0 {
		return false
	}
	f := Finding{Element: Name, Start: c.Start + int(w.toks[from].start), End: c.Start + int(w.toks[n-1].end)}
	switch {
	case n-from == 1:
		f.Value, f.Partial = strings.ToLower(s[w.toks[from].start:]), true
	case comma > from && w.toks[n-1].flags&generation == 0:
		f.Value = joinNames(w.plainName(s, comma, n), w.plainName(s, from, comma))
	default:
		f.Value = w.plainName(s, from, n)
	}
	rr.add(f)
	return true
}
