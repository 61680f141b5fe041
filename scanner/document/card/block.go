package card

import (
	"strings"

	"exposed/scanner/document"
)

// end ends the innermost component and writes its block.
func (r *reader) end() {
	n := len(r.open)
	if n == 0 {
		r.odd++
		return
	}
	c := r.open[n-1]
	r.open = r.open[:n-1]
	r.block(&c)
}

// block writes the lines of a component, the name before the others and long
// texts behind them.
func (r *reader) block(c *component) {
	if c.kind == "VTIMEZONE" || c.kind == "STANDARD" || c.kind == "DAYLIGHT" {
		return // rules of clocks
	}
	labels := map[string]string{} // of groups
	described := false
	for i := range c.lines {
		l := &c.lines[i]
		if l.name == "X-ABLABEL" && l.group != "" {
			labels[l.group] = strings.TrimSuffix(strings.TrimPrefix(unescape(l.value), "_$!<"), ">!$_")
		}
		described = described || l.name == "DESCRIPTION" && l.value != ""
	}
	r.gap = true
	name := ""
	for pass := range 3 {
		for i := range c.lines {
			l := &c.lines[i]
			if passOf(l.name) != pass || l.name == "X-ALT-DESC" && described {
				continue
			}
			if l.raw != nil {
				r.file(l)
				continue
			}
			if l.name == "FN" {
				name = unescape(l.value)
			}
			r.property(l, c.kind, labels[l.group], name)
		}
	}
}

// passOf returns when a property is written: the name first, long texts last.
func passOf(name string) int {
	switch name {
	case "FN", "SUMMARY":
		return 0
	case "NOTE", "DESCRIPTION", "X-ALT-DESC", "COMMENT", "AGENT":
		return 2
	}
	return 1
}

// property writes a property.
func (r *reader) property(l *line, kind, label, name string) {
	value := ""
	switch l.name {
	case "VERSION", "PRODID", "CALSCALE", "METHOD", "X-ABLABEL":
		return
	case "N":
		if value = structuredName(l.value); within(value, name) {
			return
		}
	case "ADR":
		value = address(l.value)
	case "ORG":
		value = strings.Join(fields(l.value, ';'), ", ")
	case "BDAY", "ANNIVERSARY", "DEATHDATE":
		value = isoDate(unescape(l.value))
	case "ORGANIZER", "ATTENDEE":
		value = person(l)
	case "X-ALT-DESC":
		value = document.HTML(unescape(l.value)).Data
	case "DTSTART", "DTEND", "DUE", "DTSTAMP", "CREATED", "LAST-MODIFIED", "RECURRENCE-ID", "COMPLETED", "REV", "EXDATE", "RDATE":
		value = isoTime(unescape(l.value))
	case "GEO":
		value = strings.ReplaceAll(l.value, ";", ", ")
	default:
		value = uri(unescape(l.value))
	}
	value = strings.Trim(value, " \t\n")
	if kind == "VCARD" {
		value = withoutGaps(value)
	}
	if value == "" {
		return
	}
	r.write(labelOf(l, label) + ": " + value)
}

// withoutGaps returns s without empty lines, which would part the block.
func withoutGaps(s string) string {
	for strings.Contains(s, "\n\n") {
		s = strings.ReplaceAll(s, "\n\n", "\n")
	}
	return s
}

// within reports whether all words of s stand in other.
func within(s, other string) bool {
	for w := range strings.FieldsSeq(s) {
		if !strings.Contains(other, w) {
			return false
		}
	}
	return true
}

// unescape resolves the escapes of a value (RFC 6350, 3.4).
func unescape(s string) string {
	if strings.IndexByte(s, '\\') < 0 {
		return s
	}
	var out strings.Builder
	out.Grow(len(s))
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' || i+1 == len(s) {
			out.WriteByte(s[i])
			continue
		}
		i++
		switch s[i] {
		case 'n', 'N':
			out.WriteByte('\n')
		case '\\', ',', ';', ':', '"':
			out.WriteByte(s[i])
		default: // no escape, as in paths
			out.WriteByte('\\')
			out.WriteByte(s[i])
		}
	}
	return out.String()
}

