package msg

import (
	"bufio"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"exposed/testdata/samples"
)

// shared is a folder of evidence that others wrote, beside the repository.
const shared = "../../../../shared/"

// counts yields the rows of the table of counts that another tool made of a
// set, by file: messages and attachments. The test is skipped where it is missing.
func counts(t *testing.T, set string) map[string][2]int {
	t.Helper()
	f, err := os.Open(shared + "truth/mail_counts.tsv")
	if err != nil {
		t.Skip("the counts are not beside the repository: ", err)
	}
	defer f.Close()
	list := map[string][2]int{}
	for s := bufio.NewScanner(f); s.Scan(); {
		cells := strings.Split(s.Text(), "\t")
		if len(cells) < 5 || cells[0] != set {
			continue
		}
		messages, _ := strconv.Atoi(cells[3])
		attachments, _ := strconv.Atoi(cells[4])
		list[cells[1]] = [2]int{messages, attachments}
	}
	return list
}

// Each file has the attachments that extract-msg finds; those that it does not
// open are read as far as they can be.
func TestCorpus(t *testing.T) {
	list := counts(t, "corpora/msg")
	for name, want := range list {
		raw, err := os.ReadFile(shared + "corpora/msg/" + name)
		if err != nil {
			t.Fatal(err)
		}
		o, err := Open(raw)
		if err != nil || !Is(raw) {
			t.Errorf("%s: %v", name, err)
			continue
		}
		var n samples.Items
		n.Read(t, o)
		t.Logf("%s: %+v", name, n)
		switch {
		case want[0] == 0 && (n.Problems == 0 || n.Text == 0):
			t.Errorf("%s: %+v of a damaged file", name, n)
		case want[0] == 1 && len(o.Attached()) != want[1]:
			t.Errorf("%s: %d attachments, want %d", name, len(o.Attached()), want[1])
		}
	}
}

// Files that were made to break readers are read or refused.
func TestHostile(t *testing.T) {
	files, _ := filepath.Glob(shared + "hostile/[mo][sl][ge]/*")
	if files == nil {
		t.Skip("the files are not beside the repository")
	}
	for _, name := range files {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		o, err := Open(raw)
		if err != nil {
			continue
		}
		var n samples.Items
		n.Read(t, o)
	}
}
