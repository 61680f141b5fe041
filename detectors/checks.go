package detectors

import (
	"strings"
	"sync"
)

// luhn reports whether the digits of d end in a valid check digit
// (ISO/IEC 7812-1, annex B).
func luhn(d string) bool {
	sum := 0
	for i := 0; i < len(d); i++ {
		n := int(d[len(d)-1-i] - '0')
		if i%2 == 1 {
			if n *= 2; n > 9 {
				n -= 9
			}
		}
		sum += n
	}
	return sum%10 == 0
}

// atoi returns the number that the digits d stand for.
func atoi(d string) int {
	n := 0
	for i := 0; i < len(d); i++ {
		n = n*10 + int(d[i]-'0')
	}
	return n
}

func within(n, lo, hi int) bool { return lo <= n && n <= hi }

// card reports whether d is a card number: an issuer range with a length that
// it uses, and the check digit.
func card(d string) bool {
	if len(d) < 12 || len(d) > 19 || allSame(d) {
		return false
	}
	return issued(d) && luhn(d)
}

// cardLike reports whether d has the length and the check digit of a card, whoever issued it.
func cardLike(d string) bool { return within(len(d), 12, 19) && luhn(d) && !allSame(d) }

// issued reports whether an issuer hands out numbers that begin and are as
// long as d (ISO/IEC 7812 issuer identification numbers).
func issued(d string) bool {
	n, p4, p2 := len(d), atoi(d[:4]), atoi(d[:2])
	switch {
	case d[0] == '4':
		return n == 13 || n == 16 || n == 19 // Visa
	case within(p2, 51, 55), within(p4, 2221, 2720):
		return n == 16 // Mastercard
	case p2 == 34 || p2 == 37:
		return n == 15 // American Express
	case p4 == 6011, within(p4, 6440, 6599):
		return n >= 16 // Discover
	case within(p4, 3528, 3589):
		return n >= 16 // JCB
	case p4 == 2131 || p4 == 1800:
		return n == 15 // JCB
	case d[0] == '1':
		return n == 15 // UATP
	case within(p4, 3000, 3059), p2 == 36, p2 == 38, p2 == 39, p4 == 3095:
		return n >= 14 // Diners Club
	case p2 == 62 || p2 == 81:
		return n >= 16 // UnionPay
	case p2 == 50, within(p2, 56, 58), p2 == 60, p2 == 63, p2 == 67, p2 == 69:
		return n >= 12 // Maestro
	case within(p4, 2200, 2204):
		return n >= 16 // Mir
	}
	return false
}

func allSame(d string) bool {
	for i := 1; i < len(d); i++ {
		if d[i] != d[0] {
			return false
		}
	}
	return true
}

// testCards are numbers that card schemes and payment processors publish for tests.
var testCards = map[string]bool{
	"4111111111111111": true, "4012888888881881": true, "4242424242424242": true, "4000056655665556": true, "4222222222222": true,
	"4000000000000002": true, "4000000000009995": true, "5555555555554444": true, "5105105105105100": true, "5200828282828210": true,
	"2223003122003222": true, "2223000048400011": true, "2222420000001113": true, "378282246310005": true, "371449635398431": true,
	"378734493671000": true, "6011111111111117": true, "6011000990139424": true, "6011000000000004": true, "3056930009020004": true,
	"30569309025904": true, "38520000023237": true, "36227206271667": true, "3530111333300000": true, "3566002020360505": true,
	"6200000000000005": true, "5500000000000004": true, "5431111111111111": true, "4917610000000000": true, "6759649826438453": true,
	"4012000033330026": true, "4444333322221111": true, "4007000000027": true, "5424000000000015": true, "6304000000000000": true,
	"2720992593319364": true, "5454545454545454": true, "4005550000000019": true, "340000000000009": true, "30000000000004": true,
	"6011981111111113": true, "6555900000604105": true, "6200000000000047": true, "6205500000000000004": true, "4000000000000069": true, "4000000000000127": true, "4000000000000119": true,
	"4000002500003155": true, "4000002760003184": true, "4000003800000446": true, "4000000000003220": true, "4000000000000341": true, "4000000000000101": true, "4100000000000019": true,
	"4000000000009987": true, "4000000000009979": true, "5019717010103742": true, "6331101999990016": true, "4111111145551142": true, "4988438843884305": true, "4166676667666746": true,
	"4646464646464644": true, "4000620000000007": true, "4000060000000006": true, "4293189100000008": true, "4988080000000000": true, "4977949494949497": true, "5555341244441115": true,
	"5577000055770004": true, "5136333333333335": true, "5585558555855583": true, "2222410740360010": true, "2222400070000005": true, "5100060000000002": true, "5106040000000008": true,
	"5101180000000007": true, "370000000000002": true, "6445644564456445": true, "36006666333344": true, "3569990010095841": true, "6771798021000008": true, "6034883265619896": true,
	"6243030000000001": true, "8171999927660000": true, "4005519200000004": true, "4009348888881881": true, "4012000077777777": true, "4217651111111119": true, "4500600000000061": true,
	"6011000991300009": true, "4000111111111115": true, "4012888818888": true, "3088000000000017": true, "38000000000006": true, "2223000010309703": true, "2223000010309711": true,
}

