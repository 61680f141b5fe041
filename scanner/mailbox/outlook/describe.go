package outlook

import (
	"net/textproto"
	"strconv"
	"strings"
	"time"

	"exposed/scanner/mailbox/mapi"
)

// A Field is a field of a header, or a line of a form, in UTF-8.
type Field struct {
	Name  string
	Value string
}

// Describe returns what a person sees of the item in Outlook besides its body:
// fields of a header as those of mail (RFC 5322), less those that the header it came
// with has, and the other fields of its form as lines "Label: value".
func Describe(o mapi.Object) (header []Field, body string) {
	v := &view{o: o, ps: o.Properties(), page: o.Codepage(), has: map[string]bool{}}
	if s, _ := o.Headers(); s != "" {
		v.headers(s)
	}
	kind := Class(v.text(mapi.MessageClass))
	v.mail(kind)
	if kind == "distribution-list" {
		v.members()
	}
	for _, label := range forms[kind] {
		v.label(label)
	}
	switch kind {
	case "contact":
		v.contact()
	case "appointment", "meeting":
		v.line("Organizer", v.organizer)
	}
	for _, label := range common {
		v.label(label)
	}
	v.own()
	return v.fields, v.lines.String()
}

// A view collects what is seen of an item.
type view struct {
	o      mapi.Object
	ps     mapi.Properties
	page   int
	has    map[string]bool // fields of the header that it came with, in their canonical form
	fields []Field
	lines  strings.Builder

	organizer string // by the table of recipients
}

// headers notes the names of the fields in the header s.
func (v *view) headers(s string) {
	for line := range strings.Lines(s) {
		name, _, ok := strings.Cut(line, ":")
		if ok && name != "" && !strings.ContainsAny(name, " \t") {
			v.has[textproto.CanonicalMIMEHeaderKey(name)] = true
		}
	}
}

// field adds a field to the header, if it has a value and the header that the
// item came with lacks it.
func (v *view) field(name, value string) {
	if value = oneLine(value); value != "" && !v.has[textproto.CanonicalMIMEHeaderKey(name)] {
		v.fields = append(v.fields, Field{name, value})
	}
}

// line adds a line, if it has a value.
func (v *view) line(label, value string) { Line(&v.lines, label, value) }

// oneLine returns s with a blank for each run of white space and control characters.
func oneLine(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r <= ' ' || r == 0x7f }), " ")
}

func (v *view) text(id uint16) string { return Text(v.ps, id, v.page) }

// value returns the property as text, a time in UTC.
func (v *view) value(p *mapi.Property) string {
	if p == nil {
		return ""
	}
	if p.Tag.Type() == mapi.TypeTime {
		return moment(mapi.Time(p.Value))
	}
	return mapi.Text(p.Tag.Type(), p.Value, v.page)
}

// moment returns the time as it is shown. The year 4501 stands for no date (MS-OXOCAL 2.2.1).
func moment(t time.Time) string {
	switch {
	case t.IsZero() || t.Year() >= 4500:
		return ""
	case t.Hour() == 0 && t.Minute() == 0 && t.Second() == 0:
		return t.Format("2006-01-02")
	}
	return t.Format("2006-01-02 15:04 UTC")
}

// mail adds the fields that mail has.
func (v *view) mail(kind string) {
	from, sender := v.sender(representing), v.sender(sending)
	if from == "" {
		from, sender = sender, ""
	}
	v.field("From", from)
	if sender != from {
		v.field("Sender", sender)
	}
	v.field("Reply-To", v.replies())
	v.recipients()
	v.field("Subject", Subject(v.text(mapi.Subject)))
	for _, id := range []uint16{mapi.ClientSubmitTime, mapi.MessageDeliveryTime} {
		if t := v.o.Time(id); !t.IsZero() && t.Year() < 4500 {
			v.field("Date", t.Format(time.RFC1123Z))
			break
		}
	}
	if kind != "contact" && kind != "distribution-list" {
		v.field("Message-ID", v.text(mapi.InternetMessageID))
		v.field("In-Reply-To", v.text(0x1042))
		v.field("References", v.text(0x1039))
	}
	v.field("Keywords", strings.ReplaceAll(v.value(v.ps.Named(mapi.Keywords)), "; ", ", "))
}

// An origin is the set of properties that name who sent an item (MS-OXOMSG 2.2.1).
type origin struct{ name, kind, address, smtp, entry uint16 }

var (
	representing = origin{mapi.SentRepresentingName, mapi.SentRepresentingType, mapi.SentRepresentingEmail, 0x5d02, 0x0041}
	sending      = origin{mapi.SenderName, mapi.SenderAddressType, mapi.SenderEmailAddress, mapi.SenderSMTPAddress, 0x0c19}
)

// sender returns the name and the address of who sent the item, "" if nobody is told.
func (v *view) sender(s origin) string {
	name, kind, address := v.text(s.name), v.text(s.kind), v.text(s.address)
	smtp := v.text(s.smtp)
	if p := v.ps.Get(s.entry); smtp == "" && p != nil {
		if _, kind, address, ok := mapi.OneOff(p.Value, v.page); ok && isSMTP(kind, address) {
			smtp = address
		}
	}
	if smtp == "" && !isSMTP(kind, address) && address != "" {
		for _, r := range v.o.Recipients() {
			if strings.EqualFold(r.Address, address) && r.SMTP != "" {
				smtp = r.SMTP
				break
			}
		}
	}
	const creator, creatorAddress = 0x3ff8, 0x5d0a // who made an item is told apart from who sent it
	if smtp == "" && !isSMTP(kind, address) && name != "" && v.text(creator) == name {
		smtp = v.text(creatorAddress)
	}
	return mailbox(name, kind, address, smtp)
}

