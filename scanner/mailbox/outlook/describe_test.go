package outlook

import (
	"strings"
	"testing"
	"time"

	"exposed/scanner/mailbox/mapi"
)

// item returns an item with the values: strings of a tag or name, times, integers, bytes.
func item(class string, values ...any) *Item {
	m := &Item{Page: 1252}
	m.Values = append(m.Values, property(mapi.MessageClass, class))
	for i := 0; i+1 < len(values); i += 2 {
		m.Values = append(m.Values, property(values[i], values[i+1]))
	}
	return m
}

func property(key, value any) mapi.Property {
	t, b := mapi.TypeString8, []byte(nil)
	switch v := value.(type) {
	case string:
		b = []byte(v)
	case time.Time:
		t, b = mapi.TypeTime, mapi.AppendTime(nil, v)
	case int:
		t, b = mapi.TypeInt32, le.AppendUint32(nil, uint32(v))
	case []byte:
		t, b = mapi.TypeBinary, v
	case [][]byte:
		t, b = mapi.TypeBinary|0x1000, mapi.Join(v)
	}
	switch k := key.(type) {
	case mapi.Name:
		return mapi.Property{Tag: mapi.NewTag(0x8000, t), Name: &k, Value: b}
	case uint16:
		return mapi.Property{Tag: mapi.NewTag(k, t), Value: b}
	case int:
		return mapi.Property{Tag: mapi.NewTag(uint16(k), t), Value: b}
	}
	panic("key")
}

func lid(set mapi.GUID, id uint32) mapi.Name { return mapi.Name{Set: set, ID: id} }

// oneOff is a one-off entry identifier (MS-OXCDATA 2.2.5.1).
func oneOff(name, kind, address string) []byte {
	return []byte("\x00\x00\x00\x00\x81\x2b\x1f\xa4\xbe\xa3\x10\x19\x9d\x6e\x00\xdd\x01\x0f\x54\x02\x00\x00\x01\x00" +
		name + "\x00" + kind + "\x00" + address + "\x00")
}

var noon = time.Date(2020, 3, 12, 12, 0, 0, 0, time.UTC)

