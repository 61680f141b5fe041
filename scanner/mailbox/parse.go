package mailbox

import (
	"bytes"
	"fmt"
	"strings"
)

// Parse returns the parts of the message raw, the root first and parents
// before their children. It takes everything for a message: what cannot be
// read as MIME becomes text, with a Problem where something is lost to the reader.
// A nested message is a part whose only child has Root set. Of an EMLX file
// the root is the message in it.
//
// emersion/go-message refuses malformed headers and copies every body, so
// it only supplies the charsets here (see words.go and transfer.go).
func Parse(raw []byte, lim Limits) []Part {
	p := parser{raw: raw, lim: lim}
	p.lim.Parts = max(lim.Parts, 4)
	start, end, flaw, ok := emlx(raw)
	if ok {
		p.raw = raw[:end]
	}
	p.lone = loneCR(p.raw[start:])
	p.message(-1, start)
	if flaw != "" {
		p.problem(0, "malformed", flaw, 0)
	}
	return p.parts
}

// A parser makes one pass over raw with a stack of the parts that are open.
type parser struct {
	raw   []byte
	lone  bool // lines end in CR alone as well
	lim   Limits
	parts []Part
	open  []frame
	full  bool // the last part takes all that is left
}

// A frame is an open part.
type frame struct {
	part     int
	boundary string // "" for what is no multipart
	start    int    // first byte of its raw
	text     int    // where text outside its parts starts; -1: a part of it is open
	seen     bool   // a boundary of it has been seen
	ended    bool   // an end boundary of it has been seen; parts may follow
	closed   bool   // its end boundary has been seen
	raw      bool   // a leaf that no transfer encoding applies to
}

// message parses p.raw from start on as one message below parent.
func (p *parser) message(parent, start int) {
	pos := p.entity(start, parent, true)
	for pos < len(p.raw) && !p.full {
		line, n, frame, end := p.nextBoundary(pos)
		if frame < 0 {
			break
		}
		p.closeTo(frame, p.contentEnd(pos, line))
		pos = p.cross(frame, n, end)
	}
	p.unended()
	p.closeTo(-1, len(p.raw))
}

// unended notes that the message ends within a multipart: the outermost of those
// that are open says so.
func (p *parser) unended() {
	for i := range p.open {
		if f := &p.open[i]; f.boundary != "" && !f.ended && f.seen && !p.full {
			p.problem(f.part, "malformed", "multipart without its end, as where a message is cut,", f.start)
			return
		}
	}
}

// cross goes on after a boundary line of the frame f that ends at pos.
func (p *parser) cross(f, pos int, end bool) int {
	fr := &p.open[f]
	fr.closed, fr.seen, fr.ended = end, true, fr.ended || end
	if end {
		fr.text = pos
		return pos
	}
	fr.text = -1
	return p.entity(pos, fr.part, false)
}

// entity parses the header at pos, opens the part and returns where its body
// starts. The body of a message within is parsed as an entity of its own.
func (p *parser) entity(pos, parent int, root bool) int {
	for {
		i, rest := p.add(pos, parent)
		if rest {
			return len(p.raw)
		}
		p.parts[i].Root = root
		h := p.header(pos, root)
		p.describe(i, &h)
		body := h.end
		p.parts[i].Head = body - pos
		p.open = append(p.open, frame{part: i, start: pos, text: -1})
		switch part := &p.parts[i]; {
		case isMultipart(part.Type):
			p.multipart(i, body)
			return body
		case beginsMessage(part) && transferEncoding(h.encoding) == identity && body < len(p.raw) && p.room(i, body):
			if p.atBoundary(body) {
				return body
			}
			p.elsewhere(i, body)
			pos, parent, root = body, i, true
		default:
			f := &p.open[len(p.open)-1]
			f.text, f.raw = body, len(part.Problems) > 0
			return body
		}
	}
}

// multipart gives the frame of part i, whose body starts at body, its boundary.
func (p *parser) multipart(i, body int) {
	f := &p.open[len(p.open)-1]
	f.text = body
	part := &p.parts[i]
	boundary := strings.TrimRight(part.Params["boundary"], " \t")
	if boundary == "" || !p.near(body, boundary) {
		if b := p.guessBoundary(body); b != "" {
			if boundary != "" {
				p.problem(i, "malformed", "multipart with another boundary than its header names", body)
			}
			boundary = b
		}
	}
	switch {
	case boundary == "":
		p.problem(i, "malformed", "multipart without boundary", body)
		part.Type, f.raw = "text/plain", true
	case !p.room(i, body):
		f.raw = true
	default:
		f.boundary = boundary
	}
}

// room reports whether part i may have children, and notes why if not.
func (p *parser) room(i, at int) bool {
	switch {
	case p.parts[i].Depth+1 >= p.lim.Depth:
		p.problem(i, "too-deep", fmt.Sprintf("more than %d levels", p.lim.Depth), at)
		p.parts[i].Type = "text/plain"
		return false
	case len(p.parts)+1 >= p.lim.Parts:
		p.problem(i, "too-many", fmt.Sprintf("more than %d parts", p.lim.Parts), at)
		p.parts[i].Type = "text/plain"
		return false
	}
	return true
}

