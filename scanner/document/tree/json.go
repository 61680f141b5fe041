package tree

import (
	"bytes"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"exposed/scanner/document"
)

// JSON returns the text of a file of JSON values, one or many. The label of a
// value is the path of names to it. What is not well-formed ends the reading of
// values, and the rest is text as it stands.
func JSON(b []byte, _ document.Options) document.Content {
	s, _ := document.Decode(b, "")
	p := parser{s: s}
	for !p.failed && !p.full {
		p.space()
		if p.at == len(p.s) {
			break
		}
		p.stream("")
	}
	var problems []document.Problem
	if p.failed {
		from := p.start
		reason, detail := "malformed", "not well-formed from here on, and read as text"
		if p.tooDeep {
			reason, detail = "too-deep", "values are nested deeper than 500, and what follows is read as text"
		}
		problems = append(problems, document.Problem{Reason: reason, Detail: detail, Line: 1 + strings.Count(p.s[:p.at], "\n")})
		p.settle()
		p.gap = true
		p.write(strings.TrimRight(p.s[from:], "\n"))
	}
	return p.content(problems...)
}

// A parser reads JSON values.
type parser struct {
	writer
	s               string
	at              int
	start           int // where the value starts that is not written yet
	depth           int
	failed, tooDeep bool
}

// space passes over blanks, and over what parts records (RFC 7464).
func (p *parser) space() {
	for p.at < len(p.s) {
		switch p.s[p.at] {
		case ' ', '\t', '\n', '\r', 0x1E:
			p.at++
		default:
			return
		}
	}
}

// take passes over c, if it follows.
func (p *parser) take(c byte) bool {
	p.space()
	if p.at < len(p.s) && p.s[p.at] == c {
		p.at++
		return true
	}
	return false
}

// fail notes that the file is not well-formed here.
func (p *parser) fail() { p.failed = true }

// stream reads a value and writes it; objects that hold others are written
// member by member, and lists item by item. Objects beside each other at the
// top are the items of a list.
func (p *parser) stream(path string) {
	p.space()
	p.start = p.at
	switch {
	case p.at < len(p.s) && p.s[p.at] == '[':
		p.at++
		p.streamList(path)
	case path == "" && p.depth == 0 && p.lines():
		n := p.value("")
		if !p.failed {
			p.item(path, &n)
		}
	case p.at < len(p.s) && p.s[p.at] == '{':
		p.at++
		p.streamObject(path)
	default:
		n := p.value("")
		if !p.failed {
			p.writer.value(path, &n)
		}
	}
}

// lines reports whether the value that follows is an object on a line of its
// own, behind or before another.
func (p *parser) lines() bool {
	if p.at >= len(p.s) || p.s[p.at] != '{' {
		return false
	}
	if p.at > 0 {
		return true
	}
	line, rest, _ := strings.Cut(p.s, "\n")
	return strings.HasSuffix(strings.TrimRight(line, " \t\r"), "}") && strings.HasPrefix(strings.TrimLeft(rest, " \t\r\n\x1e"), "{")
}

// streamObject writes the members of an object.
func (p *parser) streamObject(path string) {
	if p.depth++; p.depth > maxDepth/2 {
		p.tooDeep = true
		p.fail()
		return
	}
	defer func() { p.depth-- }()
	for !p.failed && !p.full {
		if p.take('}') {
			return
		}
		p.space()
		p.start = p.at
		name, ok := p.name()
		if !ok {
			p.fail()
			return
		}
		if !isName(name) {
			p.line(path, name)
			name = ""
		}
		p.stream(join(path, name))
		if p.failed || p.take('}') {
			return
		}
		if !p.take(',') {
			p.start = p.at
			p.fail()
		}
	}
}

// streamList writes the items of a list. Texts are one line.
func (p *parser) streamList(path string) {
	if p.depth++; p.depth > maxDepth/2 {
		p.tooDeep = true
		p.fail()
		return
	}
	defer func() { p.depth-- }()
	var plain []node
	for !p.failed && !p.full {
		if p.take(']') {
			break
		}
		p.space()
		p.start = p.at
		n := p.value("")
		if p.failed {
			break
		}
		if len(n.kids) == 0 && !n.list {
			plain = append(plain, n)
			if len(plain) == maxNodes {
				p.writer.list(path, plain)
				plain = plain[:0]
			}
		} else {
			p.item(path, &n)
		}
		if p.take(']') {
			break
		}
		if !p.take(',') {
			p.start = p.at
			p.fail()
		}
	}
	if len(plain) > 0 {
		p.writer.list(path, plain)
	}
}

