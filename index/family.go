package index

import (
	"encoding/binary"
	"math"

	"exposed/detectors"
	"exposed/index/person"
	"exposed/scanner"
)

// A family is a head and all it carries, as a segment keeps it. The fields
// marked sealed are empty unless the family was opened.
type family struct {
	offset int64 // of its frame in the segment
	items  []item
}

// An item is what a case keeps of a scanner.Item: everything but its text.
type item struct {
	inner       string
	parent      int
	kind        scanner.Kind
	name        string // sealed
	subject     string // sealed
	messageID   string // sealed
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
	records     []record
}

// noTime stands for a time that is not known.
const noTime = math.MinInt64

// A finding is what a case keeps of a detectors.Finding.
type finding struct {
	element    detectors.Element
	header     bool // it stands in the header of a message
	partial    bool
	reserved   bool
	confidence float32
	place      string // of the locator
	why        string
	textMask   string
	valueMask  string
	token      Token
	text       string // sealed
	value      string // sealed
	record     int    // index of the record it belongs to; -1: none
}

// counts reports whether the finding exposes somebody.
func (f *finding) counts() bool { return !f.partial && !f.reserved && f.element.Exposes() }

// A record is what a case keeps of a scanner.Record and of whom it speaks.
type record struct {
	place    string // of the locator
	findings []int
	match    person.Match // identifying fields sealed
}

// Bits of the flag bytes of items, findings and matches.
const (
	itemRecovered = 1 << iota
	itemSHA256
	itemContent
	itemMIH
	itemSent
)

const (
	findingHeader = 1 << iota
	findingPartial
	findingReserved
	findingValueMask // the value's mask is not the text's
)

const (
	matchConflict = 1 << iota
	matchNobody
)

// set returns bit if on.
func set(on bool, bit uint64) uint64 {
	if on {
		return bit
	}
	return 0
}

// family writes its items.
func (e *encoder) family(items []item) {
	e.uint(uint64(len(items)))
	for i := range items {
		e.item(&items[i])
	}
}

func (e *encoder) item(it *item) {
	e.text(it.inner)
	e.int(int64(it.parent))
	e.uint(uint64(it.kind))
	e.uint(set(it.recovered, itemRecovered) | set(it.sha256 != [32]byte{}, itemSHA256) |
		set(it.content != [32]byte{}, itemContent) | set(it.mih != [16]byte{}, itemMIH) | set(it.sent != noTime, itemSent))
	e.optional(it.sha256[:])
	e.optional(it.content[:])
	e.optional(it.mih[:])
	if it.sent != noTime {
		e.int(it.sent)
	}
	e.int(it.size)
	e.text(it.nameMask)
	e.text(it.subjectMask)
	e.hidden(it.name)
	e.hidden(it.subject)
	e.hidden(it.messageID)
	e.uint(uint64(len(it.exceptions)))
	for _, x := range it.exceptions {
		e.uint(uint64(x.Reason))
		e.text(x.Detail)
		e.int(x.Bytes)
	}
	e.uint(uint64(len(it.findings)))
	for i := range it.findings {
		e.finding(&it.findings[i])
	}
	e.uint(uint64(len(it.records)))
	for i := range it.records {
		e.record(&it.records[i])
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

func (e *encoder) finding(f *finding) {
	e.uint(uint64(f.element))
	e.uint(set(f.header, findingHeader) | set(f.partial, findingPartial) | set(f.reserved, findingReserved) |
		set(f.valueMask != f.textMask, findingValueMask))
	e.clear = binary.LittleEndian.AppendUint32(e.clear, math.Float32bits(f.confidence))
	e.text(f.place)
	e.word(f.why)
	e.text(f.textMask)
	if f.valueMask != f.textMask {
		e.text(f.valueMask)
	}
	e.raw(f.token[:])
	e.hidden(f.text)
	e.hidden(f.value)
	e.int(int64(f.record))
}

func (e *encoder) record(r *record) {
	e.text(r.place)
	e.uint(uint64(len(r.findings)))
	for _, i := range r.findings {
		e.uint(uint64(i))
	}
	m := &r.match
	e.uint(set(m.Conflict, matchConflict) | set(m.Nobody, matchNobody))
	e.word(m.State)
	e.word(m.StateBasis)
	e.word(m.Why)
	e.uint(uint64(len(m.Accounts)))
	for i, a := range m.Accounts {
		e.uint(set(i < len(m.Known) && m.Known[i], 1))
		e.hidden(a)
	}
	e.hidden(m.CustomerID)
	e.hidden(m.EmployeeID)
	e.hidden(m.Name)
	e.uint(uint64(len(m.Keys)))
	for _, k := range m.Keys { // hashes without a key: a guess could be checked against them
		e.hiddenUint(k)
	}
}

func (d *decoder) family() []item {
	items := make([]item, d.count())
	for i := range items {
		d.item(&items[i])
		if items[i].parent >= i || items[i].parent < -1 {
			d.fail()
		}
	}
	return items
}

func (d *decoder) item(it *item) {
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
		it.records = make([]record, n)
	}
	for i := range it.records {
		d.record(&it.records[i], len(it.findings))
	}
}

func (d *decoder) finding(f *finding) {
	f.element = detectors.Element(d.uint())
	flags := d.uint()
	f.header, f.partial, f.reserved = flags&findingHeader != 0, flags&findingPartial != 0, flags&findingReserved != 0
	var bits [4]byte
	copy(bits[:], d.raw(len(bits)))
	f.confidence = math.Float32frombits(binary.LittleEndian.Uint32(bits[:]))
	f.place = d.text()
	f.why = d.word()
	f.textMask = d.text()
	f.valueMask = f.textMask
	if flags&findingValueMask != 0 {
		f.valueMask = d.text()
	}
	copy(f.token[:], d.raw(tokenSize))
	f.text, f.value = d.hidden(), d.hidden()
	f.record = int(d.int())
}

func (d *decoder) record(r *record, findings int) {
	r.place = d.text()
	r.findings = make([]int, d.count())
	for i := range r.findings {
		if r.findings[i] = int(d.uint()); r.findings[i] >= findings {
			d.fail()
		}
	}
	m := &r.match
	flags := d.uint()
	m.Conflict, m.Nobody = flags&matchConflict != 0, flags&matchNobody != 0
	m.State, m.StateBasis, m.Why = d.word(), d.word(), d.word()
	if n := d.count(); n > 0 {
		m.Accounts, m.Known = make([]string, n), make([]bool, n)
	}
	for i := range m.Accounts {
		m.Known[i] = d.uint() != 0
		m.Accounts[i] = d.hidden()
	}
	m.CustomerID, m.EmployeeID, m.Name = d.hidden(), d.hidden(), d.hidden()
	if n := d.uint(); n > 0 {
		if !d.sealed && n > uint64(len(d.secret)) {
			d.fail()
			return
		}
		if d.sealed {
			return
		}
		m.Keys = make([]uint64, n)
	}
	for i := range m.Keys {
		m.Keys[i] = d.hiddenUint()
	}
}
