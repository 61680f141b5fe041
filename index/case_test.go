package index

import (
	"bytes"
	"context"
	"crypto/sha256"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"

	"exposed/detectors"
	"exposed/index/person"
	"exposed/scanner"
	"exposed/scanner/document"
)

var update = flag.Bool("update", false, "rewrite golden files")

// testEvidence is made-up evidence: the families of each source by its path.
type testEvidence map[string][][]scanner.Item

// sources returns the sources, in the order of paths.
func (e testEvidence) sources() []scanner.Source {
	var list []scanner.Source
	for path, families := range e {
		list = append(list, scanner.Source{Path: path, Custodian: "J. Doe", Size: int64(10 * len(families)), ModTime: time.Unix(1500000000, 5)})
	}
	return list
}

// plan cuts every source into ranges of n families, and puts m ranges into a shard.
func plan(n, m int) func([]scanner.Source, func(scanner.Source, int64, int64, bool) bool) []scanner.Shard {
	return func(sources []scanner.Source, done func(scanner.Source, int64, int64, bool) bool) []scanner.Shard {
		var ranges []scanner.Range
		add := func(s scanner.Source, start, end int64, digest bool) {
			if !done(s, start, end, digest) {
				ranges = append(ranges, scanner.Range{Source: s, Start: start, End: end, Digest: digest})
			}
		}
		for _, s := range sources {
			step := int64(10 * n)
			if step >= s.Size {
				add(s, 0, s.Size, false)
				continue
			}
			for at := int64(0); at < s.Size; at += step {
				add(s, at, min(at+step, s.Size), false)
			}
			add(s, 0, s.Size, true)
		}
		var shards []scanner.Shard
		for len(ranges) > 0 {
			k := min(m, len(ranges))
			shards = append(shards, ranges[:k])
			ranges = ranges[k:]
		}
		return shards
	}
}

// read scans shards of made-up evidence, the last shard first. It stops with
// an error after some shards if stop is not negative.
func (e testEvidence) read(stop int) func(context.Context, []scanner.Shard, func(scanner.Shard) (scanner.Sink, error), func(int64)) error {
	return func(_ context.Context, shards []scanner.Shard, open func(scanner.Shard) (scanner.Sink, error), progress func(int64)) error {
		for i := len(shards) - 1; i >= 0; i-- {
			sink, err := open(shards[i])
			if err != nil {
				return err
			}
			stopped := stop == len(shards)-1-i
			if err := e.shard(sink, shards[i]); err != nil {
				return err
			}
			if err := sink.Close(!stopped); err != nil {
				return err
			}
			if stopped {
				return context.Canceled
			}
		}
		return nil
	}
}

func (e testEvidence) shard(sink scanner.Sink, shard scanner.Shard) error {
	for _, r := range shard {
		if err := sink.Begin(r); err != nil {
			return err
		}
		families := e[r.Source.Path]
		t := scanner.Tally{}
		if r.Digest || r.Start == 0 && r.End == r.Source.Size {
			t.SHA256 = digestOf(families)
		}
		if !r.Digest {
			t.Content = r.End - r.Start
			for _, f := range families[r.Start/10 : r.End/10] {
				if err := sink.Family(f); err != nil {
					return err
				}
			}
		}
		if err := sink.End(t); err != nil {
			return err
		}
	}
	return nil
}

// digestOf stands for the SHA-256 of a source: equal for equal families.
func digestOf(families [][]scanner.Item) [32]byte {
	h := sha256.New()
	for _, f := range families {
		for i := range f {
			fmt.Fprint(h, f[i].Inner, f[i].SHA256, f[i].Text.Data)
		}
	}
	return [32]byte(h.Sum(nil))
}

