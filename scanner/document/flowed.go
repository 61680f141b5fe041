package document

import "strings"

// Flowed returns the text s of format=flowed (RFC 3676) with its paragraphs in
// one line each: soft breaks are joined, space stuffing is removed, and each
// level of quoting is a "> " before the line. With delsp the blank before a
// soft break is not part of the text. The signature separator "-- " stays a
// line of its own.
func Flowed(s string, delsp bool) string {
	var out strings.Builder
	out.Grow(len(s) + len(s)/16)
	open, depth := false, 0 // a paragraph whose last line ended in a soft break, and its level
	for len(s) > 0 {
		line, rest, ended := strings.Cut(s, "\n")
		s = rest
		level, text := unquote(line)
		signature := text == "-- "
		if open && (level != depth || signature) {
			out.WriteByte('\n')
			open = false
		}
		if !open {
			writeQuotes(&out, level, text != "")
		}
		depth = level
		open = ended && strings.HasSuffix(text, " ") && !signature
		if open && delsp {
			text = text[:len(text)-1]
		}
		out.WriteString(text)
		if ended && !open {
			out.WriteByte('\n')
		}
	}
	return out.String()
}

// unquote returns the level of quoting of a line and its text without space
// stuffing (RFC 3676, section 4.3 to 4.5).
func unquote(line string) (level int, text string) {
	for level < len(line) && line[level] == '>' {
		level++
	}
	return level, strings.TrimPrefix(line[level:], " ")
}

// writeQuotes writes the mark of a level of quoting, with a blank at its end if
// text follows.
func writeQuotes(out *strings.Builder, level int, text bool) {
	if level == 0 {
		return
	}
	for range level - 1 {
		out.WriteString("> ")
	}
	out.WriteByte('>')
	if text {
		out.WriteByte(' ')
	}
}
