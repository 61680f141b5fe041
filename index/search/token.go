package search

import (
	"crypto/sha256"
)

// tokenSize is the size of a token in bytes. Among a hundred million words, one
// in five thousand cases has two with the same token.
const tokenSize = 8

// A tokenizer makes tokens: what stands in the index for the words of a field.
// The same word has another token in each field. It is for one goroutine.
type tokenizer struct{ inner, outer []byte }

// newTokenizer prepares the two blocks that HMAC puts before what it hashes
// (RFC 2104). The key has at most the size of a block.
func newTokenizer(key []byte) *tokenizer {
	t := &tokenizer{make([]byte, sha256.BlockSize), make([]byte, sha256.BlockSize)}
	copy(t.inner, key)
	copy(t.outer, key)
	for i := range t.inner {
		t.inner[i] ^= 0x36
		t.outer[i] ^= 0x5c
	}
	return t
}

// token returns the token of a word of field f: the first bytes of its
// HMAC-SHA-256.
func (t *tokenizer) token(f field, word string) string {
	t.inner = append(append(t.inner[:sha256.BlockSize], byte(f)), word...)
	sum := sha256.Sum256(t.inner)
	t.outer = append(t.outer[:sha256.BlockSize], sum[:]...)
	sum = sha256.Sum256(t.outer)
	return string(sum[:tokenSize])
}
