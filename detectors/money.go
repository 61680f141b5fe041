package detectors

import "strings"

// money takes the amount that begins at token i: digits with a currency sign,
// or with decimals behind a label. It is a finding where a label ties it to a
// bill; a price in advertising is none. It returns the tokens taken.
func (w *work) money(text string, i int) int {
	start := int(w.toks[i].start)
	signed, from := currencyBefore(text, start)
	n, decimals := w.amount(text, i)
	if n == 0 {
		return 0
	}
	end := int(w.toks[i+n-1].end)
	to := currencyAfter(text, end)
	if !signed && to == 0 && !decimals {
		return 0
	}
	if !signed && !w.amountAlone(text, start, end) {
		return 0
	}
	if w.inBulk(text, i, i+n, decimals) || w.byTheHour(text, i+n) {
		return n
	}
	l := w.label(text, i, i+n, 1<<Billing)
	if w.offered(i, l) {
		return n
	}
	if w.price(text, i, i+n) && (l.element != Billing || !firm(text, l.mark, start) || w.advertised(text, i, i+n)) {
		return n
	}
	if l.element != Billing {
		if signed || to != 0 {
			return n
		}
		return 0
	}
	if !signed && to == 0 && !firm(text, l.mark, start) {
		return 0
	}
	w.charge(l.mark, from)
	w.add(Finding{Element: Billing, Start: from, End: max(end, to), Value: decimal(text[start:end]), Confidence: .93, Why: "amount; label"})
	l.mark.used = int32(i + n)
	return n
}

// bulkWords stand behind an amount that no customer is billed.
var bulkWords = hashSet("m", "mm", "mn", "mio", "million", "millions", "millones", "b", "bn", "billion", "billions", "t", "trillion", "k", "thousand")

// maxBill is the number of digits of the largest bill that has no decimals.
const maxBill = 6

// maxBillWithDecimals is the same with its two decimals.
const maxBillWithDecimals = 8

// inBulk reports whether the amount in tokens i to j is more than somebody is
// billed, or is written in thousands and more: "$5 million", "£97m", "$270.1M".
func (w *work) inBulk(text string, i, j int, decimals bool) bool {
	if n := w.digitsIn(i, j); !decimals && n > maxBill || n > maxBillWithDecimals {
		return true
	}
	if j+1 < len(w.toks) && w.toks[j].kind == number && text[w.toks[j-1].end:w.toks[j].start] == "." {
		j++ // one decimal, as in "20.5M"
	}
	if j >= len(w.toks) || !bulkWords.has(w.toks[j].hash) || w.toks[j].kind == number {
		return false
	}
	g := text[w.toks[j-1].end:w.toks[j].start]
	return g == "" || (g == " " || g == "-") && w.toks[j].end-w.toks[j].start > 3
}

// offerWords before a label say that nothing is paid yet: "would you pay $5".
var offerWords = hashSet("would", "willing", "could", "if", "want")

// offered reports whether the label at l speaks of what somebody would pay.
func (w *work) offered(i int, l found) bool {
	if l.mark == nil || int(l.mark.from) >= i || w.toks[l.mark.from].hash != hashPay {
		return false
	}
	for t := int(l.mark.from) - 1; t >= 0 && t >= int(l.mark.from)-3 && w.toks[t].line == l.mark.line; t-- {
		if offerWords.has(w.toks[t].hash) {
			return true
		}
	}
	return false
}

var hashPay = hashWord("pay")

// firm reports whether nothing but a colon, a sign or a word as "is" and "of" stands
// between the label and the amount at byte start.
func firm(text string, m *use, start int) bool {
	if m == nil || int(m.end) > start {
		return false
	}
	g := strings.TrimSpace(text[m.end:start])
	switch g {
	case "on", "by", "at", "from", "el", "a", "in":
		return false // a date or a time of day
	}
	return len(g) <= 4
}

// currencyBefore reports whether a currency stands before byte start, and where it begins.
func currencyBefore(text string, start int) (bool, int) {
	p := start
	for p > 0 && text[p-1] == ' ' && start-p < 2 {
		p--
	}
	if p == 0 {
		return false, start
	}
	switch text[p-1] {
	case '$':
		if p > 2 && text[p-3:p-1] == "US" {
			return true, p - 3
		}
		return true, p - 1
	case 'D':
		if p > 2 && text[p-3:p] == "USD" {
			return true, p - 3
		}
	case "€"[2]:
		if p > 2 && text[p-3:p] == "€" {
			return true, p - 3
		}
	case "£"[1]:
		if p > 1 && text[p-2:p] == "£" {
			return true, p - 2
		}
	}
	return false, start
}

