package mailbox

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"mime/quotedprintable"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

// tree writes parts one a line: indent for depth, type, file name, marks, body, problems.
func tree(parts []Part) string {
	var b strings.Builder
	for _, p := range parts {
		b.WriteString(strings.Repeat("  ", p.Depth) + p.Type)
		if p.Filename != "" {
			fmt.Fprintf(&b, " [%s]", p.Filename)
		}
		if p.Root {
			b.WriteString(" root")
		}
		if p.Stray {
			b.WriteString(" stray")
		}
		if p.Body != nil {
			fmt.Fprintf(&b, " %q", p.Body)
		}
		for _, x := range p.Problems {
			fmt.Fprintf(&b, " (%s: %s)", x.Reason, x.Detail)
		}
		b.WriteString("\n")
	}
	return b.String()
}

const plist = "<?xml version=\"1.0\"?>\n<!DOCTYPE plist>\n<plist version=\"1.0\"><dict><key>flags</key><integer>8623750145</integer></dict></plist>\n"

const mixed = "Content-Type: multipart/mixed; boundary=b\n"

var parses = []struct{ name, raw, want string }{
	{"text", "Subject: x\n\ntext\n", "text/plain root \"text\\n\"\n"},
	{"CRLF", "Subject: x\r\nContent-Type: TEXT/HTML\r\n\r\n<p>\r\n", "text/html root \"<p>\\r\\n\"\n"},
	{"CR", "Subject: x\rContent-Type: text/html\r\rtext\r", "text/html root \"text\\r\"\n"},
	{"From_ line", "From a@b Thu Jan  1 00:00:00 1970\nContent-Type: text/html\n\nx", "text/html root \"x\"\n"},
	{"byte order mark and empty lines", "\ufeff\n\nContent-Type: text/html\n\nx", "text/html root \"x\"\n"},
	{"blank before the first field", " Content-Type: text/html\n\nx", "text/html root \"x\"\n"},
	{"no header", "only text\nof two lines\n", "text/plain root \"only text\\nof two lines\\n\"\n"},
	{"no body", "Subject: x", "text/plain root \"\"\n"},
	{"empty", "", "text/plain root \"\"\n"},
	{"no empty line", "Subject: x\nonly text\nof two lines\n", "text/plain root \"only text\\nof two lines\\n\"\n"},
	{"malformed line", "Subject: x\nnot a field\nContent-Type: text/html\n\nx", "text/html root \"x\"\n"},
	{"blank line of a template", "Subject: x\nContent-Type: text/html\n \nx", "text/html root \"x\"\n"},
	{"NUL", "Subject: \x00x\n\na\x00b", "text/plain root \"a\\x00b\"\n"},
	{"two parts", mixed + "\n--b\n\none\n--b\nContent-Type: text/html\n\ntwo\n--b--\n",
		"multipart/mixed root\n  text/plain \"one\"\n  text/html \"two\"\n"},
	{"two parts, CRLF", strings.ReplaceAll(mixed+"\n--b\n\none\n--b \nContent-Type: text/html\n\ntwo\n\n--b--\n", "\n", "\r\n"),
		"multipart/mixed root\n  text/plain \"one\"\n  text/html \"two\\r\\n\"\n"},
	{"two parts, CR", strings.ReplaceAll(mixed+"\n--b\n\none\n--b\nContent-Type: text/html\n\ntwo\n--b--\n", "\n", "\r"),
		"multipart/mixed root\n  text/plain \"one\"\n  text/html \"two\"\n"},
	{"text outside", mixed + "\nbefore\n--b\n\none\n--b--\nafter\n",
		"multipart/mixed root\n  text/plain stray \"before\"\n  text/plain \"one\"\n  text/plain stray \"after\\n\"\n"},
	{"no end boundary", mixed + "\n--b\n\none\n--b\n\ntwo\n", "multipart/mixed root (malformed: multipart without its end, as where a message is cut, at byte 0)\n  text/plain \"one\"\n  text/plain \"two\\n\"\n"},
	{"no end boundary of what ends with a part of another", mixed + "\n--b\nContent-Type: message/rfc822\n\nContent-Type: multipart/mixed; boundary=c\n\n--c\n\none\n--b--", "multipart/mixed root\n  message/rfc822\n    multipart/mixed root\n      text/plain \"one\"\n"},
	{"a part after the end", mixed + "\n--b\n\none\n--b--\n\n--b\n\ntwo\n", "multipart/mixed root\n  text/plain \"one\"\n  text/plain \"two\\n\"\n"},
	{"part without header", mixed + "\n--b\nI have no header\n\nmore\n--b--", "multipart/mixed root\n  text/plain \"I have no header\\n\\nmore\"\n"},
	{"part without body", mixed + "\n--b\nContent-Type: text/html\n--b--", "multipart/mixed root\n  text/html \"\"\n"},
	{"boundary that does not occur", mixed + "\n--c\ntext\n", "multipart/mixed root (malformed: multipart whose boundary does not occur at byte 0)\n  text/plain stray \"--c\\ntext\\n\"\n"},
	{"another boundary", mixed + "\n--c\nContent-Type: text/html\n\none\n--c--\n", "multipart/mixed root (malformed: multipart with another boundary than its header names at byte 43)\n  text/html \"one\"\n"},
	{"no boundary, but parts", "Content-Type: multipart/mixed\n\n--x y\nContent-Type: text/html\n\none\n--x y--\n", "multipart/mixed root\n  text/html \"one\"\n"},
	{"no boundary", "Content-Type: multipart/mixed\n\ntext\n", "text/plain root \"text\\n\" (malformed: multipart without boundary at byte 31)\n"},
	{"bad parameter", "Content-Type: multipart/mixed; = ;x y;; boundary=\"b\n\n--b\n\none\n--b--", "multipart/mixed root\n  text/plain \"one\"\n"},
	{"nested", mixed + "\n--b\nContent-Type: multipart/alternative; boundary=\"b c\"\n\n--b c\n\none\n--b c--\n--b\n\ntwo\n--b--",
		"multipart/mixed root\n  multipart/alternative\n    text/plain \"one\"\n  text/plain \"two\"\n"},
	{"nested without its end", mixed + "\n--b\nContent-Type: multipart/alternative; boundary=c\n\n--c\n\none\n--b\n\ntwo\n--b--",
		"multipart/mixed root\n  multipart/alternative\n    text/plain \"one\"\n  text/plain \"two\"\n"},
	{"one boundary for both", mixed + "\n--b\n" + mixed + "\n--b\n\none\n--b--\n--b\n\ntwo\n--b--",
		"multipart/mixed root\n  multipart/mixed\n    text/plain \"one\"\n  text/plain \"two\"\n"},
	{"a boundary that begins another", mixed + "\n--b\nContent-Type: multipart/alternative; boundary=bb\n\n--bb\n\none\n--bb--\n--b--",
		"multipart/mixed root\n  multipart/alternative\n    text/plain \"one\"\n"},
	{"digest", "Content-Type: multipart/digest; boundary=b\n\n--b\n\nSubject: in\n\none\n--b--",
		"multipart/digest root\n  message/rfc822\n    text/plain root \"one\"\n"},
	{"message", mixed + "\n--b\nContent-Type: message/rfc822; name=m.eml\n\nSubject: in\nContent-Type: text/html\n\none\n--b--",
		"multipart/mixed root\n  message/rfc822 [m.eml]\n    text/html root \"one\"\n"},
	{"empty message", mixed + "\n--b\nContent-Type: message/rfc822\n\n--b--", "multipart/mixed root\n  message/rfc822\n"},
	{"encoded message", "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nU3ViamVjdDogeAoKdGV4dA==\n", "message/rfc822 root\n  text/plain root \"text\"\n"},
	{"base64", "Content-Transfer-Encoding: BASE64 ;\n\ndGV4\ndA==\n", "text/plain root \"text\"\n"},
	{"base64 without padding", "Content-Transfer-Encoding: base64\n\ndGV4dA", "text/plain root \"text\" (malformed: base64 that ends within a group at byte 41)\n"},
	{"base64 that no header declares", "Subject: x\n\nVGhlIGxpc3Qgb2YgY3VzdG9tZXJzIGZvbGxvd3MsIG9uZSBhIGxpbmUsIHdpdGgg\ndGhlIG5hbWVzIGZpcnN0LgpNYXJpc29sIFZlZ2EsIDIwMi01NTUtMDE0Mwo=\n", "text/plain root \"The list of customers follows, one a line, with the names first.\\nMarisol Vega, 202-555-0143\\n\" (malformed: base64 that no header declares at byte 12)\n"},
	{"base64 of a file that no header declares", mixed + "\n--b\nContent-Type: application/zip\nContent-Transfer-Encodin: base64\n\nUEsDBAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4fICEiIyQlJicoKSorLC0uLzAxMjM0\nNTY3ODk6Ozw9Pj9AQUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVpbXF1eX2BhYmM=\n--b--", "multipart/mixed root\n  application/zip \"PK\\x03\\x04\\x00\\x01\\x02\\x03\\x04\\x05\\x06\\a\\b\\t\\n\\v\\f\\r\\x0e\\x0f\\x10\\x11\\x12\\x13\\x14\\x15\\x16\\x17\\x18\\x19\\x1a\\x1b\\x1c\\x1d\\x1e\\x1f !\\\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\\\]^_`abc\" (malformed: base64 that no header declares at byte 111)\n"},
	{"base64 of a file in a text", "Subject: x\n\nUEsDBAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4fICEiIyQlJicoKSorLC0uLzAxMjM0\nNTY3ODk6Ozw9Pj9AQUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVpbXF1eX2BhYmM=\n", "text/plain root \"UEsDBAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4fICEiIyQlJicoKSorLC0uLzAxMjM0\\nNTY3ODk6Ozw9Pj9AQUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVpbXF1eX2BhYmM=\\n\"\n"},
	{"base64 with garbage", "Content-Transfer-Encoding: base64\n\ndG*V4!dA==", "text/plain root \"text\" (malformed: base64 at byte 37)\n"},
	{"base64 in pieces", "Content-Transfer-Encoding: base64\n\ndGV4dA==\nIGFuZA==\n", "text/plain root \"text and\"\n"},
	{"base64 and text", "Content-Transfer-Encoding: base64\n\ndGV4dA==\n\n____\nlist footer\n", "text/plain root \"text\"\n  text/plain stray \"____\\nlist footer\\n\"\n"},
	{"base64 that is none", "Content-Transfer-Encoding: base64\n\nplain text\nof words\n", "text/plain root \"plain text\\nof words\\n\" (malformed: base64 at byte 35)\n"},
	{"quoted-printable", "Content-Transfer-Encoding: quoted-printable\n\na=3D=e9=\nb= \t\r\nc=XX=4=", "text/plain root \"a=\\xe9bc=XX=4\"\n"},
	{"uuencode", "Content-Transfer-Encoding: x-uuencode\n\nbegin 644 a.txt\n$=&5X=`\n`\nend\nmore\n", "text/plain [a.txt] root \"text\"\n  text/plain stray \"more\\n\"\n"},
	{"uuencode without end", "Content-Transfer-Encoding: uuencode\n\nbegin 644 a.txt\n$=&5X=`\n", "text/plain [a.txt] root \"text\" (malformed: uuencode without end at byte 61)\n"},
	{"uuencode that is none", "Content-Transfer-Encoding: uuencode\n\ntext", "text/plain root \"text\" (malformed: uuencode at byte 37)\n"},
	{"uuencode behind text", "Content-Transfer-Encoding: x-uuencode\n\nsee\nbegin 644 a.txt\n$=&5X=`\n`\nend\n", "text/plain [a.txt] root \"text\"\n  text/plain stray \"see\\n\"\n"},
	{"uuencode in text", "Subject: x\n\nsee\nbegin 644 a.txt\n$=&5X=`\n`\nend\nmore\n", "text/plain root \"see\\n\"\n  application/octet-stream [a.txt] \"text\"\n  text/plain stray \"more\\n\"\n"},
	{"uuencode in text that is encoded", "Content-Transfer-Encoding: quoted-printable\n\nsee\nbegin 644 a.txt\n$=3D&5X=3D`\n`\n", "text/plain root \"see\\n\"\n  application/octet-stream [a.txt] \"text\" (malformed: uuencode without end at byte 30)\n"},
	{"uuencode in a file", mixed + "\n--b\nContent-Disposition: attachment\n\nbegin 644 a.txt\n$=&5X=`\n`\nend\n--b--", "multipart/mixed root\n  text/plain \"begin 644 a.txt\\n$=&5X=`\\n`\\nend\"\n"},
	{"content elsewhere", "Content-Type: message/external-body; access-type=local-file\n\nContent-Type: text/plain\n\n", "message/external-body root \"Content-Type: text/plain\\n\\n\" (missing: message/external-body: the content is elsewhere at byte 61)\n"},
	{"first piece of a message", "Content-Type: message/partial; id=x; number=1; total=2\n\nContent-Type: text/html\n\n<p>", "message/partial root (missing: message/partial 1 of 2: read without the others at byte 56)\n  text/html root \"<p>\"\n"},
	{"second piece of a message", "Content-Type: message/partial; id=x; number=2\n\nmore", "message/partial root \"more\" (missing: message/partial 2 of ?: read without the others at byte 47)\n"},
	{"left out by Apple Mail", mixed + "\n--b\nContent-Type: application/pdf; name=a.pdf\nX-Apple-Content-Length: 1234\n\n--b--", "multipart/mixed root\n  application/pdf [a.pdf] \"\" (missing: Apple Mail keeps the 1234 bytes of the part in its folder Attachments at byte 119)\n"},
	{"EMLX", "38     \nSubject: x\nContent-Type: text/html\n\nx\n" + plist, "text/html root \"x\\n\"\n"},
	{"EMLX, no property list", "38\nSubject: x\nContent-Type: text/html\n\nx\n", "text/html root \"x\\n\"\n"},
	{"EMLX, wrong length", "12\nSubject: x\nContent-Type: text/html\n\nx\n" + plist, "text/html root \"x\\n\" (malformed: EMLX: the message has not the 12 bytes that are declared at byte 0)\n"},
	{"EMLX, cut", "120\nSubject: x\nContent-Type: text/html\n\nx\n", "text/html root \"x\\n\" (malformed: EMLX: the message has not the 120 bytes that are declared at byte 0)\n"},
	{"number before the header", "12\nSubject: x\nContent-Type: text/html\n\nx\n", "text/html root \"x\\n\"\n"},
	{"8-bit", "Content-Transfer-Encoding: 8-bit\n\ntext", "text/plain root \"text\"\n"},
	{"unknown encoding", "Content-Transfer-Encoding: x-own\n\ntext", "text/plain root \"text\" (unsupported: transfer encoding at byte 34)\n"},
	{"encoded multipart", "Content-Transfer-Encoding: base64\n" + mixed + "\n--b\n\none\n--b--", "multipart/mixed root\n  text/plain \"one\"\n"},
	{"no subtype", "Content-Type: text\n\nx", "text/plain root \"x\"\n"},
	{"garbage after the type", "Content-Type: text/html>; charset=x\n\nx", "text/html root \"x\"\n"},
}

