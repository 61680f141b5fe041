package report

import (
	"fmt"
	"strconv"
	"strings"

	"exposed/detectors"
)

// titles are the elements as people call them.
var titles = [detectors.Elements]string{
	detectors.Name: "Name", detectors.PostalAddress: "Postal address", detectors.Place: "City or state alone", detectors.BillingZIP: "Billing ZIP",
	detectors.Phone: "Phone number", detectors.Email: "E-mail address", detectors.AccountNumber: "Account number", detectors.AccountType: "Account type",
	detectors.RatePlan: "Rate plan", detectors.PlanFeature: "Plan feature", detectors.Billing: "Billing amount", detectors.PIN: "Account PIN or passcode",
	detectors.IMEI: "Device number (IMEI)", detectors.ICCID: "SIM card number (ICCID)", detectors.IMSI: "Subscriber number (IMSI)", detectors.CallDetail: "Call detail",
	detectors.SSN: "Social Security number", detectors.ITIN: "Taxpayer number (ITIN)", detectors.EIN: "Employer number (EIN)", detectors.PaymentCard: "Payment card number",
	detectors.BankAccount: "Bank account number", detectors.RoutingNumber: "Bank routing number", detectors.IBAN: "IBAN", detectors.DateOfBirth: "Date of birth",
	detectors.DriversLicense: "Driver's license", detectors.Passport: "Passport number", detectors.Username: "User name", detectors.Password: "Password",
	detectors.SecurityAnswer: "Security answer", detectors.HealthID: "Health plan number", detectors.IPAddress: "IP address",
}

// title returns what people call e, with a word where it is customer proprietary network information.
func title(e detectors.Element) string {
	if e.CPNI() {
		return titles[e] + " (CPNI)"
	}
	return titles[e]
}

// count returns n with commas: 12,345.
func count(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// size returns bytes as people read them.
func size(n int64) string {
	switch {
	case n < 1000:
		return fmt.Sprintf("%d bytes", n)
	case n < 1e6:
		return fmt.Sprintf("%.1f kB", float64(n)/1e3)
	case n < 1e9:
		return fmt.Sprintf("%.1f MB", float64(n)/1e6)
	}
	return fmt.Sprintf("%.1f GB", float64(n)/1e9)
}

// reasons say what the reasons of exceptions mean.
var reasons = map[string]string{
	"encrypted": "encrypted: hand over a copy that is not, or the password", "corrupt": "damaged: ask for another copy", "malformed": "not written as its format asks; what could be read was read",
	"unsupported": "a format that is not read", "too-large": "over the limit of size: the first part was read", "too-deep": "too many items within each other", "too-many": "too many parts",
	"timed-out": "took too long", "needs-ocr": "pictures: words in them are not read", "missing": "not there", "io-error": "could not be read from disk", "not-a-file": "a link, a device or a pipe",
}

// plural returns n and the word for so many.
func plural(n int, one string) string {
	switch {
	case n == 1:
		return "1 " + one
	case one == "person":
		return count(n) + " people"
	case strings.HasSuffix(one, "y"):
		one = one[:len(one)-1] + "ie"
	case strings.HasSuffix(one, "x"):
		one += "e"
	}
	return count(n) + " " + one + "s"
}
