package search

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"exposed/detectors"
	"exposed/index"
	who "exposed/index/person"
	"exposed/scanner"
	"exposed/testdata"
)

// odd are messages with what is easily got wrong: capitals that fold in their
// own way, marks, ligatures, other scripts, words in a row across a line.
var odd = []string{
	"From: Łukasz Żółw <l@example.com>\nTo: Zoë Naïve <z@example.com>\nSubject: ﬁle the ﬂow\nDate: Mon, 05 Feb 2024 23:30:00 -0500\n\nThe Kelvin sign is \u212a; \u017fome write long s. STRASSE, Straße, ẞ.\n",
	"From: l@example.com\nTo: zoe@example.com, Jane Roe <jane@example.com>\nCc: bill@example.com\nSubject: =?utf-8?q?cafe=CC=81_caf=C3=A9?=\nDate: Tue, 06 Feb 2024 00:30:00 +0000\n\nＦｕｌｌ ｗｉｄｔｈ １２３ and 212-555-0143 and snake_case_name.\n",
	"From: jane@example.com\nTo: l@example.com\nSubject: past due\nDate: Fri, 29 Dec 2023 10:00:00 +0000\n\nПривет, мир. ПРИВЕТ! 東京都 は 晴れ. İstanbul ısı.\nAccount 908172635 of Jane Roe,\nphone (212) 555-0143. The past is due.\n",
	"From: jane@example.com\nTo: bill@example.com\nSubject: Re: past due\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nsee below\n--b\nContent-Type: text/csv; name=list.csv\nContent-Disposition: attachment; filename=\"list.csv\"\n\nname,phone\nJane Roe,212-555-0143\nRichard Miles,212-555-0144\n--b--\n",
	"From: jane@example.com\nTo: bill@example.com\nSubject: Re: past due\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nsee below\n--b\nContent-Type: text/csv; name=list.csv\nContent-Disposition: attachment; filename=\"list.csv\"\n\nname,phone\nJane Roe,212-555-0143\nRichard Miles,212-555-0144\n--b--\n",
}

// evidence writes the evidence of the demo and odd messages below dir.
func evidence(t *testing.T, dir string) {
	t.Helper()
	if err := os.CopyFS(dir, testdata.Case()); err != nil {
		t.Fatal(err)
	}
	var box strings.Builder
	for i, m := range odd {
		fmt.Fprintf(&box, "From a@example.com Mon Feb  5 09:00:%02d 2024\n%s\n", i, m)
	}
	write(t, filepath.Join(dir, "mail", "odd.mbox"), box.String())
}

func write(t *testing.T, path, data string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(data), 0o666); err != nil {
		t.Fatal(err)
	}
}

// match makes a customer of everybody with an account number.
func match(it *scanner.Item, r *scanner.Record) who.Match {
	m := who.Match{Nobody: true}
	for _, i := range r.Findings {
		if f := &it.Findings[i]; f.Element == detectors.AccountNumber {
			m = who.Match{CustomerID: "C" + f.Value, Accounts: []string{f.Value}, Known: []bool{true}, Why: "account"}
		}
	}
	return m
}

// scanCase scans what lies below mail into the case dir/case.
func scanCase(t *testing.T, dir, mail, program string) {
	t.Helper()
	c, err := index.Open(index.Config{Dir: filepath.Join(dir, "case"), KeyFile: filepath.Join(dir, "key"), Create: true})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	sources, err := scanner.Sources([]string{mail}, nil)
	if err != nil {
		t.Fatal(err)
	}
	r := scanner.New(scanner.Config{Detect: detectors.New(detectors.Settings{})})
	_, err = c.Scan(t.Context(), index.ScanOptions{
		Settings: index.Settings{Program: program}, Sources: sources, Match: match,
		Read: func(ctx context.Context, shards []scanner.Shard, open func(scanner.Shard) (scanner.Sink, error), progress func(int64)) error {
			return r.Scan(ctx, shards, 2, open, progress)
		},
	})
	if err != nil {
		t.Fatal(err)
	}
}

func openCase(t *testing.T, dir string) *index.Case {
	t.Helper()
	c, err := index.Open(index.Config{Dir: filepath.Join(dir, "case"), KeyFile: filepath.Join(dir, "key")})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return c
}

// options are those of tests.
func options(scope string) Options {
	return Options{Scope: scope, Jobs: 2, Read: scanner.New(scanner.Config{}).Scan}
}

func buildIndex(t *testing.T, c *index.Case, scope string) Info {
	t.Helper()
	info, err := Build(t.Context(), c, options(scope))
	if err != nil {
		t.Fatal(err)
	}
	return info
}

// demo makes a case of the evidence, with its index.
func demo(t *testing.T) (*index.Case, *Index) {
	t.Helper()
	dir := t.TempDir()
	evidence(t, dir)
	scanCase(t, dir, filepath.Join(dir, "mail"), "test")
	c := openCase(t, dir)
	buildIndex(t, c, ScopeAll)
	return c, open(t, c)
}

func open(t *testing.T, c *index.Case) *Index {
	t.Helper()
	x, err := Open(c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { x.Close() })
	return x
}

// ask returns the ordinals of the items that a query finds.
func ask(t *testing.T, x *Index, query string) []int {
	t.Helper()
	q, err := Parse(query)
	if err != nil {
		t.Fatal(err)
	}
	h, err := x.Search(t.Context(), q)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return h.Ordinals
}
