package scanner

import (
	"slices"
	"strings"

	"exposed/detectors"
)

// Who a finding speaks of is told by where it stands: the row of a table, the
// address of a header, the block of a signature, else the name nearest to it.

// A section is a stretch of text in one voice.
type section struct {
	start, end int
	signature  bool // findings in it are one person's: who signed
	heading    bool // "On …, Jane wrote:": a name and nothing of a third person
}

// searchBody finds what stands in the body of message k and makes records of it.
func (r *reader) searchBody(k int) {
	it := &r.family[k]
	n := len(it.Findings)
	body := it.Text.Data[it.Head:]
	rows := r.cells(it.Text.Rows)
	for i := range rows {
		for j := range rows[i].Cells {
			rows[i].Cells[j].Start -= it.Head
			rows[i].Cells[j].End -= it.Head
		}
	}
	it.Findings = r.detect.Text(body, rows, it.Findings)
	shift(it.Findings[n:], it.Head)
	it.Records = r.records(it, it.Records, n)
}

// records appends the records of the findings from n on; the records of the
// header stand in recs.
func (r *reader) records(it *Item, recs []Record, n int) []Record {
	people := participants(it, recs)
	header := len(recs)
	recs = rowRecords(it, recs, n)
	if len(it.Findings) == n {
		return recs
	}
	for _, s := range r.sections(it.Text.Data, it.Head, people) {
		idx := findingsIn(it, n, s)
		switch {
		case len(idx) == 0:
		case s.signature:
			recs = append(recs, Record{Findings: idx})
		default:
			recs = r.prose(it, recs, idx, people)
		}
	}
	return mergeSame(it, recs, header, r.domains)
}

// participants are the normalised names in the header records.
func participants(it *Item, recs []Record) (people []string) {
	for _, rec := range recs {
		for _, i := range rec.Findings {
			if f := &it.Findings[i]; f.Element == detectors.Name && !f.Partial && !slices.Contains(people, f.Value) {
				people = append(people, f.Value)
			}
		}
	}
	return people
}

// rowRecords makes a record of each row that has findings. In a message several
// tables may stand, so that a row's number does not name its place there.
func rowRecords(it *Item, recs []Record, n int) []Record {
	byRow := map[int]int{}
	for i := n; i < len(it.Findings); i++ {
		row := it.Findings[i].Row
		if row == 0 {
			continue
		}
		k, ok := byRow[row]
		if !ok {
			rec := Record{}
			if it.Kind != Message {
				rec.Row = it.Text.Rows[row-1].N
			}
			k = len(recs)
			recs = append(recs, rec)
			byRow[row] = k
		}
		recs[k].Findings = append(recs[k].Findings, i)
	}
	return recs
}

func findingsIn(it *Item, n int, s section) (idx []int) {
	for i := n; i < len(it.Findings); i++ {
		if f := &it.Findings[i]; f.Row == 0 && f.Start >= s.start && f.Start < s.end {
			idx = append(idx, i)
		}
	}
	return idx
}

// An anchor is a name that the findings around it belong to.
type anchor struct {
	at    int // finding
	name  string
	owner int // anchor of the same name that came first
}

// prose makes the records of a section: what stands with one name belongs to
// it; between several names each finding goes to the one before it in its
// paragraph, else to the one behind it.
func (r *reader) prose(it *Item, recs []Record, idx []int, people []string) []Record {
	var anchors []anchor
	var rest []int
	for _, i := range idx {
		f := &it.Findings[i]
		switch {
		case f.Element == detectors.Name && !f.Partial && slices.Contains(people, f.Value):
			recs = append(recs, Record{Findings: []int{i}})
		case f.Element == detectors.Name && !f.Partial:
			anchors = append(anchors, anchor{at: i, name: f.Value, owner: ownerOf(anchors, f.Value)})
		default:
			rest = append(rest, i)
		}
	}
	if len(anchors) == 0 {
		return r.nameless(it, recs, rest)
	}
	byAnchor := make([][]int, len(anchors))
	for k, a := range anchors {
		byAnchor[a.owner] = append(byAnchor[a.owner], anchors[k].at)
	}
	for _, i := range rest {
		k := anchors[nearest(it, anchors, i)].owner
		byAnchor[k] = append(byAnchor[k], i)
	}
	for _, list := range byAnchor {
		if len(list) > 0 {
			slices.Sort(list)
			recs = append(recs, Record{Findings: list})
		}
	}
	return recs
}

func ownerOf(anchors []anchor, name string) int {
	for k := range anchors {
		if sameName(anchors[k].name, name) {
			return anchors[k].owner
		}
	}
	return len(anchors)
}

// sameName reports whether two normalised names of one text are one person's:
// the same family name, and given names that are the same or one of them the
// initial of the other.
func sameName(a, b string) bool {
	if strings.EqualFold(a, b) {
		return true
	}
	ga, fa := cutName(a)
	gb, fb := cutName(b)
	if !strings.EqualFold(fa, fb) || ga == "" || gb == "" {
		return false
	}
	return strings.HasPrefix(ga, gb) && len(gb) == 1 || strings.HasPrefix(gb, ga) && len(ga) == 1
}

