package detectors

import "strings"

// A found label is what label returns: the element that it names, or that the
// value belongs to a label of another kind of number.
type found struct {
	element Element
	other   bool
	mark    *use
}

// A use is a mark together with the token up to which a value has used it.
type use struct {
	mark
	used   int32
	digits int32 // of the value that used it
}

// maxBetween is how many words of content may stand between a label and its value.
const maxBetween = 3

// maxApart is how many words of any kind may.
const maxApart = 64

// label looks for the label of the value in tokens i to j: before it on its
// line, in the question or the head of a form in the line above, or behind it.
// Of several, the nearest that names an element of accept counts.
func (w *work) label(text string, i, j int, accept set) found {
	k := w.marksBefore(i)
	line := w.toks[i].line
	if (k == 0 || w.marks[k-1].line < line-maxAbove) && (k == len(w.marks) || int(w.marks[k].from) > j+maxBehind) {
		return found{}
	}
	if f := w.labelOnLine(text, i, j, k, accept); f.element != None || f.other {
		return f
	}
	if w.firstOnLine(text, i) && !w.labelled(i, k) {
		if f := w.labelAbove(text, i, k, accept); f.element != None || f.other {
			return f
		}
	}
	return w.labelBehind(text, j, k, accept)
}

// A label stands at most so many lines above its value, and begins at most so
// many tokens behind it.
const maxAbove, maxBehind = 4, 3

// labelled reports whether a label of some value stands before token i on its
// line: what the line above asks is not answered there.
func (w *work) labelled(i, k int) bool {
	for k--; k >= 0 && w.marks[k].line == w.toks[i].line; k-- {
		if r := w.marks[k].role; r >= roleElement && r != elementRole(Name) {
			return true
		}
	}
	return false
}

// marksBefore returns the number of marks that end at or before token i. Calls
// come with rising i, but for a second look.
func (w *work) marksBefore(i int) int {
	for w.mi < len(w.marks) && int(w.marks[w.mi].to) <= i {
		w.mi++
	}
	k := w.mi
	for k > 0 && int(w.marks[k-1].to) > i {
		k--
	}
	return k
}

// reach is how many words of content may stand between the label m and a
// value that could be anything: few digits, a date. Somebody is born in a place.
func (w *work) reach(m *use) int {
	switch m.role.element() {
	case PIN, BillingZIP, BankAccount:
		return 0
	case DateOfBirth:
		if bornWords.has(w.toks[m.from].hash) {
			return maxBetween
		}
		return 0
	}
	return maxBetween
}

var bornWords = hashSet("born", "nacido", "nacida")

// stops reports whether a sentence ends with the label m: "in my account. 12 people".
// An abbreviation has a stop of its own.
func (w *work) stops(text string, m *use) bool {
	last := &w.toks[m.to-1]
	return last.end-last.start > 5 && int(m.end)+1 < len(text) && text[m.end] == '.' && text[m.end+1] == ' '
}

// turns reports whether what stands between the label m of a date and the value at token
// i leads away from it: a comma with words behind it, as in "DOB on file, called on
// 03/12/2020", or a word that is no place where somebody was born.
func (w *work) turns(text string, m *use, i int) bool {
	if m.role.element() != DateOfBirth || int(m.to) >= i-1 {
		return false
	}
	if bornWords.has(w.toks[m.from].hash) {
		for t := int(m.to); t < i; t++ {
			if f := w.toks[t].flags; w.toks[t].kind == lowword && f&(fillerWord|labelStart|particleWord) == 0 {
				return true
			}
		}
		return false
	}
	return strings.IndexByte(text[m.end:w.toks[i-1].start], ',') >= 0
}

// given reports whether a colon, an equals sign or a word such as "is" stands
// right before the value at token i.
func (w *work) given(text string, i int) bool {
	if i == 0 {
		return false
	}
	g := strings.TrimSpace(text[w.toks[i-1].end:w.toks[i].start])
	return strings.HasSuffix(g, ":") || strings.HasSuffix(g, "=") || verbs.has(w.toks[i-1].hash) && w.toks[i-1].kind != number
}

var verbs = hashSet("is", "es", "was", "to", "of", "from")

// labelOnLine looks for the label before the value in tokens i to j; k marks
// stand before it.
func (w *work) labelOnLine(text string, i, j, k int, accept set) found {
	line, nearest := w.toks[i].line, true // nearest: no label stands between
	for k--; k >= 0; k-- {
		m := &w.marks[k]
		if line-m.line > 1 || m.line != line && int(m.to) != i { // a form breaks its line just behind the label
			break
		}
		if i-max(int(m.to), int(m.used)) > maxApart {
			break
		}
		words, numbers, ends := w.between(text, m, i)
		if int(m.to) == i && w.stops(text, m) {
			break
		}
		if words+numbers > maxBetween || ends && (int(m.to) != i || text[m.end] == '.') {
			break
		}
		switch e := m.role.element(); {
		case m.role == roleCardOther && nearest && words == 0 && j == i+1 && w.toks[i].end-w.toks[i].start <= 4:
			return found{other: true, mark: m}
		case (m.role == roleOther || m.role == roleCustomerID) && nearest && words == 0 && (numbers > 0 || !strings.ContainsAny(text[m.end:w.toks[i].start], ",;|")):
			return found{other: true, mark: m}
		case m.role == roleZIP && accept.has(BillingZIP) && (int(m.to) == i || w.given(text, i)):
			return found{element: BillingZIP, mark: m}
		case e != None && accept.has(e) && (words <= w.reach(m) || w.given(text, i)) && !w.turns(text, m, i):
			if m.used == 0 || w.listed(int(m.used), i) && (m.digits == 0 || m.digits == w.digitsIn(i, j)) {
				return found{element: e, mark: m}
			}
		}
		nearest = nearest && (m.role == roleNeutral || m.used != 0)
	}
	return found{}
}

