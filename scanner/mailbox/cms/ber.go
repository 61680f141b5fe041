package cms

import (
	"encoding/asn1"
	"errors"
	"unicode/utf16"
	"unicode/utf8"
)

// maxLevels is how deep values may lie within each other.
const maxLevels = 32

var (
	errCut       = errors.New("the file is cut")
	errMalformed = errors.New("malformed BER")
)

// A value is one value of BER (X.690, 8.1): its tag and what it holds.
type value struct {
	class       byte // 0: universal, 2: of its context
	tag         int
	constructed bool
	body        []byte // without the marks of an indefinite length
	cut         bool   // the file ends before the value does
}

// Universal tags (X.680, 8.4).
const (
	tagInteger = 2
	tagOctets  = 4
	tagOID     = 6
	tagUTF8    = 12
	tagSeq     = 16
	tagSet     = 17
	tagT61     = 20
	tagWide    = 28 // UniversalString
	tagBMP     = 30
)

// next cuts the first value off b. A value that is cut is what there is of it.
func next(b []byte, level int) (v value, rest []byte, err error) {
	if level > maxLevels {
		return value{}, nil, errMalformed
	}
	if len(b) < 2 {
		return value{}, nil, errCut
	}
	v.class, v.constructed, v.tag = b[0]>>6, b[0]&0x20 != 0, int(b[0]&0x1f)
	if v.tag == 0x1f { // CMS has no tag beyond 30
		return value{}, nil, errMalformed
	}
	n, b := int(b[1]), b[2:]
	switch {
	case n < 0x80:
	case n == 0x80:
		return v.indefinite(b, level)
	default:
		if n &= 0x7f; n > 8 || len(b) < n {
			return value{}, nil, errMalformed
		}
		size := uint64(0)
		for _, c := range b[:n] {
			size = size<<8 | uint64(c)
		}
		b = b[n:]
		n = int(min(size, uint64(len(b))+1))
	}
	v.cut = n > len(b)
	n = min(n, len(b))
	v.body = b[:n]
	return v, b[n:], nil
}

// indefinite takes the values in b up to two bytes of zero (X.690, 8.1.5).
func (v value) indefinite(b []byte, level int) (value, []byte, error) {
	if !v.constructed {
		return value{}, nil, errMalformed
	}
	v.body = b
	for rest := b; ; {
		if len(rest) >= 2 && rest[0] == 0 && rest[1] == 0 {
			v.body = b[:len(b)-len(rest)]
			return v, rest[2:], nil
		}
		_, after, err := next(rest, level+1)
		if err != nil || len(after) == 0 {
			v.cut = true
			return v, nil, nil
		}
		rest = after
	}
}

// A list reads the values of a body in order. Its first error stays.
type list struct {
	rest  []byte
	level int
	err   error
}

// values is what v holds.
func (l *list) values(v value) *list {
	return &list{rest: v.body, level: l.level + 1}
}

// take returns the next value; false: there is none.
func (l *list) take() (value, bool) {
	if len(l.rest) == 0 || l.err != nil {
		return value{}, false
	}
	v, rest, err := next(l.rest, l.level)
	if err != nil {
		l.err = err
		return value{}, false
	}
	l.rest = rest
	return v, true
}

// is takes the next value if it has that class and tag.
func (l *list) is(class byte, tag int) (value, bool) {
	if len(l.rest) == 0 || l.rest[0]>>6 != class || int(l.rest[0]&0x1f) != tag {
		return value{}, false
	}
	return l.take()
}

// octets returns the bytes of an octet string, which may be made of several (X.690, 8.7.3).
func octets(v value, level int) ([]byte, bool) {
	if !v.constructed {
		return v.body, v.cut
	}
	var out []byte
	cut := v.cut
	parts := list{rest: v.body, level: level + 1}
	for {
		p, ok := parts.take()
		if !ok {
			return out, cut || parts.err != nil
		}
		b, c := octets(p, level+1)
		out, cut = append(out, b...), cut || c
	}
}

// oid returns the object identifier in v with dots, or "".
func oid(v value) string {
	if v.tag != tagOID || v.class != 0 || len(v.body) > 32 {
		return ""
	}
	var id asn1.ObjectIdentifier
	der := append([]byte{tagOID, byte(len(v.body))}, v.body...)
	if _, err := asn1.Unmarshal(der, &id); err != nil {
		return ""
	}
	return id.String()
}

// text returns the string in v, valid UTF-8, without control characters.
func text(v value) string {
	var runes []rune
	switch b := v.body; {
	case v.tag == tagBMP:
		units := make([]uint16, 0, len(b)/2)
		for ; len(b) >= 2; b = b[2:] {
			units = append(units, uint16(b[0])<<8|uint16(b[1]))
		}
		runes = utf16.Decode(units)
	case v.tag == tagWide:
		for ; len(b) >= 4; b = b[4:] {
			runes = append(runes, rune(b[0])<<24|rune(b[1])<<16|rune(b[2])<<8|rune(b[3]))
		}
	case v.tag == tagT61 && !utf8.Valid(b): // QUIRK: RFC 5280, appendix B: it holds ISO 8859-1
		for _, c := range b {
			runes = append(runes, rune(c))
		}
	default:
		runes = []rune(string(b))
	}
	for i, c := range runes {
		if c < ' ' || c == 0x7f {
			runes[i] = ' '
		}
	}
	return string(runes)
}
