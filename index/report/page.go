package report

import (
	_ "embed"
	"encoding/hex"
	"html/template"
	"io"
	"time"

	"exposed/detectors"
	"exposed/index"
)

//go:embed report.html.tmpl
var pageText string

// The limits of what the page lists; the workbook has all.
const (
	pageExceptions = 50
	pageConflicts  = 50
	pageCustodians = 40
	pageSources    = 200
)

// A page is what the template of the page is filled with.
type page struct {
	*facts
	Found, Missing []detectors.Element
	Shown          []exception // of the exceptions
	Conflicts      []conflict
	ConflictCount  int
	MostPeople     int // of a bar of elements
	MostHere       int // of a cell of the heat map
	Custodians     []*custodian
	OtherBoxes     int // custodians that are not shown
	Files          []index.SourceFile
	OtherFiles     int
}

// A conflict is a person whom several customers fit alike.
type conflict struct{ ID, Name, Kind string }

// writePage writes the page.
func writePage(w io.Writer, f *facts) error {
	t, err := template.New("page").Funcs(template.FuncMap{
		"count": count, "size": size, "title": title, "hex": func(sum [32]byte) string { return hex.EncodeToString(sum[:]) }, "day": day, "plural": plural,
		"meaning": func(name string) string { return reasons[name] }, "share": func(n, of, width int) int { return max(1, n*width/max(1, of)) },
		"add": func(a, b int) int { return a + b }, "mul": func(a, b int) int { return a * b }, "heat": heat, "zero": func(sum [32]byte) bool { return sum == [32]byte{} },
	}).Parse(pageText)
	if err != nil {
		return err
	}
	p := page{facts: f, Shown: f.Exceptions[:min(len(f.Exceptions), pageExceptions)], Custodians: f.Custodians[:min(len(f.Custodians), pageCustodians)], Files: f.Sources[:min(len(f.Sources), pageSources)]}
	p.Found, p.Missing = f.found()
	p.OtherBoxes, p.OtherFiles = len(f.Custodians)-len(p.Custodians), len(f.Sources)-len(p.Files)
	for _, e := range p.Found {
		p.MostPeople = max(p.MostPeople, f.Elements[e].People())
	}
	for _, c := range p.Custodians {
		for _, n := range c.elements {
			p.MostHere = max(p.MostHere, n)
		}
	}
	for _, s := range f.People {
		if s.Conflict {
			p.ConflictCount++
			if len(p.Conflicts) < pageConflicts {
				p.Conflicts = append(p.Conflicts, conflict{s.ID, f.shown(detectors.Name, s.Name), s.Kind})
			}
		}
	}
	return t.Execute(w, p)
}

// Of returns how many people are exposed with e in the mailbox.
func (c *custodian) Of(e detectors.Element) int { return c.elements[e] }

// shown returns a value, or its mask.
func (f *facts) shown(e detectors.Element, value string) string {
	if f.Unmask || value == "" {
		return value
	}
	return index.Mask(e, value)
}

// day returns t as a date.
func day(t time.Time) string {
	if t.IsZero() {
		return "not known"
	}
	return t.Format(time.DateOnly)
}

// heat returns how dark a cell of the heat map is, in hundredths.
func heat(n, most int) int {
	if n == 0 {
		return 0
	}
	return 12 + 78*n/max(1, most)
}
