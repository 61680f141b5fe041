package samples

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"testing"
)

// Words returns the words that the Python program script finds in files: it is
// given their names and prints a line of JSON for each, which is a list of
// words or null. Where Python or the modules, apart by commas, are missing the
// test is skipped, or fails where CI is set.
func Words(t testing.TB, modules, script string, files []string) [][]string {
	t.Helper()
	if out, err := exec.Command("python3", "-c", "import "+modules).CombinedOutput(); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatalf("python3 with %s: %v: %s", modules, err, out)
		}
		t.Skipf("python3 with %s is not installed", modules)
	}
	out, err := exec.Command("python3", append([]string{"-W", "ignore", "-c", script}, files...)...).Output()
	if err != nil {
		t.Fatal(err)
	}
	lines := json.NewDecoder(bytes.NewReader(out))
	words := make([][]string, len(files))
	for i := range files {
		if err := lines.Decode(&words[i]); err != nil {
			t.Fatal(err)
		}
	}
	return words
}
