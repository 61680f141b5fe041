package main

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"os"

	"exposed/index"
	"exposed/scanner"
)

// A replayer reads items of the evidence again. It is fast for items that are
// asked for in the order of the evidence: it goes on where it was.
type replayer struct {
	reader *scanner.Scanner
	jump   bool // the items are asked for in no order
	ctx    context.Context
	path   string // of the source that is open
	next   func() ([]scanner.Item, error, bool)
	stop   func()
	family []scanner.Item
}

func (r *replayer) close() {
	if r.stop != nil {
		r.stop()
		r.stop = nil
	}
}

// item returns the item at the path and ordinals of a locator. It may be used
// until the next call.
func (r *replayer) item(ctx context.Context, at index.Locator) (*scanner.Item, error) {
	r.ctx = ctx
	if r.jump {
		return r.far(at)
	}
	fresh := r.stop == nil || r.path != at.Path
	if fresh {
		if err := r.open(at.Path); err != nil {
			return nil, err
		}
	}
	it, err := r.find(at.Inner)
	if it == nil && err == nil && !fresh { // it lies before the place where we are
		if err = r.open(at.Path); err == nil {
			it, err = r.find(at.Inner)
		}
	}
	if it == nil && err == nil {
		err = errors.New("no such item in the evidence")
	}
	return it, err
}

// far reads the item at a locator, wherever it is.
func (r *replayer) far(at index.Locator) (*scanner.Item, error) {
	src, err := sourceAt(at.Path)
	if err != nil {
		return nil, err
	}
	r.family, err = r.reader.Find(r.ctx, src, at.Inner)
	for i := range r.family {
		if r.family[i].Inner == at.Inner {
			return &r.family[i], err
		}
	}
	if err == nil {
		err = errors.New("no such item in the evidence")
	}
	return nil, err
}

// sourceAt returns the source at path.
func sourceAt(path string) (scanner.Source, error) {
	info, err := os.Stat(path)
	if err != nil {
		return scanner.Source{}, err
	}
	return scanner.Source{Path: path, Size: info.Size(), ModTime: info.ModTime(), Irregular: !info.Mode().IsRegular()}, nil
}

// open starts the source path from its beginning.
func (r *replayer) open(path string) error {
	r.close()
	src, err := sourceAt(path)
	if err != nil {
		return err
	}
	r.path, r.family = path, nil
	r.next, r.stop = iter.Pull2(families(r.ctx, r.reader, src))
	return nil
}

// find goes on to the item at the ordinals inner; nil if the source ends before it.
func (r *replayer) find(inner string) (*scanner.Item, error) {
	for {
		for i := range r.family {
			if r.family[i].Inner == inner {
				return &r.family[i], nil
			}
		}
		var err error
		var ok bool
		if r.family, err, ok = r.next(); err != nil || !ok {
			return nil, err
		}
	}
}

// families returns the families of a source.
func families(ctx context.Context, reader *scanner.Scanner, src scanner.Source) iter.Seq2[[]scanner.Item, error] {
	return func(yield func([]scanner.Item, error) bool) {
		enough := errors.New("enough")
		err := reader.Walk(ctx, []scanner.Source{src}, func(_ scanner.Source, family []scanner.Item) error {
			if !yield(family, nil) {
				return enough
			}
			return nil
		})
		if err != nil && !errors.Is(err, enough) {
			yield(nil, fmt.Errorf("read again: %w", err))
		}
	}
}
