package index

import (
	"crypto/md5"
	"encoding/json"
	"fmt"
	"maps"
	"strings"
	"testing"

	"exposed/scanner"
)

// listOf returns a source that is a list with these entries.
func listOf(list ...scanner.Listed) [][]scanner.Item {
	it := newItem("", -1, scanner.File, fmt.Sprintf("list of %d", len(list)))
	it.Listed = list
	return [][]scanner.Item{{it}}
}

// entryOf returns an entry with one key.
func entryOf(row, by int, k scanner.Key) scanner.Listed {
	l := scanner.Listed{Row: row}
	l.Keys[by] = k
	return l
}

func messageEntry(row int, id string) scanner.Listed {
	return entryOf(row, scanner.ByMessageID, scanner.MessageKey(md5.Sum([]byte(id))))
}

// TestListed holds lists against what was read, wherever it lies.
func TestListed(t *testing.T) {
	name := func(row int, s string) scanner.Listed { return entryOf(row, scanner.ByName, scanner.NameKey(s)) }
	subject := func(row int, s string) scanner.Listed {
		return entryOf(row, scanner.BySubject, scanner.SubjectKey(s))
	}
	either := name(2, "gone.txt")
	either.Keys[scanner.ByMessageID] = messageEntry(2, "<3@example.com>").Keys[scanner.ByMessageID]
	many := make([]scanner.Listed, maxLacking+5)
	for i := range many {
		many[i] = name(i+2, fmt.Sprint(i, " gone"))
	}
	body := newItem("", -1, scanner.File, "half «name:Richard Miles»").SHA256
	const missing = "row %d of the list names an item that was not read"
	tests := []struct {
		name string
		list []scanner.Listed
		want []string // details of exceptions
	}{
		{"a message that was read, in two mailboxes", []scanner.Listed{messageEntry(2, "<3@example.com>"), messageEntry(3, "<3@example.com>")}, nil},
		{"a message that was not", []scanner.Listed{messageEntry(2, "<3@example.com>"), messageEntry(3, "<99@example.com>")}, []string{fmt.Sprintf(missing, 3)}},
		{"a source by its name", []scanner.Listed{name(2, `Natives\Z.TXT`)}, nil},
		{"an attachment by its name", []scanner.Listed{name(2, "Jane Roe.txt")}, nil},
		{"more files of a name than were read", []scanner.Listed{name(2, "a/z.txt"), name(3, "b/z.txt")}, []string{fmt.Sprintf(missing, 3)}},
		{"messages by their subject", []scanner.Listed{subject(2, "Plan of Jane Roe"), subject(3, "plan of jane roe")}, nil},
		{"more messages of a subject than were read", []scanner.Listed{subject(2, "Plan of Jane Roe"), subject(3, "Plan of Jane Roe"), subject(4, "Plan of Jane Roe"), subject(5, "Plan of Jane Roe")}, []string{fmt.Sprintf(missing, 5)}},
		{"bytes under another name", []scanner.Listed{entryOf(2, scanner.BySum, scanner.SumKey(body))}, nil},
		{"one key of two", []scanner.Listed{either}, nil},
		{"not exported", []scanner.Listed{{Row: 7, Failed: true, Keys: either.Keys}}, []string{"row 7"}},
		{"a great many", many, nil},
	}
	for _, tt := range tests {
		var was string
		for _, n := range []int{100, 1} {
			e := sampleOf(3)
			e["mail/Results.csv"] = listOf(tt.list...)
			dir := t.TempDir()
			sum := scan(t, dir, e, n, 1)
			var got []string
			all := exported(t, dir, "jsonl", true)
			for line := range strings.Lines(all[strings.Index(all, "-- exceptions --"):]) {
				var x struct{ Reason, Detail string }
				if json.Unmarshal([]byte(line), &x); x.Reason == "missing" {
					got = append(got, x.Detail)
				}
			}
			want := tt.want
			if tt.name == "a great many" {
				want = append(make([]string, maxLacking), "5 more rows")
			}
			ok := len(got) == len(want) && sum.Exceptions["missing"] == len(want) && sum.Excepted == 1+min(1, len(want))
			for i := range got {
				ok = ok && strings.Contains(got[i], want[i])
			}
			if !ok {
				t.Errorf("%s: got %q, %+v, want %q", tt.name, got, sum, want)
			}
			if was != "" && was != all {
				t.Errorf("%s: the exports depend on how the evidence is divided", tt.name)
			}
			was = all
		}
	}
}

// TestListedLater adds what a list lacked.
func TestListedLater(t *testing.T) {
	dir, e := t.TempDir(), sampleOf(3)
	e["mail/Results.csv"] = listOf(messageEntry(2, "<3@example.com>"), messageEntry(3, "<9@example.com>"))
	if sum := scan(t, dir, e, 1, 1); sum.Exceptions["missing"] != 1 {
		t.Errorf("before: %+v", sum)
	}
	later := maps.Clone(e)
	later["mail/more.mbox"] = [][]scanner.Item{newMessage("!1", "<9@example.com>", "the rest", "")}
	if sum := scan(t, dir, later, 1, 1); sum.Exceptions["missing"] != 0 || sum.Excepted != 1 {
		t.Errorf("after: %+v", sum)
	}
	c := openTest(t, dir)
	defer c.Close()
	if bad, err := c.Verify(t.Context(), nil); err != nil || strings.Contains(strings.Join(bad, "\n"), "ledger") {
		t.Errorf("%q, %v", bad, err)
	}
}
