package scanner

import (
	"bytes"
	"crypto/sha256"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"exposed/scanner/archive"
	"exposed/scanner/mailbox"
)

// The limits of the search for the pieces of messages that were sent in several
// (RFC 2046, 5.2.2). It goes once through the mailbox or the folder of a piece.
const (
	maxPieces   = 500_000   // that are remembered of a mailbox or folder
	maxSiblings = 50_000    // files of a folder
	pieceHead   = 256 << 10 // bytes of a file that have the header of a piece
)

// A piecePlace tells where a message lies in a mailbox or a folder.
type piecePlace struct {
	name     string // of the file, in a folder
	at, size int64
}

// pieces finds the pieces of messages in what holds one of them.
type pieces struct {
	page *piecePage // nil: what lies beside cannot be gone through
	self piecePlace // of the message under work
	all  func(yield func(at piecePlace, head []byte) bool)
	open func(at piecePlace) ([]byte, error)
}

// A piecePage remembers the pieces in a mailbox or a folder, by the SHA-256 of the
// id of their message.
type piecePage struct {
	path     string
	mu       sync.Mutex
	built    bool
	messages map[[32]byte]*fragments
}

// fragments are the pieces of one message: of copies the first counts.
type fragments struct {
	first          map[int]piecePlace // by number
	checked, whole bool
}

// A pieceBook remembers pages, as a placeBook does.
type pieceBook struct {
	mu    sync.Mutex
	pages []*piecePage
}

// page returns what is known of the mailbox or the folder at path.
func (b *pieceBook) page(path string) *piecePage {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, p := range b.pages {
		if p.path == path {
			return p
		}
	}
	p := &piecePage{path: path}
	if b.pages = append(b.pages, p); len(b.pages) > keptPlaces {
		b.pages = b.pages[1:]
	}
	return p
}

// beside gives access to the messages of a mailbox, or of the folder of a file, that pieces of messages lie beside.
func (r *reader) beside(st *stored) pieces {
	switch {
	case st.kind == "mbox" && st.at != nil:
		p := pieces{page: &piecePage{}, all: st.messages, open: st.piece}
		if st.inner == "" {
			p.page = r.pieceBook.page(st.name)
		}
		return p
	case st.kind == "" && st.inner == "":
		dir, name := filepath.Split(st.name)
		return pieces{page: r.pieceBook.page(dir), self: piecePlace{name: name}, all: besideFile(dir), open: func(at piecePlace) ([]byte, error) {
			return os.ReadFile(filepath.Join(dir, at.name))
		}}
	}
	return pieces{}
}

// besideMember gives access to the messages that are files of an archive of which
// each can be read without the others.
func besideMember(kind string, members []archive.Member) pieces {
	if kind != "zip" && kind != "tar" || len(members) > maxSiblings {
		return pieces{}
	}
	return pieces{
		page: &piecePage{},
		all: func(yield func(piecePlace, []byte) bool) {
			for i := range members {
				m := &members[i]
				head, err := memberHead(m)
				if err == nil && !yield(piecePlace{at: int64(m.Ordinal), size: max(m.Size, 0)}, head) {
					return
				}
			}
		},
		open: func(at piecePlace) ([]byte, error) {
			i := slices.IndexFunc(members, func(m archive.Member) bool { return int64(m.Ordinal) == at.at })
			rc, err := openMember(&members[i])
			if err != nil {
				return nil, err
			}
			defer rc.Close()
			return inChunks(io.LimitReader(rc, maxMessage))
		},
	}
}

// memberHead reads as much of a file of an archive as has its header.
func memberHead(m *archive.Member) ([]byte, error) {
	rc, err := openMember(m)
	if err != nil {
		return nil, err
	}
	defer rc.Close()
	return headFrom(rc)
}

// messages yields the messages of a mailbox.
func (st *stored) messages(yield func(piecePlace, []byte) bool) {
	for m, err := range mailbox.MboxRange(st.at, st.size, 0, st.size, maxMessage) {
		if err == nil && !yield(placeOf(&m), m.Raw) {
			return
		}
	}
}

// placeOf returns where a message of an mbox lies.
func placeOf(m *mailbox.Message) piecePlace {
	return piecePlace{at: m.Offset + int64(m.Separator), size: m.Size}
}

// piece reads the message at a place of a mailbox.
func (st *stored) piece(at piecePlace) ([]byte, error) {
	raw := make([]byte, at.size)
	_, err := io.ReadFull(io.NewSectionReader(st.at, at.at, at.size), raw)
	return raw, err
}