// Each item is seen as the text: header, empty line, lines.
var describeTests = []struct {
	what string
	item *Item
	want string
}{
	{"a message",
		item("IPM.Note", mapi.SenderName, "Doe, Ann", mapi.SenderAddressType, "SMTP", mapi.SenderEmailAddress, "ann@example.com", mapi.Subject, "\x01\x05RE: hi",
			mapi.ClientSubmitTime, noon, mapi.DisplayTo, "Bob; 'c@example.com'", mapi.InternetMessageID, "<1@x>"),
		"From: \"Doe, Ann\" <ann@example.com>\nTo: Bob, c@example.com\nSubject: RE: hi\nDate: Thu, 12 Mar 2020 12:00:00 +0000\nMessage-ID: <1@x>\n\n"},
	{"a sender of Exchange whose address is told",
		item("IPM.Note", mapi.SenderName, "Ann", mapi.SenderAddressType, "EX", mapi.SenderEmailAddress, "/o=x/cn=ann", mapi.SenderSMTPAddress, "ann@example.com"),
		"From: Ann <ann@example.com>\n\n"},
	{"one that only the recipients tell",
		with(item("IPM.Note", mapi.SenderName, "Ann", mapi.SenderAddressType, "EX", mapi.SenderEmailAddress, "/o=x/cn=ANN"),
			mapi.Recipient{Kind: 1, Name: "Ann", Type: "EX", Address: "/o=x/cn=ann", SMTP: "ann@example.com"}),
		"From: Ann <ann@example.com>\nTo: Ann <ann@example.com>\n\n"},
	{"one that its maker has",
		item("IPM.Note", mapi.SenderName, "Ann", mapi.SenderAddressType, "EX", mapi.SenderEmailAddress, "/o=x/cn=ann", 0x3ff8, "Ann", 0x5d0a, "ann@example.com"),
		"From: Ann <ann@example.com>\n\n"},
	{"one that nothing tells",
		item("IPM.Note", mapi.SenderName, "Ann", mapi.SenderAddressType, "EX", mapi.SenderEmailAddress, "/o=x/cn=ann"), "From: Ann\n\n"},
	{"one in an entry identifier",
		item("IPM.Note", mapi.SenderName, "Ann", 0x0c19, oneOff("Ann", "SMTP", "ann@example.com")), "From: Ann <ann@example.com>\n\n"},
	{"somebody for another",
		item("IPM.Note", mapi.SentRepresentingName, "Boss", mapi.SentRepresentingEmail, "boss@example.com", mapi.SenderName, "Ann", mapi.SenderEmailAddress, "ann@example.com"),
		"From: Boss <boss@example.com>\nSender: Ann <ann@example.com>\n\n"},
	{"what the header has is not told again",
		with(item("IPM.Note", mapi.TransportMessageHeaders, "From: a@example.com\r\nTO: b@example.com\r\n c: d\r\n", mapi.SenderName, "Ann", mapi.Subject, "s"),
			mapi.Recipient{Kind: 1, SMTP: "b@example.com"}, mapi.Recipient{Kind: 3, Name: "'c@example.com'", SMTP: "c@example.com"}),
		"Bcc: c@example.com\nSubject: s\n\n"},
	{"categories, reply addresses and fields of one's own",
		item("IPM.Note", mapi.Keywords, "VI; x", 0x004f, append([]byte("\x01\x00\x00\x00\x30\x00\x00\x00\x2d\x00\x00\x00"), append(oneOff("R", "SMTP", "r@e.com"), 0, 0, 0)...),
			mapi.Name{Set: mapi.PSPublicStrings, Text: "Member no"}, "078-05-1120", mapi.Name{Set: mapi.PSPublicStrings, Text: "x-ms-y"}, "no"),
		"Reply-To: R <r@e.com>\nKeywords: VI, x\n\nMember no: 078-05-1120\n"},
	{"a contact",
		item("IPM.Contact.Custom", mapi.DisplayName, "Ann Doe", 0x3a06, "Ann", 0x3a11, "Doe", 0x3a42, time.Date(1970, 1, 1, 23, 0, 0, 0, time.UTC), 0x3a1c, "(212) 555-0100",
			0x3a4d, 1, 0x3a07, "219-09-9999", 0x3a5d, "1 Main St\r\nApt 2", 0x3a59, "Springfield", 0x3a5c, "IL", 0x3a5b, "62701", 0x3a5a, "USA",
			lid(mapi.PSETIDAddress, 0x8082), "SMTP", mapi.Email1Address, "ann@example.com", mapi.Email1DisplayName, "Ann Doe (ann@example.com)",
			lid(mapi.PSETIDAddress, 0x8092), "EX", mapi.Email2Address, "/o=x", lid(mapi.PSETIDAddress, 0x8094), "a2@example.com",
			mapi.WorkAddress, "2 Side St\r\nPeoria", 0x3a29, "9 PO Road"),
		"\nFull Name: Ann Doe\nFirst Name: Ann\nLast Name: Doe\nBirthday: 1970-01-02\nGender: Female\nGovernment ID Number: 219-09-9999\nMobile Phone: (212) 555-0100\n" +
			"E-mail: \"Ann Doe (ann@example.com)\" <ann@example.com>\nE-mail 2: a2@example.com\n" +
			"Business Address:\n2 Side St\nPeoria\nHome Address:\n1 Main St\nApt 2\nSpringfield, IL 62701\nUSA\nMailing Address: 9 PO Road\n"},
	{"a distribution list",
		item("IPM.DistList", mapi.DisplayName, "Team", mapi.OneOffMembers, [][]byte{oneOff("Ann", "SMTP", "ann@example.com"), []byte("junk"), append(make([]byte, 21), oneOff("Bob", "SMTP", "b@example.com")...)}),
		"\nName: Team\nMember: Ann <ann@example.com>\nMember: Bob <b@example.com>\n"},
	{"an appointment",
		with(item("IPM.Appointment", mapi.Subject, "Review", mapi.Location, "Room 1", mapi.AppointmentStart, noon, mapi.AppointmentEnd, noon.Add(time.Hour)),
			mapi.Recipient{Kind: 0, Name: "Ann"}, mapi.Recipient{Kind: 1, Name: "Bob", SMTP: "b@example.com"}, mapi.Recipient{Kind: 0x10000002, Name: "Cy"}, mapi.Recipient{Kind: 9}),
		"To: Bob <b@example.com>\nCc: Cy\nSubject: Review\n\nLocation: Room 1\nStart: 2020-03-12 12:00 UTC\nEnd: 2020-03-12 13:00 UTC\nOrganizer: Ann\n"},
	{"a task",
		item("IPM.Task", mapi.Subject, "t", lid(mapi.PSETIDTask, 0x8105), noon, lid(mapi.PSETIDTask, 0x8101), 3, lid(mapi.PSETIDTask, 0x811f), "Ann"),
		"Subject: t\n\nDue Date: 2020-03-12 12:00 UTC\nStatus: Waiting on someone else\nOwner: Ann\n"},
	{"a report", item("REPORT.IPM.Note.NDR", 0x0074, "Bob", 0x0049, "hi"), "\nOriginal Subject: hi\nOriginal To: Bob\n"},
	{"nothing", item(""), "\n"},
}

