package scanner

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"path"
	"strconv"

	"exposed/scanner/archive"
	"exposed/scanner/document"
	"exposed/scanner/loadfile"
	"exposed/scanner/mailbox"
)

// The limits of what the archives of one source unfold to, through all levels.
const (
	maxUnfolded     = 1 << 30 // bytes, or unfoldedRatio times the source if that is more
	unfoldedRatio   = 300
	maxUnfoldedFile = 5_000_000 // files
)

// A stored is bytes that are read as a file: a source, or what lies in an
// archive of one.
type stored struct {
	at       io.ReaderAt
	size     int64
	packed   int64  // bytes that it takes in what holds it
	inner    string // locator below the source
	name     string
	kind     string  // as storedKind tells
	olm      *olmBox // the archive of Outlook for Mac that it is a file of; nil for others
	depth    int     // archives above it
	pieces   pieces  // of messages, in the archive that it is a file of
	progress func(int64)

	sum    [32]byte // SHA-256, if summed
	summed bool
}

// container is the item of what holds other items.
func (st *stored) container() Item {
	it := Item{Inner: st.inner, Parent: -1, Kind: Container, Size: st.packed}
	if st.inner != "" {
		it.Name = st.name
	}
	return it
}

// storedKind tells what a file is that begins with head and may hold families of
// its own; "" for all else.
func storedKind(head []byte, name string) string {
	if mailbox.IsMbox(head) {
		return "mbox"
	}
	if loadfile.IsDAT(head) {
		return "dat"
	}
	kind := document.Kind(head, "", "")
	if kind == "unknown" || kind == "zip" {
		kind = document.Kind(head, name, "")
	}
	switch {
	case kind == "pst", isArchive(kind), isStream(kind):
		return kind
	}
	return ""
}

// isArchive reports whether files of the kind hold others.
func isArchive(kind string) bool {
	switch kind {
	case "zip", "tar", "7z", "rar":
		return true
	}
	return false
}

// isStream reports whether files of the kind hold one other, compressed.
func isStream(kind string) bool {
	switch kind {
	case "gzip", "bzip2", "xz", "lzma", "zstd":
		return true
	}
	return false
}

// stored reads st and all that lies in it.
func (r *reader) stored(st *stored, sink Sink) (Tally, error) {
	switch {
	case st.kind == "mbox":
		return r.mbox(st, 0, st.size, sink)
	case st.kind == "pst":
		return r.pst(st, 0, st.size, sink)
	case isArchive(st.kind):
		return r.archive(st, sink)
	case isStream(st.kind):
		return r.stream(st, sink)
	case st.kind == "dat":
		return r.loadFile(st, sink)
	}
	return r.single(st, sink)
}

// single reads a file that is one message or one other file.
func (r *reader) single(st *stored, sink Sink) (Tally, error) {
	t := Tally{Content: st.packed}
	raw, err := r.all(io.NewSectionReader(st.at, 0, st.size), st.size)
	if r.ctx.Err() != nil {
		return t, r.ctx.Err()
	}
	if err == nil && int64(len(raw)) < st.size {
		err = fmt.Errorf("file of %d bytes had %d when it was listed: %w", len(raw), st.size, io.ErrUnexpectedEOF)
	}
	r.pieces = r.beside(st)
	r.apart.root, r.apart.folder = apartOf(st)
	fam := r.item(raw, st.name, st.inner)
	r.apart.folder = ""
	r.listed(raw, st.name, err == nil)
	head := &fam[0]
	if st.inner == "" {
		if st.summed = err == nil; st.summed {
			st.sum = sha256.Sum256(raw)
		}
		head.SHA256 = st.sum // of a source it follows
	} else if head.Name = st.name; head.Kind == File {
		head.SHA256 = sha256.Sum256(raw)
	}
	head.Size = st.packed
	switch {
	case errors.Is(err, archive.ErrTooLarge):
		head.Exceptions = append(head.Exceptions, Exception{TooLarge, fmt.Sprintf("file of %d bytes: the first %d were read", st.size, len(raw)), st.size - int64(len(raw))})
	case err != nil:
		head.Exceptions = append(head.Exceptions, withBytes(readProblem(err, 0), st.size-int64(len(raw))))
	}
	st.progress(st.packed)
	return t, sink.Family(fam)
}

