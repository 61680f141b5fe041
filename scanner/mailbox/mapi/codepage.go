package mapi

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

// Western is the code page of strings that no property gives one.
const Western = 1252

// pages are the code pages of Windows (MS-UCODEREF 2.2.1) but UTF-8.
var pages = map[int]encoding.Encoding{
	437: charmap.CodePage437, 850: charmap.CodePage850, 852: charmap.CodePage852, 855: charmap.CodePage855,
	858: charmap.CodePage858, 860: charmap.CodePage860, 862: charmap.CodePage862, 863: charmap.CodePage863,
	865: charmap.CodePage865, 866: charmap.CodePage866, 874: charmap.Windows874,
	932: japanese.ShiftJIS, 936: simplifiedchinese.GBK, 949: korean.EUCKR, 950: traditionalchinese.Big5,
	1200: unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), 1201: unicode.UTF16(unicode.BigEndian, unicode.UseBOM),
	1250: charmap.Windows1250, 1251: charmap.Windows1251, 1252: charmap.Windows1252, 1253: charmap.Windows1253,
	1254: charmap.Windows1254, 1255: charmap.Windows1255, 1256: charmap.Windows1256, 1257: charmap.Windows1257,
	1258: charmap.Windows1258, 10000: charmap.Macintosh, 10007: charmap.MacintoshCyrillic,
	20127: charmap.Windows1252, 20866: charmap.KOI8R, 21866: charmap.KOI8U,
	20932: japanese.EUCJP, 20936: simplifiedchinese.GBK, 20949: korean.EUCKR,
	28591: charmap.Windows1252, 28592: charmap.ISO8859_2, 28593: charmap.ISO8859_3, 28594: charmap.ISO8859_4,
	28595: charmap.ISO8859_5, 28596: charmap.ISO8859_6, 28597: charmap.ISO8859_7, 28598: charmap.ISO8859_8,
	28599: charmap.Windows1254, 28603: charmap.ISO8859_13, 28605: charmap.ISO8859_15, 38598: charmap.ISO8859_8I,
	50220: japanese.ISO2022JP, 50221: japanese.ISO2022JP, 50222: japanese.ISO2022JP, 51932: japanese.EUCJP,
	51936: simplifiedchinese.GBK, 51949: korean.EUCKR, 51950: traditionalchinese.Big5,
	52936: simplifiedchinese.HZGB2312, 54936: simplifiedchinese.GB18030,
}

const codePageUTF8 = 65001

// Known reports whether Decode knows the code page.
func Known(page int) bool { return page == codePageUTF8 || pages[page] != nil }

// ansi are the code pages of languages, by the primary language of their
// locales (MS-LCID 2.1), that are not Western.
var ansi = map[int64]int{
	0x01: 1256, 0x02: 1251, 0x04: 936, 0x05: 1250, 0x08: 1253, 0x0d: 1255, 0x0e: 1250, 0x11: 932, 0x12: 949,
	0x15: 1250, 0x18: 1250, 0x19: 1251, 0x1a: 1250, 0x1b: 1250, 0x1c: 1250, 0x1e: 874, 0x1f: 1254, 0x20: 1256,
	0x22: 1251, 0x23: 1251, 0x24: 1250, 0x25: 1257, 0x26: 1257, 0x27: 1257, 0x29: 1256, 0x2a: 1258, 0x2c: 1254,
	0x2f: 1251, 0x3f: 1251, 0x43: 1254, 0x44: 1251, 0x50: 1251,
}

// StringPage returns the code page of the 8-bit strings of an item out of what it
// tells of them: PidTagMessageCodepage, PidTagInternetCodepage and
// PidTagMessageLocaleId, each 0 where it is missing.
func StringPage(message, internet, locale int64) int {
	for _, n := range []int64{message, internet} {
		if page := int(n); Known(page) && page != 1200 && page != 1201 {
			return page
		}
	}
	switch locale & 0xffff {
	case 0x0404, 0x0c04, 0x1404:
		return 950
	case 0x0c1a, 0x1c1a:
		return 1251
	}
	if page := ansi[locale&0x3ff]; page != 0 {
		return page
	}
	return Western
}

// Decode returns b, which is in the code page, as valid UTF-8. Bytes of a code
// page that is not known are taken for UTF-8, or else for windows-1252.
func Decode(page int, b []byte) string {
	if page < 1200 || page > 1201 { // of the pages here all but UTF-16 and ISO-2022 hold ASCII
		if isASCII(b) && (page < 50220 || page > 50222) && page != 52936 {
			return string(b)
		}
	}
	enc := pages[page]
	if enc == nil {
		if utf8.Valid(b) {
			return string(b)
		}
		if page == codePageUTF8 {
			return strings.ToValidUTF8(string(b), "\ufffd")
		}
		enc = charmap.Windows1252
	}
	out, err := enc.NewDecoder().Bytes(b)
	if err != nil {
		out, _ = charmap.Windows1252.NewDecoder().Bytes(b)
	}
	return strings.ToValidUTF8(string(out), "\ufffd")
}

func isASCII(b []byte) bool {
	for _, c := range b {
		if c >= 0x80 {
			return false
		}
	}
	return true
}

// utf16le returns the UTF-16 b up to the zeros at its end. An odd last byte is dropped.
func utf16le(b []byte) string {
	b = b[:len(b)&^1]
	for len(b) >= 2 && b[len(b)-1] == 0 && b[len(b)-2] == 0 {
		b = b[:len(b)-2]
	}
	out := make([]byte, 0, len(b)/2)
	for i := 0; i < len(b); i += 2 {
		c := rune(le.Uint16(b[i:]))
		switch {
		case c < utf8.RuneSelf:
			out = append(out, byte(c))
			continue
		case utf16.IsSurrogate(c) && i+4 <= len(b):
			if r := utf16.DecodeRune(c, rune(le.Uint16(b[i+2:]))); r != utf8.RuneError {
				c = r
				i += 2
			}
		}
		out = utf8.AppendRune(out, c)
	}
	return string(out)
}
