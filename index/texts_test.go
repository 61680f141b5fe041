package index

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"exposed/scanner/document"
)

// TestKept reads files with the help of another program, again and again.
func TestKept(t *testing.T) {
	dir := t.TempDir()
	c, err := Open(Config{Dir: filepath.Join(dir, "case"), KeyFile: filepath.Join(dir, "key"), Create: true})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	calls := 0
	missing := document.Problem{Reason: "needs-ocr", Detail: "not here"}
	read := func(raw []byte) (document.Text, []document.Problem) {
		calls++
		switch string(raw) {
		case "slow":
			return document.Text{}, []document.Problem{{Reason: "timed-out"}}
		case "bytes":
			return document.Text{Data: "Ve\xffga", Rows: []document.Row{{N: 1}}}, nil
		case "torn":
			return document.Text{Data: "Dana"}, []document.Problem{{Reason: "corrupt", Detail: "at byte 9"}}
		}
		return document.Text{Data: "Marisol Vega", Rows: []document.Row{{N: 1, Cells: []document.Cell{{Start: 0, End: 7}}}}, Pages: []int{0}}, nil
	}
	for _, tt := range []struct {
		program, raw string
		without      bool // the program is not there
		calls        int  // so far
		text, reason string
	}{
		{"one 1.0", "scan", false, 1, "Marisol Vega", ""},
		{"one 1.0", "scan", false, 1, "Marisol Vega", ""},
		{"one 1.0", "scan", true, 1, "Marisol Vega", ""},
		{"one 2.0", "scan", true, 1, "", "needs-ocr"},
		{"one 2.0", "scan", false, 2, "Marisol Vega", ""},
		{"one 1.0", "torn", false, 3, "Dana", "corrupt"},
		{"one 1.0", "torn", false, 3, "Dana", "corrupt"},
		{"one 1.0", "slow", false, 4, "", "timed-out"},
		{"one 1.0", "slow", false, 5, "", "timed-out"},
		{"one 1.0", "bytes", false, 6, "Ve\ufffdga", "malformed"},
		{"one 1.0", "bytes", true, 6, "Ve\ufffdga", "malformed"},
	} {
		f := c.Kept(tt.program, read, missing)
		if tt.without {
			f = c.Kept(tt.program, nil, missing)
		}
		text, problems := f([]byte(tt.raw))
		reason := ""
		if len(problems) > 0 {
			reason = problems[0].Reason
		}
		if text.Data != tt.text || reason != tt.reason || calls != tt.calls {
			t.Errorf("%+v: %q, %v after %d calls", tt, text.Data, problems, calls)
		}
		if tt.text == "Marisol Vega" && (len(text.Rows) != 1 || len(text.Pages) != 1) {
			t.Errorf("%+v: rows and pages are lost: %+v", tt, text)
		}
	}
	damage(t, c)
	if text, _ := c.Kept("one 1.0", read, missing)([]byte("scan")); text.Data != "Marisol Vega" || calls != 7 {
		t.Errorf("after damage: %q after %d calls", text.Data, calls)
	}
}

// damage changes a byte of each file that c keeps of texts, none of which is in clear.
func damage(t *testing.T, c *Case) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(c.path(textDir), "*", "*"))
	if err != nil || len(files) != 4 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, path := range files {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(data, []byte("Vega")) || bytes.Contains(data, []byte("Dana")) {
			t.Errorf("%s holds text in clear", path)
		}
		data[len(data)/2] ^= 1
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// TestPasswords keeps passwords for what reads the evidence again.
func TestPasswords(t *testing.T) {
	dir := t.TempDir()
	c, err := Open(Config{Dir: filepath.Join(dir, "case"), KeyFile: filepath.Join(dir, "key"), Create: true})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	var tokens []string
	for _, list := range [][]string{{"heron creek", "x"}, {"heron creek"}, nil} {
		token, err := c.KeepPasswords(list)
		if err != nil {
			t.Fatal(err)
		}
		tokens = append(tokens, token)
		data, _ := os.ReadFile(c.path(passwordFile))
		got, err := c.Passwords()
		if err != nil || !slices.Equal(got, list) || bytes.Contains(data, []byte("heron")) {
			t.Errorf("kept %q, got %q, %v", list, got, err)
		}
	}
	if tokens[0] == tokens[1] || tokens[1] == "" || tokens[2] != "" {
		t.Errorf("tokens %q", tokens)
	}
}
