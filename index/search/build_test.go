package search

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/golang/snappy"

	"exposed/index"
	"exposed/scanner"
)

// planted are words that the secrets message holds: no file of the index may
// have any of them, in any field.
var planted = []string{"quetzalcoatl", "zyzzyva", "xylograph", "quoxwort", "908172635", "list.csv", "naïve", "привет"}

const secrets = "From: Quetzalcoatl Zyzzyva <zyzzyva@example.com>\nTo: xylograph@example.com\nSubject: quoxwort\nDate: Mon, 05 Feb 2024 10:00:00 +0000\n\nquoxwort quoxwort Jane Roe, account 908172635, 212-555-0143, naïve Привет\n"

func TestSecrecy(t *testing.T) {
	dir := t.TempDir()
	evidence(t, dir)
	write(t, filepath.Join(dir, "mail", "a.eml"), secrets)
	scanCase(t, dir, filepath.Join(dir, "mail"), "test")
	c := openCase(t, dir)
	buildIndex(t, c, ScopeAll)
	if got := ask(t, open(t, c), "quoxwort AND zyzzyva naïve привет from:quetzalcoatl"); len(got) != 1 {
		t.Fatalf("planted words are not found: %v", got)
	}
	files := 0
	err := filepath.WalkDir(c.SearchDir(), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		files++
		data, err := os.ReadFile(path)
		noneOf(t, filepath.Base(path), data)
		for _, part := range unpacked(data) {
			noneOf(t, filepath.Base(path)+", unpacked", part)
		}
		return err
	})
	if err != nil || files < 4 {
		t.Errorf("%d files, error %v", files, err)
	}
}

// noneOf reports the planted words that data has.
func noneOf(t *testing.T, name string, data []byte) {
	t.Helper()
	for _, word := range planted {
		if bytes.Contains(bytes.ToLower(data), []byte(word)) {
			t.Errorf("%s holds %q", name, word)
		}
	}
}

// unpacked returns what stands in data as snappy packs it, at any byte.
func unpacked(data []byte) (parts [][]byte) {
	for i := range data {
		if n, err := snappy.DecodedLen(data[i:]); err != nil || n < 4 || n > 1<<12 {
			continue
		}
		for end := i + 4; end <= min(i+256, len(data)); end++ {
			if part, err := snappy.Decode(nil, data[i:end]); err == nil {
				parts = append(parts, part)
			}
		}
	}
	return parts
}

// An index that does not belong to the ledger is not used.
func TestStale(t *testing.T) {
	dir := t.TempDir()
	mail := filepath.Join(dir, "mail")
	if err := os.Mkdir(mail, 0o777); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(mail, "1.eml"), odd[2])
	scan := func(program string) {
		t.Helper()
		scanCase(t, dir, mail, program)
	}
	with := func(use func(c *index.Case)) {
		t.Helper()
		c, err := index.Open(index.Config{Dir: filepath.Join(dir, "case"), KeyFile: filepath.Join(dir, "key")})
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close() // a scan needs the case alone
		use(c)
	}
	build := func() {
		t.Helper()
		with(func(c *index.Case) { buildIndex(t, c, ScopeAll) })
	}
	check := func(want bool) {
		t.Helper()
		with(func(c *index.Case) {
			if s, err := StateOf(c); err != nil || !s.Exists || s.Current != want {
				t.Errorf("exists %v, current %v, error %v; want %v", s.Exists, s.Current, err, want)
			}
		})
	}
	scan("1")
	build()
	check(true)
	scan("1") // the ledger is made anew and says the same
	check(true)
	scan("2") // other settings find other things
	check(false)
	build()
	check(true)
	write(t, filepath.Join(mail, "2.eml"), odd[0]) // more evidence
	scan("2")
	check(false)
}

