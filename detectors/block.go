package detectors

import "strings"

// A blockHead is the heads of a block: its columns and the rows they take.
type blockHead struct {
	first, data int
	cols        []column
	known       int
	valued      bool // there are values among the heads
}

// nextHead finds the first heads at or below row at.
func (t *tableReader) nextHead(at int) (blockHead, bool) {
	best, score := -1, 1
	var h headRow
	for k := at; k < t.to && k < at+looseRows; k++ {
		if r := t.wk.readHead(t.text, t.rows[k]); r.plain && r.known > score && !t.pairs(k, &r) {
			best, score, h = k, r.known, r
			if t.clearHead(k, &r) {
				break
			}
		}
	}
	if best >= 0 {
		return t.heads(best, &h), true
	}
	for k := at; k < t.to; k++ {
		if r, ok := t.headAt(k); ok {
			return t.heads(k, &r), true
		}
	}
	return blockHead{}, false
}

// headAt reads row k as heads, if it is clearly some.
func (t *tableReader) headAt(k int) (headRow, bool) {
	if len(t.rows[k].Cells) < 2 || !t.wordy(&t.rows[k]) {
		return headRow{}, false
	}
	h := t.wk.readHead(t.text, t.rows[k])
	return h, h.plain && t.clearHead(k, &h) && !t.pairs(k, &h)
}

// wordy reports at little cost whether a row can be heads.
func (t *tableReader) wordy(r *Row) bool {
	filled := 0
	for _, c := range r.Cells {
		digits, s := 0, t.text[c.Start:c.End]
		if len(s) > maxHead {
			return false
		}
		for i := 0; i < len(s); i++ {
			if classes[s[i]] == digit {
				digits++
			} else if s[i] == '@' || s[i] == '$' {
				return false
			}
		}
		if digits > maxDigits || digits > 0 && digits == len(s) {
			return false
		}
		if len(s) > 0 {
			filled++
		}
	}
	return filled >= 2
}

// clearHead reports whether row k is heads beyond doubt: half of its cells are
// labels as they stand, two at least, or one beside heads that are none of
// ours; and what stands below fits them.
func (t *tableReader) clearHead(k int, h *headRow) bool {
	alone := h.exact == 1 && h.person == 1 && h.filled > 2 && h.said+1 == h.filled
	if !alone && (h.exact < 2 || 2*h.exact < h.filled) {
		return false
	}
	if !t.wordy(&t.rows[k]) {
		return false
	}
	fit, misfit := 0, 0
	for n, i := 0, k+1; i < t.to && n < 3; i++ {
		if t.blank(i) {
			continue
		}
		if i > k+1 && t.otherHead(i) {
			break
		}
		n++
		f, m := t.fits(&t.rows[i], h.cols)
		fit, misfit = fit+f, misfit+m
	}
	return fit > misfit || fit+misfit == 0 && (h.exact == h.filled || alone && k+1 < t.to && t.filled(k+1, 2) == 2)
}

// otherHead reports whether row k looks like heads.
func (t *tableReader) otherHead(k int) bool {
	if !t.wordy(&t.rows[k]) {
		return false
	}
	h := t.wk.readHead(t.text, t.rows[k])
	return h.exact >= 2 && 2*h.exact >= h.filled
}

// fits counts the cells of a row that fit what their column must hold, and those that do not.
func (t *tableReader) fits(r *Row, cols []column) (fit, misfit int) {
	for _, c := range r.Cells {
		if c.Col >= len(cols) || !typed(cols[c.Col].role) {
			continue
		}
		switch s := trimmed(t.text, c); {
		case nothing(s):
		case t.wk.fitsRole(s, cols[c.Col].role):
			fit++
		default:
			misfit++
		}
	}
	return fit, misfit
}

// typed reports whether values of role r can be told from others by their form.
func typed(r role) bool {
	switch r {
	case roleZIP, roleState, elementRole(Phone), elementRole(Email), elementRole(AccountNumber), elementRole(SSN), elementRole(Billing), elementRole(DateOfBirth), elementRole(PaymentCard), elementRole(IMEI), elementRole(ICCID), elementRole(IMSI), elementRole(BillingZIP), elementRole(PIN), elementRole(RoutingNumber), elementRole(BankAccount), elementRole(CallDetail):
		return true
	}
	return false
}

