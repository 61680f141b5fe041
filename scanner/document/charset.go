package document

import (
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/ianaindex"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// decoderOf returns the decoder of the charset name, which is in lower case;
// nil if it is unknown.
func decoderOf(name string) decoder {
	key := collapse(name)
	for {
		if d := unicodeDecoder(key); d != nil {
			return d
		}
		if e := wildEncoding(key); e != nil {
			return ofEncoding(e)
		}
		if d := shiftDecoder(key); d != nil {
			return d
		}
		rest := strings.TrimPrefix(strings.TrimPrefix(key, "x"), "cs")
		if rest == key {
			break
		}
		key = rest
	}
	if e, err := htmlindex.Get(name); err == nil {
		return ofEncoding(e)
	}
	if e, err := htmlindex.Get(strings.TrimPrefix(name, "x-")); err == nil {
		return ofEncoding(e)
	}
	if e, err := ianaindex.IANA.Encoding(name); err == nil && e != nil {
		return ofEncoding(e)
	}
	return nil
}

// Known reports whether Decode knows the charset of that name. A charset that is
// not declared is known: it is found out.
func Known(charset string) bool {
	name := charsetName(charset)
	return undeclared(name) != declaredOther || decoderOf(name) != nil
}

// collapse returns the letters and digits of name, as "iso88591".
func collapse(name string) string {
	return strings.Map(func(r rune) rune {
		if 'a' <= r && r <= 'z' || '0' <= r && r <= '9' {
			return r
		}
		return -1
	}, name)
}

// ofEncoding returns the decoder that suits e.
func ofEncoding(e encoding.Encoding) decoder {
	switch e {
	case charmap.ISO8859_1:
		return charmapDecoder(charmap.Windows1252) // as WHATWG reads it
	case japanese.ISO2022JP, simplifiedchinese.HZGB2312:
		return encodingDecoder(e)
	}
	if c, ok := e.(*charmap.Charmap); ok {
		return charmapDecoder(c)
	}
	return multibyte(e)
}

// wildEncoding returns the encoding of names that mail programs write and
// registries do not have; key is a name without punctuation.
func wildEncoding(key string) encoding.Encoding {
	switch key {
	case "iso88591", "latin1", "ansix31101983", "isoir99", "ansi", "win1252", "cp1252", "windows1252", "iso885911987",
		"isolatin1", "8859", "88591", "iso8859", "westerneuropean", "ibm1252", "ms1252", "mswindows1252":
		return charmap.Windows1252
	case "win1250", "cp1250", "windows1250":
		return charmap.Windows1250
	case "win1251", "cp1251", "windows1251", "ansi1251":
		return charmap.Windows1251
	case "win1253", "cp1253", "windows1253":
		return charmap.Windows1253
	case "win1254", "cp1254", "windows1254", "iso88599", "latin5":
		return charmap.Windows1254
	case "win1255", "cp1255", "windows1255":
		return charmap.Windows1255
	case "win1256", "cp1256", "windows1256":
		return charmap.Windows1256
	case "win1257", "cp1257", "windows1257":
		return charmap.Windows1257
	case "win1258", "cp1258", "windows1258":
		return charmap.Windows1258
	case "cp874", "windows874", "tis620", "iso885911":
		return charmap.Windows874
	case "iso88598i", "iso88598e":
		return charmap.ISO8859_8
	case "koi8", "koi8r", "koi":
		return charmap.KOI8R
	case "koi8u", "koi8ru":
		return charmap.KOI8U
	case "cp437", "ibm437", "437":
		return charmap.CodePage437
	case "cp850", "ibm850", "850", "dos850":
		return charmap.CodePage850
	case "cp852", "ibm852", "852":
		return charmap.CodePage852
	case "cp866", "ibm866", "866":
		return charmap.CodePage866
	case "macroman", "mac", "macintosh":
		return charmap.Macintosh
	case "gb2312", "gbk", "cp936", "ms936", "windows936", "euccn", "gb231280", "gb23121980", "cngb", "gb1988", "chinesesimp":
		return simplifiedchinese.GBK
	case "gb18030", "gb180302000", "gb180302005":
		return simplifiedchinese.GB18030
	case "hzgb2312", "hz", "hzgb":
		return simplifiedchinese.HZGB2312
	case "big5", "big5hkscs", "cp950", "ms950", "windows950", "cnbig5", "big5eten", "chinesetrad":
		return traditionalchinese.Big5
	case "shiftjis", "sjis", "cp932", "ms932", "windows31j", "windows932", "mskanji", "sjiscp932", "shiftjiscp932":
		return japanese.ShiftJIS
	case "eucjp", "ujis", "cp51932", "eucjpms", "eucjpwin":
		return japanese.EUCJP
	case "iso2022jp", "jis", "iso2022jp1", "iso2022jp2", "iso2022jp3", "iso2022jpms", "cp50220", "cp50221", "cp50222":
		return japanese.ISO2022JP
	case "euckr", "ksc56011987", "ksc5601", "ks56011987", "cp949", "ms949", "windows949", "uhc", "ksc56011989":
		return korean.EUCKR
	}
	return nil
}

// shiftDecoder returns the decoder of the charsets that switch with SO and SI
// (RFC 1557, RFC 1922), which WHATWG refuses.
func shiftDecoder(key string) decoder {
	switch key {
	case "iso2022kr":
		return shifted(korean.EUCKR)
	case "iso2022cn", "iso2022cnext":
		return shifted(simplifiedchinese.GBK)
	}
	return nil
}

// shifted decodes text in which SO and SI enclose the seven-bit form of e.
func shifted(e encoding.Encoding) decoder {
	d := encodingDecoder(e)
	return func(b []byte) (string, bool) {
		const so, si, esc = 0x0E, 0x0F, 0x1B
		out := make([]byte, 0, len(b))
		var high byte
		for i := 0; i < len(b); i++ {
			switch c := b[i]; {
			case c == so:
				high = 0x80
			case c == si:
				high = 0
			case c == esc && i+3 < len(b) && b[i+1] == '$':
				i += 3 // designation: ESC $ ) C
			case c == '\n':
				high = 0
				out = append(out, c)
			case c > ' ':
				out = append(out, c|high)
			default:
				out = append(out, c)
			}
		}
		return d(out)
	}
}

// MetaCharset returns the charset that the head of an HTML or XML document
// declares; "" without one.
func MetaCharset(b []byte) string {
	const head = 4096
	s := strings.ToLower(string(b[:min(len(b), head)]))
	for _, label := range []string{"charset", "encoding"} {
		for rest := s; ; {
			i := strings.Index(rest, label)
			if i < 0 {
				break
			}
			rest = strings.TrimLeft(rest[i+len(label):], " \t\r\n")
			if !strings.HasPrefix(rest, "=") {
				continue
			}
			name := strings.TrimLeft(rest[1:], " \t\r\n\"'")
			if end := strings.IndexAny(name, " \t\r\n\"'>;/?"); end > 0 {
				return name[:end]
			}
		}
	}
	return ""
}
