package scanner

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// sourceList prints sources below dir, a line each: path, custodian and size.
func sourceList(dir string, sources []Source) string {
	var b strings.Builder
	for _, s := range sources {
		fmt.Fprintf(&b, "%s %q %d", strings.TrimPrefix(s.Path, filepath.ToSlash(dir)+"/"), s.Custodian, s.Size)
		if s.Irregular {
			b.WriteString(" irregular")
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// evidence makes a folder of mailboxes and returns it.
func evidence(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range []string{
		"jdoe.mbox", "mail/dana.mbox.gz", "mail/notes.txt", "mail/omar/Inbox/2.eml", "mail/omar/Inbox/1.eml", "mail/omar/Sent/1.eml",
		"maildir/cur/1:2,S", "maildir/new/2", "z/late.PST",
	} {
		writeFile(t, dir, name, []byte(name))
	}
	if err := os.MkdirAll(filepath.Join(dir, "empty", "below"), 0o755); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestSources(t *testing.T) {
	dir := evidence(t)
	for _, tt := range []struct {
		name       string
		paths      []string
		custodians map[string]string
		want       string
	}{
		{"a file", []string{"jdoe.mbox"}, nil, "jdoe.mbox \"jdoe\" 9\n"},
		{"a folder", []string{"mail"}, nil,
			"mail/dana.mbox.gz \"dana\" 17\nmail/notes.txt \"mail\" 14\nmail/omar/Inbox/1.eml \"omar\" 21\nmail/omar/Inbox/2.eml \"omar\" 21\nmail/omar/Sent/1.eml \"omar\" 20\n"},
		{"the folder of a mailbox", []string{"mail/omar"}, nil,
			"mail/omar/Inbox/1.eml \"omar\" 21\nmail/omar/Inbox/2.eml \"omar\" 21\nmail/omar/Sent/1.eml \"omar\" 20\n"},
		{"a maildir", []string{"maildir"}, nil, "maildir/cur/1:2,S \"maildir\" 17\nmaildir/new/2 \"maildir\" 13\n"},
		{"an ending in capitals", []string{"z"}, nil, "z/late.PST \"late\" 10\n"},
		{"order and repetition", []string{"z", "jdoe.mbox", "z/late.PST", "z/", "jdoe.mbox"}, nil, "jdoe.mbox \"jdoe\" 9\nz/late.PST \"late\" 10\n"},
		{"custodian of a file", []string{"jdoe.mbox"}, map[string]string{"jdoe.mbox": "Jane Doe"}, "jdoe.mbox \"Jane Doe\" 9\n"},
		{"the nearest custodian", []string{"mail"}, map[string]string{"mail": "Desk", "mail/omar": "Omar Haddad", "mail/omar/Sent/": "Sent of Omar"},
			"mail/dana.mbox.gz \"Desk\" 17\nmail/notes.txt \"Desk\" 14\nmail/omar/Inbox/1.eml \"Omar Haddad\" 21\nmail/omar/Inbox/2.eml \"Omar Haddad\" 21\nmail/omar/Sent/1.eml \"Sent of Omar\" 20\n"},
		{"a name that begins alike", []string{"mail", "maildir"}, map[string]string{"mail": "Desk"},
			"mail/dana.mbox.gz \"Desk\" 17\nmail/notes.txt \"Desk\" 14\nmail/omar/Inbox/1.eml \"Desk\" 21\nmail/omar/Inbox/2.eml \"Desk\" 21\nmail/omar/Sent/1.eml \"Desk\" 20\n" +
				"maildir/cur/1:2,S \"maildir\" 17\nmaildir/new/2 \"maildir\" 13\n"},
	} {
		got, err := Sources(inDir(dir, tt.paths), keysInDir(dir, tt.custodians))
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
		}
		if list := sourceList(dir, got); list != tt.want {
			t.Errorf("%s:\ngot\n%s\nwant\n%s", tt.name, list, tt.want)
		}
	}
}

// inDir puts paths below dir.
func inDir(dir string, paths []string) (out []string) {
	for _, p := range paths {
		out = append(out, dir+"/"+p)
	}
	return out
}

// keysInDir puts the paths of custodians below dir.
func keysInDir(dir string, custodians map[string]string) map[string]string {
	out := map[string]string{}
	for p, name := range custodians {
		out[dir+"/"+p] = name
	}
	return out
}

func TestSourcesMissing(t *testing.T) {
	dir := evidence(t)
	for _, tt := range []struct {
		name       string
		paths      []string
		custodians map[string]string
		want       []string // in the error
	}{
		{"a path", []string{"nowhere.mbox"}, nil, []string{"nowhere.mbox", "no such file"}},
		{"one of several", []string{"jdoe.mbox", "nowhere.mbox", "neither"}, nil, []string{"nowhere.mbox", "neither"}},
		{"a custodian's path", []string{"jdoe.mbox"}, map[string]string{"nowhere": "Jane Doe"}, []string{"Jane Doe", "nowhere"}},
		{"an empty folder", []string{"empty"}, nil, []string{"empty", "no file"}},
	} {
		got, err := Sources(inDir(dir, tt.paths), keysInDir(dir, tt.custodians))
		if err == nil || got != nil {
			t.Errorf("%s: error %v, sources\n%s", tt.name, err, sourceList(dir, got))
			continue
		}
		for _, s := range tt.want {
			if !strings.Contains(err.Error(), s) {
				t.Errorf("%s: error %q lacks %q", tt.name, err, s)
			}
		}
	}
}

// TestSourcesLinks shows that a link below a folder is a source that is not
// opened, whatever it points to, and that one that is given by name is.
func TestSourcesLinks(t *testing.T) {
	dir := t.TempDir()
	target := writeFile(t, dir, "target.mbox", []byte("12345"))
	for name, to := range map[string]string{"mail/file": target, "mail/folder": dir, "mail/nothing": "nowhere", "given.mbox": target} {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(to, path); err != nil {
			t.Skip("links are not to be made here")
		}
	}
	got, err := Sources([]string{dir + "/mail", dir + "/given.mbox"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	want := "given.mbox \"given\" 5\nmail/file \"mail\" 0 irregular\nmail/folder \"mail\" 0 irregular\nmail/nothing \"mail\" 0 irregular\n"
	if list := sourceList(dir, got); list != want {
		t.Errorf("got\n%s\nwant\n%s", list, want)
	}
}

// none reports that nothing is done.
func none(Source, int64, int64, bool) bool { return false }

// planText prints shards, a line each.
func planText(shards []Shard) string {
	var b strings.Builder
	for _, shard := range shards {
		for i, r := range shard {
			if i > 0 {
				b.WriteByte(' ')
			}
			fmt.Fprintf(&b, "%s", filepath.Base(r.Source.Path))
			switch {
			case r.Digest:
				b.WriteString("#")
			case r.Start > 0 || r.End < r.Source.Size:
				fmt.Fprintf(&b, "[%d:%d]", r.Start>>20, r.End>>20)
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// largeMbox makes an mbox of that many megabytes, most of them a hole.
func largeMbox(t *testing.T, dir, name string, mega int64) Source {
	t.Helper()
	path := writeFile(t, dir, name, []byte("From dana Mon Oct  7 09:00:00 2019\n"+fromDana+"\nHello.\n"))
	if err := os.Truncate(path, mega<<20); err != nil {
		t.Fatal(err)
	}
	return sourceAt(t, path)
}

func TestPlan(t *testing.T) {
	dir := t.TempDir()
	small := func(name string, mega int64) Source { return Source{Path: name, Size: mega << 20} }
	large := largeMbox(t, dir, "large.mbox", 40)
	other := large
	other.Path = writeFile(t, dir, "other.bin", []byte("\x00"))
	for _, tt := range []struct {
		name    string
		sources []Source
		done    func(s Source, start, end int64, digest bool) bool
		want    string
	}{
		{"nothing", nil, none, ""},
		{"small ones go together", []Source{small("a", 1), small("b", 0), small("c", 1)}, none, "a b c\n"},
		{"up to a size", []Source{small("a", 3), small("b", 2), small("c", 1)}, none, "a b\nc\n"},
		{"what is done", []Source{small("a", 1), small("b", 1), small("c", 1)}, func(s Source, _, _ int64, _ bool) bool { return s.Path == "b" }, "a c\n"},
		{"all is done", []Source{small("a", 1), large}, func(Source, int64, int64, bool) bool { return true }, ""},
		{"a large mbox", []Source{large}, none, "large.mbox#\nlarge.mbox[0:16]\nlarge.mbox[16:32]\nlarge.mbox[32:40]\n"},
		{"a large mbox between small ones", []Source{small("a", 1), large, small("z", 1)}, none, "large.mbox#\nlarge.mbox[0:16]\nlarge.mbox[16:32]\nlarge.mbox[32:40]\na z\n"},
		{"a range that is done", []Source{large}, func(_ Source, start, _ int64, digest bool) bool { return start == 16<<20 && !digest }, "large.mbox#\nlarge.mbox[0:16]\nlarge.mbox[32:40]\n"},
		{"a digest that is done", []Source{large}, func(_ Source, _, _ int64, digest bool) bool { return digest }, "large.mbox[0:16]\nlarge.mbox[16:32]\nlarge.mbox[32:40]\n"},
		{"a large file of another format", []Source{other}, none, "other.bin\n"},
		{"a large file that is gone", []Source{{Path: dir + "/gone.mbox", Size: 40 << 20}}, none, "gone.mbox\n"},
	} {
		if got := planText(Plan(tt.sources, tt.done)); got != tt.want {
			t.Errorf("%s:\ngot\n%s\nwant\n%s", tt.name, got, tt.want)
		}
	}
}

func TestPlanMany(t *testing.T) {
	var sources []Source
	for i := range 3*shardSources + 1 {
		sources = append(sources, Source{Path: fmt.Sprintf("%04d.eml", i), Size: 10})
	}
	var got []string
	for _, shard := range Plan(sources, none) {
		if len(shard) > shardSources {
			t.Errorf("shard of %d sources", len(shard))
		}
		for _, r := range shard {
			got = append(got, r.Source.Path)
		}
	}
	if !slices.EqualFunc(sources, got, func(s Source, path string) bool { return s.Path == path }) {
		t.Errorf("%d of %d sources planned", len(got), len(sources))
	}
}

// TestPlanLarge reads a large mbox as it is planned: its messages and its
// bytes are what one range gives.
func TestPlanLarge(t *testing.T) {
	path := filepath.Join(t.TempDir(), "large.mbox")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	message := "From dana Mon Oct  7 09:00:00 2019\n" + fromDana + "\n" + strings.Repeat(strings.Repeat("word ", 15)+"\n", 6000) + "\n"
	for range 40<<20/len(message) + 1 {
		if _, err := io.WriteString(f, message); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	s := New(Config{})
	src := sourceAt(t, path)
	whole := scanShards(t, s, []Shard{{{Source: src, End: src.Size}}})
	parts := scanShards(t, s, Plan([]Source{src}, none))
	if len(parts) != 4 {
		t.Fatalf("%d shards", len(parts))
	}
	sameReading(t, whole, parts)
}
