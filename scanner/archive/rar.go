package archive

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/nwaples/rardecode/v2"
)

// Signatures of RAR files, and how far a program that unpacks one may go
// before it (technote of RAR 5.0, "General archive structure").
const (
	rar4Magic  = "Rar!\x1a\x07\x00"
	rar5Magic  = "Rar!\x1a\x07\x01\x00"
	maxRarStub = 1 << 20
	maxRarHead = 2 << 20 // bytes of a header
)

// openRar returns the members of the RAR file r, of version 1.5 to 4 or 5.
// Headers are read here, for where they lie and to be read past damage; what
// they pack is unpacked by rardecode, which is given one member at a time, or
// in a solid archive the members from its first.
func openRar(r io.ReaderAt, size int64, o Options) (*Archive, error) {
	z := &rarArchive{r: r, size: size, lim: &o.Limits, ring: newKeyring(o.Passwords), keys: map[string]rarKey{}}
	err := z.read()
	a := &z.out
	used := a.used()
	a.Framing = min(z.framing, size-used)
	a.Gaps = size - used - a.Framing
	a.total(z.lim)
	return a, err
}

// A rarArchive is a RAR file.
type rarArchive struct {
	r        io.ReaderAt
	size     int64
	lim      *Limits
	ring     *keyring
	out      Archive
	framing  int64
	v5       bool
	solid    bool
	sealed   bool // headers are encrypted
	password string
	blockKey rarKey // of headers, in version 5
	keys     map[string]rarKey
	files    []rarFile
	cursor   *rarCursor
	probing  bool // passwords are tried
}

// A rarFile is a member and how rardecode is given it.
type rarFile struct {
	head     []byte // its header in clear
	data     int64
	n        int64
	first    int // index of the first member that it goes on from
	password string
	known    bool // the password
	check    bool // a value tells whether a password is right
	failed   error
}

// A rarBlock is a block of either version.
type rarBlock struct {
	kind  rarKind
	head  []byte // in clear
	size  int64  // bytes of the header in the file
	data  int64  // bytes of data after it
	body  []byte // of head: what follows the fields that all blocks have
	extra []byte // of head, in version 5
	flags uint64
}

type rarKind byte

const (
	rarOther rarKind = iota
	rarMain
	rarFileBlock
	rarEnd
	rarCrypt
)

func (z *rarArchive) kind() string { return "rar" }

// read reads all blocks.
func (z *rarArchive) read() error {
	at, err := z.start()
	if err != nil {
		return err
	}
	var bad error
	for at < z.size {
		b, err := z.block(at)
		if err == nil && b.kind == rarEnd {
			z.framing += b.size
			return bad // what follows is no part: recovery records of old, padding
		}
		if err == nil {
			at, err = z.add(at, b)
		}
		if err == nil {
			continue
		}
		if errors.Is(err, ErrEncrypted) || errors.Is(err, ErrTooMany) || errors.As(err, &diskError{}) {
			return fmt.Errorf("rar: byte %d: %w", at, err)
		}
		if bad == nil {
			bad = fmt.Errorf("rar: block at byte %d: %w", at, err)
		}
		if at = z.resume(at + 1); at < 0 {
			return bad
		}
	}
	if bad == nil && z.v5 {
		bad = fmt.Errorf("rar: byte %d: %w: no end mark", at, ErrCorrupt)
	}
	return bad
}

// start finds the signature and tells the version.
func (z *rarArchive) start() (int64, error) {
	b := make([]byte, min(z.size, maxRarStub))
	if _, err := z.r.ReadAt(b, 0); err != nil && err != io.EOF {
		return 0, err
	}
	for i := 0; ; i++ {
		k := bytes.Index(b[i:], []byte("Rar!\x1a\x07"))
		if k < 0 {
			return 0, fmt.Errorf("rar: %w: no signature", ErrCorrupt)
		}
		i += k
		for _, magic := range []string{rar4Magic, rar5Magic} {
			if bytes.HasPrefix(b[i:], []byte(magic)) {
				z.v5 = magic == rar5Magic
				z.framing = int64(len(magic))
				return int64(i + len(magic)), nil
			}
		}
	}
}

// resume finds the next block of a file after damage, by its own sum; -1 if
// there is none. Where headers are encrypted none can be told.
func (z *rarArchive) resume(at int64) int64 {
	if z.sealed {
		return -1
	}
	buf := make([]byte, 64<<10)
	for at < z.size {
		n, err := z.r.ReadAt(buf[:min(int64(len(buf)), z.size-at)], at)
		if err != nil && err != io.EOF || n < 7 {
			return -1
		}
		for i := 0; i+7 <= n; i++ {
			if !z.plausible(buf[i:n]) {
				continue
			}
			if b, err := z.block(at + int64(i)); err == nil && (b.kind == rarFileBlock || b.kind == rarEnd) {
				return at + int64(i)
			}
		}
		at += int64(n - 6)
	}
	return -1
}

