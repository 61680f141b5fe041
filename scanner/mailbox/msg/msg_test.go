package msg

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"exposed/scanner/archive/cfb"
	"exposed/scanner/mailbox/mapi"
)

// A value is a property with its value: 4 or 8 bytes, a string or a list of strings.
type value struct {
	id uint16
	t  mapi.Type
	v  any
}

// object returns the streams of properties of an object whose header has that size.
func object(header int, list ...value) []*cfb.Entry {
	b := make([]byte, header)
	var streams []*cfb.Entry
	add := func(digits, data string) {
		streams = append(streams, cfb.Stream(valueName+digits, []byte(data)))
	}
	for _, p := range list {
		tag := mapi.NewTag(p.id, p.t)
		b = le.AppendUint32(le.AppendUint32(b, uint32(tag)), 6)
		switch v := p.v.(type) {
		case int:
			b = le.AppendUint64(b, uint64(v))
		case string:
			b = le.AppendUint64(b, uint64(len(v)+2))
			add(digits(tag), v)
		case []string:
			b = le.AppendUint64(b, uint64(4*len(v)))
			sizes := ""
			for i, s := range v {
				sizes += string(le.AppendUint32(nil, uint32(len(s))))
				add(fmt.Sprintf("%s-%08X", digits(tag), i), s)
			}
			add(digits(tag), sizes)
		}
	}
	return append(streams, cfb.Stream(propertiesName, b))
}

func wide(s string) string { return strings.Join(strings.Split(s, ""), "\x00") + "\x00" }

// sample is an item that has all that a MSG file may have.
func sample() *cfb.Entry {
	names := cfb.Storage(namesName, cfb.Stream(valueName+"00020102", nil),
		cfb.Stream(valueName+"00030102", []byte("\x00\x00\x00\x00\x05\x00\x00\x00")),
		cfb.Stream(valueName+"00040102", []byte("\x10\x00\x00\x00"+wide("Keywords"))))
	recipient := cfb.Storage(recipientName+"00000000", object(partHeader, value{mapi.RecipientType, mapi.TypeInt32, 1},
		value{mapi.DisplayName, mapi.TypeString8, "\xcf\xf0"}, value{mapi.SMTPAddress, mapi.TypeString, wide("b@example.com")})...)
	file := cfb.Storage(attachmentName+"00000000", object(partHeader, value{mapi.AttachMethod, mapi.TypeInt32, 1},
		value{mapi.AttachLongFilename, mapi.TypeString, wide("a.txt")}, value{mapi.AttachData, mapi.TypeBinary, "file"})...)
	item := cfb.Storage(attachmentName+"00000001", append(object(partHeader, value{mapi.AttachMethod, mapi.TypeInt32, 5}),
		cfb.Storage(valueName+"3701000D", object(embeddedHeader, value{mapi.Subject, mapi.TypeString, "\x01\x00\x05\x00" + wide("RE: in")})...))...)
	ole := cfb.Storage(attachmentName+"00000002", append(object(partHeader, value{mapi.AttachMethod, mapi.TypeInt32, 6}),
		cfb.Storage(valueName+"3701000D", cfb.Stream("\x01Ole10Native", []byte(native))))...)
	part := cfb.Storage(attachmentName+"00000003", append(object(partHeader, value{mapi.AttachMethod, mapi.TypeInt32, 6}),
		cfb.Storage(valueName+"3701000D", cfb.Stream("WordDocument", []byte("x"))))...)
	away := cfb.Storage(attachmentName+"00000004", object(partHeader, value{mapi.AttachMethod, mapi.TypeInt32, 4},
		value{mapi.AttachLongPathname, mapi.TypeString8, `\\server\a.txt`})...)
	return cfb.Storage("", append(object(messageHeader, value{mapi.MessageClass, mapi.TypeString8, "IPM.Note"}, value{mapi.MessageCodepage, mapi.TypeInt32, 1251},
		value{mapi.Body, mapi.TypeString8, "\xcf"}, value{mapi.HTML, mapi.TypeBinary, "<p>\xcf\xd0"}, value{0x8000, mapi.TypeString | 0x1000, []string{wide("VI"), wide("x")}}),
		names, recipient, file, item, ole, part, away)...)
}

// native is a package of OLE 1.0 with a file.
var native = "\x2a\x00\x00\x00\x02\x00label\x00C:\\name\x00\x00\x00\x03\x00\x05\x00\x00\x00path\x00\x06\x00\x00\x00insidemore"

const messageDump = `IPM.Note subject "" plain "П" html "<p>ПР" keywords VI; x
1 Пр b@example.com
a.txt: "file"
item
  subject "RE: in" plain "" html "" keywords
: "inside"
: compound file "WordDocument"
\\server\a.txt: missing
`