func testCard(d string) bool { return testCards[d] }

// ssn reports whether d can be a social security number: no area 000, 666 or
// 900 to 999, no group 00, no serial 0000 (SSA POMS RM 10201.035).
func ssn(d string) bool {
	area := d[:3]
	return len(d) == 9 && area != "000" && area != "666" && area[0] != '9' && d[3:5] != "00" && d[5:] != "0000"
}

// specimenSSN reports whether d was withdrawn because it was printed for all
// to see, or is one of the usual fillers.
func specimenSSN(d string) bool {
	switch d {
	case "002281852", "042103580", "062360749", "095073645", "128036045", "135016629", "141186941", "165167999", "165187999", "165207999", "165227999",
		"165247999", "189092294", "212097694", "212099999", "306302348", "308125070", "468288779", "549241889": // sold with wallets
		return true
	case "078051120", "219099999", "123456789", "457555462", "111111111", "222222222", "333333333", "444444444", "555555555", "777777777", "888888888":
		return true
	}
	return false
}

// itin reports whether d can be an individual taxpayer identification number
// (IRS: area 900 to 999, group 50 to 65, 70 to 88, 90 to 92 or 94 to 99).
func itin(d string) bool {
	g := atoi(d[3:5])
	return d[0] == '9' && (within(g, 50, 65) || within(g, 70, 88) || within(g, 90, 92) || within(g, 94, 99))
}

// specimenITIN reports whether d is one of the numbers that are kept for advertising.
func specimenITIN(d string) bool { return d[:8] == "98765432" }

// ein reports whether d begins with a prefix that the IRS assigns to employers.
func ein(d string) bool {
	switch p := atoi(d[:2]); p {
	case 0, 7, 8, 9, 17, 18, 19, 28, 29, 49, 69, 70, 78, 79, 89, 96, 97:
		return false
	}
	return true
}

// aba reports whether d is a routing number: a district of the Federal
// Reserve and the weights 3, 7, 1 (ABA routing number policy).
func aba(d string) bool {
	p := atoi(d[:2])
	if !within(p, 0, 12) && !within(p, 21, 32) && !within(p, 61, 72) && p != 80 || allSame(d) {
		return false
	}
	sum := 0
	for i := 0; i < 9; i++ {
		sum += int(d[i]-'0') * [3]int{3, 7, 1}[i%3]
	}
	return sum%10 == 0
}

// imei reports whether d is an IMEI with its check digit (3GPP TS 23.003
// section 6.2), or an IMEISV of 16 digits, which has none.
func imei(d string) bool {
	if allSame(d) || !within(atoi(d[:2]), 1, 99) {
		return false
	}
	return len(d) == 16 || luhn(d)
}

// iccid reports whether d is a SIM number: telecom prefix 89 and check digit
// (ITU-T E.118).
func iccid(d string) bool { return d[:2] == "89" && luhn(d) }

// iccidPrefix reports whether d begins as SIM numbers do; many of 20 digits have
// no check digit of their own.
func iccidPrefix(d string) bool { return d[:2] == "89" && !allSame(d[2:]) }

// imsi reports whether d begins with a mobile country code that is given out (ITU-T
// E.212, annex A to its Operational Bulletin).
func imsi(d string) bool { return len(d) == 15 && mobileCountries()[atoi(d[:3])] }

