package detectors

import (
	"strconv"
	"strings"
)

// A need tells when a detector asks for a label near its candidate.
type need uint8

const (
	never     need = iota // the check is proof enough
	unlessSet             // only candidates without separators need one
	always
)

// A Detector finds one element among the candidates that are made of groups
// of digits.
type Detector struct {
	Element Element
	// Shapes are the groups it accepts, separated by "|": "3-2-4" groups with one
	// kind of separator, "12..19" one group of so many digits, "~9" nine
	// digits in any groups.
	Shapes   string
	Label    need
	Check    func(digits string) bool // check digit and ranges; nil: none
	Reserved func(digits string) bool // exposes nobody; nil: never
	Sure     float32                  // confidence with a label
	Bare     float32                  // and without
	Why      string
}

// All lists the detectors of digit groups; of those that share a shape the
// strictest comes first. Account numbers take their shape from the settings.
var All = []Detector{
	{PaymentCard, "4-4-4-4|4-6-5|4-6-4|4-4-4-4-3|4-4-5|12..19", never, card, testCard, .99, .85, "issuer range and check digit"},
	{PaymentCard, "4-4-4-4|4-6-5|4-6-4|4-4-4-4-3|4-4-5|12..19|~14|~15|~16", always, cardLike, nil, .85, .3, "check digit"},
	{ICCID, "19..20|~19|~20|4-4-4-4-4", never, iccid, nil, .99, .8, "prefix 89 and check digit"},
	{ICCID, "20..22|~20|4-4-4-4-4", always, iccidPrefix, nil, .9, .5, "prefix 89"},
	{IMEI, "15..16|2-6-6-1|2-6-6-2|2-6-6|6-2-6-1|8-6-1|8-7|4-4-4-3|4-4-4-4|3-3-3-3-3|6-6-3|2-2-2-3-3-3", always, imei, nil, .98, .6, "check digit"},
	{SSN, "3-2-4|9", unlessSet, ssn, specimenSSN, .98, .75, "ranges of issue"},
	{ITIN, "3-2-4|9", unlessSet, itin, specimenITIN, .98, .75, "ranges of issue"},
	{EIN, "2-7|9", always, ein, nil, .9, .3, "prefix"},
	{Phone, "3-3-4|1-3-3-4|10|11|3-7|1-10|1-3-7|6-4|4-3-4", never, nanp, tollFree, .98, .85, "numbering plan"},
	{AccountNumber, "", always, nil, nil, .97, .3, "format of accounts"},
	{RoutingNumber, "9|4-4-1", unlessSet, aba, nil, .98, .6, "check digit"},
	{IMSI, "15|3-3-9|3-2-10|3-3-3-3-3|5-10|6-9", always, imsi, nil, .95, .3, "country code"},
	{BankAccount, "6..17", always, nil, nil, .9, .2, "digits"},
	{BillingZIP, "5|5-4", always, nil, nil, .95, .2, "five digits"},
	{PIN, "4..8", always, nil, nil, .95, .1, "digits"},
}

// A form is one parsed shape.
type form struct {
	groups   [6]uint8
	n        uint8 // number of groups; 0: any
	min, max uint8 // of a single group, or the sum where n is 0
	wraps    bool  // may go on in the next line
}

func parseForms(shapes string) []form {
	var fs []form
	for _, s := range strings.Split(shapes, "|") {
		if s == "" {
			continue
		}
		var f form
		lo, hi, ranged := strings.Cut(s, "..")
		switch {
		case s[0] == '~':
			f.min = digitCount(s[1:])
			f.max = f.min
		case ranged:
			f = form{n: 1, min: digitCount(lo), max: digitCount(hi)}
		default:
			for _, g := range strings.Split(s, "-") {
				f.groups[f.n] = digitCount(g)
				f.n++
			}
			if f.n == 1 {
				f.min, f.max = f.groups[0], f.groups[0]
			}
		}
		fs = append(fs, f)
	}
	return fs
}

func digitCount(s string) uint8 {
	n, err := strconv.ParseUint(s, 10, 8)
	if err != nil {
		panic("shape of a detector: " + s)
	}
	return uint8(n)
}

// maxGroups is the number of digit groups that a candidate has at most.
const maxGroups = 8

// A candidate is digit groups in a row that one separator or a few blanks part.
type candidate struct {
	tok   int // first token
	n     int // groups
	all   int // groups with those on the next line
	lens  [maxGroups]uint8
	seps  [maxGroups]byte // after group i: ' ', '-', '.', '/', ')'; 0 after the last
	start int
	paren bool // "(" stands before the first group
	plus  bool // "+" stands before the first group

	sums   uint32         // bit n: some groups have n digits together
	ends   [maxGroups]int // digits up to the end of group i
	text   string
	from   int    // where the first group begins
	joined string // the digits of all groups, once they were asked for
}

// match returns how many groups of c the form takes, or 0.
func (f *form) match(c *candidate) int {
	switch {
	case f.n == 1:
		if c.lens[0] >= f.min && c.lens[0] <= f.max {
			return 1
		}
	case f.n == 0:
		if c.sums&(1<<f.min) == 0 {
			return 0
		}
		return f.matchSum(c)
	case int(f.n) <= c.n || f.wraps && int(f.n) <= c.all:
		for i := 0; i < int(f.n); i++ {
			if c.lens[i] != f.groups[i] || i+1 < int(f.n) && !joins(c.seps[i]) {
				return 0
			}
		}
		if uniform(c, int(f.n)) {
			return int(f.n)
		}
	}
	return 0
}

// matchSum takes groups of two digits or more until their sum is that of f.
// The groups of a social security number are never those of anything else.
func (f *form) matchSum(c *candidate) int {
	sum := uint8(0)
	for i := 0; i < c.n; i++ {
		sum += c.lens[i]
		if sum == f.min {
			if uniform(c, i+1) && !(i == 2 && c.lens[1] == 2 && c.lens[2] == 4) {
				return i + 1
			}
			return 0
		}
		if sum > f.min || c.lens[i] < 2 || c.seps[i] != '-' && c.seps[i] != ' ' && c.seps[i] != '.' {
			return 0
		}
	}
	return 0
}

func joins(sep byte) bool { return sep == '-' || sep == ' ' || sep == '.' || sep == ')' || sep == '/' }

// uniform reports whether the first n groups of c have one kind of separator;
// the area code and the country code of a phone may have another.
func uniform(c *candidate, n int) bool {
	for i := 1; i+1 < n; i++ {
		a, b := c.seps[i-1], c.seps[i]
		if a == b || a == ')' || c.plus && i == 1 || c.lens[0] == 1 && i == 1 {
			continue
		}
		if a == ' ' && b == '-' && c.lens[i-1] == 3 && c.lens[i] == 3 {
			continue // 214 437-5912
		}
		if a == '/' && b == '-' && i == 1 && c.lens[0] == 3 && c.lens[1] == 3 {
			continue // 214/437-5912
		}
		return false
	}
	return true
}
