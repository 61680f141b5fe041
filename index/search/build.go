package search

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/blevesearch/bleve/v2/document"
	bleve "github.com/blevesearch/bleve_index_api"
	"github.com/gofrs/flock"

	"exposed/index"
	"exposed/scanner"
)

// Options tells what is indexed, and how.
type Options struct {
	Scope    string // ScopeAll or ScopeFindings
	Jobs     int    // documents are made by that many workers
	Read     func(ctx context.Context, shards []scanner.Shard, jobs int, open func(scanner.Shard) (scanner.Sink, error), progress func(bytes int64)) error
	Progress func(done, total int64) // of bytes; nil: none. Any worker may call it
}

// Names beside the folder of the index.
const (
	tempSuffix = ".tmp-" // begins those of folders that are being built
	lockSuffix = ".lock"
)

// Build builds the search index of c, in place of the one that there is. It
// reads the evidence again. What a run that is stopped leaves is no index, and
// the next one removes it.
func Build(ctx context.Context, c *index.Case, o Options) (Info, error) {
	dir := c.SearchDir()
	lock := flock.New(dir + lockSuffix)
	ok, err := lock.TryLock()
	if err != nil {
		return Info{}, err
	}
	if !ok {
		return Info{}, errors.New("search index is being built by another run: wait for it to end, or stop it")
	}
	defer lock.Unlock()
	if err := removeTemps(dir); err != nil {
		return Info{}, err
	}
	temp, err := os.MkdirTemp(filepath.Dir(dir), filepath.Base(dir)+tempSuffix)
	if err != nil {
		return Info{}, err
	}
	defer os.RemoveAll(temp)
	info, err := build(ctx, c, temp, o)
	if err != nil {
		return info, err
	}
	if err := writeMarker(temp, info); err != nil {
		return info, err
	}
	return info, replace(dir, temp)
}

// removeTemps removes what dead runs have left beside dir.
func removeTemps(dir string) error {
	entries, err := os.ReadDir(filepath.Dir(dir))
	if err != nil {
		return err
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), filepath.Base(dir)+tempSuffix) {
			if err := os.RemoveAll(filepath.Join(filepath.Dir(dir), e.Name())); err != nil {
				return err
			}
		}
	}
	return nil
}

// replace gives the folder temp the name dir. A run that reads the index that
// was there goes on with it.
func replace(dir, temp string) error {
	old := temp + "-old"
	err := os.Rename(dir, old)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	if err := os.Rename(temp, dir); err != nil {
		return err
	}
	return errors.Join(syncDir(filepath.Dir(dir)), os.RemoveAll(old))
}

// A builder builds an index.
type builder struct {
	ctx    context.Context
	finder *index.Finder
	scope  string
	key    []byte
	store  bleve.Index
	units  map[unitKey]index.Unit

	mu         sync.Mutex
	batch      *bleve.Batch
	taken      int // bytes that the batch takes
	vocabulary *vocabularyWriter
	idle       []*worker
	info       Info
}

// A unitKey tells the ranges of sources apart.
type unitKey struct {
	path       string
	start, end int64
}

// build writes an index into the empty folder dir, but for its marker.
func build(ctx context.Context, c *index.Case, dir string, o Options) (Info, error) {
	finder, err := c.Finder()
	if err != nil {
		return Info{}, err
	}
	defer finder.Close()
	b := &builder{ctx: ctx, finder: finder, scope: o.Scope, units: map[unitKey]index.Unit{}, batch: bleve.NewBatch()}
	b.info = Info{Format: indexFormat, Ledger: finder.Identity(), Scope: o.Scope}
	if b.key, err = c.SearchKey(); err != nil {
		return b.info, err
	}
	shards, total, err := b.shards()
	if err != nil {
		return b.info, err
	}
	if b.vocabulary, err = createVocabulary(c, filepath.Join(dir, vocabularyFile)); err != nil {
		return b.info, err
	}
	err = b.fill(storeDir(dir), func() error {
		return o.Read(ctx, shards, o.Jobs, b.open, progress(o.Progress, total))
	})
	err = errors.Join(err, b.vocabulary.close())
	if err == nil {
		err = tidy(storeDir(dir))
	}
	return b.info, err
}

// shards returns the evidence: a shard has the ranges that follow each other in
// one segment.
func (b *builder) shards() (shards []scanner.Shard, total int64, err error) {
	units, err := b.finder.Units()
	segment := ""
	for _, u := range units {
		b.units[unitKey{u.Source.Path, u.Start, u.End}] = u
		if u.Segment != segment {
			shards = append(shards, nil)
		}
		segment = u.Segment
		last := &shards[len(shards)-1]
		*last = append(*last, u.Range)
		total += u.End - u.Start
	}
	return shards, total, err
}

// progress returns what adds bytes up and reports them.
func progress(report func(done, total int64), total int64) func(int64) {
	var mu sync.Mutex
	var done int64
	return func(n int64) {
		mu.Lock()
		defer mu.Unlock()
		done += n
		if report != nil {
			report(done, total)
		}
	}
}

// fill opens the store, lets read fill it and closes it.
func (b *builder) fill(dir string, read func() error) error {
	queue := bleve.NewAnalysisQueue(1) // the documents need no analysis
	defer queue.Close()
	store, err := openStore(dir, queue, false)
	if err != nil {
		return err
	}
	b.store = store
	if err = read(); err == nil {
		err = b.finish()
	}
	return errors.Join(err, store.Close())
}

// maxBatch is what the documents may take, in bytes, that are handed to the
// index at once: about eight million bytes of text. Few large batches cost less
// than many small ones, since each has the dictionary of its words.
const maxBatch = 192 << 20

// add adds a document that takes cost bytes. The worker that fills a batch hands
// it on while others begin the next.
func (b *builder) add(doc *document.Document, cost int) error {
	b.mu.Lock()
	b.batch.Update(doc)
	b.taken += cost
	if b.taken <= maxBatch {
		b.mu.Unlock()
		return nil
	}
	full := b.batch
	b.batch, b.taken = bleve.NewBatch(), 0
	b.mu.Unlock()
	return b.store.Batch(full)
}

// finish hands on what is left, when the workers are done.
func (b *builder) finish() error {
	for _, w := range b.idle {
		w.flush(b.vocabulary.add)
		b.info.LongWords += w.long
	}
	if len(b.batch.IndexOps) == 0 {
		return b.vocabulary.err
	}
	return errors.Join(b.vocabulary.err, b.store.Batch(b.batch))
}
