package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"exposed/testdata"
	"exposed/testdata/samples"
)

// TestBooks has a program that shares no code with this one add up what was read
// of mailboxes, archives and whatever lies in the folders of evidence beside the
// repository.
func TestBooks(t *testing.T) {
	books := filepath.Join(t.TempDir(), "books")
	if out, err := exec.Command("go", "build", "-o", books, "exposed/testdata/books").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	own := filepath.Join(t.TempDir(), "evidence")
	if err := os.CopyFS(own, testdata.Case()); err != nil {
		t.Fatal(err)
	}
	balance(t, books, own)
	balance(t, books, samples.PST(t, "enron.pst"))
	if testing.Short() {
		return // what lies beside the repository takes long
	}
	for _, beside := range []string{"corpora", "hostile"} {
		path, err := filepath.Abs("../../../shared/" + beside)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := os.Stat(path); err != nil {
			t.Logf("%s is not beside the repository", beside)
			continue
		}
		balance(t, books, path)
	}
}

// balance scans the evidence at path and runs books on the exports.
func balance(t *testing.T, books, path string) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "case")
	if status := scanStatus(t, dir, path); status != allRead && status != exceptions {
		t.Fatalf("%s: exit status %d", path, status)
	}
	args := []string{filepath.Join(dir, "evidence.jsonl")}
	for _, what := range []string{"items", "exceptions"} {
		args = append(args, filepath.Join(dir, what+".jsonl"))
		output(t, allRead, "export", "--case", dir, "-o", args[len(args)-1], what)
	}
	out, err := exec.Command(books, args...).CombinedOutput()
	if err != nil {
		t.Errorf("%s: %v\n%s", path, err, out)
	}
	t.Logf("%s: %s", path, out)
}

// scanStatus scans path without reading pictures, and returns the exit status.
func scanStatus(t *testing.T, dir, path string) int {
	t.Helper()
	return run(t.Context(), []string{"scan", "--case", dir, "--ocr-lang", "none", path}, t.Output(), t.Output())
}
