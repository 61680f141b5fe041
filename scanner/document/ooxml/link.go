package ooxml

import (
	"net/url"
	"strings"

	"exposed/scanner/document"
)

// A link is an external target that says something of people.
type link struct {
	target string // "" if it is none of those
	phone  bool
}

// linkOf returns the link to a target as a file has it: an address, a
// telephone number or a page.
func linkOf(target string) link {
	target = strings.TrimSpace(target)
	scheme, rest, ok := strings.Cut(target, ":")
	if !ok {
		return link{}
	}
	l := link{}
	switch strings.ToLower(scheme) {
	case "mailto":
	case "tel", "sms", "callto":
		l.phone = true
	case "http", "https":
		return link{target: strings.Join(strings.Fields(target), " ")}
	default:
		return link{}
	}
	rest, _, _ = strings.Cut(rest, "?")
	if plain, err := url.PathUnescape(rest); err == nil {
		rest = strings.ToValidUTF8(plain, "\uFFFD")
	}
	l.target = strings.Join(strings.Fields(strings.Trim(rest, "/<> \t\r\n")), " ")
	return l
}

// shown reports whether text shows the target of the link.
func (l link) shown(text string) bool {
	if l.phone {
		return document.SameNumber(text, l.target)
	}
	target := strings.ToLower(l.target)
	if _, rest, ok := strings.Cut(target, "://"); ok {
		target = strings.TrimSuffix(rest, "/")
	}
	return strings.Contains(strings.ToLower(text), target)
}
