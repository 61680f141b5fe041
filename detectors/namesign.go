package detectors

import "strings"

// maxSigned is the number of words that somebody signs with at most, in a text
// where nothing but their place tells them from other words.
const maxSigned = 2

// signed adds r, a single word, if it is who signs, is quoted or is spoken to.
func (w *work) signed(text string, r run) bool {
	if r.to-r.from == 2 && greetings.has(w.toks[r.from].hash) {
		r.from++
	}
	if r.to-r.from != 1 {
		return false
	}
	t := &w.toks[r.from]
	if t.glued || t.flags&(takenFlag|signsNot) != 0 {
		return false
	}
	why := w.placed(text, r)
	if why == noCue {
		return false
	}
	if !signsAs(t) && !(t.flags&otherWord == 0 && t.end-t.start >= 2 && (t.capital() && w.dashed(text, r) || why == byEnd && w.strange(t) && (w.closing(text, r) && w.ends(text, r) || w.ownAddress(text, r)))) {
		return false
	}
	w.add(Finding{Element: Name, Start: int(t.start), End: int(t.end), Value: w.plainName(text, r.from, r.to), Confidence: .85, Partial: true, Why: cueWhy[why]})
	return true
}

// strange reports whether t, which no list has, may be what somebody is called: it is
// neither long nor an abbreviation nor a trade mark.
func (w *work) strange(t *token) bool {
	size := t.end - t.start
	return (t.kind == title || t.kind == lowword) && size >= minTaught && size <= maxStrange
}

// maxStrange is the length of the longest of them.
const maxStrange = 12

// dashed reports whether a dash stands right before r on its line.
func (w *work) dashed(text string, r run) bool {
	lead := strings.TrimRight(text[w.lines[w.toks[r.from].line]:w.toks[r.from].start], " ")
	return strings.HasSuffix(lead, "-")
}

// ends reports whether r ends what somebody wrote, or a paragraph.
func (w *work) ends(text string, r run) bool {
	line := int(w.toks[r.from].line)
	return line+1 >= len(w.lines) || w.blankLine(text, line+1) || w.ended(text, line)
}

// maxOwnAddress is the number of lines below a signature in which its address stands.
const maxOwnAddress = 3

// ownAddress reports whether an address that begins with r, a word alone, stands in the
// lines below it.
func (w *work) ownAddress(text string, r run) bool {
	line, word := int(w.toks[r.from].line), w.toks[r.from].hash
	for i := r.to; i < len(w.toks) && int(w.toks[i].line) <= line+maxOwnAddress; i++ {
		if t := &w.toks[i]; t.hash == word && int(t.end) < len(text) && text[t.end] == '@' {
			return true
		}
	}
	return false
}

// mailed reports whether r begins its line and nothing but an address stands behind
// it, as in the signatures that mail programs make: "Bob     mailto:bob@example.com".
func (w *work) mailed(text string, r run) bool {
	end := int(w.toks[r.to-1].end)
	if !strings.HasPrefix(text[end:], "  ") || strings.Trim(text[w.lines[w.toks[r.from].line]:w.toks[r.from].start], " >\t") != "" {
		return false
	}
	return strings.HasPrefix(strings.TrimLeft(text[end:], " "), "mailto:")
}

// placed tells what the place of r, a single word, says of it.
func (w *work) placed(text string, r run) cue {
	switch own := w.ownLine(text, r) || w.mailed(text, r); {
	case own && (w.signs(text, r) || w.signedOff(text, r)):
		return byEnd
	case own && w.opens(text, r):
		return byGreeting
	case !w.toks[r.from].capital(), !own && !w.parted(text, r):
		return noCue
	case !own && w.hailed(text, r):
		return byGreeting
	case w.quotes(text, r):
		return byVerb
	}
	return noCue
}

// signsNot are the flags of words that sign no letter, though somebody is called so.
const signsNot = companyWord | titleWord | weekdayWord | generation | accountWord

// signsAs reports whether t is what somebody may be called, a word of the language or not.
func signsAs(t *token) bool {
	switch {
	case t.flags&(listGiven|listFamily) != 0, nicknames.has(t.hash):
		return true
	case t.flags&(monthWord|neverName) != 0:
		return t.flags.given() >= 2 && t.flags&mainlyGiven != 0 && t.end-t.start > 2
	case t.flags&(inDictionary|countryWord|stateWord) != 0:
		return t.flags.given() >= 2
	}
	return t.flags.given() > 0 && t.end-t.start > 2
}

