package index

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"exposed/scanner"
)

// taughtMessage is a message whose marked names, but for those in its header,
// are candidates.
func taughtMessage(inner, header, body string) []scanner.Item {
	head, _ := mark(header)
	fam := newMessage(inner, "<"+inner[1:]+"@example.com>", header+body, "")
	it := &fam[0]
	it.Head, it.Records = len(head), nil
	found := it.Findings
	it.Findings = nil
	for _, f := range found {
		if f.Start < it.Head {
			f.Teaches = f.Value == "ann vauquelin" || f.Value == "zora quux"
			it.Findings = append(it.Findings, f)
			continue
		}
		f.Candidate, f.Partial = true, !strings.Contains(f.Value, " ")
		it.Candidates = append(it.Candidates, f)
	}
	return fam
}

// Candidates are names where a header elsewhere in the evidence, before or
// behind them, has both words, or the only one.
func TestTaught(t *testing.T) {
	evidence := testEvidence{
		"mail/a.mbox": {
			taughtMessage("!1", "", "saw «name:Zora Quux» with «name:Zora», and «name:Nobody Known», «name:Quux Zora», «name:Plonk»\n"),
			taughtMessage("!2", "From: «name:Ann Vauquelin» «email:ann@example.com»\n", "«name:Zora Vauquelin»\n"),
		},
		"mail/b.mbox": {taughtMessage("!1", "From: «name:Zora Quux» «email:zquux@example.com»\nTo: «name:Plonk List» «email:dev@plonk.example»\n", "")},
	}
	want := []string{"Zora Quux", "Zora", "Zora Vauquelin"}
	for _, n := range []int{1, 7} { // shards of so many families
		dir := t.TempDir()
		sum := scan(t, dir, evidence, n, 1)
		if sum.Findings != 3+3+2 || sum.Aside != 1 {
			t.Errorf("summary has %d findings, %d aside", sum.Findings, sum.Aside)
		}
		var got []string
		for _, line := range strings.Split(strings.TrimSpace(exportOf(t, dir, "findings")), "\n") {
			var f struct{ Text, Why, Part string }
			if err := json.Unmarshal([]byte(line), &f); err != nil {
				t.Fatal(err)
			}
			if f.Part == "body" {
				got = append(got, f.Text)
				if f.Why != whyTaught {
					t.Errorf("%s: why %q", f.Text, f.Why)
				}
			}
		}
		if strings.Join(got, ", ") != strings.Join(want, ", ") {
			t.Errorf("got  %q\nwant %q", got, want)
		}
	}
}

// exportOf returns one export of the case below dir, unmasked.
func exportOf(t *testing.T, dir, what string) string {
	t.Helper()
	c := openTest(t, dir)
	defer c.Close()
	var b bytes.Buffer
	if err := c.Export(t.Context(), what, "jsonl", true, &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
