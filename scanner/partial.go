package scanner

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"

	"exposed/scanner/mailbox"
)

// The limits of the search for the pieces of messages that were sent in several
// (RFC 2046, 5.2.2). It goes through the mailbox or the folder of a piece.
const (
	maxSearches = 100    // in a range
	maxSiblings = 50_000 // files of a folder
)

// pieces finds the pieces of messages in what holds one of them.
type pieces struct {
	all      func(yield func(raw []byte) bool) // messages that lie beside it; nil: they cannot be gone through
	whole    map[string]bool                   // by the id of a message: all its pieces are there
	searches int
}

// beside yields the messages of a mailbox, or of the folder of a file, that pieces of messages lie beside.
func (r *reader) beside(st *stored) pieces {
	p := pieces{whole: map[string]bool{}}
	switch {
	case st.kind == "mbox" && st.at != nil:
		p.all = func(yield func([]byte) bool) {
			for m, err := range mailbox.MboxRange(st.at, st.size, 0, st.size, maxMessage) {
				if r.ctx.Err() != nil || err == nil && !yield(m.Raw) {
					return
				}
			}
		}
	case st.kind == "" && st.inner == "":
		p.all = func(yield func([]byte) bool) { r.besideFile(st.name, yield) }
	}
	return p
}

// besideFile yields the messages in the folder of a file.
func (r *reader) besideFile(name string, yield func([]byte) bool) {
	entries, err := os.ReadDir(filepath.Dir(name)) // in the order of names
	if err != nil || len(entries) > maxSiblings {
		return
	}
	for _, e := range entries {
		if info, err := e.Info(); err != nil || !info.Mode().IsRegular() || info.Size() > maxMessage {
			continue
		}
		raw, err := os.ReadFile(filepath.Join(filepath.Dir(name), e.Name()))
		if r.ctx.Err() != nil || err == nil && !yield(raw) {
			return
		}
	}
}

// join adds to the family of a piece of a message, which raw is, the message
// that it is the first piece of, if all pieces are there.
func (r *reader) join(raw []byte) {
	lacks := func(x Exception) bool { return x.Reason == Missing }
	if r.pieces.all == nil || !slices.ContainsFunc(r.family[0].Exceptions, lacks) {
		return
	}
	f, ok := mailbox.FragmentOf(raw)
	if !ok {
		return
	}
	whole, known := r.pieces.whole[f.ID]
	if known && (!whole || f.Number > 1) {
		r.joined(whole, lacks)
		return
	}
	if r.pieces.searches++; r.pieces.searches > maxSearches {
		return
	}
	message, err := mailbox.Join(r.pieces.find(f.ID))
	r.pieces.whole[f.ID] = err == nil
	r.joined(err == nil, lacks)
	if err == nil && f.Number == 1 {
		clear(r.family[1:])
		r.family = r.family[:1] // what the piece alone gave
		r.addMessage(message, r.childLocator(0), 0, 1)
	}
}

// joined takes back what lacked of a piece of a message, if that is whole.
func (r *reader) joined(whole bool, lacks func(Exception) bool) {
	if whole {
		r.family[0].Exceptions = slices.DeleteFunc(r.family[0].Exceptions, lacks)
	}
}

// find returns the pieces of the message with that id.
func (p *pieces) find(id string) (found [][]byte) {
	size := 0
	p.all(func(raw []byte) bool {
		if f, ok := mailbox.FragmentOf(raw); ok && f.ID == id {
			found = append(found, bytes.Clone(raw))
			size += len(raw)
		}
		return size <= maxMessage
	})
	return found
}
