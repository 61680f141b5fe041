package person

import (
	"os"
	"path/filepath"
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

func TestSharedLists(t *testing.T) {
	f, err := os.Open(shared(t, "case/roster/customers.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	c, w, err := ReadCustomers(f, "customers.csv")
	if err != nil || len(w) > 0 {
		t.Fatalf("%v, warnings %v", err, w)
	}
	t.Log(c.Len(), c.Persons(), c.AccountFormat(), c.Plans(), c.Features(), len(c.rows.text))
	g, _ := os.Open(shared(t, "case/roster/employees.csv"))
	defer g.Close()
	e, w, err := ReadEmployees(g, "employees.csv")
	t.Log(e.Len(), e.Domains(), w, err)
	h, _ := os.Open(shared(t, "case/roster/plans.csv"))
	defer h.Close()
	p, w, err := ReadPlans(h, "plans.csv")
	t.Log(p.RatePlans, p.Features, w, err)
}
