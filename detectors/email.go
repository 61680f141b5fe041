package detectors

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Emails appends the e-mail addresses in text to dst, and nothing else.
func (wk *Worker) Emails(text string, dst []Finding) []Finding {
	w := &wk.cell
	w.out, w.ats, w.toks = dst, w.ats[:0], w.toks[:0]
	for i := 0; ; i++ {
		k := strings.IndexByte(text[i:], '@')
		if k < 0 {
			break
		}
		i += k
		w.ats = append(w.ats, int32(i))
	}
	w.emails(text)
	dst, w.out = w.out, nil
	return dst
}

// emails finds the addresses around each "@" (RFC 5321 section 4.1.2, without
// quoted local parts and address literals).
func (w *work) emails(text string) {
	end := 0
	for _, a := range w.ats {
		s, e := addressAround(text, int(a), end)
		if e == 0 {
			continue
		}
		end = e
		addr := strings.ToLower(text[s:e])
		w.take(s, e)
		if messageID(text, s, e) {
			continue
		}
		w.add(Finding{Element: Email, Start: s, End: e, Value: addr, Confidence: .98, Reserved: w.nobodys(addr), Why: "address"})
	}
}

// addressAround returns the address whose "@" is at byte a; end is where the
// one before it ended. It returns 0, 0 if there is none.
func addressAround(text string, a, end int) (int, int) {
	s := a
	for s > end {
		n := localSize(text[end:s])
		if n == 0 {
			break
		}
		s -= n
	}
	for s < a && (text[s] == '.' || text[s] == '\'' || text[s] == '-') {
		s++
	}
	if s == a || a-s > 64 || text[a-1] == '.' {
		return 0, 0
	}
	e, label := a+1, a+1
	if e < len(text) && text[e] == '-' {
		return 0, 0
	}
	for e < len(text) {
		c := text[e]
		if c == '.' && e > label {
			if goesOnAs(text, label, e) {
				break // "example.com.Please call"
			}
			label = e + 1
		} else if classes[c] == high {
			r, n := utf8.DecodeRuneInString(text[e:])
			if !unicode.IsLetter(r) {
				break
			}
			e += n - 1
		} else if !(classes[c] >= lowLetter && classes[c] <= digit || c == '-') {
			break
		}
		e++
	}
	for e > a+1 && (text[e-1] == '.' || text[e-1] == '-') {
		e--
	}
	dot := strings.LastIndexByte(text[a:e], '.')
	if dot < 2 || !topLevel(text[a+dot+1:e]) {
		return 0, 0
	}
	return s, e
}

// goesOnAs reports whether the stop behind text[label:e], in lower case, ends a
// sentence: a capital letter follows it.
func goesOnAs(text string, label, e int) bool {
	return e+2 < len(text) && classes[text[e+1]] == capLetter && classes[text[e+2]] == lowLetter && text[label-1] == '.' && classes[text[label]] == lowLetter
}

// localSize returns the bytes of the last character of s if it can stand in the
// local part of an address, else 0.
func localSize(s string) int {
	c := s[len(s)-1]
	switch classes[c] {
	case lowLetter, capLetter, digit:
		return 1
	case high:
		if r, n := utf8.DecodeLastRuneInString(s); unicode.IsLetter(r) {
			return n
		}
		return 0
	}
	if strings.IndexByte(".'+-_&~%", c) >= 0 {
		return 1
	}
	return 0
}

func topLevel(s string) bool {
	if len(s) < 2 {
		return false
	}
	for i := 0; i < len(s); i++ {
		if c := classes[s[i]]; c != lowLetter && c != capLetter && c != high {
			return strings.HasPrefix(s, "xn--")
		}
	}
	return true
}

// maxField is the length of the longest header field that is looked at.
const maxField = 4096

// fieldStart returns where the line of byte s begins, or the header field that it
// continues (RFC 5322, section 2.2.3).
func fieldStart(text string, s int) int {
	for least := max(s-maxField, 0); ; s-- {
		s = least + strings.LastIndexByte(text[least:s], '\n') + 1
		if s <= least || s >= len(text) || text[s] != ' ' && text[s] != '\t' {
			return s
		}
	}
}

// messageID reports whether the address in text[s:e] is the identifier of a
// message: in angle brackets, behind such a field or with a long local part of digits.
func messageID(text string, s, e int) bool {
	if s == 0 || text[s-1] != '<' || e >= len(text) || text[e] != '>' {
		return false
	}
	line := text[fieldStart(text, s):s]
	for _, field := range []string{"message-id:", "in-reply-to:", "references:"} {
		if len(line) >= len(field) && strings.EqualFold(line[:len(field)], field) {
			return true
		}
	}
	local, digits := text[s:s+strings.IndexByte(text[s:e], '@')], 0
	for i := 0; i < len(local); i++ {
		if classes[local[i]] == digit {
			digits++
		}
	}
	return len(local) >= 20 && digits >= 6
}

// machines are local parts that no person reads.
var machines = map[string]bool{
	"noreply": true, "no-reply": true, "no_reply": true, "donotreply": true, "do-not-reply": true, "do_not_reply": true, "mailer-daemon": true, "postmaster": true, "abuse": true,
	"hostmaster": true, "webmaster": true, "bounce": true, "bounces": true, "nobody": true, "root": true, "daemon": true, "listserv": true, "majordomo": true, "notifications": true, "notification": true, "alerts": true,
}

// roles are local parts that belong to a company and to no person in it.
var roles = map[string]bool{
	"info": true, "support": true, "sales": true, "service": true, "help": true, "helpdesk": true, "contact": true, "billing": true, "care": true, "customercare": true, "customerservice": true, "customer.service": true,
	"marketing": true, "hr": true, "jobs": true, "careers": true, "legal": true, "privacy": true, "security": true, "press": true, "news": true, "newsletter": true, "office": true, "team": true, "admin": true,
	"accounts": true, "orders": true, "returns": true, "feedback": true, "it": true, "payroll": true, "noc": true, "soporte": true, "ventas": true, "atencion": true, "all": true, "everyone": true, "staff": true, "forms": true, "form": true, "chat": true, "web": true, "reports": true, "alert": true, "escalations": true, "collections": true, "fraud": true, "retail": true, "stores": true, "wholesale": true, "reception": true, "frontdesk": true, "mail": true, "email": true, "hello": true, "enquiries": true, "inquiries": true, "invoices": true, "payments": true, "purchasing": true, "training": true, "operations": true, "ops": true, "engineering": true, "dev": true, "qa": true, "social": true, "media": true,
}

// nobodys reports whether addr is read by no person, or is a mailbox of the
// company itself.
func (w *work) nobodys(addr string) bool {
	local, domain, _ := strings.Cut(addr, "@")
	return machines[local] || roles[local] && w.domains[domain]
}
