package main

import (
	"fmt"
	"io"
	"slices"
	"text/tabwriter"
)

// printRows prints the scores as a table.
func printRows(w io.Writer, rows []row) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "set\telement\twanted\tfound\tfindings\tright\trecall\tprecision\tF1")
	for _, r := range rows {
		fmt.Fprintf(t, "%s\t%s\t%d\t%d\t%d\t%d\t%s\t%s\t%s\n", r.Set, r.Element, r.Wanted, r.Found, r.Findings, r.Right,
			rate(r.Recall, r.Wanted), rate(r.Precision, r.Findings), rate(r.F1, min(r.Wanted, r.Findings)))
	}
	return t.Flush()
}

// rate prints a share of n things.
func rate(x float64, n int) string {
	if n == 0 {
		return "-"
	}
	return fmt.Sprintf("%.3f", x)
}

// printMisses prints n misses and n false findings of each element: misses
// evenly from all, false findings by their confidence.
func printMisses(w io.Writer, r *result, n int) error {
	if n <= 0 {
		return nil
	}
	slices.SortStableFunc(r.false, func(a, b miss) int { return int(1000*b.confidence) - int(1000*a.confidence) })
	for _, e := range elementsOf(r.missed) {
		list := only(r.missed, func(m miss) bool { return m.element == e })
		fmt.Fprintf(w, "\n%s: %d missed\n", e, len(list))
		for i := range min(n, len(list)) {
			m := &list[i*len(list)/min(n, len(list))]
			fmt.Fprintf(w, "  %q  (%s)\n", m.context, m.set)
		}
	}
	for _, e := range elementsOf(r.false) {
		list := only(r.false, func(m miss) bool { return m.element == e })
		fmt.Fprintf(w, "\n%s: %d false\n", e, len(list))
		for _, m := range list[:min(n, len(list))] {
			fmt.Fprintf(w, "  %q  %.2f %s  (%s)\n", m.context, m.confidence, m.why, m.set)
		}
	}
	return nil
}

func elementsOf(list []miss) []string {
	var out []string
	for i := range list {
		if !slices.Contains(out, list[i].element) {
			out = append(out, list[i].element)
		}
	}
	return out
}