func TestParse(t *testing.T) {
	for _, tt := range parses {
		parts := Parse([]byte(tt.raw), DefaultLimits)
		if got := tree(parts); got != tt.want {
			t.Errorf("%s:\ngot\n%swant\n%s", tt.name, got, tt.want)
		}
	}
}

func TestUnquote(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"text\n>From here\n", "text\nFrom here\n"},
		{">From here\r\n>>From there\r\n> From\r\n", "From here\r\n>From there\r\n> From\r\n"},
		{"a>From here >>From there\n", "a>From here >>From there\n"},
		{">From >From a\n>From b", "From >From a\nFrom b"},
		{"From here", "From here"},
		{"", ""},
	} {
		if got := string(Unquote([]byte(tt.text))); got != tt.want {
			t.Errorf("%q: %q, want %q", tt.text, got, tt.want)
		}
	}
}

func TestLimits(t *testing.T) {
	nested := func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n", i, i)
		}
		return b.String() + "\ntext"
	}
	for _, tt := range []struct {
		name, raw string
		lim       Limits
		parts     int
		reason    string
	}{
		{"deep", nested(5000), DefaultLimits, 100, "malformed too-deep"},
		{"not deep", nested(99), DefaultLimits, 100, "malformed"},
		{"deep messages", strings.Repeat("Content-Type: message/rfc822\n\n", 5000), DefaultLimits, 100, "too-deep"},
		{"many", mixed + "\n" + strings.Repeat("--b\n\nx\n", 20_000), DefaultLimits, 10_000, "too-many"},
		{"not many", mixed + "\n" + strings.Repeat("--b\n\nx\n", 9_998) + "--b--", DefaultLimits, 9_999, ""},
		{"long header", "Subject: x\n" + strings.Repeat("X: y\n", 100) + "\ntext", Limits{10, 10, 1, 100}, 1, "too-large"},
	} {
		parts := Parse([]byte(tt.raw), tt.lim)
		last := parts[len(parts)-1]
		if reason := reasons(parts); len(parts) != tt.parts || reason != tt.reason {
			t.Errorf("%s: %d parts, %q", tt.name, len(parts), reason)
		}
		if tt.reason != "" && !strings.HasSuffix(tt.raw, string(last.Body)) {
			t.Errorf("%s: the last part is not the rest", tt.name)
		}
	}
}

