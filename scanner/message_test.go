package scanner

import (
	"encoding/base64"
	"strings"
	"testing"
	"time"

	"exposed/scanner/mailbox"
)

// multipart is a message of that subtype. Each part is its type, further
// fields and, behind an empty line, its body.
func multipart(subtype string, parts ...string) string {
	head := fromDana + "Date: Mon, 7 Oct 2019 09:12:00 -0700\nMessage-ID: <t01@heroncreek.example>\nMIME-Version: 1.0\nContent-Type: multipart/"
	boundary := "b" + strings.Repeat("x", strings.Count(strings.Join(parts, ""), "boundary="))
	var b strings.Builder
	b.WriteString(head + subtype + "; boundary=" + boundary + "\n\n")
	for _, p := range parts {
		b.WriteString("--" + boundary + "\nContent-Type: " + strings.TrimSuffix(p, "\n") + "\n")
	}
	b.WriteString("--" + boundary + "--\n")
	return b.String()
}

// attached is a part that is a file.
func attached(mimeType, name, data string) string {
	return mimeType + "\nContent-Disposition: attachment; filename=\"" + name + "\"\nContent-Transfer-Encoding: base64\n\n" +
		base64.StdEncoding.EncodeToString([]byte(data)) + "\n"
}

const (
	prose = "text/plain\n\nSee what is attached.\n"
	inner = "From: Marisol Vega <marisol@inbox.example>\nSubject: my bill\nMessage-ID: <t00@inbox.example>\n"
)

