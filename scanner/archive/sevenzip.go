package archive

import (
	"fmt"
	"io"
	"strings"
)

// openSevenZip returns the members of the .7z file r. Members that are packed
// together are read in their order at the cost of reading the folder once.
//
// bodgit/sevenzip reads these files as well, but gives whatever memory a header
// asks for, and does not tell where the data of members lies.
func openSevenZip(r io.ReaderAt, size int64, o Options) (*Archive, error) {
	z := &szArchive{r: r, size: size, lim: &o.Limits, ring: newKeyring(o.Passwords), keys: map[string][]byte{}}
	_, err := guard(func() (struct{}, error) { return struct{}{}, z.header() })
	a := &z.out
	used := a.used()
	a.Framing = min(z.framing, size-used)
	a.Gaps = size - used - a.Framing
	a.total(z.lim)
	return a, err
}

// An szArchive is a .7z file.
type szArchive struct {
	r       io.ReaderAt
	size    int64
	lim     *Limits
	ring    *keyring
	out     Archive
	framing int64
	sum     uint32 // of the header
	streams szStreams
	places  []szPlace
	state   []szState
	keys    map[string][]byte // by their properties and passwords
	cursor  *szCursor         // where the last member was left
}

// An szPlace is where a member lies; folder is -1 if it is empty.
type szPlace struct {
	folder int
	at     int64 // in what the folder unfolds to
}

// An szState is what is known of a folder since members of it were read.
type szState struct {
	password string
	known    bool  // the password
	failed   error // why it cannot be read from byte from on
	from     int64
}

// An szCursor is a folder that was read up to a byte.
type szCursor struct {
	folder int
	in     io.Reader
	at     int64
	broken bool
}

func (z *szArchive) kind() string { return "7z" }

// place sets where the packed streams of folders lie.
func (z *szArchive) place(s *szStreams) error {
	at := s.at
	offsets := make([]int64, len(s.sizes)+1)
	offsets[0] = at
	for i, n := range s.sizes {
		if at < szStart || n > z.size-at {
			return errSz
		}
		at += n
		offsets[i+1] = at
	}
	for i := range s.folders {
		f := &s.folders[i]
		if f.first+len(f.packed) > len(s.sizes) || f.main() < 0 {
			return errSz
		}
		f.at = offsets[f.first]
		f.bytes = offsets[f.first+len(f.packed)] - f.at
	}
	return nil
}

// members makes members of the files of the header.
func (z *szArchive) members(files []szFile) error {
	s := &z.streams
	if err := z.place(s); err != nil {
		return fmt.Errorf("7z: %w", err)
	}
	z.state = make([]szState, len(s.folders))
	folder, k, part := 0, 0, 0
	var at int64
	for i := range files {
		f := &files[i]
		if f.anti {
			continue
		}
		m := Member{Ordinal: len(z.out.Members) + 1, Name: szName(f.name), from: z, lim: z.lim, sealed: true}
		p := szPlace{folder: -1}
		if f.empty {
			m.Dir = f.dir
		} else {
			for folder < len(s.folders) && k == s.folders[folder].streams {
				folder, k, at = folder+1, 0, 0
			}
			if part == len(s.parts) || folder == len(s.folders) {
				return fmt.Errorf("7z: %w", errSz)
			}
			p = szPlace{folder, at}
			z.fill(&m, folder, k == 0, s.parts[part])
			at += m.Size
			k, part = k+1, part+1
		}
		z.out.Members = append(z.out.Members, m)
		z.places = append(z.places, p)
	}
	return nil
}

// fill sets what m has of its folder; the packed bytes count for the first.
func (z *szArchive) fill(m *Member, folder int, first bool, p szPart) {
	f := &z.streams.folders[folder]
	m.Offset, m.Data, m.Size, m.packed = f.at, f.at, p.size, f.bytes
	m.crc, m.summed = p.crc, p.hasCRC
	if first {
		m.Compressed = f.bytes
	}
	m.Encrypted = f.encrypted() != nil
	if m.Encrypted && z.ring.empty() {
		m.Problem = m.fail(ErrEncrypted)
	}
}

