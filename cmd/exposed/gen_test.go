package main

import (
	"bytes"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// TestGenerated holds testdata/case to what its generator writes.
func TestGenerated(t *testing.T) {
	dir := t.TempDir()
	if out, err := exec.Command("go", "run", "exposed/testdata/gen", dir).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	compare(t, dir, "../../testdata/case")
	compare(t, "../../testdata/case", dir)
}

// compare reports the files below a that b has not, or has otherwise.
func compare(t *testing.T, a, b string) {
	t.Helper()
	other := os.DirFS(b)
	err := fs.WalkDir(os.DirFS(a), ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		x, err := os.ReadFile(filepath.Join(a, p))
		if err != nil {
			return err
		}
		y, err := fs.ReadFile(other, p)
		if err != nil || !bytes.Equal(x, y) {
			t.Errorf("%s is not what testdata/gen writes: run go run ./testdata/gen", p)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
