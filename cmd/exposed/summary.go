package main

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"exposed/index"
	"exposed/scanner"
)

// printSummary says what a case comes to, where it lies, and how to go on.
// Pictures is what can be done for pictures that were not read.
func printSummary(w io.Writer, sum index.Summary, in caseFlag, pictures string) error {
	var b strings.Builder
	line := func(label string, n int, note string) {
		fmt.Fprintf(&b, "%s\n", strings.TrimRight(fmt.Sprintf("  %-14s %9s  %s", label, number(n), note), " "))
	}
	line("people", sum.Customers+sum.Employees+sum.Others, "")
	line("  customers", sum.Customers, "")
	line("  employees", sum.Employees, "")
	line("  others", sum.Others, "on neither list")
	if sum.Conflicts > 0 {
		line("  in conflict", sum.Conflicts, "several customers fit alike: to be decided by a reader")
	}
	line("accounts", sum.Accounts, "")
	line("findings", sum.Findings, fmt.Sprintf("%s set aside: partial, reserved, or a place alone", number(sum.Aside)))
	line("items", sum.Items, fmt.Sprintf("from %s, %s", plural(sum.Sources, "source"), size(sum.Bytes)))
	line("  read", sum.Read, "")
	line("  duplicates", sum.Duplicates, "")
	line("  exceptions", sum.Excepted, reasons(sum.Exceptions))
	if n := sum.Exceptions[scanner.NeedsOCR.String()]; n > 0 {
		fmt.Fprintf(&b, "\nPictures with words that were not read: %s; %s\n", number(n), pictures)
	}
	fmt.Fprintf(&b, "\nThe case lies in %s\n\nNext:\n", in.dir)
	width := 0
	for _, c := range next(sum) {
		width = max(width, len(in.next(c[0], c[1])))
	}
	for _, c := range next(sum) {
		fmt.Fprintf(&b, "  %-*s  # %s\n", width, in.next(c[0], c[1]), c[2])
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// next returns commands that go on from here: their names, arguments, and what they give.
func next(sum index.Summary) [][3]string {
	commands := [][3]string{
		{"people", "", "who was exposed, and with what"},
		{"report", "-o DIR", "what counsel receives"},
		{"search", "QUERY", "items that match"},
		{"export", "findings", "each finding, and where it stands"},
	}
	if sum.Excepted > 0 {
		commands = append(commands, [3]string{"export", "exceptions", "what was not read in full"})
	}
	return commands
}

// reasons returns how many exceptions there are of each reason, the most frequent first.
func reasons(n map[string]int) string {
	names := slices.SortedFunc(maps.Keys(n), func(a, b string) int {
		if n[a] != n[b] {
			return n[b] - n[a]
		}
		return strings.Compare(a, b)
	})
	for i, name := range names {
		names[i] = name + " " + number(n[name])
	}
	return strings.Join(names, ", ")
}

// size returns n as people read it: "1.2 MB".
func size(n int64) string {
	units := []string{"bytes", "kB", "MB", "GB", "TB"}
	if n < 1000 {
		return fmt.Sprintf("%d %s", n, units[0])
	}
	x, i := float64(n), 0
	for x >= 999.95 && i < len(units)-1 {
		x, i = x/1000, i+1
	}
	return fmt.Sprintf("%.1f %s", x, units[i])
}