// isSMTP reports whether the address is one of Internet mail.
func isSMTP(kind, address string) bool {
	return strings.EqualFold(kind, "SMTP") || !strings.EqualFold(kind, "EX") && strings.Contains(address, "@")
}

// mailbox returns a name and the address of Internet mail, where one is known,
// as header fields have them.
func mailbox(name, kind, address, smtp string) string {
	if smtp == "" && isSMTP(kind, address) {
		smtp = address
	}
	name, smtp = oneLine(name), oneLine(smtp)
	name = strings.Trim(name, "'") // QUIRK: Outlook puts addresses that are not of its address book in quotes
	switch {
	case smtp == "" || name == "" || strings.EqualFold(name, smtp):
		if smtp == "" {
			return quote(name)
		}
		return smtp
	}
	return quote(name) + " <" + smtp + ">"
}

// quote returns the name as a phrase (RFC 5322, section 3.2.5).
func quote(name string) string {
	if !strings.ContainsAny(name, `()<>[]:;@\,."`) {
		return name
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(name) + `"`
}

// recipients adds To, Cc and Bcc: of the table, or else what is displayed.
func (v *view) recipients() {
	var lists [4][]string
	for _, r := range v.o.Recipients() {
		const kinds = 0x0f // without the flags of resent ones
		if s := mailbox(r.Name, r.Type, r.Address, r.SMTP); s != "" && r.Kind&kinds < 4 {
			lists[r.Kind&kinds] = append(lists[r.Kind&kinds], s)
		}
	}
	v.organizer = strings.Join(lists[0], ", ")
	for i, f := range []struct {
		name  string
		shown uint16
	}{1: {"To", mapi.DisplayTo}, 2: {"Cc", mapi.DisplayCc}, 3: {"Bcc", mapi.DisplayBcc}} {
		switch {
		case f.name == "":
		case len(lists[i]) > 0:
			v.field(f.name, strings.Join(lists[i], ", "))
		default:
			v.field(f.name, displayed(v.text(f.shown)))
		}
	}
}

// displayed returns the names of a list with semicolons as header fields have them.
func displayed(s string) string {
	var list []string
	for name := range strings.SplitSeq(s, ";") {
		if name = strings.Trim(oneLine(name), "'"); strings.Contains(name, "@") && !strings.Contains(name, " ") {
			list = append(list, name)
		} else if name != "" {
			list = append(list, quote(name))
		}
	}
	return strings.Join(list, ", ")
}

// replies returns whom replies go to: a list of entry identifiers (MS-OXCDATA 2.3.3), or else the names.
func (v *view) replies() string {
	p := v.ps.Get(0x004f)
	if p == nil || len(p.Value) < 8 {
		return displayed(v.text(0x0050))
	}
	var list []string
	for b := p.Value[8:]; len(b) >= 4; {
		n := int64(le.Uint32(b))
		b = b[4:]
		n = min(n, int64(len(b)))
		if name, kind, address, ok := mapi.OneOff(b[:n], v.page); ok {
			list = append(list, mailbox(name, kind, address, ""))
		}
		b = b[min((n+3)&^3, int64(len(b))):]
	}
	if len(list) == 0 {
		return displayed(v.text(0x0050))
	}
	return strings.Join(list, ", ")
}

// members adds the members of a distribution list (MS-OXOCNTC 2.2.2.2).
func (v *view) members() {
	p := v.ps.Named(mapi.OneOffMembers)
	if p == nil {
		p = v.ps.Named(mapi.DistributionMembers)
	}
	v.line("Name", first(v.value(v.ps.Named(mapi.Name{Set: mapi.PSETIDAddress, ID: 0x8053})), v.text(mapi.DisplayName)))
	if p == nil {
		return
	}
	for _, b := range mapi.Values(p.Tag.Type(), p.Value) {
		const wrapper = 21 // bytes before an entry identifier that is wrapped (MS-OXOCNTC 2.2.2.2.1)
		name, kind, address, ok := mapi.OneOff(b, v.page)
		if !ok && len(b) > wrapper {
			name, kind, address, ok = mapi.OneOff(b[wrapper:], v.page)
		}
		if ok {
			v.line("Member", mailbox(name, kind, address, ""))
		}
	}
}

func first(list ...string) string {
	for _, s := range list {
		if s != "" {
			return s
		}
	}
	return ""
}

// own adds the fields that a user gave the form: named properties with a name of their own.
func (v *view) own() {
	for i := range v.ps {
		p := &v.ps[i]
		if p.Name == nil || p.Name.Set != mapi.PSPublicStrings || p.Name.Text == "" || *p.Name == mapi.Keywords {
			continue
		}
		if name := p.Name.Text; !strings.ContainsAny(name, ":/") && !strings.HasPrefix(strings.ToLower(name), "x-") {
			v.line(oneLine(name), v.value(p))
		}
	}
}

// percent returns a share of one as it is shown.
func percent(f float64) string {
	if !(f > 0 && f <= 1) {
		return ""
	}
	return strconv.Itoa(int(f*100+0.5)) + "%"
}
