package document

import "fmt"

// A Problem is what keeps a file from being read in full, or as it was meant.
// There is one for each kind of trouble, with the number of its places and the
// first of them.
type Problem struct {
	Reason string // as exceptions name it: malformed, corrupt, too-large
	Detail string // what is wrong; never a value of the file
	Line   int    // the first line concerned, from 1; 0: unknown
}

// The kinds of trouble in a CSV file.
const (
	unclosed = iota
	bareQuote
	givenUp
	undecoded
)

// csvTroubles says what each kind of trouble is.
var csvTroubles = [...]TroubleKind{
	unclosed:  {"malformed", "%d quoted fields are not closed and are read as they stand"},
	bareQuote: {"malformed", "%d quoted fields have quotes that are not doubled"},
	givenUp:   {"malformed", "too many quoted fields are not closed; quotes are read as text from here (%d)"},
	undecoded: {"malformed", "bytes without a character in the charset (%d)"},
}

// problems returns what there is to say of the file that was read.
func (r *csvReader) problems() []Problem {
	out := r.Told(csvTroubles[:])
	if n, line, usual := r.widths.odd(); n > 0 {
		detail := fmt.Sprintf("%d rows do not have %d columns as most rows do", n, usual)
		out = append(out, Problem{"malformed", detail, line})
	}
	return out
}

// maxWidths is how many widths of rows are told apart.
const maxWidths = 1024

// widths counts rows by their number of columns.
type widths struct {
	rows  [maxWidths]int
	first [maxWidths]int // line of the first of them
}

// count counts a row of the given width, which starts at line.
func (w *widths) count(width, line int) {
	width = min(width, maxWidths) - 1
	if w.rows[width] == 0 {
		w.first[width] = line
	}
	w.rows[width]++
}

// odd returns how many rows do not have the usual width, the line of the first
// of them, and that width.
func (w *widths) odd() (n, line, usual int) {
	best := 0
	for i, c := range w.rows {
		if c > w.rows[best] {
			best = i
		}
	}
	for i, c := range w.rows {
		if i != best && c > 0 {
			n += c
			if line == 0 || w.first[i] < line {
				line = w.first[i]
			}
		}
	}
	return n, line, best + 1
}
