package mailbox

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
)

const noLimit = 1 << 30

var mboxes = append(plainMboxes, sizedMboxes...)

// Each mbox file marks with § where a message starts, and with | where its
// separator ends and its trailer starts.
var plainMboxes = []struct{ name, text string }{
	{"one message", "§From a@b Thu Jan  1 00:00:00 1970\n|Subject: x\n\ntext\n|\n"},
	{"two messages", "§From a@b Thu Jan  1 00:00:00 1970\n|S: x\n\none\n|\n§From c@d Thu Jan  1 00:00:01 1970\n|S: y\n\ntwo\n|"},
	{"CRLF", "§From a@b Thu Jan  1 00:00:00 1970\r\n|S: x\r\n\r\none\r\n|\r\n§From c@d Thu Jan  1 00:00:01 1970\r\n|S: y\r\n|\r\n"},
	{"text after an empty line", "§From a@b Thu Jan  1 00:00:00 1970\n|S: x\n\none\n\nFrom here on we write.\nFrom a 1\n|\n"},
	{"text that names times", "§From a@b Thu Jan  1 00:00:00 1970\n|S: x\n\n\nFrom 10:30 on May 5, 2020 we meet\nFrom Monday\n|"},
	{"text before what looks like a field", "§From a@b Thu Jan  1 00:00:00 1970\n|S: x\n\nFrom now on\nNote: nothing\n|\n"},
	{"no empty line before a date", "§From a@b Thu Jan  1 00:00:00 1970\n|S: x\nFrom c@d Thu Jan  1 00:00:01 1970\ntext\n|"},
	{"no date, but a header", "§From MAILER-DAEMON\n|Subject: x\n\none\n|\n§From MAILER-DAEMON\n|Subject: y\n|"},
	{"Netscape without an empty line", "§From - \n|Subject: x\n\none\n|§From - \n|Received: by x\n|§From - Mon Jun  3 12:50:27 1996\n|Return-Path: a@b\n|"},
	{"quoted", "§From a@b Thu Jan  1 00:00:00 1970\n|S: x\n\n>From c@d Thu Jan  1 00:00:01 1970\n>>From\n|\n"},
	{"quoted at the start", "§>From a@b Thu Jan  1 00:00:00 1970\n|S: x\n|"},
	{"byte order mark and empty lines", "§\ufeff\n\r\nFrom a@b Thu Jan  1 00:00:00 1970\n|S: x\n|\n§From c@d Thu Jan  1 00:00:01 1970\n|S: y\n|"},
	{"what lies before the first message", "§|Subject: x\n\none\n|\n§From c@d Thu Jan  1 00:00:01 1970\n|S: y\n|"},
	{"no message at all", "§|text\n|"},
	{"empty messages", "§From a@b Thu Jan  1 00:00:00 1970\n||\n§From c@d Thu Jan  1 00:00:01 1970\n||\n§From c@d Thu Jan  1 00:00:01 1970\n||"},
	{"many empty lines", "§From a@b Thu Jan  1 00:00:00 1970\n|S: x\n\n\n\n|\n§From c@d Thu Jan  1 00:00:01 1970\n|S: y\n|"},
	{"no line end", "§From a@b Thu Jan  1 00:00:00 1970\n|S: x\n\nlast|"},
	{"a last line that is a separator", "§From a@b Thu Jan  1 00:00:00 1970\n|S: x\n|\n§From c@d Thu Jan  1 00:00:01 1970||"},
	{"zones", "§From a@b Thu Jan  1 00:00:00 PST 1970\n|S: x\n|\n§From c@d Thu Jan  1 00:00:01 1970 +0100\n|x\n|\n" +
		"§From e@f Thu, 1 Jan 1970 00:00:00 +0000 (GMT)\n|x\n|\n§From g@h 1970-01-01T00:00:00+00:00\n|x\n|\n§From i 1970-01-01 00:00:00\n|x\n|"},
	{"CR", "§From ???@??? Mon Jan 01 00:00:00 2001\r|S: x\r\rFrom here on\r|\r§From ???@??? Mon Jan 01 00:00:00 2001\r|S: y\r|"},
	{"MMDF", "§\x01\x01\x01\x01\n|S: x\n\n\x01\x01\x01\x01 is text\n|\x01\x01\x01\x01\n§\x01\x01\x01\x01\n|From a Thu Jan  1 00:00:00 1970\nS: y\n\n\nFrom a Thu Jan  1 00:00:00 1970\n|\x01\x01\x01\x01\n"},
	{"MMDF, CRLF", "§\x01\x01\x01\x01\r\n|S: x\r\n|\x01\x01\x01\x01\r\n§\x01\x01\x01\x01\r\n|S: y\r\n|"},
	{"UUCP", "§From a Thu Jan  1 00:00:00 1970\n|S: x\n|\n§From uucp Thu Jan  1 00:00 1970 remote from host\n|text\n|"},
	{"a long line", "§From a Thu Jan  1 00:00:00 1970\n|S: x\n\nFrom " + strings.Repeat("x", 3000) + " Thu Jan  1 00:00:00 1970\n|\n"},
	{"empty", ""},
}