// reasons returns the reasons of the problems of parts.
func reasons(parts []Part) string {
	var all []string
	for _, p := range parts {
		for _, x := range p.Problems {
			all = append(all, x.Reason)
		}
	}
	return strings.Join(all, " ")
}

func TestRaw(t *testing.T) {
	raw := "From: a@b\r\n" + strings.ReplaceAll(mixed, "\n", "\r\n") + "\r\npre\r\n--b\r\nX: y\r\n\r\none\r\n--b--\r\n"
	parts := Parse([]byte(raw), DefaultLimits)
	for i, want := range []string{raw, "pre", "X: y\r\n\r\none"} {
		if p := parts[i]; string(p.Raw) != want || raw[p.At:p.At+len(p.Raw)] != want {
			t.Errorf("part %d: %q at %d, want %q", i, p.Raw, p.At, want)
		}
	}
	if h := parts[0].Head; !strings.HasPrefix(raw[h:], "pre") {
		t.Errorf("header of %d bytes", h)
	}
}

// checkParts holds for the parts of any message.
func checkParts(t *testing.T, raw []byte, parts []Part, lim Limits) {
	t.Helper()
	whole := raw
	if start, end, _, ok := emlx(raw); ok {
		whole = raw[start:end]
	}
	if len(parts) == 0 || len(parts) > lim.Parts || !parts[0].Root || !bytes.Equal(parts[0].Raw, whole) {
		t.Fatalf("%d parts, the root of %d bytes", len(parts), len(parts[0].Raw))
	}
	encoded := make([]bool, len(parts)) // it lies in a decoded body
	for i, p := range parts {
		if i > 0 {
			up := parts[p.Parent]
			if p.Parent >= i || p.Depth != up.Depth+1 {
				t.Fatalf("part %d of depth %d below part %d of depth %d", i, p.Depth, p.Parent, up.Depth)
			}
			encoded[i] = encoded[p.Parent] || transferEncoding(up.Get("content-transfer-encoding")).encodes() && !isMultipart(up.Type)
		}
		if !encoded[i] && !bytes.HasPrefix(raw[p.At:], p.Raw) || p.Head > len(p.Raw)+2 {
			t.Fatalf("part %d is not what lies at byte %d", i, p.At)
		}
		if p.Depth >= lim.Depth {
			t.Fatalf("part %d of depth %d", i, p.Depth)
		}
	}
}

