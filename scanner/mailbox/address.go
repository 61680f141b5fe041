package mailbox

import "strings"

// An Address is one address of a field's value. Its name and its e-mail
// address lie at value[NameStart:NameEnd] and value[EmailStart:EmailEnd]; both
// are empty where there is none. Name differs from that text only by quoting and comments.
type Address struct {
	Name, Email          string
	NameStart, NameEnd   int
	EmailStart, EmailEnd int
}

// ParseAddresses returns the addresses in the value of a field such as To, in
// order, in one pass and whatever is wrong with it. Names of groups are left
// out, their members are not.
//
// QUIRK: RFC 5322, 3.4: Outlook separates by semicolons, writes names without
// addresses, and addresses that are none ("/O=ORG/CN=JDOE"); a family name and
// a given name that a comma parts are one name if only the second has an address.
func ParseAddresses(value string) []Address {
	p := addressParser{s: value}
	for p.i < len(value) {
		p.step()
	}
	p.end(false)
	return p.out
}

// maxLocal is the longest quoted local part that an address in angle brackets may begin with.
const maxLocal = 256

// An addressParser holds the address that is open: its phrase, its comment and what stood in angle brackets.
type addressParser struct {
	s   string
	i   int
	out []Address

	start, stop int // of the phrase; start == stop: none
	at          int // word of the phrase that has an "@", plus 1; 0: none
	atEnd       int
	quoted      bool // the phrase needs unquoting
	note        [2]int
	angle       [2]int
	hasAngle    bool
	unclosed    bool // a comment is not closed
	comma       bool // the last address had a name only, and a comma ended it
}

// step takes the next token.
func (p *addressParser) step() {
	switch c := p.s[p.i]; c {
	case ' ', '\t', '\r', '\n':
		p.i++
	case ',':
		p.end(true)
		p.i++
	case ';':
		p.end(false)
		p.i++
	case ':':
		p.colon()
	case '<':
		p.takeAngle()
	case '(':
		p.takeComment()
	case '"':
		p.takeQuoted()
	case '>', ')':
		p.i++
	default:
		p.takeWord()
	}
}

// colon ends the name of a group.
func (p *addressParser) colon() {
	p.start, p.stop, p.at, p.quoted = 0, 0, 0, false
	p.comma = false
	p.i++
}

// takeAngle takes what stands in angle brackets; a missing end is at the next comma or bracket.
func (p *addressParser) takeAngle() {
	i := p.i
	for i < len(p.s) && p.s[i] == '<' {
		i++
	}
	start := i
	if i < len(p.s) && p.s[i] == '"' {
		i += strings.IndexByte(p.s[i+1:min(len(p.s), i+maxLocal)], '"') + 1
	}
	for i < len(p.s) && strings.IndexByte("<>,;", p.s[i]) < 0 {
		i++
	}
	// A route ends in a colon (RFC 5322, 4.4) and has commas.
	if i < len(p.s) && p.s[i] == ',' && start < len(p.s) && p.s[start] == '@' {
		if n := strings.IndexAny(p.s[i:], "<>;"); n > 0 {
			i += n
		}
	}
	end := i
	if i < len(p.s) && p.s[i] == '>' {
		i++
	}
	for start < end && (p.s[start] == '@' || len("mailto:") < end-start && equalFold(p.s[start:start+7], "mailto:")) {
		n := strings.IndexByte(p.s[start:end], ':')
		if n < 0 {
			break
		}
		start += n + 1
	}
	if p.hasAngle {
		p.end(false)
	}
	p.angle[0], p.angle[1] = trimSpan(p.s, start, end)
	p.hasAngle = true
	p.i = i
}

// takeComment takes a comment and those within it. If it is not closed, its
// parenthesis means nothing, nor does any after it.
func (p *addressParser) takeComment() {
	end := p.i + 1
	if !p.unclosed {
		end = commentEnd(p.s, p.i)
		p.unclosed = end < 0
	}
	if p.unclosed {
		p.i++
		return
	}
	if p.note[0] == p.note[1] {
		p.note[0], p.note[1] = trimSpan(p.s, p.i+1, end-1)
	}
	if p.start < p.stop {
		p.quoted = true // it may stand inside the phrase, and is no part of the name
	}
	p.i = end
}

// commentEnd returns where the comment ends that starts at s[i], or -1.
func commentEnd(s string, i int) int {
	for depth := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return -1
}

// takeQuoted takes a quoted string. One that is not closed is an ordinary character.
func (p *addressParser) takeQuoted() {
	for i := p.i + 1; i < len(p.s); i++ {
		switch p.s[i] {
		case '\\':
			i++
		case '"':
			if i+1 < len(p.s) && p.s[i+1] == '@' {
				// A quoted local part belongs to its address.
				start := p.i
				p.i = i + 1
				p.skipWord()
				p.phrase(start, p.i)
				p.at, p.atEnd = start+1, p.i
				return
			}
			p.phrase(p.i, i+1)
			p.quoted = true
			p.i = i + 1
			return
		}
	}
	// No further quote can close either: take the rest as it stands.
	start := p.i + 1
	p.s = p.s[:p.i] + " " + strings.ReplaceAll(p.s[start:], `"`, "'")
}

