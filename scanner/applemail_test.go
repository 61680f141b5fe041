package scanner

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// leftOut is a part whose content Apple Mail keeps apart.
func leftOut(mimeType, name string) string {
	return mimeType + "\nContent-Disposition: attachment; filename=\"" + name + "\"\nContent-Transfer-Encoding: base64\nX-Apple-Content-Length: 40\n\n"
}

// TestApart reads a message of Apple Mail with attachments that the program keeps
// apart: each file is there or not.
func TestApart(t *testing.T) {
	raw := multipart("mixed", prose, leftOut("text/csv", "list.csv"), "message/rfc822\n\n"+multipart("mixed", prose, leftOut("text/plain", "notes.txt")), leftOut("text/plain", "last.txt"))
	const all = ". message \"callback\"\n!1 attachment in . \"list.csv\"\n!2 message in . \"callback\"\n!2!1 attachment in !2 \"notes.txt\"\n!3 attachment in . \"last.txt\"\n"
	lacking := func(names ...string) string {
		want := all
		for _, name := range names {
			want = strings.Replace(want, "\""+name+"\"", "\""+name+"\" !missing", 1)
		}
		return want
	}
	for _, tt := range []struct {
		name  string
		files []string
		want  string
	}{
		{"Messages/7.partial.emlx", []string{"Attachments/7/2/list.csv", "Attachments/7/3.2/notes.txt", "Attachments/7/4/last.txt"}, all},
		{"Messages/7.partial.emlx", []string{"Attachments/7/2/.DS_Store", "Attachments/7/2/any name", "Attachments/7/3.2/other", "Attachments/7/3.2/notes.txt"}, lacking("last.txt")},
		{"Messages/7.partial.emlx", []string{"Attachments/7/2/one", "Attachments/7/2/two", "Attachments/7/3/notes.txt", "Attachments/7/4/last.txt/x"}, lacking("list.csv", "notes.txt", "last.txt")},
		{"Messages/7.partial.emlx", []string{"Attachments/8/2/list.csv"}, lacking("list.csv", "notes.txt", "last.txt")},
		{"Messages/7.emlx", []string{"Attachments/7/2/list.csv"}, lacking("list.csv", "notes.txt", "last.txt")},
		{"Messages/...partial.emlx", []string{"Attachments/2/list.csv"}, lacking("list.csv", "notes.txt", "last.txt")},
		{"Messages/7.partial.emlx", nil, lacking("list.csv", "notes.txt", "last.txt")},
	} {
		dir := t.TempDir()
		for _, f := range tt.files {
			writeFile(t, dir, f, []byte("First,Last\nMarisol,Vega\n"))
		}
		got := readFile(t, New(Config{}), writeFile(t, dir, tt.name, fmt.Appendf(nil, "%d\n%s<?xml version=\"1.0\"?>\n<plist></plist>\n", len(raw), raw)))
		if list := outlineAll(got); list != tt.want {
			t.Errorf("%s with %s:\ngot\n%s\nwant\n%s", tt.name, tt.files, list, tt.want)
		}
		checkBooks(t, []*collected{got})
		for _, it := range got.families[0] {
			if it.Name == "list.csv" && len(it.Exceptions) == 0 != strings.Contains(it.Text.Data, "Vega") {
				t.Errorf("%s with %s: text %q", tt.name, tt.files, it.Text.Data)
			}
		}
	}
}

// TestApartElsewhere keeps to the folder above that of the message.
func TestApartElsewhere(t *testing.T) {
	dir := t.TempDir()
	writeFile(t, dir, "out/2/list.csv", []byte("First,Last\n"))
	path := writeFile(t, dir, "in/Messages/7.partial.emlx", []byte(multipart("mixed", prose, leftOut("text/csv", "list.csv"))))
	if err := os.Mkdir(filepath.Join(dir, "in", "Attachments"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("../../out", filepath.Join(dir, "in", "Attachments", "7")); err != nil {
		t.Skip("links are not to be made here")
	}
	if got := outlineAll(readFile(t, New(Config{}), path)); !strings.Contains(got, "!missing") {
		t.Errorf("a link was followed:\n%s", got)
	}
}
