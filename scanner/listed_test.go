package scanner

import (
	"crypto/md5"
	"crypto/sha256"
	"fmt"
	"strings"
	"testing"
)

// TestListed reads the lists of exports and tells what items they ask for.
func TestListed(t *testing.T) {
	sum := fmt.Sprintf("%x", sha256.Sum256([]byte("x")))
	mih := MessageKey(md5.Sum([]byte("<1@example.com>")))
	tests := []struct {
		name, file, raw string
		want            []Listed
		outline         string
	}{
		{"in a mailbox", "Results.csv", "Item Identity,Target Path,Subject or Title\nx,Exchange\\r.pst\\Inbox\\Your bill.msg,Your bill!\n",
			[]Listed{{Row: 2, Keys: [keys]Key{BySubject: SubjectKey("your BILL")}}}, ". file\n"},
		{"in a mailbox, by its file", "Results.csv", "Item Identity,Target Path\nx,Exchange\\r.pst\\Inbox\\Your bill.msg\n",
			[]Listed{{Row: 2, Keys: [keys]Key{BySubject: SubjectKey("Your bill")}}}, ". file\n"},
		{"a message that is a file", "Results.csv", "Item Identity,Target Path,Subject or Title\nx,Exchange/a%20b.msg,Your bill\n",
			[]Listed{{Row: 2, Keys: [keys]Key{ByName: NameKey("folder/A B.MSG"), BySubject: SubjectKey("Your bill")}}}, ". file\n"},
		{"a document", "Export_load_file.csv", "File_ID,Export_native_path,Native_SHA_256,Email_subject\n9,NativeFiles\\list.xlsx," + sum + ",x\n",
			[]Listed{{Row: 2, Keys: [keys]Key{ByName: NameKey("list.xlsx"), BySum: SumKey(sha256.Sum256([]byte("x")))}}}, ". file\n"},
		{"a Message-ID", "r-metadata.csv", "Rfc822MessageId,GmailMessageId,FileName,Subject\n<1@example.com>,17a,r-0.mbox,x\n",
			[]Listed{{Row: 2, Keys: [keys]Key{ByMessageID: mih}}}, ". file\n"},
		{"the mailbox itself", "checksums md5.txt", strings.Repeat("ab", 16) + "  r.pst\n",
			[]Listed{{Row: 1, Keys: [keys]Key{ByName: NameKey("r.pst")}}}, ". file\n"},
		{"not exported", "error.csv", "Document ID,Title,Error Description\nd1,,not found\n",
			[]Listed{{Row: 2, Failed: true}}, ". file\n"},
		{"nothing to go by", "Results.csv", "Item Identity,Target Path,Subject or Title\nx,Exchange\\r.pst\\Inbox\\.msg,\nx,b.txt,\n",
			[]Listed{{Row: 3, Keys: [keys]Key{ByName: NameKey("b.txt")}}}, ". file !unsupported\n"},
		{"broken", "Results.csv", "Item Identity,Target Path\nx\n", nil, ". file !malformed !unsupported\n"},
		{"a list of customers", "list.csv", "Name,Phone,Subject\na,b,c\n", nil, ". file\n"},
		{"words", "Results.csv", "no list\n", nil, ". file\n"},
	}
	for _, tt := range tests {
		for _, packed := range []bool{false, true} {
			raw, file, want := []byte(tt.raw), tt.file, lf(tt.outline)
			if packed {
				raw, file = zipped(t, file, tt.raw), "export.zip"
				want = ". container\n" + strings.Replace(want, ". file", "!2 file "+fmt.Sprintf("%q", tt.file), 1)
			}
			got := readBytes(t, New(Config{Detect: detectorsAlone()}), file, raw)
			last := got.families[len(got.families)-1][0]
			if fmt.Sprint(last.Listed) != fmt.Sprint(tt.want) {
				t.Errorf("%s: got %v, want %v", tt.name, last.Listed, tt.want)
			}
			if list := outlineAll(got); !packed && list != want {
				t.Errorf("%s: got %q, want %q", tt.name, list, want)
			}
		}
	}
	within := readBytes(t, New(Config{}), "in.eml", []byte("Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/csv; name=Results.csv\n\nItem Identity,Target Path\nx,a.txt\n--b--\n"))
	if list := within.families[0]; len(list) != 2 || list[1].Listed != nil {
		t.Errorf("in a message: %v", list)
	}
}
