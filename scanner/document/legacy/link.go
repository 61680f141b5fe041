package legacy

import (
	"net/url"
	"strings"

	"exposed/scanner/document"
)

// A link is a target outside of the document that says something of people.
type link struct {
	target string // "" if it is none of those
	phone  bool
}

// linkOf returns the link to a target as a file has it: an address, a
// telephone number or a page.
func linkOf(target string) link {
	scheme, rest, ok := strings.Cut(oneLine(target), ":")
	if !ok {
		return link{}
	}
	l := link{}
	switch strings.ToLower(scheme) {
	case "mailto":
	case "tel", "sms", "callto":
		l.phone = true
	case "http", "https":
		return link{target: strings.Join(strings.Fields(oneLine(target)), " ")}
	default:
		return link{}
	}
	rest, _, _ = strings.Cut(rest, "?")
	if plain, err := url.PathUnescape(rest); err == nil {
		rest = strings.ToValidUTF8(plain, "\uFFFD")
	}
	l.target = oneLine(strings.Join(strings.Fields(strings.Trim(rest, "/<> \t\r\n")), " "))
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

// fieldTarget returns the target of the field that code describes; "" if it is
// no link.
func fieldTarget(code string) string {
	code = strings.TrimSpace(code)
	const hyperlink = "HYPERLINK"
	if len(code) < len(hyperlink) || !strings.EqualFold(code[:len(hyperlink)], hyperlink) {
		return ""
	}
	code = strings.TrimSpace(code[len(hyperlink):])
	if quoted, ok := strings.CutPrefix(code, `"`); ok {
		target, _, _ := strings.Cut(quoted, `"`)
		return target
	}
	target, _, _ := strings.Cut(code, " ")
	return target
}
