package outlook

import (
	"encoding/binary"
	"strings"
	"time"

	"exposed/scanner/mailbox/mapi"
)

var le = binary.LittleEndian

// A label is a field of a form: a property by its identifier or name, and the
// words that Outlook shows before it.
type label struct {
	text string
	id   uint16
	name mapi.Name
	show func(v *view, p *mapi.Property) string // nil: as its type says
}

func tagged(text string, id uint16) label { return label{text: text, id: id} }

func named(text string, set mapi.GUID, id uint32) label {
	return label{text: text, name: mapi.Name{Set: set, ID: id}}
}

// as returns the label with a way of its own to show the value.
func (l label) as(show func(*view, *mapi.Property) string) label {
	l.show = show
	return l
}

func (v *view) label(l label) {
	p := v.ps.Get(l.id)
	if l.id == 0 {
		p = v.ps.Named(l.name)
	}
	switch {
	case p == nil:
	case l.show != nil:
		v.line(l.text, l.show(v, p))
	default:
		v.line(l.text, v.value(p))
	}
}

// forms are the fields of the kinds of items, in the order of their forms.
var forms = map[string][]label{
	"contact":     contactForm,
	"appointment": appointmentForm,
	"meeting":     appointmentForm,
	"task": {
		named("Start Date", mapi.PSETIDTask, 0x8104),
		named("Due Date", mapi.PSETIDTask, 0x8105),
		named("Status", mapi.PSETIDTask, 0x8101).as(oneOf("Not Started", "In Progress", "Completed", "Waiting on someone else", "Deferred")),
		named("% Complete", mapi.PSETIDTask, 0x8102).as(func(_ *view, p *mapi.Property) string { return percent(mapi.Float(p.Tag.Type(), p.Value)) }),
		named("Date Completed", mapi.PSETIDTask, 0x810f),
		named("Owner", mapi.PSETIDTask, 0x811f),
		named("Requested By", mapi.PSETIDTask, 0x8121),
	},
	"note": {
		named("Entry Type", mapi.PSETIDLog, 0x8700),
		named("Start Time", mapi.PSETIDLog, 0x8706),
		named("End Time", mapi.PSETIDLog, 0x8708),
		named("Activity", mapi.PSETIDLog, 0x8712),
	},
	"report": {
		tagged("Report", 0x1001),
		tagged("Original Subject", 0x0049),
		tagged("Original Sender", 0x005a),
		tagged("Original Sender Address", 0x0067),
		tagged("Original Sent", 0x004e),
		tagged("Original To", 0x0074),
		tagged("Original Cc", 0x0073),
		tagged("Original Bcc", 0x0072),
		tagged("Supplementary Info", 0x0c1b),
	},
}

// common are the fields of all kinds.
var common = []label{
	named("Companies", mapi.PSETIDCommon, 0x8539),
	named("Contacts", mapi.PSETIDCommon, 0x853a),
	named("Billing Information", mapi.PSETIDCommon, 0x8535),
	named("Mileage", mapi.PSETIDCommon, 0x8534),
	named("Follow Up Flag", mapi.PSETIDCommon, 0x8530),
}

var appointmentForm = []label{
	named("Location", mapi.PSETIDAppointment, 0x8208),
	named("Start", mapi.PSETIDAppointment, 0x820d),
	named("End", mapi.PSETIDAppointment, 0x820e),
	named("Recurrence", mapi.PSETIDAppointment, 0x8232),
	named("Time Zone", mapi.PSETIDAppointment, 0x8234),
	named("Attendees", mapi.PSETIDAppointment, 0x8238),
	named("Required Attendees", mapi.PSETIDAppointment, 0x823b),
	named("Optional Attendees", mapi.PSETIDAppointment, 0x823c),
	named("Organizer", mapi.PSETIDAppointment, 0x822e),
	named("Proposed Start", mapi.PSETIDAppointment, 0x8250),
	named("Proposed End", mapi.PSETIDAppointment, 0x8251),
	named("Meeting Workspace", mapi.PSETIDAppointment, 0x8209),
	named("Resources", mapi.PSETIDAppointment, 0x8218).as(onlyText),
}

// onlyText shows strings.
func onlyText(v *view, p *mapi.Property) string {
	if t := p.Tag.Type(); t != mapi.TypeString && t != mapi.TypeString8 {
		return ""
	}
	return v.value(p)
}

// oneOf shows the word of a number.
func oneOf(words ...string) func(*view, *mapi.Property) string {
	return func(_ *view, p *mapi.Property) string {
		if n := mapi.Int(p.Tag.Type(), p.Value); n >= 0 && n < int64(len(words)) {
			return words[n]
		}
		return ""
	}
}

// day shows the date of a time that is some hours off midnight, as the time zone
// of who wrote it makes it (MS-OXOCNTC 2.2.1.5.1).
func day(_ *view, p *mapi.Property) string {
	t := mapi.Time(p.Value)
	if p.Tag.Type() != mapi.TypeTime || t.IsZero() || t.Year() >= 4500 {
		return ""
	}
	return t.Add(12 * time.Hour).Format("2006-01-02")
}

