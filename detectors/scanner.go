package detectors

import (
	"regexp"
	"slices"
	"strings"
)

// Settings are what a case tells the detectors. The zero value knows nothing
// of a case and works.
type Settings struct {
	Names          func(yield func(given, family string)) // names on the lists of customers and employees
	Plans          []string                               // rate plans as the list writes them
	Features       []string                               // plan features likewise
	AccountLengths []int                                  // digits of account numbers; nil: 8 to 12
	AccountFormat  *regexp.Regexp                         // what the digits of an account number match; nil: anything
	HasAccount     func(digits string) bool               // is on the customer list; nil: no list
	HasPhone       func(e164 string) bool                 // is on a list
	Domains        []string                               // mail domains of the company, lower case
	Candidates     bool                                   // return the candidates for names too
	Rules          *Rules                                 // the user's own; nil: none
}

// A Scanner finds elements in texts. It is immutable: each worker takes a
// Worker of its own from it.
type Scanner struct {
	settings Settings
	lex      *lexicon
	gaz      *gazetteer
	labels   labelTable
	heads    labelTable // labels that are heads alone
	wholes   labelTable // of them, those that are the whole head
	numerals []numeral
	byLength [maxGroup + 1][]shape // of the numerals, by the digits of their first group
	plans    planTable
	pairs    map[uint64]bool // whole names on the lists
	domains  map[string]bool

	companies []string // first labels of the domains: the company's name in one word
	customers bool     // they are known: what mail says of payments is likely theirs
}

// New returns a scanner for the settings of a case.
func New(set Settings) *Scanner {
	s := &Scanner{settings: set, gaz: places(), pairs: map[uint64]bool{}, domains: map[string]bool{}, customers: set.AccountLengths != nil || set.HasAccount != nil}
	listed := map[uint64]flags{}
	if set.Names != nil {
		set.Names(func(given, family string) { s.learn(listed, given, family) })
	}
	s.lex = caseLexicon(len(listed) + roomForLabels + 8*(len(set.Plans)+len(set.Features)))
	for h, f := range listed {
		s.lex.add(h, f)
	}
	s.labels, s.heads, s.wholes = newLabelTable(s.lex, labels), newLabelTable(nil, heads), newLabelTable(nil, wholeHeads)
	s.plans = newPlanTable(s.lex, set.Plans, set.Features)
	for _, d := range set.Domains {
		s.domains[d] = true
		if label, _, _ := strings.Cut(d, "."); len(label) >= 6 {
			s.companies = append(s.companies, label)
		}
	}
	for _, d := range All {
		if d.Element == AccountNumber {
			d.Shapes, d.Check = accountShapes(set.AccountLengths), accountCheck(set.AccountFormat)
		}
		n := numeral{Detector: d, forms: parseForms(d.Shapes), withLabel: d.Why + "; label"}
		n.cells = lengths(n.forms)
		s.numerals = append(s.numerals, n)
	}
	for i := range s.numerals {
		for _, f := range s.numerals[i].forms {
			f.wraps = f.n > 2 && s.numerals[i].Element == PaymentCard
			for n := range s.byLength {
				if f.begins(n) {
					s.byLength[n] = append(s.byLength[n], shape{f, &s.numerals[i]})
				}
			}
		}
	}
	return s
}

// roomForLabels is more than the number of words that labels begin with.
const roomForLabels = 4096

// learn adds a name of a list, its words to listed.
func (s *Scanner) learn(listed map[uint64]flags, given, family string) {
	pair := uint64(hashSeed)
	words(given, func(w string) {
		listed[hashWord(w)] |= listGiven
		pair = joinHash(pair, hashWord(w))
	})
	words(family, func(w string) {
		listed[hashWord(w)] |= listFamily
		pair = joinHash(pair, hashWord(w))
	})
	s.pairs[pair] = true
}

