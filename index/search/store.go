package search

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/blevesearch/bleve/v2/index/scorch"
	bleve "github.com/blevesearch/bleve_index_api"
	api "github.com/blevesearch/scorch_segment_api/v2"
)

// boltTimeout bounds how long the index waits for another that has it open.
const boltTimeout = "5s"

// openStore opens a bleve index without its mapping: the fields are those of
// this package, and no other comes about.
func openStore(dir string, queue *bleve.AnalysisQueue, readOnly bool) (bleve.Index, error) {
	store, err := scorch.NewScorch("search", map[string]any{"path": dir, "bolt_timeout": boltTimeout, "read_only": readOnly}, queue)
	if err == nil {
		err = store.Open()
	}
	if err != nil {
		return nil, fmt.Errorf("search index: %w", err)
	}
	return store, nil
}

// tidy removes the files of the store that merges have left behind.
func tidy(dir string) error {
	queue := bleve.NewAnalysisQueue(1)
	defer queue.Close()
	store, err := openStore(dir, queue, true)
	if err != nil {
		return err
	}
	used, err := segmentFiles(store)
	if err = errors.Join(err, store.Close()); err != nil {
		return fmt.Errorf("search index: %w", err)
	}
	files, err := os.ReadDir(dir)
	for _, f := range files {
		if filepath.Ext(f.Name()) == ".zap" && !used[f.Name()] {
			err = errors.Join(err, os.Remove(filepath.Join(dir, f.Name())))
		}
	}
	return err
}

// segmentFiles returns the names of the files that a store uses.
func segmentFiles(store bleve.Index) (map[string]bool, error) {
	reader, err := store.Reader()
	if err != nil {
		return nil, err
	}
	used := map[string]bool{}
	if snapshot, ok := reader.(*scorch.IndexSnapshot); ok {
		for _, s := range snapshot.Segments() {
			if file, ok := s.Segment().(api.PersistedSegment); ok {
				used[filepath.Base(file.Path())] = true
			}
		}
	}
	return used, reader.Close()
}
