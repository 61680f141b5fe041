package pst

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"exposed/scanner/mailbox/mapi"
)

// Errors that callers test for.
var (
	ErrFormat    = errors.New("no personal folder file")
	ErrChecksum  = errors.New("wrong checksum")
	ErrSignature = errors.New("wrong signature")
	ErrCorrupt   = errors.New("corrupt structure")
	ErrMissing   = mapi.ErrMissing
	ErrTooLarge  = mapi.ErrTooLarge
	ErrTooDeep   = mapi.ErrTooDeep
	ErrTooMany   = mapi.ErrTooMany
	ErrPassword  = mapi.ErrPassword
)

// An NID names a node (MS-PST 2.2.2.1). Its low five bits are its type.
type NID uint32

// A BID names a block (MS-PST 2.2.2.2).
type BID uint64

// An Error tells what is wrong, and where.
type Error struct {
	Node   NID   // 0: not known
	Block  BID   // 0: not known
	Offset int64 // of the page or block in the file; -1: not known
	Err    error
}

// Error returns the place and the cause, outermost first.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString("pst:")
	if e.Node != 0 {
		fmt.Fprintf(&b, " node 0x%x:", uint32(e.Node))
	}
	if e.Block != 0 {
		fmt.Fprintf(&b, " block 0x%x:", uint64(e.Block))
	}
	if e.Offset >= 0 {
		fmt.Fprintf(&b, " at byte %d:", e.Offset)
	}
	return b.String() + " " + e.Err.Error()
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// atNode returns err as an *Error that names the node, if it names none.
func atNode(nid NID, err error) *Error {
	e, ok := errors.AsType[*Error](err)
	if !ok {
		return &Error{Node: nid, Offset: -1, Err: err}
	}
	if e.Node != 0 {
		return e
	}
	c := *e
	c.Node = nid
	return &c
}

// corrupt returns an error that wraps ErrCorrupt.
func corrupt(format string, args ...any) error {
	return fmt.Errorf("%w: "+format, append([]any{ErrCorrupt}, args...)...)
}

// maxProblems is the number of problems that are kept of one file, or of one message.
const maxProblems = 1000

// A problemLog keeps problems, each once.
type problemLog struct {
	mu   sync.Mutex
	seen map[string]bool
	list []*Error
}

func (l *problemLog) add(e *Error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	key := e.Error()
	if l.seen[key] || len(l.list) >= maxProblems {
		return
	}
	if l.seen == nil {
		l.seen = map[string]bool{}
	}
	l.seen[key] = true
	l.list = append(l.list, e)
}

// sorted returns the problems by place, so that the order of reading does not show.
func (l *problemLog) sorted() []*Error {
	l.mu.Lock()
	defer l.mu.Unlock()
	list := slices.Clone(l.list)
	slices.SortFunc(list, func(a, b *Error) int {
		return cmp.Or(cmp.Compare(a.Offset, b.Offset), cmp.Compare(a.Node, b.Node), cmp.Compare(a.Error(), b.Error()))
	})
	return list
}
