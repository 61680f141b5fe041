package scanner

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// note is a message with further fields.
func note(fields, subject, body string) string {
	return fields + "From: Dana Reyes <dana@heroncreek.example>\nTo: rosa@example.com\nSubject: " + subject + "\nDate: Mon, 7 Oct 2019 09:12:00 -0700\nMessage-ID: <" + subject + "@heroncreek.example>\n\n" + body + "\n"
}

// pineData is the message that Pine and UW IMAP keep at the start of a folder.
const pineData = "From MAILER-DAEMON Mon Oct  7 09:00:00 2019\nDate: 07 Oct 2019 09:00:00 -0700\nFrom: Mail System Internal Data <MAILER-DAEMON@heroncreek.example>\n" +
	"Subject: DON'T DELETE THIS MESSAGE -- FOLDER INTERNAL DATA\nMessage-ID: <1570464000@heroncreek.example>\nX-IMAP: 1570464000 0000000002\nStatus: RO\n\n" +
	"This text is part of the internal format of your mail folder, and is not\na real message.  It is created automatically by the mail system software.\n\n"

// Each folder holds files as a mail program writes them, by pairs of name and data, and
// shows the items of each, and words that their texts must have.
var folderTests = []struct {
	name  string
	files []string
	items []string
	words []string
}{
	{"MH", []string{
		".mh_sequences", "cur: 2\nunseen: 2\n",
		",3", note("", "removed", "gone words"),
		"1", note("Replied: Mon, 07 Oct 2019 10:00:00 -0700\n", "one", "first words"),
		"10", note("", "ten", "tenth words"),
		"sub/1", note("", "below", "words below"),
	}, []string{".mh_sequences . file", ",3 . message \"removed\"", "1 . message \"one\"", "10 . message \"ten\"", "sub/1 . message \"below\""},
		[]string{"gone words", "first words", "tenth words", "words below"}},
	{"Maildir", []string{
		"cur/1570464000.M1P2.heroncreek:2,RS", note("", "seen", "words that were seen"),
		"cur/1570464001.M2P2.heroncreek,S=300:2,ST", note("", "trashed", "words in the bin"),
		"new/1570464002.M3P2.heroncreek", note("", "new", "words that are new"),
		"tmp/1570464003.M4P2.heroncreek", note("", "underway", "words on their way"),
		".Sent/cur/1570464004.M5P2.heroncreek:2,S", note("", "sent", "words that went out"),
	}, []string{"cur/1570464000.M1P2.heroncreek:2,RS . message \"seen\"", "cur/1570464001.M2P2.heroncreek,S=300:2,ST . message \"trashed\"", "new/1570464002.M3P2.heroncreek . message \"new\"",
		"tmp/1570464003.M4P2.heroncreek . message \"underway\"", ".Sent/cur/1570464004.M5P2.heroncreek:2,S . message \"sent\""},
		[]string{"words that were seen", "words in the bin", "words that are new", "words on their way", "words that went out"}},
	{"Thunderbird", []string{
		"Inbox", "From - Mon Oct  7 09:12:00 2019\n" + note("X-Mozilla-Status: 0001\nX-Mozilla-Status2: 00000000\nX-Mozilla-Keys:                       \n", "kept", "words\n>From the list") +
			"\nFrom - Mon Oct  7 09:13:00 2019\n" + note("X-Account-Key: account1\nX-Mozilla-Status: 0009\nX-Mozilla-Status2: 00800000\n", "expunged", "words of a message that waits to be compacted") + "\n",
	}, []string{"Inbox . container", "Inbox !0 message \"kept\"", "Inbox !N message \"expunged\""}, []string{"words\nFrom the list\n", "waits to be compacted"}},
	{"Eudora", []string{
		"In.mbx", strings.ReplaceAll("From ???@??? Mon Oct 07 09:12:00 2019\n"+note("", "one", "words of a Macintosh")+"\nFrom ???@??? Mon Oct 07 09:13:00 2019\n"+note("X-Attachments: C:\\out\\a.txt;\n", "two", "<x-flowed>\nwords of another\n</x-flowed>\n\nAttachment Converted: \"c:\\eudora\\attach\\a.txt\""), "\n", "\r"),
	}, []string{"In.mbx . container", "In.mbx !0 message \"one\"", "In.mbx !N message \"two\""}, []string{"words of a Macintosh", "words of another"}},
	{"Pine", []string{
		"saved", pineData + "From dana@heroncreek.example Mon Oct  7 09:12:00 2019 -0700\n" + note("Status: RO\nX-Status: A\nX-Keywords:\nX-UID: 2\n", "one", "words of Pine") + "\n",
	}, []string{"saved . container", "saved !0 message \"DON'T DELETE THIS MESSAGE -- FOLDER INTERNAL DATA\"", "saved !N message \"one\""}, []string{"not\na real message", "words of Pine"}},
	{"Gmail Takeout", []string{
		"All mail Including Spam and Trash.mbox", "From 1646750000000000001@xxx Mon Oct 07 16:12:00 +0000 2019\r\n" + crlf(note("X-GM-THRID: 1646750000000000001\nX-Gmail-Labels: =?UTF-8?Q?Posteingang,Ge=C3=B6ffnet,Kunden/M=C3=BCller,?=\n =?UTF-8?Q?Rechnungen_offen?=\n", "one", "words of a thread")) +
			"\r\nFrom 1646750000000000002@xxx Mon Oct 07 16:13:00 +0000 2019\r\n" + crlf(note("X-GM-THRID: 1646750000000000001\nX-Gmail-Labels: Sent,\"Cust, lists\"\n", "two", "words of an answer")) + "\r\n",
	}, []string{"All mail Including Spam and Trash.mbox . container", "All mail Including Spam and Trash.mbox !0 message \"one\"", "All mail Including Spam and Trash.mbox !N message \"two\""},
		[]string{"Posteingang,Geöffnet,Kunden/Müller,Rechnungen offen", "Sent,\"Cust, lists\"", "words of a thread", "words of an answer"}},
}

