package scanner

import "strings"

const (
	maxSignature = 12 // lines of a signature
	maxHeading   = 3  // lines of "On …, Jane Doe <j@example.com> wrote:"
)

// A line is one line of a text without its quote marks.
type line struct {
	start, end int
	text       string // trimmed
	depth      int    // quote marks before it
}

// A section is a stretch of text in one voice.
type section struct {
	start, end int
	signature  bool // findings in it are one person's: who signed
	heading    bool // it says who wrote or received what follows
}

// sections cuts text from byte head on where a part of the message begins, by
// quote depth, by signatures and by the headings of quoted and forwarded messages.
func (r *reader) sections(text string, head int, people []string) []section {
	r.lines = linesOf(r.lines[:0], text, head)
	c := cutter{lines: r.lines, people: people, starts: r.starts, out: r.parts[:0], open: section{start: head, end: head}}
	for i := 0; i < len(c.lines); {
		i += c.line(i)
	}
	c.flush(section{})
	r.parts = c.out
	return c.out
}

// A cutter cuts lines into sections.
type cutter struct {
	lines  []line
	people []string
	starts []int // bytes at which parts of the message begin
	out    []section
	open   section
	first  int // line that the open section began at
}

// flush ends the open section and opens next.
func (c *cutter) flush(next section) {
	if c.open.end > c.open.start {
		c.out = append(c.out, c.open)
	}
	c.open = next
}

// line takes line i into a section and returns the number of lines taken.
func (c *cutter) line(i int) int {
	l := &c.lines[i]
	for len(c.starts) > 0 && c.starts[0] <= l.start {
		if c.starts = c.starts[1:]; c.open.end > c.open.start {
			c.begin(i, section{})
		}
	}
	if i > 0 && l.depth != c.lines[i-1].depth && l.text != "" || c.open.signature && i > 0 && c.lines[i-1].text == "" && i-c.first >= maxSignature {
		c.begin(i, section{})
	}
	if n := headingAt(c.lines, i); n > 0 {
		c.begin(i, section{heading: true})
		c.open.end = c.lines[i+n-1].end
		c.begin(i+n, section{})
		return n
	}
	if !c.open.signature && c.signatureAt(i) {
		c.begin(i, section{signature: true})
	}
	c.open.end = l.end
	return 1
}

// begin opens a section at line i.
func (c *cutter) begin(i int, s section) {
	start := c.lines[len(c.lines)-1].end
	if i < len(c.lines) {
		start = c.lines[i].start
	}
	s.start, s.end = start, start
	c.flush(s)
	c.first = i
}

// linesOf appends the lines of text from byte head on to out.
func linesOf(out []line, text string, head int) []line {
	for start := head; start < len(text); {
		end := len(text)
		if k := strings.IndexByte(text[start:], '\n'); k >= 0 {
			end = start + k + 1
		}
		l := line{start: start, end: end}
		from, to := start, end
		for ; from < to && (text[from] == ' ' || text[from] == '\t' || text[from] == '>'); from++ {
			if text[from] == '>' {
				l.depth++
			}
		}
		for to > from && (text[to-1] == ' ' || text[to-1] == '\t' || text[to-1] == '\r' || text[to-1] == '\n') {
			to--
		}
		l.text = text[from:to]
		out = append(out, l)
		start = end
	}
	return out
}

// signatureAt reports whether a signature begins at line i: the rule "-- "
// (RFC 3676, 4.3), another rule or a closing formula with a name behind it,
// with few lines to follow; or the name of somebody the message is from or to
// on a line of its own that is not the first.
func (c *cutter) signatureAt(i int) bool {
	s := c.lines[i].text
	if s == "" || len(s) > 60 {
		return false
	}
	if isName(s, c.people) && s[len(s)-1] != ',' && i > c.first {
		return true
	}
	if !isRule(s) && !closing(s) {
		return false
	}
	n, next := c.behind(i)
	return n > 0 && n <= maxSignature && (s == "--" || nameLike(next))
}

// isRule reports whether the line s is a rule: "--", "____".
func isRule(s string) bool {
	for i := range len(s) {
		switch s[i] {
		case '-', '_', '=', '~', '*':
		default:
			return false
		}
	}
	return len(s) >= 2
}

// behind counts the lines with text behind line i up to the end of its voice,
// and returns the first of them.
func (c *cutter) behind(i int) (n int, next string) {
	for j := i + 1; j < min(len(c.lines), i+4*maxSignature) && n <= maxSignature && c.lines[j].depth == c.lines[i].depth && headingAt(c.lines, j) == 0; j++ {
		if c.lines[j].text == "" {
			continue
		}
		if n++; n == 1 {
			next = c.lines[j].text
		}
	}
	return n, next
}