var unmarkMbox = strings.NewReplacer("§", "", "|", "")

// markMbox writes the messages of an mbox file with their marks.
func markMbox(t *testing.T, messages func(func(Message, error) bool), d string) string {
	t.Helper()
	var b strings.Builder
	for m, err := range messages {
		if err != nil {
			t.Error(err)
		}
		if m.Size != int64(len(m.Raw)) {
			t.Errorf("message at %d: size %d, %d bytes", m.Offset, m.Size, len(m.Raw))
		}
		from := d[m.Offset:][:m.Separator]
		trailer := d[m.Offset+int64(m.Separator)+m.Size:][:m.Trailer]
		fmt.Fprintf(&b, "§%s|%s|%s", from, m.Raw, trailer)
	}
	return b.String()
}

func TestMbox(t *testing.T) {
	for _, tt := range mboxes {
		d := unmarkMbox.Replace(tt.text)
		if got := markMbox(t, Mbox(strings.NewReader(d), noLimit), d); got != tt.text {
			t.Errorf("%s:\ngot  %q\nwant %q", tt.name, got, tt.text)
		}
		if got := markMbox(t, Mbox(iotest.OneByteReader(strings.NewReader(d)), noLimit), d); got != tt.text {
			t.Errorf("%s, byte by byte:\ngot  %q\nwant %q", tt.name, got, tt.text)
		}
	}
}

func TestMboxTooLarge(t *testing.T) {
	from := "From a@b Thu Jan  1 00:00:00 1970\n"
	for _, size := range []int{99, 100, 101, 1000, 3 * chunk, 9 * chunk} {
		d := from + strings.Repeat("x\n", size)[:size] + "\n\n" + from + "S: y\n"
		var sizes []int64
		var end int64
		for m, err := range Mbox(strings.NewReader(d), 101) {
			sizes = append(sizes, m.Size)
			if errors.Is(err, ErrTooLarge) != (m.Size > 101) || int64(len(m.Raw)) != min(m.Size, 101) || m.Offset != end {
				t.Errorf("size %d: %d of %d bytes at %d: %v", size, len(m.Raw), m.Size, m.Offset, err)
			}
			end = m.Offset + int64(m.Separator) + m.Size + int64(m.Trailer)
		}
		if len(sizes) != 2 || sizes[0] < int64(size) || end != int64(len(d)) {
			t.Errorf("size %d: sizes %d, end %d of %d", size, sizes, end, len(d))
		}
	}
}

func TestMboxBrokenReader(t *testing.T) {
	bad := errors.New("bad sector")
	r := io.MultiReader(strings.NewReader("From a@b Thu Jan  1 00:00:00 1970\nS: x\n"), iotest.ErrReader(bad))
	n := 0
	for m, err := range Mbox(r, noLimit) {
		if n++; string(m.Raw) != "S: x\n" || !errors.Is(err, bad) {
			t.Errorf("got %q, %v", m.Raw, err)
		}
	}
	if n != 1 {
		t.Errorf("%d messages", n)
	}
}

func TestIsMbox(t *testing.T) {
	for _, tt := range mboxes {
		want := !strings.HasPrefix(tt.text, "§|") && tt.text != ""
		if got := IsMbox([]byte(unmarkMbox.Replace(tt.text))); got != want {
			t.Errorf("%s: %v", tt.name, got)
		}
	}
}

func TestIsMessage(t *testing.T) {
	for _, tt := range []struct {
		head string
		want bool
	}{
		{"From: a@b\nSubject: x\n\ntext", true},
		{"From: a@b\r\nSubject: x\r\n\r\ntext", true},
		{"Subject: x\r\rtext", true},
		{"From a@b Thu Jan  1 00:00:00 1970\nSubject: x\n\n", true},
		{">From a@b Thu Jan  1 00:00:00 1970\nSubject: x\n\n", true},
		{"\ufeff\n\nReceived: by x;\n\tMon\nDate: x\n\n", true},
		{"broken line\nReceived: x\nFrom: a@b\n\n", true},
		{"X-Priority: 1\n\n", true},
		{"1234      \nFrom: a@b\nX-Own: y\n\n", true},
		{"1234\nwords\n", false},
		{"Content-Type: text/plain", true},
		{"Dear Sir,\nplease note: it is late\n\nFrom: a@b\n", false},
		{"a: 1\nb: 2\n", false},
		{"name,email\nx,y\n", false},
		{"%PDF-1.4\n", false},
		{"PK\x03\x04", false},
		{"", false},
	} {
		if got := IsMessage([]byte(tt.head)); got != tt.want {
			t.Errorf("%q: %v", tt.head, got)
		}
	}
}

