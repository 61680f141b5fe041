package pdf

import (
	"html"
	"slices"
	"strings"
)

// head returns what stands before the pages: the title and the author, the
// bookmarks, and the fields that no page has. It ends with an empty line.
func (w *writer) head() string {
	h := headWriter{writer: w, seen: map[ref]bool{}}
	info := w.dict(w.trailer.get("Info"))
	for _, key := range [...]string{"Title", "Author", "Subject", "Keywords"} {
		if s := textString([]byte(w.file.text(info.get(key)))); s != "" {
			h.line(key + ": " + strings.Join(strings.Fields(s), " "))
		}
	}
	h.custom(info)
	root := w.catalog()
	h.bookmarks(w.dict(root.get("Outlines")).get("First"), 0)
	form := w.dict(root.get("AcroForm"))
	for _, v := range w.array(form.get("Fields")) {
		h.field(v, 0)
	}
	h.xfa(form.get("XFA"))
	h.embedded(w.dict(root.get("Names")).get("EmbeddedFiles"), 0)
	for _, v := range w.array(root.get("AF")) {
		w.attach(v, 0)
	}
	if h.out.Len() > 0 && len(w.pages) > 0 {
		h.out.WriteByte('\n')
	}
	return h.out.String()
}

// A headWriter writes what stands before the pages.
type headWriter struct {
	*writer
	out   strings.Builder
	seen  map[ref]bool
	nodes int
}

// custom writes the properties of info that the writer of the file chose, in
// the order of their names. Dates (ISO 32000-1, 7.9.4) say nothing of anybody.
func (h *headWriter) custom(info dict) {
	for _, e := range slices.SortedStableFunc(slices.Values(info), func(a, b entry) int { return strings.Compare(a.key, b.key) }) {
		switch e.key {
		case "Title", "Author", "Subject", "Keywords", "Creator", "Producer", "CreationDate", "ModDate", "Trapped":
			continue
		}
		s := strings.Join(strings.Fields(textString([]byte(h.file.text(e.val)))), " ")
		if s != "" && !strings.HasPrefix(s, "D:") {
			h.line(strings.Join(strings.Fields(strings.ToValidUTF8(e.key, unmappedGlyph)), " ") + ": " + s)
		}
	}
}

// line writes a line.
func (h *headWriter) line(s string) {
	if s == "" {
		return
	}
	if h.extra += len(s); h.extra > maxExtraText {
		h.note(muchExtra)
		return
	}
	h.out.WriteString(s)
	h.out.WriteByte('\n')
}

// enter reports whether the node v of a tree may be read: it was not met before
// and is not too deep.
func (h *headWriter) enter(v any, depth int) bool {
	if h.nodes++; h.nodes > maxTreeNodes {
		h.count[manyNodes] = 1
		return false
	}
	if depth >= maxTreeDepth {
		h.note(deepTree)
		return false
	}
	r, ok := v.(ref)
	if ok && h.seen[r] {
		return false
	}
	if ok {
		h.seen[r] = true
	}
	return true
}

// bookmarks writes the titles of the bookmark v, of those below it and of those
// after it.
func (h *headWriter) bookmarks(v any, depth int) {
	for v != nil && h.enter(v, depth) {
		d := h.dict(v)
		h.line(strings.Join(strings.Fields(textString([]byte(h.file.text(d.get("Title"))))), " "))
		if first := d.get("First"); first != nil {
			h.bookmarks(first, depth+1)
		}
		v = d.get("Next")
	}
}

// field writes the field v and those below it, except those of the pages.
func (h *headWriter) field(v any, depth int) {
	if !h.enter(v, depth) {
		return
	}
	d := h.dict(v)
	below := false
	for _, kid := range h.array(d.get("Kids")) {
		if h.dict(kid).get("T") != nil {
			below = true
			h.field(kid, depth+1)
		}
	}
	if r, _ := v.(ref); !below && d != nil {
		h.line(h.fieldLine(h.writer.field(annot{dict: d, id: r})))
	}
}

// xfa writes the values of the data of an XFA form, v: one stream, or names and
// streams in turn.
func (h *headWriter) xfa(v any) {
	switch v := h.resolve(v).(type) {
	case *stream:
		h.xml(h.decode(v))
	case array:
		for i := 0; i+1 < len(v); i += 2 {
			if s := h.stream(v[i+1]); s != nil && h.file.text(v[i]) == "datasets" {
				h.xml(h.decode(s))
			}
		}
	}
}

// xml writes the elements of the XFA data in b that have text, as "name TAB
// text".
func (h *headWriter) xml(b []byte) {
	s := strings.ToValidUTF8(string(b), unmappedGlyph)
	if i := strings.Index(s, ":datasets"); i >= 0 {
		s = s[i:]
	}
	if i := strings.Index(s, ":datasets>"); i >= 0 {
		if end := strings.LastIndex(s, "</"); end > i {
			s = s[:end]
		}
	}
	tag := ""
	for {
		_, rest, ok := strings.Cut(s, "<")
		if !ok {
			return
		}
		inside, after, ok := strings.Cut(rest, ">")
		if !ok {
			return
		}
		tag, _, _ = strings.Cut(strings.TrimRight(inside, "/"), " ")
		s = after
		value, _, _ := strings.Cut(s, "<")
		if value = tidy([]rune(html.UnescapeString(value))); value != "" && !strings.HasPrefix(tag, "/") {
			_, local, found := strings.Cut(tag, ":")
			if !found {
				local = tag
			}
			h.line(strings.Join(strings.Fields(local), " ") + "\t" + value)
		}
	}
}
