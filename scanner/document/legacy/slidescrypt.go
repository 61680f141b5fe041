package legacy

import "exposed/scanner/document/officecrypt"

// pptSession is the record that tells how a presentation is encrypted.
const pptSession = 0x2F14

// A pptCrypt decrypts the objects of a presentation.
type pptCrypt struct{ *officecrypt.Cipher }

// object returns the record at the start of b, which is object id.
func (c *pptCrypt) object(b []byte, id uint32) []byte {
	const head = 8
	if len(b) < head {
		return nil
	}
	size := int64(le.Uint32(c.Object(b[:head], id)[4:]))
	return c.Object(b[:min(head+size, int64(len(b)))], id)
}

// decrypt opens an encrypted presentation, whose method object id tells, and
// reports whether that could be done (MS-PPT, 2.3.7). The object itself is in
// clear.
func (p *slideReader) decrypt(id uint32) bool {
	a, ok := p.object(id)
	if !ok || a.kind != pptSession {
		p.Trouble(lockedOther)
		return false
	}
	c, err := officecrypt.RC4(a.body, p.options.Passwords)
	if err != nil {
		p.lockedBy(err)
		return false
	}
	p.crypt = &pptCrypt{c}
	if len(p.stream("EncryptedSummary")) > 0 {
		p.Trouble(lockedProperties)
	}
	return true
}

// picturesStream returns the stream of pictures. That of an encrypted
// presentation is not opened, as each number in it has a key stream of its own.
func (p *slideReader) picturesStream() []byte {
	b := p.stream("Pictures")
	if p.crypt != nil && len(b) > 0 {
		p.Trouble(unreadPicture)
		return nil
	}
	return b
}
