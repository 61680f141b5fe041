package scanner

import (
	"slices"
	"strings"

	"exposed/detectors"
)

// Who a finding speaks of is told by where it stands: the row of a table, the
// address of a header, the block of a signature, else the name nearest to it.

// A voice is a message or a part of one, and the record of whoever speaks in it.
type voice struct {
	*lists
	it     *Item
	recs   []Record
	people names // in the header
	writer int   // record of the writer, if it is somebody from outside the company; else -1
	given  []int // records that findings were given to
}

// records appends the records of the findings from n on; the records of the
// header stand in recs.
func (r *reader) records(it *Item, recs []Record, n int) []Record {
	v := voice{lists: &r.lists, it: it, recs: recs, people: r.lists.participants(it, recs), writer: r.sender(it, recs)}
	v.recs = rowRecords(it, v.recs, n)
	if lone(it.Findings[n:]) {
		return v.recs
	}
	next := n
	for _, s := range r.sections(it.Text.Data, it.Head, v.people.list) {
		idx := v.idx[:0]
		for ; next < len(it.Findings) && it.Findings[next].Start < s.end; next++ {
			if it.Findings[next].Row == 0 {
				idx = append(idx, next)
			}
		}
		v.idx = idx
		switch {
		case len(idx) == 0:
		case s.heading:
			r.heading(&v, idx)
		case s.signature:
			v.signature(idx)
		default:
			v.prose(idx)
		}
	}
	for _, k := range sortedSet(v.given) {
		slices.Sort(v.recs[k].Findings)
	}
	return r.lists.mergeSame(it, v.recs, r.domains)
}

// lone reports whether findings are no more than places and names of a single
// word, which speak of nobody.
func lone(findings []detectors.Finding) bool {
	for i := range findings {
		if f := &findings[i]; f.Element != detectors.Place && (f.Element != detectors.Name || !f.Partial) {
			return false
		}
	}
	return true
}

// add adds a record of findings.
func (v *voice) add(idx ...int) int {
	own := v.make(len(idx))
	copy(own, idx)
	slices.Sort(own)
	v.recs = append(v.recs, Record{Findings: own})
	return len(v.recs) - 1
}

// give adds findings to record k. They are put in order when all are given.
func (v *voice) give(k int, idx ...int) {
	v.recs[k].Findings = append(v.recs[k].Findings, idx...)
	v.given = append(v.given, k)
}

// sortedSet sorts list and leaves each number in it once.
func sortedSet(list []int) []int {
	slices.Sort(list)
	return slices.Compact(list)
}

// heading makes a record of each name in the heading of a quoted message, with
// the address behind it. The first wrote what follows.
func (r *reader) heading(v *voice, idx []int) {
	first := -1
	for i := 0; i < len(idx); i++ {
		pair := idx[i : i+1]
		f := &v.it.Findings[idx[i]]
		if i+1 < len(idx) && f.Element == detectors.Name && v.it.Findings[idx[i+1]].Element == detectors.Email && v.it.Findings[idx[i+1]].Start-f.End <= 12 {
			pair = idx[i : i+2]
			i++
		}
		if k := v.add(pair...); first < 0 {
			first = k
		}
	}
	if v.writer = -1; r.hasDomains && foreign(v.it, &v.recs[first], r.domains) {
		v.writer = first
	}
}

// signature makes one record of a signature. A second name in it ends it.
func (v *voice) signature(idx []int) {
	name := ""
	for k, i := range idx {
		f := &v.it.Findings[i]
		if f.Element != detectors.Name || f.Partial {
			continue
		}
		if name != "" && !sameName(name, f.Value) {
			v.add(idx[:k]...)
			v.prose(idx[k:])
			return
		}
		name = f.Value
	}
	v.add(idx...)
}

// names are the normalised names of the people in a header.
type names struct {
	list []string        // at most maxCorrespondents
	more map[string]bool // the others; nil: none
}

// has reports whether name is that of somebody in the header.
func (n *names) has(name string) bool { return slices.Contains(n.list, name) || n.more[name] }

// maxCorrespondents is how many people of a header are looked for in signatures.
const maxCorrespondents = 50

func (l *lists) participants(it *Item, recs []Record) (people names) {
	people.list = l.names[:0]
	defer func() { l.names = people.list }()
	for _, rec := range recs {
		for _, i := range rec.Findings {
			f := &it.Findings[i]
			switch {
			case f.Element != detectors.Name || f.Partial || people.has(f.Value):
			case len(people.list) < maxCorrespondents:
				people.list = append(people.list, f.Value)
			case people.more == nil:
				people.more = map[string]bool{f.Value: true}
			default:
				people.more[f.Value] = true
			}
		}
	}
	return people
}

// rowRecords makes a record of each row that has findings.
func rowRecords(it *Item, recs []Record, n int) []Record {
	if len(it.Text.Rows) == 0 {
		return recs
	}
	byRow := map[int]int{}
	for i := n; i < len(it.Findings); i++ {
		row := it.Findings[i].Row
		if row == 0 {
			continue
		}
		k, ok := byRow[row]
		if !ok {
			k = len(recs)
			recs = append(recs, Record{Row: it.Text.Rows[row-1].N})
			byRow[row] = k
		}
		recs[k].Findings = append(recs[k].Findings, i)
	}
	return recs
}