// nameLike reports whether the line s can be the name of who signs: a few words
// without digits.
func nameLike(s string) bool {
	return len(s) <= 48 && !strings.ContainsAny(s, "0123456789:;@") && len(strings.Fields(s)) <= 6 && !strings.HasSuffix(s, ".")
}

// isName reports whether the line s is one of the names and nothing else.
func isName(s string, people []string) bool {
	if len(people) == 0 || len(s) < 5 {
		return false
	}
	s = strings.TrimFunc(s, isMark)
	for _, p := range people {
		if strings.EqualFold(s, p) {
			return true
		}
	}
	return false
}

// isMark reports whether c may stand around a name on a line of its own.
func isMark(c rune) bool {
	switch c {
	case ' ', ',', '.', '-', '–', '—', '*', '|':
		return true
	}
	return false
}

// closings end letters.
var closings = []string{
	"regards", "best regards", "kind regards", "warm regards", "best", "best wishes", "sincerely", "sincerely yours", "yours sincerely", "yours truly", "yours faithfully", "thanks", "thank you", "many thanks",
	"thanks again", "thanks and regards", "thanks & regards", "cheers", "respectfully", "cordially", "take care", "all the best", "thx", "ty", "rgds", "br", "sent from my iphone",
	"saludos", "un saludo", "saludos cordiales", "atentamente", "gracias", "muchas gracias", "cordialmente", "un cordial saludo",
}

// maxClosing is the length of the longest of closings.
const maxClosing = 24

func closing(s string) bool {
	if len(s) > maxClosing+4 {
		return false
	}
	s = strings.TrimFunc(s, func(c rune) bool { return c == '!' || isMark(c) })
	for _, c := range closings {
		if len(c) == len(s) && strings.EqualFold(s, c) {
			return true
		}
	}
	return false
}

// headingAt returns the number of lines of the heading of a quoted or
// forwarded message at line i, or 0.
func headingAt(lines []line, i int) int {
	s := lines[i].text
	if s == "" {
		return 0
	}
	if originalMessage(s) {
		return 1
	}
	if strings.HasPrefix(s, "On ") || strings.HasPrefix(s, "El ") || strings.HasPrefix(s, "Le ") || strings.HasPrefix(s, "Am ") {
		for n := 1; n <= maxHeading && i+n <= len(lines); n++ {
			if wrote(lines[i+n-1].text) {
				return n
			}
		}
		return 0
	}
	if wrote(s) {
		return 1
	}
	return fieldBlock(lines, i)
}

func originalMessage(s string) bool {
	if !strings.HasPrefix(s, "--") && !strings.HasPrefix(s, "__") {
		return false
	}
	s = strings.ToLower(strings.Trim(s, "-_ "))
	return strings.Contains(s, "original message") || strings.Contains(s, "forwarded message") || strings.Contains(s, "mensaje original") || strings.Contains(s, "mensaje reenviado")
}

func wrote(s string) bool {
	if s == "" || s[len(s)-1] != ':' {
		return false
	}
	for _, w := range []string{" wrote:", " writes:", " escribió:", " escribio:", " a écrit :", " schrieb:", " said:"} {
		if strings.HasSuffix(s, w) {
			return true
		}
	}
	return false
}

// fieldBlock returns the lines of a header that stands in a text as Outlook
// writes it: "From:" and, close behind, the date, the recipients or the subject.
func fieldBlock(lines []line, i int) int {
	switch lines[i].text[0] {
	case 'F', 'f', 'D', 'd', '*':
	default:
		return 0
	}
	if !fieldLine(lines[i].text, "from", "de") {
		return 0
	}
	n, known := 1, 0
	for ; i+n < len(lines) && n < 8 && lines[i+n].text != ""; n++ {
		if fieldLine(lines[i+n].text, "sent", "date", "to", "cc", "subject", "enviado", "para", "asunto", "fecha", "reply-to", "bcc") {
			known++
		} else if known > 0 && !strings.Contains(lines[i+n].text, "@") {
			break
		}
	}
	if known < 2 {
		return 0
	}
	return n
}

func fieldLine(s string, names ...string) bool {
	name, _, ok := strings.Cut(strings.TrimLeft(s[:min(len(s), 20)], "*"), ":")
	if !ok {
		return false
	}
	name = strings.Trim(name, "* ")
	for _, n := range names {
		if strings.EqualFold(name, n) {
			return true
		}
	}
	return false
}
