package scanner

import (
	"encoding/base64"
	"mime/quotedprintable"
	"strings"
	"testing"
)

// content gives the Content of the first message of a family.
func content(t *testing.T, fam []Item) [32]byte {
	t.Helper()
	for i := range fam {
		if fam[i].Kind == Message {
			if fam[i].Content == ([32]byte{}) {
				t.Error("no content hash")
			}
			return fam[i].Content
		}
	}
	t.Fatalf("no message:\n%s", outline(fam))
	return [32]byte{}
}

// copyOf is a message with words, an attachment and a body in some encoding.
func copyOf(subject, encoding, words, name, data string) string {
	var packed strings.Builder
	switch encoding {
	case "base64":
		packed.WriteString(base64.StdEncoding.EncodeToString([]byte(words)))
	case "quoted-printable":
		w := quotedprintable.NewWriter(&packed)
		_, _ = w.Write([]byte(words)) // a strings.Builder takes everything
		_ = w.Close()
	default:
		packed.WriteString(words)
	}
	return strings.Replace(multipart("mixed", "text/plain; charset=utf-8\nContent-Transfer-Encoding: "+encoding+"\n\n"+packed.String()+"\n", attached("text/plain", name, data)),
		"Subject: callback", "Subject: "+subject, 1)
}

const copied = "Café: Marisol Vega has the account 40718826.\n"

// Each pair of messages is a message and its copy, or two messages.
func TestCopies(t *testing.T) {
	original := copyOf("callback", "8bit", copied, "notes.txt", "notes")
	for _, tt := range []struct {
		name, raw string
		same      bool
	}{
		{"itself", original, true},
		{"CRLF", crlf(original), true},
		{"base64", copyOf("callback", "base64", copied, "notes.txt", "notes"), true},
		{"quoted-printable", copyOf("callback", "quoted-printable", copied, "notes.txt", "notes"), true},
		{"words broken otherwise", copyOf("callback", "8bit", "Café: Marisol Vega\nhas the account\n 40718826.\n\n", "notes.txt", "notes"), true},
		{"coded subject", strings.Replace(original, "Subject: callback", "Subject: =?utf-8?q?callback?=", 1), true},
		{"folded field", strings.Replace(original, "To: Rosa Delgado <", "To: Rosa Delgado\n <", 1), true},
		{"fields of its way", "Received: from a.example by b.example; Mon, 7 Oct 2019 09:12:05 -0700\nReturn-Path: <dana@heroncreek.example>\n" + original, true},
		{"other name of the sender", strings.Replace(original, "Dana Whitfield <dana", "\"Whitfield, Dana\" <Dana", 1), true},
		{"same time in another zone", strings.Replace(original, "09:12:00 -0700", "16:12:00 +0000", 1), true},
		{"other boundary", strings.ReplaceAll(strings.ReplaceAll(original, "boundary=b", "boundary=q"), "--b", "--q"), true},

		{"other subject", copyOf("call back", "8bit", copied, "notes.txt", "notes"), true},
		{"other words in the subject", copyOf("callbacks", "8bit", copied, "notes.txt", "notes"), false},
		{"other body", copyOf("callback", "8bit", strings.Replace(copied, "40718826", "40718827", 1), "notes.txt", "notes"), false},
		{"other attachment", copyOf("callback", "8bit", copied, "notes.txt", "nodes"), false},
		{"other name of the attachment", copyOf("callback", "8bit", copied, "note.txt", "notes"), false},
		{"other time", strings.Replace(original, "09:12:00 -0700", "09:12:01 -0700", 1), false},
		{"other sender", strings.Replace(original, "dana@", "omar@", 1), false},
		{"other recipient", strings.Replace(original, "rosa@", "omar@", 1), false},
		{"one recipient more", strings.Replace(original, "rosa@heroncreek.example>", "rosa@heroncreek.example>, omar@heroncreek.example", 1), false},
		{"no attachment", strings.Replace(original, "Content-Disposition: attachment; filename=\"notes.txt\"\n", "", 1), false},
	} {
		s := New(Config{})
		if same := content(t, parse(s, original)) == content(t, parse(s, tt.raw)); same != tt.same {
			t.Errorf("%s: a copy: %v", tt.name, same)
		}
	}
}

// TestCopiesElsewhere shows that a message is the same in every container.
func TestCopiesElsewhere(t *testing.T) {
	s := New(Config{Detect: testCase()})
	original := copyOf("callback", "8bit", copied, "notes.txt", "notes")
	box := "From a Mon Oct  7 09:00:00 2019\n" + original + "\n"
	want := content(t, parse(s, original))
	for name, data := range map[string][]byte{
		"in.eml":     []byte(original),
		"in.mbox":    []byte(box),
		"in.mbox.gz": gzipped(t, []byte(box)),
		"in.eml.gz":  gzipped(t, []byte(original)),
		"in.zip":     zipped(t, "a.eml", crlf(original)),
	} {
		c := readBytes(t, s, name, data)
		if content(t, c.families[len(c.families)-1]) != want {
			t.Errorf("%s: not a copy of the message alone", name)
		}
	}
}
