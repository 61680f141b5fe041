package tnef

import (
	"bufio"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"exposed/scanner/mailbox/mapi"
	"exposed/testdata/samples"
)

// shared is a folder of evidence that others wrote, beside the repository.
const shared = "../../../../shared/"

// names returns the names of the attachments as the program tnef writes them,
// and those of what is within embedded items.
func names(o mapi.Object) []string {
	var list []string
	for _, a := range o.Attached() {
		if inner, err := a.Object(); err == nil {
			list = append(list, names(inner)...)
		}
		name := a.Info().LongName
		if name == "" {
			name = a.Info().Name
		}
		list = append(list, munge(name))
	}
	slices.Sort(list)
	return list
}

func munge(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune(".-_", r) {
			return r
		}
		return '_'
	}, s)
}

// Each file has the attachments that the program tnef finds.
func TestCounts(t *testing.T) {
	f, err := os.Open(shared + "truth/mail_counts.tsv")
	if err != nil {
		t.Skip("the counts are not beside the repository: ", err)
	}
	defer f.Close()
	for s := bufio.NewScanner(f); s.Scan(); {
		cells := strings.Split(s.Text(), "\t")
		if len(cells) < 5 || cells[2] != "tnef -t" {
			continue
		}
		raw, err := os.ReadFile(shared + cells[0] + "/" + cells[1])
		if err != nil {
			t.Fatal(err)
		}
		o, err := Open(raw)
		if err != nil {
			t.Errorf("%s: %v", cells[1], err)
			continue
		}
		var n samples.Items
		n.Read(t, o)
		t.Logf("%s: %+v %q", cells[1], n, names(o))
		if want, _ := strconv.Atoi(cells[4]); cells[3] == "1" && len(o.Attached()) != want {
			t.Errorf("%s: %d attachments, want %d", cells[1], len(o.Attached()), want)
		}
	}
}

// Each file that has a list has the names of it. A name with -body is that of a body.
func TestNames(t *testing.T) {
	lists, _ := filepath.Glob(shared + "corpora/tnef/*.list")
	if lists == nil {
		t.Skip("the corpus is not beside the repository")
	}
	for _, path := range lists {
		list, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		raw, err := os.ReadFile(strings.TrimSuffix(path, "list") + "tnef")
		if err != nil {
			t.Fatal(err)
		}
		o, err := Open(raw)
		if err != nil {
			t.Fatal(err)
		}
		got := names(o)
		for _, want := range strings.Fields(string(list)) {
			plain, _ := o.Plain()
			html, _ := o.HTML()
			if body := strings.Contains(want, "-body."); body && plain+html == "" || !body && !slices.Contains(got, want) {
				t.Errorf("%s: no %s among %q", filepath.Base(path), want, got)
			}
		}
	}
}

// Files that were made to break readers are read or refused.
func TestHostile(t *testing.T) {
	files, _ := filepath.Glob(shared + "hostile/tnef/*")
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
			t.Log(filepath.Base(name), err)
			continue
		}
		var n samples.Items
		n.Read(t, o)
		t.Logf("%s: %+v", filepath.Base(name), n)
	}
}
