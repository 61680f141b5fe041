// Package markup reads the tags and texts of XML (XML 1.0), one after the
// other, in memory that does not grow with the file. Entities are never expanded.
package markup

import (
	"bytes"
	"errors"
	"io"

	"golang.org/x/text/transform"
)

// The kinds of tokens.
const (
	Start = iota
	End
	Text
)

// ErrMarkup is the error of a tag that has no end within MaxTag bytes.
var ErrMarkup = errors.New("tag without end")

// The limits of a part.
const (
	MaxDepth = 1000    // elements inside of each other
	MaxTag   = 1 << 20 // bytes of a tag
)

// windowBytes is how much of a part is in memory at a time.
const windowBytes = 64 << 10

// Tokens reads the tags and texts of a part, with a window on its bytes. Names
// are without prefix. Comments, processing instructions and the document type
// are passed over; nothing is ever expanded. Tags need not match.
type Tokens struct {
	Kind     int
	Name     []byte // of the element
	Attrs    []byte // of a start tag, as written
	Text     []byte // a piece of text; long texts come in several
	Raw      bool   // the text is as it stands: it has no references
	Depth    int    // open elements
	Deep     int    // elements that were passed over, as MaxDepth are open
	Declared bool   // there is a document type
	Broken   bool   // there are tags that cannot be
	Err      error  // what ended the reading, if not the end of the part

	r       io.Reader
	buf     []byte
	at, end int // what of buf is unread
	done    bool
	closing bool // the start tag was an empty element's
	cdata   bool
}

// Reset starts reading the part r.
func (t *Tokens) Reset(r io.Reader) {
	buf := t.buf
	if len(buf) != windowBytes {
		buf = make([]byte, windowBytes)
	}
	*t = Tokens{buf: buf, r: r}
	for t.end < headBytes && t.fill() {
	}
	if e := encodingOf(t.buf[:t.end]); e != nil {
		head := bytes.NewReader(bytes.Clone(t.buf[:t.end]))
		*t = Tokens{buf: buf, r: transform.NewReader(io.MultiReader(head, r), e.NewDecoder())}
	}
}

// fill reads more bytes behind the unread ones, and reports whether there are any.
func (t *Tokens) fill() bool {
	if t.done {
		return false
	}
	if t.at > 0 {
		t.end = copy(t.buf, t.buf[t.at:t.end])
		t.at = 0
	}
	if t.end == len(t.buf) {
		if len(t.buf) >= MaxTag {
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
				t.Err = err
			}
		}
		if n > 0 || err != nil {
			return n > 0
		}
	}
	t.done, t.Err = true, io.ErrNoProgress
	return false
}

// Next moves to the next token and reports whether there is one.
func (t *Tokens) Next() bool {
	if t.closing {
		t.closing, t.Kind = false, End
		t.Depth--
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
		if t.Err == ErrMarkup {
			return false
		}
	}
}

// shown reports whether the token is none of an element that is too deep.
func (t *Tokens) shown() bool {
	if t.Depth < MaxDepth || t.Depth == MaxDepth && t.Kind != End {
		return true
	}
	if t.Kind == Start {
		t.Deep++
		if t.closing {
			t.closing = false
			t.Depth--
		}
	}
	return false
}

// chars takes the text up to the next tag.
func (t *Tokens) chars() bool {
	t.Kind, t.Raw = Text, false
	for {
		if i := bytes.IndexByte(t.buf[t.at:t.end], '<'); i >= 0 {
			t.Text = t.buf[t.at : t.at+i]
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
	t.Text = t.buf[t.at:n]
	t.at = n
	return true
}

// section takes a piece of a CDATA section.
func (t *Tokens) section() bool {
	t.Kind, t.Raw = Text, true
	if i := bytes.Index(t.buf[t.at:t.end], []byte("]]>")); i >= 0 {
		t.Text = t.buf[t.at : t.at+i]
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
		t.Broken = true
	}
	t.Text = t.buf[t.at:n]
	t.at = n
	return true
}

// markup takes what starts with "<". It reports whether that is a token.
func (t *Tokens) markup() bool {
	const longest = len("<![CDATA[")
	for t.end-t.at < longest && t.fill() {
	}
	b := t.buf[t.at:t.end]
	switch {
	case len(b) < 2:
		t.at, t.Broken = t.end, true
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
func (t *Tokens) skip(mark string) {
	for {
		if i := bytes.Index(t.buf[t.at:t.end], []byte(mark)); i >= 0 {
			t.at += i + len(mark)
			return
		}
		t.at = max(t.at, t.end-len(mark)+1)
		if !t.fill() {
			t.at, t.Broken = t.end, true
			return
		}
	}
}

// declaration passes over a document type, with the declarations in it.
func (t *Tokens) declaration() {
	t.Declared = true
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
			t.Broken = true
			return
		}
	}
}

// tag returns the bytes between "<" and ">" of the tag at t.at and passes over
// it; nil if it has no end.
func (t *Tokens) tag() []byte {
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
				t.Err = ErrMarkup
			}
			t.at, t.Broken = t.end, true
			return nil
		}
	}
}

// startTag takes a start tag.
func (t *Tokens) startTag() bool {
	b := t.tag()
	if b == nil {
		return false
	}
	t.Kind = Start
	t.Depth++
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
	t.Name, t.Attrs = b[from:i], b[i:]
	return true
}

// endTag takes an end tag.
func (t *Tokens) endTag() bool {
	b := t.tag()
	if b == nil {
		return false
	}
	if t.Depth == 0 {
		t.Broken = true
		return false
	}
	t.Kind = End
	t.Depth--
	b = bytes.TrimRight(b[1:], " \t\r\n")
	t.Name = b[bytes.IndexByte(b, ':')+1:]
	return true
}
