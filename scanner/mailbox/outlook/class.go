package outlook

import "strings"

// classes are the kinds of items by the start of their message class, in lower
// case (MS-OXCMSG 2.2.1.3 and the classes of MS-OXOMSG, MS-OXOCAL, MS-OXOCNTC,
// MS-OXOTASK, MS-OXONOTE, MS-OXOJRNL and MS-OXOPOST).
var classes = []struct{ start, kind string }{
	{"ipm.schedule.meeting", "meeting"},
	{"ipm.appointment", "appointment"},
	{"ipm.ole.class.", "appointment"}, // an exception of a recurring one (MS-OXOCAL 2.2.10.1)
	{"ipm.contact", "contact"},
	{"ipm.abchperson", "contact"},
	{"ipm.distlist", "distribution-list"},
	{"ipm.task", "task"},
	{"ipm.stickynote", "note"},
	{"ipm.activity", "note"},
	{"ipm.post", "post"},
	{"report.", "report"},
}

// Class returns the kind of an item of the message class: message, meeting,
// appointment, contact, task, note, distribution-list, post or report. What is
// not known is a message.
func Class(class string) string {
	class = strings.ToLower(class)
	for _, c := range classes {
		rest, ok := strings.CutPrefix(class, c.start)
		if ok && (rest == "" || rest[0] == '.' || strings.HasSuffix(c.start, ".") || c.kind == "task") {
			return c.kind
		}
	}
	return "message"
}
