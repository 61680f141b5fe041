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

// sections cuts text from byte head on by quote depth, signatures and the
// headings of quoted and forwarded messages.
func (r *reader) sections(text string, head int, people []string) []section {
	r.lines = linesOf(r.lines[:0], text, head)
	lines, out := r.lines, r.parts[:0]
	open := section{start: head, end: head}
	flush := func(next section) {
		if open.end > open.start {
			out = append(out, open)
		}
		open = next
	}
	for i := 0; i < len(lines); i++ {
		l := &lines[i]
		switch {
		case i > 0 && l.depth != lines[i-1].depth && l.text != "":
			flush(section{start: l.start})
		case open.signature && i > 0 && lines[i-1].text == "" && tooFar(lines, i, open.start):
			flush(section{start: l.start})
		}
		if n := headingAt(lines, i); n > 0 {
			flush(section{start: l.start, end: lines[i+n-1].end})
			i += n - 1
			flush(section{start: lines[i].end, end: lines[i].end})
			continue
		}
		if !open.signature && signatureAt(lines, i, people) {
			flush(section{start: l.start, signature: true})
		}
		open.end = l.end
	}
	flush(section{})
	r.parts = out
	return out
}

// linesOf appends the lines of text from byte head on to out.
func linesOf(out []line, text string, head int) []line {
	for start := head; start < len(text); {
		end := len(text)
		if k := strings.IndexByte(text[start:], '\n'); k >= 0 {
			end = start + k + 1
		}
		l := line{start: start, end: end}
		s := text[start:end]
		for {
			s = strings.TrimLeft(s, " \t")
			if s == "" || s[0] != '>' {
				break
			}
			s = s[1:]
			l.depth++
		}
		l.text = strings.TrimRight(s, " \t\r\n")
		out = append(out, l)
		start = end
	}
	return out
}

// tooFar reports whether a signature that began at byte start has gone on for
// more lines before line i than signatures have.
func tooFar(lines []line, i, start int) bool {
	return i >= maxSignature && lines[i-maxSignature].start >= start
}

// signatureAt reports whether a signature begins at line i: a rule such as
// "-- " (RFC 3676, 4.3) with few lines behind it, a closing formula, or the
// name of somebody the message is from or to on a line of its own.
func signatureAt(lines []line, i int, people []string) bool {
	s := lines[i].text
	if s == "" || len(s) > 60 {
		return false
	}
	if isName(s, people) {
		return true
	}
	rule := len(s) >= 2 && strings.Trim(s, "-_=~*") == ""
	if !rule && !closing(s) {
		return false
	}
	n := 0
	for j := i + 1; j < len(lines) && lines[j].depth == lines[i].depth && headingAt(lines, j) == 0; j++ {
		if lines[j].text != "" {
			n++
		}
	}
	return n > 0 && n <= maxSignature
}

// isName reports whether the line s is one of the names and nothing else.
func isName(s string, people []string) bool {
	if len(people) == 0 || len(s) < 5 {
		return false
	}
	s = strings.Trim(s, " ,.-–—*|")
	for _, p := range people {
		if strings.EqualFold(s, p) {
			return true
		}
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
	s = strings.Trim(s, " ,.!-–—*|")
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
