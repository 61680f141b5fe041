package detectors

import "strings"

// A Cell is a span of a text in a column of its table, from 0.
type Cell struct{ Start, End, Col int }

// A Row is one row of a table: one record of one person.
type Row struct {
	Table int // rows of one table have the same number
	Cells []Cell
}

// headRows is how many rows a title may stand in before the heads of a table.
const headRows = 5

// tables reads the tables among rows that have heads, and notes them in w.skip.
func (wk *Worker) tables(text string, rows []Row, dst []Finding) []Finding {
	for i := 0; i < len(rows); {
		j := i + 1
		for j < len(rows) && rows[j].Table == rows[i].Table {
			j++
		}
		last := j - 1
		for last > i && len(rows[last].Cells) == 0 {
			last--
		}
		if roles, head := wk.heads(text, rows[i:j]); head >= 0 {
			wk.w.skip = append(wk.w.skip, Span{rowStart(rows[i+head]), rowEnd(rows[last])})
			for k := i + head + 1; k < j; k++ {
				dst = wk.row(text, &rows[k], k+1, roles, dst)
			}
		}
		i = j
	}
	return dst
}

func rowStart(r Row) int { return r.Cells[0].Start }
func rowEnd(r Row) int   { return r.Cells[len(r.Cells)-1].End }

// heads finds the row of heads of a table and the role of each column; -1 if
// it has none.
func (wk *Worker) heads(text string, rows []Row) ([]role, int) {
	best, at := []role(nil), -1
	score := 1
	for k := 0; k < len(rows) && k < headRows; k++ {
		roles, n, plain := wk.headRoles(text, rows[k])
		if plain && n > score {
			best, at, score = roles, k, n
		}
	}
	return best, at
}

// headRoles gives the roles of a row's cells, how many are known, and whether
// the row holds words alone.
func (wk *Worker) headRoles(text string, r Row) (roles []role, n int, plain bool) {
	plain = true
	for _, c := range r.Cells {
		s := text[c.Start:c.End]
		role := wk.headRole(s)
		if role != roleNone && role != roleOther && role != roleNeutral {
			n++
		} else if strings.ContainsAny(s, "@$") || digitsIn(s) > 3 {
			plain = false
		}
		for len(roles) <= c.Col {
			roles = append(roles, roleNone)
		}
		roles[c.Col] = role
	}
	pairNames(roles)
	return roles, n, plain
}

// pairNames reads the head "Name" as that of given names where surnames have a
// column of their own.
func pairNames(roles []role) {
	given, family, name := -1, -1, -1
	for i, r := range roles {
		switch r {
		case roleGiven:
			given = i
		case roleFamily:
			family = i
		case elementRole(Name):
			name = i
		}
	}
	if given < 0 && family >= 0 && name >= 0 {
		roles[name] = roleGiven
	}
}

func digitsIn(s string) int {
	n := 0
	for i := 0; i < len(s); i++ {
		if classes[s[i]] == digit {
			n++
		}
	}
	return n
}

// maxHead is the length of the longest cell that is taken for a head, in bytes.
const maxHead = 60

// headRole returns the role of a column with that head: the label that it is,
// else the longest label that it ends or begins with.
func (wk *Worker) headRole(s string) role {
	if len(s) > maxHead || s == "" {
		return roleNone
	}
	w := &wk.cell
	w.skip = w.skip[:0]
	s = splitCamel(s)
	w.tokens(s)
	n := len(w.toks)
	if r := w.phrase(s, 0, n, true); r != roleNone {
		return r
	}
	for size := n; size > 0; size-- {
		if r := w.phrase(s, n-size, n, false); r != roleNone && size <= maxLabel {
			return r
		}
	}
	for size := n - 1; size > 0; size-- {
		if r := w.phrase(s, 0, size, false); r != roleNone && size <= maxLabel && r != roleOther {
			return r
		}
	}
	return roleNone
}

// phrase returns the role of the words in tokens i to j, with the numbers among
// them ("Address 2") or without.
func (w *work) phrase(s string, i, j int, numbers bool) role {
	h := uint64(hashSeed)
	for ; i < j; i++ {
		t := &w.toks[i]
		switch {
		case t.kind != number:
			h = joinHash(h, t.hash)
		case numbers:
			h = joinHash(h, hashWord(s[t.start:t.end]))
		}
	}
	return w.labels[h]
}

// splitCamel parts the words of a head such as "firstName".
func splitCamel(s string) string {
	for i := 1; i < len(s); i++ {
		if classes[s[i]] == capLetter && classes[s[i-1]] == lowLetter {
			return s[:i] + " " + splitCamel(s[i:])
		}
	}
	return s
}