// nicknames are words by which people are called in English and which no
// register of births has among given names.
var nicknames = hashSet("skip", "skippy", "chip", "buck", "bud", "butch", "buzz", "doc", "duke", "spike", "rusty", "dusty", "sparky", "smitty", "pip", "mick", "moe", "chas", "jock", "pete", "stu", "gus")

// signs reports whether r stands where people sign: alone on its line but for
// dashes before it, behind an empty line, and at the end of what somebody wrote.
func (w *work) signs(text string, r run) bool {
	if r.to-r.from > maxSigned || !w.ownLine(text, r) {
		return false
	}
	line := int(w.toks[r.from].line)
	if line == 0 {
		return false
	}
	lead, tail := text[w.lines[line]:w.toks[r.from].start], text[w.toks[r.to-1].end:w.lineEnd(text, line)]
	if n := len(lead); n > 0 && tail != "" && lead[n-1] == tail[0] && strings.IndexByte(".*_", tail[0]) >= 0 {
		lead, tail = strings.TrimRight(lead, lead[n-1:]), strings.Trim(tail, tail[:1]) // ...Bob...
	}
	if strings.Trim(lead, " >\t-~") != "" || strings.Trim(tail, " .,\t\r-") != "" {
		return false
	}
	_, above := quoteMarks(text[w.lines[line-1]:w.lineEnd(text, line-1)])
	if above != "" && (above[0] == '-' || len(above) < shortLine && !strings.HasSuffix(above, "\"") || strings.IndexByte(lead, '-') < 0) {
		return false
	}
	return w.ended(text, line)
}

// shortLine is the length of the shortest line that a signature with a dash
// stands right below: shorter ones are the items of a list.
const shortLine = 30

// opens reports whether r and a comma are the first line of what somebody writes.
func (w *work) opens(text string, r run) bool {
	line, end := int(w.toks[r.from].line), int(w.toks[r.to-1].end)
	if end >= len(text) || text[end] != ',' || w.toks[r.from].start != w.lines[line] {
		return false
	}
	for k := line - 1; k >= 0; k-- {
		if !w.blankLine(text, k) {
			return false
		}
	}
	return end+1 == len(text) || blank(text[end+1])
}

// hailed reports whether a greeting stands before r, which a sign parts from the rest: "Hi Will,", "Thanks, Bill."
func (w *work) hailed(text string, r run) bool {
	if r.from == 0 || !greetings.has(w.toks[r.from-1].hash) {
		return false
	}
	g := text[w.toks[r.from-1].end:w.toks[r.from].start]
	return g == " " || g == ", "
}

// parted reports whether a sign or the end of a line stands right behind r.
func (w *work) parted(text string, r run) bool {
	end := int(w.toks[r.to-1].end)
	return end == len(text) || strings.IndexByte(",.!:>-\r\n", text[end]) >= 0
}

// maxNote is the number of words of a note between a name and the verb behind it.
const maxNote = 5

// attributed reports whether a line ends behind r with a verb that says that
// the words below it are the person's: "Ann wrote:".
func (w *work) attributed(text string, r run) bool {
	if w.headsQuote(text, r) {
		return true
	}
	verb := r.to
	if end := int(w.toks[r.to-1].end); strings.HasPrefix(text[end:], " (") {
		for k := 0; k < maxNote && verb < len(w.toks) && w.toks[verb].line == w.toks[r.to-1].line && !strings.HasPrefix(text[w.toks[verb-1].end:], ") "); k++ {
			verb++ // Ann Lee (at work) wrote:
		}
	} else if verb < len(w.toks) && text[end:w.toks[verb].start] != " " {
		return false
	}
	if verb >= len(w.toks) || !writing.has(w.toks[verb].hash) {
		return false
	}
	end := int(w.toks[verb].end)
	s := strings.TrimLeft(text[end:w.lineEnd(text, int(w.toks[verb].line))], " ")
	return strings.HasPrefix(s, ":") && strings.Trim(s[1:], " \r\t") == ""
}

// headsQuote reports whether r and a colon are a line of their own above lines that are quoted.
func (w *work) headsQuote(text string, r run) bool {
	end, line := int(w.toks[r.to-1].end), int(w.toks[r.from].line)
	if end >= len(text) || text[end] != ':' || line+1 >= len(w.lines) || w.toks[r.from].start != w.lines[line] {
		return false
	}
	return strings.Trim(text[end+1:w.lineEnd(text, line)], " \t\r") == "" && strings.HasPrefix(text[w.lines[line+1]:], ">")
}

