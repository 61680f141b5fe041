package ooxml

import (
	"io"
	"path"
	"slices"
	"strings"

	"exposed/scanner/document/markup"
	"exposed/scanner/document/parts"
)

// A pack is the parts of a file, by name.
type pack struct {
	parts.Pack
	parts  map[string]int // place in members; keys are lower case, without "/" before
	kept   int            // bytes of names
	read   map[string]bool
	main   []relation    // of the file
	tokens markup.Tokens // one part is read at a time, mostly
}

// open lists the parts of the file b.
func (p *pack) open(b []byte) {
	p.Pack.Open(b)
	p.parts, p.read = make(map[string]int, len(p.Members)), map[string]bool{}
	for i := range p.Members {
		p.list(i)
	}
}

// list notes the name of member i. Names are the same in any case of letters
// (ISO/IEC 29500-2, 6.2.2.3).
func (p *pack) list(i int) {
	m := &p.Members[i]
	if m.Dir {
		return
	}
	name := partName(m.Name)
	if _, ok := p.parts[name]; !ok {
		p.parts[name] = i
		return
	}
	p.Trouble(twiceNamed)
	if p.Members[p.parts[name]].Problem != nil {
		p.parts[name] = i
	}
}

// partName returns the key of the part that a member or a relation names.
// QUIRK: some writers put "\" into names of members.
func partName(s string) string {
	s = strings.ToLower(strings.ReplaceAll(s, `\`, "/"))
	return strings.TrimPrefix(path.Clean("/"+s), "/")
}

// has reports whether there is a part of that name.
func (p *pack) has(name string) bool {
	_, ok := p.parts[name]
	return ok
}

// named returns the names of the parts whose names begin and end so, those
// with the lower number first.
func (p *pack) named(prefix, suffix string) []string {
	var out []string
	for name := range p.parts {
		if strings.HasPrefix(name, prefix) && strings.HasSuffix(name, suffix) {
			out = append(out, name)
		}
	}
	slices.SortFunc(out, func(a, b string) int {
		if len(a) != len(b) {
			return len(a) - len(b)
		}
		return strings.Compare(a, b)
	})
	return out
}

// unread opens a part that was not read; nil: there is nothing to read. It
// reports whether the part is there.
func (p *pack) unread(name string) (io.ReadCloser, bool) {
	i, ok := p.parts[name]
	if !ok || p.read[name] {
		return nil, ok
	}
	p.read[name] = true
	in, err := p.Members[i].Open()
	if err != nil {
		p.Damage(err)
		return nil, true
	}
	return in, true
}

// each hands the tokens of a part to do, which returns false to end early.
// Each part is read once. It reports whether the part is there.
func (p *pack) each(name string, do func(t *markup.Tokens) bool) bool {
	in, ok := p.unread(name)
	if in == nil {
		return ok
	}
	defer func() { _ = in.Close() }()
	t := &p.tokens
	t.Reset(p.Part(in))
	for t.Next() {
		if !do(t) {
			return true
		}
	}
	p.ended(t)
	return true
}

// ended notes what was wrong with the part that t has read to its end.
func (p *pack) ended(t *markup.Tokens) {
	if t.Deep > 0 {
		p.Trouble(deepXML)
	}
	if t.Declared {
		p.Trouble(typeDeclared)
	}
	switch {
	case t.Err == markup.ErrMarkup || t.Err == nil && (t.Depth != 0 || t.Broken):
		p.Trouble(badXML)
	case t.Err != nil:
		p.Damage(t.Err)
	}
}

// collect appends the current text to dst, up to maxCellText. What is cut ends
// in blanks, which nothing keeps.
func (p *pack) collect(dst []byte, t *markup.Tokens) []byte {
	if len(dst) > maxCellText {
		return dst
	}
	if dst = t.AppendText(dst); len(dst) <= maxCellText {
		return dst
	}
	p.Trouble(largeCell)
	n := maxCellText
	for n > 0 && dst[n]&0xC0 == 0x80 {
		n--
	}
	for dst = dst[:n]; len(dst) <= maxCellText; {
		dst = append(dst, ' ')
	}
	return dst
}

// A relation is what one part says of another (ISO/IEC 29500-2, 6.5).
type relation struct {
	id     string
	kind   string // last word of its type
	part   string // key of the part; "" if it is external
	target string // as written, for external ones
}

// relations returns the relations of the part of that name; "" is the file.
func (p *pack) relations(name string) []relation {
	dir, file := path.Split(name)
	var out []relation
	p.each(dir+"_rels/"+file+".rels", func(t *markup.Tokens) bool {
		if t.Kind != markup.Start || string(t.Name) != "Relationship" {
			return true
		}
		if len(out) >= maxRelations {
			p.Trouble(manyRelations)
			return false
		}
		out = append(out, p.relation(t, dir))
		return true
	})
	return out
}

// targets returns the targets of the relations to what is outside of the file.
func targets(rels []relation) map[string]string {
	out := make(map[string]string, len(rels))
	for i := range rels {
		if rels[i].part == "" {
			out[rels[i].id] = rels[i].target
		}
	}
	return out
}

// keep returns s, or nothing if too much is kept.
func (p *pack) keep(s string) string {
	if p.kept += len(s); p.kept <= maxNames {
		return s
	}
	p.Trouble(manyNames)
	return ""
}

// relation returns the relation of the current tag, which is of a part in dir.
func (p *pack) relation(t *markup.Tokens, dir string) relation {
	target := p.keep(t.Attr("Target"))
	rel := relation{id: p.keep(t.Attr("Id")), kind: p.keep(path.Base(t.Attr("Type"))), target: target}
	switch {
	case t.Attr("TargetMode") == "External":
	case strings.HasPrefix(target, "/"):
		rel.part = partName(target)
	case target != "":
		rel.part = partName(dir + target)
	}
	return rel
}

// eachOverride hands the parts with a content type of their own to do, with
// that type in lower case.
func (p *pack) eachOverride(do func(part, kind string)) {
	n := 0
	p.each("[content_types].xml", func(t *markup.Tokens) bool {
		if t.Kind == markup.Start && string(t.Name) == "Override" {
			do(partName(t.Attr("PartName")), strings.ToLower(t.Attr("ContentType")))
			n++
		}
		return n < parts.MaxMembers
	})
}

// mainPart returns the name of the part that the file is about, or other.
func (p *pack) mainPart(other string) string {
	if p.main == nil {
		p.main = p.relations("")
	}
	for _, rel := range p.main {
		if rel.kind == "officeDocument" && p.has(rel.part) {
			return rel.part
		}
	}
	if other != "" && !p.has(other) {
		if found := p.named("", path.Base(other)); len(found) > 0 {
			return found[0]
		}
	}
	return other
}
