package archive

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// run runs a program in dir. Where it is missing the test is skipped, unless
// the variable CI says that all programs must be there.
func run(t testing.TB, dir, stdin, name string, args ...string) []byte {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		if os.Getenv("CI") == "" {
			t.Skip(name + " is not installed")
		}
		t.Fatal(err)
	}
	cmd := exec.Command(name, args...)
	cmd.Dir, cmd.Stdin = dir, strings.NewReader(stdin)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s %v: %v: %s%s", name, args, err, out, &stderr)
	}
	return out
}

// texts are the files that archives are made of: with text, without, with
// what does not pack, with what packs well, and with calls as programs have them.
func texts() map[string]string {
	rnd := rand.New(rand.NewPCG(1, 2))
	noise := make([]byte, 200_000)
	for i := range noise {
		noise[i] = byte(rnd.Uint32())
	}
	var text, program strings.Builder
	for i := range 20_000 {
		fmt.Fprintf(&text, "line %d of %d\n", i, rnd.IntN(1000))
		program.WriteString("\x55\x89\xe5\xe8")
		program.Write([]byte{byte(i * 7), byte(i * 7 >> 8), byte(rnd.IntN(3)), 0, 0xc3})
	}
	return map[string]string{
		"a.txt":        "Subject: a\n\nfirst text\n",
		"dir/empty":    "",
		"dir/text.txt": text.String(),
		"dir/noise":    string(noise),
		"dir/zeros":    strings.Repeat("\x00", 300_000),
		"prog":         program.String(),
		"ümlaut ж.eml": "Subject: u\n\nlast text\n",
	}
}

