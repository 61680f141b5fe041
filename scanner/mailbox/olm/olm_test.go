package olm

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"
)

// dump prints all of an item.
func dump(it *Item) string {
	var b strings.Builder
	b.WriteString(it.Kind + "\n")
	for _, f := range it.Header {
		fmt.Fprintf(&b, "%s: %s\n", f.Name, f.Value)
	}
	for _, s := range []string{it.Source, it.Body, it.Plain, it.HTML} {
		if s != "" {
			b.WriteString("--\n" + strings.TrimSuffix(s, "\n") + "\n")
		}
	}
	for _, a := range it.Attachments {
		fmt.Fprintf(&b, "file %q at %q, %s, %d bytes %q\n", a.Name, a.URL, a.Type, a.Size, a.Data)
	}
	for _, x := range it.Problems {
		fmt.Fprintf(&b, "!%s %s\n", x.Reason, x.Detail)
	}
	return b.String()
}

func dumpAll(xml string) string {
	items := Items([]byte(xml))
	var b strings.Builder
	for i := range items {
		b.WriteString(dump(&items[i]))
	}
	return b.String()
}

const message = `<?xml version="1.0" encoding="UTF-8"?>
<emails xml:space="preserve" elementCount="1">
<email xml:space="preserve">
<OPFMessageCopySubject xml:space="preserve">Your bill &amp; more</OPFMessageCopySubject>
<OPFMessageCopySenderAddress><emailAddress OPFContactEmailAddressAddress="dana@example.com" OPFContactEmailAddressName="Whitfield, Dana" OPFContactEmailAddressType="0"/></OPFMessageCopySenderAddress>
<OPFMessageCopyFromAddresses><emailAddress OPFContactEmailAddressAddress="dana@example.com" OPFContactEmailAddressName="Whitfield, Dana"/></OPFMessageCopyFromAddresses>
<OPFMessageCopyToAddresses>
 <emailAddress OPFContactEmailAddressAddress="omar@example.com" OPFContactEmailAddressName="omar@example.com"/>
 <emailAddress OPFContactEmailAddressAddress="" OPFContactEmailAddressName="Rosa Delgado"/>
</OPFMessageCopyToAddresses>
<OPFMessageCopyBody>Line one&#13;
line &lt;two&gt;</OPFMessageCopyBody>
<OPFMessageCopyHTMLBody>&lt;html&gt;&lt;p&gt;Line one&lt;/p&gt;&lt;/html&gt;</OPFMessageCopyHTMLBody>
<OPFMessageCopyPreview>Line one</OPFMessageCopyPreview>
<OPFMessageCopySentTime>2019-10-07T13:02:03</OPFMessageCopySentTime>
<OPFMessageCopyReceivedTime>2019-10-07T13:02:05</OPFMessageCopyReceivedTime>
<OPFMessageCopyMessageID>&lt;one@example.com&gt;</OPFMessageCopyMessageID>
<OPFMessageCopyCategoryList><category OPFCategoryCopyBackgroundColor="#ff0000" OPFCategoryCopyName="Billing"/></OPFMessageCopyCategoryList>
<OPFMessageGetIsRead>1E0</OPFMessageGetIsRead>
<OPFMessageCopySource>Received: from a by b;
 Mon, 7 Oct 2019 13:02:04 +0000
X-Mailer: m
</OPFMessageCopySource>
<OPFMessageCopyAttachmentList><messageAttachment OPFAttachmentContentExtension="pdf" OPFAttachmentContentFileSize="12" OPFAttachmentContentType="application/pdf" OPFAttachmentName="bill.pdf" OPFAttachmentURL="Accounts/a/com.microsoft.__Attachments/bill_0000"/></OPFMessageCopyAttachmentList>
</email>
</emails>`

