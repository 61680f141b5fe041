package ooxml

import (
	"bytes"
	"errors"
	"io"

	"golang.org/x/text/transform"
)

// The kinds of tokens.
const (
	startToken = iota
	endToken
	textToken
)

// errMarkup is the error of a tag that has no end within maxMarkup bytes.
var errMarkup = errors.New("tag without end")

// windowBytes is how much of a part is in memory at a time.
const windowBytes = 64 << 10

// tokens reads the tags and texts of a part, with a window on its bytes. Names
// are without prefix. Comments, processing instructions and the document type
// are passed over; nothing is ever expanded. Tags need not match.
type tokens struct {
	kind     int
	name     []byte // of the element
	attrs    []byte // of a start tag, as written
	text     []byte // a piece of text; long texts come in several
	raw      bool   // the text is as it stands: it has no references
	depth    int    // open elements
	deep     int    // elements that were passed over, as maxDepth are open
	declared bool   // there is a document type
	broken   bool   // there are tags that cannot be
	err      error  // what ended the reading, if not the end of the part

	r       io.Reader
	buf     []byte
	at, end int // what of buf is unread
	done    bool
	closing bool // the start tag was an empty element's
	cdata   bool
}

// reset starts reading the part r.
func (t *tokens) reset(r io.Reader) {
	buf := t.buf
	if len(buf) != windowBytes {
		buf = make([]byte, windowBytes)
	}
	*t = tokens{buf: buf, r: r}
	for t.end < headBytes && t.fill() {
	}
	if e := encodingOf(t.buf[:t.end]); e != nil {
		head := bytes.NewReader(bytes.Clone(t.buf[:t.end]))
		*t = tokens{buf: buf, r: transform.NewReader(io.MultiReader(head, r), e.NewDecoder())}
	}
}

// fill reads more bytes behind the unread ones, and reports whether there are any.
func (t *tokens) fill() bool {
	if t.done {
		return false
	}
	if t.at > 0 {
		t.end = copy(t.buf, t.buf[t.at:t.end])
		t.at = 0
	}
	if t.end == len(t.buf) {
		if len(t.buf) >= maxMarkup {
			return false
		}
		t.buf = append(t.buf, make([]byte, len(t.buf))...)
	}
	const patience = 100 // reads that may return nothing
	for range patience {
		n, err := t.r.Read(t.buf[t.end:])
		t.end += n
		if err != nil {
			t.done = true
			if err != io.EOF {
				t.err = err
			}
		}
		if n > 0 || err != nil {
			return n > 0
		}
	}
	t.done, t.err = true, io.ErrNoProgress
	return false
}

// next moves to the next token and reports whether there is one.
func (t *tokens) next() bool {
	if t.closing {
		t.closing, t.kind = false, endToken
		t.depth--
		return true
	}
	for {
		if t.at == t.end && !t.fill() {
			return false
		}
		var ok bool
		switch {
		case t.cdata:
			ok = t.section()
		case t.buf[t.at] != '<':
			ok = t.chars()
		default:
			ok = t.markup()
		}
		if ok && t.shown() {
			return true
		}
		if t.err == errMarkup {
			return false
		}
	}
}

// shown reports whether the token is none of an element that is too deep.
func (t *tokens) shown() bool {
	if t.depth < maxDepth || t.depth == maxDepth && t.kind != endToken {
		return true
	}
	if t.kind == startToken {
		t.deep++
		if t.closing {
			t.closing = false
			t.depth--
		}
	}
	return false
}

// chars takes the text up to the next tag.
func (t *tokens) chars() bool {
	t.kind, t.raw = textToken, false
	for {
		if i := bytes.IndexByte(t.buf[t.at:t.end], '<'); i >= 0 {
			t.text = t.buf[t.at : t.at+i]
			t.at += i
			return true
		}
		if t.end-t.at >= windowBytes/2 || !t.fill() {
			break
		}
	}
	n := t.end
	if !t.done {
		const longest = 16 // bytes of a reference
		if i := bytes.LastIndexByte(t.buf[n-longest:n], '&'); i >= 0 {
			n -= longest - i
		}
	}
	t.text = t.buf[t.at:n]
	t.at = n
	return true
}

