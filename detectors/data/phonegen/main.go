// Phonegen writes the numbering plans that detectors/data/phones.txt.gz holds,
// from the metadata of libphonenumber:
//
//	cd detectors/data/phonegen && go run . | gzip -9n >../phones.txt.gz
//
// A line is a calling code, the trunk prefix or "-", and for each length of a
// national number the ranges of its first three digits; a "!" stands before
// those of numbers that are free to call.
package main

import (
	"cmp"
	"fmt"
	"log"
	"maps"
	"regexp/syntax"
	"slices"
	"strings"

	"github.com/nyaruka/phonenumbers"
)

func main() {
	log.SetFlags(0)
	coll, err := phonenumbers.MetadataCollection()
	if err != nil {
		log.Fatal(err)
	}
	plans := map[int32]*plan{}
	for _, m := range coll.GetMetadata() {
		p := plans[m.GetCountryCode()]
		if p == nil {
			p = &plan{trunk: "-", any: starts{}, free: starts{}}
			plans[m.GetCountryCode()] = p
		}
		if m.GetMainCountryForCode() || p.trunk == "-" {
			p.trunk = cmp.Or(m.GetNationalPrefix(), p.trunk)
		}
		for _, d := range []*phonenumbers.PhoneNumberDesc{m.GetFixedLine(), m.GetMobile(), m.GetPremiumRate(), m.GetSharedCost(), m.GetVoip(), m.GetPersonalNumber(), m.GetPager(), m.GetUan(), m.GetVoicemail()} {
			p.any.add(d, m.GetGeneralDesc())
		}
		p.free.add(m.GetTollFree(), m.GetGeneralDesc())
	}
	for _, cc := range slices.Sorted(maps.Keys(plans)) {
		if cc != 1 { // the rules of the North American plan are code
			fmt.Println(cc, plans[cc])
		}
	}
}

// A plan is the numbers of one calling code.
type plan struct {
	trunk     string
	any, free starts
}

func (p *plan) String() string {
	s := p.trunk
	for _, t := range []struct {
		sign string
		starts
	}{{"", p.any}, {"!", p.free}} {
		for _, n := range slices.Sorted(maps.Keys(t.starts)) {
			if *t.starts[n] != (set{}) {
				s += fmt.Sprintf(" %s%d:%s", t.sign, n, t.starts[n])
			}
		}
	}
	return s
}

// starts holds the first three digits that numbers of a length can have.
type starts map[int32]*set

type set [1000]bool

// add adds the numbers of d, whose lengths are those of general if it names none.
func (t starts) add(d, general *phonenumbers.PhoneNumberDesc) {
	if d.GetNationalNumberPattern() == "" || slices.Equal(d.GetPossibleLength(), []int32{-1}) {
		return
	}
	re, err := syntax.Parse("^(?:"+d.GetNationalNumberPattern()+")$", syntax.Perl)
	if err != nil {
		log.Fatal(err)
	}
	prog, err := syntax.Compile(re.Simplify())
	if err != nil {
		log.Fatal(err)
	}
	lengths := d.GetPossibleLength()
	if len(lengths) == 0 {
		lengths = general.GetPossibleLength()
	}
	for _, n := range lengths {
		if n < 3 {
			continue
		}
		if t[n] == nil {
			t[n] = &set{}
		}
		for i := range t[n] {
			t[n][i] = t[n][i] || canMatch(prog, fmt.Sprintf("%03d", i), int(n))
		}
	}
}

// canMatch reports whether prog matches a number of n digits that begins with start.
func canMatch(prog *syntax.Prog, start string, n int) bool {
	now := follow(prog, map[uint32]bool{}, uint32(prog.Start), true, false)
	for i := range n {
		next := map[uint32]bool{}
		for pc := range now {
			in := &prog.Inst[pc]
			for c := '0'; c <= '9'; c++ {
				if (i >= len(start) || rune(start[i]) == c) && in.Op != syntax.InstMatch && in.MatchRune(c) {
					follow(prog, next, in.Out, false, i == n-1)
				}
			}
		}
		now = next
	}
	for pc := range now {
		if prog.Inst[pc].Op == syntax.InstMatch {
			return true
		}
	}
	return false
}

// follow adds the instructions that can be reached from pc without a digit to set.
func follow(prog *syntax.Prog, set map[uint32]bool, pc uint32, first, last bool) map[uint32]bool {
	if set[pc] {
		return set
	}
	switch in := &prog.Inst[pc]; in.Op {
	case syntax.InstAlt, syntax.InstAltMatch:
		follow(prog, set, in.Out, first, last)
		follow(prog, set, in.Arg, first, last)
	case syntax.InstCapture, syntax.InstNop:
		follow(prog, set, in.Out, first, last)
	case syntax.InstEmptyWidth:
		if op := syntax.EmptyOp(in.Arg); (first || op&(syntax.EmptyBeginText|syntax.EmptyBeginLine) == 0) && (last || op&(syntax.EmptyEndText|syntax.EmptyEndLine) == 0) {
			follow(prog, set, in.Out, first, last)
		}
	case syntax.InstFail:
	default:
		set[pc] = true
	}
	return set
}

// String writes ranges: 100-199,205.
func (s *set) String() string {
	var out []string
	for i := 0; i < len(s); i++ {
		if !s[i] {
			continue
		}
		j := i
		for j+1 < len(s) && s[j+1] {
			j++
		}
		if i == j {
			out = append(out, fmt.Sprint(i))
		} else {
			out = append(out, fmt.Sprintf("%d-%d", i, j))
		}
		i = j
	}
	return strings.Join(out, ",")
}