// shared returns the folder of that name in the data that lies beside the project.
func shared(t testing.TB, name string) string {
	t.Helper()
	dir := os.Getenv("EXPOSED_SHARED")
	if dir == "" {
		dir = "../../../shared"
	}
	dir = filepath.Join(dir, name)
	if _, err := os.Stat(dir); err != nil {
		t.Skip(name + " not present")
	}
	return dir
}

// TestMboxCounts compares with what Python's mailbox module counts, where it is right.
func TestMboxCounts(t *testing.T) {
	dir := shared(t, "corpora")
	for name, want := range map[string]int{
		"eml-mimekit/mbox/content-length.mbox.txt":   29,
		"eml-mimekit/mbox/issue1189.mbox.txt":        4,
		"eml-mimekit/mbox/simple.mbox.txt":           3,
		"eml-mimekit/mbox/unmunged.mbox.txt":         2, // Python takes "From Russia with love" for a third
		"eml-misc/complex.mbox":                      3,
		"eml-misc/headers.mbox":                      1,
		"eml-misc/multiline2.mbox":                   1,
		"maildir-notmuch/insert/mbox-attachment.eml": 2,
	} {
		d, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for range Mbox(bytes.NewReader(d), noLimit) {
			n++
		}
		if n != want {
			t.Errorf("%s: %d messages, want %d", name, n, want)
		}
	}
}

// FuzzMbox checks that the messages of a file lie end to end and start where
// mboxStarts says, and that ranges of any width give together what the whole gives,
// however far a Content-Length reaches.
func FuzzMbox(f *testing.F) {
	for i, tt := range mboxes {
		for _, reach := range []uint16{0, 100, 250, 5000} {
			f.Add([]byte(unmarkMbox.Replace(tt.text)), uint16(7*i+1), uint16(50), reach)
		}
	}
	f.Fuzz(func(t *testing.T, d []byte, width, limit, reach uint16) {
		b := bounds{int64(limit), int64(reach)}
		var whole []string
		var starts []int64
		var end int64
		for m, err := range mboxHead(bytes.NewReader(d), 1<<63-1, b) {
			if m.Offset != end || err != nil && !errors.Is(err, ErrTooLarge) {
				t.Fatalf("message at byte %d after %d: %v", m.Offset, end, err)
			}
			if from := end + int64(m.Separator); !bytes.HasPrefix(d[from:], m.Raw) {
				t.Fatalf("message at byte %d is not what lies there", m.Offset)
			}
			end += int64(m.Separator) + m.Size + int64(m.Trailer)
			whole, starts = append(whole, fmt.Sprint(m, err)), append(starts, m.Offset)
		}
		if end != int64(len(d)) {
			t.Fatalf("messages end at byte %d of %d", end, len(d))
		}
		if want := mboxStarts(d, int64(reach)); !slices.Equal(starts, want) {
			t.Errorf("messages start at %d, want %d", starts, want)
		}
		step := int64(width)%300 + 1
		if len(d) > 4000 {
			step += int64(len(d)) / 20
		}
		var parts []string
		for at := int64(0); at < int64(len(d)); at += step {
			for m, err := range mboxRange(bytes.NewReader(d), int64(len(d)), at, at+step, b) {
				parts = append(parts, fmt.Sprint(m, err))
			}
		}
		if strings.Join(parts, "\n") != strings.Join(whole, "\n") {
			t.Errorf("ranges of %d bytes give\n%s\nthe whole gives\n%s", step, parts, whole)
		}
	})
}

func BenchmarkMbox(b *testing.B) {
	line := strings.Repeat("some words of text that fill a line of a body, ", 2)[:72] + "\n"
	message := "From a@b Thu Jan  1 00:00:00 1970\nSubject: x\n\n" + strings.Repeat(line, 80) + "\n"
	d := []byte(strings.Repeat(message, 4000))
	b.SetBytes(int64(len(d)))
	for b.Loop() {
		n := 0
		for range Mbox(bytes.NewReader(d), noLimit) {
			n++
		}
		if n != 4000 {
			b.Fatal(n)
		}
	}
}