// section takes a piece of a CDATA section.
func (t *tokens) section() bool {
	t.kind, t.raw = textToken, true
	if i := bytes.Index(t.buf[t.at:t.end], []byte("]]>")); i >= 0 {
		t.text = t.buf[t.at : t.at+i]
		t.at += i + 3
		t.cdata = false
		return true
	}
	if t.end-t.at < 3 && t.fill() {
		return false // look again
	}
	n := t.end
	if !t.done {
		n -= 2
	} else {
		t.broken = true
	}
	t.text = t.buf[t.at:n]
	t.at = n
	return true
}

// markup takes what starts with "<". It reports whether that is a token.
func (t *tokens) markup() bool {
	const longest = len("<![CDATA[")
	for t.end-t.at < longest && t.fill() {
	}
	b := t.buf[t.at:t.end]
	switch {
	case len(b) < 2:
		t.at, t.broken = t.end, true
		return false
	case b[1] == '/':
		return t.endTag()
	case b[1] == '?':
		t.skip("?>")
		return false
	case b[1] != '!':
		return t.startTag()
	case bytes.HasPrefix(b, []byte("<!--")):
		t.at += len("<!--")
		t.skip("-->")
		return false
	case bytes.HasPrefix(b, []byte("<![CDATA[")):
		t.at += longest
		t.cdata = true
		return false
	}
	t.declaration()
	return false
}

// skip passes over all up to the end of the mark.
func (t *tokens) skip(mark string) {
	for {
		if i := bytes.Index(t.buf[t.at:t.end], []byte(mark)); i >= 0 {
			t.at += i + len(mark)
			return
		}
		t.at = max(t.at, t.end-len(mark)+1)
		if !t.fill() {
			t.at, t.broken = t.end, true
			return
		}
	}
}

// declaration passes over a document type, with the declarations in it.
func (t *tokens) declaration() {
	t.declared = true
	var quote byte
	depth := 0
	for {
		for ; t.at < t.end; t.at++ {
			c := t.buf[t.at]
			switch {
			case quote != 0:
				if c == quote {
					quote = 0
				}
			case c == '"' || c == '\'':
				quote = c
			case c == '<':
				depth++
			case c == '>':
				if depth--; depth == 0 {
					t.at++
					return
				}
			}
		}
		if !t.fill() {
			t.broken = true
			return
		}
	}
}

// tag returns the bytes between "<" and ">" of the tag at t.at and passes over
// it; nil if it has no end.
func (t *tokens) tag() []byte {
	i := 1
	var quote byte
	for {
		b := t.buf[t.at:t.end]
		for i < len(b) {
			c := b[i]
			if quote != 0 {
				n := bytes.IndexByte(b[i:], quote)
				if n < 0 {
					i = len(b)
					break
				}
				i += n + 1
				quote = 0
				continue
			}
			i++
			if c == '>' {
				t.at += i
				return b[1 : i-1]
			}
			if c == '"' || c == '\'' {
				quote = c
			}
		}
		if !t.fill() {
			if !t.done {
				t.err = errMarkup
			}
			t.at, t.broken = t.end, true
			return nil
		}
	}
}

// startTag takes a start tag.
func (t *tokens) startTag() bool {
	b := t.tag()
	if b == nil {
		return false
	}
	t.kind = startToken
	t.depth++
	if n := len(b); n > 0 && b[n-1] == '/' {
		t.closing = true
		b = b[:n-1]
	}
	from, i := 0, 0
	for ; i < len(b) && b[i] > ' '; i++ {
		if b[i] == ':' {
			from = i + 1
		}
	}
	t.name, t.attrs = b[from:i], b[i:]
	return true
}

// endTag takes an end tag.
func (t *tokens) endTag() bool {
	b := t.tag()
	if b == nil {
		return false
	}
	if t.depth == 0 {
		t.broken = true
		return false
	}
	t.kind = endToken
	t.depth--
	b = bytes.TrimRight(b[1:], " \t\r\n")
	t.name = b[bytes.IndexByte(b, ':')+1:]
	return true
}
