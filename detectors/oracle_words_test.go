package detectors

import (
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// wordOracles are the oracles of elements that words decide: labels, lists of
// names and of plans.
var wordOracles = []oracle{
	{Name, regexp.MustCompile(`\b((?:Robert|Maria|Alice|JOHN)(?: [A-Z]\.)? (?:Smith|Lopez|Nguyen|O'Brien|WALKER)|(?:robert|maria|alice) (?:smith|lopez|nguyen|o'brien)|(?:Smith|Lopez|Nguyen), (?:Robert|Maria|Alice))\b`), nil, nameAtom},
	{PostalAddress, regexp.MustCompile(`\b(\d{1,5} (?:N |South )?(?:Maple|Cedar|11th|Old Mill) (?:St|Street|Avenue|Rd|Ln)(?:,? (?:Apt|Unit) \d+)?, (?:Boston|Salem|Palo Alto), (?:MA|OR|California) \d{5}(?:-\d{4})?|P\.?O\.? Box \d{1,4}, (?:Boston|Salem), (?:MA|OR) \d{5})\b`), nil, addressAtom},
	{Place, regexp.MustCompile(`\b(?:in )((?:Boston|Denver), (?:MA|CO|Colorado))\b`), nil, placeAtom},
	{DateOfBirth, regexp.MustCompile(`\b(?:DOB:?|born on|date of birth:?) (\d\d/\d\d/\d{4}|\d{4}-\d\d-\d\d|(?:March|Jul) \d{1,2}, \d{4})\b`), plainDay, birthAtom},
	{Billing, regexp.MustCompile(`\b(?:balance of|balance:|amount due:?) (\$\d{1,3}(?:,\d{3})*\.\d\d|\$\d{1,3}\.\d\d)\b`), nil, billingAtom},
	{AccountType, regexp.MustCompile(`\baccount type: (prepaid|Postpaid|PREPAID)\b`), nil, typeAtom},
	{RatePlan, regexp.MustCompile(`\bon (Simply Unlimited|SIMPLY UNLIMITED|simply unlimited)\b`), nil, planAtom},
	{PlanFeature, regexp.MustCompile(`\bwith (Wi-Fi Calling|wi-fi calling)\b`), nil, featureAtom},
	{CallDetail, regexp.MustCompile(`\b((?:2019-\d\d-\d\d|0[1-9]/[12]\d/2019) \d\d:\d\d (?:to )?617-555-01\d\d)\b`), matches(`^(2019-(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])|0)`), callAtom},
	{BankAccount, regexp.MustCompile(`\bchecking account(?: number)?:? (\d{6,17})\b`), nil, bankAtom},
	{IMSI, regexp.MustCompile(`\bIMSI:? (\d{15})\b`), matches(`^310`), imsiAtom},
	{DriversLicense, regexp.MustCompile(`\bdriver license: ([A-Z]\d{7}|[A-Z]\d{3}-\d{4}-\d{4})\b`), nil, licenceAtom},
	{Passport, regexp.MustCompile(`\bpassport number: ([A-Z]?\d{8,9})\b`), nil, passportAtom},
	{HealthID, regexp.MustCompile(`\bmember id: ([A-Z]{3}\d{9})\b`), nil, memberAtom},
	{Username, regexp.MustCompile(`\busername: ([a-z]+(?:\.[a-z]+)?\d\d)\b`), nil, usernameAtom},
	{Password, regexp.MustCompile(`\bpassword: ([A-Z][a-z]+[#*]\d{2,4})\b`), nil, passwordAtom},
	{SecurityAnswer, regexp.MustCompile(`\bmother's maiden name: ([A-Z][a-z]+)`), nil, answerAtom},
}

func nameAtom(r *rand.Rand) string {
	given, family := pick(r, "Robert", "Maria", "Alice"), pick(r, "Smith", "Lopez", "Nguyen", "O'Brien")
	return pick(r, given+" "+family, given+" "+family, given+" "+pick(r, "J.", "K.")+" "+family, pick(r, "Smith", "Lopez", "Nguyen")+", "+given, "JOHN WALKER", strings.ToLower(given+" "+family))
}

func addressAtom(r *rand.Rand) string {
	if r.IntN(6) == 0 {
		return noise(r, " ")
	}
	city := pick(r, "Boston, MA 0210", "Salem, OR 9730") + digitRun(r, 1) + pick(r, "", "", "-1234")
	if r.IntN(5) == 0 {
		return pick(r, "PO Box ", "P.O. Box ") + "1" + digitRun(r, 2) + ", " + city[:len("Boston, MA 02101")-len("Boston")+strings.IndexByte(city, ',')]
	}
	unit := pick(r, "", "", " Apt 4", ", Unit 12")
	return "1" + digitRun(r, r.IntN(4)) + " " + pick(r, "", "N ", "South ") + pick(r, "Maple", "Cedar", "11th", "Old Mill") + " " + pick(r, "St", "Street", "Avenue", "Rd", "Ln") + unit + ", " +
		pick(r, city, city, "Palo Alto, California 9430"+digitRun(r, 1))
}

func placeAtom(r *rand.Rand) string {
	return "in " + pick(r, "Boston, MA", "Denver, CO", "Denver, Colorado", "gently, MA", "7, CO")
}

// plainDay reports whether s is a day of the calendar between 1850 and 2100.
func plainDay(s string) bool {
	ok, err := regexp.MatchString(`^((0[1-9]|1[0-2])/(0[1-9]|1\d|2[0-8])/(19|20)\d\d|(19|20)\d\d-(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])|\w+ ([1-9]|1\d|2[0-8]), (19|20)\d\d)$`, s)
	return ok && err == nil
}

func birthAtom(r *rand.Rand) string {
	month, dayOf, year := pick(r, "02", "07", "12", "13"), pick(r, "01", "14", "28", "32"), pick(r, "1958", "1999", "2001")
	if month == "13" && dayOf < "13" {
		dayOf = "32" // else the day stands first
	}
	return pick(r, "DOB ", "DOB: ", "born on ", "date of birth: ", "since ") + pick(r, month+"/"+dayOf+"/"+year, year+"-"+month+"-"+dayOf, pick(r, "March ", "Jul ")+pick(r, "3", "17", "0")+", "+year)
}

func billingAtom(r *rand.Rand) string {
	return pick(r, "balance of ", "balance: ", "amount due ", "amount due: ", "cloudy ") + pick(r, "$"+pick(r, "7", "60", "412")+"."+digitRun(r, 2), "$1,"+digitRun(r, 3)+".10", digitRun(r, 2))
}

func typeAtom(r *rand.Rand) string {
	return pick(r, "account type: ", "account type: ") + pick(r, "prepaid", "Postpaid", "PREPAID", "wooden")
}

func planAtom(r *rand.Rand) string {
	return "on " + pick(r, "Simply Unlimited", "SIMPLY UNLIMITED", "simply unlimited", "simply wooden", "Simply")
}

func featureAtom(r *rand.Rand) string {
	return "with " + pick(r, "Wi-Fi Calling", "wi-fi calling", "Wi-Fi", "wooden calling")
}

func callAtom(r *rand.Rand) string {
	day := pick(r, "2019-03-"+pick(r, "04", "17", "28"), "03/1"+digitRun(r, 1)+"/2019", "2019-13-04")
	return day + pick(r, " 09:30 ", " 17:05 ", " ") + pick(r, "", "to ") + pick(r, "617-555-01"+digitRun(r, 2), "617-555-01"+digitRun(r, 1))
}

func bankAtom(r *rand.Rand) string {
	return pick(r, "checking account ", "checking account number: ", "") + digitRun(r, pick(r, 5, 8, 12, 17, 18))
}

func imsiAtom(r *rand.Rand) string {
	return pick(r, "IMSI ", "IMSI: ", "") + pick(r, "310", "310", "010") + "1" + "5" + "0" + digitRun(r, pick(r, 9, 9, 8))
}

func licenceAtom(r *rand.Rand) string {
	return pick(r, "driver license: ", "wooden: ") + pick(r, "D"+digitRun(r, 7), "S"+digitRun(r, 3)+"-"+digitRun(r, 4)+"-"+digitRun(r, 4), "cloudy")
}

func passportAtom(r *rand.Rand) string {
	return pick(r, "passport number: ", "wooden: ") + pick(r, digitRun(r, 9), "C"+digitRun(r, 8), digitRun(r, 3))
}

func memberAtom(r *rand.Rand) string {
	return pick(r, "member id: ", "wooden: ") + pick(r, "XQB"+digitRun(r, 9), "green")
}

func usernameAtom(r *rand.Rand) string {
	return pick(r, "username: ", "wooden: ") + pick(r, "jdoe"+digitRun(r, 2), "j.doe"+digitRun(r, 2), "green")
}

func passwordAtom(r *rand.Rand) string {
	return pick(r, "password: ", "wooden: ") + pick(r, "Tulip#"+digitRun(r, 2), "Heron*"+digitRun(r, 4), "green")
}

func answerAtom(r *rand.Rand) string {
	return pick(r, "mother's maiden name: ", "wooden: ") + pick(r, "Okafor.", "Lindqvist.", "7.")
}

// Every element has an oracle.
func TestOracleOfEach(t *testing.T) {
	known := map[Element]bool{None: true}
	for _, o := range slices.Concat(oracles, wordOracles) {
		known[o.element] = true
	}
	for e := None; e < elements; e++ {
		if !known[e] {
			t.Errorf("%s has no oracle", e)
		}
	}
}
