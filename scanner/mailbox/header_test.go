package mailbox

import (
	"fmt"
	"maps"
	"net/mail"
	"strings"
	"testing"
	"time"
)

func TestHeader(t *testing.T) {
	for _, tt := range []struct{ raw, want string }{
		{"A: 1\nB:2\nC :\t3 \n\n", "A=1|B=2|C=3"},
		{"A: 1\n 2\n\t\t3\nB: x\n\n", "A=1 2 3|B=x"},
		{"A:\n 2\n\n", "A=2"},
		{"A: 1\nnot a field\nB: 2\n\n", "A=1|=not a field|B=2"},
		{"From a@b Thu Jan  1 00:00:00 1970\nA: 1\n\n", "=From a@b Thu Jan  1 00:00:00 1970|A=1"},
		{">From a@b\nA: 1\n\n", "=>From a@b|A=1"},
		{"Subject: =?utf-8?q?J=C3=B6rg?= =?UTF-8?B?IERvZQ==?= x\n\n", "Subject=Jörg Doe x"},
		{"Subject: J\xf6rg\n\n", "Subject=Jörg"},
		{"Subject: \xcf\xf0\nContent-Type: text/plain; charset=windows-1251\n\n", "Subject=Пр|Content-Type=text/plain; charset=windows-1251"},
		{"From: =?utf-8?q?Brown=2C_Sarah?= <b@example.com>\n\n", `From="Brown, Sarah" <b@example.com>`},
		{"From: \"=?utf-8?q?Brown=2C_=22S=22?=\" <b@example.com>\n\n", `From="Brown, \"S\"" <b@example.com>`},
		{"Subject: =?utf-8?q?Brown=2C_Sarah?=\n\n", "Subject=Brown, Sarah"},
	} {
		var got []string
		for _, f := range Parse([]byte(tt.raw), DefaultLimits)[0].Header {
			got = append(got, f.Name+"="+f.Value)
		}
		if s := strings.Join(got, "|"); s != tt.want {
			t.Errorf("%q:\ngot  %s\nwant %s", tt.raw, s, tt.want)
		}
	}
}