// words calls f with each run of letters of s.
func words(s string, f func(string)) {
	start := -1
	for i, r := range s + " " {
		letter := r != ' ' && r != '-' && r != '.' && r != ','
		if letter && start < 0 {
			start = i
		}
		if !letter && start >= 0 {
			f(s[start:i])
			start = -1
		}
	}
}

func accountShapes(lengths []int) string {
	if len(lengths) == 0 {
		lengths = []int{8, 9, 10, 11, 12}
	}
	shapes := ""
	for _, n := range lengths {
		if n < 4 || n > 20 {
			continue
		}
		d := string(rune('0'+n/10)) + string(rune('0'+n%10))
		shapes += "|" + d + "|~" + d
	}
	return shapes
}

func accountCheck(re *regexp.Regexp) func(string) bool {
	if re == nil {
		return nil
	}
	return re.MatchString
}

// A work is the state of one scan, kept for the next to spare its memory.
type work struct {
	*Scanner
	recent  [knownWords]knownWord
	toks    []token
	ats     []int32
	colons  []int32
	lines   []int32
	marks   []use
	mi      int
	buf     []byte
	text    string
	marked  set   // elements that a label in text names
	charges []int // starts of amounts that may not be somebody's, in order
	odd     bool  // text has characters that only look like others
	lesson  lesson
	parts   addressParts // of the address that is read
	skip    []Span       // tables that were read by their heads
	out     []Finding
	base    int       // findings in out that are of texts before
	order   []uint64  // see sortFindings
	moved   []Finding // likewise
}

// knownWords is how many words a worker remembers the flags of: most words of
// a text are a few thousand usual ones.
const knownWords = 8192

type knownWord struct {
	hash  uint64
	flags flags
}

// lookUp returns the flags of the word with hash h.
func (w *work) lookUp(h uint64) flags {
	k := &w.recent[h%knownWords]
	if k.hash != h {
		k.hash, k.flags = h, w.lex.get(h)
	}
	return k.flags
}

// A Worker scans texts one after another. It is not safe for use by several
// goroutines at once.
type Worker struct {
	w    work
	cell work // for the cells of tables

	buf    []byte
	values arena

	correspondents map[string][]Finding // of addresses in headers, see Mailbox
}

// Worker returns a worker of s.
func (s *Scanner) Worker() *Worker {
	return &Worker{w: work{Scanner: s}, cell: work{Scanner: s}, correspondents: map[string][]Finding{}}
}

// Text appends the findings in text to dst, in the order of their place;
// text[f.Start:f.End] is what was found. The rows of tables in text are read by
// the heads of their columns, where they have any.
func (wk *Worker) Text(text string, rows []Row, dst []Finding) []Finding {
	wk.w.odd, wk.cell.odd = false, false
	found := wk.scanText(text, rows, dst)
	if wk.w.odd || wk.cell.odd {
		found = wk.plain(text, rows, dst)
	}
	measure(found[len(dst):], wk.w.settings.Rules != nil)
	return found
}

func (wk *Worker) scanText(text string, rows []Row, dst []Finding) []Finding {
	w := &wk.w
	w.skip = w.skip[:0]
	from := len(dst)
	if len(rows) > 0 {
		dst = wk.tables(text, rows, dst)
	}
	w.prepare(text)
	dst = w.prose(text, wk.forms(text, dst))
	if len(w.charges) > 0 {
		dst = append(dst[:from], w.settleCharges(dst[from:])...)
	}
	if w.settings.Rules != nil {
		dst = w.settings.Rules.apply(text, rows, dst, from)
	}
	w.sortFindings(dst[from:])
	return dst
}

// prepare cuts text into tokens and labels.
func (w *work) prepare(text string) {
	w.text, w.charges = text, w.charges[:0]
	w.tokens(text)
	w.findMarks(text)
	w.mi = 0
}

