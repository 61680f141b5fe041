package index

import (
	"cmp"
	"encoding/binary"
	"strings"

	"exposed/detectors"
	"exposed/scanner"
)

// A name that only the rest of the evidence can settle is a candidate. Segments
// hold candidates beside the findings; their heads hold tokens of the words of
// each candidate, and tokens of the words that names in headers and
// signatures prove to be names. The merge, which has seen all, decides.

// whyTaught is why a candidate is a name, and taughtConfidence how sure.
const (
	whyTaught             = "name taught by headers and signatures"
	taughtConfidence      = .9
	taughtAloneConfidence = .8
)

// maxTaught is how many names a worker remembers the tokens of.
const maxTaught = 1 << 13

// nameTokens are the tokens of the words of a name.
type nameTokens struct {
	given, family uint64
	common        bool // a word of the language
}

// A teacher makes the tokens of the words of names; it is for one worker.
type teacher struct {
	tokens *tokenizer
	known  map[string]nameTokens
}

// of returns the tokens of the words of a normalised name.
func (t *teacher) of(value string) nameTokens {
	n, ok := t.known[value]
	if ok {
		return n
	}
	given, family := detectors.NameParts(value)
	n = nameTokens{t.word("given", given), t.word("family", family), detectors.CommonWord(value)}
	if t.known == nil || len(t.known) >= maxTaught {
		t.known = map[string]nameTokens{}
	}
	t.known[strings.Clone(value)] = n
	return n
}

func (t *teacher) word(role, word string) uint64 {
	token := t.tokens.token(detectors.Name, role+" "+word)
	return binary.LittleEndian.Uint64(token[:])
}

// teach notes the words of the names that it proves.
func (s *sink) teach(it *scanner.Item) {
	for i := range it.Findings {
		if f := &it.Findings[i]; f.Teaches {
			s.out.heads.taught(s.teacher.of(f.Value))
		}
	}
}

// candidates writes the candidates of it to its family and to the heads.
func (s *sink) candidates(it *scanner.Item, t *layout) {
	e, heads := &s.out.enc, &s.out.heads
	e.uint(uint64(len(it.Candidates)))
	heads.families.uint(uint64(len(it.Candidates)))
	for i := range it.Candidates {
		f := &it.Candidates[i]
		q := s.shown.ask(f.Element, f.Text(it.Text.Data), f.Value)
		value, _ := s.shown.of(s.out, f.Element, f.Value, &q)
		e.finding(it, t, f, value, s.out.grades.number(f))
		heads.candidate(f.Partial, s.teacher.of(f.Value))
	}
}

// taught notes the words of a name, each once a block.
func (w *headWriter) taught(n nameTokens) {
	if w.lessons == nil {
		w.lessons = map[nameTokens]bool{}
	}
	n.common = false
	w.lessons[n] = true
}

// Bits of the flags of candidates.
const (
	candidateAlone = 1 << iota
	candidateCommon
)

// candidate writes a candidate; alone is a name of a single word.
func (w *headWriter) candidate(alone bool, n nameTokens) {
	w.families.uint(set(alone, candidateAlone) | set(n.common, candidateCommon))
	w.families.clear = binary.LittleEndian.AppendUint64(w.families.clear, n.given)
	w.families.clear = binary.LittleEndian.AppendUint64(w.families.clear, n.family)
}

// A candidateHead is what the merge knows of a candidate.
type candidateHead struct {
	alone bool // a single word
	nameTokens
}

func (d *decoder) candidate() candidateHead {
	flags := d.uint()
	return candidateHead{flags&candidateAlone != 0, nameTokens{d.uint64(), d.uint64(), flags&candidateCommon != 0}}
}

// lessons are the words that the evidence proves to be names.
type lessons struct{ given, family map[uint64]struct{} }

// learn takes the words of one name.
func (l *lessons) learn(n nameTokens) {
	if l.given == nil {
		l.given, l.family = map[uint64]struct{}{}, map[uint64]struct{}{}
	}
	l.given[n.given] = struct{}{}
	l.family[n.family] = struct{}{}
}

// accept reports whether a candidate is a name: both of its words were proven, or
// the only one, which must be a given name if it is a word of the language too.
func (l *lessons) accept(c *candidateHead) bool {
	_, given := l.given[c.given]
	_, family := l.family[c.family]
	return given && family && !c.alone || c.alone && (given || family && !c.common)
}

// settle returns which candidates of an item are names, a bit each, the first
// the lowest of the first byte; nothing if none is. It counts them.
func (m *merger) settle(it *itemHead) []byte {
	m.accepted = m.accepted[:0]
	for i := range it.candidates {
		c := &it.candidates[i]
		if !m.lessons.accept(c) {
			continue
		}
		for len(m.accepted) <= i/8 {
			m.accepted = append(m.accepted, 0)
		}
		m.accepted[i/8] |= 1 << (i % 8)
		if c.alone {
			m.sum.Aside++
		} else {
			m.sum.Findings++
		}
	}
	return m.accepted
}

// taught appends the candidates that the merge accepted to the findings of p.
func (p *place) taught(accepted []byte) {
	for i := range p.candidates {
		if i/8 >= len(accepted) || accepted[i/8]&(1<<(i%8)) == 0 {
			continue
		}
		f := p.candidates[i]
		f.grade = grade{whyTaught, taughtConfidence}
		if f.partial {
			f.confidence = taughtAloneConfidence
		}
		p.findings = append(p.findings, f)
	}
}

func (n nameTokens) order(m nameTokens) int {
	return cmp.Or(cmp.Compare(n.given, m.given), cmp.Compare(n.family, m.family))
}
