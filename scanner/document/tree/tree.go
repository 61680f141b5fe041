// Package tree takes the text out of data: JSON (RFC 8259), JSON Lines and XML.
// A value is a line "label: value"; objects or elements that repeat with the
// same names are the rows of a table, as in a CSV file.
package tree

import (
	"fmt"
	"strings"

	"exposed/scanner/document"
)

// The limits of a file.
const (
	maxText    = 256 << 20 // bytes of text
	maxCells   = 5_000_000
	maxDepth   = 1000 // values within each other
	maxColumns = 256  // of a row; records that are wider are lines
	maxCell    = 1024 // bytes of a cell; records with longer values are lines
	maxInline  = 8    // items of a list within a record that stay in its block
	maxName    = 64   // bytes of a name; what is longer is text
	maxPath    = 256  // bytes of a path of names, which begins anew beyond
	maxNodes   = 4096 // values of an element that waits for its end
)

// A node is a value: a text of its own, or others within.
type node struct {
	name string
	text string
	kids []node
	list bool // its kids are the items of a list
	attr bool // an attribute
	size int  // nodes within, and itself
}

// A pair is a value of a record, with its name.
type pair struct{ key, value string }

// A writer writes the text of data.
type writer struct {
	out   strings.Builder
	rows  []document.Row
	cells int
	full  bool
	large int
	deep  int

	open   string         // path of the open table; valid if columns is not nil
	column map[string]int // of the open table
	table  int            // ordinal of it
	n      int            // its rows
	wait   []pair         // the first record of what may be a table
	path   string         // of it
	waits  bool
	gap    bool // an empty line is due
	blocks int  // open ones
}

// content returns what was written.
func (w *writer) content(problems ...document.Problem) document.Content {
	w.settle()
	add := func(n int, reason, detail string) {
		if n > 0 {
			problems = append(problems, document.Problem{Reason: reason, Detail: fmt.Sprintf(detail, n)})
		}
	}
	add(w.large, "too-large", "more than 256 MB of text or 5000000 cells; what follows is not read (%d)")
	add(w.deep, "too-deep", "%d values are nested deeper than 1000 and are left out")
	return document.Content{Text: document.Text{Data: w.out.String(), Rows: w.rows}, Problems: problems}
}

// write writes a line, and the empty line that is due before it.
func (w *writer) write(s string) bool {
	if w.out.Len()+len(s)+2 > maxText {
		if !w.full {
			w.large++
		}
		w.full = true
		return false
	}
	if w.gap && w.out.Len() > 0 {
		w.out.WriteByte('\n')
	}
	w.gap = false
	w.out.WriteString(s)
	w.out.WriteByte('\n')
	return true
}

// line writes a value with its label.
func (w *writer) line(label, value string) {
	w.settle()
	value = strings.Trim(value, " \t\n")
	switch {
	case value == "":
	case label == "":
		w.write(value)
	default:
		w.write(label + ": " + value)
	}
}

// settle ends the open table, or writes the record that waits for others like it.
func (w *writer) settle() {
	if w.column != nil {
		w.column, w.gap = nil, true
	}
	if w.waits {
		w.waits = false
		w.lines(w.path, w.wait)
		w.gap = true
	}
}

// lines writes a record as lines.
func (w *writer) lines(path string, pairs []pair) {
	for _, p := range pairs {
		if v := strings.Trim(p.value, " \t\n"); v != "" {
			w.write(join(path, p.key) + ": " + v)
		}
	}
}

// record writes an object of a list: as a row, if others like it stand beside it.
func (w *writer) record(path string, pairs []pair) {
	switch {
	case len(pairs) == 0:
	case w.column != nil && w.open == path && w.fits(pairs):
		w.row(pairs)
	case w.waits && w.path == path && like(w.wait, pairs):
		w.waits = false
		w.head(path, w.wait, pairs)
		w.row(w.wait)
		w.row(pairs)
	default:
		w.settle()
		w.gap = true
		w.wait, w.path, w.waits = pairs, path, true
	}
}

// block writes an object of a list that cannot be a row.
func (w *writer) block(path string, n *node) {
	w.settle()
	w.gap = w.gap || w.blocks == 0
	w.blocks++
	w.value(path, n)
	w.blocks--
	w.gap = w.gap || w.blocks == 0
}

// fits reports whether the open table has a column for each value.
func (w *writer) fits(pairs []pair) bool {
	for _, p := range pairs {
		if _, ok := w.column[p.key]; !ok {
			return false
		}
	}
	return true
}

// like reports whether two records have names in common, half of them at least.
func like(a, b []pair) bool {
	names := make(map[string]bool, len(a))
	for _, p := range a {
		names[p.key] = true
	}
	n := 0
	for _, p := range b {
		if names[p.key] {
			n++
		}
	}
	return 2*n >= max(len(a), len(b)) && n > 0 && max(len(a), len(b)) > 1
}

// head starts a table with the names of its columns.
func (w *writer) head(path string, records ...[]pair) {
	if w.column != nil || len(w.rows) > 0 {
		w.table++
	}
	w.open, w.column, w.n = path, map[string]int{}, 0
	var names []pair
	for _, r := range records {
		for _, p := range r {
			if _, ok := w.column[p.key]; !ok {
				w.column[p.key] = len(names)
				names = append(names, pair{p.key, p.key})
			}
		}
	}
	w.row(names)
}

