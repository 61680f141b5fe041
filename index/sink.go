package index

import (
	"crypto/md5"
	"slices"
	"sync"

	"exposed/detectors"
	"exposed/index/person"
	"exposed/scanner"
)

// A MatchFunc says who a record of an item speaks of. It looks at element,
// value, partial and reserved of the findings of the record and at nothing
// else, so that its answers are remembered. Its strings are used until the next
// call.
type MatchFunc func(*scanner.Item, *scanner.Record) person.Match

// sinks makes the sinks of a scan, which pass their caches on.
type sinks struct {
	c        *Case
	settings [32]byte
	match    MatchFunc
	caches   sync.Pool
}

// caches are what a worker remembers.
type caches struct {
	matches *matchCache
	shown   *shownCache
	teacher teacher
	block   uint64 // number of the last block of heads
}

// newSinks returns what makes sinks under these settings.
func (c *Case) newSinks(settings [32]byte, match MatchFunc) *sinks {
	s := &sinks{c: c, settings: settings, match: match}
	s.caches.New = func() any {
		return &caches{matches: newMatchCache(match), shown: newShownCache(c.vault.tokenizer()), teacher: teacher{tokens: c.vault.tokenizer()}}
	}
	return s
}

// open returns the sink of shard.
func (s *sinks) open(shard scanner.Shard) (scanner.Sink, error) {
	out, err := newSegment(s.c.path(segmentDir), segmentName(s.settings, shard), s.c.vault, s.settings)
	if err != nil {
		return nil, err
	}
	caches := s.caches.Get().(*caches)
	out.heads.block = caches.block + 1
	return &sink{out: out, pool: &s.caches, caches: caches}, nil
}

// A sink writes what a scan finds in a shard to a segment. It is for one
// worker.
type sink struct {
	out  *segmentWriter
	pool *sync.Pool
	*caches
	counts
	asked []asked
	place []byte
}

// counts adds up what the head of an item says of its findings.
type counts struct {
	counted, aside int
	accounts       []uint64            // tokens of account numbers, each once
	known          map[uint64]struct{} // the same; nil: they are few
}

// fewAccounts is how many account numbers of an item are compared each with each.
const fewAccounts = 32

// Begin starts a range.
func (s *sink) Begin(r scanner.Range) error {
	s.out.begin(r)
	return nil
}

// Family keeps the items of a family.
func (s *sink) Family(items []scanner.Item) error {
	s.out.heads.family(s.out.offset, items)
	s.out.enc.uint(uint64(len(items)))
	for i := range items {
		s.item(&items[i])
	}
	return s.out.family(items)
}

// End ends the range.
func (s *sink) End(t scanner.Tally) error { return s.out.end(t) }

// Close ends the segment, or drops it if it is not complete.
func (s *sink) Close(complete bool) error {
	s.block = s.out.heads.block
	s.pool.Put(s.caches)
	if !complete {
		s.out.abort()
		return nil
	}
	return s.out.finish()
}

// item writes an item to its family and to the heads.
func (s *sink) item(it *scanner.Item) {
	e, t := &s.out.enc, layoutOf(it)
	var mih [md5.Size]byte
	if it.MessageID != "" {
		mih = md5.Sum([]byte(it.MessageID)) // EDRM MIH
	}
	e.item(it, mih)
	s.findings(it, t)
	s.out.heads.item(it, s.counted, s.aside, s.accounts)
	s.candidates(it, t)
	s.teach(it)
	s.out.heads.families.uint(uint64(len(it.Records)))
	e.uint(uint64(len(it.Records)))
	for i := range it.Records {
		s.record(it, t, &it.Records[i])
	}
}

// findings writes the findings of it and counts them.
func (s *sink) findings(it *scanner.Item, t *layout) {
	s.counts = counts{accounts: s.accounts[:0]}
	s.out.enc.uint(uint64(len(it.Findings)))
	next := 0
	for _, run := range it.Stretches {
		s.some(it, t, next, run.First, nil)
		s.stretch(it, t, run)
		next = run.First + run.N
	}
	s.some(it, t, next, len(it.Findings), nil)
}

// some writes the findings of it in between, and notes in kept, unless that is
// nil, what was written.
func (s *sink) some(it *scanner.Item, t *layout, from, to int, kept *kept) {
	s.asked = s.asked[:0]
	for i := from; i < to; i++ {
		f := &it.Findings[i]
		s.asked = append(s.asked, s.shown.ask(f.Element, f.Text(it.Text.Data), f.Value))
	}
	for i := from; i < to; i++ {
		f, q := &it.Findings[i], &s.asked[i-from]
		value, shown := s.shown.of(s.out, f.Element, f.Value, q)
		grade := s.out.grades.number(f)
		s.out.enc.finding(it, t, f, value, grade)
		account := uint64(0)
		if f.Counts() && f.Element == detectors.AccountNumber {
			account = tokenOf(shown)
		}
		s.count(f.Counts(), account)
		if kept != nil {
			kept.findings = append(kept.findings, keptFinding{value, grade, account})
		}
	}
}

// count adds a finding, which counts or not; account is the token of an account
// number that counts, else 0.
func (s *counts) count(counts bool, account uint64) {
	if !counts {
		s.aside++
		return
	}
	s.counted++
	if account == 0 || s.knows(account) {
		return
	}
	s.accounts = append(s.accounts, account)
	switch {
	case s.known != nil:
		s.known[account] = struct{}{}
	case len(s.accounts) > fewAccounts:
		s.known = map[uint64]struct{}{}
		for _, a := range s.accounts {
			s.known[a] = struct{}{}
		}
	}
}

// knows reports whether an account number was counted.
func (s *counts) knows(account uint64) bool {
	if s.known == nil {
		return slices.Contains(s.accounts, account)
	}
	_, ok := s.known[account]
	return ok
}

// record writes a record of it to its family and to the heads.
func (s *sink) record(it *scanner.Item, t *layout, r *scanner.Record) {
	place := rowPlace(it, t, r)
	s.out.enc.record(r, place)
	heads := &s.out.heads
	match, unlisted := s.matches.of(heads, it, r)
	if match == 0 {
		heads.record(0, false, 0, nil)
		return
	}
	var elements uint64
	for _, i := range r.Findings {
		if f := &it.Findings[i]; f.Counts() {
			elements |= 1 << f.Element
		}
	}
	s.place = append(s.place[:0], place...)
	if unlisted && place == "" {
		s.place = t.appendPlace(s.place, &it.Findings[r.Findings[0]])
	}
	heads.record(match, unlisted, elements, s.place)
}
