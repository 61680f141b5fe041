package index

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"exposed/detectors"
	"exposed/scanner"
)

// verifyCase makes a case of one file on disk and returns what replays it.
func verifyCase(t *testing.T, dir string) (c *Case, path string, replay ReplayFunc) {
	t.Helper()
	it := newItem("", -1, scanner.File, "account «account_number:900000002» of «name:Jane Roe»")
	path = filepath.Join(dir, "letter.txt")
	write(t, path, it.Text.Data)
	src := scanner.Source{Path: path, Size: int64(len(it.Text.Data)), ModTime: time.Unix(1500000000, 0)}
	c = openTest(t, dir)
	sum, err := c.Scan(t.Context(), ScanOptions{
		Sources: []scanner.Source{src}, Match: testMatch, Plan: plan(100, 1),
		Read: func(_ context.Context, shards []scanner.Shard, open func(scanner.Shard) (scanner.Sink, error), _ func(int64)) error {
			sink, err := open(shards[0])
			if err != nil {
				return err
			}
			tally := scanner.Tally{SHA256: sha256.Sum256([]byte(it.Text.Data)), Content: src.Size}
			return errors.Join(sink.Begin(shards[0][0]), sink.Family([]scanner.Item{it}), sink.End(tally), sink.Close(true))
		},
	})
	if err != nil || sum.Items != 1 {
		t.Fatalf("%+v, %v", sum, err)
	}
	return c, path, func(context.Context, Locator) (*scanner.Item, error) { return &it, nil }
}

func TestVerify(t *testing.T) {
	for _, tt := range []struct {
		name  string
		spoil func(c *Case, path string)
		want  string // "": all holds
	}{
		{"whole", func(*Case, string) {}, ""},
		{"evidence altered", func(_ *Case, path string) { flip(t, path, 3) }, "SHA-256 is not"},
		{"evidence grown", func(_ *Case, path string) { write(t, path, "longer than it was, by far and more than that") }, "bytes, had"},
		{"evidence gone", func(_ *Case, path string) { os.Remove(path) }, "no such file"},
		{"audit altered", func(c *Case, _ string) { flip(t, c.path(auditFile), 30) }, "audit entry 1"},
		{"audit gone", func(c *Case, _ string) { os.Remove(c.path(auditFile)) }, "audit log is missing"},
		{"segment altered", func(c *Case, _ string) { flip(t, segmentPath(t, c), 200) }, "segment"},
		{"segment cut", func(c *Case, _ string) { cut(t, segmentPath(t, c)) }, "segment"},
	} {
		c, path, replay := verifyCase(t, t.TempDir())
		tt.spoil(c, path)
		bad, err := c.Verify(t.Context(), replay)
		if got := strings.Join(bad, "; "); err != nil || (got == "") != (tt.want == "") || !strings.Contains(got, tt.want) {
			t.Errorf("%s: %q, %v, want %q", tt.name, got, err, tt.want)
		}
		c.Close()
	}
}

func TestVerifyReplay(t *testing.T) {
	c, _, _ := verifyCase(t, t.TempDir())
	defer c.Close()
	bad, err := c.Verify(t.Context(), func(context.Context, Locator) (*scanner.Item, error) {
		it := newItem("", -1, scanner.File, "account 900000003 of Jane Roe")
		return &it, nil
	})
	if err != nil || len(bad) != 1 || !strings.Contains(bad[0], "letter.txt#8-17: does not replay") {
		t.Errorf("%q, %v", bad, err)
	}
}

// flip alters a byte of a file.
func flip(t *testing.T, path string, at int) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	data[at] ^= 1
	write(t, path, string(data))
}

// cut takes the last byte of a file away.
func cut(t *testing.T, path string) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	write(t, path, string(data[:len(data)-1]))
}

// segmentPath returns the path of the case's first segment.
func segmentPath(t *testing.T, c *Case) string {
	t.Helper()
	for name := range files(t, c.path(segmentDir)) {
		return filepath.Join(c.path(segmentDir), name)
	}
	t.Fatal("no segment")
	return ""
}

