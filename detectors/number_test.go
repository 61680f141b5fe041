package detectors

import (
	"slices"
	"testing"
)

// numberTests are texts marked as in tests: numbers of other countries, identifiers,
// and numbers as noise and people write them.
var numberTests = []struct {
	element Element
	text    string
}{
	// Extensions without a number.
	{Phone, "contact Maggie Cruz at extension\n‹3-1816›."},
	{Phone, "dial ext. ‹4471› for help"},
	{Phone, "the file extension 3 was added in 2020"},
	{Phone, "an extension of 4471 days"},
	{Phone, "in Larkspur Ext 1426"},
	{Phone, "«617-555-0123» ext. 4471"},
	// Phones of other countries.
	{Phone, "电话:«0760-2312136»"},
	{Phone, "Rufnummer: «089 1234567»"},
	{Phone, "Pier 33, ‹555-0123›, all week"},
	{Phone, "Fax: «617-555-0123», ‹555 0188›"},
	{Phone, "555 0188 of them"},
	{Phone, "part 555-0123 is out"},
	{Phone, "Dial «1 530 555 012» and wait"},
	{Phone, "call 1 530 000 000 people"},
	{Phone, "or call«617-555-0123» today"},
	{Phone, "xid617-555-0123"},
	{Phone, "(911)555-0123"},
	{Phone, "room 12 555-0123"},
	{Phone, "call «+44 (0)20 7946 0958» today"},
	{Phone, "call «+44 7700 900123», «+81 3-1234-5678» or «+49 30 123456»"},
	{Phone, "tel «+ 44 20 7946 0958»"},
	{Phone, "«0044 20 7946 0958» and «011 44 20 7946 0958»"},
	{Phone, "freephone ‹+44 800 1111 222›"},
	{Phone, "+999 1234"},
	{Phone, "+12"},
	{Phone, "Phone: «020 7946 0958»"},
	{Phone, "Tel: «01 99 00 12 34» / «06 99 00 12 35»"},
	{Phone, "Phone: «021-4006034»"},
	{Phone, "Phone:\n«9493 7477»"},
	{Phone, "Phone: «555-0123»"},
	{Phone, "Phone: «31234»\nName"},
	{Phone, "they are not answering at «(88) 684-334»"},
	{Phone, "«22 498317» office\n«062-085-9260»x155 mobile"},
	{Phone, "«28-64-66-98»-Office, «1234567890123»-Fax"},
	{Phone, "«07700 900123» and «020 7946 0958»"},
	{Phone, "«07700900123»"},
	{Phone, "03 2020 2021"},
	{Phone, "0000 0000 0000"},
	{Phone, "order 020 7946 0958"},
	{Phone, "call 12 500 000 times"},
	{Phone, "from 1998-2003 office"},
	{Phone, "100 000 home and 250 000 office"},
	{Phone, "line 1234567 of the log"},
	{Phone, "phone call 4471"},
	{Phone, "Phone: 4471 of 9000"},
	// Phones as they are broken and marked up.
	{Phone, "call «617-555-\n0123» today"},
	{Phone, "call «(617)\n555-0123» today"},
	{Phone, "call «617/555-0123» or «1(617)555-0145»"},
	{Phone, "«617-555-0123»,«617-555-0145»"},
	{Phone, "«617--555--0123» or «617 – 555 – 0145»"},
	{Phone, "«1617-555-0123»"},
	{Phone, "«617.555.0123»ext12 and «617-555-0145»,00:04:12"},
	{Phone, "mobile 5.0.2195.4905"},
	{Phone, "2 800 000 home"},
	{Phone, "call «(852)-2345 6789»"},
	{Phone, "the number ending in ‹0123›"},
	{Phone, "https://example.com/?u=6175550123"},
	{Phone, "https://example.com/?phone=«6175550123»"},

	// Characters that only look like digits and letters.
	{Phone, "phone «６１７－５５５－０１２３»"},
	{Phone, "phone «٦١٧-٥٥٥-٠١٢٣»"},
	{Phone, "phone «617\u200b-555\u00ad-0123»"},
	{SSN, "SSN: «899\u200b-99-\u20609999»"},
	{PIN, "РIN: «4471»"},
	{Email, "write to «jdoe@exаmple.com»"},
	{Email, "write to «jdoe＠example.com»"},
	{Email, "Привет, «jdoe@example.com»"},
	{AccountNumber, "acсount number «812000417»"},
	{SSN, "SSN: «899-9O-l234»"},
	{SSN, "SSN: OIl-SB-OOSO"},
	{AccountNumber, "account no: «8l2OOO417»"},
	{PaymentCard, "paid with «4999 0OOO 0000 0005» today"},
	{PaymentCard, "paid with 4999 0OOO 0000 0006 today"},
	{PaymentCard, "card «4999 0000\n0000 0005»"},
	{PaymentCard, "card «4999 0000\n> 0000 0005»"},

	// Cards.
	{PaymentCard, "my credit card: «122000000000003»"},
	{PaymentCard, "122000000000003"},
	{PaymentCard, "Visa x‹4242›"},
	{PaymentCard, "Visa ...‹4242›"},
	{PaymentCard, "cards ending in ‹4242› and ‹1881›"},
	{PaymentCard, "the card. 4242 people paid"},
	{AccountNumber, "account xxxxx‹0417›"},
	{AccountNumber, "customer #«812000417»"},
	{AccountNumber, "my account. 812000417 people agree"},
	{AccountNumber, "prefix 4242"},

	// Devices and lines.
	{IMEI, "IMEI «4901 5420 3237 518»"},
	{IMEI, "MEID: «A1000000000001»"},
	{IMEI, "MEID: 00112233445566"},
	{ICCID, "ICCID «8901 0000 0000 0000 0019»"},
	{IMSI, "IMSI 371150123456789"},
	{IMSI, "IMSI «310-150-123456789»"},
	{IMSI, "IMSI «310 150 123456789»"},

	// Specimens and test numbers.
	{PaymentCard, "‹4000 0025 0000 3155› and ‹5577 0000 5577 0004›"},
	{SSN, "SSN ‹042-10-3580›"},
	{ITIN, "SSN ‹987-65-4321›"},

	// Banks.
	{RoutingNumber, "«1234-5678-0» on the check"},
	{RoutingNumber, "1234-0000-0"},
	{BankAccount, "routing 123456780 account «000123456789»"},
	{IBAN, "IBAN: «gb82west12345698765432»"},
	{IBAN, "IBAN: «DE89 3704 0044 0532 0130 00» DEUTDEFF"},

	// Dates of birth.
	{DateOfBirth, "dob: «19700312»"},
	{DateOfBirth, "dob: «03121970»"},
	{DateOfBirth, "dob: 19701341"},
	{DateOfBirth, "born on the «3rd day of May, 1980»"},
	{DateOfBirth, "born on the «3rd of May 1980»"},
	{DateOfBirth, "DOB: «May 3 '80»; her DOB: «3 May 80»"},
	{DateOfBirth, "Rep: your date of birth?\nMaria: «march 3rd 1980»"},
	{DateOfBirth, "Fecha de nac.: «03/05/1980»"},
	{DateOfBirth, "DOB on file, called 03/12/2020"},
	{DateOfBirth, "born to be wild 03/12/2020"},
	{DateOfBirth, "born in Boston, MA on «May 3, 1980»"},
	{DateOfBirth, "nacida en Sevilla el «03/12/1980»"},
	{DateOfBirth, "birthday party on 03/12/2020"},

	// Documents and logins.
	{HealthID, "«1EG4TE5MK73»"},
	{HealthID, "«1eg4-te5-mk73»"},
	{HealthID, "1eg4te5mk73"},
	{HealthID, "1EG4-TE5-MK734"},
	{HealthID, "12G4-TE5-MK73"},
	{HealthID, "x-1EG4-TE5-MK73"},
	{DriversLicense, "Driver's License No. «D1234567»"},
	{DriversLicense, "DL: CA «D1234567»"},
	{DriversLicense, "Driver License (TX): «12345678»"},
	{DriversLicense, "driver’s license number is «D1234567»"},
	{DriversLicense, "Agent: driver's license?\nGuest: «D1234567»"},
	{DriversLicense, "DL\n«D1234567»"},
	{Passport, "pasaporte número «C01234567»"},
	{Passport, "my travel document is «A12803456»"},
	{Username, "Username\n«jdoe77»"},
	{Username, "Username:\nPassword:\n"},
	{Username, "username/password: «jdoe77»/S3cret!x"},
	{Password, "username/password: jdoe77/«S3cret!x»"},
	{Password, "the password no longer works"},
	{Password, "Password:\n«S3cret!x»"},
	{Password, "Password: «Fall2020!»"},
	{Password, "Agent: password?\nGuest: «S3cret!x»"},
	{Password, "pwd «S3cret!x»"},
	{Password, "pw: «S3cret!x»"},
	{Password, "password reset today"},
	{Password, "Forgot your password?\nPress the button below"},
	{SecurityAnswer, "Security question: first pet? Answer: «Rex»"},
	{SecurityAnswer, "What a question. Answer: none of them"},

	// PINs.
	{PIN, "PIN changed from «4471» to «9988»"},
	{PIN, "PIN: no. Call 4471"},
	{PIN, "the PIN expires in 2021"},
	{PIN, "Meeting ID: 123 456 789 Passcode: 447188"},
	{PIN, "Meeting ID 123 456 789. Customer: Robert Smith. PIN «4471»."},
	{PIN, "can I have your passcode?\nCaller: it's «4471»"},
	{BillingZIP, "zip the file 12345 times"},
	{BillingZIP, "billing zip «02108-1234»"},

	// Addresses of machines.
	{IPAddress, "from «2400:c401::5054:ff:fe1b:b031»."},
	{IPAddress, "[‹2001:db8::1›]:8080 and ‹fe80::1%eth0›"},
	{IPAddress, "«2345:0425:2ca1:0000:0000:0567:5673:23b5»"},
	{IPAddress, "«8.8.8.8»:443, «8.8.4.0/24», ‹10.0.0.0/8›."},
	{IPAddress, "localhost ‹::1›"},
	{IPAddress, "std::cout, dead::beef, x[1::2], x[::1], a::b"},
	{IPAddress, "aa:bb:cc:dd:ee:ff at 12:34:56"},
	{IPAddress, "2001::db8::1"},
	{IPAddress, "fe80::1text"},

	// Billing.
	{Billing, "her bill jumped from «$60.10» to «$75.00»"},
	{Billing, "a balance of $20.5M and a payment of £13 million"},
	{Billing, "paid on 12.05 at noon"},
	{Billing, "balance of «60.10 €» and payment of «5 USD»"},

	// Plans and features that no list has.
	{RatePlan, "Plan: «Premium Max 55»"},
	{RatePlan, "Rate plan: «Unlimited Elite»\nFeatures: none"},
	{RatePlan, "Current plan is «Unlimited Ultimate»."},
	{RatePlan, "the plan is Monday"},
	{RatePlan, "Rate plan: None"},
	{RatePlan, "Plan: Meet at noon"},
	{RatePlan, "Plan: Marketing Review"},
	{PlanFeature, "Features: «Visual Voicemail», «Call Waiting»"},
	{PlanFeature, "Features on the line: «Caller Tunes»; «Call Waiting»"},
	{PlanFeature, "Features: Fast, Easy, Secure"},
	{PlanFeature, "added «WiFi calling» today"},

	// Calls.
	{CallDetail, "«Call from 617-555-0123 to 617-555-0145 on 03/12/2020 at 10:15, 4 min»"},
	{CallDetail, "«03/12/2020,10:15,617-555-0123,617-555-0145»,00:04:12"},
	{CallDetail, "«Llamada de 617-555-0123 a 617-555-0145 el 12/03/2020 a las 10:15»"},
	{CallDetail, "617-555-0123 was closed on 03/12/2020 at 10:15"},

	// Message identifiers.
	{Email, "References: <abc@example.com>\n <def@example.com>"},
	{Email, "jdoe@-example.com"},
}