// contactForm are the fields of a contact but its addresses (MS-OXOCNTC 2.2.1).
var contactForm = []label{
	tagged("Full Name", mapi.DisplayName),
	tagged("Title", 0x3a45),
	tagged("First Name", 0x3a06),
	tagged("Middle Name", 0x3a44),
	tagged("Last Name", 0x3a11),
	tagged("Suffix", 0x3a05),
	tagged("Initials", 0x3a0a),
	tagged("Nickname", 0x3a4f),
	named("File As", mapi.PSETIDAddress, 0x8005),
	named("Yomi First Name", mapi.PSETIDAddress, 0x802c),
	named("Yomi Last Name", mapi.PSETIDAddress, 0x802d),
	named("Yomi Company", mapi.PSETIDAddress, 0x802e),
	tagged("Company", 0x3a16),
	tagged("Job Title", 0x3a17),
	tagged("Department", 0x3a18),
	tagged("Office", 0x3a19),
	tagged("Profession", 0x3a46),
	tagged("Manager's Name", 0x3a4e),
	tagged("Assistant's Name", 0x3a30),
	tagged("Spouse/Partner", 0x3a48),
	tagged("Children", 0x3a58),
	tagged("Birthday", 0x3a42).as(day),
	tagged("Anniversary", 0x3a41).as(day),
	tagged("Gender", 0x3a4d).as(oneOf("", "Female", "Male")),
	tagged("Hobbies", 0x3a43),
	tagged("Language", 0x3a0c),
	tagged("Location", 0x3a0d),
	tagged("Referred By", 0x3a47),
	tagged("Account", 0x3a00),
	tagged("Customer ID", 0x3a4a),
	tagged("Government ID Number", 0x3a07),
	tagged("Organizational ID Number", 0x3a10),
	tagged("Computer Network Name", 0x3a49),
	tagged("FTP Site", 0x3a4c),
	tagged("Business Phone", 0x3a08),
	tagged("Business Phone 2", 0x3a1b),
	tagged("Home Phone", 0x3a09),
	tagged("Home Phone 2", 0x3a2f),
	tagged("Mobile Phone", 0x3a1c),
	tagged("Primary Phone", 0x3a1a),
	tagged("Other Phone", 0x3a1f),
	tagged("Assistant's Phone", 0x3a2e),
	tagged("Callback", 0x3a02),
	tagged("Car Phone", 0x3a1e),
	tagged("Company Main Phone", 0x3a57),
	tagged("ISDN", 0x3a2d),
	tagged("Pager", 0x3a21),
	tagged("Radio Phone", 0x3a1d),
	tagged("Telex", 0x3a2c),
	tagged("TTY/TDD Phone", 0x3a4b),
	tagged("Business Fax", 0x3a24),
	tagged("Home Fax", 0x3a25),
	tagged("Other Fax", 0x3a23),
	named("IM Address", mapi.PSETIDAddress, 0x8062),
	tagged("Web Page", 0x3a51),
	tagged("Personal Web Page", 0x3a50),
	named("Web Page", mapi.PSETIDAddress, 0x802b),
	named("Internet Free-Busy Address", mapi.PSETIDAddress, 0x80d8),
	named("User Field 1", mapi.PSETIDAddress, 0x804f),
	named("User Field 2", mapi.PSETIDAddress, 0x8050),
	named("User Field 3", mapi.PSETIDAddress, 0x8051),
	named("User Field 4", mapi.PSETIDAddress, 0x8052),
}

// contact adds the e-mail and postal addresses of a contact (MS-OXOCNTC 2.2.1.2, 2.2.1.3).
func (v *view) contact() {
	for i, text := range []string{"E-mail", "E-mail 2", "E-mail 3"} {
		at := func(n int) string {
			return v.value(v.ps.Named(mapi.Name{Set: mapi.PSETIDAddress, ID: uint32(0x8080 + 0x10*i + n)}))
		}
		name, kind, address, original := at(0), at(2), at(3), at(4)
		if !isSMTP(kind, address) && strings.Contains(original, "@") {
			kind, address = "SMTP", original
		}
		v.line(text, mailbox(name, kind, address, ""))
	}
	tag := func(id uint16) string { return v.text(id) }
	lid := func(id uint16) string { return v.value(v.ps.Named(mapi.Name{Set: mapi.PSETIDAddress, ID: uint32(id)})) }
	mailing := v.address(tag, 0x3a29, 0x3a2b, 0x3a27, 0x3a28, 0x3a2a, 0x3a26, tag(0x3a15))
	known := false
	for _, a := range []struct{ text, block string }{
		{"Business Address", v.address(lid, 0x8045, 0x804a, 0x8046, 0x8047, 0x8048, 0x8049, lid(0x801b))},
		{"Home Address", v.address(tag, 0x3a5d, 0x3a5e, 0x3a59, 0x3a5c, 0x3a5b, 0x3a5a, lid(0x801a))},
		{"Other Address", v.address(tag, 0x3a63, 0x3a64, 0x3a5f, 0x3a62, 0x3a61, 0x3a60, lid(0x801c))},
	} {
		known = known || a.block == mailing
		v.line(a.text, a.block)
	}
	if !known {
		v.line("Mailing Address", mailing)
	}
}

// address returns a postal address: out of its parts as it is written in a
// letter, or else as a whole.
func (v *view) address(get func(uint16) string, street, box, city, state, zip, country uint16, whole string) string {
	if s := Postal(get(street), get(box), get(city), get(state), get(zip), get(country)); s != "" {
		return s
	}
	return strings.ReplaceAll(whole, "\r\n", "\n")
}