// A damaged segment is named, and what it held is scanned again.
func TestDamagedSegment(t *testing.T) {
	for _, damage := range []func(*testing.T, string){cut, func(t *testing.T, p string) { flip(t, p, 150) }, func(t *testing.T, p string) { write(t, p, "") }} {
		dir := t.TempDir()
		scan(t, dir, sample(), 3, 1)
		want := exported(t, dir, "jsonl", true)
		c := openTest(t, dir)
		path := segmentPath(t, c)
		damage(t, path)
		var warned string
		o := ScanOptions{Sources: sample().sources(), Match: testMatch, Plan: plan(3, 1), Read: sample().read(-1), Warn: func(s string) { warned = s }}
		if _, err := c.Scan(t.Context(), o); err != nil {
			t.Fatal(err)
		}
		c.Close()
		if !strings.Contains(warned, filepath.Base(path)) {
			t.Errorf("warning %q does not name the segment", warned)
		}
		if exported(t, dir, "jsonl", true) != want {
			t.Error("exports differ after the repair")
		}
	}
}

func TestShow(t *testing.T) {
	dir := t.TempDir()
	scan(t, dir, sample(), 3, 2)
	c := openTest(t, dir)
	defer c.Close()
	for _, tt := range []struct {
		locator string
		unmask  bool
		want    string // texts of the findings
	}{
		{"mail/in.mbox!3#5-16", true, "John Quincy"},
		{"mail/in.mbox!3#5-16", false, "J*** Q***"},
		{"mail/in.mbox!3", true, "John Quincy|900000003|(555) 555-0142"},
		{"mail/in.mbox!10!1#5-24", true, "4111 1111 1111 1111"},
		{"mail/a%3Ab%231%25.csv#row:1", true, "Jane Roe|900000002"},
		{"mail/a%3Ab%231%25.csv#B1", true, "900000002"},
		{"mail/in.mbox", true, ""},
		{"mail/in.mbox!3#5-17", true, "error"},
		{"mail/in.mbox!99", true, "error"},
		{"#", true, "error"},
	} {
		s, err := c.Show(tt.locator, tt.unmask)
		var texts []string
		if err != nil {
			texts = []string{"error"}
		} else {
			for _, f := range s.Findings {
				texts = append(texts, f.Text)
			}
		}
		if got := strings.Join(texts, "|"); got != tt.want {
			t.Errorf("%s: %s, %v, want %s", tt.locator, got, err, tt.want)
		}
	}
}

func TestAudit(t *testing.T) {
	path := filepath.Join(t.TempDir(), auditFile)
	add := func() {
		if err := appendAudit(path, "test", map[string]any{"n": 1 << 60, "path": "a<b"}); err != nil {
			t.Fatal(err)
		}
	}
	add()
	add()
	data, _ := os.ReadFile(path)
	write(t, path, string(data)+`{"n": 3, "ti`) // as a crash leaves it
	add()
	data, _ = os.ReadFile(path)
	if bad := checkAudit(data); bad != nil || strings.Count(string(data), "\n") != 3 || !strings.Contains(string(data), `"torn_bytes":12`) {
		t.Errorf("%q in\n%s", bad, data)
	}
	lines := strings.SplitAfter(string(data), "\n")
	for _, altered := range []string{lines[0] + lines[2], lines[1], lines[0] + strings.Replace(lines[1], "test", "fest", 1), string(data) + "{"} {
		if bad := checkAudit([]byte(altered)); bad == nil {
			t.Errorf("nothing is wrong with\n%s", altered)
		}
	}
}

func TestCSVCell(t *testing.T) {
	for _, tt := range []struct {
		cell any
		want string
	}{
		{"=1+1", "'=1+1"}, {"+12025550142", "'+12025550142"}, {"-1", "'-1"}, {"@a", "'@a"}, {"\tx", "'\tx"}, {"\rx", "'\rx"},
		{"a=1", "a=1"}, {"", ""}, {nil, ""}, {true, "true"}, {int64(-5), "-5"}, {float32(.9), "0.9"}, {[]string{"a", "b"}, "a; b"}, {[]string{"=a"}, "'=a"},
	} {
		if got := csvCell(tt.cell); got != tt.want {
			t.Errorf("%v: %q, want %q", tt.cell, got, tt.want)
		}
	}
}

func TestToken(t *testing.T) {
	v, err := newVault(make([]byte, keySize))
	if err != nil {
		t.Fatal(err)
	}
	tok := v.tokenizer()
	a, b, c := tok.token(detectors.Phone, "+12025550142"), tok.token(detectors.Phone, "+12025550143"), tok.token(detectors.SSN, "+12025550142")
	if a == b || a == c || a != v.tokenizer().token(detectors.Phone, "+12025550142") {
		t.Error("tokens do not follow from element and value alone")
	}
	mac := hmac.New(sha256.New, v.token)
	mac.Write([]byte("phone\x00+12025550142"))
	if want := mac.Sum(nil)[:tokenSize]; !bytes.Equal(a[:], want) {
		t.Errorf("token %x, HMAC-SHA-256 %x", a, want)
	}
}
