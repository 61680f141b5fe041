package mapi

import "strings"

// A Field is a field of a header.
type Field struct{ Name, Value string }

// Class returns the kind of item of a message class.
func Class(class string) string {
	class = strings.ToUpper(class)
	for _, k := range []struct{ prefix, kind string }{
		{"IPM.SCHEDULE.MEETING", "meeting"}, {"IPM.APPOINTMENT", "appointment"}, {"IPM.CONTACT", "contact"}, {"IPM.DISTLIST", "distribution-list"},
		{"IPM.TASK", "task"}, {"IPM.STICKYNOTE", "note"}, {"IPM.POST", "post"}, {"REPORT", "report"},
	} {
		if strings.HasPrefix(class, k.prefix) {
			return k.kind
		}
	}
	return "message"
}

// Describe returns what a reader of the item o sees of it beside its body.
func Describe(o Object) (header []Field, body string) {
	add := func(name, value string) {
		if value != "" {
			header = append(header, Field{name, value})
		}
	}
	add("From", o.Text(SenderName))
	add("To", o.Text(DisplayTo))
	add("Subject", o.Subject())
	add("Message-ID", o.Text(InternetMessageID))
	return header, ""
}