// mobileCountries holds the mobile country codes by region.
var mobileCountries = sync.OnceValue(func() *[1000]bool {
	var t [1000]bool
	for _, r := range strings.Fields(`202 204 206 208 212-214 216 218-222 225 226 228 230-232 234 235 238 240 242 244 246-248 250 255 257 259 260 262 266 268 270 272 274 276 278 280 282-284 286 288-290 292-295 297
		302 308 310-316 330 332 334 338 340 342 344 346 348 350 352 354 356 358 360 362-366 368 370 372 374 376
		400-402 404-406 410 412-422 424-432 434 436-438 440 441 450 452 454-457 460 461 466 467 470 472
		502 505 510 514 515 520 525 528 530 534-537 539-555 602-655 657-659
		702 704 706 708 710 712 714 716 722 724 730 732 734 736 738 740 742 744 746 748 750 901`) {
		lo, hi, ok := strings.Cut(r, "-")
		if !ok {
			hi = lo
		}
		for n := atoi(lo); n <= atoi(hi); n++ {
			t[n] = true
		}
	}
	return &t
})

// nanp reports whether the ten digits of d, or eleven with a leading 1, can be
// a number of the North American Numbering Plan: area code [2-9][0-8]x that is
// no service code and not reserved, exchange [2-9]xx that is no service code.
func nanp(d string) bool {
	if len(d) == 11 {
		if d[0] != '1' {
			return false
		}
		d = d[1:]
	}
	return len(d) == 10 && areaCode(d[:3]) && d[3] >= '2' && !(d[4] == '1' && d[5] == '1') && d != "9876543210" && d != "2345678901"
}

func areaCode(a string) bool {
	if a[0] < '2' || a[1] == '9' || a[1] == '1' && a[2] == '1' {
		return false
	}
	return a[:2] != "37" && a[:2] != "96"
}

// tollFree reports whether the ten or eleven digits d reach a company, not a person.
func tollFree(d string) bool {
	switch d[len(d)-10 : len(d)-7] {
	case "800", "833", "844", "855", "866", "877", "888", "900":
		return true
	}
	return false
}

// ibanLengths are the lengths of IBANs by country (ISO 13616 registry).
var ibanLengths = map[string]int{
	"AD": 24, "AE": 23, "AL": 28, "AT": 20, "AZ": 28, "BA": 20, "BE": 16, "BG": 22, "BH": 22, "BR": 29, "BY": 28, "CH": 21, "CR": 22, "CY": 28, "CZ": 24,
	"DE": 22, "DK": 18, "DO": 28, "EE": 20, "EG": 29, "ES": 24, "FI": 18, "FO": 18, "FR": 27, "GB": 22, "GE": 22, "GI": 23, "GL": 18, "GR": 27, "GT": 28,
	"HR": 21, "HU": 28, "IE": 22, "IL": 23, "IQ": 23, "IS": 26, "IT": 27, "JO": 30, "KW": 30, "KZ": 20, "LB": 28, "LC": 32, "LI": 21, "LT": 20, "LU": 20,
	"LV": 21, "LY": 25, "MC": 27, "MD": 24, "ME": 22, "MK": 19, "MR": 27, "MT": 31, "MU": 30, "NL": 18, "NO": 15, "PK": 24, "PL": 28, "PS": 29, "PT": 25,
	"QA": 29, "RO": 24, "RS": 22, "SA": 24, "SC": 31, "SE": 24, "SI": 19, "SK": 24, "SM": 27, "ST": 25, "SV": 28, "TL": 23, "TN": 24, "TR": 26, "UA": 29, "VA": 22, "VG": 24, "XK": 20,
}

// iban reports whether s, in upper case and without blanks, is an IBAN of the
// length of its country with remainder 1 (ISO 13616, ISO 7064 mod 97-10).
func iban(s string) bool {
	if len(s) < 15 || ibanLengths[s[:2]] != len(s) {
		return false
	}
	rem := 0
	for i := 0; i < len(s); i++ {
		c := s[(i+4)%len(s)]
		switch {
		case '0' <= c && c <= '9':
			rem = (rem*10 + int(c-'0')) % 97
		case 'A' <= c && c <= 'Z':
			rem = (rem*100 + int(c-'A') + 10) % 97
		default:
			return false
		}
	}
	return rem == 1
}

// meid reports whether s is a mobile equipment identifier: 14 hex digits of
// which the first is A to F (3GPP2 S.R0048).
func meid(s string) bool {
	if len(s) != 14 || s[0]&^0x20 < 'A' || s[0]&^0x20 > 'F' {
		return false
	}
	for i := 0; i < len(s); i++ {
		if !hexDigit[s[i]] {
			return false
		}
	}
	return true
}