// encrypted returns the coder of the folder that decrypts, or nil.
func (f *szFolder) encrypted() *szCoder {
	for i := range f.coders {
		if f.coders[i].method == szAES {
			return &f.coders[i]
		}
	}
	return nil
}

// open returns the bytes of m.
func (z *szArchive) open(m *Member) (io.ReadCloser, error) {
	p := z.places[m.Ordinal-1]
	if p.folder < 0 || m.Size == 0 {
		return io.NopCloser(strings.NewReader("")), nil
	}
	st := &z.state[p.folder]
	if st.failed != nil && p.at >= st.from {
		return nil, st.failed
	}
	c := z.cursor
	z.cursor = nil
	if c == nil || c.folder != p.folder || c.at > p.at {
		in, err := z.start(p.folder, m)
		if err != nil {
			st.failed, st.from = err, 0
			return nil, err
		}
		c = &szCursor{folder: p.folder, in: in}
	}
	r := &szMember{z: z, c: c, left: p.at - c.at}
	if _, err := io.Copy(io.Discard, r); err != nil {
		return nil, err
	}
	r.left = m.Size
	return r, nil
}

// start returns a reader of a folder, with the password that fits.
func (z *szArchive) start(folder int, m *Member) (io.Reader, error) {
	f, st := &z.streams.folders[folder], &z.state[folder]
	if !st.known {
		err := z.withPassword(f, func(password string) error {
			st.password = password
			if f.encrypted() == nil {
				return nil
			}
			return z.probe(folder, password)
		})
		if err != nil && z.ring.proven {
			st.password, err = z.ring.passwords[z.ring.last], nil // the folder is damaged
		}
		if err != nil {
			return nil, err
		}
		st.known = true
	}
	in, err := z.folder(f, &z.streams, st.password)
	if err != nil {
		return nil, err
	}
	return &bounded{r: in, left: z.lim.unfolds(f.bytes, z.lim.TotalBytes)}, nil
}

// probe reads the first member of a folder to see whether the password is
// right.
func (z *szArchive) probe(folder int, password string) error {
	in, err := z.folder(&z.streams.folders[folder], &z.streams, password)
	if err != nil {
		return err
	}
	for i := range z.places {
		m := &z.out.Members[i]
		if z.places[i].folder != folder || m.Size == 0 {
			continue
		}
		r := &memberReader{m: m, r: io.NopCloser(io.LimitReader(in, m.Size)), left: m.lim.allowed(m.packed)}
		_, err := io.Copy(io.Discard, io.LimitReader(r, maxProbe))
		return err
	}
	return nil
}

// withPassword calls try with the passwords until one fits, or once if the
// folder is not encrypted.
func (z *szArchive) withPassword(f *szFolder, try func(password string) error) error {
	if f.encrypted() == nil {
		return try("")
	}
	return z.ring.find(0, func(password string) bool {
		_, err := guard(func() (struct{}, error) { return struct{}{}, try(password) })
		return err == nil
	})
}

// An szMember reads left bytes of a folder.
type szMember struct {
	z    *szArchive
	c    *szCursor
	left int64
}

func (r *szMember) Read(b []byte) (int, error) {
	if r.left == 0 {
		return 0, io.EOF
	}
	r.c.broken = true // if the decoder panics
	n, err := r.c.in.Read(b[:min(int64(len(b)), r.left)])
	r.c.at += int64(n)
	r.left -= int64(n)
	r.c.broken = err != nil && r.left > 0
	if !r.c.broken {
		return n, nil
	}
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	st := &r.z.state[r.c.folder]
	st.failed, st.from = corrupt(err), r.c.at
	return n, err
}

// Close leaves the folder for the next member.
func (r *szMember) Close() error {
	if !r.c.broken && r.z.cursor == nil {
		r.z.cursor = r.c
	}
	return nil
}

// bounded reads up to left bytes; more is ErrTooLarge.
type bounded struct {
	r    io.Reader
	left int64
}

func (b *bounded) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, ErrTooLarge
	}
	n, err := b.r.Read(p[:min(int64(len(p)), b.left)])
	b.left -= int64(n)
	return n, err
}
