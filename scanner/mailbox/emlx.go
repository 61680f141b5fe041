package mailbox

import (
	"bytes"
	"fmt"
	"strconv"
)

// emlx returns where the message of an EMLX file of Apple Mail lies in raw: a
// line with the number of its bytes stands before it, and a property list with
// marks of the program behind it. ok is false for what is no such file. Where the number is
// wrong the message ends before the property list, and flaw says so.
func emlx(raw []byte) (start, end int, flaw string, ok bool) {
	start, size, ok := emlxLine(raw)
	if !ok {
		return 0, 0, "", false
	}
	if rest := int64(len(raw) - start); size <= rest && isPropertyList(raw[start+int(size):]) {
		return start, start + int(size), "", true
	}
	flaw = fmt.Sprintf("EMLX: the message has not the %d bytes that are declared", size)
	if i := bytes.LastIndex(raw, []byte("\n<?xml ")); i >= start && bytes.Contains(raw[i:], []byte("<plist")) {
		return start, i + 1, flaw, true
	}
	if size <= int64(len(raw)-start) {
		return 0, 0, "", false
	}
	return start, len(raw), flaw, true
}

// emlxLine returns the number in the first line of raw, before the header of a
// message, and where that starts.
func emlxLine(raw []byte) (start int, size int64, ok bool) {
	line, n := cutLine(raw[:min(len(raw), 32)], false)
	size, err := strconv.ParseInt(string(bytes.TrimRight(line, " ")), 10, 48)
	if err != nil || size <= 0 || n == len(raw) || fieldName(raw[n:min(len(raw), n+fieldNameBytes)]) == nil {
		return 0, 0, false
	}
	return n, size, true
}

// isPropertyList reports whether d begins a property list, or is blank.
func isPropertyList(d []byte) bool {
	d = bytes.TrimLeft(d[:min(len(d), 64)], " \r\n\t")
	for _, s := range []string{"<?xml", "<!DOCTYPE plist", "<plist", "bplist"} {
		if bytes.HasPrefix(d, []byte(s)) {
			return true
		}
	}
	return len(d) == 0
}
