package scanner

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"exposed/scanner/document"
)

// failOn makes the reader of JSON files panic on those that hold "boom", after
// it has given one file.
func failOn(t *testing.T) {
	t.Helper()
	sound := documents["json"]
	t.Cleanup(func() { documents["json"] = sound })
	documents["json"] = func(raw []byte, o document.Options) document.Content {
		if bytes.Contains(raw, []byte("boom")) {
			panic("value 219-09-9999 out of range")
		}
		return sound(raw, o)
	}
}

// TestGuard reads evidence on which a reader fails: that is an exception of the
// item, and all else is read as ever.
func TestGuard(t *testing.T) {
	failOn(t)
	bad, good := `{"name": "boom"}`, `{"ssn": "219-09-9999"}`
	mail := fromDana + "\n202-555-0143\n"
	both := multipart("mixed", "text/plain\n\n202-555-0143\n", attached("application/json", "a.json", bad), attached("application/json", "b.json", good))
	pack := string(zipped(t, "a.json", bad, "b.json", good))
	box := "From a@example.com Mon Jan  1 00:00:00 2024\n" + both + "\nFrom a@example.com Mon Jan  1 00:00:00 2024\n" + mail
	for _, tt := range []struct{ name, data, want string }{
		{"a.json", bad, ". file !corrupt\n"},
		{"in.eml", both, ". message \"your plan\"\n!1 attachment in . \"a.json\" !corrupt\n!2 attachment in . \"b.json\"\n"},
		{"in.zip", pack, ". container\n!1 file \"a.json\" !corrupt\n!2 file \"b.json\"\n"},
		{"zip.eml", multipart("mixed", "text/plain\n\nx\n", attached("application/zip", "in.zip", pack)),
			". message \"your plan\"\n!1 attachment in . \"in.zip\"\n!1!1 attachment in !1 \"a.json\" !corrupt\n!1!2 attachment in !1 \"b.json\"\n"},
		{"in.mbox", box, ""},
	} {
		s := New(Config{Detect: detectorsAlone()})
		got := readBytes(t, s, tt.name, []byte(tt.data))
		for _, x := range exceptions(got) {
			if x.Detail != errFailed.Error() || x.Bytes != int64(len(bad)) {
				t.Errorf("%s: %+v", tt.name, x)
			}
		}
		list := strings.ReplaceAll(outlineAll(got), subjectOf(got), `"your plan"`)
		if tt.want != "" && list != tt.want {
			t.Errorf("%s: got\n%s\nwant\n%s", tt.name, list, tt.want)
		}
		if tt.name == "in.mbox" && (len(got.families) != 3 || len(got.families[2][0].Findings) == 0 || len(exceptions(got)) != 1) {
			t.Errorf("%s", list)
		}
		again := readBytes(t, s, tt.name, []byte(tt.data))
		sameReading(t, []*collected{got}, []*collected{again})
	}
}

// subjectOf is the quoted subject of the first message.
func subjectOf(c *collected) string {
	for _, fam := range c.families {
		if fam[0].Subject != "" {
			return fmt.Sprintf("%q", fam[0].Subject)
		}
	}
	return "no subject"
}

// TestGuardedFamily: what fails beyond a file is an exception of the family.
func TestGuardedFamily(t *testing.T) {
	r := New(Config{Detect: detectorsAlone()}).reader(t.Context(), 1, func(int64) {})
	r.openers = map[string]func(*reader, int, []byte, int){}
	fam := r.familyOf("!7", Message, []byte("raw"), func() {
		r.family = append(r.family, Item{}, Item{})
		panic("x")
	})
	if len(fam) != 1 || fam[0].Inner != "!7" || fam[0].Parent != -1 || fam[0].Kind != Message || len(fam[0].Exceptions) != 1 || fam[0].Exceptions[0].Reason != Corrupt {
		t.Errorf("%+v", fam)
	}
	if got := keep(r.item([]byte(fromDana+"\n202-555-0143\n"), "in.eml", "")); len(got) != 1 || len(got[0].Findings) == 0 {
		t.Errorf("the next message: %+v", got)
	}
}

// TestGuardedSeq: a sequence that panics ends, and a panic of who takes the values goes on.
func TestGuardedSeq(t *testing.T) {
	failed := false
	seq := guardedSeq(func(yield func(int, error) bool) {
		yield(1, nil)
		panic("x")
	}, func() { failed = true })
	var got []int
	for n := range seq {
		got = append(got, n)
	}
	if !slices.Equal(got, []int{1}) || !failed {
		t.Errorf("%v, failed %v", got, failed)
	}
	err := guard(func() {
		for range seq {
			panic("taker")
		}
	})
	if !errors.Is(err, errFailed) {
		t.Error("the panic of who takes the values was held back")
	}
}

// A brokenDisk gives the bytes before at, and fails behind them.
type brokenDisk struct {
	data []byte
	at   int64
}

func (d brokenDisk) ReadAt(p []byte, at int64) (int, error) {
	if at >= d.at {
		return 0, &fs.PathError{Op: "read", Path: "/tmp/exposed-123", Err: errors.New("input/output error")}
	}
	n := copy(p[:min(int64(len(p)), d.at-at)], d.data[at:])
	if n < len(p) {
		_, err := d.ReadAt(nil, d.at)
		return n, err
	}
	return n, nil
}

// TestBrokenDisk: what a disk does not give is unreadable in the books, and its
// exception names no file of the machine.
func TestBrokenDisk(t *testing.T) {
	data := bytes.Repeat(testMbox(), 40)
	for _, tt := range []struct{ kind, name string }{{"mbox", "in.mbox"}, {"zip", "in.zip"}, {"pst", "in.pst"}, {"dat", "in.dat"}, {"gzip", "in.gz"}, {"", "in.eml"}} {
		s := New(Config{})
		c, progress := &collected{}, int64(0)
		r := s.reader(t.Context(), 1, func(n int64) { progress += n })
		st := &stored{at: brokenDisk{data, int64(len(data) / 2)}, size: int64(len(data)), packed: int64(len(data)), name: tt.name, kind: tt.kind, progress: r.progress}
		tally, err := r.stored(st, collector{c})
		if err != nil {
			t.Errorf("%s: %v", tt.kind, err)
		}
		if n := tally.Content + tally.Framing + tally.Unreadable; n != st.size {
			t.Errorf("%s: %+v is %d bytes of %d", tt.kind, tally, n, st.size)
		}
		xs := exceptions(c)
		if len(xs) == 0 || progress > st.size {
			t.Errorf("%s: exceptions %+v, progress %d of %d", tt.kind, xs, progress, st.size)
		}
		for _, x := range xs {
			if strings.Contains(x.Detail, "exposed-123") {
				t.Errorf("%s: %s", tt.kind, x.Detail)
			}
		}
	}
}
