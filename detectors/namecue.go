package detectors

import "strings"

// A cue is what around a run says that it names a person.
type cue uint8

const (
	noCue  cue = iota
	byWord     // "neighbor", "called": people do or are this
	byEnd      // at the end of what somebody wrote
	byLine     // a line of its own in a signature
	byVerb     // it wrote what stands below
	byTitle
	byLabel
	byGreeting
	byMail  // its e-mail address beside it
	byIntro // "my name is"
)

var cueWhy = [...]string{"name lists", "name lists; context", "end of a text", "line of its own", "said", "title", "label", "greeting", "beside its address", "introduction"}

// cue looks for what says that r, cut from full, is a person.
func (w *work) cue(text string, full, r run) cue {
	if r.from > full.from && w.toks[r.from-1].flags&titleWord != 0 && !w.millisecond(text, r.from) {
		return byTitle
	}
	if w.alsoGreeted(text, r.from) {
		return byGreeting
	}
	if r.from > 0 && w.toks[r.from-1].line == w.toks[r.from].line {
		p := &w.toks[r.from-1]
		g := text[p.end:w.toks[r.from].start]
		if p.flags&titleWord != 0 && (p.kind >= title || g == ". ") && !w.millisecond(text, r.from) && (g == " " || g == ". " || g == ".  ") {
			return byTitle
		}
		if (greetings.has(p.hash) || r.from > 1 && greetTwo.has(joinHash(w.toks[r.from-2].hash, p.hash))) && (g == " " || g == ", ") && !w.determined(text, run{r.from - 1, r.from}) {
			return byGreeting
		}
		if (g == " " || g == ": ") && w.introduced(r.from) {
			return byIntro
		}
		if g == " " && r.to-r.from > 1 && r.from > 1 && presentsWhole.has(joinHash(w.toks[r.from-2].hash, p.hash)) {
			return byIntro
		}
		if g == " " && p.hash == hashOf && r.from > 1 && kin.has(w.toks[r.from-2].hash) {
			return byWord
		}
		if g == "? " && p.hash == hashName {
			return byLabel // "Your last name? Turner"
		}
		if p.flags&chatCue != 0 && (g == " " || g == ": " || g == ", ") {
			if l := w.label(text, r.from, r.to, 1<<Name); g == ": " && l.element == Name && w.labelsName(text, l.mark, r) {
				return byLabel
			}
			return byWord
		}
	}
	if l := w.label(text, r.from, r.to, 1<<Name); l.element == Name && w.labelsName(text, l.mark, r) {
		return byLabel
	}
	if w.addressed(text, r) {
		return byMail
	}
	if w.attributed(text, r) {
		return byVerb
	}
	if r.to < len(w.toks) && w.toks[r.to].line == w.toks[r.to-1].line && actions.has(w.toks[r.to].hash) && text[w.toks[r.to-1].end:w.toks[r.to].start] == " " {
		return byWord
	}
	if w.ownLine(text, r) && w.signedOff(text, r) {
		return byLine
	}
	if w.signs(text, r) || w.credited(text, r) || w.quotes(text, r) {
		return byEnd
	}
	return noCue
}

// alsoGreeted reports whether token i goes on with those greeted: "Hi Ann and Bo".
func (w *work) alsoGreeted(text string, i int) bool {
	k := w.lesson.greeted
	switch {
	case k == 0:
		return false
	case k == i:
		g := text[w.toks[i-1].end:w.toks[i].start]
		return g == " & " || g == "/"
	}
	return k == i-1 && (w.toks[k].hash == hashAnd || w.toks[k].hash == hashY)
}

var (
	hashY    = hashWord("y")
	greetTwo = pairSet("good morning", "good afternoon", "good evening", "good day", "buenos dias", "buenas tardes", "buenas noches", "guten tag")
)

// millisecond reports whether the "MS" before token i is no title: capitals
// alone and without a stop.
func (w *work) millisecond(text string, i int) bool {
	p := &w.toks[i-1]
	return p.hash == hashMs && p.kind == upper && w.toks[i].kind != upper && text[p.end] != '.'
}

