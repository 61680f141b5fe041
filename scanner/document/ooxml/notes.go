package ooxml

import (
	"slices"
	"strings"

	"exposed/scanner/document"
	"exposed/scanner/document/flow"
	"exposed/scanner/document/markup"
)

// notes writes what belongs to a sheet besides its cells.
func (s *sheet) notes(l *listedSheet) {
	s.inProse = len(s.rows) == s.first // no row stands before
	s.prose(l.name)
	if l.part == "" {
		return
	}
	rels := s.relations(l.part)
	s.cellLinks(rels)
	for _, text := range s.margins {
		s.prose(text)
	}
	for _, text := range s.remarks.list {
		s.prose(text)
	}
	threads := slices.ContainsFunc(rels, func(rel relation) bool { return rel.kind == "threadedComment" && s.has(rel.part) })
	for _, rel := range rels {
		switch rel.kind {
		case "comments":
			if s.binary {
				s.binaryComments(rel.part, threads)
			} else {
				s.comments(rel.part, threads)
			}
		case "threadedComment":
			s.threads(rel.part)
		case "table":
			if !s.binary {
				s.tableHeads(rel.part)
			}
		case "drawing", "vmlDrawing":
			s.drawings(rel.part)
		}
	}
}

// comments writes the comments of a sheet. Those that stand for a thread are
// left out if the threads are read.
func (s *sheet) comments(part string, threads bool) {
	var authors []string
	var text richText
	var plain []byte
	author, open, inAuthor := "", false, false
	s.each(part, func(t *markup.Tokens) bool {
		switch {
		case open:
			if !text.token(&s.pack, t, "comment") {
				break
			}
			open = false
			if !threads || !isThread(author) {
				s.prose(said(author, string(text.value)))
			}
		case t.Kind == markup.Text:
			if inAuthor {
				plain = s.collect(plain, t)
			}
		case t.Kind == markup.End:
			if string(t.Name) == "author" && inAuthor {
				inAuthor = false
				if len(authors) == maxLinks {
					s.Trouble(manyLinks)
					return false
				}
				authors = append(authors, s.keep(string(clean(plain))))
			}
		case string(t.Name) == "author":
			inAuthor, plain = true, plain[:0]
		case string(t.Name) == "comment":
			open, author = true, ""
			text.reset()
			v, _ := markup.Attribute(t.Attrs, "authorId")
			if n := number(v); n >= 0 && n < len(authors) {
				author = authors[n]
			}
		}
		return !s.full
	})
}

// isThread reports whether the author of a comment says that it stands for a
// thread (MS-XLSX, 2.1.14).
func isThread(author string) bool { return strings.HasPrefix(author, "tc=") }

// readPersons reads who wrote threaded comments.
func (b *book) readPersons(rels []relation) {
	b.persons = map[string]string{}
	for _, rel := range rels {
		if rel.kind != "person" {
			continue
		}
		b.each(rel.part, func(t *markup.Tokens) bool {
			if t.Kind == markup.Start && string(t.Name) == "person" {
				if len(b.persons) == maxLinks {
					b.Trouble(manyLinks)
					return false
				}
				b.persons[b.keep(t.Attr("id"))] = b.keep(t.Attr("displayName"))
			}
			return true
		})
	}
}

// threads writes the threaded comments of a sheet.
func (s *sheet) threads(part string) {
	var text []byte
	author, inText := "", false
	s.each(part, func(t *markup.Tokens) bool {
		switch {
		case t.Kind == markup.Text:
			if inText {
				text = s.collect(text, t)
			}
		case t.Kind == markup.Start:
			switch string(t.Name) {
			case "threadedComment":
				author = s.persons[t.Attr("personId")]
			case "text":
				inText, text = true, text[:0]
			}
		case string(t.Name) == "text" && inText:
			inText = false
			s.prose(said(author, string(text)))
		}
		return !s.full
	})
}

// A cellLink is a link of cells.
type cellLink struct {
	col, row int
	id       string
}

// hyperlink notes a link.
func (s *sheet) hyperlink(t *markup.Tokens) {
	id := s.keep(t.Attr("id"))
	if id == "" {
		return // to a place in the workbook
	}
	v, _ := markup.Attribute(t.Attrs, "ref")
	ref, _, _ := strings.Cut(string(v), ":")
	col, row := place([]byte(ref))
	s.addLink(cellLink{col, row, id})
}

// addLink notes a link, up to maxLinks.
func (s *sheet) addLink(l cellLink) {
	if len(s.links) >= maxLinks {
		s.Trouble(manyLinks)
		return
	}
	s.links = append(s.links, l)
}

// cellLinks writes the targets of links that their cells do not show, each
// behind the text of its cell.
func (s *sheet) cellLinks(rels []relation) {
	if len(s.links) == 0 {
		return
	}
	targets := targets(rels)
	rows := s.rows[s.first:]
	for _, l := range s.links {
		link := flow.LinkOf(targets[l.id])
		if link.Target == "" {
			continue
		}
		text := ""
		if s.sorted {
			text = s.cellText(rows, l)
		}
		if !link.Shown(text) {
			s.prose(strings.TrimSpace(text + " <" + link.Target + ">"))
		}
	}
}

// cellText returns the text of the cell that a link belongs to; "" if it is long.
func (s *sheet) cellText(rows []document.Row, l cellLink) string {
	const long = 1024
	i, ok := slices.BinarySearchFunc(rows, l.row, func(r document.Row, n int) int { return r.N - n })
	if !ok {
		return ""
	}
	cells := rows[i].Cells
	i, ok = slices.BinarySearchFunc(cells, l.col, func(c document.Cell, col int) int { return c.Col - col })
	if !ok || cells[i].End-cells[i].Start > long {
		return ""
	}
	return s.out.String()[cells[i].Start:cells[i].End]
}
