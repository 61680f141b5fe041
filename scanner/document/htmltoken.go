package document

import (
	"html"
	"strings"
)

// The kinds of tokens.
const (
	textToken = iota
	startToken
	endToken
	conditionalToken // what Outlook alone shows
)

// maxBadTags is how many tags without end are read with their quotes before
// all later tags end at their first ">". It keeps hostile markup linear.
const maxBadTags = 32

// tokens reads an HTML document token by token, as browsers do (WHATWG HTML,
// 13.2.5). Comments, doctypes, scripts and style sheets are passed over. What a
// browser would lose since it never ends (a comment, a tag, a script) is text.
type tokens struct {
	s    string
	i    int // next byte
	kind int
	data string // the text, or the tag after its "<" or "</" and before its ">"

	buf     [16]byte // name of the tag in lower case
	nameLen int
	badTags int
	endless bool              // no ">" follows
	missing [len(enders)]bool // no such ender follows
}

// The strings that end constructs that may hold ">".
const (
	commentEnd = iota
	commentBangEnd
	cdataEnd
	scriptEnd
	styleEnd
)

var enders = [...]string{"-->", "--!>", "]]>", "</script", "</style"}

// next reads the next token; false at the end.
func (t *tokens) next() bool {
	for t.i < len(t.s) {
		if t.s[t.i] != '<' {
			t.text(t.i + 1)
			return true
		}
		if t.markup() {
			return true
		}
	}
	return false
}

// text makes the bytes up to the next "<" at or after from the current token.
func (t *tokens) text(from int) {
	end := len(t.s)
	if n := strings.IndexByte(t.s[from:], '<'); n >= 0 {
		end = from + n
	}
	t.kind, t.data = textToken, t.s[t.i:end]
	t.i = end
}

// markup reads what the "<" at t.i starts. It returns false if that is no token.
func (t *tokens) markup() bool {
	rest := t.s[t.i+1:]
	switch {
	case rest == "":
	case isLetter(rest[0]):
		return t.tag(startToken, t.i+1)
	case rest[0] == '/' && len(rest) > 1 && isLetter(rest[1]):
		return t.tag(endToken, t.i+2)
	case strings.HasPrefix(rest, "!--"):
		return t.comment()
	case strings.HasPrefix(rest, "![CDATA["):
		if end := t.find(cdataEnd, t.i+9); end >= 0 {
			t.kind, t.data = textToken, t.s[t.i+9:end]
			t.i = end + len("]]>")
			return true
		}
		return t.bogus()
	case rest[0] == '!' || rest[0] == '?' || rest[0] == '/':
		return t.bogus()
	}
	t.text(t.i + 1)
	return true
}

// comment passes over the comment at t.i.
func (t *tokens) comment() bool {
	body := t.i + len("<!--")
	for _, empty := range []string{">", "->"} {
		if strings.HasPrefix(t.s[body:], empty) {
			t.i = body + len(empty)
			return false
		}
	}
	end := t.find(commentEnd, body)
	if end < 0 {
		if end = t.find(commentBangEnd, body); end < 0 {
			return t.bogus()
		}
		end++
	}
	inside := t.s[body:end]
	t.i = end + len("-->")
	if shown, ok := conditional(inside); ok {
		t.kind, t.data = conditionalToken, shown
		return true
	}
	return false
}

// conditional returns the markup in a comment that begins with a condition, which
// Outlook obeys and others pass over. What begins with <xml> are its settings.
func conditional(comment string) (markup string, ok bool) {
	const condition, settings = "[if", "<xml"
	s := strings.TrimLeft(comment, " \t\r\n")
	if len(s) < len(condition) || !strings.EqualFold(s[:len(condition)], condition) {
		return "", false
	}
	_, s, _ = strings.Cut(s, "]>")
	s = strings.TrimSpace(strings.TrimSuffix(strings.TrimSuffix(s, "<![endif]"), "<!"))
	if len(s) >= len(settings) && strings.EqualFold(s[:len(settings)], settings) {
		return "", false
	}
	return s, s != ""
}

// bogus passes over the markup at t.i, which ends at its first ">".
func (t *tokens) bogus() bool {
	end := strings.IndexByte(t.s[t.i:], '>')
	if end < 0 {
		t.kind, t.data = textToken, t.s[t.i:]
		t.i = len(t.s)
		return true
	}
	t.i += end + 1
	return false
}

