package archive

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/klauspost/compress/zstd"
)

// made returns small archives and streams by their kinds. Those that need
// programs are missing where the programs are.
func made(t testing.TB) map[string][][]byte {
	t.Helper()
	out := map[string][][]byte{
		"zip":  {stored(t), pack(t, zip.Deflate, "a", "text", "dir/", "", "dir/b", "more text")},
		"rar":  {rar4(false), rar4(true), rar5(false), rar5(true)},
		"7z":   {plain7z()},
		"tar":  {tarOf(t, tar.FormatUSTAR), tarOf(t, tar.FormatPAX), tarOf(t, tar.FormatGNU)},
		"gzip": {[]byte(compressed("text")), []byte(compressed("one ") + compressed("two"))},
	}
	z, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	out["zstd"] = [][]byte{z.EncodeAll([]byte("some text, some text, some text"), nil)}
	if _, err := exec.LookPath("7z"); err != nil {
		return out
	}
	dir := t.TempDir()
	for name, s := range map[string]string{"a.txt": "first text", "b.txt": "second text, second text", "empty": ""} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(s), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, p := range []struct {
		kind string
		args []string
	}{
		{"7z", []string{"-m0=LZMA"}}, {"7z", []string{"-m0=LZMA2", "-mhc=off"}}, {"7z", []string{"-m0=PPMd", "-mhc=off"}},
		{"7z", []string{"-m0=Deflate64", "-mhc=off"}}, {"7z", []string{"-m0=BZip2", "-mhc=off", "-ms=off"}}, {"7z", []string{"-m0=BCJ", "-m1=LZMA", "-mhc=off"}},
		{"7z", []string{"-m0=Delta:4", "-m1=LZMA2", "-mhc=off"}}, {"7z", []string{"-psecret", "-mhc=off"}}, {"7z", []string{"-psecret", "-mhe=on"}},
		{"zip", []string{"-mm=LZMA"}}, {"zip", []string{"-mm=Deflate64"}}, {"zip", []string{"-mm=BZip2"}}, {"zip", []string{"-psecret"}}, {"zip", []string{"-psecret", "-mem=AES256"}},
		{"xz", nil}, {"bzip2", nil},
	} {
		file := filepath.Join(dir, "x."+p.kind)
		args := append(append([]string{"a", "-t" + p.kind}, p.args...), file, "a.txt")
		if p.kind == "7z" || p.kind == "zip" {
			args = append(args, "b.txt", "empty")
		}
		run(t, dir, "", "7z", args...)
		d, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		out[p.kind] = append(out[p.kind], d)
		if err := os.Remove(file); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := exec.LookPath("xz"); err == nil {
		out["lzma"] = [][]byte{run(t, dir, "some text, some text", "xz", "--format=lzma", "-c")}
		out["xz"] = append(out["xz"], run(t, dir, "some text, some text", "xz", "--x86", "--lzma2", "-c"))
	}
	return out
}

func cond01(ok bool) int {
	if ok {
		return 1
	}
	return 0
}

// tarOf returns a tar file of a.txt and b.txt.
func tarOf(t testing.TB, format tar.Format) []byte {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, s := range [][2]string{{"a.txt", "first text"}, {"b.txt", "second text"}} {
		h := &tar.Header{Name: s[0], Size: int64(len(s[1])), Mode: 0o600, Format: format}
		if format == tar.FormatPAX {
			h.PAXRecords = map[string]string{"TEST.key": "value"}
		}
		if err := w.WriteHeader(h); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(s[1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// rarFiles are what the RAR files made here hold.
var rarFiles = [][2]string{{"a.txt", "first text"}, {"dir\\b.txt", "second text"}}

// rar4 returns a RAR file of version 4 that packs nothing.
func rar4(solid bool) []byte {
	d := []byte(rar4Magic)
	le := binary.LittleEndian
	block := func(b []byte) {
		le.PutUint16(b[5:], uint16(len(b)))
		le.PutUint16(b, uint16(crc32.ChecksumIEEE(b[2:])))
		d = append(d, b...)
	}
	main := make([]byte, 13)
	main[2] = 0x73
	if solid {
		main[3] = 8
	}
	block(main)
	for i, f := range rarFiles {
		h := make([]byte, 32)
		h[2] = 0x74
		le.PutUint16(h[3:], 0x8000)
		if solid && i > 0 {
			h[3] = 0x10
		}
		le.PutUint32(h[7:], uint32(len(f[1])))
		le.PutUint32(h[11:], uint32(len(f[1])))
		le.PutUint32(h[16:], crc32.ChecksumIEEE([]byte(f[1])))
		h[24], h[25] = 29, 0x30
		le.PutUint16(h[26:], uint16(len(f[0])))
		block(append(h, f[0]...))
		d = append(d, f[1]...)
	}
	end := make([]byte, 7)
	end[2] = 0x7b
	block(end)
	return d
}

// rar5 returns a RAR file of version 5 that packs nothing.
func rar5(solid bool) []byte {
	d := []byte(rar5Magic)
	block := func(b ...byte) {
		b = append([]byte{byte(len(b))}, b...)
		d = append(binary.LittleEndian.AppendUint32(d, crc32.ChecksumIEEE(b)), b...)
	}
	block(1, 0, byte(4*cond01(solid)))
	for i, f := range rarFiles {
		n := byte(len(f[1]))
		h := []byte{2, 2, n, 4, n, 0}
		h = binary.LittleEndian.AppendUint32(h, crc32.ChecksumIEEE([]byte(f[1])))
		h = append(h, byte(0x40*cond01(solid && i > 0)), 1, byte(len(f[0])))
		block(append(h, f[0]...)...)
		d = append(d, f[1]...)
	}
	block(5, 0, 0)
	return d
}

// plain7z returns a .7z file of one file that is not packed.
func plain7z() []byte {
	const text = "first text"
	h := []byte{szHeader, szMainStreams,
		szPackInfo, 0, 1, szSize, byte(len(text)), szEnd,
		szUnpackInfo, szFolders, 1, 0, 1, 1, 0, szUnpackSizes, byte(len(text)), szCRC, 1}
	h = binary.LittleEndian.AppendUint32(h, crc32.ChecksumIEEE([]byte(text)))
	h = append(h, szEnd, szEnd, szFilesInfo, 1, szNames, 5, 0, 'a', 0, 0, 0, szEnd, szEnd)
	d := append([]byte(szMagic), 0, 4, 0, 0, 0, 0)
	d = binary.LittleEndian.AppendUint64(d, uint64(len(text)))
	d = binary.LittleEndian.AppendUint64(d, uint64(len(h)))
	d = append(append(append(d, 0, 0, 0, 0), text...), h...)
	reseal("7z", d)
	return d
}

func TestMade(t *testing.T) {
	for kind, archives := range made(t) {
		for i, d := range archives {
			switch kind {
			case "zip", "7z", "rar", "tar":
			default:
				continue
			}
			a, err := Open(kind, bytes.NewReader(d), int64(len(d)), Options{DefaultLimits, []string{"secret"}})
			if err != nil || len(a.Members) == 0 || a.Gaps != 0 {
				t.Errorf("%s %d: %d members, gaps of %d bytes, %v", kind, i, len(a.Members), a.Gaps, err)
				continue
			}
			balance(t, a, int64(len(d)))
			for k := range a.Members {
				if _, err := read(&a.Members[k]); err != nil {
					t.Errorf("%s %d: %v", kind, i, err)
				}
			}
		}
	}
}

// TestDamage cuts archives at every byte, and changes every byte: what holds
// for any file holds.
func TestDamage(t *testing.T) {
	for kind, archives := range made(t) {
		switch kind {
		case "zip", "7z", "rar", "tar":
		default:
			continue
		}
		for _, d := range archives {
			step := 1 + len(d)/1500
			if bytes.Contains(d, []byte{0x06, 0xf1, 0x07, 0x01}) {
				step = 1 + len(d)/20 // 7-Zip makes keys slow
			}
			for i := 0; i < len(d); i += step {
				sound(t, kind, d[:i])
				c := bytes.Clone(d)
				c[i] ^= byte(1 << (i % 8))
				sound(t, kind, c)
				reseal(kind, c)
				sound(t, kind, c)
			}
		}
	}
}