// plausible reports whether b may begin a block of a file or the end.
func (z *rarArchive) plausible(b []byte) bool {
	if z.v5 {
		// A header of less than 128 bytes: size in one byte, then the type.
		i := 5
		if b[4]&0x80 != 0 {
			i = 6
		}
		return b[4] > 2 && (b[i] == 2 || b[i] == 5)
	}
	return b[2] == 0x74 && b[5] >= 32 || b[2] == 0x7b && b[5] >= 7
}

// block reads the block at offset at.
func (z *rarArchive) block(at int64) (*rarBlock, error) {
	if z.v5 {
		return z.block5(at)
	}
	return z.block4(at)
}

// bytes reads n bytes at offset at.
func (z *rarArchive) bytes(at, n int64) ([]byte, error) {
	if n < 0 || at < 0 || at > z.size || n > z.size-at {
		return nil, fmt.Errorf("%w: the file is cut", ErrCorrupt)
	}
	b := make([]byte, n)
	if _, err := z.r.ReadAt(b, at); err != nil && err != io.EOF {
		return nil, err
	}
	return b, nil
}

// add takes in the block at offset at, and returns where the next lies.
func (z *rarArchive) add(at int64, b *rarBlock) (int64, error) {
	next := at + b.size
	left := z.size - next
	var err error
	if b.data > left {
		b.data = left
		err = fmt.Errorf("%w: the file is cut", ErrCorrupt)
	}
	switch b.kind {
	case rarMain:
		z.main(b)
	case rarCrypt:
		if cerr := z.unseal(b, next); cerr != nil {
			return at, cerr
		}
	case rarFileBlock:
		if len(z.out.Members) >= z.lim.Members {
			return at, fmt.Errorf("more than %d members: %w", z.lim.Members, ErrTooMany)
		}
		if ferr := z.file(at, b); ferr != nil {
			return at, ferr
		}
		z.framing += b.size
		return next + b.data, err
	}
	z.framing += b.size + b.data
	return next + b.data, err
}

// main takes in the main header.
func (z *rarArchive) main(b *rarBlock) {
	if z.v5 {
		flags, _ := binary.Uvarint(b.body)
		z.solid = flags&4 != 0
		return
	}
	z.solid = b.flags&0x08 != 0
	z.sealed = b.flags&0x80 != 0
}

// file adds the member of a block.
func (z *rarArchive) file(at int64, b *rarBlock) error {
	f := rarFile{head: b.head, data: at + b.size, n: b.data, first: len(z.files)}
	m := Member{
		Ordinal: len(z.files) + 1, Offset: at, Header: b.size, Data: f.data, Compressed: b.data, packed: b.data,
		from: z, lim: z.lim,
	}
	var err error
	var flags rarFlags
	if z.v5 {
		flags, err = file5(b, &m)
	} else {
		flags, err = file4(b, &m)
	}
	if err != nil {
		return err
	}
	m.sealed = m.Size >= 0
	m.partial = flags.after
	m.Encrypted = m.Encrypted || z.sealed
	if k := len(z.files); k > 0 && (flags.solid || z.solid && flags.plain) {
		f.first = z.files[k-1].first
		m.packed += z.out.Members[k-1].packed
	}
	f.check = flags.check
	switch {
	case flags.before:
		m.Problem = m.fail(fmt.Errorf("begins in another volume: %w", ErrUnsupported))
	case flags.window > maxWindow:
		m.Problem = m.fail(fmt.Errorf("dictionary of %d bytes: %w", flags.window, ErrTooLarge))
	case m.Encrypted && z.ring.empty():
		m.Problem = m.fail(ErrEncrypted)
	}
	z.out.Members = append(z.out.Members, m)
	z.files = append(z.files, f)
	return nil
}

// rarFlags are what the header of a file tells besides.
type rarFlags struct {
	before, after bool // goes on from, or in, another volume
	solid         bool
	plain         bool // nothing is packed: the decoder does not see it
	check         bool // a value tells whether a password is right
	window        int64
}

// A rarCursor is rardecode at a member.
type rarCursor struct {
	index    int // of the member
	n        int64
	ended    bool // the member was read
	r        *rardecode.Reader
	password string
	broken   bool
}

