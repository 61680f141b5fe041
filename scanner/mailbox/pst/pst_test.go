package pst

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"testing"

	"exposed/scanner/mailbox/mapi"
)

// A kind is a kind of file that the tests build.
type kind struct {
	version  uint16
	crypt    byte
	compress bool
	fan      int
}

var kinds = []kind{
	{14, cryptPermute, false, 0},
	{15, cryptCyclic, false, 5},
	{23, cryptNone, false, 0},
	{23, cryptPermute, false, 0},
	{23, cryptCyclic, false, 5},
	{36, cryptPermute, false, 0},
	{36, cryptPermute, true, 3},
}

const (
	nidInbox   NID = 0x8022
	nidOld     NID = 0x8042
	nidLost    NID = 0x8062
	nidNote    NID = 0x200024
	nidCard    NID = 0x200044
	nidDeleted NID = 0x200064
	nidFAI     NID = 0x200088
)

var (
	longBody = strings.Repeat("The SSN 078-05-1120 was withdrawn.\r\n", 700)
	longFile = strings.Repeat("0123456789abcdef", 9000)
)

// build returns a file of the kind with a few folders and messages.
func (k kind) build() []byte { return k.file(longBody, longFile) }

// file returns that file with another long body and attachment.
func (k kind) file(body, attachment string) []byte {
	w := newWriter(k.version, k.crypt)
	w.compress, w.fan = k.compress, k.fan
	w.node(nidStore, 0, w.props([]value{w.str(mapi.DisplayName, "Test")}))
	w.names()
	w.folder(nidRoot, nidRoot, "", []NID{nidInbox}, nil)
	w.folder(nidInbox, nidRoot, "Inbox", []NID{nidOld, 0x2223}, []NID{nidNote, nidFAI})
	w.folder(nidOld, nidInbox, "Old", nil, []NID{nidCard, nidNote})
	w.folder(nidLost, 0x9999&^31|2, "Lost", nil, nil)
	w.folder(0x2223, nidInbox, "Search", nil, []NID{nidNote})
	w.node(nidNote, nidInbox, w.note(body, attachment))
	w.node(nidCard, nidOld, w.props([]value{w.str(mapi.MessageClass, "IPM.Contact"), w.str(mapi.Subject, "Ann Example")}))
	w.node(nidDeleted, nidInbox, w.props([]value{w.str(mapi.MessageClass, "IPM.Note"), w.str(mapi.Subject, "deleted")}))
	w.node(nidFAI, nidInbox, w.props([]value{w.str(mapi.MessageClass, "IPM.Configuration")}))
	return w.bytes()
}

// names adds the map of names with one name.
func (w *writer) names() {
	text := newWriter(23, 0).str(0, "Keywords").b
	w.node(nidNames, 0, w.props([]value{
		bin(streamGUID, ""),
		bin(streamEntry, "\x00\x00\x00\x00\x05\x00\x00\x00"),
		bin(streamString, string(le.AppendUint32(nil, uint32(len(text))))+string(text)),
	}))
}

// note returns a message with recipients and attachments.
func (w *writer) note(body, attachment string) node {
	to := map[NID][]value{
		1: {num(mapi.RecipientType, 1), w.str(mapi.DisplayName, "Ann"), w.str(mapi.AddressType, "SMTP"), w.str(mapi.EmailAddress, "ann@example.com")},
		2: {num(mapi.RecipientType, 2), w.str(mapi.DisplayName, "Zoë"), w.str(mapi.AddressType, "SMTP"), w.str(mapi.EmailAddress, "zoe@example.com")},
	}
	recipients := w.table(to, []NID{1, 2})
	recipients.nid = nidRecipients
	file := w.attachment(0x8025, "list.csv", mapi.AttachByValue, bin(mapi.AttachData, attachment))
	small := w.props([]value{w.str(mapi.MessageClass, "IPM.Note"), w.str(mapi.Subject, "inner"), w.str(mapi.Body, "inside")})
	small.nid = 0x24
	object := value{mapi.NewTag(mapi.AttachData, mapi.TypeObject), []byte{0x24, 0, 0, 0, 9, 0, 0, 0}}
	mail := w.attachment(0x8045, "inner", mapi.AttachEmbedded, object, small)
	link := w.attachment(0x8065, "link", mapi.AttachByRefOnly, w.str(mapi.AttachLongPathname, `\\server\x.doc`))
	subs := append([]node{recipients, w.attachments(file, mail, link)}, file, mail, link)
	return w.props([]value{
		w.str(mapi.MessageClass, "IPM.Note"),
		w.str(mapi.Subject, "\x01\x04Re: hello"),
		w.str(mapi.TransportMessageHeaders, "Subject: hello\r\n"),
		w.str(mapi.Body, body),
		bin(mapi.HTML, "<p>caf\xc3\xa9</p>"),
		num(mapi.InternetCodepage, 65001),
		num(mapi.MessageCodepage, 1252),
		w.str(0x8000, "red"),
	}, subs...)
}

