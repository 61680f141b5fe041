package card

import (
	"strings"
	"unicode/utf8"
)

// labels are the properties as people call them.
var labels = map[string]string{
	"FN": "Name", "N": "Full Name", "NICKNAME": "Nickname", "ORG": "Company", "TITLE": "Title", "ROLE": "Role", "BDAY": "Date of Birth",
	"ANNIVERSARY": "Anniversary", "NOTE": "Note", "URL": "Web", "IMPP": "Messenger", "GEO": "Position", "TZ": "Time Zone", "REV": "Changed",
	"MAILER": "Mailer", "X-SPOUSE": "Spouse", "X-ASSISTANT": "Assistant", "X-MANAGER": "Manager", "X-ABRELATEDNAMES": "Related",
	"SUMMARY": "Subject", "DTSTART": "Start", "DTEND": "End", "DUE": "Due", "DTSTAMP": "Stamp", "RRULE": "Repeats", "EXDATE": "Except",
	"RDATE": "Also", "RECURRENCE-ID": "Recurrence", "ATTACH": "Attachment", "LAST-MODIFIED": "Changed", "UID": "UID", "X-ALT-DESC": "Description",
}

// labelOf returns the label of a property; given is what the group calls it.
func labelOf(l *line, given string) string {
	switch l.name {
	case "TEL":
		return phoneLabel(l, given)
	case "EMAIL":
		return kindOf(l, given) + "Email"
	case "ADR", "LABEL":
		return kindOf(l, given) + "Address"
	}
	if given != "" {
		return given
	}
	if s, ok := labels[l.name]; ok {
		return s
	}
	return title(strings.TrimPrefix(l.name, "X-"))
}

// phoneLabel returns the label of a telephone number.
func phoneLabel(l *line, given string) string {
	kind := kindOf(l, given)
	switch {
	case l.is("FAX"):
		return kind + "Fax"
	case l.is("PAGER"):
		return kind + "Pager"
	case l.is("CELL") || l.is("MOBILE") || l.is("IPHONE"):
		if kind == "Home " || kind == "" {
			return "Mobile Phone"
		}
		return kind + "Mobile Phone"
	}
	return kind + "Phone"
}

// kindOf returns "Home ", "Work " or what the group calls it.
func kindOf(l *line, given string) string {
	switch {
	case given != "":
		return title(given) + " "
	case l.is("HOME"):
		return "Home "
	case l.is("WORK"):
		return "Work "
	}
	return ""
}

// title returns a name such as ACCOUNT-NUMBER as words.
func title(name string) string {
	words := strings.FieldsFunc(name, func(c rune) bool { return c == '-' || c == '_' || c == ' ' })
	for i, w := range words {
		if w[0] < utf8.RuneSelf {
			words[i] = strings.ToUpper(w[:1]) + strings.ToLower(w[1:])
		}
	}
	return strings.Join(words, " ")
}
