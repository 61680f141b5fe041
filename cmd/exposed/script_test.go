package main

import (
	"archive/zip"
	"bytes"
	"errors"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"exposed/testdata"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"exposed": main})
}

// TestScripts runs the program as its users do. Each script finds the
// built-in evidence in evidence/, and what scan has to refuse in bad/.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:  "testdata/script",
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"status": status},
		Setup: func(env *testscript.Env) error {
			env.Setenv("HOME", filepath.Join(env.WorkDir, "home"))
			env.Setenv("TMPDIR", filepath.Join(env.WorkDir, "tmp"))
			if err := os.CopyFS(filepath.Join(env.WorkDir, "evidence"), testdata.Case()); err != nil {
				return err
			}
			return writeBad(filepath.Join(env.WorkDir, "bad"))
		},
	})
}

// status runs a command that has to end with a given exit status: status N COMMAND...
func status(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) < 2 {
		ts.Fatalf("usage: status N COMMAND...")
	}
	got, exit := 0, new(exec.ExitError)
	if err := ts.Exec(args[1], args[2:]...); errors.As(err, &exit) {
		got = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if strconv.Itoa(got) != args[0] {
		ts.Fatalf("exit status %d, want %s\n%s", got, args[0], ts.ReadFile("stderr"))
	}
}

// writeBad writes broken evidence that a script cannot hold as text.
func writeBad(dir string) error {
	var archive bytes.Buffer
	w := zip.NewWriter(&archive)
	for _, name := range []string{"1.eml", "2.eml"} {
		f, err := w.Create(name)
		if err != nil {
			return err
		}
		f.Write([]byte("From: a@example.com\nSubject: hello\n\n" + strings.Repeat("Call 303-555-0142. ", 50)))
	}
	if err := w.Close(); err != nil {
		return err
	}
	for name, data := range map[string][]byte{
		"binary.mbox":      bytes.Repeat([]byte{0x7f, 'E', 'L', 'F', 0, 1, 0xff, 0xfe}, 512),
		"truncated.zip":    archive.Bytes()[:archive.Len()/2],
		"empty.mbox":       nil,
		"nomail/readme.md": []byte("# nothing here\n"),
	} {
		p := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(p), 0o777); err != nil {
			return err
		}
		if err := os.WriteFile(p, data, 0o666); err != nil {
			return err
		}
	}
	return os.MkdirAll(filepath.Join(dir, "nothing"), 0o777)
}