// dump tells of an item.
func dump(o mapi.Object) string {
	var b strings.Builder
	plain, _ := o.Plain()
	html, _ := o.HTML()
	keywords := ""
	if p := o.Properties().Named(mapi.Keywords); p != nil {
		keywords = " " + mapi.Text(p.Tag.Type(), p.Value, o.Codepage())
	}
	fmt.Fprintf(&b, "%s subject %q plain %q html %q keywords%s\n", o.Text(mapi.MessageClass), o.Subject(), plain, html, keywords)
	for _, r := range o.Recipients() {
		fmt.Fprintln(&b, r.Kind, r.Name, r.SMTP)
	}
	for _, a := range o.Attached() {
		if inner, err := a.Object(); err == nil {
			fmt.Fprintf(&b, "item\n %s", dump(inner))
			continue
		}
		fmt.Fprintf(&b, "%s%s: %s\n", a.Info().LongName, a.Info().Path, content(a))
	}
	return b.String()
}

func content(a mapi.Attached) string {
	r, err := a.Open()
	if errors.Is(err, mapi.ErrMissing) {
		return "missing"
	}
	if err != nil {
		return err.Error()
	}
	data, _ := io.ReadAll(r)
	if f, err := cfb.Open(data); err == nil && len(f.Root().Children) > 0 {
		return fmt.Sprintf("compound file %q", f.Root().Children[0].Name)
	}
	return fmt.Sprintf("%q", data)
}

func TestOpen(t *testing.T) {
	raw, err := sample().File()
	if err != nil {
		t.Fatal(err)
	}
	o, err := Open(raw)
	if err != nil || !Is(raw) {
		t.Fatal(err)
	}
	if got := dump(o); got != messageDump {
		t.Errorf("got\n%s\nwant\n%s", got, messageDump)
	}
	if len(o.Problems()) > 0 {
		t.Error(o.Problems())
	}
}

// What is no item is refused.
func TestFormat(t *testing.T) {
	word, _ := cfb.Storage("", cfb.Stream("WordDocument", nil), cfb.Storage("ObjectPool", sample())).File()
	if _, err := Open(word); !errors.Is(err, ErrFormat) || Is(word) {
		t.Error(err)
	}
	if _, err := Open([]byte("From x")); !errors.Is(err, cfb.ErrFormat) {
		t.Error(err)
	}
}

// What lacks is told.
var damageTests = []struct {
	what  string
	spoil func(*cfb.Entry)
	want  string
}{
	{"no stream of properties", func(e *cfb.Entry) { e.Child(propertiesName).Name = "__lost" }, "item: corrupt item: no stream of properties"},
	{"a short one", func(e *cfb.Entry) { *e.Child(propertiesName) = *cfb.Stream(propertiesName, []byte("x")) }, "item: corrupt item: stream of properties of 1 bytes"},
	{"no value", func(e *cfb.Entry) { e.Child(valueName + "1000001E").Name = "__x" }, "item: corrupt item: 1 properties have no value"},
	{"no value of many", func(e *cfb.Entry) { e.Child(valueName + "8000101F-00000001").Name = "y" }, "item: corrupt item: property 0x8000101f has 1 values of 2"},
	{"a recipient", func(e *cfb.Entry) { e.Child(recipientName + "00000000").Children = nil }, "__recip_version1.0_#00000000: corrupt item: no stream of properties"},
}

func TestDamage(t *testing.T) {
	for _, tt := range damageTests {
		e := sample()
		tt.spoil(e)
		raw, _ := e.File()
		o, err := Open(raw)
		if err != nil {
			t.Errorf("%s: %v", tt.what, err)
			continue
		}
		if got := errors.Join(o.Problems()...); got == nil || !strings.Contains(got.Error(), tt.want) {
			t.Errorf("%s: got %v", tt.what, got)
		}
	}
}

// A file that is cut anywhere, or has a wrong byte, is read as far as it goes.
func TestTruncated(t *testing.T) {
	raw, _ := sample().File()
	for n := 0; n < len(raw); n += 7 {
		if o, err := Open(raw[:n]); err == nil {
			if got := dump(o); len(o.Problems()) == 0 && got != messageDump {
				t.Errorf("cut at %d: no problem, but\n%s", n, got)
			}
		}
		b := bytes.Clone(raw)
		b[n] ^= 0xff
		if o, err := Open(b); err == nil {
			dump(o)
		}
	}
}

// An item within an item within an item has an end.
func TestDeep(t *testing.T) {
	e := cfb.Storage("", object(messageHeader)...)
	for range 20 { // a storage within a storage each
		inner := cfb.Storage(valueName+"3701000D", e.Children...)
		e = cfb.Storage("", append(object(embeddedHeader), cfb.Storage(attachmentName+"00000000", append(object(partHeader), inner)...))...)
	}
	raw, err := e.File()
	if err != nil {
		t.Fatal(err)
	}
	o, _ := Open(raw)
	if n := strings.Count(dump(o), "item\n"); n != 20 {
		t.Errorf("%d items", n)
	}
}

// FuzzOpen checks that no item has more than its file has bytes for.
func FuzzOpen(f *testing.F) {
	raw, _ := sample().File()
	f.Add(raw)
	f.Fuzz(func(t *testing.T, raw []byte) {
		o, err := Open(raw)
		if Is(raw) != (err == nil) {
			t.Error(err)
		}
		if err != nil {
			return
		}
		if n := len(dump(o)); n > 64*len(raw)+8<<20 {
			t.Errorf("%d bytes out of %d", n, len(raw))
		}
	})
}
