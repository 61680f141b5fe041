package document

import (
	"net/url"
	"strings"
)

// An htmlLink is an open link that names an address or a telephone number.
type htmlLink struct {
	target string // "" if none is open
	phone  bool
	start  int // where its text starts
}

// openLink starts a link.
func (p *htmlReader) openLink() {
	p.closeLink()
	href, _ := p.in.attr("href")
	if len(href) < len("tel:") {
		return
	}
	scheme, target, ok := strings.Cut(strings.TrimSpace(href), ":")
	phone := strings.EqualFold(scheme, "tel") || strings.EqualFold(scheme, "sms") || strings.EqualFold(scheme, "callto")
	if !ok || !phone && !strings.EqualFold(scheme, "mailto") {
		return
	}
	target, _, _ = strings.Cut(unescape(target), "?")
	if plain, err := url.PathUnescape(target); err == nil {
		target = strings.ToValidUTF8(plain, "\uFFFD")
	}
	if target = strings.Trim(target, "/<> \t\n"); strings.ContainsAny(target, "\t\n\r") {
		target = strings.Join(strings.Fields(target), " ")
	}
	p.link = htmlLink{target: target, phone: phone, start: p.out.Len()}
}

// closeLink ends the open link and writes its target if its text does not show
// it.
func (p *htmlReader) closeLink() {
	l := p.link
	if l.target == "" {
		return
	}
	p.link = htmlLink{}
	shown := p.out.String()[l.start:]
	if l.phone && SameNumber(shown, l.target) || !l.phone && containsFold(shown, l.target) {
		return
	}
	p.out.blank()
	p.out.write("<")
	p.out.write(l.target)
	p.out.write(">")
}

// containsFold reports whether s contains sub in any case of letters.
func containsFold(s, sub string) bool {
	return strings.Contains(strings.ToLower(s), strings.ToLower(sub))
}

// SameNumber reports whether two texts show the same telephone number, one of
// them perhaps without the country code.
func SameNumber(a, b string) bool {
	const local = 7 // digits of the shortest number that is whole
	a, b = digits(a), digits(b)
	if len(a) < len(b) {
		a, b = b, a
	}
	return a == b || len(b) >= local && strings.HasSuffix(a, b)
}

// digits returns the digits of s.
func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if '0' <= r && r <= '9' {
			return r
		}
		return -1
	}, s)
}
