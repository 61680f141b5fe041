package odf

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"crypto/aes"
	"crypto/cipher"
	"crypto/pbkdf2"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"

	"golang.org/x/crypto/blowfish" //lint:ignore SA1019 OpenOffice encrypts with it

	"exposed/scanner/document"
	"exposed/testdata/samples"
)

// packed returns a ZIP file of the given names and contents, in pairs.
func packed(t testing.TB, pairs ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(pairs); i += 2 {
		f, err := w.CreateHeader(&zip.FileHeader{Name: pairs[i]})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(f, pairs[i+1]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// content returns the content of a file with that body.
func content(body string) string {
	return `<office:document-content><office:automatic-styles><number:text>no</number:text></office:automatic-styles><office:body>` + body + `</office:body></office:document-content>`
}

// Each row is a body and what it reads as.
var bodies = []struct{ name, body, want string }{
	{"paragraphs", `<office:text><text:h>Head</text:h><text:p>one  <text:span>two</text:span>
		<text:s text:c="2"/>three<text:tab/>x<text:line-break/>y</text:p><text:p/><text:p>z &amp; &#x41;</text:p></office:text>`, "Head\none two   three\tx\ny\n\nz & A\n"},
	{"links and notes", `<office:text><text:p><text:a xlink:href="mailto:jane@example.com">Jane</text:a> wrote<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>a note</text:p></text:note-body></text:note>` +
		`<office:annotation><dc:creator>Ann Clerk</dc:creator><dc:date>2024-01-01</dc:date><text:p>call her</text:p></office:annotation>.</text:p><text:p>next</text:p></office:text>`,
		"Jane <jane@example.com> wrote.\na note\nAnn Clerk: call her\nnext\n"},
	{"tracked changes", `<office:text><text:tracked-changes><text:changed-region text:id="c1"><text:deletion><office:change-info><dc:creator>Ann</dc:creator></office:change-info><text:p>078-05-1120</text:p></text:deletion></text:changed-region>` +
		`<text:changed-region text:id="c2"><text:insertion><office:change-info/></text:insertion></text:changed-region></text:tracked-changes>` +
		`<text:p>SSN <text:change text:change-id="c1"/><text:change-start text:change-id="c2"/>219-09-9999<text:change-end text:change-id="c2"/>.</text:p><text:p>next</text:p></office:text>`,
		"SSN 219-09-9999.\nSSN 078-05-1120.\nnext\n"},
	{"tables and boxes", `<office:text><table:table><table:table-column/><table:table-row><table:table-cell><text:p>Name</text:p></table:table-cell><table:table-cell table:number-columns-spanned="2"><text:p>SSN</text:p></table:table-cell><table:covered-table-cell/><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row>` +
		`<table:table-row><table:table-cell><text:p>Jane</text:p></table:table-cell><table:table-cell table:number-columns-repeated="2"/><table:table-cell><text:p>y</text:p></table:table-cell></table:table-row></table:table>` +
		`<text:p>a<draw:frame><draw:text-box><text:p>in the box</text:p></draw:text-box><svg:title>a scan</svg:title></draw:frame><draw:custom-shape><text:p>shape</text:p></draw:custom-shape>b</text:p></office:text>`,
		"«A1:Name»\t«B1:SSN»\t«D1:x»\n«A2:Jane»«B2:»\t«D2:y»\nab\nin the box\na scan\nshape\n"},
	{"slides", `<office:presentation><presentation:footer-decl>foot</presentation:footer-decl><draw:page draw:name="p1"><draw:frame><draw:text-box><text:p>one</text:p></draw:text-box></draw:frame><presentation:notes><draw:frame><draw:text-box><text:p>note</text:p></draw:text-box></draw:frame></presentation:notes></draw:page>` +
		`<draw:page><draw:frame><table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell><table:table-cell><text:p>b</text:p></table:table-cell></table:table-row></table:table></draw:frame></draw:page></office:presentation>`,
		"foot\n\none\nnote\n\n«A1:a»\t«B1:b»\n"},
	{"sheet", `<office:spreadsheet><table:table table:name="People" table:display="false"><table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>` +
		`<table:table-row><table:table-cell office:value-type="string" table:number-rows-spanned="2"><text:p>Jane</text:p><text:p>Doe</text:p><office:annotation><dc:creator>Ann</dc:creator><text:p>moved</text:p></office:annotation></table:table-cell><table:table-cell/>` +
		`<table:table-cell office:value-type="float" office:value="78051120"><text:p>078-05-1120</text:p></table:table-cell><table:table-cell office:value-type="float" office:value="123456789012"><text:p>1.23E+11</text:p></table:table-cell>` +
		`<table:table-cell office:value-type="date" office:date-value="1979-03-07"><text:p>03/07/79</text:p></table:table-cell><table:table-cell office:value-type="time" office:time-value="PT14H05M00S"><text:p>2 PM</text:p></table:table-cell><table:table-cell office:value-type="currency" office:value="1234.5"><text:p>$1,234.50</text:p></table:table-cell></table:table-row>` +
		`<table:table-row table:number-rows-repeated="2"><table:covered-table-cell/><table:table-cell table:number-columns-repeated="2" office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row><table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row></table:table>` +
		`<table:table table:name="Other"><table:table-row><table:table-cell office:value-type="string"><text:p>y <text:a xlink:href="mailto:j@example.com">Jane</text:a></text:p></table:table-cell></table:table-row></table:table></office:spreadsheet>`,
		"«A3:Jane Doe»\t«C3:078-05-1120»\t«D3:123456789012»\t«E3:1979-03-07»\t«F3:14:05:00»\t«G3:$1,234.50»\n«A4:Jane Doe»\t«B4:x»\t«C4:x»\n«B5:x»\t«C5:x»\n\nPeople\nAnn: moved\n\n«A1:y Jane <j@example.com>»\n\nOther\n"},
	{"damaged", `<office:text><text:p>a<table:table><table:table-cell><text:p>b`, "a\nb\nmalformed: 1 parts are not well-formed XML\n"},
}

func TestBodies(t *testing.T) {
	for _, tt := range bodies {
		got := Read(packed(t, "content.xml", content(tt.body)), document.Options{})
		samples.Check(t, "", got)
		if got := samples.Marked(got); got != tt.want {
			t.Errorf("%s:\ngot  %q\nwant %q", tt.name, got, tt.want)
		}
	}
}

func TestPackage(t *testing.T) {
	c := Read(packed(t,
		"mimetype", "application/vnd.oasis.opendocument.text",
		"meta.xml", `<office:document-meta><office:meta><dc:title>Letter</dc:title><meta:initial-creator>Ann Clerk</meta:initial-creator><meta:user-defined meta:name="Owner">Bob</meta:user-defined></office:meta></office:document-meta>`,
		"styles.xml", `<office:document-styles><office:styles><text:p>no</text:p></office:styles><office:master-styles><style:master-page><style:header><text:p>head</text:p></style:header></style:master-page></office:master-styles></office:document-styles>`,
		"content.xml", content(`<office:text><text:p>body</text:p></office:text>`),
		"Object 1/content.xml", content(`<office:spreadsheet><table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell><table:table-cell><text:p>b</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet>`),
		"Object 2", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1x", "ObjectReplacements/Object 1", "picture", "ObjectReplacements/Object 2", "VCLMTFx",
		"Pictures/1.png", "\x89PNG", "Basic/Standard/Module1.xml", "<x/>", "Configurations2/x", "y",
	), document.Options{})
	samples.Check(t, "", c)
	want := "body\n\nhead\n\n«A1:a»\t«B1:b»\n\nTitle: Letter\nAuthor: Ann Clerk\nOwner: Bob\n" +
		"unsupported: 1 pictures are drawings of OpenOffice (SVM) and are not read\nunsupported: 1 parts of macros are not read\n"
	if got := samples.Marked(c); got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if len(c.Files) != 2 || c.Files[0].Type != "application/x-ole-storage" || c.Files[1].Name != "1.png" {
		t.Errorf("files %+v", c.Files)
	}
}

func TestFlat(t *testing.T) {
	c := Read([]byte(`<?xml version="1.0"?><office:document><office:meta><dc:creator>Ann</dc:creator></office:meta><office:body><office:text><text:p>Jane</text:p><draw:image><office:binary-data>
		iVBO
		Rw==</office:binary-data></draw:image></office:text></office:body></office:document>`), document.Options{})
	if want := "Jane\n\nLast saved by: Ann\n"; samples.Marked(c) != want || len(c.Files) != 1 || string(c.Files[0].Data) != "\x89PNG" {
		t.Errorf("got %q, %+v", samples.Marked(c), c.Files)
	}
}

// sealed returns a package whose content is encrypted with the password.
func sealed(t testing.TB, password, cipherName, body string) []byte {
	t.Helper()
	var deflated bytes.Buffer
	w, _ := flate.NewWriter(&deflated, 9)
	_, _ = io.WriteString(w, content(body))
	_ = w.Close()
	plain, salt := deflated.Bytes(), []byte("0123456789abcdef")
	var data, iv, sum []byte
	manifest, start := "", ""
	if cipherName == "aes" {
		iv = []byte("fedcba9876543210")
		key256 := sha256.Sum256([]byte(password))
		key, _ := pbkdf2.Key(sha1.New, string(key256[:]), salt, 1000, 32)
		block, _ := aes.NewCipher(key)
		s := sha256.Sum256(plain[:min(len(plain), 1024)])
		sum = s[:]
		n := 16 - len(plain)%16
		plain = append(plain, bytes.Repeat([]byte{byte(n)}, n)...)
		data = make([]byte, len(plain))
		cipher.NewCBCEncrypter(block, iv).CryptBlocks(data, plain)
		manifest = "http://www.w3.org/2001/04/xmlenc#aes256-cbc"
		start = `<manifest:start-key-generation manifest:start-key-generation-name="http://www.w3.org/2000/09/xmldsig#sha256" manifest:key-size="32"/>`
	} else {
		iv = []byte("fedcba98")
		sha := sha1.Sum([]byte(password))
		key, _ := pbkdf2.Key(sha1.New, string(sha[:]), salt, 1000, 16)
		block, _ := blowfish.NewCipher(key)
		s := sha1.Sum(plain[:min(len(plain), 1024)])
		sum = s[:]
		data = make([]byte, len(plain))
		cipher.NewCFBEncrypter(block, iv).XORKeyStream(data, plain) //lint:ignore SA1019 ODF 1.2 says CFB
		manifest = "Blowfish CFB"
	}
	kind, size := "SHA1/1K", 16
	if cipherName == "aes" {
		kind, size = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0#sha256-1k", 32
	}
	b64 := base64.StdEncoding.EncodeToString
	return packed(t, "META-INF/manifest.xml", `<manifest:manifest><manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data manifest:checksum-type="`+kind+`" manifest:checksum="`+b64(sum)+`">`+
		`<manifest:algorithm manifest:algorithm-name="`+manifest+`" manifest:initialisation-vector="`+b64(iv)+`"/>`+start+
		`<manifest:key-derivation manifest:key-derivation-name="PBKDF2" manifest:key-size="`+fmt.Sprint(size)+`" manifest:iteration-count="1000" manifest:salt="`+b64(salt)+`"/></manifest:encryption-data></manifest:file-entry></manifest:manifest>`,
		"content.xml", string(data))
}

func TestSealed(t *testing.T) {
	for _, name := range []string{"aes", "blowfish"} {
		file := sealed(t, "secret", name, `<office:text><text:p>Jane</text:p></office:text>`)
		if got := samples.Marked(Read(file, document.Options{Passwords: []string{"wrong", "secret"}})); got != "Jane\n" {
			t.Errorf("%s: got %q", name, got)
		}
		if got := samples.Marked(Read(file, document.Options{Passwords: []string{"wrong"}})); !strings.HasPrefix(got, "encrypted: 1 parts") {
			t.Errorf("%s without the password: got %q", name, got)
		}
	}
}

// Whatever is cut off, what stands before is read, and something is said of it.
func TestCut(t *testing.T) {
	whole := packed(t, "content.xml", content(bodies[5].body))
	for n := range whole {
		c := Read(whole[:n], document.Options{})
		samples.Check(t, "", c)
		if len(c.Problems) == 0 {
			t.Errorf("nothing is said of %d bytes of %d", n, len(whole))
		}
	}
}

// Rows and cells that stand for millions of others end at the limits.
func TestRepeats(t *testing.T) {
	row := `<table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="16384" office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>`
	c := Read(packed(t, "content.xml", content(`<office:spreadsheet><table:table>`+strings.Repeat(row, 10)+`</table:table></office:spreadsheet>`)), document.Options{})
	samples.Check(t, "", c)
	if len(c.Text.Data) > 256<<20 || len(c.Problems) != 2 || c.Problems[1].Reason != "too-many" {
		t.Errorf("%d bytes, %v", len(c.Text.Data), c.Problems)
	}
	held := `<table:table-row>` + strings.Repeat(`<table:table-cell table:number-rows-spanned="1000000"><text:p>x</text:p></table:table-cell>`, 1000) + `</table:table-row>`
	c = Read(packed(t, "content.xml", content(`<office:spreadsheet><table:table>`+held+strings.Repeat(`<table:table-row><table:table-cell table:number-columns-repeated="16384"/></table:table-row>`, 10_000)+`</table:table></office:spreadsheet>`)), document.Options{})
	if len(c.Problems) != 1 || c.Problems[0].Reason != "too-many" {
		t.Errorf("%d rows, %v", len(c.Text.Rows), c.Problems)
	}
}

func FuzzContent(f *testing.F) {
	for _, tt := range bodies {
		f.Add(tt.body)
	}
	f.Fuzz(func(t *testing.T, body string) {
		for _, file := range [][]byte{packed(t, "content.xml", content(body), "meta.xml", body), []byte("<office:document>" + body)} {
			c := Read(file, document.Options{})
			samples.Check(t, "", c)
			if again := Read(file, document.Options{}); !reflect.DeepEqual(c, again) {
				t.Error("read again, it differs")
			}
		}
	})
}
