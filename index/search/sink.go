package search

import (
	"errors"
	"iter"

	"exposed/index"
	"exposed/scanner"
)

// A worker makes documents.
type worker struct {
	*indexer
	b *builder
}

// worker returns one that is idle, or a new one.
func (b *builder) worker() *worker {
	b.mu.Lock()
	defer b.mu.Unlock()
	if n := len(b.idle); n > 0 {
		w := b.idle[n-1]
		b.idle = b.idle[:n-1]
		return w
	}
	return &worker{newIndexer(b.key), b}
}

// add adds an item with its text and the header of its message.
func (w *worker) add(ordinal int, e *index.Entry, data string, h *header) error {
	w.begin(ordinal)
	w.item(e, data, h)
	if w.size > maxTerms {
		if err := w.words(); err != nil {
			return err
		}
	}
	return w.b.add(w.doc, w.cost)
}

// words writes the words of the worker to the vocabulary.
func (w *worker) words() error {
	w.b.mu.Lock()
	defer w.b.mu.Unlock()
	w.flush(w.b.vocabulary.add)
	return w.b.vocabulary.err
}

// A sink indexes the families of a shard side by side with what the case knows
// of them.
type sink struct {
	b       *builder
	w       *worker
	reader  *index.UnitReader
	next    func() ([]index.Entry, error, bool)
	stop    func()
	ordinal int // of the next item
	info    Info
}

func (b *builder) open(scanner.Shard) (scanner.Sink, error) {
	return &sink{b: b, w: b.worker(), reader: b.finder.UnitReader(), stop: func() {}}, nil
}

// Begin begins a range.
func (s *sink) Begin(r scanner.Range) error {
	u, ok := s.b.units[unitKey{r.Source.Path, r.Start, r.End}]
	if !ok {
		return errors.New("search index: range is not of the case")
	}
	s.ordinal = u.First
	s.stop()
	s.next, s.stop = iter.Pull2(s.reader.Families(s.b.ctx, u))
	return nil
}

// Family indexes the family that the case has next. If the evidence has
// another one there, it goes without its text.
func (s *sink) Family(items []scanner.Item) error {
	entries, err, ok := s.next()
	if err != nil || !ok {
		return err
	}
	return s.family(entries, items)
}

// End indexes what the evidence has no longer.
func (s *sink) End(scanner.Tally) error {
	for {
		entries, err, ok := s.next()
		if err != nil || !ok {
			return err
		}
		if err := s.family(entries, nil); err != nil {
			return err
		}
	}
}

// Close gives the worker back.
func (s *sink) Close(bool) error {
	s.stop()
	s.reader.Close()
	s.b.mu.Lock()
	defer s.b.mu.Unlock()
	s.b.idle = append(s.b.idle, s.w)
	s.b.info.Items += s.info.Items
	s.b.info.Unread += s.info.Unread
	s.b.info.Changed += s.info.Changed
	return nil
}

// family indexes entries with the texts of items, which may be none.
func (s *sink) family(entries []index.Entry, items []scanner.Item) error {
	if !sameItems(entries, items) {
		items = nil
	}
	headers := make([]*header, len(entries))
	for i := range entries {
		e := &entries[i]
		ordinal := s.ordinal
		s.ordinal++
		data := ""
		changed := items == nil || differs(e, &items[i])
		if !changed {
			data = items[i].Text.Data
			headers[i] = headerOf(headers, e, &items[i])
		}
		if s.b.scope == ScopeFindings && !hasCounting(e) {
			continue
		}
		s.count(e, changed)
		if err := s.w.add(ordinal, e, data, headers[i]); err != nil {
			return err
		}
	}
	return nil
}

// count counts an item of the index.
func (s *sink) count(e *index.Entry, changed bool) {
	s.info.Items++
	if changed || len(e.Exceptions) > 0 {
		s.info.Unread++
	}
	if changed {
		s.info.Changed++
	}
}

// sameItems reports whether items are those of a family of the case.
func sameItems(entries []index.Entry, items []scanner.Item) bool {
	if len(entries) != len(items) {
		return false
	}
	for i := range entries {
		if entries[i].Locator.Inner != items[i].Inner {
			return false
		}
	}
	return true
}

// differs reports whether it is not what the case knows as e. The hash of a
// whole source need not be known.
func differs(e *index.Entry, it *scanner.Item) bool {
	zero := [32]byte{}
	return e.SHA256 != zero && it.SHA256 != zero && e.SHA256 != it.SHA256 || len(it.Exceptions) > len(e.Exceptions)
}

// headerOf returns the header of the message that an item is, or that carries it.
func headerOf(headers []*header, e *index.Entry, it *scanner.Item) *header {
	switch {
	case it.Head > 0:
		return readHeader(it.Text.Data[:it.Head], e.Sent)
	case e.Parent >= 0:
		return headers[e.Parent]
	}
	return nil
}

// hasCounting reports whether a finding of e counts.
func hasCounting(e *index.Entry) bool {
	for i := range e.Findings {
		if e.Findings[i].Counts() {
			return true
		}
	}
	return false
}