func with(m *Item, list ...mapi.Recipient) *Item {
	m.People = list
	return m
}

func TestDescribe(t *testing.T) {
	for _, tt := range describeTests {
		header, body := Describe(tt.item)
		var b strings.Builder
		for _, f := range header {
			b.WriteString(f.Name + ": " + f.Value + "\n")
		}
		if got := b.String() + "\n" + body; got != tt.want {
			t.Errorf("%s:\ngot\n%s\nwant\n%s", tt.what, got, tt.want)
		}
	}
}

func TestClass(t *testing.T) {
	for class, want := range map[string]string{
		"IPM.Note": "message", "": "message", "IPM.Note.SMIME.MultipartSigned": "message", "IPM.Schedule.Meeting.Request": "meeting", "IPM.Schedule.FreeBusy": "message",
		"IPM.Microsoft.ScheduleData.FreeBusy": "message", "IPM.Appointment": "appointment", "IPM.OLE.CLASS.{00061055-0000-0000-C000-000000000046}": "appointment",
		"ipm.contact": "contact", "IPM.ContactX": "message", "IPM.DistList": "distribution-list", "IPM.Task": "task", "IPM.TaskRequest.Accept": "task",
		"IPM.StickyNote": "note", "IPM.Activity": "note", "IPM.Post.RSS": "post", "REPORT.IPM.Note.NDR": "report",
	} {
		if got := Class(class); got != want {
			t.Errorf("%s: got %s, want %s", class, got, want)
		}
	}
}

// FuzzDescribe checks that no value makes a field of several lines.
func FuzzDescribe(f *testing.F) {
	f.Add("IPM.Contact", "name\r\nSubject: x", "a@example.com", []byte("x"))
	f.Add("IPM.DistList", "n", "", oneOff("a", "SMTP", "b"))
	f.Fuzz(func(t *testing.T, class, name, address string, b []byte) {
		m := item(class, mapi.SenderName, name, mapi.SenderEmailAddress, address, mapi.Subject, name, mapi.DisplayTo, name, mapi.DisplayName, name,
			0x004f, b, 0x3a42, b, mapi.OneOffMembers, [][]byte{b}, mapi.Email1Address, address)
		header, _ := Describe(with(m, mapi.Recipient{Kind: 1, Name: name, Address: address}))
		for _, h := range header {
			if strings.ContainsAny(h.Value, "\r\n") || h.Value == "" {
				t.Errorf("%s: %q", h.Name, h.Value)
			}
		}
	})
}
