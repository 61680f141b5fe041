package detectors

import "strings"

// forms reads the parts of names and addresses that a form has on lines of
// their own: "First name: Ann" over "Last name: Lee". Parts on neighbouring
// lines are one value, as the cells of a row are.
func (wk *Worker) forms(text string, dst []Finding) []Finding {
	w := &wk.w
	rr := rowReader{wk: wk, text: text, dst: dst}
	last, open := int32(-10), 0
	for k := range w.marks {
		m := &w.marks[k]
		if !formPart(m.role) || m.used != 0 {
			continue
		}
		c, ok := w.formValue(text, m)
		if !ok {
			continue
		}
		if m.line-last > 2 {
			rr.joinForm(open)
			open = 0
		}
		last = m.line
		open++
		rr.cell(c, m.role)
	}
	rr.joinForm(open)
	for i := len(dst); i < len(rr.dst); i++ {
		rr.dst[i].Why = "labels of a form"
		w.take(rr.dst[i].Start, rr.dst[i].End)
		for _, m := range rr.dst[i].More {
			w.take(m.Start, m.End)
		}
	}
	return rr.dst
}

// joinForm ends a form of that many parts; a single one says too little.
func (rr *rowReader) joinForm(parts int) {
	if parts > 1 {
		rr.joinName()
		if rr.place[streetPart].End > 0 {
			rr.joinAddress()
		}
	}
	rr.names, rr.place = [nameParts]Cell{}, [placeParts]Cell{}
}

func formPart(r role) bool {
	switch r {
	case roleGiven, roleMiddle, roleFamily, roleStreet, roleUnit, roleCity, roleState, roleZIP, elementRole(PostalAddress):
		return true
	}
	return false
}

// maxFormValue is the length of the longest value that a line of a form has for a part.
const maxFormValue = 60

// formValue returns what stands behind a label that begins its line and that a
// colon or a tab follows.
func (w *work) formValue(text string, m *use) (Cell, bool) {
	if m.from > 0 && w.toks[m.from-1].line == m.line {
		return Cell{}, false
	}
	start := int(m.end)
	for start < len(text) && text[start] == ' ' {
		start++
	}
	if start >= len(text) || text[start] != ':' && text[start] != '\t' && text[start] != '=' {
		return Cell{}, false
	}
	end := w.lineEnd(text, int(m.line))
	s, e := trimSpan(text, start+1, end)
	if e-s == 0 || e-s > maxFormValue || strings.ContainsAny(text[s:e], ":@\t;{}_=") {
		return Cell{}, false
	}
	return Cell{Start: s, End: e}, true
}
