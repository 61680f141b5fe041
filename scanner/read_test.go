package scanner

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// testMbox is an mbox of messages of all shapes, some with lines that look like
// a From_ line.
func testMbox() []byte {
	var b strings.Builder
	for i, m := range messageTests {
		if strings.HasPrefix(m.raw, "From ") {
			continue
		}
		fmt.Fprintf(&b, "From dana@heroncreek.example Mon Oct  7 09:%02d:00 2019\n%s\n", i, m.raw)
		if i%3 == 0 {
			b.WriteString("\nFrom here on it is text.\n>From this too.\n\n")
		}
	}
	return []byte(b.String())
}

// sizedMbox is an mbox of the same messages, each with its Content-Length, and with
// lines in their bodies that nobody has quoted.
func sizedMbox() []byte {
	var b strings.Builder
	for i, m := range messageTests {
		head, body, ok := strings.Cut(m.raw, "\n\n")
		if strings.HasPrefix(m.raw, "From ") || !ok || strings.Contains(m.raw, "\r") {
			continue
		}
		if i%2 == 0 {
			body += "\nFrom rosa@example.com Mon Oct  7 09:00:00 2019\nSubject: no message\n\nwords\n"
		}
		fmt.Fprintf(&b, "From dana@heroncreek.example Mon Oct  7 09:%02d:00 2019\nContent-Length: %d\n%s\n\n%s\n", i, len(body), head, body)
	}
	return []byte(b.String())
}

// A reading is what the ranges of a source gave together.
type reading struct {
	families []string
	sum      Tally
}

// readingOf puts shards of one source together, in the order of their ranges.
func readingOf(shards []*collected) reading {
	var r reading
	for _, c := range shards {
		for _, fam := range c.families {
			r.families = append(r.families, familyText(fam))
		}
		for _, t := range c.tallies {
			r.sum.Content += t.Content
			r.sum.Framing += t.Framing
			r.sum.Unreadable += t.Unreadable
			if t.SHA256 != ([32]byte{}) {
				r.sum.SHA256 = t.SHA256
			}
		}
	}
	return r
}

// familyText tells all of a family but its text and findings, of which it
// tells the number.
func familyText(fam []Item) string {
	var b strings.Builder
	b.WriteString(outline(fam))
	for i := range fam {
		it := &fam[i]
		fmt.Fprintf(&b, "%d bytes %x content %x sent %v text %x findings %d records %d exceptions %v\n", it.Size, it.SHA256[:4], it.Content[:4],
			it.Sent, sha256.Sum256([]byte(it.Text.Data)), len(it.Findings), len(it.Records), it.Exceptions)
	}
	return b.String()
}

// sameReading checks that the shards a and b give the same of one source.
func sameReading(t *testing.T, a, b []*collected) {
	t.Helper()
	ra, rb := readingOf(a), readingOf(b)
	if rb.sum.SHA256 == ([32]byte{}) {
		rb.sum.SHA256 = ra.sum.SHA256 // no range of it is the whole, or its digest
	}
	if ra.sum != rb.sum {
		t.Errorf("tallies differ: %+v and %+v", ra.sum, rb.sum)
	}
	if len(ra.families) != len(rb.families) {
		t.Errorf("%d and %d families", len(ra.families), len(rb.families))
	}
	for i := range min(len(ra.families), len(rb.families)) {
		if ra.families[i] != rb.families[i] {
			t.Fatalf("family %d differs:\n%s\nand\n%s", i, ra.families[i], rb.families[i])
		}
	}
}

// checkBooks checks that what one source gave accounts for each of its bytes,
// and is at least one item, the first of it the source itself.
func checkBooks(t *testing.T, shards []*collected) {
	t.Helper()
	size := shards[0].ranges[0].Source.Size
	r := readingOf(shards)
	if n := r.sum.Content + r.sum.Framing + r.sum.Unreadable; n != size {
		t.Errorf("%d bytes of content, %d framing, %d unreadable: %d in all, the source has %d", r.sum.Content, r.sum.Framing, r.sum.Unreadable, n, size)
	}
	inner := map[string]bool{}
	for _, c := range shards {
		for _, fam := range c.families {
			checkFamily(t, fam)
			if inner[fam[0].Inner] {
				t.Errorf("two families at %q", fam[0].Inner)
			}
			inner[fam[0].Inner] = true
		}
	}
	if !inner[""] {
		t.Error("the source itself is no item")
	}
}