var hashMs = hashWord("ms")

var hashName = hashWord("name")

// introduced reports whether the words before token i say that a name follows.
func (w *work) introduced(i int) bool {
	return introOne.has(w.toks[i-1].hash) || i > 1 && introTwo.has(joinHash(w.toks[i-2].hash, w.toks[i-1].hash))
}

var (
	introOne = hashSet("llamo", "llama", "nombre", "mappelle", "chiamo")
	// presentsWhole stands before the whole name of who speaks.
	presentsWhole = pairSet("i am", "ich bin", "je suis", "io sono")
	introTwo      = pairSet("name is", "name s", "nombre es", "call me", "am called", "names are", "name was", "mi chiamo", "nom est", "name ist", "ich heisse", "heisse ich", "er heisst", "sie heisst", "nome e", "me chamo", "chamo me", "naam is", "ik heet", "jag heter", "jeg heter", "jeg hedder", "namn ar", "navn er", "imie to", "nazywam sie", "jmenuji se", "nimeni on", "меня зовут", "зовут меня", "nama saya", "benim adim")
)

// addressed reports whether the e-mail address of r stands behind it, as in
// "Jane Doe <jdoe@example.com>", or before it: "jdoe@example.com (Jane Doe)".
func (w *work) addressed(text string, r run) bool { return w.mailboxOf(text, r) != "" }

// mailboxOf returns that address, or "".
func (w *work) mailboxOf(text string, r run) string {
	start, end := int(w.toks[r.from].start), int(w.toks[r.to-1].end)
	for end < len(text) && (text[end] == '"' || text[end] == '\'' || text[end] == ' ' || text[end] == '\t') {
		end++
	}
	if end < len(text) && (text[end] == '<' || text[end] == '[' || text[end] == '(') {
		return firstAddress(text[end+1:])
	}
	if end >= len(text) || text[end] != ')' || start < 3 || text[start-1] != '(' {
		return ""
	}
	b := strings.TrimRight(text[max(0, start-1-maxAddress):start-1], " ")
	return firstAddress(b[strings.LastIndexAny(b, " \n\t:<")+1:])
}

// maxAddress is the length up to which an e-mail address is looked for.
const maxAddress = 80

// firstAddress returns the first word of s if it has an "@" in it.
func firstAddress(s string) string {
	at := 0
	for i := 0; i < len(s) && i < maxAddress; i++ {
		switch {
		case s[i] <= ' ' || s[i] == '>' || s[i] == ')':
			if at == 0 {
				return ""
			}
			return s[:i]
		case s[i] == '@':
			at = i
		}
	}
	if at == 0 || len(s) > maxAddress {
		return ""
	}
	return s
}

// ownMailbox reports whether the mailbox beside r has one of its words, and its
// domain none, as that of a company or a list has.
func (w *work) ownMailbox(text string, r run) bool {
	local, domain, _ := strings.Cut(w.mailboxOf(text, r), "@")
	local, domain = strings.ToLower(local), strings.ToLower(domain)
	own := false
	for i := r.from; i < r.to; i++ {
		word := foldWord(text[w.toks[i].start:w.toks[i].end])
		if len(word) < minTaught {
			continue
		}
		if strings.Contains(domain, word) {
			return false
		}
		own = own || strings.Contains(local, word)
	}
	return own
}

// labelsName reports whether the label m introduces r and is no word of a
// sentence: a colon or "is" stands between, or the label is in the line above.
func (w *work) labelsName(text string, m *use, r run) bool {
	if m.line != w.toks[r.from].line {
		return true
	}
	if int(m.from) >= r.to {
		return false
	}
	g := text[m.end:w.toks[r.from].start]
	return strings.ContainsAny(g, ":=#\t|") || strings.HasSuffix(g, " is ") || strings.HasSuffix(g, " es ") || g == " "
}

