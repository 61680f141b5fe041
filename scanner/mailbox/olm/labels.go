package olm

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"exposed/scanner/mailbox/outlook"
)

// A label is a value with the words that Outlook shows before it.
type label struct{ name, text string }

// contactForm are the values of contacts in the order of their form, but addresses.
var contactForm = []label{
	{"OPFContactCopyDisplayName", "Full Name"},
	{"OPFContactCopyTitle", "Title"},
	{"OPFContactCopyFirstName", "First Name"},
	{"OPFContactCopyMiddleName", "Middle Name"},
	{"OPFContactCopyLastName", "Last Name"},
	{"OPFContactCopySetNameSuffix", "Suffix"},
	{"OPFContactCopyNickName", "Nickname"},
	{"OPFContactCopyBusinessCompany", "Company"},
	{"OPFContactCopyBusinessTitle", "Job Title"},
	{"OPFContactCopyBusinessDepartment", "Department"},
	{"OPFContactCopyBusinessOffice", "Office"},
	{"OPFContactCopySpousesName", "Spouse/Partner"},
	{"OPFContactCopyChildren", "Children"},
	{"OPFContactCopyBirthday", "Birthday"},
	{"OPFContactCopyAnniversary", "Anniversary"},
	{"OPFContactCopyInterests", "Hobbies"},
	{"OPFContactCopyBusinessPhone", "Business Phone"},
	{"OPFContactCopyBusinessPhone2", "Business Phone 2"},
	{"OPFContactCopyHomePhone", "Home Phone"},
	{"OPFContactCopyHomePhone2", "Home Phone 2"},
	{"OPFContactCopyCellPhone", "Mobile Phone"},
	{"OPFContactCopyPrimaryPhone", "Primary Phone"},
	{"OPFContactCopyOtherPhone", "Other Phone"},
	{"OPFContactCopyAssistantPhone", "Assistant's Phone"},
	{"OPFContactMainPhone", "Company Main Phone"},
	{"OPFContactCopyPager", "Pager"},
	{"OPFContactCopyRadioPhone", "Radio Phone"},
	{"OPFContactCopyBusinessFax", "Business Fax"},
	{"OPFContactCopyHomeFax", "Home Fax"},
	{"OPFContactCopyOtherFax", "Other Fax"},
	{"OPFContactCopyBusinessHomePage", "Web Page"},
	{"OPFContactCopyHomeWebPage", "Personal Web Page"},
	{"OPFContactCopyCustom1Data", "User Field 1"},
	{"OPFContactCopyCustom2Data", "User Field 2"},
	{"OPFContactCopyCustom3Data", "User Field 3"},
	{"OPFContactCopyCustom4Data", "User Field 4"},
}

var taskForm = []label{
	{"OPFTaskCopyStartDateTime", "Start Date"},
	{"OPFTaskCopyStartDate", "Start Date"},
	{"OPFTaskCopyDueDateTime", "Due Date"},
	{"OPFTaskCopyDueDate", "Due Date"},
	{"OPFTaskCopyCompletedDateTime", "Date Completed"},
}

var appointmentForm = []label{
	{"OPFCalendarEventCopyLocation", "Location"},
	{"OPFCalendarEventCopyStartTime", "Start"},
	{"OPFCalendarEventCopyEndTime", "End"},
	{"OPFCalendarEventCopyStartTimeZone", "Time Zone"},
}

// labelled adds the lines of a form.
func (f *form) labelled(labels []label) {
	for _, l := range labels {
		f.line(l.text, shown(l.name, f.take(l.name)))
	}
}

// shown returns the value of that name as forms show it.
func shown(name, s string) string {
	t, ok := parseTime(s)
	switch {
	case len(s) < len("2006-01-02T15:04") || t.IsZero():
		return s
	case !ok:
		return ""
	case strings.HasSuffix(name, "Birthday"), strings.HasSuffix(name, "Anniversary"):
		return t.Add(12 * time.Hour).Format(time.DateOnly) // midnight where it was written
	}
	return outlook.Moment(t)
}

