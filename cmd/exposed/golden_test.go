package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"exposed/index"
	"exposed/testdata"
)

// TestGolden scans the built-in evidence with its lists and compares what the
// case gives away with the files in testdata/golden.
func TestGolden(t *testing.T) {
	goldenDir, err := filepath.Abs("../../testdata/golden")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	t.Setenv("XDG_CONFIG_HOME", filepath.Join(t.TempDir(), "config"))
	if err := os.CopyFS("evidence", testdata.Case()); err != nil {
		t.Fatal(err)
	}
	scan := []string{"scan", "--case", "case", "--ocr-lang", "none",
		"--customers", "evidence/lists/customers.csv", "--employees", "evidence/lists/employees.csv",
		"--plans", "evidence/lists/plans.csv", "evidence/mail"}
	golden(t, filepath.Join(goldenDir, "scan.txt"), output(t, exceptions, scan...))
	golden(t, filepath.Join(goldenDir, "people.txt"), output(t, allRead, "people", "--case", "case"))
	output(t, exceptions, slices.Concat([]string{"scan", "--jobs", "8", "--case", "other"}, scan[3:])...)
	for _, what := range index.Exports() {
		got := output(t, allRead, "export", "--case", "case", "--unmask", what)
		golden(t, filepath.Join(goldenDir, what+".jsonl"), got)
		if other := output(t, allRead, "export", "--case", "other", "--unmask", what); !bytes.Equal(got, other) {
			t.Errorf("%s: with 8 workers %s", what, firstDifference(other, got))
		}
	}
	golden(t, filepath.Join(goldenDir, "people.masked.csv"), output(t, allRead, "export", "--case", "case", "--format", "csv", "people"))
}

// output runs the program and returns what it prints to stdout.
func output(t *testing.T, want int, args ...string) []byte {
	t.Helper()
	var out, log bytes.Buffer
	if got := run(context.Background(), args, &out, &log); got != want {
		t.Fatalf("%q: exit status %d, want %d\n%s", args, got, want, log.String())
	}
	return out.Bytes()
}

// golden compares got with the file name, or rewrites it under -update.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(name, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs; see the diff after go test ./cmd/exposed -update:\n%s", filepath.Base(name), firstDifference(got, want))
	}
}

// firstDifference returns the first line that differs, as it is and as it should be.
func firstDifference(got, want []byte) []byte {
	g, w := bytes.Split(got, []byte("\n")), bytes.Split(want, []byte("\n"))
	for i := range min(len(g), len(w)) {
		if !bytes.Equal(g[i], w[i]) {
			return bytes.Join([][]byte{[]byte("got  "), g[i], []byte("\nwant "), w[i]}, nil)
		}
	}
	return []byte("one is longer")
}