// mark cuts findings out of a text: «element:text» is one.
func mark(text string) (string, []detectors.Finding) {
	var out strings.Builder
	var list []detectors.Finding
	for {
		before, rest, ok := strings.Cut(text, "«")
		out.WriteString(before)
		if !ok {
			return out.String(), list
		}
		inside, after, _ := strings.Cut(rest, "»")
		name, value, _ := strings.Cut(inside, ":")
		f := detectors.Finding{Element: detectors.ElementOf(name), Start: out.Len(), Value: strings.ToLower(value), Confidence: .9, Why: "test: " + name}
		out.WriteString(value)
		f.End = out.Len()
		list = append(list, f)
		text = after
	}
}

// newItem returns an item whose text has marked findings, all of one record.
func newItem(inner string, parent int, kind scanner.Kind, text string) scanner.Item {
	it := scanner.Item{Inner: inner, Parent: parent, Kind: kind, SHA256: sha256.Sum256([]byte(text)), Size: int64(len(text))}
	it.Text.Data, it.Findings = mark(text)
	if len(it.Findings) > 0 {
		r := scanner.Record{}
		for i := range it.Findings {
			r.Findings = append(r.Findings, i)
		}
		it.Records = []scanner.Record{r}
	}
	return it
}

// newMessage returns a message with an attachment.
func newMessage(inner, id, text, attached string) []scanner.Item {
	m := newItem(inner, -1, scanner.Message, text)
	m.MessageID, m.Subject, m.Sent = id, "Plan of Jane Roe", time.Unix(1600000000, 0)
	m.Content = sha256.Sum256([]byte("content" + text + attached))
	if attached == "" {
		return []scanner.Item{m}
	}
	a := newItem(inner+"!1", 0, scanner.Attachment, attached)
	a.Name = "Jane Roe.txt"
	return []scanner.Item{m, a}
}

// testMatch matches a record by its first account number, else by its name.
func testMatch(it *scanner.Item, r *scanner.Record) person.Match {
	m := person.Match{Nobody: true}
	for _, i := range r.Findings {
		f := &it.Findings[i]
		switch f.Element {
		case detectors.AccountNumber:
			m.Nobody, m.CustomerID, m.Accounts, m.Known = false, "C"+f.Value[:4], []string{f.Value}, []bool{true}
			m.State, m.StateBasis, m.Why = "TX", "customer list", "account"
		case detectors.Name:
			m.Name = f.Value
		}
	}
	return m
}

// sample is evidence with a mailbox, a table, loose copies and an empty file.
func sample() testEvidence { return sampleOf(11) }

// sampleOf is sample with n messages in the mailbox.
func sampleOf(n int) testEvidence {
	csv := newItem("", -1, scanner.File, "«name:Jane Roe»,«account_number:900000002»\n")
	csv.Text.Rows = []document.Row{{N: 1, Cells: []document.Cell{{Start: 0, End: 8, Col: 0}, {Start: 9, End: 18, Col: 1}}}}
	csv.Records[0].Row = 1
	broken := newItem("", -1, scanner.File, "half «name:Richard Miles»")
	broken.Exceptions = []scanner.Exception{{Reason: scanner.Corrupt, Detail: "ends at byte 24", Bytes: 3}}
	var box [][]scanner.Item
	box = append(box, []scanner.Item{newItem("", -1, scanner.Container, "")})
	for i := 1; i <= n; i++ {
		text := fmt.Sprintf("Dear «name:John Quincy», account «account_number:%09d», «phone:(555) 555-0142»", 900000000+i%5)
		box = append(box, newMessage("!"+strconv.Itoa(i), fmt.Sprintf("<%d@example.com>", i), text, "card «payment_card:4111 1111 1111 1111»"))
	}
	return testEvidence{
		"mail/in.mbox": box, "mail/a:b#1%.csv": {{csv}}, "mail/z.txt": {{broken}},
		"mail/copy1.txt": {{newItem("", -1, scanner.File, "«email:jane@example.com»")}},
		"mail/copy2.txt": {{newItem("", -1, scanner.File, "«email:jane@example.com»")}},
		"mail/empty":     {},
	}
}

