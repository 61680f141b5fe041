// Package archive turns the bytes of archives into their members, with limits
// on what a member and an archive may unfold to. Names of members are data:
// nothing here uses one as a path.
package archive

import (
	"errors"
	"fmt"
	"io"
)

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
func (l *Limits) allowed(packed int64) int64 {
	n := l.MemberBytes
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
	Offset     int64 // first byte of its header in the archive
	Header     int64 // bytes of its header and of what follows its data
	Data       int64 // first byte of its packed data
	Compressed int64 // bytes of its packed data
	Size       int64 // bytes of the member as the archive declares; -1: unknown
	Problem    error // why Open fails; nil if it may succeed

	r      io.ReaderAt
	lim    *Limits
	method uint16
	crc    uint32
	sealed bool // crc and Size are known
}

// Open returns a reader of the member's bytes. It gives what can be read, and
// ends with an error that wraps ErrTooLarge or ErrCorrupt if that is not all.
func (m *Member) Open() (io.ReadCloser, error) {
	if m.Problem != nil {
		return nil, m.Problem
	}
	return m.open()
}

// fail returns the error err of the member, with its place.
func (m *Member) fail(err error) error {
	return fmt.Errorf("zip: member %d at byte %d: %w", m.Ordinal, m.Offset, err)
}

// An Archive is the members of an archive. Its bytes are the packed data of
// the members that do not overlap, Framing, and Gaps.
type Archive struct {
	Members []Member
	Framing int64 // bytes of headers and directory
	Gaps    int64 // bytes that belong to nothing
}

// IsGzip reports whether head begins a gzip file (RFC 1952, 2.3).
func IsGzip(head []byte) bool {
	return len(head) >= 3 && head[0] == 0x1f && head[1] == 0x8b && head[2] == 8
}
