package scanner

import (
	"io"
	"os"

	"exposed/scanner/mailbox"
)

const (
	rangeBytes   = 16 << 20 // of a large mbox that one shard takes
	shardBytes   = 4 << 20  // of small sources that are put together
	shardSources = 256
	headBytes    = 4096 // that tell what a file is
)

// Plan cuts sources into shards. What done reports is left out. Small sources
// go together; a large mbox is cut into ranges, and a range of its own takes
// its SHA-256.
func Plan(sources []Source, done func(s Source, start, end int64, digest bool) bool) []Shard {
	var out []Shard
	var small Shard
	var bytes int64
	flush := func() {
		if len(small) > 0 {
			out = append(out, small)
		}
		small, bytes = nil, 0
	}
	for _, s := range sources {
		if s.Size <= 2*rangeBytes || !mboxFile(s) {
			if done(s, 0, s.Size, false) {
				continue
			}
			small = append(small, Range{Source: s, End: s.Size})
			if bytes += s.Size; bytes >= shardBytes || len(small) >= shardSources {
				flush()
			}
			continue
		}
		if !done(s, 0, s.Size, true) {
			out = append(out, Shard{{Source: s, End: s.Size, Digest: true}})
		}
		for start := int64(0); start < s.Size; start += rangeBytes {
			end := min(start+rangeBytes, s.Size)
			if !done(s, start, end, false) {
				out = append(out, Shard{{Source: s, Start: start, End: end}})
			}
		}
	}
	flush()
	return out
}

// mboxFile reports whether s is an mbox that can be cut.
func mboxFile(s Source) bool {
	if s.Irregular {
		return false
	}
	f, err := os.Open(s.Path)
	if err != nil {
		return false
	}
	defer f.Close()
	head := make([]byte, headBytes)
	n, _ := io.ReadFull(f, head)
	return mailbox.IsMbox(head[:n])
}
