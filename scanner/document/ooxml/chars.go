package ooxml

import (
	"bytes"
	"strconv"
	"unicode/utf8"

	"exposed/scanner/document/flow"
)

// clean makes the text v of a cell one line of valid UTF-8, in place if that
// can be: escapes are resolved, control characters and blanks of all widths are
// blanks, and characters without width are nothing.
func clean(v []byte) []byte {
	v = unescape(v)
	odd := false // some character may be none that stays
	for i, c := range v {
		if c < ' ' || c == 0x7F {
			v[i] = ' '
		}
		odd = odd || oddLead[c]
	}
	if !utf8.Valid(v) {
		v = bytes.ToValidUTF8(v, []byte("\uFFFD"))
	}
	if odd {
		v = bytes.Map(func(r rune) rune {
			if r = flow.PlainRune(r); r == '\n' {
				return ' '
			}
			return r
		}, v)
	}
	for len(v) > 0 && v[0] == ' ' {
		v = v[1:]
	}
	for len(v) > 0 && v[len(v)-1] == ' ' {
		v = v[:len(v)-1]
	}
	return v
}

// oddLead are the first bytes of the characters that flow.PlainRune changes.
var oddLead = [256]bool{0xC2: true, 0xCD: true, 0xE2: true, 0xEF: true}

// unescape resolves the escapes of v, as _x000D_, in place (ISO/IEC 29500-1,
// 22.9.2.19).
func unescape(v []byte) []byte {
	i := bytes.Index(v, []byte("_x"))
	if i < 0 {
		return v
	}
	const length = len("_x000D_")
	out := v[:i]
	for i < len(v) {
		if v[i] == '_' && i+length <= len(v) && v[i+1] == 'x' && v[i+length-1] == '_' {
			if n, err := strconv.ParseUint(string(v[i+2:i+length-1]), 16, 16); err == nil && utf8.ValidRune(rune(n)) {
				out = utf8.AppendRune(out, rune(n)) // at most 3 bytes for 7
				i += length
				continue
			}
		}
		out = append(out, v[i])
		i++
	}
	return out
}
