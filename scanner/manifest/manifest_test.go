package manifest

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"

	utf "golang.org/x/text/encoding/unicode"
)

const md5 = "0123456789abcdef0123456789ABCDEF"

var tests = []struct{ name, file, raw, want string }{
	{"Content search", "Results.csv", "Item Identity,Document ID,Original Path,Target Path,Subject or Title,Size\nx1,7,a\\b,Exchange\\r.pst\\Inbox\\m.msg,\"hello, you\",120\n",
		"2 x1 Exchange/r.pst/Inbox/m.msg  \"hello, you\" 120  false \n"},
	{"not indexed", "Unindexed Items.csv", "Item Identity,Target Path,Error Tags\nx1,a.msg,password protected\nx2,b.msg,\n", "2 x1 a.msg  \"\" -1  false \n3 x2 b.msg  \"\" -1  false \n"},
	{"Purview", "Export_load_file.csv", "File_ID,Export_native_path,Native_MD5,Email_subject,Internet message ID\n9,NativeFiles\\1\\a.eml," + md5 + ",x,<1@example.com>\n", "2 9 NativeFiles/1/a.eml <1@example.com> \"x\" -1 0123456789abcdef0123456789abcdef false \n"},
	{"Vault", "r-metadata.csv", "Rfc822MessageId,GmailMessageId,FileName,Account,Subject\n<1@example.com>,17a,r-0.mbox,r@example.com,x\n", "2 17a r-0.mbox <1@example.com> \"x\" -1  false \n"},
	{"errors of Vault", "error.csv", "Document ID,Title,Error Description\nd1,a,not found\n", "2 d1   \"a\" -1  true not found\n"},
	{"EDRM", "r-metadata.xml", "<?xml version='1.0'?>\n<Root DataInterchangeType='Update'><Batch><Documents>\n<Document DocID='d1'><Tags><Tag TagName='#Subject' TagValue='x'/><Tag TagName='RFC822MessageID' TagValue='&lt;1@example.com>'/></Tags><Files><File><ExternalFile FileName='r.mbox' FileSize='12' Hash='AB'/></File></Files></Document>\n</Documents></Batch></Root>",
		"1 d1 r.mbox <1@example.com> \"x\" 12 ab false \n"},
	{"EDRM, cut", "m.xml", "<Root DataInterchangeType='Update'><Document DocID='d1'><Tags><Tag TagName='#Subj", "1 d1   \"\" -1  false \n(malformed: XML that is broken or cut at line 1)\n"},
	{"checksums", "File checksums", md5 + "  a b.zip\n" + md5 + " *c.zip\nwords\n", "1  a b.zip  \"\" -1 0123456789abcdef0123456789abcdef false \n2  c.zip  \"\" -1 0123456789abcdef0123456789abcdef false \n(malformed: 1 lines are not a hash and a name)\n"},
	{"report of an export", "Export.csv", "File_ID,Export_native_path,Native_file_name,Native_SHA_256,Error_code,Export_status_description\n1,a.eml,a,AB,12,successful\n2,b.eml,b,CD,,disk full\n", "2 1 a.eml  \"\" -1 ab false \n3 2 b.eml  \"\" -1 cd true disk full\n"},
	{"errors of another program", "errors.csv", "time,error\n12:00,disk full\n", "-"},
	{"passwords", "dump.txt", md5 + " jdoe\n", "-"},
	{"records of other widths", "Results.csv", "Item Identity,Target Path\nx1\n", "2 x1   \"\" -1  false \n(malformed: 1 records have not the 2 fields that the heads have)\n"},
	{"a customer list", "list.csv", "Name,Phone,Subject\na,b,c\n", "-"},
	{"another XML", "a.xml", "<a><b/></a>", "-"},
	{"text", "a.txt", "words\n", "-"},
	{"empty", "Results.csv", "", "-"},
}

func shown(m Manifest, ok bool) string {
	if !ok {
		return "-"
	}
	var b strings.Builder
	for _, e := range m.Entries {
		fmt.Fprintf(&b, "%d %s %s %s %q %d %s %v %s\n", e.Row, e.ID, e.Path, e.MessageID, e.Subject, e.Size, e.Hash, e.Error, e.Reason)
	}
	for _, p := range m.Problems {
		fmt.Fprintf(&b, "(%s: %s)\n", p.Reason, p.Detail)
	}
	return b.String()
}

func TestParse(t *testing.T) {
	for _, tt := range tests {
		wide, err := utf.UTF16(utf.LittleEndian, utf.UseBOM).NewEncoder().String(tt.raw)
		if err != nil {
			t.Fatal(err)
		}
		for _, raw := range []string{tt.raw, "\ufeff" + tt.raw, wide} {
			m, ok, err := Parse(tt.file, []byte(raw[:min(len(raw), 4096)]), strings.NewReader(raw))
			if got := shown(m, ok); got != tt.want || err != nil {
				t.Errorf("%s: %v\ngot  %s\nwant %s", tt.name, err, got, tt.want)
			}
		}
	}
}

func TestBrokenReader(t *testing.T) {
	bad := errors.New("bad sector")
	for _, tt := range tests[:8] {
		if _, ok, err := Parse(tt.file, []byte(tt.raw), iotest.ErrReader(bad)); !ok || !errors.Is(err, bad) {
			t.Errorf("%s: %v, %v", tt.name, ok, err)
		}
	}
}

// FuzzParse checks that entries have rows of their own and that two readings agree.
func FuzzParse(f *testing.F) {
	for _, tt := range tests {
		f.Add(tt.file, tt.raw)
	}
	f.Fuzz(func(t *testing.T, name, raw string) {
		head := []byte(raw[:min(len(raw), 4096)])
		m, ok, err := Parse(name, head, strings.NewReader(raw))
		again, ok2, _ := Parse(name, head, strings.NewReader(raw))
		if ok != ok2 || !reflect.DeepEqual(m, again) {
			t.Error("two readings differ")
		}
		last := 0
		for _, e := range m.Entries {
			if e.Row <= last || err != nil && !ok {
				t.Fatalf("row %d after %d, %v", e.Row, last, err)
			}
			last = e.Row
		}
	})
}
