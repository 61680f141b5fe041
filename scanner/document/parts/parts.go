// Package parts opens the packages of parts that documents are: ZIP files
// (ISO/IEC 29500-2, 7.3; OpenDocument 1.3, part 2), whose parts unfold within a
// budget of the whole file.
package parts

import (
	"bytes"
	"errors"
	"io"

	"exposed/scanner/archive"
	"exposed/scanner/document"
)

// The limits of a file.
const (
	MaxMembers  = 50_000
	maxPart     = 1 << 30   // bytes that one part unfolds to
	maxUnfolded = 2 << 30   // bytes that all parts unfold to
	maxRatio    = 400       // unfolded bytes for a packed one, after RatioFrom bytes
	RatioFrom   = 128 << 20 // bytes of a part that may be packed as tight as can be
)

// The kinds of trouble with a package. Those of the formats follow from Others on.
const (
	None = iota
	BadZip
	ManyMembers
	Bad
	Missing
	Encrypted
	Unsupported
	Large
	Unfolded
	Others
)

// A Pack is the parts of a file.
type Pack struct {
	document.Troubles
	Members []archive.Member
	left    int64 // bytes that may still unfold
}

// Open lists the members of the file b, and notes what is wrong with it.
func (p *Pack) Open(b []byte) {
	lim := archive.Limits{Members: MaxMembers, MemberBytes: maxPart, TotalBytes: 1 << 62, Ratio: maxRatio, RatioFrom: RatioFrom}
	a, err := archive.Zip(bytes.NewReader(b), int64(len(b)), lim)
	switch {
	case len(a.Members) == 0:
		p.Trouble(None)
	case errors.Is(err, archive.ErrTooMany):
		p.Trouble(ManyMembers)
	case err != nil:
		p.Trouble(BadZip)
	}
	p.Members, p.left = a.Members, maxUnfolded
}

// Damage notes the error err of a part.
func (p *Pack) Damage(err error) {
	switch {
	case errors.Is(err, ErrUnfolded):
		p.Trouble(Unfolded)
	case errors.Is(err, archive.ErrTooMany):
		p.Trouble(ManyMembers)
	case errors.Is(err, archive.ErrTooLarge):
		p.Trouble(Large)
	case errors.Is(err, archive.ErrEncrypted):
		p.Trouble(Encrypted)
	case errors.Is(err, archive.ErrUnsupported):
		p.Trouble(Unsupported)
	default:
		p.Trouble(Bad)
	}
}

// Bytes returns what in, a part, holds, as far as left and the budget of the
// file go, and takes that off left. It reports true if left ended first.
func (p *Pack) Bytes(in io.Reader, left *int) ([]byte, bool) {
	b, err := io.ReadAll(io.LimitReader(p.Part(in), int64(*left)+1))
	over := len(b) > *left
	if over {
		b, err = b[:*left], nil
	}
	*left -= len(b)
	if err != nil {
		p.Damage(err)
	}
	return b, over
}

// ErrUnfolded is the error of a part at which the budget of the file ends.
var ErrUnfolded = errors.New("parts unfold to too much")

// Part returns in, a part, as a reader within the budget of the file.
func (p *Pack) Part(in io.Reader) io.Reader { return &part{in, &p.left} }

// A part is a part that is read within the budget of the file.
type part struct {
	r    io.Reader
	left *int64
}

// Read reads the next bytes of the part.
func (r *part) Read(b []byte) (int, error) {
	if *r.left <= 0 {
		return 0, ErrUnfolded
	}
	n, err := r.r.Read(b[:min(int64(len(b)), *r.left)])
	*r.left -= int64(n)
	return n, err
}
