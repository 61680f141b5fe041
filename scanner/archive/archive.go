// Package archive turns the bytes of archives into their members, with limits
// on what a member and an archive may unfold to. Names of members are data:
// nothing here uses one as a path.
package archive

import (
	"errors"
	"fmt"
	"io"
)

// Options are how an archive is opened.
type Options struct {
	Limits
	Passwords []string // tried in their order for each encrypted member
}

// Open returns the members of the archive r of size bytes and of that kind:
// zip, 7z, rar or tar. With an error it returns what could be read.
func Open(kind string, r io.ReaderAt, size int64, o Options) (*Archive, error) {
	r = disk{r}
	switch kind {
	case "zip":
		return openZip(r, size, o)
	case "7z":
		return openSevenZip(r, size, o)
	case "rar":
		return openRar(r, size, o)
	case "tar":
		return openTar(r, size, o.Limits)
	}
	return &Archive{Gaps: size}, fmt.Errorf("%s: %w", kind, ErrUnsupported)
}

// The errors of archives and their members. Those returned wrap one of them
// and say at which byte.
var (
	ErrTooLarge    = errors.New("unfolds to too much")
	ErrTooMany     = errors.New("too many members")
	ErrCorrupt     = errors.New("corrupt")
	ErrOverlap     = errors.New("overlaps another member")
	ErrEncrypted   = errors.New("encrypted")
	ErrUnsupported = errors.New("unsupported compression")
	ErrTrailing    = errors.New("data after the end")
)

// Limits bound what an archive may unfold to.
type Limits struct {
	Members     int
	MemberBytes int64 // of one member, unfolded
	TotalBytes  int64 // of all members, by their declared sizes
	Ratio       int64 // unfolded bytes for a packed one, after RatioFrom unfolded bytes
	RatioFrom   int64
}

// DefaultLimits admit what people pack and stop bombs: text rarely packs
// below a hundredth, and deflate ends at 1:1032.
var DefaultLimits = Limits{
	Members: 200_000, MemberBytes: 64 << 30, TotalBytes: 256 << 30, Ratio: 250, RatioFrom: 64 << 20,
}

// allowed returns how many bytes may unfold from packed bytes.
func (l *Limits) allowed(packed int64) int64 { return l.unfolds(packed, l.MemberBytes) }

// unfolds returns how many bytes, up to n, may unfold from packed bytes.
func (l *Limits) unfolds(packed, n int64) int64 {
	if l.Ratio > 0 && packed <= n/l.Ratio {
		n = min(n, max(packed*l.Ratio, l.RatioFrom))
	}
	return n
}

// A Member is one file in an archive.
type Member struct {
	Ordinal    int    // from 1, in the order of the directory
	Name       string // as UTF-8; not cleaned, never a path
	Dir        bool
	Encrypted  bool
	Offset     int64 // first byte of its header in the archive; of its packed data in a 7z archive
	Header     int64 // bytes of its header and of what follows its data
	Data       int64 // first byte of its packed data
	Compressed int64 // bytes of its packed data; those that members share count for the first of them
	Size       int64 // bytes of the member as the archive declares; -1: unknown
	Problem    error // why Open fails; nil if it may succeed

	from    source
	lim     *Limits
	packed  int64 // bytes that what it unfolds to is measured against
	crc     uint32
	sealed  bool // Size is known to be exact
	summed  bool // crc is known
	partial bool // goes on in another volume
	zip     zipEntry
}

// A source gives the bytes of members.
type source interface {
	// open returns the bytes of m, without a check of their number or sum.
	open(m *Member) (io.ReadCloser, error)
	kind() string
}

// Open returns a reader of the member's bytes. It gives what can be read, and
// ends with an error that wraps one of this package if that is not all.
// Members of an archive that packs them together are read fastest in their
// order, one at a time, each closed before the next is opened.
func (m *Member) Open() (io.ReadCloser, error) {
	if m.Problem != nil {
		return nil, m.Problem
	}
	return m.reader()
}

// fail returns the error err of the member, with its place.
func (m *Member) fail(err error) error {
	return fmt.Errorf("%s: member %d at byte %d: %w", m.from.kind(), m.Ordinal, m.Offset, err)
}

// An Archive is the members of an archive. Its bytes are the packed data of
// the members that do not overlap, Framing, and Gaps.
type Archive struct {
	Members []Member
	Framing int64 // bytes of headers and directory
	Gaps    int64 // bytes that belong to nothing
}

// total marks the members past the total that may unfold.
func (a *Archive) total(lim *Limits) {
	var total int64
	for i := range a.Members {
		m := &a.Members[i]
		if m.Problem != nil {
			continue
		}
		if total += max(m.Size, 0); total > lim.TotalBytes || total < 0 {
			m.Problem, total = m.fail(ErrTooLarge), lim.TotalBytes
		}
	}
}

// IsGzip reports whether head begins a gzip file (RFC 1952, 2.3).
func IsGzip(head []byte) bool {
	return len(head) >= 3 && head[0] == 0x1f && head[1] == 0x8b && head[2] == 8
}

// used returns the bytes of all members as they lie in the file.
func (a *Archive) used() int64 {
	var n int64
	for i := range a.Members {
		n += a.Members[i].Compressed
	}
	return n
}
