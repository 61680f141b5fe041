package main

import (
	"os/exec"
	"strings"
	"testing"
)

// layers are our packages with their level in the chain, from the top down: each
// imports only packages of a level below its own.
var layers = map[string]int{
	"exposed/cmd/exposed":                  0,
	"exposed/cmd/bench":                    0,
	"exposed/cmd/eval":                     0,
	"exposed/index/report":                 1,
	"exposed/index/search":                 1,
	"exposed/index":                        2,
	"exposed/index/person":                 3,
	"exposed/scanner":                      4,
	"exposed/scanner/mailbox/msg":          5,
	"exposed/scanner/mailbox/olm":          5,
	"exposed/scanner/mailbox/pst":          5,
	"exposed/scanner/document/ooxml":       5,
	"exposed/scanner/document/odf":         5,
	"exposed/scanner/mailbox/tnef":         5,
	"exposed/scanner/document/rtf":         5,
	"exposed/scanner/document/card":        5,
	"exposed/scanner/document/tree":        5,
	"exposed/scanner/document/pdf":         5,
	"exposed/scanner/document/legacy":      5,
	"exposed/scanner/ocr":                  5,
	"exposed/scanner/tika":                 5,
	"exposed/scanner/mailbox/outlook":      6,
	"exposed/scanner/document/ole":         6,
	"exposed/scanner/document/flow":        7,
	"exposed/scanner/document/metafile":    7,
	"exposed/scanner/document/officecrypt": 7,
	"exposed/scanner/document/parts":       7,
	"exposed/scanner/mailbox/cms":          8,
	"exposed/scanner/mailbox/pgp":          8,
	"exposed/scanner/mailbox/rtf":          7,
	"exposed/detectors":                    8,
	"exposed/scanner/loadfile":             8,
	"exposed/scanner/archive":              8,
	"exposed/scanner/archive/cfb":          8,
	"exposed/scanner/document":             8,
	"exposed/scanner/document/markup":      8,
	"exposed/scanner/document/numfmt":      8,
	"exposed/scanner/document/rtftoken":    8,
	"exposed/scanner/manifest":             8,
	"exposed/scanner/mailbox":              8,
	"exposed/scanner/mailbox/mapi":         8,
	"exposed/testdata":                     8,
	"exposed/testdata/samples":             7,
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

// layer returns the level of pkg.
func layer(t *testing.T, pkg string) int {
	n, ok := layers[pkg]
	if !ok {
		t.Errorf("package %s has no level", pkg)
	}
	return n
}
