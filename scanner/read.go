package scanner

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"

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
	ctx     context.Context
	detect  *detectors.Worker // nil: texts are not searched
	domains func(string) bool // reports whether a mail domain is the company's

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
	budget     unpacking // of the family under work
	options    document.Options
	openers    map[string]func(r *reader, k int, raw []byte, depth int)
	known      map[string][]mailbox.Address // of values of address fields
	fields     map[string]headField         // names of fields
	words      map[string]search            // in values of fields
	doubtful   []detectors.Finding          // candidates in the header under work
}

func (s *Scanner) reader(ctx context.Context, workers int, progress func(int64)) *reader {
	r := &reader{ctx: ctx, openers: openers, options: s.options, memo: newMemo(workers), known: map[string][]mailbox.Address{}, fields: map[string]headField{}, words: map[string]search{}, progress: progress, domains: func(string) bool { return false }}
	if s.detect != nil {
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
		return Tally{SHA256: sha256.Sum256(nil)}, r.failed(sink, 0, Exception{NotAFile, "a link, a device or a pipe: hand over the file itself", 0})
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
	n, err := io.ReadFull(f, head)
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return r.unreadable(src, sink, err)
	}
	head = head[:n]
	switch {
	case mailbox.IsMbox(head):
		return r.mbox(f, rg, sink)
	case document.Kind(head, "", "") == "zip":
		return r.zip(f, src, sink)
	case archive.IsGzip(head):
		return r.gzip(f, src, sink)
	}
	return r.single(f, src, sink)
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
	return Tally{SHA256: sha256.Sum256(nil), Unreadable: src.Size}, r.failed(sink, src.Size, x)
}

