package detectors

import (
	"slices"
	"strings"
)

// A form is rows with labels in the first column and the values of one person
// beside them, or of several side by side. Forms may stand one below another.
type formRows struct {
	from, to int
	sides    int
	person   bool // it speaks of somebody
}

// form finds the form that begins at row from. Without one it tells how far the
// rows are labelled.
func (t *tableReader) form(from, to int) formRows {
	f := formRows{from: from, to: from}
	labels, roles, person := 0, [2]role{}, false
	for k := from; k < to; k++ {
		if n := t.filled(k, 2); n < 2 {
			if k == from {
				return f
			}
			continue
		}
		r := t.labelOf(k)
		if r == roleNone || t.lead(k).Col != t.lead(from).Col {
			break
		}
		if labels == 0 {
			roles[0] = r
		} else if r != roles[0] {
			roles[1] = r
		}
		person = person || named(r)
		labels++
		f.to = k + 1
	}
	if labels < minForm || roles[1] == roleNone || !person {
		return f
	}
	f.sides = t.sides(from, f.to)
	for k := from; k < f.to; {
		next := t.person(k, f.to)
		if f.sides > next-k {
			return f // no row for the record of each
		}
		k = next
	}
	f.person = true
	return f
}

// readForm reads the people of a form.
func (t *tableReader) readForm(f *formRows) {
	t.skip(f.from, f.to)
	for k := f.from; k < f.to; {
		next := t.person(k, f.to)
		t.people(k, next, f.sides)
		k = next
	}
}

// named reports whether a label of role r says that a form speaks of somebody.
// One without a name belongs to the prose around it, which has one.
func named(r role) bool {
	return r == elementRole(Name) || r == roleGiven || r == roleFamily
}

// labelOf returns the role of the label that row k begins with, or roleNone.
// The cell beside a label is none.
func (t *tableReader) labelOf(k int) role {
	lead := t.lead(k)
	label, value := t.trimmed(lead), ""
	for _, c := range t.rows[k].Cells {
		if value = t.trimmed(c); c.Start >= lead.End && value != "" {
			break
		}
	}
	if label == "" || len(label) > maxHead || value == "" {
		return roleNone
	}
	col := t.wk.headColumn(label)
	colon := label[len(label)-1] == ':'
	if !col.exact && !colon || col.role == roleNone && !colon {
		return roleNone
	}
	if len(value) <= maxHead {
		if v := t.wk.headColumn(value); v.exact && v.known() && !colon {
			return roleNone
		}
	}
	if col.role == roleNone {
		return roleNeutral
	}
	return col.role
}

// lead returns the first cell of row k that is not empty.
func (t *tableReader) lead(k int) Cell {
	for _, c := range t.rows[k].Cells {
		if s, e := trimSpan(t.text, c.Start, c.End); s < e {
			return c
		}
	}
	return Cell{}
}

func (t *tableReader) trimmed(c Cell) string { return trimmed(t.text, c) }

// sides returns how many people stand side by side in a form.
func (t *tableReader) sides(from, to int) int {
	var fit, rows [maxSideForms + 2]int
	base := t.lead(from).Col
	for k := from; k < to; k++ {
		if t.filled(k, 2) < 2 {
			continue
		}
		r := t.labelOf(k)
		if !typed(r) && r != elementRole(Name) {
			continue
		}
		for _, c := range t.rows[k].Cells {
			side := c.Col - base
			if s := t.trimmed(c); side >= 1 && side <= maxSideForms && s != "" && !t.isLabel(s) {
				rows[side]++
				if typed(r) && t.wk.fitsRole(s, r) || r == elementRole(Name) && t.wk.kinds(s)&isWords != 0 {
					fit[side]++
				}
			}
		}
	}
	n := 1
	for n < maxSideForms && rows[n+1] >= minForm && fit[n+1]*5 >= rows[n+1]*3 {
		n++
	}
	return n
}

