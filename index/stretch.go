package index

import "exposed/scanner"

// kept is what was written of the findings of a reading in one block, so that
// copies of the part are written without a look at each value.
type kept struct {
	by       *caches
	block    uint64 // 0: none yet
	findings []keptFinding
}

// A keptFinding is the number of the value of a finding, that of its grade, and
// the token of an account number that counts, else 0.
type keptFinding struct{ value, grade, account uint64 }

// seenOnce is kept with a reading that may have no copies.
var seenOnce = new(kept)

// stretch writes the findings that one reading gave.
func (s *sink) stretch(it *scanner.Item, t *layout, run scanner.Stretch) {
	k, _ := run.Reading.Kept.(*kept)
	switch {
	case k == nil:
		run.Reading.Kept = seenOnce
		s.some(it, t, run.First, run.First+run.N, nil)
		return
	case k == seenOnce:
		k = &kept{findings: make([]keptFinding, 0, run.N)}
		run.Reading.Kept = k
	case k.by == s.caches && k.block == s.out.heads.block:
		for i, w := range k.findings {
			f := &it.Findings[run.First+i]
			s.out.enc.finding(it, t, f, w.value, w.grade)
			s.count(f.Counts(), w.account)
		}
		return
	}
	k.by, k.block, k.findings = s.caches, s.out.heads.block, k.findings[:0]
	s.some(it, t, run.First, run.First+run.N, k)
}
