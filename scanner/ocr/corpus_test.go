package ocr

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// shared is where the evidence next to the project lies.
var shared = filepath.Join("..", "..", "..", "shared", "corpora")

// TestReceipts wants more of the words of photographed receipts than tesseract
// finds by itself: three of a hundred words more, of all that are there.
func TestReceipts(t *testing.T) {
	const more = 3
	files, _ := filepath.Glob(filepath.Join(shared, "ocr-sroie", "img", "*.jpg"))
	if len(files) == 0 {
		t.Skip("corpora/ocr-sroie not present")
	}
	e := real(t)
	all, ours, theirs := 0, 0, 0
	for _, name := range files {
		truth := truthOf(t, name)
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		text, problems := e.Read(context.Background(), b)
		if len(problems) > 0 {
			t.Errorf("%s: %v", filepath.Base(name), problems)
		}
		cmd := exec.Command("tesseract", name, "stdout")
		cmd.Env = append(os.Environ(), "OMP_THREAD_LIMIT=1")
		plain, err := cmd.Output()
		if err != nil {
			t.Fatal(err)
		}
		n, a, b0 := len(tokens(truth)), found(truth, text), found(truth, string(plain))
		t.Logf("%s: %d words, %d found, %d by tesseract itself", filepath.Base(name), n, a, b0)
		all, ours, theirs = all+n, ours+a, theirs+b0
	}
	t.Logf("all: %d words, %.2f %% found, %.2f %% by tesseract itself", all, percent(ours, all), percent(theirs, all))
	if percent(ours, all) < percent(theirs, all)+more {
		t.Errorf("%d of %d words found, %d by tesseract itself", ours, all, theirs)
	}
}

func percent(n, of int) float64 { return 100 * float64(n) / float64(of) }

// truthOf returns the lines of a receipt: each follows eight coordinates.
func truthOf(t *testing.T, picture string) string {
	t.Helper()
	name := strings.TrimSuffix(filepath.Base(picture), ".jpg") + ".csv"
	b, err := os.ReadFile(filepath.Join(filepath.Dir(picture), "..", "box", name))
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for row := range strings.Lines(string(b)) {
		if f := strings.SplitN(row, ",", 9); len(f) == 9 {
			out.WriteString(f[8])
		}
	}
	return out.String()
}

var token = regexp.MustCompile(`[\pL\pN]+`)

// tokens returns the words of s; the truth has them in capitals.
func tokens(s string) []string { return token.FindAllString(strings.ToUpper(s), -1) }

// found returns how many words of truth are in text, each as often as it is
// there.
func found(truth, text string) int {
	count := map[string]int{}
	for _, w := range tokens(text) {
		count[w]++
	}
	n := 0
	for _, w := range tokens(truth) {
		if count[w]--; count[w] >= 0 {
			n++
		}
	}
	return n
}

// TestPhotographs reads pictures that show documents, or no word at all.
func TestPhotographs(t *testing.T) {
	for name, want := range map[string][]string{
		"ocr-octopii/dummy-aadhaar.png":                     {"9969651728"},
		"ocr-octopii/dummy-drivers-license-maharashtra.jpg": {"24-01-2007", "01-12-1987", "KHAN"},
		"ocr-octopii/dummy-passport-britain.jpg":            {"BRITISH", "CITIZEN"},
		"docs-tika/testOCR_encode.png":                      nil,
		"docs-tika/baseball.jpg":                            nil,
		"docs-tika/testJPEG_commented.jpg":                  nil,
		"docs-tika/testJPEG_commented_pspcs2mac.jpg":        nil,
	} {
		b, err := os.ReadFile(filepath.Join(shared, filepath.FromSlash(name)))
		if err != nil {
			t.Skip("corpora not present")
		}
		text, problems := real(t).Read(context.Background(), b)
		t.Logf("%s: %d bytes, %v", name, len(text), problems)
		for _, w := range want {
			if !strings.Contains(text, w) {
				t.Errorf("%s: no %s", name, w)
			}
		}
		if len(problems) > 0 {
			t.Errorf("%s: %v", name, problems)
		}
	}
}
