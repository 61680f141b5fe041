package odf

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"exposed/scanner/document"
	"exposed/testdata/samples"
)

// oracle prints the words that odfpy finds in files, one file a line.
const oracle = `
import json, re, sys
from odf import opendocument, teletype
for f in sys.argv[1:]:
    try: words = re.sub(r"\d{4}-\d\d-\d\dT[\d:.]+", " ", teletype.extractText(opendocument.load(f).body)).split()
    except Exception: words = None
    print(json.dumps(words))
`

// Of the words that odfpy finds in the files of the corpora hardly any is
// missing. It does not part paragraphs, so that its words stand in ours joined; when a note
// was written is no text here.
func TestOracle(t *testing.T) {
	files, _ := filepath.Glob("../../../../shared/corpora/docs-*/*.od?")
	if len(files) == 0 {
		t.Skip("shared files not present")
	}
	words := samples.Words(t, "odf", oracle, files)
	total, missing := 0, 0
	for i, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		have := strings.Join(strings.Fields(Read(b, document.Options{}).Text.Data), "")
		for _, w := range words[i] {
			if total++; !strings.Contains(have, w) {
				missing++
				t.Logf("%s: %q is missing", filepath.Base(name), w)
			}
		}
	}
	t.Logf("%d files, %d words, %d missing", len(files), total, missing)
	if total == 0 || missing*100 > total {
		t.Errorf("%d of %d words are missing", missing, total)
	}
}