// TestMboxRanges reads an mbox by ranges of all widths, and in one.
func TestMboxRanges(t *testing.T) {
	s := New(Config{})
	for name, data := range map[string][]byte{"LF": testMbox(), "lengths": sizedMbox(), "CRLF": bytes.ReplaceAll(testMbox(), []byte("\n"), []byte("\r\n")), "no end": bytes.TrimRight(testMbox(), "\n")} {
		src := sourceAt(t, writeFile(t, t.TempDir(), "in.mbox", data))
		whole := scanShards(t, s, []Shard{{{Source: src, End: src.Size}}})
		checkBooks(t, whole)
		if strings.Contains(outlineAll(whole[0]), "no message\"") {
			t.Errorf("%s: a body was split", name)
		}
		if sum := readingOf(whole).sum; sum.SHA256 != sha256.Sum256(data) {
			t.Errorf("%s: SHA-256 of the whole is wrong", name)
		}
		for _, width := range []int64{src.Size - 1, src.Size/2 + 1, 5000, 1000, 311, 37} {
			shards := []Shard{{{Source: src, End: src.Size, Digest: true}}}
			for start := int64(0); start < src.Size; start += width {
				shards = append(shards, Shard{{Source: src, Start: start, End: min(start+width, src.Size)}})
			}
			parts := scanShards(t, s, shards)
			sameReading(t, whole, parts)
			checkBooks(t, parts)
		}
	}
}

// TestJobs reads the same shards with one worker and with several.
func TestJobs(t *testing.T) {
	s := New(Config{Detect: testCase()})
	src := sourceAt(t, writeFile(t, t.TempDir(), "in.mbox", testMbox()))
	var shards []Shard
	for start := int64(0); start < src.Size; start += 700 {
		shards = append(shards, Shard{{Source: src, Start: start, End: min(start+700, src.Size)}})
	}
	one := scanShards(t, s, shards)
	many := make(map[int64]*collected)
	lock := make(chan struct{}, 1)
	err := s.Scan(t.Context(), shards, 4, func(sh Shard) (Sink, error) {
		lock <- struct{}{}
		defer func() { <-lock }()
		c := &collected{}
		many[sh[0].Start] = c
		return collector{c}, nil
	}, func(int64) {})
	if err != nil {
		t.Fatal(err)
	}
	var ordered []*collected
	for _, sh := range shards {
		ordered = append(ordered, many[sh[0].Start])
	}
	sameReading(t, one, ordered)
}