// A build that is stopped leaves nothing that is taken for an index, and the
// next one removes what is left.
func TestInterrupted(t *testing.T) {
	dir := t.TempDir()
	evidence(t, dir)
	scanCase(t, dir, filepath.Join(dir, "mail"), "test")
	c := openCase(t, dir)
	ctx, stop := context.WithCancel(t.Context())
	o := options(ScopeAll)
	read := o.Read
	o.Read = func(ctx context.Context, shards []scanner.Shard, jobs int, open func(scanner.Shard) (scanner.Sink, error), progress func(int64)) error {
		return read(ctx, shards, jobs, func(s scanner.Shard) (scanner.Sink, error) {
			stop()
			return open(s)
		}, progress)
	}
	if _, err := Build(ctx, c, o); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	if s, err := StateOf(c); err != nil || s.Exists {
		t.Errorf("after a stop: %+v, error %v", s, err)
	}
	killed := c.SearchDir() + tempSuffix + "1"
	if err := os.CopyFS(killed, os.DirFS(filepath.Join(dir, "mail"))); err != nil {
		t.Fatal(err)
	}
	buildIndex(t, c, ScopeAll)
	left, err := filepath.Glob(c.SearchDir() + "*")
	if want := []string{c.SearchDir(), c.SearchDir() + lockSuffix}; err != nil || !slices.Equal(left, want) {
		t.Errorf("%v is left, want %v, error %v", left, want, err)
	}
	if got := ask(t, open(t, c), "привет"); len(got) != 1 {
		t.Errorf("items %v", got)
	}
}

// A damaged vocabulary is an error and no smaller answer.
func TestDamaged(t *testing.T) {
	c, x := demo(t)
	path := filepath.Join(c.SearchDir(), vocabularyFile)
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, damaged := range [][]byte{data[:len(data)-1], data[:len(data)-blockHead-24], data[:len(data)/2], bytes.Replace(data, data[100:104], []byte("1234"), 1)} {
		if err := os.WriteFile(path, damaged, 0o600); err != nil {
			t.Fatal(err)
		}
		q, err := Parse("jan*")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := x.Search(t.Context(), q); err == nil || !strings.Contains(err.Error(), "run exposed index again") {
			t.Errorf("%d of %d bytes: error %v", len(damaged), len(data), err)
		}
	}
}

// The scope findings has the items with a finding that counts, and no other.
func TestScope(t *testing.T) {
	c, _ := demo(t)
	want := 0
	err := c.Entries(t.Context(), func(family []index.Entry) error {
		for i := range family {
			if hasCounting(&family[i]) {
				want++
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	info := buildIndex(t, c, ScopeFindings)
	got := ask(t, open(t, c), "kind:message OR NOT kind:message")
	if len(got) != want || info.Items != want || info.Scope != ScopeFindings {
		t.Errorf("%d items, %+v, want %d", len(got), info, want)
	}
}

// Evidence that is not as it was scanned is not searched as if it were.
func TestChanged(t *testing.T) {
	dir := t.TempDir()
	evidence(t, dir)
	mail := filepath.Join(dir, "mail")
	scanCase(t, dir, mail, "test")
	c := openCase(t, dir)
	before := buildIndex(t, c, ScopeAll)
	if before.Changed != 0 {
		t.Fatalf("%+v", before)
	}
	if err := os.Remove(filepath.Join(mail, "odd.mbox")); err != nil {
		t.Fatal(err)
	}
	after := buildIndex(t, c, ScopeAll)
	if after.Items != before.Items || after.Changed != 8 || after.Unread != before.Unread+8 {
		t.Errorf("before %+v, after %+v", before, after)
	}
	x := open(t, c)
	if got := ask(t, x, "привет"); len(got) != 0 {
		t.Errorf("items %v", got)
	}
	if got := ask(t, x, "account:908172635"); len(got) != 1 {
		t.Errorf("what was found there is not: %v", got)
	}
}

// A word with wildcards that stands for too many is refused, with their number.
func TestExpansions(t *testing.T) {
	dir := t.TempDir()
	mail := filepath.Join(dir, "mail")
	if err := os.Mkdir(mail, 0o777); err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for i := range maxExpansions + 1 {
		b.WriteString(" w")
		data, _ := json.Marshal(i)
		b.Write(data)
	}
	write(t, filepath.Join(mail, "1.eml"), "Subject: x\n\n"+b.String()+" "+strings.Repeat("l", maxWord+1)+"\n")
	scanCase(t, dir, mail, "test")
	c := openCase(t, dir)
	info := buildIndex(t, c, ScopeAll)
	x := open(t, c)
	q, err := Parse("x OR w*")
	if err != nil {
		t.Fatal(err)
	}
	_, err = x.Search(t.Context(), q)
	want := "search: stands for 10001 words, and may for 10000: add letters\n  x OR w*\n       ^"
	if err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
	if got := ask(t, x, "w1*"); len(got) != 1 {
		t.Errorf("items %v", got)
	}
	if got := ask(t, x, strings.Repeat("l", maxWord+1)); len(got) != 1 || info.LongWords != 1 {
		t.Errorf("long word: items %v, %+v", got, info)
	}
}