// quotes reports whether r marks the lines of who is quoted: "Ann> I agree".
func (w *work) quotes(text string, r run) bool {
	end := int(w.toks[r.to-1].end)
	if end >= len(text) || text[end] != '>' || r.to-r.from != 1 || r.from > 0 && w.toks[r.from-1].line == w.toks[r.from].line {
		return false
	}
	lead := text[w.lines[w.toks[r.from].line]:w.toks[r.from].start]
	return strings.Trim(lead, " >\t") == "" && (end+1 == len(text) || blank(text[end+1]))
}

// ended reports whether what somebody wrote ends with line: the text does, or a
// rule, another message, its quotation, or an address follows.
func (w *work) ended(text string, line int) bool {
	marks := depth(text[w.lines[line]:w.lineEnd(text, line)])
	for k := line + 1; k < len(w.lines); k++ {
		s := text[w.lines[k]:w.lineEnd(text, k)]
		m, rest := quoteMarks(s)
		switch {
		case rest == "" && m <= marks:
			continue
		case m != marks:
			return true
		}
		return strings.Trim(rest, "-_=~*#+. ") == "" && len(rest) > 1 || strings.HasPrefix(rest, "---") || strings.HasPrefix(rest, "___") ||
			k == line+1 && (strings.Contains(rest, "://") || strings.Contains(rest, "www.") || strings.IndexByte(rest, '@') > 0) || w.attributes(text, k)
	}
	return true
}

// attributes reports whether line k says who wrote what is quoted below it:
// "On Mon, 2 Sep 2002, Ann Lee wrote:", "Ann Lee said:".
func (w *work) attributes(text string, k int) bool {
	i := w.tokenAt(int(w.lines[k]))
	if i >= len(w.toks) || int(w.toks[i].line) != k {
		return false
	}
	if dating.has(w.toks[i].hash) && i+1 < len(w.toks) && (w.toks[i+1].kind == number || w.toks[i+1].flags&(weekdayWord|monthWord) != 0) {
		return true
	}
	if end := int(w.toks[i].end); headers.has(w.toks[i].hash) && end < len(text) && text[end] == ':' {
		return true
	}
	s := strings.TrimRight(text[w.lines[k]:w.lineEnd(text, k)], " \t\r")
	if !strings.HasSuffix(s, ":") {
		return false
	}
	j := w.tokenAt(int(w.lines[k]) + len(s) - 1)
	return j > 0 && writing.has(w.toks[j-1].hash)
}

var (
	// dating begin a line that says when somebody wrote.
	dating = hashSet("on", "am", "le", "el", "op", "il", "em", "at")
	// writing end one that says who did.
	writing = hashSet("wrote", "writes", "said", "says", "schrieb", "ecrit", "escribio", "scrive", "scritto", "schreef", "escreveu")
)

// quoteMarks returns how many ">" begin line s, those with initials before
// them included, and what is behind them.
func quoteMarks(s string) (n int, rest string) {
	i := 0
	for i < len(s) {
		switch j := i; {
		case s[i] == '>':
			n++
			i++
		case s[i] == ' ' || s[i] == '\t' || s[i] == '\r':
			i++
		default:
			for j < len(s) && j < i+maxInitials && classes[s[j]] == capLetter {
				j++
			}
			if j == i || j == len(s) || s[j] != '>' {
				return n, strings.TrimRight(s[i:], " \t\r")
			}
			i = j
		}
	}
	return n, ""
}

// maxInitials is the number of initials before a quotation mark: "JD> yes".
const maxInitials = 4

func depth(s string) int { n, _ := quoteMarks(s); return n }

// credited reports whether r stands behind a dash, two or more, and ends its
// line, as who said what stands before: "... to be. --Jane Doe". One dash or brackets
// are enough behind the end of a quotation.
func (w *work) credited(text string, r run) bool {
	start, end := int(w.toks[r.from].start), int(w.toks[r.to-1].end)
	if start < 2 || r.to < len(w.toks) && w.toks[r.to].line == w.toks[r.to-1].line {
		return false
	}
	b := strings.TrimSuffix(text[:start], " ")
	switch {
	case strings.HasSuffix(b, "—"):
		return true
	case strings.HasSuffix(b, "--"):
		return !strings.HasSuffix(b, "---")
	case strings.HasSuffix(b, "-"), strings.HasSuffix(b, "(") && end < len(text) && text[end] == ')':
		b = strings.TrimRight(b[max(0, len(b)-maxCredit):len(b)-1], " \r\n")
		return strings.HasSuffix(b, "\"") || strings.HasSuffix(b, "”")
	}
	return false
}

// maxCredit is how far before who is credited a quotation ends at most.
const maxCredit = 12
