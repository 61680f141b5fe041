package detectors

import "strings"

// A planTable knows the plans and features of the list by the hashes of their words.
type planTable struct {
	byPhrase map[uint64]planName
	longest  int
}

type planName struct {
	element Element
	name    string // as the list writes it
	words   int
}

// abbreviations are the usual short forms in names of plans.
var abbreviations = func() map[uint64]uint64 {
	m := map[uint64]uint64{}
	for short, long := range map[string]string{
		"unltd": "unlimited", "unlim": "unlimited", "unl": "unlimited", "ult": "unlimited", "ilimitado": "unlimited", "intl": "international", "int'l": "international", "prem": "premium", "prot": "protection", "ess": "essentials",
		"fam": "family", "biz": "business", "bus": "business", "shr": "share", "txt": "text", "min": "minutes", "mins": "minutes", "svr": "saver", "gigs": "gb", "gig": "gb", "prepd": "prepaid", "wifi": "wi", "str": "streaming", "vm": "voicemail",
	} {
		m[hashWord(short)] = hashWord(long)
	}
	return m
}()

// linkWords are left out when names of plans are compared, as is "&".
var linkWords = hashSet("and", "y", "the")

var hashWi, hashFi = hashWord("wi"), hashWord("fi")

func newPlanTable(lex *lexicon, plans, features []string) planTable {
	t := planTable{byPhrase: map[uint64]planName{}}
	w := work{Scanner: &Scanner{lex: lex}}
	add := func(e Element, name string) {
		w.tokens(name)
		h, n := uint64(hashSeed), 0
		for i := range w.toks {
			k, skip := w.planWord(name, i)
			if skip {
				continue
			}
			if n == 0 {
				lex.add(w.toks[i].hash, planStart)
				lex.add(k, planStart)
			}
			h = joinHash(h, k)
			n++
		}
		if n == 0 {
			return
		}
		t.byPhrase[h] = planName{e, name, n}
		t.longest = max(t.longest, n)
	}
	for _, p := range plans {
		add(RatePlan, p)
	}
	for _, f := range features {
		add(PlanFeature, f)
	}
	for short, long := range abbreviations {
		if lex.get(long)&planStart != 0 {
			lex.add(short, planStart)
		}
	}
	return t
}

// planWord is what token i counts for in the name of a plan.
func (w *work) planWord(text string, i int) (h uint64, skip bool) {
	t := &w.toks[i]
	if t.kind == number {
		return hashWord(text[t.start:t.end]), false
	}
	if linkWords.has(t.hash) || t.hash == hashFi && i > 0 && w.toks[i-1].hash == hashWi {
		return 0, true // "Wi-Fi" is "WiFi"
	}
	if long, ok := abbreviations[t.hash]; ok {
		return long, false
	}
	return t.hash, false
}

// plan takes the longest name of a plan or feature that begins at token i, and
// returns its tokens. In advertising it exposes nobody.
func (w *work) plan(text string, i int) int {
	h, n := uint64(hashSeed), 0
	var best planName
	end := 0
	for j := i; j < len(w.toks) && n < w.plans.longest; j++ {
		if j > i && !planGap(text[w.toks[j-1].end:w.toks[j].start]) {
			break
		}
		k, skip := w.planWord(text, j)
		if skip {
			if j == i {
				return 0
			}
			continue
		}
		h = joinHash(h, k)
		n++
		if p, ok := w.plans.byPhrase[h]; ok && p.words == n {
			best, end = p, j+1
		}
	}
	if end == 0 || end < len(w.toks) && w.toks[end].glued {
		return 0
	}
	l := w.label(text, i, end, 1<<best.element)
	if best.words == 1 && l.element != best.element && w.toks[i].kind == lowword {
		return 0 // a plan named by one common word
	}
	why := "list"
	conf := float32(.93)
	if l.element == best.element {
		why, conf = "list; label", .97
	}
	w.add(Finding{Element: best.element, Start: int(w.toks[i].start), End: int(w.toks[end-1].end), Value: best.name, Confidence: conf, Reserved: w.advertised(text, i, end), Why: why})
	w.take(int(w.toks[i].start), int(w.toks[end-1].end))
	return end - i
}