// prose makes the records of a section: what stands with one name belongs to
// it; of several, each finding goes to the one in its sentence, its line or its paragraph.
// What a writer from outside calls his own is his.
func (v *voice) prose(idx []int) {
	anchors, rest := v.anchors[:0], v.rest[:0]
	for _, i := range idx {
		f := &v.it.Findings[i]
		switch {
		case f.Element == detectors.Name && !f.Partial && v.people.has(f.Value):
			v.add(i)
		case f.Element == detectors.Name && !f.Partial:
			anchors = append(anchors, anchor{at: i, name: f.Value})
		case f.Element == detectors.Name && greeted(v.it, f):
			v.add(i)
		case v.writer >= 0 && own(v.it, i):
			v.give(v.writer, i)
		default:
			rest = append(rest, i)
		}
	}
	v.anchors, v.rest = anchors, rest
	setOwners(anchors)
	if len(anchors) == 0 {
		v.nameless(rest)
		return
	}
	byAnchor := make([][]int, len(anchors))
	for _, a := range anchors {
		byAnchor[a.owner] = append(byAnchor[a.owner], a.at)
	}
	for _, i := range rest {
		k := anchors[nearest(v.it, anchors, rest, i)].owner
		byAnchor[k] = append(byAnchor[k], i)
	}
	for _, list := range byAnchor {
		if len(list) > 0 {
			v.add(list...)
		}
	}
}

// maxGreeting is how many bytes stand before the name in a greeting, at most.
const maxGreeting = 23

// greeted reports whether the lone name f is whom the text greets.
func greeted(it *Item, f *detectors.Finding) bool {
	start := lineStart(it.Text.Data, f.Start, maxGreeting)
	return start >= 0 && len(strings.Fields(it.Text.Data[start:f.Start])) <= 2
}

// maxOwn is how many bytes before a value are searched for who owns it.
const maxOwn = 48

// own reports whether the writer calls f his own: "my account is …", and not
// "my husband Tomas Vega, 360-555-0102".
func own(it *Item, i int) bool {
	f := &it.Findings[i]
	start := lineStart(it.Text.Data, f.Start, maxOwn)
	if start < 0 {
		start = f.Start - maxOwn
	}
	if k := strings.LastIndexAny(it.Text.Data[start:f.Start], ".!?;"); k >= 0 {
		start += k + 1
	}
	for j := i - 1; j >= 0 && it.Findings[j].End > start; j-- {
		if it.Findings[j].Element == detectors.Name {
			return false
		}
	}
	for w := range strings.FieldsSeq(it.Text.Data[start:f.Start]) {
		switch strings.ToLower(w) {
		case "my", "our", "mi", "me", "i'm", "mis":
			return true
		}
	}
	return false
}

// lineStart returns where the line of byte at begins, if that is no more than
// most bytes before it; else -1.
func lineStart(text string, at, most int) int {
	from := max(at-most-1, 0)
	k := strings.LastIndexByte(text[from:at], '\n')
	if k < 0 && from > 0 {
		return -1
	}
	return from + k + 1
}

// nameless makes the records of findings without a name: one for each
// paragraph, and a new one on a line that has another value of an element
// again. Those that an outsider writes of are the writer's own.
func (v *voice) nameless(rest []int) {
	if len(rest) == 0 {
		return
	}
	if v.writer >= 0 {
		v.give(v.writer, rest...)
		return
	}
	from := 0
	for k := 1; k <= len(rest); k++ {
		if k == len(rest) || v.another(rest[from:k], rest[k]) {
			v.add(rest[from:k]...)
			from = k
		}
	}
}

// maxLookBack is how many findings are compared with one that may begin a record.
const maxLookBack = 64

// another reports whether finding i speaks of another person than the findings
// before it do.
func (v *voice) another(before []int, i int) bool {
	last := before[len(before)-1]
	far := apart(v.it, last, i)
	if far <= sameLine {
		return false
	}
	if far == otherParagraph {
		return true
	}
	for _, j := range before[max(0, len(before)-maxLookBack):] {
		f, g := &v.it.Findings[j], &v.it.Findings[i]
		if f.Element == g.Element && f.Value != g.Value && f.Element != detectors.Billing && f.Element != detectors.PlanFeature && f.Element != detectors.Phone {
			return true
		}
	}
	return false
}

// sender returns the record of who sent the message, if the sender is not of
// the company and the company is known; else -1.
func (r *reader) sender(it *Item, recs []Record) int {
	if r.detect == nil || !r.hasDomains || it.Kind != Message {
		return -1
	}
	for _, p := range r.people {
		if p.field.name != "from" || p.Email == "" {
			continue
		}
		for k := range recs {
			if r.outsider(it, &recs[k], p.field.start, p.field.end) {
				return k
			}
		}
	}
	return -1
}

// outsider reports whether rec is the address in Text.Data[at:end] and not the company's.
func (r *reader) outsider(it *Item, rec *Record, at, end int) bool {
	for _, i := range rec.Findings {
		f := &it.Findings[i]
		if f.Element == detectors.Email && f.Start >= at && f.End <= end {
			return !f.Reserved && !r.domains(domainOf(f.Value))
		}
	}
	return false
}

func domainOf(addr string) string {
	_, d, _ := strings.Cut(addr, "@")
	return d
}
