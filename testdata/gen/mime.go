package main

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"mime"
	"mime/quotedprintable"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// A mail is one message as the tables of the cast's correspondence have it.
type mail struct {
	box      string // mailboxes that hold it, with blanks between them
	id, kind string
	from, to string // ids of people, or an address as it is
	subject  string // with marks, as body
	date     string
	charset  string // default utf-8
	cte      string // 7bit, 8bit, quoted-printable (default), base64
	flowed   bool   // format=flowed: lines are broken after 60 characters
	html     string // with marks; its own part if body is there too
	body     string
	table    *table // shown in html where it says TABLE
	parts    []part
}

// A part is what a message carries.
type part struct {
	name, ctype string
	raw         []byte // as it is
	text        string // with marks
	table       *table
	comma       rune
	charset     string
	mail        *mail
	format      string // of a document that is made from text or table
	title       string // above the table, or the name of the member of an archive
}

var charsets = map[string]encoding.Encoding{
	"utf-8":        encoding.Nop,
	"utf-8-bom":    unicode.UTF8BOM,
	"windows-1252": charmap.Windows1252,
	"utf-16":       unicode.UTF16(unicode.LittleEndian, unicode.UseBOM),
}

func encode(charset, text string) []byte {
	b, err := charsets[charset].NewEncoder().Bytes([]byte(text))
	if err != nil {
		panic(err)
	}
	return b
}

// message writes m with LF line ends and notes its facts.
func (t *truth) message(m *mail) []byte {
	var b bytes.Buffer
	at := place{"<" + m.id + "@" + domain + ">", m.kind, "header"}
	t.head(&b, at, m)
	at.part = "body"
	parts := t.bodies(at, m)
	for i := range m.parts {
		parts = append(parts, t.part(at, &m.parts[i]))
	}
	if len(parts) == 1 {
		b.Write(parts[0])
		return b.Bytes()
	}
	subtype := map[bool]string{true: "alternative", false: "mixed"}[len(m.parts) == 0]
	boundary := "=_" + m.id + "_" + subtype
	fmt.Fprintf(&b, "Content-Type: multipart/%s; boundary=%q\n\n", subtype, boundary)
	for _, p := range parts {
		fmt.Fprintf(&b, "--%s\n%s\n", boundary, p)
	}
	fmt.Fprintf(&b, "--%s--\n", boundary)
	return b.Bytes()
}

func (t *truth) head(b *bytes.Buffer, at place, m *mail) {
	fmt.Fprintf(b, "From: %s\nTo: %s\n", t.mailbox(at, m.from), t.mailbox(at, m.to))
	fmt.Fprintf(b, "Subject: %s\n", mime.QEncoding.Encode("utf-8", t.expand(at, m.subject)))
	fmt.Fprintf(b, "Date: %s\nMessage-ID: %s\nMIME-Version: 1.0\n", m.date, at.id)
}

// mailbox returns the address of the person who, or who itself if there is none.
func (t *truth) mailbox(at place, who string) string {
	p := t.people[who]
	if p == nil {
		return who
	}
	if p.email == "" {
		panic(who + " has no address")
	}
	t.add(at, "name", name(p, ""), p.id, false)
	t.add(at, "email", p.email, p.id, false)
	shown := mime.QEncoding.Encode("utf-8", name(p, ""))
	if shown == name(p, "") {
		shown = `"` + shown + `"`
	}
	return shown + " <" + p.email + ">"
}

// bodies returns the text parts of m, each with its header.
func (t *truth) bodies(at place, m *mail) [][]byte {
	var out [][]byte
	charset := m.charset
	if charset == "" {
		charset = "utf-8"
	}
	if m.body != "" {
		text, format := strings.TrimLeft(t.expand(at, m.body), "\n"), ""
		if m.flowed {
			text, format = flow(text), "; format=flowed"
		}
		out = append(out, leaf("text/plain; charset="+charset+format, m.cte, "", encode(charset, text)))
	}
	if m.html != "" {
		text := t.expand(at, m.html)
		if m.table != nil {
			text = strings.Replace(text, "TABLE", markup(t.cells(at, *m.table)), 1)
		}
		out = append(out, leaf("text/html; charset="+charset, m.cte, "", encode(charset, text)))
	}
	return out
}

// part returns p with its header.
func (t *truth) part(at place, p *part) []byte {
	if p.mail != nil {
		return append([]byte("Content-Type: message/rfc822\nContent-Disposition: attachment\n\n"), t.message(p.mail)...)
	}
	at.part = p.name
	raw := p.raw
	if p.format != "" {
		raw = t.file(at, p)
	} else if p.table != nil {
		raw = encode(p.charset, separated(t.cells(at, *p.table), p.comma))
	} else if p.text != "" {
		raw = encode(p.charset, t.expand(at, p.text))
	}
	return leaf(p.ctype, "base64", p.name, raw)
}

// leaf returns a part with its header, encoded for transfer.
func leaf(ctype, cte, name string, content []byte) []byte {
	if cte == "" {
		cte = "quoted-printable"
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "Content-Type: %s\nContent-Transfer-Encoding: %s\n", ctype, cte)
	if name != "" {
		fmt.Fprintf(&b, "Content-Disposition: attachment; filename=%q\n", name)
	}
	b.WriteString("\n")
	switch cte {
	case "base64":
		for s := base64.StdEncoding.EncodeToString(content); s != ""; {
			n := min(76, len(s))
			b.WriteString(s[:n] + "\n")
			s = s[n:]
		}
	case "quoted-printable":
		w := quotedprintable.NewWriter(&b)
		w.Write(content)
		w.Close()
		return bytes.ReplaceAll(b.Bytes(), []byte("\r\n"), []byte("\n"))
	default:
		b.Write(content)
	}
	return b.Bytes()
}

// flow breaks the long lines of text as RFC 3676 does: a line that goes on ends in a blank.
func flow(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		for len(line) > 62 {
			i := strings.LastIndexByte(line[:60], ' ')
			b.WriteString(line[:i+1] + "\n")
			line = line[i+1:]
		}
		b.WriteString(line)
	}
	return b.String()
}
