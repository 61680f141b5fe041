package detectors

import (
	"fmt"
	"os"
	"testing"
)

func TestQuick(t *testing.T) {
	b, _ := os.ReadFile("/tmp/q.txt")
	s := New(Settings{AccountLengths: []int{9}, Plans: []string{"Simply Unlimited", "Family Share 10GB", "Talk & Text 500", "Go5G Plus"}, Features: []string{"Name ID", "Wi-Fi Calling"}})
	for _, f := range s.Worker().Text(string(b), nil, nil) {
		fmt.Printf("%-16s %-30q %-24q %.2f %v %v %s\n", f.Element, f.Text(string(b)), f.Value, f.Confidence, f.Partial, f.Reserved, f.Why)
	}
}
