package search

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"

	"exposed/index"
)

// The vocabulary holds the words of each field, so that wildcards and
// misspellings can be looked for: the index itself knows words by their tokens
// only. It is a salt and blocks:
//
//	clear part   field, 1 if it is the last block, bytes of the sealed part
//	sealed part  words, sorted: bytes shared with the word before, length of the rest, the rest
//
// A word may stand in several blocks.

const (
	vocabularyFile = "vocabulary"
	blockHead      = 6       // bytes of the clear part
	blockBytes     = 1 << 16 // of words, from which a block is sealed
	maxBlock       = 1 << 20 // bytes that a sealed part may have
)

// maxWord is the longest word that the vocabulary has, in bytes. Longer ones
// are found as they are written, but not by wildcards.
const maxWord = 1024

// A vocabularyWriter writes the vocabulary.
type vocabularyWriter struct {
	file   *os.File
	out    *bufio.Writer
	seal   *index.Sealer
	blocks uint64
	plain  []byte
	sealed []byte
	err    error
}

func createVocabulary(c *index.Case, path string) (*vocabularyWriter, error) {
	salt := index.NewSalt()
	seal, err := c.Sealer(salt)
	if err != nil {
		return nil, err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, err
	}
	w := &vocabularyWriter{file: f, out: bufio.NewWriterSize(f, 1<<16), seal: seal}
	_, w.err = w.out.Write(salt[:])
	return w, nil
}

// add writes words of field f, which it sorts.
func (w *vocabularyWriter) add(f field, words []string) {
	slices.Sort(words)
	last := ""
	w.plain = w.plain[:0]
	for _, word := range words {
		n := shared(last, word)
		w.plain = binary.AppendUvarint(w.plain, uint64(n))
		w.plain = binary.AppendUvarint(w.plain, uint64(len(word)-n))
		w.plain = append(w.plain, word[n:]...)
		last = word
		if len(w.plain) >= blockBytes {
			w.block(f, false)
			last = ""
		}
	}
	if len(w.plain) > 0 {
		w.block(f, false)
	}
}

// shared returns the number of bytes with which both a and b begin.
func shared(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

// block seals the words that wait.
func (w *vocabularyWriter) block(f field, last bool) {
	head := [blockHead]byte{byte(f)}
	if last {
		head[1] = 1
	}
	w.sealed = w.seal.Seal(w.sealed[:0], w.plain, blockClear(head, w.blocks))
	binary.BigEndian.PutUint32(head[2:], uint32(len(w.sealed)))
	w.blocks++
	w.plain = w.plain[:0]
	if w.err == nil {
		_, w.err = w.out.Write(head[:])
	}
	if w.err == nil {
		_, w.err = w.out.Write(w.sealed)
	}
}

// blockClear returns what a block is bound to: field, whether it is the last,
// and its number.
func blockClear(head [blockHead]byte, n uint64) []byte {
	return binary.BigEndian.AppendUint64(head[:2:2], n)
}

// close ends the vocabulary and puts it on disk.
func (w *vocabularyWriter) close() error {
	w.block(0, true)
	if w.err == nil {
		w.err = w.out.Flush()
	}
	return errors.Join(w.err, w.file.Sync(), w.file.Close())
}

// A vocabulary is a vocabulary that is open.
type vocabulary struct {
	file *os.File
	seal *index.Sealer
}

func openVocabulary(c *index.Case, path string) (*vocabulary, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	var salt [index.SaltSize]byte
	_, err = io.ReadFull(f, salt[:])
	seal, err2 := c.Sealer(salt)
	if err := errors.Join(err, err2); err != nil {
		f.Close()
		return nil, fmt.Errorf("search index: vocabulary: %w; run exposed index again", err)
	}
	return &vocabulary{f, seal}, nil
}

func (v *vocabulary) close() error { return v.file.Close() }

// each calls use with every word of field f. A word is used until the next
// call, and may come again.
func (v *vocabulary) each(f field, use func(word []byte)) error {
	err := v.blocks(f, use)
	if err != nil {
		return fmt.Errorf("search index: vocabulary: %w; run exposed index again", err)
	}
	return nil
}

func (v *vocabulary) blocks(f field, use func(word []byte)) error {
	if _, err := v.file.Seek(index.SaltSize, io.SeekStart); err != nil {
		return err
	}
	r := bufio.NewReaderSize(v.file, 1<<16)
	var plain, sealed []byte
	for n := uint64(0); ; n++ {
		var head [blockHead]byte
		if _, err := io.ReadFull(r, head[:]); err != nil {
			return err
		}
		size := binary.BigEndian.Uint32(head[2:])
		if size > maxBlock {
			return errors.New("block is too large")
		}
		last := head[1] == 1
		if field(head[0]) != f && !last {
			if _, err := r.Discard(int(size)); err != nil {
				return err
			}
			continue
		}
		sealed = slices.Grow(sealed[:0], int(size))[:size]
		_, err := io.ReadFull(r, sealed)
		if err == nil {
			plain, err = v.seal.Open(plain[:0], sealed, blockClear(head, n))
		}
		if err == nil {
			err = eachWord(plain, use)
		}
		if err != nil || last {
			return err
		}
	}
}

// eachWord calls use with the words of an open block.
func eachWord(plain []byte, use func([]byte)) error {
	var word []byte
	for len(plain) > 0 {
		kept, n := binary.Uvarint(plain)
		rest, m := binary.Uvarint(plain[max(n, 0):])
		if n <= 0 || m <= 0 || kept > uint64(len(word)) || rest > uint64(len(plain)-n-m) {
			return errors.New("block is malformed")
		}
		word = append(word[:kept], plain[n+m:][:rest]...)
		plain = plain[n+m+int(rest):]
		use(word)
	}
	return nil
}
