package archive

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"strings"
	"testing"
)

// A tar file of a few blocks may say that it holds a terabyte of zeros.
func TestSparseBomb(t *testing.T) {
	h := make([]byte, tarBlock)
	copy(h, "big")
	copy(h[124:], "00000000000\x00")
	h[156] = 'S'
	copy(h[257:], "ustar  \x00")
	h[483] = 0x80 // base 256
	binary.BigEndian.PutUint64(h[487:], 1<<40)
	d := append(h, make([]byte, 2*tarBlock)...)
	reseal("tar", d)
	a, err := Open("tar", bytes.NewReader(d), int64(len(d)), Options{Limits: DefaultLimits})
	if err != nil || len(a.Members) != 1 || !errors.Is(a.Members[0].Problem, ErrTooLarge) {
		t.Fatalf("%+v, %v", a, err)
	}
	lim := DefaultLimits
	lim.TotalBytes = 1 << 50
	if a, err = Open("tar", bytes.NewReader(d), int64(len(d)), Options{Limits: lim}); err != nil {
		t.Fatal(err)
	}
	if s, err := read(&a.Members[0]); int64(len(s)) != lim.RatioFrom || !errors.Is(err, ErrTooLarge) {
		t.Errorf("%d bytes, %v", len(s), err)
	}
}

// A directory may have a million entries of nothing.
func TestManyMembers(t *testing.T) {
	const n = 1_000_000
	entry := make([]byte, directoryBytes+1)
	copy(entry, directorySignature)
	entry[28] = 1
	entry[directoryBytes] = 'a'
	d := bytes.Repeat(entry, n)
	end := make([]byte, endBytes)
	copy(end, endSignature)
	binary.LittleEndian.PutUint16(end[10:], 0xffff)
	binary.LittleEndian.PutUint32(end[12:], uint32(len(d)))
	d = append(d, end...)
	a, err := list(d, DefaultLimits)
	if !errors.Is(err, ErrTooMany) || len(a.Members) != DefaultLimits.Members {
		t.Errorf("%d members, %v", len(a.Members), err)
	}
	balance(t, a, int64(len(d)))

	var b bytes.Buffer
	for i := range 300 {
		h := make([]byte, tarBlock)
		copy(h, fmt.Sprint(i))
		copy(h[257:], "ustar")
		reseal("tar", h)
		b.Write(h)
	}
	if a, err := Open("tar", bytes.NewReader(b.Bytes()), int64(b.Len()), Options{Limits: small}); !errors.Is(err, ErrTooMany) || len(a.Members) != small.Members {
		t.Errorf("%d members, %v", len(a.Members), err)
	}
}

// Headers that ask for much memory get none.
func TestMemoryBombs(t *testing.T) {
	lzma := append([]byte{0x5d, 0xff, 0xff, 0xff, 0xff}, bytes.Repeat([]byte{0xff}, 8)...)
	if _, err := io.ReadAll(Stream("lzma", bytes.NewReader(append(lzma, make([]byte, 20)...)), DefaultLimits)); !errors.Is(err, ErrTooLarge) {
		t.Errorf("lzma: %v", err)
	}
	if _, err := newLzma2(40, -1, nil); !errors.Is(err, ErrTooLarge) {
		t.Errorf("lzma2: %v", err)
	}
	if _, err := newPPMd([]byte{6, 0, 0, 0, 0x7f}, 10, strings.NewReader("")); !errors.Is(err, ErrTooLarge) {
		t.Errorf("PPMd: %v", err)
	}
	f := &szFolder{sizes: []int64{1 << 40, 1 << 40}, binds: [][2]int{{0, 1}}, packed: []int{1}}
	for range 2 {
		f.coders = append(f.coders, szCoder{method: szPPMd, inputs: 1, outputs: 1, props: []byte{6, 0, 0, 0, 0x0c}})
	}
	z := &szArchive{r: strings.NewReader("")}
	if _, err := z.folder(f, &szStreams{sizes: []int64{0}}, ""); !errors.Is(err, ErrTooLarge) {
		t.Errorf("two of PPMd: %v", err)
	}
}

// A solid archive that is read in order is unpacked once, and one that is read
// in any order gives the same.
func TestSolid(t *testing.T) {
	dir := folder(t)
	d := packed(t, dir, "7z", "a", "-t7z", "-ms=on", "-m0=LZMA2")
	a, err := Open("7z", bytes.NewReader(d), int64(len(d)), Options{Limits: DefaultLimits})
	if err != nil {
		t.Fatal(err)
	}
	z := a.Members[0].from.(*szArchive)
	starts := 0
	var last *szCursor
	for i := range a.Members {
		if a.Members[i].Size == 0 {
			continue
		}
		if _, err := read(&a.Members[i]); err != nil {
			t.Error(err)
		}
		if z.cursor != last {
			starts++
		}
		last = z.cursor
	}
	if starts != 1 {
		t.Errorf("the folder was unpacked %d times", starts)
	}
	for i := len(a.Members) - 1; i >= 0; i-- {
		m := &a.Members[i]
		if s, err := read(m); err != nil || !m.Dir && s != texts()[m.Name] {
			t.Errorf("%q: %d bytes, %v", m.Name, len(s), err)
		}
	}
}

// Members that hold the same archive again unfold one level at a time.
func TestQuine(t *testing.T) {
	d := []byte(compressed(compressed(compressed("text"))))
	for range 3 {
		b, err := io.ReadAll(Stream("gzip", bytes.NewReader(d), DefaultLimits))
		if err != nil {
			t.Fatal(err)
		}
		d = b
	}
	if string(d) != "text" {
		t.Errorf("got %q", d)
	}
}

// Names of ZIP members as they were meant.
func TestUnicodeName(t *testing.T) {
	const name, unicode = "gr?n.txt", "grün.txt"
	field := append([]byte{0x75, 0x70, byte(5 + len(unicode)), 0, 1, 0, 0, 0, 0}, unicode...)
	if got := decodeName([]byte(name), field, 0); got != name {
		t.Errorf("with a wrong sum: got %q", got)
	}
	binary.LittleEndian.PutUint32(field[5:], crc32.ChecksumIEEE([]byte(name)))
	if got := decodeName([]byte(name), field, 0); got != unicode {
		t.Errorf("got %q", got)
	}
	// Of RAR 4: the common high byte, the bits of four characters, the characters.
	for code, want := range map[string]string{
		"\x04\x50\x2f\x36":             "Яж",
		"\x00\x00\x61\xfc":             "aü",
		"\x00\xb0\x16\x04\x00":         "Ж?.",
		"\x00\x80\x16":                 "\x16",
		"\x00":                         "",
		"\x00\xff\x7f\x7f\x7f\x7f\x7f": "??.",
	} {
		if got := name4([]byte("??.\x00"+code), true); got != want {
			t.Errorf("%q: got %q, want %q", code, got, want)
		}
	}
}