// besideFile yields the heads of the files in a folder, in the order of their names.
func besideFile(dir string) func(func(piecePlace, []byte) bool) {
	return func(yield func(piecePlace, []byte) bool) {
		entries, err := os.ReadDir(filepath.Clean(dir))
		if err != nil || len(entries) > maxSiblings {
			return
		}
		for _, e := range entries {
			info, err := e.Info()
			if err != nil || !info.Mode().IsRegular() || info.Size() > maxMessage {
				continue
			}
			head, err := headOf(filepath.Join(dir, e.Name()))
			if err == nil && !yield(piecePlace{name: e.Name(), size: info.Size()}, head) {
				return
			}
		}
	}
}

// headOf reads as much of a file as has its header.
func headOf(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return headFrom(f)
}

// headFrom reads as much as has the header of a message, if there is one.
func headFrom(rd io.Reader) ([]byte, error) {
	head := make([]byte, headBytes)
	n, err := io.ReadFull(rd, head)
	if err != nil || !mailbox.IsMessage(head[:n]) {
		return head[:n], nil
	}
	rest, err := io.ReadAll(io.LimitReader(rd, pieceHead-headBytes))
	return append(head, rest...), err
}

// fragments returns the pieces of the message with that id. Nil: there are none.
func (r *reader) fragments(id string) *fragments {
	p := r.pieces.page
	if !p.built {
		p.messages = map[[32]byte]*fragments{}
		n := 0
		r.pieces.all(func(at piecePlace, head []byte) bool {
			if f, ok := mailbox.FragmentOf(head); ok && p.add(f, at) {
				n++
			}
			return n < maxPieces && r.ctx.Err() == nil
		})
		p.built = r.ctx.Err() == nil
	}
	return p.messages[sha256.Sum256([]byte(id))]
}

// add adds the piece f. It reports false if there is one of that number.
func (p *piecePage) add(f mailbox.Fragment, at piecePlace) bool {
	key := sha256.Sum256([]byte(f.ID))
	all := p.messages[key]
	if all == nil {
		all = &fragments{first: map[int]piecePlace{}}
		p.messages[key] = all
	}
	if _, ok := all.first[f.Number]; ok {
		return false
	}
	all.first[f.Number] = at
	return true
}

// join adds to the family of a piece of a message, which raw is, the message
// that it is the first piece of, if all pieces are there.
func (r *reader) join(raw []byte) {
	lacks := func(x Exception) bool { return x.Reason == Missing }
	if r.pieces.page == nil || !slices.ContainsFunc(r.family[0].Exceptions, lacks) {
		return
	}
	f, ok := mailbox.FragmentOf(raw)
	if !ok {
		return
	}
	message, whole := r.joined(f, raw)
	if whole {
		r.family[0].Exceptions = slices.DeleteFunc(r.family[0].Exceptions, lacks)
	}
	if message != nil {
		clear(r.family[1:])
		r.family = r.family[:1] // what the piece alone gave
		r.addMessage(message, r.childLocator(0), 0, 1)
	}
}

// joined reports whether the piece f, which raw is, is one of a message all pieces
// of which are there, or says what one of them says. If it is the first of them, the
// message comes with it.
func (r *reader) joined(f mailbox.Fragment, raw []byte) (message []byte, whole bool) {
	r.pieces.page.mu.Lock()
	defer r.pieces.page.mu.Unlock()
	all := r.fragments(f.ID)
	if all == nil || all.checked && !all.whole {
		return nil, false
	}
	at := all.first[f.Number]
	own := at.name == r.pieces.self.name && at.at == r.pieces.self.at
	if !all.checked || own && f.Number == 1 {
		message = r.pieces.joined(all)
		all.checked, all.whole = r.ctx.Err() == nil, message != nil
	}
	switch {
	case !all.whole:
		return nil, false
	case own && f.Number == 1:
		return message, true
	case own:
		return nil, true
	}
	other, err := r.pieces.open(at)
	return nil, err == nil && bytes.Equal(bodyOf(raw), bodyOf(other))
}

// joined returns the message of which those are the pieces, or nil.
func (p *pieces) joined(all *fragments) []byte {
	var list [][]byte
	left := int64(maxMessage)
	for _, n := range slices.Sorted(maps.Keys(all.first)) {
		at := all.first[n]
		if left -= at.size; left < 0 {
			return nil
		}
		raw, err := p.open(at)
		if left -= max(int64(len(raw))-at.size, 0); err != nil || left < 0 {
			return nil
		}
		list = append(list, raw)
	}
	message, err := mailbox.Join(list)
	if err != nil {
		return nil
	}
	return message
}

// bodyOf returns what stands behind the header of the message raw.
func bodyOf(raw []byte) []byte {
	for at := 0; at < len(raw); {
		n := bytes.IndexByte(raw[at:], '\n')
		if n < 0 {
			break
		}
		at += n + 1
		if rest := raw[at:]; bytes.HasPrefix(rest, []byte("\n")) || bytes.HasPrefix(rest, []byte("\r\n")) {
			return bytes.TrimSpace(rest)
		}
	}
	return raw
}