var tests = []struct{ name, xml, want string }{
	{"message", message, `message
From: "Whitfield, Dana" <dana@example.com>
To: omar@example.com, Rosa Delgado
Subject: Your bill & more
Date: Mon, 07 Oct 2019 13:02:03 +0000
Message-ID: <one@example.com>
Keywords: Billing
--
Received: from a by b;
 Mon, 7 Oct 2019 13:02:04 +0000
X-Mailer: m
--
Line one
line <two>
--
<html><p>Line one</p></html>
file "bill.pdf" at "Accounts/a/com.microsoft.__Attachments/bill_0000", application/pdf, 12 bytes ""
`},
	{"contact", `<contacts elementCount="2"><contact>
<OPFContactCopyBirthday>1975-03-13T23:00:00</OPFContactCopyBirthday>
<OPFContactCopyDisplayName>Marisol Vega</OPFContactCopyDisplayName><OPFContactCopyFirstName>Marisol</OPFContactCopyFirstName><OPFContactCopyLastName>Vega</OPFContactCopyLastName>
<OPFContactCopyCellPhone>555-0134</OPFContactCopyCellPhone><OPFContactCopyCustomPhone1>555-0135</OPFContactCopyCustomPhone1>
<OPFContactCopyHomeStreetAddress>12 Elm Street
Apt 4</OPFContactCopyHomeStreetAddress><OPFContactCopyHomeCity>Portland</OPFContactCopyHomeCity><OPFContactCopyHomeState>OR</OPFContactCopyHomeState><OPFContactCopyHomeZip>97201</OPFContactCopyHomeZip>
<OPFContactCopyDefaultEmailAddress><contactEmailAddress OPFContactEmailAddressAddress="m@example.com" OPFContactEmailAddressIsDefault="1" OPFContactEmailAddressType="0"/></OPFContactCopyDefaultEmailAddress>
<OPFContactCopyEmailAddressList><contactEmailAddress OPFContactEmailAddressAddress="m@example.com"/><contactEmailAddress OPFContactEmailAddressAddress="vega@example.com"/></OPFContactCopyEmailAddressList>
<OPFContactCopyChildren><string>Tomas</string><string>Rosa</string></OPFContactCopyChildren>
<OPFContactCopyNotesPlain>SSN 078-05-1120</OPFContactCopyNotesPlain><OPFContactCopyBloodType>0</OPFContactCopyBloodType>
<OPFContactCopyContactImage>0</OPFContactCopyContactImage><OPFContactCopyModDate>2019-10-07T13:02:03</OPFContactCopyModDate><OPFContactCanEdit>1</OPFContactCanEdit>
</contact><contact><OPFContactCopyFirstName>Omar</OPFContactCopyFirstName></contact></contacts>`, `contact
Subject: Marisol Vega
--
Full Name: Marisol Vega
First Name: Marisol
Last Name: Vega
Children:
Tomas
Rosa
Birthday: 1975-03-14
Mobile Phone: 555-0134
E-mail: m@example.com
E-mail 2: vega@example.com
Home Address:
12 Elm Street
Apt 4
Portland, OR 97201
Custom Phone 1: 555-0135
Blood Type: 0
--
SSN 078-05-1120
contact
Subject: Omar
--
First Name: Omar
`},
	{"appointment", `<appointments><appointment><OPFCalendarEventCopyStartTime>2019-10-07T13:00:00</OPFCalendarEventCopyStartTime><OPFCalendarEventCopySummary>Call</OPFCalendarEventCopySummary>
<OPFCalendarEventCopyLocation>Room 4</OPFCalendarEventCopyLocation><OPFCalendarEventCopyOrganizer>dana@example.com</OPFCalendarEventCopyOrganizer>
<OPFCalendarEventCopyDescription>&lt;html&gt;&lt;b&gt;Agenda&lt;/b&gt;&lt;/html&gt;</OPFCalendarEventCopyDescription>
<OPFCalendarEventCopyAttendeeList><appointmentAttendee OPFCalendarAttendeeAddress="omar@example.com" OPFCalendarAttendeeName="Omar" OPFCalendarAttendeeType="1" OPFCalendarAttendeeStatus="2"/><appointmentAttendee OPFCalendarAttendeeAddress="rosa@example.com" OPFCalendarAttendeeType="2"/></OPFCalendarEventCopyAttendeeList>
<OPFCalendarEventCopyRecurrence><OPFRecurrenceHasEndDate>1</OPFRecurrenceHasEndDate><OPFRecurrencePattern><OPFRecurrencePatternDaysOfWeek><friday>1</friday></OPFRecurrencePatternDaysOfWeek></OPFRecurrencePattern></OPFCalendarEventCopyRecurrence>
<OPFCalendarEventGetIsPrivate>0</OPFCalendarEventGetIsPrivate></appointment></appointments>`, `appointment
From: dana@example.com
To: Omar <omar@example.com>
Cc: rosa@example.com
Subject: Call
--
Location: Room 4
Start: 2019-10-07 13:00 UTC
Organizer: dana@example.com
--
<html><b>Agenda</b></html>
`},
	{"task, note and group", `<tasks><task><OPFTaskCopyName>Refund</OPFTaskCopyName><OPFTaskCopyNotePlain>Acct 123456789</OPFTaskCopyNotePlain><OPFTaskCopyDueDateTime>2019-10-08T00:00:00</OPFTaskCopyDueDateTime></task></tasks>`, `task
Subject: Refund
--
Due Date: 2019-10-08
--
Acct 123456789
`},
	{"note", `<notes><note><OPFNoteCopyCreationDate>2019-10-08T09:30:00</OPFNoteCopyCreationDate><OPFNoteCopyTitle>Keys</OPFNoteCopyTitle><OPFNoteCopyText>under the mat</OPFNoteCopyText></note></notes>`, `note
Subject: Keys
--
Creation Date: 2019-10-08 09:30 UTC
--
under the mat
`},
	{"group", `<groups><group><OPFGroupCopyDisplayName>Team</OPFGroupCopyDisplayName><OPFGroupCopyMemberList><emailAddress OPFContactEmailAddressAddress="omar@example.com" OPFContactEmailAddressName="Omar"/></OPFGroupCopyMemberList></group></groups>`, `distribution-list
Subject: Team
--
Name: Team
Member: Omar <omar@example.com>
`},
	{"meeting", `<emails><email><OPFMessageIsMeeting>1E0</OPFMessageIsMeeting><OPFMessageCopyPreview>Come</OPFMessageCopyPreview><OPFMessageCopyMeetingData>Accounts/a/com.microsoft.__Attachments/m.ics</OPFMessageCopyMeetingData></email></emails>`, `meeting
--
Come
file "" at "Accounts/a/com.microsoft.__Attachments/m.ics", text/calendar, 0 bytes ""
`},
	{"source with a body", "<emails><email><OPFMessageCopySource>From: a@example.com\n\nHello.</OPFMessageCopySource></email></emails>", `message
--
From: a@example.com
file "" at "", message/rfc822, 0 bytes "From: a@example.com\n\nHello."
`},
	{"source that is no header", "<emails><email><OPFMessageCopySource>Hello there</OPFMessageCopySource></email></emails>", "message\n--\nSource: Hello there\n"},
	{"file in the XML", `<emails><email><OPFMessageCopyAttachmentList><messageAttachment OPFAttachmentName="a.txt">SGVs
bG8=</messageAttachment></OPFMessageCopyAttachmentList></email></emails>`, "message\nfile \"a.txt\" at \"\", , 0 bytes \"Hello\"\n"},
	{"names in text", `<emails><email><OPFMessageCopyToAddresses>a@example.com; b@example.com</OPFMessageCopyToAddresses></email></emails>`, "message\nTo: a@example.com; b@example.com\n"},
	{"HTML in the plain body", `<emails><email><OPFMessageCopyBody>&lt;html&gt;x&lt;/html&gt;</OPFMessageCopyBody><OPFMessageCopyHTMLBody>&lt;html&gt;x&lt;/html&gt;</OPFMessageCopyHTMLBody></email></emails>`, "message\n--\n<html>x</html>\n"},
	{"not escaped", `<emails><email><OPFMessageCopyHTMLBody><p>one</p><p>two <b>three</b></p></OPFMessageCopyHTMLBody></email></emails>`, "message\n--\none\ntwo three\n"},

	{"cut", message[:strings.Index(message, "line &lt;two")+9], `message
From: "Whitfield, Dana" <dana@example.com>
To: omar@example.com, Rosa Delgado
Subject: Your bill & more
--
Line one
line <
!corrupt item 1: the item has no end
`},
	{"no end of an item", `<notes><note><OPFNoteCopyText>a</OPFNoteCopyText><note><OPFNoteCopyText>b</OPFNoteCopyText></note></notes>`, `note
--
a
!corrupt item 1: the item has no end
note
--
b
!corrupt XML: the file ends within an element, or has tags that cannot be
`},
	{"no end of a value", `<notes><note><OPFNoteCopyTitle>a<OPFNoteCopyText>b</OPFNoteCopyText></note></notes>`, `note
Subject: a
--
b
!malformed item 1: elements that are not closed, or closed twice
!corrupt XML: the file ends within an element, or has tags that cannot be
`},
	{"entities", `<!DOCTYPE notes [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><notes><note><OPFNoteCopyText>&b;</OPFNoteCopyText></note></notes>`, `note
--
&b;
!malformed XML: a document type, the entities of which are not expanded
`},
	{"no UTF-8", "<notes><note><OPFNoteCopyText>a\xffb</OPFNoteCopyText></note></notes>", "note\n--\na\uFFFDb\n!malformed item 1: bytes that are no characters\n"},
	{"text outside", "<notes><note><OPFNoteCopyText>a</OPFNoteCopyText></note>b</notes>", "note\n--\na\n!malformed XML: elements or text outside of the items were not read\n"},
	{"other XML", "<html><body/></html>", ""},
	{"empty", "", ""},
	{"no item", "<contacts elementCount='0'/>", ""},
}