// fields returns the parts of a structured value that are not empty, unescaped
// and each on one line.
func fields(s string, sep byte) []string {
	var out []string
	for _, f := range allFields(s, sep) {
		if f != "" {
			out = append(out, f)
		}
	}
	return out
}

// allFields returns the parts of a structured value, unescaped.
func allFields(s string, sep byte) []string {
	var out []string
	start := 0
	for i := 0; i <= len(s); i++ {
		if i < len(s) && s[i] == '\\' {
			i++
			continue
		}
		if i >= len(s) || s[i] == sep {
			out = append(out, strings.Join(strings.Fields(unescape(s[start:min(i, len(s))])), " "))
			start = i + 1
		}
	}
	return out
}

// structuredName returns a name as people write it: prefix, given, additional,
// family, suffix (RFC 6350, 6.2.2).
func structuredName(s string) string {
	f := append(allFields(s, ';'), "", "", "", "", "")
	return strings.Join(strings.Fields(strings.ReplaceAll(f[3]+" "+f[1]+" "+f[2]+" "+f[0]+" "+f[4], ",", " ")), " ")
}

// address returns an address as people write it (RFC 6350, 6.3.1).
func address(s string) string {
	f := append(allFields(s, ';'), "", "", "", "", "", "", "")
	box := f[0]
	if box != "" && strings.Trim(box, "0123456789") == "" {
		box = "PO Box " + box
	}
	var out []string
	for _, part := range []string{box, strings.TrimSpace(f[2] + " " + f[1]), f[3], strings.TrimSpace(f[4] + " " + f[5]), f[6]} {
		if part != "" {
			out = append(out, part)
		}
	}
	for _, part := range f[7:] {
		if part != "" {
			out = append(out, part)
		}
	}
	return strings.Join(out, ", ")
}

// person returns the name and the address of an attendee, and the addresses of
// those who act for them (RFC 5545, 3.2).
func person(l *line) string {
	addr := uri(unescape(l.value))
	out := l.get("CN")
	switch {
	case out == "" || strings.EqualFold(out, addr):
		out = addr
	case addr != "":
		out += " <" + addr + ">"
	}
	for _, p := range l.params {
		switch {
		case p.name == "SENT-BY" || p.name == "DELEGATED-TO" || p.name == "DELEGATED-FROM" || p.name == "MEMBER":
			for v := range strings.SplitSeq(p.value, ",") {
				out += ", " + strings.ToLower(strings.ReplaceAll(p.name, "-", " ")) + " <" + uri(strings.Trim(v, `" `)) + ">"
			}
		case p.name == "EMAIL" && !strings.EqualFold(p.value, addr):
			out += ", <" + p.value + ">"
		}
	}
	return out
}

// uri returns the address or the number in a link.
func uri(s string) string {
	for _, scheme := range [...]string{"mailto:", "tel:", "MAILTO:", "sip:", "xmpp:", "skype:", "aim:", "x-apple:"} {
		if rest, ok := strings.CutPrefix(s, scheme); ok {
			return rest
		}
	}
	if len(s) > 7 && strings.EqualFold(s[:7], "mailto:") {
		return s[7:]
	}
	return s
}

// isoDate returns a date with its hyphens.
func isoDate(s string) string {
	if len(s) >= 8 && strings.Trim(s[:8], "0123456789") == "" {
		return s[:4] + "-" + s[4:6] + "-" + s[6:8]
	}
	if day, _, ok := strings.Cut(s, "T"); ok && len(day) == 10 {
		return day
	}
	return s
}

// isoTime returns a time with its hyphens and colons.
func isoTime(s string) string {
	day, clock, ok := strings.Cut(s, "T")
	if !ok || len(day) != 8 || len(clock) < 6 || strings.Trim(day+clock[:6], "0123456789") != "" {
		if len(s) == 8 {
			return isoDate(s)
		}
		return s
	}
	return isoDate(day) + " " + clock[:2] + ":" + clock[2:4] + ":" + clock[4:]
}
