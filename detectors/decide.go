package detectors

// The bounds of deciding by values.
const (
	sampleRows   = 64  // rows of a block that are looked at
	maxColumns   = 128 // columns likewise; in wider tables the heads alone count
	minValues    = 3   // cells with a value before a column is decided
	minSSNs      = 20  // before digits without dashes are social security numbers
	minBirths    = 5   // before dates are those of birth
	birthSpan    = 15  // years that dates of birth spread over, at least
	minForm      = 2   // labels in the first column before a table is a form
	maxSideForms = 64  // people side by side
)

// A columnStats counts what the sampled cells of a column can be.
type columnStats struct {
	n             int // cells with a value
	count         [kindCount]int
	distinct      map[uint64]bool
	areas         map[string]bool // first three digits
	rising        int             // values greater than the one above
	last          string
	given, family int // frequency as given names and as surnames
	first, latest int // years
}

// share returns how many of the cells can be k.
func (c *columnStats) share(k kindSet) float32 {
	if c.n == 0 {
		return 0
	}
	for i := range c.count {
		if k == 1<<i {
			return float32(c.count[i]) / float32(c.n)
		}
	}
	return 0
}

// varied reports whether the values differ as those of people do.
func (c *columnStats) varied() bool { return len(c.distinct)*3 >= c.n }

// add counts a cell.
func (c *columnStats) add(wk *Worker, s string) {
	k := wk.kinds(s)
	c.n++
	for i := range c.count {
		if k&(1<<i) != 0 {
			c.count[i]++
		}
	}
	if c.distinct == nil {
		c.distinct, c.areas = map[uint64]bool{}, map[string]bool{}
	}
	c.distinct[hashWord(s)] = true
	switch {
	case k&(isSSN|isAccount) != 0 && len(s) >= 3:
		c.areas[s[:3]] = true
		if s > c.last {
			c.rising++
		}
		c.last = s
	case k&(isGiven|isFamily) != 0:
		for i := range wk.cell.toks {
			f := wk.cell.toks[i].flags
			c.given += f.given()
			c.family += f.surname()
		}
	case k&isBirth != 0:
		y := wk.born(s)
		if c.first == 0 || y < c.first {
			c.first = y
		}
		c.latest = max(c.latest, y)
	}
}

// stats samples the rows from to to in the columns that want says.
func (t *tableReader) stats(from, to, width int, want func(col int) bool) []columnStats {
	out := make([]columnStats, min(width, maxColumns))
	step := max(1, (to-from+sampleRows-1)/sampleRows)
	for k := from; k < to; k += step {
		for _, c := range t.rows[k].Cells {
			if c.Col >= len(out) || !want(c.Col) {
				continue
			}
			if s := trimmed(t.text, c); len(s) <= maxHead && !nothing(s) {
				out[c.Col].add(t.wk, s)
			} else if len(s) > maxHead {
				out[c.Col].n++
			}
		}
	}
	return out
}

// decide gives roles to the columns whose heads say nothing, where all but all
// values say it. A block without heads asks for less.
func (t *tableReader) decide(from, to int, cols []column, bare bool) {
	open := false
	for i := range cols {
		open = open || cols[i].open != closed && !cols[i].known() || cols[i].unsure
	}
	if !open || from >= to {
		return
	}
	d := decider{cols: cols, bare: bare}
	d.stats = t.stats(from, to, len(cols), func(c int) bool {
		return c < len(cols) && (cols[c].open != closed && !cols[c].known() || cols[c].role == roleState || cols[c].role == roleZIP || cols[c].unsure)
	})
	d.cols = cols[:len(d.stats)]
	d.bills()
	d.numbers()
	d.places()
	d.names()
	d.customerData()
}

// A decider decides the columns of a block.
type decider struct {
	cols  []column
	stats []columnStats
	bare  bool
}

// free reports whether column i is to be decided and has values enough.
func (d *decider) free(i int) bool {
	return i >= 0 && i < len(d.cols) && d.cols[i].open != closed && !d.cols[i].known() && d.stats[i].n >= minValues
}

// weak reports whether column i may take a role that other things look like too.
func (d *decider) weak(i int) bool { return d.free(i) && d.cols[i].open == headless }

func (d *decider) set(i int, r role) {
	d.cols[i].role, d.cols[i].byValue = r, true
}

// has reports whether some column has role r.
func (d *decider) has(roles ...role) bool {
	for i := range d.cols {
		for _, r := range roles {
			if d.cols[i].role == r && !d.cols[i].staff {
				return true
			}
		}
	}
	return false
}

// bills tells amounts from the numbers of bills.
func (d *decider) bills() {
	for i := range d.cols {
		if d.cols[i].unsure && d.stats[i].n > 0 && d.stats[i].share(isAmount) < .5 {
			d.cols[i].role = roleOther
		}
	}
}

