package scanner

import (
	"archive/tar"
	"bytes"
	"encoding/base64"
	"strings"
	"testing"

	"exposed/scanner/archive/cfb"
	"exposed/scanner/document"
)

// withFiles returns a message that carries files: name, bytes, name, bytes.
func withFiles(files ...string) string {
	var b strings.Builder
	b.WriteString(fromDana + "Content-Type: multipart/mixed; boundary=b\n\n")
	for i := 0; i < len(files); i += 2 {
		b.WriteString("--b\nContent-Type: application/octet-stream; name=\"" + files[i] + "\"\nContent-Transfer-Encoding: base64\n\n")
		b.WriteString(base64.StdEncoding.EncodeToString([]byte(files[i+1])) + "\n")
	}
	return b.String() + "--b--\n"
}

// tarred returns a tar file of the given names and contents, in pairs.
func tarred(t *testing.T, pairs ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for i := 0; i < len(pairs); i += 2 {
		if err := w.WriteHeader(&tar.Header{Name: pairs[i], Size: int64(len(pairs[i+1])), Mode: 0o600}); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(pairs[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// Archives in mail give items of the family, whatever is in them.
func TestExpand(t *testing.T) {
	list := "First,Last,Phone\nMarisol,Vega,212-555-0143\n"
	mail := inner + "\nHello.\n"
	box := "From a Mon Oct  7 09:00:00 2019\n" + mail
	deep := list
	for range maxNested + 2 {
		deep = string(zipped(t, "in.zip", deep))
	}
	tooDeep := ". message \"callback\"\n!1 attachment in . \"deep.zip\"\n"
	for at := range maxNested {
		tooDeep += "!1" + strings.Repeat("!1", at+1) + " attachment in !1" + strings.Repeat("!1", at) + " \"in.zip\""
		if at == maxNested-1 {
			tooDeep += " !too-deep"
		}
		tooDeep += "\n"
	}
	for _, tt := range []struct{ name, raw, want string }{
		{"zip", withFiles("a.zip", string(zipped(t, "d/", "", "../d/list.csv", list, "one.eml", mail, "box", box))), `. message "callback"
!1 attachment in . "a.zip"
!1!2 attachment in !1 "../d/list.csv"
!1!3 attachment in !1 "one.eml"
!1!3!1 message in !1!3 "my bill"
!1!4 attachment in !1 "box"
!1!4!0 message in !1!4 "my bill"
`},
		{"zip in zip and gz", withFiles("a.zip", string(zipped(t, "b.zip", string(zipped(t, "list.csv", list)), "list.csv.gz", string(gzipped(t, []byte(list)))))), `. message "callback"
!1 attachment in . "a.zip"
!1!1 attachment in !1 "b.zip"
!1!1!1 attachment in !1!1 "list.csv"
!1!2 attachment in !1 "list.csv.gz"
!1!2!1 attachment in !1!2 "list.csv"
`},
		{"tar in gz, with a name for both", withFiles("a.tgz", string(gzipped(t, tarred(t, "list.csv", list, "one.eml", mail)))), `. message "callback"
!1 attachment in . "a.tgz"
!1!1 attachment in !1 "a.tar"
!1!1!1 attachment in !1!1 "list.csv"
!1!1!2 attachment in !1!1 "one.eml"
!1!1!2!1 message in !1!1!2 "my bill"
`},
		{"7z that is cut", withFiles("a.7z", "7z\xbc\xaf\x27\x1c\x00\x04"), `. message "callback"
!1 attachment in . "a.7z" !corrupt
`},
		{"cut", withFiles("a.zip", string(zipped(t, "list.csv", list)[:60])), `. message "callback"
!1 attachment in . "a.zip" !corrupt
!1!1 attachment in !1 "list.csv" !corrupt
`},
		{"too deep", withFiles("deep.zip", deep), tooDeep},
		{"locked workbook", withFiles("a.xlsx", string(cfb.Build(cfb.Stream("EncryptedPackage", []byte("secret")), cfb.Stream("EncryptionInfo", []byte("\x04\x00\x03\x00"))))), ". message \"callback\"\n!1 attachment in . \"a.xlsx\" !encrypted\n"},
		{"image", withFiles("a.png", "\x89PNG\r\n\x1a\n\x00\x00"), ". message \"callback\"\n!1 attachment in . \"a.png\" !needs-ocr\n"},
	} {
		fam := parse(New(Config{Detect: detectorsAlone()}), tt.raw)
		if got := outline(fam); got != tt.want {
			t.Errorf("%s:\ngot\n%s\nwant\n%s", tt.name, got, tt.want)
		}
		checkFamily(t, fam)
		for i := range fam {
			if n := len(fam[i].Findings); fam[i].Name == "list.csv" && strings.Contains(fam[i].Text.Data, "Vega") && n != 2 {
				t.Errorf("%s: %d findings in %s", tt.name, n, fam[i].Inner)
			}
		}
	}
}

// What the archives of one message unfold to is bounded.
func TestUnpackBudget(t *testing.T) {
	r := New(Config{}).reader(t.Context(), 1, func(int64) {})
	r.family = append(r.family, Item{Kind: Attachment})
	r.budget.bytes = maxUnpacked - 3
	attachedStream("gzip")(r, 0, gzipped(t, []byte("seven words that do not fit in")), 1)
	if it := r.family[1]; it.Text.Data != "sev" || len(it.Exceptions) != 1 || it.Exceptions[0].Reason != TooLarge {
		t.Errorf("text %q, exceptions %v", it.Text.Data, it.Exceptions)
	}
	r.budget = unpacking{members: maxMembers}
	attachedArchive("zip")(r, 0, zipped(t, "a.txt", "words"), 1)
	if x := r.family[0].Exceptions; len(r.family) != 2 || len(x) != 1 || x[0].Reason != TooMany {
		t.Errorf("%d items, exceptions %v", len(r.family), x)
	}
}

// How many items a family has is bounded, whatever they come out of.
func TestFamilyBound(t *testing.T) {
	for _, tt := range []struct {
		name string
		open func(r *reader)
	}{
		{"mbox", func(r *reader) { r.attachedMbox(0, testMbox(), 1) }},
		{"zip", func(r *reader) { attachedArchive("zip")(r, 0, zipped(t, "a.txt", "words"), 1) }},
		{"message", func(r *reader) { r.expand(0, []byte(inner+"\nwords\n"), "in.eml", "", "", 1) }},
		{"document", func(r *reader) {
			r.document(0, func([]byte, document.Options) document.Content {
				return document.Content{Files: make([]document.File, 3)}
			}, nil, 1)
		}},
	} {
		r := New(Config{}).reader(t.Context(), 1, func(int64) {})
		r.family = make([]Item, maxFamily)
		tt.open(r)
		if x := r.family[0].Exceptions; len(r.family) != maxFamily || len(x) != 1 || x[0].Reason != TooMany {
			t.Errorf("%s: %d items, exceptions %v", tt.name, len(r.family), x)
		}
	}
}

// TestMemoLasts: what a copy of a file lies in, and how long its reading took, is
// not what the file gives.
func TestMemoLasts(t *testing.T) {
	calls := 0
	s := New(Config{Documents: document.Options{Words: func([]byte) (string, []document.Problem) {
		if calls++; calls == 1 {
			return "", []document.Problem{{Reason: "timed-out", Detail: "page 1"}}
		}
		return "words", nil
	}}})
	raw := withFiles("a.png", "\x89PNG\r\n\x1a\n....", "b.png", "\x89PNG\r\n\x1a\n....", "c.png", "\x89PNG\r\n\x1a\n....")
	fam := parse(s, raw)
	if len(fam) != 4 || len(fam[1].Exceptions) != 1 || fam[2].Text.Data != "words" || fam[3].Text.Data != "words" || calls != 2 {
		t.Errorf("%d calls\n%s", calls, outline(fam))
	}
}

// TestTooDeepUnread: an archive within too many others is not opened, as its exception says.
func TestTooDeepUnread(t *testing.T) {
	s := New(Config{})
	r := s.reader(t.Context(), 1, func(int64) {})
	c := &collected{}
	r.mayUnfold = maxUnfolded
	in := stored{packed: 100, inner: "!1", name: "in.zip", depth: maxNested, progress: r.progress}
	if err := r.unfold(bytes.NewReader(zipped(t, "a.txt", "words")), &in, 0, collector{c}); err != nil {
		t.Fatal(err)
	}
	if got := outlineAll(c); got != "!1 file \"in.zip\" !too-deep\n" {
		t.Error(got)
	}
}