// Each message shows its items, with their exceptions, and the text of the
// first, without its header.
var messageTests = []struct {
	name, raw, items, text string
}{
	{"plain", fromDana + "\nHello.\n", ". message \"callback\"\n", "Hello.\n"},
	{"empty body", fromDana + "\n", ". message \"callback\"\n", ""},
	{"header alone", fromDana, ". message \"callback\"\n", ""},
	{"CRLF", crlf(fromDana + "\nHello,\n\nRosa.\n"), ". message \"callback\"\n", "Hello,\n\nRosa.\n"},
	{"From line before it", "From dana Mon Oct  7 09:00:00 2019\n" + fromDana + "\nHello.\n", ". message \"callback\"\n", "Hello.\n"},
	{"malformed header", "From: a@example.com\nthis line is no field\nSubject: x\nTo: b@example.com\n\nHello.\n", ". message \"x\"\n", "Hello.\n"},
	{"EMLX", "90\nFrom: a@example.com\nSubject: x\n\nHello.\n<?xml version=\"1.0\"?>\n<plist></plist>\n", ". message \"x\" !malformed\n", "Hello.\n"},
	{"quoted in an mbox", fromDana + "\n>From here on.\n", ". message \"callback\"\n", "From here on.\n"},
	{"no message", "just some text\nthat is no message\n", ". file !malformed\n", "just some text\nthat is no message\n"},
	{"nothing", "", ". file !malformed\n", ""},

	{"alternative", multipart("alternative", "text/plain\n\nplain words\n", "text/html\n\n<p>words of <b>HTML</b></p>\n"),
		". message \"callback\"\n", "plain words\nwords of HTML\n"},
	{"inline parts", multipart("mixed", "text/plain\n\nfirst\n", "text/html\n\n<p>second</p>\n", "text/plain\nContent-Disposition: inline\n\nthird\n"),
		". message \"callback\"\n", "first\nsecond\nthird\n"},
	{"no end boundary", fromDana + "Content-Type: multipart/mixed; boundary=b1\n\nThis is a multi-part message.\n--b1\n\none\n",
		". message \"callback\" !malformed\n", "This is a multi-part message.\none\n"},
	{"broken base64", fromDana + "Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\naGVsbG8*gd29ybGQ=\n",
		". message \"callback\" !malformed\n", "hello world\n"},

	{"text after base64", fromDana + "Content-Transfer-Encoding: base64\n\naGVsbG8gd29ybGQ=\n\n____\nfrom the list\n", ". message \"callback\"\n", "hello world\n____\nfrom the list\n"},
	{"text after a file alone", fromDana + "Content-Type: application/x-own\nContent-Transfer-Encoding: base64\n\naGVsbG8gd29ybGQ=\n\n____\nfrom the list\n", ". message \"callback\"\n!1 attachment in .\n", "____\nfrom the list\n"},
	{"text after a file", multipart("mixed", attached("text/plain", "notes.txt", "notes")+"\n____\nfrom the list\n"), ". message \"callback\"\n!1 attachment in . \"notes.txt\"\n", "____\nfrom the list\n\nAttachment: notes.txt\n"},
	{"uuencode", fromDana + "\nHello.\nbegin 644 a.csv\n$=&5X=`\n`\nend\nBye.\n", ". message \"callback\"\n!1 attachment in . \"a.csv\"\n", "Hello.\nBye.\n\nAttachment: a.csv\n"},
	{"uuencode in a file", multipart("mixed", prose, attached("text/plain", "notes.txt", "see\nbegin 644 a.csv\n$=&5X=`\n`\n")), ". message \"callback\"\n!1 attachment in . \"notes.txt\"\n!1!1 attachment in !1 \"a.csv\" !malformed\n", "See what is attached.\n\nAttachment: notes.txt\n"},
	{"yEnc attached", multipart("mixed", prose, attached("application/octet-stream", "a.ync", "=ybegin line=128 size=4 name=a.txt\n\x9e\x8f\xa2\x9e\n=yend size=4\n")), ". message \"callback\"\n!1 attachment in . \"a.ync\"\n!1!1 attachment in !1 \"a.txt\"\n", "See what is attached.\n\nAttachment: a.ync\n"},
	{"AppleDouble", multipart("appledouble", attached("application/applefile", "a", "\x00\x05\x16\x07\x00\x02\x00\x00"+strings.Repeat("\x00", 16)+"\x00\x01\x00\x00\x00\x03\x00\x00\x00\x26\x00\x00\x00\x05a.txt"), attached("text/plain", "a.txt", "text")), ". message \"callback\"\n!1 attachment in . \"a\"\n!2 attachment in . \"a.txt\"\n", "Attachment: a\nAttachment: a.txt\n"},

	{"CSV attached", multipart("mixed", prose, attached("text/csv", "list.csv", "First,Last\nMarisol,Vega\n")),
		". message \"callback\"\n!1 attachment in . \"list.csv\"\n", "See what is attached.\n\nAttachment: list.csv\n"},
	{"text attached", multipart("mixed", prose, attached("text/plain", "notes.txt", "notes"), attached("text/html", "page.html", "<p>page</p>")),
		". message \"callback\"\n!1 attachment in . \"notes.txt\"\n!2 attachment in . \"page.html\"\n", "See what is attached.\n\nAttachment: notes.txt\nAttachment: page.html\n"},
	{"names of files", multipart("mixed", prose, attached("text/plain", "Marisol_Vega  219-09-9999.txt", "x")),
		". message \"callback\"\n!1 attachment in . \"Marisol_Vega  219-09-9999.txt\"\n", "See what is attached.\n\nAttachment: Marisol Vega 219-09-9999.txt\n"},
	{"empty file attached", multipart("mixed", prose, attached("text/plain", "empty.txt", "")),
		". message \"callback\"\n!1 attachment in . \"empty.txt\"\n", "See what is attached.\n\nAttachment: empty.txt\n"},
	{"unknown format attached", multipart("mixed", prose, attached("application/octet-stream", "data.bin", "\x00\x01\x02\x03\xfe\xff")),
		". message \"callback\"\n!1 attachment in . \"data.bin\" !unsupported\n", "See what is attached.\n\nAttachment: data.bin\n"},

	{"message within", multipart("mixed", prose, "message/rfc822\n\n"+multipart("mixed", prose, attached("text/plain", "notes.txt", "notes")), attached("text/plain", "last.txt", "last")),
		". message \"callback\"\n!1 message in . \"callback\"\n!1!1 attachment in !1 \"notes.txt\"\n!2 attachment in . \"last.txt\"\n", "See what is attached.\n\nAttachment: last.txt\n"},
	{"three within each other", multipart("mixed", prose, "message/rfc822\n\n"+multipart("mixed", prose, "message/rfc822\n\n"+inner+"\nHello.\n")),
		". message \"callback\"\n!1 message in . \"callback\"\n!1!1 message in !1 \"my bill\"\n", "See what is attached.\n"},
	{"message as a file", multipart("mixed", prose, attached("application/octet-stream", "bill.eml", inner+"\nHello.\n")),
		". message \"callback\"\n!1 attachment in . \"bill.eml\"\n!1!1 message in !1 \"my bill\"\n", "See what is attached.\n\nAttachment: bill.eml\n"},
	{"message as a file, with a file", multipart("mixed", prose, attached("application/octet-stream", "bill.eml", multipart("mixed", prose, attached("text/plain", "notes.txt", "notes")))),
		". message \"callback\"\n!1 attachment in . \"bill.eml\"\n!1!1 message in !1 \"callback\"\n!1!1!1 attachment in !1!1 \"notes.txt\"\n", "See what is attached.\n\nAttachment: bill.eml\n"},
	{"message as a file in one", multipart("mixed", prose, attached("application/octet-stream", "a.eml", multipart("mixed", prose, attached("application/octet-stream", "bill.eml", inner+"\nHello.\n")))),
		". message \"callback\"\n!1 attachment in . \"a.eml\"\n!1!1 message in !1 \"callback\"\n!1!1!1 attachment in !1!1 \"bill.eml\"\n!1!1!1!1 message in !1!1!1 \"my bill\"\n", "See what is attached.\n\nAttachment: a.eml\n"},

	{"S/MIME, signed", multipart("mixed", prose, attached("application/octet-stream", "a.txt.p7m", "\x30\x26\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02\xa0\x19\x30\x17\x02\x01\x01\x31\x00\x30\x10\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01\xa0\x03\x04\x01x")),
		". message \"callback\"\n!1 attachment in . \"a.txt.p7m\"\n!1!1 attachment in !1 \"a.txt\"\n", "See what is attached.\n\nAttachment: a.txt.p7m\n"},
	{"S/MIME, signed message", multipart("mixed", prose, attached("application/pkcs7-mime", "smime.p7m", "\x30\x3d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02\xa0\x30\x30\x2e\x02\x01\x01\x31\x00\x30\x27\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01\xa0\x1a\x04\x18Content-Type: text/x\n\nx\n\n")),
		". message \"callback\"\n!1 attachment in . \"smime.p7m\"\n!1!1 message in !1\n!1!1!1 attachment in !1!1\n", "See what is attached.\n\nAttachment: smime.p7m\n"},
	{"PGP key in the text", fromDana + "\nMy key:\n-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nzQRSb3Nh\n-----END PGP PUBLIC KEY BLOCK-----\nBye.\n", ". message \"callback\"\n!1 attachment in .\n", "My key:\n\nBye.\n"},
	{"PGP in the text, signed alone", fromDana + "\nHello.\n-----BEGIN PGP MESSAGE-----\n\nyw1iBWEudHh0AAAAAGhp\n-----END PGP MESSAGE-----\nBye.\n", ". message \"callback\"\n!1 attachment in .\n!1!1 attachment in !1 \"a.txt\"\n", "Hello.\n\nBye.\n"},
	{"PGP in the text, encrypted", fromDana + "\nHello.\n-----BEGIN PGP MESSAGE-----\n\n0gMBAAA=\n-----END PGP MESSAGE-----\n", ". message \"callback\"\n!1 attachment in . !encrypted\n", "Hello.\n"},
	{"PGP in the text, cut", fromDana + "\nHello.\n-----BEGIN PGP MESSAGE-----\n\n0gMBAAA=\n", ". message \"callback\" !encrypted\n", "Hello.\n-----BEGIN PGP MESSAGE-----\n\n0gMBAAA=\n"},
	{"PGP, not encrypted", multipart("mixed", prose, attached("application/octet-stream", "a.gpg", "\xcb\x0db\x05a.txt\x00\x00\x00\x00hi")), ". message \"callback\"\n!1 attachment in . \"a.gpg\"\n!1!1 attachment in !1 \"a.txt\"\n", "See what is attached.\n\nAttachment: a.gpg\n"},
	{"PGP", multipart("encrypted; protocol=\"application/pgp-encrypted\"", "application/pgp-encrypted\n\nVersion: 1\n", "application/octet-stream; name=encrypted.asc\n\n-----BEGIN PGP MESSAGE-----\n\nhQ==\n-----END PGP MESSAGE-----\n"),
		". message \"callback\"\n!1 attachment in .\n!2 attachment in . \"encrypted.asc\" !encrypted\n", "Attachment: encrypted.asc\n"},
	{"S/MIME", multipart("mixed", prose, attached("application/pkcs7-mime", "smime.p7m", "\x30\x19\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x03\xa0\x0c\x30\x0a\x02\x01\x00\x31\x05\x30\x03\x02\x01\x00")),
		". message \"callback\"\n!1 attachment in . \"smime.p7m\" !encrypted\n", "See what is attached.\n\nAttachment: smime.p7m\n"},

	{"declared charset", fromDana + "Content-Type: text/plain; charset=iso-8859-1\n\ncaf\xe9\n", ". message \"callback\"\n", "café\n"},
	{"wrong charset", fromDana + "Content-Type: text/plain; charset=utf-8\n\ncaf\xe9\n", ". message \"callback\"\n", "café\n"},
	{"byte without a character", fromDana + "Content-Type: text/plain; charset=windows-1253\n\ncaf\xff\n", ". message \"callback\" !malformed\n", "caf\ufffd\n"},
	{"flowed", fromDana + "Content-Type: text/plain; format=flowed\n\nMarisol Vega has the account \n40718826.\n> quoted \n> line\n-- \nDana\n",
		". message \"callback\"\n", "Marisol Vega has the account 40718826.\n> quoted line\n-- \nDana\n"},
	{"flowed within words", fromDana + "Content-Type: text/plain; format=flowed; delsp=yes\n\nacc \nount\n", ". message \"callback\"\n", "account\n"},
	{"HTML table", fromDana + "Content-Type: text/html\n\n<p>A</p><table><tr><th>Name</th><th>Phone</th></tr><tr><td>Marisol Vega</td><td>360-555-0101</td></tr></table><p>B</p>\n",
		". message \"callback\"\n", "A\nName\tPhone\nMarisol Vega\t360-555-0101\n\nB\n"},
}

