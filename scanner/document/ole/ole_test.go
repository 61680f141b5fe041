package ole

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"exposed/scanner/archive/cfb"
)

// tree prints what f holds: the path, size and first bytes of each stream.
func tree(f *File, e *cfb.Entry, path string) string {
	var out strings.Builder
	for _, c := range e.Children {
		if c.IsStorage() {
			fmt.Fprintf(&out, "%s%s/\n%s", path, c.Name, tree(f, c, path+c.Name+"/"))
			continue
		}
		b := f.Read(c)
		fmt.Fprintf(&out, "%s%s %d %q\n", path, c.Name, len(b), b[:min(len(b), 8)])
	}
	return out.String()
}

var sample = cfb.Build(
	cfb.Stream("WordDocument", bytes.Repeat([]byte("word "), 2000)),
	cfb.Stream("Short", []byte("short")),
	cfb.Stream("Empty", nil),
	cfb.Storage("ObjectPool", cfb.Storage("_1", cfb.Stream("\x01Ole10Native", []byte("\x03\x00\x00\x00abc"))), cfb.Storage("_2", cfb.Stream("1Table", []byte("t")))),
)

const sampleTree = "Empty 0 \"\"\nShort 5 \"short\"\nObjectPool/\nObjectPool/_1/\nObjectPool/_1/\x01Ole10Native 7 \"\\x03\\x00\\x00\\x00abc\"\nObjectPool/_2/\nObjectPool/_2/1Table 1 \"t\"\nWordDocument 10000 \"word wor\"\n"

func TestOpen(t *testing.T) {
	f, err := Open(sample)
	if err != nil {
		t.Fatal(err)
	}
	if got := tree(f, f.Root(), ""); got != sampleTree {
		t.Errorf("got\n%s\nwant\n%s", got, sampleTree)
	}
	if p := f.Problems(); p != nil {
		t.Error(p)
	}
	if k := f.Kind(); k != "doc" {
		t.Error("kind", k)
	}
}

// An object is what was packed, or its storage as a file.
func TestEmbedded(t *testing.T) {
	f, _ := Open(sample)
	pool := f.Root().Child("objectpool")
	if o, ok := f.Embedded(pool.Child("_1")); !ok || string(o.Data) != "abc" {
		t.Errorf("packed: %v %q", ok, o.Data)
	}
	o, ok := f.Embedded(pool.Child("_2"))
	sub, err := Open(o.Data)
	if !ok || err != nil {
		t.Fatal(ok, err)
	}
	if got := tree(sub, sub.Root(), ""); got != "1Table 1 \"t\"\n" {
		t.Errorf("extracted: %q", got)
	}
}

// What is damaged is told by its kind.
func TestProblems(t *testing.T) {
	for _, tt := range []struct {
		what, want string
		at         int
		v          byte
	}{
		{"sectors", "[{malformed the header of the compound file has sizes of sectors or streams that none can have (1) 0}]", 32, 7},
		{"table", "[{corrupt 1 parts of the allocation table of the compound file are not where they are said to be 0}]", 44, 9},
		{"stream", "[{corrupt 1 streams of the compound file end before their size, and are read up to there 0}]", bytes.Index(sample, []byte("W\x00o\x00r\x00d")) + 122, 1},
	} {
		b := bytes.Clone(sample)
		b[tt.at] = tt.v
		f, err := Open(b)
		if err != nil {
			t.Errorf("%s: %v", tt.what, err)
			continue
		}
		tree(f, f.Root(), "")
		if got := fmt.Sprint(f.Problems()); got != tt.want {
			t.Errorf("%s: got %s", tt.what, got)
		}
	}
}

func TestNative(t *testing.T) {
	pack := "\x02\x00note.txt\x00C:\\a\\note.txt\x00\x00\x00\x03\x00\x04\x00\x00\x00tmp\x00\x05\x00\x00\x00hellotrailer"
	for _, tt := range []struct{ in, name, data string }{
		{pack, "note.txt", "hello"},
		{"\x02\x00Label\x00C:\\a\\note.txt\x00" + pack[25:], "note.txt", "hello"},
		{"%PDF-1.4", "", "%PDF-1.4"},
		{"\x02\x00abc", "", "\x02\x00abc"},
		{"", "", ""},
	} {
		b := append(le.AppendUint32(nil, uint32(len(tt.in))), tt.in...)
		if f := Native(b); f.Name != tt.name || string(f.Data) != tt.data {
			t.Errorf("%q: got %q %q", tt.in, f.Name, f.Data)
		}
	}
}

func FuzzOpen(f *testing.F) {
	f.Add(sample)
	f.Fuzz(func(t *testing.T, b []byte) {
		x, err := Open(b)
		if err != nil {
			return
		}
		first := tree(x, x.Root(), "")
		x.Properties(x.Root())
		again, err := Open(b)
		if err != nil || tree(again, again.Root(), "") != first {
			t.Error("read again, it differs")
		}
	})
}
