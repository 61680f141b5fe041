package tnef

import (
	"bytes"
	"strings"
	"time"

	"exposed/scanner/mailbox/mapi"
)

// strings8 are the properties that attributes of text stand for (MS-OXTNEF 2.1.3.3).
var strings8 = map[attribute]uint16{
	attSubject: mapi.Subject,
	attBody:    mapi.Body,
}

// times are the properties that attributes of a date stand for.
var times = map[attribute]uint16{
	attDateSent:  mapi.ClientSubmitTime,
	attDateRecd:  mapi.MessageDeliveryTime,
	attDateStart: mapi.StartDate,
	attDateEnd:   mapi.EndDate,
}

// classes are the names that older programs give message classes (MS-OXTNEF 2.1.3.3.3).
var classes = map[string]string{
	"ipm.microsoft mail.note":            "IPM.Note",
	"ipm.microsoft mail.read receipt":    "REPORT.IPM.Note.IPNRN",
	"ipm.microsoft mail.non-delivery":    "REPORT.IPM.Note.NDR",
	"ipm.microsoft schedule.mtgreq":      "IPM.Schedule.Meeting.Request",
	"ipm.microsoft schedule.mtgrespp":    "IPM.Schedule.Meeting.Resp.Pos",
	"ipm.microsoft schedule.mtgrespn":    "IPM.Schedule.Meeting.Resp.Neg",
	"ipm.microsoft schedule.mtgrespa":    "IPM.Schedule.Meeting.Resp.Tent",
	"ipm.microsoft schedule.mtgcncl":     "IPM.Schedule.Meeting.Canceled",
	"ipm.microsoft schedule.appointment": "IPM.Appointment",
}

// addLegacy adds the property that an attribute stands for. It reports false if
// it stands for none.
func (r *reader) addLegacy(id attribute, data []byte) bool {
	switch {
	case strings8[id] != 0:
		r.add(strings8[id], mapi.TypeString8, data)
	case times[id] != 0:
		r.add(times[id], mapi.TypeTime, date(data))
	case id == attMessageClass:
		class := string(bytes.TrimRight(data, "\x00"))
		if known := classes[strings.ToLower(class)]; known != "" {
			class = known
		}
		r.add(mapi.MessageClass, mapi.TypeString8, []byte(class))
	case id == attFrom:
		name, kind, address := triple(data)
		r.add(mapi.SenderName, mapi.TypeString8, name)
		r.add(mapi.SenderAddressType, mapi.TypeString8, kind)
		r.add(mapi.SenderEmailAddress, mapi.TypeString8, address)
	case id == attOwner || id == attSentFor:
		name, kind, address := pair(data)
		r.add(mapi.SentRepresentingName, mapi.TypeString8, name)
		r.add(mapi.SentRepresentingType, mapi.TypeString8, kind)
		r.add(mapi.SentRepresentingEmail, mapi.TypeString8, address)
	default:
		return false
	}
	return true
}

// add keeps a property, the first of each identifier.
func (r *reader) add(id uint16, t mapi.Type, value []byte) {
	if len(value) > 0 && r.legacy.Get(id) == nil {
		r.legacy = append(r.legacy, mapi.Property{Tag: mapi.NewTag(id, t), Value: value, Size: int64(len(value))})
	}
}

// triple returns the name, address type and address of a TRP structure: four
// words, of which the third and fourth are the sizes of two strings (MS-OXTNEF 2.1.3.3.4).
func triple(b []byte) (name, kind, address []byte) {
	if len(b) < 8 {
		return nil, nil, nil
	}
	n, m := int(le.Uint16(b[4:])), int(le.Uint16(b[6:]))
	b = b[8:]
	name = b[:min(n, len(b))]
	b = b[len(name):]
	kind, address = split(b[:min(m, len(b))])
	return text(name), kind, address
}

// pair returns the name, address type and address of two strings with their sizes before them.
func pair(b []byte) (name, kind, address []byte) {
	var list [2][]byte
	for i := range list {
		if len(b) < 2 {
			break
		}
		n := min(int(le.Uint16(b)), len(b)-2)
		list[i], b = b[2:2+n], b[2+n:]
	}
	kind, address = split(list[1])
	return text(list[0]), kind, address
}

// split parts an address from its type, such as SMTP.
func split(b []byte) (kind, address []byte) {
	kind, address, ok := bytes.Cut(text(b), []byte(":"))
	if !ok {
		return nil, kind
	}
	return kind, address
}

// text returns b up to its first zero.
func text(b []byte) []byte {
	b, _, _ = bytes.Cut(b, []byte{0})
	return b
}

// date returns the FILETIME of a DTR structure: year, month, day, hour, minute
// and second (MS-OXTNEF 2.1.3.3.8). It returns nil for what is no date.
func date(b []byte) []byte {
	if len(b) < 12 {
		return nil
	}
	var n [6]int
	for i := range n {
		n[i] = int(le.Uint16(b[2*i:]))
	}
	if n[0] < 1601 || n[0] > 9999 || n[1] < 1 || n[1] > 12 || n[2] < 1 || n[2] > 31 || n[3] > 23 || n[4] > 59 || n[5] > 60 {
		return nil
	}
	return mapi.AppendTime(nil, time.Date(n[0], time.Month(n[1]), n[2], n[3], n[4], n[5], 0, time.UTC))
}
