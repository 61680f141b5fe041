package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"exposed/index"
)

// mailFile writes one message and returns its path.
func mailFile(t *testing.T) string {
	t.Helper()
	p := filepath.Join(t.TempDir(), "in.eml")
	if err := os.WriteFile(p, []byte("Subject: hello\n\nCall 303-555-0142.\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	return p
}

func TestCaseInUse(t *testing.T) {
	dir := t.TempDir()
	in, key := filepath.Join(dir, "case"), filepath.Join(dir, "key")
	c, err := index.Open(index.Config{Dir: in, KeyFile: key, Create: true})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	for _, command := range [][]string{{"scan", mailFile(t)}, {"people"}} {
		var out, log bytes.Buffer
		args := append([]string{command[0], "--case", in, "--key", key}, command[1:]...)
		if got := run(context.Background(), args, &out, &log); got != failed {
			t.Errorf("%s: exit status %d, want %d", command[0], got, failed)
		}
		if !strings.HasPrefix(log.String(), "exposed: case "+in+" is in use") || out.Len() > 0 {
			t.Errorf("%s: stdout %q, stderr %q", command[0], out.String(), log.String())
		}
	}
}

func TestInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	dir := t.TempDir()
	args := []string{"scan", "--case", filepath.Join(dir, "case"), "--key", filepath.Join(dir, "key"), mailFile(t)}
	var out, log bytes.Buffer
	if got := run(ctx, args, &out, &log); got != interrupted {
		t.Errorf("exit status %d, want %d", got, interrupted)
	}
	want := "exposed: interrupted\nexposed: run the same command again to go on\n"
	if log.String() != want || out.Len() > 0 {
		t.Errorf("stdout %q, stderr %q, want %q", out.String(), log.String(), want)
	}
	if got := run(context.Background(), args, &out, &log); got != allRead {
		t.Errorf("after it: exit status %d, want %d\n%s", got, allRead, log.String())
	}
}

func TestNumber(t *testing.T) {
	for n, want := range map[int]string{0: "0", 999: "999", 1000: "1,000", 1001: "1,001", 1234567: "1,234,567"} {
		if got := number(n); got != want {
			t.Errorf("number(%d) = %s, want %s", n, got, want)
		}
	}
}

func TestSize(t *testing.T) {
	for n, want := range map[int64]string{0: "0 bytes", 999: "999 bytes", 1000: "1.0 kB", 999949: "999.9 kB", 999950: "1.0 MB", 5e15: "5000.0 TB"} {
		if got := size(n); got != want {
			t.Errorf("size(%d) = %s, want %s", n, got, want)
		}
	}
}

func TestQuote(t *testing.T) {
	for s, want := range map[string]string{"acme/1": "acme/1", "my case": "'my case'", "o'neil": `'o'\''neil'`, "": "''"} {
		if got := quote(s); got != want {
			t.Errorf("quote(%q) = %s, want %s", s, got, want)
		}
	}
}
