package pst

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"exposed/scanner/mailbox/mapi"
	"exposed/testdata/samples"
)

// corpus is a folder of mailboxes that others wrote, beside the repository.
const corpus = "../../../../shared/corpora/pst"

// Counts of what the files of the corpus hold, embedded messages too.
var corpusTests = []struct {
	name string
	want counts
}{
	{"1.pst", counts{}},
	{"dist-list.pst", counts{messages: 6, attachments: 2, embedded: 2, plain: 3}},
	{"passworded.pst", counts{messages: 3, password: true}},
	{"sample.pst", counts{messages: 1, html: 1, plain: 1, recipients: 4}},
	{"go-pst/32-bit.pst", counts{messages: 1, html: 1, plain: 1, recipients: 7}},
	{"go-pst/support.pst", counts{messages: 17, attachments: 2, html: 16, plain: 1, recipients: 1073, bytes: 3476}},
	{"go-pst/enron.pst", counts{messages: 2178, attachments: 168, plain: 2178, recipients: 4029, bytes: 11229972}},
}

// counts are what a file holds.
type counts struct {
	messages, recovered, embedded, attachments int
	html, plain, recipients                    int
	bytes                                      int64 // of attachments
	errors                                     int
	password                                   bool
}

// read counts what m and the messages within it hold.
func (c *counts) read(t testing.TB, m *Message, err error) {
	if c.failed(t, err) && m == nil {
		return
	}
	c.messages++
	if m.Recovered {
		c.recovered++
	}
	html, err := m.HTML()
	c.failed(t, err)
	plain, err := m.Plain()
	c.failed(t, err)
	if html != "" {
		c.html++
	}
	if plain != "" {
		c.plain++
	}
	c.recipients += len(m.Recipients())
	for _, a := range m.Attachments() {
		c.attachment(t, a)
	}
	for _, p := range m.Problems() {
		c.failed(t, p)
	}
}

func (c *counts) attachment(t testing.TB, a *Attachment) {
	c.attachments++
	if a.Method == mapi.AttachEmbedded {
		c.embedded++
		m, err := a.Embedded()
		c.read(t, m, err)
		return
	}
	r, err := a.Open()
	if c.failed(t, err) {
		return
	}
	n, err := io.Copy(io.Discard, r)
	c.bytes += n
	c.failed(t, err)
}

func (c *counts) failed(t testing.TB, err error) bool {
	if err != nil {
		c.errors++
		t.Log(err)
	}
	return err != nil
}

// count reads all of f.
func count(t testing.TB, f *File) counts {
	var c counts
	for d, err := range f.Folders() {
		c.failed(t, err)
		for m, err := range d.Messages() {
			c.read(t, m, err)
		}
		for _, p := range d.Problems() {
			c.failed(t, p)
		}
	}
	for m, err := range f.Recovered() {
		c.read(t, m, err)
	}
	for _, p := range f.Problems() {
		if p.Err == ErrPassword {
			c.password = true
			continue
		}
		c.failed(t, p)
	}
	return c
}

// openCorpus opens a file of the corpus, or skips the test.
func openCorpus(t testing.TB, name string) (*os.File, int64) {
	t.Helper()
	path := filepath.Join(corpus, name)
	if _, err := os.Stat(path); err != nil && strings.HasPrefix(name, "go-pst/") {
		path = samples.PST(t, filepath.Base(name))
	}
	r, err := os.Open(path)
	if err != nil {
		t.Skip("the corpus is not beside the repository: ", err)
	}
	t.Cleanup(func() { r.Close() })
	info, err := r.Stat()
	if err != nil {
		t.Fatal(err)
	}
	return r, info.Size()
}

func TestCorpus(t *testing.T) {
	for _, tt := range corpusTests {
		t.Run(tt.name, func(t *testing.T) {
			r, size := openCorpus(t, tt.name)
			f, err := Open(r, size)
			if err != nil {
				t.Fatal(err)
			}
			if got := count(t, f); got != tt.want {
				t.Errorf("got  %+v\nwant %+v", got, tt.want)
			}
		})
	}
}

func BenchmarkRead(b *testing.B) {
	r, size := openCorpus(b, "go-pst/enron.pst")
	b.SetBytes(size)
	for b.Loop() {
		f, err := Open(r, size)
		if err != nil {
			b.Fatal(err)
		}
		count(b, f)
	}
}
