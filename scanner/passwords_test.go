package scanner

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestPasswords(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       []string
		err        string
	}{
		{"lines", "one\ntwo three\n", []string{"one", "two three"}, ""},
		{"CRLF, empty lines, no end", "one\r\n\r\n\n two ", []string{"one", " two "}, ""},
		{"mark", "\ufeffone\n", []string{"one"}, ""},
		{"UTF-16", "\xff\xfeo\x00n\x00e\x00\n\x00", []string{"one"}, ""},
		{"empty", "", nil, ""},
		{"not UTF-8", "one\nsecr\xe9t\n", nil, "line 2 is not UTF-8"},
		{"long", strings.Repeat("secret", 200), nil, "line 1 is longer"},
		{"as many as may be", strings.Repeat("a\n", maxPasswords), slices.Repeat([]string{"a"}, maxPasswords), ""},
		{"too many", strings.Repeat("secret\n", maxPasswords+1), nil, "line 10001: more than 10000 passwords"},
		{"too large", strings.Repeat("secret\n", maxPasswordFile/7+1), nil, "more than 4194304 bytes"},
	} {
		path := filepath.Join(t.TempDir(), "list")
		if err := os.WriteFile(path, []byte(tt.text), 0o600); err != nil {
			t.Fatal(err)
		}
		got, err := Passwords(path)
		if !slices.Equal(got, tt.want) || (err == nil) != (tt.err == "") {
			t.Errorf("%s: %d passwords, %v", tt.name, len(got), err)
		}
		if err != nil && (!strings.Contains(err.Error(), tt.err) || strings.Contains(err.Error(), "secr")) {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
	if _, err := Passwords(filepath.Join(t.TempDir(), "none")); err == nil {
		t.Error("no error of a file that is missing")
	}
}