// takeWord takes a run of characters that mean nothing special.
func (p *addressParser) takeWord() {
	start := p.i
	p.skipWord()
	if p.i == start {
		p.i++
	}
	word := p.s[start:p.i]
	if equalFold(word, "mailto") && p.i < len(p.s) && p.s[p.i] == ':' {
		p.i++
		return
	}
	p.phrase(start, p.i)
	if p.at == 0 && strings.IndexByte(word, '@') >= 0 {
		p.at, p.atEnd = start+1, p.i
	}
}

func (p *addressParser) skipWord() {
	for p.i < len(p.s) && strings.IndexByte(" \t\r\n,;:<>()\"", p.s[p.i]) < 0 {
		p.i++
	}
}

// phrase adds a token to the phrase.
func (p *addressParser) phrase(start, end int) {
	if p.hasAngle {
		p.end(false)
	}
	if p.start == p.stop {
		p.start = start
	}
	p.stop = end
}

// end closes the open address.
func (p *addressParser) end(comma bool) {
	a := Address{NameStart: p.start, NameEnd: p.stop}
	switch {
	case p.hasAngle:
		a.EmailStart, a.EmailEnd = p.angle[0], p.angle[1]
	case p.at > 0:
		a.EmailStart, a.EmailEnd = p.at-1, p.atEnd
		a.NameStart, a.NameEnd = aside(p.s, p.start, p.stop, a.EmailStart, a.EmailEnd)
	}
	if a.NameStart == a.NameEnd && p.note[0] < p.note[1] {
		a.NameStart, a.NameEnd, p.quoted = p.note[0], p.note[1], false
	}
	p.add(a, comma)
	*p = addressParser{s: p.s, i: p.i, out: p.out, comma: p.comma, unclosed: p.unclosed}
}

// aside returns what of the phrase stands before or after the address in it.
func aside(s string, start, stop, email, emailEnd int) (int, int) {
	if a, b := trimSpan(s, start, email); a < b {
		return a, b
	}
	return trimSpan(s, emailEnd, stop)
}

// add appends a, if it holds anything.
func (p *addressParser) add(a Address, comma bool) {
	if a.NameStart == a.NameEnd {
		a.NameStart, a.NameEnd = 0, 0
	}
	if a.EmailStart == a.EmailEnd {
		a.EmailStart, a.EmailEnd = 0, 0
	}
	if a.NameEnd == 0 && a.EmailEnd == 0 {
		return
	}
	if n := len(p.out); p.comma && p.hasAngle && a.NameEnd > 0 && n > 0 {
		a.NameStart = p.out[n-1].NameStart
		p.out = p.out[:n-1]
		p.quoted = true
	}
	p.comma = comma && a.EmailEnd == 0 && strings.Count(p.s[a.NameStart:a.NameEnd], " ") <= 1 && p.s[a.NameStart] != '"'
	a.Name = p.s[a.NameStart:a.NameEnd]
	a.Email = p.s[a.EmailStart:a.EmailEnd]
	p.unquote(&a)
	if a.Name == "" {
		a.NameStart, a.NameEnd = 0, 0
	}
	if a.Name != "" || a.Email != "" {
		p.out = append(p.out, a)
	}
}

// unquote takes quotes and comments out of the name of a. A name that is one
// quoted string is a span without its quotes.
func (p *addressParser) unquote(a *Address) {
	if !p.quoted && strings.IndexByte(a.Name, '\'') < 0 {
		return
	}
	for len(a.Name) >= 2 && (a.Name[0] == '"' || a.Name[0] == '\'') && a.Name[len(a.Name)-1] == a.Name[0] &&
		strings.Count(a.Name, a.Name[:1]) == 2 {
		a.NameStart, a.NameEnd = trimSpan(p.s, a.NameStart+1, a.NameEnd-1)
		a.Name = p.s[a.NameStart:a.NameEnd]
	}
	if strings.ContainsAny(a.Name, `"\(`) {
		a.Name = plain(a.Name)
	}
}

// plain returns the phrase s without quotes, quoting backslashes and comments.
func plain(s string) string {
	b := make([]byte, 0, len(s))
	depth, quote := 0, false
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\\' && i+1 < len(s):
			i++
			if depth == 0 {
				b = append(b, s[i])
			}
		case c == '"' && depth == 0:
			quote = !quote
		case c == '(' && !quote:
			depth++
		case c == ')' && !quote && depth > 0:
			depth--
		case depth == 0 && (c != ' ' || len(b) > 0 && b[len(b)-1] != ' '):
			b = append(b, c)
		}
	}
	return strings.TrimSpace(string(b))
}

// trimSpan returns s[start:end] without the blanks around it.
func trimSpan(s string, start, end int) (int, int) {
	for start < end && (s[start] <= ' ') {
		start++
	}
	for start < end && s[end-1] <= ' ' {
		end--
	}
	return start, end
}
