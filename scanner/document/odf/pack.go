package odf

import (
	"bytes"
	"io"
	"slices"
	"strings"

	"exposed/scanner/archive"
	"exposed/scanner/document/markup"
	"exposed/scanner/document/parts"
)

// A pack is the parts of a package, by name.
type pack struct {
	parts.Pack
	members   map[string]*archive.Member
	sealed    map[string]*seal // how parts are encrypted
	passwords []string
	done      map[string]bool // parts that were read
	tokens    markup.Tokens
	old       bool // of OpenOffice 1, whose parts declare a document type
}

// open lists the parts of the file b.
func (p *pack) open(b []byte, passwords []string) {
	p.Pack.Open(b)
	p.done = map[string]bool{}
	p.members = make(map[string]*archive.Member, len(p.Members))
	for i := range p.Members {
		m := &p.Members[i]
		name := strings.TrimPrefix(m.Name, "/")
		if _, ok := p.members[name]; !ok && !m.Dir {
			p.members[name] = m
		}
	}
	p.passwords = append([]string{""}, passwords...)
	p.old = bytes.Contains(b[:min(len(b), 256)], []byte("application/vnd.sun.xml."))
	p.manifest()
}

// names returns the names of the parts in their order.
func (p *pack) names() []string {
	out := make([]string, 0, len(p.members))
	for name := range p.members {
		out = append(out, name)
	}
	slices.SortFunc(out, func(a, b string) int { return p.members[a].Ordinal - p.members[b].Ordinal })
	return out
}

// member returns the bytes of a part, which is read once; nil if there are none.
func (p *pack) member(name string) io.ReadCloser {
	m := p.members[name]
	if m == nil || p.done[name] {
		return nil
	}
	p.done[name] = true
	in, err := m.Open()
	if err != nil {
		p.Damage(err)
		return nil
	}
	s := p.sealed[name]
	if s == nil {
		return in
	}
	defer in.Close()
	return p.unseal(in, s)
}