// row writes a row of the open table.
func (w *writer) row(pairs []pair) {
	values := make([]string, len(w.column))
	for _, p := range pairs {
		v := &values[w.column[p.key]]
		if *v != "" {
			*v += ", "
		}
		*v += strings.Join(strings.FieldsFunc(p.value, func(c rune) bool { return c == '\n' || c == '\t' || c == '\r' }), " ")
	}
	w.values(values)
}

// values writes the cells of a row.
func (w *writer) values(values []string) {
	w.n++
	if w.cells += len(values); w.cells > maxCells && !w.full {
		w.large++
		w.full = true
	}
	if w.full || !w.write(strings.Join(values, "\t")) {
		return
	}
	at := w.out.Len() - 1
	for _, v := range values {
		at -= len(v)
	}
	at -= len(values) - 1
	row := document.Row{Table: w.table, N: w.n, Cells: make([]document.Cell, 0, len(values))}
	for col, v := range values {
		row.Cells = append(row.Cells, document.Cell{Start: at, End: at + len(v), Col: col})
		at += len(v) + 1
	}
	w.rows = append(w.rows, row)
}

// value writes a value as lines; lists in it may be tables.
func (w *writer) value(path string, n *node) {
	switch {
	case n.list:
		if n.text != "" {
			w.line(path, n.text)
		}
		w.list(path, n.kids)
	case len(n.kids) == 0:
		w.line(path, n.text)
	default:
		w.line(path, n.text)
		w.members(path, n.kids)
	}
}

// members writes the members of an object or the children of an element. Those
// of one name that follow each other are a list.
func (w *writer) members(path string, kids []node) {
	for i := 0; i < len(kids) && !w.full; {
		k := i + 1
		for k < len(kids) && kids[k].name == kids[i].name {
			k++
		}
		if k-i > 1 && kids[i].name != "" {
			w.list(join(path, kids[i].name), kids[i:k])
		} else {
			w.value(join(path, kids[i].name), &kids[i])
		}
		i = k
	}
}

// list writes the items of a list.
func (w *writer) list(path string, items []node) {
	if v, ok := plainList(items); ok {
		w.line(path, v)
		return
	}
	for i := range items {
		if w.full {
			return
		}
		if w.blocks > 0 && len(items) <= maxInline {
			w.value(path, &items[i])
		} else {
			w.item(path, &items[i])
		}
	}
	w.settle()
}

// item writes one item of a list.
func (w *writer) item(path string, n *node) {
	if len(n.kids) == 0 || n.list {
		w.value(path, n)
		return
	}
	if pairs, ok := flatten(nil, "", n); ok {
		w.record(path, pairs)
		return
	}
	w.block(path, n)
}

// plainList returns the texts of a list of nothing else.
func plainList(items []node) (string, bool) {
	var out []string
	size := 0
	for i := range items {
		if len(items[i].kids) > 0 || items[i].list {
			return "", false
		}
		if items[i].text != "" {
			out = append(out, items[i].text)
			size += len(items[i].text)
		}
	}
	if size > maxCell {
		return strings.Join(out, "\n"), true
	}
	return strings.Join(out, ", "), true
}

// flatten appends the values of an object with their names; false if they make
// no row.
func flatten(pairs []pair, path string, n *node) ([]pair, bool) {
	if n.text != "" {
		if len(n.text) > maxCell {
			return nil, false
		}
		name := path
		if name == "" {
			name = n.name
		}
		pairs = append(pairs, pair{name, n.text})
	}
	for i := 0; i < len(n.kids); {
		kid := &n.kids[i]
		k := i + 1
		for k < len(n.kids) && n.kids[k].name == kid.name {
			k++
		}
		items := n.kids[i:k]
		if kid.list && (kid.text != "" || k-i > 1) {
			return nil, false
		}
		if kid.list {
			items = kid.kids
		}
		name := join(path, kid.name)
		i = k
		if len(items) != 1 || kid.list {
			v, ok := plainList(items)
			if !ok || len(v) > maxCell {
				return nil, false
			}
			pairs = append(pairs, pair{name, v})
			continue
		}
		var ok bool
		if pairs, ok = flatten(pairs, name, kid); !ok {
			return nil, false
		}
	}
	return pairs, len(pairs) <= maxColumns
}

// join returns the path of a name below path.
func join(path, name string) string {
	switch {
	case path == "":
		return name
	case name == "":
		return path
	case len(path) > maxPath:
		return name
	}
	return path + "." + name
}

// spaced returns a name such as accountNumber with blanks between its words, as
// labels have them.
func spaced(name string) string {
	var out []byte
	for i := range len(name) {
		c := name[i]
		if i > 0 && 'A' <= c && c <= 'Z' {
			before := name[i-1]
			after := i+1 < len(name) && 'a' <= name[i+1] && name[i+1] <= 'z'
			if 'a' <= before && before <= 'z' || '0' <= before && before <= '9' || after && 'A' <= before && before <= 'Z' {
				out = append(out, ' ')
			}
		}
		out = append(out, c)
	}
	return string(out)
}

// isName reports whether the name of a member can be a label. One that cannot
// is a value of its own, as in a list of people by their addresses.
func isName(name string) bool {
	const most = 4 // digits
	n := 0
	for _, c := range name {
		switch {
		case '0' <= c && c <= '9':
			n++
		case c == '@' || c == ',' || c == ':' || c == '.':
			return false
		}
	}
	return n <= most && len(name) <= maxName && name != ""
}

// named returns the value n as that of a member.
func named(name string, n node) node {
	switch {
	case isName(name):
		n.name = name
	case n.text == "":
		n.text = name
	default:
		n.text = name + ": " + n.text
	}
	return n
}
