package main

import (
	"fmt"
	"strconv"
	"strings"

	"exposed/detectors"
)

// What people judged by eye in real mail lies in three tables; an item is its
// item_id, a place that of its locators. No text is kept.
//
//	items.tsv     item                         read in full: all its marks stand in marks.tsv
//	marks.tsv     item element start end       bytes of its text
//	verdicts.tsv  item element place verdict   right or wrong: a finding that was drawn
const (
	itemsFile    = "items.tsv"
	marksFile    = "marks.tsv"
	verdictsFile = "verdicts.tsv"
)

// A spot is an element at a place of an item.
type spot struct{ item, element, place string }

// judged is what was judged by eye.
type judged struct {
	items    map[string][]mark
	verdicts map[spot]bool
	order    []spot
}

// readJudged reads the tables in dir.
func readJudged(dir string) (*judged, error) {
	j := &judged{items: map[string][]mark{}, verdicts: map[spot]bool{}}
	err := table(dir, itemsFile, 1, func(f []string) error {
		j.items[f[0]] = nil
		return nil
	})
	if err != nil {
		return nil, err
	}
	err = table(dir, marksFile, 4, func(f []string) error {
		start, err := strconv.Atoi(f[2])
		if err != nil {
			return err
		}
		end, err := strconv.Atoi(f[3])
		if err != nil {
			return err
		}
		if _, ok := j.items[f[0]]; !ok {
			return fmt.Errorf("%s is not in %s", f[0], itemsFile)
		}
		j.items[f[0]] = append(j.items[f[0]], mark{detectors.ElementOf(f[1]), start, end})
		return nil
	})
	if err != nil {
		return nil, err
	}
	return j, table(dir, verdictsFile, 4, func(f []string) error {
		s := spot{f[0], f[1], f[2]}
		if f[3] != "right" && f[3] != "wrong" {
			return fmt.Errorf("verdict %q is neither right nor wrong", f[3])
		}
		j.verdicts[s] = f[3] == "right"
		j.order = append(j.order, s)
		return nil
	})
}

// table calls yield with the fields of each line of a table.
func table(dir, name string, fields int, yield func([]string) error) error {
	n := 0
	return lines(dir+"/"+name, func(line string) error {
		n++
		f := strings.Split(line, "\t")
		if len(f) != fields {
			return fmt.Errorf("%s:%d: %d fields, not %d", name, n, len(f), fields)
		}
		if err := yield(f); err != nil {
			return fmt.Errorf("%s:%d: %w", name, n, err)
		}
		return nil
	})
}

// scoreJudged scores the exported findings of real mail against what was judged
// by eye: the marks of items that were read in full, and the findings that were
// drawn. Of the latter recall is the share of the right ones that are still found.
func scoreJudged(r *result, dir, findings string) error {
	j, err := readJudged(dir)
	if err != nil {
		return err
	}
	found, err := readJSONL[exported](findings)
	if err != nil {
		return err
	}
	byItem := map[string][]exported{}
	for _, f := range found {
		byItem[f.Item] = append(byItem[f.Item], f)
	}
	t := tally{set: &set{}, rows: map[key]*row{}, sets: map[string]int{}}
	for e := range detectors.Elements {
		t.judgedItems(r, j, byItem, detectors.Element(e))
	}
	t.verdicts(r, j, byItem)
	for _, k := range t.order {
		if row := t.rows[k]; row.Wanted > 0 || row.Findings > 0 {
			row.rate()
			r.rows = append(r.rows, *row)
		}
	}
	return nil
}

// judgedItems scores the items that were read in full for one element.
func (t *tally) judgedItems(r *result, j *judged, byItem map[string][]exported, e detectors.Element) {
	if !marked(j, e) {
		return
	}
	rw := t.row("read by eye", e)
	for item, marks := range j.items {
		var guesses []guess
		for _, f := range byItem[item] {
			if start, end, ok := span(f.Locator); ok && f.Element == e.String() {
				guesses = append(guesses, guess{mark{e, start, end}, e, f.Partial, f.Confidence, f.Why})
			}
		}
		for _, m := range marks {
			if m.element == e {
				rw.Wanted++
				rw.Found += one(touchesAny(m, guesses))
			}
		}
		for _, g := range guesses {
			right := touchesMark(g.mark, marks)
			rw.Findings++
			rw.Right += one(right)
			r.judged = append(r.judged, judgement{e.String(), g.confidence, g.partial, g.why, right})
		}
	}
}

func marked(j *judged, e detectors.Element) bool {
	for _, marks := range j.items {
		for _, m := range marks {
			if m.element == e {
				return true
			}
		}
	}
	return false
}

func touchesAny(m mark, guesses []guess) bool {
	for _, g := range guesses {
		if touch(m, g.mark) {
			return true
		}
	}
	return false
}

func touchesMark(g mark, marks []mark) bool {
	for _, m := range marks {
		if m.element == g.element && touch(m, g) {
			return true
		}
	}
	return false
}

// verdicts scores the findings that were drawn.
func (t *tally) verdicts(r *result, j *judged, byItem map[string][]exported) {
	for _, s := range j.order {
		rw := t.row("drawn by lot", detectors.ElementOf(s.element))
		right := j.verdicts[s]
		rw.Wanted += one(right)
		for _, f := range byItem[s.item] {
			if f.Element == s.element && samePlace(s.place, placeOf(f.Locator)) {
				rw.Found += one(right)
				rw.Findings++
				rw.Right += one(right)
				r.judged = append(r.judged, judgement{s.element, f.Confidence, f.Partial, f.Why, right})
				break
			}
		}
	}
}

// placeOf returns the place of a locator.
func placeOf(locator string) string {
	return locator[strings.LastIndexByte(locator, '#')+1:]
}

// span returns the bytes of the text that a locator names.
func span(locator string) (start, end int, ok bool) {
	first, _, _ := strings.Cut(placeOf(locator), ",")
	a, b, ok := strings.Cut(first, "-")
	start, errA := strconv.Atoi(a)
	end, errB := strconv.Atoi(b)
	return start, end, ok && errA == nil && errB == nil
}

// samePlace reports whether two places of an item are one or overlap.
func samePlace(a, b string) bool {
	s, e, ok := span(a)
	x, y, also := span(b)
	return a == b || ok && also && s < y && x < e
}