func planGap(g string) bool {
	g = strings.TrimSpace(g)
	switch g {
	case "", "&", "-", "+", "/", "®", "™":
		return true
	}
	return false
}

// adWords belong to offers.
var adWords = hashSet("introducing", "offer", "offers", "promotion", "promo", "limited", "sale", "save", "switch", "upgrade", "sign", "deal", "deals", "discover", "announcing", "launch", "launching", "contract", "free", "new", "today", "sunday", "enjoy", "exclusive", "savings", "oferta", "aproveche", "presentamos", "descubra", "only", "just", "starting", "shop", "join", "meet", "available", "hurry", "ends", "offered", "offering", "effective", "announcement", "introduce", "rates")

// advertised reports whether the name in tokens i to j stands in an offer:
// a price by the month, or two words of advertising around it.
func (w *work) advertised(text string, i, j int) bool {
	words, price := 0, false
	lo := i
	for lo > 0 && i-lo < 14 && w.sameParagraph(text, lo-1) {
		lo--
	}
	for t := lo; t < len(w.toks) && t < j+24; t++ {
		if t >= j && !w.sameParagraph(text, t-1) {
			break
		}
		if t >= i && t < j {
			continue
		}
		tok := &w.toks[t]
		if tok.kind == number {
			if signed, _ := currencyBefore(text, int(tok.start)); signed {
				n, _ := w.amount(text, t)
				price = price || n > 0 && w.price(text, t, t+n)
			}
		} else if adWords.has(tok.hash) {
			words++
		}
	}
	return words >= 3 || words >= 1 && price
}

// sameParagraph reports whether the token behind token t goes on in its
// paragraph: on its line, or on the next without a sentence that ends between.
func (w *work) sameParagraph(text string, t int) bool {
	if t+1 >= len(w.toks) {
		return true
	}
	lines := w.toks[t+1].line - w.toks[t].line
	return lines == 0 || lines == 1 && !w.sentenceEnds(text, t)
}

// accountTypes are the two kinds of account, as they are written.
var accountTypes = map[uint64]string{
	hashWord("prepaid"): "prepaid", hashWord("postpaid"): "postpaid", hashWord("prepago"): "prepaid", hashWord("pospago"): "postpaid", hashWord("postpago"): "postpaid", hashWord("prepagado"): "prepaid", hashWord("prepagada"): "prepaid",
}

// accountType takes the word at token i where it says what somebody's account is.
func (w *work) accountType(text string, i int) int {
	t := &w.toks[i]
	v, n := accountTypes[t.hash], 1
	if v == "" && (t.hash == hashPre || t.hash == hashPost) && i+1 < len(w.toks) && w.toks[i+1].hash == hashPaid && text[t.end:w.toks[i+1].start] == "-" {
		v, n = text[t.start:t.end], 2
		v = strings.ToLower(v) + "paid"
	}
	if v == "" {
		return 0
	}
	if i+n < len(w.toks) && pluralAfter.has(w.toks[i+n].hash) && text[w.toks[i+n-1].end:w.toks[i+n].start] == " " {
		return n // "prepaid cards": goods, not an account
	}
	if w.choice(i, i+n) {
		return n // "prepaid or postpaid?"
	}
	w.add(Finding{Element: AccountType, Start: int(t.start), End: int(w.toks[i+n-1].end), Value: v, Confidence: .9, Reserved: w.advertised(text, i, i+n), Why: "word"})
	return n
}

// choice reports whether tokens i to j are one of two kinds that are offered.
func (w *work) choice(i, j int) bool {
	return j+1 < len(w.toks) && conjunctions.has(w.toks[j].hash) && w.toks[j+1].flags&accountWord != 0 ||
		i >= 2 && conjunctions.has(w.toks[i-1].hash) && w.toks[i-2].flags&accountWord != 0
}

var (
	hashPre, hashPost, hashPaid = hashWord("pre"), hashWord("post"), hashWord("paid")
	pluralAfter                 = hashSet("cards", "plans", "customers", "accounts", "phones", "sims", "business", "segment", "market", "services", "products", "subscribers", "team", "churn", "base")
)
