package olm

import (
	"encoding/base64"
	"slices"
	"strconv"
	"strings"
	"time"

	"exposed/scanner/document"
	"exposed/scanner/mailbox/outlook"
)

// A form makes an item of its values.
type form struct {
	p      *parser
	values []value
	item   Item
	lines  strings.Builder
}

// read makes the item.
func (f *form) read() {
	switch f.item.Kind {
	case "message":
		f.message()
	case "contact":
		f.contact()
	case "distribution-list":
		f.group()
	case "appointment":
		f.appointment()
	case "task":
		f.field("Subject", f.take("OPFTaskCopyName"))
		f.body("OPFTaskCopyNotePlain", "OPFTaskCopyNote")
		f.labelled(taskForm)
	case "note":
		f.field("Subject", f.take("OPFNoteCopyTitle"))
		f.body("OPFNoteCopyText", "")
	}
	f.categories()
	f.attachments()
	f.rest()
	f.item.Body = f.lines.String()
}

func (f *form) problem(reason, detail string) {
	f.item.Problems = append(f.item.Problems, document.Problem{Reason: reason, Detail: detail})
}

// field adds a field to the header, if it has a value.
func (f *form) field(name, value string) {
	if value = outlook.OneLine(value); value != "" {
		f.item.Header = append(f.item.Header, outlook.Field{Name: name, Value: value})
	}
}

// line adds a line of the form, if it has a value.
func (f *form) line(label, value string) { outlook.Line(&f.lines, label, value) }

// raw returns the text of the first value of that name, which is used by that.
func (f *form) raw(name string) string {
	for i := range f.values {
		if v := &f.values[i]; v.name == name && !v.used {
			v.used = true
			return f.p.chars(v.text)
		}
	}
	return ""
}

// take is raw without the blanks around it.
func (f *form) take(name string) string { return strings.TrimSpace(f.raw(name)) }

// attr returns the attribute of that name, or "".
func (v *value) attr(name string) string {
	for _, a := range v.attrs {
		if a.Name == name {
			return a.Value
		}
	}
	return ""
}

// people returns the addresses in the element of that name.
func (f *form) people(name string) []string {
	var list []string
	for i := range f.values {
		v := &f.values[i]
		if v.used || v.in != name && v.name != name {
			continue
		}
		v.used = true
		s := outlook.Mailbox(v.attr("OPFContactEmailAddressName"), v.attr("OPFContactEmailAddressAddress"))
		for _, s := range []string{s, outlook.OneLine(f.p.chars(v.text))} {
			if s != "" && !slices.Contains(list[max(0, len(list)-fewPeople):], s) {
				list = append(list, s)
			}
		}
	}
	return list
}

// fewPeople is how many addresses of a list one is compared with.
const fewPeople = 100

// message makes a message or a meeting.
func (f *form) message() {
	if isTrue(f.take("OPFMessageIsMeeting")) || isTrue(f.take("OPFMessageIsCalendarMessage")) {
		f.item.Kind = "meeting"
	}
	from, sender := f.addresses("OPFMessageCopyFromAddresses"), f.addresses("OPFMessageCopySenderAddress")
	if from == "" {
		from, sender = sender, ""
	}
	f.field("From", from)
	if sender != from {
		f.field("Sender", sender)
	}
	f.field("Reply-To", f.addresses("OPFMessageCopyReplyToAddresses"))
	to, shown := f.addresses("OPFMessageCopyToAddresses"), f.take("OPFMessageCopyDisplayTo")
	if to == "" {
		to = strings.ReplaceAll(shown, ";", ",")
	}
	f.field("To", to)
	f.field("Cc", f.addresses("OPFMessageCopyCCAddresses"))
	f.field("Bcc", f.addresses("OPFMessageCopyBCCAddresses"))
	subject, topic := f.take("OPFMessageCopySubject"), f.take("OPFMessageCopyThreadTopic")
	f.field("Subject", subject)
	if !strings.Contains(subject, topic) {
		f.line("Thread Topic", topic)
	}
	f.sent()
	f.item.MessageID = f.take("OPFMessageCopyMessageID")
	f.field("Message-ID", f.item.MessageID)
	f.field("In-Reply-To", f.take("OPFMessageCopyInReplyTo"))
	f.field("References", f.take("OPFMessageCopyReferences"))
	f.source(f.raw("OPFMessageCopySource"))
	f.body("OPFMessageCopyBody", "OPFMessageCopyHTMLBody")
	if preview := f.raw("OPFMessageCopyPreview"); f.item.Plain == "" && f.item.HTML == "" {
		f.item.Plain = preview
	}
	f.meeting(f.take("OPFMessageCopyMeetingData"))
}

func (f *form) addresses(name string) string { return strings.Join(f.people(name), ", ") }

// sent sets when the message was sent, or else received.
func (f *form) sent() {
	for _, name := range []string{"OPFMessageCopySentTime", "OPFMessageCopyReceivedTime"} {
		s := f.take(name)
		t, ok := parseTime(s)
		switch {
		case !ok:
			f.line(labelOf(name), s)
		case f.item.Sent.IsZero():
			f.item.Sent = t
			f.field("Date", t.Format(time.RFC1123Z))
		}
	}
}

