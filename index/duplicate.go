package index

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"

	"exposed/scanner"
)

// A link finds the ids of the items that copies are copies of.
type link struct {
	source *source
	inner  string // of the head
	same   bool   // the families have the same shape
}

// id returns the id of the item at the inner locator below the head, or of
// the head if the original has no such item.
func (l *link) id(suffix string) ID {
	if !l.same {
		suffix = ""
	}
	return l.source.itemID(l.inner + suffix)
}

// original returns the link to the family that fam is a copy of, or nil if it
// is the first with its content.
func (m *merger) original(fam *family) (*link, error) {
	head := &fam.items[0]
	key, ok := contentKey(head)
	if !ok {
		return nil, nil
	}
	shape := shapeOf(fam)
	first, ok := m.seen[key]
	if !ok {
		m.seen[key] = original{int32(m.item), shape}
		return nil, nil
	}
	var n int
	l := &link{same: first.shape == shape}
	stmt, err := m.out.query("SELECT source, inner FROM items WHERE n=?")
	if err == nil {
		err = stmt.QueryRow(first.item).Scan(&n, &l.inner)
	}
	if err != nil {
		return nil, fmt.Errorf("ledger: %w", err)
	}
	l.source = &m.sources[n]
	return l, nil
}

// contentKey returns what copies of the family of head have in common. What
// could not be read has no copies.
func contentKey(head *item) (ID, bool) {
	if head.kind == scanner.Container && head.inner == "" {
		return ID{}, false
	}
	for _, x := range head.exceptions {
		switch x.Reason {
		case scanner.Missing, scanner.IOError, scanner.NotAFile:
			return ID{}, false
		}
	}
	h := head.content
	if h == [32]byte{} {
		h = head.sha256
	}
	return ID(h[:16]), h != [32]byte{}
}

// shapeOf returns a hash of the inner locators below the head of fam.
func shapeOf(fam *family) uint64 {
	if len(fam.items) == 1 {
		return 0
	}
	h := sha256.New()
	head := len(fam.items[0].inner)
	for i := range fam.items {
		h.Write([]byte(fam.items[i].inner[head:]))
		h.Write([]byte{0})
	}
	return binary.BigEndian.Uint64(h.Sum(nil))
}
