package scanner

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"exposed/testdata"
	"exposed/testdata/samples"
)

// evidenceFolders are the evidence of the project, and what lies beside it.
func evidenceFolders(t *testing.T) []string {
	t.Helper()
	own := t.TempDir()
	if err := os.CopyFS(own, testdata.Case()); err != nil {
		t.Fatal(err)
	}
	list := []string{own, samples.PST(t, "support.pst")}
	for _, beside := range []string{"hostile/mbox", "hostile/msg", "hostile/tnef", "hostile/fuzzfound", "corpora/msg", "corpora/tnef", "corpora/eml-mimekit"} {
		if path := filepath.Join("../../shared", beside); exists(path) {
			list = append(list, path)
		}
	}
	return list
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// TestAgain reads evidence of all kinds: the books balance, progress ends at the
// size, exceptions tell no name, and an item that is looked for by its place is the
// one that the scan gave.
func TestAgain(t *testing.T) {
	s := New(Config{Detect: testCase()})
	for _, dir := range evidenceFolders(t) {
		list, err := Sources([]string{dir}, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, src := range list {
			t.Run(filepath.Base(src.Path), func(t *testing.T) { readAgain(t, s, src) })
		}
	}
}

func readAgain(t *testing.T, s *Scanner, src Source) {
	var got int64
	c := &collected{}
	open := func(Shard) (Sink, error) { return collector{c}, nil }
	if err := s.Scan(t.Context(), []Shard{{{Source: src, End: src.Size}}}, 1, open, func(n int64) { got += n }); err != nil {
		t.Fatal(err)
	}
	checkBooks(t, []*collected{c})
	if got > src.Size {
		t.Errorf("progress of %d bytes, the source has %d", got, src.Size)
	}
	step := 1 + len(c.families)/4
	for i, fam := range c.families {
		checkDetails(t, fam)
		if i%step != 0 {
			continue
		}
		last := &fam[len(fam)-1]
		found, err := s.Find(t.Context(), src, last.Inner)
		if err != nil || !equalFamilies(found, fam) {
			t.Errorf("%s: found %v\n%s\nwant\n%s", last.Inner, err, familyText(found), familyText(fam))
		}
	}
}

// checkDetails checks that exceptions tell no name of a file and no subject.
func checkDetails(t *testing.T, fam []Item) {
	t.Helper()
	for i := range fam {
		for _, name := range []string{fam[i].Name, fam[i].Subject} {
			for k := range fam {
				for _, x := range fam[k].Exceptions {
					if len(name) >= 12 && strings.Contains(x.Detail, name) {
						t.Errorf("%s: %q tells %q", fam[k].Inner, x.Detail, name)
					}
				}
			}
		}
	}
}

// TestWorkers: what is read does not depend on how many read, nor in what order.
func TestWorkers(t *testing.T) {
	var list []Source
	for _, dir := range evidenceFolders(t) {
		some, err := Sources([]string{dir}, nil)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, some...)
	}
	s := New(Config{Detect: testCase()})
	want := readWith(t, s, list, 1)
	slices.Reverse(list)
	for _, jobs := range []int{1, 4} {
		got := readWith(t, New(Config{Detect: testCase()}), list, jobs)
		for _, src := range list {
			if got[src.Path] != want[src.Path] {
				t.Errorf("%s by %d: got\n%s\nwant\n%s", src.Path, jobs, got[src.Path], want[src.Path])
			}
		}
	}
}

// readWith reads sources, a shard each, and returns what they gave.
func readWith(t *testing.T, s *Scanner, list []Source, jobs int) map[string]string {
	t.Helper()
	var shards []Shard
	for _, src := range list {
		shards = append(shards, Shard{{Source: src, End: src.Size}})
	}
	var mu sync.Mutex
	all := map[string]*collected{}
	err := s.Scan(t.Context(), shards, jobs, func(sh Shard) (Sink, error) {
		mu.Lock()
		defer mu.Unlock()
		all[sh[0].Source.Path] = &collected{}
		return collector{all[sh[0].Source.Path]}, nil
	}, func(int64) {})
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for path, c := range all {
		var b strings.Builder
		for _, fam := range c.families {
			b.WriteString(familyText(fam))
			for i := range fam {
				b.WriteString(recordText(&fam[i]))
			}
		}
		out[path] = b.String()
	}
	return out
}
