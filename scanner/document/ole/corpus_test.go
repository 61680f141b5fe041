package ole

import (
	"os"
	"path/filepath"
	"testing"

	"exposed/scanner/archive/cfb"
)

// shared is where the corpora of others lie, beside the repository.
const shared = "../../../../shared/"

// Every compound file of the corpora opens, and reading it ends.
func TestCorpus(t *testing.T) {
	files, _ := filepath.Glob(shared + "corpora/docs-*/*/*")
	more, _ := filepath.Glob(shared + "corpora/docs-*/*")
	hostile, _ := filepath.Glob(shared + "hostile/ole/*")
	if len(files)+len(more)+len(hostile) == 0 {
		t.Skip("the corpora are not beside the repository")
	}
	n := 0
	for _, name := range append(append(files, more...), hostile...) {
		raw, err := os.ReadFile(name)
		if err != nil || !cfb.Is(raw) {
			continue
		}
		n++
		f, err := Open(raw)
		if err != nil {
			t.Logf("%s: %v", name, err)
			continue
		}
		s := tree(f, f.Root(), "")
		t.Logf("%s: %s, %d problems %v\n%s", name, f.Kind(), len(f.Problems()), f.Problems(), s)
	}
	t.Log(n, "files")
}
