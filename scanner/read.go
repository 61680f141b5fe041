package scanner

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"

	"exposed/detectors"
	"exposed/scanner/archive"
	"exposed/scanner/document"
	"exposed/scanner/mailbox"
)

const (
	maxMessage = 64 << 20  // bytes of one message
	maxFile    = 256 << 20 // bytes of a file or a member that is no mailbox

	digestBytes = 1 << 20 // that are read at once to take a SHA-256
)

// A reader reads ranges for one worker. Its buffers are used again and again.
type reader struct {
	ctx      context.Context
	detector *detectors.Scanner // makes detect
	detect   *detectors.Worker  // nil: texts are not searched
	domains  func(string) bool  // reports whether a mail domain is the company's

	hasDomains bool // the company's domains are known
	progress   func(int64)
	family     []Item
	body       []byte
	rows       []detectors.Row
	file       []byte
	lines      []line
	parts      []section
	starts     []int // bytes of the text at which parts of the message begin
	people     []recipient
	found      [][]detectors.Finding // memory of findings that were handed on
	letters    []byte
	lists      lists
	shown      []*readout // parts that the message under work shows
	memo       *memo
	placeBook  *placeBook
	pieceBook  *pieceBook
	budget     unpacking                     // of the family under work
	spooled    int                           // bytes of spools in memory
	pieces     pieces                        // of messages, in the mailbox or folder under work
	unfolded   unpacking                     // of the source under work
	mayUnfold  int64                         // bytes
	apart      struct{ root, folder string } // where attachments of the message under work lie apart; folder is "" if nowhere
	options    document.Options
	openers    map[string]func(r *reader, k int, raw []byte, depth int)
	known      map[string][]mailbox.Address // of values of address fields
	fields     map[string]headField         // names of fields
	words      map[string]search            // in values of fields
	doubtful   []detectors.Finding          // candidates in the header under work
}

func (s *Scanner) reader(ctx context.Context, workers int, progress func(int64)) *reader {
	r := &reader{ctx: ctx, openers: openers, options: s.options, placeBook: &s.placeBook, pieceBook: &s.pieceBook, memo: newMemo(workers), known: map[string][]mailbox.Address{}, fields: map[string]headField{}, words: map[string]search{}, progress: progress, domains: func(string) bool { return false }}
	if s.detect != nil {
		r.detector = s.detect
		r.detect, r.domains, r.hasDomains = s.detect.Worker(), s.detect.Company, s.detect.HasCompany()
	}
	return r
}

// read reads one range into the sink.
func (r *reader) read(rg Range, sink Sink) error {
	if err := sink.Begin(rg); err != nil {
		return err
	}
	tally, err := r.source(rg, sink)
	if err != nil {
		return err
	}
	return sink.End(tally)
}

// source reads the range of a source. What it cannot read is an item with an exception.
func (r *reader) source(rg Range, sink Sink) (Tally, error) {
	src := rg.Source
	if src.Irregular {
		return Tally{}, r.failed(sink, 0, Exception{NotAFile, "a link, a device or a pipe: hand over the file itself", 0})
	}
	f, err := os.Open(src.Path)
	if err != nil {
		return r.unreadable(src, sink, err)
	}
	defer f.Close()
	if rg.Digest {
		return r.digest(f, sink, src)
	}
	head := make([]byte, headBytes)
	n, err := f.ReadAt(head, 0)
	if err != nil && err != io.EOF {
		return r.unreadable(src, sink, err)
	}
	r.unfolded, r.mayUnfold = unpacking{}, max(maxUnfolded, unfoldedRatio*src.Size)
	st := stored{at: f, size: src.Size, packed: src.Size, name: src.Path, kind: storedKind(head[:n], src.Path), progress: r.progress}
	if rg.Start > 0 || rg.End < src.Size {
		return r.part(&st, rg, sink)
	}
	t, err := r.stored(&st, sink)
	if err == nil {
		t.SHA256, err = r.sum(f, &st)
	}
	return t, err
}

// sum returns the SHA-256 of a source that was read; zero if the disk does not give all of it.
func (r *reader) sum(f *os.File, st *stored) ([32]byte, error) {
	if st.summed {
		return st.sum, nil
	}
	sum, err := hashFile(r.ctx, f)
	if err != nil {
		sum, err = [32]byte{}, r.ctx.Err()
	}
	return sum, err
}

