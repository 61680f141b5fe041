package main

import (
	"os"
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
