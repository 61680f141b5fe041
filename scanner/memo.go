package scanner

import (
	"encoding/binary"
	"hash/maphash"
	"path"
	"slices"
	"strings"

	"exposed/detectors"
	"exposed/scanner/document"
	"exposed/scanner/mailbox"
)

// A readout is what the bytes of a part or a file gave: its text and what stands
// in it. It depends on nothing else, so copies of the part share it.
type readout struct {
	Reading
	text       document.Text
	exact      bool        // the text is what was written
	pgp        int         // where PGP has encrypted what follows; -1: nowhere
	letters    [32]byte    // SHA-256 of the letters and digits of the text
	search                 // places in text; rows from 1
	records    []Record    // of a file
	exceptions []Exception // of a file
}

// A search is what stands in a text.
type search struct {
	findings   []detectors.Finding
	candidates []detectors.Finding // names that only the rest of the evidence can settle
}

// cut parts findings from candidates, and keeps the order of both.
func cut(found []detectors.Finding) search {
	s := search{findings: found[:0]}
	for _, f := range found {
		if f.Candidate {
			s.candidates = append(s.candidates, f)
		} else {
			s.findings = append(s.findings, f)
		}
	}
	return s
}

// Copies of a message in several mailboxes, bulk mail and files that are sent
// around are read once as long as their reading is remembered.
const (
	memoBytes    = 32 << 20 // of readings that all workers remember, twice
	maxMemorized = 1 << 20  // bytes of the largest reading that is remembered
	findingBytes = 128      // that a finding takes, about
)

// A memo remembers readings in two generations: when the young one is full, it
// becomes the old one, and what was not asked for since is forgotten.
type memo struct {
	young, old map[memoKey]*readout
	bytes      int
	limit      int
	how        []byte
	seeds      [2]maphash.Seed
}

func newMemo(workers int) *memo {
	return &memo{young: map[memoKey]*readout{}, limit: memoBytes / workers, seeds: [2]maphash.Seed{maphash.MakeSeed(), maphash.MakeSeed()}}
}

func (m *memo) get(key memoKey) *readout {
	if rd := m.young[key]; rd != nil {
		return rd
	}
	rd := m.old[key]
	if rd != nil {
		m.put(key, rd)
	}
	return rd
}

func (m *memo) put(key memoKey, rd *readout) {
	size := 256 + len(rd.text.Data) + findingBytes*(len(rd.findings)+len(rd.candidates)+len(rd.text.Rows))
	if len(rd.records) > 0 {
		size += listInts * 8 // which their lists may keep
	}
	if size > maxMemorized {
		return
	}
	if m.bytes += size; m.bytes > m.limit {
		m.old, m.young, m.bytes = m.young, make(map[memoKey]*readout, len(m.young)), size
	}
	m.young[key] = rd
}

// A memoKey is the identity of bytes and of how they are to be read: two hashes
// with secret seeds, so that nobody can make two texts that have the same.
type memoKey struct{ a, b uint64 }

func (m *memo) key(raw []byte, how ...string) memoKey {
	b := m.how[:0]
	for _, s := range how { // with its length: what it says is not the program's
		b = append(binary.AppendUvarint(b, uint64(len(s))), s...)
	}
	n := len(b)
	var k [2]uint64
	for i, seed := range m.seeds {
		b = binary.BigEndian.AppendUint64(b[:n], maphash.Bytes(seed, raw))
		k[i] = maphash.Bytes(seed, b)
	}
	m.how = b
	return memoKey{k[0], k[1]}
}

// shownText reads a part that its message shows.
func (r *reader) shownText(p *mailbox.Part) *readout {
	key := r.memo.key(p.Body, p.Type, p.Charset, p.Params["format"], p.Params["delsp"])
	if rd := r.memo.get(key); rd != nil {
		return rd
	}
	rd := &readout{}
	rd.text, rd.exact = bodyText(p)
	rd.letters = r.letterSum(rd.text.Data)
	rd.pgp = pgpStart(rd.text.Data)
	rd.exact = !lossy(p.Body, p.Charset, rd.text.Data, rd.exact)
	if r.detect != nil {
		rd.search = cut(r.detect.Text(rd.text.Data, r.cells(rd.text.Rows), nil))
	}
	r.memo.put(key, rd)
	return rd
}

// lasts reports whether a copy of what has these exceptions has them too: the time
// that a program took, and how deep the file lay, are not the copy's.
func lasts(xs []Exception) bool {
	return !slices.ContainsFunc(xs, func(x Exception) bool {
		return x.Reason == TimedOut || x.Reason == IOError || x.Reason == TooDeep
	})
}

// attached reads the file raw, which is attached as item k.
func (r *reader) attached(k int, raw []byte, name, mimeType, charset string, depth int) {
	key := r.memo.key(raw, r.family[k].Kind.String(), strings.ToLower(path.Ext(name)), mimeType, charset)
	it := &r.family[k]
	if rd := r.memo.get(key); rd != nil {
		it.Text, it.Findings, it.Candidates, it.Records = rd.text, rd.findings, rd.candidates, rd.records
		it.Stretches = []Stretch{{&rd.Reading, 0, len(rd.findings)}}
		it.Exceptions = append(it.Exceptions, rd.exceptions...)
		return
	}
	before, items := len(it.Exceptions), len(r.family)
	r.content(k, raw, name, mimeType, charset, depth)
	r.searchFile(k)
	it = &r.family[k]
	if len(r.family) > items || !lasts(it.Exceptions[before:]) {
		return // what lies in it is no part of the reading
	}
	r.memo.put(key, &readout{text: it.Text, search: search{it.Findings, it.Candidates}, records: it.Records, exceptions: it.Exceptions[before:len(it.Exceptions):len(it.Exceptions)]})
}