func TestNumbers(t *testing.T) {
	wk := northwind().Worker()
	for _, tt := range numberTests {
		text := unmark(tt.text)
		if got := marked(text, tt.element, wk.Text(text, nil, nil)); got != tt.text {
			t.Errorf("%s:\ngot  %s\nwant %s", tt.element, got, tt.text)
		}
	}
}

// TestNumberValues holds the normal form of what is written in another way.
func TestNumberValues(t *testing.T) {
	wk := northwind().Worker()
	for _, tt := range []struct {
		element     Element
		text, value string
	}{
		{Phone, "+44 (0)20 7946 0958", "+442079460958"},
		{Phone, "011 44 20 7946 0958", "+442079460958"},
		{Phone, "+39 06 12345678", "+390612345678"},
		{Phone, "+354 410 1234", "+3544101234"},
		{Phone, "Phone: 021-4006034", "0214006034"},
		{Phone, "phone ６１７－５５５－０１２３", "+16175550123"},
		{Email, "jdoe＠exаmple.com", "jdoe@example.com"},
		{PaymentCard, "card 4999 0000\n0000 0005", "4999000000000005"},
		{SSN, "SSN: 899-9O-l234", "899901234"},
		{IPAddress, "2400:C401:0:0::1", "2400:c401::1"},
		{IPAddress, "8.8.4.0/24", "8.8.4.0"},
		{DateOfBirth, "dob: 19700312", "1970-03-12"},
		{HealthID, "1eg4-te5-mk73", "1EG4TE5MK73"},
		{IBAN, "iban: gb82 west 1234 5698 7654 32", "GB82WEST12345698765432"},
		{BankAccount, "routing 123456780 account 000123456789", "000123456789"},
		{CallDetail, "Call from 617-555-0123 to 617-555-0145 on 03/12/2020 at 10:15", "2020-03-12 10:15 +16175550123 +16175550145"},
	} {
		got := ""
		for _, f := range wk.Text(tt.text, nil, nil) {
			if f.Element == tt.element {
				got += f.Value
			}
		}
		if got != tt.value {
			t.Errorf("%q: value %q, want %q", tt.text, got, tt.value)
		}
	}
}

