package search

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	bleve "github.com/blevesearch/bleve_index_api"

	"exposed/index"
)

// An Index is the search index of a case, open. It is for one goroutine.
type Index struct {
	Info
	finder     *index.Finder
	vocabulary *vocabulary
	tokens     *tokenizer
	queue      *bleve.AnalysisQueue
	store      bleve.Index
}

// Open opens the search index of c, which must belong to its ledger.
func Open(c *index.Case) (*Index, error) {
	dir := c.SearchDir()
	info, ok, err := readMarker(dir)
	if err == nil && !ok {
		err = errors.New("search index is missing; run exposed index")
	}
	if err != nil {
		return nil, err
	}
	key, err := c.SearchKey()
	if err != nil {
		return nil, err
	}
	x := &Index{Info: info, tokens: newTokenizer(key), queue: bleve.NewAnalysisQueue(1)}
	x.finder, err = c.Finder()
	if err == nil && x.finder.Identity() != info.Ledger {
		err = errors.New("search index is older than the ledger; run exposed index")
	}
	if err == nil {
		x.vocabulary, err = openVocabulary(c, filepath.Join(dir, vocabularyFile))
	}
	if err == nil {
		x.store, err = openStore(storeDir(dir), x.queue, true)
	}
	if err != nil {
		return nil, errors.Join(err, x.Close())
	}
	return x, nil
}

// Close closes the index.
func (x *Index) Close() error {
	var errs []error
	if x.store != nil {
		errs = append(errs, x.store.Close())
	}
	if x.vocabulary != nil {
		errs = append(errs, x.vocabulary.close())
	}
	if x.finder != nil {
		errs = append(errs, x.finder.Close())
	}
	x.queue.Close()
	return errors.Join(errs...)
}

// Hits are the items that a query finds, by their ordinals in the order of the
// evidence.
type Hits struct {
	Ordinals   []int
	Duplicates int // how many of them the ledger has as duplicates
}

// Search returns all items that q finds. A *Mistake says that q cannot be
// answered as it is.
func (x *Index) Search(ctx context.Context, q *Query) (Hits, error) {
	reader, err := x.store.Reader()
	if err != nil {
		return Hits{}, fmt.Errorf("search index: %w", err)
	}
	v := &evaluation{x, ctx, q, reader}
	found, err := v.node(q.root)
	var h Hits
	if err == nil {
		h.Ordinals, err = v.ordinals(found)
	}
	if err == nil {
		h.Duplicates, err = x.finder.Duplicates(ctx, h.Ordinals)
	}
	return h, errors.Join(err, reader.Close())
}

// Entries calls yield with the items of the given ordinals, in their order.
func (x *Index) Entries(ctx context.Context, ordinals []int, yield func(*index.Entry) error) error {
	return x.finder.Entries(ctx, ordinals, yield)
}

// Wildcards reports whether q looks for words with wildcards or slips, which
// the longest words are not among.
func (q *Query) Wildcards() bool {
	found := false
	leaves(q.root, func(l *leaf) {
		for i := range l.words {
			found = found || !l.words[i].exact()
		}
	})
	return found
}
