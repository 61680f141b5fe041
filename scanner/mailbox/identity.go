package mailbox

import (
	"crypto/md5"
	"strings"
)

// MIH returns the message identification hash of EDRM: the MD5 of the
// Message-ID with its angle brackets, which are added where they are missing.
func MIH(messageID string) [16]byte {
	return md5.Sum([]byte(MessageID(messageID)))
}

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