// open returns the bytes of m.
func (z *rarArchive) open(m *Member) (io.ReadCloser, error) {
	i := m.Ordinal - 1
	f := &z.files[i]
	if f.failed != nil {
		return nil, f.failed
	}
	if m.Dir || m.Size == 0 && m.Compressed == 0 {
		return io.NopCloser(strings.NewReader("")), nil
	}
	if m.Encrypted && !f.known {
		if err := z.unlock(m, f); err != nil {
			return nil, err
		}
	}
	return z.member(i, f.password)
}

// unlock finds the password of m. Version 5 has a check value; before that the
// sum of the data must be right.
func (z *rarArchive) unlock(m *Member, f *rarFile) error {
	if z.sealed && z.password != "" {
		f.password, f.known = z.password, true
		return nil
	}
	err := z.ring.find(1<<18, func(password string) bool {
		_, err := guard(func() (struct{}, error) { return struct{}{}, z.fits(m, password) })
		if err == nil {
			f.password = password
		}
		return err == nil
	})
	f.known = err == nil
	return err
}

// fits reads m with the password.
func (z *rarArchive) fits(m *Member, password string) error {
	z.probing = true
	defer func() { z.probing, z.cursor = false, nil }()
	in, err := z.member(m.Ordinal-1, password)
	if err != nil {
		return err
	}
	defer in.Close()
	r := &memberReader{m: m, r: in, left: m.lim.allowed(m.packed)}
	n := int64(maxProbe)
	if z.files[m.Ordinal-1].check {
		n = 1 // that is read if the value was right
	}
	_, err = io.Copy(io.Discard, io.LimitReader(r, n))
	return err
}

// member returns the bytes of member i. A solid one is reached through those
// before it, the last of which is where the last reading ended if members are
// read in order.
func (z *rarArchive) member(i int, password string) (io.ReadCloser, error) {
	first := z.files[i].first
	c := z.cursor
	z.cursor = nil
	follows := c != nil && c.password == password && (c.index >= first && c.index < i || c.index+1 == i && i == first && c.ended)
	if follows {
		if err := z.forward(c, i); err == nil {
			return &rarMember{z, c}, nil
		} else if i != first {
			return nil, err
		}
		// A decoder of one version reads no other.
	}
	feed := &rarFeed{z: z, next: first}
	feed.push(z.prologue())
	r, err := rardecode.NewReader(feed, rardecode.MaxDictionarySize(maxWindow), rardecode.Password(password))
	if err != nil {
		return nil, rarError(err)
	}
	c = &rarCursor{index: first - 1, ended: true, r: r, password: password}
	if err := z.forward(c, i); err != nil {
		return nil, err
	}
	return &rarMember{z, c}, nil
}

// forward moves c to member i.
func (z *rarArchive) forward(c *rarCursor, i int) error {
	for c.index < i {
		err := z.drain(c)
		if err == nil {
			_, err = c.r.Next()
		}
		if err != nil {
			err = rarError(err)
			z.fail(i, err)
			return err
		}
		c.index, c.n, c.ended = c.index+1, 0, false
	}
	return nil
}

// drain reads what is left of the member at c, within its limit. Damage of its
// sum is told where it is read itself.
func (z *rarArchive) drain(c *rarCursor) error {
	if c.ended || z.out.Members[c.index].Dir {
		return nil
	}
	r := &rarMember{z, c}
	left := z.lim.allowed(z.out.Members[c.index].packed) - c.n
	n, err := io.Copy(io.Discard, io.LimitReader(r, left+1))
	if errors.Is(err, rardecode.ErrBadFileChecksum) {
		err = nil
	}
	if err == nil && n > left {
		err = ErrTooLarge
	}
	return err
}

// fail marks member i as one that cannot be read, and those that go on from it.
func (z *rarArchive) fail(i int, err error) {
	if z.probing || errors.Is(err, ErrEncrypted) {
		return // another password may do
	}
	for first := z.files[i].first; i < len(z.files) && z.files[i].first == first; i++ {
		if z.files[i].failed == nil {
			z.files[i].failed = err
		}
	}
}

// A rarMember reads a member.
type rarMember struct {
	z *rarArchive
	c *rarCursor
}

func (r *rarMember) Read(b []byte) (int, error) {
	c := r.c
	c.broken = true // if the decoder panics
	n, err := c.r.Read(b)
	c.broken = false
	c.n += int64(n)
	c.ended = c.ended || err == io.EOF || errors.Is(err, rardecode.ErrBadFileChecksum)
	if err != nil && !c.ended {
		c.broken = true
		err = rarError(err)
		if next := c.index + 1; next < len(r.z.files) && r.z.files[next].first < next {
			r.z.fail(next, err)
		}
	}
	return n, err
}

// Close leaves the decoder for the next member.
func (r *rarMember) Close() error {
	if !r.c.broken && r.z.cursor == nil {
		r.z.cursor = r.c
	}
	return nil
}
