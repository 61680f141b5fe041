package scanner

import (
	"context"
	"errors"
	"reflect"
	"slices"
	"testing"

	"exposed/detectors"
)

// A failing sink fails at one call.
type failing struct {
	collector
	at   string
	fail error
}

func (f failing) Begin(r Range) error {
	if f.at == "begin" {
		return f.fail
	}
	return f.collector.Begin(r)
}

func (f failing) Family(items []Item) error {
	if f.at == "family" {
		return f.fail
	}
	return f.collector.Family(items)
}

func (f failing) End(t Tally) error {
	if f.at == "end" {
		return f.fail
	}
	return f.collector.End(t)
}

// TestScanFails shows that the error of a sink ends the scan, and that its
// shard is not closed as complete.
func TestScanFails(t *testing.T) {
	src := sourceAt(t, writeFile(t, t.TempDir(), "in.mbox", testMbox()))
	broken := errors.New("disk full")
	for _, at := range []string{"open", "begin", "family", "end", ""} {
		kept := &collected{}
		err := New(Config{}).Scan(t.Context(), []Shard{{{Source: src, End: src.Size}}}, 1, func(Shard) (Sink, error) {
			if at == "open" {
				return nil, broken
			}
			return failing{collector{kept}, at, broken}, nil
		}, func(int64) {})
		if at == "" {
			if err != nil || !kept.complete {
				t.Errorf("error %v, complete %v", err, kept.complete)
			}
			continue
		}
		if !errors.Is(err, broken) || kept.complete {
			t.Errorf("%s: error %v, complete %v", at, err, kept.complete)
		}
	}
}

// TestScanStops shows that a scan ends with its context.
func TestScanStops(t *testing.T) {
	src := sourceAt(t, writeFile(t, t.TempDir(), "in.mbox", testMbox()))
	ctx, stop := context.WithCancel(t.Context())
	kept := &collected{}
	err := New(Config{}).Scan(ctx, []Shard{{{Source: src, End: src.Size}}}, 2, func(Shard) (Sink, error) {
		return collector{kept}, nil
	}, func(int64) { stop() })
	if !errors.Is(err, context.Canceled) || kept.complete || len(kept.families) > 2 {
		t.Errorf("error %v, complete %v, %d families", err, kept.complete, len(kept.families))
	}
}

// TestProgress shows that progress adds up to the bytes of the source.
func TestProgress(t *testing.T) {
	s := New(Config{})
	dir := t.TempDir()
	for name, data := range map[string][]byte{
		"in.mbox": testMbox(), "in.mbox.gz": gzipped(t, testMbox()), "one.eml": []byte(inner + "\nHello.\n"), "list.csv": []byte("First,Last\nMarisol,Vega\n"),
	} {
		src := sourceAt(t, writeFile(t, dir, name, data))
		var got int64
		open := func(Shard) (Sink, error) { return collector{&collected{}}, nil }
		if err := s.Scan(t.Context(), []Shard{{{Source: src, End: src.Size}}}, 1, open, func(n int64) { got += n }); err != nil {
			t.Fatal(err)
		}
		if got != src.Size {
			t.Errorf("%s: progress of %d bytes, the file has %d", name, got, src.Size)
		}
	}
}

// TestReused shows that a family does not depend on what its reader read before.
func TestReused(t *testing.T) {
	s := New(Config{Detect: testCase()})
	r := s.reader(t.Context(), 1, func(int64) {})
	var all []string
	for _, tt := range messageTests {
		all = append(all, tt.raw)
	}
	for _, tt := range recordTests {
		all = append(all, tt.header+"\n"+tt.body)
	}
	for range 2 {
		for _, raw := range all {
			if got, alone := r.item([]byte(raw), "in.eml", ""), parse(s, raw); !equalFamilies(got, alone) {
				t.Errorf("got\n%s%s\nwant\n%s%s", familyText(got), recordText(&got[0]), familyText(alone), recordText(&alone[0]))
			}
		}
		slices.Reverse(all)
	}
}

// equalFamilies reports whether two families are the same in all they hold.
func equalFamilies(a, b []Item) bool {
	if familyText(a) != familyText(b) {
		return false
	}
	for i := range a {
		if recordText(&a[i]) != recordText(&b[i]) || !slices.EqualFunc(a[i].Findings, b[i].Findings, equalFindings) {
			return false
		}
	}
	return true
}

func equalFindings(a, b detectors.Finding) bool { return reflect.DeepEqual(a, b) }