func TestDecodeWords(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"=?iso-8859-1?Q?caf=E9?=", "café"},
		{"=?iso-8859-1*en?Q?caf=E9?=", "café"},
		{"=?UTF-8?B?Y2Fmw6k=?=", "café"},
		{"=?UTF-8?B?Y2Fmw6k?=", "café"},
		{"=?utf-8?q?caf=C3?= =?utf-8?q?=A9?=", "café"},
		{"=?utf-8?q?caf=C3?==?utf-8?q?=A9?=", "café"},
		{"=?utf-8?b?Y2Fmww==?= =?utf-8?q?=A9?=", "café"},
		{"=?iso-8859-1?q?a?= =?iso-8859-2?q?b?=", "ab"},
		{"=?utf-8?q?a?= b =?utf-8?q?c?=", "a b c"},
		{"=?utf-8?q?two words?=", "two words"},
		{"=?us-ascii?q?caf=E9?=", "café"},
		{"=?utf-8?q?line=0D=0Aend?=", "line end"},
		{"=?iso-2022-jp?B?GyRCRnxLXBsoQg==?=", "日本"},
		{"=?x-unknown?q?caf=E9?= x", "=?x-unknown?q?caf=E9?= x"},
		{"=?utf-8?x?abc?=", "=?utf-8?x?abc?="},
		{"=?utf-8?b?*?=", "=?utf-8?b?*?="},
		{"=?utf-8?q?open", "=?utf-8?q?open"},
		{"=?utf-8?q?open =?utf-8?q?a?=", "=?utf-8?q?open a"},
		{"=?", "=?"}, {"what=?", "what=?"}, {"", ""},
	} {
		if got := decodeWords(tt.in, false); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestParseParams(t *testing.T) {
	for _, tt := range []struct {
		in, value string
		params    map[string]string
	}{
		{`Text/Plain; Charset="UTF-8"`, "text/plain", map[string]string{"charset": "UTF-8"}},
		{`text/plain`, "text/plain", nil},
		{`text/plain charset=us-ascii format=flowed`, "text/plain", map[string]string{"charset": "us-ascii", "format": "flowed"}},
		{`text/plain; charset=us-ascii (Plain text)`, "text/plain", map[string]string{"charset": "us-ascii"}},
		{`text/plain;; charset = "a" ; ; x`, "text/plain", map[string]string{"charset": "a"}},
		{`a/b; name="open`, "a/b", map[string]string{"name": "open"}},
		{`a/b; name="open; x=y`, "a/b", map[string]string{"name": "open", "x": "y"}},
		{`a/b; name=two words.txt; x=y`, "a/b", map[string]string{"name": "two words.txt", "x": "y"}},
		{`attachment; filename="a \"b\" c.txt"`, "attachment", map[string]string{"filename": `a "b" c.txt`}},
		{`attachment; filename="C:\dir\a.txt"`, "attachment", map[string]string{"filename": `C:\dir\a.txt`}},
		{`attachment; filename="=?utf-8?q?caf=C3=A9.txt?="`, "attachment", map[string]string{"filename": "café.txt"}},
		{`attachment; filename*=utf-8'en'caf%C3%A9.txt`, "attachment", map[string]string{"filename": "café.txt"}},
		{`attachment; filename=plain; filename*=iso-8859-1''caf%E9`, "attachment", map[string]string{"filename": "café"}},
		{`attachment; filename*1="b.txt"; filename*0="a "`, "attachment", map[string]string{"filename": "a b.txt"}},
		{`attachment; filename*0*=utf-8''caf%C3; filename*1*=%A9; filename*2=".txt"`, "attachment", map[string]string{"filename": "café.txt"}},
		{`attachment; filename*=bad%zz`, "attachment", map[string]string{"filename": "bad%zz"}},
		{"attachment; filename=caf\xe9.txt", "attachment", map[string]string{"filename": "café.txt"}},
		{`;`, "", nil}, {``, "", nil}, {`=;=`, "", nil},
	} {
		value, params := parseParams(tt.in)
		if value != tt.value || !maps.Equal(params, tt.params) {
			t.Errorf("%s: got %q, %q", tt.in, value, params)
		}
	}
}

// Each value is followed by its addresses, as NAME <EMAIL>.
var addresses = []struct{ value, want string }{
	{"a@example.com", "<a@example.com>"},
	{"a@example.com, b@example.com ; c@example.com", "<a@example.com>|<b@example.com>|<c@example.com>"},
	{"Jane Doe <jane@example.com>", "Jane Doe <jane@example.com>"},
	{`"Doe, Jane" <jane@example.com>, x@example.com`, "Doe, Jane <jane@example.com>|<x@example.com>"},
	{`"Doe, \"JD\" Jane" <jane@example.com>`, `Doe, "JD" Jane <jane@example.com>`},
	{`"a@example.com" <a@example.com>`, "a@example.com <a@example.com>"},
	{`"'Jane Doe'" <a@example.com>`, "Jane Doe <a@example.com>"},
	{`'a@example.com' <a@example.com>`, "a@example.com <a@example.com>"},
	{"Pat O'Hara <p@example.com>", "Pat O'Hara <p@example.com>"},
	{"jane@example.com (Jane Doe)", "Jane Doe <jane@example.com>"},
	{"Jane (home) Doe <jane@example.com>", "Jane Doe <jane@example.com>"},
	{"Jane (open <jane@example.com>", "Jane (open <jane@example.com>"},
	{"Team: a@example.com, Jane <b@example.com>; c@example.com", "<a@example.com>|Jane <b@example.com>|<c@example.com>"},
	{"undisclosed-recipients:;", ""},
	{"Allen, Phillip K. <pallen@example.com>, x@example.com", "Allen, Phillip K. <pallen@example.com>|<x@example.com>"},
	{"Alan Aronowitz, Robert Bruce", "Alan Aronowitz <>|Robert Bruce <>"},
	{"Doe, Jane </O=ORG/OU=X/CN=JDOE>", "Doe, Jane </O=ORG/OU=X/CN=JDOE>"},
	{"<>", ""},
	{"<<a@example.com>>", "<a@example.com>"},
	{"< a@example.com >", "<a@example.com>"},
	{"<mailto:a@example.com>", "<a@example.com>"},
	{"mailto:a@example.com", "<a@example.com>"},
	{"<@r1,@r2:a@example.com>", "<a@example.com>"},
	{"Jane <jane@example.com", "Jane <jane@example.com>"},
	{"Jane <jane@example.com, b@example.com", "Jane <jane@example.com>|<b@example.com>"},
	{`"jane doe"@example.com`, `<"jane doe"@example.com>`},
	{`Jane <"jane, doe"@example.com>`, `Jane <"jane, doe"@example.com>`},
	{`Jane "JD" Doe <j@example.com>`, "Jane JD Doe <j@example.com>"},
	{`"open <j@example.com>`, "open <j@example.com>"},
	{"A <a@example.com> B <b@example.com>", "A <a@example.com>|B <b@example.com>"},
	{"[mailto:a@example.com]", "<a@example.com]>"},
	{",;: ,", ""}, {"", ""},
}

func TestParseAddresses(t *testing.T) {
	for _, tt := range addresses {
		var got []string
		for _, a := range ParseAddresses(tt.value) {
			got = append(got, strings.TrimSpace(fmt.Sprintf("%s <%s>", a.Name, a.Email)))
		}
		if s := strings.Join(got, "|"); s != tt.want {
			t.Errorf("%s:\ngot  %s\nwant %s", tt.value, s, tt.want)
		}
		checkAddresses(t, tt.value)
	}
}

// checkAddresses holds for any value: an e-mail address is the text at its
// place, names lie in order and are made of the letters at theirs.
func checkAddresses(t *testing.T, value string) {
	t.Helper()
	end := 0
	for _, a := range ParseAddresses(value) {
		name := value[a.NameStart:a.NameEnd]
		if a.Email != value[a.EmailStart:a.EmailEnd] || a.Name == "" && a.Email == "" && name == "" || len(a.Name) > len(name) {
			t.Errorf("%q: name %q at %q, e-mail %q", value, a.Name, name, a.Email)
		}
		if a.EmailEnd > 0 {
			if a.EmailStart < end {
				t.Errorf("%q: addresses overlap", value)
			}
			end = a.EmailEnd
		}
	}
}

func TestParseDate(t *testing.T) {
	for _, tt := range []struct{ value, want string }{
		{"Thu, 12 Mar 2020 09:00:00 -0500", "2020-03-12T14:00:00Z"},
		{"Thu, 12 Mar 2020 09:00:00 -0500 (EST)", "2020-03-12T14:00:00Z"},
		{"12 Mar 20 09:00 EST", "2020-03-12T14:00:00Z"},
		{"12 Mar 99 9:00 GMT", "1999-03-12T09:00:00Z"},
		{"12 Mar 103 09:00:00 GMT", "2003-03-12T09:00:00Z"},
		{"Thu, 12 Mar 2020 09:00:00", "2020-03-12T09:00:00Z"},
		{"Thu, 12 Mar 2020 09:00:00 GMT+0100", "2020-03-12T08:00:00Z"},
		{"Thu, 12 Mar 2020 09:00:00 +01:00", "2020-03-12T08:00:00Z"},
		{"Thu, 12 Mar 2020 09:00:00 Romance Standard Time", "2020-03-12T09:00:00Z"},
		{"Thursday, March 12, 2020 9:05 PM", "2020-03-12T21:05:00Z"},
		{"Thu Mar 12 09:00:00 2020", "2020-03-12T09:00:00Z"},
		{"Thu Mar 12 09:00:00 PDT 2020", "2020-03-12T16:00:00Z"},
		{"12-Mar-2020 09:00:00 +0000", "2020-03-12T09:00:00Z"},
		{"2020-03-12T09:00:00Z", "2020-03-12T09:00:00Z"},
		{"2020-03-12 09:00:00.123 +0200", "2020-03-12T07:00:00Z"},
		{"2020-03-12T09:00:00-05:00", "2020-03-12T14:00:00Z"},
		{"3/12/2020 12:30 AM", "2020-03-12T00:30:00Z"},
		{"Sat, 29 Feb 2020 23:59:60 +0000", "2020-03-01T00:00:00Z"},
		{"Sun, 30 Feb 2020 09:00:00 +0000", ""},
		{"Thu, 12 Mar 2020 25:00:00 +0000", ""},
		{"12 Mar", ""}, {"tomorrow", ""}, {"", ""},
	} {
		d, ok := ParseDate(tt.value)
		got := ""
		if ok {
			got = d.Format(time.RFC3339)
		}
		if got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.value, got, tt.want)
		}
	}
}

