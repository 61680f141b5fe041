package index

import (
	"math"

	"exposed/detectors"
	"exposed/scanner"
)

// A family is a head and all it carries, as a segment keeps it.
type family struct {
	offset int64 // of its frame in the segment
	items  []item
}

// An item is what a case keeps of a scanner.Item: everything but its text.
// The fields marked sealed lie in the sealed part of the frame.
type item struct {
	inner       string
	parent      int
	kind        scanner.Kind
	name        string // sealed
	subject     string // sealed
	messageID   string // sealed
	listed      string // sealed; entries of the list of an export, as appendListed writes them
	nameMask    string
	subjectMask string
	sha256      [32]byte
	content     [32]byte
	mih         [16]byte
	sent        int64 // Unix seconds; noTime if unknown
	size        int64
	recovered   bool
	exceptions  []scanner.Exception
	findings    []finding
	candidates  []finding // names that only the rest of the evidence can settle
	records     []record
}

// noTime stands for a time that is not known.
const noTime = math.MinInt64

// A finding is what a case keeps of a detectors.Finding.
type finding struct {
	*value
	grade
	header   bool // it stands in the header of a message
	partial  bool
	reserved bool
	place    string // of the locator
	record   int    // index of the first record it belongs to; -1: none
}

// counts reports whether the finding exposes somebody.
func (f *finding) counts() bool { return !f.partial && !f.reserved && f.element.Exposes() }

// A record is what a case keeps of a scanner.Record. Of whom it speaks stands
// in the heads.
type record struct {
	place    string // of the locator
	findings []int
}

// Bits of the flag bytes of items and findings.
const (
	itemRecovered = 1 << iota
	itemSHA256
	itemContent
	itemMIH
	itemSent
	itemListed
)

const (
	findingHeader = 1 << iota
	findingPartial
	findingReserved
	findingCells // the place is written out
	findingMore  // the finding has several spans
)

// set returns bit if on.
func set(on bool, bit uint64) uint64 {
	if on {
		return bit
	}
	return 0
}

// item writes all of an item but for its findings and records.
func (e *encoder) item(it *scanner.Item, mih [16]byte) {
	e.text(it.Inner)
	e.int(int64(it.Parent))
	e.uint(uint64(it.Kind))
	e.uint(set(it.Recovered, itemRecovered) | set(it.SHA256 != [32]byte{}, itemSHA256) |
		set(it.Content != [32]byte{}, itemContent) | set(mih != [16]byte{}, itemMIH) | set(!it.Sent.IsZero(), itemSent) |
		set(len(it.Listed) > 0, itemListed))
	e.optional(it.SHA256[:])
	e.optional(it.Content[:])
	e.optional(mih[:])
	if !it.Sent.IsZero() {
		e.int(it.Sent.Unix())
	}
	e.int(it.Size)
	e.mask(it.Name)
	e.mask(it.Subject)
	e.hidden(it.Name)
	e.hidden(it.Subject)
	e.hidden(it.MessageID)
	if len(it.Listed) > 0 {
		e.hidden(string(appendListed(nil, it.Listed)))
	}
	e.uint(uint64(len(it.Exceptions)))
	for _, x := range it.Exceptions {
		e.uint(uint64(x.Reason))
		e.text(x.Detail)
		e.int(x.Bytes)
	}
}

// optional writes b unless it is zero; a flag of the caller tells.
func (e *encoder) optional(b []byte) {
	for _, c := range b {
		if c != 0 {
			e.raw(b)
			return
		}
	}
}

// mask writes the mask of a name or a subject.
func (e *encoder) mask(s string) {
	at := e.begin()
	e.clear = appendMask(e.clear, detectors.None, s)
	e.end(at)
}

// finding writes f of the item it, which is laid out as t: the number of its
// value, its grade and its place.
func (e *encoder) finding(it *scanner.Item, t *layout, f *detectors.Finding, value, grade uint64) {
	place := set(t != nil, findingCells) | set(t == nil && len(f.More) > 0, findingMore)
	e.clear = append(e.clear, byte(set(f.Start < it.Head, findingHeader)|set(f.Partial, findingPartial)|set(f.Reserved, findingReserved)|place))
	e.uint(value)
	e.uint(grade)
	if t != nil {
		at := e.begin()
		e.clear = t.appendPlace(e.clear, f)
		e.end(at)
		return
	}
	e.span(f.Start, f.End)
	if len(f.More) > 0 {
		e.uint(uint64(len(f.More)))
	}
	for _, m := range f.More {
		e.span(m.Start, m.End)
	}
}

