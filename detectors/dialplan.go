package detectors

import (
	_ "embed" // the numbering plans
	"strconv"
	"strings"
	"sync"
)

//go:embed data/phones.txt.gz
var phonePlans []byte

// A dialPlan is what numbers a calling code other than 1 has: by the digits of
// a national number, the three that it can begin with.
type dialPlan struct {
	trunk     string // dialled before a national number inside the country, or "-"
	any, free map[int]*starts
}

// starts is a set of three digits.
type starts [16]uint64

func (s *starts) has(d string) bool {
	n := atoi(d[:3])
	return s != nil && s[n>>6]&(1<<(n&63)) != 0
}

// dialPlans are the numbering plans by calling code. They are read when the
// first number with a calling code is met.
var dialPlans = sync.OnceValue(func() *[1000]*dialPlan {
	var t [1000]*dialPlan
	eachLine(phonePlans, func(s string) {
		fields := strings.Fields(s)
		p := &dialPlan{trunk: fields[1], any: map[int]*starts{}, free: map[int]*starts{}}
		for _, f := range fields[2:] {
			into := p.any
			if f[0] == '!' {
				into, f = p.free, f[1:]
			}
			length, ranges, _ := strings.Cut(f, ":")
			into[atoi(length)] = parseStarts(ranges)
		}
		t[atoi(fields[0])] = p
	})
	return &t
})

func parseStarts(ranges string) *starts {
	s := &starts{}
	for r := range strings.SplitSeq(ranges, ",") {
		lo, hi, ok := strings.Cut(r, "-")
		if !ok {
			hi = lo
		}
		last, err := strconv.Atoi(hi)
		if err != nil {
			panic("numbering plan: " + ranges)
		}
		for n := atoi(lo); n <= last; n++ {
			s[n>>6] |= 1 << (n & 63)
		}
	}
	return s
}

// international reads the digits d behind a "+": a calling code (ITU-T E.164)
// and a number that its plan has, a trunk prefix between them left out. It
// returns "" if there is no such number.
func international(d string) (e164 string, free bool) {
	if len(d) > 16 {
		return "", false
	}
	if len(d) == 11 && nanp(d) {
		return "+" + d, tollFree(d)
	}
	plans := dialPlans()
	for n := 1; n <= 3 && n+4 <= len(d); n++ {
		p := plans[atoi(d[:n])]
		if p == nil || d[0] == '0' {
			continue
		}
		national := d[n:]
		if ok, free := p.has(national); ok {
			return "+" + d, free
		}
		if rest, cut := strings.CutPrefix(national, p.trunk); cut {
			if ok, free := p.has(rest); ok {
				return "+" + d[:n] + rest, free
			}
		}
		return "", false
	}
	return "", false
}

func (p *dialPlan) has(national string) (ok, free bool) {
	if len(national) < 4 {
		return false, false
	}
	if p.free[len(national)].has(national) {
		return true, true
	}
	return p.any[len(national)].has(national), false
}