// FuzzParseDate checks that it agrees with net/mail where that reads a date of RFC 5322.
func FuzzParseDate(f *testing.F) {
	f.Add(int64(1584000000), int16(-300))
	f.Add(int64(0), int16(0))
	f.Fuzz(func(t *testing.T, sec int64, zone int16) {
		if sec = sec % 4_000_000_000; sec < -600_000_000 {
			sec = -sec
		}
		at := time.Unix(sec, 0).In(time.FixedZone("", int(zone)%720*60))
		for _, layout := range []string{time.RFC1123Z, "2 Jan 06 15:04:05 -0700"} {
			value := at.Format(layout)
			want, err := mail.ParseDate(value)
			if err != nil {
				continue
			}
			if got, ok := ParseDate(value); !ok || !got.Equal(want) {
				t.Errorf("%s: got %v, want %v", value, got, want)
			}
		}
	})
}

func TestMessageID(t *testing.T) {
	const id = "<CALckR-a8UDkRjO4xJyjd_s0GPxQWw@mail.gmail.com>"
	for _, value := range []string{id, " " + id + "\r\n", id + " (added by a relay)", strings.Trim(id, "<>")} {
		if got := MessageID(value); got != id {
			t.Errorf("%q: %s", value, got)
		}
	}
	if got := MessageID(" "); got != "" {
		t.Errorf("a blank one: %q", got)
	}
}
