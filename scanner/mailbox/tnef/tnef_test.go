package tnef

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"exposed/scanner/archive/cfb"
	"exposed/scanner/mailbox/mapi"
)

// att returns an attribute with its checksum.
func att(level byte, id attribute, data string) string {
	b := le.AppendUint32([]byte{level}, uint32(id))
	b = le.AppendUint32(b, uint32(len(data)))
	b = append(b, data...)
	return string(le.AppendUint16(b, checksum([]byte(data))))
}

// stream returns a TNEF stream of attributes.
func stream(attributes ...string) string {
	return string(le.AppendUint32(nil, signature)) + "\x01\x00" + strings.Join(attributes, "")
}

func u32(n int) string { return string(le.AppendUint32(nil, uint32(n))) }

// pad fills s up to a multiple of four bytes.
func pad(s string) string { return s + strings.Repeat("\x00", -len(s)&3) }

// prop returns a property with a value of any size.
func prop(id uint16, t mapi.Type, value string) string {
	head := string(le.AppendUint16(le.AppendUint16(nil, uint16(t)), id))
	if t.Size() > 0 {
		return head + pad(value)
	}
	return head + u32(1) + u32(len(value)) + pad(value)
}

// props returns a list of properties.
func props(list ...string) string { return u32(len(list)) + strings.Join(list, "") }

func wide(s string) string { return strings.Join(strings.Split(s, ""), "\x00") + "\x00" }

var message = stream(
	att(1, attOemCodepage, u32(1251)+u32(0)),
	att(1, attMessageClass, "IPM.Microsoft Mail.Note\x00"),
	att(1, attSubject, "\xcf\xf0\x00"),
	att(1, attBody, "body\x00"),
	att(1, attFrom, "\x04\x00\x10\x00\x04\x00\x12\x00Ann\x00SMTP:a@example.com\x00"),
	att(1, attDateSent, "\xe4\x07\x03\x00\x0c\x00\x09\x00\x1e\x00\x00\x00\x04\x00"),
	att(1, attRecipTable, u32(2)+props(prop(mapi.RecipientType, mapi.TypeInt32, u32(1)), prop(mapi.DisplayName, mapi.TypeString8, "Bob\x00"), prop(mapi.EmailAddress, mapi.TypeString, wide("b@example.com")))+
		props(prop(mapi.RecipientType, mapi.TypeInt32, u32(2)), prop(mapi.SMTPAddress, mapi.TypeString8, "c@example.com\x00"))),
	att(1, attMAPIProps, props(
		"\x1f\x10\x00\x80"+string(mapi.PSPublicStrings[:])+u32(1)+u32(18)+pad(wide("Keywords")+"\x00\x00")+u32(2)+u32(4)+wide("VI")+u32(2)+pad(wide("x")),
		prop(mapi.HTML, mapi.TypeBinary, "<p>\xcf"),
		"\x02\x10\x01\x10"+u32(2)+u32(7)+u32(8),
	)),
	att(2, attAttachRenddata, "\x01\x00"+u32(0)+u32(0)+u32(0)),
	att(2, attAttachTitle, "A.TXT\x00"),
	att(2, attAttachData, "file"),
	att(2, attAttachmentProps, props(prop(mapi.AttachLongFilename, mapi.TypeString, wide("a long.txt")))),
	att(2, attAttachRenddata, "\x02\x00"+u32(0)+u32(0)+u32(0)),
	att(2, attAttachmentProps, props(prop(mapi.AttachMethod, mapi.TypeInt32, u32(mapi.AttachEmbedded)),
		prop(mapi.AttachData, mapi.TypeObject, strings.Repeat("i", 16)+stream(att(1, attSubject, "inner"))))),
	att(2, attAttachRenddata, "\x02\x00"+u32(0)+u32(0)+u32(0)),
	att(2, attAttachmentProps, props(prop(mapi.AttachMethod, mapi.TypeInt32, u32(mapi.AttachOLE)),
		prop(mapi.AttachData, mapi.TypeObject, strings.Repeat("i", 16)+storage()))),
)

func storage() string {
	b, _ := cfb.Storage("", cfb.Stream("CONTENTS", []byte("embedded"))).File()
	return string(b)
}

const messageDump = `class IPM.Note
subject Пр
body body
html <p>П
sent 2020-03-12T09:30:00Z
from Ann SMTP a@example.com
keywords VI; x
words 7; 8
1 Bob b@example.com
2  c@example.com
file "a long.txt" A.TXT 1: file
item
 subject inner
file "" : embedded
`