// add appends a part that starts at pos below parent. If it is the last that
// the limit allows, it takes all that follows as text, and rest is true.
func (p *parser) add(pos, parent int) (i int, rest bool) {
	i = len(p.parts)
	part := Part{Parent: parent, At: pos, Type: "text/plain"}
	if parent >= 0 {
		part.Depth = p.parts[parent].Depth + 1
		if p.parts[parent].Type == "multipart/digest" {
			part.Type = "message/rfc822"
		}
	}
	p.parts = append(p.parts, part)
	if i+1 < p.lim.Parts {
		return i, false
	}
	p.full = true
	last := &p.parts[i]
	last.Type, last.Stray = "text/plain", true
	last.Raw = p.raw[pos:]
	last.Body = last.Raw
	p.problem(i, "too-many", fmt.Sprintf("more than %d parts", p.lim.Parts), pos)
	return i, true
}

// describe fills part i from its header.
func (p *parser) describe(i int, h *header) {
	part := &p.parts[i]
	part.Header = h.fields
	if h.hasType {
		t, params := parseParams(h.ctype)
		if t = mediaType(t); t != "" {
			part.Type = t
		}
		part.Params = params
		part.Charset = strings.ToLower(strings.TrimSpace(params["charset"]))
	}
	if h.disposition != "" {
		d, params := parseParams(h.disposition)
		part.Disposition = d
		part.Filename = params["filename"]
	}
	if part.Filename == "" {
		part.Filename = part.Params["name"]
	}
	if h.tooLarge {
		p.problem(i, "too-large", fmt.Sprintf("header of more than %d bytes", p.lim.Header), h.end)
	}
}

// closeTo closes the parts above frame f, whose content ends at end, and the
// text outside the parts of f itself.
func (p *parser) closeTo(f, end int) {
	for len(p.open) > f+1 {
		top := p.open[len(p.open)-1]
		p.open = p.open[:len(p.open)-1]
		p.parts[top.part].Raw = p.raw[top.start:max(end, top.start)]
		p.finish(top, end)
	}
	if f >= 0 && p.open[f].text >= 0 {
		p.stray(p.open[f].part, p.open[f].text, end)
	}
}

// finish ends a part: a multipart keeps the text outside its parts, a leaf is decoded.
func (p *parser) finish(f frame, end int) {
	switch {
	case f.boundary != "":
		if !f.seen && !p.full {
			p.problem(f.part, "malformed", "multipart whose boundary does not occur", f.start)
		}
		if f.text >= 0 {
			p.stray(f.part, f.text, end)
		}
	case f.text >= 0:
		p.leaf(f, max(end, f.text))
	}
}

// stray keeps the text between start and end, which lies outside the parts of
// the multipart parent, as a part of its own if it is not blank.
func (p *parser) stray(parent, start, end int) {
	if start >= end || p.full || len(bytes.TrimSpace(p.raw[start:end])) == 0 {
		return
	}
	i, rest := p.add(start, parent)
	if rest {
		return
	}
	part := &p.parts[i]
	part.Type, part.Stray = "text/plain", true
	part.Raw = p.raw[start:end]
	part.Body = part.Raw
}

// leaf decodes the body of the part of f, which ends at end.
func (p *parser) leaf(f frame, end int) {
	i, start := f.part, f.text
	part := &p.parts[i]
	if f.raw {
		part.Body = p.raw[start:end]
		return
	}
	encoding := transferEncoding(part.Get("content-transfer-encoding"))
	if !encoding.encodes() && !strings.HasPrefix(part.Type, "message/") && undeclaredBase64(p.raw[start:end], strings.HasPrefix(part.Type, "text/")) {
		encoding = base64Encoding
		p.problem(i, "malformed", "base64 that no header declares", start)
	}
	d := decode(encoding, p.raw[start:end], strings.HasPrefix(part.Type, "text/"))
	part.Body = d.body
	if part.Filename == "" {
		part.Filename = d.name
	}
	if d.bad >= 0 {
		p.problem(i, d.reason, d.detail, start+d.bad)
	}
	for _, x := range d.flaws {
		part.Problems = append(part.Problems, x.problem(start))
	}
	p.elsewhere(i, start)
	if isMessage(part.Type) && encoding.encodes() {
		p.encodedMessage(i)
	}
	p.stray(i, start, start+d.lead)
	if showsText(&p.parts[i]) && encoding != enclosure {
		p.enclosures(i, start)
	}
	if d.rest < end-start {
		p.stray(i, start+d.rest, end)
	}
}

// encodedMessage parses the decoded body of part i as a message below it.
// QUIRK: RFC 2046, 5.2.1 forbids to encode it; Exchange does.
func (p *parser) encodedMessage(i int) {
	body := p.parts[i].Body
	if len(body) == 0 || p.lim.Encoded <= 0 || !p.room(i, p.parts[i].At) {
		return
	}
	p.parts[i].Body = nil
	lim := p.lim
	lim.Encoded--
	lim.Parts-- // the outer message may need the last part for what it has left
	sub := parser{raw: body, lone: loneCR(body), lim: lim, parts: p.parts}
	sub.message(i, 0)
	p.parts = sub.parts
}

func (p *parser) problem(i int, reason, detail string, at int) {
	p.parts[i].Problems = append(p.parts[i].Problems, Problem{reason, fmt.Sprintf("%s at byte %d", detail, at)})
}

func isMultipart(t string) bool { return strings.HasPrefix(t, "multipart/") }

// isMessage reports whether a part of type t holds a message.
func isMessage(t string) bool {
	return t == "message/rfc822" || t == "message/news" || t == "message/global"
}

// beginsMessage reports whether the body of part begins a message: the first
// of the pieces of one does too (RFC 2046, 5.2.2.1).
func beginsMessage(part *Part) bool {
	return isMessage(part.Type) || part.Type == "message/partial" && count(part.Params["number"]) == "1"
}