func TestMessage(t *testing.T) {
	s := New(Config{Detect: testCase()})
	for _, tt := range messageTests {
		fam := parse(s, tt.raw)
		if got := outline(fam); got != tt.items {
			t.Errorf("%s: items\ngot\n%s\nwant\n%s", tt.name, got, tt.items)
		}
		if got := fam[0].Text.Data[fam[0].Head:]; got != tt.text {
			t.Errorf("%s: text\ngot  %q\nwant %q", tt.name, got, tt.text)
		}
		checkFamily(t, fam)
	}
}

// TestHead shows the text of a message in full, and what its header says.
func TestHead(t *testing.T) {
	fam := parse(New(Config{}), lf(`
From: =?utf-8?q?Marisol_Vega?= <marisol@inbox.example>
To: Rosa Delgado <rosa@heroncreek.example>,
	Dana Whitfield <dana@heroncreek.example>
Subject: =?iso-8859-1?q?caf=E9?= and
 bill
Date: Mon, 7 Oct 2019 09:12:00 -0700
Message-ID: <t01@inbox.example>
X-Customer: 40718826

Hello.
`))
	it := fam[0]
	golden(t, "head.golden", it.Text.Data)
	sent := time.Date(2019, 10, 7, 16, 12, 0, 0, time.UTC)
	if it.Subject != "café and bill" || it.MessageID != "<t01@inbox.example>" || !it.Sent.Equal(sent) {
		t.Errorf("subject %q, Message-ID %q, sent %v", it.Subject, it.MessageID, it.Sent)
	}
}