// currencyAfter returns the end of a currency that stands behind byte end, or 0.
func currencyAfter(text string, end int) int {
	if end >= len(text) {
		return 0
	}
	p := end
	if text[p] == ' ' {
		if p++; p >= len(text) {
			return 0
		}
	}
	for _, c := range currencies[text[p]] {
		if strings.HasPrefix(text[p:], c) && (p > end || c == "USD" || c == "€") {
			return p + len(c)
		}
	}
	return 0
}

// currencies stand behind an amount, by their first byte.
var currencies = func() (t [256][]string) {
	for _, c := range []string{"USD", "dollars", "dólares", "dolares", "€", "EUR"} {
		t[c[0]] = append(t[c[0]], c)
	}
	return t
}()

// amount returns the tokens of a number as bills write it: 1,234.56 or 60.10.
func (w *work) amount(text string, i int) (n int, decimals bool) {
	if w.toks[i].glued {
		return 0, false
	}
	j := i + 1
	for j < len(w.toks) && w.toks[j].kind == number && w.toks[j].end-w.toks[j].start == 3 && text[w.toks[j-1].end:w.toks[j].start] == "," {
		j++
	}
	if j < len(w.toks) && w.toks[j].kind == number && w.toks[j].end-w.toks[j].start == 2 && text[w.toks[j-1].end:w.toks[j].start] == "." {
		j++
		decimals = true
	}
	if w.toks[i].end-w.toks[i].start > 7 {
		return 0, false
	}
	return j - i, decimals
}

// amountAlone reports whether the digits in text[start:end] are no part of a
// version, a date or a code.
func (w *work) amountAlone(text string, start, end int) bool {
	if start > 0 && (wordByte(text[start-1]) || strings.IndexByte(".-/:#", text[start-1]) >= 0) {
		return false
	}
	if end < len(text) && (wordByte(text[end]) || text[end] == '%' || end+1 < len(text) && strings.IndexByte(".-/:", text[end]) >= 0 && wordByte(text[end+1])) {
		return false
	}
	return true
}

// decimal writes an amount with a point and two decimals.
func decimal(s string) string {
	s = strings.ReplaceAll(s, ",", "")
	if !strings.Contains(s, ".") {
		s += ".00"
	}
	if s = strings.TrimLeft(s, "0"); s[0] == '.' {
		s = "0" + s
	}
	return s
}

// priceWords stand by what something costs whoever buys it.
var priceWords = hashSet("only", "just", "month", "mo", "monthly", "starting", "from", "save", "off", "price", "priced", "sale", "offer", "deal", "lines", "per", "mes", "mensuales", "solo", "desde", "oferta", "promo", "starts", "low", "discount", "free")

// price reports whether the amount in tokens i to j is what something is
// offered for: "for only $35.00 a month", "$40/mo".
func (w *work) price(text string, i, j int) bool {
	for t := i - 1; t >= 0 && t >= i-2 && !w.sentenceEnds(text, t); t-- {
		if w.toks[t].kind != number && priceWords.has(w.toks[t].hash) && w.toks[t].flags&labelStart == 0 {
			return true
		}
	}
	for t := j; t < len(w.toks) && t < j+5; t++ {
		if w.sentenceEnds(text, t-1) || w.toks[t].line != w.toks[j-1].line {
			break
		}
		if w.toks[t].kind != number && (w.toks[t].hash == hashMonth || w.toks[t].hash == hashMo || w.toks[t].hash == hashMes) {
			return true
		}
	}
	return false
}

// What stands behind a wage or a rate: "$11.00 an hour", "$40/day".
var (
	perWords  = hashSet("a", "an", "per", "por", "al", "la")
	rateWords = hashSet("hour", "hr", "day", "minute", "min", "hora", "dia", "minuto")
)

// byTheHour reports whether the amount before token j is paid by the hour or the day.
func (w *work) byTheHour(text string, j int) bool {
	if j >= len(w.toks) || w.toks[j].line != w.toks[j-1].line {
		return false
	}
	if perWords.has(w.toks[j].hash) {
		return j+1 < len(w.toks) && rateWords.has(w.toks[j+1].hash)
	}
	return rateWords.has(w.toks[j].hash) && text[w.toks[j-1].end:w.toks[j].start] == "/"
}

var hashMonth, hashMo, hashMes = hashWord("month"), hashWord("mo"), hashWord("mes")
