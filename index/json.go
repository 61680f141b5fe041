package index

import (
	"bytes"
	"fmt"
)

// EscapeControls returns the JSON b with the control characters U+007F to U+009F
// escaped, which JSON allows and terminals and readers of lines act on (U+0085 ends
// a line for some). It returns b itself where there are none.
func EscapeControls(b []byte) []byte {
	if bytes.IndexByte(b, 0xC2) < 0 && bytes.IndexByte(b, 0x7F) < 0 {
		return b
	}
	out := make([]byte, 0, len(b)+32)
	for i := 0; i < len(b); i++ {
		switch {
		case b[i] == 0x7F:
			out = append(out, `\u007f`...)
		case b[i] == 0xC2 && i+1 < len(b) && b[i+1] < 0xA0:
			i++
			out = fmt.Appendf(out, `\u%04x`, b[i])
		default:
			out = append(out, b[i])
		}
	}
	return out
}
