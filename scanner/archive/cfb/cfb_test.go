package cfb

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// sample returns a storage with streams of all sizes that matter.
func sample() *Entry {
	root := Storage("", Storage("Empty"), Storage("Within", Storage("Deeper", Stream("x", []byte("deep")))))
	for i, size := range []int{0, 1, 63, 64, 65, 4095, 4096, 4097, 70_000} {
		root.Children = append(root.Children, Stream(fmt.Sprintf("stream%d", i), bytes.Repeat([]byte{byte('a' + i)}, size)))
	}
	root.CLSID[0] = 7
	return root
}

// dump tells of all entries, in order.
func dump(e *Entry, indent string) string {
	var b strings.Builder
	for _, c := range e.Children {
		data, err := c.Bytes()
		if c.IsStorage() {
			fmt.Fprintf(&b, "%s%s/\n%s", indent, c.Name, dump(c, indent+" "))
			continue
		}
		fmt.Fprintf(&b, "%s%s %d %d %.2q %v\n", indent, c.Name, c.Size(), len(data), data, err)
	}
	return b.String()
}

const sampleDump = `Empty/
Within/
 Deeper/
  x 4 4 "de" <nil>
stream0 0 0 "" <nil>
stream1 1 1 "b" <nil>
stream2 63 63 "cc" <nil>
stream3 64 64 "dd" <nil>
stream4 65 65 "ee" <nil>
stream5 4095 4095 "ff" <nil>
stream6 4096 4096 "gg" <nil>
stream7 4097 4097 "hh" <nil>
stream8 70000 70000 "ii" <nil>
`

func TestFile(t *testing.T) {
	raw, err := sample().File()
	if err != nil {
		t.Fatal(err)
	}
	f, err := Open(raw)
	if err != nil {
		t.Fatal(err)
	}
	if len(f.Problems()) > 0 {
		t.Error(f.Problems())
	}
	if got := dump(f.Root(), ""); got != sampleDump {
		t.Errorf("got\n%s\nwant\n%s", got, sampleDump)
	}
	if f.Root().CLSID[0] != 7 {
		t.Error("class of the root")
	}
	again, err := f.Root().File()
	if err != nil || !bytes.Equal(again, raw) {
		t.Errorf("written again it differs: %v", err)
	}
}

// A file of more than 109 sectors of the FAT has a DIFAT.
func TestLarge(t *testing.T) {
	data := bytes.Repeat([]byte("0123456789abcdef"), 9<<20/16)
	raw, err := Storage("", Stream("large", data)).File()
	if err != nil {
		t.Fatal(err)
	}
	f, err := Open(raw)
	if err != nil {
		t.Fatal(err)
	}
	b, err := f.Root().Child("LARGE").Bytes()
	if err != nil || !bytes.Equal(b, data) || len(f.Problems()) > 0 {
		t.Errorf("%d bytes, %v, %v", len(b), err, f.Problems())
	}
}

// What is not a compound file at all is refused.
func TestFormat(t *testing.T) {
	for _, s := range []string{"", Magic, strings.Repeat("x", 1000)} {
		if _, err := Open([]byte(s)); !errors.Is(err, ErrFormat) {
			t.Errorf("%.10q: %v", s, err)
		}
	}
}

// read reads all of raw and tells of its entries.
func read(raw []byte) (string, error) {
	f, err := Open(raw)
	if err != nil {
		return "", err
	}
	var list []error
	for _, d := range f.Problems() {
		list = append(list, d)
	}
	return dump(f.Root(), ""), errors.Join(list...)
}

// A file that is cut anywhere is read as far as it goes, and what is lost is told.
func TestTruncated(t *testing.T) {
	raw, _ := sample().File()
	for n := range len(raw) {
		if got, err := read(raw[:n]); err == nil && got != sampleDump {
			t.Fatalf("cut at %d: no problem, but\n%s", n, got)
		}
	}
}

// An entry that the tree has lost is held by the storage of its neighbours.
func TestLost(t *testing.T) {
	raw, _ := Storage("", Storage("s", Stream("1", []byte("one")), Stream("2", []byte("two")), Stream("3", []byte("three")))).File()
	at := bytes.Index(raw, []byte("2\x00\x00")) // at the top of the tree of s
	le.PutUint32(raw[at+68:], noEntry)
	le.PutUint32(raw[at+72:], 77)
	const want = "s/\n 2 3 3 \"tw\" <nil>\n 1 3 3 \"on\" <nil>\n 3 5 5 \"th\" <nil>\n"
	got, err := read(raw)
	if !errors.Is(err, ErrCorrupt) || got != want {
		t.Errorf("%v\ngot\n%s\nwant\n%s", err, got, want)
	}
}

// Any byte of the header, the directory and the FAT may be wrong.
func TestFlipped(t *testing.T) {
	raw, _ := Storage("", Storage("s", Stream("a", []byte("a"))), Stream("b", make([]byte, 5000))).File()
	for i := range raw {
		for _, flip := range []byte{1, 0x80, 0xff} {
			b := bytes.Clone(raw)
			b[i] ^= flip
			read(b)
		}
	}
}

// The directory of a file in which entries name each other in a ring.
func TestLoops(t *testing.T) {
	raw, _ := sample().File()
	at := bytes.Index(raw, []byte("R\x00o\x00o\x00t\x00"))
	for i := range 7 {
		for _, k := range [...]int{68, 72, 76} {
			b := bytes.Clone(raw)
			le.PutUint32(b[at+i*entrySize+k:], 1)
			if _, err := read(b); i > 0 && k != 76 && err == nil && !bytes.Equal(b, raw) {
				t.Errorf("entry %d, link at %d: no problem", i, k)
			}
		}
	}
}

// Files that were made to break readers.
func TestHostile(t *testing.T) {
	list, _ := filepath.Glob("../../../../shared/hostile/ole/*")
	if list == nil {
		t.Skip("the corpus is not beside the repository")
	}
	for _, name := range list {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		got, err := read(raw)
		t.Logf("%s: %d lines, %.200v", filepath.Base(name), strings.Count(got, "\n"), err)
	}
}

// FuzzOpen checks that the streams of any file have no more bytes than may be,
// and that what is read is the same when it is written and read again.
func FuzzOpen(f *testing.F) {
	raw, _ := sample().File()
	f.Add(raw[:4096])
	small, _ := Storage("", Storage("s", Stream("a", []byte("a"))), Stream("b", make([]byte, 5000))).File()
	f.Add(small)
	f.Fuzz(func(t *testing.T, raw []byte) {
		c, err := Open(raw)
		if err != nil {
			return
		}
		total := 0
		var walk func(e *Entry)
		walk = func(e *Entry) {
			for _, c := range e.Children {
				b, _ := c.Bytes()
				total += len(b)
				walk(c)
			}
		}
		walk(c.Root())
		if total > 5*len(raw)+2<<20 {
			t.Errorf("%d bytes out of %d", total, len(raw))
		}
		written, _ := c.Root().File()
		if _, err := Open(written); err != nil {
			t.Errorf("written again: %v", err)
		}
	})
}
