package scanner

import (
	"bytes"
	"os"
	"slices"
	"strings"
	"testing"

	"exposed/testdata/samples"
)

// kinds counts the items of each kind.
func kinds(cs []*collected) map[string]int {
	n := map[string]int{}
	for _, c := range cs {
		for _, fam := range c.families {
			for i := range fam {
				n[fam[i].Kind.String()]++
			}
		}
	}
	return n
}

// TestPST reads personal folder files whole, in ranges of all sizes, and out of
// archives, and gets the same.
func TestPST(t *testing.T) {
	s := New(Config{Detect: detectorsAlone()})
	for _, tt := range []struct {
		name                  string
		messages, attachments int
	}{{"enron.pst", 2178, 168}, {"support.pst", 17, 2}} {
		src := sourceAt(t, samples.PST(t, tt.name))
		whole := readFile(t, s, src.Path)
		checkBooks(t, []*collected{whole})
		if n := kinds([]*collected{whole}); n["message"] != tt.messages || n["attachment"] < tt.attachments || n["container"] != 1 {
			t.Errorf("%s: %v, want %d messages and %d attachments", tt.name, n, tt.messages, tt.attachments)
		}
		want := innerOutline(whole, "")
		for _, parts := range []int64{2, 7} {
			var shards []Shard
			step := src.Size/parts + 1
			for at := int64(0); at < src.Size; at += step {
				shards = append(shards, Shard{{Source: src, Start: at, End: min(at+step, src.Size)}})
			}
			shards = append(shards, Shard{{Source: src, End: src.Size, Digest: true}})
			ranges := scanShards(t, s, shards)
			checkBooks(t, ranges)
			var got strings.Builder
			for _, c := range ranges {
				got.WriteString(innerOutline(c, ""))
			}
			if got.String() != want {
				t.Errorf("%s in %d ranges differs", tt.name, parts)
			}
		}
	}
}

// innerOutline is the outline of all families that lie below prefix, without it.
func innerOutline(c *collected, prefix string) string {
	var b strings.Builder
	for _, fam := range c.families {
		if fam = slices.Clone(fam); prefix == "" || strings.HasPrefix(fam[0].Inner, prefix) {
			for i := range fam {
				fam[i].Inner = strings.TrimPrefix(fam[i].Inner, prefix)
			}
			b.WriteString(outline(fam))
		}
	}
	return b.String()
}

// TestNestedMailboxes reads mailboxes in archives in archives.
func TestNestedMailboxes(t *testing.T) {
	s := New(Config{})
	path := samples.PST(t, "support.pst")
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	bare := readFile(t, s, path)
	box := string(testMbox())
	zip := zipped(t, "export/jdoe.pst", string(data), "b.mbox", box)
	got := readBytes(t, s, "export.zip", zipped(t, "first.zip", string(zip), "more/one.zip.gz", string(gzipped(t, zip))))
	checkBooks(t, []*collected{got})
	want := innerOutline(bare, "")
	for _, at := range []string{"!1!1", "!2!1!1"} {
		list := strings.Replace(innerOutline(got, at), "container \"jdoe.pst\"", "container", 1)
		list = strings.Replace(list, "container \"export/jdoe.pst\"", "container", 1)
		if list != want {
			t.Errorf("below %s:\ngot\n%s\nwant\n%s", at, list, want)
		}
	}
	messages := 2 * (kinds([]*collected{bare})["message"] + kinds([]*collected{readBytes(t, s, "b.mbox", []byte(box))})["message"])
	if n := kinds([]*collected{got})["message"]; n != messages {
		t.Errorf("%d messages, want %d", n, messages)
	}
}

// TestDamagedPST reads a personal folder file that is cut, and one with noise in it.
func TestDamagedPST(t *testing.T) {
	s := New(Config{})
	data, err := os.ReadFile(samples.PST(t, "support.pst"))
	if err != nil {
		t.Fatal(err)
	}
	noisy := bytes.Clone(data)
	for i := 4096; i < len(noisy); i += 9973 {
		noisy[i] ^= 0x5a
	}
	for name, damaged := range map[string][]byte{"cut.pst": data[:len(data)/2], "head.pst": data[:600], "noisy.pst": noisy} {
		got := readBytes(t, s, name, damaged)
		checkBooks(t, []*collected{got})
		if len(exceptions(got)) == 0 {
			t.Errorf("%s: no exception", name)
		}
	}
}

// TestFind finds each family of a mailbox by its place.
func TestFind(t *testing.T) {
	s := New(Config{})
	for _, path := range []string{samples.PST(t, "support.pst"), writeFile(t, t.TempDir(), "in.mbox", testMbox()),
		writeFile(t, t.TempDir(), "in.mbox.gz", gzipped(t, testMbox()))} {
		for _, fam := range readFile(t, s, path).families {
			last := &fam[len(fam)-1]
			found, err := s.Find(t.Context(), sourceAt(t, path), last.Inner)
			if err != nil || outline(found) != outline(fam) {
				t.Errorf("%s %s: %v\n%s", path, last.Inner, err, outline(found))
			}
		}
	}
}

// TestFindRecovered finds a message that no folder holds, and says so.
func TestFindRecovered(t *testing.T) {
	s, path := New(Config{}), samples.PST(t, "support.pst")
	inner := readFile(t, s, path).families[1][0].Inner
	for _, want := range []bool{false, true} {
		for i := range s.placeBook.page(path).places.places {
			s.placeBook.page(path).places.places[i].Recovered = want
		}
		found, err := s.Find(t.Context(), sourceAt(t, path), inner)
		if err != nil || len(found) == 0 || found[0].Recovered != want {
			t.Errorf("%v, %d items, want recovered %v", err, len(found), want)
		}
	}
}

// TestAttachedPST reads a personal folder file that is attached to a message.
func TestAttachedPST(t *testing.T) {
	data, err := os.ReadFile(samples.PST(t, "support.pst"))
	if err != nil {
		t.Fatal(err)
	}
	raw := multipart("mixed", "text/plain\n\nHello.\n", attached("application/octet-stream", "old.pst", string(data)))
	got := readBytes(t, New(Config{}), "in.eml", []byte(raw))
	checkFamily(t, got.families[0])
	if n := kinds([]*collected{got}); n["message"] != 1+17 || n["attachment"] != 1+2 {
		t.Errorf("%v\n%s", n, outlineAll(got))
	}
}

// TestBrokenPST reads a file that does not open by ranges: none of it is framing.
func TestBrokenPST(t *testing.T) {
	data, err := os.ReadFile(samples.PST(t, "support.pst"))
	if err != nil {
		t.Fatal(err)
	}
	src := sourceAt(t, writeFile(t, t.TempDir(), "head.pst", append(data[:4:4], make([]byte, 4000)...)))
	shards := []Shard{{{Source: src, End: 1000}}, {{Source: src, Start: 1000, End: src.Size}}}
	got := scanShards(t, New(Config{}), shards)
	checkBooks(t, got)
	if sum := readingOf(got).sum; sum.Unreadable != src.Size {
		t.Errorf("%d of %d bytes are unreadable", sum.Unreadable, src.Size)
	}
}