// dump tells of an item.
func dump(o mapi.Object, indent string) string {
	var b strings.Builder
	line := func(label, s string) {
		if strings.TrimSpace(s) != "" {
			fmt.Fprintf(&b, "%s%s %s\n", indent, label, s)
		}
	}
	line("class", o.Text(mapi.MessageClass))
	line("subject", o.Subject())
	plain, _ := o.Plain()
	line("body", plain)
	html, _ := o.HTML()
	line("html", html)
	if t := o.Time(mapi.ClientSubmitTime); !t.IsZero() {
		line("sent", t.Format(time.RFC3339))
	}
	line("from", o.Text(mapi.SenderName)+" "+o.Text(mapi.SenderAddressType)+" "+o.Text(mapi.SenderEmailAddress))
	if p := o.Properties().Named(mapi.Keywords); p != nil {
		line("keywords", mapi.Text(p.Tag.Type(), p.Value, o.Codepage()))
	}
	if p := o.Properties().Get(0x1001); p != nil {
		line("words", mapi.Text(p.Tag.Type(), p.Value, o.Codepage()))
	}
	for _, r := range o.Recipients() {
		line(fmt.Sprint(r.Kind), r.Name+" "+r.Address+r.SMTP)
	}
	for _, a := range o.Attached() {
		if inner, err := a.Object(); err == nil {
			fmt.Fprintf(&b, "%sitem\n%s", indent, dump(inner, indent+" "))
			continue
		}
		if r, err := a.Open(); err == nil {
			data, _ := io.ReadAll(r)
			name := a.Info().Name
			if name != "" {
				name = " " + name + " 1"
			} else {
				name = " "
			}
			fmt.Fprintf(&b, "%sfile %q%s: %s\n", indent, a.Info().LongName, name, data)
		}
	}
	return b.String()
}

func TestOpen(t *testing.T) {
	o, err := Open([]byte(message))
	if err != nil {
		t.Fatal(err)
	}
	if got := dump(o, ""); got != messageDump {
		t.Errorf("got\n%s\nwant\n%s", got, messageDump)
	}
	if len(o.Problems()) > 0 {
		t.Error(o.Problems())
	}
}

// Each stream has the problem, and its subject is read.
var damageTests = []struct {
	name   string
	stream string
	want   error
}{
	{"checksum", stream(strings.Replace(att(1, attSubject, "x"), "x", "s", 1)), ErrChecksum},
	{"rest", stream(att(1, attSubject, "s")) + "junk", ErrCorrupt},
	{"head", stream(att(1, attSubject, "s")) + "\x01\x02", ErrCorrupt},
	{"cut", stream(att(1, attBody, "x"), att(1, attSubject, "sxx"))[:30], ErrCorrupt},
	{"type", stream(att(1, attSubject, "s"), att(1, attMAPIProps, props("\x77\x07\x01\x10"))), ErrCorrupt},
	{"many", stream(att(1, attSubject, "s"), att(1, attMAPIProps, props("\x02\x10\x01\x10\xff\xff\xff\xff"))), ErrCorrupt},
	{"count", stream(att(1, attSubject, "s"), att(1, attMAPIProps, u32(1<<31))), ErrCorrupt},
	{"value", stream(att(1, attMAPIProps, props(prop(mapi.Subject, mapi.TypeString8, "s")[:13]))), nil},
	{"value", stream(att(1, attSubject, "s"), att(1, attMAPIProps, props("\x1e\x00\x00\x10"+u32(1)+u32(1000)))), ErrCorrupt},
}

func TestDamage(t *testing.T) {
	for _, tt := range damageTests {
		o, err := Open([]byte(tt.stream))
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		if got := errors.Join(o.Problems()...); !errors.Is(got, tt.want) || !strings.HasPrefix(o.Subject(), "s") {
			t.Errorf("%s: subject %q, %v, want %v", tt.name, o.Subject(), got, tt.want)
		}
	}
	for _, s := range []string{"", "\x78\x9f\x3e\x22\x00", "From x"} {
		if _, err := Open([]byte(s)); !errors.Is(err, ErrFormat) {
			t.Errorf("%q: %v", s, err)
		}
	}
}

// A stream that is cut anywhere is read as far as it goes.
func TestTruncated(t *testing.T) {
	ends := map[int]bool{} // of attributes
	for at := 6; at <= len(message); at += headSize + 2 + int(le.Uint32([]byte(message)[at+5:])) {
		if ends[at] = true; at == len(message) {
			break
		}
	}
	for n := 6; n < len(message); n++ {
		o, err := Open([]byte(message[:n]))
		if err != nil {
			t.Fatal(err)
		}
		dump(o, "")
		if len(o.Problems()) == 0 && !ends[n] {
			t.Errorf("cut at %d: no problem", n)
		}
	}
}

// A byte of the data that is wrong is told by the checksum.
func TestFlipped(t *testing.T) {
	for i := 6; i < len(message); i++ {
		b := []byte(message)
		b[i] ^= 0xff
		o, err := Open(b)
		if err != nil {
			t.Fatal(err)
		}
		if got := dump(o, ""); len(o.Problems()) == 0 && got != messageDump {
			t.Errorf("byte %d: no problem, but\n%s", i, got)
		}
	}
}

// FuzzOpen checks that no item has more than its stream has bytes for.
func FuzzOpen(f *testing.F) {
	f.Add([]byte(message))
	for _, tt := range damageTests {
		f.Add([]byte(tt.stream))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		o, err := Open(raw)
		if err != nil {
			return
		}
		if n := len(dump(o, "")); n > 16*len(raw)+1<<16 {
			t.Errorf("%d bytes out of %d", n, len(raw))
		}
		if n := len(o.Properties()) + len(o.Recipients()) + len(o.Attached()); n > len(raw) {
			t.Errorf("%d parts out of %d bytes", n, len(raw))
		}
	})
}