// FuzzParse checks what must hold for any message, and that the parts of a
// well-formed message made of the input are those that it was made of.
func FuzzParse(f *testing.F) {
	for _, tt := range parses {
		f.Add([]byte(tt.raw))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		lim := Limits{Depth: 10, Parts: 20, Encoded: 2, Header: 1 << 12}
		parts := Parse(raw, lim)
		checkParts(t, raw, parts, lim)
		if !reflect.DeepEqual(parts, Parse(raw, lim)) {
			t.Error("two readings differ")
		}
		for _, p := range parts {
			for _, h := range p.Header {
				checkAddresses(t, h.Value)
				ParseDate(h.Value)
			}
		}
		planted(t, raw)
	})
}

// planted checks that raw comes back from a message that carries it in three encodings.
func planted(t *testing.T, raw []byte) {
	t.Helper()
	var b bytes.Buffer
	b.WriteString("From: a@example.com\nContent-Type: multipart/mixed; boundary=\"=_x\"\n\n")
	b.WriteString("--=_x\nContent-Type: application/octet-stream\nContent-Transfer-Encoding: base64\n\n")
	for e := base64.StdEncoding.EncodeToString(raw); e != ""; e = e[min(len(e), 76):] {
		b.WriteString(e[:min(len(e), 76)] + "\r\n")
	}
	b.WriteString("\n--=_x\nContent-Type: application/octet-stream\nContent-Transfer-Encoding: quoted-printable\n\n")
	w := quotedprintable.NewWriter(&b)
	w.Binary = true
	_, _ = w.Write(raw) // a bytes.Buffer takes all
	_ = w.Close()
	b.WriteString("\n--=_x\nContent-Type: application/octet-stream\nContent-Transfer-Encoding: binary\n\n")
	plain := !bytes.Contains(raw, []byte("--"))
	if plain {
		b.Write(raw)
	}
	b.WriteString("\r\n--=_x--\n")
	parts := Parse(b.Bytes(), DefaultLimits)
	if len(parts) != 4 {
		t.Fatalf("%d parts", len(parts))
	}
	for i, p := range parts[1:] {
		if !bytes.Equal(p.Body, raw) && (i < 2 || plain) {
			t.Errorf("part %d: got %q, want %q", i+1, p.Body, raw)
		}
	}
}