// folder writes the texts to a folder.
func folder(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	for name, s := range texts() {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(s), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestStreamTools(t *testing.T) {
	all := texts()
	all["dir/big"] = strings.Repeat(all["dir/noise"][:50_000]+all["dir/text.txt"], 3)
	for _, tt := range []struct {
		kind string
		cmd  string
	}{
		{"gzip", "gzip -9"}, {"bzip2", "bzip2"}, {"xz", "xz"}, {"xz", "xz -0 --check=crc32"}, {"xz", "xz --check=sha256"},
		{"xz", "xz --check=none"}, {"xz", "xz --block-size=65536 -T1"}, {"xz", "xz --x86 --lzma2=dict=1MiB,lc=1,lp=2,pb=0"},
		{"xz", "xz --delta=dist=4 --lzma2"}, {"xz", "xz --arm64 --lzma2"}, {"xz", "xz --sparc --powerpc --arm"},
		{"lzma", "xz --format=lzma"}, {"lzma", "xz --format=lzma --lzma1=lc=4,lp=0,pb=4"}, {"lzma", "xz --format=lzma --lzma1=lc=0,lp=4,pb=1,dict=4096"},
		{"zstd", "zstd"}, {"zstd", "zstd -19 --long=27"}, {"zstd", "zstd --no-check -1"},
	} {
		args := strings.Fields(tt.cmd)
		if args[len(args)-1] == "--arm" {
			args = append(args, "--lzma2")
		}
		for name, s := range all {
			d := run(t, "", s, args[0], append(args[1:], "-c", "-q")...)
			got, err := io.ReadAll(Stream(tt.kind, bytes.NewReader(d), DefaultLimits))
			if string(got) != s || err != nil {
				t.Errorf("%s %s: %d bytes of %d, %v", tt.cmd, name, len(got), len(s), err)
				continue
			}
			if len(s) > 100 {
				continue // small ones tell as much
			}
			if tt.kind != "lzma" {
				got, err = io.ReadAll(Stream(tt.kind, bytes.NewReader(append(d[:len(d):len(d)], d...)), DefaultLimits))
				if string(got) != s+s || err != nil {
					t.Errorf("%s %s twice: %d bytes of %d, %v", tt.cmd, name, len(got), 2*len(s), err)
				}
			}
			got, err = io.ReadAll(Stream(tt.kind, strings.NewReader(string(d)+"garbage"), DefaultLimits))
			if string(got) != s || len(s) > 0 && !errors.Is(err, ErrTrailing) || err == nil {
				t.Errorf("%s %s with more: %d bytes of %d, %v", tt.cmd, name, len(got), len(s), err)
			}
			got, err = io.ReadAll(Stream(tt.kind, bytes.NewReader(d[:len(d)-1]), DefaultLimits))
			if len(got) < len(s)-1<<17 && tt.kind != "bzip2" || len(got) > len(s) || !errors.Is(err, ErrCorrupt) {
				t.Errorf("%s %s cut: %d bytes of %d, %v", tt.cmd, name, len(got), len(s), err)
			}
		}
	}
}

// members checks that the archive d holds the texts, whatever else it holds,
// and that its bytes are accounted for.
func members(t *testing.T, label, kind string, d []byte, passwords ...string) {
	t.Helper()
	a, err := Open(kind, bytes.NewReader(d), int64(len(d)), Options{DefaultLimits, passwords})
	if err != nil {
		t.Errorf("%s: %v", label, err)
	}
	balance(t, a, int64(len(d)))
	want := texts()
	for i := range a.Members {
		m := &a.Members[i]
		if m.Ordinal != i+1 {
			t.Errorf("%s: member %d is number %d", label, i+1, m.Ordinal)
		}
		if m.Dir {
			continue
		}
		s, err := read(m)
		w, ok := want[strings.TrimPrefix(m.Name, "./")]
		if !ok || s != w || err != nil {
			t.Errorf("%s: member %d %q: %d bytes of %d, %v", label, i+1, m.Name, len(s), len(w), err)
		}
		delete(want, strings.TrimPrefix(m.Name, "./"))
	}
	for name := range want {
		t.Errorf("%s: no member %s", label, name)
	}
}

// packed makes an archive of the texts with a program, the arguments of which
// end in the name of the archive.
func packed(t *testing.T, dir string, args ...string) []byte {
	t.Helper()
	file := filepath.Join(t.TempDir(), "archive")
	if strings.HasPrefix(args[0], "7z") {
		file += ".bin"
	}
	run(t, dir, "", args[0], append(append(args[1:], file), ".")...)
	d, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestZipTools(t *testing.T) {
	dir := folder(t)
	for _, method := range []string{"Copy", "Deflate", "Deflate64", "BZip2", "LZMA"} {
		d := packed(t, dir, "7z", "a", "-tzip", "-mm="+method, "-r")
		members(t, method, "zip", d)
		for _, crypt := range []string{"ZipCrypto", "AES128", "AES192", "AES256"} {
			d := packed(t, dir, "7z", "a", "-tzip", "-mm="+method, "-mem="+crypt, "-psecret")
			members(t, method+" "+crypt, "zip", d, "wrong", "secret", "other")
			a, err := Open("zip", bytes.NewReader(d), int64(len(d)), Options{DefaultLimits, []string{"wrong", "bad"}})
			if err != nil {
				t.Error(err)
			}
			for i := range a.Members {
				if m := &a.Members[i]; m.Encrypted && m.Size > 0 {
					if _, err := read(m); !errors.Is(err, ErrEncrypted) {
						t.Errorf("%s %s: wrong password: %v", method, crypt, err)
					}
				}
			}
		}
	}
	file := filepath.Join(t.TempDir(), "a.zip")
	run(t, dir, "", "zip", "-q", "-r", "-fz", file, ".") // ZIP64
	d, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	members(t, "zip64", "zip", d)
}

func TestSevenZipTools(t *testing.T) {
	dir := folder(t)
	for i, args := range []string{
		"-m0=LZMA", "-m0=LZMA2", "-m0=LZMA2 -ms=off", "-mx=9", "-m0=PPMd", "-m0=PPMd:o=16:mem=24", "-m0=BZip2", "-m0=Deflate", "-m0=Deflate64", "-m0=Copy",
		"-mhc=off", "-m0=BCJ -m1=LZMA", "-m0=Delta:4 -m1=LZMA2", "-m0=ARM64 -m1=LZMA2", "-m0=PPC -m1=LZMA", "-m0=ARM -m1=LZMA", "-m0=SPARC -m1=LZMA2",
		"-ms=64k", "-m0=LZMA:lc=8:lp=0:pb=4",
	} {
		d := packed(t, dir, append([]string{"7z", "a", "-t7z"}, strings.Fields(args)...)...)
		members(t, args, "7z", d)
		for _, more := range []string{"-psecret", "-psecret -mhe=on"} {
			if i > 4 {
				break // the chain is the same for all
			}
			d := packed(t, dir, append([]string{"7z", "a", "-t7z"}, strings.Fields(args+" "+more)...)...)
			members(t, args+" "+more, "7z", d, "wrong", "secret", "other")
			a, err := Open("7z", bytes.NewReader(d), int64(len(d)), Options{DefaultLimits, []string{"wrong", "bad"}})
			balance(t, a, int64(len(d)))
			if more != "-psecret" && !errors.Is(err, ErrEncrypted) {
				t.Errorf("%s %s: wrong password: %v", args, more, err)
			}
			for i := range a.Members {
				if m := &a.Members[i]; m.Size > 0 {
					if _, err := read(m); !errors.Is(err, ErrEncrypted) {
						t.Errorf("%s %s: wrong password: %v", args, more, err)
					}
				}
			}
		}
	}
}

func TestTarTools(t *testing.T) {
	dir := folder(t)
	for _, format := range []string{"ustar", "pax", "gnu", "oldgnu", "v7"} {
		members(t, format, "tar", run(t, dir, "", "tar", "-c", "--format="+format, "."))
	}
	long := strings.Repeat("long name/", 30)
	if err := os.MkdirAll(filepath.Join(dir, long), 0o700); err != nil {
		t.Fatal(err)
	}
	holes := make([]byte, 3<<20)
	for i := 0; i < len(holes); i += 300_000 {
		copy(holes[i:], "text in a sparse file")
	}
	sparse := filepath.Join(dir, long, "sparse")
	if err := os.WriteFile(sparse, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := os.OpenFile(sparse, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(holes); i += 300_000 {
		if _, err := f.WriteAt([]byte("text in a sparse file"), int64(i)); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(f.Truncate(int64(len(holes))), f.Close()); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"--format=gnu"}, {"--format=pax", "--sparse-version=0.0"}, {"--format=pax", "--sparse-version=0.1"}, {"--format=pax", "--sparse-version=1.0"}} {
		d := run(t, dir, "", "tar", append(append([]string{"-c", "--sparse"}, args...), long+"/sparse", "a.txt")...)
		a, err := Open("tar", bytes.NewReader(d), int64(len(d)), Options{Limits: DefaultLimits})
		if err != nil || len(a.Members) != 2 || a.Gaps != 0 || len(d) > len(holes)/2 {
			t.Fatalf("%v: %d members, gaps %d, %d bytes, %v", args, len(a.Members), a.Gaps, len(d), err)
		}
		balance(t, a, int64(len(d)))
		if s, err := read(&a.Members[0]); s != string(holes) || err != nil || filepath.Clean(a.Members[0].Name) != filepath.Clean(long+"/sparse") {
			t.Errorf("%v: %q: %d bytes, %v", args, a.Members[0].Name, len(s), err)
		}
		if s, err := read(&a.Members[1]); s != texts()["a.txt"] || err != nil {
			t.Errorf("%v: second member %q, %v", args, s, err)
		}
	}
}