// Each file shows its items.
func TestItems(t *testing.T) {
	for _, tt := range tests {
		if got := dumpAll(tt.xml); got != tt.want {
			t.Errorf("%s:\ngot\n%s\nwant\n%s", tt.name, got, tt.want)
		}
		if got, want := Is([]byte(tt.xml)[:min(len(tt.xml), 4096)]), strings.Contains(tt.want, "\n"); got != want {
			t.Errorf("%s: Is %v", tt.name, got)
		}
	}
}

// A file in UTF-16 shows what it shows in UTF-8.
func TestUTF16(t *testing.T) {
	b := []byte("\xff\xfe")
	for _, c := range strings.Replace(message, "UTF-8", "UTF-16", 1) {
		b = append(b, byte(c), byte(c>>8))
	}
	if got, want := dumpAll(string(b)), dumpAll(message); got != want || !Is(b[:4096]) {
		t.Errorf("got\n%s", got)
	}
}

// What is over a limit is read up to it.
func TestLimits(t *testing.T) {
	deep := "<notes><note>" + strings.Repeat("<a>", 5000) + "x" + strings.Repeat("</a>", 5000) + "<OPFNoteCopyText>kept</OPFNoteCopyText></note></notes>"
	many := "<emails><email><OPFMessageCopySubject>kept</OPFMessageCopySubject>" + strings.Repeat("<a>x</a>", MaxValues+1) + "</email></emails>"
	files := "<emails><email><OPFMessageCopySubject>kept</OPFMessageCopySubject>" + strings.Repeat("<messageAttachment OPFAttachmentURL='u'/>", 10_001) + "</email></emails>"
	items := "<notes>" + strings.Repeat("<note/>", MaxItems) + "<note><OPFNoteCopyText>lost</OPFNoteCopyText></note></notes>"
	for _, tt := range []struct{ name, xml, reason, has string }{
		{"deep", deep, "too-deep", "kept"}, {"many values", many, "too-many", "kept"}, {"many files", files, "too-many", "kept"}, {"many items", items, "too-many", ""},
	} {
		list := Items([]byte(tt.xml))
		if len(list) == 0 {
			t.Errorf("%s: no items", tt.name)
			continue
		}
		last := dump(&list[len(list)-1])
		if !strings.Contains(last, "!"+tt.reason) || !strings.Contains(dump(&list[0]), tt.has) {
			t.Errorf("%s: %s", tt.name, last[:min(len(last), 500)])
		}
	}
}

