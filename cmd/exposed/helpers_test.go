package main

import (
	"bytes"
	"context"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestPasswords scans an encrypted archive without and with its password, and
// reads it again out of the case.
func TestPasswords(t *testing.T) {
	if _, err := exec.LookPath("zip"); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal(err)
		}
		t.Skip("zip is needed: ", err)
	}
	dir := t.TempDir()
	t.Chdir(dir)
	t.Setenv("XDG_CONFIG_HOME", filepath.Join(dir, "config"))
	write(t, "one.eml", "From: Dana Whitfield <dana@heroncreek.example>\nTo: m.vega@example.com\nSubject: callback\n\nMarisol Vega, phone 202-555-0143\n")
	write(t, "passwords.txt", "not this\r\nheron creek\r\n")
	if out, err := exec.Command("zip", "-q", "-P", "heron creek", "mail.zip", "one.eml").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	output(t, exceptions, "scan", "--case", "case", "mail.zip")
	if got := output(t, allRead, "export", "--case", "case", "exceptions"); !bytes.Contains(got, []byte(`"encrypted"`)) {
		t.Errorf("without the password: %s", got)
	}
	output(t, allRead, "scan", "--case", "case", "--passwords", "passwords.txt", "mail.zip")
	found := output(t, allRead, "export", "--case", "case", "--unmask", "findings")
	if !bytes.Contains(found, []byte("+12025550143")) {
		t.Errorf("with the password: %s", found)
	}
	output(t, allRead, "verify", "--case", "case")
	if got := output(t, allRead, "show", "--case", "case", "--unmask", "mail.zip!1"); !bytes.Contains(got, []byte("202-555-0143")) && !bytes.Contains(got, []byte("Dana")) {
		t.Errorf("show: %s", got)
	}
	if path := clearIn(t, "case", "heron creek"); path != "" {
		t.Errorf("%s holds a password in clear", path)
	}
	write(t, "bad.txt", strings.Repeat("x", 5000)+"\n")
	var out, log bytes.Buffer
	if status := run(context.Background(), []string{"scan", "--case", "other", "--passwords", "bad.txt", "mail.zip"}, &out, &log); status != usage || strings.Contains(log.String(), "xxx") {
		t.Errorf("bad file: status %d, %s", status, log.String())
	}
}

func write(t *testing.T, name, data string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(data), 0o600); err != nil {
		t.Fatal(err)
	}
}

// clearIn returns the file below dir that holds s, or "".
func clearIn(t *testing.T, dir, s string) (found string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if bytes.Contains(data, []byte(s)) {
			found = path
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// TestTika has what no reader knows read by a server, once.
func TestTika(t *testing.T) {
	asked := 0
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/version" {
			_, _ = w.Write([]byte("Apache Tika 3.1.0"))
			return
		}
		asked++
		_, _ = w.Write([]byte("<p>Marisol Vega, phone 202-555-0143</p>"))
	}))
	dir := t.TempDir()
	t.Chdir(dir)
	t.Setenv("XDG_CONFIG_HOME", filepath.Join(dir, "config"))
	write(t, "notes.one", "\x00\x01\x02notes\xff\xfe")
	output(t, exceptions, "scan", "--case", "case", "notes.one")
	output(t, allRead, "scan", "--case", "case", "--tika", srv.URL, "notes.one")
	output(t, allRead, "scan", "--case", "case", "--tika", srv.URL, "--jobs", "2", "notes.one")
	srv.Close()
	output(t, allRead, "verify", "--case", "case")
	if got := output(t, allRead, "export", "--case", "case", "--unmask", "findings"); asked != 1 || !bytes.Contains(got, []byte("+12025550143")) {
		t.Errorf("asked %d times: %s", asked, got)
	}
	if path := clearIn(t, "case", "Vega"); path != "" {
		t.Errorf("%s holds a name in clear", path)
	}
	output(t, usage, "scan", "--case", "case", "--tika", srv.URL, "notes.one")
}
