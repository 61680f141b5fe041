package ooxml

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"exposed/scanner/document"
	"exposed/testdata/samples"
)

// oracle prints the words that other programs find in files, one file a line:
// python-docx in documents, openpyxl in the cells of workbooks that are texts
// and in comments, and in presentations what stands in elements <a:t> of slides
// and notes.
const oracle = `
import json, re, sys, zipfile
import xml.etree.ElementTree as ET
import docx, openpyxl

def document(f):
    d = docx.Document(f)
    def block(b):
        for p in b.paragraphs: yield p.text
        for t in b.tables:
            for r in t.rows:
                for c in r._tr.tc_lst: yield from block(docx.table._Cell(c, t))
    yield from block(d)
    for s in d.sections:
        for part in (s.header, s.footer):
            if not part.is_linked_to_previous: yield from block(part)
    yield d.core_properties.title or ""

def workbook(f):
    for s in openpyxl.load_workbook(f, data_only=True).worksheets:
        yield s.title
        for row in s.iter_rows():
            for c in row:
                if isinstance(c.value, str): yield c.value
                if c.comment: yield c.comment.text

def slides(f):
    z = zipfile.ZipFile(f)
    for n in z.namelist():
        if re.match(r"ppt/(slides|notesSlides)/[^/]*\.xml$", n):
            for p in ET.fromstring(z.read(n)).iter("{http://schemas.openxmlformats.org/drawingml/2006/main}p"):
                yield "".join(t.text or "" for t in p.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}t"))

read = {"docx": document, "xlsx": workbook, "pptx": slides}
for f in sys.argv[1:]:
    try: words = " ".join(read[f.rsplit(".", 1)[1]](f)).split()
    except Exception: words = None
    print(json.dumps(words))
`

// Of the words that others find in the files of the corpora hardly any is missing.
func TestOracle(t *testing.T) {
	files, _ := filepath.Glob("../../../../shared/corpora/docs-*/*.???x")
	more, _ := filepath.Glob("../../../../shared/corpora/docs-*/*/*.???x")
	if files = append(files, more...); len(files) == 0 {
		t.Skip("shared files not present")
	}
	words := samples.Words(t, "docx, openpyxl", oracle, files)
	type count struct{ files, words, missing int }
	counts := map[string]*count{}
	for i, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if words[i] == nil {
			continue // the other program reads nothing
		}
		kind := filepath.Ext(name)
		if counts[kind] == nil {
			counts[kind] = &count{}
		}
		c := counts[kind]
		c.files++
		have := map[string]int{}
		for _, w := range strings.FieldsFunc(Read(b, document.Options{}).Text.Data, notWord) {
			have[w]++
		}
		for _, w := range strings.FieldsFunc(strings.Join(words[i], " "), notWord) {
			if c.words++; have[w] == 0 {
				c.missing++
				t.Logf("%s: %q is missing", filepath.Base(name), w)
			}
			have[w]--
		}
	}
	for kind, c := range counts {
		t.Logf("%s: %d files, %d words, %d missing", kind, c.files, c.words, c.missing)
		if c.missing*100 > c.words {
			t.Errorf("%s: %d of %d words are missing", kind, c.missing, c.words)
		}
	}
}

// notWord reports whether c parts words.
func notWord(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) }