func cutName(s string) (given, family string) {
	given, family, ok := strings.Cut(s, " ")
	if !ok {
		return "", s
	}
	if k := strings.LastIndexByte(family, ' '); k >= 0 {
		family = family[k+1:]
	}
	return given, family
}

// nearest returns the anchor that finding i belongs to.
func nearest(it *Item, anchors []anchor, i int) int {
	if len(anchors) == 1 {
		return 0
	}
	at := it.Findings[i].Start
	before := -1
	for k := range anchors {
		if it.Findings[anchors[k].at].Start <= at {
			before = k
		}
	}
	switch {
	case before < 0:
		return 0
	case before+1 < len(anchors) && paragraphs(it, anchors[before].at, i) > 0 && paragraphs(it, i, anchors[before+1].at) == 0:
		return before + 1
	}
	return before
}

// paragraphs counts the empty lines between findings i and j.
func paragraphs(it *Item, i, j int) int {
	a, b := it.Findings[i].End, it.Findings[j].Start
	if b <= a {
		return 0
	}
	n := strings.Count(it.Text.Data[a:b], "\n\n")
	for level := 1; level < 4 && n == 0; level++ {
		n = strings.Count(it.Text.Data[a:b], "\n"+strings.Repeat("> ", level)+"\n") + strings.Count(it.Text.Data[a:b], "\n"+strings.Repeat(">", level)+"\n")
	}
	return n
}

// nameless makes the records of findings without a name: one for each
// paragraph that has any. Those that an outsider writes of are the writer's own.
func (r *reader) nameless(it *Item, recs []Record, rest []int) []Record {
	if len(rest) == 0 {
		return recs
	}
	if w := r.writer(it, recs); w >= 0 && it.Findings[rest[0]].Start >= it.Head {
		recs[w].Findings = append(recs[w].Findings, rest...)
		slices.Sort(recs[w].Findings)
		return recs
	}
	from := 0
	for k := 1; k <= len(rest); k++ {
		if k == len(rest) || paragraphs(it, rest[k-1], rest[k]) > 0 {
			recs = append(recs, Record{Findings: slices.Clone(rest[from:k])})
			from = k
		}
	}
	return recs
}

// writer returns the record of the sender if the sender is not of the company
// and the company is known; else -1.
func (r *reader) writer(it *Item, recs []Record) int {
	if r.detect == nil || !r.hasDomains || it.Kind != Message {
		return -1
	}
	at := strings.Index(strings.ToLower("\n"+it.Text.Data[:it.Head]), "\nfrom: ")
	if at < 0 {
		return -1
	}
	end := at + strings.IndexByte(it.Text.Data[at:], '\n')
	for k, rec := range recs {
		if r.outsider(it, rec, at, end) {
			return k
		}
	}
	return -1
}

// outsider reports whether rec is the address in Text.Data[at:end] and not the company's.
func (r *reader) outsider(it *Item, rec Record, at, end int) bool {
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

// mergeSame joins the records of an item that bear the same whole name: those
// of its header first. Two that both have identifiers stay apart, as two
// people may share a name, unless one of them is the address of an outsider.
func mergeSame(it *Item, recs []Record, header int, company func(string) bool) []Record {
	out := recs[:0]
	for k := range recs {
		into := -1
		if recs[k].Row == 0 {
			into = sameRecord(it, out, &recs[k], company)
		}
		if into < 0 {
			out = append(out, recs[k])
			continue
		}
		out[into].Findings = append(out[into].Findings, recs[k].Findings...)
		slices.Sort(out[into].Findings)
	}
	return out
}

func sameRecord(it *Item, recs []Record, rec *Record, company func(string) bool) int {
	name := nameOf(it, rec)
	if name == "" {
		return -1
	}
	for k := range recs {
		if recs[k].Row != 0 || !sameName(nameOf(it, &recs[k]), name) {
			continue
		}
		if onlyName(it, rec) || onlyName(it, &recs[k]) || share(it, rec, &recs[k]) || foreign(it, rec, company) || foreign(it, &recs[k], company) {
			return k
		}
	}
	return -1
}

func nameOf(it *Item, rec *Record) string {
	for _, i := range rec.Findings {
		if f := &it.Findings[i]; f.Element == detectors.Name && !f.Partial {
			return f.Value
		}
	}
	return ""
}

func onlyName(it *Item, rec *Record) bool {
	for _, i := range rec.Findings {
		if it.Findings[i].Element != detectors.Name {
			return false
		}
	}
	return true
}

// share reports whether two records have a value in common that is no name.
func share(it *Item, a, b *Record) bool {
	for _, i := range a.Findings {
		for _, j := range b.Findings {
			f, g := &it.Findings[i], &it.Findings[j]
			if f.Element == g.Element && f.Element != detectors.Name && f.Value == g.Value {
				return true
			}
		}
	}
	return false
}

// foreign reports whether rec has an e-mail address that is not the company's.
func foreign(it *Item, rec *Record, company func(string) bool) bool {
	for _, i := range rec.Findings {
		if f := &it.Findings[i]; f.Element == detectors.Email && !f.Reserved && !company(domainOf(f.Value)) {
			return true
		}
	}
	return false
}
