package index

import (
	"strings"
	"testing"

	"exposed/detectors"
)

func TestMask(t *testing.T) {
	for _, tt := range []struct {
		element    detectors.Element
		text, want string
	}{
		{detectors.SSN, "078-05-1120", "***-**-1120"},
		{detectors.SSN, "1120", "***-**-****"},
		{detectors.PaymentCard, "4111 1111 1111 1111", "****-****-****-1111"},
		{detectors.PaymentCard, "ending 1111", "****-****-****-****"},
		{detectors.Phone, "(202) 555-0142", "(***) ***-0142"},
		{detectors.Phone, "+12025550142", "(***) ***-0142"},
		{detectors.Phone, "555-0142", "(***) ***-****"},
		{detectors.AccountNumber, "900000002", "****0002"},
		{detectors.AccountNumber, "9000002", "********"},
		{detectors.IBAN, "GB82 WEST 1234 5698 7654 32", "****5432"},
		{detectors.PIN, "0419", "****"},
		{detectors.Password, "hunter2", "****"},
		{detectors.DateOfBirth, "1980-02-29", "****-**-**"},
		{detectors.BillingZIP, "77001", "*****"},
		{detectors.Billing, "$1,234.56", "$***.**"},
		{detectors.IPAddress, "192.0.2.1", "***.***.***.***"},
		{detectors.Email, "jane.roe@example.com", "j***@e***.com"},
		{detectors.Email, "j@x.example.org", "***@x***.org"},
		{detectors.Email, "jane@192.0.2.1", "j***@***.***"},
		{detectors.Email, "jane", "j***"},
		{detectors.Name, "Jane O'Roe", "J*** O***"},
		{detectors.Name, "J. Roe", "***. R***"},
		{detectors.Name, "Łukasz Żak", "Ł*** Ż***"},
		{detectors.PostalAddress, "12 Main St, Apt 4, Austin TX 77001", "*** M*** S***, A*** ***, A*** T*** ***"},
		{detectors.RatePlan, "Unlimited Plus", "U*** P***"},
		{detectors.Username, "jroe", "j***"},
		{detectors.None, "Jane Roe 2020.xlsx", "J*** R*** ***.x***"},
		{detectors.None, "", ""},
		{detectors.None, strings.Repeat("é", 200) + " Roe", "é***…"},
	} {
		if got := Mask(tt.element, tt.text); got != tt.want {
			t.Errorf("%s %q: %q, want %q", tt.element, tt.text, got, tt.want)
		}
	}
}

// No mask shows more than four digits in a row, nor two letters of one word
// other than the top-level domain.
func FuzzMask(f *testing.F) {
	f.Add(uint8(detectors.Email), "jane@example.com")
	f.Add(uint8(detectors.PostalAddress), "12 Main St")
	f.Fuzz(func(t *testing.T, e uint8, text string) {
		element := detectors.Element(e % uint8(detectors.Elements))
		got := Mask(element, text)
		if element == detectors.Email {
			got, _, _ = strings.Cut(got, "@")
		}
		digits, letters := 0, 0
		for i := range len(got) {
			c := got[i] | 0x20
			digits, letters = run(digits, '0' <= got[i] && got[i] <= '9'), run(letters, 'a' <= c && c <= 'z')
			if digits > 4 || letters > 1 {
				t.Fatalf("%s: a mask shows too much: %q", element, got)
			}
		}
	})
}

func run(n int, on bool) int {
	if on {
		return n + 1
	}
	return 0
}