// contact makes a contact.
func (f *form) contact() {
	name := f.peek("OPFContactCopyDisplayName")
	if name == "" {
		name = strings.TrimSpace(f.peek("OPFContactCopyFirstName") + " " + f.peek("OPFContactCopyLastName"))
	}
	f.field("Subject", name)
	f.labelled(contactForm)
	var emails, talks []string
	for _, s := range []string{"OPFContactCopyEmailAddressList", "OPFContactCopyEmailAddressList1", "OPFContactCopyEmailAddressList2", "OPFContactCopyDefaultEmailAddress"} {
		emails = append(emails, f.people(s)...)
	}
	for _, s := range []string{"OPFContactCopyIMAddressList", "OPFContactCopyDefaultIMAddress"} {
		talks = append(talks, f.people(s)...)
	}
	f.numbered("E-mail", emails)
	f.numbered("IM Address", talks)
	for _, place := range []string{"Business", "Home", "Other"} {
		at := func(part string) string { return f.take("OPFContactCopy" + place + part) }
		f.line(place+" Address", outlook.Postal(at("StreetAddress"), at("POBox"), at("City"), at("State"), at("Zip"), at("Country")))
	}
	f.body("OPFContactCopyNotesPlain", "OPFContactCopyNotes")
	f.picture()
}

// peek returns the text of the first value of that name and leaves it.
func (f *form) peek(name string) string {
	for i := range f.values {
		if v := &f.values[i]; v.name == name {
			return strings.TrimSpace(f.p.chars(v.text))
		}
	}
	return ""
}

// numbered adds a line for each of the list that is not among those before it.
func (f *form) numbered(text string, list []string) {
	n := 0
	for i, s := range list {
		if slices.Contains(list[max(0, i-fewPeople):i], s) {
			continue
		}
		if n++; n == 1 {
			f.line(text, s)
		} else {
			f.line(text+" "+strconv.Itoa(n), s)
		}
	}
}

// picture takes the picture of a contact: the path of a file, or its bytes in
// base64. A flag is neither.
func (f *form) picture() {
	for _, name := range []string{"OPFContactAddPicture", "OPFContactCopyContactImage"} {
		s := f.take(name)
		const flag = 64 // bytes; a picture has more
		switch {
		case strings.Contains(s, "com.microsoft."):
			f.item.Attachments = append(f.item.Attachments, Attachment{URL: s})
		case len(s) > flag:
			f.item.Attachments = append(f.item.Attachments, Attachment{Name: "picture", Data: inline([]byte(s))})
		}
	}
	f.take("OPFContactAddPictureType")
}

// group makes a distribution list.
func (f *form) group() {
	name := f.take("OPFGroupCopyDisplayName")
	f.field("Subject", name)
	f.line("Name", name)
	for _, s := range f.people("OPFGroupCopyMemberList") {
		f.line("Member", s)
	}
	f.body("OPFGroupCopyNotesPlain", "OPFGroupCopyNotes")
}

// appointment makes an appointment. Its attendees are receivers: those required,
// those that may come (2), and resources (3).
func (f *form) appointment() {
	organizer := f.take("OPFCalendarEventCopyOrganizer")
	f.field("From", organizer)
	lists := [3][]string{}
	for i := range f.values {
		v := &f.values[i]
		s := outlook.Mailbox(v.attr("OPFCalendarAttendeeName"), v.attr("OPFCalendarAttendeeAddress"))
		if s == "" {
			continue
		}
		v.used = true
		kind, _ := strconv.ParseFloat(v.attr("OPFCalendarAttendeeType"), 64)
		k := 0
		if kind == 2 || kind == 3 {
			k = int(kind) - 1
		}
		lists[k] = append(lists[k], s)
	}
	for i, name := range []string{"To", "Cc", "Bcc"} {
		f.field(name, strings.Join(lists[i], ", "))
	}
	f.field("Subject", f.take("OPFCalendarEventCopySummary"))
	f.labelled(appointmentForm)
	f.line("Organizer", organizer)
	f.body("OPFCalendarEventCopyDescriptionPlain", "OPFCalendarEventCopyDescription")
}

// categories adds the names of the categories of the item.
func (f *form) categories() {
	var list []string
	for i := range f.values {
		v := &f.values[i]
		s := v.attr("OPFCategoryCopyName")
		if v.name == "OPFCategoryCopyName" {
			s = f.p.chars(v.text)
		}
		if s = outlook.OneLine(s); s == "" {
			continue
		}
		v.used = true
		if !slices.Contains(list[max(0, len(list)-fewPeople):], s) {
			list = append(list, s)
		}
	}
	f.field("Keywords", strings.Join(list, ", "))
}

