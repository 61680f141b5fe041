package document

import (
	"strings"
	"unicode/utf8"
)

// Plain returns the text s as it is, with the tables that are aligned in it.
func Plain(s string) Text { return Text{Data: s, Rows: Aligned(s)} }

// LooksText reports whether a file that starts with head is text in some
// charset, not binary data. An empty file is text.
func LooksText(head []byte) bool {
	if _, d := byteOrderMark(head); d != nil {
		return true
	}
	if order := zeroOrder(head); order != nil {
		s, _ := utf16(order)(head[:len(head)&^1])
		head = []byte(s)
	}
	const tolerated = 50 // one control character in so many bytes
	control := 0
	for _, c := range head {
		switch {
		case c == 0:
			return false
		case c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != '\b' && c != 0x1B && c != 0x1A, c == 0x7F:
			control++
		}
	}
	return control == 0 || control*tolerated <= len(head) && utf8.Valid(whole(head))
}

// whole returns b without the beginning of a character at its end.
func whole(b []byte) []byte {
	for n := 1; n <= utf8.UTFMax && n <= len(b); n++ {
		if c := b[len(b)-n]; utf8.RuneStart(c) {
			if !utf8.FullRune(b[len(b)-n:]) {
				return b[:len(b)-n]
			}
			break
		}
	}
	return b
}

// textKind tells the formats of text apart. Content is believed before the name
// where it is unmistakable.
func textKind(head []byte, said string) string {
	s, _ := Decode(head, "")
	s = strings.TrimLeft(s, " \t\n")
	start := strings.ToLower(s[:min(len(s), 512)])
	switch {
	case strings.HasPrefix(start, "begin:vcalendar"):
		return "ics"
	case strings.HasPrefix(start, "begin:vcard"):
		return "vcf"
	case strings.HasPrefix(start, "<!doctype html") || strings.HasPrefix(start, "<html"):
		return "html"
	case strings.HasPrefix(start, "<?xml"):
		if said == "html" || strings.Contains(start, "<html") || strings.Contains(start, "<!doctype html") {
			return "html"
		}
		if strings.Contains(start, "<office:document") {
			return "odf"
		}
		return "xml"
	case said == "unknown" && messageHeader(s):
		return "message"
	case isTextKind(said):
		return said
	case strings.HasPrefix(start, "{\"") || strings.HasPrefix(start, "[{\"") || strings.HasPrefix(start, "{\n"):
		return "json"
	case looksHTML(start):
		return "html"
	}
	return "text"
}

// isTextKind reports whether k is a format of text.
func isTextKind(k string) bool {
	switch k {
	case "text", "html", "csv", "tsv", "json", "xml", "ics", "vcf", "message":
		return true
	}
	return false
}

// looksHTML reports whether a text starts like HTML without its head.
func looksHTML(start string) bool {
	if !strings.HasPrefix(start, "<") {
		return false
	}
	for _, tag := range []string{"<body", "<head", "<div", "<table", "<p>", "<p ", "<meta", "<!--"} {
		if strings.HasPrefix(start, tag) {
			return true
		}
	}
	return false
}

// messageHeader reports whether s starts with the header of a message: fields
// only, among them two that hardly anything else has.
func messageHeader(s string) bool {
	const lines = 64 // looked at
	known := 0
	for n, line := range strings.SplitN(s, "\n", lines) {
		if line == "" {
			break
		}
		if line[0] == ' ' || line[0] == '\t' || n == 0 && strings.HasPrefix(line, "From ") {
			continue
		}
		name, _, ok := strings.Cut(line, ":")
		if !ok || name == "" || strings.ContainsAny(name, " \t") {
			return false
		}
		switch strings.ToLower(name) {
		case "received", "return-path", "message-id", "mime-version", "delivered-to", "dkim-signature", "content-type", "x-mailer":
			known++
		}
	}
	return known >= 2
}
