// Package cms reads the messages of S/MIME: what is signed or compressed is
// taken out, certificates give the names of their holders, and of what is encrypted it
// tells for how many it is. Signatures are not checked.
package cms

import (
	"bytes"
	"compress/zlib"
	"encoding/base64"
	"encoding/pem"
	"fmt"
	"io"
	"strings"
)

// A Message is what a file of the Cryptographic Message Syntax holds (RFC 5652).
type Message struct {
	Kind       Kind
	Data       []byte // what is signed or compressed; nil: nothing, or it lies elsewhere
	Text       string // holders and issuers of the certificates in it, a line each
	Recipients int    // who can open it
	Problems   []Problem
}

// A Problem tells what keeps the message from being read in full.
type Problem struct{ Reason, Detail string }

// A Kind is a type of content.
type Kind uint8

// The kinds of messages.
const (
	Unknown Kind = iota
	Data
	Signed // without Data: a signature, or certificates alone
	Enveloped
	Encrypted // with a key that all sides know
	Compressed
)

// kinds are the types of content (RFC 5652, 14; RFC 3274, 3; RFC 5083, 2.1).
var kinds = map[string]Kind{
	"1.2.840.113549.1.7.1": Data, "1.2.840.113549.1.7.2": Signed, "1.2.840.113549.1.7.3": Enveloped, "1.2.840.113549.1.7.6": Encrypted,
	"1.2.840.113549.1.9.16.1.9": Compressed, "1.2.840.113549.1.9.16.1.23": Enveloped,
}

const (
	maxCertificates = 1000
	maxInflated     = 64 << 20 // bytes that come out of a compressed message
)

// Read reads raw, in BER, or in base64 with or without the lines of PEM. It
// reports false if raw is no such message; problems then say why.
func Read(raw []byte) (Message, bool) {
	l := list{rest: unarmored(raw)}
	info, ok := l.is(0, tagSeq)
	if !ok {
		return Message{Problems: []Problem{{"malformed", "S/MIME: no message of CMS"}}}, false
	}
	in := l.values(info)
	id, _ := in.take()
	m := Message{Kind: kinds[oid(id)]}
	content, ok := in.is(2, 0)
	switch {
	case m.Kind == Unknown:
		m.problem("malformed", "S/MIME: no content of a type that CMS defines")
		return m, false
	case !ok:
		m.problem("corrupt", "S/MIME: the content is cut")
		return m, true
	}
	m.content(in.values(content))
	if info.cut {
		m.problem("corrupt", "S/MIME: the message is cut")
	}
	return m, true
}

func (m *Message) problem(reason, detail string) {
	m.Problems = append(m.Problems, Problem{reason, detail})
}

// unarmored returns the BER in raw.
func unarmored(raw []byte) []byte {
	if block, _ := pem.Decode(raw); block != nil {
		return block.Bytes
	}
	if d, ok := plainBase64(raw); ok {
		return d
	}
	return raw
}

// plainBase64 decodes raw if it is base64 alone, of a message in BER.
func plainBase64(raw []byte) ([]byte, bool) {
	head := bytes.TrimSpace(raw[:min(len(raw), 64)])
	if len(head) == 0 || head[0] != 'M' { // the digit of a SEQUENCE's tag
		return nil, false
	}
	out := make([]byte, base64.StdEncoding.DecodedLen(len(raw)))
	n, err := base64.StdEncoding.Decode(out, bytes.TrimSpace(raw))
	return out[:n], err == nil
}

// content reads the content of its kind.
func (m *Message) content(l *list) {
	if m.Kind == Data {
		v, _ := l.take()
		m.take(v, l.level)
		return
	}
	v, ok := l.is(0, tagSeq)
	if !ok {
		m.problem("malformed", "S/MIME: the content is no sequence")
		return
	}
	in := l.values(v)
	in.is(0, tagInteger) // version
	switch m.Kind {
	case Signed:
		m.signed(in)
	case Enveloped:
		m.enveloped(in)
	case Encrypted:
		m.problem("encrypted", "S/MIME, encrypted with a password or a shared key")
	case Compressed:
		m.compressed(in)
	}
}

// take takes an octet string as the data.
func (m *Message) take(v value, level int) {
	data, cut := octets(v, level)
	if data == nil {
		data = []byte{}
	}
	m.Data = data
	if cut {
		m.problem("corrupt", "S/MIME: the content is cut")
	}
}

// signed reads SignedData (RFC 5652, 5.1).
func (m *Message) signed(l *list) {
	l.is(0, tagSet) // digests
	m.encapsulated(l)
	if certificates, ok := l.is(2, 0); ok {
		m.certificates(l.values(certificates))
	}
}

// encapsulated reads the content within, if it is there (RFC 5652, 5.2).
func (m *Message) encapsulated(l *list) {
	v, _ := l.is(0, tagSeq)
	in := l.values(v)
	in.take() // type
	if content, ok := in.is(2, 0); ok {
		box := in.values(content)
		data, ok := box.take()
		if ok && data.class == 0 && data.tag != tagOctets {
			// QUIRK: RFC 5652, 5.2.1: PKCS #7 allowed any type; the value itself is signed.
			data = value{body: content.body, cut: content.cut}
		}
		m.take(data, box.level)
	}
}

func (m *Message) certificates(l *list) {
	var b strings.Builder
	for n := 1; ; n++ {
		v, ok := l.take()
		if !ok {
			break
		}
		if n > maxCertificates {
			m.problem("too-many", fmt.Sprintf("S/MIME: more than %d certificates", maxCertificates))
			break
		}
		if v.class != 0 || v.tag != tagSeq {
			m.problem("unsupported", fmt.Sprintf("S/MIME: certificate %d is not of X.509", n))
			continue
		}
		c, whole := readCertificate(v, l.level)
		if !whole {
			m.problem("malformed", fmt.Sprintf("S/MIME: certificate %d cannot be read in full", n))
		}
		c.write(&b)
	}
	if l.err != nil {
		m.problem("malformed", "S/MIME: certificates: "+l.err.Error())
	}
	m.Text = b.String()
}

// enveloped reads EnvelopedData and AuthEnvelopedData (RFC 5652, 6.1; RFC 5083, 2.1).
func (m *Message) enveloped(l *list) {
	if v, ok := l.is(2, 0); ok { // of the sender
		in := l.values(v)
		if certificates, ok := in.is(2, 0); ok {
			m.certificates(in.values(certificates))
		}
	}
	set, _ := l.is(0, tagSet)
	recipients := l.values(set)
	for _, ok := recipients.take(); ok; _, ok = recipients.take() {
		m.Recipients++
	}
	word := "recipients"
	if m.Recipients == 1 {
		word = "recipient"
	}
	m.problem("encrypted", fmt.Sprintf("S/MIME, encrypted for %d %s", m.Recipients, word))
}

// compressed reads CompressedData (RFC 3274, 1.1); its one method is zlib.
func (m *Message) compressed(l *list) {
	l.is(0, tagSeq) // method
	m.encapsulated(l)
	z, err := zlib.NewReader(bytes.NewReader(m.Data))
	m.Data = nil
	if err == nil {
		m.Data, err = io.ReadAll(io.LimitReader(z, maxInflated+1))
	}
	if len(m.Data) > maxInflated {
		m.Data = m.Data[:maxInflated]
		m.problem("too-large", fmt.Sprintf("S/MIME: more than %d bytes are compressed", maxInflated))
	}
	if err != nil {
		m.problem("corrupt", "S/MIME: what is compressed is broken or cut")
	}
}
