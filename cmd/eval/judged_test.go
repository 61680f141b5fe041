package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// What was judged is counted by item, element and place: overlapping spans are
// one place, other places must be equal.
func TestJudged(t *testing.T) {
	dir := t.TempDir()
	for name, data := range map[string]string{
		itemsFile:    "a1\nb2\n",
		marksFile:    "a1\tname\t10\t20\na1\tname\t30\t40\na1\tphone\t50\t62\n",
		verdictsFile: "a1\tname\t10-18\tright\nc3\tname\tp2:5-9\tright\nc3\tname\tSheet1!B7\twrong\nd4\temail\t1-5\tright\n",
		"findings":   "",
	} {
		write(t, dir, name, data)
	}
	write(t, dir, "findings", `{"item_id":"a1","element":"name","locator":"x.mbox!1#12-20"}
{"item_id":"a1","element":"phone","locator":"x.mbox!1#50-62"}
{"item_id":"b2","element":"name","locator":"x.mbox!2#0-9"}
{"item_id":"c3","element":"name","locator":"y.pdf#p2:5-9"}
{"item_id":"c3","element":"name","locator":"y.xlsx#Sheet1!B7"}
`)
	var r result
	if err := scoreJudged(&r, dir, filepath.Join(dir, "findings")); err != nil {
		t.Fatal(err)
	}
	type counts struct{ wanted, found, findings, right int }
	want := map[string]counts{
		"read by eye name": {2, 1, 2, 1}, "read by eye phone": {1, 1, 1, 1},
		"drawn by lot name": {2, 2, 3, 2}, "drawn by lot email": {1, 0, 0, 0},
	}
	for _, row := range r.rows {
		k := row.Set + " " + row.Element
		if got := (counts{row.Wanted, row.Found, row.Findings, row.Right}); got != want[k] {
			t.Errorf("%s: %+v, want %+v", k, got, want[k])
		}
		delete(want, k)
	}
	if len(want) > 0 {
		t.Errorf("no rows for %v", want)
	}
	write(t, dir, verdictsFile, "a1\tname\t10-18\tperhaps\n")
	if err := scoreJudged(&r, dir, filepath.Join(dir, "findings")); err == nil {
		t.Error("a verdict that is none was read")
	}
}

func write(t *testing.T, dir, name, data string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(data), 0o600); err != nil {
		t.Fatal(err)
	}
}

// realMail are the folders of public mail whose messages were judged.
var realMail = []string{"spamassassin-public", "maildir-notmuch", "eml-*"}

// What the program finds in real mail is held against what people judged, by
// element: the share of marks found, and of findings drawn that are right.
func TestRealMail(t *testing.T) {
	var folders []string
	data := defaultData()
	if !filepath.IsAbs(data) {
		data = filepath.Join("..", "..", data)
	}
	for _, pattern := range realMail {
		found, err := filepath.Glob(filepath.Join(data, pattern))
		if err != nil {
			t.Fatal(err)
		}
		folders = append(folders, found...)
	}
	if len(folders) == 0 {
		t.Skip("public mail is not present below " + defaultData())
	}
	findings := scanned(t, folders)
	var r result
	if err := scoreJudged(&r, "../../testdata/judged", findings); err != nil {
		t.Fatal(err)
	}
	least := map[string]struct{ recall, precision float64 }{
		"read by eye name": {.92, .95}, "read by eye phone": {.98, .95}, "read by eye postal_address": {.9, .95},
		"drawn by lot name": {0, .95}, "drawn by lot phone": {0, .95}, "drawn by lot postal_address": {0, .95},
	}
	for _, row := range r.rows {
		k := row.Set + " " + row.Element
		if l, ok := least[k]; ok && (row.Recall < l.recall || row.Precision < l.precision) {
			t.Errorf("%s: recall %.3f, precision %.3f of %d findings; at least %.2f and %.2f", k, row.Recall, row.Precision, row.Findings, l.recall, l.precision)
		}
		delete(least, k)
	}
	if len(least) > 0 {
		t.Errorf("no findings of %v", least)
	}
}

// scanned scans folders with the program and returns the file of their findings.
func scanned(t *testing.T, folders []string) string {
	t.Helper()
	dir := t.TempDir()
	exe, key, out := filepath.Join(dir, "exposed"), filepath.Join(dir, "key"), filepath.Join(dir, "findings")
	run := func(ok int, name string, args ...string) {
		cmd := exec.Command(name, args...)
		if b, err := cmd.CombinedOutput(); err != nil && cmd.ProcessState.ExitCode() != ok {
			t.Fatalf("%s: %v: %s", name, err, b)
		}
	}
	run(0, "go", "build", "-o", exe, "../exposed")
	run(3, exe, append([]string{"scan", "--case", filepath.Join(dir, "case"), "--key", key}, folders...)...)
	run(0, exe, "export", "--case", filepath.Join(dir, "case"), "--key", key, "findings", "--unmask", "-o", out)
	return out
}