// tag makes the tag whose name starts at start the current token. Of scripts
// and style sheets the content is passed over.
func (t *tokens) tag(kind, start int) bool {
	end := t.tagEnd(start)
	if end < 0 {
		t.text(t.i + 1)
		return true
	}
	t.kind, t.data = kind, t.s[start:end]
	t.i = end + 1
	if t.readName(); strings.IndexByte(t.s[start:end-len(t.data)], '@') >= 0 {
		t.kind, t.data = textToken, t.s[start-1:end+1] // QUIRK: "<jdoe@example.com>" by programs that do not escape
		return true
	}
	if kind == startToken {
		switch string(t.name()) {
		case "script":
			return t.skip(scriptEnd)
		case "style":
			return t.skip(styleEnd)
		}
	}
	return true
}

// tagEnd returns the place of the ">" that ends the tag whose name starts at
// start; ">" in quoted values does not. It is -1 if there is none.
func (t *tokens) tagEnd(start int) int {
	s := t.s
	if t.badTags < maxBadTags && !t.endless {
		for i := start; i < len(s); i++ {
			if s[i] == '>' {
				return i
			}
			if s[i] != '=' {
				continue
			}
			for i+1 < len(s) && isSpace(s[i+1]) {
				i++
			}
			if i+1 < len(s) && (s[i+1] == '"' || s[i+1] == '\'') {
				n := strings.IndexByte(s[i+2:], s[i+1])
				if n < 0 {
					break
				}
				i += 2 + n
			}
		}
		t.badTags++
	}
	if !t.endless {
		if n := strings.IndexByte(s[start:], '>'); n >= 0 {
			return start + n
		}
		t.endless = true
	}
	return -1
}

// skip passes over the content of the element whose end tag is ender.
func (t *tokens) skip(ender int) bool {
	end := t.find(ender, t.i)
	if end < 0 {
		return true
	}
	t.i = end
	return false
}

// find returns where enders[e] stands at or after from, in any case of letters;
// -1 if nowhere.
func (t *tokens) find(e, from int) int {
	if t.missing[e] {
		return -1
	}
	ender := enders[e]
	for i := from; i < len(t.s); i++ {
		n := strings.IndexByte(t.s[i:], ender[0])
		if n < 0 {
			break
		}
		i += n
		if len(t.s)-i >= len(ender) && strings.EqualFold(t.s[i:i+len(ender)], ender) {
			return i
		}
	}
	t.missing[e] = true
	return -1
}

// readName takes the name off the current tag; of long names the beginning.
func (t *tokens) readName() {
	t.nameLen = 0
	i := 0
	for ; i < len(t.data) && !isSpace(t.data[i]) && t.data[i] != '/'; i++ {
		c := t.data[i]
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		if t.nameLen < len(t.buf) {
			t.buf[t.nameLen] = c
			t.nameLen++
		}
	}
	t.data = t.data[i:]
}

// name returns the name of the current tag in lower case.
func (t *tokens) name() []byte { return t.buf[:t.nameLen] }

// skipNewline passes over a line end at the start of an element, which HTML
// ignores.
func (t *tokens) skipNewline() {
	if t.i < len(t.s) && t.s[t.i] == '\n' {
		t.i++
	}
}

// attr returns the value of an attribute of the current tag, as written: its
// character references are not resolved.
func (t *tokens) attr(name string) (value string, ok bool) {
	s := t.data
	for s != "" {
		var key string
		if key, value, s = attribute(s); len(key) == len(name) && strings.EqualFold(key, name) {
			return value, true
		}
	}
	return "", false
}

// attribute cuts the first attribute off the inside of a tag.
func attribute(s string) (key, value, rest string) {
	i := 0
	for i < len(s) && (isSpace(s[i]) || s[i] == '/') {
		i++
	}
	start := i
	for i < len(s) && !isSpace(s[i]) && s[i] != '/' && (s[i] != '=' || i == start) {
		i++
	}
	key = s[start:i]
	for i < len(s) && isSpace(s[i]) {
		i++
	}
	if i == len(s) || s[i] != '=' {
		return key, "", s[i:]
	}
	for i++; i < len(s) && isSpace(s[i]); {
		i++
	}
	if i == len(s) {
		return key, "", ""
	}
	if q := s[i]; q == '"' || q == '\'' {
		value, rest, _ = strings.Cut(s[i+1:], s[i:i+1])
		return key, value, rest
	}
	start = i
	for i < len(s) && !isSpace(s[i]) {
		i++
	}
	return key, s[start:i], s[i:]
}

// unescape resolves the character references of an attribute value.
func unescape(s string) string {
	if strings.IndexByte(s, '&') < 0 {
		return s
	}
	return html.UnescapeString(s)
}

// isLetter reports whether c is an ASCII letter.
func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// isSpace reports whether c is white space in HTML.
func isSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'
}
