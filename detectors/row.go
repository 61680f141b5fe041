package detectors

import "strings"

// A rowReader gathers what the cells of one row say.
type rowReader struct {
	wk    *Worker
	text  string
	n     int
	dst   []Finding
	name  [3]Cell // given, middle, family
	place [5]Cell // street, unit, city, state, ZIP
}

// row reads one row by the roles of its columns.
func (wk *Worker) row(text string, r *Row, n int, roles []role, dst []Finding) []Finding {
	rr := rowReader{wk: wk, text: text, n: n, dst: dst}
	for _, c := range r.Cells {
		if c.Start, c.End = trimSpan(text, c.Start, c.End); c.Start == c.End {
			continue
		}
		role := roleNone
		if c.Col < len(roles) {
			role = roles[c.Col]
		}
		rr.cell(c, role)
	}
	rr.joinName()
	rr.joinAddress()
	return rr.dst
}

func (rr *rowReader) cell(c Cell, r role) {
	if r != elementRole(Username) && strings.IndexByte(rr.cellText(c), '@') > 0 {
		rr.free(c) // an address of mail, whatever the head says
		return
	}
	switch r {
	case roleGiven:
		rr.name[0] = c
	case roleMiddle:
		rr.name[1] = c
	case roleFamily:
		rr.name[2] = c
	case roleStreet, elementRole(PostalAddress):
		if rr.place[0].End > 0 { // a second address in the row
			rr.joinAddress()
			rr.place = [5]Cell{}
		}
		rr.place[0] = c
	case roleUnit:
		rr.place[1] = c
	case roleCity:
		rr.place[2] = c
	case roleState:
		rr.place[3] = c
	case roleZIP, elementRole(BillingZIP):
		rr.place[4] = c
	case roleCustomerID, roleExtension, roleCardOther:
	case roleOther:
		if _, digits := digitsOf(rr.cellText(c)); !digits {
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

func (rr *rowReader) add(f Finding) {
	f.Row = rr.n
	if f.Confidence == 0 {
		f.Confidence = .97
	}
	if f.Why == "" {
		f.Why = "head of the column"
	}
	rr.dst = append(rr.dst, f)
}

// value reads a cell whose head names element e; false if it holds none.
func (rr *rowReader) value(c Cell, e Element) bool {
	s := rr.text[c.Start:c.End]
	f := Finding{Element: e, Start: c.Start, End: c.End}
	switch e {
	case Name:
		return rr.nameCell(c)
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
		if d, clean := digitsOf(s); clean && nanp(d) {
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
	d, clean := digitsOf(s)
	if !clean {
		return false
	}
	if f.Element == Phone && strings.HasPrefix(s, "+") && !nanp(d) && len(d) >= 9 && len(d) <= 15 {
		f.Value = "+" + d
		rr.add(f)
		return true
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
		f.Why = n.Why + "; head of the column"
		rr.add(f)
		return true
	}
	return false
}

// fitsCell reports whether a cell whose digits are d holds a value of n.
func (n *numeral) fitsCell(d string) bool {
	for _, f := range n.forms {
		sum := 0
		for _, g := range f.groups[:f.n] {
			sum += int(g)
		}
		if f.n <= 1 && len(d) >= int(f.min) && len(d) <= int(f.max) || f.n > 1 && len(d) == sum {
			return n.Check == nil || n.Check(d)
		}
	}
	return false
}

// digitsOf returns the digits of s, and whether nothing but the usual
// separators stands between them.
func digitsOf(s string) (string, bool) {
	b := make([]byte, 0, 24)
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
	return string(b), len(b) > 0
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
	for s < e && strings.IndexByte(blanks, text[s]) >= 0 {
		s++
	}
	for e > s && strings.IndexByte(blanks, text[e-1]) >= 0 {
		e--
	}
	return s, e
}

// amountValue reads a cell that is an amount.
func amountValue(s string) string {
	t := strings.Trim(s, " $€£USD()-+")
	if t == "" || digitsIn(t) == 0 || strings.Trim(t, "0123456789.,") != "" || strings.Count(t, ".") > 1 {
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
	return ""
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

// joinName makes one finding of the cells of a name.
func (rr *rowReader) joinName() {
	g, f := rr.name[0], rr.name[2]
	if g.End == 0 && f.End == 0 {
		return
	}
	cells := make([]Cell, 0, 3)
	for _, c := range rr.name {
		if c.End > c.Start {
			cells = append(cells, c)
		}
	}
	fd := spanOf(cells)
	fd.Element = Name
	fd.Value = strings.ToLower(rr.cellText(g) + " " + rr.cellText(f))
	if g.End == 0 || f.End == 0 {
		fd.Value = strings.TrimSpace(fd.Value)
		if fd.Partial = !strings.Contains(fd.Value, " "); !fd.Partial && !rr.nameCell(cells[0]) {
			return
		} else if !fd.Partial {
			return
		}
	}
	rr.add(fd)
}

func (rr *rowReader) cellText(c Cell) string { return rr.text[c.Start:c.End] }

// spanOf is a finding that spans cells.
func spanOf(cells []Cell) Finding {
	f := Finding{Start: cells[0].Start, End: cells[0].End}
	for _, c := range cells[1:] {
		f.More = append(f.More, Span{c.Start, c.End})
	}
	return f
}

// joinAddress makes one finding of the cells of an address. A ZIP without a
// street is a billing ZIP; a city or a state alone is a place.
func (rr *rowReader) joinAddress() {
	cells := make([]Cell, 0, len(rr.place))
	var parts []string
	for _, c := range rr.place {
		if c.End > c.Start {
			cells = append(cells, c)
			parts = append(parts, rr.cellText(c))
		}
	}
	switch {
	case len(cells) == 0:
		return
	case rr.place[0].End > 0:
		f := spanOf(cells)
		f.Element, f.Value = PostalAddress, addressValue(rr.joinParts())
		f.Partial = digitsIn(f.Value) == 0
		rr.add(f)
		return
	case rr.place[4].End > 0:
		if z, ok := digitsOf(rr.cellText(rr.place[4])); ok && (len(z) == 5 || len(z) == 9) {
			rr.add(Finding{Element: BillingZIP, Start: rr.place[4].Start, End: rr.place[4].End, Value: z[:5]})
		}
	}
	if rr.place[2].End > 0 {
		f := spanOf(cells[:1])
		f.Element, f.Value = Place, strings.ToLower(parts[0])
		rr.add(f)
	}
}

// joinParts writes the cells of an address as one line.
func (rr *rowReader) joinParts() string {
	var b strings.Builder
	for i, c := range rr.place {
		if c.End == c.Start {
			continue
		}
		if b.Len() > 0 {
			if i == 1 || i == 4 {
				b.WriteByte(' ')
			} else {
				b.WriteString(", ")
			}
		}
		b.WriteString(rr.cellText(c))
	}
	return b.String()
}