// openTest opens a case whose key lies beside it.
func openTest(t *testing.T, dir string) *Case {
	t.Helper()
	c, err := Open(Config{Dir: filepath.Join(dir, "case"), KeyFile: filepath.Join(dir, "keys", "key"), Create: true})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// scan scans e into the case below dir and closes it.
func scan(t *testing.T, dir string, e testEvidence, n, m int) Summary {
	t.Helper()
	c := openTest(t, dir)
	defer c.Close()
	sum, err := c.Scan(t.Context(), ScanOptions{Sources: e.sources(), Match: testMatch, Plan: plan(n, m), Read: e.read(-1)})
	if err != nil {
		t.Fatal(err)
	}
	return sum
}

// exported returns all exports of the case below dir.
func exported(t *testing.T, dir, format string, unmask bool) string {
	t.Helper()
	c, err := Open(Config{Dir: filepath.Join(dir, "case"), KeyFile: filepath.Join(dir, "keys", "key")})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	var b bytes.Buffer
	for _, what := range Exports() {
		fmt.Fprintf(&b, "-- %s --\n", what)
		if err := c.Export(t.Context(), what, format, unmask, &b); err != nil {
			t.Fatal(err)
		}
	}
	return b.String()
}

func TestScan(t *testing.T) {
	dir := t.TempDir()
	got := scan(t, dir, sampleOf(6), 3, 2)
	want := Summary{Customers: 1, Accounts: 5, Sources: 6, Bytes: 110, Items: 17, Messages: 6, Read: 13, Duplicates: 3, Excepted: 1, Exceptions: map[string]int{"corrupt": 1}, Findings: 29}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	golden(t, "testdata/masked.jsonl", exported(t, dir, "jsonl", false))
	golden(t, "testdata/unmasked.csv", exported(t, dir, "csv", true))
}

// Whatever the split into shards and their order, exports are the same.
func TestSameExports(t *testing.T) {
	var want string
	for i, split := range [][2]int{{100, 100}, {1, 1}, {2, 3}, {5, 1}} {
		dir := t.TempDir()
		scan(t, dir, sample(), split[0], split[1])
		got := exported(t, dir, "jsonl", true)
		if i == 0 {
			want = got
		}
		if got != want {
			t.Errorf("ranges of %d, shards of %d: exports differ", split[0], split[1])
		}
	}
}

func TestResume(t *testing.T) {
	whole := t.TempDir()
	scan(t, whole, sample(), 3, 1)
	dir := t.TempDir()
	for stop := range 6 {
		c := openTest(t, dir)
		_, err := c.Scan(t.Context(), ScanOptions{Sources: sample().sources(), Match: testMatch, Plan: plan(3, 1), Read: sample().read(min(stop, 2))})
		if err == nil {
			break
		}
		c.Close()
		f, err := os.Create(filepath.Join(dir, "case", segmentDir, tempPrefix+"dead"))
		if err != nil {
			t.Fatal(err)
		}
		f.Close()
	}
	scan(t, dir, sample(), 3, 1)
	if got, want := exported(t, dir, "jsonl", true), exported(t, whole, "jsonl", true); got != want {
		t.Error("exports after interruptions differ")
	}
	if _, err := os.Stat(filepath.Join(dir, "case", segmentDir, tempPrefix+"dead")); err == nil {
		t.Error("a dead run's temp file is left")
	}
}

// lines returns the values of the first field of an export.
func lines(t *testing.T, dir, what string) map[string]bool {
	t.Helper()
	set := map[string]bool{}
	_, rest, _ := strings.Cut(exported(t, dir, "csv", true), "-- "+what+" --\n")
	rest, _, _ = strings.Cut(rest, "-- ")
	for _, line := range strings.Split(strings.TrimSpace(rest), "\n") {
		id, _, _ := strings.Cut(line, ",")
		set[id] = true
	}
	return set
}

// IDs stay when evidence is added, a copy that comes first among it.
func TestAddedEvidence(t *testing.T) {
	dir := t.TempDir()
	part := sample()
	delete(part, "mail/copy1.txt")
	delete(part, "mail/a:b#1%.csv")
	scan(t, dir, part, 3, 2)
	before := [3]map[string]bool{lines(t, dir, "items"), lines(t, dir, "records"), lines(t, dir, "people")}
	added := testEvidence{"mail/copy1.txt": sample()["mail/copy1.txt"], "mail/a:b#1%.csv": sample()["mail/a:b#1%.csv"]}
	scan(t, dir, added, 3, 2) // what was scanned earlier stays in the case
	for i, what := range []string{"items", "records", "people"} {
		after := lines(t, dir, what)
		for id := range before[i] {
			if !after[id] {
				t.Errorf("%s: %s is gone", what, id)
			}
		}
	}
	whole := t.TempDir()
	scan(t, whole, sample(), 3, 2)
	if exported(t, dir, "jsonl", true) != exported(t, whole, "jsonl", true) {
		t.Error("exports differ from those of a single scan")
	}
}

// Other settings or a changed source make segments stale: they are replaced.
func TestStale(t *testing.T) {
	dir := t.TempDir()
	scan(t, dir, sample(), 3, 1)
	before := files(t, filepath.Join(dir, "case", segmentDir))
	c := openTest(t, dir)
	defer c.Close()
	changed := sample()
	sources := changed.sources()
	for i := range sources {
		if sources[i].Path == "mail/z.txt" {
			sources[i].ModTime = sources[i].ModTime.Add(1)
		}
	}
	o := ScanOptions{Sources: sources, Match: testMatch, Plan: plan(3, 1), Read: changed.read(-1)}
	if _, err := c.Scan(t.Context(), o); err != nil {
		t.Fatal(err)
	}
	if got := files(t, filepath.Join(dir, "case", segmentDir)); len(got) != len(before) || reflect.DeepEqual(got, before) {
		t.Errorf("changed source: %d segments, had %d", len(got), len(before))
	}
	o.Settings.Lists = []List{{"customers", "customers.csv", "00"}}
	o.Sources = nil // the case knows them
	if _, err := c.Scan(t.Context(), o); err != nil {
		t.Fatal(err)
	}
	for name := range files(t, filepath.Join(dir, "case", segmentDir)) {
		if before[name] {
			t.Errorf("segment %s is left of other settings", name)
		}
	}
}

// What was read of a source stands when it is there no longer, and a source
// that was read in part only is not taken for whole.
func TestTile(t *testing.T) {
	src := scanner.Source{Path: "a", Size: 30}
	u := func(start, end int64, digest bool) unit {
		return unit{Range: scanner.Range{Source: src, Start: start, End: end, Digest: digest}}
	}
	for i, tt := range []struct {
		units []unit
		kept  int
		whole bool
	}{
		{nil, 0, false},
		{[]unit{u(0, 30, false)}, 1, true},
		{[]unit{u(10, 30, false), u(0, 10, false)}, 2, false},
		{[]unit{u(10, 30, false), u(0, 10, false), u(0, 30, true)}, 3, true},
		{[]unit{u(10, 30, false), u(0, 30, false), u(10, 30, false)}, 1, true},
		{[]unit{u(10, 30, false), u(0, 30, true)}, 1, false},
		{[]unit{u(0, 10, false), u(0, 30, true)}, 2, false},
	} {
		kept, whole := tile(inOrder(tt.units))
		if len(kept) != tt.kept || whole["a"] != tt.whole {
			t.Errorf("%d: kept %d, whole %v, want %d, %v", i, len(kept), whole["a"], tt.kept, tt.whole)
		}
	}
	empty := unit{Range: scanner.Range{Source: scanner.Source{Path: "empty"}}}
	if kept, whole := tile([]unit{empty}); len(kept) != 1 || !whole["empty"] {
		t.Errorf("empty source: kept %d, whole %v", len(kept), whole)
	}
}

// files returns the names of the files in dir.
func files(t *testing.T, dir string) map[string]bool {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	set := map[string]bool{}
	for _, e := range entries {
		set[e.Name()] = true
	}
	return set
}

func TestOpen(t *testing.T) {
	dir := t.TempDir()
	scan(t, dir, sample(), 3, 2)
	foreign, other, version := t.TempDir(), filepath.Join(t.TempDir(), "key"), filepath.Join(t.TempDir(), "case")
	write(t, filepath.Join(foreign, "letter.txt"), "mine")
	if err := createKey(other); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(version, caseFile), `{"format": 9}`)
	write(t, filepath.Join(foreign, "sub", "key"), "")
	key, made := filepath.Join(dir, "keys", "key"), filepath.Join(dir, "case")
	for _, tt := range []struct {
		cfg  Config
		want string
	}{
		{Config{Dir: made, KeyFile: key}, ""},
		{Config{Dir: made, KeyFile: other}, "wrong key"},
		{Config{Dir: made, KeyFile: "/dev/null"}, "not a regular file"},
		{Config{Dir: made, KeyFile: filepath.Join(foreign, "sub", "key")}, "not a key file"},
		{Config{Dir: made, KeyFile: filepath.Join(foreign, "letter.txt"), Create: true}, "not a key file"},
		{Config{Dir: made, KeyFile: filepath.Join(dir, "none"), Create: true}, "no key"},
		{Config{Dir: foreign, KeyFile: key, Create: true}, "not a case"},
		{Config{Dir: filepath.Join(dir, "none"), KeyFile: key}, "not a case"},
		{Config{Dir: version, KeyFile: key}, "format 9"},
	} {
		c, err := Open(tt.cfg)
		if err == nil {
			c.Close()
		}
		if tt.want == "" && err != nil || tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)) {
			t.Errorf("%+v: error %v, want %q", tt.cfg, err, tt.want)
		}
	}
}

