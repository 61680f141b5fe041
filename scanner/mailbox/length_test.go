package mailbox

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// oneFrom and twoFrom are From_ lines; inBody is one that no writer has quoted.
const (
	oneFrom = "From a@b Thu Jan  1 00:00:00 1970\n"
	twoFrom = "From c@d Thu Jan  1 00:00:01 1970\n"
	inBody  = "one\n\nFrom x@y Mon Jan  1 00:00:00 2024\nSubject: z\n\ntwo\n"
)

// sized is a message, with its marks, whose Content-Length is more than its body by delta.
func sized(from, body string, delta int) string {
	return fmt.Sprintf("§%s|Subject: x\nContent-Length: %d\n\n%s", from, len(body)+delta, body)
}

// split is a body in which the line of inBody starts a message.
var split = strings.Replace(inBody, "\n\nFrom x@y Mon Jan  1 00:00:00 2024\n", "\n|\n§From x@y Mon Jan  1 00:00:00 2024\n|", 1)

// lying is a message of inBody that is split, for its Content-Length is n.
func lying(n string) string {
	return "§" + oneFrom + "|Content-Length: " + n + "\n\n" + split + "|\n§" + twoFrom + "|S: y\n|"
}

// plainSize is the length of a message of inBody.
var plainSize = len(unmarkMbox.Replace(sized(twoFrom, inBody, 0)))

// sizedMboxes are files in which Content-Length says, or does not, where messages end.
var sizedMboxes = []struct{ name, text string }{
	{"a From_ line within the length", sized(oneFrom, inBody, 0) + "|\n" + sized(twoFrom, inBody, 0) + "|"},
	{"the empty line is counted", sized(oneFrom, inBody, 1) + "|\n" + sized(twoFrom, inBody, 1) + "|\n"},
	{"the last line end is not counted", sized(oneFrom, inBody, -1) + "|\n" + sized(twoFrom, inBody, -1) + "|\n"},
	{"no empty line after the body", sized(oneFrom, inBody, 0) + "|" + sized("From - \n", inBody, 0) + "|"},
	{"no line end at the end", sized(oneFrom, inBody, 0) + "|\n" + sized(twoFrom, inBody+"end", 0) + "|"},
	{"length, CRLF", crlf("§" + oneFrom + "|Content-Length: 61\n\n" + inBody + "|\n§" + twoFrom + "|S: y\n|\n")},
	{"length, CR", strings.ReplaceAll(sized(oneFrom, inBody, 0)+"|\n"+sized(twoFrom, inBody, 0)+"|", "\n", "\r")},
	{"lengths of some", "§" + twoFrom + "|S: x\n\n" + split + "|\n" + sized(oneFrom, inBody, 0) + "|\n§" + twoFrom + "|S: x\n\n" + split + "|\n"},
	{"no body", sized(oneFrom, "", 0) + "|\n" + strings.TrimSuffix(sized(twoFrom, "", 0), "\n") + "|\n"},
	{"too short", lying("20")},
	{"too long", lying("60")},
	{"far too long", lying("99999")},
	{"huge", lying("9223372036854775807")},
	{"more than a number holds", lying("99999999999999999999999")},
	{"negative", lying("-55")},
	{"words", lying("55 bytes")},
	{"empty length", lying("")},
	{"two that differ", lying("54\nContent-Length: 55")},
	{"any case and blanks", "§" + oneFrom + "|content-LENGTH : \t 55 \n\n" + inBody + "|\n§" + twoFrom + "|S: y\n|"},
	{"not of the message", "§" + oneFrom + "|X-Content-Length: 55\n\n" + split + "|\n§" + twoFrom + "|S: y\n|"},
	{"a mailbox in a body", sized(oneFrom, unmarkMbox.Replace(sized(twoFrom, inBody, 0)+"\n"+sized(twoFrom, inBody, 0)), 0) + "|\n" + sized(twoFrom, inBody, 0) + "|"},
	{"a length that leads out of a body", sized(oneFrom, fmt.Sprintf("%sContent-Length: %d\n\nx\n", twoFrom, len("x\n\n")+plainSize), 0) + "|\n" + sized(twoFrom, inBody, 0) + "|\n" + sized(twoFrom, "y\n", 0) + "|"},
	{"a quoted From_ line first", strings.Replace(sized(oneFrom, inBody, 0), "From", ">From", 1) + "|\n" + sized(twoFrom, inBody, 0) + "|"},
	{"byte order mark first", strings.Replace(sized(oneFrom, inBody, 0), "From", "\ufeff\n\nFrom", 1) + "|\n" + sized(twoFrom, inBody, 0) + "|"},
	{"MMDF with lengths", "§\x01\x01\x01\x01\n|Content-Length: 21\n\none\n|\x01\x01\x01\x01\n§\x01\x01\x01\x01\n|S: y\n|\x01\x01\x01\x01\n"},
}