func zipped(t testing.TB, members ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(members); i += 2 {
		w, err := z.Create(members[i])
		if err == nil {
			_, err = w.Write([]byte(members[i+1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func gzipped(t testing.TB, data []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// outlineAll prints the items of all families.
func outlineAll(c *collected) string {
	var b strings.Builder
	for _, fam := range c.families {
		b.WriteString(outline(fam))
	}
	return b.String()
}

// Each file shows its items.
func TestRead(t *testing.T) {
	one, two := inner+"\nHello.\n", fromDana+"\nHello again.\n"
	box := "From a Mon Oct  7 09:00:00 2019\n" + one + "\nFrom b Mon Oct  7 09:01:00 2019\n" + two + "\n"
	second := fmt.Sprintf("!%d", strings.Index(box, "From b"))
	mboxItems := ". container\n!0 message \"my bill\"\n" + second + " message \"callback\"\n"
	packed := gzipped(t, []byte(box))
	members := zipped(t, "a/", "", "a/one.eml", one, "a/two.eml", two, "notes.txt", "notes")
	packedItems := func(name string) string {
		return ". container\n!1 container \"" + name + "\"\n" + strings.ReplaceAll(strings.TrimPrefix(mboxItems, ". container\n"), "!", "!1!")
	}
	s := New(Config{})
	for _, tt := range []struct {
		name, data, want string
	}{
		{"in.mbox", box, mboxItems},
		{"in.txt", box, mboxItems},
		{"one.eml", one, ". message \"my bill\"\n"},
		{"in.mbox.gz", string(packed), packedItems("in.mbox")},
		{"two.mbox.gz", string(gzipped(t, []byte(box[:strings.Index(box, "From b")]))) + string(gzipped(t, []byte(box[strings.Index(box, "From b"):]))), packedItems("two.mbox")},
		{"one.eml.gz", string(gzipped(t, []byte(one))), ". container\n!1 message \"one.eml\" \"my bill\"\n"},
		{"notes.txt.gz", string(gzipped(t, []byte("notes"))), ". container\n!1 file \"notes.txt\"\n"},
		{"cut.mbox.gz", string(packed[:len(packed)-9]), strings.TrimSuffix(packedItems("cut.mbox"), "\n") + " !corrupt\n"},
		{"head.mbox.gz", string(packed[:12]), ". container\n!1 file \"head.mbox\" !malformed !corrupt\n"},
		{"tail.mbox.gz", string(packed) + "more", strings.TrimSuffix(packedItems("tail.mbox"), "\n") + " !corrupt\n"},
		{"in.zip", string(members), ". container\n!2 message \"a/one.eml\" \"my bill\"\n!3 message \"a/two.eml\" \"callback\"\n!4 file \"notes.txt\"\n"},
		{"empty.zip", string(zipped(t)), ". container\n"},
		{"list.csv", "First,Last\nMarisol,Vega\n", ". file\n"},
		{"empty.mbox", "", ". file !malformed\n"},
		{"empty.txt", "", ". file !malformed\n"},
		{"binary.mbox", "\x00\x01\x02\x03From a\n\xff", ". file !corrupt\n"},
		{"binary.bin", "\x00\x01\x02\x03From a\n\xff", ". file !unsupported\n"},
		{"words.mbox", "no message at all\n", ". file !malformed\n"},
		{"words.txt", "no message at all\n", ". file\n"},
	} {
		got := readBytes(t, s, tt.name, []byte(tt.data))
		if list := outlineAll(got); list != tt.want {
			t.Errorf("%s:\ngot\n%s\nwant\n%s", tt.name, list, tt.want)
		}
		checkBooks(t, []*collected{got})
		if got.tallies[0].SHA256 != sha256.Sum256([]byte(tt.data)) {
			t.Errorf("%s: SHA-256 is not the file's", tt.name)
		}
	}
}

// TestCut reads a ZIP and a gzip file that end early, wherever that is.
func TestCut(t *testing.T) {
	s := New(Config{})
	for name, data := range map[string][]byte{
		"in.zip":     zipped(t, "one.eml", inner+"\nHello.\n", "two.eml", fromDana+"\nHello again.\n"),
		"in.mbox.gz": gzipped(t, testMbox()),
	} {
		for n := len(data) - 1; n > 0; n -= 1 + len(data)/100 {
			got := readBytes(t, s, name, data[:n])
			checkBooks(t, []*collected{got})
			if len(exceptions(got)) == 0 {
				t.Errorf("%s cut at byte %d of %d: no exception\n%s", name, n, len(data), outlineAll(got))
			}
		}
	}
}

func exceptions(c *collected) (out []Exception) {
	for _, fam := range c.families {
		for i := range fam {
			out = append(out, fam[i].Exceptions...)
		}
	}
	return out
}

// TestFolder reads a folder with a link in it and a file that is gone since.
func TestFolder(t *testing.T) {
	dir := t.TempDir()
	for i, m := range messageTests {
		raw := strings.TrimPrefix(m.raw, "From dana Mon Oct  7 09:00:00 2019\n") // which makes it an mbox
		writeFile(t, dir, fmt.Sprintf("mail/Inbox/%03d.eml", i), []byte(raw))
	}
	gone := writeFile(t, dir, "mail/gone.eml", []byte(inner+"\nHello.\n"))
	if err := os.Symlink(gone, filepath.Join(dir, "mail", "link.eml")); err != nil {
		t.Skip("links are not to be made here")
	}
	sources, err := Sources([]string{filepath.Join(dir, "mail")}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(gone); err != nil {
		t.Fatal(err)
	}
	for i, src := range sources {
		got := scanShards(t, New(Config{}), []Shard{{{Source: src, End: src.Size}}})
		checkBooks(t, got)
		want := ""
		switch {
		case strings.HasSuffix(src.Path, "gone.eml"):
			want = ". file !io-error\n"
		case strings.HasSuffix(src.Path, "link.eml"):
			want = ". file !not-a-file\n"
		default:
			want = messageTests[i].items
		}
		if list := outlineAll(got[0]); list != want {
			t.Errorf("%s:\ngot\n%s\nwant\n%s", filepath.Base(src.Path), list, want)
		}
	}
}

// TestTooLarge reads an mbox with a message that is larger than any may be:
// what comes after it is read, and the bytes that are not are told.
func TestTooLarge(t *testing.T) {
	const over = 1 << 20
	path := writeFile(t, t.TempDir(), "in.mbox", []byte("From a Mon Oct  7 09:00:00 2019\n"+strings.TrimSuffix(multipart("mixed", "text/plain\n\nfirst words\n", "application/octet-stream\n\n"), "\n--b--\n")))
	if err := os.Truncate(path, maxMessage+over); err != nil { // a hole follows
		t.Fatal(err)
	}
	f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteString("\n\nFrom b Mon Oct  7 09:01:00 2019\n" + inner + "\nHello.\n"); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	got := readFile(t, New(Config{}), path)
	checkBooks(t, []*collected{got})
	want := fmt.Sprintf(". container\n!0 message \"callback\" !malformed !too-large\n!0!1 attachment in !0 !unsupported\n!%d message \"my bill\"\n", maxMessage+over+2)
	if list := outlineAll(got); list != want {
		t.Fatalf("got\n%s\nwant\n%s", list, want)
	}
	large := got.families[1][0]
	if left := large.Exceptions[len(large.Exceptions)-1].Bytes; large.Size-left != maxMessage || !strings.HasSuffix(large.Text.Data, "first words\n") {
		t.Errorf("%d bytes of %d were left out", left, large.Size)
	}
}

// TestWalk hands on what Scan does.
func TestWalk(t *testing.T) {
	s := New(Config{})
	src := sourceAt(t, writeFile(t, t.TempDir(), "in.mbox", testMbox()))
	var got []string
	err := s.Walk(t.Context(), []Source{src, src}, func(from Source, fam []Item) error {
		if from.Path != src.Path {
			t.Errorf("family of %s", from.Path)
		}
		got = append(got, familyText(fam))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	want := readingOf(scanShards(t, s, []Shard{{{Source: src, End: src.Size}}})).families
	if !slices.Equal(got, append(want, want...)) {
		t.Errorf("%d families, %d wanted", len(got), 2*len(want))
	}
}

// maxHostile bounds the memory that hostile files make the scanner take.
const maxHostile = 1 << 30

// hostileAlone is set in the environment of the process that TestHostile runs in.
const hostileAlone = "EXPOSED_TEST_HOSTILE"

// TestHostile reads every broken and malicious file there is: each is an item
// at least, and its bytes are accounted for.
func TestHostile(t *testing.T) {
	if testing.Short() {
		t.Skip("hostile files take long")
	}
	if os.Getenv(hostileAlone) == "" { // a process of its own, whose memory is its own
		cmd := exec.Command(os.Args[0], "-test.run", "^TestHostile$", "-test.v")
		cmd.Env = append(os.Environ(), hostileAlone+"=1")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%v\n%s", err, out)
		}
		return
	}
	root := os.Getenv("EXPOSED_SHARED")
	if root == "" {
		root = filepath.Join("..", "..", "shared")
	}
	root = filepath.Join(root, "hostile")
	var files []string
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			files = append(files, path)
		}
		return err
	})
	if err != nil {
		t.Skip("../shared/hostile not present")
	}
	s := New(Config{})
	for _, path := range files {
		t.Run(filepath.Base(path), func(t *testing.T) {
			if strings.HasPrefix(filepath.Base(path), "SOURCE") {
				t.Skip("tells where the files come from")
			}
			got := readFile(t, s, path)
			checkBooks(t, []*collected{got})
		})
		runtime.GC() // what is left of one file is none of the next
	}
	var mem runtime.MemStats
	runtime.ReadMemStats(&mem)
	t.Logf("the heap took %d MB", mem.HeapSys>>20)
	if mem.HeapSys > maxHostile {
		t.Errorf("the heap took %d MB", mem.HeapSys>>20)
	}
}