// digest takes the SHA-256 of a source that is read by ranges.
func (r *reader) digest(f *os.File, sink Sink, src Source) (Tally, error) {
	var t Tally
	h := sha256.New()
	if _, err := io.CopyBuffer(h, &stopper{r.ctx, f}, make([]byte, digestBytes)); err != nil {
		return t, err
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

// mbox reads the messages of a range of an mbox.
func (r *reader) mbox(f *os.File, rg Range, sink Sink) (Tally, error) {
	var t Tally
	whole := rg.Start == 0 && rg.End == rg.Source.Size
	if rg.Start == 0 {
		if err := sink.Family([]Item{{Parent: -1, Kind: Container, Size: rg.Source.Size}}); err != nil {
			return t, err
		}
	}
	var err error
	for m, merr := range mailbox.MboxRange(f, rg.Source.Size, rg.Start, rg.End, maxMessage) {
		if err = r.mboxMessage(m, merr, "", sink, &t); err != nil {
			return t, err
		}
		r.progress(int64(m.Separator) + m.Size + int64(m.Trailer))
	}
	if whole {
		t.SHA256, err = hashFile(r.ctx, f)
	}
	return t, err
}

func hashFile(ctx context.Context, f *os.File) (sum [32]byte, err error) {
	h := sha256.New()
	if _, err = f.Seek(0, io.SeekStart); err == nil {
		_, err = io.Copy(h, &stopper{ctx, f})
	}
	h.Sum(sum[:0])
	return sum, err
}

// mboxMessage hands on a message of an mbox with what the reader says of it.
func (r *reader) mboxMessage(m mailbox.Message, merr error, prefix string, sink Sink, t *Tally) error {
	if err := r.ctx.Err(); err != nil {
		return err
	}
	t.Framing += int64(m.Separator) + int64(m.Trailer)
	if m.Separator == 0 && len(bytes.TrimSpace(m.Raw)) == 0 && merr == nil {
		t.Framing += m.Size
		return nil
	}
	t.Content += m.Size
	fam := r.message(m.Raw, prefix+"!"+strconv.FormatInt(m.Offset, 10))
	head := &fam[0]
	head.Size = m.Size
	switch {
	case errors.Is(merr, mailbox.ErrTooLarge):
		head.Exceptions = append(head.Exceptions, Exception{TooLarge, fmt.Sprintf("message of %d bytes: the first %d were read", m.Size, len(m.Raw)), m.Size - int64(len(m.Raw))})
	case merr != nil:
		head.Exceptions = append(head.Exceptions, readProblem(merr, m.Offset))
	case m.Separator == 0:
		head.Exceptions = append(head.Exceptions, Exception{Malformed, "text before the first message of the mailbox", m.Size})
	}
	return sink.Family(fam)
}

// readProblem is the exception for an error of a reader of evidence.
func readProblem(err error, at int64) Exception {
	reason := IOError
	switch {
	case errors.Is(err, archive.ErrTooLarge), errors.Is(err, mailbox.ErrTooLarge):
		reason = TooLarge
	case errors.Is(err, archive.ErrCorrupt), errors.Is(err, archive.ErrTrailing), errors.Is(err, io.ErrUnexpectedEOF):
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

// single reads a source that is one message or one other file.
func (r *reader) single(f *os.File, src Source, sink Sink) (Tally, error) {
	var t Tally
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return r.unreadable(src, sink, err)
	}
	h := sha256.New()
	raw, err := r.all(io.TeeReader(f, h), src.Size)
	if err != nil && !errors.Is(err, archive.ErrTooLarge) {
		return r.unreadable(src, sink, err)
	}
	if err != nil { // the rest counts for the hash
		if _, herr := io.Copy(h, &stopper{r.ctx, f}); herr != nil {
			return r.unreadable(src, sink, herr)
		}
	}
	h.Sum(t.SHA256[:0])
	t.Content = src.Size
	fam := r.item(raw, src.Path, "")
	fam[0].Size, fam[0].SHA256 = src.Size, t.SHA256
	if err != nil {
		fam[0].Exceptions = append(fam[0].Exceptions, Exception{TooLarge, fmt.Sprintf("file of %d bytes: the first %d were read", src.Size, len(raw)), src.Size - int64(len(raw))})
	}
	r.progress(src.Size)
	return t, sink.Family(fam)
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

// zip reads the members of a zip.
func (r *reader) zip(f *os.File, src Source, sink Sink) (Tally, error) {
	var t Tally
	a, zerr := archive.Zip(f, src.Size, archive.DefaultLimits)
	t.Framing, t.Unreadable = a.Framing, a.Gaps
	box := Item{Parent: -1, Kind: Container, Size: src.Size}
	if zerr != nil {
		x := readProblem(zerr, 0)
		if x.Reason == IOError {
			x.Reason = Corrupt
		}
		x.Bytes = a.Gaps
		box.Exceptions = append(box.Exceptions, x)
	}
	if err := sink.Family([]Item{box}); err != nil {
		return t, err
	}
	for i := range a.Members {
		m := &a.Members[i]
		if err := r.ctx.Err(); err != nil {
			return t, err
		}
		if m.Dir && m.Compressed == 0 {
			continue
		}
		if !errors.Is(m.Problem, archive.ErrOverlap) {
			t.Content += m.Compressed
		}
		if err := r.member(m, sink); err != nil {
			return t, err
		}
		r.progress(m.Compressed + m.Header)
	}
	var err error
	t.SHA256, err = hashFile(r.ctx, f)
	return t, err
}

// member reads one member of a zip.
func (r *reader) member(m *archive.Member, sink Sink) error {
	inner := "!" + strconv.Itoa(m.Ordinal)
	rc, err := m.Open()
	if err != nil {
		return sink.Family([]Item{{Inner: inner, Parent: -1, Kind: File, Name: m.Name, Size: m.Compressed, SHA256: sha256.Sum256(nil), Exceptions: []Exception{withBytes(readProblem(err, m.Offset), m.Compressed)}}})
	}
	defer rc.Close()
	z := newPeeker(rc)
	if mailbox.IsMbox(z.head()) {
		box := Item{Inner: inner, Parent: -1, Kind: Container, Name: m.Name, Size: m.Compressed}
		if err := sink.Family([]Item{box}); err != nil {
			return err
		}
		return r.mboxStream(z, inner, sink)
	}
	raw, err := r.all(z, min(max(m.Size, 0), 16<<20))
	if r.ctx.Err() != nil {
		return r.ctx.Err()
	}
	fam := r.item(raw, m.Name, inner)
	head := &fam[0]
	if head.Kind == File {
		head.Name = m.Name
	}
	head.Size = m.Compressed
	if err != nil {
		head.Exceptions = append(head.Exceptions, withBytes(readProblem(err, m.Offset), m.Compressed))
	}
	return sink.Family(fam)
}

func withBytes(x Exception, n int64) Exception {
	x.Bytes = n
	return x
}

// gzip reads a compressed mailbox, or another compressed file.
func (r *reader) gzip(f *os.File, src Source, sink Sink) (Tally, error) {
	t := Tally{Content: src.Size}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return r.unreadable(src, sink, err)
	}
	h := sha256.New()
	packed := &meter{r: io.TeeReader(&stopper{r.ctx, f}, h), progress: r.progress}
	z := newPeeker(archive.Gzip(packed, archive.DefaultLimits))
	box := Item{Parent: -1, Kind: Container, Size: src.Size}
	if err := sink.Family([]Item{box}); err != nil {
		return t, err
	}
	var err error
	if mailbox.IsMbox(z.head()) {
		err = r.mboxStream(z, "", sink)
	} else {
		err = r.unpacked(z, src, sink)
	}
	if err != nil {
		return t, err
	}
	if _, err := io.Copy(io.Discard, packed); err != nil {
		return t, err
	}
	h.Sum(t.SHA256[:0])
	return t, nil
}

// mboxStream reads the messages of an mbox that can only be read in order.
func (r *reader) mboxStream(z io.Reader, prefix string, sink Sink) error {
	var t Tally
	for m, merr := range mailbox.Mbox(z, maxMessage) {
		if err := r.mboxMessage(m, merr, prefix, sink, &t); err != nil {
			return err
		}
	}
	return r.ctx.Err()
}

// unpacked reads a compressed file that is no mbox.
func (r *reader) unpacked(z io.Reader, src Source, sink Sink) error {
	raw, err := r.all(z, 0)
	if r.ctx.Err() != nil {
		return r.ctx.Err()
	}
	fam := r.item(raw, withoutGz(src.Path), "!1")
	fam[0].Size = int64(len(raw))
	if err != nil {
		fam[0].Exceptions = append(fam[0].Exceptions, readProblem(err, 0))
	}
	return sink.Family(fam)
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