// digitsIn counts the digits of tokens i to j.
func (w *work) digitsIn(i, j int) int32 {
	n := int32(0)
	for ; i < j; i++ {
		if t := &w.toks[i]; t.kind == number {
			n += t.end - t.start
		}
	}
	return n
}

// between counts the words of content and the numbers between m and token i,
// and tells whether a sentence ends there.
func (w *work) between(text string, m *use, i int) (words, numbers int, ends bool) {
	for t := max(int(m.to), int(m.used)); t < i; t++ {
		switch tok := &w.toks[t]; {
		case tok.kind == number:
			numbers++
		case tok.flags&(fillerWord|labelStart) == 0:
			words++
		}
		if w.sentenceEnds(text, t) {
			ends = true
		}
	}
	if int(m.to) < i && w.sentenceEnds(text, int(m.to)-1) {
		ends = true
	}
	return words, numbers, ends
}

// sentenceEnds reports whether token t is the last of its sentence: a stop
// follows and then a blank with a capital letter, or the line ends empty.
func (w *work) sentenceEnds(text string, t int) bool {
	end := int(w.toks[t].end)
	if end+1 >= len(text) {
		return true
	}
	switch text[end] {
	case '!', '?', ';':
		return true
	case '.':
		if text[end+1] != ' ' && text[end+1] != '\n' {
			return false
		}
		if w.toks[t].end-w.toks[t].start <= 2 && w.toks[t].kind != number && !(w.toks[t].hash == hashNo && t+1 < len(w.toks) && w.toks[t+1].capital()) || t+1 >= len(w.toks) {
			return false // an initial, "No."
		}
		next := &w.toks[t+1]
		return next.capital() || next.kind == number && int(w.toks[t].end-w.toks[t].start) > 4
	}
	return false
}

// listed reports whether the value at token i goes on a list that begins with
// the value before token used: only "and", "or" and signs stand between.
func (w *work) listed(used, i int) bool {
	if i-used > 1 {
		return false
	}
	if used > i {
		return true
	}
	return i == used || listWords.has(w.toks[used].hash)
}

var conjunctions = hashSet("and", "or", "y", "o", "e", "u")

var listWords = hashSet("and", "or", "y", "o", "e", "u", "to", "a")

// maxHesitation is how many words somebody may say in a chat before the value
// that was asked for: "I think it's".
const maxHesitation = 6

// firstOnLine reports whether nothing but a quote mark, a time and a speaker
// stand before token i on its line; behind a speaker a few words may.
func (w *work) firstOnLine(text string, i int) bool {
	line, first := w.toks[i].line, i
	for first > 0 && w.toks[first-1].line == line {
		first--
		if i-first > 9+maxHesitation {
			return false
		}
	}
	if first == i {
		return true
	}
	said := w.speaker(text, first, i)
	if said == first || i-said > maxHesitation {
		return false
	}
	for t := said; t < i; t++ {
		if w.toks[t].kind == number || w.toks[t].flags&labelStart != 0 && w.markAt(w.marksBefore(t), t) != nil {
			return false
		}
	}
	return true
}

// speaker returns the token behind the prefix of a chat line that begins at
// token first: "[10:02] Guest:", "Agent (10:02 AM):", "10:02 - Maria >",
// "Customer ->". It returns first if there is none.
func (w *work) speaker(text string, first, limit int) int {
	words := 0
	for t := first; t < limit && t < first+9; t++ {
		tok := &w.toks[t]
		if tok.line != w.toks[first].line {
			return first
		}
		if tok.kind != number {
			if words++; words > 4 {
				return first
			}
		}
		end, next, digits := int(tok.end), len(text), false
		if t+1 < len(w.toks) {
			next = int(w.toks[t+1].start)
			digits = tok.kind == number && w.toks[t+1].kind == number
		}
		if words > 0 && !digits && speakerEnds(text[end:next]) {
			return t + 1
		}
	}
	return first
}

// speakerEnds reports whether the signs g after a speaker's name begin what is said.
func speakerEnds(g string) bool {
	for g != "" && (g[0] == ' ' || g[0] == ')' || g[0] == ']') {
		g = g[1:]
	}
	if g == "" {
		return false
	}
	switch g[0] {
	case ':', '>', '-', '=', '\t':
	default:
		return false
	}
	switch strings.TrimRight(g, " \"'(+#*$€£“”‘’«»¡¿") {
	case ":", ">", "->", "=>", ">>", ":>", "-->", "\t":
		return true
	}
	return false
}

