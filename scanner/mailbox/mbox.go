// Package mailbox turns the bytes of mailboxes and messages into messages and
// their parts. Everything it returns tells where it lies in its input.
package mailbox

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
)

// ErrTooLarge is the error of a message that has more bytes than the caller takes.
var ErrTooLarge = errors.New("message too large")

// A Message is one message as it lies in its mailbox: nothing is unescaped and
// no line end is rewritten. In the file it has Separator+Size+Trailer bytes
// from Offset on, and the messages of a file lie end to end.
type Message struct {
	Offset    int64  // first byte of the From_ line in the file
	Separator int    // bytes of the From_ line or another separator, its line end included; 0: what lies before the first From_ line
	Raw       []byte // the message after its From_ line; reused by the next step of the sequence
	Size      int64  // bytes of the message; more than len(Raw) only with ErrTooLarge
	Trailer   int    // bytes of the empty line before the next From_ line or the end of the file
}

// chunk is the number of bytes asked of a reader at once.
const chunk = 256 << 10

// Mbox returns the messages of the mbox file r, in order. A message starts at
// a From_ line (RFC 4155, appendix A; see separator for what counts as one) that
// does not lie within the Content-Length of another message; a length is believed
// if a message ends there, reachBytes after its From_ line or before (see extent).
// Files with CR for line ends and MMDF files are read too; there a line of four
// bytes 1 is the separator, and another the trailer. What lies before the first From_ line is a message without separator.
// A message of more than limit bytes comes as its first limit bytes with an error
// that wraps ErrTooLarge, and the sequence goes on; any other error ends it,
// after the bytes that could be read.
func Mbox(r io.Reader, limit int64) iter.Seq2[Message, error] {
	return mboxHead(r, 1<<63-1, bounds{limit, reachBytes})
}

// MboxRange returns the messages of the mbox file r of size bytes whose From_
// line starts in [start,end), as Mbox does: what ranges that follow each other
// give is what the whole gives.
func MboxRange(r io.ReaderAt, size, start, end, limit int64) iter.Seq2[Message, error] {
	return mboxRange(r, size, start, end, bounds{limit, reachBytes})
}

// bounds are what a splitter is held to, in bytes.
type bounds struct {
	max   int64 // of a message
	reach int64 // from a From_ line to where a Content-Length says that its message ends
}

func mboxRange(r io.ReaderAt, size, start, end int64, b bounds) iter.Seq2[Message, error] {
	if start <= 0 {
		return mboxHead(io.NewSectionReader(r, 0, size), end, b)
	}
	return func(yield func(Message, error) bool) {
		head := make([]byte, min(size, leadBytes+lookBytes))
		n, err := r.ReadAt(head, 0)
		if err != nil && err != io.EOF {
			yield(Message{Offset: start}, fmt.Errorf("mbox: read at byte 0: %w", err))
			return
		}
		first, sep, kind := lead(head[:n], int64(n) == size)
		from := max(start, int64(first)+1)
		splitterAt(from, b.reach, place{int64(first), int64(sep)}, func(at int64) *splitter {
			base := max(0, at-contextBytes)
			return newSplitter(io.NewSectionReader(r, base, size-base), base, end, kind, b)
		}).seek(from, yield)
	}
}

// mboxHead returns the messages of a range that starts with the file.
func mboxHead(r io.Reader, end int64, b bounds) iter.Seq2[Message, error] {
	return func(yield func(Message, error) bool) {
		s := newSplitter(r, 0, end, mboxLF, b)
		s.window.need(leadBytes + lookBytes)
		if end <= 0 || len(s.data()) == 0 && s.err == nil {
			return
		}
		var first, sep int
		first, sep, s.kind = lead(s.data(), s.eof)
		if sep > 0 {
			s.opens(int64(first), int64(sep))
		}
		s.run(0, sep, yield)
	}
}

// A splitter cuts the bytes of a window at From_ lines.
type splitter struct {
	window
	bounds
	lengths
	kind dialect
	end  int64  // messages that start here or later are not wanted
	head []byte // first bytes of a message that has outgrown the window; nil: it lies in the window
}

// newSplitter cuts what r gives, which is at offset base of its file.
func newSplitter(r io.Reader, base, end int64, kind dialect, b bounds) *splitter {
	return &splitter{window: window{r: r, base: base, room: b.max + b.reach + 2*chunk}, bounds: b, kind: kind, end: end}
}

// seek runs from the first From_ line at from or later, if it is in the range.
func (s *splitter) seek(from int64, yield func(Message, error) bool) {
	p, sep := s.next(from, from, true)
	if s.err != nil && sep == 0 {
		yield(Message{Offset: from}, fmt.Errorf("mbox: read at byte %d: %w", s.base+int64(len(s.data())), s.err))
		return
	}
	if sep > 0 && p < s.end {
		s.run(p, sep, yield)
	}
}

// run yields the message at start, whose From_ line has sep bytes, and those
// after it up to the end of the range.
func (s *splitter) run(start int64, sep int, yield func(Message, error) bool) {
	for {
		s.drop(start)
		next, nextSep := s.next(start, start+int64(max(sep, 1)), false)
		m := s.message(start, next, sep)
		if !yield(m, s.problem(m, nextSep == 0)) || nextSep == 0 || next >= s.end {
			return
		}
		s.head, start, sep = nil, next, nextSep
	}
}

