package person

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// shared returns the path of a file of the shared data, or skips the test.
func shared(t testing.TB, path string) string {
	t.Helper()
	dir := os.Getenv("EXPOSED_SHARED")
	if dir == "" {
		dir = "../../../shared"
	}
	p := filepath.Join(dir, path)
	if _, err := os.Stat(p); err != nil {
		t.Skipf("%s not present", path)
	}
	return p
}

// TestSharedList: a large list is read without a warning, and each customer of
// it is found by account and name or, where two of an account have one name,
// is a conflict.
func TestSharedList(t *testing.T) {
	f, err := os.Open(shared(t, "case/roster/customers.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	c, w, err := ReadCustomers(f, "customers.csv")
	if err != nil || len(w) > 0 {
		t.Fatalf("%v, warnings %v", err, w)
	}
	l := &Lists{Customers: c}
	conflicts := 0
	var r row
	for i := range c.Len() {
		c.rows.get(int32(i), &r)
		m := l.Match(Facts{Names: []string{normal(r.name())}, Accounts: []string{r[fieldAccount]}})
		if m.Conflict {
			conflicts++
		} else if m.CustomerID != r[fieldID] {
			t.Errorf("row %d is taken for another", i)
		}
	}
	if conflicts*100 > c.Len() {
		t.Errorf("%d conflicts of %d", conflicts, c.Len())
	}
}

// TestSharedNames: two records of one person in the Febrl data have names that
// agree more often than not, and records of different people hardly ever.
func TestSharedNames(t *testing.T) {
	b, err := os.ReadFile(shared(t, "corpora/er-febrl/dataset1.csv"))
	if err != nil {
		t.Fatal(err)
	}
	names := map[string][]string{}
	var all []string
	for line := range strings.Lines(string(b)) {
		cells := strings.Split(line, ", ")
		if name := strings.TrimSpace(cells[1] + " " + cells[2]); strings.Contains(name, " ") && cells[0] != "rec_id" {
			id := strings.Split(cells[0], "-")[1]
			names[id], all = append(names[id], name), append(all, name)
		}
	}
	pairs, same, wrong := 0, 0, 0
	for _, n := range names {
		if len(n) == 2 {
			pairs++
			if agreement(n[0], n[1]) >= Compatible {
				same++
			}
		}
	}
	for i := range all {
		if agreement(all[i], all[(i+len(all)/2)%len(all)]) >= Compatible {
			wrong++
		}
	}
	if same*2 < pairs || wrong*50 > len(all) {
		t.Errorf("%d of %d pairs agree, %d of %d others do", same, pairs, wrong, len(all))
	}
	t.Logf("%d of %d pairs agree, %d of %d others do", same, pairs, wrong, len(all))
}