func TestInternational(t *testing.T) {
	for _, tt := range []struct {
		digits, e164 string
		free         bool
	}{
		{"442079460958", "+442079460958", false},
		{"4402079460958", "+442079460958", false},
		{"44100111122", "", false},
		{"448001111222", "+448001111222", true},
		{"16175550123", "+16175550123", false},
		{"390612345678", "+390612345678", false},
		{"999123456789", "", false},
		{"44", "", false},
		{"", "", false},
	} {
		if e164, free := international(tt.digits); e164 != tt.e164 || free != tt.free {
			t.Errorf("%s: %q %t, want %q %t", tt.digits, e164, free, tt.e164, tt.free)
		}
	}
}

// TestPhoneColumn holds the numbers of other countries in a table with heads.
func TestPhoneColumn(t *testing.T) {
	text := "Name|Phone|Call Date\nRobert Smith|+44 (0)20 7946 0958|03/12/2020\nAlice Johnson|+354 410 1234\nMaria Lopez|020 7946 0958\nJohn Walker|n/a\nMary Thompson|617-555-0123"
	var got []string
	for _, f := range northwind().Worker().Text(text, rowsOf(text), nil) {
		if f.Element == Phone {
			got = append(got, f.Value)
		}
	}
	if want := []string{"+442079460958", "+3544101234", "02079460958", "+16175550123"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// TestLastDigitsColumn holds columns that have the last digits of a value alone.
func TestLastDigitsColumn(t *testing.T) {
	text := "Name|SSN (last 4)|Card (last 4)|Last 4 of Acct\nRobert Smith|6789|4242|0417\nAlice Johnson|6780|4243|0418"
	want := []string{"robert smith", "6789", "4242", "0417", "alice johnson", "6780", "4243", "0418"}
	var got []string
	for _, f := range northwind().Worker().Text(text, rowsOf(text), nil) {
		got = append(got, f.Value)
		if f.Partial == (f.Element == Name) {
			t.Errorf("%s %s: partial %t", f.Element, f.Value, f.Partial)
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
