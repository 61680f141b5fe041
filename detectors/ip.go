package detectors

import (
	"net/netip"
	"strings"
)

// address4 takes four groups of an IPv4 address, with its prefix length. Private
// ranges are nobody's (RFC 1918).
func (w *work) address4(c *candidate) int {
	if c.n < 4 || c.seps[0] != '.' || c.seps[1] != '.' || c.seps[2] != '.' || c.seps[3] == '.' || c.plus || c.paren {
		return 0
	}
	if c.lens[0] > 3 || c.lens[1] > 3 || c.lens[2] > 3 || c.lens[3] > 3 {
		return 0
	}
	d, start := c.first(4), 0
	for _, end := range c.ends[:4] {
		if atoi(d[start:end]) > 255 {
			return 0
		}
		start = end
	}
	s, e := int(w.toks[c.tok].start), int(w.toks[c.tok+3].end)
	if !c.cleanBefore(4) || !w.cleanBehind(c, 4) && !portBehind(c.text, e) {
		return 4
	}
	l := w.label(c.text, c.tok, c.tok+4, 1<<IPAddress)
	conf := float32(.7)
	if l.element == IPAddress {
		conf = .97
	} else if l.other {
		return 4
	}
	value := c.text[s:e]
	n, e := 4, prefixLength(c.text, e, 32)
	if c.n > 4 && int(w.toks[c.tok+4].end) == e {
		n = 5
	}
	w.add(Finding{Element: IPAddress, Start: s, End: e, Value: value, Confidence: conf, Reserved: nobodysIP(c), Why: "four octets"})
	return n
}

func nobodysIP(c *candidate) bool {
	a, b := atoi(c.first(1)), atoi(c.first(2)[c.ends[0]:])
	return a == 10 || a == 127 || a == 0 || a >= 224 || a == 172 && within(b, 16, 31) || a == 192 && b == 168
}

// portBehind reports whether a port or the name of an interface stands at byte p.
func portBehind(text string, p int) bool {
	if p+1 >= len(text) || text[p] != ':' && text[p] != '@' {
		return false
	}
	if text[p] == '@' {
		return classes[text[p+1]] == lowLetter
	}
	n := p + 1
	for n < len(text) && classes[text[n]] == digit {
		n++
	}
	return n-p <= 6 && (n == len(text) || !wordByte(text[n]) && text[n] != '.')
}

// prefixLength returns the end of the "/24" that stands at byte p, or p: the
// prefix of a network (RFC 4632) has at most so many bits.
func prefixLength(text string, p, most int) int {
	if p+1 >= len(text) || text[p] != '/' {
		return p
	}
	n := p + 1
	for n < len(text) && n < p+5 && classes[text[n]] == digit {
		n++
	}
	if n == p+1 || n > p+4 || atoi(text[p+1:n]) > most || n < len(text) && (wordByte(text[n]) || text[n] == '/' || text[n] == '.' && n+1 < len(text) && wordByte(text[n+1])) {
		return p
	}
	return n
}

// colon notes the colon at byte i if it may be one of an IPv6 address: another
// follows, or three more with groups of hex digits between.
func (w *work) colon(text string, i int) {
	if i+1 < len(text) && (text[i+1] == ':' || hexGroups(text[i+1:]) >= 3) {
		w.colons = append(w.colons, int32(i))
	}
}

// hexGroups counts the groups of one to four hex digits that s begins with and
// that a colon follows, up to three.
func hexGroups(s string) int {
	n, run := 0, 0
	for i := 0; i < len(s) && n < 3; i++ {
		switch {
		case hexDigit[s[i]]:
			run++
		case s[i] == ':' && run > 0 && run <= 4:
			n++
			run = 0
		default:
			return n
		}
	}
	return n
}

var hexDigit = func() (t [256]bool) {
	for _, c := range []byte("0123456789abcdefABCDEF") {
		t[c] = true
	}
	return t
}()

// addresses6 finds the IPv6 addresses around the colons of text (RFC 4291
// section 2.2), with zone and prefix length.
func (w *work) addresses6(text string) {
	done := 0
	for _, at := range w.colons {
		s, e := int(at), int(at)
		if s < done {
			continue
		}
		for s > done && (hexDigit[text[s-1]] || text[s-1] == ':') {
			s--
		}
		for e < len(text) && (hexDigit[text[e]] || text[e] == ':' || text[e] == '.') {
			e++
		}
		done = e
		for e > s && (text[e-1] == '.' || text[e-1] == ':' && text[e-2] != ':') {
			e--
		}
		if e-s > 45 || !apart6(text, s, e) {
			continue
		}
		a, err := netip.ParseAddr(text[s:e])
		if err != nil || !w.proof6(text, s, e, a) {
			continue
		}
		e = prefixLength(text, zoneEnd(text, e), 128)
		w.add(Finding{Element: IPAddress, Start: s, End: e, Value: a.String(), Confidence: .8, Reserved: nobodys6(a), Why: "groups of hex digits"})
		w.take(s, e)
		done = e
	}
}

// apart6 reports whether text[s:e] is no part of a longer name or number, and no
// slice of a program.
func apart6(text string, s, e int) bool {
	if s > 0 && (wordByte(text[s-1]) || strings.IndexByte("._:$", text[s-1]) >= 0) {
		return false
	}
	if s > 1 && text[s-1] == '[' && (wordByte(text[s-2]) || text[s-2] == ']') {
		return false
	}
	return e == len(text) || !wordByte(text[e]) && text[e] != '_' && text[e] != ':'
}

// proof6 reports whether an address is more than two words with colons between:
// it has a digit and four hex digits, or is one of the usual short ones.
func (w *work) proof6(text string, s, e int, a netip.Addr) bool {
	if a.IsUnspecified() {
		return prefixLength(text, e, 128) > e || s > 0 && text[s-1] == '=' || strings.HasSuffix(strings.ToLower(text[max(0, s-5):s]), "ipv6 ")
	}
	digits, hex := 0, 0
	for i := s; i < e; i++ {
		if classes[text[i]] == digit {
			digits++
		}
		if hexDigit[text[i]] {
			hex++
		}
	}
	return a.IsLoopback() || digits > 0 && hex > 4 || hex >= 4 && (a.IsLinkLocalUnicast() || a.IsMulticast())
}

// zoneEnd returns the end of the zone that stands at byte p, or p (RFC 4007, section 11).
func zoneEnd(text string, p int) int {
	if p >= len(text) || text[p] != '%' {
		return p
	}
	n := p + 1
	for n < len(text) && wordByte(text[n]) {
		n++
	}
	if n == p+1 {
		return p
	}
	return n
}

var documentation6 = netip.MustParsePrefix("2001:db8::/32") // RFC 3849

// nobodys6 reports whether a leads to no machine of anybody on the Internet.
func nobodys6(a netip.Addr) bool {
	a = a.Unmap()
	return a.IsLoopback() || a.IsUnspecified() || a.IsLinkLocalUnicast() || a.IsMulticast() || a.IsPrivate() || documentation6.Contains(a)
}