// write makes a file.
func write(t *testing.T, path, data string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(data), 0o600); err != nil {
		t.Fatal(err)
	}
}

// One run may write to a case, and none read it then; several may read.
func TestLock(t *testing.T) {
	dir := t.TempDir()
	scan(t, dir, sample(), 3, 2)
	cfg := Config{Dir: filepath.Join(dir, "case"), KeyFile: filepath.Join(dir, "keys", "key")}
	a, err := Open(cfg)
	if err != nil {
		t.Fatal(err)
	}
	b, err := Open(cfg)
	if err != nil {
		t.Fatal(err)
	}
	cfg.Create = true
	if _, err := Open(cfg); err == nil || !strings.Contains(err.Error(), "in use by another run") {
		t.Errorf("write beside readers: error %v", err)
	}
	a.Close()
	b.Close()
	w := openTest(t, dir)
	defer w.Close()
	cfg.Create = false
	if _, err := Open(cfg); err == nil || !strings.Contains(err.Error(), "in use by another run") {
		t.Errorf("read beside a writer: error %v", err)
	}
}

// No byte of a case tells a value, a name of a file or a subject.
func TestSealed(t *testing.T) {
	dir := t.TempDir()
	scan(t, dir, sample(), 3, 2)
	secrets := []string{"John Quincy", "john quincy", "Quincy", "900000002", "555-0142", "4111 1111", "jane@example.com", "Jane Roe", "jane roe", "Roe.txt", "Plan of", "Richard", "<1@example", "C9000", "1@example.com"}
	count := 0
	err := filepath.WalkDir(filepath.Join(dir, "case"), func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		count++
		data, err := os.ReadFile(path)
		for _, s := range secrets {
			if bytes.Contains(data, []byte(s)) {
				t.Errorf("%s holds %q", d.Name(), s)
			}
		}
		return err
	})
	if err != nil || count < 5 {
		t.Errorf("%d files, error %v", count, err)
	}
	masked := exported(t, dir, "jsonl", false)
	for _, s := range secrets {
		if !strings.Contains(s, "@example") && s != "C9000" && strings.Contains(masked, s) {
			t.Errorf("masked exports hold %q", s)
		}
	}
	if strings.Contains(masked, "jane@") {
		t.Error("masked exports hold an address")
	}
}

// golden compares got with the file name, or rewrites it under -update.
func golden(t *testing.T, name, got string) {
	t.Helper()
	if *update {
		write(t, name, got)
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs: got\n%s", name, got)
	}
}
