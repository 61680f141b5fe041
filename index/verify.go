package index

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"exposed/scanner"
)

// A ReplayFunc reads one item of the evidence again. Its text is used until
// the next call.
type ReplayFunc func(ctx context.Context, at Locator) (*scanner.Item, error)

// Verify checks that the evidence, the books, the segments and the audit log
// are as the case says, and that every finding stands where its locator says.
// It returns what does not hold. Without replay the locators are left out.
func (c *Case) Verify(ctx context.Context, replay ReplayFunc) ([]string, error) {
	v := &verifier{c: c, replay: replay}
	if err := v.audit(); err != nil {
		return nil, err
	}
	if err := v.segments(); err != nil || len(v.bad) > 0 {
		return v.bad, err // without whole segments nothing else can be read
	}
	w, err := c.newWalker()
	if err != nil {
		return v.bad, err
	}
	v.walker = w
	err = v.sources(ctx)
	if err == nil {
		err = v.items(ctx)
	}
	return v.bad, errors.Join(err, w.close())
}

// A verifier collects what does not hold.
type verifier struct {
	c      *Case
	walker *walker
	replay ReplayFunc
	bad    []string
}

func (v *verifier) fail(format string, args ...any) {
	v.bad = append(v.bad, fmt.Sprintf(format, args...))
}

func (v *verifier) audit() error {
	data, err := os.ReadFile(v.c.path(auditFile))
	if errors.Is(err, fs.ErrNotExist) {
		v.fail("audit log is missing")
		return nil
	}
	v.bad = append(v.bad, checkAudit(data)...)
	return err
}

func (v *verifier) segments() error {
	return v.c.segments(func(s *segment, _ string, err error) error {
		if err == nil {
			err = s.check()
		}
		if err != nil {
			v.fail("%v", err)
		}
		return nil
	})
}

// sources hashes the evidence again and balances its bytes.
func (v *verifier) sources(ctx context.Context) error {
	for i := range v.walker.ledger.sources {
		s := &v.walker.ledger.sources[i]
		if sum := s.Content + s.Framing + s.Unreadable; sum != s.Size {
			v.fail("%s: %d bytes do not balance: content %d, framing %d, unreadable %d", escapePath(s.Path), s.Size, s.Content, s.Framing, s.Unreadable)
		}
		if s.SHA256 == [32]byte{} {
			continue // it could not be read: an exception says so
		}
		sum, size, err := hashFile(ctx, s.Path)
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil:
			v.fail("%s: %v", escapePath(s.Path), err)
		case size != s.Size:
			v.fail("%s: has %d bytes, had %d when it was scanned", escapePath(s.Path), size, s.Size)
		case sum != s.SHA256:
			v.fail("%s: SHA-256 is not what it was when it was scanned", escapePath(s.Path))
		}
	}
	return nil
}

// hashFile returns SHA-256 and size of a file.
func hashFile(ctx context.Context, path string) (sum [32]byte, size int64, err error) {
	f, err := os.Open(path)
	if err != nil {
		return sum, 0, errors.Unwrap(err) // the caller names the path
	}
	defer f.Close()
	h := sha256.New()
	buf := make([]byte, 1<<20)
	for {
		n, err := f.Read(buf)
		h.Write(buf[:n])
		size += int64(n)
		if err == io.EOF {
			return [32]byte(h.Sum(nil)), size, ctx.Err()
		}
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return sum, size, err
		}
	}
}

// items counts the items again and replays their findings.
func (v *verifier) items(ctx context.Context) error {
	sum, err := v.c.Summary()
	if err != nil {
		return err
	}
	var n [3]int
	err = v.walker.families(ctx, func(family []place) error {
		for i := range family {
			p := &family[i]
			n[p.disposition]++
			v.replayItem(ctx, p)
		}
		return ctx.Err()
	})
	if err != nil {
		return err
	}
	if n[Read] != sum.Read || n[Duplicate] != sum.Duplicates || n[Excepted] != sum.Excepted || sum.Items != n[Read]+n[Duplicate]+n[Excepted] {
		v.fail("books do not balance: %d items, but %d read, %d duplicates, %d exceptions", sum.Items, n[Read], n[Duplicate], n[Excepted])
	}
	return nil
}

// replayItem reads an item again and compares the text at each finding.
func (v *verifier) replayItem(ctx context.Context, p *place) {
	if v.replay == nil || len(p.findings) == 0 {
		return
	}
	it, err := v.replay(ctx, p.locator)
	if err != nil {
		v.fail("%s: does not replay: %v", p.locator, err)
		return
	}
	for i := range p.findings {
		f := &p.findings[i]
		spans, err := Spans(it.Text, f.place)
		if err != nil {
			v.fail("%s: does not replay: %v", p.at(f.place), err)
		} else if joinSpans(it.Text.Data, spans) != f.text {
			v.fail("%s: does not replay: another text stands there", p.at(f.place))
		}
	}
}
