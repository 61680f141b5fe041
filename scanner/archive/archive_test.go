package archive

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"testing"
)

// pack returns a ZIP file of the given names and contents, in pairs.
func pack(t testing.TB, method uint16, pairs ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(pairs); i += 2 {
		f, err := w.CreateHeader(&zip.FileHeader{Name: pairs[i], Method: method})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(f, pairs[i+1]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// read returns the bytes of m and the error they end with.
func read(m *Member) (string, error) {
	r, err := m.Open()
	if err != nil {
		return "", err
	}
	defer func() { _ = r.Close() }()
	b, err := io.ReadAll(r)
	return string(b), err
}

func list(d []byte, lim Limits) (*Archive, error) {
	return Zip(bytes.NewReader(d), int64(len(d)), lim)
}

// balance checks that the bytes of the archive are accounted for.
func balance(t *testing.T, a *Archive, size int64) {
	t.Helper()
	n := a.Framing + a.Gaps
	for _, m := range a.Members {
		if !errors.Is(m.Problem, ErrOverlap) {
			n += m.Compressed
		}
	}
	if n != size || a.Framing < 0 || a.Gaps < 0 {
		t.Errorf("packed, framing %d and gaps %d make %d bytes of %d", a.Framing, a.Gaps, n, size)
	}
}

func TestZip(t *testing.T) {
	for _, method := range []uint16{zip.Store, zip.Deflate} {
		d := pack(t, method, "a.eml", "Subject: a\n\nx", "b/", "", "b/ü.eml", "Subject: b\n\ny")
		a, err := list(d, DefaultLimits)
		if err != nil {
			t.Fatal(err)
		}
		balance(t, a, int64(len(d)))
		if a.Gaps != 0 || len(a.Members) != 3 {
			t.Fatalf("%d members, gaps of %d bytes", len(a.Members), a.Gaps)
		}
		if m := a.Members[1]; !m.Dir || m.Ordinal != 2 || m.Name != "b/" {
			t.Errorf("second member %+v", m)
		}
		if s, err := read(&a.Members[2]); s != "Subject: b\n\ny" || err != nil || a.Members[2].Name != "b/ü.eml" {
			t.Errorf("third member %q, %v", s, err)
		}
	}
}

// Each row breaks the archive of a.txt ("first text") and b.txt ("second text").
var broken = []struct {
	name  string
	harm  func(d []byte) []byte
	list  error // of Zip
	first string
	err   error // of reading the first member
	found int
}{
	{"whole", func(d []byte) []byte { return d }, nil, "first text", nil, 2},
	{"behind a program", func(d []byte) []byte { return append([]byte("MZ program"), d...) }, nil, "first text", nil, 2},
	{"comment", func(d []byte) []byte {
		d = append(d, "note"...)
		binary.LittleEndian.PutUint16(d[len(d)-6:], 4)
		return d
	}, nil, "first text", nil, 2},
	{"no directory", func(d []byte) []byte { return d[:bytes.Index(d, []byte(directorySignature))] }, ErrCorrupt, "first text", nil, 2},
	{"cut in the second member", func(d []byte) []byte { return d[:bytes.Index(d, []byte("b.txt"))+8] }, ErrCorrupt, "first text", nil, 2},
	{"cut in the first member", func(d []byte) []byte { return d[:40] }, ErrCorrupt, "first", ErrCorrupt, 1},
	{"wrong sum", func(d []byte) []byte {
		d[bytes.Index(d, []byte(directorySignature))+16]++
		return d
	}, nil, "first text", ErrCorrupt, 2},
	{"wrong size", func(d []byte) []byte {
		d[bytes.Index(d, []byte(directorySignature))+24]--
		return d
	}, nil, "first text", ErrCorrupt, 2},
	{"encrypted", func(d []byte) []byte {
		d[bytes.Index(d, []byte(directorySignature))+8] |= 1
		return d
	}, nil, "", ErrEncrypted, 2},
	{"unsupported", func(d []byte) []byte {
		d[bytes.Index(d, []byte(directorySignature))+10] = 99
		return d
	}, nil, "", ErrUnsupported, 2},
	{"header elsewhere", func(d []byte) []byte {
		d[bytes.Index(d, []byte(directorySignature))+42] = 7
		return d
	}, nil, "", ErrCorrupt, 2},
	{"bad second entry", func(d []byte) []byte {
		d[bytes.LastIndex(d, []byte(directorySignature))] = 'X'
		return d
	}, ErrCorrupt, "first text", nil, 2},
	{"not a ZIP file", func([]byte) []byte { return []byte("plain text") }, ErrCorrupt, "", nil, 0},
	{"empty", func([]byte) []byte { return nil }, ErrCorrupt, "", nil, 0},
}

func TestBrokenZip(t *testing.T) {
	for _, tt := range broken {
		d := tt.harm(stored(t))
		a, err := list(d, DefaultLimits)
		if !errors.Is(err, tt.list) || len(a.Members) != tt.found {
			t.Errorf("%s: %d members, %v", tt.name, len(a.Members), err)
			continue
		}
		balance(t, a, int64(len(d)))
		if tt.found == 0 {
			continue
		}
		if s, err := read(&a.Members[0]); s != tt.first || !errors.Is(err, tt.err) {
			t.Errorf("%s: first member %q, %v", tt.name, s, err)
		}
	}
}

// stored returns the archive that the rows of broken begin with. Its local
// headers have the sizes in them, as most programs write them.
func stored(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, s := range []string{"first text", "second text"} {
		h := &zip.FileHeader{Name: "a.txt"}
		if s[0] == 's' {
			h.Name = "b.txt"
		}
		h.CRC32, h.CompressedSize64, h.UncompressedSize64 = crc32.ChecksumIEEE([]byte(s)), uint64(len(s)), uint64(len(s))
		f, err := w.CreateRaw(h)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(f, s); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestOverlap(t *testing.T) {
	d := stored(t)
	i := bytes.LastIndex(d, []byte(directorySignature))
	binary.LittleEndian.PutUint32(d[i+42:], 0) // both entries point at the first member
	a, err := list(d, DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	balance(t, a, int64(len(d)))
	if _, err := a.Members[1].Open(); !errors.Is(err, ErrOverlap) || a.Members[0].Problem != nil {
		t.Errorf("first %v, second %v", a.Members[0].Problem, err)
	}
}

// TestZIP64 reads more members than the end record can count.
func TestZIP64(t *testing.T) {
	const n = 66_000
	pairs := make([]string, 2*n)
	pairs[2*n-1] = "last"
	d := pack(t, zip.Store, pairs...)
	a, err := list(d, DefaultLimits)
	if err != nil || len(a.Members) != n {
		t.Fatalf("%d members, %v", len(a.Members), err)
	}
	balance(t, a, int64(len(d)))
	if s, err := read(&a.Members[n-1]); s != "last" || err != nil || a.Gaps != 0 {
		t.Errorf("last member %q, %v; gaps %d", s, err, a.Gaps)
	}
}

// TestSizes64 reads sizes that take eight bytes.
func TestSizes64(t *testing.T) {
	size, packed, offset := int64(0xffffffff), int64(7), int64(0xffffffff)
	sizes64([]byte("\x09\x00\x01\x00x\x01\x00\x10\x00"+"\x01\x00\x00\x00\x01\x00\x00\x00"+"\x02\x00\x00\x00\x01\x00\x00\x00"), &size, &packed, &offset)
	if size != 1<<32+1 || packed != 7 || offset != 1<<32+2 {
		t.Errorf("got %d, %d, %d", size, packed, offset)
	}
}

// TestUnsized salvages members whose sizes only their descriptors tell, or nothing.
func TestUnsized(t *testing.T) {
	d := pack(t, zip.Deflate, "a", "first text", "b", "second text")
	cut := bytes.Index(d, []byte(directorySignature))
	for _, tt := range []struct {
		d   []byte
		err error
	}{
		{d[:cut], nil},
		{d[:cut-16], nil},        // the last descriptor is missing
		{d[:cut-20], ErrCorrupt}, // and the end of the data
	} {
		a, err := list(tt.d, DefaultLimits)
		if !errors.Is(err, ErrCorrupt) || len(a.Members) != 2 {
			t.Fatalf("%d members, %v", len(a.Members), err)
		}
		balance(t, a, int64(len(tt.d)))
		if s, err := read(&a.Members[0]); s != "first text" || err != nil {
			t.Errorf("first member %q, %v", s, err)
		}
		if s, err := read(&a.Members[1]); tt.err == nil && s != "second text" || !errors.Is(err, tt.err) {
			t.Errorf("second member %q, %v", s, err)
		}
	}
}

func TestLimits(t *testing.T) {
	d := pack(t, zip.Deflate, "a", string(make([]byte, 50_000)), "b", "text")
	for _, tt := range []struct {
		lim  Limits
		n    int
		err  error
		next error
	}{
		{Limits{10, 1 << 20, 1 << 20, 0, 1 << 20}, 50_000, nil, nil},
		{Limits{10, 50_000, 1 << 20, 0, 1 << 20}, 50_000, nil, nil},
		{Limits{10, 49_999, 1 << 20, 0, 1 << 20}, 49_999, ErrTooLarge, nil},
		{Limits{10, 1 << 20, 1 << 20, 10, 3000}, 3000, ErrTooLarge, nil},
		{Limits{10, 1 << 20, 50_003, 0, 1 << 20}, 50_000, nil, ErrTooLarge},
	} {
		a, err := list(d, tt.lim)
		if err != nil {
			t.Fatal(err)
		}
		if s, err := read(&a.Members[0]); len(s) != tt.n || !errors.Is(err, tt.err) {
			t.Errorf("%+v: %d bytes, %v", tt.lim, len(s), err)
		}
		if _, err := read(&a.Members[1]); !errors.Is(err, tt.next) {
			t.Errorf("%+v: second member: %v", tt.lim, err)
		}
	}
	if a, err := list(d, Limits{1, 1 << 20, 1 << 20, 0, 0}); !errors.Is(err, ErrTooMany) || len(a.Members) != 1 {
		t.Errorf("%d members, %v", len(a.Members), err)
	}
}

func TestDecodeName(t *testing.T) {
	for _, tt := range []struct {
		name  string
		flags uint16
		want  string
	}{
		{"a.txt", 0, "a.txt"},
		{"gr\x81n.txt", 0, "grün.txt"},
		{"grün.txt", 0, "grün.txt"},
		{"gr\x81n.txt", flagUTF8, "gr\ufffdn.txt"},
		{"../../etc/passwd", 0, "../../etc/passwd"},
	} {
		if got := decodeName([]byte(tt.name), nil, tt.flags); got != tt.want {
			t.Errorf("%q: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

func compressed(s string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = io.WriteString(w, s) // a bytes.Buffer takes all
	_ = w.Close()
	return b.String()
}

func TestGzip(t *testing.T) {
	one, two := compressed("one "), compressed("two")
	for _, tt := range []struct {
		name, in, want string
		err            error
	}{
		{"one member", one, "one ", nil},
		{"two members", one + two, "one two", nil},
		{"zeros at the end", one + "\x00\x00\x00", "one ", nil},
		{"zeros between", one + "\x00" + two, "one two", nil},
		{"garbage at the end", one + "garbage", "one ", ErrTrailing},
		{"cut", one + two[:len(two)-3], "one two", ErrCorrupt},
		{"cut header", one + two[:5], "one ", ErrCorrupt},
		{"wrong sum", one[:len(one)-8] + "xxxx" + one[len(one)-4:], "one ", ErrCorrupt},
		{"no gzip", "plain text in a file", "", ErrCorrupt},
		{"empty", "", "", ErrCorrupt},
		{"bomb", compressed(string(make([]byte, 40_000))), string(make([]byte, 20_000)), ErrTooLarge},
	} {
		lim := Limits{Members: 1, MemberBytes: 1 << 30, Ratio: 100, RatioFrom: 20_000}
		b, err := io.ReadAll(Gzip(bytes.NewReader([]byte(tt.in)), lim))
		if string(b) != tt.want || !errors.Is(err, tt.err) {
			t.Errorf("%s: got %d bytes, %v", tt.name, len(b), err)
		}
	}
}

func TestSniff(t *testing.T) {
	for _, tt := range []struct {
		head string
		gz   bool
	}{
		{string(stored(t)), false},
		{compressed("x"), true},
		{"", false},
	} {
		if got := IsGzip([]byte(tt.head)); got != tt.gz {
			t.Errorf("%.10q: gzip %v", tt.head, got)
		}
	}
}

// hostile returns the folder of hostile files of that name.
func hostile(t *testing.T, name string) string {
	t.Helper()
	shared := os.Getenv("EXPOSED_SHARED")
	if shared == "" {
		shared = "../../../shared"
	}
	dir := filepath.Join(shared, "hostile", name)
	if _, err := os.Stat(dir); err != nil {
		t.Skip("hostile files not present")
	}
	return dir
}

func TestHostile(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(hostile(t, "archive"), "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		d, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if IsGzip(d) {
			n, err := io.Copy(io.Discard, Gzip(bytes.NewReader(d), DefaultLimits))
			t.Logf("%s: %d bytes, %v", filepath.Base(name), n, err)
			if n > 128<<20 {
				t.Errorf("%s: %d bytes unfold", filepath.Base(name), n)
			}
		}
		a, err := list(d, DefaultLimits)
		balance(t, a, int64(len(d)))
		if len(a.Members) == 0 {
			continue
		}
		t.Logf("%s: %d members, %v", filepath.Base(name), len(a.Members), err)
		for i := range min(len(a.Members), 3) {
			r, err := a.Members[i].Open()
			var n int64
			if err == nil {
				n, err = io.Copy(io.Discard, r)
			}
			t.Logf("  %d: %d bytes, %v", i+1, n, err)
		}
	}
}

// FuzzZip checks that the bytes of any file are accounted for, and that the
// members of an archive made of it have the bytes that were packed.
func FuzzZip(f *testing.F) {
	for _, tt := range broken {
		f.Add(tt.harm(stored(f)))
	}
	f.Add(pack(f, zip.Deflate, "a", "text", "b", "more text"))
	f.Fuzz(func(t *testing.T, d []byte) {
		lim := Limits{100, 1 << 16, 1 << 20, 100, 1 << 12}
		a, _ := list(d, lim)
		balance(t, a, int64(len(d)))
		for i := range a.Members {
			if s, _ := read(&a.Members[i]); int64(len(s)) > lim.MemberBytes {
				t.Errorf("member %d of %d bytes", i, len(s))
			}
		}
		lim.Ratio = 0
		half := string(d[:len(d)/2])
		a, err := list(pack(t, zip.Deflate, "a", half, "b", string(d)), lim)
		if err != nil || len(a.Members) != 2 || a.Gaps != 0 {
			t.Fatalf("%d members, gaps %d, %v", len(a.Members), a.Gaps, err)
		}
		for i, want := range []string{half, string(d)} {
			if s, err := read(&a.Members[i]); s != want && len(want) <= 1<<16 || err != nil && len(want) <= 1<<16 {
				t.Errorf("member %d: %d bytes of %d, %v", i, len(s), len(want), err)
			}
		}
	})
}