// prose scans the text that was prepared but for what lies in w.skip.
func (w *work) prose(text string, dst []Finding) []Finding {
	w.out, w.base = dst, len(dst)
	w.emails(text)
	w.addresses6(text)
	w.scan(text)
	w.noisy(text)
	w.labelledAddresses(text)
	w.names(text)
	out := w.out
	w.out = nil
	return out
}

// sortFindings sorts by place. Findings come nearly in order, and are large: a
// few numbers are sorted instead, and each finding is moved once.
func (w *work) sortFindings(fs []Finding) {
	sorted := true
	for i := 1; i < len(fs) && sorted; i++ {
		sorted = !before(&fs[i], &fs[i-1])
	}
	if sorted {
		return
	}
	w.order = w.order[:0]
	for i := range fs {
		w.order = append(w.order, uint64(fs[i].Start)<<32|uint64(uint32(i)))
	}
	slices.Sort(w.order)
	w.moved = append(w.moved[:0], fs...)
	for i, k := range w.order {
		fs[i] = w.moved[uint32(k)]
	}
	clear(w.moved)
	for i := 1; i < len(fs); i++ {
		for j := i; j > 0 && before(&fs[j], &fs[j-1]); j-- {
			fs[j], fs[j-1] = fs[j-1], fs[j] // both begin at one byte
		}
	}
}

// before reports whether f stands before g: the longer of two that begin at one
// byte does.
func before(f, g *Finding) bool {
	if f.Start != g.Start {
		return f.Start < g.Start
	}
	if f.End != g.End {
		return f.End > g.End
	}
	return f.Element < g.Element
}

// lowStart are what a word in lower case must be to begin anything.
const lowStart = planStart | boxStart | monthWord | labelStart | accountWord | countryWord

// scan walks the tokens once and offers each to what can begin with it.
func (w *work) scan(text string) {
	for i := 0; i < len(w.toks); {
		t := &w.toks[i]
		if t.flags&takenFlag != 0 || t.kind == lowword && t.flags&lowStart == 0 {
			i++
			continue
		}
		n := 0
		if t.flags&planStart != 0 {
			n = w.plan(text, i)
		}
		if n == 0 && (t.kind == number || t.flags&boxStart != 0) {
			n = w.address(text, i)
		}
		if n == 0 && t.flags&streetSuffix != 0 && t.kind >= title {
			n = w.crossing(text, i)
		}
		if n == 0 && t.kind == number {
			n = w.number(text, i) - i
		}
		if n == 0 && t.flags&monthWord != 0 && (t.capital() || w.marked.has(DateOfBirth)) {
			n = w.date(text, i)
		}
		if n == 0 && t.flags&labelStart != 0 {
			n = w.coded(text, i)
		}
		if n == 0 && t.kind == upper && t.end-t.start == 2 {
			n = w.bareIBAN(text, i)
		}
		if n == 0 && t.kind != number && (t.kind >= title && (t.flags&placeStart != 0 || w.gaz.begins(t.hash) || w.behindIn(i)) || t.flags&countryWord != 0) {
			n = w.place(text, i)
		}
		if n == 0 && t.flags&accountWord != 0 {
			n = w.accountType(text, i)
		}
		i += max(n, 1)
	}
}

// take marks the tokens in text[start:end] as part of a finding: nothing else begins in them.
func (w *work) take(start, end int) {
	for i := w.tokenAt(start); i < len(w.toks) && int(w.toks[i].start) < end; i++ {
		w.toks[i].flags |= takenFlag
	}
}

// tokenAt returns the first token that ends behind byte p.
func (w *work) tokenAt(p int) int {
	lo, hi := 0, len(w.toks)
	for lo < hi {
		if m := (lo + hi) / 2; int(w.toks[m].end) <= p {
			lo = m + 1
		} else {
			hi = m
		}
	}
	return lo
}

// found returns the findings of this scan, in the order in which they were found.
func (w *work) found() []Finding { return w.out[min(w.base, len(w.out)):] }

func (w *work) add(f Finding) { w.out = append(w.out, f) }
