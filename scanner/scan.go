package scanner

import (
	"context"
	"sync"

	"exposed/detectors"
	"exposed/scanner/document"
)

// Config tells a Scanner what to do.
type Config struct {
	Detect    *detectors.Scanner // nil: texts are taken out and not searched
	Documents document.Options   // for the readers of documents; its functions are called by many workers at a time
}

// A Scanner reads shards.
type Scanner struct {
	detect    *detectors.Scanner
	options   document.Options
	placeBook placeBook
	pieceBook pieceBook
}

// New returns a scanner.
func New(c Config) *Scanner { return &Scanner{detect: c.Detect, options: c.Documents} }

// Scan reads the shards with that many workers. Each shard goes to a sink of
// its own, which is closed as complete once all its ranges are read. It
// returns the first error of a sink or of ctx; trouble with evidence is an
// exception of an item and no error.
func (s *Scanner) Scan(ctx context.Context, shards []Shard, jobs int, open func(Shard) (Sink, error), progress func(bytes int64)) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	next := make(chan Shard)
	var workers sync.WaitGroup
	n := max(1, min(jobs, len(shards)))
	for range n {
		workers.Go(func() {
			r := s.reader(ctx, n, progress)
			for shard := range next {
				if err := r.shard(shard, open); err != nil {
					stop(err)
				}
			}
		})
	}
	for _, shard := range shards {
		select {
		case next <- shard:
			continue
		case <-ctx.Done():
		}
		break
	}
	close(next)
	workers.Wait()
	return context.Cause(ctx)
}

// shard reads one shard into its sink.
func (r *reader) shard(shard Shard, open func(Shard) (Sink, error)) (err error) {
	if err := r.ctx.Err(); err != nil {
		return err
	}
	sink, err := open(shard)
	if err != nil {
		return err
	}
	complete := false
	defer func() {
		if cerr := sink.Close(complete); err == nil {
			err = cerr
		}
	}()
	for _, rg := range shard {
		if err := r.read(rg, sink); err != nil {
			return err
		}
	}
	if err := r.ctx.Err(); err != nil { // words of pictures may be lacking
		return err
	}
	complete = true
	return nil
}

// Walk reads sources one after the other and hands each family to f.
func (s *Scanner) Walk(ctx context.Context, sources []Source, f func(src Source, family []Item) error) error {
	r := s.reader(ctx, 1, func(int64) {})
	for _, src := range sources {
		if err := r.read(Range{Source: src, End: src.Size}, &walker{src: src, f: f}); err != nil {
			return err
		}
	}
	return nil
}

// A walker is a sink that hands on families.
type walker struct {
	src Source
	f   func(Source, []Item) error
}

func (w *walker) Begin(Range) error          { return nil }
func (w *walker) Family(family []Item) error { return w.f(w.src, family) }
func (w *walker) End(Tally) error            { return nil }
func (w *walker) Close(bool) error           { return nil }
