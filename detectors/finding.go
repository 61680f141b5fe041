// Package detectors finds people's data in text: which element, where, how
// sure, and why.
package detectors

import "fmt"

// An Element is one kind of data that can be exposed.
type Element uint8

// The elements. Their names are what exports print.
const (
	None Element = iota
	Name
	PostalAddress
	Place
	BillingZIP
	Phone
	Email
	AccountNumber
	AccountType
	RatePlan
	PlanFeature
	Billing
	PIN
	IMEI
	ICCID
	IMSI
	CallDetail
	SSN
	ITIN
	EIN
	PaymentCard
	BankAccount
	RoutingNumber
	IBAN
	DateOfBirth
	DriversLicense
	Passport
	Username
	Password
	SecurityAnswer
	HealthID
	IPAddress
	elements // number of elements, None included
)

// Elements is the number of elements, None included: an Element is less than it.
const Elements = int(elements)

var elementNames = [Elements]string{
	"none", "name", "postal_address", "place", "billing_zip", "phone", "email",
	"account_number", "account_type", "rate_plan", "plan_feature", "billing", "pin",
	"imei", "iccid", "imsi", "call_detail", "ssn", "itin", "ein", "payment_card",
	"bank_account", "routing_number", "iban", "date_of_birth", "drivers_license",
	"passport", "username", "password", "security_answer", "health_id", "ip_address",
}

// String returns the name of e as exports print it.
func (e Element) String() string {
	if int(e) < Elements {
		return elementNames[e]
	}
	return fmt.Sprintf("element(%d)", uint8(e))
}

// ElementOf returns the element of that name, or None.
func ElementOf(name string) Element {
	for i, s := range elementNames {
		if s == name {
			return Element(i)
		}
	}
	return None
}

// Exposes reports whether a finding of e counts as exposure of a person: a
// place alone never does.
func (e Element) Exposes() bool { return e != None && e != Place }

// CPNI reports whether e is customer proprietary network information as 47 USC
// 222(h)(1) defines it: what somebody buys, how much they use it, and what
// stands on the bill.
func (e Element) CPNI() bool {
	switch e {
	case AccountType, RatePlan, PlanFeature, Billing, CallDetail:
		return true
	}
	return false
}

// A Span is the bytes Start to End of a text.
type Span struct{ Start, End int }

// A Finding is one element that stands in a text.
type Finding struct {
	Element    Element
	Start, End int     // bytes of the text
	More       []Span  // further cells of the same finding, in order; nil for most
	Value      string  // normalised, see DESIGN of each element
	Confidence float32 // 0 to 1
	Partial    bool    // less than the value: "card ending 4242"
	Reserved   bool    // exposes nobody: test cards, toll-free numbers, the company's own
	Candidate  bool    // a name that only the rest of the evidence can settle: no finding by itself
	Teaches    bool    // its words are names wherever else they stand in the evidence
	Row        int     // the row of a table it stands in: its place in the rows that were scanned, from 1; 0: no table
	Why        string  // pattern, check, label and list that made it
}

// Text returns the finding as written in text; several cells are joined by one blank.
func (f *Finding) Text(text string) string {
	s := text[f.Start:f.End]
	for _, m := range f.More {
		s += " " + text[m.Start:m.End]
	}
	return s
}

// Counts reports whether f exposes somebody: it is whole, not reserved and no
// mere candidate.
func (f *Finding) Counts() bool {
	return !f.Partial && !f.Reserved && !f.Candidate && f.Element.Exposes()
}