// person returns where the next person of a form begins: at the label that the
// form began with, or behind an empty row if a label comes again below it.
func (t *tableReader) person(from, to int) int {
	first := t.trimmed(t.lead(from))
	seen := map[string]bool{}
	for k := from; k < to; k++ {
		label := t.trimmed(t.lead(k))
		if k > from && (label == first || t.apart(k) && t.again(k, to, seen)) {
			return k
		}
		if label != "" {
			seen[label] = true
		}
	}
	return to
}

// again reports whether a label that was seen comes again before the next empty row.
func (t *tableReader) again(k, to int, seen map[string]bool) bool {
	for from := k; k < to && !t.blank(k) && (k == from || !t.apart(k)); k++ {
		if seen[t.trimmed(t.lead(k))] {
			return true
		}
	}
	return false
}

// people reads the people that stand side by side in rows from to to. The
// record of each is a row of its own: the first that has a value of it.
func (t *tableReader) people(from, to, sides int) {
	used := make([]bool, to-from)
	for side := 1; side <= sides; side++ {
		rr := rowReader{wk: t.wk, text: t.text, dst: t.dst}
		n := len(t.dst)
		for k := from; k < to; k++ {
			t.line(&rr, k, side, sides)
		}
		rr.join()
		t.dst = rr.dst
		at := t.rowOf(t.dst[n:], from, to, used)
		for i := n; i < len(t.dst); i++ {
			t.dst[i].Row = at
			t.dst[i].Why = strings.Replace(t.dst[i].Why, "head of the column", "label of a form", 1)
		}
	}
}

// line reads what row k of a form says of the person at a side.
func (t *tableReader) line(rr *rowReader, k, side, sides int) {
	cells := t.rows[k].Cells
	r, label := roleNone, t.lead(k)
	base, labelled := label.Col, t.filled(k, 2) == 2
	if labelled {
		r = t.roleOf(t.trimmed(label))
	}
	for i, c := range cells {
		if c.Start, c.End = trimSpan(t.text, c.Start, c.End); c.Start == c.End {
			continue
		}
		at := c.Col - base
		if at == 0 && labelled {
			continue
		}
		if sides == 1 && at > 1 && i+1 < len(cells) && t.isLabel(t.text[c.Start:c.End]) && t.trimmed(cells[i+1]) != "" {
			r, label = t.roleOf(t.text[c.Start:c.End]), c // two labels on a line
			continue
		}
		switch {
		case at == side && at > 0 || sides == 1 && c.Col == label.Col+1:
			if r == roleNone || r == roleNeutral || r == roleOther {
				if c.Col == label.Col+1 && !strings.Contains(t.text[label.Start:c.End], "\n") {
					c.Start = label.Start // the label is not ours to name, but the prose knows it
				}
				rr.free(c)
				continue
			}
			rr.cell(c, r)
		case side == 1 && (at == 0 || at > sides):
			rr.free(c)
		}
	}
}

// roleOf returns the role of a label of a form; an agent's is none.
func (t *tableReader) roleOf(label string) role {
	if col := t.wk.headColumn(label); !col.staff {
		return col.role
	}
	return roleNone
}

// isLabel reports whether s is a label as it stands, or ends as one does.
func (t *tableReader) isLabel(s string) bool {
	if len(s) > maxHead {
		return false
	}
	col := t.wk.headColumn(s)
	return col.known() && (col.exact || s[len(s)-1] == ':')
}

// rowOf returns the number of the row whose record the findings are: the first
// with one of them that is no other person's.
func (t *tableReader) rowOf(found []Finding, from, to int, used []bool) int {
	take := func(k int) int {
		used[k-from] = true
		return k + 1
	}
	starts := make([]int, len(found))
	for i := range found {
		starts[i] = found[i].Start
	}
	slices.Sort(starts)
	for k := from; k < to; k++ {
		cells := t.rows[k].Cells
		if used[k-from] || len(cells) == 0 {
			continue
		}
		if i, _ := slices.BinarySearch(starts, cells[0].Start); i < len(starts) && starts[i] < cells[len(cells)-1].End {
			return take(k)
		}
	}
	for k := from; k < to; k++ {
		if !used[k-from] {
			return take(k)
		}
	}
	return from + 1
}