// name reads the name of a member and the colon.
func (p *parser) name() (string, bool) {
	p.space()
	if p.at >= len(p.s) || p.s[p.at] != '"' {
		return "", false
	}
	name, ok := p.text()
	return spaced(strings.Join(strings.Fields(name), " ")), ok && p.take(':')
}

// value reads a value.
func (p *parser) value(name string) node {
	n := node{name: name, size: 1}
	p.space()
	if p.at >= len(p.s) {
		p.fail()
		return n
	}
	if p.depth++; p.depth > maxDepth/2 {
		p.tooDeep = true
		p.fail()
		return n
	}
	defer func() { p.depth-- }()
	switch c := p.s[p.at]; c {
	case '"':
		text, ok := p.text()
		if n.text = text; !ok {
			p.fail()
		}
	case '{', '[':
		p.at++
		p.kids(&n, c)
	default:
		n.text = p.literal()
	}
	return n
}

// kids reads the members of an object or the items of a list.
func (p *parser) kids(n *node, open byte) {
	end := byte('}')
	if open == '[' {
		end, n.list = ']', true
	}
	for !p.failed {
		if p.take(end) {
			return
		}
		name, ok := "", true
		if open == '{' {
			if name, ok = p.name(); !ok {
				p.fail()
				return
			}
		}
		kid := p.value("")
		if open == '{' {
			kid = named(name, kid)
		}
		n.kids = append(n.kids, kid)
		if p.failed || p.take(end) {
			return
		}
		if !p.take(',') {
			p.fail()
		}
	}
}

// literal reads a number, a truth value or null, which is nothing.
func (p *parser) literal() string {
	from := p.at
	for p.at < len(p.s) && (p.s[p.at]|0x20 >= 'a' && p.s[p.at]|0x20 <= 'z' || '0' <= p.s[p.at] && p.s[p.at] <= '9' || strings.IndexByte("+-.", p.s[p.at]) >= 0) {
		p.at++
	}
	switch v := p.s[from:p.at]; {
	case v == "null":
		return ""
	case v == "true" || v == "false" || v != "" && (v[0] == '-' || '0' <= v[0] && v[0] <= '9'):
		return v
	}
	p.at = from
	p.fail()
	return ""
}

// text reads a string.
func (p *parser) text() (string, bool) {
	p.at++
	from := p.at
	for i := from; i < len(p.s); i++ {
		switch p.s[i] {
		case '"':
			p.at = i + 1
			return p.s[from:i], true
		case '\\':
			return p.escaped(from, i)
		}
	}
	return "", false
}

// escaped reads a string that has its first escape at byte i.
func (p *parser) escaped(from, i int) (string, bool) {
	out := bytes.Clone([]byte(p.s[from:i]))
	for i < len(p.s) {
		c := p.s[i]
		i++
		switch {
		case c == '"':
			p.at = i
			return string(bytes.ToValidUTF8(out, []byte("\uFFFD"))), true
		case c != '\\':
			out = append(out, c)
			continue
		}
		if i >= len(p.s) {
			break
		}
		c = p.s[i]
		i++
		switch c {
		case 'n', 'r':
			out = append(out, '\n')
		case 't':
			out = append(out, '\t')
		case 'b', 'f':
			out = append(out, ' ')
		case 'u':
			r, n := hexRune(p.s[i:])
			if i += n; r == 0 {
				r = ' '
			}
			if r == '\r' {
				r = '\n'
			}
			out = utf8.AppendRune(out, r)
		default:
			out = append(out, c)
		}
	}
	return "", false
}

// hexRune reads the digits of an escape, and of the other half of a pair.
func hexRune(s string) (rune, int) {
	r, ok := hex4(s)
	if !ok {
		return utf8.RuneError, 0
	}
	if utf16.IsSurrogate(r) && len(s) >= 10 && s[4:6] == `\u` {
		if low, ok := hex4(s[6:]); ok {
			if pair := utf16.DecodeRune(r, low); pair != utf8.RuneError {
				return pair, 10
			}
		}
	}
	return r, 4
}

// hex4 reads four hexadecimal digits.
func hex4(s string) (rune, bool) {
	if len(s) < 4 {
		return 0, false
	}
	r := rune(0)
	for i := range 4 {
		d := strings.IndexByte("0123456789abcdef", s[i]|0x20)
		if d < 0 || s[i] < '0' {
			return 0, false
		}
		r = r<<4 | rune(d)
	}
	return r, true
}
