package detectors

import (
	"flag"
	"fmt"
	"math/big"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var oracleTexts = flag.Int("oracle.n", 2000, "texts that the scanner and each oracle are compared on")

// An oracle finds an element as its plain regular expression and its check
// would. Scanner and oracle must find the same spans in texts of this kind:
// four neutral words or more, then an atom with signs around it, and so on;
// an atom is a value of the element, a value with one digit changed, or groups of
// digits. A value stands apart from further letters and digits; a match that
// is turned down is tried again from its next group.
type oracle struct {
	element Element
	re      *regexp.Regexp // its group is the value
	check   func(value string) bool
	atom    func(r *rand.Rand) string
}

var oracles = []oracle{
	{PaymentCard, regexp.MustCompile(`\b(\d{4} \d{4} \d{4} \d{4}|\d{4}-\d{4}-\d{4}-\d{4}|\d{4} \d{6} \d{5}|\d{4}-\d{6}-\d{5}|\d{15,16})\b`), plainCard, cardAtom},
	{SSN, regexp.MustCompile(`\b(\d{3}-\d{2}-\d{4})\b`), plainSSN, ssnAtom},
	{ITIN, regexp.MustCompile(`\b(\d{3}-\d{2}-\d{4})\b`), matches(`^9\d\d-(5\d|6[0-5]|7\d|8[0-8]|9[0-24-9])`), ssnAtom},
	{EIN, regexp.MustCompile(`\bEIN (\d\d-\d{7})\b`), matches(`^(0[1-6]|1[0-6]|2[0-7]|3\d|4[0-8]|5\d|6[0-8]|7[1-7]|8[0-8]|9[0-589])`), einAtom},
	{Phone, regexp.MustCompile(`((?:\+1[ .-]|\b1[ .-])?(?:\(\d{3}\) ?\d{3}[ .-]\d{4}|\b\d{3}(?:-\d{3}-|\.\d{3}\.| \d{3} | \d{3}-)\d{4})|\+1\d{10}|\b1?\d{10}|\b1\d{3}(?: \d{3} |-\d{3}-|\.\d{3}\.)\d{4})\b`), plainPhone, phoneAtom},
	{Email, regexp.MustCompile(`\b([a-z0-9][a-zA-Z0-9._+-]*@[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*\.[a-zA-Z]{2,})\b`), nil, emailAtom},
	{IMEI, regexp.MustCompile(`\bIMEI:? (\d{15}|\d{2}-\d{6}-\d{6}-\d)\b`), plainLuhn, imeiAtom},
	{ICCID, regexp.MustCompile(`\b(89\d{17,18})\b`), plainLuhn, iccidAtom},
	{IBAN, regexp.MustCompile(`\bIBAN: ([A-Z]{2}\d{2}(?: ?[A-Z0-9])+)\b`), plainIBAN, ibanAtom},
	{IPAddress, regexp.MustCompile(`\b(\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3})\b`), matches(`^((25[0-5]|2[0-4]\d|1?\d?\d|0\d\d)(\.|$)){4}$`), ipAtom},
	{IPAddress, regexp.MustCompile(`((?:[0-9a-f]{1,4})?(?::[0-9a-f]{0,4}){2,8})`), plainIP6, ip6Atom},
	{HealthID, regexp.MustCompile(`\b([1-9][AC-HJKMNP-RT-Y][0-9AC-HJKMNP-RT-Y]\d(?:-[AC-HJKMNP-RT-Y][0-9AC-HJKMNP-RT-Y]\d-|[AC-HJKMNP-RT-Y][0-9AC-HJKMNP-RT-Y]\d)[AC-HJKMNP-RT-Y]{2}\d\d)\b`), nil, medicareAtom},
	{RoutingNumber, regexp.MustCompile(`\brouting number (\d{9})\b`), plainABA, routingAtom},
	{AccountNumber, regexp.MustCompile(`\baccount number:? (\d{9}|\d{3}-\d{3}-\d{3}|\d{3} \d{3} \d{3})\b`), nil, accountAtom},
	{BillingZIP, regexp.MustCompile(`\bbilling zip (\d{5})\b`), nil, zipAtom},
	{PIN, regexp.MustCompile(`\bPIN:? (\d{4,8})\b`), nil, pinAtom},
}

func TestOracles(t *testing.T) {
	wk := northwind().Worker()
	for i, o := range slices.Concat(oracles, wordOracles) {
		t.Run(o.element.String(), func(t *testing.T) {
			r := rand.New(rand.NewPCG(1, uint64(i)))
			values, bytes := 0, 0
			for range *oracleTexts {
				text := oracleText(r, o.atom)
				want := o.spans(text)
				if got := spansFound(wk.Text(text, nil, nil), o.element); !slices.Equal(got, want) {
					t.Fatalf("%q\ngot  %v\nwant %v", text, got, want)
				}
				values += len(want)
				bytes += len(text)
			}
			t.Logf("%d values in %d texts, %d bytes", values, *oracleTexts, bytes)
			if values < *oracleTexts/20 {
				t.Errorf("only %d values in %d texts", values, *oracleTexts)
			}
		})
	}
}

// spans returns what o finds in text.
func (o *oracle) spans(text string) []Span {
	var found []Span
	for at := 0; ; {
		m := o.re.FindStringSubmatchIndex(text[at:])
		if m == nil {
			return found
		}
		s, e := at+m[2], at+m[3]
		if apart(text, s, e) && (o.check == nil || o.check(text[s:e])) {
			found = append(found, Span{s, e})
			at = e
			continue
		}
		at = s + 1
		for at < e && isAlnum(text[at]) && isAlnum(text[at-1]) {
			at++
		}
	}
}

// apart reports whether no sign ties text[s:e] to letters or digits beside it.
func apart(text string, s, e int) bool {
	before := s > 0 && (isAlnum(text[s-1]) || s > 1 && strings.IndexByte("-./", text[s-1]) >= 0 && isAlnum(text[s-2]))
	behind := e < len(text) && (isAlnum(text[e]) || e+1 < len(text) && strings.IndexByte("-.", text[e]) >= 0 && isAlnum(text[e+1]))
	return !before && !behind
}

func isAlnum(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

func spansFound(found []Finding, e Element) []Span {
	var spans []Span
	for _, f := range found {
		if f.Element == e {
			spans = append(spans, Span{f.Start, f.End})
		}
	}
	return spans
}

// neutral words name nothing, join nothing and stand beside no value.
var neutral = strings.Fields("quietly green river wooden gently cloudy softly bright garden slowly rather yellow window kindly")

// oracleText sets a few atoms among neutral words.
func oracleText(r *rand.Rand, atom func(*rand.Rand) string) string {
	var b strings.Builder
	for range 1 + r.IntN(4) {
		for range 4 + r.IntN(4) {
			b.WriteString(pick(r, neutral...) + pick(r, " ", " ", " ", " ", ", ", "\n"))
		}
		b.WriteString(strings.Replace(pick(r, "@", "@", "@", "[@]", "@,", "@.", "@;", "\"@\"", "'@'", "@ -", "@!"), "@", atom(r), 1))
		b.WriteString(pick(r, " ", "\n"))
	}
	return b.String()
}

func pick[T any](r *rand.Rand, of ...T) T { return of[r.IntN(len(of))] }

func digitRun(r *rand.Rand, n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte('0' + r.IntN(10))
	}
	return string(b)
}

// noise is one to four groups of one to four digits.
func noise(r *rand.Rand, seps ...string) string {
	sep := pick(r, seps...)
	s := digitRun(r, 1+r.IntN(4))
	for range r.IntN(4) {
		s += sep + digitRun(r, 1+r.IntN(4))
	}
	return s
}

// grouped parts the digits of s into groups of those lengths.
func grouped(s, sep string, lens ...int) string {
	var parts []string
	for _, n := range lens {
		parts = append(parts, s[:n])
		s = s[n:]
	}
	return strings.Join(parts, sep)
}

// spoiled is s, or at times s with one of its digits changed.
func spoiled(r *rand.Rand, s string) string {
	if r.IntN(3) > 0 {
		return s
	}
	b := []byte(s)
	for {
		if i := r.IntN(len(b)); '0' <= b[i] && b[i] <= '9' {
			b[i] = '0' + (b[i]-'0'+1+byte(r.IntN(9)))%10
			return string(b)
		}
	}
}

// checked completes s with its check digit (Luhn), found by trial.
func checked(s string) string {
	for c := '0'; ; c++ {
		if plainLuhn(s + string(c)) {
			return s + string(c)
		}
	}
}

func digitsAlone(s string) string {
	return strings.Map(func(c rune) rune {
		if c < '0' || c > '9' {
			return -1
		}
		return c
	}, s)
}

// matches returns a check by a regular expression.
func matches(expr string) func(string) bool { return regexp.MustCompile(expr).MatchString }

// plainLuhn adds the digits from the left, with a table for the doubled ones.
func plainLuhn(s string) bool {
	d, sum := digitsAlone(s), 0
	for i, c := range d {
		if (len(d)-i)%2 == 0 {
			sum += [...]int{0, 2, 4, 6, 8, 1, 3, 5, 7, 9}[c-'0']
		} else {
			sum += int(c - '0')
		}
	}
	return sum%10 == 0
}

var cardNumber = regexp.MustCompile(`^(4\d{15}|5[1-5]\d{14}|(222[1-9]|22[3-9]\d|2[3-6]\d\d|27[01]\d|2720)\d{12}|3[47]\d{13}|(6011|64[4-9]\d|65\d\d)\d{12}|35(2[89]|[3-8]\d)\d{12}|(2131|1800)\d{11}` +
	`|(30[0-5]\d|3095|36\d\d|38\d\d|39\d\d)\d{11,12}|(62|81)\d{14}|(50|5[6-8]|60|63|67|69)\d{13,14}|220[0-4]\d{12})$`)

func plainCard(s string) bool { return cardNumber.MatchString(digitsAlone(s)) && plainLuhn(s) }

func cardAtom(r *rand.Rand) string {
	if r.IntN(8) == 0 {
		return noise(r, " ")
	}
	if r.IntN(5) == 0 {
		d := spoiled(r, checked(pick(r, "34", "37")+digitRun(r, 12)))
		return pick(r, d, grouped(d, " ", 4, 6, 5), grouped(d, "-", 4, 6, 5))
	}
	d := checked((pick(r, "4", "51", "55", "2221", "2720", "6011", "3528", "3589", "62", "67", "9", "2220", "2721", "1") + digitRun(r, 15))[:15])
	d = spoiled(r, d)
	return pick(r, d, grouped(d, "-", 4, 4, 4, 4), grouped(d, " ", 4, 4, 4, 4), fmt.Sprintf("%d %s", 1000+r.IntN(5000), grouped(d, " ", 4, 4, 4, 4)), d+digitRun(r, 1+r.IntN(2)),
		grouped(d, "-", 4, 4, 4, 4)+"-"+digitRun(r, pick(r, 1, 2, 4)), "A"+d)
}

func plainSSN(s string) bool {
	var area, group, serial int
	if n, err := fmt.Sscanf(s, "%d-%d-%d", &area, &group, &serial); n != 3 || err != nil {
		return false
	}
	return area > 0 && area != 666 && area < 900 && group > 0 && serial > 0
}

func ssnAtom(r *rand.Rand) string {
	d := pick(r, "899", "772", digitRun(r, 3), "9"+digitRun(r, 2), pick(r, "000", "666", "001")) + pick(r, digitRun(r, 2), digitRun(r, 2), pick(r, "00", "65", "66", "93")) + pick(r, digitRun(r, 4), digitRun(r, 4), "0000")
	s := grouped(d, "-", 3, 2, 4)
	return pick(r, s, s, s, "1-"+s, s+"-1", s+"1", "A"+s, noise(r, "-"))
}

func einAtom(r *rand.Rand) string {
	return "EIN " + pick(r, grouped(digitRun(r, 9), "-", 2, 7), grouped(digitRun(r, 9), "-", 2, 7), grouped(digitRun(r, 8), "-", 2, 6))
}

func plainPhone(s string) bool {
	d := strings.TrimPrefix(digitsAlone(s), "1")
	ok, err := regexp.MatchString(`^[2-9][0-8]\d[2-9]\d{6}$`, d)
	return ok && err == nil && d[1:3] != "11" && d[4:6] != "11" && d[:2] != "37" && d[:2] != "96"
}

func phoneAtom(r *rand.Rand) string {
	if r.IntN(5) == 0 {
		return "8" + noise(r, " ")[1:] // other countries' numbers begin with 0
	}
	area, exchange, line := pick(r, "617", "212", "911", "123", "800", digitRun(r, 3)), pick(r, "555", "411", "155", digitRun(r, 3)), "01"+digitRun(r, 2)
	d := area + exchange + line
	s := pick(r, d, grouped(d, "-", 3, 3, 4), grouped(d, ".", 3, 3, 4), grouped(d, " ", 3, 3, 4), area+" "+exchange+"-"+line, "("+area+") "+exchange+"-"+line, "("+area+")"+exchange+"-"+line)
	switch {
	case s == d:
		return pick(r, "", "1", "+1", "", "12", "A") + s
	case r.IntN(4) == 0:
		return pick(r, "+1 ", "1-", "1 ", "+1-") + s
	}
	return s + pick(r, "", "", "", "", digitRun(r, 1), "-"+digitRun(r, 1))
}

func emailAtom(r *rand.Rand) string {
	local := pick(r, "jdoe", "j.doe", "j_doe", "jane-doe", "jdoe+bills", "jDoe77", "7jdoe")
	return pick(r, local+"@example.com", "<"+local+"@example.com>", local+"@mail.example.co.uk", local+"@example.museum", local+"@x-1.example", local+"@localhost", local+"@example.1", "@example.com", local+"@", local+" @example.com", local)
}

func imeiAtom(r *rand.Rand) string {
	d := spoiled(r, checked(pick(r, "35", "86", "49", "01")+digitRun(r, 12)))
	return pick(r, "IMEI ", "IMEI: ", "IMEI ", "") + pick(r, d, grouped(d, "-", 2, 6, 6, 1), d[:14])
}

func iccidAtom(r *rand.Rand) string {
	return spoiled(r, checked(pick(r, "89", "89", "88")+digitRun(r, 15+r.IntN(4))))
}

// plainIBAN does the arithmetic of ISO 13616 with big integers.
func plainIBAN(s string) bool {
	s = strings.ReplaceAll(s, " ", "")
	var digits strings.Builder
	for _, c := range s[4:] + s[:4] {
		if c >= 'A' {
			fmt.Fprint(&digits, c-'A'+10)
		} else {
			digits.WriteRune(c)
		}
	}
	n, ok := new(big.Int).SetString(digits.String(), 10)
	return ok && ibanCountry[s[:2]] == len(s) && n.Mod(n, big.NewInt(97)).Int64() == 1
}

// ibanCountry holds the countries of the atoms.
var ibanCountry = map[string]int{"DE": 22, "GB": 22, "FR": 27, "NO": 15, "ES": 24, "MT": 31}

func ibanAtom(r *rand.Rand) string {
	country := pick(r, "DE", "GB", "FR", "NO", "ES", "MT")
	account := pick(r, "", "WEST") + digitRun(r, 40)
	account = account[:ibanCountry[country]-4]
	s := ""
	for n := 2; n < 99; n++ {
		if s = fmt.Sprintf("%s%02d%s", country, n, account); plainIBAN(s) {
			break
		}
	}
	if s = spoiled(r, s); r.IntN(2) == 0 {
		return "IBAN: " + s
	}
	return "IBAN: " + strings.TrimSpace(regexp.MustCompile(`.{4}`).ReplaceAllString(s, "$0 "))
}

func ipAtom(r *rand.Rand) string {
	octet := func() string { return fmt.Sprint(r.IntN(280)) }
	s := octet() + "." + octet() + "." + octet() + "." + octet()
	return pick(r, s, s, s, s+"."+octet(), "v"+s, s+"-1", noise(r, "."))
}

// plainIP6 reads the groups of an address and counts them.
func plainIP6(s string) bool {
	if strings.Trim(s, "0:") == "" {
		return false // the unspecified address
	}
	zeros := strings.Count(s, "::")
	groups := len(strings.FieldsFunc(s, func(c rune) bool { return c == ':' }))
	if strings.Contains(s, ":::") || zeros > 1 || strings.HasSuffix(s, ":") && !strings.HasSuffix(s, "::") || len(digitsAlone(s)) == 0 || len(strings.ReplaceAll(s, ":", "")) < 5 {
		return false
	}
	return zeros == 1 && groups < 8 || zeros == 0 && groups == 8
}

func ip6Atom(r *rand.Rand) string {
	group := func() string { return pick(r, "0", "2001", "db8", "7", "c401", "f5f", "1b") }
	s := group()
	n := pick(r, 2, 3, 5, 7, 7)
	for range n {
		s += ":" + group()
	}
	if n == 7 {
		return s
	}
	return pick(r, s, strings.Replace(s, ":", "::", 1), strings.Replace(s, ":7:", "::", 1), noise(r, ":"))
}

func medicareAtom(r *rand.Rand) string {
	letter := func() string { return pick(r, "A", "C", "E", "K", "T", "Y", "S") }
	a := pick(r, "1", "4", "9", "0") + letter() + pick(r, letter(), digitRun(r, 1)) + digitRun(r, 1)
	b, c := letter()+pick(r, letter(), digitRun(r, 1))+digitRun(r, 1), letter()+letter()+digitRun(r, 2)
	return pick(r, a+b+c, a+"-"+b+"-"+c, a+"-"+b+"-"+c, a+"-"+b+c, a+b+c+"7", "A"+a+b+c)
}

// plainABA weighs the digits 3, 7, 1 (ABA routing number policy).
func plainABA(s string) bool {
	var d [9]int
	for i, c := range s {
		d[i] = int(c - '0')
	}
	sum := 3*(d[0]+d[3]+d[6]) + 7*(d[1]+d[4]+d[7]) + d[2] + d[5] + d[8]
	ok, err := regexp.MatchString(`^(0\d|1[0-2]|2[1-9]|3[0-2]|6[1-9]|7[0-2]|80)`, s)
	return ok && err == nil && sum%10 == 0 && strings.Trim(s, s[:1]) != ""
}

func routingAtom(r *rand.Rand) string {
	s := pick(r, "02", "12", "21", "32", "61", "80", "99", "13") + digitRun(r, 6)
	for c := '0'; c <= '9'; c++ {
		if plainABA(s + string(c)) {
			return pick(r, "routing number ", "routing number ", "") + spoiled(r, s+string(c))
		}
	}
	return "routing number " + s + "0"
}

func accountAtom(r *rand.Rand) string {
	d := "8" + digitRun(r, 8)
	return pick(r, "account number ", "account number: ", "account number ", "") + pick(r, d, grouped(d, "-", 3, 3, 3), grouped(d, " ", 3, 3, 3), d+"0", d[:8], "A"+d)
}

func zipAtom(r *rand.Rand) string {
	return pick(r, "billing zip ", "billing zip ", "") + pick(r, digitRun(r, 5), digitRun(r, 5), digitRun(r, 4), digitRun(r, 6))
}

func pinAtom(r *rand.Rand) string {
	return pick(r, "PIN ", "PIN: ", "") + digitRun(r, 3+r.IntN(7))
}