// numbers decides the columns of numbers that prove what they are.
func (d *decider) numbers() {
	for i := range d.cols {
		if !d.free(i) {
			continue
		}
		s := &d.stats[i]
		switch {
		case s.share(isEmail) >= .9:
			d.set(i, elementRole(Email))
		case s.share(isListed) >= .9 && s.share(isListed) >= s.share(isSetPhone):
			d.set(i, elementRole(AccountNumber))
		case s.share(isSetPhone) >= .9, d.weak(i) && s.share(isPhone) >= .95 && s.share(isAccount) < .5:
			d.set(i, elementRole(Phone))
		case s.share(isSetSSN) >= .9:
			d.set(i, elementRole(SSN))
		case s.share(isIMEI) >= .98 && s.n >= 5:
			d.set(i, elementRole(IMEI))
		case s.share(isIMSI) >= .98 && s.n >= 5 && d.weak(i):
			d.set(i, elementRole(IMSI))
		case s.share(isType) >= .9:
			d.set(i, elementRole(AccountType))
		case s.share(isPlan) >= .9:
			d.set(i, elementRole(RatePlan))
		}
	}
}

// places decides the columns of addresses: states and ZIPs by each other, and
// the streets and cities before them.
func (d *decider) places() {
	state, zip := -1, -1
	for i := range d.cols {
		switch s := &d.stats[i]; {
		case d.cols[i].role == roleState && state < 0:
			state = i
		case (d.cols[i].role == roleZIP || d.cols[i].role == elementRole(BillingZIP)) && zip < 0:
			zip = i
		case d.free(i) && state < 0 && s.share(isState) >= .95:
			state = i
		case d.free(i) && state == i-1 && i > 0 && s.share(isZIP) >= .9:
			zip = i
		}
	}
	if state >= 0 && d.free(state) && (zip == state+1 || d.bare && d.cityAt(state-1)) {
		d.set(state, roleState)
	}
	if zip >= 0 && d.free(zip) && state >= 0 && d.cols[state].role == roleState {
		d.set(zip, roleZIP)
	}
	before := state
	if before < 0 || d.cols[before].role != roleState {
		before = zip
	}
	if before > 0 && d.weak(before-1) && d.cityAt(before-1) {
		d.set(before-1, roleCity)
	}
	for i := range d.cols {
		if d.free(i) && d.stats[i].share(isStreet) >= .8 {
			d.set(i, elementRole(PostalAddress))
			if d.free(i+1) && d.stats[i+1].share(isUnit) >= .8 {
				d.set(i+1, roleUnit)
			}
		}
	}
}

// cityAt reports whether column i can be cities: capital words, and not surnames
// without which the table would name nobody.
func (d *decider) cityAt(i int) bool {
	if !d.free(i) || d.stats[i].share(isWords) < .9 {
		return false
	}
	return d.stats[i].share(isFamily) < .9 || !d.free(i-1) || d.stats[i-1].share(isGiven) < .7
}

// names decides the columns of names: whole ones, and given names beside surnames.
func (d *decider) names() {
	if d.has(elementRole(Name)) {
		return
	}
	least := float32(.9)
	if d.bare {
		least = .6
	}
	for i := range d.cols {
		s := &d.stats[i]
		if d.free(i) && s.share(isWholeName) >= least && s.share(isWords) >= .8 && s.varied() {
			d.set(i, elementRole(Name))
			return
		}
	}
	for i := range d.cols {
		for _, j := range []int{i + 1, i + 2} {
			if j < len(d.cols) && (j == i+1 || d.stats[i+1].share(isInitial) >= .7) && d.pair(i, j) {
				if j == i+2 && d.free(i+1) {
					d.set(i+1, roleMiddle)
				}
				return
			}
		}
	}
}

// pair decides columns i and j if one is given names and the other surnames.
func (d *decider) pair(i, j int) bool {
	switch {
	case d.cols[i].role == roleGiven && d.weak(j) && d.stats[j].share(isFamily) >= .6:
		d.set(j, roleFamily)
		return true
	case d.cols[j].role == roleFamily && d.weak(i) && d.stats[i].share(isGiven) >= .6:
		d.set(i, roleGiven)
		return true
	case !d.weak(i) || !d.weak(j):
		return false
	}
	a, b := &d.stats[i], &d.stats[j]
	if !a.varied() || !b.varied() {
		return false
	}
	given, family := float32(.7), float32(.6)
	if j == i+2 { // an initial between two words leaves less doubt
		given, family = .35, .35
	}
	forward := a.share(isGiven) >= given && b.share(isFamily) >= family
	backward := j == i+1 && b.share(isGiven) >= given && a.share(isFamily) >= family
	if forward && backward { // the census knows which is which
		forward = a.given*(b.n*3)-b.given*(a.n*3) >= 0
		backward = !forward
	}
	switch {
	case forward:
		d.set(i, roleGiven)
		d.set(j, roleFamily)
	case backward:
		d.set(i, roleFamily)
		d.set(j, roleGiven)
	}
	return forward || backward
}

