package scanner

import (
	"io"
	"os"
)

const (
	rangeBytes   = 16 << 20 // of a large mbox that one shard takes
	maxRanges    = 64       // of a personal folder file: its folders are gone through for each
	shardBytes   = 4 << 20  // of small sources that are put together
	shardSources = 256
	headBytes    = 4096 // that tell what a file is
)

// Plan cuts sources into shards. What done reports is left out. Small sources
// go together; a large mailbox is cut into ranges, and a range of its own takes
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
		step := stepOf(s)
		if step == 0 {
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
		for start := int64(0); start < s.Size; start += step {
			end := min(start+step, s.Size)
			if !done(s, start, end, false) {
				out = append(out, Shard{{Source: s, Start: start, End: end}})
			}
		}
	}
	flush()
	return out
}

// stepOf returns the bytes of a range of s, or 0 if it is not cut.
func stepOf(s Source) int64 {
	if s.Size <= 2*rangeBytes {
		return 0
	}
	switch mailboxOf(s) {
	case "mbox":
		return rangeBytes
	case "pst":
		return max(rangeBytes, s.Size/maxRanges)
	}
	return 0
}

// mailboxOf returns the kind of a mailbox that can be cut, or "".
func mailboxOf(s Source) string {
	if s.Irregular {
		return ""
	}
	f, err := os.Open(s.Path)
	if err != nil {
		return ""
	}
	defer f.Close()
	head := make([]byte, headBytes)
	n, _ := io.ReadFull(f, head)
	if kind := storedKind(head[:n], s.Path); kind == "mbox" || kind == "pst" {
		return kind
	}
	return ""
}
