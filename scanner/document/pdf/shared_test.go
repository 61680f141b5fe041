package pdf

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// shared returns the files below a folder of the evidence next to the project
// that have PDF in their names or that folder's, if it is there.
func shared(t *testing.T, folder string) []string {
	t.Helper()
	root := os.Getenv("EXPOSED_SHARED")
	if root == "" {
		root = filepath.Join("..", "..", "..", "..", "shared")
	}
	var out []string
	err := filepath.WalkDir(filepath.Join(root, folder), func(path string, d os.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() && (strings.HasSuffix(path, ".pdf") || strings.HasSuffix(folder, "pdf")) {
			out = append(out, path)
		}
		return err
	})
	if err != nil {
		t.Skipf("%s not present", folder)
	}
	return out
}

// TestHostile reads files that broke other readers.
func TestHostile(t *testing.T) {
	for _, name := range shared(t, "hostile/pdf") {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		text, _ := Text(b)
		if problem := unsound(text); problem != "" {
			t.Errorf("%s: %s", filepath.Base(name), problem)
		}
	}
}

// TestAgreement wants 98 of 100 words that pdftotext finds. What is missed is
// Arabic, whose letters it gives in the order of the page, and words that stand
// over each other, which it joins.
func TestAgreement(t *testing.T) {
	if _, err := exec.LookPath("pdftotext"); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("pdftotext not present: install the Debian package poppler-utils")
		}
		t.Skip("pdftotext not present: the Debian package poppler-utils has it")
	}
	word := regexp.MustCompile(`[\pL\pN_]{3,}`)
	hyphen := regexp.MustCompile(`([\pL\pN_]+)[-\x{AD}]\n([\pL\pN_]+)`)
	all, missed := 0, 0
	for _, name := range shared(t, "corpora") {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		out, err := exec.Command("pdftotext", name, "-").Output()
		if err != nil {
			continue // a password
		}
		text, _ := Text(b)
		count := map[string]int{}
		for _, w := range word.FindAllString(text.Data, -1) {
			count[w]++
		}
		for _, m := range hyphen.FindAllStringSubmatch(text.Data, -1) {
			count[m[1]+m[2]]++
		}
		n, lost := 0, 0
		for _, w := range word.FindAllString(string(out), -1) {
			n++
			if count[w]--; count[w] < 0 {
				lost++
			}
		}
		t.Logf("%s: %d of %d words are missed", filepath.Base(name), lost, n)
		all, missed = all+n, missed+lost
	}
	t.Logf("all: %d of %d words are missed", missed, all)
	if missed*50 > all {
		t.Errorf("%d of %d words are missed", missed, all)
	}
}
