package detectors

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// BenchmarkRipgrep compares the scanner with ripgrep, which counts what the
// patterns of the oracles match in the same text, one pattern an element; the
// two take turns. It reports the speed of both and the median of the ratios.
func BenchmarkRipgrep(b *testing.B) {
	rg, err := exec.LookPath("rg")
	if err != nil {
		b.Skip("ripgrep is not installed")
	}
	text := strings.Repeat(benchMixed(), 64)
	file := filepath.Join(b.TempDir(), "text")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		b.Fatal(err)
	}
	args := []string{"--no-config", "--threads", "1", "--count-matches"}
	for _, o := range slices.Concat(oracles, wordOracles) {
		args = append(args, "-e", o.re.String())
	}
	wk := northwind().Worker()
	found := wk.Text(text, nil, nil)
	var ours, theirs, ratios []float64
	for b.Loop() {
		start := time.Now()
		found = wk.Text(text, nil, found[:0])
		mine := time.Since(start).Seconds()
		start = time.Now()
		if out, err := exec.Command(rg, append(args, file)...).CombinedOutput(); err != nil {
			b.Fatalf("%v: %s", err, out)
		}
		peer := time.Since(start).Seconds()
		mb := float64(len(text)) / 1e6
		ours, theirs, ratios = append(ours, mb/mine), append(theirs, mb/peer), append(ratios, peer/mine)
	}
	b.ReportMetric(median(ours), "MB/s-scanner")
	b.ReportMetric(median(theirs), "MB/s-ripgrep")
	b.ReportMetric(median(ratios), "ratio")
}

func median(list []float64) float64 {
	slices.Sort(list)
	return list[len(list)/2]
}
