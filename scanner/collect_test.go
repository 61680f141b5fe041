package scanner

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"exposed/detectors"
)

var update = flag.Bool("update", false, "rewrite golden files")

// A collected is what one shard gave, range by range.
type collected struct {
	ranges   []Range
	families [][]Item
	tallies  []Tally
	complete bool
}

// A collector is a sink that keeps everything.
type collector struct{ *collected }

func (c collector) Begin(r Range) error {
	c.ranges = append(c.ranges, r)
	return nil
}

func (c collector) Family(items []Item) error {
	c.families = append(c.families, keep(items))
	return nil
}

// keep copies a family, whose memory its reader uses again.
func keep(family []Item) []Item {
	family = slices.Clone(family)
	for i := range family {
		it := &family[i]
		it.Findings, it.Records, it.Exceptions = slices.Clone(it.Findings), slices.Clone(it.Records), slices.Clone(it.Exceptions)
		for k := range it.Records {
			it.Records[k].Findings = slices.Clone(it.Records[k].Findings)
		}
	}
	return family
}

func (c collector) End(t Tally) error {
	c.tallies = append(c.tallies, t)
	return nil
}

func (c collector) Close(complete bool) error {
	c.complete = complete
	return nil
}

// scanShards reads shards with one worker, each into a collected of its own.
func scanShards(t testing.TB, s *Scanner, shards []Shard) []*collected {
	t.Helper()
	var out []*collected
	open := func(Shard) (Sink, error) {
		out = append(out, &collected{})
		return collector{out[len(out)-1]}, nil
	}
	if err := s.Scan(context.Background(), shards, 1, open, func(int64) {}); err != nil {
		t.Fatal(err)
	}
	for _, c := range out {
		if !c.complete || len(c.ranges) != len(c.tallies) {
			t.Fatalf("shard not complete: %d ranges begun, %d ended", len(c.ranges), len(c.tallies))
		}
	}
	return out
}

// readFile reads one source in one range.
func readFile(t testing.TB, s *Scanner, path string) *collected {
	t.Helper()
	src := sourceAt(t, path)
	return scanShards(t, s, []Shard{{{Source: src, End: src.Size}}})[0]
}

// readBytes reads data as a file of that name.
func readBytes(t testing.TB, s *Scanner, name string, data []byte) *collected {
	t.Helper()
	return readFile(t, s, writeFile(t, t.TempDir(), name, data))
}

func sourceAt(t testing.TB, path string) Source {
	t.Helper()
	list, err := Sources([]string{path}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(list) != 1 {
		t.Fatalf("%d sources at one path", len(list))
	}
	return list[0]
}

// writeFile writes a file below dir, with the folders it lies in, and returns its path.
func writeFile(t testing.TB, dir, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// parse gives the family of one message, as in a file.
func parse(s *Scanner, raw string) []Item {
	r := s.reader(context.Background(), 1, func(int64) {})
	return keep(r.item([]byte(raw), "in.eml", ""))
}

// outline prints a line an item: its place, its parent's, kind, name and exceptions.
func outline(items []Item) string {
	var b strings.Builder
	for i := range items {
		it := &items[i]
		fmt.Fprintf(&b, "%s %s", cmp.Or(it.Inner, "."), it.Kind)
		if it.Parent >= 0 {
			fmt.Fprintf(&b, " in %s", cmp.Or(items[it.Parent].Inner, "."))
		}
		if it.Name != "" {
			fmt.Fprintf(&b, " %q", it.Name)
		}
		if it.Kind == Message && it.Subject != "" {
			fmt.Fprintf(&b, " %q", it.Subject)
		}
		for _, x := range it.Exceptions {
			fmt.Fprintf(&b, " !%s", x.Reason)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// golden compares got with the file name in testdata, or rewrites it under -update.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		writeFile(t, "testdata", name, []byte(got))
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs:\ngot\n%s\nwant\n%s", path, got, want)
	}
}

// lf is lines of text as a message has them when it is typed into a test.
func lf(s string) string { return strings.TrimPrefix(s, "\n") }

// crlf ends the lines of s in CRLF.
func crlf(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") }

// testCase are settings that know the people and the company of these tests.
func testCase() *detectors.Scanner {
	return detectors.New(detectors.Settings{
		Names: func(yield func(given, family string)) {
			for _, n := range [][2]string{
				{"Marisol", "Vega"}, {"Calvin", "Brooks"}, {"Ingrid", "Solberg"}, {"Derek", "Haynes"}, {"Tomas", "Vega"},
				{"Rosa", "Delgado"}, {"Dana", "Whitfield"}, {"Omar", "Haddad"},
			} {
				yield(n[0], n[1])
			}
		},
		Plans:          []string{"River Unlimited", "Creek Saver"},
		AccountLengths: []int{8},
		Domains:        []string{"heroncreek.example"},
	})
}
