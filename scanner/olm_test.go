package scanner

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"
)

// olmMessage is the file of a message with a subject, a body and attachments, each
// the name of a file and its path.
func olmMessage(subject, body string, files ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<?xml version="1.0" encoding="UTF-8"?><emails elementCount="1"><email><OPFMessageCopySubject>%s</OPFMessageCopySubject>
<OPFMessageCopySenderAddress><emailAddress OPFContactEmailAddressAddress="marisol@example.com" OPFContactEmailAddressName="Marisol Vega"/></OPFMessageCopySenderAddress>
<OPFMessageCopyToAddresses><emailAddress OPFContactEmailAddressAddress="dana@heroncreek.example"/></OPFMessageCopyToAddresses>
<OPFMessageCopySentTime>2019-10-07T13:02:03</OPFMessageCopySentTime><OPFMessageCopyMessageID>&lt;%[1]s@example.com&gt;</OPFMessageCopyMessageID>
<OPFMessageCopyBody>%[2]s</OPFMessageCopyBody><OPFMessageCopyAttachmentList>`, subject, body)
	for i := 0; i < len(files); i += 2 {
		fmt.Fprintf(&b, `<messageAttachment OPFAttachmentName="%s" OPFAttachmentURL="%s"/>`, files[i], files[i+1])
	}
	return b.String() + "</OPFMessageCopyAttachmentList></email></emails>"
}

const (
	olmFolder   = "Accounts/dana@heroncreek.example/com.microsoft.__Messages/Inbox/"
	olmContacts = `<contacts><contact><OPFContactCopyDisplayName>Marisol Vega</OPFContactCopyDisplayName><OPFContactCopyHomePhone>(503) 555-0134</OPFContactCopyHomePhone></contact>
<contact><OPFContactCopyDisplayName>Omar Haddad</OPFContactCopyDisplayName><OPFContactCopyNotesPlain>SSN 219-09-9999</OPFContactCopyNotesPlain></contact></contacts>`
	olmCalendar = `<appointments><appointment><OPFCalendarEventCopySummary>Call</OPFCalendarEventCopySummary></appointment></appointments>`
)

// olmArchive is an archive of Outlook for Mac with items of most kinds.
func olmArchive(t *testing.T) []byte {
	at := olmFolder + "com.microsoft.__Attachments/"
	return zipped(t,
		at+"ssn_0000", "Marisol Vega\nSSN 078-05-1120\n",
		at+"lost.txt", "nobody carries this\n",
		olmFolder+"message_00000.xml", olmMessage("one", "SSN 219-09-9999", "ssn.txt", at+"ssn_0000"),
		olmFolder+"message_00001.xml", olmMessage("two", "see there", "again.txt", at+"SSN_0000", "gone.txt", at+"gone"),
		olmFolder+"message_00002.xml", olmMessage("three", "cut")[:600],
		"Local/Address Book/Contacts.xml", olmContacts,
		"Local/Calendar/Calendar.xml", olmCalendar,
		"Categories.xml", "<categories><category OPFCategoryCopyName='Billing'/></categories>",
		at+"kept.xml", "<a>not of Outlook</a>",
	)
}

const olmOutline = `. container
!3 message "one"
!3!1 attachment in !3 "ssn.txt"
!4 message "two"
!4!1 attachment in !4 "again.txt"
!4!2 attachment in !4 "gone.txt" !missing
!5 message "three" !corrupt
!6 container "Local/Address Book/Contacts.xml"
!6!1 contact
!6!2 contact
!7 appointment
!8 file "Categories.xml"
!2 file "Accounts/dana@heroncreek.example/com.microsoft.__Messages/Inbox/com.microsoft.__Attachments/lost.txt"
!9 file "Accounts/dana@heroncreek.example/com.microsoft.__Messages/Inbox/com.microsoft.__Attachments/kept.xml"
`

// An archive of Outlook for Mac shows its items with what they carry, alone and in
// another archive.
func TestOLM(t *testing.T) {
	s := New(Config{Detect: testCase()})
	data := olmArchive(t)
	for _, name := range []string{"in.olm", "in.zip"} {
		got := readBytes(t, s, name, data)
		checkBooks(t, []*collected{got})
		checkSizes(t, got)
		if list := outlineAll(got); list != olmOutline {
			t.Errorf("%s:\ngot\n%s\nwant\n%s", name, list, olmOutline)
		}
	}
	outer := readBytes(t, s, "outer.zip", zipped(t, "in.olm", string(data)))
	checkBooks(t, []*collected{outer})
	checkSizes(t, outer)
	want := ". container\n!1 container \"in.olm\"\n" + strings.NewReplacer("\n!", "\n!1!", " in !", " in !1!").Replace(strings.TrimPrefix(olmOutline, ". container"))[1:]
	if list := outlineAll(outer); list != want {
		t.Errorf("in an archive:\ngot\n%s\nwant\n%s", list, want)
	}
}

// An archive of Outlook for Mac that is attached to a message shows its items there.
func TestAttachedOLM(t *testing.T) {
	raw := multipart("mixed", "text/plain\n\nHello.\n", attached("application/octet-stream", "old.olm", string(olmArchive(t))))
	got := readBytes(t, New(Config{}), "in.eml", []byte(raw))
	checkBooks(t, []*collected{got})
	want := strings.NewReplacer("\n!", "\n!1!", " in !", " in !1!").Replace(strings.TrimPrefix(olmOutline, ". container"))[1:]
	if list := outlineAll(got); innerLines(list) != innerLines(want) {
		t.Errorf("got\n%s\nwant\n%s", list, want)
	}
}

// innerLines is the places of the items of an outline below the first attachment.
func innerLines(outline string) string {
	var b strings.Builder
	for line := range strings.Lines(outline) {
		if place, _, _ := strings.Cut(line, " "); strings.HasPrefix(place, "!1!") {
			exception := ""
			if i := strings.LastIndex(line, "\" !"); i > 0 {
				exception = line[i+1:]
			}
			b.WriteString(place + exception + "\n")
		}
	}
	return b.String()
}

// checkSizes checks that the items just below the source have its bytes of content.
func checkSizes(t *testing.T, c *collected) {
	t.Helper()
	var n int64
	for _, fam := range c.families {
		for i := range fam {
			if strings.Count(fam[i].Inner, "!") == 1 {
				n += fam[i].Size
			}
		}
	}
	if n != c.tallies[0].Content {
		t.Errorf("items of %d bytes in %d bytes of content", n, c.tallies[0].Content)
	}
}

// The items of an archive of Outlook for Mac have what stands in it.
func TestOLMItems(t *testing.T) {
	s := New(Config{Detect: testCase()})
	src := sourceAt(t, writeFile(t, t.TempDir(), "in.olm", olmArchive(t)))
	for _, tt := range []struct{ inner, text, value string }{
		{"!3", "From: Marisol Vega <marisol@example.com>\nTo: dana@heroncreek.example\nSubject: one\nDate: Mon, 07 Oct 2019 13:02:03 +0000\nMessage-ID: <one@example.com>\n\nSSN 219-09-9999\n\nAttachment: ssn.txt\n", "219099999"},
		{"!3!1", "Marisol Vega\nSSN 078-05-1120\n", "078051120"},
		{"!6!1", "Subject: Marisol Vega\n\nFull Name: Marisol Vega\nHome Phone: (503) 555-0134\n", "+15035550134"},
		{"!6!2", "Subject: Omar Haddad\n\nFull Name: Omar Haddad\nSSN 219-09-9999\n", "219099999"},
		{"!7", "Subject: Call\n\n", ""},
	} {
		fam, err := s.Find(context.Background(), src, tt.inner)
		if err != nil {
			t.Fatal(err)
		}
		var it *Item
		for i := range fam {
			if fam[i].Inner == tt.inner {
				it = &fam[i]
			}
		}
		if it == nil {
			t.Errorf("%s is not found", tt.inner)
			continue
		}
		if it.Text.Data != tt.text {
			t.Errorf("%s: got %q, want %q", tt.inner, it.Text.Data, tt.text)
		}
		found := tt.value == ""
		for _, f := range it.Findings {
			found = found || strings.Map(func(c rune) rune {
				if c == '-' {
					return -1
				}
				return c
			}, f.Value) == tt.value
		}
		if !found {
			t.Errorf("%s: no finding %q in %v", tt.inner, tt.value, it.Findings)
		}
	}
}

// A zip that is none of Outlook's is read as files, whatever XML it has.
func TestNoOLM(t *testing.T) {
	got := readBytes(t, New(Config{}), "in.zip", zipped(t, "Contacts.xml", olmContacts))
	if list := outlineAll(got); list != ". container\n!1 file \"Contacts.xml\"\n" {
		t.Error(list)
	}
}

// Damaged archives of Outlook for Mac balance, and what is lost is told.
func TestDamagedOLM(t *testing.T) {
	s := New(Config{})
	data := olmArchive(t)
	for n := 0; n < len(data); n += 37 {
		bad := bytes.Clone(data)
		bad[n] ^= 0x21
		checkBooks(t, []*collected{readBytes(t, s, "in.olm", bad)})
		checkBooks(t, []*collected{readBytes(t, s, "in.olm", data[:n])})
	}
}

// Many messages that carry one large file unfold to no more than a family may.
func TestOLMBomb(t *testing.T) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	at := "com.microsoft.__Attachments/a"
	var files []string
	for range 9 {
		files = append(files, "a", at)
	}
	for _, m := range [][2]string{{"com.microsoft.__Messages/Inbox/message_00000.xml", olmMessage("bomb", "x", files...)}, {at, strings.Repeat("\x00", 32<<20)}} {
		w, err := z.Create(m[0])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(m[1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	got := readBytes(t, New(Config{}), "in.olm", b.Bytes())
	checkBooks(t, []*collected{got})
	if list := outlineAll(got); strings.Count(list, "!too-large") != 1 {
		t.Error(list)
	}
}
