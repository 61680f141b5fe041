package scanner

import (
	"crypto/sha256"
	"path"
	"strings"

	"exposed/detectors"
	"exposed/scanner/document"
	"exposed/scanner/mailbox"
)

// A readout is what the bytes of a part or a file gave: its text and what stands
// in it. It depends on nothing else, so copies of the part share it.
type readout struct {
	text       document.Text
	exact      bool
	letters    [32]byte            // SHA-256 of the letters and digits of the text
	findings   []detectors.Finding // places in text; rows from 1
	records    []Record            // of a file
	exceptions []Exception         // of a file
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
	young, old map[[32]byte]*readout
	bytes      int
	limit      int
}

func newMemo(workers int) *memo {
	return &memo{young: map[[32]byte]*readout{}, limit: memoBytes / workers}
}

func (m *memo) get(key [32]byte) *readout {
	if rd := m.young[key]; rd != nil {
		return rd
	}
	rd := m.old[key]
	if rd != nil {
		m.put(key, rd)
	}
	return rd
}

func (m *memo) put(key [32]byte, rd *readout) {
	size := 256 + len(rd.text.Data) + findingBytes*(len(rd.findings)+len(rd.text.Rows))
	if size > maxMemorized {
		return
	}
	if m.bytes += size; m.bytes > m.limit {
		m.old, m.young, m.bytes = m.young, make(map[[32]byte]*readout, len(m.young)), size
	}
	m.young[key] = rd
}

// memoKey is the identity of bytes and of how they are to be read.
func memoKey(raw []byte, how ...string) [32]byte {
	h := sha256.New()
	h.Write(raw)
	for _, s := range how {
		h.Write([]byte{0})
		h.Write([]byte(s))
	}
	var key [32]byte
	h.Sum(key[:0])
	return key
}

// shownText reads a part that its message shows.
func (r *reader) shownText(p *mailbox.Part) *readout {
	key := memoKey(p.Body, p.Type, p.Charset, p.Params["format"], p.Params["delsp"])
	if rd := r.memo.get(key); rd != nil {
		return rd
	}
	rd := &readout{}
	rd.text, rd.exact = bodyText(p)
	rd.letters = r.letterSum(rd.text.Data)
	if r.detect != nil {
		rd.findings = r.detect.Text(rd.text.Data, r.cells(rd.text.Rows), nil)
	}
	r.memo.put(key, rd)
	return rd
}

// attached reads the file raw, which is attached as item k.
func (r *reader) attached(k int, raw []byte, name, mimeType, charset string) {
	key := memoKey(raw, "file", strings.ToLower(path.Ext(name)), mimeType, charset)
	it := &r.family[k]
	if rd := r.memo.get(key); rd != nil {
		it.Text, it.Findings, it.Records = rd.text, rd.findings, rd.records
		it.Exceptions = append(it.Exceptions, rd.exceptions...)
		return
	}
	before := len(it.Exceptions)
	r.content(k, raw, name, mimeType, charset)
	r.searchFile(k)
	it = &r.family[k]
	r.memo.put(key, &readout{text: it.Text, findings: it.Findings, records: it.Records, exceptions: it.Exceptions[before:len(it.Exceptions):len(it.Exceptions)]})
}
