package document

import (
	"html"
	"strings"
	"unicode/utf8"
)

// maxQuotes is how many levels of quoting a line shows.
const maxQuotes = 20

// A textWriter lays out text as a browser does. White space and line breaks
// wait until text follows, so that none stands at the end of a line.
type textWriter struct {
	strings.Builder
	breaks int  // line breaks due before the next text
	blanks int  // blanks due before the next text
	spaced bool // the last of these blanks may swallow further white space
	tab    bool // a new cell begins: TAB is due before the next text
	fresh  bool // nothing was written since the cell began
	pre    int  // open <pre>
	quotes int  // open <blockquote>
	cell   cellSpan
}

// A cellSpan is where the text of the open cell lies.
type cellSpan struct {
	start, end int // start is -1 while there is no text
	lines      int // line breaks in it
}

// noCell is the span of a cell without text.
var noCell = cellSpan{start: -1}

// breakLine asks for n line breaks before the next text, together with those
// that other block elements ask for. At the start of a cell none is needed.
func (w *textWriter) breakLine(n int) {
	w.blanks = 0
	if w.fresh {
		return
	}
	w.breaks = max(w.breaks, n)
}

// lineBreak ends the line as <br> does; the second makes an empty line, and
// further ones nothing.
func (w *textWriter) lineBreak() {
	w.blanks = 0
	if w.fresh {
		return
	}
	if w.breaks < 2 || w.pre > 0 {
		w.breaks++
	}
}

// beginCell starts a cell. It follows the text before after a TAB, or on a line
// of its own.
func (w *textWriter) beginCell(tab bool) {
	w.blanks = 0
	if tab {
		w.breaks, w.tab = 0, true
	} else if w.breaks == 0 {
		w.breaks = 1
	}
	w.fresh = true
	w.cell = noCell
}

// endCell ends the open cell and returns where its text lies.
func (w *textWriter) endCell() cellSpan {
	c := w.cell
	w.fresh, w.cell = false, noCell
	return c
}

// blank asks for a blank before the next text; several collapse into one.
func (w *textWriter) blank() {
	if !w.spaced || w.blanks == 0 {
		w.blanks++
	}
	w.spaced = true
}

// write writes s, which is text without white space around it.
func (w *textWriter) write(s string) {
	if s == "" {
		return
	}
	if w.breaks > 0 || w.blanks > 0 || w.tab || w.Len() == 0 || w.cell.start < 0 {
		w.layout()
	}
	w.WriteString(s)
	w.cell.end = w.Len()
	w.fresh = false
}

// layout writes the white space that is due before text.
func (w *textWriter) layout() {
	lineStart := w.Len() == 0
	switch {
	case lineStart:
	case w.breaks > 0:
		for range w.breaks {
			w.WriteByte('\n')
		}
		if w.cell.start >= 0 {
			w.cell.lines += w.breaks
		}
		lineStart = true
	case w.tab:
		w.WriteByte('\t')
	}
	if lineStart && w.quotes > 0 {
		for range min(w.quotes, maxQuotes) {
			w.WriteString("> ")
		}
	}
	if !lineStart && !w.tab || w.pre > 0 {
		for range w.blanks {
			w.WriteByte(' ')
		}
	}
	w.breaks, w.blanks, w.tab = 0, 0, false
	if w.cell.start < 0 {
		w.cell.start = w.Len()
	}
}

// The classes of bytes in text.
const (
	plainByte = iota
	spaceByte
	ampByte
	leadByte // may start a character that is not plain
)

// byteClass is the class of each byte.
var byteClass = [256]uint8{
	' ': spaceByte, '\n': spaceByte, '\t': spaceByte, '\r': spaceByte, '\f': spaceByte,
	'&': ampByte, 0xC2: leadByte, 0xCD: leadByte, 0xE2: leadByte, 0xEF: leadByte,
}

// html writes the text s of a document.
func (w *textWriter) html(s string) {
	for i := 0; i < len(s); {
		switch byteClass[s[i]] {
		case plainByte:
			n := run(s[i:])
			w.write(s[i : i+n])
			i += n
		case spaceByte:
			w.space(s[i])
			i++
		case ampByte:
			i += w.reference(s[i:])
		default:
			i += w.special(s[i:])
		}
	}
}

// run returns how many bytes of s are plain text with single blanks between.
func run(s string) int {
	i := 0
	for {
		for i < len(s) && byteClass[s[i]] == plainByte {
			i++
		}
		if i+1 >= len(s) || s[i] != ' ' || byteClass[s[i+1]] != plainByte {
			return i
		}
		i += 2
	}
}

// space handles the white space c.
func (w *textWriter) space(c byte) {
	switch {
	case w.pre == 0:
		w.blank()
	case c == '\n':
		w.lineBreak()
	case c == '\t':
		w.write("\t")
	default:
		w.blanks++
	}
}

// special writes the character at the start of s: blanks of all widths are
// blanks, and characters without width are nothing. It returns the bytes taken.
func (w *textWriter) special(s string) int {
	r, n := utf8.DecodeRuneInString(s)
	switch {
	case r == 0xA0 || 0x2000 <= r && r <= 0x200A || r == 0x202F || r == 0x205F:
		w.blanks++
		w.spaced = false
	case r == 0x2028 || r == 0x2029:
		w.lineBreak()
	case zeroWidth(r):
	default:
		w.write(s[:n])
	}
	return n
}

// zeroWidth reports whether r is invisible and may stand inside a word.
func zeroWidth(r rune) bool {
	return 0x200B <= r && r <= 0x200F || r == 0x2060 || r == 0xFEFF || r == 0xAD || r == 0x34F
}

// reference writes the character reference at the start of s, or the "&" that
// is none. It returns the bytes taken.
func (w *textWriter) reference(s string) int {
	const longest = 33 // CounterClockwiseContourIntegral;
	n := 1
	if n < len(s) && s[n] == '#' {
		n++
	}
	for n < len(s) && n <= longest && (isLetter(s[n]) || '0' <= s[n] && s[n] <= '9') {
		n++
	}
	if n < len(s) && s[n] == ';' {
		n++
	}
	switch s[:n] {
	case "&nbsp;":
		w.special("\u00A0")
	case "&amp;":
		w.write("&")
	case "&", "&#":
		w.write(s[:n])
	default:
		w.unescaped(html.UnescapeString(s[:n]))
	}
	return n
}

// unescaped writes text whose references are resolved.
func (w *textWriter) unescaped(s string) {
	for i := 0; i < len(s); {
		switch byteClass[s[i]] {
		case spaceByte:
			w.space(s[i])
			i++
		case leadByte:
			i += w.special(s[i:])
		default:
			w.write(s[i : i+1])
			i++
		}
	}
}