// labelAbove looks for a label in the line above token i: the question of a
// chat, or the label of a form that stands over its value. A line that names
// the speaker alone may stand between.
func (w *work) labelAbove(text string, i, k int, accept set) found {
	above := w.lineAbove(w.toks[i].line, i)
	if above < 0 {
		return found{}
	}
	chat := i > 0 && w.toks[i-1].line == w.toks[i].line
	f := w.labelIn(text, above, k, accept, chat)
	if f.element == None && !f.other && !chat && w.speakerLine(text, above) {
		if asked := w.lineAbove(above, i); asked >= 0 {
			return w.labelIn(text, asked, k, accept, true)
		}
	}
	return f
}

// labelIn looks for a label in a line above its value: any where somebody answers,
// else one that the line ends with or asks for.
func (w *work) labelIn(text string, line int32, k int, accept set, answer bool) found {
	var other found
	for least := k - maxApart; k > max(least, 0) && w.marks[k-1].line >= line; k-- {
		m := &w.marks[k-1]
		if m.line != line || m.role == roleNeutral {
			continue
		}
		if !answer && !w.asks(text, m) || m.used != 0 {
			break
		}
		e := m.role.element()
		if m.role == roleZIP {
			e = BillingZIP
		}
		if accept.has(e) && e != None {
			return found{element: e, mark: m}
		}
		if m.role == roleOther && other.mark == nil {
			other = found{other: true, mark: m}
		}
	}
	return other
}

// speakerLine reports whether a line says who speaks and nothing else.
func (w *work) speakerLine(text string, line int32) bool {
	start, end := int(w.lines[line]), w.lineEnd(text, int(line))
	if end-start > 80 {
		return false
	}
	s := strings.TrimSpace(text[start:end])
	return len(s) <= 40 && strings.HasSuffix(s, ":") && len(strings.Fields(s)) <= 3
}

// lineAbove returns the last line with words above line, if no more than one
// empty line lies between; else -1. Token i is on line or below it.
func (w *work) lineAbove(line int32, i int) int32 {
	for i--; i >= 0; i-- {
		if l := w.toks[i].line; l < line {
			if line-l <= 2 {
				return l
			}
			return -1
		}
	}
	return -1
}

// asks reports whether the line of m ends with the label, or with a colon or a
// question mark, so that the next line answers.
func (w *work) asks(text string, m *use) bool {
	last := int(m.to) - 1
	for t := int(m.to); t < len(w.toks) && w.toks[t].line == m.line; t++ {
		last = t
	}
	if last == int(m.to)-1 {
		return true
	}
	end := int(w.toks[last].end)
	for ; end < len(text) && text[end] != '\n'; end++ {
		if text[end] == '?' || text[end] == ':' {
			return true
		}
	}
	return w.marks[w.lastMark(m)].line == m.line && int(w.marks[w.lastMark(m)].to)-1 == last
}

// lastMark returns the index of the last mark on the line of m.
func (w *work) lastMark(m *use) int {
	k := w.marksBefore(int(m.to))
	for k < len(w.marks) && w.marks[k].line == m.line {
		k++
	}
	return k - 1
}

// labelBehind looks for a label behind the value that ends before token j:
// "4471 is my PIN", "617-555-0123 (mobile)".
func (w *work) labelBehind(text string, j, k int, accept set) found {
	for t, fillers := j, 0; t < len(w.toks) && fillers <= 3; t, fillers = t+1, fillers+1 {
		if w.toks[t].line != w.toks[j-1].line || !softGap(text[w.toks[t-1].end:w.toks[t].start], t == j) {
			return found{}
		}
		if w.toks[t].flags&labelStart != 0 {
			if m := w.markAt(k, t); m != nil {
				if e := m.role.element(); e != None && accept.has(e) && !w.valueFollows(text, m) {
					return found{element: e, mark: m}
				}
				return found{}
			}
		}
		if w.toks[t].flags&fillerWord == 0 {
			return found{}
		}
	}
	return found{}
}

// valueFollows reports whether m has a value of its own behind it.
func (w *work) valueFollows(text string, m *use) bool {
	if int(m.end) < len(text) && (text[m.end] == ':' || text[m.end] == '#') {
		return true
	}
	return int(m.to) < len(w.toks) && w.toks[m.to].kind == number
}

func (w *work) markAt(k, t int) *use {
	for ; k < len(w.marks) && int(w.marks[k].from) <= t; k++ {
		if int(w.marks[k].from) == t {
			return &w.marks[k]
		}
	}
	return nil
}

// softGap reports whether g holds blanks alone; behind the value a bracket may open.
func softGap(g string, first bool) bool {
	for i := 0; i < len(g); i++ {
		if g[i] != ' ' && !(first && (g[i] == '(' || g[i] == '[')) {
			return false
		}
	}
	return true
}