func (w *writer) attachment(nid NID, name string, method uint32, data value, subs ...node) node {
	list := []value{data, w.str(mapi.AttachLongFilename, name), num(mapi.AttachMethod, method)}
	n := w.props(list, subs...)
	n.nid = nid
	return n
}

func (w *writer) attachments(list ...node) node {
	rows, order := map[NID][]value{}, []NID{}
	for _, n := range list {
		rows[n.nid] = []value{num(mapi.AttachSize, 1)}
		order = append(order, n.nid)
	}
	t := w.table(rows, order)
	t.nid = nidAttachments
	return t
}

// outline writes what f holds, a line for each thing.
func outline(f *File) string {
	var b strings.Builder
	for d, err := range f.Folders() {
		fmt.Fprintf(&b, "folder %s", strings.Join(d.Path, "/"))
		if d.Recovered {
			b.WriteString(" recovered")
		}
		b.WriteString("\n")
		failure(&b, err)
		for m, err := range d.Messages() {
			describe(&b, m, err)
		}
	}
	for m, err := range f.Recovered() {
		b.WriteString("recovered\n")
		describe(&b, m, err)
	}
	return b.String()
}

func failure(b *strings.Builder, err error) bool {
	if err != nil {
		fmt.Fprintf(b, "error %v\n", err)
	}
	return err != nil
}

func describe(b *strings.Builder, m *Message, err error) {
	if failure(b, err) && m == nil {
		return
	}
	fmt.Fprintf(b, "message 0x%x %s: %s\n", uint32(m.NID), m.Class, m.Subject())
	plain, err := m.Plain()
	failure(b, err)
	html, err := m.HTML()
	failure(b, err)
	headers, err := m.Headers()
	failure(b, err)
	if plain == longBody {
		plain = "long"
	}
	if plain+html+headers != "" {
		fmt.Fprintf(b, "  %q %q %q\n", plain, html, headers)
	}
	for _, p := range m.Properties() {
		if p.Name != nil {
			fmt.Fprintf(b, "  %s: %s\n", p.Name.Text, mapi.Text(p.Tag.Type(), p.Value, m.Codepage()))
		}
	}
	for _, r := range m.Recipients() {
		fmt.Fprintf(b, "  to %d %s %s %s\n", r.Kind, r.Name, r.Type, r.Address)
	}
	for _, a := range m.Attachments() {
		enclosed(b, a)
	}
}

func enclosed(b *strings.Builder, a *Attachment) {
	fmt.Fprintf(b, "  attachment %d %s %s\n", a.Method, a.LongName, a.Path)
	if a.Method == mapi.AttachEmbedded {
		m, err := a.Embedded()
		describe(b, m, err)
		return
	}
	r, err := a.Open()
	if failure(b, err) {
		return
	}
	data, err := io.ReadAll(r)
	failure(b, err)
	if string(data) == longFile {
		data = []byte("long")
	}
	fmt.Fprintf(b, "  %s\n", data)
}

const wantOutline = `folder 
folder Inbox
message 0x200024 IPM.Note: Re: hello
  "long" "<p>café</p>" "Subject: hello\r\n"
  Keywords: red
  to 1 Ann SMTP ann@example.com
  to 2 Zoë SMTP zoe@example.com
  attachment 1 list.csv 
  long
  attachment 5 inner 
message 0x24 IPM.Note: inner
  "inside" "" ""
  attachment 4 link \\server\x.doc
error pst: node 0x8065: missing
folder Inbox/Old
message 0x200044 IPM.Contact: Ann Example
folder Lost recovered
recovered
message 0x200064 IPM.Note: deleted
`

func TestKinds(t *testing.T) {
	for _, k := range kinds {
		b := k.build()
		f, err := Open(bytes.NewReader(b), int64(len(b)))
		if err != nil {
			t.Errorf("%+v: %v", k, err)
			continue
		}
		if got := outline(f); got != wantOutline {
			t.Errorf("%+v:\ngot\n%s\nwant\n%s", k, got, wantOutline)
		}
		for _, p := range f.Problems() {
			t.Errorf("%+v: %v", k, p)
		}
	}
}

// TestMany reads a folder whose trees and tables have many levels and blocks.
func TestMany(t *testing.T) {
	for _, k := range kinds {
		w := newWriter(k.version, k.crypt)
		w.compress, w.fan = k.compress, k.fan
		var order []NID
		for i := range NID(500) {
			order = append(order, 0x200004+i<<5)
			w.node(order[i], nidInbox, w.props([]value{w.str(mapi.Subject, fmt.Sprint(i))}))
		}
		w.folder(nidRoot, nidRoot, "", []NID{nidInbox}, nil)
		w.folder(nidInbox, nidRoot, "Inbox", nil, order)
		b := w.bytes()
		f, err := Open(bytes.NewReader(b), int64(len(b)))
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for d := range f.Folders() {
			for m, err := range d.Messages() {
				if err != nil || m.Subject() != fmt.Sprint(n) {
					t.Fatalf("%+v: message %d: %v", k, n, err)
				}
				n++
			}
		}
		if n != len(order) {
			t.Errorf("%+v: %d messages of %d", k, n, len(order))
		}
	}
}