// A file that is cut anywhere keeps what stands before, and says so.
func TestDamage(t *testing.T) {
	whole := Items([]byte(message))
	for n := range len(message) {
		items := Items([]byte(message[:n]))
		if len(items) > 0 && n < strings.Index(message, "</emails>") && len(items[0].Problems) == 0 {
			t.Fatalf("cut at byte %d: no problem", n)
		}
		if n > strings.Index(message, "<email ")+len(`<email xml:space="preserve">`) && len(items) != 1 {
			t.Fatalf("cut at byte %d: %d items", n, len(items))
		}
		flipped := []byte(message)
		flipped[n] ^= 0x04
		Items(flipped)
	}
	if len(whole) != 1 || len(whole[0].Problems) != 0 {
		t.Error("the whole has problems")
	}
}

// FuzzItems checks that no item has more than its file has bytes for, and that its fields
// are lines of text.
func FuzzItems(f *testing.F) {
	for _, tt := range tests {
		f.Add([]byte(tt.xml))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		items := Items(raw)
		n := 0
		for i := range items {
			it := &items[i]
			s := dump(it)
			n += len(s)
			if !utf8.ValidString(it.Body) || !utf8.ValidString(it.Plain) || !utf8.ValidString(it.HTML) {
				t.Error("text that is no UTF-8")
			}
			for _, h := range it.Header {
				if strings.ContainsAny(h.Value, "\r\n") || h.Value == "" {
					t.Errorf("%s: %q", h.Name, h.Value)
				}
			}
		}
		if n > 64*len(raw)+1<<16 {
			t.Errorf("%d bytes out of %d", n, len(raw))
		}
	})
}
