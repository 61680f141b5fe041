package detectors

import "strings"

// A kindSet is what the text of a cell can be.
type kindSet uint32

const (
	isEmail kindSet = 1 << iota
	isPhone
	isSetPhone // with its separators
	isAccount  // of the company's format
	isListed   // an account on the list
	isSSN
	isSetSSN
	isIMEI
	isIMSI
	isRouting
	isZIP
	isState
	isStreet
	isUnit
	isWholeName
	isWords // capital words alone
	isGiven
	isFamily
	isInitial
	isBirth
	isAmount
	isType
	isPlan
	kindCount = iota
)

// The years in which whoever is a customer may be born.
const minBirth, maxBirth = 1905, 2015

// kinds returns what s can be.
func (wk *Worker) kinds(s string) kindSet {
	if strings.IndexByte(s, '@') > 0 {
		return isEmail
	}
	if d, clean := wk.digitsOf(s); clean {
		return wk.digitKinds(s, d)
	}
	if classes[s[0]] == digit || s[0] == '$' || s[0] == '-' || s[0] == '(' {
		if paid(s) {
			return isAmount
		}
	}
	return wk.wordKinds(s)
}

// digitKinds returns what s, whose digits are d, can be.
func (wk *Worker) digitKinds(s, d string) kindSet {
	var k kindSet
	set := &wk.w.settings
	if paid(s) {
		k |= isAmount
	}
	if nanp(d) {
		if k |= isPhone; len(s) > len(d) {
			k |= isSetPhone
		}
	}
	if (set.AccountLengths != nil || set.AccountFormat != nil) && wk.fits(AccountNumber, d) {
		k |= isAccount
	}
	if set.HasAccount != nil && set.HasAccount(d) {
		k |= isListed
	}
	switch len(d) {
	case 5:
		if len(s) == 5 {
			k |= isZIP
		}
	case 9:
		if ssn(d) {
			k |= isSSN
		}
		if len(s) == 11 && s[3] == '-' && s[6] == '-' && ssn(d) {
			k |= isSetSSN
		}
		if len(s) == 10 && s[5] == '-' {
			k |= isZIP
		}
		if aba(d) {
			k |= isRouting
		}
	case 15:
		if imei(d) {
			k |= isIMEI
		}
		if within(atoi(d[:3]), 310, 316) {
			k |= isIMSI
		}
	}
	if len(s) > len(d) && (len(d) >= 5 && len(d) <= 8) && wk.born(s) > 0 {
		k |= isBirth
	}
	return k
}

// fits reports whether digits d can be a value of e.
func (wk *Worker) fits(e Element, d string) bool {
	for i := range wk.w.numerals {
		if n := &wk.w.numerals[i]; n.Element == e && n.fitsCell(d) {
			return true
		}
	}
	return false
}

// paid reports whether s is an amount with its sign or its decimals.
func paid(s string) bool {
	if amountValue(s) == "" {
		return false
	}
	n := len(s)
	return strings.ContainsAny(s, "$€£") || n > 3 && s[n-3] == '.'
}

// born returns the year of the date s if somebody who lives may be born in it, else 0.
func (wk *Worker) born(s string) int {
	w := &wk.cell
	w.skip = w.skip[:0]
	w.tokens(s)
	if len(w.toks) < 3 || len(w.toks) > 4 {
		return 0
	}
	if d := w.dayAt(s, 0); d.n == len(w.toks) && within(d.y, minBirth, maxBirth) {
		return d.y
	}
	return 0
}

// maxCellWords is the number of words in a cell that can be a name or a street.
const maxCellWords = 8

// wordKinds returns what s, which has letters, can be.
func (wk *Worker) wordKinds(s string) kindSet {
	w := &wk.cell
	w.skip = w.skip[:0]
	w.tokens(s)
	n := len(w.toks)
	if n == 0 || n > maxCellWords {
		return 0
	}
	var k kindSet
	if accountTypes[hashWord(strings.ReplaceAll(s, "-", ""))] != "" {
		k |= isType
	}
	first := &w.toks[0]
	if first.flags&planStart != 0 && w.planFills(s) {
		return k | isPlan
	}
	if m, _ := w.stateAt(s, 0); m == n && (n > 1 || first.kind == upper || first.end-first.start > 2) {
		k |= isState
	}
	if first.flags&unitWord != 0 && n <= 4 && digitsIn(s) > 0 || s[0] == '#' && n == 1 {
		k |= isUnit
	}
	if digitsIn(s) > 0 {
		if n >= 2 && w.streetFills(s) {
			k |= isStreet
		} else if wk.born(s) > 0 {
			k |= isBirth
		}
		return k
	}
	if strings.ContainsAny(s, "/:;|()&+=*_") {
		return k
	}
	return k | w.nameKinds(s)
}

