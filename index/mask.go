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
func Mask(e detectors.Element, text string) string {
	switch e {
	case detectors.SSN, detectors.ITIN:
		return maskDigits(text, "***-**-", "****")
	case detectors.EIN:
		return maskDigits(text, "**-***", "****")
	case detectors.PaymentCard:
		return maskDigits(text, "****-****-****-", "****")
	case detectors.Phone:
		return maskDigits(text, "(***) ***-", "****")
	case detectors.AccountNumber, detectors.IMEI, detectors.ICCID, detectors.IMSI, detectors.BankAccount,
		detectors.RoutingNumber, detectors.IBAN, detectors.DriversLicense, detectors.Passport, detectors.HealthID:
		return maskDigits(text, "****", "****")
	case detectors.PIN, detectors.Password, detectors.SecurityAnswer:
		return "****"
	case detectors.DateOfBirth:
		return "****-**-**"
	case detectors.BillingZIP:
		return "*****"
	case detectors.Billing:
		return "$***.**"
	case detectors.IPAddress:
		return "***.***.***.***"
	case detectors.Email:
		return maskEmail(text)
	}
	return maskWords(text)
}

// maskDigits returns head and the last digits of text, or head and hidden if
// text has too few digits to show any.
func maskDigits(text, head, hidden string) string {
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
		return head + hidden
	}
	return head + string(last[:])
}

// maskEmail keeps the first letters of an address and its top-level domain.
func maskEmail(text string) string {
	local, domain, ok := strings.Cut(text, "@")
	if !ok {
		return maskWords(text)
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
	return maskWord(local) + "@" + maskWord(host) + "." + tld
}

// maskWord keeps the first letter of a word of several letters.
func maskWord(word string) string {
	r, n := utf8.DecodeRuneInString(word)
	if n == len(word) || !unicode.IsLetter(r) {
		return "***"
	}
	return word[:n] + "***"
}

// maskWords masks every word of text and keeps what stands between them.
func maskWords(text string) string {
	var b strings.Builder
	cut := len(text) > maxMask
	if cut {
		text = strings.ToValidUTF8(text[:maxMask], "")
	}
	start := -1 // of the word
	flush := func(end int) {
		if start >= 0 {
			b.WriteString(maskWord(text[start:end]))
			start = -1
		}
	}
	for i, r := range text {
		if unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r) || r == '\'' || r == '’' {
			if start < 0 {
				start = i
			}
			continue
		}
		flush(i)
		b.WriteRune(r)
	}
	flush(len(text))
	if cut {
		b.WriteString("…")
	}
	return b.String()
}
