package index

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync/atomic"

	"exposed/scanner"
)

// ScanOptions tells what a scan reads, and how.
type ScanOptions struct {
	Settings Settings
	Sources  []scanner.Source // those of earlier scans of the case need not be given again
	Match    MatchFunc
	Plan     func(sources []scanner.Source, done func(s scanner.Source, start, end int64, digest bool) bool) []scanner.Shard // nil: scanner.Plan
	Read     func(ctx context.Context, shards []scanner.Shard, open func(scanner.Shard) (scanner.Sink, error), progress func(bytes int64)) error
	Progress func(done, total int64) // of bytes; nil: none. Any worker may call it
	Warn     func(message string)    // nil: none
}

// A rangeKey tells the ranges of sources apart.
type rangeKey struct {
	path       string
	start, end int64
	digest     bool
}

// Scan reads what the segments of the case do not hold yet, and rebuilds the
// ledger. A scan that was stopped goes on where it was.
func (c *Case) Scan(ctx context.Context, o ScanOptions) (Summary, error) {
	if !c.write {
		return Summary{}, errors.New("case is open for reading only")
	}
	if err := c.begin(&o); err != nil {
		return Summary{}, err
	}
	k, err := c.known(&o)
	if err != nil {
		return Summary{}, err
	}
	if o.Plan == nil {
		o.Plan = scanner.Plan
	}
	shards := o.Plan(k.missing, func(s scanner.Source, start, end int64, digest bool) bool {
		return k.done[rangeKey{s.Path, start, end, digest}]
	})
	if err := c.read(ctx, &o, shards); err != nil {
		return Summary{}, err
	}
	sum, err := c.merge(ctx, k.sources)
	if err != nil {
		return Summary{}, err
	}
	return sum, c.Audit("scan ended", map[string]any{"summary": sum})
}

// begin writes down what the scan is about to do.
func (c *Case) begin(o *ScanOptions) error {
	if err := c.use(o.Settings); err != nil {
		return err
	}
	digest := o.Settings.digest()
	return c.Audit("scan", map[string]any{"settings": o.Settings, "settings_sha256": hex.EncodeToString(digest[:]), "sources": len(o.Sources), "bytes": totalSize(o.Sources)})
}

func totalSize(sources []scanner.Source) (n int64) {
	for _, s := range sources {
		n += s.Size
	}
	return n
}

// A known is what the segments of a case hold already.
type known struct {
	sources []scanner.Source // of the case: those given and those scanned earlier
	missing []scanner.Source // those of them that are to be read, as far as ranges are not done
	done    map[rangeKey]bool
}

// known looks through the segments. Damaged ones are removed.
func (c *Case) known(o *ScanOptions) (*known, error) {
	current := currentSources(o.Sources)
	given := maps.Clone(current)
	var units []unit
	settings := o.Settings.digest()
	err := c.segments(func(s *segment, name string, err error) error {
		if err == nil {
			err = s.check()
		}
		if err != nil {
			return c.drop(name, err, o.Warn)
		}
		for _, u := range s.units {
			if _, ok := current[u.Source.Path]; !ok {
				current[u.Source.Path] = present(u.Source)
			}
			if s.settings == settings && current.has(u.Source) {
				units = append(units, u)
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	k := &known{done: map[rangeKey]bool{}}
	units, whole := tile(inOrder(units))
	for _, u := range units {
		k.done[rangeKey{u.Source.Path, u.Start, u.End, u.Digest}] = true
	}
	for _, path := range slices.Sorted(maps.Keys(current)) {
		k.sources = append(k.sources, current[path])
		if _, ok := given[path]; ok || !whole[path] { // what is whole stands even when it is there no longer
			k.missing = append(k.missing, current[path])
		}
	}
	return k, nil
}

// present returns s as it is on disk. If it is there no longer, what was
// scanned of it stands.
func present(s scanner.Source) scanner.Source {
	stat := os.Stat
	if s.Irregular {
		stat = os.Lstat
	}
	info, err := stat(s.Path)
	if err != nil {
		return s
	}
	s.Size, s.ModTime, s.Irregular = info.Size(), info.ModTime(), !info.Mode().IsRegular()
	if s.Irregular {
		s.Size = 0
	}
	return s
}

// drop removes a damaged segment: what it held is scanned again.
func (c *Case) drop(name string, cause error, warn func(string)) error {
	if warn != nil {
		warn(fmt.Sprintf("%v: what it held is scanned again", cause))
	}
	if err := c.Audit("damaged segment removed", map[string]any{"segment": name}); err != nil {
		return err
	}
	return os.Remove(filepath.Join(c.path(segmentDir), name))
}

// read scans shards into segments.
func (c *Case) read(ctx context.Context, o *ScanOptions, shards []scanner.Shard) error {
	if len(shards) == 0 {
		return nil
	}
	sinks := c.newSinks(o.Settings.digest(), o.Match)
	return o.Read(ctx, shards, sinks.open, progress(o.Progress, shards))
}

// progress returns what adds bytes up and reports them.
func progress(report func(done, total int64), shards []scanner.Shard) func(int64) {
	if report == nil {
		return func(int64) {}
	}
	var total int64
	for _, s := range shards {
		for _, r := range s {
			total += r.End - r.Start
		}
	}
	var done atomic.Int64
	return func(n int64) { report(done.Add(n), total) }
}