// mboxStarts returns where the messages of d start, from the rules of lengths
// and extent taken by the letter: each line is compared with all before it.
func mboxStarts(d []byte, reach int64) (starts []int64) {
	type line struct{ at, end int64 }
	first, sep, k := lead(d, true)
	var lines []line
	add := func(p, header int) { lines = append(lines, line{int64(p), sizedEnd(k, d, p, header, reach)}) }
	if sep > 0 {
		add(first, sep)
	}
	for p := max(sep, 1); p < len(d); p++ {
		if n := k.separatorAt(d, p); n > 0 {
			add(p, p+n)
		}
	}
	void := func(l line) bool {
		return slices.ContainsFunc(lines, func(e line) bool { return e.at < l.at && l.at < e.end && e.end < l.end })
	}
	extents := slices.DeleteFunc(slices.Clone(lines), void)
	if len(d) > 0 {
		starts = append(starts, 0)
	}
	for _, l := range lines {
		within := func(e line) bool { return e.at < l.at && l.at < e.end }
		if l.at > int64(first) && l.at > 0 && !slices.ContainsFunc(extents, within) {
			starts = append(starts, l.at)
		}
	}
	return starts
}

// separatorAt is separator for a line of d that may begin like none.
func (k dialect) separatorAt(d []byte, p int) int {
	if !bytes.HasPrefix(d[p-1:], k.mark()) {
		return 0
	}
	return k.separator(d, p, true)
}

// sizedEnd is extent for the From_ line of d at p, whose header is at byte at.
func sizedEnd(k dialect, d []byte, p, at int, reach int64) int64 {
	size, fields := int64(-1), 0
	for blank := false; !blank; {
		i := bytes.IndexByte(d[at:], k.eol())
		if k == mmdf || i < 0 || bytes.HasPrefix(d[at:], []byte("From ")) {
			return 0
		}
		line := bytes.TrimRight(d[at:at+i], "\r\n")
		at, blank = at+i+1, len(line) == 0
		if name, value, _ := bytes.Cut(line, []byte(":")); fieldName(line) != nil && strings.EqualFold(strings.TrimRight(string(name), " \t"), "content-length") {
			fields++
			size = lengthOf(value)
		}
	}
	if fields != 1 || size < 0 || size > int64(len(d)-at) {
		return 0
	}
	at += int(size)
	for range 3 {
		if int64(at-p) <= reach && (at == len(d) || k.separatorAt(d, at) > 0) {
			return int64(at)
		}
		at += k.lineEnd(d[at:])
	}
	return 0
}

// TestMboxReach checks that a message that is longer than the reach of a
// Content-Length is split, in the whole and in ranges.
func TestMboxReach(t *testing.T) {
	fill := strings.Repeat(strings.Repeat("x", 63)+"\n", reachBytes/64)
	for over, want := range map[int]int{-200: 2, 200: 3} {
		body := inBody + fill[:len(fill)+min(over, 0)] + fill[:max(over, 0)]
		d := unmarkMbox.Replace(sized(oneFrom, body, 0) + "\n" + sized(twoFrom, "y\n", 0))
		n := 0
		for range Mbox(strings.NewReader(d), noLimit) {
			n++
		}
		parts := 0
		for at := 0; at < len(d); at += chunk {
			for range MboxRange(strings.NewReader(d), int64(len(d)), int64(at), int64(at+chunk), noLimit) {
				parts++
			}
		}
		if n != want || parts != want {
			t.Errorf("%d bytes: %d messages, %d in ranges, want %d", len(body), n, parts, want)
		}
	}
}

// A holed is a file of which a stretch cannot be read.
type holed struct {
	*strings.Reader
	start, end int64
}

func (h holed) ReadAt(b []byte, at int64) (int, error) {
	if at < h.end && at+int64(len(b)) > h.start {
		n, _ := h.Reader.ReadAt(b[:max(0, h.start-at)], at)
		return n, errBadSector
	}
	return h.Reader.ReadAt(b, at)
}

var errBadSector = errors.New("bad sector")

// TestMboxHole reads the ranges after a stretch that cannot be read.
func TestMboxHole(t *testing.T) {
	d := strings.Repeat(unmarkMbox.Replace(sized(oneFrom, inBody, 0)+"\n"), 100)
	at := int64(len(d) / 2)
	h := holed{strings.NewReader(d), at - 3000, at - 2000}
	want, n := strings.Count(d[at:], oneFrom), 0
	for _, err := range MboxRange(h, int64(len(d)), at, int64(len(d)), noLimit) {
		if n++; err != nil {
			t.Error(err)
		}
	}
	if n != want {
		t.Errorf("%d messages after the hole, want %d", n, want)
	}
}

// BenchmarkMboxLengths reads a file of messages with right lengths.
func BenchmarkMboxLengths(b *testing.B) {
	line := strings.Repeat("some words of text that fill a line of a body, ", 2)[:72] + "\n"
	message := unmarkMbox.Replace(sized(oneFrom, strings.Repeat(line, 80), 0)) + "\n"
	d := []byte(strings.Repeat(message, 4000))
	b.SetBytes(int64(len(d)))
	for b.Loop() {
		n := 0
		for range Mbox(bytes.NewReader(d), noLimit) {
			n++
		}
		if n != 4000 {
			b.Fatal(n)
		}
	}
}