// planFills reports whether the name of a plan is all of s.
func (w *work) planFills(s string) bool {
	out, marks := w.out, w.marks
	w.out, w.marks, w.mi = nil, w.marks[:0], 0
	n := w.plan(s, 0)
	w.out, w.marks = out, marks[:0]
	return n == len(w.toks)
}

// streetFills reports whether s begins as a street address does.
func (w *work) streetFills(s string) bool {
	p := addressParts{}
	if w.toks[0].kind == number {
		return w.houseFirst(s, 0, &p) && p.ev&(evPlain|evSuffix|evFront) != 0
	}
	return w.boxAddress(s, 0, &p) && p.ev&evBox != 0
}

// nameKinds returns what words that have no digit can be.
func (w *work) nameKinds(s string) kindSet {
	n := len(w.toks)
	comma, capital := 0, 0
	for i := range w.toks {
		t := &w.toks[i]
		switch {
		case t.flags&companyWord != 0 && t.flags&(listFamily|listGiven) == 0 && t.flags.surname() == 0:
			return 0
		case t.capital():
			capital++
		case t.flags&particleWord == 0:
			return 0
		}
		if i > 0 && strings.IndexByte(s[w.toks[i-1].end:t.start], ',') >= 0 {
			comma = i
		}
	}
	if capital == 0 || n > 5 {
		return 0
	}
	k := isWords
	a, z := &w.toks[0], &w.toks[n-1]
	if n > 2 && z.flags&generation != 0 {
		z = &w.toks[n-2]
	}
	if a.flags&titleWord != 0 && n > 2 {
		a = &w.toks[1]
	}
	if n == 1 && a.end-a.start == 1 {
		return isInitial
	}
	if comma > 0 {
		if like(&w.toks[comma], listGiven, w.toks[comma].flags.given()) > 0 && like(&w.toks[comma-1], listFamily, w.toks[comma-1].flags.surname()) > 0 {
			k |= isWholeName
		}
		return k
	}
	given, family := like(a, listGiven, a.flags.given()) > 0, like(z, listFamily, z.flags.surname()) > 0
	if n >= 2 && given && family && a.flags&placePrefix == 0 {
		k |= isWholeName
	}
	if n <= 2 && given {
		k |= isGiven
	}
	if n <= 3 && family {
		k |= isFamily
	}
	return k
}

// fitsRole reports whether s, which is not empty, has the form of a value of role r.
func (wk *Worker) fitsRole(s string, r role) bool {
	digits := digitsIn(s)
	if hidden := strings.Count(s, "*") + strings.Count(s, "X") + strings.Count(s, "x"); digits > 0 && hidden > 2 {
		return true // ***-**-1234
	}
	switch r {
	case elementRole(Email):
		return strings.IndexByte(s, '@') > 0
	case elementRole(Phone), elementRole(CallDetail):
		return within(digits, 7, 16) && len(s) <= 2*digits+8
	case elementRole(AccountNumber):
		return digits >= 5 && len(s) <= digits+6
	case elementRole(SSN), elementRole(RoutingNumber):
		return digits == 9 && len(s) <= 13
	case elementRole(Billing):
		return digits > 0 && len(s) <= digits+10 && digits <= 10
	case elementRole(DateOfBirth):
		return digits >= 3 && digits <= 14
	case elementRole(PaymentCard):
		return digits >= 12 && digits <= 19
	case elementRole(IMEI), elementRole(IMSI), elementRole(ICCID):
		return digits >= 11
	case roleZIP, elementRole(BillingZIP):
		return (digits == 5 || digits == 9 || digits == 4) && len(s) <= digits+1
	case roleState:
		w := &wk.cell
		w.skip = w.skip[:0]
		w.tokens(s)
		if len(w.toks) == 0 || digits > 0 {
			return false
		}
		return len(s) <= 3 || w.toks[0].flags&stateWord != 0
	case elementRole(PIN):
		return within(digits, 4, 10) && len(s) <= digits+1
	}
	return digits > 0
}

// nothing reports whether a cell says that there is no value.
func nothing(s string) bool {
	if !hasWords(s) {
		return true
	}
	if len(s) > 12 || digitsIn(s) > 0 {
		return false
	}
	switch strings.ToLower(s) {
	case "n/a", "na", "none", "null", "unknown", "unk", "nil", "tbd", "pending", "missing", "no", "not given", "blank", "n.a.", "refused", "declined", "ninguno", "desconocido", "no aplica", "pendiente":
		return true
	}
	return false
}