// TestMailFolders reads the folders of mail programs: each message is an item, and
// all is read.
func TestMailFolders(t *testing.T) {
	for _, tt := range folderTests {
		dir := filepath.Join(t.TempDir(), "mail")
		for i := 0; i < len(tt.files); i += 2 {
			writeFile(t, dir, tt.files[i], []byte(tt.files[i+1]))
		}
		sources, err := Sources([]string{dir}, nil)
		if err != nil {
			t.Fatal(err)
		}
		var items []string
		var text strings.Builder
		for _, src := range sources {
			got := scanShards(t, New(Config{}), []Shard{{{Source: src, End: src.Size}}})
			checkBooks(t, got)
			name, _ := filepath.Rel(dir, src.Path)
			for line := range strings.Lines(outlineAll(got[0])) {
				items = append(items, filepath.ToSlash(name)+" "+hideOffset(strings.TrimSpace(line)))
			}
			for _, fam := range got[0].families {
				for i := range fam {
					text.WriteString(fam[i].Text.Data)
				}
			}
		}
		slices.Sort(items)
		want := slices.Sorted(slices.Values(tt.items))
		if !slices.Equal(items, want) {
			t.Errorf("%s:\ngot\n%s\nwant\n%s", tt.name, strings.Join(items, "\n"), strings.Join(want, "\n"))
		}
		for _, w := range tt.words {
			if !strings.Contains(text.String(), w) {
				t.Errorf("%s: no %q in\n%s", tt.name, w, text.String())
			}
		}
	}
}

// hideOffset puts N for the offset of a message that is not the first of its mailbox.
func hideOffset(line string) string {
	at, rest, _ := strings.Cut(line, " ")
	if strings.HasPrefix(at, "!") && at != "!0" {
		at = "!N"
	}
	return at + " " + rest
}