// TestMessageIDs shows that each item has the Message-ID of its nearest message.
func TestMessageIDs(t *testing.T) {
	fam := parse(New(Config{}), multipart("mixed", prose, attached("text/plain", "a.txt", "a"), attached("application/octet-stream", "bill.eml", inner+"\nHello.\n")))
	var got []string
	for _, it := range fam {
		got = append(got, it.Inner+it.MessageID)
	}
	if want := "<t01@heroncreek.example> !1<t01@heroncreek.example> !2<t01@heroncreek.example> !2!1<t00@inbox.example>"; strings.Join(got, " ") != want {
		t.Errorf("got  %s\nwant %s", strings.Join(got, " "), want)
	}
}

// nested is n messages within each other, the innermost with words of its own.
func nested(n int) string {
	return strings.Repeat("From: a@example.com\nSubject: x\nContent-Type: message/rfc822\n\n", n) + "From: a@example.com\nSubject: x\n\ninnermost words\n"
}

func TestCaps(t *testing.T) {
	lim := mailbox.DefaultLimits
	for _, tt := range []struct {
		name, raw string
		reason    Reason
	}{
		{"messages", nested(lim.Depth + 10), TooDeep},
		{"multiparts", strings.Repeat("Content-Type: multipart/mixed; boundary=b\n\n--b\n", lim.Depth+10) + "\n\ninnermost words\n", TooDeep},
		{"parts", fromDana + "Content-Type: multipart/mixed; boundary=b\n\n" + strings.Repeat("--b\n\nx\n", lim.Parts+10) + "--b\n\ninnermost words\n--b--\n", TooMany},
		{"files", fromDana + "Content-Type: multipart/mixed; boundary=b\n\n" + strings.Repeat("--b\nContent-Disposition: attachment\n\nx\n", lim.Parts+10) + "--b\n\ninnermost words\n--b--\n", TooMany},
	} {
		raw := tt.raw
		if !strings.HasPrefix(raw, "From: ") {
			raw = fromDana + raw
		}
		fam := parse(New(Config{}), raw)
		if len(fam) > lim.Parts {
			t.Errorf("%s: %d items", tt.name, len(fam))
		}
		capped, kept := false, false
		for i := range fam {
			for _, x := range fam[i].Exceptions {
				capped = capped || x.Reason == tt.reason
			}
			kept = kept || strings.Contains(fam[i].Text.Data, "innermost words")
		}
		if !capped || !kept {
			t.Errorf("%s: exception %v: %v; words kept: %v", tt.name, tt.reason, capped, kept)
		}
		checkFamily(t, fam)
	}
}

// TestAttachedDeep takes messages as files within each other: none is lost
// without a word, however many there are.
func TestAttachedDeep(t *testing.T) {
	raw := inner + "\ninnermost words\n"
	for range maxNested + 5 {
		raw = fromDana + "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: application/octet-stream; name=a.eml\nContent-Transfer-Encoding: 7bit\n\n" + strings.ReplaceAll(raw, "--b", "--bx") + "\n--b--\n"
		raw = strings.ReplaceAll(raw, "boundary=b\n\n--bx", "boundary=bx\n\n--bx")
	}
	fam := parse(New(Config{}), raw)
	last := &fam[len(fam)-1]
	if !strings.Contains(last.Text.Data, "innermost words") {
		t.Errorf("innermost words are not in the text of the last of %d items", len(fam))
	}
	checkFamily(t, fam)
}
