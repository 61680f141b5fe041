package ooxml

import (
	"sort"
	"strings"
)

// blockBytes is when a block of text is full.
const blockBytes = 1 << 20

// blocks is text that grows without being copied. What is appended between two
// turns lies in one block.
type blocks struct {
	full   [][]byte
	starts []int // where each of full starts
	last   []byte
	from   int // where last starts
}

// len returns the length of the text.
func (b *blocks) len() int { return b.from + len(b.last) }

// turn starts another block if the last one is full.
func (b *blocks) turn() {
	if len(b.last) < blockBytes {
		return
	}
	b.full, b.starts = append(b.full, b.last), append(b.starts, b.from)
	b.from += len(b.last)
	const spare = 64 << 10
	b.last = make([]byte, 0, blockBytes+spare)
}

// span returns the text from start to end, which lies in one block.
func (b *blocks) span(start, end int) []byte {
	if start >= b.from {
		return b.last[start-b.from : end-b.from]
	}
	i := sort.SearchInts(b.starts, start+1) - 1
	return b.full[i][start-b.starts[i] : end-b.starts[i]]
}

// writeTo writes the text from start to end, in whatever blocks it lies.
func (b *blocks) writeTo(out *strings.Builder, start, end int) {
	i := max(sort.SearchInts(b.starts, start+1)-1, 0)
	for ; i < len(b.full); i++ {
		from, to := max(start-b.starts[i], 0), min(end-b.starts[i], len(b.full[i]))
		if from < to {
			out.Write(b.full[i][from:to])
		}
	}
	if end > b.from {
		out.Write(b.last[max(start-b.from, 0) : end-b.from])
	}
}
