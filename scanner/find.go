package scanner

import (
	"context"
	"errors"
	"os"
	"slices"
	"strconv"
	"strings"

	"exposed/scanner/mailbox/pst"
)

// errFound ends the reading of a source.
var errFound = errors.New("found")

// Find reads the family of a source that has the item at the ordinals inner; nil
// if there is none. Of a mailbox it reads that family alone, of other sources all
// that lies before it.
func (s *Scanner) Find(ctx context.Context, src Source, inner string) ([]Item, error) {
	r := s.reader(ctx, 1, func(int64) {})
	var found []Item
	keep := &walker{src: src, f: func(_ Source, family []Item) error {
		if slices.ContainsFunc(family, func(it Item) bool { return it.Inner == inner }) {
			found = family
			return errFound
		}
		return nil
	}}
	done, err := r.jump(src, inner, keep)
	if !done && err == nil {
		err = r.read(Range{Source: src, End: src.Size}, keep)
	}
	if errors.Is(err, errFound) {
		err = nil
	}
	return found, err
}

// jump reads the family with the item inner of a mailbox. It reports false if src
// must be read in order.
func (r *reader) jump(src Source, inner string, sink Sink) (bool, error) {
	kind := mailboxOf(src)
	if kind == "" || inner == "" {
		return false, nil
	}
	f, err := os.Open(src.Path)
	if err != nil {
		return false, err
	}
	defer f.Close()
	st := &stored{at: f, size: src.Size, name: src.Path, kind: kind, progress: r.progress}
	first, _, _ := strings.Cut(inner[1:], "!")
	if kind == "pst" {
		return true, r.jumpPST(st, first, sink)
	}
	at, err := strconv.ParseInt(first, 10, 64)
	if err != nil || at == 0 {
		return false, nil
	}
	_, err = r.mbox(st, at, at+1, sink)
	return true, err
}

// jumpPST reads the message with the number nid, in hexadecimal digits.
func (r *reader) jumpPST(st *stored, nid string, sink Sink) error {
	n, err := strconv.ParseUint(nid, 16, 32)
	if err != nil {
		return nil
	}
	f, err := r.openPST(st)
	if err != nil {
		return err
	}
	p := pst.Place{NID: pst.NID(n)}
	if i, ok := f.numbered()[p.NID]; ok {
		p = f.places[i]
	}
	fam, _ := r.pstMessage(f.File, p, "")
	return sink.Family(fam)
}
