package scanner

import (
	"path"
	"strings"

	"exposed/scanner/document"
	"exposed/scanner/mailbox"
	"exposed/scanner/mailbox/cms"
	"exposed/scanner/mailbox/pgp"
)

// smime reads the S/MIME file of item k: its text is what its certificates
// say, and what it has signed or compressed is a message or a file within.
func (r *reader) smime(k int, raw []byte, name string, depth int) {
	m, ok := cms.Read(raw)
	for _, p := range m.Problems {
		r.except(k, Exception{reasonOf(p.Reason), p.Detail, int64(len(raw))})
	}
	r.family[k].Text = document.Plain(m.Text)
	switch {
	case !ok && document.LooksText(raw[:min(len(raw), headBytes)]):
		r.plain(k, raw, "", "", depth)
	case m.Data == nil:
	case mailbox.IsMessage(m.Data[:min(len(m.Data), headBytes)]) && depth < maxNested:
		r.entity(k, m.Data, depth)
	default:
		r.within(k, 1, &document.File{Name: unsigned(name), Data: m.Data}, depth)
	}
}

// entity adds the MIME entity raw, which is the content of item k, as a message
// within it. It has the Message-ID of the message around it if it has none of its own.
func (r *reader) entity(k int, raw []byte, depth int) {
	at := len(r.family)
	r.addMessage(raw, r.family[k].Inner+"!1", k, depth+1)
	if r.family[at].MessageID != "" {
		return
	}
	id := r.family[k].MessageID
	for i := at; i < len(r.family); i++ {
		if r.family[i].MessageID == "" {
			r.family[i].MessageID = id
		}
	}
}

// unsigned is the name of the file that a signed file of that name holds:
// "invoice.xml.p7m" holds "invoice.xml".
func unsigned(name string) string {
	switch ext := path.Ext(name); strings.ToLower(ext) {
	case ".p7m", ".p7s", ".p7c", ".p7z", ".p7":
		return strings.TrimSuffix(name, ext)
	}
	return ""
}

// pgp reads the OpenPGP file of item k: its text is the user IDs in it, and
// the file as it stands if that is text. What is signed and not encrypted is a file
// within, and so are photos.
func (r *reader) pgp(k int, raw []byte, name, charset string, depth int) {
	var m pgp.Message
	readable := document.LooksText(raw[:min(len(raw), headBytes)])
	if !readable || pgp.Armored(raw) {
		m = pgp.Read(raw)
	}
	text := strings.Join(m.UserIDs, "\n")
	if readable {
		s, exact := document.Decode(mailbox.Unquote(raw), charset)
		if text != "" {
			text += "\n"
		}
		text += s
		r.undecoded(k, raw, charset, s, exact)
		if len(m.Problems) == 0 && len(m.Files) == 0 && strings.HasPrefix(s, pgpMessage) {
			r.except(k, Exception{Encrypted, "PGP, not opened", int64(len(raw))})
		}
	}
	r.family[k].Text = document.Plain(text)
	for _, p := range m.Problems {
		r.except(k, Exception{reasonOf(p.Reason), p.Detail, int64(len(raw))})
	}
	for i, f := range m.Files {
		r.within(k, i+1, &document.File{Name: f.Name, Data: f.Data}, depth)
	}
	for i, photo := range m.Photos {
		r.within(k, len(m.Files)+i+1, &document.File{Data: photo}, depth)
	}
}
