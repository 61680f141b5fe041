package mailbox

import (
	"bytes"
	"strings"
)

// Bounds of what is looked at to decide whether a line is a From_ line. They
// make the decision local: every range of a file comes to the same one.
const (
	separatorBytes = 1024                            // longest From_ line
	fieldNameBytes = 128                             // longest name of a header field
	lookBytes      = separatorBytes + fieldNameBytes // from the start of the line on
	contextBytes   = 4                               // before it
	leadBytes      = 1024                            // BOM and empty lines before the first From_ line
)

// separator returns the length of the From_ line at d[p:], its line end
// included, or 0 if the line is text. It starts with "From ", follows an empty
// line, and ends in a date or stands before a header field. A line of text
// such as "From here on we" does neither.
func separator(d []byte, p int, eof bool) int {
	blank := p >= 2 && d[p-2] == '\n' || p >= 3 && d[p-2] == '\r' && d[p-3] == '\n'
	return fromLineAt(d[p:], blank, eof)
}

// fromLineAt is separator for a line at the start of d; blank tells that the
// line before it is empty or that there is none.
func fromLineAt(d []byte, blank, eof bool) int {
	n := bytes.IndexByte(d[:min(len(d), separatorBytes)], '\n') + 1
	if n == 0 {
		if !eof || len(d) > separatorBytes {
			return 0
		}
		n = len(d)
	}
	rest := bytes.TrimSpace(d[5:max(n, 5)])
	name := fieldName(d[n:min(len(d), n+fieldNameBytes)])
	switch {
	case blank && endsInDate(rest),
		blank && name != nil && (bytes.IndexByte(rest, ' ') < 0 || mailField(name)),
		// QUIRK: RFC 4155, appendix A. Netscape's mailers write no empty line
		// before "From - ", nor do others after a multipart's end.
		!blank && mailField(name) && (string(rest) == "-" || endsInDate(rest)):
		return n
	}
	return 0
}

// lead returns where the From_ line of the first message starts and the bytes
// up to its end, or 0, 0. Only a byte order mark and empty lines may stand before it.
// QUIRK: RFC 4155, appendix A: some files begin with ">From ".
func lead(d []byte, eof bool) (start, n int) {
	i := len(d) - len(bytes.TrimLeft(bytes.TrimPrefix(d, []byte("\ufeff")), "\r\n"))
	if i > leadBytes {
		return 0, 0
	}
	line := d[i:]
	if bytes.HasPrefix(line, []byte(">From ")) {
		if n := fromLineAt(line[1:], true, eof); n > 0 {
			return i, i + 1 + n
		}
		return 0, 0
	}
	if !bytes.HasPrefix(line, []byte("From ")) {
		return 0, 0
	}
	if n := fromLineAt(line, true, eof); n > 0 {
		return i, i + n
	}
	return 0, 0
}

// fieldName returns the name of the header field that line begins with, or
// nil. QUIRK: RFC 5322, 4.5.8: blanks may stand before the colon.
func fieldName(line []byte) []byte {
	for i, c := range line {
		switch {
		case c == ':' && i > 0:
			return line[:i]
		case c == ' ' || c == '\t':
			if t := bytes.TrimLeft(line[i:], " \t"); i > 0 && len(t) > 0 && t[0] == ':' {
				return line[:i]
			}
			return nil
		case c <= ' ' || c >= 0x7f || c == ':':
			return nil
		}
	}
	return nil
}

// mailFields are fields that say of a text that it is mail.
var mailFields = [...]string{
	"from", "to", "cc", "bcc", "date", "sender", "subject", "received", "return-path",
	"reply-to", "message-id", "mime-version", "content-type", "content-transfer-encoding",
	"content-disposition", "delivered-to", "envelope-to", "in-reply-to", "references",
	"status", "newsgroups", "path", "resent-from", "resent-date", "dkim-signature",
	"authentication-results", "arc-seal", "importance", "priority", "thread-topic",
	"thread-index", "list-id", "organization", "errors-to", "apparently-to",
}

