package legacy

import (
	"bytes"
	"errors"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode"

	"exposed/scanner/archive/cfb"
	"exposed/scanner/document"
	"exposed/scanner/document/ole"
	"exposed/testdata/samples"
)

// shared is where the corpora of others lie, beside the repository.
const shared = "../../../../shared/"

// files returns the compound files below the folders, by their path in shared.
func files(t *testing.T, folders ...string) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	for _, folder := range folders {
		err := filepath.WalkDir(shared+folder, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			raw, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			if _, bof := isBOF(int(le.Uint16(append(raw, 0, 0))), append(raw, 0, 0, 0, 0)[4:]); bof || bytes.HasPrefix(raw, []byte(cfb.Magic)) {
				out[strings.TrimPrefix(path, shared)] = raw
			}
			return nil
		})
		if errors.Is(err, fs.ErrNotExist) {
			t.Skip("the corpora are not beside the repository: ", err)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// read reads raw as the scanner does.
func read(raw []byte, o document.Options) (kind string, c document.Content) {
	kind = "xls"
	if f, err := ole.Open(raw); err == nil {
		kind = f.Kind()
	}
	switch kind {
	case "doc":
		return kind, DOC(raw, o)
	case "xls":
		return kind, XLS(raw, o)
	case "ppt":
		return kind, PPT(raw, o)
	}
	return kind, Object(raw, o)
}

// words returns the words of s, of two letters or digits at least.
func words(s string) []string {
	return slices.DeleteFunc(strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }),
		func(w string) bool { return len(w) < 2 })
}

// oracles are the programs that print the text of each kind.
var oracles = map[string][]string{
	"doc": {"catdoc", "-d", "utf-8", "-w"},
	"xls": {"xls2csv", "-d", "utf-8", "-f", "%Y-%m-%d"},
	"ppt": {"catppt", "-d", "utf-8"},
}

// exempt are files of which the oracle prints what is not in the file.
var exempt = map[string]string{
	"corpora/docs-poi/hpsf/TestRobert_Flaherty.doc": "xls2csv prints both sheets twice; LibreOffice has them once",
}

// otherDates are files in whose dates the oracle errs; its numbers are not
// compared there.
var otherDates = map[string]string{
	"corpora/docs-poi/spreadsheet/SimpleChart.xls": "xls2csv counts days from 1904, and the file says 1900, as LibreOffice has it",
	"corpora/docs-poi/spreadsheet/52447.xls":       "xls2csv prints numbers of days for the built-in formats of dates",
}

// The words that catdoc, xls2csv and catppt print are in the text: 95 of 100.
func TestCatdoc(t *testing.T) {
	all := files(t, "corpora/docs-poi", "corpora/docs-tika")
	if _, err := exec.LookPath("catdoc"); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal(err)
		}
		t.Skip("catdoc is not installed")
	}
	total, found := map[string]int{}, map[string]int{}
	for _, name := range slices.Sorted(maps.Keys(all)) {
		kind, c := read(all[name], document.Options{Passwords: passwords})
		oracle := oracles[kind]
		if oracle == nil || exempt[name] != "" {
			continue
		}
		out, _ := exec.Command(oracle[0], append(oracle[1:], shared+name)...).Output()
		have := map[string]int{}
		for _, w := range words(c.Text.Data) {
			have[w]++
		}
		n, missed := 0, []string{}
		for _, w := range words(withoutDesigns(all[name], string(out))) {
			if otherDates[name] != "" && strings.Trim(w, "0123456789") == "" {
				continue
			}
			n++
			if have[w] == 0 {
				missed = append(missed, w)
				continue
			}
			have[w]--
		}
		total[kind] += n
		found[kind] += n - len(missed)
		if len(missed) > 0 {
			t.Logf("%s: %d of %d words missed: %.200q", name, len(missed), n, missed)
		}
	}
	for kind := range oracles {
		t.Logf("%s: %d of %d words found", kind, found[kind], total[kind])
		if found[kind]*100 < total[kind]*95 {
			t.Errorf("%s: fewer than 95 of 100 words found", kind)
		}
	}
}

// withoutDesigns returns what catppt prints of the presentation raw but the names of
// designs, which are no text of it: the strings of instance 2 and 3 (MS-PPT, 2.5.3).
func withoutDesigns(raw []byte, printed string) string {
	f, err := ole.Open(raw)
	if err != nil || f.Kind() != "ppt" {
		return printed
	}
	var names func(b []byte)
	names = func(b []byte) {
		for {
			a, rest, ok := nextArt(b)
			if !ok {
				return
			}
			if a.kind == pptString && (a.instance == 2 || a.instance == 3) {
				printed = strings.Replace(printed, ole.Wide(a.body), "", 1)
			}
			if a.kind == pptMaster {
				names(a.body)
			}
			b = rest
		}
	}
	names(f.Stream(f.Root(), "PowerPoint Document"))
	return printed
}

// passwords are those of the protected files, as the tests of their projects
// name them.
var passwords = []string{"password", "tika", "hello", "pass", "test"}

// Every file of the corpora gives text or says why not, and gives the same again.
func TestHostile(t *testing.T) {
	for name, raw := range files(t, "hostile/ole", "corpora/docs-poi", "corpora/docs-tika") {
		kind, c := read(raw, document.Options{})
		samples.Check(t, name, c)
		if kind == "encrypted" {
			continue
		}
		if strings.TrimSpace(c.Text.Data) == "" && len(c.Problems) == 0 {
			t.Errorf("%s: neither text nor a problem", name)
		}
		if len(c.Text.Data) > 20*len(raw) {
			t.Errorf("%s: %d bytes of text of %d", name, len(c.Text.Data), len(raw))
		}
		if _, again := read(raw, document.Options{}); !reflect.DeepEqual(c, again) {
			t.Errorf("%s: read again, it differs", name)
		}
	}
}
