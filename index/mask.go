package index

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"exposed/detectors"
)

// maxMask is the number of bytes of a text that its mask speaks of; "…" stands for the rest.
const maxMask = 240

// lastShown is the number of digits that a mask may end in, and minDigits how
// many there must be for that.
const (
	lastShown = 4
	minDigits = 8
)

// Mask returns text with everything hidden that would tell its value; what
// remains helps a reader to recognise a value that he knows.
func Mask(e detectors.Element, text string) string { return string(appendMask(nil, e, text)) }

// appendMask appends the mask of text to b.
func appendMask(b []byte, e detectors.Element, text string) []byte {
	switch e {
	case detectors.SSN, detectors.ITIN:
		return appendDigits(append(b, "***-**-"...), text, "****")
	case detectors.EIN:
		return appendDigits(append(b, "**-***"...), text, "****")
	case detectors.PaymentCard:
		return appendDigits(append(b, "****-****-****-"...), text, "****")
	case detectors.Phone:
		return appendDigits(append(b, "(***) ***-"...), text, "****")
	case detectors.AccountNumber, detectors.IMEI, detectors.ICCID, detectors.IMSI, detectors.BankAccount,
		detectors.RoutingNumber, detectors.IBAN, detectors.DriversLicense, detectors.Passport, detectors.HealthID:
		return appendDigits(append(b, "****"...), text, "****")
	case detectors.PIN, detectors.Password, detectors.SecurityAnswer:
		return append(b, "****"...)
	case detectors.DateOfBirth:
		return append(b, "****-**-**"...)
	case detectors.BillingZIP:
		return append(b, "*****"...)
	case detectors.Billing:
		return append(b, "$***.**"...)
	case detectors.IPAddress:
		return append(b, "***.***.***.***"...)
	case detectors.Email:
		return appendEmail(b, text)
	}
	return appendWords(b, text)
}

// appendDigits appends the last digits of text, or hidden if text has too few
// digits to show any.
func appendDigits(b []byte, text, hidden string) []byte {
	var last [lastShown]byte
	n := 0
	for i := range len(text) {
		if c := text[i]; '0' <= c && c <= '9' {
			copy(last[:], last[1:])
			last[lastShown-1] = c
			n++
		}
	}
	if n < minDigits {
		return append(b, hidden...)
	}
	return append(b, last[:]...)
}

// appendEmail keeps the first letters of an address and its top-level domain.
func appendEmail(b []byte, text string) []byte {
	local, domain, ok := strings.Cut(text, "@")
	if !ok {
		return appendWords(b, text)
	}
	host, tld := domain, ""
	if dot := strings.LastIndexByte(domain, '.'); dot >= 0 {
		host, tld = domain[:dot], domain[dot+1:]
	}
	for _, r := range tld {
		if !unicode.IsLetter(r) {
			tld = ""
		}
	}
	if tld == "" || len(tld) > 6 {
		tld = "***"
	}
	b = append(appendWord(b, local), '@')
	b = append(appendWord(b, host), '.')
	return append(b, tld...)
}

// appendWord keeps the first letter of a word of several letters.
func appendWord(b []byte, word string) []byte {
	r, n := utf8.DecodeRuneInString(word)
	if n < len(word) && unicode.IsLetter(r) {
		b = append(b, word[:n]...)
	}
	return append(b, "***"...)
}

// appendWords masks every word of text and keeps what stands between them.
func appendWords(b []byte, text string) []byte {
	cut := len(text) > maxMask
	if cut {
		text = strings.ToValidUTF8(text[:maxMask], "")
	}
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		if !inWord(r) {
			b = utf8.AppendRune(b, r)
			i += n
			continue
		}
		start := i
		for inWord(r) && i < len(text) {
			i += n
			r, n = utf8.DecodeRuneInString(text[i:])
		}
		b = appendWord(b, text[start:i])
	}
	if cut {
		b = append(b, "…"...)
	}
	return b
}

// inWord reports whether r is part of a word.
func inWord(r rune) bool {
	if r < utf8.RuneSelf {
		c := byte(r) | 0x20
		return 'a' <= c && c <= 'z' || '0' <= r && r <= '9' || r == '\''
	}
	return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r) || r == '’'
}