// layouts are how times are written. Those without a zone are in UTC.
var layouts = []string{"2006-01-02T15:04:05", time.RFC3339Nano, "2006-01-02T15:04", "2006-01-02 15:04:05", "2006-01-02 15:04:05 -0700", "2006-01-02", time.RFC1123Z}

// parseTime reports false of what is no time, or one that stands for none.
func parseTime(s string) (time.Time, bool) {
	for _, layout := range layouts {
		if t, err := time.Parse(layout, s); err == nil {
			return t.UTC(), outlook.Moment(t) != ""
		}
	}
	return time.Time{}, false
}

// isTrue reports whether s is a number that is not 0, or the word.
func isTrue(s string) bool {
	n, err := strconv.ParseFloat(s, 64) // QUIRK: Outlook 2011 writes 1 as 1E0
	return err == nil && n != 0 || strings.EqualFold(s, "true")
}

// source takes the header that a message came with. A source that has more than a
// header is a message of its own besides.
func (f *form) source(s string) {
	s = strings.TrimLeft(strings.ReplaceAll(s, "\r\n", "\n"), "\r\n")
	if !strings.Contains(s, "\n") {
		s = strings.ReplaceAll(s, "\r", "\n")
	}
	if s == "" {
		return
	}
	name, _, ok := strings.Cut(s, ":")
	if !ok || name == "" || strings.ContainsAny(name, " \t\n") && !strings.HasPrefix(s, "From ") {
		f.line("Source", s)
		return
	}
	header, rest, _ := strings.Cut(s, "\n\n")
	f.item.Source = header
	if strings.TrimSpace(rest) != "" {
		f.item.Attachments = append(f.item.Attachments, Attachment{Type: "message/rfc822", Data: []byte(s)})
	}
}

// body takes the body out of a plain value and one of HTML. Either may hold the
// other, and one in both is taken once.
func (f *form) body(plainName, htmlName string) {
	plain, html := f.raw(plainName), ""
	if htmlName != "" {
		html = f.raw(htmlName)
	}
	if html != "" && !isHTML(html) && htmlName != "OPFMessageCopyHTMLBody" {
		if plain == "" {
			plain = html
		}
		if strings.TrimSpace(plain) != strings.TrimSpace(html) {
			plain += "\n" + html
		}
		html = ""
	}
	if html == "" && isHTML(plain) {
		plain, html = "", plain
	}
	if strings.TrimSpace(plain) == strings.TrimSpace(html) {
		plain = ""
	}
	f.item.Plain, f.item.HTML = strings.ReplaceAll(plain, "\r\n", "\n"), html
}

// isHTML reports whether s is HTML and no plain text.
func isHTML(s string) bool {
	s = strings.TrimSpace(s)
	head := strings.ToLower(s[:min(len(s), len("<!doctype html"))])
	return strings.HasPrefix(head, "<html") || strings.HasPrefix(head, "<!doctype html") ||
		strings.HasPrefix(s, "<") && strings.Contains(s, "</") && strings.HasSuffix(s, ">")
}

// meeting takes the invitation of a meeting: the path of a file, or its text.
func (f *form) meeting(s string) {
	switch {
	case s == "":
	case strings.HasPrefix(s, "BEGIN:"):
		f.item.Attachments = append(f.item.Attachments, Attachment{Name: "meeting.ics", Type: "text/calendar", Data: []byte(s)})
	case strings.Contains(s, "/") && !strings.ContainsAny(s, "\r\n"):
		f.item.Attachments = append(f.item.Attachments, Attachment{URL: s, Type: "text/calendar"})
	default:
		f.line("Meeting Data", s)
	}
}

// attachments takes the files that the item carries.
func (f *form) attachments() {
	for i := range f.values {
		v := &f.values[i]
		a := Attachment{Name: v.attr("OPFAttachmentName"), URL: strings.TrimSpace(v.attr("OPFAttachmentURL")), Type: v.attr("OPFAttachmentContentType")}
		if v.used || a.Name == "" && a.URL == "" && v.name != "messageAttachment" {
			continue
		}
		v.used = true
		a.Size, _ = strconv.ParseInt(v.attr("OPFAttachmentContentFileSize"), 10, 64)
		if a.URL == "" {
			a.Data = inline(v.text)
		}
		if len(f.item.Attachments) == outlook.MaxAttachments {
			f.problem("too-many", "more than "+strconv.Itoa(outlook.MaxAttachments)+" attachments: the rest was not read")
			f.markAttachments(i)
			return
		}
		f.item.Attachments = append(f.item.Attachments, a)
	}
}

// markAttachments marks those from value i on as seen.
func (f *form) markAttachments(i int) {
	for ; i < len(f.values); i++ {
		if v := &f.values[i]; v.attr("OPFAttachmentName") != "" || v.attr("OPFAttachmentURL") != "" || v.name == "messageAttachment" {
			v.used = true
		}
	}
}

// inline returns the bytes of a file that lies in the text of its element, in base64.
func inline(text []byte) []byte {
	s := strings.Join(strings.Fields(string(text)), "")
	if b, err := base64.StdEncoding.DecodeString(s); err == nil {
		return b
	}
	return text
}
