package search

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"math"

	"github.com/RoaringBitmap/roaring/v2"
	bleve "github.com/blevesearch/bleve_index_api"
)

// A set holds the numbers that the index gives to documents.
type set = *roaring.Bitmap

// An evaluation answers one query. It goes through the postings of the words
// itself, since each of them counts and none is ranked.
type evaluation struct {
	*Index
	ctx    context.Context
	query  *Query
	reader bleve.IndexReader
}

// errNumber is the error of an index with more documents than a set can have.
var errNumber = errors.New("more items than an index can have")

// node returns the documents that n asks for.
func (v *evaluation) node(n node) (set, error) {
	if err := v.ctx.Err(); err != nil {
		return nil, err
	}
	switch n := n.(type) {
	case and:
		return v.join(n, (*roaring.Bitmap).And)
	case or:
		return v.join(n, (*roaring.Bitmap).Or)
	case not:
		s, err := v.node(n.of)
		if err != nil {
			return nil, err
		}
		all, err := v.all()
		if err == nil {
			all.AndNot(s)
		}
		return all, err
	}
	return v.leaf(n.(*leaf))
}

// join joins what the nodes ask for.
func (v *evaluation) join(list []node, with func(a, b set)) (set, error) {
	var sum set
	for i, n := range list {
		s, err := v.node(n)
		if err != nil {
			return nil, err
		}
		if i == 0 {
			sum = s
		} else {
			with(sum, s)
		}
	}
	return sum, nil
}

// all returns all documents.
func (v *evaluation) all() (set, error) {
	ids, err := v.reader.DocIDReaderAll()
	if err != nil {
		return nil, err
	}
	s := roaring.New()
	for {
		id, err := ids.Next()
		if err != nil || id == nil {
			return s, errors.Join(err, ids.Close())
		}
		if err := put(s, id); err != nil {
			return nil, errors.Join(err, ids.Close())
		}
	}
}

// put puts a document into s.
func put(s set, id bleve.IndexInternalID) error {
	n := id.Value()
	if n > math.MaxUint32 {
		return errNumber
	}
	s.Add(uint32(n))
	return nil
}

// leaf returns the documents that l asks for.
func (v *evaluation) leaf(l *leaf) (set, error) {
	switch l.field {
	case date:
		var list []string
		err := v.vocabulary.each(date, func(day []byte) {
			if l.days.has(string(day)) {
				list = append(list, string(day))
			}
		})
		if err != nil {
			return nil, err
		}
		return v.anyOf(date, list)
	case person:
		ids := v.finder.PersonIDs(l.value)
		if len(ids) == 0 {
			return nil, &Mistake{v.query.text, l.at, "nobody with this id is exposed; exposed people prints the ids"}
		}
		return v.anyOf(person, ids)
	case kind, element, phone, account:
		return v.anyOf(l.field, []string{l.value})
	}
	lists, err := v.expand(v.query, l)
	if err != nil {
		return nil, err
	}
	if len(lists) == 1 {
		return v.anyOf(l.field, lists[0])
	}
	return v.phrase(l.field, lists)
}

// anyOf returns the documents that have one of the words in field f.
func (v *evaluation) anyOf(f field, words []string) (set, error) {
	s := roaring.New()
	for _, word := range words {
		if err := v.postings(s, f, word); err != nil {
			return nil, fmt.Errorf("search index: %w", err)
		}
	}
	return s, nil
}

// postings puts the documents that have a word in field f into s.
func (v *evaluation) postings(s set, f field, word string) error {
	r, err := v.reader.TermFieldReader(v.ctx, []byte(v.tokens.token(f, word)), fieldNames[f], false, false, false)
	if err != nil {
		return err
	}
	var doc bleve.TermFieldDoc
	for {
		d, err := r.Next(doc.Reset())
		if err == nil && d != nil {
			err = put(s, d.ID)
		}
		if err != nil || d == nil {
			return errors.Join(err, r.Close())
		}
	}
}

// phrase returns the documents that have words of the lists one after the
// other in field f, or, if that is name, in one name in any order.
func (v *evaluation) phrase(f field, lists [][]string) (set, error) {
	var both set
	for _, list := range lists {
		s, err := v.anyOf(f, list)
		if err != nil {
			return nil, err
		}
		if both == nil {
			both = s
		} else {
			both.And(s)
		}
	}
	if both.IsEmpty() {
		return both, nil
	}
	p := &phraseReader{inOrder: f != name}
	err := p.open(v, f, lists)
	found := roaring.New()
	for it := both.Iterator(); err == nil && it.HasNext(); {
		doc := it.Next()
		var ok bool
		if ok, err = p.holds(doc); ok {
			found.Add(doc)
		}
	}
	if err = errors.Join(err, p.close()); err != nil {
		return nil, fmt.Errorf("search index: %w", err)
	}
	return found, nil
}

// internalID returns how the index names the document of a number.
func internalID(doc uint32) bleve.IndexInternalID {
	return binary.BigEndian.AppendUint64(nil, uint64(doc))
}

// ordinals returns the ordinals of the items of s, ascending.
func (v *evaluation) ordinals(s set) ([]int, error) {
	seen := roaring.New()
	for it := s.Iterator(); it.HasNext(); {
		id, err := v.reader.ExternalID(internalID(it.Next()))
		if err != nil {
			return nil, fmt.Errorf("search index: %w", err)
		}
		n, ok := ordinalOf(id)
		if !ok || n < 0 || n > math.MaxUint32 {
			return nil, fmt.Errorf("search index: %w; run exposed index again", errNumber)
		}
		seen.Add(uint32(n))
	}
	list := make([]int, 0, seen.GetCardinality())
	for it := seen.Iterator(); it.HasNext(); {
		list = append(list, int(it.Next()))
	}
	return list, nil
}
