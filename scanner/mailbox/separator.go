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
	contextBytes   = 6                               // before it
	leadBytes      = 1024                            // BOM and empty lines before the first From_ line
)

// A dialect is how the messages of a mailbox file are kept apart.
type dialect uint8

const (
	mboxLF dialect = iota // From_ lines; lines end in LF or CRLF
	mboxCR                // From_ lines; lines end in CR, as on the Macintosh before 2001
	mmdf                  // lines of four bytes 1 before and after each message
)

// mmdfLine stands before each message of an MMDF file, and after it.
const mmdfLine = "\x01\x01\x01\x01"

// mark is what every separator of the dialect begins with, and the line end before it.
func (k dialect) mark() []byte { return separatorMarks[k] }

var separatorMarks = [...][]byte{mboxLF: []byte("\nFrom "), mboxCR: []byte("\rFrom "), mmdf: []byte("\n" + mmdfLine)}

// eol is the last byte of a line.
func (k dialect) eol() byte {
	if k == mboxCR {
		return '\r'
	}
	return '\n'
}

// separator returns the length of the separator line at d[p:], its line end
// included, or 0 if the line is text. A From_ line starts with "From ", follows an empty
// line, and ends in a date or stands before a header field. A line of text
// such as "From here on we" does neither.
func (k dialect) separator(d []byte, p int, eof bool) int {
	switch k {
	case mmdf:
		before := bytes.TrimSuffix(bytes.TrimSuffix(d[:p], []byte("\n")), []byte("\r"))
		if len(before) < p && bytes.HasSuffix(before, []byte(mmdfLine)) {
			return mmdfSeparator(d[p:])
		}
		return 0
	case mboxCR:
		return k.fromLineAt(d[p:], p >= 2 && d[p-2] == '\r', eof)
	}
	blank := p >= 2 && d[p-2] == '\n' || p >= 3 && d[p-2] == '\r' && d[p-3] == '\n'
	return k.fromLineAt(d[p:], blank, eof)
}

// mmdfSeparator returns the length of the line of MMDF that d begins with, or 0.
func mmdfSeparator(d []byte) int {
	line, n := cutLine(d[:min(len(d), len(mmdfLine)+2)], false)
	if string(line) != mmdfLine {
		return 0
	}
	return n
}

// fromLineAt is separator for a From_ line at the start of d; blank tells that the
// line before it is empty or that there is none.
func (k dialect) fromLineAt(d []byte, blank, eof bool) int {
	n := bytes.IndexByte(d[:min(len(d), separatorBytes)], k.eol()) + 1
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

// trailer returns the bytes of the line that ends before, and the message with
// it: an empty one, or that of MMDF. The last size bytes of before belong to the message.
func (k dialect) trailer(before []byte, size int64) int {
	if k == mmdf {
		at := max(len(before)-len(mmdfLine)-2, 0)
		i := bytes.LastIndex(before[at:], []byte(mmdfLine))
		if at += max(i, 0); i < 0 || at > 0 && before[at-1] != '\n' || int64(len(before)-at) > size || mmdfSeparator(before[at:]) != len(before)-at {
			return 0
		}
		return len(before) - at
	}
	switch {
	case k == mboxCR && size >= 1 && bytes.HasSuffix(before, []byte("\r\r")):
		return 1
	case size >= 2 && bytes.HasSuffix(before, []byte("\n\r\n")):
		return 2
	case size >= 1 && bytes.HasSuffix(before, []byte("\n\n")):
		return 1
	}
	return 0
}

// lead returns where the separator of the first message starts, the bytes
// up to its end, and the dialect of the file, or zeros. Only a byte order mark and empty lines
// may stand before it.
// QUIRK: RFC 4155, appendix A: some files begin with ">From ".
func lead(d []byte, eof bool) (start, n int, k dialect) {
	i := len(d) - len(bytes.TrimLeft(bytes.TrimPrefix(d, []byte("\ufeff")), "\r\n"))
	if i > leadBytes {
		return 0, 0, mboxLF
	}
	line := d[i:]
	if n := mmdfSeparator(line); n > 0 && i == 0 {
		return 0, n, mmdf
	}
	quote := 0
	if bytes.HasPrefix(line, []byte(">From ")) {
		quote = 1
	}
	if !bytes.HasPrefix(line[quote:], []byte("From ")) {
		return 0, 0, mboxLF
	}
	if loneCR(line) {
		k = mboxCR
	}
	if n := k.fromLineAt(line[quote:], true, eof); n > 0 {
		return i, i + quote + n, k
	}
	return 0, 0, mboxLF
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
