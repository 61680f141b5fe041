package outlook

import (
	"strings"
	"time"
)

// Line appends the line "Label: value" of a form to b, if it has a value. One of
// many lines begins below its label.
func Line(b *strings.Builder, label, value string) {
	value = strings.TrimSpace(strings.ReplaceAll(value, "\r\n", "\n"))
	if value == "" {
		return
	}
	b.WriteString(label)
	if strings.Contains(value, "\n") {
		b.WriteString(":\n")
	} else {
		b.WriteString(": ")
	}
	b.WriteString(value)
	b.WriteByte('\n')
}

// Mailbox returns a name and an address of Internet mail as header fields have
// them (RFC 5322, section 3.4). Of an address of another kind it returns the name,
// if there is one.
func Mailbox(name, address string) string {
	if oneLine(name) == "" {
		return oneLine(address)
	}
	return mailbox(name, "", address, "")
}

// Moment returns the time as forms show it; "" for a year that stands for no date.
func Moment(t time.Time) string { return moment(t) }

// OneLine returns s with a blank for each run of white space and control characters.
func OneLine(s string) string { return oneLine(s) }

// Postal returns an address as it is written in a letter, or "".
func Postal(street, box, city, state, zip, country string) string {
	place := city
	if region := strings.TrimSpace(state + " " + zip); place != "" && region != "" {
		place += ", " + region
	} else {
		place += region
	}
	var lines []string
	for _, s := range []string{street, box, place, country} {
		if s = strings.TrimSpace(strings.ReplaceAll(s, "\r\n", "\n")); s != "" {
			lines = append(lines, s)
		}
	}
	return strings.Join(lines, "\n")
}
