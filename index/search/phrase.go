package search

import (
	"errors"
	"slices"

	bleve "github.com/blevesearch/bleve_index_api"
)

// A phraseReader reads the positions of the words of a phrase. Documents are
// asked for in ascending order.
type phraseReader struct {
	inOrder bool // one word after the other; else within one gap
	slots   []slot
}

// A slot is a place of the phrase with the words that may stand there.
type slot struct {
	words     []wordReader
	positions []uint64 // in the document that was asked for last
}

// A wordReader reads the positions of one word.
type wordReader struct {
	bleve.TermFieldReader
	doc *bleve.TermFieldDoc // where it is; nil at the end
}

func (p *phraseReader) open(v *evaluation, f field, lists [][]string) error {
	p.slots = make([]slot, len(lists))
	for i, list := range lists {
		for _, word := range list {
			r, err := v.reader.TermFieldReader(v.ctx, []byte(v.tokens.token(f, word)), fieldNames[f], true, false, true)
			if err != nil {
				return err
			}
			doc, err := r.Next(nil)
			if doc == nil {
				if err = errors.Join(err, r.Close()); err != nil {
					return err
				}
				continue
			}
			p.slots[i].words = append(p.slots[i].words, wordReader{r, doc})
		}
	}
	return nil
}

func (p *phraseReader) close() error {
	var errs []error
	for i := range p.slots {
		for _, w := range p.slots[i].words {
			errs = append(errs, w.Close())
		}
	}
	return errors.Join(errs...)
}

// holds reports whether a document holds the phrase.
func (p *phraseReader) holds(doc uint32) (bool, error) {
	for i := range p.slots {
		if err := p.slots[i].read(uint64(doc)); err != nil {
			return false, err
		}
	}
	for _, at := range p.slots[0].positions {
		if p.from(at) {
			return true, nil
		}
	}
	return false, nil
}

// from reports whether the phrase begins at a position.
func (p *phraseReader) from(at uint64) bool {
	for i := 1; i < len(p.slots); i++ {
		list := p.slots[i].positions
		if p.inOrder {
			if _, ok := slices.BinarySearch(list, at+uint64(i)); !ok {
				return false
			}
			continue
		}
		n, _ := slices.BinarySearch(list, at/gap*gap)
		if n == len(list) || list[n]/gap != at/gap {
			return false
		}
	}
	return true
}

// read reads the positions of the words in a document.
func (s *slot) read(doc uint64) error {
	s.positions = s.positions[:0]
	for i := range s.words {
		w := &s.words[i]
		if w.doc != nil && w.doc.ID.Value() < doc {
			var err error
			if w.doc, err = w.Advance(internalID(uint32(doc)), w.doc.Reset()); err != nil {
				return err
			}
		}
		if w.doc == nil || w.doc.ID.Value() != doc {
			continue
		}
		s.positions = appendPlaces(s.positions, w.doc)
	}
	slices.Sort(s.positions)
	return nil
}
