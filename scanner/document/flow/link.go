package flow

import (
	"net/url"
	"strings"

	"exposed/scanner/document"
)

// A Link is an external target that says something of people.
type Link struct {
	Target string // "" if it is none of those
	phone  bool
}

// LinkOf returns the link to a target as a file has it: an address, a
// telephone number or a page.
func LinkOf(target string) Link {
	target = strings.TrimSpace(target)
	scheme, rest, ok := strings.Cut(target, ":")
	if !ok {
		return Link{}
	}
	l := Link{}
	switch strings.ToLower(scheme) {
	case "mailto":
	case "tel", "sms", "callto":
		l.phone = true
	case "http", "https":
		return Link{Target: strings.Join(strings.Fields(target), " ")}
	default:
		return Link{}
	}
	rest, _, _ = strings.Cut(rest, "?")
	if plain, err := url.PathUnescape(rest); err == nil {
		rest = strings.ToValidUTF8(plain, "\uFFFD")
	}
	l.Target = strings.Join(strings.Fields(strings.Trim(rest, "/<> \t\r\n")), " ")
	return l
}

// Shown reports whether text shows the target of the link.
func (l Link) Shown(text string) bool {
	if l.phone {
		return document.SameNumber(text, l.Target)
	}
	target := strings.ToLower(l.Target)
	if _, rest, ok := strings.Cut(target, "://"); ok {
		target = strings.TrimSuffix(rest, "/")
	}
	return strings.Contains(strings.ToLower(text), target)
}

// FieldTarget returns the target of the field that code describes, as Word writes it; "" if it is
// no link.
func FieldTarget(code string) string {
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