var (
	greetings = hashSet("hi", "hello", "hey", "dear", "hola", "estimado", "estimada", "querido", "querida", "thanks", "thank", "gracias", "buenos", "buenas")
	actions   = hashSet("called", "calls", "calling", "wrote", "writes", "said", "says", "asked", "asks", "would", "wants", "wanted", "told", "reported", "reports", "requested", "requests", "complained", "complains", "needs", "emailed", "phoned", "contacted",
		"reached", "visited", "stopped", "came", "left", "has", "had", "is", "was", "will", "can", "confirmed", "disputes", "disputed", "paid", "owes", "lives", "moved", "signed", "switched", "llamo", "escribio", "dijo", "pidio", "solicita", "solicito", "informa", "reporta", "pago", "vive", "quiere", "who", "and", "whose", "escribe", "rang", "claims", "claimed", "phones", "mentioned", "sent", "got", "thinks", "never", "did", "does", "on", "at", "isn't", "wasn't", "doesn't", "didn't", "hasn't", "won't", "can't", "couldn't", "regarding", "re", "clld", "over", "dropped", "stated", "states", "advised", "advises", "agreed", "refused", "noted", "replied", "mailed", "texted", "swapped", "ported", "upgraded", "cancelled", "canceled", "returned", "died", "dies")
)

// ownLine reports whether r is alone on its line.
func (w *work) ownLine(text string, r run) bool {
	line := w.toks[r.from].line
	if r.from > 0 && w.toks[r.from-1].line == line || r.to < len(w.toks) && w.toks[r.to].line == line {
		return false
	}
	return true
}

var (
	// signOffs begin the line that ends a letter.
	signOffs = hashSet("regards", "sincerely", "thanks", "best", "cheers", "saludos", "atentamente", "yours", "cordially", "respectfully", "gracias", "thank", "ty", "warmly", "kind", "warm", "greetings", "faithfully", "truly", "rgds", "thx", "tia", "hth", "blessings", "gruss", "grusse", "gruesse", "danke", "tschuss", "tschuess", "cordialement", "amicalement", "merci",
		"cumprimentos", "atenciosamente", "abraco", "abracos", "abrazos", "saluti", "cordiali", "distinti", "groeten", "groetjes", "hilsen", "halsningar", "mvh", "ciao", "adios")
	signTwo = pairSet("mit freundlichen", "mit besten", "mit herzlichen", "viele grusse", "viele gruesse", "liebe grusse", "liebe gruesse", "schone grusse", "med venlig", "med vennlig", "med vanlig", "met vriendelijke", "bien cordialement", "bien a", "un abrazo", "un saludo", "um abraco", "many thanks", "take care", "with regards", "with best", "with kind")
)

// signedOff reports whether the line of r follows one that ends a letter: "--",
// "Regards,", or an empty signature rule.
func (w *work) signedOff(text string, r run) bool {
	if signOffs.has(w.toks[r.from].hash) && r.to-r.from == 1 && w.toks[r.from].kind != title {
		return false // TY
	}
	above := w.above(text, r)
	return above != "" && strings.Trim(above, "-_=~*") == "" || w.closing(text, r)
}

// above returns the last line before that of r, or the one before that if it is empty.
func (w *work) above(text string, r run) string {
	line := int(w.toks[r.from].line)
	for back := 1; back <= 2 && line-back >= 0; back++ {
		if s := strings.Trim(text[w.lines[line-back]:w.lineEnd(text, line-back)], " >\t\r"); s != "" {
			return s
		}
	}
	return ""
}

// maxClosing is the length of the longest line that ends a letter.
const maxClosing = 40

// closing reports whether the words that end a letter stand in the line before that of r.
func (w *work) closing(text string, r run) bool {
	line := int(w.toks[r.from].line)
	i := w.tokenAt(int(w.lines[line])) - 1
	if i < 0 || line-int(w.toks[i].line) > 2 || len(w.above(text, r)) >= maxClosing {
		return false
	}
	first := w.tokenAt(int(w.lines[w.toks[i].line]))
	return signOffs.has(w.toks[first].hash) || first < i && signTwo.has(joinHash(w.toks[first].hash, w.toks[first+1].hash))
}

func (w *work) lineEnd(text string, line int) int {
	if line+1 < len(w.lines) {
		return int(w.lines[line+1]) - 1
	}
	return len(text)
}
