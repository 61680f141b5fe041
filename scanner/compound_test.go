package scanner

import (
	"testing"

	"exposed/scanner/archive/cfb"
)

// Compound files are told apart by the streams of their root, whatever their
// name says and wherever in the file their directory lies.
func TestCompoundKind(t *testing.T) {
	for _, tt := range []struct{ stream, name, want string }{
		{"WordDocument", "a.xls", "doc"},
		{"BOOK", "a.doc", "xls"},
		{"PowerPoint Document", "", "ppt"},
		{"__properties_version1.0", "a.ppt", "msg"},
		{"EncryptedPackage", "a.docx", "encrypted"},
		{"VisioDocument", "a.doc", "vsd"},
		{"Other", "a.doc", "ole"},
	} {
		raw := cfb.Build(cfb.Stream("A", make([]byte, 3*headBytes)), cfb.Stream(tt.stream, []byte("x")))
		if got := kindOf(raw, tt.name, ""); got != tt.want {
			t.Errorf("%s in %s: got %s, want %s", tt.stream, tt.name, got, tt.want)
		}
	}
	if got := kindOf([]byte(cfb.Magic), "a.doc", ""); got != "doc" {
		t.Errorf("cut file: %s", got)
	}
}

// What a program packed as an object is an item of the family.
func TestPackedObject(t *testing.T) {
	raw := string(cfb.Build(cfb.Stream("\x01Ole10Native", []byte("\x0b\x00\x00\x00hello,world"))))
	fam := parse(New(Config{}), withFiles("oleObject1.bin", raw))
	want := ". message \"callback\"\n!1 attachment in . \"oleObject1.bin\"\n!1!1 attachment in !1\n"
	if got := outline(fam); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
