package main

import (
	"encoding/csv"
	"fmt"
	"html"
	"strings"
)

// A table is a list of people with one column for each of cols: "account
// dash", "first", "last", "phone dots", "street", "=billing" and so on.
// extra holds the cells of the columns that begin with "=".
type table struct {
	heads, cols []string
	who         []string
	extra       [][]string
}

// cells returns the table with its heads, and notes the facts of its rows.
func (t *truth) cells(at place, tab table) [][]string {
	out := [][]string{tab.heads}
	for i, who := range tab.who {
		p, extra, row := t.people[who], 0, []string(nil)
		for _, col := range tab.cols {
			if element, ok := strings.CutPrefix(col, "="); ok {
				row = append(row, tab.extra[i][extra])
				if extra++; element != "" {
					t.add(at, element, row[len(row)-1], who, false)
				}
				continue
			}
			row = append(row, t.cell(at, p, col))
		}
		out = append(out, row)
	}
	return out
}

// cell returns what stands in the column col of the row of p. A name or an
// address that takes several columns is noted at the first of them.
func (t *truth) cell(at place, p *person, col string) string {
	switch col {
	case "first":
		t.add(at, "name", p.first+" "+p.last, p.id, false)
		return p.first
	case "last":
		return p.last
	case "street":
		t.add(at, "postal_address", address(p, ""), p.id, false)
		return strings.TrimSpace(p.street + " " + p.unit)
	case "city":
		return p.city
	case "state":
		return p.state
	case "town zip":
		return p.zip
	}
	element, raw := form(p, col)
	if raw != "" {
		t.add(at, element, raw, p.id, false)
	}
	return raw
}

// separated writes the cells as a file of separated values.
func separated(cells [][]string, comma rune) string {
	var b strings.Builder
	w := csv.NewWriter(&b)
	w.Comma = comma
	if err := w.WriteAll(cells); err != nil {
		panic(err)
	}
	return b.String()
}

// markup writes the cells as an HTML table.
func markup(cells [][]string) string {
	var b strings.Builder
	b.WriteString("<table border=\"1\">\n")
	for i, row := range cells {
		tag := map[bool]string{true: "th", false: "td"}[i == 0]
		b.WriteString("<tr>")
		for _, c := range row {
			fmt.Fprintf(&b, "<%s>%s</%[1]s>", tag, html.EscapeString(c))
		}
		b.WriteString("</tr>\n")
	}
	b.WriteString("</table>\n")
	return b.String()
}
