package document

import "strings"

// separators are the bytes that can separate the fields of a CSV file. Of two
// that fit alike the earlier is taken.
const separators = "\t;|,"

// separator returns what separates the fields of s, and the length of a first
// line that declares it ("sep=;").
func separator(s string) (sep byte, declared int) {
	line, _, ended := strings.Cut(s, "\n")
	declaration := strings.Trim(line, "\" ")
	if n := len("sep="); len(declaration) == n+1 && strings.EqualFold(declaration[:n], "sep=") {
		if ended {
			return declaration[n], len(line) + 1
		}
		return declaration[n], len(line)
	}
	return sniff(s, quoteOf(s)), 0
}

// quoteOf returns what quotes the fields of s: single quotes if every field of
// its first line stands in them, else double ones.
func quoteOf(s string) byte {
	line, _, _ := strings.Cut(strings.TrimLeft(s, "\n "), "\n")
	line = strings.TrimRight(line, " ")
	if n := len(line); n < 5 || line[0] != '\'' || line[n-1] != '\'' || strings.IndexByte(line, '"') >= 0 {
		return '"'
	}
	for i := range len(separators) {
		between := "'" + separators[i:i+1] + "'"
		if k := strings.Count(line, between); k > 0 && strings.Count(line, separators[i:i+1]) >= k && strings.Count(line, "'") == 2*k+2 {
			return '\''
		}
	}
	return '"'
}

// sniff returns the separator that cuts most lines at the head of s into the
// same number of fields, at least two; a comma if none does. If semicolons and
// commas are as regular, the more frequent separates, unless it is a decimal
// comma.
func sniff(s string, quote byte) byte {
	const head = 64 << 10
	s = s[:min(len(s), head)]
	counts := lineCounts(s, quote)
	best, lines, fields := byte(','), 0, 0
	for i := range len(separators) {
		l, f := regular(counts, i)
		if l > lines || l == lines && l > 0 && best == ';' && separators[i] == ',' && f > fields && !decimalCommas(s) {
			best, lines, fields = separators[i], l, f
		}
	}
	return best
}

// decimalCommas reports whether every comma of s stands between digits.
func decimalCommas(s string) bool {
	for i := 1; i < len(s)-1; i++ {
		if s[i] == ',' && (s[i-1] < '0' || s[i-1] > '9' || s[i+1] < '0' || s[i+1] > '9') {
			return false
		}
	}
	return true
}

// A sepCount is how often each separator stands in a line, outside of quotes.
type sepCount [len(separators)]int

// lineCounts counts the separators of each row of s that is not empty, outside
// of quoted fields.
func lineCounts(s string, quote byte) []sepCount {
	const maxUnclosed = 64 // fields that no quote closes, before quotes mean nothing
	counts := make([]sepCount, 1, 64)
	unclosed, starts := 0, true
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == quote && starts && unclosed < maxUnclosed {
			if f := quotedEnd(s, i+1, separators, quote); f.end >= 0 {
				i = f.end
			} else {
				unclosed++
			}
		}
		k := strings.IndexByte(separators, c)
		if k >= 0 {
			counts[len(counts)-1][k]++
		} else if c == '\n' {
			counts = append(counts, sepCount{})
		}
		starts = k >= 0 || c == '\n' || starts && c == ' '
	}
	return counts
}

// regular returns how many lines have separator i as often as most lines that
// have it, and how often that is.
func regular(counts []sepCount, i int) (lines, times int) {
	seen := map[int]int{}
	for _, n := range counts {
		if k := n[i]; k > 0 {
			if seen[k]++; seen[k] > lines {
				lines, times = seen[k], k
			}
		}
	}
	return lines, times
}

// A quotedField tells where a quoted field ends.
type quotedField struct {
	end     int  // its closing quote; -1 if it has none
	next    int  // the separator or line end after it
	lines   int  // line ends in it
	bare    bool // quotes in it are not doubled
	changes bool // its text is not written as it stands
	read    int  // bytes looked at
}

// quotedEnd finds the end of the quoted field whose text starts at start; seps
// are the separators, and quote is what quotes. A quote that is not doubled ends it before a separator or
// line end and is text elsewhere; but if it stands where a field starts, the
// field before it was never closed.
func quotedEnd(s string, start int, seps string, quote byte) quotedField {
	var f quotedField
	limit := min(len(s), start+maxQuotedBytes)
	for i := start; i < limit; i++ {
		switch s[i] {
		case '\t':
			f.changes = true
		case '\n':
			f.changes = true
			if f.lines++; f.lines > maxQuotedLines {
				return quotedField{end: -1, read: i - start}
			}
		case quote:
			if i+1 < len(s) && s[i+1] == quote {
				f.changes = true
				i++
				continue
			}
			next := i + 1
			for next < len(s) && s[next] == ' ' {
				next++
			}
			if next == len(s) || s[next] == '\n' || strings.IndexByte(seps, s[next]) >= 0 {
				f.end, f.next = i, next
				return f
			}
			if i > start && (s[i-1] == '\n' || strings.IndexByte(seps, s[i-1]) >= 0) {
				return quotedField{end: -1, read: i - start}
			}
			f.bare = true
		}
	}
	return quotedField{end: -1, read: limit - start}
}
