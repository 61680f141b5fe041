package mailbox

import (
	"strings"
)

// MessageID returns the Message-ID in value with its angle brackets, or "" if it is blank.
func MessageID(value string) string {
	value = strings.TrimSpace(value)
	if i := strings.IndexByte(value, '<'); i >= 0 {
		if n := strings.IndexByte(value[i:], '>'); n > 0 {
			return value[i : i+n+1]
		}
	}
	if value = strings.Trim(value, "<> \t"); value == "" {
		return ""
	}
	return "<" + value + ">"
}
