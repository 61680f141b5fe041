package search

import (
	"encoding/binary"
	"iter"
	"maps"
	"slices"

	"github.com/blevesearch/bleve/v2/document"
	bleve "github.com/blevesearch/bleve_index_api"
)

// A tokens is a field of a document as bleve takes it: its words are tokens
// already, so that no analyzer sees text. Nothing of it is stored. Where phrases
// are asked for, positions are kept; offsets are not, since they would tell how
// long each word is.
type tokens struct {
	field field
	freqs bleve.TokenFrequencies
}

var _ document.Field = (*tokens)(nil)

func (t *tokens) Name() string                                     { return fieldNames[t.field] }
func (t *tokens) Analyze()                                         {}
func (t *tokens) AnalyzedLength() int                              { return 1 }
func (t *tokens) AnalyzedTokenFrequencies() bleve.TokenFrequencies { return t.freqs }
func (t *tokens) Value() []byte                                    { return nil }
func (t *tokens) ArrayPositions() []uint64                         { return nil }
func (t *tokens) NumPlainTextBytes() uint64                        { return 0 }
func (t *tokens) EncodedFieldType() byte                           { return 't' }
func (t *tokens) Size() int                                        { return 0 }

func (t *tokens) Options() bleve.FieldIndexingOptions {
	if t.field.worded() {
		return bleve.IndexField | bleve.IncludeTermVectors
	}
	return bleve.IndexField | bleve.SkipFreqNorm
}

// documentID returns what the item of an ordinal is called in the index.
func documentID(ordinal int) string {
	var b [8]byte
	binary.BigEndian.PutUint64(b[:], uint64(ordinal))
	return string(b[:])
}

// ordinalOf returns the ordinal of a document.
func ordinalOf(id string) (int, bool) {
	if len(id) != 8 {
		return 0, false
	}
	return int(binary.BigEndian.Uint64([]byte(id))), true
}

// A term is a word of a field.
type term struct {
	token string
	field uint64 // number of the field of a document that had it last
	at    int32  // its place among the words of that
}

// maxTerms is the size of the words that an indexer remembers, in bytes. Above
// it they go to the vocabulary, and it begins anew.
const maxTerms = 48 << 20

// termBytes is about what a term takes beside its word.
const termBytes = 96

// An indexer turns items into documents. It is for one goroutine.
type indexer struct {
	tokens    *tokenizer
	terms     [fields]map[string]*term
	size      int // of the terms
	long      int // words that are too long for the vocabulary
	positions [][]bleve.TokenLocation

	doc    *document.Document
	cost   int    // bytes that the document takes in a batch
	fields uint64 // number of fields so far
	field  field  // that is being made
	seen   []*term
	counts []int32
	order  []occurrence
	sorted []int32 // positions, by word
}

// An occurrence is a word of a field, by its place in seen, and its position.
type occurrence struct{ word, position int32 }

func newIndexer(key []byte) *indexer {
	x := &indexer{tokens: newTokenizer(key)}
	for f := range x.terms {
		x.terms[f] = map[string]*term{}
	}
	return x
}

// begin begins the document of an item.
func (x *indexer) begin(ordinal int) {
	x.doc, x.cost = document.NewDocument(documentID(ordinal)), 0
	x.positions = x.positions[:min(len(x.positions), maxChunks)]
}

// start begins a field of the document.
func (x *indexer) start(f field) {
	x.fields++
	x.field = f
	x.seen, x.counts, x.order = x.seen[:0], x.counts[:0], x.order[:0]
}

// gap lies between texts of one field, so that no phrase goes from one to the
// next. The words of one finding lie within one gap.
const gap = 64

// text adds the words of s from a position on and returns the position after them.
func (x *indexer) text(s string, at int) int {
	var room [64]byte
	for i := 0; ; {
		start, end, ascii := nextWord(s, i)
		if start == end {
			return at
		}
		x.word(appendFolded(room[:0], s[start:end], ascii), at)
		at++
		i = end
	}
}

// word adds a word at a position.
func (x *indexer) word(word []byte, at int) {
	t := x.terms[x.field][string(word)]
	if t == nil {
		w := string(word)
		t = &term{token: x.tokens.token(x.field, w)}
		x.terms[x.field][w] = t
		x.size += len(w) + termBytes
	}
	if t.field != x.fields {
		t.field, t.at = x.fields, int32(len(x.seen))
		x.seen, x.counts = append(x.seen, t), append(x.counts, 0)
	}
	x.counts[t.at]++
	x.order = append(x.order, occurrence{t.at, int32(at)})
}

// What a word of a document and each of its locations take in a batch, about.
const (
	wordCost     = 200
	locationCost = 128
)

// end adds the field to the document.
func (x *indexer) end() {
	if len(x.seen) == 0 {
		return
	}
	freqs := make(bleve.TokenFrequencies, len(x.seen))
	words := make([]bleve.TokenFreq, len(x.seen))
	for i, t := range x.seen {
		words[i].SetFrequency(1)
		freqs[t.token] = &words[i]
	}
	if x.field.worded() {
		for i, places := range x.places() {
			x.place(&words[i], places)
		}
	}
	x.cost += wordCost * len(x.seen)
	x.doc.AddField(&tokens{x.field, freqs})
}

// places returns the places of each word of the field.
func (x *indexer) places() iter.Seq2[int, []int32] {
	return func(yield func(int, []int32) bool) {
		x.sorted = slices.Grow(x.sorted[:0], len(x.order))[:len(x.order)]
		end := int32(0)
		for i, n := range x.counts {
			x.counts[i] = end // is the start, and moves to the end
			end += n
		}
		for _, o := range x.order {
			x.sorted[x.counts[o.word]] = o.position
			x.counts[o.word]++
		}
		start := int32(0)
		for i, end := range x.counts {
			if !yield(i, x.sorted[start:end]) {
				return
			}
			start = end
		}
	}
}

// place says where a word stands.
func (x *indexer) place(w *bleve.TokenFreq, places []int32) {
	if v, ok := pack(places); ok {
		w.SetFrequency(int(v))
		return
	}
	w.SetFrequency(len(places))
	w.Locations = make([]*bleve.TokenLocation, len(places))
	for i, at := range places {
		w.Locations[i] = x.location(int(at))
	}
	x.cost += locationCost * len(places)
}

// chunk is how many positions are made at once, and maxChunks how many chunks
// are kept for the next document.
const (
	chunk     = 1 << 15
	maxChunks = 32
)

// location returns what says that a word stands at a position. All words at a
// position share it, since it tells nothing else.
func (x *indexer) location(at int) *bleve.TokenLocation {
	for at >= len(x.positions)*chunk {
		list := make([]bleve.TokenLocation, chunk)
		for i := range list {
			list[i].Position = len(x.positions)*chunk + i
		}
		x.positions = append(x.positions, list)
	}
	return &x.positions[at/chunk][at%chunk]
}

// whole adds a field that holds values as a whole.
func (x *indexer) whole(f field, values ...string) {
	x.start(f)
	for i, v := range values {
		x.word([]byte(v), i+1)
	}
	x.end()
}

// flush hands the words that the vocabulary is to have to add, and forgets all.
func (x *indexer) flush(add func(f field, words []string)) {
	for f := range x.terms {
		if f < vocabularyFields {
			words := slices.AppendSeq(make([]string, 0, len(x.terms[f])), maps.Keys(x.terms[f]))
			n := len(words)
			words = slices.DeleteFunc(words, func(w string) bool { return len(w) > maxWord })
			x.long += n - len(words)
			add(field(f), words)
		}
		clear(x.terms[f])
	}
	x.size = 0
}
