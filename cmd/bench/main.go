// Command bench reads evidence with one of the project's readers and nothing
// else, to be timed beside other programs that read the same files:
//
//	bench pst FILE    every item of a personal folder file, all it carries, and the SHA-256 of each and of the file
package main

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"

	"exposed/scanner/mailbox/mapi"
	"exposed/scanner/mailbox/pst"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) != 2 || args[0] != "pst" {
		return errors.New("want: bench pst FILE")
	}
	f, err := os.Open(args[1])
	if err != nil {
		return err
	}
	defer f.Close()
	whole := sha256.New()
	size, err := io.Copy(whole, f)
	if err != nil {
		return err
	}
	box, err := pst.Open(f, size)
	if err != nil {
		return err
	}
	var c counter
	places, problems := box.Places()
	for _, p := range places {
		m, err := box.Message(p.NID)
		if err != nil {
			return err
		}
		c.item(m)
	}
	_, err = fmt.Printf("%d items, %d attachments, %d bytes of text, %d of attachments, %d problems, SHA-256 %x\n",
		c.items, c.attached, c.text, c.bytes, c.problems+len(problems), whole.Sum(nil))
	return err
}

// A counter counts what was read.
type counter struct {
	items, attached, problems int
	text, bytes               int64
	sum                       hash.Hash
}

// item reads an item and all that it carries.
func (c *counter) item(o mapi.Object) {
	c.items++
	c.sum = sha256.New()
	for _, read := range []func() (string, error){o.Headers, o.Plain, o.HTML} {
		s, err := read()
		c.note(err)
		c.text += int64(len(s))
		io.WriteString(c.sum, s) // a hash takes everything
	}
	c.text += int64(len(o.Subject()))
	for _, r := range o.Recipients() {
		c.text += int64(len(r.Name) + len(r.Address) + len(r.SMTP))
	}
	for _, a := range o.Attached() {
		c.attached++
		if a.Info().Method == mapi.AttachEmbedded {
			e, err := a.Object()
			if c.note(err); err == nil {
				c.item(e)
			}
			continue
		}
		in, err := a.Open()
		if c.note(err); err == nil {
			n, err := io.Copy(c.sum, in)
			c.note(err)
			c.bytes += n
		}
	}
	c.sum.Sum(nil)
	c.problems += len(o.Problems())
}

func (c *counter) note(err error) {
	if err != nil {
		c.problems++
	}
}
