package ole

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

// tree prints what f holds: the path, size and first bytes of each stream.
func tree(f *File, e *Entry, path string) string {
	var out strings.Builder
	for _, c := range e.Entries {
		if c.Storage {
			fmt.Fprintf(&out, "%s%s/\n%s", path, c.Name, tree(f, c, path+c.Name+"/"))
			continue
		}
		b := f.Read(c)
		fmt.Fprintf(&out, "%s%s %d %q\n", path, c.Name, len(b), b[:min(len(b), 8)])
	}
	return out.String()
}

var sample = Node{Nodes: []Node{
	{Name: "WordDocument", Data: bytes.Repeat([]byte("word "), 2000)},
	{Name: "Short", Data: []byte("short")},
	{Name: "Empty", Data: []byte{}},
	{Name: "ObjectPool", Nodes: []Node{{Name: "_1", Nodes: []Node{{Name: "\x01Ole10Native", Data: []byte("\x03\x00\x00\x00abc")}}}, {Name: "None", Nodes: []Node{}}}},
}}

const sampleTree = "Empty 0 \"\"\nShort 5 \"short\"\nObjectPool/\nObjectPool/_1/\nObjectPool/_1/\x01Ole10Native 7 \"\\x03\\x00\\x00\\x00abc\"\nObjectPool/None/\nWordDocument 10000 \"word wor\"\n"

func TestBuild(t *testing.T) {
	f, err := Open(Build(sample))
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
	sub, err := Open(f.Extract(f.Root().Find("objectpool")))
	if err != nil {
		t.Fatal(err)
	}
	if got := tree(sub, sub.Root(), ""); got != "_1/\n_1/\x01Ole10Native 7 \"\\x03\\x00\\x00\\x00abc\"\nNone/\n" {
		t.Errorf("extracted: %q", got)
	}
}

// A file that needs more sectors of the table than its header can name.
func TestLarge(t *testing.T) {
	const size = 20 << 20
	n := Node{Nodes: []Node{{Name: "a", Data: bytes.Repeat([]byte("0123456789abcdef"), size/16)}, {Name: "b", Data: []byte("b")}}}
	f, err := Open(Build(n))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(f.Stream(f.Root(), "a"), n.Nodes[0].Data) || string(f.Stream(f.Root(), "b")) != "b" || f.Problems() != nil {
		t.Error("streams differ", f.Problems())
	}
}

func TestTruncated(t *testing.T) {
	raw := Build(sample)
	for n := range raw {
		f, err := Open(raw[:n])
		if err == nil {
			tree(f, f.Root(), "")
		}
	}
}

func TestFlipped(t *testing.T) {
	raw := Build(sample)
	for i := range raw {
		for _, v := range [...]byte{0, 0xFF, raw[i] ^ 1} {
			b := bytes.Clone(raw)
			b[i] = v
			f, err := Open(b)
			if err == nil {
				tree(f, f.Root(), "")
			}
		}
	}
}

// The directory of a file in which entries name each other in a ring.
func TestLoops(t *testing.T) {
	raw := Build(sample)
	at := bytes.Index(raw, []byte("R\x00o\x00o\x00t\x00"))
	for i := range 7 {
		for _, k := range [...]int{leftAt, rightAt, childAt} {
			b := bytes.Clone(raw)
			le.PutUint32(b[at+i*entrySize+k:], 1)
			f, err := Open(b)
			if err != nil {
				t.Fatal(err)
			}
			tree(f, f.Root(), "")
			if used := i > 0 && k != childAt; used && len(f.Problems()) == 0 && !bytes.Equal(b, raw) {
				t.Errorf("entry %d, link at %d: no problem", i, k)
			}
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
	f.Add(Build(sample))
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