func TestHostile(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(shared(t, "hostile/eml"), "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		parts := Parse(raw, DefaultLimits)
		checkParts(t, raw, parts, DefaultLimits)
		for _, p := range parts {
			for _, h := range p.Header {
				checkAddresses(t, h.Value)
			}
		}
	}
}

// TestCorpora checks that no real message is refused.
func TestCorpora(t *testing.T) {
	dir := shared(t, "corpora")
	files, err := filepath.Glob(filepath.Join(dir, "spamassassin-public", "*", "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		parts := Parse(raw, DefaultLimits)
		checkParts(t, raw, parts, DefaultLimits)
		if parts[0].Get("from") == "" && parts[0].Get("subject") == "" {
			t.Errorf("%s: no header", name)
		}
	}
}

// sample is a mail of text, HTML and a file, as most are.
func sample() []byte {
	var b strings.Builder
	b.WriteString("Received: from mail.example.com (mail.example.com [192.0.2.1])\r\n\tby mx.example.com with ESMTP; Thu, 12 Mar 2020 09:00:00 -0500\r\n")
	b.WriteString("From: =?utf-8?q?J=C3=B6rg_Doe?= <jdoe@example.com>\r\nTo: a@example.com, \"Brown, Sarah\" <b@example.com>\r\n")
	b.WriteString("Subject: quarterly figures\r\nMessage-ID: <1@example.com>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"b1\"\r\n\r\n")
	b.WriteString("--b1\r\nContent-Type: multipart/alternative; boundary=\"b2\"\r\n\r\n--b2\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n")
	b.WriteString(strings.Repeat("Some words that fill a line of the text, and a number, 555-0100.\r\n", 40))
	b.WriteString("--b2\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n")
	b.WriteString(strings.Repeat("<p style=3D\"margin: 0\">Some words that fill a line of the text, =\r\nand a number, 555-0100.</p>\r\n", 40))
	b.WriteString("--b2--\r\n--b1\r\nContent-Type: application/pdf; name=a.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n")
	b.WriteString(strings.Repeat(strings.Repeat("QUJD", 19)+"\r\n", 200))
	b.WriteString("--b1--\r\n")
	return []byte(b.String())
}

func BenchmarkParse(b *testing.B) {
	raw := sample()
	b.SetBytes(int64(len(raw)))
	b.ReportAllocs()
	for b.Loop() {
		if len(Parse(raw, DefaultLimits)) != 5 {
			b.Fatal("wrong parts")
		}
	}
}
