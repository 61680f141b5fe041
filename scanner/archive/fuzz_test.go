package archive

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"testing"
)

// reseal makes the sums of the headers of d right, so that what is changed in
// them is read.
func reseal(kind string, d []byte) {
	le := binary.LittleEndian
	switch kind {
	case "7z":
		if len(d) < szStart {
			return
		}
		off, n := le.Uint64(d[12:]), le.Uint64(d[20:])
		if left := uint64(len(d) - szStart); off <= left && n <= left-off {
			le.PutUint32(d[28:], crc32.ChecksumIEEE(d[szStart+off:][:n]))
		}
		le.PutUint32(d[8:], crc32.ChecksumIEEE(d[12:szStart]))
	case "rar":
		if bytes.HasPrefix(d, []byte(rar5Magic)) {
			resealRar5(d)
		} else if bytes.HasPrefix(d, []byte(rar4Magic)) {
			resealRar4(d)
		}
	case "tar":
		for at := 0; at+tarBlock <= len(d); at += tarBlock {
			if b := d[at : at+tarBlock]; bytes.Equal(b[257:262], []byte("ustar")) {
				sum := 8 * int(' ')
				for i, c := range b {
					if i < 148 || i >= 156 {
						sum += int(c)
					}
				}
				for i := 153; i >= 148; i-- {
					b[i] = byte('0' + sum&7)
					sum >>= 3
				}
				b[154], b[155] = 0, ' '
			}
		}
	}
}

func resealRar4(d []byte) {
	for at := int64(len(rar4Magic)); at+7 <= int64(len(d)); {
		n := int64(binary.LittleEndian.Uint16(d[at+5:]))
		if n < 7 || n > int64(len(d))-at {
			return
		}
		binary.LittleEndian.PutUint16(d[at:], uint16(crc32.ChecksumIEEE(d[at+2:at+n])))
		z := &rarArchive{r: bytes.NewReader(d), size: int64(len(d))}
		b, err := z.block4(at)
		if err != nil || b.data > int64(len(d)) {
			return
		}
		at += n + b.data
	}
}

func resealRar5(d []byte) {
	for at := int64(len(rar5Magic)); at+7 <= int64(len(d)); {
		n, err := size5(d[at : at+7])
		if err != nil || n > int64(len(d))-at {
			return
		}
		binary.LittleEndian.PutUint32(d[at:], crc32.ChecksumIEEE(d[at+4:at+n]))
		z := &rarArchive{r: bytes.NewReader(d), size: int64(len(d))}
		b, err := z.block5(at)
		if err != nil || b.data > int64(len(d)) {
			return
		}
		at += n + b.data
	}
}

// small are limits that make a test quick.
var small = Limits{200, 1 << 18, 1 << 20, 100, 1 << 16}

// sound checks what holds for any file: its bytes are accounted for, and no
// member is longer than the limits let it be.
func sound(t *testing.T, kind string, d []byte) {
	a, _ := Open(kind, bytes.NewReader(d), int64(len(d)), Options{small, []string{"secret", "password"}})
	balance(t, a, int64(len(d)))
	if len(a.Members) > small.Members {
		t.Errorf("%d members", len(a.Members))
	}
	for i := range a.Members {
		m := &a.Members[i]
		r, err := m.Open()
		if err != nil {
			continue
		}
		n, err := io.Copy(io.Discard, r)
		if n > small.MemberBytes {
			t.Errorf("member %d of %d bytes", i+1, n)
		}
		if err == nil && m.sealed && n != m.Size {
			t.Errorf("member %d: %d bytes of %d, and no error", i+1, n, m.Size)
		}
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	}
}

// seeds adds archives of a kind to f: those made here, and those of the
// hostile files where they are.
func seeds(f *testing.F, kind string, patterns ...string) {
	for _, d := range made(f)[kind] {
		f.Add(d)
	}
	for _, p := range patterns {
		files, err := filepath.Glob(filepath.Join("../../../shared/hostile", p))
		if err != nil {
			f.Fatal(err)
		}
		for _, name := range files {
			if d, err := os.ReadFile(name); err == nil && len(d) < 100_000 {
				f.Add(d)
			}
		}
	}
}

func fuzz(f *testing.F, kind string) {
	f.Fuzz(func(t *testing.T, d []byte) {
		sound(t, kind, d)
		d = bytes.Clone(d)
		reseal(kind, d)
		sound(t, kind, d)
	})
}

func FuzzSevenZip(f *testing.F) {
	seeds(f, "7z", "archive/*.7z", "fuzzfound/archives_panic*")
	fuzz(f, "7z")
}

func FuzzRar(f *testing.F) {
	seeds(f, "rar", "archive/*.rar", "fuzzfound/archives_alloc*")
	fuzz(f, "rar")
}

func FuzzTar(f *testing.F) {
	seeds(f, "tar", "archive/*.tar")
	fuzz(f, "tar")
}

func FuzzZipMethods(f *testing.F) {
	seeds(f, "zip", "archive/*.zip", "archive/*.zipx")
	fuzz(f, "zip")
}

// FuzzStream checks that no stream gives more than its limits let it.
func FuzzStream(f *testing.F) {
	kinds := []string{"gzip", "bzip2", "xz", "lzma", "zstd"}
	for i, kind := range kinds {
		for _, d := range made(f)[kind] {
			f.Add(byte(i), d)
		}
	}
	f.Fuzz(func(t *testing.T, kind byte, d []byte) {
		r := Stream(kinds[int(kind)%len(kinds)], bytes.NewReader(d), small)
		n, err := io.Copy(io.Discard, r)
		if n > small.MemberBytes || n > max(small.RatioFrom, small.Ratio*int64(len(d))) {
			t.Errorf("%d bytes of %d", n, len(d))
		}
		if err == nil && n > 0 && len(d) == 0 {
			t.Error("bytes of nothing")
		}
		if err := errors.Join(r.Close(), r.Close()); err != nil {
			t.Error(err)
		}
	})
}
