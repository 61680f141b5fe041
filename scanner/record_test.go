package scanner

import (
	"slices"
	"strings"
)

// recordText prints the records of an item in the order of their places, each
// as its findings with "|" between them.
func recordText(it *Item) string {
	recs := slices.Clone(it.Records)
	slices.SortStableFunc(recs, func(a, b Record) int { return a.Findings[0] - b.Findings[0] })
	var b strings.Builder
	for _, rec := range recs {
		for i, f := range rec.Findings {
			if i > 0 {
				b.WriteString(" | ")
			}
			b.WriteString(strings.Join(strings.Fields(it.Findings[f].Text(it.Text.Data)), " "))
		}
		b.WriteByte('\n')
	}
	return b.String()
}