// span writes a span of a text.
func (e *encoder) span(start, end int) {
	e.uint(uint64(start))
	e.uint(uint64(end - start))
}

// record writes a record and its place, which is "" where its first finding
// stands.
func (e *encoder) record(r *scanner.Record, place string) {
	e.uint(uint64(len(r.Findings)))
	for _, i := range r.Findings {
		e.uint(uint64(i))
	}
	e.text(place)
}

// A familyDecoder reads families of one block of a segment.
type familyDecoder struct {
	decoder
	values []value
	grades []grade
}

func (d *familyDecoder) family() []item {
	items := make([]item, d.count())
	for i := range items {
		d.item(&items[i])
		if items[i].parent >= i || items[i].parent < -1 {
			d.fail()
		}
	}
	return items
}

func (d *familyDecoder) item(it *item) {
	it.inner = d.text()
	it.parent = int(d.int())
	it.kind = scanner.Kind(d.uint())
	flags := d.uint()
	it.recovered = flags&itemRecovered != 0
	if flags&itemSHA256 != 0 {
		it.sha256 = d.hash()
	}
	if flags&itemContent != 0 {
		it.content = d.hash()
	}
	if flags&itemMIH != 0 {
		copy(it.mih[:], d.raw(len(it.mih)))
	}
	it.sent = noTime
	if flags&itemSent != 0 {
		it.sent = d.int()
	}
	it.size = d.int()
	it.nameMask, it.subjectMask = d.text(), d.text()
	it.name, it.subject, it.messageID = d.hidden(), d.hidden(), d.hidden()
	if flags&itemListed != 0 {
		it.listed = d.hidden()
	}
	if n := d.count(); n > 0 {
		it.exceptions = make([]scanner.Exception, n)
	}
	for i := range it.exceptions {
		it.exceptions[i] = scanner.Exception{Reason: scanner.Reason(d.uint()), Detail: d.text(), Bytes: d.int()}
	}
	if n := d.count(); n > 0 {
		it.findings = make([]finding, n)
	}
	for i := range it.findings {
		d.finding(&it.findings[i])
	}
	if n := d.count(); n > 0 {
		it.candidates = make([]finding, n)
	}
	for i := range it.candidates {
		d.finding(&it.candidates[i])
	}
	if n := d.count(); n > 0 {
		it.records = make([]record, n)
	}
	for i := range it.records {
		d.record(i, it)
	}
}

func (d *familyDecoder) finding(f *finding) {
	flags := d.uint()
	f.header, f.partial, f.reserved = flags&findingHeader != 0, flags&findingPartial != 0, flags&findingReserved != 0
	value, grade := d.ordinal(len(d.values)), d.ordinal(len(d.grades))
	if d.err == nil {
		f.value, f.grade = &d.values[value], d.grades[grade]
	}
	f.place = d.place(flags)
	f.record = -1
}

// place reads the place of a finding with these flags.
func (d *familyDecoder) place(flags uint64) string {
	if flags&findingCells != 0 {
		return d.text()
	}
	var room [32]byte
	b := d.span(room[:0])
	if flags&findingMore != 0 {
		for range d.count() {
			b = d.span(append(b, ','))
		}
	}
	return string(b)
}

// span reads a span and appends it to b as it is printed.
func (d *familyDecoder) span(b []byte) []byte {
	start, length := d.uint(), d.uint()
	return appendSpan(b, int(start), int(start+length))
}

// record reads record i of it.
func (d *familyDecoder) record(i int, it *item) {
	r := &it.records[i]
	r.findings = make([]int, d.count())
	for k := range r.findings {
		n := d.ordinal(len(it.findings))
		if d.err != nil {
			return
		}
		r.findings[k] = n
		if it.findings[n].record < 0 {
			it.findings[n].record = i
		}
	}
	r.place = d.text()
	if r.place == "" && len(r.findings) > 0 {
		r.place = it.findings[r.findings[0]].place
	}
}
