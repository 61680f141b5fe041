package scanner

import (
	"crypto/sha256"
	"errors"
	"io"
	"iter"

	"exposed/scanner/archive"
	"exposed/scanner/loadfile"
	"exposed/scanner/mailbox/pst"
)

// errFailed is the error of evidence that its reader panics on. That is a defect
// of the reader, and spoils the item that was under work and no other.
var errFailed = errors.New("the reader failed on it")

// guard calls f. It returns errFailed if that panics; what the panic says is
// dropped, as it may hold what was read. No sink is called below it.
func guard(f func()) (err error) {
	defer func() {
		if recover() != nil {
			err = errFailed
		}
	}()
	f()
	return nil
}

// guarded calls f, which reads item k out of size bytes. If its reader fails, the
// item has no text and nothing in it, and an exception.
func (r *reader) guarded(k int, size int64, f func()) {
	items, before := len(r.family), len(r.family[k].Exceptions)
	if guard(f) == nil {
		return
	}
	clear(r.family[items:])
	r.family = r.family[:items]
	it := &r.family[k]
	it.Text.Data, it.Text.Rows, it.Text.Pages = "", nil, nil
	it.Findings, it.Candidates, it.Stretches, it.Records = nil, nil, nil, nil
	it.Exceptions = append(it.Exceptions[:before], Exception{Corrupt, errFailed.Error(), size})
	r.renew()
}

// familyOf returns the family that f makes of raw, nil for what has no bytes of its own. If a reader fails on it, that
// is one item with an exception.
func (r *reader) familyOf(inner string, kind Kind, raw []byte, f func()) []Item {
	r.reset()
	if guard(f) == nil {
		return r.family
	}
	clear(r.family)
	x := Exception{Corrupt, errFailed.Error(), int64(len(raw))}
	r.family = append(r.family[:0], Item{Inner: inner, Parent: -1, Kind: kind, Size: x.Bytes, Exceptions: []Exception{x}})
	if raw != nil {
		r.family[0].SHA256 = sha256.Sum256(raw)
	}
	r.renew()
	return r.family
}

// renew gives up memory that a reader which failed may have left half written.
func (r *reader) renew() {
	r.lists, r.found, r.doubtful = lists{}, nil, nil
	if r.detect != nil {
		r.detect = r.detector.Worker()
	}
}

// guardedReader ends in errFailed where r panics.
type guardedReader struct{ r io.Reader }

func (g guardedReader) Read(b []byte) (n int, err error) {
	defer func() {
		if recover() != nil {
			n, err = 0, errFailed
		}
	}()
	return g.r.Read(b)
}

// guardedSeq is seq up to where it panics, and calls failed there. A panic of who
// takes the values goes on.
func guardedSeq[A, B any](seq iter.Seq2[A, B], failed func()) iter.Seq2[A, B] {
	return func(yield func(A, B) bool) {
		taken := false // by yield, which has not returned
		defer func() {
			if !taken && recover() != nil {
				failed()
			}
		}()
		seq(func(a A, b B) bool {
			taken = true
			ok := yield(a, b)
			taken = false
			return ok
		})
	}
}

// openArchive is archive.Open, guarded.
func openArchive(kind string, at io.ReaderAt, size int64, o archive.Options) (a *archive.Archive, err error) {
	if gerr := guard(func() { a, err = archive.Open(kind, at, size, o) }); gerr != nil {
		return &archive.Archive{Gaps: size}, gerr
	}
	return a, err
}

// openMember is m.Open, guarded; so is what it returns.
func openMember(m *archive.Member) (rc io.ReadCloser, err error) {
	if gerr := guard(func() { rc, err = m.Open() }); gerr != nil {
		return nil, gerr
	}
	return guardedCloser(rc), err
}

// guardedCloser guards both the reading and the closing of rc, which may be nil.
func guardedCloser(rc io.ReadCloser) io.ReadCloser {
	if rc == nil {
		return nil
	}
	return struct {
		guardedReader
		io.Closer
	}{guardedReader{rc}, closer(func() (err error) {
		if gerr := guard(func() { err = rc.Close() }); gerr != nil {
			return gerr
		}
		return err
	})}
}

type closer func() error

func (c closer) Close() error { return c() }

// openPlaces opens a personal folder file and finds its messages.
func openPlaces(st *stored, page *placePage) (f *pst.File, err error) {
	gerr := guard(func() {
		if f, err = pst.Open(st.at, st.size); err == nil {
			page.once.Do(func() { page.places = placesOf(f) })
		}
	})
	if gerr == nil && err == nil && page.places == nil {
		gerr = errFailed // on an earlier range
	}
	if gerr != nil {
		return nil, gerr
	}
	return f, err
}

// parseTable is loadfile.Parse, guarded.
func parseTable(raw []byte) (t loadfile.Table, docs []loadfile.Document, err error) {
	err = guard(func() {
		t = loadfile.Parse(raw)
		docs = t.Documents()
	})
	if err != nil {
		return loadfile.Table{}, nil, err
	}
	return t, docs, nil
}
