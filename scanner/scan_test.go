package scanner

import (
	"context"
	"errors"
	"slices"
	"testing"
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

// TestReused shows that what a sink keeps of one family, the next does not change.
func TestReused(t *testing.T) {
	s := New(Config{Detect: testCase()})
	alone := parse(s, messageTests[len(messageTests)-1].raw)
	r := s.reader(t.Context(), func(int64) {})
	fam := slices.Clone(r.item([]byte(messageTests[len(messageTests)-1].raw), "in.eml", ""))
	for _, tt := range recordTests {
		r.item([]byte(tt.header+"\n"+tt.body), "in.eml", "")
	}
	if familyText(fam) != familyText(alone) || recordText(&fam[0]) != recordText(&alone[0]) {
		t.Errorf("got\n%s\nwant\n%s", familyText(fam), familyText(alone))
	}
}