// archive reads the files of an archive.
func (r *reader) archive(st *stored, sink Sink) (Tally, error) {
	a, aerr := openArchive(st.kind, st.at, st.size, archive.Options{Limits: archive.DefaultLimits, Passwords: r.options.Passwords})
	t := Tally{Framing: a.Framing, Unreadable: a.Gaps}
	box := st.container()
	switch {
	case aerr != nil:
		box.Exceptions = append(box.Exceptions, withBytes(corruptIfIO(readProblem(aerr, 0)), a.Gaps))
	case a.Gaps > 0:
		box.Exceptions = append(box.Exceptions, Exception{Malformed, fmt.Sprintf("%d bytes belong to no file of the archive and were not read", a.Gaps), a.Gaps})
	}
	if err := sink.Family([]Item{box}); err != nil {
		return t, err
	}
	for i := range a.Members {
		if m := &a.Members[i]; errors.Is(m.Problem, archive.ErrOverlap) {
			m.Compressed = 0 // its bytes are another's
		}
	}
	olm, beside := r.olmBox(st, a.Members), besideMember(st.kind, a.Members)
	for i := range olm.order(len(a.Members)) {
		m := &a.Members[i]
		if err := r.ctx.Err(); err != nil {
			return t, err
		}
		if m.Dir && m.Compressed == 0 && m.Size <= 0 {
			continue
		}
		t.Content += m.Compressed
		if !olm.carried(i) {
			if err := r.member(st, m, olm, beside, sink); err != nil {
				return t, err
			}
		}
		st.progress(m.Compressed + m.Header)
	}
	return t, nil
}

// corruptIfIO says of an archive that failed without a reason that it is corrupt.
func corruptIfIO(x Exception) Exception {
	if x.Reason == IOError {
		x.Reason = Corrupt
	}
	return x
}

// member reads a file of the archive st.
func (r *reader) member(st *stored, m *archive.Member, olm *olmBox, beside pieces, sink Sink) error {
	beside.self = piecePlace{at: int64(m.Ordinal)}
	in := stored{olm: olm, pieces: beside, packed: m.Compressed, inner: st.inner + "!" + strconv.Itoa(m.Ordinal), name: m.Name, depth: st.depth + 1, progress: func(int64) {}}
	rc, err := openMember(m)
	if err != nil {
		return r.unopened(&in, withBytes(readProblem(err, m.Offset), m.Compressed), sink)
	}
	defer rc.Close()
	return r.unfold(rc, &in, m.Offset, sink)
}

// unopened hands on a file that could not be opened.
func (r *reader) unopened(st *stored, x Exception, sink Sink) error {
	return sink.Family([]Item{{Inner: st.inner, Parent: -1, Kind: File, Name: st.name, Size: st.packed, SHA256: sha256.Sum256(nil), Exceptions: []Exception{x}}})
}

// stream reads what a compressed file holds.
func (r *reader) stream(st *stored, sink Sink) (Tally, error) {
	t := Tally{Content: st.size}
	if err := sink.Family([]Item{st.container()}); err != nil {
		return t, err
	}
	packed := &meter{r: io.NewSectionReader(st.at, 0, st.size), progress: st.progress}
	in := stored{packed: st.size, inner: st.inner + "!1", name: streamed(path.Base(st.name)), depth: st.depth + 1, progress: func(int64) {}}
	z := guardedCloser(archive.Stream(st.kind, packed, archive.DefaultLimits))
	defer z.Close()
	return t, r.unfold(z, &in, 0, sink)
}

