package detectors

import "strings"

// planWords are what names of plans and features are made of in the trade.
var planWords = hashSet("unlimited", "unltd", "unlim", "talk", "text", "data", "gb", "mb", "gig", "minutes", "minute", "mins", "share", "shared", "family", "individual", "premium", "plus", "max", "elite", "ultimate", "essential", "essentials",
	"basic", "standard", "pro", "select", "choice", "value", "starter", "connect", "mobile", "prepaid", "postpaid", "business", "senior", "military", "student", "hotspot", "roaming", "international", "intl", "nationwide", "wireless", "lte",
	"anytime", "weekend", "calling", "messaging", "everyday", "freedom", "flex", "smart", "simple", "saver", "bronze", "silver", "gold", "platinum", "ilimitado", "ilimitada", "ilimitados", "datos", "familiar", "minutos",
	"voicemail", "caller", "waiting", "forwarding", "insurance", "protection", "fi", "texting", "block", "blocking", "visual", "conference", "ringback", "tethering", "streaming", "voice", "id")

// noPlan is written where somebody has none.
var noPlan = hashSet("none", "n", "na", "tbd", "unknown", "yes", "no", "pending", "same", "other", "changed", "change", "cancelled", "canceled", "please", "ninguno", "ninguna", "new", "old", "current", "active", "inactive", "the", "a", "i", "we", "you", "to")

// maxPlanWords is the number of words of the longest name that is read without a list.
const maxPlanWords = 6

// labelledPlan takes the names that a label says are a plan or features and that no list
// has: "Rate plan: Premium Max 55". It returns the tokens of label and names.
func (w *work) labelledPlan(text string, i int, m *use) int {
	start := w.valueStart(text, m)
	if start < 0 {
		start = w.behindLine(text, m)
	}
	t := w.tokenAt(max(start, 0))
	if start < 0 || t >= len(w.toks) || int(w.toks[t].start) != start {
		return 0
	}
	said := strings.ContainsAny(text[m.end:start], ":=\t")
	e, found := m.role.element(), 0
	for t < len(w.toks) && w.toks[t].line == m.line {
		n, evidence := w.planName(text, t)
		if n == 0 || !evidence && (!said || !w.namesPlan(m)) {
			break
		}
		s, last := int(w.toks[t].start), int(w.toks[t+n-1].end)
		sure := float32(.75)
		if evidence {
			sure = .85
		}
		w.add(Finding{Element: e, Start: s, End: last, Value: strings.Join(strings.Fields(text[s:last]), " "), Confidence: sure, Reserved: w.advertised(text, t, t+n), Why: "label"})
		w.take(s, last)
		t += n
		found++
		if e == RatePlan || last >= len(text) || strings.IndexByte(",;/|&", text[last]) < 0 {
			break
		}
	}
	if found == 0 {
		return 0
	}
	m.used = int32(t)
	return t - i
}

// behindLine returns the byte behind the colon of "Features on the line:", or -1.
func (w *work) behindLine(text string, m *use) int {
	for t := int(m.to); t < len(w.toks) && t < int(m.to)+4 && w.toks[t].line == m.line; t++ {
		end := int(w.toks[t].end)
		if end+1 < len(text) && text[end] == ':' && text[end+1] == ' ' && lineWords.has(w.toks[t].hash) {
			return end + 2
		}
		if w.toks[t].flags&fillerWord == 0 && !lineWords.has(w.toks[t].hash) {
			break
		}
	}
	return -1
}

var lineWords = hashSet("line", "account", "file", "linea", "cuenta")

// namesPlan reports whether the label m can stand for nothing else than the name of
// a plan.
func (w *work) namesPlan(m *use) bool {
	return m.role.element() == RatePlan && m.to-m.from > 1
}

// planName returns the tokens of the name of a plan that begins at token t and
// ends where its words do: capital words and numbers up to a sign or the end of the
// line. It reports whether a word of the trade is among them.
func (w *work) planName(text string, t int) (n int, evidence bool) {
	if w.toks[t].flags&(planStart|takenFlag) != 0 || noPlan.has(w.toks[t].hash) || !w.toks[t].capital() && !(w.toks[t].kind == number && t+1 < len(w.toks) && w.toks[t+1].glued) {
		return 0, false
	}
	for j := t; j < len(w.toks) && w.toks[j].line == w.toks[t].line; j++ {
		tok := &w.toks[j]
		if j > t {
			gap := text[w.toks[j-1].end:tok.start]
			if planEnds(gap) {
				break
			}
			if !planGap(gap) {
				return 0, false
			}
		}
		if tok.kind == lowword && !linkWords.has(tok.hash) && !planWords.has(tok.hash) && !tok.glued || n == maxPlanWords {
			return 0, false
		}
		evidence = evidence || planWords.has(tok.hash)
		n++
	}
	return n, evidence
}

// planEnds reports whether the gap g ends a name.
func planEnds(g string) bool {
	return g != "" && strings.IndexByte(",;.|()[\t<", g[0]) >= 0 || strings.HasPrefix(g, " -") || strings.HasPrefix(g, " (") || strings.HasPrefix(g, " |") || strings.HasPrefix(g, " /") || strings.HasPrefix(g, " $")
}