// mailField reports whether name is the name of a field of mail.
func mailField(name []byte) bool {
	if len(name) > 2 && (name[0] == 'X' || name[0] == 'x') && name[1] == '-' {
		return true
	}
	for _, f := range mailFields {
		if len(f) == len(name) && equalFold(name, f) {
			return true
		}
	}
	return false
}

// equalFold reports whether name is lower, which is in lower case, in any case.
func equalFold[T string | []byte](name T, lower string) bool {
	if len(name) != len(lower) {
		return false
	}
	for i := range len(lower) {
		c := name[i]
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		if c != lower[i] {
			return false
		}
	}
	return true
}

// endsInDate reports whether the rest of a From_ line ends in a date with a
// time of day: of asctime as in RFC 4155, or of RFC 5322 or ISO 8601 as some
// mailers write it. "remote from HOST" of UUCP may follow (RFC 976, 2.2).
func endsInDate(rest []byte) bool {
	if i := bytes.LastIndex(rest, []byte(" remote from ")); i >= 0 {
		rest = rest[:i]
	}
	var clock, year, named, month bool
	for len(rest) > 0 {
		i := bytes.LastIndexAny(rest, " \t")
		switch dateWord(rest[i+1:]) {
		case clockWord:
			clock = true
		case stampWord:
			clock, year, named = true, true, true
		case isoWord:
			year, named = true, true
		case yearWord:
			year = true
		case weekdayWord:
			named = true
		case monthWord:
			month = true
		case smallWord:
		default:
			return clock && (year && (named || month) || named && month)
		}
		rest = bytes.TrimRight(rest[:max(i, 0)], " \t")
	}
	return clock && (year && (named || month) || named && month)
}

// Kinds of words in a date.
const (
	otherWord = iota
	smallWord // day, zone
	clockWord
	yearWord
	weekdayWord
	monthWord
	isoWord   // 2020-03-12
	stampWord // 2020-03-12T09:00:00Z
)

// dateWord returns what kind of word of a date w is.
func dateWord(w []byte) int {
	w = bytes.TrimRight(w, ",")
	switch {
	case len(w) == 0:
		return smallWord
	case len(w) >= 16 && (w[10] == 'T' || w[10] == '_') && dateWord(w[:10]) == isoWord:
		return stampWord
	case shaped(w, "dddd-dd-dd"):
		return isoWord
	case shaped(w, "d:dd"), shaped(w, "dd:dd"), shaped(w, "d:dd:dd"), shaped(w, "dd:dd:dd"):
		return clockWord
	case shaped(w, "dddd"):
		return yearWord
	case shaped(w, "d"), shaped(w, "dd"), len(w) == 5 && (w[0] == '+' || w[0] == '-') && shaped(w[1:], "dddd"):
		return smallWord
	case len(w) == 3 && nameIn(w, weekdays):
		return weekdayWord
	case len(w) == 3 && nameIn(w, months):
		return monthWord
	case zoneName(w):
		return smallWord
	}
	return otherWord
}

const (
	weekdays = "sunmontuewedthufrisat"
	months   = "janfebmaraprmayjunjulaugsepoctnovdec"
)

// nameIn reports whether w, three letters, is one of names.
func nameIn(w []byte, names string) bool {
	i := strings.Index(names, strings.ToLower(string(w)))
	return i >= 0 && i%3 == 0
}

// shaped reports whether w has the form of shape, in which d is a digit.
func shaped(w []byte, shape string) bool {
	if len(w) != len(shape) {
		return false
	}
	for i, c := range w {
		if shape[i] == 'd' && (c < '0' || c > '9') || shape[i] != 'd' && c != shape[i] {
			return false
		}
	}
	return true
}

// zoneName reports whether w may be the name of a time zone, such as "PDT" or "(CEST)".
func zoneName(w []byte) bool {
	w = bytes.Trim(w, "()")
	if len(w) < 1 || len(w) > 5 {
		return false
	}
	for _, c := range w {
		if c < 'A' || c > 'Z' {
			return false
		}
	}
	return true
}