// unfold reads the file st out of an archive, where it starts at byte at. What must be read
// at random is spooled first.
func (r *reader) unfold(packed io.Reader, st *stored, at int64, sink Sink) error {
	z := newPeeker(&unfolding{r: r, in: packed})
	if r.unfolded.members++; r.unfolded.members > maxUnfoldedFile {
		return r.unopened(st, Exception{TooMany, fmt.Sprintf("more than %d files in the archives of a source: not read", maxUnfoldedFile), st.packed}, sink)
	}
	st.kind = storedKind(z.head(), st.name)
	if st.kind == "mbox" {
		return r.unfoldMbox(z, st, sink)
	}
	if st.kind != "" && st.depth < maxNested {
		return r.unfoldBox(z, st, at, sink)
	}
	raw, err := r.all(z, 0)
	if r.ctx.Err() != nil {
		return r.ctx.Err()
	}
	r.pieces = st.pieces
	if st.olm.holds(raw) {
		if done, ferr := r.olmItems(raw, st, at, err, sink); done || ferr != nil {
			return ferr
		}
	}
	var fam []Item
	if st.kind == "" {
		fam = r.item(raw, st.name, st.inner)
		r.listed(raw, st.name, err == nil)
	} else {
		r.reset()
		x := Exception{TooDeep, fmt.Sprintf("%s within %d archives: not opened", st.kind, st.depth), st.packed}
		r.family = append(r.family, Item{Inner: st.inner, Parent: -1, Kind: File, Exceptions: []Exception{x}})
		fam = r.family
	}
	head := &fam[0]
	if head.Name = st.name; head.Kind == File {
		head.SHA256 = sha256.Sum256(raw)
	}
	head.Size = st.packed
	if err != nil {
		head.Exceptions = append(head.Exceptions, withBytes(readProblem(err, at), st.packed))
	}
	return sink.Family(fam)
}

// unfoldMbox reads a mailbox out of an archive: one that has room in memory at any
// place, so that pieces of messages are joined, others in order.
func (r *reader) unfoldMbox(z io.Reader, st *stored, sink Sink) error {
	room := spoolMemory - r.spooled
	head, err := inChunks(io.LimitReader(z, int64(room)+1))
	if err == nil && len(head) <= room {
		r.spooled += len(head)
		defer func() { r.spooled -= len(head) }()
		st.at, st.size = bytes.NewReader(head), int64(len(head))
		_, err := r.mbox(st, 0, st.size, sink)
		return err
	}
	if err := sink.Family([]Item{st.container()}); err != nil {
		return err
	}
	return r.mboxStream(io.MultiReader(bytes.NewReader(head), failed{z, err}), st.inner, sink)
}

// unfoldBox spools what holds further files or messages, and reads it.
func (r *reader) unfoldBox(z io.Reader, st *stored, at int64, sink Sink) error {
	s, err := newSpool(z, spoolMemory-r.spooled) // with an error it holds what could be read
	//lint:ignore SA5001 it is never nil
	defer s.Close()
	r.spooled += len(s.mem)
	defer func() { r.spooled -= len(s.mem) }()
	if r.ctx.Err() != nil {
		return r.ctx.Err()
	}
	st.at, st.size = s, s.size
	head := &firstItem{Sink: sink}
	if err != nil {
		head.exception = new(withBytes(readProblem(err, at), st.packed))
	}
	_, err = r.stored(st, head)
	return err
}

// failed is the reader after an error that it gave: it gives that again.
type failed struct {
	io.Reader
	err error
}

func (f failed) Read(b []byte) (int, error) {
	if f.err != nil {
		return 0, f.err
	}
	return f.Reader.Read(b)
}

// A firstItem is a sink that adds an exception to the first item of all.
type firstItem struct {
	Sink
	exception *Exception
}

// Family hands on a family.
func (s *firstItem) Family(items []Item) error {
	if s.exception != nil {
		items[0].Exceptions = append(items[0].Exceptions, *s.exception)
		s.exception = nil
	}
	return s.Sink.Family(items)
}

// An unfolding counts what comes out of the archives of a source, and ends where
// that is too much.
type unfolding struct {
	r  *reader
	in io.Reader
}

func (u *unfolding) Read(b []byte) (int, error) {
	if err := u.r.ctx.Err(); err != nil {
		return 0, err
	}
	left := u.r.mayUnfold - u.r.unfolded.bytes
	if left <= 0 {
		return 0, fmt.Errorf("the archives of one source %w", archive.ErrTooLarge)
	}
	n, err := u.in.Read(b[:min(int64(len(b)), left)])
	u.r.unfolded.bytes += int64(n)
	return n, err
}

// A meter reports what is read through it.
type meter struct {
	r        io.Reader
	progress func(int64)
}

func (m *meter) Read(b []byte) (int, error) {
	n, err := m.r.Read(b)
	m.progress(int64(n))
	return n, err
}
