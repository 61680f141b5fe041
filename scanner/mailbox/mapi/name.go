package mapi

import "fmt"

// A GUID is a GUID as it is stored: its first three fields have the lowest byte first.
type GUID [16]byte

// String returns the GUID as it is written: 00062008-0000-0000-c000-000000000046.
func (g GUID) String() string {
	return fmt.Sprintf("%08x-%04x-%04x-%x-%x", le.Uint32(g[:]), le.Uint16(g[4:]), le.Uint16(g[6:]), g[8:10], g[10:])
}

// outlook returns the GUID of the series that the property sets of Outlook have.
func outlook(first uint32) GUID {
	g := GUID{8: 0xc0, 15: 0x46}
	le.PutUint32(g[:], first)
	return g
}

// Property sets (MS-OXPROPS 1.3.2).
var (
	PSMAPI            = outlook(0x00020328)
	PSPublicStrings   = outlook(0x00020329)
	PSInternetHeaders = outlook(0x00020386)
	PSETIDAppointment = outlook(0x00062002)
	PSETIDTask        = outlook(0x00062003)
	PSETIDAddress     = outlook(0x00062004)
	PSETIDCommon      = outlook(0x00062008)
	PSETIDLog         = outlook(0x0006200a)
	PSETIDNote        = outlook(0x0006200e)
	PSETIDSharing     = outlook(0x00062040)
	PSETIDPostRSS     = outlook(0x00062041)
	PSETIDMeeting     = GUID{0x90, 0xda, 0xd8, 0x6e, 0x0b, 0x45, 0x1b, 0x10, 0x98, 0xda, 0x00, 0xaa, 0x00, 0x3f, 0x13, 0x05}
)

// A Name is the name of a named property: a number or a string in a property set.
type Name struct {
	Set  GUID
	ID   uint32 // where Text is ""
	Text string
}

// String returns the property set and the number or string.
func (n Name) String() string {
	if n.Text != "" {
		return n.Set.String() + "/" + n.Text
	}
	return fmt.Sprintf("%s/0x%04x", n.Set, n.ID)
}

// Names of properties (MS-OXPROPS 2).
var (
	Email1Address       = Name{Set: PSETIDAddress, ID: 0x8083}
	Email1DisplayName   = Name{Set: PSETIDAddress, ID: 0x8080}
	Email2Address       = Name{Set: PSETIDAddress, ID: 0x8093}
	Email3Address       = Name{Set: PSETIDAddress, ID: 0x80a3}
	DistributionMembers = Name{Set: PSETIDAddress, ID: 0x8055}
	OneOffMembers       = Name{Set: PSETIDAddress, ID: 0x8054}
	HomeAddress         = Name{Set: PSETIDAddress, ID: 0x801a}
	WorkAddress         = Name{Set: PSETIDAddress, ID: 0x801b}
	OtherAddress        = Name{Set: PSETIDAddress, ID: 0x801c}
	Location            = Name{Set: PSETIDAppointment, ID: 0x8208}
	AppointmentStart    = Name{Set: PSETIDAppointment, ID: 0x820d}
	AppointmentEnd      = Name{Set: PSETIDAppointment, ID: 0x820e}
	Keywords            = Name{Set: PSPublicStrings, Text: "Keywords"}
)

// Names returns names by identifier out of the three streams that PST and MSG
// files hold them in: NAMEID records, of eight bytes, that point into GUIDs and
// strings (MS-PST 2.4.7.1, MS-OXMSG 2.2.3.1).
func Names(guids, entries, texts []byte) map[uint16]*Name {
	list := map[uint16]*Name{}
	for ; len(entries) >= 8; entries = entries[8:] {
		id, guid, index := le.Uint32(entries), le.Uint16(entries[4:]), le.Uint16(entries[6:])
		name := &Name{Set: propertySet(guids, int(guid>>1)), ID: id}
		if guid&1 != 0 {
			name.ID, name.Text = 0, nameText(texts, int64(id))
		}
		if index < 0x8000 {
			list[0x8000+index] = name
		}
	}
	return list
}

// propertySet returns the property set with the index (MS-PST 2.4.7.2).
func propertySet(guids []byte, index int) GUID {
	switch at := 16 * (index - 3); {
	case index == 1:
		return PSMAPI
	case index == 2:
		return PSPublicStrings
	case at >= 0 && at+16 <= len(guids):
		return GUID(guids[at:])
	}
	return GUID{}
}

// nameText returns the string at the offset (MS-PST 2.4.7.4).
func nameText(texts []byte, at int64) string {
	if at+4 > int64(len(texts)) {
		return ""
	}
	b := texts[at+4:]
	return String(TypeString, b[:min(int64(le.Uint32(texts[at:])), int64(len(b)), 1<<10)], 0)
}

// oneOff is the provider of one-off entry identifiers (MS-OXCDATA 2.2.5.1).
const oneOff = "\x81\x2b\x1f\xa4\xbe\xa3\x10\x19\x9d\x6e\x00\xdd\x01\x0f\x54\x02"

// OneOff returns the name, address type and address of the one-off entry
// identifier b, as distribution lists hold them. Its 8-bit strings are in the code page.
func OneOff(b []byte, page int) (name, kind, address string, ok bool) {
	if len(b) < 24 || string(b[4:20]) != oneOff {
		return "", "", "", false
	}
	t, width := TypeString8, 1
	if le.Uint16(b[22:])&0x8000 != 0 {
		t, width = TypeString, 2
	}
	var list [3]string
	b = b[24:]
	for i := range list {
		n := 0
		for n+width <= len(b) && (b[n] != 0 || b[n+width-1] != 0) {
			n += width
		}
		list[i] = String(t, b[:min(n, len(b))], page)
		b = b[min(n+width, len(b)):]
	}
	return list[0], list[1], list[2], true
}