// pairs reports whether row k is a line of a form, "Name | … | Phone | …": each
// label has its value beside it.
func (t *tableReader) pairs(k int, h *headRow) bool {
	cells := t.rows[k].Cells
	if h.filled < 2 || h.filled%2 != 0 || h.filled != len(cells) {
		return false
	}
	colons := 0
	for i, c := range cells {
		if i%2 == 0 != h.cols[c.Col].known() {
			return false
		}
		if i%2 == 0 && strings.HasSuffix(strings.TrimRight(t.text[c.Start:c.End], blanks), ":") {
			colons++
		}
	}
	if colons == len(cells)/2 {
		return true
	}
	if k+1 >= t.to || !t.wordyLabels(k+1) {
		return false
	}
	return true
}

// wordyLabels reports whether row k too has a label in each second cell.
func (t *tableReader) wordyLabels(k int) bool {
	n := 0
	for i, c := range t.rows[k].Cells {
		if i%2 == 0 {
			if s := trimmed(t.text, c); s != "" {
				if col := t.wk.headColumn(s); !col.known() {
					return false
				}
				n++
			}
		}
	}
	return n > 0
}

// heads makes the heads of a block of row k, with the line above it that groups
// them, and the one below it that goes on with them.
func (t *tableReader) heads(k int, h *headRow) blockHead {
	out := blockHead{first: k, data: k + 1, cols: h.cols, known: h.known, valued: h.valued}
	if k+1 < t.to && t.secondLine(k, h) {
		out.data++
	}
	if k > t.from {
		t.groupHeads(k-1, out.cols)
	}
	f := headRow{cols: out.cols}
	f.finish()
	return out
}

// secondLine joins the heads of row k with those of the next row, if that goes
// on with them: "Account | Customer" over "Number | Name".
func (t *tableReader) secondLine(k int, h *headRow) bool {
	next := &t.rows[k+1]
	if !t.wordy(next) || len(next.Cells) > maxColumns {
		return false
	}
	cols := make([]column, len(h.cols))
	copy(cols, h.cols)
	labels, filled := 0, 0
	for _, c := range next.Cells {
		s := trimmed(t.text, c)
		if s == "" {
			continue
		}
		filled++
		for len(cols) <= c.Col {
			cols = append(cols, column{open: headless})
		}
		upper := t.cellAt(k, c.Col)
		col := t.wk.headColumn(upper + " " + s)
		if lower := t.wk.headColumn(s); !col.exact && (lower.exact || lower.known() && !col.known()) {
			staff := col.staff
			if col = lower; lower.role == roleNeutral {
				col = cols[c.Col]
			}
			col.staff = col.staff || staff
		} else if !col.exact {
			return false
		}
		labels++
		cols[c.Col] = col
	}
	if labels < 2 || labels < filled {
		return false
	}
	h.cols = cols
	return true
}

// cellAt returns the text of row k in a column, or "".
func (t *tableReader) cellAt(k, col int) string {
	for _, c := range t.rows[k].Cells {
		if c.Col == col {
			return trimmed(t.text, c)
		}
	}
	return ""
}

// groupHeads lets the line k above the heads say which of them are an agent's.
func (t *tableReader) groupHeads(k int, cols []column) {
	r := &t.rows[k]
	if !t.wordy(r) || len(r.Cells) > maxColumns {
		return
	}
	for i, c := range r.Cells {
		s := trimmed(t.text, c)
		if s == "" {
			continue
		}
		if col := t.wk.headColumn(s); !col.staff {
			continue
		}
		end := len(cols)
		for _, next := range r.Cells[i+1:] {
			if next.Start < next.End {
				end = next.Col
				break
			}
		}
		for ; c.Col < min(end, len(cols)); c.Col++ {
			cols[c.Col].staff = cols[c.Col].known()
		}
	}
}