// TestParallel reads one file by several goroutines.
func TestParallel(t *testing.T) {
	b := kinds[4].build()
	f, err := Open(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			if got := outline(f); got != wantOutline {
				t.Errorf("got\n%s", got)
			}
		})
	}
	group.Wait()
}

// TestDamage overwrites a block or page and checks that the error is told and
// that the rest is read.
func TestDamage(t *testing.T) {
	tests := []struct {
		name  string
		node  NID // whose first block is overwritten
		at    int
		bytes string
		want  error
		lines int // of the outline that are kept at least
	}{
		{"body of the heap", nidCard, 40, "x", ErrChecksum, 17},
		{"signature of a heap", nidCard, 2, "x", ErrCorrupt, 15},
		{"contents table", nidInbox.of(typeContents), 0, "xxxxxxxx", ErrCorrupt, 18},
		{"hierarchy table", nidInbox.of(typeHierarchy), 0, "xxxxxxxx", ErrCorrupt, 18},
		{"folder", nidInbox, 0, "xxxxxxxx", ErrCorrupt, 16},
	}
	for _, tt := range tests {
		b := kinds[2].build()
		f, _ := Open(bytes.NewReader(b), int64(len(b)))
		n, err := f.node(tt.node)
		if err != nil {
			t.Fatal(err)
		}
		ref, err := f.locate(n.data)
		if err != nil {
			t.Fatal(err)
		}
		copy(b[ref.offset+int64(tt.at):], tt.bytes)
		f, err = Open(bytes.NewReader(b), int64(len(b)))
		if err != nil {
			t.Fatal(err)
		}
		if got := kept(outline(f)); got < tt.lines {
			t.Errorf("%s: %d lines kept of\n%s", tt.name, got, outline(f))
		}
		if all := problems(f); !slices.ContainsFunc(all, func(err error) bool { return errors.Is(err, tt.want) }) {
			t.Errorf("%s: got %v, want %v", tt.name, all, tt.want)
		}
	}
}

// kept returns the number of lines that the outlines share.
func kept(got string) int {
	n := 0
	for line := range strings.Lines(wantOutline) {
		if strings.Contains(got, line) {
			n++
		}
	}
	return n
}

// problems returns all errors and problems of f.
func problems(f *File) []error {
	var list []error
	add := func(ps []*Error) {
		for _, p := range ps {
			list = append(list, p)
		}
	}
	for d, err := range f.Folders() {
		list = append(list, err)
		for m, err := range d.Messages() {
			list = append(list, err)
			if m != nil {
				list = append(list, m.Problems()...)
			}
		}
		add(d.Problems())
	}
	add(f.Problems())
	return list
}

// TestSelf reads a message that holds itself twice, and folders that share
// their tables.
func TestSelf(t *testing.T) {
	w := newWriter(23, cryptNone)
	object := value{mapi.NewTag(mapi.AttachData, mapi.TypeObject), []byte{0x24, 0, 0, 0, 9, 0, 0, 0}}
	body := w.props([]value{w.str(mapi.Subject, "self")})
	one := w.attachment(0x8025, "one", mapi.AttachEmbedded, object)
	two := w.attachment(0x8045, "two", mapi.AttachEmbedded, object)
	list := w.attachments(one, two)
	self := w.bid | 2 // the next block
	body.nid, body.sub, one.sub, two.sub = 0x24, self, self, self
	body.sub = w.subnodes([]node{body, list, one, two})
	w.node(nidNote, nidInbox, body)
	w.folder(nidRoot, nidRoot, "", []NID{nidInbox, nidInbox, nidOld}, []NID{nidNote})
	w.folder(nidInbox, nidRoot, "Inbox", []NID{nidRoot, nidOld, nidInbox}, []NID{nidNote, nidNote})
	w.folder(nidOld, nidLost, "Old", []NID{nidLost}, []NID{nidNote})
	w.folder(nidLost, nidOld, "Lost", []NID{nidOld}, nil)
	b := w.bytes()
	f, err := Open(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	got := count(silent{t}, f)
	if got.messages < 100 || got.messages > MaxEmbedded+1 || got.attachments > MaxAttachments {
		t.Errorf("got %+v", got)
	}
	var names []string
	for d := range f.Folders() {
		names = append(names, strings.Join(d.Path, "/"))
	}
	if want := []string{"", "Inbox", "Old", "Old/Lost"}; !slices.Equal(names, want) {
		t.Errorf("got %q, want %q", names, want)
	}
}

// A silent test logs nothing.
type silent struct{ testing.TB }

func (silent) Log(...any) {}

func TestOpen(t *testing.T) {
	for _, in := range []string{"", "!BDN", strings.Repeat("x", 600), "!BDN" + strings.Repeat("\x00", 600)} {
		if _, err := Open(strings.NewReader(in), int64(len(in))); !errors.Is(err, ErrFormat) {
			t.Errorf("%.8q: %v", in, err)
		}
	}
}
