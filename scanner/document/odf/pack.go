package odf

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"

	"exposed/scanner/archive"
	"exposed/scanner/document/markup"
)

// A pack is the parts of a package, by name.
type pack struct {
	troubles
	members   map[string]*archive.Member
	sealed    map[string]*seal // how parts are encrypted
	passwords []string
	done      map[string]bool // parts that were read
	left      int64           // bytes that may still unfold
	tokens    markup.Tokens
	old       bool // of OpenOffice 1, whose parts declare a document type
}

// open lists the parts of the file b.
func (p *pack) open(b []byte, passwords []string) {
	lim := archive.Limits{Members: maxMembers, MemberBytes: maxPart, TotalBytes: 1 << 62, Ratio: maxRatio, RatioFrom: ratioFrom}
	a, err := archive.Zip(bytes.NewReader(b), int64(len(b)), lim)
	switch {
	case len(a.Members) == 0:
		p.Trouble(noParts)
	case errors.Is(err, archive.ErrTooMany):
		p.Trouble(manyMembers)
	case err != nil:
		p.Trouble(badZip)
	}
	p.left, p.done = maxUnfolded, map[string]bool{}
	p.members = make(map[string]*archive.Member, len(a.Members))
	for i := range a.Members {
		m := &a.Members[i]
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
		p.damage(err)
		return nil
	}
	s := p.sealed[name]
	if s == nil {
		return in
	}
	defer in.Close()
	return p.unseal(in, s)
}

// bytes returns what in holds, as far as left and the budget of the file go.
func (p *pack) bytes(in io.Reader, left *int) []byte {
	b, err := io.ReadAll(io.LimitReader(&partReader{r: in, left: &p.left}, int64(*left)+1))
	if len(b) > *left {
		p.Trouble(largeFiles)
		b, err = b[:*left], nil
	}
	*left -= len(b)
	if err != nil {
		p.damage(err)
	}
	return b
}

// errUnfolded is the error of a part at which the budget of the file ends.
var errUnfolded = errors.New("parts unfold to too much")

// A partReader reads a part within the budget of the file.
type partReader struct {
	r    io.Reader
	left *int64
}

// Read reads the next bytes of the part.
func (r *partReader) Read(b []byte) (int, error) {
	if *r.left <= 0 {
		return 0, errUnfolded
	}
	n, err := r.r.Read(b[:min(int64(len(b)), *r.left)])
	*r.left -= int64(n)
	return n, err
}
