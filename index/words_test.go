package index

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"exposed/scanner/document"
)

// TestWords reads a picture once, keeps its words sealed, and reads it again for
// another reader, after a passing trouble, and when the file is damaged.
func TestWords(t *testing.T) {
	dir := t.TempDir()
	cfg := Config{Dir: filepath.Join(dir, "case"), KeyFile: filepath.Join(dir, "key"), Create: true}
	c, err := Open(cfg)
	if err != nil {
		t.Fatal(err)
	}
	calls := 0
	var trouble []document.Problem
	read := func([]byte) (string, []document.Problem) { calls++; return "SSN 078-05-1120\n", trouble }
	ask := func(c *Case, id, picture string, want int) {
		t.Helper()
		text, problems := c.Words(id, read)([]byte(picture))
		if text != "SSN 078-05-1120\n" || calls != want || len(problems) != len(trouble) {
			t.Errorf("%s of %s: %q %v after %d calls, want %d", id, picture, text, problems, calls, want)
		}
	}
	ask(c, "a", "one", 1)
	ask(c, "a", "one", 1)
	ask(c, "b", "one", 2)
	ask(c, "a", "two", 3)
	trouble = []document.Problem{{Reason: "timed-out", Detail: "x"}}
	ask(c, "a", "slow", 4)
	ask(c, "a", "slow", 5)
	trouble = []document.Problem{{Reason: "corrupt", Detail: "x"}}
	ask(c, "a", "broken", 6)
	ask(c, "a", "broken", 6)
	trouble = nil
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	files, _ := filepath.Glob(filepath.Join(cfg.Dir, wordsDir, "*"))
	if len(files) != 4 {
		t.Errorf("%d files, want 4", len(files))
	}
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil || bytes.Contains(b, []byte("078-05")) {
			t.Errorf("%s: %v, or readable", name, err)
		}
		b[len(b)-1] ^= 1
		if err := os.WriteFile(name, b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	cfg.Create = false
	c, err = Open(cfg)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	ask(c, "a", "one", 7)
	ask(c, "a", "one", 8) // a case that is open to be read keeps nothing
}
