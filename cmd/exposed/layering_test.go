package main

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// layers are our packages from the top of the chain down: each imports only
// what stands on a line below its own, and those of the last line none of ours.
var layers = [][]string{
	{"exposed/cmd/exposed", "exposed/cmd/eval"},
	{"exposed/index/report", "exposed/index/search"},
	{"exposed/index"},
	{"exposed/index/person"},
	{"exposed/scanner"},
	{"exposed/scanner/document/ooxml", "exposed/scanner/document/pdf", "exposed/scanner/mailbox/pst", "exposed/scanner/tika"},
	{"exposed/scanner/mailbox/rtf"},
	{"exposed/detectors", "exposed/scanner/mailbox", "exposed/scanner/mailbox/mapi", "exposed/scanner/archive", "exposed/scanner/document", "exposed/testdata", "exposed/testdata/samples"},
}

func TestLayers(t *testing.T) {
	out, err := exec.Command("go", "list", "-f", "{{.ImportPath}} {{join .Imports \" \"}}", "exposed/...", "exposed/testdata").Output()
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(out)) {
		words := strings.Fields(line)
		for _, imported := range words[1:] {
			if strings.HasPrefix(imported, "exposed/") && layer(t, imported) <= layer(t, words[0]) {
				t.Errorf("%s imports %s", words[0], imported)
			}
		}
	}
}

// layer returns the line of layers that has pkg.
func layer(t *testing.T, pkg string) int {
	n := slices.IndexFunc(layers, func(l []string) bool { return slices.Contains(l, pkg) })
	if n < 0 {
		t.Errorf("package %s has no layer", pkg)
	}
	return n
}
