package mailbox

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// mediaType returns the type of a Content-Type's value in its proper form, or
// "" if it has none. QUIRK: RFC 2045, 5.1: some leave out the subtype.
func mediaType(t string) string {
	major, minor, _ := strings.Cut(t, "/")
	switch {
	case major != "" && minor != "":
		return t
	case major == "multipart":
		return "multipart/mixed"
	case major == "html":
		return "text/html"
	}
	return ""
}

// A segment is one piece of a parameter in several (RFC 2231, 3).
type segment struct {
	name    string
	n       int
	encoded bool
	value   string
}

// parseParams splits a value such as that of Content-Type into its first word
// in lower case and its parameters. It takes missing quotes and semicolons,
// RFC 2231 pieces, and RFC 2047 words in quoted strings, which Outlook writes.
func parseParams(s string) (value string, params map[string]string) {
	s = strings.TrimLeft(s, " \t\"")
	n := tokenEnd(s)
	value, s = strings.ToLower(s[:n]), s[n:]
	var pieces []segment
	for s != "" {
		var name, v string
		name, v, s = nextParam(s)
		switch {
		case name == "":
		case strings.IndexByte(name, '*') >= 0:
			pieces = append(pieces, newSegment(name, v))
		default:
			if params == nil {
				params = make(map[string]string, 2)
			}
			if _, ok := params[name]; !ok {
				params[name] = decodeParam(v)
			}
		}
	}
	if pieces != nil {
		if params == nil {
			params = make(map[string]string, 2)
		}
		join(params, pieces)
	}
	return value, params
}

// tokenEnd returns the length of the token that s begins with; "/" is part of it.
func tokenEnd(s string) int {
	for i := range len(s) {
		if c := s[i]; c <= ' ' || c >= 0x7f || strings.IndexByte(`()<>@,;:\"[]?=`, c) >= 0 {
			return i
		}
	}
	return len(s)
}

// nextParam cuts the first parameter off s; its name is "" for what is none.
func nextParam(s string) (name, value, rest string) {
	s = strings.TrimLeft(s, " \t;,")
	n := tokenEnd(s)
	name, s = strings.ToLower(s[:n]), strings.TrimLeft(s[n:], " \t")
	if !strings.HasPrefix(s, "=") {
		if n == 0 && s != "" {
			s = s[1:]
		}
		return "", "", s
	}
	s = strings.TrimLeft(s[1:], " \t")
	if strings.HasPrefix(s, `"`) {
		value, s = quoted(s)
		return name, value, s
	}
	end := " \t;"
	if name == "filename" || name == "name" {
		end = ";" // it may have blanks that nobody quoted; nothing else has
	}
	if i := strings.IndexAny(s, end); i >= 0 {
		return name, strings.TrimSpace(s[:i]), s[i:]
	}
	return name, strings.TrimSpace(s), ""
}

// quoted cuts the quoted string off s that it begins with. A backslash that
// quotes neither a quote nor a backslash stands for itself: it is of a Windows path.
func quoted(s string) (value, rest string) {
	escapes := false
	for i := 1; i < len(s); i++ {
		switch {
		case s[i] == '\\' && i+1 < len(s) && (s[i+1] == '"' || s[i+1] == '\\'):
			escapes = true
			i++
		case s[i] == '"':
			return unescape(s[1:i], escapes), s[i+1:]
		}
	}
	value, rest, _ = strings.Cut(s[1:], ";")
	return unescape(value, escapes), rest
}

func unescape(s string, escapes bool) string {
	if !escapes {
		return s
	}
	return unescapes.Replace(s)
}

var unescapes = strings.NewReplacer(`\"`, `"`, `\\`, `\`)

// decodeParam returns the value v of a parameter as valid UTF-8.
func decodeParam(v string) string {
	if !utf8.ValidString(v) {
		v = toUTF8("", []byte(v))
	}
	if strings.Contains(v, "=?") {
		return decodeWords(v, false)
	}
	return v
}

// newSegment returns the piece that a name such as "filename*1*" means.
func newSegment(name, value string) segment {
	g := segment{value: value, encoded: strings.HasSuffix(name, "*")}
	name = strings.TrimSuffix(name, "*")
	name, number, _ := strings.Cut(name, "*")
	g.name = name
	for _, c := range []byte(number) {
		if c >= '0' && c <= '9' && g.n < 1e6 {
			g.n = g.n*10 + int(c-'0')
		}
	}
	return g
}

// join puts the pieces of each parameter together (RFC 2231, 4). They take
// precedence over a plain parameter of the same name.
func join(params map[string]string, pieces []segment) {
	slices.SortStableFunc(pieces, func(a, b segment) int {
		if c := strings.Compare(a.name, b.name); c != 0 {
			return c
		}
		return a.n - b.n
	})
	for len(pieces) > 0 {
		n := 1
		for n < len(pieces) && pieces[n].name == pieces[0].name {
			n++
		}
		params[pieces[0].name] = joined(pieces[:n])
		pieces = pieces[n:]
	}
}

// joined returns the value of one parameter.
func joined(pieces []segment) string {
	charset := ""
	var b []byte
	for i, g := range pieces {
		v := g.value
		if i == 0 && g.encoded {
			if c, rest, ok := strings.Cut(v, "'"); ok {
				if _, rest, ok = strings.Cut(rest, "'"); ok {
					charset, v = c, rest
				}
			}
		}
		if g.encoded {
			b = appendPercent(b, v)
		} else {
			b = append(b, v...)
		}
	}
	s := toUTF8(charset, b)
	if strings.Contains(s, "=?") {
		return decodeWords(s, false)
	}
	return s
}

// appendPercent appends s with its percent escapes decoded.
func appendPercent(b []byte, s string) []byte {
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) {
			hi, lo := hexDigit(s[i+1]), hexDigit(s[i+2])
			if hi < 16 && lo < 16 {
				b = append(b, hi<<4|lo)
				i += 2
				continue
			}
		}
		b = append(b, s[i])
	}
	return b
}

// hexDigit returns the value of the hexadecimal digit c, or 255.
func hexDigit(c byte) byte {
	switch {
	case c >= '0' && c <= '9':
		return c - '0'
	case c >= 'a' && c <= 'f':
		return c - 'a' + 10
	case c >= 'A' && c <= 'F':
		return c - 'A' + 10
	}
	return 255
}
