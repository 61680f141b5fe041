package index

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// A Locator is a replayable place in the evidence.
type Locator struct {
	Path  string // of the source
	Inner string // ordinals below the source, each with "!" before it; "" for the source itself
	Place string // in the text of the item: spans, cells or a row; "" for the item as a whole
}

// String returns l as exports print it.
func (l Locator) String() string {
	s := escapePath(l.Path) + l.Inner
	if l.Place != "" {
		s += "#" + l.Place
	}
	return s
}

// escapePath encodes in path what has a meaning in locators, and what would
// not survive as text.
func escapePath(path string) string {
	if !strings.ContainsFunc(path, escaped) {
		return path
	}
	var b strings.Builder
	for i := 0; i < len(path); {
		r, n := utf8.DecodeRuneInString(path[i:])
		if escaped(r) && (r != utf8.RuneError || n == 1) {
			for _, c := range []byte(path[i : i+n]) {
				fmt.Fprintf(&b, "%%%02X", c)
			}
		} else {
			b.WriteString(path[i : i+n])
		}
		i += n
	}
	return b.String()
}

// escaped reports whether r is percent-encoded in paths; a RuneError is
// escaped where it stands for a byte that is no text.
func escaped(r rune) bool {
	switch r {
	case '%', '!', '#', ':', utf8.RuneError, '\u2028', '\u2029':
		return true
	}
	return r < ' ' || 0x7f <= r && r < 0xa0
}

// ParseLocator returns the parts of s.
func ParseLocator(s string) (Locator, error) {
	rest, place, hasPlace := strings.Cut(s, "#")
	path, inner := rest, ""
	if i := strings.IndexByte(rest, '!'); i >= 0 {
		path, inner = rest[:i], rest[i:]
	}
	path, ok := unescapePath(path)
	if !ok || path == "" || hasPlace && place == "" || !validInner(inner) {
		return Locator{}, fmt.Errorf("not a locator: %q: want PATH!ORDINAL#PLACE, as exports print it", s)
	}
	return Locator{path, inner, place}, nil
}

// unescapePath undoes escapePath.
func unescapePath(s string) (string, bool) {
	if !strings.Contains(s, "%") {
		return s, true
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '%' {
			b.WriteByte(s[i])
			continue
		}
		if i+3 > len(s) {
			return "", false
		}
		c, err := strconv.ParseUint(s[i+1:i+3], 16, 8)
		if err != nil {
			return "", false
		}
		b.WriteByte(byte(c))
		i += 2
	}
	return b.String(), true
}

// validInner reports whether s is a row of ordinals.
func validInner(s string) bool {
	if s == "" {
		return true
	}
	for _, ordinal := range strings.Split(s[1:], "!") {
		if ordinal == "" {
			return false
		}
	}
	return true
}