// rest adds a line for each value that no form has, unless a machine made it for
// machines: what is told of a person is not lost because its name is not known.
func (f *form) rest() {
	for i := range f.values {
		v := &f.values[i]
		if v.used || v.up != i || f.machine(v) {
			continue
		}
		text := labelOf(v.name)
		f.line(text, shown(v.name, strings.TrimSpace(f.p.chars(v.text))))
		if s := v.attr("OPFContactEmailAddressAddress"); s != "" {
			f.line("E-mail", outlook.Mailbox(v.attr("OPFContactEmailAddressName"), s))
			continue
		}
		for _, a := range v.attrs {
			if !machines[a.Name] && !isFlag(a.Name) {
				f.line(labelOf(a.Name), outlook.OneLine(a.Value))
			}
		}
	}
}

// machines are values that are no one's: identifiers, colours, and when something
// was changed or reminded of.
var machines = map[string]bool{
	"OPFCategoryCopyBackgroundColor": true, "OPFContactExchangeID": true, "InvitationsHaveBeenSent": true, "ExchangeServerLastModifiedTime": true,
	"OPFMessageCopyModDate": true, "OPFContactCopyModDate": true, "OPFCalendarEventCopyModDate": true, "OPFTaskCopyModDate": true, "OPFNoteCopyModDate": true, "OPFGroupCopyModDate": true,
	"OPFMessageCopyThreadIndex": true, "OPFMessageCopyExchangeConversationId": true, "OPFMessageCopyLocalThreadGUID": true, "OPFMessageCopyReminderDateTime": true,
	"OPFCalendarEventCopyUUID": true, "OPFCalendarEventCopyRecurrenceId": true, "OPFCalendarEventCopySnoozeTime": true, "OPFCalendarEventCopyDismissTime": true,
	"OPFCalendarEventCopyReminderDelta": true, "OPFCalendarEventCopyReminderTime": true, "OPFCalendarEventCopyOriginalReminderTime": true, "OPFCalendarEventCopyTravelTime": true,
	"OPFCalendarEventCopyEndTimeZone": true, "OPFCalendarEventCopyFreeBusyStatus": true, "OPFTaskCopyUUID": true, "OPFTaskCopyReminderTime": true, "OPFContactType": true,
	"OPFContactEmailAddressType": true, "OPFContactEmailAddressIsDefault": true,
}

// machine reports whether v is nothing that a person wrote or is told.
func (f *form) machine(v *value) bool {
	switch {
	case strings.HasPrefix(v.name, "OPFRecurrence"), strings.HasPrefix(v.in, "OPFRecurrence"):
		return true // how an event repeats
	case strings.HasPrefix(v.name, "ExchangeExtracted"):
		return f.item.Plain != "" || f.item.HTML != "" // what a server took out of the body
	}
	return machines[v.name] || isFlag(v.name)
}

// isFlag reports whether the name is one of a state: OPFMessageGetIsRead and such.
func isFlag(name string) bool {
	rest := stem(name)
	if rest == name {
		return false
	}
	rest = strings.TrimPrefix(rest, "Copy")
	for _, s := range []string{"Get", "Is", "Can", "Allow", "Suppress", "SetIs"} {
		if after, ok := strings.CutPrefix(rest, s); ok && after != "" && unicode.IsUpper(rune(after[0])) {
			return true
		}
	}
	return false
}

// stem returns the name less what it is a value of.
func stem(name string) string {
	rest, ok := strings.CutPrefix(name, "OPF")
	if !ok {
		return name
	}
	for _, s := range []string{"Message", "ContactEmailAddress", "Contact", "CalendarEvent", "CalendarAttendee", "Calendar", "Task", "Note", "Group", "Category", "Attachment"} {
		if after, ok := strings.CutPrefix(rest, s); ok && after != "" && unicode.IsUpper(rune(after[0])) {
			return after
		}
	}
	return rest
}

// labelOf makes a label of the name of a value: "Custom Phone 1" of OPFContactCopyCustomPhone1.
func labelOf(name string) string {
	const longest = 100
	name = strings.ToValidUTF8(strings.TrimPrefix(stem(name), "Copy"), "")
	name = strings.ToValidUTF8(name[:min(len(name), longest)], "")
	var b strings.Builder
	var last rune
	for _, c := range name {
		if last != 0 && (unicode.IsUpper(c) && !unicode.IsUpper(last) || unicode.IsDigit(c) && !unicode.IsDigit(last)) {
			b.WriteByte(' ')
		}
		b.WriteRune(c)
		last = c
	}
	return outlook.OneLine(b.String())
}