// customerData decides the columns that only the people beside them explain:
// accounts by their format, amounts, dates of birth, numbers without dashes.
func (d *decider) customerData() {
	if !d.has(elementRole(Name), roleGiven, elementRole(AccountNumber)) {
		return
	}
	births, at := 0, 0
	account := d.has(elementRole(AccountNumber))
	for i := range d.cols {
		if !d.weak(i) {
			continue
		}
		s := &d.stats[i]
		switch {
		case !account && s.share(isAccount) >= .95 && s.share(isSetSSN) == 0 && s.share(isPhone) < .5 && s.varied():
			d.set(i, elementRole(AccountNumber))
			account = true
		case s.share(isAmount) >= .95:
			d.set(i, elementRole(Billing))
		case s.n >= minBirths && s.share(isBirth) >= .95 && s.latest-s.first >= birthSpan:
			births++
			at = i
		case s.n >= minSSNs && s.share(isSSN) == 1 && s.share(isAccount) < .5 && s.share(isRouting) < .5 && len(s.areas)*2 >= s.n && s.rising < s.n*4/5 && len(s.distinct) == s.n:
			d.set(i, elementRole(SSN))
		}
	}
	if births == 1 {
		d.set(at, elementRole(DateOfBirth))
	}
}

// byValues reads rows that have no heads by what stands in their columns, if
// that is told of two of them and of somebody.
func (t *tableReader) byValues(from, to int) {
	for to > from && t.blank(to-1) {
		to--
	}
	width, rows := t.usualWidth(from, to)
	if width < 2 || rows < minValues {
		return
	}
	cols := make([]column, width)
	for i := range cols {
		cols[i].open = headless
	}
	t.decide(from, to, cols, true)
	known, person := 0, false
	for i := range cols {
		if cols[i].known() {
			known++
		}
		switch cols[i].role {
		case elementRole(Name), roleGiven, elementRole(AccountNumber), elementRole(Phone), elementRole(Email), elementRole(SSN):
			person = true
		}
	}
	if known < 2 || !person {
		return
	}
	t.skip(from, to)
	for k := from; k < to; k++ {
		t.row(k, cols)
	}
}

// usualWidth returns the number of columns of rows, if most of those with more
// than one cell have it, and how many have.
func (t *tableReader) usualWidth(from, to int) (width, rows int) {
	var counts [maxColumns + 1]int
	all := 0
	for k := from; k < to; k++ {
		n := len(t.rows[k].Cells)
		if n == 0 || t.filled(k, 2) < 2 {
			continue
		}
		all++
		counts[min(t.rows[k].Cells[n-1].Col+1, maxColumns)]++
	}
	for n, c := range counts {
		if c > counts[width] {
			width = n
		}
	}
	if counts[width]*3 < all*2 {
		return 0, 0
	}
	return width, counts[width]
}

// odd reads row k, which is wider or narrower than its heads, where its cells
// do not stand under them: a comma in an address or a name has parted it, or it
// is another row. Cells that prove nothing under their heads are read as they stand.
func (t *tableReader) odd(r *Row, k int, cols []column) bool {
	fit, misfit := t.fits(r, cols)
	if misfit == 0 {
		return false
	}
	if last := r.Cells[len(r.Cells)-1].Col; last == len(cols) && last <= maxColumns {
		if wide := t.parted(r, cols, fit, misfit); wide != nil {
			t.dst = t.wk.row(t.text, r, k+1, wide, t.dst)
			return true
		}
	}
	if fit >= misfit {
		return false
	}
	t.dst = t.wk.row(t.text, r, k+1, nil, t.dst)
	return true
}

// parted returns the columns of a row with one cell more than its heads, if a
// comma in an address or a name has parted a cell and all others fit behind it;
// else nil.
func (t *tableReader) parted(r *Row, cols []column, fit, misfit int) []column {
	var best []column
	blank := false
	for p := 1; p <= len(cols); p++ {
		second := roleNone
		switch cols[p-1].role {
		case elementRole(PostalAddress), roleStreet:
			second = roleUnit
		case elementRole(Name):
			second = roleGiven
		case roleNone, elementRole(RatePlan), elementRole(PlanFeature):
		default:
			continue
		}
		wide := make([]column, 0, len(cols)+1)
		wide = append(append(append(wide, cols[:p]...), column{role: second}), cols[p:]...)
		if second == roleGiven {
			wide[p-1].role = roleFamily
		}
		f, m := t.fits(r, wide)
		if m > 0 || f <= fit {
			continue
		}
		b := t.startsBlank(r, p)
		if best == nil || b && !blank {
			best, blank = wide, b
		}
	}
	return best
}

// startsBlank reports whether the cell of column col begins with a blank, as
// what stands behind a comma does.
func (t *tableReader) startsBlank(r *Row, col int) bool {
	for _, c := range r.Cells {
		if c.Col == col {
			return c.Start < c.End && t.text[c.Start] == ' '
		}
	}
	return false
}
