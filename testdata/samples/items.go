package samples

import (
	"io"
	"testing"

	"exposed/scanner/mailbox/mapi"
)

// Items counts what an item of Outlook holds, and its embedded items too.
type Items struct {
	Items, Attachments, Problems int
	Text, Files                  int64 // bytes of bodies and headers, and of attachments
}

// Read reads all of the item; what is wrong with it is logged.
func (n *Items) Read(t testing.TB, o mapi.Object) {
	n.Items++
	for _, read := range []func() (string, error){o.Plain, o.HTML, o.Headers} {
		s, err := read()
		n.Text += int64(len(s))
		n.failed(t, err)
	}
	for _, a := range o.Attached() {
		n.Attachments++
		if inner, err := a.Object(); err == nil {
			n.Read(t, inner)
			continue
		}
		r, err := a.Open()
		if n.failed(t, err) {
			continue
		}
		size, err := io.Copy(io.Discard, r)
		n.Files += size
		n.failed(t, err)
	}
	for _, err := range o.Problems() {
		n.failed(t, err)
	}
}

func (n *Items) failed(t testing.TB, err error) bool {
	if err != nil {
		n.Problems++
		t.Log(err)
	}
	return err != nil
}
