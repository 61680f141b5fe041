package scanner

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// lostWords are the words that Python finds and we do not, with the reason. A
// loss that is not here fails the test, and so does one that is no more.
var lostWords = map[string]struct {
	words  int
	reason string
}{
	"eml-enmime/mail/mime-bad-content-transfer-encoding.raw": {38, "text that is declared as base64: Python joins its lines"},
	"eml-enmime/parts/extra-base64-character.raw":            {3, "base64 with a digit too many: Python gives it undecoded"},
	"eml-mikel-mail/error_emails/cant_parse_from.eml":        {4, "a tag that is cut by the end of its message's HTML: Python's parser takes it for text"},
	"eml-mimekit/messages/issue1130.txt":                     {1, "flowed text with DelSp: two words were parted by one blank only, which goes (RFC 3676, 4.2)"},
	"eml-mimekit/messages/issue358.txt":                      {45, "a line that is no field in the header: Python takes all from there on for text, undecoded"},
	"eml-misc/testGroupWiseEml.eml":                          {18, "a message in base64: Python gives it undecoded"},
}

// mailCorpora are folders of messages, one a file but for a few mailboxes.
var mailCorpora = []string{"eml-cpython", "eml-enmime", "eml-mail-mime-parser", "eml-mikel-mail", "eml-mimekit", "eml-misc", "maildir-notmuch", "spamassassin-public"}

// TestMailWords holds the text of real messages against Python's email
// package: no message is refused, and no word of a text part is lost but for
// those of the table.
func TestMailWords(t *testing.T) {
	root := os.Getenv("EXPOSED_SHARED")
	if root == "" {
		root = filepath.Join("..", "..", "shared")
	}
	root = filepath.Join(root, "corpora")
	if _, err := os.Stat(root); err != nil {
		t.Skip("../shared/corpora not present")
	}
	python, err := exec.LookPath("python3")
	if err != nil && os.Getenv("CI") != "" {
		t.Fatalf("%v: install the Debian package python3", err)
	}
	if err != nil {
		t.Skipf("%v: the Debian package python3 has it", err)
	}
	read, texts := readCorpora(t, root)
	in, err := json.Marshal(texts)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(python, filepath.Join("testdata", "mailwords.py"))
	cmd.Stdin, cmd.Stderr = bytes.NewReader(in), os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	files, words, lost := 0, 0, 0
	seen := map[string]bool{}
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		var r struct {
			File  string
			Words int
			Lost  []string
		}
		if err := d.Decode(&r); err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		files, words, lost = files+1, words+r.Words, lost+len(r.Lost)
		name, err := filepath.Rel(root, r.File)
		if err != nil {
			t.Fatal(err)
		}
		if !read[r.File] {
			t.Errorf("%s: refused", name)
		}
		seen[name] = true
		if want := lostWords[name].words; len(r.Lost) != want {
			t.Errorf("%s: %d words lost, want %d: %q", name, len(r.Lost), want, r.Lost)
		}
	}
	for name := range lostWords {
		if !seen[name] {
			t.Errorf("%s: in the table, but not read by Python", name)
		}
	}
	if files < 1000 {
		t.Errorf("%d files", files)
	}
	t.Logf("%d of %d words in %d files not found", lost, words, files)
}

// readCorpora reads each file of the corpora: whether it is a message or a
// mailbox, and the text of all that it holds.
func readCorpora(t *testing.T, root string) (read map[string]bool, texts map[string]string) {
	t.Helper()
	var sources []Source
	for _, set := range mailCorpora {
		err := filepath.WalkDir(filepath.Join(root, set), func(p string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || d.Name() == "SOURCE.txt" {
				return err
			}
			info, err := d.Info()
			if err == nil {
				sources = append(sources, Source{Path: p, Size: info.Size()})
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	read, all := map[string]bool{}, map[string]*strings.Builder{}
	err := New(Config{}).Walk(context.Background(), sources, func(src Source, family []Item) error {
		if all[src.Path] == nil {
			all[src.Path] = &strings.Builder{}
		}
		for i := range family {
			read[src.Path] = read[src.Path] || family[i].Kind == Message
			all[src.Path].WriteString(family[i].Text.Data + "\n")
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	texts = make(map[string]string, len(all))
	for name, b := range all {
		texts[name] = b.String()
	}
	return read, texts
}