// failed hands on the source itself as an item that was not read.
func (r *reader) failed(sink Sink, size int64, x Exception) error {
	return sink.Family([]Item{{Parent: -1, Kind: File, Size: size, SHA256: sha256.Sum256(nil), Exceptions: []Exception{x}}})
}

func (r *reader) unreadable(src Source, sink Sink, err error) (Tally, error) {
	var pe *os.PathError
	if errors.As(err, &pe) {
		err = pe.Err
	}
	x := Exception{IOError, fmt.Sprintf("%v: check the disk and the permissions, then scan again", err), src.Size}
	return Tally{Unreadable: src.Size}, r.failed(sink, src.Size, x)
}

// digest takes the SHA-256 of a source that is read by ranges; zero if the disk
// does not give all of it, which the ranges say.
func (r *reader) digest(f *os.File, sink Sink, src Source) (Tally, error) {
	var t Tally
	h := sha256.New()
	if _, err := io.CopyBuffer(h, &stopper{r.ctx, f}, make([]byte, digestBytes)); err != nil {
		return t, r.ctx.Err()
	}
	h.Sum(t.SHA256[:0])
	return t, nil
}

// A stopper reads until its context ends.
type stopper struct {
	ctx context.Context
	r   io.Reader
}

func (s *stopper) Read(b []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	return s.r.Read(b)
}

func hashFile(ctx context.Context, f *os.File) (sum [32]byte, err error) {
	h := sha256.New()
	if _, err = f.Seek(0, io.SeekStart); err == nil {
		_, err = io.Copy(h, &stopper{ctx, f})
	}
	h.Sum(sum[:0])
	return sum, err
}

// readProblem is the exception for an error of a reader of evidence.
func readProblem(err error, at int64) Exception {
	reason := IOError
	var pe *os.PathError
	switch {
	case errors.As(err, &pe): // which names a file of this machine
		err = pe.Err
	case errors.Is(err, archive.ErrTooLarge), errors.Is(err, mailbox.ErrTooLarge):
		reason = TooLarge
	case errors.Is(err, archive.ErrCorrupt), errors.Is(err, archive.ErrTrailing), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, errFailed):
		reason = Corrupt
	case errors.Is(err, archive.ErrEncrypted):
		reason = Encrypted
	case errors.Is(err, archive.ErrUnsupported):
		reason = Unsupported
	case errors.Is(err, archive.ErrTooMany):
		reason = TooMany
	case errors.Is(err, archive.ErrOverlap):
		reason = Malformed
	}
	return Exception{Reason: reason, Detail: err.Error()}
}

// all reads rd into the reader's buffer, up to maxFile bytes; more is an
// error that wraps archive.ErrTooLarge.
func (r *reader) all(rd io.Reader, size int64) ([]byte, error) {
	buf := bytes.NewBuffer(r.file[:0])
	if size > 0 && size < maxFile {
		buf.Grow(int(size) + bytes.MinRead)
	}
	_, err := buf.ReadFrom(io.LimitReader(&stopper{r.ctx, rd}, maxFile+1))
	raw := buf.Bytes()
	if cap(raw) <= maxMessage {
		r.file = raw[:0]
	}
	if len(raw) > maxFile {
		raw, err = raw[:maxFile], archive.ErrTooLarge
	}
	return raw, err
}

func withBytes(x Exception, n int64) Exception {
	x.Bytes = n
	return x
}

// A peeker lets its first bytes be looked at.
type peeker struct {
	io.Reader
	first []byte
}

func newPeeker(r io.Reader) *peeker {
	first := make([]byte, headBytes)
	n, err := io.ReadFull(r, first)
	p := &peeker{first: first[:n]}
	rest := r
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		rest = errReader{err}
	}
	p.Reader = io.MultiReader(bytes.NewReader(p.first), rest)
	return p
}

func (p *peeker) head() []byte { return p.first }

// An errReader fails with err.
type errReader struct{ err error }

func (e errReader) Read([]byte) (int, error) { return 0, e.err }
