package scanner

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"

	"exposed/scanner/mailbox"
	"exposed/scanner/mailbox/pst"
)

// part reads the range rg of a mailbox that is a source.
func (r *reader) part(st *stored, rg Range, sink Sink) (Tally, error) {
	if st.kind == "pst" {
		return r.pst(st, rg.Start, rg.End, sink)
	}
	return r.mbox(st, rg.Start, rg.End, sink)
}

// mbox reads the messages of an mbox that start between start and end.
func (r *reader) mbox(st *stored, start, end int64, sink Sink) (Tally, error) {
	var t Tally
	if start == 0 {
		if err := sink.Family([]Item{st.container()}); err != nil {
			return t, err
		}
	}
	r.pieces = r.beside(st)
	at, broken, failed := start, false, false
	for m, merr := range guardedSeq(mailbox.MboxRange(st.at, st.size, start, end, maxMessage), func() { failed = true }) {
		r.pieces.self = placeOf(&m)
		if err := r.mboxMessage(m, merr, st.inner, sink, &t); err != nil {
			return t, err
		}
		n := int64(m.Separator) + m.Size + int64(m.Trailer)
		at, broken = m.Offset+n, merr != nil && !errors.Is(merr, mailbox.ErrTooLarge)
		st.progress(n)
	}
	if rest := max(end-at, 0); failed || broken {
		t.Unreadable += rest // its messages, if the disk gives them to another range, are read there
		st.progress(rest)
	}
	return t, r.mboxFailed(failed, st.inner, at, sink)
}

// mboxFailed says that the reader failed at byte at of a mailbox, if it did.
func (r *reader) mboxFailed(failed bool, prefix string, at int64, sink Sink) error {
	if err := r.ctx.Err(); err != nil || !failed {
		return err
	}
	x := Exception{Corrupt, fmt.Sprintf("mbox: at byte %d: %v", at, errFailed), 0}
	return sink.Family([]Item{{Inner: prefix + "!" + strconv.FormatInt(at, 10), Parent: -1, Kind: File, Exceptions: []Exception{x}}})
}

// mboxStream reads the messages of an mbox that can only be read in order.
func (r *reader) mboxStream(z io.Reader, prefix string, sink Sink) error {
	var t Tally
	r.pieces = pieces{}
	at, failed := int64(0), false
	for m, merr := range guardedSeq(mailbox.Mbox(z, maxMessage), func() { failed = true }) {
		if err := r.mboxMessage(m, merr, prefix, sink, &t); err != nil {
			return err
		}
		at = m.Offset + int64(m.Separator) + m.Size + int64(m.Trailer)
	}
	return r.mboxFailed(failed, prefix, at, sink)
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

// pst reads the messages of a personal folder file the data of which starts
// between start and end.
func (r *reader) pst(st *stored, start, end int64, sink Sink) (Tally, error) {
	t := Tally{Framing: end - start}
	f, err := r.openPST(st)
	if err != nil {
		box := st.container()
		box.Exceptions = append(box.Exceptions, withBytes(objectProblem(err), st.size))
		t = Tally{Unreadable: end - start}
		st.progress(end - start)
		if start > 0 {
			return t, nil // the first range says it
		}
		return t, sink.Family([]Item{box})
	}
	if start == 0 {
		if err := sink.Family([]Item{f.container(st)}); err != nil {
			return t, err
		}
	}
	left := end - start
	for _, p := range f.within(start, end) {
		if err := r.ctx.Err(); err != nil {
			return t, err
		}
		fam, n := r.pstMessage(f.File, p, st.inner)
		t.Content, t.Framing = t.Content+n, t.Framing-n
		st.progress(min(n, left)) // what messages share counts for each
		left -= min(n, left)
		if err := sink.Family(fam); err != nil {
			return t, err
		}
	}
	st.progress(left)
	return t, nil
}

// pstMessage makes the family of the message at p, and returns the bytes of the
// file that hold it.
func (r *reader) pstMessage(f *pst.File, p pst.Place, prefix string) ([]Item, int64) {
	inner := prefix + "!" + strconv.FormatUint(uint64(p.NID), 16)
	fam := r.familyOf(inner, Message, nil, func() {
		m, err := f.Message(p.NID)
		if m == nil {
			r.family = append(r.family, Item{Inner: inner, Parent: -1, Kind: Message, Exceptions: []Exception{objectProblem(err)}})
			return
		}
		m.Recovered = p.Recovered
		r.addObject(m, inner, -1, 0, p.Recovered)
		r.family[0].Size = m.Stored()
		if err != nil {
			r.except(0, objectProblem(err))
		}
	})
	fam[0].Recovered = p.Recovered
	return fam, fam[0].Size
}