// message returns the message between the offsets start and next.
func (s *splitter) message(start, next int64, sep int) Message {
	before := s.data()[:next-s.base]
	m := Message{Offset: start, Separator: sep, Size: next - start - int64(sep)}
	m.Trailer = s.kind.trailer(before, m.Size)
	m.Size -= int64(m.Trailer)
	if s.head != nil {
		before = s.head
	}
	m.Raw = before[sep:][:min(m.Size, s.max)]
	return m
}

// problem returns the error of m; last tells that nothing follows it.
func (s *splitter) problem(m Message, last bool) error {
	large, broken := m.Size > s.max, last && s.err != nil
	switch {
	case large && broken:
		return fmt.Errorf("mbox: message at byte %d: %w: %w", m.Offset, ErrTooLarge, s.err)
	case large:
		return fmt.Errorf("mbox: message at byte %d: %w", m.Offset, ErrTooLarge)
	case broken:
		return fmt.Errorf("mbox: message at byte %d: %w", m.Offset, s.err)
	}
	return nil
}

// next returns the offset and length of the first From_ line at from or
// later that starts a message, or the end of the file and 0. The message at start stays
// in the window or moves to s.head. With idle there is no message, and the search
// ends with the range.
func (s *splitter) next(start, from int64, idle bool) (int64, int) {
	for {
		p, n := s.line(start, from, idle)
		if n == 0 || s.opens(p, p+int64(n)) {
			return p, n
		}
		from = p + 1
	}
}

// line is next for what looks like a From_ line.
func (s *splitter) line(start, from int64, idle bool) (int64, int) {
	for {
		d := s.data()
		at := int(from-s.base) - 1
		i := -1
		if at < len(d) {
			i = bytes.Index(d[at:], s.kind.mark())
		}
		if i < 0 {
			if s.eof {
				return s.base + int64(len(d)), 0
			}
			from = max(from, s.base+int64(len(d)-len(s.kind.mark())+2))
			if idle && from >= s.end {
				return from, 0
			}
			s.makeRoom(start, from, idle)
			s.fill()
			continue
		}
		p := at + i + 1
		if idle && s.base+int64(p) >= s.end {
			return s.base + int64(p), 0
		}
		if len(d)-p < lookBytes && !s.eof {
			from = s.base + int64(p)
			s.makeRoom(start, from, idle)
			s.fill()
			continue
		}
		if n := s.kind.separator(d, p, s.eof); n > 0 {
			return s.base + int64(p), n
		}
		from = s.base + int64(p) + 1
	}
}

// makeRoom gives up bytes of the window before from that nobody needs: all
// where there is no message, and the rest of a message that is too large.
func (s *splitter) makeRoom(start, from int64, idle bool) {
	keep := max(s.base, from-contextBytes)
	if idle || s.head != nil {
		s.drop(keep)
		return
	}
	if from-start > s.max+chunk {
		s.head = s.detach(keep)
	}
}

// A window is a part of a stream, with the offset of its first byte.
type window struct {
	r    io.Reader
	buf  []byte
	at   int   // first byte of buf that is in the window
	base int64 // its offset in the stream
	room int64 // bytes that the window is expected to hold at most
	eof  bool
	err  error // other than io.EOF
}

func (w *window) data() []byte { return w.buf[w.at:] }

// drop moves the start of the window to offset, or to its end if that comes first.
func (w *window) drop(offset int64) {
	offset = min(offset, w.base+int64(len(w.data())))
	w.at += int(offset - w.base)
	w.base = offset
}

// detach returns the bytes of the window and starts a fresh one at offset.
func (w *window) detach(offset int64) []byte {
	old := w.data()
	w.buf = append(make([]byte, 0, 2*chunk), old[offset-w.base:]...)
	w.at, w.base = 0, offset
	return old
}

// need fills the window up to n bytes, or to the end of the stream.
func (w *window) need(n int) {
	for len(w.data()) < n && !w.eof {
		w.fill()
	}
}

// fill reads on. It moves the window's bytes: slices of data are void after it.
func (w *window) fill() {
	if cap(w.buf)-len(w.buf) < chunk/2 {
		w.grow()
	}
	n, err := w.r.Read(w.buf[len(w.buf):cap(w.buf)])
	w.buf = w.buf[:len(w.buf)+n]
	if err != nil {
		w.eof = true
		if err != io.EOF {
			w.err = err
		}
	}
}

// grow moves the window to the start of its buffer, or of a larger one.
func (w *window) grow() {
	n := len(w.buf) - w.at
	if n+chunk <= cap(w.buf) {
		copy(w.buf, w.buf[w.at:])
		w.buf, w.at = w.buf[:n], 0
		return
	}
	room := n + chunk + int(min(int64(n), max(0, w.room-int64(n))))
	w.buf = append(make([]byte, 0, room), w.buf[w.at:]...)
	w.at = 0
}
