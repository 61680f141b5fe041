package card

import (
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"exposed/scanner/document"
)

// Each row is a file, with LF for CRLF, and what it reads as.
var files = []struct{ name, in, want string }{
	{"version 3", "BEGIN:VCARD\nVERSION:3.0\nN:Doe;Jane;Q;Ms.;\nFN:Jane Doe\nORG:Example Inc;Sales\nTEL;TYPE=CELL,VOICE:212-555-0100\nTEL;TYPE=WORK,FAX:212-555-0101\nEMAIL;TYPE=INTERNET,HOME:jane@exam\n ple.com\n" +
		"ADR;TYPE=HOME:;Apt 4;12 Main St;Springfield;IL;62701;USA\nBDAY:19790307\nNOTE:called\\, twice\\n\\nSSN 219-09-9999\nX-ACCOUNT-NUMBER:123456789\nEND:VCARD\n\nBEGIN:VCARD\nFN:John Roe\nEND:VCARD\n",
		"Name: Jane Doe\nFull Name: Ms. Jane Q Doe\nCompany: Example Inc, Sales\nMobile Phone: 212-555-0100\nWork Fax: 212-555-0101\nHome Email: jane@example.com\nHome Address: 12 Main St Apt 4, Springfield, IL 62701, USA\nDate of Birth: 1979-03-07\nAccount Number: 123456789\nNote: called, twice\nSSN 219-09-9999\n\nName: John Roe\n"},
	{"version 2.1", "BEGIN:VCARD\nVERSION:2.1\nFN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:J=C3=A4ne=\n D=C3=B6e\nN;CHARSET=ISO-8859-1:D\xf6e;J\xe4ne\nTEL;HOME;VOICE:212-555-0100\nTEL;CELL:212-555-0102\nPHOTO;TYPE=JPEG;ENCODING=BASE64:\n /9j/\n\nEND:VCARD\n",
		"Name: Jäne Döe\nHome Phone: 212-555-0100\nMobile Phone: 212-555-0102\n"},
	{"version 4", "BEGIN:VCARD\nFN:Jane\nTEL;VALUE=uri;TYPE=\"voice,cell\":tel:+1-212-555-0100\nPHOTO:data:image/png;base64,iVBORw==\nMEMBER:mailto:j@example.com\nEND:VCARD\n", "Name: Jane\nMobile Phone: +1-212-555-0100\nMember: j@example.com\n"},
	{"groups", "BEGIN:VCARD\nFN:Jane\nitem1.TEL:212-555-0100\nitem1.X-ABLabel:_$!<School>!$_\nitem2.X-ABRELATEDNAMES:John\nitem2.X-ABLabel:_$!<Spouse>!$_\nEND:VCARD", "Name: Jane\nSchool Phone: 212-555-0100\nSpouse: John\n"},
	{"calendar", "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VTIMEZONE\nTZID:x\nBEGIN:STANDARD\nEND:STANDARD\nEND:VTIMEZONE\nBEGIN:VEVENT\nDTSTART;TZID=\"x:y\":20240307T140500Z\nSUMMARY:Call\nORGANIZER;CN=Ann Clerk;SENT-BY=\"mailto:b@example.com\":mailto:ann@example.com\n" +
		"ATTENDEE;CN=\"Doe, Jane\":MAILTO:jane@example.com\nDESCRIPTION:account\\n\\n123456789\nX-ALT-DESC;FMTTYPE=text/html:<p>account</p>\nATTACH;FMTTYPE=text/plain;ENCODING=BASE64;VALUE=BINARY;X-FILENAME=a.txt:YQ==\n" +
		"BEGIN:VALARM\nDESCRIPTION:soon\nEND:VALARM\nEND:VEVENT\nEND:VCALENDAR\n",
		"Description: soon\n\nSubject: Call\nStart: 2024-03-07 14:05:00Z\nOrganizer: Ann Clerk <ann@example.com>, sent by <b@example.com>\nAttendee: Doe, Jane <jane@example.com>\nDescription: account\n\n123456789\n"},
	{"HTML alone", "BEGIN:VEVENT\nX-ALT-DESC;FMTTYPE=text/html:<p>a<b>b</b></p>\nEND:VEVENT", "Description: ab\n"},
	{"damaged", "no card\nBEGIN:VCARD\nFN:Jane\nwhat\nPHOTO;ENCODING=b:!!!\n", "no card\nwhat\n\nName: Jane\nmalformed: 2 lines are no properties and are kept as they stand\ncorrupt: 1 cards or components have no end\nmalformed: 1 files in base64 are not valid and are read as far as they can be\n"},
	{"charset", "BEGIN:VCARD\nFN:J\xe4ne\nEND:VCARD", "Name: Jäne\n"},
	{"nothing", "", ""},
}

// shown returns the text with the problems as lines behind it.
func shown(c document.Content) string {
	s := c.Text.Data
	for _, p := range c.Problems {
		s += p.Reason + ": " + p.Detail + "\n"
	}
	return s
}

func TestRead(t *testing.T) {
	for _, tt := range files {
		for _, end := range []string{"\n", "\r\n", "\r"} {
			if got := shown(Read([]byte(strings.ReplaceAll(tt.in, "\n", end)), document.Options{})); got != tt.want {
				t.Errorf("%s:\ngot  %q\nwant %q", tt.name, got, tt.want)
			}
		}
	}
}

func TestFiles(t *testing.T) {
	var got []string
	for _, i := range []int{1, 2, 4} {
		for _, f := range Read([]byte(files[i].in), document.Options{}).Files {
			got = append(got, f.Name+"|"+f.Type+"|"+string(f.Data))
		}
	}
	if want := []string{"||\xff\xd8\xff", "|image/png|\x89PNG", "a.txt|text/plain|a"}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// Components within each other end at the limit.
func TestDeep(t *testing.T) {
	c := Read([]byte(strings.Repeat("BEGIN:VEVENT\n", 100_000)+"SUMMARY:x\n"), document.Options{})
	if c.Text.Data != "Subject: x\n" || len(c.Problems) != 2 {
		t.Errorf("got %q", shown(c))
	}
}

func FuzzRead(f *testing.F) {
	for _, tt := range files {
		f.Add([]byte(tt.in))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		c := Read(b, document.Options{})
		if s := c.Text.Data; !utf8.ValidString(s) || strings.ContainsRune(s, '\r') {
			t.Errorf("text %q", s)
		}
		if again := Read(b, document.Options{}); !reflect.DeepEqual(c, again) {
			t.Error("read again, it differs")
		}
	})
}
