package main

import (
	"regexp"
	"strings"
	"time"
)

var (
	notDigit = regexp.MustCompile(`\D`)
	notWord  = regexp.MustCompile(`[^\pL]+`)
	zipCode  = regexp.MustCompile(`\b\d{5}\b`)
)

// value returns the normal form of an element as it is written in raw.
func value(element, raw string) string {
	switch element {
	case "name":
		return nameValue(raw)
	case "postal_address":
		w := strings.Fields(strings.ToLower(raw))
		all := zipCode.FindAllString(raw, -1)
		return w[0] + " " + w[1] + "|" + all[len(all)-1]
	case "phone":
		d := notDigit.ReplaceAllString(raw, "")
		return "+1" + d[len(d)-10:]
	case "account_number", "payment_card", "imei", "ssn", "pin", "billing_zip":
		return notDigit.ReplaceAllString(raw, "")
	case "billing":
		return strings.NewReplacer("$", "", ",", "").Replace(raw)
	case "date_of_birth":
		return date(raw)
	}
	return strings.ToLower(raw)
}

// nameValue returns given and family name in lower case, without titles and initials.
func nameValue(raw string) string {
	if last, first, ok := strings.Cut(raw, ", "); ok {
		raw = first + " " + last
	}
	var out []string
	for _, w := range strings.Fields(strings.ToLower(notWord.ReplaceAllString(raw, " "))) {
		switch w {
		case "mr", "mrs", "ms", "dr", "sra", "sr", "señora", "señor":
		default:
			if len(w) > 1 {
				out = append(out, w)
			}
		}
	}
	return strings.Join(out, " ")
}

func date(raw string) string {
	for _, layout := range []string{"2006-01-02", "01/02/2006", "January 2, 2006", "2 Jan 2006"} {
		if t, err := time.Parse(layout, raw); err == nil {
			return t.Format("2006-01-02")
		}
	}
	panic("no date " + raw)
}
