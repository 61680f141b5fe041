package detectors

import "strings"

// What stands around a name alone.
type around uint8

const (
	nothingSaid around = iota
	owner              // Anna's account
	spoken             // told Anna; Anna said
	presented          // "I am Anna"
	called             // ", Anna?"
	quoted             // ", says Anna.
	alive              // Anna laughed
)

// around tells what stands around r.
func (w *work) around(text string, r run) around {
	end := int(w.toks[r.to-1].end)
	if r.from > 0 && text[w.toks[r.from-1].end:w.toks[r.from].start] == " " {
		p := &w.toks[r.from-1]
		if tells.has(p.hash) {
			if b := strings.TrimRight(text[:p.start], " "); b != "" && strings.ContainsAny(b[len(b)-1:], "\"',") || strings.HasSuffix(b, "”") {
				return quoted
			}
		}
		if p.hash == hashIm && p.end-p.start > 2 || r.from > 1 && presenting.has(joinHash(w.toks[r.from-2].hash, p.hash)) {
			return presented
		}
		if tells.has(p.hash) || addressing.has(p.hash) {
			return spoken
		}
	}
	if start := int(w.toks[r.from].start); start > 1 && end < len(text) && text[start-2:start] == ", " && (text[end] == '?' || text[end] == '!') {
		return called
	}
	return w.behind(text, r)
}

// behind tells what stands behind r.
func (w *work) behind(text string, r run) around {
	end := int(w.toks[r.to-1].end)
	if strings.HasPrefix(text[end:], "'s ") || strings.HasPrefix(text[end:], "’s ") {
		if r.to+1 < len(w.toks) && kin.has(w.toks[r.to+1].hash) {
			return alive
		}
		return owner
	}
	if r.to < len(w.toks) && text[end:w.toks[r.to].start] == " " {
		switch h := w.toks[r.to].hash; {
		case living.has(h):
			return alive
		case tells.has(h):
			return spoken
		}
	}
	return nothingSaid
}

var (
	// tells are what somebody does with words.
	tells = hashSet("said", "says", "asked", "asks", "wrote", "writes", "replied", "replies", "answered", "told", "tells", "explained", "explains", "added", "adds", "recalled", "recalls", "insisted", "insists", "joked", "suggested", "suggests", "argued", "argues", "dijo", "dice", "escribio", "respondio", "pregunto")
	// living is what people do and companies do not.
	living = hashSet("lives", "lived", "laughed", "laughs", "smiled", "smiles", "shouted", "shouts", "yelled", "whispered", "cried", "sighed", "nodded", "shrugged", "grinned", "married", "loves", "loved", "hugged", "kissed", "joked", "quipped", "phoned", "emailed", "texted", "vive", "nacio", "lloro", "rio")
	// kin are relations of people.
	kin = hashSet("husband", "wife", "son", "daughter", "kid", "kids", "child", "baby", "brother", "sister", "mother", "father", "mom", "dad", "uncle", "aunt", "nephew", "niece", "cousin", "grandson", "granddaughter", "grandfather", "grandmother", "grandma", "grandpa", "fiance", "fiancee", "boyfriend", "girlfriend", "roommate", "esposo", "esposa", "hijo", "hija", "hermano", "hermana", "marido")
	// hearing stands before somebody.
	hearing = hashSet("with", "to", "by", "for", "from", "him", "her", "than", "is", "was", "told", "tell", "ask", "asked", "call", "called", "met", "meet", "thank", "thanks", "says", "said")
	// offices stand before the surname of who holds them.
	offices = hashSet("president", "senator", "governor", "mayor", "judge", "justice", "officer", "detective", "sergeant", "lieutenant", "colonel", "professor", "coach", "congressman", "congresswoman", "secretary", "ambassador", "pope", "bishop", "pastor", "doctor", "doctora")
	// addressing takes somebody who hears.
	addressing = hashSet("told", "tell", "asked", "ask", "thank", "married", "meet", "met", "invite", "invited", "remind", "reminded", "cc", "ping", "named", "hugged", "kissed", "emailed", "phoned", "texted", "starring", "featuring")
)

var (
	// being are what places do as well.
	being = hashSet("is", "was", "has", "had", "will", "can", "does", "did", "on", "at", "isn't", "wasn't")
	// presenting stands before who speaks.
	presenting = pairSet("i am", "this is", "soy yo", "habla con", "le habla", "ich bin", "je suis")
)

// speaks reports whether r begins a line and a sentence stands behind it, as in a play.
func (w *work) speaks(text string, r run) bool {
	if r.to-r.from != 1 || !w.begunLine(r.from) || r.to >= len(w.toks) || text[w.toks[r.from].end:w.toks[r.to].start] != " " {
		return false
	}
	next := &w.toks[r.to]
	return next.capital() && next.kind != upper && next.flags&(neverName|inDictionary) != 0 || next.end-next.start == 1 && next.hash == hashI
}

// begunLine reports whether token i is the first of its line.
func (w *work) begunLine(i int) bool { return i == 0 || w.toks[i-1].line != w.toks[i].line }

// acts reports whether r, a word of the language too, does what people do.
func (w *work) acts(text string, r run) bool {
	if t := &w.toks[r.from]; r.to-r.from > 1 || t.flags&otherWord != inDictionary || r.to >= len(w.toks) || text[t.end:w.toks[r.to].start] != " " {
		return false
	}
	next := &w.toks[r.to]
	return next.kind == lowword && (tells.has(next.hash) || living.has(next.hash) || did.has(next.hash) || doing.has(next.hash))
}

// doing are verbs of which people are the subject as a rule.
var doing = hashSet("believes", "thinks", "knows", "wants", "tries", "walks", "takes", "predicts", "argues", "notes", "insists", "writes", "represents", "develops", "remembers", "agrees", "hopes", "feels", "sings", "plays", "wrote", "thinks", "decides", "admits", "claims", "worries", "smiles", "dreams", "discusses", "explores", "joins", "resigns", "talks")

// converses reports whether a word for talk, and "with" or "to", stand before r.
func (w *work) converses(text string, r run) bool {
	return r.from > 1 && conversing.has(joinHash(w.toks[r.from-2].hash, w.toks[r.from-1].hash)) && text[w.toks[r.from-1].end:w.toks[r.from].start] == " "
}

var conversing = pairSet("talked with", "talked to", "talk with", "talking with", "talking to", "spoke with", "spoke to", "speak with", "speaking with", "chatted with", "met with", "meeting with", "married to")

// paired reports whether "and" alone stands between r and a name before it.
func (w *work) paired(text string, r run) bool {
	if r.from < 2 || w.toks[r.from-1].hash != hashAnd || len(w.found()) == 0 {
		return false
	}
	f := &w.out[len(w.out)-1]
	return f.Element == Name && f.End == int(w.toks[r.from-2].end) && text[f.End:w.toks[r.from].start] == " and "
}
