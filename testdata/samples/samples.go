// Package samples finds files that Go modules carry, which tests read as evidence.
package samples

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// goPST is the module with personal folder files in its folder data: enron.pst,
// support.pst and 32-bit.pst.
const goPST = "github.com/mooijtech/go-pst/v6@v6.0.2"

// PST returns the path of a personal folder file. Without it the test is
// skipped, or fails where CI is set.
func PST(t testing.TB, name string) string {
	t.Helper()
	cmd := exec.Command("go", "mod", "download", "-json", goPST)
	cmd.Dir = t.TempDir()
	out, err := cmd.Output()
	var module struct{ Dir string }
	if err == nil {
		err = json.Unmarshal(out, &module)
	}
	path := filepath.Join(module.Dir, "data", name)
	if err == nil {
		_, err = os.Stat(path)
	}
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatalf("%s has no %s: %v", goPST, name, err)
		}
		t.Skipf("the files of %s are not here: %v", goPST, err)
	}
	return path
}
