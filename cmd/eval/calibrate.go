package main

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"text/tabwriter"
)

// printCalibration prints the bins of all findings, of each element, and what
// share of the findings of each reason is right.
func printCalibration(w io.Writer, judged []judgement, asJSON bool) error {
	byElement := map[string][]judgement{"all": judged}
	for _, j := range judged {
		byElement[j.element] = append(byElement[j.element], j)
	}
	names := slices.Sorted(maps.Keys(byElement))
	if asJSON {
		var all []bin
		for _, e := range names {
			b, _ := bins(e, byElement[e])
			all = append(all, b...)
		}
		return printJSON(w, all)
	}
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "element\tconfidence\tfindings\tstated\tright")
	for _, e := range names {
		b, ece := bins(e, byElement[e])
		for _, x := range b {
			fmt.Fprintf(t, "%s\t%.2f to %.2f\t%d\t%.3f\t%.3f\n", e, x.From, x.To, x.Findings, x.Stated, x.Right)
		}
		fmt.Fprintf(t, "%s\texpected calibration error\t%d\t%.3f\t\n", e, len(byElement[e]), ece)
	}
	fmt.Fprintln(t, "\nelement\tpartial\tstated\tfindings\tright\twhy")
	for _, r := range reasons(judged) {
		fmt.Fprintf(t, "%s\t%v\t%.2f\t%d\t%.3f\t%s\n", r.element, r.partial, r.stated, r.n, float64(r.right)/float64(r.n), r.why)
	}
	return t.Flush()
}

// A reason is the findings of an element with one text of Why and one confidence.
type reason struct {
	element, why string
	partial      bool
	stated       float32
	n, right     int
}

// reasons returns the reasons of judged findings by element, the most frequent first.
func reasons(judged []judgement) []reason {
	type key struct {
		element, why string
		partial      bool
		stated       float32
	}
	byKey := map[key]*reason{}
	for _, j := range judged {
		k := key{j.element, j.why, j.partial, j.confidence}
		if byKey[k] == nil {
			byKey[k] = &reason{element: j.element, why: j.why, partial: j.partial, stated: j.confidence}
		}
		byKey[k].n++
		byKey[k].right += one(j.right)
	}
	var list []reason
	for _, r := range byKey {
		list = append(list, *r)
	}
	slices.SortFunc(list, func(a, b reason) int {
		return cmp.Or(cmp.Compare(a.element, b.element), b.n-a.n, cmp.Compare(a.why, b.why), cmp.Compare(b.stated, a.stated), one(a.partial)-one(b.partial))
	})
	return list
}

// A bin is the findings whose confidence lies in one range.
type bin struct {
	Element  string  `json:"element"`
	From     float32 `json:"from"`
	To       float32 `json:"to"`
	Findings int     `json:"findings"`
	Stated   float64 `json:"stated"`
	Right    float64 `json:"right"`
}

// bounds part confidences into bins: finer where decisions are made.
var bounds = []float32{0, .5, .6, .7, .8, .85, .9, .95, .98, 1.01}

// bins returns the bins of judged findings that are not empty, and their
// expected calibration error: the mean distance between stated confidence and
// the share that is right, by findings.
func bins(element string, judged []judgement) (out []bin, ece float64) {
	for i := range len(bounds) - 1 {
		b := bin{Element: element, From: bounds[i], To: min(1, bounds[i+1])}
		for _, j := range judged {
			if j.confidence >= bounds[i] && j.confidence < bounds[i+1] {
				b.Findings++
				b.Stated += float64(j.confidence)
				b.Right += float64(one(j.right))
			}
		}
		if b.Findings > 0 {
			ece += max(b.Stated-b.Right, b.Right-b.Stated) / float64(len(judged))
			b.Stated /= float64(b.Findings)
			b.Right /= float64(b.Findings)
			out = append(out, b)
		}
	}
	return out, ece
}
